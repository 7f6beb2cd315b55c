/* row: see row.h. */
#include "importers/ratings/row.h"

#include "importers/page/bytes/charset.h"
#include "importers/page/words/rating.h"
#include "importers/page/words/verdict.h"
#include "schema/base/text.h"
#include "schema/record/film_id.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { ARENA_MAX = 64 << 20, YEAR_FIRST = 1870, YEAR_LAST = 9999 };

void rows_init(struct rows *rows, const struct plan *plan, const struct constants *constants)
{
	*rows = (struct rows){.plan = plan, .constants = constants};
	rows->source = constants->source ? constants->source : plan->name;
	rows->values_alone =
	    plan->at[COLUMN_CHOICE] < 0 && plan->at[COLUMN_BEST] < 0 && plan->at[COLUMN_WORST] < 0;
	arena_init(&rows->arena, ARENA_MAX);
	rows->voter_n = strlen(rows->source) + 1;
	rows->voter_cap = rows->voter_n + 256;
	rows->voter = must_malloc(rows->voter_cap);
	memcpy(rows->voter, rows->source, rows->voter_n - 1);
	rows->voter[rows->voter_n - 1] = ':';
	if (plan->scheme) {
		rows->film_n = strlen(plan->scheme) + 1;
		memcpy(rows->film, plan->scheme, rows->film_n - 1);
		rows->film[rows->film_n - 1] = ':';
	}
}

void rows_release(struct rows *rows)
{
	arena_release(&rows->arena);
	free(rows->voter);
	*rows = (struct rows){0};
}

static void lose(const struct rows *rows, struct loss *loss)
{
	if (loss->rows++ == 0)
		loss->first_line = rows->line;
}

/* ---- cells ---- */

static struct slice slice_of_text(const char *text)
{
	return (struct slice){text, text ? strlen(text) : 0};
}

/* A column's cell; empty when the table has no such column. */
static struct slice cell(
    const struct rows *rows, const struct csv_field *fields, enum column column)
{
	int at = rows->plan->at[column];
	if (at < 0)
		return (struct slice){NULL, 0};
	struct slice slice = {fields[at].at, fields[at].n};
	while (slice.n && ascii_is_space(slice.at[0])) {
		slice.at++;
		slice.n--;
	}
	while (slice.n && ascii_is_space(slice.at[slice.n - 1]))
		slice.n--;
	return slice;
}

static bool is_plain(struct slice text)
{
	for (size_t i = 0; i < text.n; i++)
		if ((unsigned char)text.at[i] < ' ' || (unsigned char)text.at[i] > '~')
			return false;
	return true;
}

/* A cell as a text in the arena. Bytes that are not UTF-8 are most often a spreadsheet's
 * windows-1252. */
static const char *text_of(struct rows *rows, struct slice text)
{
	if (utf8_valid(text.at, text.n))
		return text_repair(&rows->arena, text.at, text.n, NULL, NULL);
	struct decoded decoded;
	lose(rows, &rows->bytes);
	charset_decode(&rows->arena, text.at, text.n, "windows-1252", false, &decoded);
	return decoded.text;
}

/* A cell as text that may leave: NFC, white space squeezed. */
static struct slice clean(struct rows *rows, struct slice text)
{
	if (is_plain(text))
		return text;
	const char *composed = text_nfc(&rows->arena, text_of(rows, text));
	return slice_of_text(text_squeeze(&rows->arena, composed, strlen(composed)));
}

static bool is_digits(struct slice text)
{
	for (size_t i = 0; i < text.n; i++)
		if (!ascii_is_digit(text.at[i]))
			return false;
	return text.n > 0;
}

/* ---- the film ---- */

static struct slice film_of_id(struct rows *rows, const char *scheme, const char *id)
{
	const char *canonical = film_id_canonical(&rows->arena, scheme, id);
	if (!canonical)
		return (struct slice){NULL, 0};
	return slice_of_text(arena_format(&rows->arena, "%s:%s", scheme, canonical));
}

static bool is_tt(const char *text)
{
	return ascii_starts(text, "tt") && is_digits(slice_of_text(text + 2));
}

/* Whatever stands for a film: an address, `scheme:id`, `tt…`, or an id of the scheme that the
 * column's name says. Empty when it is none of these. */
static struct slice film_of_text(struct rows *rows, const char *text)
{
	const char *scheme, *id, *colon = strchr(text, ':');
	if (ascii_starts(text, "http://") || ascii_starts(text, "https://")) {
		if (film_id_from_url(&rows->arena, text, &scheme, &id))
			return slice_of_text(arena_format(&rows->arena, "%s:%s", scheme, id));
		return slice_of_text(text);
	}
	if (is_tt(text))
		return film_of_id(rows, "imdb", text);
	if (colon) {
		scheme = arena_copy(&rows->arena, text, (size_t)(colon - text));
		if (film_id_rank(scheme))
			return film_of_id(rows, scheme, colon + 1);
	}
	if (rows->plan->scheme)
		return film_of_id(rows, rows->plan->scheme, text);
	return (struct slice){NULL, 0};
}

/* Digits without a leading zero are MovieLens' and others' canonical form; imdb's is not. */
static bool film_of_digits(struct rows *rows, struct slice id, struct slice *film)
{
	if (!rows->plan->scheme || id.n == 0 || id.n > 12 || id.at[0] == '0' || !is_digits(id) ||
	    rows->plan->scheme[0] == 'i' || rows->plan->scheme[0] == 'w')
		return false;
	memcpy(rows->film + rows->film_n, id.at, id.n);
	*film = (struct slice){rows->film, rows->film_n + id.n};
	return true;
}

/* The year that four digits say, or 0. */
static int year_of(const char *digits)
{
	int year = 0;
	if (!is_digits((struct slice){digits, 4}))
		return 0;
	for (int i = 0; i < 4; i++)
		year = year * 10 + digits[i] - '0';
	return year >= YEAR_FIRST && year <= YEAR_LAST ? year : 0;
}

static int read_year(struct rows *rows, struct slice text)
{
	if (text.n == 0)
		return 0;
	int year =
	    text.n == 4 || (text.n > 4 && !ascii_is_digit(text.at[4])) ? year_of(text.at) : 0;
	if (!year)
		lose(rows, &rows->years);
	return year;
}

struct which {
	struct slice film, title;
	int year;
};

/* Without a column of years, `Closeness (2017)` is the title and its year. */
static void take_year(struct which *which)
{
	enum { TAIL = 7 }; /* ` (2017)` */
	struct slice *title = &which->title;
	if (title->n <= TAIL)
		return;
	const char *tail = title->at + title->n - TAIL;
	if (tail[0] != ' ' || tail[1] != '(' || tail[6] != ')')
		return;
	which->year = year_of(tail + 2);
	title->n -= which->year ? TAIL : 0;
}

/* A column called `film` may hold ids or titles: what is no id is a title when there is no column
 * for titles. */
static int read_film(
    struct rows *rows, const struct csv_field *fields, struct which *which, struct err *err)
{
	const struct constants *constants = rows->constants;
	struct slice id = cell(rows, fields, COLUMN_FILM);
	which->title = clean(rows, cell(rows, fields, COLUMN_TITLE));
	which->film = (struct slice){NULL, 0};
	if (id.n && !film_of_digits(rows, id, &which->film)) {
		which->film = film_of_text(rows, text_of(rows, id));
		if (!which->film.n && (rows->plan->at[COLUMN_TITLE] >= 0 || rows->plan->scheme))
			return err_set(err, EXIT_REFUSED, "film: \"%.*s\" is no id or address",
			    id.n < 60 ? (int)id.n : 60, id.at);
		if (!which->film.n)
			which->title = clean(rows, id);
	}
	which->year = read_year(rows, cell(rows, fields, COLUMN_YEAR));
	if (!which->year && rows->plan->at[COLUMN_YEAR] < 0)
		take_year(which);
	if (constants->film)
		which->film = slice_of_text(constants->film);
	if (constants->title)
		which->title = slice_of_text(constants->title);
	if (constants->year)
		which->year = constants->year;
	if (!which->film.n && !which->title.n)
		return err_set(err, EXIT_REFUSED, "film: missing");
	return 0;
}

/* ---- what is said of it ---- */

static int unreadable(struct err *err, const char *column, struct slice text)
{
	return err_set(err, EXIT_REFUSED, "%s: \"%.*s\" is not understood", column,
	    text.n < 60 ? (int)text.n : 60, text.at);
}

static int read_voter(
    struct rows *rows, const struct csv_field *fields, struct slice *voter, struct err *err)
{
	struct slice name = rows->constants->voter ? slice_of_text(rows->constants->voter)
						   : clean(rows, cell(rows, fields, COLUMN_VOTER));
	if (name.n == 0)
		return err_set(err, EXIT_REFUSED, "voter: missing");
	if (rows->voter_n + name.n > rows->voter_cap) {
		rows->voter_cap = 2 * (rows->voter_n + name.n);
		rows->voter = must_realloc(rows->voter, rows->voter_cap);
	}
	memcpy(rows->voter + rows->voter_n, name.at, name.n);
	*voter = (struct slice){rows->voter, rows->voter_n + name.n};
	return 0;
}

/* `4`, `4.5`, `4,5`: at most 9 digits are exact. */
static bool plain_value(struct slice text, double *value)
{
	static const double powers[] = {1, 10, 100, 1000, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};
	int digits = 0;
	size_t point = text.n;
	if (text.n == 0 || text.n > 9)
		return false;
	for (size_t i = 0; i < text.n; i++) {
		if (ascii_is_digit(text.at[i]))
			digits = digits * 10 + (text.at[i] - '0');
		else if ((text.at[i] == '.' || text.at[i] == ',') && point == text.n && i > 0)
			point = i;
		else
			return false;
	}
	if (point + 1 == text.n)
		return false;
	*value = digits / powers[point == text.n ? 0 : text.n - point - 1];
	return true;
}

/* A cell that states a scale (`7.9/10`) has that; else the file's columns, else the plan's. */
static int read_value(struct rows *rows, const struct csv_field *fields, struct slice text,
    struct ballot *ballot, struct err *err)
{
	struct slice best = cell(rows, fields, COLUMN_BEST),
		     worst = cell(rows, fields, COLUMN_WORST);
	ballot->best = rows->plan->best;
	ballot->worst = rows->plan->worst;
	if ((best.n && !plain_value(best, &ballot->best)) ||
	    (worst.n && !plain_value(worst, &ballot->worst)))
		return unreadable(err, "scale", best);
	if (!plain_value(text, &ballot->value)) {
		struct rating rating;
		if (!rating_value(text_of(rows, text), &rating) || isnan(rating.value))
			return unreadable(err, "value", text);
		ballot->value = rating.value;
		ballot->best = isnan(rating.best) ? ballot->best : rating.best;
		ballot->worst = isnan(rating.worst) ? ballot->worst : rating.worst;
	}
	if (ballot->value < ballot->worst || ballot->value > ballot->best)
		return err_set(err, EXIT_REFUSED, "value: %g is outside %g to %g", ballot->value,
		    ballot->worst, ballot->best);
	return 0;
}

static bool is_liked(struct rows *rows, const struct csv_field *fields)
{
	static const char *const marks[] = {
	    "yes", "true", "1", "y", "x", "like", "liked", "♥", "❤", "❤️"};
	struct slice mark = cell(rows, fields, COLUMN_LIKE);
	for (size_t i = 0; mark.n && i < sizeof marks / sizeof *marks; i++)
		if (ascii_equal_n(mark.at, mark.n, marks[i]))
			return true;
	return false;
}

static enum choice choice_of(struct rows *rows, struct slice text)
{
	enum choice choice = verdict_of_label(text_of(rows, text));
	return choice == CHOICE_FAVORITE || choice == CHOICE_UNFAVORITE ? choice : CHOICE_NONE;
}

/* A choice before a value before a like: a row is one vote. */
static int read_vote(
    struct rows *rows, const struct csv_field *fields, struct ballot *ballot, struct err *err)
{
	struct slice choice = cell(rows, fields, COLUMN_CHOICE);
	struct slice value = cell(rows, fields, COLUMN_VALUE);
	ballot->value = ballot->best = ballot->worst = NAN;
	if (choice.n) {
		ballot->choice = choice_of(rows, choice);
		if (value.n)
			lose(rows, &rows->values);
		return ballot->choice ? 0 : unreadable(err, "choice", choice);
	}
	if (value.n)
		return read_value(rows, fields, value, ballot, err);
	ballot->choice = is_liked(rows, fields) ? CHOICE_FAVORITE : rows->constants->choice;
	return ballot->choice ? 0 : err_set(err, EXIT_REFUSED, "no choice and no value");
}

static bool is_said(const struct said *said, struct slice cell)
{
	return said->cell_n == cell.n && memcmp(said->cell, cell.at, cell.n) == 0;
}

/* Where the cell is kept, or may be: its place by hash, or the next, when that is taken. */
static struct said *said_of(struct rows *rows, struct slice cell)
{
	uint64_t word = 0;
	for (size_t i = 0; i < cell.n; i++)
		word = word << 8 | (unsigned char)cell.at[i];
	size_t place = word * 0x9e3779b97f4a7c15u >> 58;
	struct said *first = &rows->said[place], *next = &rows->said[(place + 1) % SAID_KEPT];
	return first->cell_n == 0 || is_said(first, cell) ? first : next;
}

/* The same for millions of rows that say few things: what was read once is not read, nor written,
 * again. */
static int read_vote_once(
    struct rows *rows, const struct csv_field *fields, struct ballot *ballot, struct err *err)
{
	struct slice value = cell(rows, fields, COLUMN_VALUE);
	if (!rows->values_alone || value.n == 0 || value.n > SAID_CELL)
		return read_vote(rows, fields, ballot, err);
	struct said *said = said_of(rows, value);
	if (!is_said(said, value)) {
		if (read_vote(rows, fields, ballot, err) < 0)
			return -1;
		memcpy(said->cell, value.at, value.n);
		said->cell_n = value.n;
		said->text_n = ballot_said(ballot, said->text);
	}
	ballot->said = (struct slice){said->text, said->text_n};
	return 0;
}

static void read_time(struct rows *rows, const struct csv_field *fields, char out[24])
{
	struct slice text = cell(rows, fields, COLUMN_AT);
	out[0] = '\0';
	if (text.n && !times_read(&rows->times, text.at, text.n, out)) {
		out[0] = '\0';
		lose(rows, &rows->dates);
	}
}

/* ---- what kind of work ---- */

/* Tables of a reader's ratings also hold series, their episodes and games. What is no film by its
 * kind is told, so that no film's statistics get it; a kind that is not known counts. */
static int check_kind(struct rows *rows, const struct csv_field *fields, struct err *err)
{
	static const char *const others[] = {"episod", "folge", "serie", "season", "show", "game",
	    "videospiel", "jeu video", "videojuego", "videogioco", "podcast", "special", "pilot",
	    "music video", "musicvideo"};
	struct slice kind = cell(rows, fields, COLUMN_KIND);
	if (!kind.n)
		return 0;
	const char *folded = text_fold(&rows->arena, text_of(rows, kind), false);
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (strstr(folded, others[i]))
			return err_set(err, EXIT_REFUSED, "no film: \"%.*s\"",
			    kind.n < 60 ? (int)kind.n : 60, kind.at);
	return 0;
}

/* ---- rows ---- */

static int write_ballot(struct rows *rows, const struct csv_field *fields,
    const struct which *which, struct buf *out, struct err *err)
{
	/* Not zeroed, which would cost more than the rest of this: the vote and the time are read
	 * into it. */
	struct ballot ballot;
	ballot.source = (struct slice){rows->source, rows->voter_n - 1};
	ballot.film = which->film;
	ballot.title = which->title;
	ballot.year = which->year;
	ballot.choice = CHOICE_NONE;
	ballot.said = (struct slice){NULL, 0};
	if (read_voter(rows, fields, &ballot.voter, err) < 0 ||
	    read_vote_once(rows, fields, &ballot, err) < 0)
		return -1;
	read_time(rows, fields, ballot.cast_at);
	ballot_write(out, &ballot);
	return 0;
}

static int read_count(struct rows *rows, struct slice text, int64_t *votes, struct err *err)
{
	bool approximate = false;
	if (!rating_count(text_of(rows, text), votes, &approximate) || approximate)
		return unreadable(err, "votes", text);
	return 0;
}

/* A choice and its count in one row each. */
static int write_total(struct rows *rows, const struct csv_field *fields, struct total *total,
    struct buf *out, struct err *err)
{
	struct slice choice = cell(rows, fields, COLUMN_CHOICE);
	total->choice = choice.n ? choice_of(rows, choice) : rows->constants->choice;
	if (!total->choice)
		return unreadable(err, "choice", choice);
	if (read_count(rows, cell(rows, fields, COLUMN_VOTES), &total->votes, err) < 0)
		return -1;
	total_write(out, total);
	return 0;
}

/* Both counts in one row; one of them may be empty. */
static int write_both_totals(struct rows *rows, const struct csv_field *fields, struct total *total,
    struct buf *out, struct err *err)
{
	struct slice yes = cell(rows, fields, COLUMN_FAVORITE);
	struct slice no = cell(rows, fields, COLUMN_UNFAVORITE);
	struct total other = *total;
	total->choice = CHOICE_FAVORITE;
	other.choice = CHOICE_UNFAVORITE;
	if (!yes.n && !no.n)
		return err_set(err, EXIT_REFUSED, "votes: missing");
	if ((yes.n && read_count(rows, yes, &total->votes, err) < 0) ||
	    (no.n && read_count(rows, no, &other.votes, err) < 0))
		return -1;
	if (yes.n)
		total_write(out, total);
	if (no.n)
		total_write(out, &other);
	return 0;
}

static int write_totals(struct rows *rows, const struct csv_field *fields,
    const struct which *which, struct buf *out, struct err *err)
{
	struct total total = {.source = slice_of_text(rows->source),
	    .film = which->film,
	    .title = which->title,
	    .year = which->year};
	read_time(rows, fields, total.observed_at);
	if (rows->plan->at[COLUMN_VOTES] >= 0)
		return write_total(rows, fields, &total, out, err);
	return write_both_totals(rows, fields, &total, out, err);
}

/* Any other number of fields means that columns have moved, or that the header is not whole. */
static int check_fields(const struct plan *plan, size_t n, struct err *err)
{
	if (n == plan->fields)
		return 0;
	return err_set(err, EXIT_REFUSED, "%zu fields, the header names %zu", n, plan->fields);
}

int rows_write(struct rows *rows, const struct csv_field *fields, size_t n, long line,
    struct buf *out, struct err *err)
{
	struct which which = {0};
	rows->line = line;
	if (rows->arena.taken)
		arena_reset(&rows->arena);
	if (check_fields(rows->plan, n, err) < 0 || check_kind(rows, fields, err) < 0 ||
	    read_film(rows, fields, &which, err) < 0)
		return -1;
	if (rows->plan->totals)
		return write_totals(rows, fields, &which, out, err);
	return write_ballot(rows, fields, &which, out, err);
}
