/*
 * pass_steps: the parts of pass.h that have files of their own: which attributes are kept, and which end tags libxml2 would
 * search its whole stack for. For pass.c alone.
 */
#ifndef FILMTALLY_PASS_STEPS_H
#define FILMTALLY_PASS_STEPS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A name as libxml2 reads it: lower case, its hash made on the way. */
enum { NAME_MAX_BYTES = 100 };
struct name {
	char text[NAME_MAX_BYTES + 1];
	size_t n;
	uint32_t hash;
};

/* What the scan must know of an element. */
enum element_kind {
	ELEMENT_OTHER,
	ELEMENT_RAW_TEXT, /* script, style */
	ELEMENT_SVG,
	ELEMENT_BODY,
	ELEMENT_VOID,   /* libxml2 closes it at once */
	ELEMENT_OF_PAGE /* ends a drawing in HTML, or is moved about by libxml2 */
};
enum element_kind element_kind(const struct name *name);

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
	const char *start, *end; /* as it stands in the tag */
	bool has_reference;      /* the value holds an `&` */
};

enum { ATTRIBUTES_MAX = 256 /* different ones that are read */ };
struct start_tag {
	struct name name;
	const char *start, *name_end, *close, *end; /* close: the > or /> */
	bool is_empty;                              /* ended by /> */
	bool is_cut;                                /* the page ends inside */
	bool has_mark;                              /* the page's own tag has an attribute `_` */
	int kept_n;
	struct kept_attribute kept[ATTRIBUTES_MAX];
};

/* Reads the start tag at `at`, which is its `<`. */
void read_start_tag(struct start_tag *tag, const char *at, const char *end);

/*
 * What is open, as libxml2 will see it, but for what it closes by itself. Every search that libxml2 will do is counted, and
 * when all of them together have become too many, the tags that ask for one are useless ones, and dropped.
 */
struct open_tags;
struct open_tags *open_tags_begin(void);

/* A start tag that stays open. */
void open_tags_start(struct open_tags *open, const struct name *name);

/* False when a <body>, for which libxml2 looks through its whole stack, would cost too much. */
bool open_tags_afford_body(struct open_tags *open);

/* What to do with an end tag. */
enum end_tag {
	END_KEEP,
	END_STRAY /* changes nothing: no such element was ever opened */,
	END_CAPPED
};
enum end_tag open_tags_end(struct open_tags *open, const struct name *name);

#endif
