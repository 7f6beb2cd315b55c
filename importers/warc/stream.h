/*
 * stream: an archive's bytes, decompressed, with the place in the file that each came from. Plain,
 * gzip or zstd with a member for each record, or with one member for all: to the reader they are
 * the same bytes. A frame of zstd is called a member too; the dictionary that a file of them may
 * begin with (IIPC, Zstandard Compression for WARC Files 1.0) is used.
 *
 * A corrupt or short member ends the stream in an error; stream_resume goes on with the next one
 * that can be found.
 */
#ifndef FILMTALLY_IMPORTERS_WARC_STREAM_H
#define FILMTALLY_IMPORTERS_WARC_STREAM_H

#include "schema/base/message.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A stream may hold this many times its compressed bytes, once it is over STREAM_FREE bytes: more
 * is taken for a bomb. */
enum { STREAM_RATIO = 200, STREAM_FREE = 64 << 20 };

struct stream;

/* Reads an open file, which is borrowed and stands at its beginning, from an offset that
 * stream_offset gave, or 0. */
struct stream *stream_open(int fd, int64_t offset);
void stream_close(struct stream *stream);

/* All bytes that are held, at least n of them; fewer only at the end or before an error. Borrowed
 * until the next call. */
const char *stream_ahead(struct stream *stream, size_t n, size_t *got);
/* Takes n bytes, however many are held; false when the stream ends before. */
bool stream_skip(struct stream *stream, int64_t n);

/* The file's offset of the bytes ahead: of themselves when plain, of their member when
 * compressed. */
int64_t stream_offset(struct stream *stream);
/* True when the bytes ahead are in the midst of a member that began with other bytes. */
bool stream_inside(struct stream *stream);
/* True when a member begins n bytes ahead, among those that are held. */
bool stream_begins(const struct stream *stream, size_t n);

/* -1 with err when the stream ended in an error. */
int stream_failed(const struct stream *stream, struct err *err) __attribute__((warn_unused_result));
/* After an error: goes to the next member; false when there is none. What was held is dropped. */
bool stream_resume(struct stream *stream);

/* Bytes of the file read so far, and its size or -1. */
int64_t stream_read(const struct stream *stream);
int64_t stream_size(const struct stream *stream);

#endif
