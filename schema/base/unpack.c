/* unpack: see unpack.h. Of a packing's three pointers one is there. */
#include "schema/base/unpack.h"
#include "schema/base/gzip.h"

#include <brotli/decode.h>
#include <stdlib.h>
#include <string.h>
#include <zstd.h>
#include <zstd_errors.h>

enum { ZSTD_WINDOW_LOG = 23 };

struct unpack {
	struct gzip *gzip;
	BrotliDecoderState *brotli;
	ZSTD_DStream *zstd;
};

static void out_of_memory(void)
{
	die(EXIT_SYSTEM, NULL, "out of memory");
}

static int corrupt(const char *why, struct err *err)
{
	return err_set(err, EXIT_REFUSED, "corrupt compressed data: %s", why);
}

/* ---- brotli ---- */

/* Memory that fails is then told as everywhere. */
static void *brotli_memory(void *unused, size_t n)
{
	(void)unused;
	return must_malloc(n);
}

static void brotli_free(void *unused, void *memory)
{
	(void)unused;
	free(memory);
}

static BrotliDecoderState *brotli_open(void)
{
	BrotliDecoderState *brotli = BrotliDecoderCreateInstance(brotli_memory, brotli_free, NULL);
	if (!brotli)
		out_of_memory();
	return brotli;
}

static ssize_t brotli_step(BrotliDecoderState *brotli, const char **in, size_t *in_n, char *out,
    size_t out_n, bool *ended, struct err *err)
{
	const uint8_t *from = (const uint8_t *)*in;
	uint8_t *to = (uint8_t *)out;
	size_t room = out_n;
	BrotliDecoderResult result =
	    BrotliDecoderDecompressStream(brotli, in_n, &from, &room, &to, NULL);
	*in = (const char *)from;
	*ended = result == BROTLI_DECODER_RESULT_SUCCESS;
	if (result == BROTLI_DECODER_RESULT_ERROR)
		return corrupt("no brotli stream", err);
	return (ssize_t)(out_n - room);
}

/* ---- zstd ---- */

static ZSTD_DStream *zstd_open(void)
{
	ZSTD_DStream *zstd = ZSTD_createDStream();
	if (!zstd)
		out_of_memory();
	ZSTD_DCtx_setParameter(zstd, ZSTD_d_windowLogMax, ZSTD_WINDOW_LOG);
	return zstd;
}

static int zstd_failed(size_t code, struct err *err)
{
	switch (ZSTD_getErrorCode(code)) {
	case ZSTD_error_memory_allocation:
		out_of_memory();
		return -1;
	case ZSTD_error_frameParameter_windowTooLarge:
		return err_set(err, EXIT_REFUSED, "a zstd frame needs a window of more than %d MB",
		    (1 << ZSTD_WINDOW_LOG) >> 20);
	case ZSTD_error_dictionary_wrong:
		return err_set(err, EXIT_REFUSED, "a zstd frame needs another dictionary");
	default:
		return corrupt(ZSTD_getErrorName(code), err);
	}
}

static ssize_t zstd_step(ZSTD_DStream *zstd, const char **in, size_t *in_n, char *out, size_t out_n,
    bool *ended, struct err *err)
{
	ZSTD_inBuffer from = {*in, *in_n, 0};
	ZSTD_outBuffer to = {out, out_n, 0};
	size_t code = ZSTD_decompressStream(zstd, &to, &from);
	if (ZSTD_isError(code) && *in_n)
		from.pos = 1; /* how far it came is not told, but it was past a frame's beginning */
	*in += from.pos;
	*in_n -= from.pos;
	*ended = code == 0;
	return ZSTD_isError(code) ? zstd_failed(code, err) : (ssize_t)to.pos;
}

static int load_dictionary(ZSTD_DStream *zstd, const char *bytes, size_t n, struct err *err)
{
	if (n < 4 || memcmp(bytes, "\x37\xa4\x30\xec", 4) != 0)
		return err_set(err, EXIT_REFUSED, "the zstd dictionary is not a dictionary");
	/* Of a damaged one the library says that memory failed. */
	if (ZSTD_isError(ZSTD_DCtx_loadDictionary(zstd, bytes, n)))
		return err_set(err, EXIT_REFUSED, "the zstd dictionary is damaged");
	return 0;
}

int unpack_dictionary(struct unpack *unpack, const char *bytes, size_t n, struct err *err)
{
	unsigned long long size = ZSTD_getFrameContentSize(bytes, n);
	if (n < 4 || memcmp(bytes, "\x28\xb5\x2f\xfd", 4) != 0)
		return load_dictionary(unpack->zstd, bytes, n, err);
	if (size > UNPACK_DICTIONARY_MAX) /* or not known */
		return err_set(err, EXIT_REFUSED, "the zstd dictionary is larger than %d bytes",
		    UNPACK_DICTIONARY_MAX);
	char *plain = must_malloc((size_t)size + 1);
	size_t code = ZSTD_decompress(plain, (size_t)size, bytes, n);
	int status = ZSTD_isError(code) ? zstd_failed(code, err)
					: load_dictionary(unpack->zstd, plain, code, err);
	free(plain);
	return status;
}

/* ---- all of them ---- */

static enum gzip_format gzip_format(enum packing packing)
{
	return packing == PACKING_GZIP ? GZIP_MEMBER
	    : packing == PACKING_ZLIB  ? GZIP_ZLIB
				       : GZIP_RAW;
}

struct unpack *unpack_open(enum packing packing)
{
	struct unpack *unpack = must_calloc(1, sizeof *unpack);
	if (packing == PACKING_BROTLI)
		unpack->brotli = brotli_open();
	else if (packing == PACKING_ZSTD)
		unpack->zstd = zstd_open();
	else
		unpack->gzip = gzip_open(gzip_format(packing));
	return unpack;
}

bool unpack_begins(enum packing packing, const char *in, size_t in_n)
{
	const unsigned char *b = (const unsigned char *)in;
	if (packing == PACKING_GZIP)
		return in_n >= 2 && b[0] == 0x1f && b[1] == 0x8b;
	if (packing == PACKING_ZLIB)
		return in_n >= 2 && (b[0] & 0x0f) == 8 && (b[0] * 256 + b[1]) % 31 == 0;
	if (packing == PACKING_ZSTD) /* a frame, or one to be skipped */
		return in_n >= 4 &&
		    (memcmp(b, "\x28\xb5\x2f\xfd", 4) == 0 ||
			((b[0] & 0xf0) == 0x50 && memcmp(b + 1, "\x2a\x4d\x18", 3) == 0));
	return false;
}

void unpack_reset(struct unpack *unpack)
{
	if (unpack->brotli) {
		BrotliDecoderDestroyInstance(unpack->brotli);
		unpack->brotli = brotli_open();
	} else if (unpack->zstd) {
		ZSTD_DCtx_reset(unpack->zstd, ZSTD_reset_session_only);
	} else {
		gzip_reset(unpack->gzip);
	}
}

ssize_t unpack_step(struct unpack *unpack, const char **in, size_t *in_n, char *out, size_t out_n,
    bool *ended, struct err *err)
{
	if (unpack->brotli)
		return brotli_step(unpack->brotli, in, in_n, out, out_n, ended, err);
	if (unpack->zstd)
		return zstd_step(unpack->zstd, in, in_n, out, out_n, ended, err);
	return gzip_inflate(unpack->gzip, in, in_n, out, out_n, ended, err);
}

void unpack_close(struct unpack *unpack)
{
	if (!unpack)
		return;
	gzip_close(unpack->gzip);
	if (unpack->brotli)
		BrotliDecoderDestroyInstance(unpack->brotli);
	ZSTD_freeDStream(unpack->zstd); /* NULL is allowed */
	free(unpack);
}
