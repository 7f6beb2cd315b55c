/*
 * archive: the records of a WARC (ISO 28500, versions 0.17 to 1.1) or ARC (versions 1 and 2) file,
 * one at a time. What is damaged is told with its offset, and reading goes on at the next record
 * that can be found.
 */
#ifndef FILMTALLY_IMPORTERS_WARC_ARCHIVE_H
#define FILMTALLY_IMPORTERS_WARC_ARCHIVE_H

#include "schema/base/arena.h"
#include "schema/base/message.h"

#include <stdbool.h>
#include <stdint.h>

enum {
	ARCHIVE_HEADER_MAX = 1 << 16,
	ARCHIVE_BLOCK_SMALL = 1 << 20,
	ARCHIVE_BLOCK_MAX =
	    (64 << 20) + ARCHIVE_HEADER_MAX /* a larger block is passed over unread */
};

/* One record. Texts are NULL when not said, and borrowed until the next call. */
struct entry {
	int64_t offset;   /* in the file, as stream_offset gives it */
	const char *type; /* "response", "resource", "revisit", "request", …; an ARC record is a
	                     "response" */
	const char *url;  /* target URI, without the <> of some writers, spaces as %20 */
	const char *date; /* canonical */
	const char *id, *refers_to, *refers_uri;
	const char *content_type; /* of the block */
	const char *block_digest, *payload_digest;
	bool truncated; /* WARC-Truncated: the archiver cut it */
	bool arc;
	int64_t length;
	int64_t missing; /* bytes of its length that the file lacks at its end */
	/* length bytes; NULL when they are more than ARCHIVE_BLOCK_MAX, or unwanted */
	const char *block;
};

struct archive;

/* Says whether a large block is worth holding, by its first n bytes. */
typedef bool archive_wants(const struct entry *entry, const char *start, size_t n);

/* Reads an open file, which is borrowed and stands at its beginning, from an offset that an entry
 * had, or 0. Blocks of more than ARCHIVE_BLOCK_SMALL bytes are held only when `wants` says so. NULL
 * with err (EXIT_REFUSED) when it can't be read or is no archive. */
struct archive *archive_open(int fd, int64_t offset, archive_wants *wants, struct err *err);
void archive_close(struct archive *archive);

/* 1 a record, 0 the end, -1 with err: what stands at entry->offset is damaged; call again for the
 * next. */
int archive_next(struct archive *archive, struct entry *entry, struct err *err)
    __attribute__((warn_unused_result));

/* Records that do not have a compressed member to themselves, so far. */
int64_t archive_shared(const struct archive *archive);
/* For progress. */
int64_t archive_read(const struct archive *archive);
int64_t archive_size(const struct archive *archive);

#endif
