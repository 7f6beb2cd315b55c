/*
 * explain: what --explain prints, so that a profile's author sees what happened: for every value
 * found its field, the value, layer, rule and place, and whether it was taken.
 */
#ifndef FILMTALLY_IMPORTERS_PAGE_FILM_EXPLAIN_H
#define FILMTALLY_IMPORTERS_PAGE_FILM_EXPLAIN_H

#include "importers/page/bytes/charset.h"
#include "importers/page/film/claim.h"

/*
 * Adds the lines that begin a record: the operand's name, the page's address and profile; and
 * `page.charset: utf-8 (valid UTF-8, whatever was declared; declared latin1 by meta; 0 replaced)`.
 */
void explain_record(
    struct buf *buf, const char *name, const struct page *page, const struct decoded *decoded);

/* Adds a line `films[0].year: 2017 (post-title: heading, line 4)`, or with `not taken: ` in front.
 * Nothing when buf is NULL. */
void explain_value(struct buf *buf, size_t film, const char *field, bool taken,
    const struct claim *claim, const char *format, ...) __attribute__((format(printf, 6, 7)));

#endif
