/* gzip: see gzip.h. */
#include "schema/base/gzip.h"

#include <assert.h>
#include <limits.h>
#include <stdlib.h>
#include <zlib.h>

struct gzip {
	z_stream stream;
	bool failed; /* corrupt data came after bytes that were handed out first */
};

static int window_bits(enum gzip_format format)
{
	switch (format) {
	case GZIP_MEMBER:
		return MAX_WBITS + 16;
	case GZIP_ZLIB:
		return MAX_WBITS;
	case GZIP_RAW:
		return -MAX_WBITS;
	}
	return 0;
}

struct gzip *gzip_open(enum gzip_format format)
{
	struct gzip *gzip = must_calloc(1, sizeof *gzip);
	if (inflateInit2(&gzip->stream, window_bits(format)) != Z_OK)
		die(EXIT_SYSTEM, NULL, "out of memory");
	return gzip;
}

void gzip_reset(struct gzip *gzip)
{
	int code = inflateReset(&gzip->stream);
	assert(code == Z_OK);
	(void)code;
	gzip->failed = false;
}

static int corrupt(struct gzip *gzip, struct err *err)
{
	const char *why = gzip->stream.msg;
	gzip->failed = true;
	return err_set(
	    err, EXIT_REFUSED, "corrupt compressed data%s%s", why ? ": " : "", why ? why : "");
}

static unsigned at_most(size_t n)
{
	return n < UINT_MAX ? (unsigned)n : UINT_MAX;
}

ssize_t gzip_inflate(struct gzip *gzip, const char **in, size_t *in_n, char *out, size_t out_n,
    bool *ended, struct err *err)
{
	z_stream *stream = &gzip->stream;
	*ended = false;
	if (gzip->failed)
		return corrupt(gzip, err);
	unsigned given = at_most(*in_n), room = at_most(out_n);
	stream->next_in = (Bytef *)*in; /* zlib only reads it */
	stream->avail_in = given;
	stream->next_out = (Bytef *)out;
	stream->avail_out = room;
	int code = inflate(stream, Z_NO_FLUSH);
	*in += given - stream->avail_in;
	*in_n -= given - stream->avail_in;
	size_t written = room - stream->avail_out;
	if (code == Z_MEM_ERROR)
		die(EXIT_SYSTEM, NULL, "out of memory");
	*ended = code == Z_STREAM_END;
	if (code == Z_OK || code == Z_STREAM_END || code == Z_BUF_ERROR)
		return (ssize_t)written;
	gzip->failed = true;
	return written ? (ssize_t)written : corrupt(gzip, err);
}

void gzip_close(struct gzip *gzip)
{
	if (!gzip)
		return;
	inflateEnd(&gzip->stream);
	free(gzip);
}
