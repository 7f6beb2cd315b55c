/* cells: composes the query from fixed pieces. Nothing that a user gave stands in its text: it is
 * bound. */
#include "exporters/votes/cells.h"

#include "exporters/votes/ballots.h"
#include "exporters/votes/dimension.h"
#include "schema/base/buf.h"
#include "schema/base/date.h"

#include <string.h>

enum { SQL_MAX = 1 << 16 };

#define SCORE "((w.value - scale.worst) / (scale.best - scale.worst))"

/* Sides of ratings are asked for: 1e-12 keeps 3 of 0–5 at 0.6, whatever its last bit. */
static const char rated_side[] =
    "CASE WHEN w.value NOT BETWEEN min(scale.best, scale.worst) AND max(scale.best, scale.worst) "
    "OR scale.best = scale.worst THEN NULL WHEN " SCORE " >= 0.6 - 1e-12 THEN 'favorite' "
    "WHEN " SCORE " <= 0.4 + 1e-12 THEN 'unfavorite' ELSE 'mixed' END";

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

/* The latest ballots of each voter, with their side and, when asked, their flags. */
static void add_votes(struct sql *sql, const struct question *question)
{
	add(sql, BALLOTS_LATEST);
	if (question->as_of != NO_TIME)
		buf_add_format(&sql->text, " WHERE b.cast_unit > 0 AND b.cast_at < %lld",
		    (long long)question->as_of);
	add(sql,
	    "), v AS (SELECT w.*, CASE w.choice WHEN 1 THEN 'favorite' WHEN 2 THEN 'unfavorite' "
	    "ELSE ");
	add(sql, question->count_ratings ? rated_side : "NULL");
	add(sql, " END AS side");
	add(sql,
	    question->count_flags ? BALLOTS_FLAGS : ", 0 AS identical, 0 AS burst, 0 AS one_sided");
	add(sql, " FROM w JOIN scale ON scale.scale_id = w.scale_id");
	if (question->count_flags)
		add(sql, " JOIN voter ON voter.voter_id = w.voter_id");
	add(sql, " WHERE w.place = 1");
	if (question->count_flags)
		add(sql, BALLOTS_VOTING);
	add(sql, ")");
}

/* Which votes are meant: periods and filters. */
static void add_wanted(struct sql *sql, const struct question *question, const struct names *names)
{
	add(sql, " WHERE true");
	if (question->from != NO_TIME)
		buf_add_format(&sql->text, " AND v.cast_unit > 0 AND v.cast_at >= %lld",
		    (long long)question->from);
	if (question->until != NO_TIME)
		buf_add_format(&sql->text, " AND v.cast_unit > 0 AND v.cast_at < %lld",
		    (long long)question->until);
	if (question_has(question, BY_CHOICE))
		add(sql, " AND v.side IS NOT NULL");
	if (question_has(question, BY_VALUE))
		add(sql, " AND v.choice = 0");
	add_filters(sql, " AND ", false, names);
}

/* The votes counted by film, the groups that are the votes' own, and choice or value. */
static void add_counted(struct sql *sql, const struct question *question, const struct names *names)
{
	add(sql, "WITH ");
	add_votes(sql, question);
	add(sql, ", c AS (SELECT v.film_id");
	for (size_t i = 0; i < BY_MOST; i++) {
		bool own = i < question->groups && !dimensions[question->by[i]].of_film;
		buf_add_format(&sql->text, ", %s AS p%zu",
		    own ? dimensions[question->by[i]].value : "NULL", i);
	}
	add(sql,
	    ", v.scale_id, v.choice, v.value, sum(v.choice = 1) AS favorite, "
	    "sum(v.choice = 2) AS unfavorite, sum(v.choice = 0) AS ratings, NULL AS cells, ");
	if (question->since != NO_TIME)
		buf_add_format(&sql->text, "sum(v.cast_unit > 0 AND v.cast_at >= %lld) AS fresh, ",
		    (long long)question->since);
	else
		add(sql, "0 AS fresh, ");
	add(sql,
	    "min(CASE WHEN v.cast_unit > 0 THEN v.cast_at * 8 + v.cast_unit END) AS first, "
	    "max(CASE WHEN v.cast_unit > 0 THEN v.cast_at * 8 + v.cast_unit END) AS last, "
	    "sum(v.identical) AS identical, sum(v.burst) AS burst, sum(v.one_sided) AS one_sided, "
	    "sum(v.identical OR v.burst OR v.one_sided) AS any_flag FROM v");
	add_wanted(sql, question, names);
	add(sql, " GROUP BY v.film_id, p0, p1, v.scale_id, v.choice, v.value) ");
}

/* Flagged votes of each film, beside the counts that are kept. */
static void add_flagged(struct sql *sql, const struct question *question)
{
	add(sql, "WITH ");
	add_votes(sql, question);
	add(sql,
	    ", fl AS (SELECT v.film_id, sum(v.identical OR v.burst OR v.one_sided) AS n FROM v "
	    "GROUP BY v.film_id) ");
}

/* The groups' labels; a group that is the votes' own stands in the cells. */
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

static void add_films(
    struct sql *sql, const struct question *question, const struct names *names, bool counted)
{
	bool own = false;

	add(sql, " FROM film f");
	for (size_t i = 0; i < question->groups; i++) {
		buf_add_format(&sql->text, " %s", dimensions[question->by[i]].join);
		own = own || !dimensions[question->by[i]].of_film;
	}
	add(sql, " LEFT JOIN film_stats s ON s.film_id = f.film_id");
	if (counted)
		add(sql,
		    own ? " JOIN c ON c.film_id = f.film_id"
			: " LEFT JOIN c ON c.film_id = f.film_id");
	else
		add_kept(sql, question, names);
	if (!counted && question->count_flags)
		add(sql, " LEFT JOIN fl ON fl.film_id = f.film_id");
	add_filters(sql, " WHERE ", true, names);
	/* tables in their own order and one sort are half the cost of the key's index and looking each film up */
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

struct query *cells_open(struct store *store, const struct question *question,
    const struct names *names, struct err *err)
{
	struct sql sql = {.text = BUF_INIT(SQL_MAX)};
	bool counted = question_needs_ballots(question);

	bool flagged = !counted && question->count_flags;

	if (counted)
		add_counted(&sql, question, names);
	else if (flagged)
		add_flagged(&sql, question);
	add(&sql, "SELECT ");
	add_labels(&sql, question);
	add(&sql,
	    "f.film_id, f.key, f.title, f.year, f.url, f.editor_choice, s.poll_favorite, "
	    "s.poll_unfavorite, s.comments, s.unread_comments, ");
	add(&sql,
	    counted       ? "NULL"
		: flagged ? "coalesce(fl.n, 0)"
			  : "CASE WHEN coalesce(s.favorite + s.unfavorite, 0) = 0 THEN 0 END");
	add(&sql,
	    ", c.scale_id, c.favorite, c.unfavorite, "
	    "c.cells, ");
	add(&sql,
	    counted ? "c.first, c.last, c.value, c.ratings, c.fresh, c.identical, c.burst, "
		      "c.one_sided, c.any_flag"
		    : "c.first_at * 8 + c.first_unit, c.last_at * 8 + c.last_unit");
	add_films(&sql, question, names, counted);
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
