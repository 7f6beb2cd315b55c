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

bool attribute_is_wanted(const struct name *name);

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
