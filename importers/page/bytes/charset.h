/*
 * charset: which encoding a page is in, and the page as valid UTF-8. In this order: BOM; the
 * transport's charset; <meta> (or an XML declaration) within the first 1024 bytes by the WHATWG
 * prescan; strict UTF-8; uchardet. Valid multi-byte UTF-8 wins over a declared single-byte charset.
 * Labels are the WHATWG Encoding Standard's (UTF-7 is none); UTF-16 without a BOM is told by its
 * NULs.
 */
#ifndef FILMTALLY_IMPORTERS_PAGE_BYTES_CHARSET_H
#define FILMTALLY_IMPORTERS_PAGE_BYTES_CHARSET_H

#include "schema/base/arena.h"

#include <stdbool.h>
#include <stddef.h>

enum charset_why {
	CHARSET_BOM,
	CHARSET_TRANSPORT,
	CHARSET_META,
	CHARSET_VALID,   /* nothing said it, and it is valid UTF-8 */
	CHARSET_CONTENT, /* something said otherwise, and the bytes are valid UTF-8, or full of NULs
	                  */
	CHARSET_GUESSED  /* uchardet's guess, or windows-1252 when it has none */
};

struct decoded {
	/* valid UTF-8, no NUL (U+FFFD in its place), NUL-terminated, without BOM */
	const char *text;
	size_t n;
	const char *charset;  /* the WHATWG name of what it was decoded from, lower case */
	const char *declared; /* the label that the transport or the page gave; NULL for none */
	/* "transport", "meta", "late meta" (after the first 1024 bytes), "XML declaration"; or
	 * NULL */
	const char *declared_by;
	enum charset_why why;
	size_t replaced; /* sequences that became U+FFFD */
	bool mismatch;   /* declared and decided disagree */
};

/* Opens every converter; call once before the sandbox. */
void charset_start(void);

/* The WHATWG name of a label ("latin1" → "windows-1252"), or NULL for labels that are none. */
const char *charset_of_label(const char *label, size_t n);

/* Why decoded->charset was decided, in words for --explain: "as declared", "guessed". */
const char *charset_reason(const struct decoded *decoded);

/* Decides and decodes. What is UTF-8 already and has a NUL behind it (bytes[n] must be readable) is
 * not copied: the text is the bytes, which must stay. Anything else goes into the arena. transport
 * may be NULL; markup says whether to look for <meta> or an XML declaration. */
void charset_decode(struct arena *arena, const char *bytes, size_t n, const char *transport,
    bool markup, struct decoded *decoded);

/* Decodes from the named encoding (any but "replacement" and "utf-8") to UTF-8 in
 * the arena; each undecodable sequence becomes one U+FFFD and is added to *replaced; a NUL stays a
 * NUL. */
char *charset_convert(struct arena *arena, const char *charset, const char *bytes, size_t n,
    size_t *out_n, size_t *replaced);

#endif
