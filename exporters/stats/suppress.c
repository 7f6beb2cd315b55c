/* suppress: complementary hiding by lines and by bridges. */
#include "exporters/stats/suppress.h"

#include "schema/base/message.h"

#include <stdlib.h>
#include <string.h>

bool suppress_is_small(int64_t count, int64_t k)
{
	return count > 0 && count < k;
}

struct work {
	struct suppress_cell *cells;
	size_t n, rows, lines;
	int64_t k;
	size_t *first, *next; /* of each line: its cells, as a list; both ways in one array */
};

#define END SIZE_MAX

/* Of a cell: its line of one way or the other, in one numbering. */
static size_t line_of(const struct work *work, size_t cell, int way)
{
	return way == 0 ? work->cells[cell].row : work->rows + work->cells[cell].column;
}

static void link_lines(struct work *work, bool two_ways)
{
	for (size_t i = 0; i < work->lines; i++)
		work->first[i] = END;
	for (size_t i = work->n; i-- > 0;) {
		for (int way = 0; way <= two_ways; way++) {
			size_t line = line_of(work, i, way);
			work->next[2 * i + (size_t)way] = work->first[line];
			work->first[line] = i;
		}
	}
}

/* A line of rows is walked by way 0, of columns by way 1. */
static size_t next_in(const struct work *work, size_t line, size_t cell)
{
	return work->next[2 * cell + (line >= work->rows)];
}

static int64_t size_of(const struct suppress_cell *cell)
{
	int64_t sum = 0;

	for (int m = 0; m < SUPPRESS_MEASURES; m++)
		sum += cell->measure[m];
	return sum;
}

/* Hides the line's smallest cell that still shows: one with something to hide if there is one, and
 * with the measure when one is named. Returns whether there was any. */
static bool hide_one(struct work *work, size_t line, int measure)
{
	struct suppress_cell *best = NULL;

	for (size_t i = work->first[line]; i != END; i = next_in(work, line, i)) {
		struct suppress_cell *cell = &work->cells[i];
		if (cell->hidden || cell->fixed || (measure >= 0 && cell->measure[measure] == 0))
			continue;
		bool better = !best || (size_of(best) == 0 && size_of(cell) > 0) ||
		    (size_of(cell) > 0 && size_of(cell) < size_of(best));
		best = better ? cell : best;
	}
	if (best)
		best->hidden = true;
	return best != NULL;
}

struct line_sum {
	size_t hidden, fixed; /* how many; of them published sums */
	int64_t measure[SUPPRESS_MEASURES];
};

static struct line_sum sum_line(const struct work *work, size_t line)
{
	struct line_sum sum = {0};

	for (size_t i = work->first[line]; i != END; i = next_in(work, line, i)) {
		const struct suppress_cell *cell = &work->cells[i];
		if (!cell->hidden)
			continue;
		sum.hidden++;
		sum.fixed += cell->fixed;
		for (int m = 0; m < SUPPRESS_MEASURES; m++)
			sum.measure[m] += cell->measure[m];
	}
	return sum;
}

/* Hides one more cell of a line if it needs one. */
static bool mend_line(struct work *work, size_t line)
{
	struct line_sum sum = sum_line(work, line);

	if (sum.hidden == 0 || sum.fixed == sum.hidden)
		return sum.hidden == 1 && hide_one(work, line, -1);
	if (sum.hidden == 1)
		return hide_one(work, line, -1);
	for (int m = 0; sum.fixed == 0 && m < SUPPRESS_MEASURES; m++) {
		if (suppress_is_small(sum.measure[m], work->k) && hide_one(work, line, m))
			return true;
	}
	return false;
}

static bool mend_lines(struct work *work)
{
	bool changed = false;

	for (size_t line = 0; line < work->lines; line++)
		changed = mend_line(work, line) || changed;
	return changed;
}

/* Depth-first search without recursion: Tarjan's low links. */
struct search {
	size_t *number, *low; /* of each line; number 0: not seen */
	size_t *edge;         /* by which the line was come to */
	size_t *at;           /* the next cell of the line to look at */
	size_t *stack;
	size_t depth, seen;
	int measure; /* an edge is a hidden cell that has some of it: it could be more, or less */
};

static size_t *no_lines(const struct work *work)
{
	return must_calloc(work->lines ? work->lines : 1, sizeof(size_t));
}

static void enter(const struct work *work, struct search *search, size_t line, size_t edge)
{
	search->number[line] = search->low[line] = ++search->seen;
	search->edge[line] = edge;
	search->at[line] = work->first[line];
	search->stack[search->depth++] = line;
}

static void look(const struct work *work, struct search *search, size_t line)
{
	size_t cell = search->at[line];
	size_t other = line_of(work, cell, line < work->rows);

	search->at[line] = next_in(work, line, cell);
	if (!work->cells[cell].hidden || work->cells[cell].measure[search->measure] == 0 ||
	    cell == search->edge[line])
		return;
	if (!search->number[other])
		enter(work, search, other, cell);
	else if (search->number[other] < search->low[line])
		search->low[line] = search->number[other];
}

/* The line is done: its parent learns of it; says whether the edge between them is a bridge that
 * gives a small count away. */
static bool leave(const struct work *work, struct search *search, size_t line)
{
	size_t edge = search->edge[line];

	search->depth--;
	if (edge == END)
		return false;
	size_t parent = line_of(work, edge, line < work->rows);
	if (search->low[line] < search->low[parent])
		search->low[parent] = search->low[line];
	return search->low[line] > search->number[parent] &&
	    suppress_is_small(work->cells[edge].measure[search->measure], work->k);
}

/* Hides one more cell, with the measure, of a line of a bridge, or else of any. */
static bool mend_bridge(struct work *work, size_t edge, int measure)
{
	if (hide_one(work, line_of(work, edge, 0), measure) ||
	    hide_one(work, line_of(work, edge, 1), measure))
		return true;
	for (size_t line = 0; line < work->rows; line++) {
		if (hide_one(work, line, measure))
			return true;
	}
	return false;
}

/* The first bridge of a measure that has to be mended; END when there is none. */
static size_t find_bridge(const struct work *work, int measure)
{
	struct search search = {.number = no_lines(work),
	    .low = no_lines(work),
	    .edge = no_lines(work),
	    .at = no_lines(work),
	    .stack = no_lines(work),
	    .measure = measure};
	size_t bridge = END;

	for (size_t root = 0; root < work->lines && bridge == END; root++) {
		if (!search.number[root])
			enter(work, &search, root, END);
		while (search.depth && bridge == END) {
			size_t line = search.stack[search.depth - 1];
			if (search.at[line] != END)
				look(work, &search, line);
			else if (leave(work, &search, line))
				bridge = search.edge[line];
		}
	}
	free(search.number);
	free(search.low);
	free(search.edge);
	free(search.at);
	free(search.stack);
	return bridge;
}

static bool mend_bridges(struct work *work)
{
	for (int m = 0; m < SUPPRESS_MEASURES; m++) {
		size_t bridge = find_bridge(work, m);
		if (bridge != END && mend_bridge(work, bridge, m))
			return true;
	}
	return false;
}

void suppress_hide(
    struct suppress_cell *cells, size_t n, size_t rows, size_t columns, bool two_ways, int64_t k)
{
	struct work work = {.cells = cells,
	    .n = n,
	    .rows = rows,
	    .lines = two_ways ? rows + columns : rows,
	    .k = k};

	work.first = no_lines(&work);
	work.next = must_calloc(n ? 2 * n : 1, sizeof(size_t));
	for (size_t i = 0; i < n; i++)
		cells[i].hidden = cells[i].fixed ? cells[i].hidden : cells[i].small;
	link_lines(&work, two_ways);
	while (mend_lines(&work) || (two_ways && mend_bridges(&work)))
		continue;
	free(work.first);
	free(work.next);
}
