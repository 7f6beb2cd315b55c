/* http: see http.h. */
#include "importers/page/bytes/http.h"
#include "importers/page/bytes/http_codings.h"
#include "importers/page/saved/packed.h"

#include "schema/base/date.h"
#include "schema/base/text.h"

#include <string.h>

/* What the header says that concerns the payload. Texts are NULL when not said. */
struct header {
	const char *content_type, *content_encoding, *transfer_encoding, *date, *content_length;
	int joined; /* lines that went on with a list */
};

/* ---- the header ---- */

bool http_begins(const char *bytes, size_t n)
{
	/* HTTP/1.1 200, HTTP/2 200 */
	if (n < 10 || memcmp(bytes, "HTTP/", 5) != 0 || !ascii_is_digit(bytes[5]))
		return false;
	const char *space = memchr(bytes, ' ', n < 12 ? n : 12);
	return space && bytes + n - space >= 4 && ascii_is_digit(space[1]) &&
	    ascii_is_digit(space[2]) && ascii_is_digit(space[3]);
}

static const char *span_text(struct arena *arena, struct span span)
{
	while (span.at < span.end && ascii_is_space(*span.at))
		span.at++;
	while (span.at < span.end && ascii_is_space(span.end[-1]))
		span.end--;
	return arena_copy(arena, span.at, (size_t)(span.end - span.at));
}

static void read_field(struct arena *arena, struct span line, struct header *header)
{
	const struct {
		const char *name;
		const char **value;
		bool list; /* may be said in several lines */
	} known[] = {
	    {"content-type", &header->content_type, false},
	    {"content-encoding", &header->content_encoding, true},
	    {"transfer-encoding", &header->transfer_encoding, true},
	    {"date", &header->date, false},
	    {"content-length", &header->content_length, false},
	};
	const char *colon = memchr(line.at, ':', (size_t)(line.end - line.at));
	for (size_t i = 0; colon && i < sizeof known / sizeof *known; i++) {
		if (!ascii_equal_n(line.at, (size_t)(colon - line.at), known[i].name))
			continue;
		const char *value = span_text(arena, (struct span){colon + 1, line.end});
		if (*known[i].value && known[i].list && header->joined++ < HTTP_CODINGS_MAX)
			value = arena_format(arena, "%s,%s", *known[i].value, value);
		*known[i].value = value;
	}
}

/* Reads the status line and the fields up to the blank line; the span then stands at the payload.
 * Folded lines (obsolete) are a part of no field that is looked at. */
static int read_header(
    struct arena *arena, struct span *span, int *status, struct header *header, struct err *err)
{
	const char *start = span->at;
	struct span line;
	*header = (struct header){0};
	const char *space = memchr(span->at, ' ', (size_t)(span->end - span->at));
	*status = (space[1] - '0') * 100 + (space[2] - '0') * 10 + space[3] - '0';
	while (http_take_line(span, &line) && span->at - start <= HTTP_HEADER_MAX) {
		if (line.at == line.end)
			return 0;
		read_field(arena, line, header);
	}
	return err_set(err, EXIT_REFUSED, "the HTTP header has no end");
}

const char *http_media_type(struct arena *arena, const char *value, const char **charset)
{
	*charset = NULL;
	size_t n = strcspn(value, "; \t,");
	char *type = n ? arena_copy(arena, value, n) : NULL;
	for (char *c = type; c && *c; c++)
		*c = ascii_lower(*c);
	for (const char *at = strchr(value, ';'); at; at = strchr(at + 1, ';')) {
		const char *name = at + 1 + strspn(at + 1, " \t");
		if (!ascii_starts(name, "charset="))
			continue;
		const char *label = name + 8 + (name[8] == '"' || name[8] == '\'');
		size_t length = strcspn(label, "\"'; \t,");
		if (length && !*charset)
			*charset = arena_copy(arena, label, length);
	}
	return type;
}

/* ---- the payload ---- */

/* Holds the bytes against Content-Length. */
static void measure(const struct header *header, struct span body, struct http *http)
{
	if (!header->content_length || header->transfer_encoding)
		return;
	size_t promised = 0;
	for (const char *c = header->content_length; ascii_is_digit(*c); c++)
		promised = promised > PACKED_MAX ? promised : promised * 10 + (size_t)(*c - '0');
	http->cut = promised > (size_t)(body.end - body.at);
	http->whole = !http->cut;
}

int http_split(struct arena *arena, const char *bytes, size_t n, struct http *http, struct err *err)
{
	struct header header;
	struct span body = {bytes, bytes + n};
	char date[DATE_TEXT];
	*http = (struct http){0};
	if (!http_begins(bytes, n))
		return err_set(err, EXIT_REFUSED, "no HTTP status line");
	while (http_begins(body.at, (size_t)(body.end - body.at)))
		if (read_header(arena, &body, &http->status, &header, err) < 0)
			return -1;
	measure(&header, body, http);
	if (header.content_type)
		http->content_type = http_media_type(arena, header.content_type, &http->charset);
	if (header.date && date_rfc822(header.date, strlen(header.date), date))
		http->date = arena_text(arena, date);
	if (header.joined > HTTP_CODINGS_MAX)
		return http_refuse_codings(err);
	if (http_undo_codings(arena, header.transfer_encoding, &body, http, err) < 0 ||
	    http_undo_codings(arena, header.content_encoding, &body, http, err) < 0)
		return -1;
	http->body = body.at;
	http->body_n = (size_t)(body.end - body.at);
	return 0;
}
