/* films: see films.h. */
#include "exporters/votes/films.h"

#include "exporters/votes/sql.h"

struct query *films_open(struct store *store, const struct names *names, struct err *err)
{
	struct sql sql = SQL_INIT;

	sql_add(&sql, "SELECT f.film_id, coalesce(f.editor_choice, 0) FROM film f");
	sql_add_filters(&sql, " WHERE ", true, names);
	return sql_open(&sql, store, err);
}

int films_count(
    struct store *store, const struct names *names, int64_t *films, int64_t *left, struct err *err)
{
	struct sql sql = SQL_INIT;
	int got = -1;

	sql_add(&sql, "SELECT (SELECT count(*) FROM film), count(*) FROM film f");
	sql_add_filters(&sql, " WHERE ", true, names);
	struct query *query = sql_open(&sql, store, err);
	if (query)
		got = query_step(query, err);
	if (got > 0) {
		*films = query_int(query, 0);
		*left = query_int(query, 1);
	}
	query_close(query);
	return got < 0 ? -1 : 0;
}
