/*
 * placeholder: what a site sends in a page's place: an error page, a check for robots, a login, or
 * the empty shell of a page that a script fills. Asked after reading, and only of what has neither
 * film nor comment and hardly any text: a page that says something is never taken for one.
 */
#ifndef FILMTALLY_IMPORTERS_PAGE_PLACEHOLDER_H
#define FILMTALLY_IMPORTERS_PAGE_PLACEHOLDER_H

#include "importers/page/bytes/charset.h"
#include "importers/page/document/document.h"
#include "schema/record/record.h"

/* What it is and what to do, in one line; NULL for a page. */
const char *placeholder_of(struct arena *arena, const struct document *document,
    const struct decoded *decoded, const struct record *record);

#endif
