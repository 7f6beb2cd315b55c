/* stream: see stream.h. Compressed bytes stand in `raw`, decompressed ones in `held`. */
#include "importers/warc/stream.h"

#include "schema/base/moving.h"
#include "schema/base/unpack.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { RAW = MOVING ? MOVING_ROOM : 1 << 16, STEP = RAW, MARKS = 1024, MOVED_MOST = 1 << 17 };

/* Where a member begins: the position of its first byte among all decompressed ones, and its offset
 * in the file. */
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

	enum packing packing; /* gzip or zstd; a zstd frame is a member too */
	struct unpack *unpack;
	bool in_member;
	int64_t member; /* offset of the member at hand */
	int64_t inflated;

	char *held;
	size_t held_at, held_n, held_cap;
	int64_t position; /* of the byte at held_at */
	struct mark *marks;
	size_t marks_at, marks_n, marks_cap;
};

/* ---- the file ---- */

static void break_off(struct stream *stream, const char *what)
{
	stream->broken = true;
	if (stream->err.text[0] == '\0')
		err_set(&stream->err, EXIT_REFUSED, "%s", what);
}

/* Reads behind the raw bytes that are there; false at the end of the file. */
static bool read_raw(struct stream *stream)
{
	ssize_t n;
	do
		n = read(stream->fd, stream->raw + stream->raw_n, RAW - stream->raw_n);
	while (n < 0 && errno == EINTR);
	if (n < 0) {
		err_errno(&stream->err, "can't be read");
		stream->err.status = EXIT_REFUSED;
		stream->broken = true;
		return false;
	}
	stream->raw_n += (size_t)n;
	stream->raw_end += n;
	return n > 0;
}

/* Fills the raw bytes when they are used up; false at the end of the file. */
static bool fill_raw(struct stream *stream)
{
	if (stream->raw_at < stream->raw_n)
		return true;
	stream->raw_at = stream->raw_n = 0;
	return read_raw(stream);
}

static int64_t raw_offset(const struct stream *stream)
{
	return stream->raw_end - (int64_t)(stream->raw_n - stream->raw_at);
}

static bool take_raw(struct stream *stream, char *to, size_t n)
{
	while (n && fill_raw(stream)) {
		size_t left = stream->raw_n - stream->raw_at, step = left < n ? left : n;
		memcpy(to, stream->raw + stream->raw_at, step);
		stream->raw_at += step;
		to += step;
		n -= step;
	}
	return n == 0;
}

/* The dictionary that a file of zstd frames may begin with, in a frame of its own: its size stands
 * in four bytes, the lowest first (IIPC, Zstandard Compression for WARC Files 1.0, "Dictionary
 * frame format"). */
static void read_dictionary(struct stream *stream)
{
	unsigned char head[8];
	if (!take_raw(stream, (char *)head, sizeof head)) {
		break_off(stream, "ends in its zstd dictionary");
		return;
	}
	size_t n = head[4] | (size_t)head[5] << 8 | (size_t)head[6] << 16 | (size_t)head[7] << 24;
	char *bytes = n <= UNPACK_DICTIONARY_MAX ? must_malloc(n + 1) : NULL;
	if (!bytes)
		break_off(stream, "its zstd dictionary is too large");
	else if (!take_raw(stream, bytes, n))
		break_off(stream, "ends in its zstd dictionary");
	else if (unpack_dictionary(stream->unpack, bytes, n, &stream->err) < 0)
		stream->broken = true;
	free(bytes);
}

/* Tells how the file is compressed, by its first bytes. */
static void detect(struct stream *stream)
{
	static const char dictionary[] = "\x5d\x2a\x4d\x18";
	while (stream->raw_n < sizeof dictionary - 1 && read_raw(stream))
		;
	bool gzip = unpack_begins(PACKING_GZIP, stream->raw, stream->raw_n);
	stream->packing = gzip ? PACKING_GZIP : PACKING_ZSTD;
	stream->compressed = unpack_begins(stream->packing, stream->raw, stream->raw_n);
	if (!stream->compressed)
		return;
	stream->unpack = unpack_open(stream->packing);
	if (memcmp(stream->raw, dictionary, sizeof dictionary - 1) == 0)
		read_dictionary(stream);
}

struct stream *stream_open(int fd, int64_t offset)
{
	struct stat about;
	struct stream *stream = must_calloc(1, sizeof *stream);
	stream->fd = fd;
	stream->size = fstat(fd, &about) == 0 && S_ISREG(about.st_mode) ? about.st_size : -1;
	detect(stream);
	if (offset > 0) {
		if (lseek(fd, offset, SEEK_SET) < 0)
			break_off(stream, "can't be read from an offset");
		stream->raw_at = stream->raw_n = 0;
		stream->raw_end = stream->begun = offset;
	}
	return stream;
}

void stream_close(struct stream *stream)
{
	if (!stream)
		return;
	unpack_close(stream->unpack);
	free(stream->held);
	free(stream->marks);
	free(stream);
}

/* ---- decompression ---- */

static char *held_room(struct stream *stream, size_t n)
{
	bool full = stream->held_at + stream->held_n + n > stream->held_cap;
	if (full && stream->held_at) {
		memmove(stream->held, stream->held + stream->held_at, stream->held_n);
		stream->held_at = 0;
	}
	if (full && stream->held_n + n > stream->held_cap)
		stream->held_cap = 2 * (stream->held_n + n);
	if (full)
		stream->held = must_realloc(stream->held, stream->held_cap);
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

/* The first byte of a gzip member; of a zstd frame, or one to be skipped. */
static bool may_begin(const struct stream *stream, unsigned char byte)
{
	if (stream->packing == PACKING_GZIP)
		return byte == 0x1f;
	return byte == 0x28 || (byte & 0xf0) == 0x50;
}

/* Begins the next member; false when the file ends or goes on with something else. */
static bool begin_member(struct stream *stream)
{
	while (fill_raw(stream) && stream->raw[stream->raw_at] == '\0')
		stream->raw_at++; /* padding */
	if (!fill_raw(stream))
		return false;
	if (!may_begin(stream, (unsigned char)stream->raw[stream->raw_at])) {
		break_off(stream, "no compressed member where one should begin");
		return false;
	}
	stream->member = raw_offset(stream);
	stream->in_member = true;
	unpack_reset(stream->unpack);
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
	bool more = fill_raw(stream);
	char *room = held_room(stream, STEP);
	const char *in = stream->raw + stream->raw_at;
	size_t left = stream->raw_n - stream->raw_at;
	ssize_t n = unpack_step(stream->unpack, &in, &left, room, STEP, &ended, &stream->err);
	stream->raw_at = stream->raw_n - left;
	if (n < 0) {
		stream->broken = true;
		return false;
	}
	if (!more && n == 0 && !ended) {
		break_off(stream, "ends in the middle of a compressed member");
		return false;
	}
	stream->held_n += (size_t)n;
	stream->inflated += n;
	stream->in_member = !ended;
	if (is_bomb(stream)) {
		err_set(&stream->err, EXIT_REFUSED,
		    "inflates to more than %d times its size: a bomb", STREAM_RATIO);
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

/* ---- reading ---- */

const char *stream_ahead(struct stream *stream, size_t n, size_t *got)
{
	while (stream->held_n < n && read_more(stream))
		;
	*got = stream->held_n;
	stream->held =
	    moved(stream->held, stream->held_at + stream->held_n, stream->held_cap, MOVED_MOST);
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

/* Goes past the next bytes that may begin a member; false at the end of the file. */
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
	bool ended, more = stream->compressed && !stream->ended;
	const char *magic = stream->packing == PACKING_GZIP ? "\x1f\x8b\x08" : "\x28\xb5\x2f\xfd";
	size_t n = strlen(magic);
	stream->position += (int64_t)stream->held_n;
	stream->held_at = stream->held_n = 0;
	stream->in_member = stream->broken = false;
	stream->err = (struct err){0};
	if (!more || !find_magic(stream, magic, n)) {
		stream->ended = true;
		return false;
	}
	/* The bytes may have been in the raw block before, so they go to the decoder from here. */
	stream->in_member = true;
	stream->member = raw_offset(stream) - (int64_t)n;
	unpack_reset(stream->unpack);
	add_mark(stream);
	if (unpack_step(stream->unpack, &magic, &n, held_room(stream, STEP), STEP, &ended,
		&stream->err) < 0)
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
