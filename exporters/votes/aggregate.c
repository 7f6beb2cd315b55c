/* aggregate: what other sites report of many voters. Never added to ballots, so a table of its
 * own. */
#include "exporters/stats/distribution.h"
#include "exporters/votes/answer.h"
#include "exporters/votes/sql.h"
#include "schema/base/date.h"

#include <stdio.h>
#include <string.h>

static const struct row_column shown[] = {
    {"film", ROW_TEXT, "Key of the film"},
    {"title", ROW_TEXT, "Title shown"},
    {"year", ROW_INTEGER, "Year of the film"},
    {"source", ROW_TEXT, "Who reports it"},
    {"page", ROW_TEXT, "Where it was seen"},
    {"name", ROW_TEXT, "What the page calls it"},
    {"observed_at", ROW_TEXT, "When it was seen, UTC"},
    {"value", ROW_NUMBER, "Mean value as reported"},
    {"best", ROW_NUMBER, "Best value of the scale"},
    {"worst", ROW_NUMBER, "Worst value of the scale"},
    {"score", ROW_SHARE, "(value - worst) / (best - worst)"},
    {"ratings", ROW_INTEGER, "Ratings behind it"},
    {"reviews", ROW_INTEGER, "Reviews behind it"},
    {"likes", ROW_INTEGER, "Likes"},
    {"dislikes", ROW_INTEGER, "Dislikes"},
    {"favorite", ROW_INTEGER, "Poll votes for favorite"},
    {"unfavorite", ROW_INTEGER, "Poll votes for unfavorite"},
    {"decreased", ROW_BOOLEAN, "A count is lower than it was seen before"},
};
enum { SHOWN = sizeof shown / sizeof *shown, SCORE = 10, DECREASED = 17 };

static struct value read_value(const struct query *query, int column)
{
	switch (query_type(query, column)) {
	case QUERY_INT:
		return value_integer(query_int(query, column));
	case QUERY_REAL:
		return value_decimal(query_real(query, column));
	case QUERY_TEXT:
		return value_text(*query_text(query, column) ? query_text(query, column) : NULL);
	default:
		return value_none();
	}
}

/* The last observation of each name on each mention; `decreased` is against the one before it. */
static const char aggregates[] =
    "WITH t AS (SELECT *, row_number() OVER (PARTITION BY mention, name ORDER BY observed_at DESC, "
    "value DESC, ratings DESC, favorite DESC, unfavorite DESC) AS place FROM tally_latest "
    "WHERE target = 'film'";

static struct query *open_query(struct store *store, const struct question *question,
    const struct names *names, struct err *err)
{
	struct sql sql = SQL_INIT;
	char until[DATE_TEXT] = "";

	sql_add(&sql, aggregates);
	if (question->as_of != NO_TIME && date_from_epoch(question->as_of, until))
		buf_add_format(&sql.text, " AND observed_at <> '' AND observed_at < '%s'", until);
	sql_add(&sql,
	    ") SELECT t.film, f.title, f.year, t.source, t.mention, t.name, t.observed_at, "
	    "t.value, "
	    "t.best, t.worst, t.ratings, t.reviews, t.likes, t.dislikes, t.favorite, t.unfavorite, "
	    "t.decreased FROM t JOIN film f ON f.key = t.film WHERE t.place = 1");
	if (names->wanted[BY_SOURCE])
		sql_add_filter(&sql, " AND ", "t.source IN (SELECT value FROM $list)",
		    names->wanted[BY_SOURCE]);
	sql_add_filters(&sql, " AND ", true, names);
	sql_add(&sql, " ORDER BY t.film, t.source, t.mention, t.name");
	return sql_open(&sql, store, err);
}

static double score(const struct query *query)
{
	return score_of(query_real(query, 7), query_real(query, 8), query_real(query, 9));
}

static void read_row(const struct query *query, struct value *row)
{
	for (int i = 0; i < SHOWN; i++)
		row[i] =
		    i == SCORE ? value_decimal(score(query)) : read_value(query, i - (i > SCORE));
	row[DECREASED] = value_text(row[DECREASED].n ? "true" : "false");
}

static void write_value(struct rows *rows, int column, const struct value *value)
{
	if (column == DECREASED)
		rows_boolean(rows, strcmp(value->text, "true") == 0);
	else
		value_write(rows, value);
}

static const char *list_shown(char *out, size_t max)
{
	size_t at = 0;
	for (int i = 0; i < SHOWN && at < max; i++)
		at += (size_t)snprintf(out + at, max - at, "%s%s", i ? ", " : "", shown[i].name);
	return out;
}

static int find_sort(const char *sort, int *column, struct err *err)
{
	char known[512];
	*column = -1;
	for (int i = 0; sort && i < SHOWN; i++) {
		if (strcmp(shown[i].name, sort + (*sort == '-')) == 0)
			*column = i;
	}
	if (sort && *column < 0)
		return err_set(err, EXIT_USAGE,
		    "unknown column '%s' of --kind aggregate; known are %s", sort + (*sort == '-'),
		    list_shown(known, sizeof known));
	return 0;
}

static int read_table(struct table *table, struct query *query, struct err *err)
{
	struct value row[SHOWN];
	int got;

	while ((got = query_step(query, err)) > 0) {
		read_row(query, row);
		table_add(table, row);
	}
	return got;
}

static int write_table(const struct table *table, const struct question *question, struct err *err)
{
	struct output output = {0};
	struct rows rows;
	int result = output_open(&output, question->output, err);

	if (result < 0)
		return -1;
	rows_begin(&rows, &output, question->format, question->spreadsheet, shown, SHOWN);
	for (size_t i = 0; result == 0 && i < table->rows; i++) {
		if (question->top && rows.rows >= question->top)
			break;
		for (int k = 0; k < SHOWN; k++)
			write_value(&rows, k, &table_row(table, i)[k]);
		result = rows_end(&rows, err);
	}
	if (result == 0)
		result = rows_finish(&rows, err);
	if (result == 0)
		return output_commit(&output, err);
	rows_release(&rows);
	output_abandon(&output);
	return -1;
}

int answer_aggregate(struct store *store, const struct question *question,
    const struct names *names, struct err *err)
{
	struct query *query = NULL;
	struct table table;
	int column, result = find_sort(question->sort, &column, err);

	table_init(&table, SHOWN);
	if (result == 0)
		query = open_query(store, question, names, err);
	result = query ? read_table(&table, query, err) : -1;
	query_close(query);
	if (result == 0 && column >= 0)
		table_sort(&table, (size_t)column, question->sort[0] == '-');
	if (result == 0)
		result = write_table(&table, question, err);
	table_release(&table);
	return result;
}
