/*
 * charset_steps: the steps of charset.h that have files of their own: the label that a page's first
 * bytes declare, and the converters. For charset.c and its tests.
 */
#ifndef FILMTALLY_IMPORTERS_PAGE_BYTES_CHARSET_STEPS_H
#define FILMTALLY_IMPORTERS_PAGE_BYTES_CHARSET_STEPS_H

#include "schema/base/arena.h"

#include <stddef.h>
#include <stdint.h>

/* A label as it stands on a page, and what gave it: see struct decoded. Both NULL for none. */
struct declaration {
	const char *label, *by;
};

/*
 * The WHATWG HTML standard's prescan (section 13.2.3.2): the encoding that a <meta> or an XML
 * declaration within n bytes names, as the WHATWG name, or NULL. The first label seen, known or
 * not, goes to *said (untouched when there is none).
 */
const char *charset_prescan(
    struct arena *arena, const char *bytes, size_t n, struct declaration *said);

/* The single-byte encodings; the last one has no name. */
enum { CHARSET_UPPER = 128 };
struct charset_table {
	const char *name;
	uint16_t codes[CHARSET_UPPER]; /* of the bytes 80–FF; U+FFFD for none */
};
extern const struct charset_table charset_tables[];

/* Opens the converters of the other encodings; idempotent. */
void charset_convert_start(void);

#endif
