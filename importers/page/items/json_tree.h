/*
 * json_tree: a JSON value as a small tree in the page's arena, whichever of the two readers made
 * it: jansson for what is JSON, json_repair for what only looks like it.
 */
#ifndef FILMTALLY_IMPORTERS_PAGE_ITEMS_JSON_TREE_H
#define FILMTALLY_IMPORTERS_PAGE_ITEMS_JSON_TREE_H

#include "schema/base/arena.h"

#include <stdbool.h>
#include <stddef.h>

enum json_kind {
	JSON_KIND_NULL,
	JSON_KIND_TEXT,
	JSON_KIND_NUMBER,
	JSON_KIND_WORD,
	JSON_KIND_LIST,
	JSON_KIND_MAP
};

struct json_member {
	const char *key; /* NULL in a list */
	struct json_tree *value;
};

struct json_tree {
	enum json_kind kind;
	const char *text; /* TEXT; NUMBER as written or in shortest form; WORD: true, false */
	LIST_OF(struct json_member)
	members; /* LIST, MAP; a key may stand in a map more than once */
};

enum { JSON_DEPTH_MAX = 256 }; /* of nesting; deeper is refused */

/* What had to be repaired, as a set. */
enum json_repairs {
	REPAIR_WRAPPER = 1 << 0,
	REPAIR_COMMA = 1 << 1,
	REPAIR_SEMICOLON = 1 << 2,
	REPAIR_CONTROL = 1 << 3,
	REPAIR_REFERENCE = 1 << 4,
	REPAIR_INNER_QUOTE = 1 << 5,
	REPAIR_ESCAPE = 1 << 6,
	REPAIR_CODE_POINT = 1 << 7,
	REPAIR_KEY = 1 << 8,
	REPAIR_QUOTE_MARK = 1 << 9,
	REPAIR_BARE_VALUE = 1 << 10,
	REPAIR_SEVERAL = 1 << 11,
	REPAIR_BRACKET = 1 << 12,
	REPAIR_CUT = 1 << 13,
	REPAIR_DUPLICATE = 1 << 14
};

/* The set in words, for the notice: "trailing comma, raw control character". */
const char *json_repairs_text(struct arena *arena, unsigned repairs);

/*
 * Reads n bytes of valid UTF-8: as JSON, else repaired. Sets *repairs, 0 when nothing was (a number
 * too large for any machine is JSON all the same). NULL, with *why set, when even the repair
 * refuses.
 */
struct json_tree *json_tree_read(
    struct arena *arena, const char *bytes, size_t n, unsigned *repairs, const char **why);

/* True if the n bytes are one JSON text (RFC 8259), as is judged before they are repaired. For
 * tests. */
bool json_is_strict(const char *bytes, size_t n);

/*
 * The repair alone. Reads n bytes of valid UTF-8 that are not JSON as what they were meant to be.
 * Adds to *repairs what it took. Several values in a row become a list. NULL, with *why set, when
 * it is nothing of the kind: no object or list, a place where nothing fits, nested too deep.
 */
struct json_tree *json_repair(
    struct arena *arena, const char *bytes, size_t n, unsigned *repairs, const char **why);

#endif
