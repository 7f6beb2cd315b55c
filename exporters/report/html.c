/* html: texts of pages made harmless. */
#include "exporters/report/html.h"

#include "schema/base/text.h"

#include <string.h>

static const char *escaped(int32_t code)
{
	switch (code) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	case '\t':
	case '\n':
	case '\r':
		return " ";
	default:
		return NULL;
	}
}

/* Controls, and what turns the direction of the text around it. */
static bool is_dropped(int32_t code)
{
	return code < 0x20 || (code >= 0x7F && code < 0xA0) || (code >= 0x202A && code <= 0x202E) ||
	    (code >= 0x2066 && code <= 0x2069) || code == 0x200E || code == 0x200F || code == 0x61C;
}

void html_text_cut(struct buf *buf, const char *text, size_t most)
{
	size_t n = text ? strlen(text) : 0, used;

	for (size_t i = 0, shown = 0; i < n; i += used, shown++) {
		int32_t code = utf8_decode(text + i, n - i, &used);
		if (shown == most) {
			buf_add_text(buf, "…");
			return;
		}
		if (escaped(code))
			buf_add_text(buf, escaped(code));
		else if (code < 0)
			buf_add_text(buf, "\xEF\xBF\xBD");
		else if (!is_dropped(code))
			buf_add(buf, text + i, used);
	}
}

void html_text(struct buf *buf, const char *text)
{
	html_text_cut(buf, text, SIZE_MAX);
}

void html_link(struct buf *buf, const char *url, const char *text)
{
	bool safe = url && (ascii_starts(url, "http://") || ascii_starts(url, "https://"));

	if (safe) {
		buf_add_text(buf, "<a rel=\"noopener noreferrer nofollow\" href=\"");
		html_text(buf, url);
		buf_add_text(buf, "\">");
	}
	buf_add_text(buf, "<bdi>");
	html_text(buf, text);
	buf_add_text(buf, safe ? "</bdi></a>" : "</bdi>");
}
