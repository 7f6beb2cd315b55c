/*
 * text: what titles and names become for comparison. Pure functions, locale-free.
 */
#ifndef FILMTALLY_SCHEMA_BASE_TEXT_H
#define FILMTALLY_SCHEMA_BASE_TEXT_H

#include "schema/base/arena.h"
#include "schema/base/utf8.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Returns a valid copy in the arena, each maximal invalid subpart and each NUL made U+FFFD; sets
 * *length (may be NULL) and adds the number of replacements to *replaced (may be NULL). */
char *text_repair(
    struct arena *arena, const char *bytes, size_t n, size_t *length, size_t *replaced);

/* Normal form C, in the arena; the text itself when it already is. Valid UTF-8 is required. */
const char *text_nfc(struct arena *arena, const char *text);

/* White space (Unicode White_Space and U+FEFF, U+200B) trimmed and each run made one space; the
 * empty text gives "". */
char *text_squeeze(struct arena *arena, const char *text, size_t n);

/* The comparison key of a title or name: NFKC, case folded, diacritics and punctuation dropped,
 * white space squeezed, and, with `article`, a leading or comma-trailing article dropped ("The",
 * "Der", "Les", "A"…; one that is also an English word of another kind, as in "Die Hard", is only
 * moved to the front). Letters of scripts without case stay as they are. May be "" (a title of
 * punctuation only keeps its symbols instead, so that "???" is not ""). */
char *text_fold(struct arena *arena, const char *text, bool article);

/* The ISO 15924 code of the script most letters are in ("Latn", "Cyrl", "Grek", "Hani", …), a
 * static string; NULL when there is no letter. */
const char *text_script(const char *text);

/* A hash of n bytes, for tables in memory: it is written nowhere. */
uint64_t text_hash(const char *text, size_t n);

/* ASCII-only helpers; never depend on the locale. */
static inline bool ascii_is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static inline bool ascii_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static inline bool ascii_is_alpha(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static inline char ascii_lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

bool ascii_equal(const char *a, const char *b);             /* ignoring ASCII case */
bool ascii_equal_n(const char *a, size_t n, const char *b); /* n bytes of a against the text b */
bool text_starts(const char *text, const char *start);      /* exact */
bool ascii_starts(const char *text, const char *start);     /* ignoring ASCII case */

#endif
