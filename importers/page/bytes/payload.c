/* payload: see payload.h. */
#include "importers/page/bytes/payload.h"

#include "importers/page/bytes/http.h"
#include "schema/base/digest.h"
#include "schema/base/text.h"

#include <string.h>

enum { SNIFF_BYTES = 1 << 16, GLANCE_BYTES = 1 << 10 /* most pages say it there */ };

/* ---- is it a page ---- */

static const struct {
	const char *magic;
	const char *what;
} magics[] = {{"%PDF-", "a PDF document"}, {"\x89PNG", "a PNG image"},
    {"\xFF\xD8\xFF", "a JPEG image"}, {"GIF8", "a GIF image"}, {"PK\x03\x04", "a ZIP archive"},
    {"\x1F\x8B", "gzip data"}, {"BZh", "bzip2 data"},
    {"\xFD"
     "7zXZ",
	"xz data"},
    {"\x28\xB5\x2F\xFD", "zstd data"},
    {"\x7F"
     "ELF",
	"a program"},
    {"SQLite format 3", "a database"}, {"RIFF", "a media file"},
    {"WARC/", "a WARC archive: film-warc reads it"}};

static const char *magic_of(const char *bytes, size_t n)
{
	for (size_t i = 0; i < sizeof magics / sizeof *magics; i++)
		if (n >= strlen(magics[i].magic) &&
		    memcmp(bytes, magics[i].magic, strlen(magics[i].magic)) == 0)
			return magics[i].what;
	return NULL;
}

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

/* True if the bytes hold tags: the first visible byte opens one, or one of HTML's own stands near
 * the beginning. NULs are passed over, so that UTF-16 is seen too. */
static bool looks_html(struct arena *arena, const char *bytes, size_t n, size_t most)
{
	static const char *const tags[] = {"<!doctype", "<html", "<head", "<body", "<p>", "<p ",
	    "<div", "<br", "<a href", "<span", "<table", "<h1", "<h2", "<h3", "<meta", "<title",
	    "<script", "<!--"};
	char *sample = arena_take_raw(arena, most + 1);
	size_t seen = 0;
	while (n && seen < most) {
		const char *nul = memchr(bytes, 0, n);
		size_t run = nul ? (size_t)(nul - bytes) : n;
		size_t take = run < most - seen ? run : most - seen;
		memcpy(sample + seen, bytes, take);
		seen += take;
		bytes += run + (nul != NULL);
		n -= run + (nul != NULL);
	}
	sample[seen] = 0;
	for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
		if (strcasestr(sample, tags[i]))
			return true;
	return false;
}

/* ---- steps ---- */

struct bytes {
	const char *at;
	size_t n;
	const char *charset, *media_type;
};

static int take_off_http(struct arena *arena, const struct page_source *source, struct bytes *bytes,
    struct payload *payload, struct record *record, struct err *err)
{
	struct http http = {0};
	if (!source->http || !http_begins(bytes->at, bytes->n))
		return 0;
	if (http_split(arena, bytes->at, bytes->n, &http, err))
		return -1;
	bytes->at = http.body;
	bytes->n = http.body_n;
	bytes->charset = bytes->charset ? bytes->charset : http.charset;
	bytes->media_type = bytes->media_type ? bytes->media_type : http.content_type;
	payload->retrieved_at = payload->retrieved_at ? payload->retrieved_at : http.date;
	list_each (const char *, it, &http.remarks)
		record_add_notice(arena, record, NOTICE_ENCODING_UNREADABLE, "%s", *it);
	if (http.cut) {
		record->page.status = STATUS_PARTIAL;
		record_add_notice(arena, record, NOTICE_PAGE_CUT, "the HTTP payload ends early");
	}
	return 0;
}

static int refuse_others(const struct bytes *bytes, struct err *err)
{
	size_t blank = 0;
	while (blank < bytes->n && ascii_is_space(bytes->at[blank]))
		blank++;
	if (blank == bytes->n)
		return err_set(err, EXIT_REFUSED, "not a page: empty");
	if (bytes->n > PAGE_MAX)
		return err_set(err, EXIT_REFUSED, "not a page: more than %d bytes", PAGE_MAX);
	const char *magic = magic_of(bytes->at, bytes->n);
	if (magic)
		return err_set(err, EXIT_REFUSED, "not a page: %s", magic);
	if (bytes->media_type && !is_page_type(bytes->media_type))
		return err_set(err, EXIT_REFUSED, "not a page: %s", bytes->media_type);
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

static bool is_html(
    struct arena *arena, const struct page_source *source, const struct bytes *bytes)
{
	if (source->form != PAGE_SNIFF)
		return source->form == PAGE_HTML;
	if (bytes->media_type && strstr(bytes->media_type, "html"))
		return true;
	return !(bytes->media_type && strcmp(bytes->media_type, "text/plain") == 0) &&
	    (looks_html(arena, bytes->at, bytes->n, GLANCE_BYTES) ||
		looks_html(arena, bytes->at, bytes->n, SNIFF_BYTES));
}

int payload_read(struct arena *arena, const struct page_source *source, struct payload *payload,
    struct record *record, struct err *err)
{
	struct bytes bytes = {source->bytes, source->n, source->charset, source->media_type};
	*payload = (struct payload){.retrieved_at = source->retrieved_at};
	if (source->is_entry)
		bytes.at = arena_copy(arena, bytes.at, bytes.n);
	if (take_off_http(arena, source, &bytes, payload, record, err))
		return -1;
	if (!source->is_entry && refuse_others(&bytes, err))
		return -1;
	uint8_t digest[SHA256_SIZE];
	char *hex = arena_take(arena, 2 * SHA256_SIZE + 1);
	digest_sha256(bytes.at, bytes.n, digest);
	digest_hex(digest, sizeof digest, hex);
	payload->sha256 = hex;
	payload->html = is_html(arena, source, &bytes);
	charset_decode(arena, bytes.at, bytes.n, bytes.charset, payload->html, &payload->decoded);
	if (!source->is_entry && is_binary(bytes.at, bytes.n, payload->decoded.charset))
		return err_set(err, EXIT_REFUSED, "not a page: binary");
	payload->media_type = bytes.media_type ? bytes.media_type
	    : payload->html                    ? "text/html"
					       : "text/plain";
	note_charset(arena, &payload->decoded, record);
	return 0;
}
