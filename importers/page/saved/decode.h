/* decode: quoted-printable and base64 (RFC 2045, 6.7 and 6.8), tolerant: what is no code stands for
 * itself, or is passed over in base64. One pass, never more out than in. */
#ifndef FILMTALLY_IMPORTERS_PAGE_SAVED_DECODE_H
#define FILMTALLY_IMPORTERS_PAGE_SAVED_DECODE_H

#include "schema/base/arena.h"

/* Returns the bytes in the arena, a NUL behind them, and sets *length. */
char *decode_quoted(struct arena *arena, const char *bytes, size_t n, size_t *length);
char *decode_base64(struct arena *arena, const char *bytes, size_t n, size_t *length);

#endif
