/*
 * json_repair: the state that the two files of the repair share: json_repair.c reads values,
 * json_text.c what lies between them and the texts. See json_tree.h.
 */
#ifndef FILMTALLY_IMPORTERS_PAGE_ITEMS_JSON_REPAIR_H
#define FILMTALLY_IMPORTERS_PAGE_ITEMS_JSON_REPAIR_H

#include "importers/page/items/json_tree.h"

enum { JSON_KEY_MAX = 200 }; /* bytes of a key; also how far a quote's surroundings are looked at */

struct repair {
	struct arena *arena;
	const char *at, *end;
	unsigned done;
	const char *why; /* set once: everything stops */
	int depth;
	bool encoded; /* quotes stand as &quot;: the caller decodes the whole and starts again */
};

/* What a text stands in decides what may follow it. */
enum place { PLACE_KEY, PLACE_IN_MAP, PLACE_IN_LIST };

/* Sets why, once; returns NULL. */
void *repair_refuse(struct repair *r, const char *why);

/* Steps to the next token over white space, comments and wrappers. */
void repair_skip(struct repair *r);
const char *repair_skip_space(const struct repair *r, const char *at);

/* The bytes of the quote mark at `at`, of any kind; 0 for none. */
size_t repair_quote(const struct repair *r, const char *at);

/* A character of a key or value without quotes. */
bool repair_is_word_char(char c);

/* True if a key and its colon stand at `at`. */
bool repair_key_follows(const struct repair *r, const char *at);

/*
 * Reads the text whose opening quote stands at r->at, and steps behind its end. NULL when the
 * script ends before the text does, or, with r->why, when its end can't be told.
 */
const char *json_repair_text(struct repair *r, enum place place);

#endif
