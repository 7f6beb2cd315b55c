/*
 * xml_repair: see xml_repair.h. A state for what we are in; each step takes one construct from
 * `in`, or returns false when it needs bytes that are not there yet.
 */
#include "importers/feed/xml_repair.h"

#include "importers/feed/xml_repair_tag.h"
#include "schema/base/text.h"

#include <string.h>

enum { IN_TEXT, IN_CDATA, IN_COMMENT, IN_INSTRUCTION, IN_DOCTYPE };
enum { LONGEST = 1 << 20, REFERENCE = XML_REPAIR_REFERENCE };

struct scan {
	struct xml_repair *repair;
	const char *at, *end;
	bool final; /* nothing comes after end */
};

static void pass(struct scan *scan, const char *to)
{
	for (const char *at = scan->at; at < to; at++)
		scan->repair->line += *at == '\n';
	scan->at = to;
}

/* Where the tag that begins at `at` ends (its `>`), NULL when that is not there; *broken when a `<`
 * comes first. */
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
	xml_repair_count(scan->repair, "a bare <");
	buf_add_text(&scan->repair->out, "&lt;");
	pass(scan, scan->at + 1);
}

static bool step_tag(struct scan *scan)
{
	const char *name = scan->at + 1;
	bool end_tag = name < scan->end && *name == '/', broken;
	name += end_tag;
	if (name == scan->end && !scan->final)
		return false;
	if (name == scan->end || !xml_repair_starts_name(*name)) {
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
	while (stop < end && xml_repair_is_name_byte(*stop))
		stop++;
	if (end_tag)
		xml_repair_put_end_tag(scan->repair, name, (size_t)(stop - name));
	else
		xml_repair_put_start_tag(scan->repair, name, end);
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
			scan->repair->state = openings[i].state;
			if (openings[i].state == IN_CDATA)
				buf_add_text(&scan->repair->out, openings[i].text);
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
	bool outside = scan->repair->depth == 0;
	if (!outside)
		xml_repair_put(scan->repair, scan->at, (size_t)(at - scan->at));
	else if (xml_repair_skip_space(scan->at, at) < at)
		xml_repair_count(scan->repair, "text outside the feed");
	pass(scan, at);
}

static bool step_reference(struct scan *scan)
{
	const char *last = scan->end - scan->at > REFERENCE ? scan->at + REFERENCE : scan->end;
	if (last == scan->end && !scan->final && !memchr(scan->at, ';', (size_t)(last - scan->at)))
		return false;
	size_t n = xml_repair_put_reference(scan->repair, scan->at, scan->end);
	pass(scan, scan->at + n);
	return true;
}

static bool step_text(struct scan *scan)
{
	if (*scan->at == '&' && scan->repair->depth)
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
		xml_repair_put(scan->repair, scan->at, (size_t)(stop - scan->at));
	pass(scan, found ? found + n : stop);
	if (!found && !scan->final)
		return false;
	if (keep)
		buf_add_text(&scan->repair->out, close);
	scan->repair->state = IN_TEXT;
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
			scan->repair->state = IN_TEXT;
			pass(scan, at + 1);
			return true;
		} else {
			brackets += (*at == '[') - (*at == ']');
		}
	}
	if (!scan->final && scan->end - scan->at < LONGEST)
		return false;
	scan->repair->state = IN_TEXT;
	pass(scan, scan->end);
	return true;
}

static bool step(struct scan *scan)
{
	switch (scan->repair->state) {
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

static void run(struct xml_repair *repair, bool final)
{
	struct scan scan = {
	    repair, buf_text(&repair->in), buf_text(&repair->in) + repair->in.n, final};
	while (scan.at < scan.end && step(&scan))
		;
	size_t taken = (size_t)(scan.at - buf_text(&repair->in));
	if (taken) {
		memmove(repair->in.at, repair->in.at + taken, repair->in.n - taken + 1);
		repair->in.n -= taken;
	}
}

void xml_repair_open(struct xml_repair *repair)
{
	*repair = (struct xml_repair){.line = 1};
	buf_init(&repair->in, 4 * LONGEST);
	buf_init(&repair->out, 64 * LONGEST);
	buf_init(&repair->names, 64 * LONGEST);
	arena_init(&repair->arena, LONGEST);
}

/* One root around everything, so that what stands before, behind or beside the feed's own does not
 * end the parse. */
static void put_root(struct xml_repair *repair)
{
	if (!repair->started)
		buf_add_text(&repair->out, "<feeds>");
	repair->started = true;
}

const struct buf *xml_repair_feed(struct xml_repair *repair, const char *text, size_t n)
{
	buf_clear(&repair->out);
	put_root(repair);
	buf_add(&repair->in, text, n);
	run(repair, false);
	return &repair->out;
}

const struct buf *xml_repair_end(struct xml_repair *repair)
{
	buf_clear(&repair->out);
	put_root(repair);
	run(repair, true);
	repair->cut = repair->depth > 0 || repair->state == IN_CDATA || repair->state == IN_COMMENT;
	while (repair->depth)
		xml_repair_close_top(repair);
	buf_add_text(&repair->out, "</feeds>");
	return &repair->out;
}

void xml_repair_forget(struct xml_repair *repair)
{
	repair->repairs = 0;
	repair->first = NULL;
}

void xml_repair_release(struct xml_repair *repair)
{
	buf_release(&repair->in);
	buf_release(&repair->out);
	buf_release(&repair->names);
	arena_release(&repair->arena);
}
