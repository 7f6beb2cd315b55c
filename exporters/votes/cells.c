/* cells: composes the query from fixed pieces. Nothing that a user gave stands in its text: it is
 * bound. */
#include "exporters/votes/cells.h"

#include "exporters/votes/counted.h"
#include "exporters/votes/dimension.h"
#include "schema/base/buf.h"
#include "schema/base/date.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SQL_MAX = 1 << 16 };

/* The columns of the query for what is kept. */
enum column {
	CELL_LABEL, /* and BY_MOST − 1 more */
	CELL_FILM = BY_MOST,
	CELL_KEY,
	CELL_TITLE,
	CELL_YEAR,
	CELL_URL,
	CELL_EDITOR,
	CELL_POLL_FAVORITE,
	CELL_POLL_UNFAVORITE,
	CELL_COMMENTS,
	CELL_UNREAD,
	CELL_FLAGGED, /* 0 when there is nothing to flag, else NULL */
	CELL_SCALE,
	CELL_FAVORITE,
	CELL_UNFAVORITE,
	CELL_CELLS,
	CELL_FIRST,
	CELL_LAST
};

struct cells {
	const struct question *question;
	struct counted *counted; /* or else */
	struct query *kept;
	int64_t *flagged; /* by film, where flags are counted beside what is kept */
	size_t flagged_n;
};

struct sql {
	struct buf text;
	const char *bound[DIMENSIONS];
	int parameters;
};

static void add(struct sql *sql, const char *text)
{
	buf_add_text(&sql->text, text);
}

/* A filter's condition with its list bound. */
static void add_filter(
    struct sql *sql, const char *before, enum dimension dimension, const struct names *names)
{
	const char *filter = dimensions[dimension].filter, *at = strstr(filter, "$list");

	sql->bound[sql->parameters++] = names->wanted[dimension];
	add(sql, before);
	buf_add(&sql->text, filter, (size_t)(at - filter));
	buf_add_format(&sql->text, "json_each(?%d)%s", sql->parameters, at + strlen("$list"));
}

static void add_filters(struct sql *sql, const char *where, bool of_film, const struct names *names)
{
	for (int i = 0; names && i < DIMENSIONS; i++) {
		if (!names->wanted[i] || dimensions[i].of_film != of_film)
			continue;
		add_filter(sql, where, (enum dimension)i, names);
		where = " AND ";
	}
}

/* The groups' labels; a group that is the votes' own stands with what is kept. */
static void add_labels(struct sql *sql, const struct question *question)
{
	for (size_t i = 0; i < BY_MOST; i++) {
		if (i >= question->groups || question_is_by_film(question))
			add(sql, "NULL, "); /* a film is told by its key */
		else if (dimensions[question->by[i]].of_film)
			buf_add_format(&sql->text, "%s, ", dimensions[question->by[i]].value);
		else
			buf_add_format(&sql->text, "c.p%zu, ", i);
	}
}

/* The counts that are kept: per mention, of the ballots that count for its film and source. */
static void add_kept(struct sql *sql, const struct question *question, const struct names *names)
{
	bool of_source = question_has(question, BY_SOURCE);

	if (!of_source && !(names->wanted[BY_SOURCE])) {
		add(sql,
		    " LEFT JOIN film_mention fm ON fm.film_id = f.film_id "
		    "LEFT JOIN mention_histogram c ON c.mention_id = fm.mention_id");
		return;
	}
	add(sql, of_source ? " JOIN " : " LEFT JOIN ");
	add(sql, "(SELECT fm.film_id, h.*");
	for (size_t i = 0; i < BY_MOST; i++) {
		bool own = i < question->groups && question->by[i] == BY_SOURCE;
		buf_add_format(
		    &sql->text, ", %s AS p%zu", own ? dimensions[BY_SOURCE].value : "NULL", i);
	}
	add(sql,
	    " FROM film_mention fm JOIN mention v ON v.mention_id = fm.mention_id "
	    "JOIN mention_histogram h ON h.mention_id = fm.mention_id");
	add_filters(sql, " WHERE ", false, names);
	add(sql, ") c ON c.film_id = f.film_id");
}

static void add_films(struct sql *sql, const struct question *question, const struct names *names)
{
	add(sql, " FROM film f");
	for (size_t i = 0; i < question->groups; i++)
		buf_add_format(&sql->text, " %s", dimensions[question->by[i]].join);
	add(sql, " LEFT JOIN film_stats s ON s.film_id = f.film_id");
	add_kept(sql, question, names);
	add_filters(sql, " WHERE ", true, names);
	/* tables in their own order and one sort are half the cost of the key's index and looking
	 * each film up */
	if (question->in_any_order)
		add(sql, " ORDER BY f.film_id");
	else
		add(sql, question_is_by_film(question) ? " ORDER BY +f.key" : " ORDER BY 1, 2, 3");
}

static struct query *open_query(struct store *store, struct sql *sql, struct err *err)
{
	struct query *query = query_open(store, buf_text(&sql->text), err);

	for (int i = 0; query && i < sql->parameters; i++)
		query_bind_text(query, i + 1, sql->bound[i]);
	buf_release(&sql->text);
	return query;
}

/* ---- what is kept ---- */

static struct query *open_kept(struct store *store, const struct question *question,
    const struct names *names, struct err *err)
{
	struct sql sql = {.text = BUF_INIT(SQL_MAX)};

	add(&sql, "SELECT ");
	add_labels(&sql, question);
	add(&sql,
	    "f.film_id, f.key, f.title, f.year, f.url, f.editor_choice, s.poll_favorite, "
	    "s.poll_unfavorite, s.comments, s.unread_comments, "
	    "CASE WHEN coalesce(s.favorite + s.unfavorite, 0) = 0 THEN 0 END, c.scale_id, "
	    "c.favorite, c.unfavorite, c.cells, c.first_at * 8 + c.first_unit, "
	    "c.last_at * 8 + c.last_unit");
	add_films(&sql, question, names);
	return open_query(store, &sql, err);
}

struct known_sum known_sum(const struct query *query, int column)
{
	return (struct known_sum){!query_is_null(query, column), query_int(query, column)};
}

static void read_film(const struct query *query, struct vote_cell *cell)
{
	cell->film = query_int(query, CELL_FILM);
	cell->key = query_text(query, CELL_KEY);
	cell->title = query_text(query, CELL_TITLE);
	cell->year = (int)query_int(query, CELL_YEAR);
	cell->url = query_text(query, CELL_URL);
	cell->editor = (int)query_int(query, CELL_EDITOR);
	cell->poll_favorite = known_sum(query, CELL_POLL_FAVORITE);
	cell->poll_unfavorite = known_sum(query, CELL_POLL_UNFAVORITE);
	cell->comments = known_sum(query, CELL_COMMENTS);
	cell->unread = known_sum(query, CELL_UNREAD);
	cell->flagged = known_sum(query, CELL_FLAGGED);
}

static struct label read_label(
    const struct question *question, const struct query *query, size_t group)
{
	const char *text = query_text(query, (int)group);
	bool number = text && dimensions[question->by[group]].type != ROW_TEXT;

	return (struct label){
	    text && *text ? text : NULL, number ? query_real(query, (int)group) : NAN};
}

static void read_kept(const struct cells *cells, struct vote_cell *cell)
{
	const struct query *query = cells->kept;

	*cell = (struct vote_cell){.scale = query_int(query, CELL_SCALE),
	    .favorite = query_int(query, CELL_FAVORITE),
	    .unfavorite = query_int(query, CELL_UNFAVORITE),
	    .kept = query_text(query, CELL_CELLS),
	    .timed = !query_is_null(query, CELL_FIRST),
	    .first = query_int(query, CELL_FIRST),
	    .last = query_int(query, CELL_LAST)};
	read_film(query, cell);
	for (size_t i = 0; i < cells->question->groups; i++)
		cell->labels[i] = read_label(cells->question, query, i);
	if (cells->flagged)
		cell->flagged = (struct known_sum){
		    true, (size_t)cell->film < cells->flagged_n ? cells->flagged[cell->film] : 0};
}

/* ---- cells ---- */

static int open_either(struct cells *cells, struct store *store, const struct question *question,
    const struct names *names, struct err *err)
{
	if (question_needs_ballots(question)) {
		cells->counted = counted_open(store, question, names, err);
		return cells->counted ? 0 : -1;
	}
	if (question->count_flags) {
		cells->flagged = counted_flagged(store, &cells->flagged_n, err);
		if (!cells->flagged)
			return -1;
	}
	cells->kept = open_kept(store, question, names, err);
	return cells->kept ? 0 : -1;
}

struct cells *cells_open(struct store *store, const struct question *question,
    const struct names *names, struct err *err)
{
	struct cells *cells = must_calloc(1, sizeof *cells);

	cells->question = question;
	if (open_either(cells, store, question, names, err) == 0)
		return cells;
	cells_close(cells);
	return NULL;
}

void cells_close(struct cells *cells)
{
	if (!cells)
		return;
	counted_close(cells->counted);
	query_close(cells->kept);
	free(cells->flagged);
	free(cells);
}

int cells_next(struct cells *cells, struct vote_cell *cell, struct err *err)
{
	if (cells->counted)
		return counted_next(cells->counted, cell, err);
	int got = query_step(cells->kept, err);
	if (got > 0)
		read_kept(cells, cell);
	return got;
}

/* ---- films ---- */

struct query *cells_open_films(struct store *store, const struct names *names, struct err *err)
{
	struct sql sql = {.text = BUF_INIT(SQL_MAX)};

	add(&sql, "SELECT f.film_id, coalesce(f.editor_choice, 0) FROM film f");
	add_filters(&sql, " WHERE ", true, names);
	return open_query(store, &sql, err);
}

int cells_count_films(
    struct store *store, const struct names *names, int64_t *films, int64_t *left, struct err *err)
{
	struct sql sql = {.text = BUF_INIT(SQL_MAX)};
	int got = -1;

	add(&sql, "SELECT (SELECT count(*) FROM film), count(*) FROM film f");
	add_filters(&sql, " WHERE ", true, names);
	struct query *query = open_query(store, &sql, err);
	if (query)
		got = query_step(query, err);
	if (got > 0) {
		*films = query_int(query, 0);
		*left = query_int(query, 1);
	}
	query_close(query);
	return got < 0 ? -1 : 0;
}

/* The last observation of each name on each mention; `decreased` is against the one before it. */
static const char aggregates[] =
    "WITH t AS (SELECT *, row_number() OVER (PARTITION BY mention, name ORDER BY observed_at DESC, "
    "value DESC, ratings DESC, favorite DESC, unfavorite DESC) AS place FROM tally_latest "
    "WHERE target = 'film'";

struct query *cells_open_aggregate(struct store *store, const struct question *question,
    const struct names *names, struct err *err)
{
	struct sql sql = {.text = BUF_INIT(SQL_MAX)};
	char until[DATE_TEXT] = "";

	add(&sql, aggregates);
	if (question->as_of != NO_TIME && date_from_epoch(question->as_of, until))
		buf_add_format(&sql.text, " AND observed_at <> '' AND observed_at < '%s'", until);
	add(&sql,
	    ") SELECT t.film, f.title, f.year, t.source, t.mention, t.name, t.observed_at, "
	    "t.value, "
	    "t.best, t.worst, t.ratings, t.reviews, t.likes, t.dislikes, t.favorite, t.unfavorite, "
	    "t.decreased FROM t JOIN film f ON f.key = t.film WHERE t.place = 1");
	if (names->wanted[BY_SOURCE]) {
		sql.bound[sql.parameters++] = names->wanted[BY_SOURCE];
		buf_add_format(&sql.text, " AND t.source IN (SELECT value FROM json_each(?%d))",
		    sql.parameters);
	}
	add_filters(&sql, " AND ", true, names);
	add(&sql, " ORDER BY t.film, t.source, t.mention, t.name");
	return open_query(store, &sql, err);
}
