/*
 * js_literal: reads a JavaScript literal, as Blogger's comment script holds it: objects, lists,
 * strings and numbers by ECMA-262 (single quotes, `\x3d`, `\u003d`, octal escapes, trailing commas,
 * unquoted keys, comments), no expressions.
 */
#ifndef FILMTALLY_IMPORTERS_PAGE_WORDS_JS_LITERAL_H
#define FILMTALLY_IMPORTERS_PAGE_WORDS_JS_LITERAL_H

#include "schema/base/arena.h"

#include <stdbool.h>
#include <stddef.h>

enum js_kind { JS_OTHER, JS_TEXT, JS_NUMBER, JS_LIST, JS_OBJECT }; /* JS_OTHER: true, null, names */

struct js;
struct js_member {
	const char *name; /* NULL in lists */
	struct js *value;
};

struct js {
	enum js_kind kind;
	const char *text; /* of strings, valid UTF-8 without NUL; of numbers and names as written */
	LIST_OF(struct js_member) members;
};

enum { JS_DEPTH = 64 }; /* deeper literals are not read */

/* Reads the literal that begins at text (n bytes of valid UTF-8). NULL when there is none; *whole
 * is false when it breaks off or breaks the grammar, and what came before that is kept. */
struct js *js_read(struct arena *arena, const char *text, size_t n, bool *whole);

/* The literal assigned to a variable or key of that name (`items = [`, `'items': [`), of the kind;
 * NULL for none. */
struct js *js_assigned(struct arena *arena, const char *text, size_t n, const char *name,
    enum js_kind kind, bool *whole);

/* An object's member, or its text; NULL when there is none. */
struct js *js_member(const struct js *object, const char *name);
const char *js_text(const struct js *object, const char *name);

#endif
