/*
 * pass: see pass.h. The scan runs from `<` to `<`; what is kept is copied in spans, as late as possible. Where it can drop
 * something, it does so only when libxml2's tree stays the same; where libxml2 (2.9) misreads a construct of the HTML
 * standard, the construct is taken out in either mode.
 */
#include "importers/page/pass.h"
#include "importers/page/pass_steps.h"
#include "schema/base/text.h"

#include <string.h>

enum {
	REFERENCE_MAX = 40, /* bytes of a character reference, more than any has */
	SVG_LOOK_MAX = 8 << 20,
	LISTED_MIN = 12, /* bytes of attributes for which a list is worth its mark */
	MARK_MAX = 3 + 10,
	TEXT_MIN = 16,
	MENDED = 0x01 /* a byte that libxml2 drops from text */
};

static const char USELESS[] = "tags that open or close nothing, in deep nesting";

struct pass {
	struct arena *arena;
	struct document *document;
	const char *source;     /* the page as it came, for the scripts */
	const char *html, *end; /* what is scanned: the same with control characters blanked */
	bool lighten;
	struct open_tags *open;
	size_t svg_looked;     /* bytes of drawings that turned out to be none */
	const char *kept_from; /* start of the span that is to be copied next */
	struct passed *passed;
	char *out; /* where it goes; without `lighten` the copy that is mended in place */
};

static void drop(struct pass *pass, const char *from, const char *to)
{
	if (!pass->lighten)
		return;
	size_t n = (size_t)(from - pass->kept_from);
	memcpy(pass->out, pass->kept_from, n);
	pass->out += n;
	pass->kept_from = to;
}

/* True if text ends in what would mean something else with other text after it: `<`, or part of a reference. */
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
static void drop_markup(struct pass *pass, const char *from, const char *to)
{
	if (!pass->lighten)
		return;
	drop(pass, from, to);
	if (ends_open(pass->passed->html, pass->out))
		*pass->out++ = MENDED;
}

/* Takes out, in either mode, what libxml2 would show as text. */
static void mend(struct pass *pass, const char *from, const char *to)
{
	if (pass->lighten)
		drop_markup(pass, from, to);
	else
		memset(pass->out + (from - pass->html), MENDED, (size_t)(to - from));
}

static void note_cut(struct pass *pass, const char *why)
{
	pass->document->cut = true;
	pass->document->cut_why = why;
}

static void note_capped(struct pass *pass, const char *why)
{
	pass->document->capped = true;
	pass->document->capped_why = why;
}

/* ---- what stands for attributes and texts ------------------------------------------------------------------------- */

static void put(struct pass *pass, const char *bytes, size_t n)
{
	memcpy(pass->out, bytes, n);
	pass->out += n;
}

static void put_number(struct pass *pass, size_t number)
{
	char digits[24], *first = digits + sizeof digits;
	do {
		*--first = (char)('0' + number % 10);
	} while (number /= 10);
	put(pass, first, (size_t)(digits + sizeof digits - first));
}

/* The attributes that libxml2 need not read, as the builder's list: those without a reference to resolve. */
static void list_attributes(struct pass *pass, const struct start_tag *tag)
{
	struct attribute *first = NULL, **link = &first;
	for (int i = 0; i < tag->kept_n; i++) {
		const struct kept_attribute *kept = &tag->kept[i];
		if (kept->has_reference)
			continue;
		struct attribute *attribute =
		    arena_take_raw(pass->arena, sizeof *attribute + kept->value_n + 1);
		char *value = (char *)(attribute + 1);
		memcpy(value, kept->value, kept->value_n);
		value[kept->value_n] = '\0';
		*attribute = (struct attribute){.name = kept->name, .value = value};
		*link = attribute;
		link = &(*link)->next;
	}
	*list_add(pass->arena, &pass->passed->attributes) = first;
}

/*
 * Writes a tag's attributes anew: those with a reference as they stand, for the others one `_=NUMBER`. Libxml2 reads
 * names and values character by character; this scan has read them already.
 */
static void write_attributes(struct pass *pass, const struct start_tag *tag)
{
	size_t old = (size_t)(tag->close - tag->name_end), in_band = 0, listed = 0;
	if (!pass->lighten || !old)
		return;
	for (int i = 0; i < tag->kept_n; i++) {
		size_t n = (size_t)(tag->kept[i].end - tag->kept[i].start) + 1;
		*(tag->kept[i].has_reference ? &in_band : &listed) += n;
	}
	bool lists = listed >= LISTED_MIN;
	if (in_band + (lists ? MARK_MAX : listed) + tag->is_empty > old) {
		if (tag->has_mark) /* it would be taken for ours; such tags exist in tests alone */
			drop(pass, tag->name_end, tag->close);
		return;
	}
	drop(pass, tag->name_end, tag->close);
	for (int i = 0; i < tag->kept_n; i++)
		if (!lists || tag->kept[i].has_reference) {
			*pass->out++ = ' ';
			put(pass, tag->kept[i].start,
			    (size_t)(tag->kept[i].end - tag->kept[i].start));
		}
	if (lists) {
		put(pass, " _=", 3);
		put_number(pass, pass->passed->attributes.n);
		list_attributes(pass, tag);
	}
	if (tag->is_empty)
		*pass->out++ = ' '; /* a slash would belong to a value without quotes */
}

/* Text without a reference in it: one mark for much, one character for white space alone. */
static void scan_plain_text(struct pass *pass, const char *from, const char *to)
{
	const char *word = from;
	while (word < to && is_blank(*word))
		word++;
	if (word == to || to - from < TEXT_MIN)
		return;
	drop(pass, from, to);
	*pass->out++ = PASSED_MARK;
	put_number(pass, pass->passed->texts.n);
	*pass->out++ = PASSED_MARK_END;
	*list_add(pass->arena, &pass->passed->texts) =
	    (struct passed_text){from, (size_t)(to - from)};
}

static void scan_blank_text(struct pass *pass, const char *from, const char *to)
{
	char c = memchr(from, '\n', (size_t)(to - from)) ? '\n' : ' ';
	drop(pass, from, to);
	*pass->out++ = c;
}

/* What stands between two tags. References are left to libxml2. */
static void scan_text(struct pass *pass, const char *from, const char *to)
{
	const char *word = from;
	while (word < to && is_blank(*word))
		word++;
	if (!pass->lighten || to - from < 2)
		return;
	if (word == to) {
		scan_blank_text(pass, from, to);
		return;
	}
	const char *reference;
	while (to - from >= TEXT_MIN && (reference = memchr(from, '&', (size_t)(to - from)))) {
		scan_plain_text(pass, from, reference);
		from = reference;
		while (from < to && *from != ';' && !is_blank(*from))
			from++;
		from += from < to;
	}
	if (to - from >= TEXT_MIN)
		scan_plain_text(pass, from, to);
}

/* ---- what is skipped whole --------------------------------------------------------------------------------------- */

static const char *after(const struct pass *pass, const char *at, char c)
{
	const char *found = memchr(at, c, (size_t)(pass->end - at));
	return found ? found + 1 : NULL;
}

/* The end of the comment at `at` (after `<!--`), by the HTML standard; NULL when it has none. */
static const char *comment_end(const struct pass *pass, const char *at)
{
	const char *dash;
	while ((dash = memchr(at, '-', (size_t)(pass->end - at)))) {
		at = dash + 1;
		if (at == pass->end || *at != '-')
			continue;
		while (at < pass->end && *at == '-')
			at++;
		if (at < pass->end && *at == '>')
			return at + 1;
		if (at + 1 < pass->end && at[0] == '!' && at[1] == '>')
			return at + 2;
	}
	return NULL;
}

static const char *scan_comment(struct pass *pass, const char *start)
{
	const char *at = start + 4;
	size_t left = (size_t)(pass->end - at);
	size_t abrupt = left && at[0] == '>' ? 1 : left > 1 && at[0] == '-' && at[1] == '>' ? 2 : 0;
	if (abrupt) {
		mend(pass, start, at + abrupt);
		return at + abrupt;
	}
	const char *end = comment_end(pass, at);
	if (!end) {
		note_cut(pass, "a comment is not closed");
		end = pass->end;
	}
	drop_markup(pass, start, end);
	return end;
}

/* `<!DOCTYPE>` says nothing; `<!x>`, `<?x>` and `</ x>` are comments to the HTML standard and text to libxml2. */
static const char *scan_bogus(struct pass *pass, const char *start)
{
	const char *end = after(pass, start, '>');
	if (!end) {
		note_cut(pass, "a comment is not closed");
		end = pass->end;
	}
	if (end - start > 9 && ascii_equal_n(start, 9, "<!doctype"))
		drop_markup(pass, start, end);
	else
		mend(pass, start, end);
	return end;
}

/* The `</name` that ends a raw text, in any case; NULL when it has none. */
static const char *raw_text_end(const struct pass *pass, const char *at, const struct name *name)
{
	while ((at = memchr(at, '<', (size_t)(pass->end - at)))) {
		if ((size_t)(pass->end - at) >= name->n + 2 && at[1] == '/' &&
		    ascii_equal_n(at + 2, name->n, name->text))
			return at;
		at++;
	}
	return NULL;
}

static void lift_script(struct pass *pass, const struct start_tag *tag, const char *end)
{
	enum script_kind kind;
	size_t n = (size_t)(end - tag->end), offset = (size_t)(tag->end - pass->html);
	const char *type = NULL;
	for (int i = 0; i < tag->kept_n && !type; i++)
		if (!strcmp(tag->kept[i].name, "type"))
			type = arena_copy(pass->arena, tag->kept[i].value, tag->kept[i].value_n);
	if (!pass->lighten || !pass_wants_script(type, tag->end, n, &kind))
		return;
	*list_add(pass->arena, &pass->document->scripts) =
	    (struct script){.kind = kind, .text = pass->source + offset, .n = n, .offset = offset};
}

/* A script or style whose start tag was read: returns where its end tag ends. */
static const char *scan_raw_text(struct pass *pass, const struct start_tag *tag)
{
	const char *text_end = raw_text_end(pass, tag->end, &tag->name);
	const char *end = text_end ? after(pass, text_end, '>') : NULL;
	if (!end) {
		note_cut(pass, "a script or style is not closed");
		end = pass->end;
	}
	if (!pass->lighten && text_end != tag->end && tag->end < pass->end && *tag->end == '<')
		pass->out[tag->end - pass->html] = ' '; /* libxml2 would take any end tag there */
	if (tag->name.text[1] == 'c')
		lift_script(pass, tag, text_end ? text_end : end);
	return end;
}

/* One construct inside a drawing; NULL when it is no plain drawing. */
static const char *skip_in_svg(struct pass *pass, const char *at, int *depth)
{
	struct start_tag tag;
	if (pass->end - at > 3 && !memcmp(at, "<!--", 4))
		return pass->end - at > 5 && at[4] != '>' && memcmp(at + 4, "->", 2) != 0
		    ? comment_end(pass, at + 4)
		    : NULL;
	bool is_end = at + 1 < pass->end && at[1] == '/';
	if (is_end) {
		read_name(at + 2, pass->end, &tag.name);
		tag.end = after(pass, at, '>');
	} else {
		read_start_tag(&tag, at, pass->end);
	}
	enum element_kind kind = element_kind(&tag.name);
	if (!tag.end || !tag.name.n || tag.name.n == NAME_MAX_BYTES || (!is_end && tag.is_cut) ||
	    kind == ELEMENT_OF_PAGE || kind == ELEMENT_VOID || kind == ELEMENT_BODY)
		return NULL;
	if (kind == ELEMENT_RAW_TEXT && !is_end && !tag.is_empty)
		return raw_text_end(pass, tag.end, &tag.name);
	if (kind == ELEMENT_SVG)
		*depth += is_end ? -1 : !tag.is_empty;
	return tag.end;
}

/* The end of the drawing whose start tag was read, when it holds nothing but drawing; else NULL. Looking in vain
 * has a limit, lest a page of nothing but open drawings be looked through for each. */
static const char *svg_end(struct pass *pass, const struct start_tag *tag)
{
	const char *at = tag->end;
	int depth = !tag->is_empty;
	while (depth && pass->svg_looked < SVG_LOOK_MAX) {
		const char *next = memchr(at, '<', (size_t)(pass->end - at));
		next = next ? skip_in_svg(pass, next, &depth) : NULL;
		if (!next) {
			pass->svg_looked += (size_t)(at - tag->end);
			return NULL;
		}
		at = next;
	}
	return depth ? NULL : at;
}

/* ---- tags -------------------------------------------------------------------------------------------------------- */

/* Where the element of the tag that was read ends, when nothing of it is to be seen; else NULL. */
static const char *hidden_end(
    struct pass *pass, const struct start_tag *tag, enum element_kind kind)
{
	if (kind == ELEMENT_SVG)
		return svg_end(pass, tag);
	return tag->is_empty ? tag->end : scan_raw_text(pass, tag);
}

static const char *scan_start_tag(struct pass *pass, const char *start)
{
	struct start_tag tag;
	read_start_tag(&tag, start, pass->end);
	enum element_kind kind = element_kind(&tag.name);
	bool is_costly =
	    kind == ELEMENT_BODY && !open_tags_afford_body(pass->open) && pass->lighten;
	bool is_hidden = kind == ELEMENT_RAW_TEXT || kind == ELEMENT_SVG;
	if (tag.is_cut) {
		note_cut(pass, "a tag is not closed");
		return pass->end;
	}
	if (is_costly)
		note_capped(pass, USELESS);
	const char *end = is_hidden ? hidden_end(pass, &tag, kind) : is_costly ? tag.end : NULL;
	if (end && kind == ELEMENT_SVG)
		mend(pass, start, end); /* a drawing: its texts are none of the page's */
	else if (end)
		drop_markup(pass, start, end);
	if (end)
		return end;
	write_attributes(pass, &tag);
	if (!tag.is_empty && kind != ELEMENT_VOID)
		open_tags_start(pass->open, &tag.name);
	return tag.end;
}

static const char *scan_end_tag(struct pass *pass, const char *start)
{
	struct name name;
	const char *at = read_name(start + 2, pass->end, &name);
	if (!name.n)
		return scan_bogus(pass, start);
	const char *end = after(pass, at, '>');
	if (!end) {
		note_cut(pass, "a tag is not closed");
		return pass->end;
	}
	enum end_tag what = open_tags_end(pass->open, &name);
	if (what == END_CAPPED && pass->lighten)
		note_capped(pass, USELESS);
	if (what != END_KEEP)
		drop_markup(pass, start, end);
	return end;
}

static const char *scan_markup(struct pass *pass, const char *at)
{
	size_t left = (size_t)(pass->end - at);
	char next = left > 1 ? at[1] : '\0';
	if (ascii_is_alpha(next))
		return scan_start_tag(pass, at);
	if (next == '/')
		return scan_end_tag(pass, at);
	if (next == '!' && left > 3 && at[2] == '-' && at[3] == '-')
		return scan_comment(pass, at);
	if (next == '!' || next == '?')
		return scan_bogus(pass, at);
	return at + 1;
}

static bool is_control(unsigned char c)
{
	return (c < 0x20 && c != '\n' && c != '\t' && c != '\r') || c == PASSED_MARK;
}

/* Sixteen bytes at a time: this is asked of every byte of every page. */
static bool has_controls(const char *bytes, size_t n)
{
	typedef unsigned char sixteen __attribute__((vector_size(16)));
	typedef uint64_t two __attribute__((vector_size(16)));
	sixteen found = {0};
	size_t i = 0;
	for (; i + 16 <= n; i += 16) {
		sixteen c;
		memcpy(&c, bytes + i, 16);
		found |= (sixteen)((c < 0x20) & (c != '\n') & (c != '\t') & (c != '\r')) |
		    (c == PASSED_MARK);
	}
	two any = (two)found;
	bool has = any[0] || any[1];
	for (; i < n; i++)
		has |= is_control((unsigned char)bytes[i]);
	return has;
}

/* Control characters end libxml2's tags and vanish from its texts; browsers know no such thing. */
static const char *without_controls(struct arena *arena, const char *html, size_t n)
{
	if (!has_controls(html, n))
		return html;
	char *copy = arena_copy(arena, html, n);
	for (size_t i = 0; i < n; i++)
		if (is_control((unsigned char)copy[i]))
			copy[i] = ' ';
	return copy;
}

void pass_run(struct arena *arena, const char *html, size_t n, bool lighten,
    struct document *document, struct passed *passed)
{
	*passed = (struct passed){0};
	struct pass pass = {.arena = arena,
	    .document = document,
	    .passed = passed,
	    .source = html,
	    .lighten = lighten,
	    .open = open_tags_begin()};
	pass.html = pass.kept_from = without_controls(arena, html, n);
	pass.end = pass.html + n;
	passed->html = pass.out =
	    lighten ? arena_take_raw(arena, n + 1) : arena_copy(arena, pass.html, n);
	const char *at = pass.html, *next;
	while ((next = memchr(at, '<', (size_t)(pass.end - at)))) {
		scan_text(&pass, at, next);
		at = scan_markup(&pass, next);
	}
	scan_text(&pass, at, pass.end);
	drop(&pass, pass.end, pass.end);
	passed->n = lighten ? (size_t)(pass.out - passed->html) : n;
	passed->html[passed->n] = '\0';
}
