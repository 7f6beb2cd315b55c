/*
 * suppress: which cells of a table of counts to hide, so that no small count can be read or solved
 * for.
 *
 * A table has one way of grouping (cells on one line, whose sum others may know) or two (cells in
 * rows and columns, whose sums may be published too, as cells of row or column 0). What is hidden
 * beyond the small cells themselves is chosen so that
 *	- a line with a hidden cell has at least two;
 *	- what is hidden of a line sums, for each measure, to 0 or to k and more;
 *	- no small count is determined by the lines' sums and by being no less than 0: in the graph
 * whose nodes are the lines and whose edges are the hidden cells that have some of a measure, no
 * small count's edge is a bridge, so it lies on a cycle along which counts can be moved (Gusfield,
 * SIAM J. Computing 17, 1988).
 */
#ifndef FILMTALLY_EXPORTERS_STATS_SUPPRESS_H
#define FILMTALLY_EXPORTERS_STATS_SUPPRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SUPPRESS_MEASURES = 16 };

struct suppress_cell {
	size_t row, column; /* 0: a sum over them */
	int64_t measure[SUPPRESS_MEASURES];
	bool small;  /* must be hidden */
	bool fixed;  /* a published sum: hidden or not, as its own table did */
	bool hidden; /* the answer */
};

/* True of 1 … k − 1. */
bool suppress_is_small(int64_t count, int64_t k);

/* Sets `hidden` of all cells. With two ways, rows and columns are the numbers of lines, those of
 * sums counted; with one way, rows is 1 and all cells have row 0. */
void suppress_hide(
    struct suppress_cell *cells, size_t n, size_t rows, size_t columns, bool two_ways, int64_t k);

#endif
