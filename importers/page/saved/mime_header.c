/* mime_header: see mime_header.h. */
#include "importers/page/saved/mime_header.h"

#include "schema/base/text.h"

#include <string.h>

bool mime_line(struct mime_span *span, struct mime_span *line)
{
	if (span->at == span->end)
		return false;
	const char *lf = memchr(span->at, '\n', (size_t)(span->end - span->at));
	const char *end = lf ? lf : span->end;
	*line = (struct mime_span){span->at, end > span->at && end[-1] == '\r' ? end - 1 : end};
	span->at = lf ? lf + 1 : span->end;
	return true;
}

/* Where the field's value is kept, or NULL for one that is of no concern. The first of a name
 * counts. */
static const char **place_of(struct mime_header *header, struct mime_span line, const char *colon)
{
	const struct {
		const char *name;
		const char **value;
	} known[] = {{"content-type", &header->content_type},
	    {"content-transfer-encoding", &header->encoding}, {"content-id", &header->id},
	    {"content-location", &header->location},
	    {"snapshot-content-location", &header->snapshot}, {"date", &header->date}};
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (ascii_equal_n(line.at, (size_t)(colon - line.at), known[i].name))
			return *known[i].value ? NULL : known[i].value;
	return NULL;
}

/* A field with the lines that go on with it, as one text; *span moves behind them. */
static char *unfolded(struct arena *arena, struct mime_span *span, const char *from)
{
	struct mime_span line = *span;
	while (span->at < span->end && (*span->at == ' ' || *span->at == '\t'))
		mime_line(span, &line);
	return text_squeeze(arena, from, (size_t)(span->at - from));
}

bool mime_header_read(
    struct arena *arena, struct mime_span *span, size_t most, struct mime_header *header)
{
	const char *start = span->at;
	struct mime_span line;
	*header = (struct mime_header){0};
	while ((size_t)(span->at - start) <= most && mime_line(span, &line)) {
		if (line.at == line.end)
			return true;
		const char *colon = memchr(line.at, ':', (size_t)(line.end - line.at));
		const char **value = colon ? place_of(header, line, colon) : NULL;
		if (value)
			*value = unfolded(arena, span, colon + 1);
	}
	return false;
}

const char *mime_value(struct arena *arena, const char *field)
{
	size_t n = field ? strcspn(field, "; \t") : 0;
	char *value = arena_copy(arena, field ? field : "", n);
	for (char *c = value; *c; c++)
		*c = ascii_lower(*c);
	return value;
}

/* Behind a parameter's value, which may be quoted. */
static const char *behind_value(const char *at)
{
	if (*at != '"')
		return at + strcspn(at, ";");
	for (at++; *at && *at != '"'; at++)
		at += *at == '\\' && at[1];
	return at + strcspn(at, ";");
}

static const char *unquoted(struct arena *arena, const char *at)
{
	if (*at != '"')
		return arena_copy(arena, at, strcspn(at, "; \t"));
	char *value = arena_text(arena, at + 1), *to = value;
	for (const char *from = value; *from && *from != '"'; from++) {
		from += *from == '\\' && from[1];
		*to++ = *from;
	}
	*to = '\0';
	return value;
}

const char *mime_parameter(struct arena *arena, const char *field, const char *name)
{
	size_t n = strlen(name);
	const char *at = field ? field + strcspn(field, ";") : "";
	while (*at == ';') {
		at += 1 + strspn(at + 1, " \t");
		const char *equals = at + strcspn(at, "=;");
		const char *value =
		    *equals == '=' ? equals + 1 + strspn(equals + 1, " \t") : equals;
		size_t length = (size_t)(equals - at);
		while (length && ascii_is_space(at[length - 1]))
			length--;
		if (*equals == '=' && length == n && ascii_equal_n(at, n, name))
			return unquoted(arena, value);
		at = behind_value(value);
	}
	return NULL;
}
