/*
 * archive: see archive.h. A record's header and block stay in the stream until the next call, and
 * only then are taken: so a record whose length is wrong can be searched for the record that it
 * swallowed.
 */
#include "importers/warc/archive.h"

#include "importers/sniff/sniff.h"
#include "importers/warc/arc_line.h"
#include "importers/warc/header.h"
#include "importers/warc/stream.h"

#include "schema/base/buf.h"
#include "schema/base/date.h"
#include "schema/base/number.h"
#include "schema/base/text.h"

#include <stdlib.h>
#include <string.h>

struct archive {
	struct stream *stream;
	struct arena arena; /* of the entry at hand */
	archive_wants *wants;
	bool arc;
	bool lost; /* the last record was damaged: look for the next one */
	bool started;
	bool told;      /* the stream's error has been told */
	int arc_fields; /* 5 in version 1, 10 in version 2 */
	int64_t held;   /* bytes of the entry at hand, still in the stream */
	int64_t shared;
};

/* ---- opening ---- */

static bool begins(const char *at, size_t n, const char *start)
{
	size_t length = strlen(start);
	return n >= length && memcmp(at, start, length) == 0;
}

/* `WARC/1.0` and the like; ISO 28500's literals are of any case (RFC 5234, section 2.3). */
static bool begins_version(const char *at, size_t n)
{
	return n > 5 && strncasecmp(at, "WARC/", 5) == 0 && ascii_is_digit(at[5]);
}

static void refuse_others(const char *at, size_t n, bool whole, struct err *err)
{
	struct sniffed sniffed = sniff(at, n, whole);
	if (sniffed.form == SNIFF_PLAIN || sniffed.form == SNIFF_WARC)
		err_set(err, EXIT_REFUSED, n ? "neither a WARC nor an ARC file" : "empty");
	else
		sniff_refuse(&sniffed, "a WARC or ARC file", err);
}

struct archive *archive_open(int fd, int64_t offset, archive_wants *wants, struct err *err)
{
	enum { ENOUGH = 4096 };
	size_t got;
	struct stream *stream = stream_open(fd, offset);
	const char *at = stream_ahead(stream, ENOUGH, &got);
	while (got && ascii_is_space(*at)) {
		at++;
		got--;
	}
	bool warc = begins_version(at, got), arc = begins(at, got, "filedesc:");
	if (!warc && !arc && offset == 0) {
		if (stream_failed(stream, err) == 0)
			refuse_others(at, got, got < ENOUGH, err);
		stream_close(stream);
		return NULL;
	}
	struct archive *archive = must_calloc(1, sizeof *archive);
	archive->stream = stream;
	archive->arc = !warc;
	archive->arc_fields = 5;
	archive->wants = wants;
	arena_init(&archive->arena, 1 << 22);
	return archive;
}

void archive_close(struct archive *archive)
{
	if (!archive)
		return;
	stream_close(archive->stream);
	arena_release(&archive->arena);
	free(archive);
}

/* ---- blocks ---- */

/* True when a record, a compressed member or nothing follows the line ends after the first `whole`
 * bytes. */
static bool at_boundary(const struct archive *archive, const char *at, size_t whole, size_t n)
{
	size_t i = whole;
	while (i < n && (at[i] == '\r' || at[i] == '\n'))
		i++;
	return i == n || archive->arc || begins_version(at + i, n - i) ||
	    (n - i <= 5 && strncasecmp(at + i, "WARC/", n - i) == 0) ||
	    stream_begins(archive->stream, i);
}

/* Whether to hold the block in memory, or to pass over it as it streams by. */
static bool is_held(struct archive *archive, size_t head_n, const struct entry *entry)
{
	size_t got;
	if (entry->length <= ARCHIVE_BLOCK_SMALL)
		return true;
	const char *at = stream_ahead(archive->stream, head_n + ARCHIVE_HEADER_MAX, &got);
	return entry->length <= ARCHIVE_BLOCK_MAX && got > head_n &&
	    archive->wants(entry, at + head_n, got - head_n);
}

/* Puts the block that follows head_n bytes of header into the entry. */
static int read_block(struct archive *archive, size_t head_n, struct entry *entry, struct err *err)
{
	enum { AFTER = 16 };
	size_t got;
	if (!is_held(archive, head_n, entry)) {
		archive->held = (int64_t)head_n + entry->length;
		return 0;
	}
	size_t whole = head_n + (size_t)entry->length;
	const char *at = stream_ahead(archive->stream, whole + AFTER, &got);
	if (got < whole) {
		if (stream_failed(archive->stream, err) < 0)
			return -1;
		/* The file ends: what is there may yet hold a whole payload. */
		entry->missing = (int64_t)(whole - got);
		entry->length -= entry->missing;
		entry->block = at + head_n;
		return 0;
	}
	if (!at_boundary(archive, at, whole, got))
		return err_set(err, EXIT_REFUSED, "wrong length: no record follows its %lld bytes",
		    (long long)entry->length);
	entry->block = at + head_n;
	archive->held = (int64_t)whole;
	return 0;
}

static int read_warc(struct archive *archive, struct entry *entry, struct err *err)
{
	size_t got;
	const char *at = stream_ahead(archive->stream, ARCHIVE_HEADER_MAX, &got);
	size_t n = got < ARCHIVE_HEADER_MAX ? got : ARCHIVE_HEADER_MAX;
	bool version = begins_version(at, n);
	size_t end = version ? header_end(at, n) : 0;
	if (end == 0) {
		if (got < ARCHIVE_HEADER_MAX && stream_failed(archive->stream, err) < 0)
			return -1;
		return err_set(err, EXIT_REFUSED,
		    version ? "the record's header has no end" : "no record begins here");
	}
	bool has_length = header_read(&archive->arena, at, end, entry);
	if (!entry->type)
		return err_set(err, EXIT_REFUSED, "a record without WARC-Type");
	if (!has_length)
		return err_set(err, EXIT_REFUSED, "Content-Length is not a length");
	return read_block(archive, end, entry, err);
}

/* ---- ARC records ---- */

static int read_arc(struct archive *archive, struct entry *entry, struct err *err)
{
	struct arena *arena = &archive->arena;
	struct arc_line cut;
	size_t got, length, next;
	const char *at = stream_ahead(archive->stream, ARCHIVE_HEADER_MAX, &got);
	if (!header_line(at, got, &length, &next) ||
	    !arc_line_cut(at, length, archive->arc_fields, &cut)) {
		if (got < ARCHIVE_HEADER_MAX && stream_failed(archive->stream, err) < 0)
			return -1;
		return err_set(err, EXIT_REFUSED, "no record begins here");
	}
	entry->arc = true;
	bool first = begins(at, got, "filedesc:");
	entry->type = first ? "filedesc" : "response";
	entry->url = header_uri(arena, cut.url.at, cut.url.n);
	entry->date = arc_line_date(arena, &cut);
	entry->content_type = header_text(arena, cut.type.at, cut.type.n);
	if (!number_integer(cut.length.at, cut.length.n, &entry->length) || entry->length < 0)
		return err_set(err, EXIT_REFUSED, "the length \"%.*s\" is not a number",
		    cut.length.n < 20 ? (int)cut.length.n : 20, cut.length.at);
	if (!entry->date)
		return err_set(err, EXIT_REFUSED, "the date \"%.*s\" is not a date",
		    cut.date.n < 20 ? (int)cut.date.n : 20, cut.date.at);
	if (read_block(archive, next, entry, err) < 0)
		return -1;
	if (entry->block && first)
		archive->arc_fields = begins(entry->block, (size_t)entry->length, "2 ") ? 10 : 5;
	return 0;
}

/* ---- one after the other ---- */

/* True when a record begins at the bytes, which are the start of a line. */
static bool is_start(const struct archive *archive, const char *at, size_t n)
{
	size_t length, next;
	if (!archive->arc)
		return begins_version(at, n);
	return header_line(at, n < 4096 ? n : 4096, &length, &next) &&
	    arc_line_is(at, length, archive->arc_fields);
}

/* The first record's start among the bytes after `from`; n when there is none. */
static size_t search(const struct archive *archive, const char *at, size_t from, size_t n)
{
	if (from == 0 && is_start(archive, at, n))
		return 0;
	const char *lf = at + (from ? from - 1 : 0);
	while ((lf = memchr(lf, '\n', (size_t)(at + n - lf)))) {
		lf++;
		if (is_start(archive, lf, (size_t)(at + n - lf)))
			return (size_t)(lf - at);
	}
	return n;
}

/* Goes to the next record after the first `from` bytes: 1; 0 when there is none, -1 with err when
 * the stream fails before. */
static int find_next(struct archive *archive, size_t from, struct err *err)
{
	enum { WINDOW = 1 << 16, LINE = 4096 };
	for (;;) {
		size_t got;
		const char *at = stream_ahead(archive->stream, from + WINDOW, &got);
		size_t found = search(archive, at, from, got);
		if (found < got)
			return stream_skip(archive->stream, (int64_t)found);
		if (got >= from + WINDOW) {
			if (!stream_skip(archive->stream, (int64_t)(got - LINE)))
				return 0;
			from = 1;
			continue;
		}
		if (!archive->told && stream_failed(archive->stream, err) < 0)
			return -1;
		archive->told = false;
		if (!stream_resume(archive->stream))
			return 0;
		from = 0;
	}
}

/* Takes the line ends between records; false at the end. */
static bool skip_line_ends(struct archive *archive)
{
	size_t got;
	for (;;) {
		const char *at = stream_ahead(archive->stream, 1, &got);
		if (got == 0 || (*at != '\r' && *at != '\n'))
			return got > 0;
		if (!stream_skip(archive->stream, 1))
			return false;
	}
}

/* Takes what is left of the entry before. */
static int leave_entry(struct archive *archive, struct err *err)
{
	int64_t left = archive->held;
	archive->held = 0;
	if (stream_skip(archive->stream, left))
		return 0;
	if (stream_failed(archive->stream, err) < 0)
		return -1;
	return err_set(err, EXIT_REFUSED, "cut off: the last record has not all of its bytes");
}

/* Goes to the record after the one at hand: 1, 0 at the end, -1 with err. */
static int go_on(struct archive *archive, struct err *err)
{
	int status = leave_entry(archive, err) < 0 ? -1 : 1;
	if (status > 0 && archive->lost)
		status = find_next(archive, 1, err);
	if (status > 0 && !skip_line_ends(archive))
		status = stream_failed(archive->stream, err);
	return status;
}

int archive_next(struct archive *archive, struct entry *entry, struct err *err)
{
	struct err of_stream = {0};
	arena_reset(&archive->arena);
	*entry = (struct entry){0};
	int status = go_on(archive, err);
	entry->offset = stream_offset(archive->stream);
	if (status > 0) {
		archive->shared += archive->started && stream_inside(archive->stream);
		archive->started = true;
		if ((archive->arc ? read_arc(archive, entry, err)
				  : read_warc(archive, entry, err)) < 0)
			status = -1;
	}
	archive->lost = status < 0 || entry->missing > 0;
	if (status < 0 && stream_failed(archive->stream, &of_stream) < 0)
		archive->told = strcmp(of_stream.text, err->text) == 0;
	return status;
}

int64_t archive_shared(const struct archive *archive)
{
	return archive->shared;
}

int64_t archive_read(const struct archive *archive)
{
	return stream_read(archive->stream);
}

int64_t archive_size(const struct archive *archive)
{
	return stream_size(archive->stream);
}
