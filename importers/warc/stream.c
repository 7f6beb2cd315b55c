/* stream: see stream.h. Compressed bytes stand in `raw`, decompressed ones in `held`. */
#include "importers/warc/stream.h"

#include "schema/base/gzip.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { RAW = 1 << 16, STEP = 1 << 16, MARKS = 1024 };

/* Where a member begins: the position of its first byte among all decompressed ones, and its offset in the file. */
struct mark {
	int64_t position, offset;
};

struct stream {
	int fd;
	int64_t size;
	bool compressed, ended, broken;
	struct err err;

	char raw[RAW];
	size_t raw_at, raw_n;
	int64_t raw_end; /* the file's offset after the raw bytes */
	int64_t begun;   /* the offset that reading began at */

	struct gzip *gzip;
	bool in_member;
	int64_t member; /* offset of the member at hand */
	int64_t inflated;

	char *held;
	size_t held_at, held_n, held_cap;
	int64_t position; /* of the byte at held_at */
	struct mark *marks;
	size_t marks_at, marks_n, marks_cap;
};

/* ---- the file ------------------------------------------------------------------------------- */

static void break_off(struct stream *stream, const char *what)
{
	stream->broken = true;
	if (stream->err.text[0] == '\0')
		err_set(&stream->err, EXIT_REFUSED, "%s", what);
}

/* Fills the raw bytes when they are used up; false at the end of the file. */
static bool fill_raw(struct stream *stream)
{
	if (stream->raw_at < stream->raw_n)
		return true;
	ssize_t n;
	do
		n = read(stream->fd, stream->raw, RAW);
	while (n < 0 && errno == EINTR);
	if (n < 0) {
		err_errno(&stream->err, "can't be read");
		stream->err.status = EXIT_REFUSED;
		stream->broken = true;
		return false;
	}
	stream->raw_at = 0;
	stream->raw_n = (size_t)n;
	stream->raw_end += n;
	return n > 0;
}

static int64_t raw_offset(const struct stream *stream)
{
	return stream->raw_end - (int64_t)(stream->raw_n - stream->raw_at);
}

struct stream *stream_open(int fd, int64_t offset)
{
	struct stat about;
	struct stream *stream = must_calloc(1, sizeof *stream);
	stream->fd = fd;
	stream->size = fstat(fd, &about) == 0 && S_ISREG(about.st_mode) ? about.st_size : -1;
	stream->raw_end = stream->begun = offset;
	if (fill_raw(stream) && stream->raw_n >= 2 && (unsigned char)stream->raw[0] == 0x1f &&
	    (unsigned char)stream->raw[1] == 0x8b) {
		stream->compressed = true;
		stream->gzip = gzip_open(GZIP_MEMBER);
	}
	return stream;
}

void stream_close(struct stream *stream)
{
	if (!stream)
		return;
	gzip_close(stream->gzip);
	free(stream->held);
	free(stream->marks);
	free(stream);
}

/* ---- decompression -------------------------------------------------------------------------- */

static char *held_room(struct stream *stream, size_t n)
{
	if (stream->held_at && stream->held_at + stream->held_n + n > stream->held_cap) {
		memmove(stream->held, stream->held + stream->held_at, stream->held_n);
		stream->held_at = 0;
	}
	if (stream->held_at + stream->held_n + n > stream->held_cap) {
		stream->held_cap = 2 * (stream->held_at + stream->held_n + n);
		stream->held = must_realloc(stream->held, stream->held_cap);
	}
	return stream->held + stream->held_at + stream->held_n;
}

/* A member without a byte leaves no mark: the next one begins at the same position. */
static void add_mark(struct stream *stream)
{
	struct mark mark = {stream->position + (int64_t)stream->held_n, stream->member};
	if (stream->marks_n > stream->marks_at &&
	    stream->marks[stream->marks_n - 1].position == mark.position) {
		stream->marks[stream->marks_n - 1] = mark;
		return;
	}
	if (stream->marks_n == stream->marks_cap && stream->marks_at) {
		memmove(stream->marks, stream->marks + stream->marks_at,
		    (stream->marks_n - stream->marks_at) * sizeof *stream->marks);
		stream->marks_n -= stream->marks_at;
		stream->marks_at = 0;
	}
	if (stream->marks_n == stream->marks_cap) {
		stream->marks_cap = stream->marks_cap ? 2 * stream->marks_cap : MARKS;
		stream->marks =
		    must_realloc(stream->marks, stream->marks_cap * sizeof *stream->marks);
	}
	stream->marks[stream->marks_n++] = mark;
}

/* Begins the next member; false when the file ends or goes on with something else. */
static bool begin_member(struct stream *stream)
{
	while (fill_raw(stream) && stream->raw[stream->raw_at] == '\0')
		stream->raw_at++; /* padding */
	if (!fill_raw(stream))
		return false;
	if ((unsigned char)stream->raw[stream->raw_at] != 0x1f) {
		break_off(stream, "no gzip member where one should begin");
		return false;
	}
	stream->member = raw_offset(stream);
	stream->in_member = true;
	gzip_reset(stream->gzip);
	add_mark(stream);
	return true;
}

static bool is_bomb(const struct stream *stream)
{
	int64_t in = raw_offset(stream) - stream->begun + 1;
	return stream->inflated > STREAM_FREE && stream->inflated / in > STREAM_RATIO;
}

static bool inflate_more(struct stream *stream)
{
	bool ended;
	if (!stream->in_member && !begin_member(stream))
		return false;
	if (!fill_raw(stream)) {
		break_off(stream, "ends in the middle of a gzip member");
		return false;
	}
	char *room = held_room(stream, STEP);
	const char *in = stream->raw + stream->raw_at;
	size_t left = stream->raw_n - stream->raw_at;
	ssize_t n = gzip_inflate(stream->gzip, &in, &left, room, STEP, &ended, &stream->err);
	stream->raw_at = stream->raw_n - left;
	if (n < 0) {
		stream->broken = true;
		return false;
	}
	stream->held_n += (size_t)n;
	stream->inflated += n;
	stream->in_member = !ended;
	if (is_bomb(stream)) {
		err_set(&stream->err, EXIT_REFUSED,
		    "inflates to more than %d times its size: a gzip bomb", STREAM_RATIO);
		stream->broken = stream->ended = true;
		return false;
	}
	return true;
}

static bool read_more(struct stream *stream)
{
	if (stream->ended || stream->broken)
		return false;
	if (stream->compressed)
		return inflate_more(stream);
	if (!fill_raw(stream))
		return false;
	size_t n = stream->raw_n - stream->raw_at;
	memcpy(held_room(stream, n), stream->raw + stream->raw_at, n);
	stream->held_n += n;
	stream->raw_at = stream->raw_n;
	return true;
}

/* ---- reading -------------------------------------------------------------------------------- */

const char *stream_ahead(struct stream *stream, size_t n, size_t *got)
{
	while (stream->held_n < n && read_more(stream))
		;
	*got = stream->held_n;
	return stream->held ? stream->held + stream->held_at : "";
}

bool stream_skip(struct stream *stream, int64_t n)
{
	while (n > 0) {
		size_t got;
		stream_ahead(stream, 1, &got);
		if (got == 0)
			return false;
		size_t take = (int64_t)got < n ? got : (size_t)n;
		stream->held_at += take;
		stream->held_n -= take;
		stream->position += (int64_t)take;
		n -= (int64_t)take;
	}
	return true;
}

/* The mark of the member that the next byte is in. */
static const struct mark *mark_here(struct stream *stream)
{
	size_t got;
	stream_ahead(stream, 1, &got);
	while (stream->marks_at + 1 < stream->marks_n &&
	    stream->marks[stream->marks_at + 1].position <= stream->position)
		stream->marks_at++;
	return stream->marks_at < stream->marks_n ? &stream->marks[stream->marks_at] : NULL;
}

int64_t stream_offset(struct stream *stream)
{
	if (!stream->compressed)
		return stream->begun + stream->position;
	const struct mark *mark = mark_here(stream);
	return mark ? mark->offset : stream->member;
}

bool stream_inside(struct stream *stream)
{
	const struct mark *mark = stream->compressed ? mark_here(stream) : NULL;
	return mark && mark->position < stream->position;
}

bool stream_begins(const struct stream *stream, size_t n)
{
	for (size_t i = stream->marks_at; i < stream->marks_n; i++)
		if (stream->marks[i].position == stream->position + (int64_t)n)
			return true;
	return false;
}

int stream_failed(const struct stream *stream, struct err *err)
{
	if (!stream->broken)
		return 0;
	return err_set(err, stream->err.status, "%s", stream->err.text);
}

/* Goes past the next three bytes that may begin a member; false at the end of the file. */
static bool find_magic(struct stream *stream, const char *magic, size_t n)
{
	size_t seen = 0;
	while (seen < n && fill_raw(stream)) {
		if (stream->raw[stream->raw_at] == magic[seen]) {
			seen++;
			stream->raw_at++;
		} else if (seen) {
			seen = 0; /* the byte is looked at again: it may begin a member */
		} else {
			stream->raw_at++;
		}
	}
	return seen == n;
}

bool stream_resume(struct stream *stream)
{
	static const char magic[] = {0x1f, (char)0x8b, 0x08};
	bool ended, more = stream->compressed && !stream->ended;
	stream->position += (int64_t)stream->held_n;
	stream->held_at = stream->held_n = 0;
	stream->in_member = stream->broken = false;
	stream->err = (struct err){0};
	if (!more || !find_magic(stream, magic, sizeof magic)) {
		stream->ended = true;
		return false;
	}
	/* The three bytes may have been in the raw block before, so they go to zlib from here. */
	stream->in_member = true;
	stream->member = raw_offset(stream) - (int64_t)sizeof magic;
	gzip_reset(stream->gzip);
	add_mark(stream);
	const char *in = magic;
	size_t left = sizeof magic;
	if (gzip_inflate(
		stream->gzip, &in, &left, held_room(stream, STEP), STEP, &ended, &stream->err) < 0)
		stream->broken = true;
	return true;
}

int64_t stream_read(const struct stream *stream)
{
	return stream->raw_end;
}

int64_t stream_size(const struct stream *stream)
{
	return stream->size;
}
