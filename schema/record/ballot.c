/*
 * ballot: see ballot.h. Ten million rows go through these functions in one run, so a row is written
 * into one piece of room without printf, and plain decimals and canonical times are read without
 * the general parsers.
 */
#include "schema/record/ballot.h"

#include "schema/base/date.h"
#include "schema/base/number.h"
#include "schema/base/text.h"
#include "schema/base/word.h"
#include "schema/record/film_id.h"

#include <math.h>
#include <string.h>

enum { YEAR_FIRST = 1870, YEAR_LAST = 9999 };

/* ---- writing ---- */

/* Nothing in it is less than `-`: no space, comma, quote or line end, nor a tab. */
static bool is_from_dash(struct slice text)
{
	size_t i = 0;
	for (; i + 8 <= text.n; i += 8)
		if (word_less(word_at(text.at + i), '-'))
			return false;
	for (; i < text.n; i++)
		if ((unsigned char)text.at[i] < '-')
			return false;
	return true;
}

/* What makes csv_add quote a field. */
static bool needs_quotes(struct slice text)
{
	static const bool special[256] = {[','] = true, ['"'] = true, ['\r'] = true, ['\n'] = true};
	if (is_from_dash(text))
		return false;
	if (text.at[0] == ' ' || text.at[text.n - 1] == ' ')
		return true;
	for (size_t i = 0; i < text.n; i++)
		if (special[(unsigned char)text.at[i]])
			return true;
	return false;
}

static char *put_text(char *to, struct slice text)
{
	if (!needs_quotes(text)) {
		if (text.n)
			memcpy(to, text.at, text.n);
		return to + text.n;
	}
	*to++ = '"';
	for (size_t i = 0; i < text.n; i++) {
		if (text.at[i] == '"')
			*to++ = '"';
		*to++ = text.at[i];
	}
	*to++ = '"';
	return to;
}

static char *put_integer(char *to, int64_t value)
{
	char digits[24];
	size_t n = 0;
	uint64_t rest = value < 0 ? -(uint64_t)value : (uint64_t)value;
	do
		digits[n++] = (char)('0' + rest % 10);
	while (rest /= 10);
	if (value < 0)
		*to++ = '-';
	while (n)
		*to++ = digits[--n];
	return to;
}

static char *put_plain(char *to, const char *text)
{
	size_t n = strlen(text);
	memcpy(to, text, n);
	return to + n;
}

/* A number of at most two decimals is hundredths, exactly: its shortest form needs no search. */
static char *put_number(char *to, double value)
{
	if (isnan(value))
		return to;
	if (value >= 0.5 && value < 100 &&
	    (int)(2 * value) == 2 * value) { /* stars, and halves of them */
		to = put_integer(to, (int)value);
		if (value > (int)value)
			to = put_plain(to, ".5");
		return to;
	}
	double hundredths = nearbyint(value * 100);
	if (!(fabs(hundredths) < 1e12) || hundredths / 100 != value || hundredths == 0)
		return to + number_shortest(value, to);
	int64_t whole = (int64_t)fabs(hundredths);
	int part = (int)(whole % 100);
	if (hundredths < 0)
		*to++ = '-';
	to = put_integer(to, whole / 100);
	if (part) {
		*to++ = '.';
		*to++ = (char)('0' + part / 10);
		if (part % 10)
			*to++ = (char)('0' + part % 10);
	}
	return to;
}

static char *put_film(
    char *to, struct slice source, struct slice film, struct slice title, int year)
{
	to = put_text(to, source);
	*to++ = ',';
	to = put_text(to, film);
	*to++ = ',';
	to = put_text(to, title);
	*to++ = ',';
	if (year)
		to = put_integer(to, year);
	*to++ = ',';
	return to;
}

static char *put_choice(char *to, enum choice choice)
{
	return choice == CHOICE_NONE ? to : put_plain(to, vocab_word(&vocab_choice, choice));
}

size_t ballot_said(const struct ballot *ballot, char *start)
{
	char *to = put_choice(start, ballot->choice);
	*to++ = ',';
	to = put_number(to, ballot->value);
	*to++ = ',';
	to = put_number(to, ballot->best);
	*to++ = ',';
	to = put_number(to, ballot->worst);
	return (size_t)(to - start);
}

/* A text takes at most twice its bytes and its quotes; the rest of a row is short. */
enum { ROW_REST = 320 };

void ballot_write(struct buf *buf, const struct ballot *ballot)
{
	size_t most = 2 * (ballot->source.n + ballot->film.n + ballot->title.n + ballot->voter.n);
	char *start = buf_room(buf, most + ROW_REST);
	if (!start)
		return;
	char *to = put_film(start, ballot->source, ballot->film, ballot->title, ballot->year);
	to = put_text(to, ballot->voter);
	*to++ = ',';
	if (ballot->said.n) {
		memcpy(to, ballot->said.at, ballot->said.n);
		to += ballot->said.n;
	} else {
		to += ballot_said(ballot, to);
	}
	*to++ = ',';
	to = put_plain(to, ballot->cast_at);
	*to++ = '\n';
	buf_grown(buf, (size_t)(to - start));
}

void total_write(struct buf *buf, const struct total *total)
{
	size_t most = 2 * (total->source.n + total->film.n + total->title.n);
	char *start = buf_room(buf, most + ROW_REST);
	if (!start)
		return;
	char *to = put_film(start, total->source, total->film, total->title, total->year);
	to = put_choice(to, total->choice);
	*to++ = ',';
	to = put_integer(to, total->votes);
	*to++ = ',';
	to = put_plain(to, total->observed_at);
	*to++ = '\n';
	buf_grown(buf, (size_t)(to - start));
}

/* ---- reading ---- */

static bool is_header(const struct csv_field *fields, size_t n, const char *header)
{
	for (size_t i = 0; i < n; i++) {
		size_t length = strcspn(header, ",");
		if (fields[i].n != length || memcmp(fields[i].at, header, length) != 0)
			return false;
		header += length + (header[length] == ',');
	}
	return *header == '\0';
}

enum table table_of_header(const struct csv_field *fields, size_t n)
{
	if (n == BALLOT_FIELDS && is_header(fields, n, BALLOT_HEADER))
		return TABLE_BALLOTS;
	if (n == TOTAL_FIELDS && is_header(fields, n, TOTAL_HEADER))
		return TABLE_TOTALS;
	return TABLE_NONE;
}

static struct slice slice_of(const struct csv_field *field)
{
	return (struct slice){field->at, field->n};
}

static int refuse(struct err *err, const char *column, const char *what)
{
	return err_set(err, EXIT_REFUSED, "%s: %s", column, what);
}

/* Digits and at most one point, 15 digits together, are exact in integers; the rest is
 * number_decimal's. */
static int read_number(
    const struct csv_field *field, const char *column, double *value, struct err *err)
{
	static const double powers[] = {
	    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
	int64_t digits = 0;
	size_t i = 0, point = field->n;
	*value = NAN;
	if (field->n == 0)
		return 0;
	for (; i < field->n && i < 16; i++) {
		char c = field->at[i];
		if (c >= '0' && c <= '9')
			digits = digits * 10 + (c - '0');
		else if (c == '.' && point == field->n && i > 0)
			point = i;
		else
			break;
	}
	size_t decimals = point == field->n ? 0 : field->n - point - 1;
	if (i == field->n && i <= 15 && point + 1 != field->n) {
		*value = (double)digits / powers[decimals];
		return 0;
	}
	if (!number_decimal(field->at, field->n, value))
		return refuse(err, column, "not a number");
	return 0;
}

static int read_year(const struct csv_field *field, int *year, struct err *err)
{
	int64_t value;
	*year = 0;
	if (field->n == 0)
		return 0;
	if (!number_integer(field->at, field->n, &value) || value < YEAR_FIRST || value > YEAR_LAST)
		return refuse(err, "year", "not a year from 1870");
	*year = (int)value;
	return 0;
}

static int read_date(
    const struct csv_field *field, const char *column, char out[24], struct err *err)
{
	out[0] = '\0';
	if (field->n == 0)
		return 0;
	if (date_is_plain_time(field->at, field->n)) {
		memcpy(out, field->at, 20);
		out[20] = '\0';
		return 0;
	}
	if (!date_iso(field->at, field->n, out))
		return refuse(err, column, "not a date");
	return 0;
}

static int read_choice(const struct csv_field *field, enum choice *choice, struct err *err)
{
	*choice = CHOICE_NONE;
	if (field->n == 0)
		return 0;
	if (field->n == 8 && memcmp(field->at, "favorite", 8) == 0)
		*choice = CHOICE_FAVORITE;
	else if (field->n == 10 && memcmp(field->at, "unfavorite", 10) == 0)
		*choice = CHOICE_UNFAVORITE;
	else
		return refuse(err, "choice", "neither favorite nor unfavorite");
	return 0;
}

/* `scheme:id` of a known scheme, or a web address. */
static bool is_film(struct slice film)
{
	const char *colon = memchr(film.at, ':', film.n);
	size_t n = colon ? (size_t)(colon - film.at) : 0;
	char scheme[16];
	if (n == 0 || n >= sizeof scheme || n + 1 == film.n)
		return false;
	memcpy(scheme, film.at, n);
	scheme[n] = '\0';
	if (*scheme == 'h' && (strcmp(scheme, "http") == 0 || strcmp(scheme, "https") == 0))
		return film.n > n + 3 && memcmp(colon, "://", 3) == 0;
	return film_id_rank(scheme) > 0;
}

/* Valid UTF-8 without NUL: plain ASCII, as nearly all is, is told eight bytes at a time. */
static bool is_text(struct slice text)
{
	static const uint64_t tops = UINT64_C(0x8080808080808080);
	uint64_t word, any = 0;
	size_t i = 0;
	for (; i + sizeof word <= text.n; i += sizeof word) {
		memcpy(&word, text.at + i, sizeof word);
		any |= word |
		    (word - tops / 0x80); /* a byte of 0 borrows, and so do some of the top half */
	}
	for (; i < text.n; i++)
		any |= (unsigned char)(text.at[i] - 1) | (unsigned char)text.at[i];
	return (any & tops) == 0 || (!memchr(text.at, '\0', text.n) && utf8_valid(text.at, text.n));
}

/* The first four columns, which both tables have. */
static int read_film(const struct csv_field *fields, struct slice *source, struct slice *film,
    struct slice *title, int *year, struct err *err)
{
	*source = slice_of(&fields[0]);
	*film = slice_of(&fields[1]);
	*title = slice_of(&fields[2]);
	if (source->n == 0)
		return refuse(err, "source", "missing");
	if (film->n == 0 && title->n == 0)
		return refuse(err, "film", "missing, and so is the title");
	if (!is_text(*source) || !is_text(*film) || !is_text(*title))
		return refuse(err, "film", "not valid UTF-8");
	if (film->n && !is_film(*film))
		return refuse(err, "film", "neither scheme:id of a known scheme nor an address");
	return read_year(&fields[3], year, err);
}

bool film_columns_right(const struct csv_field *fields)
{
	struct slice source, film, title;
	struct err ignored = {0};
	int year;
	return read_film(fields, &source, &film, &title, &year, &ignored) == 0;
}

static int check_fields(size_t n, size_t want, struct err *err)
{
	if (n == want)
		return 0;
	return err_set(err, EXIT_REFUSED, "%zu fields instead of %zu", n, want);
}

int ballot_read(const struct csv_field *fields, size_t n, struct ballot *ballot, struct err *err)
{
	if (check_fields(n, BALLOT_FIELDS, err) < 0 ||
	    read_film(fields, &ballot->source, &ballot->film, &ballot->title, &ballot->year, err) <
		0)
		return -1;
	ballot->voter = slice_of(&fields[4]);
	if (ballot->voter.n == 0)
		return refuse(err, "voter", "missing");
	if (!is_text(ballot->voter))
		return refuse(err, "voter", "not valid UTF-8");
	if (read_choice(&fields[5], &ballot->choice, err) < 0 ||
	    read_number(&fields[6], "value", &ballot->value, err) < 0 ||
	    read_number(&fields[7], "best", &ballot->best, err) < 0 ||
	    read_number(&fields[8], "worst", &ballot->worst, err) < 0 ||
	    read_date(&fields[9], "cast_at", ballot->cast_at, err) < 0)
		return -1;
	if (ballot->choice == CHOICE_NONE && isnan(ballot->value))
		return refuse(err, "choice", "missing, and so is the value");
	if (ballot->choice != CHOICE_NONE && !isnan(ballot->value))
		return refuse(err, "choice", "given together with a value");
	return 0;
}

int total_read(const struct csv_field *fields, size_t n, struct total *total, struct err *err)
{
	if (check_fields(n, TOTAL_FIELDS, err) < 0 ||
	    read_film(fields, &total->source, &total->film, &total->title, &total->year, err) < 0 ||
	    read_choice(&fields[4], &total->choice, err) < 0 ||
	    read_date(&fields[6], "observed_at", total->observed_at, err) < 0)
		return -1;
	if (total->choice == CHOICE_NONE)
		return refuse(err, "choice", "missing");
	if (!number_integer(fields[5].at, fields[5].n, &total->votes) || total->votes < 0)
		return refuse(err, "votes", "not a count");
	return 0;
}
