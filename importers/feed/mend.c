/*
 * mend: see mend.h. A state for what we are in; each step takes one construct from `in`, or returns false when it needs
 * bytes that are not there yet.
 */
#include "importers/feed/mend.h"

#include "importers/feed/mend_tag.h"
#include "schema/base/text.h"

#include <string.h>

enum { IN_TEXT, IN_CDATA, IN_COMMENT, IN_INSTRUCTION, IN_DOCTYPE };
enum { LONGEST = 1 << 20, REFERENCE = MEND_REFERENCE };

struct scan {
	struct mend *mend;
	const char *at, *end;
	bool final; /* nothing comes after end */
};

static void pass(struct scan *scan, const char *to)
{
	for (const char *at = scan->at; at < to; at++)
		scan->mend->line += *at == '\n';
	scan->at = to;
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
	mend_repaired(scan->mend, "a bare <");
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
	if (name == scan->end || !mend_starts_name(*name)) {
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
	while (stop < end && mend_is_name_byte(*stop))
		stop++;
	if (end_tag)
		mend_put_end_tag(scan->mend, name, (size_t)(stop - name));
	else
		mend_put_start_tag(scan->mend, name, end);
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
		mend_put(scan->mend, scan->at, (size_t)(at - scan->at));
	else if (mend_skip_space(scan->at, at) < at)
		mend_repaired(scan->mend, "text outside the feed");
	pass(scan, at);
}

static bool step_reference(struct scan *scan)
{
	const char *last = scan->end - scan->at > REFERENCE ? scan->at + REFERENCE : scan->end;
	if (last == scan->end && !scan->final && !memchr(scan->at, ';', (size_t)(last - scan->at)))
		return false;
	size_t n = mend_put_reference(scan->mend, scan->at, scan->end);
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
		mend_put(scan->mend, scan->at, (size_t)(stop - scan->at));
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
		mend_close_top(mend);
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
