/*
 * steps: the parts of prefilter.h that have files of their own: reading tags, which attributes are
 * kept, which elements need no parser, and which end tags libxml2 would search its whole stack for.
 * For the prefilter alone.
 */
#ifndef FILMTALLY_IMPORTERS_PAGE_PREFILTER_STEPS_H
#define FILMTALLY_IMPORTERS_PAGE_PREFILTER_STEPS_H

#include "importers/page/prefilter/prefilter.h"
#include "importers/page/tree/tree.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* True when libxml2 reads tags, texts and references as the HTML standard does; before 2.14 it has
 * ways of its own. */
extern bool tokens_by_standard;

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

/* How libxml2 reads what an element holds. */
enum element_content {
	CONTENT_MARKUP,
	CONTENT_TEXT, /* and references, up to its end tag */
	CONTENT_RAW,  /* which is no text of the page's, up to its end tag */
	CONTENT_LAST  /* the same, up to the end of the page */
};
enum element_content element_content(enum tag tag);

/* The tag of the next name in a list like "a b", which moves on; 0 (TAG_TEXT) at its end. */
enum tag next_tag(const char **list);

/* The one copy of a wanted attribute's name, which lives for ever; NULL when nobody reads it. */
const char *attribute_wanted(const struct name *name);

bool is_blank(char c);

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

/* Reads the end tag at `at`, which is its `<`; its name is empty when it is none. Returns its end;
 * NULL when the page ends inside. */
const char *read_end_tag(const char *at, const char *end, struct name *name);

/* The `</name` that ends the raw text which begins at `at`; NULL when it has none. */
const char *raw_text_end(const char *at, const char *end, const struct name *name);

/* The end of the comment at `at` (after `<!--`), by the HTML standard; NULL when it has none. */
const char *comment_end(const char *at, const char *end);

/* The end of the drawing whose start tag was read, when it holds nothing but drawing; else NULL.
 * Looking in vain has a limit, lest a page of nothing but open drawings be looked through for
 * each: *looked is how many bytes of the page were. */
const char *svg_end(const struct start_tag *tag, const char *end, size_t *looked);

/* The page with its control characters blanked, the page itself when it has none: they end
 * libxml2's tags and vanish from its texts; browsers know no such thing. */
const char *without_controls(struct arena *arena, const char *html, size_t n);

/* Text and attributes as libxml2 makes them of what stands in the page: references resolved. */
void add_resolved(struct buf *to, const char *from, const char *end);
struct attribute *make_attributes(struct arena *arena, const struct start_tag *tag);

/* The character that libxml2 takes a name between `&` and `;` for; 0 for none. */
uint32_t html4_entity(const char *name);

/* True if libxml2 alone knows what a reference in the text, or in a kept attribute, stands for:
 * then it must see it. */
bool text_is_unknown(const char *from, const char *end);
bool attributes_are_unknown(const struct start_tag *tag);

/* By a start tag's tag: whether it closes some innermost open elements, and which. Read the rules
 * first, once. */
extern bool closing_tags[TAG_COUNT], closed_tags[TAG_COUNT][TAG_COUNT];
void rules_read(void);

/*
 * What is open, as libxml2 will see it, but for what it closes by itself. Every search that libxml2
 * will do is counted, and when all of them together have become too many, the tags that ask for one
 * are useless ones, and dropped.
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
 * What is ready without a parser, and what libxml2 must see, which is written to prefiltered->out:
 * what the scan comes to goes through here. ready_text is false for text that the scan must write
 * itself, raw. ready_hidden is told of scripts and styles, of which nothing is shown. ready_write
 * writes what is open and a mark for what is complete, before anything is written raw.
 */
struct ready;
struct ready *ready_begin(
    struct arena *arena, struct prefiltered *prefiltered, struct open_tags *open);
bool ready_text(struct ready *ready, const char *from, const char *end);
void ready_hidden(struct ready *ready, const struct name *name);
void ready_start(struct ready *ready, const struct start_tag *tag);
void ready_cut(struct ready *ready, const struct start_tag *tag); /* in which the page ends */
enum end_tag ready_end(
    struct ready *ready, const struct name *name, const char *start, const char *end);
void ready_write(struct ready *ready);
void ready_end_page(struct ready *ready);

#endif
