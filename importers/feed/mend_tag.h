/*
 * mend_tag: what mend.c writes: text, references and tags, mended on the way. Only mend.c uses it.
 */
#ifndef FILMTALLY_FEED_MEND_TAG_H
#define FILMTALLY_FEED_MEND_TAG_H

#include "importers/feed/mend.h"

enum { MEND_REFERENCE = 34 }; /* no reference is longer */

/* Counts a repair. */
void mend_repaired(struct mend *mend, const char *what);

/* Copies text as it is but for control characters, which XML has no way to hold. */
void mend_put(struct mend *mend, const char *text, size_t n);

/* Writes the reference at text (an `&`) and returns its length. */
size_t mend_put_reference(struct mend *mend, const char *text, const char *end);

/* Writes the tag whose name is at `name` and which ends at `end` (its `>`). */
void mend_put_start_tag(struct mend *mend, const char *name, const char *end);
/* Closes the element of that name and what is open in it; drops the tag when there is none. */
void mend_put_end_tag(struct mend *mend, const char *name, size_t n);
/* Closes the innermost element. */
void mend_close_top(struct mend *mend);

const char *mend_skip_space(const char *at, const char *end);
bool mend_starts_name(char c);
bool mend_is_name_byte(char c);

#endif
