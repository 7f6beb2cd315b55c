/* hide: the table's rows as cells of lines, with the sums that other exports may show. */
#include "exporters/votes/hide.h"

#include "exporters/stats/suppress.h"
#include "schema/base/number.h"

#include <stdlib.h>
#include <string.h>

/* Counts of voters: none may be read when it is small. */
static const char *const measures[] = {"favorite", "unfavorite", "mixed", "ratings", "new_favorite",
    "new_unfavorite", "flagged", "flagged_identical", "flagged_burst", "flagged_one_sided",
    "favorite_unflagged", "kappa_votes"};
enum { MEASURES = sizeof measures / sizeof *measures };
_Static_assert((int)MEASURES <= (int)SUPPRESS_MEASURES, "a cell holds every measure");

/* A part and its whole: what is left of the whole is a count of voters too. */
static const char *const parts[][2] = {{"new_favorite", "favorite"},
    {"new_unfavorite", "unfavorite"}, {"favorite_unflagged", "favorite"},
    {"votes_unflagged", "votes"}, {"kappa_votes", "votes"}, {"flagged", "votes"}};

static int64_t count_of(const struct columns *columns, const struct value *row, const char *name)
{
	int column = columns_find(columns, name);

	return column >= 0 && row[column].kind == VALUE_INTEGER ? row[column].n : 0;
}

static struct suppress_cell make_cell(const struct columns *columns, const struct value *row)
{
	struct suppress_cell cell = {0};
	int64_t k = columns->question->suppress;

	for (int i = 0; i < MEASURES; i++) {
		cell.measure[i] = count_of(columns, row, measures[i]);
		cell.small = cell.small || suppress_is_small(cell.measure[i], k);
	}
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		if (columns_find(columns, parts[i][0]) < 0)
			continue;
		int64_t rest =
		    count_of(columns, row, parts[i][1]) - count_of(columns, row, parts[i][0]);
		cell.small = cell.small || suppress_is_small(rest, k);
	}
	return cell;
}

/* One way's groups with what their own table hides. */
struct way {
	struct suppress_cell *cells;
	char **labels;
	size_t n, room;
};

static void way_release(struct way *way)
{
	for (size_t i = 0; i < way->n; i++)
		free(way->labels[i]);
	free(way->labels);
	free(way->cells);
	*way = (struct way){0};
}

static void way_add(struct way *way, const char *label, struct suppress_cell cell)
{
	if (way->n == way->room) {
		way->room = way->room ? 2 * way->room : 64;
		way->cells = must_realloc(way->cells, way->room * sizeof *way->cells);
		way->labels = must_realloc(way->labels, way->room * sizeof *way->labels);
	}
	way->labels[way->n] = must_strdup(label ? label : "");
	way->cells[way->n++] = cell;
}

/* Both sides of a comparison go through the number, so that 3 and 3.0 are one label. */
static const char *number_text(double value, struct arena *arena)
{
	char text[NUMBER_TEXT];

	number_shortest(value, text);
	return arena_text(arena, text);
}

/* The label of a row's group as way_add names it. */
static const char *label_text(const struct value *value, struct arena *arena)
{
	if (value->kind == VALUE_TEXT)
		return value->text;
	if (value->kind == VALUE_INTEGER)
		return arena_format(arena, "%lld", (long long)value->n);
	return value->kind == VALUE_DECIMAL ? number_text(value->x, arena) : "";
}

static int read_way(struct way *way, struct store *store, const struct question *question,
    const struct names *names, struct err *err)
{
	struct columns columns;
	struct groups groups;
	const struct group *group;
	struct value row[COLUMNS_MAX];
	int got = -1;

	columns_choose(&columns, question, &(struct priors){0});
	if (groups_open(&groups, store, question, names, err) == 0) {
		while ((got = groups_next(&groups, &group, err)) > 0) {
			columns_values(&columns, group, &groups.arena, row);
			way_add(way, label_text(&row[0], &groups.arena), make_cell(&columns, row));
		}
	}
	groups_close(&groups);
	suppress_hide(way->cells, way->n, 1, 0, false, question->suppress);
	return got;
}

struct named {
	const char *label;
	size_t line;
};

static int compare_named(const void *a, const void *b)
{
	return strcmp(((const struct named *)a)->label, ((const struct named *)b)->label);
}

/* Labels in bytewise order, to look lines up. */
static struct named *index_of(const struct way *way)
{
	struct named *named = must_calloc(way->n + 1, sizeof *named);

	for (size_t i = 0; i < way->n; i++)
		named[i] = (struct named){way->labels[i], i + 1};
	qsort(named, way->n, sizeof *named, compare_named);
	return named;
}

static size_t line_named(const struct named *named, size_t n, const char *label)
{
	struct named wanted = {label, 0};
	const struct named *found = bsearch(&wanted, named, n, sizeof *named, compare_named);

	return found ? found->line : 0;
}

static void add_sums(struct suppress_cell *cells, const struct way *way, bool of_rows)
{
	for (size_t i = 0; i < way->n; i++) {
		cells[i] = way->cells[i];
		cells[i].fixed = true;
		cells[i].row = of_rows ? i + 1 : 0;
		cells[i].column = of_rows ? 0 : i + 1;
	}
}

/* Both ways: rows and columns with their sums, then the table's own cells. */
static void hide_two_ways(struct suppress_cell *own, struct table *table,
    const struct columns *columns, const struct way ways[2])
{
	size_t sums = ways[0].n + ways[1].n, n = sums + table->rows;
	size_t second =
	    columns->question->by[0] == BY_FILM ? 2 : 1; /* a film's title stands between */
	struct suppress_cell *cells = must_calloc(n ? n : 1, sizeof *cells);
	struct named *names[2] = {index_of(&ways[0]), index_of(&ways[1])};

	add_sums(cells, &ways[0], true);
	add_sums(cells + ways[0].n, &ways[1], false);
	for (size_t i = 0; i < table->rows; i++) {
		const struct value *row = table_row(table, i);
		own[i].row = line_named(names[0], ways[0].n, label_text(&row[0], &table->arena));
		own[i].column =
		    line_named(names[1], ways[1].n, label_text(&row[second], &table->arena));
		cells[sums + i] = own[i];
	}
	suppress_hide(cells, n, ways[0].n + 1, ways[1].n + 1, true, columns->question->suppress);
	memcpy(own, cells + sums, table->rows * sizeof *own);
	free(names[0]);
	free(names[1]);
	free(cells);
}

static void empty_row(struct value *row, const struct columns *columns)
{
	for (size_t i = 0; i < columns->n; i++) {
		if (columns_is_count(columns, i))
			row[i] = value_none();
	}
	row[columns_find(columns, "suppressed")] = value_text("yes");
}

static int read_ways(struct way ways[2], struct store *store, const struct question *question,
    const struct names *names, struct err *err)
{
	for (size_t i = 0; i < question->groups; i++) {
		struct question one = *question;
		one.groups = 1;
		one.by[0] = question->by[i];
		if (read_way(&ways[i], store, &one, names, err) < 0)
			return -1;
	}
	return 0;
}

int hide_small(struct table *table, const struct columns *columns, struct store *store,
    const struct names *names, int64_t *hidden, struct err *err)
{
	const struct question *question = columns->question;
	struct suppress_cell *cells = must_calloc(table->rows ? table->rows : 1, sizeof *cells);
	struct way ways[2] = {{0}};
	int result = 0;

	for (size_t i = 0; i < table->rows; i++)
		cells[i] = make_cell(columns, table_row(table, i));
	if (question->groups == 2)
		result = read_ways(ways, store, question, names, err);
	if (result == 0 && question->groups == 2)
		hide_two_ways(cells, table, columns, ways);
	else if (result == 0)
		suppress_hide(cells, table->rows, 1, 0, false, question->suppress);
	*hidden = 0;
	for (size_t i = 0; result == 0 && i < table->rows; i++) {
		if (cells[i].hidden)
			empty_row(table_row(table, i), columns);
		*hidden += cells[i].hidden;
	}
	way_release(&ways[0]);
	way_release(&ways[1]);
	free(cells);
	return result;
}
