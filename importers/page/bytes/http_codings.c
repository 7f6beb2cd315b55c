/*
 * http_codings: see http_codings.h. A coding is undone only when the bytes really carry it: saved
 * responses often keep a header whose codings a tool has already undone.
 */
#include "importers/page/bytes/http_codings.h"

#include "importers/page/saved/packed.h"
#include "schema/base/text.h"

#include <string.h>

bool http_take_line(struct span *span, struct span *line)
{
	const char *lf = memchr(span->at, '\n', (size_t)(span->end - span->at));
	if (!lf)
		return false;
	*line = (struct span){span->at, lf > span->at && lf[-1] == '\r' ? lf - 1 : lf};
	span->at = lf + 1;
	return true;
}

/* ---- transfer coding ---- */

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = ascii_lower(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Takes the line that opens a chunk: its size, or false when the line is none. */
static bool take_chunk_size(struct span *span, size_t *size)
{
	struct span line;
	size_t digits = 0;
	*size = 0;
	if (!http_take_line(span, &line))
		return false;
	for (; line.at < line.end && hex_digit(*line.at) >= 0; line.at++, digits++) {
		if (digits == 8)
			return false;
		*size = *size * 16 + (size_t)hex_digit(*line.at);
	}
	while (line.at < line.end && (*line.at == ' ' || *line.at == '\t'))
		line.at++;
	return digits > 0 && (line.at == line.end || *line.at == ';');
}

/* Puts the chunks together. False when the bytes are not chunked at all; *cut when they end before
 * the last chunk. */
static bool undo_chunks(struct arena *arena, struct span *body, bool *cut)
{
	struct span span = *body, line;
	size_t size;
	if (!take_chunk_size(&span, &size))
		return false;
	char *whole = arena_take_raw(arena, (size_t)(body->end - body->at) + 1);
	char *to = whole;
	*cut = true;
	while (size > 0) {
		size_t n = (size_t)(span.end - span.at);
		n = n < size ? n : size;
		memcpy(to, span.at, n);
		to += n;
		span.at += n;
		if (n < size || !http_take_line(&span, &line) || line.at != line.end ||
		    !take_chunk_size(&span, &size))
			break;
	}
	*cut = size > 0;
	*body = (struct span){whole, to};
	return true;
}

/* ---- content codings ---- */

static const struct compression {
	const char *name;
	enum packing packing;
} compressions[] = {{"gzip", PACKING_GZIP}, {"x-gzip", PACKING_GZIP}, {"deflate", PACKING_ZLIB},
    {"br", PACKING_BROTLI}, {"zstd", PACKING_ZSTD}};

static const struct compression *find_compression(const char *coding, size_t n)
{
	for (size_t i = 0; i < sizeof compressions / sizeof *compressions; i++)
		if (ascii_equal_n(coding, n, compressions[i].name))
			return &compressions[i];
	return NULL;
}

/* True of bytes that are markup as they stand: browsers that archive undo a coding and keep its
 * header. */
static bool is_markup(struct span body)
{
	enum { LOOKED = 256 };
	const char *at = body.at, *end = body.end - at > LOOKED ? at + LOOKED : body.end;
	if (end - at >= 3 && memcmp(at, "\xEF\xBB\xBF", 3) == 0)
		at += 3;
	while (at < end && ascii_is_space(*at))
		at++;
	if (end - at < 2 || *at != '<')
		return false;
	for (; at < end; at++)
		if ((unsigned char)*at < ' ' && !ascii_is_space(*at))
			return false;
	return true;
}

/* Whether the payload is compressed, by its first bytes; what `deflate` means differs between
 * servers, and *packing says it. Brotli has no mark of its own, but begins with no `<`. */
static bool is_compressed(struct span body, enum packing *packing)
{
	size_t n = (size_t)(body.end - body.at);
	if (*packing == PACKING_BROTLI)
		return !is_markup(body);
	if (*packing != PACKING_ZLIB || unpack_begins(PACKING_ZLIB, body.at, n))
		return unpack_begins(*packing, body.at, n);
	*packing = unpack_begins(PACKING_GZIP, body.at, n) ? PACKING_GZIP : PACKING_RAW;
	return n && !(ascii_is_space(body.at[0]) || body.at[0] == '<');
}

static int undo_compression(
    struct arena *arena, struct span *body, enum packing packing, bool *cut, struct err *err)
{
	size_t n = (size_t)(body->end - body->at);
	int status = packed_undo(arena, packing, &body->at, &n, cut, err);
	body->end = body->at + n;
	return status;
}

static void remark(struct arena *arena, struct http *http, const char *coding)
{
	*list_add(arena, &http->remarks) = arena_format(arena, "declared %s, and is not", coding);
}

int http_refuse_codings(struct err *err)
{
	return err_set(err, EXIT_REFUSED, "the payload has more than %d codings", HTTP_CODINGS_MAX);
}

/* A coding that is not known here is none when the payload is markup without it. */
static int undo_unknown(struct arena *arena, const char *coding, size_t n, struct span body,
    struct http *http, struct err *err)
{
	n = n < 40 ? n : 40;
	if (!is_markup(body))
		return err_set(err, EXIT_REFUSED, "the payload's coding \"%.*s\" is not known here",
		    (int)n, coding);
	remark(arena, http, arena_copy(arena, coding, n));
	return 0;
}

/* Undoes one coding of a list. */
static int undo_coding(struct arena *arena, const char *coding, size_t n, struct span *body,
    struct http *http, struct err *err)
{
	const struct compression *compression = find_compression(coding, n);
	enum packing packing = compression ? compression->packing : PACKING_RAW;
	if (n == 0 || ascii_equal_n(coding, n, "identity") || ascii_equal_n(coding, n, "none") ||
	    body->at == body->end)
		return 0;
	if (ascii_equal_n(coding, n, "chunked")) {
		if (!undo_chunks(arena, body, &http->cut))
			remark(arena, http, "chunked");
		return 0;
	}
	if (!compression)
		return undo_unknown(arena, coding, n, *body, http, err);
	if (is_compressed(*body, &packing))
		return undo_compression(arena, body, packing, &http->cut, err);
	remark(arena, http, compression->name);
	return 0;
}

int http_undo_codings(
    struct arena *arena, const char *list, struct span *body, struct http *http, struct err *err)
{
	size_t end = list ? strlen(list) : 0;
	int undone = 0;
	while (end > 0) {
		size_t start = end;
		while (start > 0 && list[start - 1] != ',')
			start--;
		const char *coding = list + start + strspn(list + start, " \t");
		size_t n = coding < list + end ? (size_t)(list + end - coding) : 0;
		while (n > 0 && (coding[n - 1] == ' ' || coding[n - 1] == '\t'))
			n--;
		if (++undone > HTTP_CODINGS_MAX)
			return http_refuse_codings(err);
		if (undo_coding(arena, coding, n, body, http, err) < 0)
			return -1;
		end = start ? start - 1 : 0;
	}
	return 0;
}
