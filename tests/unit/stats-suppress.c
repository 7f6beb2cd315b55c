/* Hiding small cells, against an attacker who tries every table that fits what is published. */
#include "exporters/stats/suppress.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

enum { WAYS = 3, K = 3, MOST = 4, CELLS = WAYS * WAYS };

static unsigned seed;

static unsigned roll(unsigned sides)
{
	seed = seed * 1103515245u + 12345u;
	return (seed >> 16) % sides;
}

/* A measure of a table with its sums; the attacker's view of it. */
struct view {
	int64_t count[WAYS + 1][WAYS + 1];
	bool hidden[WAYS + 1][WAYS + 1];
};

static bool fits_line(const struct view *view, const int64_t *guess, int line, int way)
{
	int64_t sum = 0, published = way ? view->count[0][line] : view->count[line][0];

	if (way ? view->hidden[0][line] : view->hidden[line][0])
		return true;
	for (int i = 1; i <= WAYS; i++)
		sum += way ? guess[(i - 1) * WAYS + line - 1] : guess[(line - 1) * WAYS + i - 1];
	return sum == published;
}

/* A hidden sum is bound by the total all the same: the sum over the other lines is published or
 * not. */
static bool fits(const struct view *view, const int64_t *guess)
{
	int64_t total = 0;

	for (int i = 0; i < CELLS; i++)
		total += guess[i];
	for (int line = 1; line <= WAYS; line++) {
		if (!fits_line(view, guess, line, 0) || !fits_line(view, guess, line, 1))
			return false;
	}
	return total == view->count[0][0];
}

/* Tries all values 0 … MOST + 2 in the hidden cells; notes which values each cell can have. */
static void solve(const struct view *view, int64_t *guess, int at, unsigned *possible)
{
	if (at == CELLS) {
		for (int i = 0; fits(view, guess) && i < CELLS; i++)
			possible[i] |= 1u << guess[i];
		return;
	}
	int row = at / WAYS + 1, column = at % WAYS + 1;
	guess[at] = view->count[row][column];
	if (!view->hidden[row][column]) {
		solve(view, guess, at + 1, possible);
		return;
	}
	for (guess[at] = 0; guess[at] <= MOST + 2; guess[at]++)
		solve(view, guess, at + 1, possible);
}

static void add_sums(struct view *view)
{
	for (int row = 1; row <= WAYS; row++) {
		for (int column = 1; column <= WAYS; column++) {
			int64_t count = view->count[row][column];
			view->count[row][0] += count;
			view->count[0][column] += count;
			view->count[0][0] += count;
		}
	}
}

/* Hides the sums of one way, as their own table would. */
static void hide_sums(struct view *view, int way)
{
	struct suppress_cell cells[WAYS] = {0};

	for (int i = 1; i <= WAYS; i++) {
		int64_t count = way ? view->count[0][i] : view->count[i][0];
		cells[i - 1].measure[0] = count;
		cells[i - 1].small = suppress_is_small(count, K);
	}
	suppress_hide(cells, WAYS, 1, 0, false, K);
	for (int i = 1; i <= WAYS; i++)
		*(way ? &view->hidden[0][i] : &view->hidden[i][0]) = cells[i - 1].hidden;
}

static void hide_cells(struct view *view)
{
	struct suppress_cell cells[(WAYS + 1) * (WAYS + 1)] = {0};
	size_t n = 0;

	for (size_t row = 0; row <= WAYS; row++) {
		for (size_t column = 0; column <= WAYS; column++) {
			struct suppress_cell *cell = &cells[n++];
			*cell = (struct suppress_cell){.row = row, .column = column};
			cell->measure[0] = view->count[row][column];
			cell->fixed = row == 0 || column == 0;
			cell->hidden = view->hidden[row][column];
			cell->small = suppress_is_small(cell->measure[0], K);
		}
	}
	suppress_hide(cells, n, WAYS + 1, WAYS + 1, true, K);
	for (size_t i = 0; i < n; i++)
		view->hidden[cells[i].row][cells[i].column] = cells[i].hidden;
}

static void no_small_cell_of_two_ways_can_be_solved_for(void **state)
{
	(void)state;
	int small = 0, solved = 0;
	for (seed = 1; seed < 400 * 7919u;) {
		unsigned start = seed;
		struct view view = {0};
		int64_t guess[CELLS];
		unsigned possible[CELLS] = {0};
		for (int i = 0; i < CELLS; i++)
			view.count[i / WAYS + 1][i % WAYS + 1] =
			    roll(3) ? 2 + roll(MOST - 1) : roll(MOST + 1);
		add_sums(&view);
		hide_sums(&view, 0);
		hide_sums(&view, 1);
		hide_cells(&view);
		int hidden = 0;
		for (int i = 0; i < CELLS; i++)
			hidden += view.hidden[i / WAYS + 1][i % WAYS + 1];
		seed = start + 7919u;
		if (hidden > 6)
			continue; /* too many to try, and too many to solve */
		solve(&view, guess, 0, possible);
		for (int i = 0; i < CELLS; i++) {
			int64_t count = view.count[i / WAYS + 1][i % WAYS + 1];
			if (!suppress_is_small(count, K))
				continue;
			small++;
			assert_true(view.hidden[i / WAYS + 1][i % WAYS + 1]);
			solved += (possible[i] & (possible[i] - 1)) == 0;
		}
	}
	print_message("%d small cells attacked, %d solved\n", small, solved);
	assert_true(small > 100);
	assert_int_equal(solved, 0);
}

static void no_small_cell_of_one_way_can_be_solved_for(void **state)
{
	(void)state;
	/* every table of 4 cells up to 5: the attacker knows the sum */
	for (int t = 0; t < 6 * 6 * 6 * 6; t++) {
		struct suppress_cell cells[4] = {0};
		int64_t hidden_sum = 0, hidden = 0, nonsmall = 0;
		for (int i = 0, rest = t; i < 4; i++, rest /= 6) {
			cells[i].measure[0] = rest % 6;
			cells[i].small = suppress_is_small(rest % 6, K);
			nonsmall += rest % 6 >= K;
		}
		suppress_hide(cells, 4, 1, 0, false, K);
		for (int i = 0; i < 4; i++) {
			hidden += cells[i].hidden;
			hidden_sum += cells[i].hidden ? cells[i].measure[0] : 0;
			assert_true(cells[i].hidden || !cells[i].small);
		}
		assert_true(hidden != 1);
		/* with something to hide among, what is hidden is not a small count again */
		assert_true(!suppress_is_small(hidden_sum, K) || nonsmall == 0);
	}
}

static void nothing_small_hides_nothing(void **state)
{
	(void)state;
	struct suppress_cell cells[3] = {{.measure = {5}}, {.measure = {0}}, {.measure = {9}}};
	suppress_hide(cells, 3, 1, 0, false, 5);
	for (int i = 0; i < 3; i++)
		assert_false(cells[i].hidden);
	suppress_hide(cells, 0, 1, 0, false, 5);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(no_small_cell_of_two_ways_can_be_solved_for),
	    cmocka_unit_test(no_small_cell_of_one_way_can_be_solved_for),
	    cmocka_unit_test(nothing_small_hides_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
