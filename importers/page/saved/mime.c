/* mime: see mime.h. */
#include "importers/page/saved/mime.h"

#include "importers/page/saved/decode.h"
#include "importers/page/saved/mime_header.h"
#include "schema/base/date.h"
#include "schema/base/text.h"

#include <string.h>

/* A part that may be the page. */
struct part {
	struct mime_header header;
	struct mime_span body;
	const char *type;
	bool cut; /* no boundary ends it */
};

struct mime {
	struct arena *arena;
	struct err *err;
	const char *start; /* the Content-ID of the outermost related parts' root; NULL for none */
	bool related;      /* such parts were met */
	size_t entities;   /* parts so far, those that hold others too */
	size_t leaves;     /* leaves so far */
	struct part named, html, plain; /* the best so far; type is NULL for none */
};

/* ---- leaves ---- */

/* Content-ID stands in angle brackets, and `start` should. */
static bool same_id(const char *a, const char *b)
{
	a += *a == '<';
	b += *b == '<';
	size_t n = strcspn(a, ">");
	return n == strcspn(b, ">") && memcmp(a, b, n) == 0;
}

static bool is_html_type(const char *type)
{
	return strcmp(type, "text/html") == 0 || strcmp(type, "application/xhtml+xml") == 0;
}

static void take_leaf(struct mime *mime, const struct part *part)
{
	mime->leaves++;
	bool html = is_html_type(part->type);
	if (mime->start && part->header.id && !mime->named.type && html &&
	    same_id(mime->start, part->header.id))
		mime->named = *part;
	if (html && !mime->html.type)
		mime->html = *part;
	bool plain = strcmp(part->type, "text/plain") == 0 || !*part->type;
	if (plain && !mime->plain.type)
		mime->plain = *part;
}

/* ---- nested parts ---- */

static int read_entity(struct mime *mime, struct mime_span span, int depth, bool cut);

/* Nothing but `--` and white space stands behind a delimiter in its line: else it is that of a
 * longer boundary, of parts within. Sets where the line ends. */
static bool ends_delimiter(const char *at, const char *end, struct mime_span *found, bool *last)
{
	struct mime_span rest = {at, end}, line = rest;
	*last = end - at >= 2 && memcmp(at, "--", 2) == 0;
	(void)mime_line(&rest, &line);
	const char *behind = at + 2 * *last;
	while (behind < line.end && ascii_is_space(*behind))
		behind++;
	if (behind != line.end && behind < rest.at)
		return false;
	found->end = rest.at;
	return true;
}

/* Where the next delimiter line begins and ends, from `at`, which begins a line; false when there
 * is none. *last is true of the one that closes. The line end before a delimiter belongs to it. */
static bool find_delimiter(
    struct mime_span span, const char *delimiter, size_t n, struct mime_span *found, bool *last)
{
	size_t left;
	for (const char *at = span.at; (left = (size_t)(span.end - at)) >= n; at++) {
		if (memcmp(at, delimiter, n) == 0 &&
		    ends_delimiter(at + n, span.end, found, last)) {
			found->at = at;
			return true;
		}
		at = memchr(at, '\n', left);
		if (!at)
			break;
	}
	return false;
}

static const char *without_line_end(const char *from, const char *end)
{
	end -= end > from && end[-1] == '\n';
	end -= end > from && end[-1] == '\r';
	return end;
}

static int read_parts(struct mime *mime, struct mime_span span, const char *boundary, int depth)
{
	const char *delimiter = arena_format(mime->arena, "--%s", boundary);
	size_t n = strlen(delimiter);
	struct mime_span found;
	bool last;
	if (!find_delimiter(span, delimiter, n, &found, &last))
		return 0;
	while (!last) {
		struct mime_span part = {found.end, span.end};
		bool cut = !find_delimiter(part, delimiter, n, &found, &last);
		if (!cut)
			part.end = without_line_end(part.at, found.at);
		if (read_entity(mime, part, depth, cut))
			return -1;
		if (cut)
			return 0;
	}
	return 0;
}

static int read_multipart(struct mime *mime, const struct part *part, int depth)
{
	const char *boundary = mime_parameter(mime->arena, part->header.content_type, "boundary");
	if (strcmp(part->type, "multipart/related") == 0 && !mime->related) {
		mime->related = true;
		mime->start = mime_parameter(mime->arena, part->header.content_type, "start");
	}
	if (depth == MIME_DEPTH)
		return err_set(
		    mime->err, EXIT_REFUSED, "its parts nest deeper than %d", MIME_DEPTH);
	if (!boundary || !*boundary)
		return err_set(mime->err, EXIT_REFUSED, "its parts have no boundary");
	return read_parts(mime, part->body, boundary, depth + 1);
}

/* A mail, or a part: its header, and what is behind it. */
static int read_entity(struct mime *mime, struct mime_span span, int depth, bool cut)
{
	struct part part = {.cut = cut};
	if (mime->entities++ == MIME_PARTS)
		return err_set(mime->err, EXIT_REFUSED, "it has more than %d parts", MIME_PARTS);
	if (!mime_header_read(mime->arena, &span, MIME_HEADER, &part.header)) {
		if (span.at == span.end) /* cut within the header, or nothing but one */
			return 0;
		return err_set(mime->err, EXIT_REFUSED, "a part's header has no end");
	}
	part.body = span;
	part.type = mime_value(mime->arena, part.header.content_type);
	if (text_starts(part.type, "multipart/"))
		return read_multipart(mime, &part, depth);
	take_leaf(mime, &part);
	return 0;
}

/* ---- the page ---- */

static void decode_part(struct arena *arena, const struct part *part, struct saved *saved)
{
	const char *encoding = mime_value(arena, part->header.encoding);
	size_t n = (size_t)(part->body.end - part->body.at);
	if (strcmp(encoding, "quoted-printable") == 0)
		saved->bytes = decode_quoted(arena, part->body.at, n, &saved->n);
	else if (strcmp(encoding, "base64") == 0)
		saved->bytes = decode_base64(arena, part->body.at, n, &saved->n);
	else
		saved->bytes = arena_copy(arena, part->body.at, saved->n = n);
}

static bool is_address(const char *location)
{
	return location && (ascii_starts(location, "http:") || ascii_starts(location, "https:"));
}

static void set_origin(struct arena *arena, const struct mime_header *header,
    const struct part *part, struct saved *saved)
{
	char date[DATE_TEXT];
	const char *const locations[] = {header->snapshot, part->header.location, header->location};
	for (size_t i = 0; i < sizeof locations / sizeof *locations && !saved->url; i++)
		if (is_address(locations[i]))
			saved->url = locations[i];
	if (!saved->retrieved_at && header->date &&
	    date_rfc822(header->date, strlen(header->date), date))
		saved->retrieved_at = arena_text(arena, date);
	saved->rule = "MHTML";
}

static struct mime_span without_mailbox_line(struct mime_span span)
{
	struct mime_span line;
	if (span.end - span.at > 5 && memcmp(span.at, "From ", 5) == 0)
		(void)mime_line(&span, &line);
	return span;
}

int mime_unwrap(struct arena *arena, struct saved *saved, struct err *err)
{
	struct mime mime = {.arena = arena, .err = err};
	struct mime_span span = {saved->bytes, saved->bytes + saved->n};
	struct mime_header header;
	while (span.at < span.end && ascii_is_space(*span.at))
		span.at++;
	span = without_mailbox_line(span);
	struct mime_span body = span;
	if (!mime_header_read(arena, &body, MIME_HEADER, &header))
		return err_set(err, EXIT_REFUSED, "the header of the mail has no end");
	if (read_entity(&mime, span, 0, false))
		return -1;
	const struct part *part = mime.named.type ? &mime.named
	    : mime.html.type                      ? &mime.html
						  : &mime.plain;
	if (!part->type)
		return err_set(err, EXIT_REFUSED, "not a page: a mail or archive without one");
	decode_part(arena, part, saved);
	saved->charset = mime_parameter(arena, part->header.content_type, "charset");
	saved->media_type = *part->type ? part->type : NULL;
	saved->passed += mime.leaves - 1;
	saved->cut = saved->cut || part->cut;
	set_origin(arena, &header, part, saved);
	return 0;
}
