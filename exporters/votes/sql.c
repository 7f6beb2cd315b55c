/* sql: see sql.h. */
#include "exporters/votes/sql.h"

#include "exporters/votes/dimension.h"

#include <string.h>

void sql_add(struct sql *sql, const char *text)
{
	buf_add_text(&sql->text, text);
}

void sql_add_filter(struct sql *sql, const char *before, const char *filter, const char *list)
{
	const char *at = strstr(filter, "$list");

	sql->bound[sql->parameters++] = list;
	sql_add(sql, before);
	buf_add(&sql->text, filter, (size_t)(at - filter));
	buf_add_format(&sql->text, "json_each(?%d)%s", sql->parameters, at + strlen("$list"));
}

void sql_add_filters(struct sql *sql, const char *where, bool of_film, const struct names *names)
{
	for (int i = 0; names && i < DIMENSIONS; i++) {
		if (!names->wanted[i] || dimensions[i].of_film != of_film)
			continue;
		sql_add_filter(sql, where, dimensions[i].filter, names->wanted[i]);
		where = " AND ";
	}
}

struct query *sql_open(struct sql *sql, struct store *store, struct err *err)
{
	struct query *query = query_open(store, buf_text(&sql->text), err);

	for (int i = 0; query && i < sql->parameters; i++)
		query_bind_text(query, i + 1, sql->bound[i]);
	buf_release(&sql->text);
	return query;
}
