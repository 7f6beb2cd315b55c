/*
 * mend_tag: the writing half of mend: text, references and tags as well-formed XML, whatever they were.
 */
#include "importers/feed/mend_tag.h"

#include "importers/page/entity.h"
#include "schema/base/text.h"

#include <stdint.h>
#include <string.h>

enum { REFERENCE = MEND_REFERENCE, DEPTH_MAX = 400, ATTRIBUTES_MAX = 100 };

void mend_repaired(struct mend *mend, const char *what)
{
	if (!mend->repairs++) {
		mend->first = what;
		mend->first_line = mend->line;
	}
}

/* Copies text as it is but for control characters, which XML has no way to hold. */
void mend_put(struct mend *mend, const char *text, size_t n)
{
	for (const char *end = text + n; text < end;) {
		const char *good = text;
		while (text < end && ((unsigned char)*text >= 0x20 || strchr("\t\n\r", *text)) &&
		    *text)
			text++;
		buf_add(&mend->out, good, (size_t)(text - good));
		if (text < end) {
			buf_add_text(&mend->out, "\xEF\xBF\xBD");
			mend_repaired(mend, "a control character");
			text++;
		}
	}
}

bool mend_is_name_byte(char c)
{
	return ascii_is_alpha(c) || ascii_is_digit(c) || (unsigned char)c >= 0x80 || c == '_' ||
	    c == ':' || c == '-' || c == '.';
}

bool mend_starts_name(char c)
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
size_t mend_put_reference(struct mend *mend, const char *text, const char *end)
{
	size_t left = (size_t)(end - text), n = 0, decoded_n;
	while (n < left && n < REFERENCE && text[n] != ';' && !ascii_is_space(text[n]))
		n++;
	bool ended = n < left && text[n] == ';';
	n++;
	if (ended && (text[1] == '#' ? good_number(text, n) : is_xml_name(text, n))) {
		buf_add(&mend->out, text, n);
		return n;
	}
	if (ended && text[1] != '#') {
		arena_reset(&mend->arena);
		char *decoded = entity_decode(&mend->arena, text, n, &decoded_n);
		if (decoded_n < n && !strpbrk(decoded, "<&")) {
			buf_add(&mend->out, decoded, decoded_n);
			mend_repaired(mend, "an entity of HTML");
			return n;
		}
	}
	mend_repaired(mend, ended ? "an unknown entity" : "a bare &");
	buf_add_text(&mend->out, "&amp;");
	return 1;
}

/* Text with its references; `in_tag` also escapes `<` and quotes. */
static void put_text(struct mend *mend, const char *text, const char *end, bool in_tag)
{
	while (text < end) {
		const char *plain = text;
		while (text < end && *text != '&' && !(in_tag && (*text == '<' || *text == '"')))
			text++;
		mend_put(mend, plain, (size_t)(text - plain));
		if (text == end)
			return;
		if (*text == '&') {
			text += mend_put_reference(mend, text, end);
			continue;
		}
		if (*text == '<')
			mend_repaired(mend, "a < in an attribute");
		buf_add_text(&mend->out, *text == '<' ? "&lt;" : "&quot;");
		text++;
	}
}

/* ---- tags ---- */

static const char *name_of(const struct mend *mend, size_t *offset)
{
	/* Names end with a NUL: the last one begins behind the NUL before it. */
	size_t at = *offset - 1;
	while (at && mend->names.at[at - 1])
		at--;
	*offset = at;
	return mend->names.at + at;
}

static void push(struct mend *mend, const char *name, size_t n)
{
	buf_add(&mend->names, name, n);
	buf_add(&mend->names, "", 1);
	mend->depth++;
	mend->rooted = true;
}

void mend_close_top(struct mend *mend)
{
	size_t offset = mend->names.n;
	buf_add_format(&mend->out, "</%s>", name_of(mend, &offset));
	mend->names.n = offset;
	mend->depth--;
}

/* How many elements must close for this one to close; 0 when it is not open. */
static size_t levels_to(const struct mend *mend, const char *name, size_t n)
{
	size_t offset = mend->names.n, levels = 0;
	while (offset) {
		const char *open = name_of(mend, &offset);
		levels++;
		if (strlen(open) == n && !memcmp(open, name, n))
			return levels;
	}
	return 0;
}

void mend_put_end_tag(struct mend *mend, const char *name, size_t n)
{
	size_t levels = levels_to(mend, name, n);
	if (levels != 1)
		mend_repaired(
		    mend, levels ? "an element that was not closed" : "an end tag too many");
	while (levels--)
		mend_close_top(mend);
}

const char *mend_skip_space(const char *at, const char *end)
{
	while (at < end && ascii_is_space(*at))
		at++;
	return at;
}

/* One attribute at `at`, written with quotes whatever it had; returns where it ends. */
static const char *put_attribute(struct mend *mend, const char *at, const char *end)
{
	const char *name = at;
	while (at < end && mend_is_name_byte(*at))
		at++;
	size_t n = (size_t)(at - name);
	const char *behind = mend_skip_space(at, end);
	if (!n || !mend_starts_name(*name)) {
		mend_repaired(mend, "a malformed tag");
		return n ? at : at + 1;
	}
	buf_add_format(&mend->out, " %.*s=\"", (int)n, name);
	if (behind == end || *behind != '=') {
		mend_repaired(mend, "an attribute without a value");
		buf_add_char(&mend->out, '"');
		return at;
	}
	at = mend_skip_space(behind + 1, end);
	bool quoted = at < end && (*at == '"' || *at == '\'');
	const char *value = quoted ? at + 1 : at, *stop = value;
	while (stop < end && (quoted ? *stop != *at : !ascii_is_space(*stop)))
		stop++;
	if (!quoted)
		mend_repaired(mend, "an attribute without quotes");
	put_text(mend, value, stop, true);
	buf_add_char(&mend->out, '"');
	return stop < end && quoted ? stop + 1 : stop;
}

/* The tag between `<` and `>`. */
void mend_put_start_tag(struct mend *mend, const char *name, const char *end)
{
	const char *at = name;
	bool empty = end > name && end[-1] == '/';
	if (empty)
		end--;
	while (at < end && mend_is_name_byte(*at))
		at++;
	size_t n = (size_t)(at - name);
	if (mend->depth >= DEPTH_MAX) {
		mend_repaired(mend, "elements too deep");
		return;
	}
	buf_add_format(&mend->out, "<%.*s", (int)n, name);
	int attributes = 0; /* libxml2 compares each with all before it */
	while ((at = mend_skip_space(at, end)) < end && attributes++ < ATTRIBUTES_MAX)
		at = put_attribute(mend, at, end);
	if (at < end)
		mend_repaired(mend, "a tag with too many attributes");
	buf_add_text(&mend->out, empty ? "/>" : ">");
	mend->rooted = true;
	if (!empty)
		push(mend, name, n);
}
