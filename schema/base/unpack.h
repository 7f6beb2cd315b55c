/*
 * unpack: compressed streams of every kind that is read here, inflated step by step, bounded:
 * gzip.h's, and those of brotli (RFC 7932) and zstd (RFC 8878), which browsers are sent and
 * archives of them hold.
 */
#ifndef FILMTALLY_SCHEMA_BASE_UNPACK_H
#define FILMTALLY_SCHEMA_BASE_UNPACK_H

#include "schema/base/message.h"

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

enum packing {
	PACKING_GZIP,
	PACKING_ZLIB,
	PACKING_RAW, /* deflate without a header */
	PACKING_BROTLI,
	PACKING_ZSTD /* a window of at most 8 MB, as RFC 9659 has it */
};

struct unpack;
struct unpack *unpack_open(enum packing packing);

/* True when the bytes begin a stream of the packing. Brotli and raw deflate can't be told by their
 * beginning: false. */
bool unpack_begins(enum packing packing, const char *in, size_t in_n);

/* Gives zstd the dictionary that all frames need, as it stands in a file: plain or a frame itself.
 * -1 with err (EXIT_REFUSED) when it is none, or larger than UNPACK_DICTIONARY_MAX. */
enum { UNPACK_DICTIONARY_MAX = 8 << 20 };
int unpack_dictionary(struct unpack *unpack, const char *bytes, size_t n, struct err *err)
    __attribute__((warn_unused_result));

/* Starts over for the next member or frame; a dictionary stays. */
void unpack_reset(struct unpack *unpack);

/*
 * Inflates from *in (*in_n bytes) to out; moves both on. Returns bytes written; sets *ended when
 * the member's or frame's end (what it has of checksums checked) was reached; -1 with err
 * (EXIT_REFUSED) at corrupt data. 0 without `ended` means that more input is needed; while there is
 * none, some output may yet come.
 */
ssize_t unpack_step(struct unpack *unpack, const char **in, size_t *in_n, char *out, size_t out_n,
    bool *ended, struct err *err) __attribute__((warn_unused_result));

/* Frees it; NULL is allowed. */
void unpack_close(struct unpack *unpack);

#endif
