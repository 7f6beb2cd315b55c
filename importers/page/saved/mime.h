/*
 * mime: the page in an MHTML file (RFC 2557, "Webpage, Single File") or in a mail.
 *
 * Of nested parts (multipart/related, alternative, mixed; RFC 2046) the page is the one that
 * `start` names, else the first HTML part, else the first of plain text; all others are passed
 * over. Transfer encodings: RFC 2045.
 */
#ifndef FILMTALLY_IMPORTERS_PAGE_SAVED_MIME_H
#define FILMTALLY_IMPORTERS_PAGE_SAVED_MIME_H

#include "importers/page/saved/saved.h"

enum { MIME_DEPTH = 8, MIME_PARTS = 20000, MIME_HEADER = 1 << 16 };

/* Takes the page out. -1 with err (EXIT_REFUSED) when there is none, when a header has no end
 * within MIME_HEADER bytes, or when there are more than MIME_PARTS parts or they nest deeper than
 * MIME_DEPTH. */
int mime_unwrap(struct arena *arena, struct saved *saved, struct err *err)
    __attribute__((warn_unused_result));

#endif
