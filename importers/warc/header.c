/* header: see header.h. */
#include "importers/warc/header.h"

#include "schema/base/buf.h"
#include "schema/base/date.h"
#include "schema/base/number.h"
#include "schema/base/text.h"

#include <string.h>

bool header_line(const char *at, size_t n, size_t *length, size_t *next)
{
	const char *lf = memchr(at, '\n', n);
	if (!lf)
		return false;
	*next = (size_t)(lf - at) + 1;
	*length = lf > at && lf[-1] == '\r' ? *next - 2 : *next - 1;
	return true;
}

size_t header_end(const char *at, size_t n)
{
	size_t from = 0, length, next;
	while (header_line(at + from, n - from, &length, &next)) {
		from += next;
		if (length == 0)
			return from;
	}
	return 0;
}

char *header_text(struct arena *arena, const char *at, size_t n)
{
	while (n && ascii_is_space(*at)) {
		at++;
		n--;
	}
	while (n && ascii_is_space(at[n - 1]))
		n--;
	return text_repair(arena, at, n, NULL, NULL);
}

const char *header_uri(struct arena *arena, const char *at, size_t n)
{
	const char *uri = header_text(arena, at, n);
	n = strlen(uri);
	if (n >= 2 && uri[0] == '<' && uri[n - 1] == '>') {
		uri++;
		n -= 2;
	}
	char *clean = arena_take(arena, 3 * n + 1), *to = clean;
	for (size_t i = 0; i < n; i++) {
		if (uri[i] == ' ' || uri[i] == '\t') {
			memcpy(to, "%20", 3);
			to += 3;
		} else {
			*to++ = uri[i];
		}
	}
	return clean;
}

static const char *clean_date(struct arena *arena, const char *text)
{
	char date[DATE_TEXT];
	return date_iso(text, strlen(text), date) ? arena_text(arena, date) : NULL;
}

/* ISO 28500's names of types are of any case. */
static const char *record_type(struct arena *arena, const char *as_written)
{
	char *type = arena_text(arena, as_written);
	for (char *at = type; *at; at++)
		*at = ascii_lower(*at);
	return type;
}

struct fields {
	const char *type, *length, *date, *uri, *refers_uri, *truncated;
};

static void read_field(
    struct arena *arena, const char *line, size_t n, struct entry *entry, struct fields *fields)
{
	const struct {
		const char *name, **value;
	} known[] = {
	    {"warc-type", &fields->type},
	    {"content-length", &fields->length},
	    {"warc-date", &fields->date},
	    {"warc-target-uri", &fields->uri},
	    {"warc-record-id", &entry->id},
	    {"warc-refers-to", &entry->refers_to},
	    {"warc-refers-to-target-uri", &fields->refers_uri},
	    {"warc-block-digest", &entry->block_digest},
	    {"warc-payload-digest", &entry->payload_digest},
	    {"warc-truncated", &fields->truncated},
	    {"content-type", &entry->content_type},
	};
	const char *colon = memchr(line, ':', n);
	for (size_t i = 0; colon && i < sizeof known / sizeof *known; i++)
		if (ascii_equal_n(line, (size_t)(colon - line), known[i].name) && !*known[i].value)
			*known[i].value =
			    header_text(arena, colon + 1, n - (size_t)(colon + 1 - line));
}

/* A line that begins with white space goes on with the one before. */
static void read_fields(
    struct arena *arena, const char *at, size_t n, struct entry *entry, struct fields *fields)
{
	struct buf line = BUF_INIT(ARCHIVE_HEADER_MAX);
	size_t from = 0, length, next;
	bool version = true;
	while (header_line(at + from, n - from, &length, &next)) {
		const char *text = at + from;
		from += next;
		if (length && (*text == ' ' || *text == '\t')) {
			buf_add(&line, text, length);
			continue;
		}
		if (!version)
			read_field(arena, buf_text(&line), line.n, entry, fields);
		version = version && line.n == 0;
		buf_clear(&line);
		buf_add(&line, text, length);
	}
	read_field(arena, buf_text(&line), line.n, entry, fields);
	buf_release(&line);
}

bool header_read(struct arena *arena, const char *at, size_t n, struct entry *entry)
{
	struct fields fields = {0};
	read_fields(arena, at, n, entry, &fields);
	if (fields.type)
		entry->type = record_type(arena, fields.type);
	if (fields.uri)
		entry->url = header_uri(arena, fields.uri, strlen(fields.uri));
	if (fields.refers_uri)
		entry->refers_uri = header_uri(arena, fields.refers_uri, strlen(fields.refers_uri));
	entry->date = fields.date ? clean_date(arena, fields.date) : NULL;
	entry->truncated = fields.truncated != NULL;
	return fields.length &&
	    number_integer(fields.length, strlen(fields.length), &entry->length) &&
	    entry->length >= 0;
}
