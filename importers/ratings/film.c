/* film: see film.h. */
#include "importers/ratings/film.h"

#include "schema/base/text.h"
#include "schema/record/film_id.h"

#include <string.h>

enum { YEAR_FIRST = 1870, YEAR_LAST = 9999 };

static struct slice film_of_id(struct rows *rows, const char *scheme, const char *id)
{
	const char *canonical = film_id_canonical(&rows->arena, scheme, id);
	if (!canonical)
		return (struct slice){NULL, 0};
	return cell_from_text(arena_format(&rows->arena, "%s:%s", scheme, canonical));
}

static bool is_tt(const char *text)
{
	return ascii_starts(text, "tt") && cell_is_digits(cell_from_text(text + 2));
}

/* Whatever stands for a film: an address, `scheme:id`, `tt…`, or an id of the scheme that the
 * column's name says. Empty when it is none of these. */
static struct slice film_of_text(struct rows *rows, const char *text)
{
	const char *scheme, *id, *colon = strchr(text, ':');
	if (ascii_starts(text, "http://") || ascii_starts(text, "https://")) {
		if (film_id_from_url(&rows->arena, text, &scheme, &id))
			return cell_from_text(arena_format(&rows->arena, "%s:%s", scheme, id));
		return cell_from_text(text);
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
	if (!rows->plan->scheme || id.n == 0 || id.n > 12 || id.at[0] == '0' ||
	    !cell_is_digits(id) || rows->plan->scheme[0] == 'i' || rows->plan->scheme[0] == 'w')
		return false;
	memcpy(rows->film + rows->film_n, id.at, id.n);
	*film = (struct slice){rows->film, rows->film_n + id.n};
	return true;
}

/* The year that four digits say, or 0. */
static int year_of(const char *digits)
{
	int year = 0;
	if (!cell_is_digits((struct slice){digits, 4}))
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
		cell_lost(rows, &rows->years);
	return year;
}

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

int film_read(
    struct rows *rows, const struct csv_field *fields, struct which *which, struct err *err)
{
	const struct constants *constants = rows->constants;
	struct slice id = cell_of(rows, fields, COLUMN_FILM);
	which->title = cell_clean(rows, cell_of(rows, fields, COLUMN_TITLE));
	which->film = (struct slice){NULL, 0};
	if (id.n && !film_of_digits(rows, id, &which->film)) {
		which->film = film_of_text(rows, cell_text(rows, id));
		if (!which->film.n && (rows->plan->at[COLUMN_TITLE] >= 0 || rows->plan->scheme))
			return err_set(err, EXIT_REFUSED, "film: \"%.*s\" is no id or address",
			    id.n < 60 ? (int)id.n : 60, id.at);
		if (!which->film.n)
			which->title = cell_clean(rows, id);
	}
	which->year = read_year(rows, cell_of(rows, fields, COLUMN_YEAR));
	if (!which->year && rows->plan->at[COLUMN_YEAR] < 0)
		take_year(which);
	if (constants->film)
		which->film = cell_from_text(constants->film);
	if (constants->title)
		which->title = cell_from_text(constants->title);
	if (constants->year)
		which->year = constants->year;
	if (!which->film.n && !which->title.n)
		return err_set(err, EXIT_REFUSED, "film: missing");
	return 0;
}
