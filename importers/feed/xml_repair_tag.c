/*
 * xml_repair_tag: the writing half of repair: text, references and tags as well-formed XML,
 * whatever they were.
 */
#include "importers/feed/xml_repair_tag.h"

#include "importers/page/document/entity.h"
#include "schema/base/text.h"

#include <stdint.h>
#include <string.h>

enum { REFERENCE = XML_REPAIR_REFERENCE, DEPTH_MAX = 400, ATTRIBUTES_MAX = 100 };

void xml_repair_count(struct xml_repair *repair, const char *what)
{
	if (!repair->repairs++) {
		repair->first = what;
		repair->first_line = repair->line;
	}
}

/* Copies text as it is but for control characters, which XML has no way to hold. */
void xml_repair_put(struct xml_repair *repair, const char *text, size_t n)
{
	for (const char *end = text + n; text < end;) {
		const char *good = text;
		while (text < end && ((unsigned char)*text >= 0x20 || strchr("\t\n\r", *text)) &&
		    *text)
			text++;
		buf_add(&repair->out, good, (size_t)(text - good));
		if (text < end) {
			buf_add_text(&repair->out, "\xEF\xBF\xBD");
			xml_repair_count(repair, "a control character");
			text++;
		}
	}
}

bool xml_repair_is_name_byte(char c)
{
	return ascii_is_alpha(c) || ascii_is_digit(c) || (unsigned char)c >= 0x80 || c == '_' ||
	    c == ':' || c == '-' || c == '.';
}

bool xml_repair_starts_name(char c)
{
	return ascii_is_alpha(c) || (unsigned char)c >= 0x80 || c == '_' || c == ':';
}

/* ---- references ---- */

static bool is_xml_char(uint32_t code)
{
	return code == 9 || code == 10 || code == 13 || (code >= 0x20 && code <= 0xD7FF) ||
	    (code >= 0xE000 && code <= 0xFFFD) || (code >= 0x10000 && code <= 0x10FFFF);
}

/* `&#…;` of n bytes: true when XML allows it. */
static bool good_number(const char *text, size_t n)
{
	uint32_t code = 0;
	bool hex = text[2] == 'x';
	size_t i = hex ? 3 : 2;
	if (i >= n - 1)
		return false;
	for (; i < n - 1; i++) {
		char c = ascii_lower(text[i]);
		uint32_t digit = ascii_is_digit(c) ? (uint32_t)(c - '0')
		    : hex && c >= 'a' && c <= 'f'  ? (uint32_t)(c - 'a' + 10)
						   : 99;
		if (digit == 99 || code > 0x10FFFF)
			return false;
		code = code * (hex ? 16 : 10) + digit;
	}
	return is_xml_char(code);
}

static bool is_xml_name(const char *text, size_t n)
{
	static const char *const names[] = {"&amp;", "&lt;", "&gt;", "&quot;", "&apos;"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strlen(names[i]) == n && !memcmp(names[i], text, n))
			return true;
	return false;
}

/* Writes the reference at text (an `&`) and returns its length. */
size_t xml_repair_put_reference(struct xml_repair *repair, const char *text, const char *end)
{
	size_t left = (size_t)(end - text), n = 0, decoded_n;
	while (n < left && n < REFERENCE && text[n] != ';' && !ascii_is_space(text[n]))
		n++;
	bool ended = n < left && text[n] == ';';
	n++;
	if (ended && (text[1] == '#' ? good_number(text, n) : is_xml_name(text, n))) {
		buf_add(&repair->out, text, n);
		return n;
	}
	if (ended && text[1] != '#') {
		arena_reset(&repair->arena);
		char *decoded = entity_decode(&repair->arena, text, n, &decoded_n);
		if (decoded_n < n && !strpbrk(decoded, "<&")) {
			buf_add(&repair->out, decoded, decoded_n);
			xml_repair_count(repair, "an entity of HTML");
			return n;
		}
	}
	xml_repair_count(repair, ended ? "an unknown entity" : "a bare &");
	buf_add_text(&repair->out, "&amp;");
	return 1;
}

/* Text with its references; `in_tag` also escapes `<` and quotes. */
static void put_text(struct xml_repair *repair, const char *text, const char *end, bool in_tag)
{
	while (text < end) {
		const char *plain = text;
		while (text < end && *text != '&' && !(in_tag && (*text == '<' || *text == '"')))
			text++;
		xml_repair_put(repair, plain, (size_t)(text - plain));
		if (text == end)
			return;
		if (*text == '&') {
			text += xml_repair_put_reference(repair, text, end);
			continue;
		}
		if (*text == '<')
			xml_repair_count(repair, "a < in an attribute");
		buf_add_text(&repair->out, *text == '<' ? "&lt;" : "&quot;");
		text++;
	}
}

/* ---- tags ---- */

static const char *name_of(const struct xml_repair *repair, size_t *offset)
{
	/* Names end with a NUL: the last one begins behind the NUL before it. */
	size_t at = *offset - 1;
	while (at && repair->names.at[at - 1])
		at--;
	*offset = at;
	return repair->names.at + at;
}

static void push(struct xml_repair *repair, const char *name, size_t n)
{
	buf_add(&repair->names, name, n);
	buf_add(&repair->names, "", 1);
	repair->depth++;
	repair->rooted = true;
}

void xml_repair_close_top(struct xml_repair *repair)
{
	size_t offset = repair->names.n;
	buf_add_format(&repair->out, "</%s>", name_of(repair, &offset));
	repair->names.n = offset;
	repair->depth--;
}

/* How many elements must close for this one to close; 0 when it is not open. */
static size_t levels_to(const struct xml_repair *repair, const char *name, size_t n)
{
	size_t offset = repair->names.n, levels = 0;
	while (offset) {
		const char *open = name_of(repair, &offset);
		levels++;
		if (strlen(open) == n && !memcmp(open, name, n))
			return levels;
	}
	return 0;
}

void xml_repair_put_end_tag(struct xml_repair *repair, const char *name, size_t n)
{
	size_t levels = levels_to(repair, name, n);
	if (levels != 1)
		xml_repair_count(
		    repair, levels ? "an element that was not closed" : "an end tag too many");
	while (levels--)
		xml_repair_close_top(repair);
}

const char *xml_repair_skip_space(const char *at, const char *end)
{
	while (at < end && ascii_is_space(*at))
		at++;
	return at;
}

/* One attribute at `at`, written with quotes whatever it had; returns where it ends. */
static const char *put_attribute(struct xml_repair *repair, const char *at, const char *end)
{
	const char *name = at;
	while (at < end && xml_repair_is_name_byte(*at))
		at++;
	size_t n = (size_t)(at - name);
	const char *behind = xml_repair_skip_space(at, end);
	if (!n || !xml_repair_starts_name(*name)) {
		xml_repair_count(repair, "a malformed tag");
		return n ? at : at + 1;
	}
	buf_add_format(&repair->out, " %.*s=\"", (int)n, name);
	if (behind == end || *behind != '=') {
		xml_repair_count(repair, "an attribute without a value");
		buf_add_char(&repair->out, '"');
		return at;
	}
	at = xml_repair_skip_space(behind + 1, end);
	bool quoted = at < end && (*at == '"' || *at == '\'');
	const char *value = quoted ? at + 1 : at, *stop = value;
	while (stop < end && (quoted ? *stop != *at : !ascii_is_space(*stop)))
		stop++;
	if (!quoted)
		xml_repair_count(repair, "an attribute without quotes");
	put_text(repair, value, stop, true);
	buf_add_char(&repair->out, '"');
	return stop < end && quoted ? stop + 1 : stop;
}

/* The tag between `<` and `>`. */
void xml_repair_put_start_tag(struct xml_repair *repair, const char *name, const char *end)
{
	const char *at = name;
	bool empty = end > name && end[-1] == '/';
	if (empty)
		end--;
	while (at < end && xml_repair_is_name_byte(*at))
		at++;
	size_t n = (size_t)(at - name);
	if (repair->depth >= DEPTH_MAX) {
		xml_repair_count(repair, "elements too deep");
		return;
	}
	buf_add_format(&repair->out, "<%.*s", (int)n, name);
	int attributes = 0; /* libxml2 compares each with all before it */
	while ((at = xml_repair_skip_space(at, end)) < end && attributes++ < ATTRIBUTES_MAX)
		at = put_attribute(repair, at, end);
	if (at < end)
		xml_repair_count(repair, "a tag with too many attributes");
	buf_add_text(&repair->out, empty ? "/>" : ">");
	repair->rooted = true;
	if (!empty)
		push(repair, name, n);
}
