/* payload: see payload.h. */
#include "importers/page/bytes/payload.h"

#include "importers/page/bytes/http.h"
#include "importers/page/saved/saved.h"
#include "schema/base/digest.h"
#include "schema/base/text.h"

#include <string.h>

enum {
	LAYERS = 4, /* one form within another */
	MEMORY_FACTOR =
	    4 /* as worker.h's: a page has memory by its own size, not by its wrapping's */
};

/* ---- is it a page ---- */

static size_t count_controls(const char *bytes, size_t n)
{
	size_t controls = 0;
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)bytes[i];
		controls +=
		    c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 0x1B;
	}
	return controls;
}

/* Text holds hardly any control characters; in a charset of two or four bytes, the NULs say
 * nothing. */
static bool is_binary(const char *bytes, size_t n, const char *charset)
{
	enum { MOST_CONTROLS = 50 }; /* one in so many */
	const uint64_t ones = 0x0101010101010101u;
	size_t controls = 0, seen = n < SNIFF_BYTES ? n : SNIFF_BYTES, i = 0;
	if (text_starts(charset, "utf-16") || text_starts(charset, "utf-32"))
		return false;
	for (uint64_t eight; i + 8 <= seen; i += 8) { /* most hold nothing below 0x20 */
		memcpy(&eight, bytes + i, 8);
		if ((eight - ones * 0x20) & ~eight & ones * 0x80)
			controls += count_controls(bytes + i, 8);
	}
	controls += count_controls(bytes + i, seen - i);
	return controls * MOST_CONTROLS > seen;
}

static bool is_page_type(const char *media_type)
{
	return text_starts(media_type, "text/") || strstr(media_type, "html") ||
	    strstr(media_type, "xml") || strcmp(media_type, "application/octet-stream") == 0 ||
	    !strchr(media_type, '/');
}

/* ---- steps ---- */

static int take_off_http(
    struct arena *arena, struct saved *page, struct record *record, struct err *err)
{
	struct http http = {0};
	if (http_split(arena, page->bytes, page->n, &http, err))
		return -1;
	page->bytes = http.body;
	page->n = http.body_n;
	page->charset = http.charset;
	page->media_type = http.content_type;
	if (http.date && !page->retrieved_at) {
		page->retrieved_at = http.date;
		page->rule = "HTTP header";
	}
	list_each (const char *, it, &http.remarks)
		record_add_notice(arena, record, NOTICE_ENCODING_UNREADABLE, "%s", *it);
	if (http.cut) {
		record->page.status = STATUS_PARTIAL;
		record_add_notice(arena, record, NOTICE_PAGE_CUT, "the HTTP payload ends early");
	}
	return 0;
}

/* Takes off what the page was wrapped in when it was saved, layer by layer. */
static int unwrap(struct arena *arena, const struct page_source *source, struct saved *page,
    struct sniffed *sniffed, struct record *record, struct err *err)
{
	for (int layer = 0;; layer++) {
		*sniffed = sniff(page->bytes, page->n, true);
		bool http = sniffed->form == SNIFF_HTTP && http_begins(page->bytes, page->n);
		if (!http && !saved_is_wrapped(sniffed, layer ? NULL : source->name))
			return 0;
		if (layer == LAYERS)
			return err_set(
			    err, EXIT_REFUSED, "not a page: wrapped more than %d times", LAYERS);
		if (http ? take_off_http(arena, page, record, err)
			 : saved_unwrap(arena, sniffed, page, err))
			return -1;
	}
}

/* What is said of the page from outside goes before what its wrapping says. */
static void set_outside(const struct page_source *source, struct saved *page)
{
	page->charset = source->charset ? source->charset : page->charset;
	page->media_type = source->media_type ? source->media_type : page->media_type;
}

static void note_saved(struct arena *arena, const struct page_source *source,
    const struct saved *page, struct record *record)
{
	if (page->passed)
		message_detail(source->name, "%zu other parts passed over", page->passed);
	if (!page->cut)
		return;
	record->page.status = STATUS_PARTIAL;
	record_add_notice(arena, record, NOTICE_PAGE_CUT, "the file ends early");
}

/* Of a file everything is refused that is known to be no page; of what came another way, whose type
 * was said, only what is no text. */
static int refuse_others(const struct page_source *source, const struct saved *page,
    const struct sniffed *sniffed, struct err *err)
{
	size_t blank = 0;
	while (blank < page->n && ascii_is_space(page->bytes[blank]))
		blank++;
	if (blank == page->n)
		return err_set(err, EXIT_REFUSED, "not a page: empty");
	if (page->n > PAGE_MAX)
		return err_set(err, EXIT_REFUSED, "not a page: more than %d bytes", PAGE_MAX);
	bool packed = sniffed->form == SNIFF_GZIP || sniffed->form == SNIFF_ZSTD;
	bool binary = packed || sniffed->form == SNIFF_BINARY || sniffed->form == SNIFF_WARC;
	if (source->is_file ? !sniff_is_page(sniffed->form) : binary)
		return sniff_refuse(sniffed, "a page", err);
	if (page->media_type && !is_page_type(page->media_type))
		return err_set(err, EXIT_REFUSED, "not a page: %s", page->media_type);
	return 0;
}

static void note_charset(struct arena *arena, const struct decoded *decoded, struct record *record)
{
	if (decoded->replaced)
		record_add_notice(arena, record, NOTICE_BYTES_REPLACED,
		    "%zu sequences outside %s became U+FFFD", decoded->replaced, decoded->charset);
	if (decoded->why == CHARSET_GUESSED)
		record_add_notice(arena, record, NOTICE_CHARSET_GUESSED, "%s", decoded->charset);
	if (decoded->mismatch)
		record_add_notice(arena, record, NOTICE_CHARSET_MISMATCH, "declared %s, is %s",
		    decoded->declared ? decoded->declared : "nothing", decoded->charset);
}

static bool is_html(const struct page_source *source, const struct saved *page)
{
	if (source->form != PAGE_SNIFF)
		return source->form == PAGE_HTML;
	if (page->media_type && strstr(page->media_type, "html"))
		return true;
	return !(page->media_type && strcmp(page->media_type, "text/plain") == 0) &&
	    sniff_is_html(page->bytes, page->n);
}

/* The bytes of a page that stands by itself. */
static int open_page(struct arena *arena, const struct page_source *source, struct saved *page,
    struct record *record, struct err *err)
{
	struct sniffed sniffed;
	if (source->is_file) {
		if (unwrap(arena, source, page, &sniffed, record, err))
			return -1;
		if (page->n > source->n)
			arena->max += MEMORY_FACTOR * (page->n - source->n);
	} else {
		sniffed = sniff(page->bytes, page->n, true);
	}
	set_outside(source, page);
	note_saved(arena, source, page, record);
	return refuse_others(source, page, &sniffed, err);
}

static const char *hash_of(struct arena *arena, const struct saved *page)
{
	uint8_t digest[SHA256_SIZE];
	char *hex = arena_take(arena, 2 * SHA256_SIZE + 1);
	digest_sha256(page->bytes, page->n, digest);
	digest_hex(digest, sizeof digest, hex);
	return hex;
}

int payload_read(struct arena *arena, const struct page_source *source, struct payload *payload,
    struct record *record, struct err *err)
{
	struct saved page = {.bytes = source->bytes, .n = source->n};
	*payload = (struct payload){0};
	if (source->is_entry) {
		page.bytes = arena_copy(arena, page.bytes, page.n);
		set_outside(source, &page);
	} else if (open_page(arena, source, &page, record, err)) {
		return -1;
	}
	payload->retrieved_at = page.retrieved_at;
	payload->url = page.url;
	payload->rule = page.rule;
	payload->sha256 = hash_of(arena, &page);
	payload->html = is_html(source, &page);
	charset_decode(arena, page.bytes, page.n, page.charset, payload->html, &payload->decoded);
	if (!source->is_entry && is_binary(page.bytes, page.n, payload->decoded.charset))
		return err_set(err, EXIT_REFUSED, "not a page: binary");
	payload->media_type = page.media_type ? page.media_type
	    : payload->html                   ? "text/html"
					      : "text/plain";
	note_charset(arena, &payload->decoded, record);
	return 0;
}
