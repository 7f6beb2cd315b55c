/*
 * tally.c: see tally.h. A hash table of mention and scale. Rows come in the order of voters, so
 * each meets another tally, far from the last: a tally is two lines of the processor's cache. The
 * set numbers the values that it meets; the first are counted in the tally itself, all that a scale
 * of stars has, and others in a short array.
 */
#include "schema/store/ballots/tally_set.h"

#include <stdlib.h>
#include <string.h>

enum { TALLY_FIRST = 1024, CELLS_TEXT_MAX = 1 << 28 };

/* ---- life cycle ---- */

struct tally_set *tally_open(void)
{
	struct tally_set *set = must_calloc(1, sizeof *set);
	set->slots_n = 4 * TALLY_FIRST;
	set->slots = must_calloc(set->slots_n, sizeof *set->slots);
	buf_init(&set->text, CELLS_TEXT_MAX);
	return set;
}

void tally_clear(struct tally_set *set)
{
	for (size_t i = 0; i < set->n; i++)
		free(set->at[i].cells);
	set->n = 0;
	set->values_n = 0;
	memset(set->slots, 0, set->slots_n * sizeof *set->slots);
}

void tally_close(struct tally_set *set)
{
	if (!set)
		return;
	tally_clear(set);
	buf_release(&set->text);
	free(set->at);
	free(set->slots);
	free(set);
}

/* ---- counting ---- */

static size_t first_slot(const struct tally_set *set, int32_t mention, int32_t scale)
{
	uint64_t hash = ((uint64_t)(uint32_t)mention << 32 | (uint32_t)scale) * 0x9e3779b97f4a7c15u;
	return hash >> 32 & (set->slots_n - 1);
}

void tally_near(
    const struct tally_set *set, const struct ballot_row *far, const struct ballot_row *near)
{
	__builtin_prefetch(&set->slots[first_slot(set, far->mention, far->scale)]);
	uint32_t index = set->slots[first_slot(set, near->mention, near->scale)];
	if (index == 0)
		return;
	__builtin_prefetch(&set->at[index - 1]);
	__builtin_prefetch(&set->at[index - 1].near);
}

static uint32_t *slot_of(const struct tally_set *set, int32_t mention, int32_t scale)
{
	for (size_t at = first_slot(set, mention, scale);; at = (at + 1) & (set->slots_n - 1)) {
		uint32_t index = set->slots[at];
		if (index == 0 ||
		    (set->at[index - 1].mention == mention && set->at[index - 1].scale == scale))
			return &set->slots[at];
	}
}

static void slots_grow(struct tally_set *set)
{
	set->slots_n *= 2;
	free(set->slots);
	set->slots = must_calloc(set->slots_n, sizeof *set->slots);
	for (size_t i = 0; i < set->n; i++)
		*slot_of(set, set->at[i].mention, set->at[i].scale) = (uint32_t)i + 1;
}

static struct tally *tally_of(struct tally_set *set, int32_t mention, int32_t scale)
{
	uint32_t *slot = slot_of(set, mention, scale);
	if (*slot)
		return &set->at[*slot - 1];
	if (set->n == set->cap) {
		set->cap = set->cap ? set->cap * 2 : TALLY_FIRST;
		set->at = must_realloc(set->at, set->cap * sizeof *set->at);
	}
	set->at[set->n] = (struct tally){.mention = mention,
	    .scale = scale,
	    .first = TIME_NONE,
	    .last = -TIME_NONE,
	    .first_taken = TIME_NONE};
	*slot = (uint32_t)++set->n;
	struct tally *tally = &set->at[set->n - 1];
	if (set->n * 2 > set->slots_n)
		slots_grow(set);
	return tally;
}

/* The place of a value among the near ones; NEAR_VALUES when it is not, and there is no room for
 * it. */
static uint32_t near_of(struct tally_set *set, double value)
{
	for (uint32_t i = 0; i < set->values_n; i++)
		if (set->values[i] == value)
			return i;
	if (set->values_n == NEAR_VALUES)
		return NEAR_VALUES;
	set->values[set->values_n] = value;
	return set->values_n++;
}

void tally_cell_add(struct tally *tally, double value, int32_t by)
{
	for (uint32_t i = 0; i < tally->cells_n; i++)
		if (tally->cells[i].value == value) {
			tally->cells[i].n += by;
			return;
		}
	if (tally->cells_n == tally->cells_cap) {
		tally->cells_cap = tally->cells_cap ? tally->cells_cap * 2 : 4;
		tally->cells = must_realloc(tally->cells, tally->cells_cap * sizeof *tally->cells);
	}
	tally->cells[tally->cells_n++] = (struct cell){value, by};
}

void tally_value_add(struct tally_set *set, struct tally *tally, double value, int32_t by)
{
	uint32_t near = near_of(set, value);
	if (near < NEAR_VALUES)
		tally->near[near] += by;
	else
		tally_cell_add(tally, value, by);
}

static void time_add(struct tally *tally, const struct ballot_row *row, int by)
{
	int64_t time = row->cast_at * TIME_UNITS + row->unit;
	if (row->unit == CAST_ABSENT)
		return;
	if (by < 0 && time < tally->first_taken)
		tally->first_taken = time;
	if (by > 0 && time < tally->first)
		tally->first = time;
	if (by > 0 && time > tally->last)
		tally->last = time;
}

void tally_add(struct tally_set *set, const struct ballot_row *row, bool anonymous, int by)
{
	struct tally *tally = tally_of(set, row->mention, row->scale);
	if (by == 0)
		return;
	if (row->choice == 0) {
		tally->ratings += by;
		tally_value_add(set, tally, row->value, by);
	} else {
		tally->favorite += row->choice == CHOICE_FAVORITE ? by : 0;
		tally->unfavorite += row->choice == CHOICE_UNFAVORITE ? by : 0;
		tally->anonymous += anonymous ? by : 0;
	}
	time_add(tally, row, by);
}
