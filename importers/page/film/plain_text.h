/*
 * plain_text: texts of structured data and of a page's head as texts for a record's fields: they
 * may hold tags and white space that a reader does not see.
 */
#ifndef FILMTALLY_IMPORTERS_PAGE_FILM_PLAIN_TEXT_H
#define FILMTALLY_IMPORTERS_PAGE_FILM_PLAIN_TEXT_H

#include "schema/base/arena.h"

/* White space squeezed, tags taken out. NULL of NULL or when nothing is left. */
const char *plain_text(struct arena *arena, const char *text);
/* The same with line ends kept, of several empty lines one. */
const char *plain_text_body(struct arena *arena, const char *text);

#endif
