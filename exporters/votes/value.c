/* value: rows held in memory, sorted without a locale. */
#include "exporters/votes/value.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_ROOM = 64 };
#define TEXTS_MAX ((size_t)1 << 34)

struct value value_none(void)
{
	return (struct value){.kind = VALUE_NONE};
}

struct value value_text(const char *text)
{
	return text ? (struct value){.kind = VALUE_TEXT, .text = text} : value_none();
}

struct value value_integer(int64_t n)
{
	return (struct value){.kind = VALUE_INTEGER, .n = n};
}

struct value value_decimal(double x)
{
	return isnan(x) ? value_none() : (struct value){.kind = VALUE_DECIMAL, .x = x};
}

void value_write(struct rows *rows, const struct value *value)
{
	switch (value->kind) {
	case VALUE_NONE:
		rows_missing(rows);
		return;
	case VALUE_TEXT:
		rows_text(rows, value->text);
		return;
	case VALUE_INTEGER:
		rows_integer(rows, value->n);
		return;
	case VALUE_DECIMAL:
		rows_decimal(rows, value->x);
		return;
	}
}

void table_init(struct table *table, size_t width)
{
	*table = (struct table){.width = width};
	arena_init(&table->arena, TEXTS_MAX);
}

struct value *table_add(struct table *table, const struct value *row)
{
	if (table->rows == table->room) {
		table->room = table->room ? 2 * table->room : FIRST_ROOM;
		table->at = must_realloc(table->at, table->room * table->width * sizeof *table->at);
	}
	struct value *copy = table_row(table, table->rows++);
	for (size_t i = 0; i < table->width; i++) {
		copy[i] = row[i];
		copy[i].text = arena_text(&table->arena, row[i].text);
	}
	return copy;
}

struct value *table_row(const struct table *table, size_t row)
{
	return table->at + row * table->width;
}

struct order {
	const struct value *value;
	size_t row;
	bool descending;
};

static int compare_values(const struct value *a, const struct value *b)
{
	if (a->kind == VALUE_TEXT || b->kind == VALUE_TEXT)
		return a->kind == b->kind ? strcmp(a->text, b->text)
					  : (a->kind > b->kind) - (a->kind < b->kind);
	if (a->kind == VALUE_INTEGER && b->kind == VALUE_INTEGER)
		return (a->n > b->n) - (a->n < b->n);
	double x = a->kind == VALUE_INTEGER ? (double)a->n : a->x;
	double y = b->kind == VALUE_INTEGER ? (double)b->n : b->x;
	return (x > y) - (x < y);
}

static int compare_order(const void *one, const void *other)
{
	const struct order *a = one, *b = other;
	bool a_none = a->value->kind == VALUE_NONE, b_none = b->value->kind == VALUE_NONE;
	int order = 0;

	if (a_none != b_none)
		return a_none ? 1 : -1;
	if (!a_none)
		order = compare_values(a->value, b->value);
	if (order)
		return a->descending ? -order : order;
	return (a->row > b->row) - (a->row < b->row);
}

void table_sort(struct table *table, size_t column, bool descending)
{
	size_t size = table->width * sizeof *table->at;

	if (table->rows < 2)
		return;
	struct order *order = must_malloc(table->rows * sizeof *order);
	struct value *sorted = must_malloc(table->rows * size);
	for (size_t i = 0; i < table->rows; i++)
		order[i] = (struct order){table_row(table, i) + column, i, descending};
	qsort(order, table->rows, sizeof *order, compare_order);
	for (size_t i = 0; i < table->rows; i++)
		memcpy(sorted + i * table->width, table_row(table, order[i].row), size);
	free(order);
	free(table->at);
	table->at = sorted;
	table->room = table->rows;
}

void table_release(struct table *table)
{
	free(table->at);
	arena_release(&table->arena);
	*table = (struct table){0};
}
