/* explain: see explain.h. */
#include "importers/page/film/explain.h"

#include "schema/base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* A name, an address or a place as it stands in the page, which may hold anything. */
static void add_printable(struct buf *buf, const char *text)
{
	char printable[1000];
	size_t n = utf8_printable(text, strlen(text), printable, sizeof printable);
	buf_add(buf, printable, n);
}

static void explain_charset(struct buf *buf, const struct decoded *decoded)
{
	const char *declared = decoded->declared;
	buf_add_format(buf, "page.charset: %s (%s; ", decoded->charset, charset_reason(decoded));
	if (declared) {
		buf_add_text(buf, "declared ");
		add_printable(buf, declared);
		buf_add_format(buf, " by %s", decoded->declared_by);
	} else {
		buf_add_text(buf, "nothing declared");
	}
	buf_add_format(buf, "; %zu replaced)\n", decoded->replaced);
}

void explain_record(
    struct buf *buf, const char *name, const struct page *page, const struct decoded *decoded)
{
	add_printable(buf, name ? name : "page");
	if (page->url) {
		buf_add_text(buf, ": ");
		add_printable(buf, page->url);
	}
	buf_add_format(buf, ": %s%s\n", page->profile ? "profile " : "no profile",
	    page->profile ? page->profile : "");
	explain_charset(buf, decoded);
}

void explain_value(struct buf *buf, size_t film, const char *field, bool taken,
    const struct claim *claim, const char *format, ...)
{
	enum { SHOWN = 200 };
	char value[SHOWN], printable[SHOWN * 2];
	if (!buf)
		return;
	va_list arguments;
	va_start(arguments, format);
	int n = vsnprintf(value, sizeof value, format, arguments);
	va_end(arguments);
	size_t length = n < SHOWN ? (size_t)n : SHOWN - 1;
	while (length && n >= SHOWN && ((unsigned char)value[length - 1] & 0xC0) == 0x80)
		length--; /* not in the middle of a character */
	length -= n >= SHOWN && length;
	size_t shown = utf8_printable(value, length, printable, sizeof printable);
	buf_add_format(buf, "%sfilms[%zu].%s: %.*s%s (%s: %s", taken ? "" : "not taken: ", film,
	    field, (int)shown, printable, n >= SHOWN ? "…" : "",
	    vocab_word(&vocab_layer, (int)claim->layer), claim->rule ? claim->rule : "-");
	if (claim->place) {
		buf_add_text(buf, ", ");
		add_printable(buf, claim->place);
	}
	buf_add_text(buf, ")\n");
}
