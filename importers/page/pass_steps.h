/*
 * pass_steps: the parts of pass.h that have files of their own: reading tags, which attributes are kept, which elements need no
 * parser, and which end tags libxml2 would search its whole stack for. For pass.c alone.
 */
#ifndef FILMTALLY_PASS_STEPS_H
#define FILMTALLY_PASS_STEPS_H

#include "importers/page/document.h"
#include "importers/page/pass.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A name as libxml2 reads it: lower case, its hash made on the way. */
enum { NAME_MAX_BYTES = 100 };
struct name {
	char text[NAME_MAX_BYTES + 1];
	size_t n;
	uint32_t hash; /* as name_hash_add of tree.h makes it */
};

/* What the scan must know of an element. */
enum element_kind {
	ELEMENT_OTHER,
	ELEMENT_RAW_TEXT, /* script, style */
	ELEMENT_SVG,
	ELEMENT_BODY,
	ELEMENT_VOID,    /* libxml2 closes it at once */
	ELEMENT_OF_PAGE, /* ends a drawing in HTML */
	ELEMENT_FRAME,   /* libxml2 moves it about */
	ELEMENT_DISPUTED /* void to the standard, not to libxml2 2.9 */
};
enum element_kind element_kind(enum tag tag);

/* The tag of the next name in a list like "a b", which moves on; 0 (TAG_TEXT) at its end. */
enum tag next_tag(const char **list);

/* The one copy of a wanted attribute's name, which lives for ever; NULL when nobody reads it. */
const char *attribute_wanted(const struct name *name);

bool is_blank(char c);

/* Reads a name at `at`; returns its end, or `at` when none stands there. */
const char *read_name(const char *at, const char *end, struct name *name);

/* An attribute that somebody reads. */
struct kept_attribute {
	const char *name;
	const char *value; /* without its quotes; "" when there is none */
	size_t value_n;
};

enum { ATTRIBUTES_MAX = 256 /* different ones that are read */ };
struct start_tag {
	struct name name;
	enum tag tag;
	enum element_kind kind;
	const char *end;
	bool is_empty; /* ended by /> */
	bool is_cut;   /* the page ends inside */
	int kept_n;
	struct kept_attribute kept[ATTRIBUTES_MAX];
};

/* Reads the start tag at `at`, which is its `<`. */
void read_start_tag(struct start_tag *tag, const char *at, const char *end);

/* Text and attributes as libxml2 makes them of what stands in the page: references resolved. */
void add_resolved(struct buf *to, const char *from, const char *end);
struct attribute *make_attributes(struct arena *arena, const struct start_tag *tag);

/*
 * What is open, as libxml2 will see it, but for what it closes by itself. Every search that libxml2 will do is counted, and
 * when all of them together have become too many, the tags that ask for one are useless ones, and dropped.
 */
struct open_tags;
struct open_tags *open_tags_begin(void);

/* A start tag that stays open, by its name's hash. */
void open_tags_start(struct open_tags *open, uint32_t hash);

/* False when a <body>, for which libxml2 looks through its whole stack, would cost too much. */
bool open_tags_afford_body(struct open_tags *open);

/* What to do with an end tag. */
enum end_tag {
	END_KEEP,
	END_STRAY /* changes nothing: no such element was ever opened */,
	END_CAPPED
};
enum end_tag open_tags_end(struct open_tags *open, const struct name *name);

/*
 * What is ready without a parser, and what libxml2 must see, which is written to passed->out: what the scan comes to goes
 * through here. ready_text is false for text that the scan must write itself, raw. ready_write writes what is open and a
 * mark for what is complete, before anything is written raw.
 */
struct ready;
struct ready *ready_begin(
    struct arena *arena, struct document *document, struct passed *passed, struct open_tags *open);
bool ready_text(struct ready *ready, const char *from, const char *end);
void ready_start(struct ready *ready, const struct start_tag *tag);
enum end_tag ready_end(
    struct ready *ready, const struct name *name, const char *start, const char *end);
void ready_write(struct ready *ready);
void ready_end_page(struct ready *ready);

#endif
