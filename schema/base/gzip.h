/*
 * gzip: inflate streams with zlib, bounded. input.h uses it for files; film-warc for records, whose
 * members it must tell apart, and for HTTP content codings.
 */
#ifndef FILMTALLY_SCHEMA_BASE_GZIP_H
#define FILMTALLY_SCHEMA_BASE_GZIP_H

#include "schema/base/message.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

enum gzip_format {
	GZIP_MEMBER, /* RFC 1952 */
	GZIP_ZLIB,   /* RFC 1950 */
	GZIP_RAW,    /* RFC 1951; "deflate" as some servers send it */
};

struct gzip;
struct gzip *gzip_open(enum gzip_format format);
/* Starts over for the next member. */
void gzip_reset(struct gzip *gzip);
/*
 * Inflates from *in (*in_n bytes) to out; moves both on. Returns bytes written; sets *ended when
 * the member's end (its CRC and length checked) was reached; -1 with err (EXIT_REFUSED) at corrupt
 * data, after what came before it was handed out. 0 without `ended` means that more input, or room
 * for output, is needed.
 */
ssize_t gzip_inflate(struct gzip *gzip, const char **in, size_t *in_n, char *out, size_t out_n,
    bool *ended, struct err *err) __attribute__((warn_unused_result));
/* Frees it; NULL is allowed. */
void gzip_close(struct gzip *gzip);

#endif
