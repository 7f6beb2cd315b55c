/*
 * prefilter: see prefilter.h. The scan runs from `<` to `<`. Where it can drop something or make it
 * ready, it does so only when libxml2's tree stays the same; where libxml2 misreads a construct of
 * the HTML standard (before 2.14), the construct is taken out in either mode.
 */
#include "importers/page/prefilter/prefilter.h"
#include "importers/page/prefilter/steps.h"
#include "importers/page/tree/tree.h"
#include "schema/base/text.h"

#include <limits.h>
#include <string.h>

enum {
	REFERENCE_MAX = 40, /* bytes of a character reference, more than any has */
	OUT_KEPT = 1 << 20
};

static const char MENDED[] = "\x01"; /* which libxml2, before 2.14, drops from text */

static const char CUT_TAG[] = "a tag is not closed";
static const char USELESS[] = "tags that open or close nothing, in deep nesting";

struct scan {
	struct arena *arena;
	const char *source;     /* the page as it came, for the scripts */
	const char *html, *end; /* what is scanned: the same with control characters blanked */
	bool lighten;
	struct open_tags *open;
	struct ready *ready;
	size_t svg_looked; /* bytes of drawings that turned out to be none */
	struct prefiltered *prefiltered;
};

/* True if text ends in what would mean something else with other text after it: `<`, or part of a
 * reference. */
static bool ends_open(const char *text, const char *end)
{
	if (end > text && end[-1] == '<')
		return true;
	const char *at = end;
	while (at > text && end - at < REFERENCE_MAX &&
	    (ascii_is_alpha(at[-1]) || ascii_is_digit(at[-1]) || at[-1] == '#'))
		at--;
	return at > text && at[-1] == '&';
}

/* Drops a tag, comment or script; what stands on its two sides stays apart. */
static void drop_markup(struct scan *scan)
{
	struct buf *out = scan->prefiltered->out;
	if (scan->lighten && out->n && ends_open(out->at, out->at + out->n))
		buf_add_text(out, tokens_by_standard ? "</>" : MENDED);
}

/* Takes out, in either mode, what libxml2 would show as text; by the standard, what has the form of
 * an end tag without a name is none. */
static void mend(struct scan *scan, const char *from, const char *to)
{
	if (scan->lighten) {
		drop_markup(scan);
		return;
	}
	char *at = scan->prefiltered->html + (from - scan->html);
	size_t n = (size_t)(to - from);
	memset(at, tokens_by_standard ? ' ' : *MENDED, n);
	if (tokens_by_standard && n > 2) { /* shorter, it ends the page */
		memcpy(at, "</", 2);
		at[n - 1] = '>';
	}
}

static void note_cut(struct scan *scan, const char *why)
{
	scan->prefiltered->cut_why = why;
}

static void note_capped(struct scan *scan, const char *why)
{
	scan->prefiltered->capped_why = why;
}

/* What stands between two tags, or a `<` that begins none. */
static void scan_text(struct scan *scan, const char *from, const char *to)
{
	if (scan->lighten && from < to && !ready_text(scan->ready, from, to))
		buf_add(scan->prefiltered->out, from, (size_t)(to - from));
}

/* ---- what is skipped whole ---- */

static const char *after(const struct scan *scan, const char *at, char c)
{
	const char *found = memchr(at, c, (size_t)(scan->end - at));
	return found ? found + 1 : NULL;
}

static const char *scan_comment(struct scan *scan, const char *start)
{
	const char *at = start + 4;
	size_t left = (size_t)(scan->end - at);
	size_t abrupt = left && at[0] == '>' ? 1 : left > 1 && at[0] == '-' && at[1] == '>' ? 2 : 0;
	if (abrupt) {
		mend(scan, start, at + abrupt);
		return at + abrupt;
	}
	const char *end = comment_end(at, scan->end);
	if (!end) {
		note_cut(scan, "a comment is not closed");
		end = scan->end;
	}
	drop_markup(scan);
	return end;
}

/* `<!DOCTYPE>` says nothing, and before 2.14 libxml2 misreads what follows one in the middle of a
 * page; `<!x>`, `<?x>` and `</ x>` are comments to the HTML standard, and were text to libxml2. */
static const char *scan_bogus(struct scan *scan, const char *start)
{
	const char *end = after(scan, start, '>');
	if (!end) {
		note_cut(scan, "a comment is not closed");
		end = scan->end;
	}
	mend(scan, start, end);
	return end;
}

static void lift_script(struct scan *scan, const struct start_tag *tag, const char *end)
{
	enum script_kind kind;
	size_t n = (size_t)(end - tag->end), offset = (size_t)(tag->end - scan->html);
	const char *type = NULL;
	for (int i = 0; i < tag->kept_n && !type; i++)
		if (!strcmp(tag->kept[i].name, "type"))
			type = arena_copy(scan->arena, tag->kept[i].value, tag->kept[i].value_n);
	if (!scan->lighten || !script_is_wanted(type, tag->end, n, &kind))
		return;
	*list_add(scan->arena, &scan->prefiltered->scripts) =
	    (struct script){.kind = kind, .text = scan->source + offset, .n = n, .offset = offset};
}

/* Before 2.14, libxml2 takes some tags in a script for its own. */
static void blank_tags(struct scan *scan, const char *from, const char *end)
{
	for (; (from = memchr(from, '<', (size_t)(end - from))); from++)
		scan->prefiltered->html[from - scan->html] = ' ';
}

/* A script or style whose start tag was read: returns where its end tag ends. */
static const char *scan_raw_text(struct scan *scan, const struct start_tag *tag)
{
	struct name name;
	const char *text_end = raw_text_end(tag->end, scan->end, &tag->name);
	const char *end = text_end ? read_end_tag(text_end, scan->end, &name) : NULL;
	if (!end) {
		note_cut(scan, "a script or style is not closed");
		end = scan->end;
	}
	if (!scan->lighten && !tokens_by_standard)
		blank_tags(scan, tag->end, text_end ? text_end : scan->end);
	if (tag->name.text[1] == 'c')
		lift_script(scan, tag, text_end ? text_end : end);
	return end;
}

/* ---- tags ---- */

/* The page ends inside a tag, of which libxml2 decides what it is. */
static const char *cut_start_tag(struct scan *scan, const struct start_tag *tag)
{
	note_cut(scan, CUT_TAG);
	if (scan->lighten)
		ready_cut(scan->ready, tag);
	return scan->end;
}

static const char *cut_end_tag(struct scan *scan, const char *start)
{
	note_cut(scan, CUT_TAG);
	if (scan->lighten) {
		ready_write(scan->ready);
		buf_add(scan->prefiltered->out, start, (size_t)(scan->end - start));
	}
	return scan->end;
}

/* Where the element of the tag that was read ends, when nothing of it is to be seen; else NULL. */
static const char *hidden_end(struct scan *scan, const struct start_tag *tag)
{
	if (tag->kind == ELEMENT_SVG)
		return svg_end(tag, scan->end, &scan->svg_looked);
	if (tag->kind == ELEMENT_RAW_TEXT) {
		if (scan->lighten)
			ready_hidden(scan->ready, &tag->name);
		return tag->is_empty ? tag->end : scan_raw_text(scan, tag);
	}
	if (tag->kind == ELEMENT_BODY && !open_tags_afford_body(scan->open) && scan->lighten) {
		note_capped(scan, USELESS);
		return tag->end;
	}
	return NULL;
}

/* What stands in an element that holds no markup; returns its end. */
static const char *scan_content(struct scan *scan, const struct start_tag *tag)
{
	enum element_content content = element_content(tag->tag);
	if (content == CONTENT_MARKUP || tag->is_empty)
		return tag->end;
	const char *end =
	    content == CONTENT_LAST ? NULL : raw_text_end(tag->end, scan->end, &tag->name);
	if (!end) {
		note_cut(scan, "a title or text area is not closed");
		end = scan->end;
	}
	if (content == CONTENT_TEXT)
		scan_text(scan, tag->end, end);
	return end;
}

static const char *scan_start_tag(struct scan *scan, const char *start)
{
	struct start_tag tag;
	read_start_tag(&tag, start, scan->end);
	if (tag.is_cut)
		return cut_start_tag(scan, &tag);
	const char *end = hidden_end(scan, &tag);
	if (end && tag.kind == ELEMENT_SVG)
		mend(scan, start, end); /* a drawing: its texts are none of the page's */
	else if (end)
		drop_markup(scan);
	else if (scan->lighten)
		ready_start(scan->ready, &tag);
	return end ? end : scan_content(scan, &tag);
}

static const char *scan_end_tag(struct scan *scan, const char *start)
{
	struct name name;
	const char *end = read_end_tag(start, scan->end, &name);
	if (!name.n)
		return scan_bogus(scan, start);
	if (!end)
		return cut_end_tag(scan, start);
	if (!scan->lighten)
		return end;
	enum end_tag what = ready_end(scan->ready, &name, start, end);
	if (what == END_CAPPED)
		note_capped(scan, USELESS);
	if (what != END_KEEP)
		drop_markup(scan);
	return end;
}

static const char *scan_markup(struct scan *scan, const char *at)
{
	size_t left = (size_t)(scan->end - at);
	char next = left > 1 ? at[1] : '\0';
	if (ascii_is_alpha(next))
		return scan_start_tag(scan, at);
	if (next == '/')
		return scan_end_tag(scan, at);
	if (next == '!' && left > 3 && at[2] == '-' && at[3] == '-')
		return scan_comment(scan, at);
	if (next == '!' || next == '?')
		return scan_bogus(scan, at);
	scan_text(scan, at, at + 1);
	return at + 1;
}

void prefilter_run(
    struct arena *arena, const char *html, size_t n, bool lighten, struct prefiltered *prefiltered)
{
	static struct buf out = BUF_INIT(INT_MAX); /* kept from page to page */
	if (out.cap > OUT_KEPT)
		buf_release(&out);
	buf_clear(&out);
	*prefiltered = (struct prefiltered){.out = &out};
	struct scan scan = {.arena = arena,
	    .prefiltered = prefiltered,
	    .source = html,
	    .lighten = lighten,
	    .open = open_tags_begin()};
	scan.html = without_controls(arena, html, n);
	scan.end = scan.html + n;
	scan.ready = ready_begin(arena, prefiltered, scan.open);
	if (!lighten) {
		prefiltered->html = arena_copy(arena, scan.html, n);
		prefiltered->n = n;
	}
	const char *at = scan.html, *next;
	while ((next = memchr(at, '<', (size_t)(scan.end - at)))) {
		scan_text(&scan, at, next);
		at = scan_markup(&scan, next);
	}
	scan_text(&scan, at, scan.end);
	if (lighten) {
		ready_end_page(scan.ready);
		buf_add(&out, "", 0);
		prefiltered->html = out.at;
		prefiltered->n = out.n;
	}
}
