/*
 * mojibake: two old mistakes inside texts of feeds, as other feed readers repair them: windows-1252
 * bytes written as the characters U+0080–U+009F (which are controls; also as `&#146;`, as the HTML
 * standard reads it), and UTF-8 that was taken for latin-1 and encoded again.
 */
#ifndef FILMTALLY_IMPORTERS_FEED_MOJIBAKE_H
#define FILMTALLY_IMPORTERS_FEED_MOJIBAKE_H

#include "schema/base/arena.h"
#include "schema/base/buf.h"

/* A copy of n bytes of UTF-8, repaired, without white space at its ends. */
const char *mojibake_line(struct arena *arena, const char *text, size_t n);

/* The same in place, white space kept. */
void mojibake_content(struct buf *content);

#endif
