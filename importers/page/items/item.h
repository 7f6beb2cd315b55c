/*
 * item: the one small tree that JSON-LD, microdata and RDFa all become: an item has types, an id,
 * and properties whose values are texts or items. mapping.h turns items into films; nothing there
 * knows which syntax they came from. Items may point to each other in circles: walk them by `all`.
 */
#ifndef FILMTALLY_IMPORTERS_PAGE_ITEMS_ITEM_H
#define FILMTALLY_IMPORTERS_PAGE_ITEMS_ITEM_H

#include "importers/page/document/document.h"
#include "schema/record/record.h"

struct item;

struct value {
	const char *text;  /* NULL when it is an item */
	const char *label; /* what a link shows whose address is the text; NULL for none */
	struct item *item;
};

struct property {
	const char *name; /* "name", "aggregateRating": without the vocabulary's address when it is
	                     schema.org's */
	LIST_OF(struct value) values;
};

struct item {
	/* "Movie": without the address when it is schema.org's, else as it stood */
	text_list types;
	const char *id; /* @id, itemid, resource; resolved; NULL for none */
	LIST_OF(struct property) properties;
	const char *text;  /* what its element says, when it has no properties; else NULL */
	const char *place; /* for --explain: "script 2", "div#title-overview-widget" */
	bool nested;       /* it is some item's value */
	/* the first item it is a value of, and as which property; NULL for none */
	struct item *owner;
	const char *as;
	bool capped; /* it had more than ITEM_PROPERTIES_MAX properties; the rest were left out */
};

enum { ITEM_PROPERTIES_MAX = 500 }; /* names in one item; no vocabulary has as many */

struct items {
	LIST_OF(struct item *) top; /* in document order */
	LIST_OF(struct item *) all; /* these and the nested ones, in the order they were met */
	enum layer layer;           /* LAYER_JSONLD, LAYER_MICRODATA or LAYER_RDFA */
};

/* A new item in `all`. */
struct item *item_new(struct arena *arena, struct items *items);

/* Adds a value to the item's property, made when new. */
struct value *item_add(struct arena *arena, struct item *item, const char *name);
void item_add_item(struct arena *arena, struct item *item, const char *name, struct item *value);

/* A type's or property's name without schema.org's address (`http://www.schema.org/Movie`,
 * `schema:Movie`), else as it stands. */
const char *item_name(const char *name);

/* The property of that name, exactly or, failing that, in other letters (`reviewbody` is real);
 * NULL for none. */
const struct property *item_property(const struct item *item, const char *name);

/* What a value says: its label, else its text; of an item its name, else its text, else its id.
 * NULL when nothing. */
const char *value_text(const struct value *value);
/* What a value points to: its text; of an item its url, else its id. NULL when nothing. */
const char *value_address(const struct value *value);

/* The first value_text of a property, or NULL; the first item, or NULL. */
const char *item_text(const struct item *item, const char *name);
struct item *item_item(const struct item *item, const char *name);

/* Exact type, with the first letter in either case (both are seen). */
bool item_is(const struct item *item, const char *type);

/* The three readers. Notices (repairs, refusals, dangling references, limits) go to the record. */
void jsonld_read(struct arena *arena, const struct document *document, struct items *items,
    struct record *notices);
void microdata_read(struct arena *arena, const struct document *document, struct items *items,
    struct record *notices);
void rdfa_read(struct arena *arena, const struct document *document, struct items *items);

#endif
