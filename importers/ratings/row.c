/* row: see row.h. */
#include "importers/ratings/row.h"

#include "importers/page/words/rating.h"
#include "importers/ratings/film.h"
#include "importers/ratings/vote.h"
#include "schema/base/text.h"

#include <stdlib.h>
#include <string.h>

enum { ARENA_MAX = 64 << 20 };

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

static int read_voter(
    struct rows *rows, const struct csv_field *fields, struct slice *voter, struct err *err)
{
	struct slice name = rows->constants->voter
	    ? cell_from_text(rows->constants->voter)
	    : cell_clean(rows, cell_of(rows, fields, COLUMN_VOTER));
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

static void read_time(struct rows *rows, const struct csv_field *fields, char out[24])
{
	struct slice text = cell_of(rows, fields, COLUMN_AT);
	out[0] = '\0';
	if (text.n && !times_read(&rows->times, text.at, text.n, out)) {
		out[0] = '\0';
		cell_lost(rows, &rows->dates);
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
	struct slice kind = cell_of(rows, fields, COLUMN_KIND);
	if (!kind.n)
		return 0;
	const char *folded = text_fold(&rows->arena, cell_text(rows, kind), false);
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
	    vote_read(rows, fields, &ballot, err) < 0)
		return -1;
	read_time(rows, fields, ballot.cast_at);
	ballot_write(out, &ballot);
	return 0;
}

static int read_count(struct rows *rows, struct slice text, int64_t *votes, struct err *err)
{
	bool approximate = false;
	if (!rating_count(cell_text(rows, text), votes, &approximate) || approximate)
		return cell_refuse(err, "votes", text);
	return 0;
}

/* A choice and its count in one row each. */
static int write_total(struct rows *rows, const struct csv_field *fields, struct total *total,
    struct buf *out, struct err *err)
{
	struct slice choice = cell_of(rows, fields, COLUMN_CHOICE);
	total->choice = choice.n ? vote_choice(rows, choice) : rows->constants->choice;
	if (!total->choice)
		return cell_refuse(err, "choice", choice);
	if (read_count(rows, cell_of(rows, fields, COLUMN_VOTES), &total->votes, err) < 0)
		return -1;
	total_write(out, total);
	return 0;
}

/* Both counts in one row; one of them may be empty. */
static int write_both_totals(struct rows *rows, const struct csv_field *fields, struct total *total,
    struct buf *out, struct err *err)
{
	struct slice yes = cell_of(rows, fields, COLUMN_FAVORITE);
	struct slice no = cell_of(rows, fields, COLUMN_UNFAVORITE);
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
	struct total total = {.source = cell_from_text(rows->source),
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
	    film_read(rows, fields, &which, err) < 0)
		return -1;
	if (rows->plan->totals)
		return write_totals(rows, fields, &which, out, err);
	return write_ballot(rows, fields, &which, out, err);
}
