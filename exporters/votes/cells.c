/* cells: see cells.h. */
#include "exporters/votes/cells.h"

#include "exporters/votes/counted.h"
#include "exporters/votes/dimension.h"
#include "exporters/votes/sql.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

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

/* The groups' labels; a group that is the votes' own stands with what is kept. */
static void add_labels(struct sql *sql, const struct question *question)
{
	for (size_t i = 0; i < BY_MOST; i++) {
		if (i >= question->groups || question_is_by_film(question))
			sql_add(sql, "NULL, "); /* a film is told by its key */
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
		sql_add(sql,
		    " LEFT JOIN film_mention fm ON fm.film_id = f.film_id "
		    "LEFT JOIN mention_histogram c ON c.mention_id = fm.mention_id");
		return;
	}
	sql_add(sql, of_source ? " JOIN " : " LEFT JOIN ");
	sql_add(sql, "(SELECT fm.film_id, h.*");
	for (size_t i = 0; i < BY_MOST; i++) {
		bool own = i < question->groups && question->by[i] == BY_SOURCE;
		buf_add_format(
		    &sql->text, ", %s AS p%zu", own ? dimensions[BY_SOURCE].value : "NULL", i);
	}
	sql_add(sql,
	    " FROM film_mention fm JOIN mention v ON v.mention_id = fm.mention_id "
	    "JOIN mention_histogram h ON h.mention_id = fm.mention_id");
	sql_add_filters(sql, " WHERE ", false, names);
	sql_add(sql, ") c ON c.film_id = f.film_id");
}

static void add_films(struct sql *sql, const struct question *question, const struct names *names)
{
	sql_add(sql, " FROM film f");
	for (size_t i = 0; i < question->groups; i++)
		buf_add_format(&sql->text, " %s", dimensions[question->by[i]].join);
	sql_add(sql, " LEFT JOIN film_stats s ON s.film_id = f.film_id");
	add_kept(sql, question, names);
	sql_add_filters(sql, " WHERE ", true, names);
	/* `+`: tables are read in their own order and sorted once; by the key's index each film
	 * would be looked up */
	if (question->in_any_order)
		sql_add(sql, " ORDER BY f.film_id");
	else
		sql_add(
		    sql, question_is_by_film(question) ? " ORDER BY +f.key" : " ORDER BY 1, 2, 3");
}

/* ---- what is kept ---- */

static struct query *open_kept(struct store *store, const struct question *question,
    const struct names *names, struct err *err)
{
	struct sql sql = SQL_INIT;

	sql_add(&sql, "SELECT ");
	add_labels(&sql, question);
	sql_add(&sql,
	    "f.film_id, f.key, f.title, f.year, f.url, f.editor_choice, s.poll_favorite, "
	    "s.poll_unfavorite, s.comments, s.unread_comments, "
	    "CASE WHEN coalesce(s.favorite + s.unfavorite, 0) = 0 THEN 0 END, c.scale_id, "
	    "c.favorite, c.unfavorite, c.cells, c.first_at * 8 + c.first_unit, "
	    "c.last_at * 8 + c.last_unit");
	add_films(&sql, question, names);
	return sql_open(&sql, store, err);
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
