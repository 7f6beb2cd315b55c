/*
 * value: one cell of a table that has to be held before it is written (to sort it, or to hide small
 * cells).
 */
#ifndef FILMTALLY_EXPORTERS_VOTES_VALUE_H
#define FILMTALLY_EXPORTERS_VOTES_VALUE_H

#include "exporters/rows/rows.h"
#include "schema/base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum value_kind { VALUE_NONE, VALUE_TEXT, VALUE_INTEGER, VALUE_DECIMAL };

struct value {
	enum value_kind kind;
	const char *text; /* borrowed */
	int64_t n;
	double x;
};

struct value value_none(void);
struct value value_text(const char *text); /* NULL is none */
struct value value_integer(int64_t n);
struct value value_decimal(double x); /* NAN is none */

/* Writes it as the row's next value. */
void value_write(struct rows *rows, const struct value *value);

/* Held rows of equal width. All-zero but for `width` is empty; texts are copied. */
struct table {
	size_t width, rows, room;
	struct value *at; /* rows × width */
	struct arena arena;
};

void table_init(struct table *table, size_t width);
struct value *table_add(struct table *table, const struct value *row);
struct value *table_row(const struct table *table, size_t row);
/* Sorts by a column; rows without a value come last, and equal rows keep their order. */
void table_sort(struct table *table, size_t column, bool descending);
void table_release(struct table *table);

#endif
