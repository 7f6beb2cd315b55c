/*
 * json_repair: see json_tree.h. A parser that takes what real pages put where JSON should
 * stand, and says what it took.
 */
#include "importers/page/items/json_repair.h"
#include "importers/page/document/entity.h"
#include "schema/base/text.h"

#include <string.h>

enum { BARE_MAX = 1000 /* bytes of a value without quotes */ };

const char *json_repairs_text(struct arena *arena, unsigned repairs)
{
	static const char *const words[] = {"comment or CDATA around it", "stray comma",
	    "stray semicolon", "raw control character", "character reference",
	    "quote inside a text", "bad escape", "NUL or lone surrogate", "key without quotes",
	    "other quote marks", "value without quotes", "several values in one script",
	    "unbalanced bracket", "cut short", "a key twice"};
	const char *text = "";
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (repairs & 1u << i)
			text = arena_format(arena, "%s%s%s", text, *text ? ", " : "", words[i]);
	return text;
}

static bool at_char(struct repair *r, char c)
{
	return r->at < r->end && *r->at == c;
}

/* ---- values ---- */

static struct json_tree *new_tree(struct repair *r, enum json_kind kind, const char *text)
{
	struct json_tree *tree = arena_take(r->arena, sizeof *tree);
	tree->kind = kind;
	tree->text = text;
	return tree;
}

static const char *skip_digits(const char *text)
{
	return text + strspn(text, "0123456789");
}

/* By JSON's grammar, but for leading zeros. */
static bool is_number(const char *text)
{
	text += *text == '-';
	if (!ascii_is_digit(*text))
		return false;
	text = skip_digits(text);
	if (*text == '.' && ascii_is_digit(text[1]))
		text = skip_digits(text + 1);
	if (ascii_lower(*text) == 'e') {
		text += text[1] == '-' || text[1] == '+' ? 2 : 1;
		if (!ascii_is_digit(*text))
			return false;
		text = skip_digits(text);
	}
	return *text == '\0';
}

/* A value without quotes: a number, true, false, null, or what a page wrote bare ("2019-01-01",
 * "undefined"). */
static struct json_tree *read_bare(struct repair *r)
{
	const char *from = r->at;
	while (r->at < r->end && r->at - from < BARE_MAX &&
	    (repair_is_word_char(*r->at) || strchr("+./%", *r->at)))
		r->at++;
	if (r->at == from)
		return repair_refuse(r, "a place where no value can stand");
	const char *text = arena_copy(r->arena, from, (size_t)(r->at - from));
	if (is_number(text))
		return new_tree(r, JSON_KIND_NUMBER, text);
	if (strcmp(text, "null") == 0)
		return new_tree(r, JSON_KIND_NULL, NULL);
	if (strcmp(text, "true") == 0 || strcmp(text, "false") == 0)
		return new_tree(r, JSON_KIND_WORD, text);
	r->done |= REPAIR_BARE_VALUE;
	bool nothing =
	    strcmp(text, "undefined") == 0 || strcmp(text, "NaN") == 0 || strcmp(text, "None") == 0;
	return new_tree(r, nothing ? JSON_KIND_NULL : JSON_KIND_TEXT, nothing ? NULL : text);
}

static struct json_tree *read_value(struct repair *r, enum place place);

/* Steps over commas where a member may begin; true when a closing bracket or the end is there
 * instead. A bracket of the other kind closes too (its own was forgotten) and is left for the level
 * above. */
static bool ends_members(struct repair *r, char close, bool first)
{
	int commas = 0;
	for (repair_skip(r); at_char(r, ',') || at_char(r, ';'); repair_skip(r)) {
		commas++;
		r->done |= *r->at == ';' ? REPAIR_SEMICOLON : 0;
		r->at++;
	}
	if (r->at >= r->end) {
		r->done |= REPAIR_CUT;
		return true;
	}
	bool ends = *r->at == '}' || *r->at == ']';
	if (commas != (first || ends ? 0 : 1))
		r->done |= REPAIR_COMMA;
	bool forgotten = close == ']' && *r->at == '"' && repair_key_follows(r, r->at);
	if (!ends && !forgotten)
		return false;
	if (*r->at == close)
		r->at++;
	else
		r->done |= REPAIR_BRACKET;
	return true;
}

static struct json_tree *read_list(struct repair *r)
{
	struct json_tree *list = new_tree(r, JSON_KIND_LIST, NULL);
	r->at++;
	for (bool first = true; !r->why && !ends_members(r, ']', first); first = false) {
		struct json_tree *value = read_value(r, PLACE_IN_LIST);
		if (value)
			list_add(r->arena, &list->members)->value = value;
	}
	return list;
}

/* A key up to its colon; NULL with r->why, or at a text cut short. */
static const char *read_key(struct repair *r)
{
	const char *key, *from = r->at;
	if (*r->at == '&') {
		r->encoded = true;
		repair_refuse(r, "a character reference where a key should stand");
		return NULL;
	}
	if (repair_quote(r, r->at) > 0) {
		key = json_repair_text(r, PLACE_KEY);
	} else {
		while (r->at < r->end && r->at - from < JSON_KEY_MAX &&
		    repair_is_word_char(*r->at) && *r->at != ':')
			r->at++;
		key = r->at > from ? arena_copy(r->arena, from, (size_t)(r->at - from)) : NULL;
		r->done |= REPAIR_KEY;
		if (!key)
			repair_refuse(r, "a place where no key can stand");
	}
	if (!key)
		return NULL;
	repair_skip(r);
	if (!at_char(r, ':')) {
		if (r->at < r->end)
			repair_refuse(r, "a key without a colon");
		return NULL;
	}
	r->at++;
	return key;
}

static bool has_key(const struct json_tree *map, const char *key)
{
	enum {
		LOOKED_AT = 64
	}; /* a map with more keys is none of a page's facts, and this must not be quadratic */
	for (size_t i = 0; i < map->members.n && i < LOOKED_AT; i++)
		if (strcmp(map->members.at[i].key, key) == 0)
			return true;
	return false;
}

static struct json_tree *read_map(struct repair *r)
{
	struct json_tree *map = new_tree(r, JSON_KIND_MAP, NULL);
	r->at++;
	for (bool first = true; !r->why && !ends_members(r, '}', first); first = false) {
		const char *key = read_key(r);
		if (!key) {
			r->done |= REPAIR_CUT;
			r->at = r->end;
			break;
		}
		struct json_tree *value = read_value(r, PLACE_IN_MAP);
		if (!value)
			continue;
		if (has_key(map, key))
			r->done |= REPAIR_DUPLICATE;
		struct json_member *member = list_add(r->arena, &map->members);
		member->key = key;
		member->value = value;
	}
	return map;
}

/* NULL with r->why, or where a value was left out or cut short. */
static struct json_tree *read_value(struct repair *r, enum place place)
{
	struct json_tree *tree;
	repair_skip(r);
	if (r->at >= r->end) {
		r->done |= REPAIR_CUT;
		return NULL;
	}
	if (*r->at == '{' || *r->at == '[') {
		if (r->depth == JSON_DEPTH_MAX)
			return repair_refuse(r, "nested too deep");
		r->depth++;
		tree = *r->at == '{' ? read_map(r) : read_list(r);
		r->depth--;
		return r->why ? NULL : tree;
	}
	if (strchr(",}]", *r->at)) {
		r->done |= REPAIR_BARE_VALUE;
		return NULL;
	}
	if (*r->at == '&') {
		r->encoded = true;
		return repair_refuse(r, "a character reference where a value should stand");
	}
	if (repair_quote(r, r->at) == 0)
		return read_bare(r);
	const char *text = json_repair_text(r, place);
	if (!text) {
		r->done |= REPAIR_CUT;
		r->at = r->end;
		return NULL;
	}
	return new_tree(r, JSON_KIND_TEXT, text);
}

/* ---- the whole ---- */

/* Steps to the next top-level object or list over what may stand between two. */
static bool find_top(struct repair *r)
{
	for (repair_skip(r); r->at < r->end; repair_skip(r)) {
		if (*r->at == '{' || *r->at == '[')
			return true;
		if (*r->at == ',' || *r->at == ';')
			r->done |= *r->at == ';' ? REPAIR_SEMICOLON : REPAIR_COMMA;
		else if (*r->at == '}' || *r->at == ']' || *r->at == ')' || *r->at == '(')
			r->done |= REPAIR_BRACKET;
		else
			return false;
		r->at++;
	}
	return false;
}

static struct json_tree *read_all(struct repair *r)
{
	struct json_tree *all = new_tree(r, JSON_KIND_LIST, NULL);
	while (find_top(r)) {
		struct json_tree *value = read_value(r, PLACE_IN_LIST);
		if (!value)
			return repair_refuse(r, "nothing to read");
		list_add(r->arena, &all->members)->value = value;
	}
	if (*repair_skip_space(r, r->at) == '&')
		r->encoded = true;
	if (r->at < r->end || all->members.n == 0)
		return repair_refuse(r, "text that is no JSON");
	if (all->members.n == 1)
		return all->members.at[0].value;
	r->done |= REPAIR_SEVERAL;
	return all;
}

struct json_tree *json_repair(
    struct arena *arena, const char *bytes, size_t n, unsigned *repairs, const char **why)
{
	struct repair r = {.arena = arena, .at = arena_copy(arena, bytes, n)};
	r.end = r.at + n;
	struct json_tree *tree = read_all(&r);
	if (!tree && r.encoded) {
		size_t length;
		const char *decoded = entity_decode(arena, bytes, n, &length);
		r = (struct repair){.arena = arena,
		    .at = decoded,
		    .end = decoded + length,
		    .done = REPAIR_REFERENCE};
		tree = read_all(&r);
	}
	*repairs |= r.done;
	*why = r.why;
	return tree;
}
