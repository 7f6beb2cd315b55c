/*
 * mend: see mend.h. A state for what we are in; each step takes one construct from `in`, or returns false when it needs
 * bytes that are not there yet.
 */
#include "importers/feed/mend.h"

#include "importers/page/entity.h"
#include "schema/base/text.h"

#include <stdint.h>
#include <string.h>

enum { IN_TEXT, IN_CDATA, IN_COMMENT, IN_INSTRUCTION, IN_DOCTYPE };
enum { LONGEST = 1 << 20, REFERENCE = 34, DEPTH_MAX = 400, ATTRIBUTES_MAX = 100 };

struct scan {
	struct mend *mend;
	const char *at, *end;
	bool final; /* nothing comes after end */
};

static void repaired(struct mend *mend, const char *what)
{
	if (!mend->repairs++) {
		mend->first = what;
		mend->first_line = mend->line;
	}
}

static void pass(struct scan *scan, const char *to)
{
	for (const char *at = scan->at; at < to; at++)
		scan->mend->line += *at == '\n';
	scan->at = to;
}

/* Copies text as it is but for control characters, which XML has no way to hold. */
static void put(struct mend *mend, const char *text, size_t n)
{
	for (const char *end = text + n; text < end;) {
		const char *good = text;
		while (text < end && ((unsigned char)*text >= 0x20 || strchr("\t\n\r", *text)) &&
		    *text)
			text++;
		buf_add(&mend->out, good, (size_t)(text - good));
		if (text < end) {
			buf_add_text(&mend->out, "\xEF\xBF\xBD");
			repaired(mend, "a control character");
			text++;
		}
	}
}

static bool is_name_byte(char c)
{
	return ascii_is_alpha(c) || ascii_is_digit(c) || (unsigned char)c >= 0x80 || c == '_' ||
	    c == ':' || c == '-' || c == '.';
}

static bool starts_name(char c)
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
static size_t put_reference(struct mend *mend, const char *text, const char *end)
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
			repaired(mend, "an entity of HTML");
			return n;
		}
	}
	repaired(mend, ended ? "an unknown entity" : "a bare &");
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
		put(mend, plain, (size_t)(text - plain));
		if (text == end)
			return;
		if (*text == '&') {
			text += put_reference(mend, text, end);
			continue;
		}
		if (*text == '<')
			repaired(mend, "a < in an attribute");
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

static void close_top(struct mend *mend)
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

static void put_end_tag(struct mend *mend, const char *name, size_t n)
{
	size_t levels = levels_to(mend, name, n);
	if (levels != 1)
		repaired(mend, levels ? "an element that was not closed" : "an end tag too many");
	while (levels--)
		close_top(mend);
}

static const char *skip_space(const char *at, const char *end)
{
	while (at < end && ascii_is_space(*at))
		at++;
	return at;
}

/* One attribute at `at`, written with quotes whatever it had; returns where it ends. */
static const char *put_attribute(struct mend *mend, const char *at, const char *end)
{
	const char *name = at;
	while (at < end && is_name_byte(*at))
		at++;
	size_t n = (size_t)(at - name);
	const char *behind = skip_space(at, end);
	if (!n || !starts_name(*name)) {
		repaired(mend, "a malformed tag");
		return n ? at : at + 1;
	}
	buf_add_format(&mend->out, " %.*s=\"", (int)n, name);
	if (behind == end || *behind != '=') {
		repaired(mend, "an attribute without a value");
		buf_add_char(&mend->out, '"');
		return at;
	}
	at = skip_space(behind + 1, end);
	bool quoted = at < end && (*at == '"' || *at == '\'');
	const char *value = quoted ? at + 1 : at, *stop = value;
	while (stop < end && (quoted ? *stop != *at : !ascii_is_space(*stop)))
		stop++;
	if (!quoted)
		repaired(mend, "an attribute without quotes");
	put_text(mend, value, stop, true);
	buf_add_char(&mend->out, '"');
	return stop < end && quoted ? stop + 1 : stop;
}

/* The tag between `<` and `>`. */
static void put_start_tag(struct mend *mend, const char *name, const char *end)
{
	const char *at = name;
	bool empty = end > name && end[-1] == '/';
	if (empty)
		end--;
	while (at < end && is_name_byte(*at))
		at++;
	size_t n = (size_t)(at - name);
	if (mend->depth >= DEPTH_MAX) {
		repaired(mend, "elements too deep");
		return;
	}
	buf_add_format(&mend->out, "<%.*s", (int)n, name);
	int attributes = 0; /* libxml2 compares each with all before it */
	while ((at = skip_space(at, end)) < end && attributes++ < ATTRIBUTES_MAX)
		at = put_attribute(mend, at, end);
	if (at < end)
		repaired(mend, "a tag with too many attributes");
	buf_add_text(&mend->out, empty ? "/>" : ">");
	mend->rooted = true;
	if (!empty)
		push(mend, name, n);
}

/* Where the tag that begins at `at` ends (its `>`), NULL when that is not there; *broken when a `<` comes first. */
static const char *tag_end(const char *at, const char *end, bool *broken)
{
	char quote = 0, before = 0; /* before: the last byte that is not space */
	*broken = false;
	for (; at < end; before = ascii_is_space(*at) ? before : *at, at++) {
		if (quote) {
			quote = *at == quote ? 0 : quote;
		} else if (*at == '>') {
			return at;
		} else if ((*at == '"' || *at == '\'') && before == '=') {
			quote = *at;
		} else if (*at == '<') {
			*broken = true;
			return NULL;
		}
	}
	return NULL;
}

static void put_bare_bracket(struct scan *scan)
{
	repaired(scan->mend, "a bare <");
	buf_add_text(&scan->mend->out, "&lt;");
	pass(scan, scan->at + 1);
}

static bool step_tag(struct scan *scan)
{
	const char *name = scan->at + 1;
	bool end_tag = name < scan->end && *name == '/', broken;
	name += end_tag;
	if (name == scan->end && !scan->final)
		return false;
	if (name == scan->end || !starts_name(*name)) {
		put_bare_bracket(scan);
		return true;
	}
	const char *end = tag_end(name, scan->end, &broken);
	if (!end && !broken && !scan->final && scan->end - scan->at < LONGEST)
		return false;
	if (!end) {
		put_bare_bracket(scan);
		return true;
	}
	const char *stop = name;
	while (stop < end && is_name_byte(*stop))
		stop++;
	if (end_tag)
		put_end_tag(scan->mend, name, (size_t)(stop - name));
	else
		put_start_tag(scan->mend, name, end);
	pass(scan, end + 1);
	return true;
}

/* ---- the rest ---- */

static bool begins(const struct scan *scan, const char *text)
{
	size_t n = strlen(text), left = (size_t)(scan->end - scan->at);
	return left >= n && !memcmp(scan->at, text, n);
}

/* `<!` and `<?`: enters their state. False when it is not clear yet which. */
static bool step_declaration(struct scan *scan)
{
	static const struct {
		const char *text;
		int state;
	} openings[] = {{"<![CDATA[", IN_CDATA}, {"<!--", IN_COMMENT}, {"<?", IN_INSTRUCTION},
	    {"<!DOCTYPE", IN_DOCTYPE}, {"<!doctype", IN_DOCTYPE}};
	size_t left = (size_t)(scan->end - scan->at);

	for (size_t i = 0; i < sizeof openings / sizeof *openings; i++) {
		size_t n = strlen(openings[i].text);
		if (begins(scan, openings[i].text)) {
			scan->mend->state = openings[i].state;
			if (openings[i].state == IN_CDATA)
				buf_add_text(&scan->mend->out, openings[i].text);
			pass(scan, scan->at + n);
			return true;
		}
		if (left < n && !scan->final && !memcmp(scan->at, openings[i].text, left))
			return false;
	}
	put_bare_bracket(scan);
	return true;
}

/* Text up to the next tag or reference. Outside every element it is no part of a feed. */
static void step_plain(struct scan *scan)
{
	const char *at = scan->at;
	while (at < scan->end && *at != '<' && *at != '&')
		at++;
	bool outside = scan->mend->depth == 0;
	if (!outside)
		put(scan->mend, scan->at, (size_t)(at - scan->at));
	else if (skip_space(scan->at, at) < at)
		repaired(scan->mend, "text outside the feed");
	pass(scan, at);
}

static bool step_reference(struct scan *scan)
{
	const char *last = scan->end - scan->at > REFERENCE ? scan->at + REFERENCE : scan->end;
	if (last == scan->end && !scan->final && !memchr(scan->at, ';', (size_t)(last - scan->at)))
		return false;
	size_t n = put_reference(scan->mend, scan->at, scan->end);
	pass(scan, scan->at + n);
	return true;
}

static bool step_text(struct scan *scan)
{
	if (*scan->at == '&' && scan->mend->depth)
		return step_reference(scan);
	if (*scan->at == '&') {
		pass(scan, scan->at + 1);
		return true;
	}
	if (*scan->at != '<') {
		step_plain(scan);
		return true;
	}
	if (scan->at + 1 == scan->end && !scan->final)
		return false;
	char next = scan->at + 1 < scan->end ? scan->at[1] : ' ';
	return next == '!' || next == '?' ? step_declaration(scan) : step_tag(scan);
}

/* Copies (CDATA) or drops up to the closing mark. */
static bool step_until(struct scan *scan, const char *close, bool keep)
{
	size_t n = strlen(close), left = (size_t)(scan->end - scan->at);
	const char *found = memmem(scan->at, left, close, n);
	const char *stop = found      ? found
	    : scan->final || left < n ? scan->end
				      : scan->end - (n - 1);
	if (!found && !scan->final && left < n)
		return false;
	if (keep)
		put(scan->mend, scan->at, (size_t)(stop - scan->at));
	pass(scan, found ? found + n : stop);
	if (!found && !scan->final)
		return false;
	if (keep)
		buf_add_text(&scan->mend->out, close);
	scan->mend->state = IN_TEXT;
	return true;
}

/* Up to the `>` outside of the internal subset and quotes. */
static bool step_doctype(struct scan *scan)
{
	int brackets = 0;
	char quote = 0;
	for (const char *at = scan->at; at < scan->end; at++) {
		if (quote) {
			quote = *at == quote ? 0 : quote;
		} else if (*at == '"' || *at == '\'') {
			quote = *at;
		} else if (*at == '>' && brackets <= 0) {
			scan->mend->state = IN_TEXT;
			pass(scan, at + 1);
			return true;
		} else {
			brackets += (*at == '[') - (*at == ']');
		}
	}
	if (!scan->final && scan->end - scan->at < LONGEST)
		return false;
	scan->mend->state = IN_TEXT;
	pass(scan, scan->end);
	return true;
}

static bool step(struct scan *scan)
{
	switch (scan->mend->state) {
	case IN_CDATA:
		return step_until(scan, "]]>", true);
	case IN_COMMENT:
		return step_until(scan, "-->", false);
	case IN_INSTRUCTION:
		return step_until(scan, "?>", false);
	case IN_DOCTYPE:
		return step_doctype(scan);
	default:
		return step_text(scan);
	}
}

static void run(struct mend *mend, bool final)
{
	struct scan scan = {mend, buf_text(&mend->in), buf_text(&mend->in) + mend->in.n, final};
	while (scan.at < scan.end && step(&scan))
		;
	size_t taken = (size_t)(scan.at - buf_text(&mend->in));
	if (taken) {
		memmove(mend->in.at, mend->in.at + taken, mend->in.n - taken + 1);
		mend->in.n -= taken;
	}
}

void mend_open(struct mend *mend)
{
	*mend = (struct mend){.line = 1};
	buf_init(&mend->in, 4 * LONGEST);
	buf_init(&mend->out, 64 * LONGEST);
	buf_init(&mend->names, 64 * LONGEST);
	arena_init(&mend->arena, LONGEST);
}

/* One root around everything, so that what stands before, behind or beside the feed's own does not end the parse. */
static void put_root(struct mend *mend)
{
	if (!mend->started)
		buf_add_text(&mend->out, "<feeds>");
	mend->started = true;
}

const struct buf *mend_feed(struct mend *mend, const char *text, size_t n)
{
	buf_clear(&mend->out);
	put_root(mend);
	buf_add(&mend->in, text, n);
	run(mend, false);
	return &mend->out;
}

const struct buf *mend_end(struct mend *mend)
{
	buf_clear(&mend->out);
	put_root(mend);
	run(mend, true);
	mend->cut = mend->depth > 0 || mend->state == IN_CDATA || mend->state == IN_COMMENT;
	while (mend->depth)
		close_top(mend);
	buf_add_text(&mend->out, "</feeds>");
	return &mend->out;
}

void mend_forget(struct mend *mend)
{
	mend->repairs = 0;
	mend->first = NULL;
}

void mend_release(struct mend *mend)
{
	buf_release(&mend->in);
	buf_release(&mend->out);
	buf_release(&mend->names);
	arena_release(&mend->arena);
}
