/* json_tree: see json_tree.h. What is JSON, by jansson. */
#include "importers/page/items/json_tree.h"
#include "schema/base/message.h"
#include "schema/base/number.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* jansson takes a NUL byte between tokens for the end and reads no further, so that NULs are
 * refused here. */
static json_t *load(const char *bytes, size_t n, size_t flags, json_error_t *error)
{
	memset(error, 0, sizeof *error);
	if (memchr(bytes, '\0', n)) {
		snprintf(error->text, sizeof error->text, "NUL byte");
		return NULL;
	}
	json_set_alloc_funcs(must_malloc, free); /* else what memory fails for is no JSON */
	return json_loadb(bytes, n, JSON_DECODE_ANY | JSON_ALLOW_NUL | flags, error);
}

bool json_is_strict(const char *bytes, size_t n)
{
	json_error_t error;
	json_t *json = load(bytes, n, 0, &error);
	json_decref(json);
	return json != NULL;
}

struct copy {
	struct arena *arena;
	unsigned repairs;
	bool too_deep;
};

/* A text with U+FFFD for each NUL, which no text of a record may hold. */
static const char *copy_text(struct copy *copy, const char *text, size_t n)
{
	size_t nuls = 0;
	for (const char *p = text; (p = memchr(p, '\0', n - (size_t)(p - text))); p++)
		nuls++;
	if (nuls == 0)
		return arena_copy(copy->arena, text, n);
	copy->repairs |= REPAIR_CODE_POINT;
	char *out = arena_take_raw(copy->arena, n + 2 * nuls + 1), *to = out;
	for (size_t i = 0; i < n; i++) {
		if (text[i])
			*to++ = text[i];
		else
			to = (char *)memcpy(to, "\xef\xbf\xbd", 3) + 3;
	}
	*to = '\0';
	return out;
}

static const char *copy_number(struct copy *copy, const json_t *json)
{
	char text[NUMBER_TEXT];
	if (json_is_integer(json))
		return arena_format(copy->arena, "%" JSON_INTEGER_FORMAT, json_integer_value(json));
	number_shortest(json_real_value(json), text);
	return arena_text(copy->arena, text);
}

static enum json_kind kind_of(const json_t *json)
{
	static const enum json_kind kinds[] = {[JSON_OBJECT] = JSON_KIND_MAP,
	    [JSON_ARRAY] = JSON_KIND_LIST,
	    [JSON_STRING] = JSON_KIND_TEXT,
	    [JSON_INTEGER] = JSON_KIND_NUMBER,
	    [JSON_REAL] = JSON_KIND_NUMBER,
	    [JSON_TRUE] = JSON_KIND_WORD,
	    [JSON_FALSE] = JSON_KIND_WORD,
	    [JSON_NULL] = JSON_KIND_NULL};
	return kinds[json_typeof(json)];
}

static struct json_tree *copy_value(struct copy *copy, json_t *json, int depth);

static void copy_list(struct copy *copy, const json_t *json, int depth, struct json_tree *list)
{
	for (size_t i = 0; i < json_array_size(json); i++) {
		struct json_tree *value = copy_value(copy, json_array_get(json, i), depth + 1);
		list_add(copy->arena, &list->members)->value = value;
	}
}

static void copy_map(struct copy *copy, json_t *json, int depth, struct json_tree *map)
{
	const char *key;
	json_t *each;
	json_object_foreach(json, key, each)
	{
		struct json_tree *value = copy_value(copy, each, depth + 1);
		*list_add(copy->arena, &map->members) =
		    (struct json_member){arena_text(copy->arena, key), value};
	}
}

static struct json_tree *copy_value(struct copy *copy, json_t *json, int depth)
{
	struct json_tree *tree = arena_take(copy->arena, sizeof *tree);
	if (depth > JSON_DEPTH_MAX) {
		copy->too_deep = true;
		return tree;
	}
	tree->kind = kind_of(json);
	switch (tree->kind) {
	case JSON_KIND_TEXT:
		tree->text = copy_text(copy, json_string_value(json), json_string_length(json));
		break;
	case JSON_KIND_NUMBER:
		tree->text = copy_number(copy, json);
		break;
	case JSON_KIND_WORD:
		tree->text = json_is_true(json) ? "true" : "false";
		break;
	case JSON_KIND_LIST:
		copy_list(copy, json, depth, tree);
		break;
	case JSON_KIND_MAP:
		copy_map(copy, json, depth, tree);
		break;
	case JSON_KIND_NULL:
		break;
	}
	return tree;
}

struct json_tree *json_tree_read(
    struct arena *arena, const char *bytes, size_t n, unsigned *repairs, const char **why)
{
	/* A key that stands twice is JSON, but jansson keeps the last only: that goes to the
	 * repair, which keeps both. */
	json_error_t error;
	json_t *json = load(bytes, n, JSON_REJECT_DUPLICATES, &error);
	*repairs = 0;
	*why = NULL;
	if (json) {
		struct copy copy = {.arena = arena};
		struct json_tree *tree = copy_value(&copy, json, 1);
		json_decref(json);
		*repairs = copy.repairs;
		*why = copy.too_deep ? "nested too deep" : NULL;
		return copy.too_deep ? NULL : tree;
	}
	struct json_tree *tree = json_repair(arena, bytes, n, repairs, why);
	if (!tree)
		*why = arena_format(arena, "%s (line %d: %s)", *why, error.line, error.text);
	return tree;
}
