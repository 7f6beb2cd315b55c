/* names: `--genre drama` is Drama, `--film "Paper Kites"` its film, and `--genre Dramma` a
 * mistake. */
#include "exporters/votes/names.h"

#include "exporters/rows/rows.h"
#include "exporters/votes/dimension.h"
#include "schema/base/json.h"
#include "schema/base/number.h"
#include "schema/base/text.h"
#include "schema/store/query.h"

#include <stdlib.h>
#include <string.h>

enum {
	LIST_MAX = 16 << 20, /* bytes of one filter's names */
	KNOWN_MAX = 400,     /* bytes of known names in a message */
	FOLD_MAX = 1 << 20
};

static void add_wanted(struct buf *list, const char *text)
{
	buf_add_char(list, list->n ? ',' : '[');
	json_add(list, text, strlen(text));
}

/* Appends the known names as far as they fit: those that begin alike first would need a guess, so
 * all. */
static int list_known(
    struct store *store, const struct dimension_spec *dimension, struct buf *known, struct err *err)
{
	struct query *query = query_open(store, dimension->known, err);
	int64_t left_out = 0;
	int got = -1;

	while (query && (got = query_step(query, err)) > 0) {
		const char *name = query_text(query, 0);
		if (!name || !*name)
			continue;
		if (known->n + strlen(name) + 2 > KNOWN_MAX)
			left_out++;
		else
			buf_add_format(known, "%s%s", known->n ? ", " : "", name);
	}
	if (left_out)
		buf_add_format(known, " and %lld more", (long long)left_out);
	query_close(query);
	return got;
}

static int refuse(
    struct store *store, const struct dimension_spec *dimension, const char *name, struct err *err)
{
	struct buf known = BUF_INIT(2 * KNOWN_MAX);
	int result = list_known(store, dimension, &known, err);

	if (result == 0)
		result = err_set(err, EXIT_USAGE, "unknown %s '%s'; known are %s", dimension->name,
		    name, known.n ? buf_text(&known) : "none");
	buf_release(&known);
	return result;
}

/* Adds what the names' own query finds. Returns how many, or -1. */
static int64_t add_resolved(struct store *store, const struct dimension_spec *dimension,
    const char *name, struct buf *list, struct err *err)
{
	struct arena arena;
	struct query *query = query_open(store, dimension->resolve, err);
	int64_t found = 0;
	int got = -1;

	if (!query)
		return -1;
	arena_init(&arena, FOLD_MAX);
	query_bind_text(query, 1, name);
	if (strstr(dimension->resolve, "?2"))
		query_bind_text(query, 2, text_fold(&arena, name, true));
	while ((got = query_step(query, err)) > 0) {
		add_wanted(list, query_text(query, 0));
		found++;
	}
	query_close(query);
	arena_release(&arena);
	return got < 0 ? -1 : found;
}

/* True if the fixed list of names has it. */
static int is_known(
    struct store *store, const struct dimension_spec *dimension, const char *name, struct err *err)
{
	struct query *query = query_open(store, dimension->known, err);
	int got = -1, found = 0;

	while (query && !found && (got = query_step(query, err)) > 0)
		found = query_text(query, 0) && strcmp(query_text(query, 0), name) == 0;
	query_close(query);
	return got < 0 ? -1 : found;
}

static bool is_number(enum dimension dimension, const char *name)
{
	double value;
	int64_t integer;
	size_t n = strlen(name);

	if (dimension == BY_DECADE && n > 1 && name[n - 1] == 's')
		n--;
	if (dimension == BY_VALUE)
		return number_decimal(name, n, &value);
	return number_integer(name, n, &integer);
}

/* "1990s" is 1990. */
static void add_number(struct buf *list, const char *name)
{
	size_t n = strlen(name);
	struct buf digits = BUF_INIT(FOLD_MAX);

	buf_add(&digits, name, n && name[n - 1] == 's' ? n - 1 : n);
	add_wanted(list, buf_text(&digits));
	buf_release(&digits);
}

static int find_one(
    struct store *store, enum dimension which, const char *name, struct buf *list, struct err *err)
{
	const struct dimension_spec *dimension = &dimensions[which];

	if (dimension->resolve) {
		int64_t found = add_resolved(store, dimension, name, list, err);
		if (found < 0)
			return -1;
		return found ? 0 : refuse(store, dimension, name, err);
	}
	if (dimension->type != ROW_TEXT) {
		if (!is_number(which, name))
			return err_set(
			    err, EXIT_USAGE, "--%s: '%s' is not a number", dimension->name, name);
		add_number(list, name);
		return 0;
	}
	if (dimension->known) {
		int known = is_known(store, dimension, name, err);
		if (known <= 0)
			return known < 0 ? -1 : refuse(store, dimension, name, err);
	}
	add_wanted(list, name);
	return 0;
}

int names_find(
    struct names *names, struct store *store, const struct question *question, struct err *err)
{
	*names = (struct names){0};
	for (int i = 0; i < DIMENSIONS; i++) {
		const struct option_list *given = &question->filter[i];
		struct buf list = BUF_INIT(LIST_MAX);
		for (size_t k = 0; k < given->n; k++) {
			if (find_one(store, (enum dimension)i, given->at[k], &list, err) < 0) {
				buf_release(&list);
				return -1;
			}
		}
		if (given->n) {
			buf_add_char(&list, ']');
			names->wanted[i] = list.at;
		}
	}
	return 0;
}

void names_release(struct names *names)
{
	for (int i = 0; i < DIMENSIONS; i++)
		free(names->wanted[i]);
	*names = (struct names){0};
}
