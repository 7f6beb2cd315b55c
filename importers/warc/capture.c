/* capture: see capture.h. */
#include "importers/warc/capture.h"

#include "importers/warc/check.h"
#include "importers/warc/header.h"
#include "schema/base/text.h"

#include <string.h>

/* A web page's address; what archivers add about themselves (metadata:, dns:, urn:) is none. */
static bool is_page_address(const char *url)
{
	static const char *const schemes[] = {"http://", "https://", "file:", "ftp://"};
	for (size_t i = 0; url && i < sizeof schemes / sizeof *schemes; i++)
		if (ascii_starts(url, schemes[i]))
			return true;
	return false;
}

/* Text that nobody called HTML, and is. */
static bool looks_like_html(const char *body, size_t n)
{
	static const char *const starts[] = {"<!doctype html", "<html", "<head", "<body"};
	while (n && ascii_is_space(*body)) {
		body++;
		n--;
	}
	for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
		if (n >= strlen(starts[i]) && ascii_equal_n(body, strlen(starts[i]), starts[i]))
			return true;
	return false;
}

static bool is_no_type(const char *type)
{
	return !type || !*type || strcmp(type, "no-type") == 0 || strcmp(type, "unk") == 0;
}

static bool is_html_type(const char *type)
{
	return strcmp(type, "text/html") == 0 || strcmp(type, "application/xhtml+xml") == 0;
}

static bool is_page_type(const char *type)
{
	return is_no_type(type) || is_html_type(type) || strcmp(type, "text/plain") == 0;
}

/* Tells pages from the rest by their media type. */
static void read_form(struct capture *capture)
{
	const char *type = capture->media_type;
	bool html = capture->n > 0 && looks_like_html(capture->body, capture->n);
	if (capture->n == 0)
		capture->passed = "empty payload";
	else if (!is_page_type(type))
		capture->passed = type;
	else if (is_no_type(type) && !html)
		capture->passed = "payload of no type";
	capture->form = html || is_no_type(type) || is_html_type(type) ? PAGE_HTML : PAGE_PLAIN;
	if (is_no_type(type))
		capture->media_type = NULL;
}

bool capture_wants(const struct entry *entry, const char *start, size_t n)
{
	struct arena arena;
	struct http http = {0};
	struct err ignored = {0};
	const char *type = entry->content_type, *charset;
	bool wanted = false;
	if (strcmp(entry->type, "response") != 0 && strcmp(entry->type, "resource") != 0)
		return false;
	arena_init(&arena, 1 << 22);
	if (http_begins(start, n)) {
		size_t end = header_end(start, n);
		if (http_split(&arena, start, end ? end : n, &http, &ignored) == 0)
			type = http.content_type;
	} else if (type) {
		type = http_media_type(&arena, type, &charset);
	}
	wanted = is_page_type(type);
	arena_release(&arena);
	return wanted;
}

static bool is_http(const struct entry *entry)
{
	if (!entry->block || !http_begins(entry->block, (size_t)entry->length))
		return false;
	return entry->arc || strcmp(entry->type, "response") == 0;
}

/* The bytes after the header of a request or response. */
static const char *after_header(const char *block, size_t n, size_t *left)
{
	const char *end = memmem(block, n, "\r\n\r\n", 4);
	*left = end ? n - (size_t)(end + 4 - block) : 0;
	return end ? end + 4 : block + n;
}

/* Writers take the payload's digest with and without its transfer coding, and some without its
 * content coding. */
static bool payload_matches(const struct entry *entry, const struct capture *capture)
{
	size_t left;
	const char *payload = entry->block;
	if (!entry->payload_digest || strcmp(entry->type, "revisit") == 0)
		return true;
	if (check_digest(entry->payload_digest, entry->block, (size_t)entry->length) ||
	    (capture->body && check_digest(entry->payload_digest, capture->body, capture->n)))
		return true;
	payload = after_header(entry->block, (size_t)entry->length, &left);
	return check_digest(entry->payload_digest, payload, left);
}

static void check(const struct entry *entry, struct capture *capture)
{
	size_t n = (size_t)entry->length;
	if (!entry->block)
		return;
	capture->damaged =
	    (entry->block_digest && !check_digest(entry->block_digest, entry->block, n)) ||
	    !payload_matches(entry, capture);
}

static int read_response(
    struct arena *arena, const struct entry *entry, struct capture *capture, struct err *err)
{
	struct http http;
	int split = http_split(arena, entry->block, (size_t)entry->length, &http, err);
	if (split < 0 && is_page_type(http.content_type)) /* others are passed over all the same */
		return -1;
	capture->media_type = http.content_type;
	capture->charset = http.charset;
	capture->body = http.body;
	capture->n = http.body_n;
	capture->cut |= http.cut;
	capture->whole = http.whole;
	capture->remarks = http.remarks;
	if (http.status < 200 || http.status > 299)
		capture->passed = arena_format(arena, "status %d", http.status);
	else if (split < 0)
		capture->passed = http.content_type;
	else
		read_form(capture);
	return 0;
}

int capture_read(
    struct arena *arena, const struct entry *entry, struct capture *capture, struct err *err)
{
	*capture = (struct capture){
	    .url = entry->url, .date = entry->date, .cut = entry->truncated, .passed = entry->type};
	int status = 0;
	bool page = strcmp(entry->type, "response") == 0 || strcmp(entry->type, "resource") == 0;
	if (page && !entry->block) {
		capture->passed = "large payload";
	} else if (page && is_page_address(entry->url)) {
		capture->passed = NULL;
		if (is_http(entry)) {
			status = read_response(arena, entry, capture, err);
		} else {
			capture->body = entry->block;
			capture->n = (size_t)entry->length;
			if (entry->content_type)
				capture->media_type =
				    http_media_type(arena, entry->content_type, &capture->charset);
			read_form(capture);
		}
	}
	if (status < 0)
		return -1;
	if (entry->missing && !capture->whole)
		return err_set(err, EXIT_REFUSED, "cut off: %lld of %lld bytes are there",
		    (long long)entry->length, (long long)(entry->length + entry->missing));
	check(entry, capture);
	return 0;
}

/* ---- to the worker ---- */

static void pack_text(struct buf *meta, const char *text)
{
	buf_add_text(meta, text ? text : "");
	buf_add_char(meta, '\0');
}

void capture_pack(const struct capture *capture, struct buf *meta)
{
	pack_text(meta, capture->url);
	pack_text(meta, capture->date);
	pack_text(meta, capture->media_type);
	pack_text(meta, capture->charset);
	buf_add_char(meta, (char)('0' + capture->form));
	buf_add_char(meta, capture->cut ? '1' : '0');
	buf_add_char(meta, capture->damaged ? '1' : '0');
	list_each (const char *, remark, &capture->remarks)
		pack_text(meta, *remark);
}

static const char *unpack_text(struct arena *arena, const char **meta, const char *end)
{
	size_t n = strnlen(*meta, (size_t)(end - *meta));
	const char *text = n ? arena_copy(arena, *meta, n) : NULL;
	*meta += *meta + n < end ? n + 1 : n;
	return text;
}

static int unpack_digit(const char **meta, const char *end)
{
	return *meta < end ? *(*meta)++ - '0' : 0;
}

void capture_unpack(struct arena *arena, const char *meta, size_t n, struct capture *capture)
{
	const char *end = meta + n;
	*capture = (struct capture){0};
	capture->url = unpack_text(arena, &meta, end);
	capture->date = unpack_text(arena, &meta, end);
	capture->media_type = unpack_text(arena, &meta, end);
	capture->charset = unpack_text(arena, &meta, end);
	capture->form = (enum page_form)unpack_digit(&meta, end);
	capture->cut = unpack_digit(&meta, end) == 1;
	capture->damaged = unpack_digit(&meta, end) == 1;
	while (meta < end)
		*list_add(arena, &capture->remarks) = unpack_text(arena, &meta, end);
}
