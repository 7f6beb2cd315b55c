/*
 * charset_prescan: the HTML standard's "prescan a byte stream to determine its encoding"
 * (section 13.2.3.2), step by step: it jumps over comments and other tags, so that a charset in a
 * title or a comment is none.
 */
#include "importers/page/bytes/charset.h"
#include "importers/page/bytes/charset_steps.h"
#include "schema/base/text.h"

#include <stdbool.h>
#include <string.h>

struct scan {
	struct arena *arena;
	const char *at, *end;
	struct declaration *said; /* the first label seen */
};

struct slice {
	const char *at;
	size_t n;
};

static bool has(const struct scan *scan, const char *start)
{
	size_t n = strlen(start);
	return (size_t)(scan->end - scan->at) >= n && ascii_equal_n(scan->at, n, start);
}

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

static void skip_spaces(struct scan *scan)
{
	while (scan->at < scan->end && is_space(*scan->at))
		scan->at++;
}

/* "Get an attribute", the value's part. */
static struct slice take_value(struct scan *scan)
{
	struct slice value = {0};
	skip_spaces(scan);
	if (scan->at == scan->end)
		return value;
	char quote = *scan->at;
	if (quote == '"' || quote == '\'') {
		value.at = ++scan->at;
		const char *close = memchr(scan->at, quote, (size_t)(scan->end - scan->at));
		value.n = (size_t)((close ? close : scan->end) - value.at);
		scan->at = close ? close + 1 : scan->end;
		return value;
	}
	value.at = scan->at;
	while (scan->at < scan->end && !is_space(*scan->at) && *scan->at != '>')
		scan->at++;
	value.n = (size_t)(scan->at - value.at);
	return value;
}

/* "Get an attribute": false at the tag's end. */
static bool take_attribute(struct scan *scan, struct slice *name, struct slice *value)
{
	while (scan->at < scan->end && (is_space(*scan->at) || *scan->at == '/'))
		scan->at++;
	if (scan->at == scan->end || *scan->at == '>')
		return false;
	name->at = scan->at;
	while (scan->at < scan->end && !is_space(*scan->at) && *scan->at != '/' &&
	    *scan->at != '>' && (*scan->at != '=' || scan->at == name->at))
		scan->at++;
	name->n = (size_t)(scan->at - name->at);
	*value = (struct slice){0};
	skip_spaces(scan);
	if (scan->at == scan->end || *scan->at != '=')
		return true;
	scan->at++;
	*value = take_value(scan);
	return true;
}

static struct slice label_in_content(struct slice content)
{
	struct scan scan = {.at = content.at, .end = content.at + content.n};
	for (; scan.at < scan.end; scan.at++) {
		if (!has(&scan, "charset"))
			continue;
		scan.at += strlen("charset");
		skip_spaces(&scan);
		if (scan.at == scan.end || *scan.at != '=') {
			scan.at--;
			continue;
		}
		scan.at++;
		skip_spaces(&scan);
		if (scan.at == scan.end)
			break;
		struct slice label = {scan.at, 0};
		if (*scan.at == '"' || *scan.at == '\'') {
			const char *close =
			    memchr(scan.at + 1, *scan.at, (size_t)(scan.end - scan.at - 1));
			label =
			    (struct slice){scan.at + 1, close ? (size_t)(close - scan.at - 1) : 0};
			return label;
		}
		while (label.at + label.n < scan.end && !is_space(label.at[label.n]) &&
		    label.at[label.n] != ';')
			label.n++;
		return label;
	}
	return (struct slice){0};
}

/* What a declaration inside the page can mean: the page was read as ASCII, so it is no UTF-16. */
static const char *declared_encoding(struct scan *scan, struct slice label, const char *by)
{
	if (label.n && !scan->said->label)
		*scan->said = (struct declaration){arena_copy(scan->arena, label.at, label.n), by};
	const char *name = charset_of_label(label.at ? label.at : "", label.n);
	if (name && !strncmp(name, "utf-16", 6))
		return "utf-8";
	if (name && !strcmp(name, "x-user-defined"))
		return "windows-1252";
	return name;
}

static const char *read_meta(struct scan *scan)
{
	struct slice name, value, charset = {0};
	bool got_pragma = false, has_charset = false, need_pragma = false, seen_equiv = false,
	     seen_content = false;
	while (take_attribute(scan, &name, &value)) {
		if (ascii_equal_n(name.at, name.n, "http-equiv") && !seen_equiv) {
			seen_equiv = true;
			got_pragma = ascii_equal_n(value.at, value.n, "content-type");
		} else if (ascii_equal_n(name.at, name.n, "content") && !seen_content) {
			seen_content = true;
			struct slice label = label_in_content(value);
			if (label.n && !has_charset) {
				charset = label;
				has_charset = need_pragma = true;
			}
		} else if (ascii_equal_n(name.at, name.n, "charset") &&
		    !(has_charset && !need_pragma)) {
			charset = value;
			has_charset = true;
			need_pragma = false;
		}
	}
	bool is_cut = scan->at == scan->end; /* the standard takes nothing from half a tag */
	if (is_cut || !has_charset || (need_pragma && !got_pragma))
		return NULL;
	return declared_encoding(scan, charset, "meta");
}

/* `<?xml … encoding="…"?>` at the very beginning. */
static const char *read_xml(struct scan *scan)
{
	const char *close = memmem(scan->at, (size_t)(scan->end - scan->at), "?>", 2);
	const char *at = close ? memmem(scan->at, (size_t)(close - scan->at), "encoding", 8) : NULL;
	if (!at)
		return NULL;
	for (at += 8; at < close && ((unsigned char)*at <= ' ' || *at == '='); at++)
		;
	if (at == close || (*at != '"' && *at != '\''))
		return NULL;
	const char *end = memchr(at + 1, *at, (size_t)(close - at - 1));
	struct slice label = {at + 1, end ? (size_t)(end - at - 1) : 0};
	return label.n ? declared_encoding(scan, label, "XML declaration") : NULL;
}

static void skip_past(struct scan *scan, const char *what)
{
	const char *found = memmem(scan->at, (size_t)(scan->end - scan->at), what, strlen(what));
	scan->at = found ? found + strlen(what) : scan->end;
}

static void skip_tag(struct scan *scan)
{
	struct slice name, value;
	while (scan->at < scan->end && !is_space(*scan->at) && *scan->at != '>')
		scan->at++;
	while (take_attribute(scan, &name, &value))
		;
}

static bool is_meta(const struct scan *scan)
{
	return has(scan, "<meta") && scan->end - scan->at > 5 &&
	    (is_space(scan->at[5]) || scan->at[5] == '/');
}

static bool is_tag(const struct scan *scan)
{
	size_t letter = has(scan, "</") ? 2 : 1;
	return (size_t)(scan->end - scan->at) > letter && ascii_is_alpha(scan->at[letter]);
}

const char *charset_prescan(
    struct arena *arena, const char *bytes, size_t n, struct declaration *said)
{
	struct scan scan = {.arena = arena, .at = bytes, .end = bytes + n, .said = said};
	const char *encoding = has(&scan, "<?xml") ? read_xml(&scan) : NULL;
	while (!encoding && scan.at < scan.end) {
		const char *next = memchr(scan.at, '<', (size_t)(scan.end - scan.at));
		if (!next)
			break;
		scan.at = next;
		if (has(&scan, "<!--")) {
			scan.at += 2;
			skip_past(&scan, "-->");
		} else if (is_meta(&scan)) {
			scan.at += 5;
			encoding = read_meta(&scan);
		} else if (is_tag(&scan)) {
			skip_tag(&scan);
		} else if (has(&scan, "<!") || has(&scan, "</") || has(&scan, "<?")) {
			skip_past(&scan, ">");
		} else {
			scan.at++;
		}
	}
	return encoding;
}
