/* url: see url.h. */
#include "schema/base/url.h"
#include "schema/base/url_copy.h"
#include "schema/base/text.h"

#include <string.h>

/* A part of an address; at is NULL when the part is not there at all ("?": there and empty). */
struct part {
	const char *at;
	size_t n;
};

struct url {
	struct part scheme, authority, path, query, fragment; /* without their delimiters */
};

static bool is_scheme_char(char c)
{
	return ascii_is_alpha(c) || ascii_is_digit(c) || c == '+' || c == '-' || c == '.';
}

/* Takes what comes before any of the `stops` (or the end) from *text. */
static struct part take_until(const char **text, const char *stops)
{
	struct part part = {*text, strcspn(*text, stops)};
	*text += part.n;
	return part;
}

static struct url split(const char *text)
{
	struct url url = {0};
	const char *colon = text;
	while (is_scheme_char(*colon))
		colon++;
	if (*colon == ':' && ascii_is_alpha(*text)) {
		url.scheme = (struct part){text, (size_t)(colon - text)};
		text = colon + 1;
	}
	if (text[0] == '/' && text[1] == '/') {
		text += 2;
		url.authority = take_until(&text, "/?#");
	}
	url.path = take_until(&text, "?#");
	if (*text == '?') {
		text++;
		url.query = take_until(&text, "#");
	}
	if (*text == '#')
		url.fragment = (struct part){text + 1, strlen(text + 1)};
	return url;
}

struct writer {
	char *at;
	size_t n;
};

static void put(struct writer *writer, const char *bytes, size_t n)
{
	if (n)
		memcpy(writer->at + writer->n, bytes, n);
	writer->n += n;
}

static bool starts(struct part path, const char *start)
{
	size_t n = strlen(start);
	return path.n >= n && !memcmp(path.at, start, n);
}

static bool is_whole(struct part path, const char *whole)
{
	return path.n == strlen(whole) && starts(path, whole);
}

static void skip(struct part *path, size_t n)
{
	path->at += n;
	path->n -= n;
}

/* Takes the last segment and its slash off what was written since `from`. */
static void drop_segment(struct writer *writer, size_t from)
{
	while (writer->n > from && writer->at[--writer->n] != '/')
		;
}

/* RFC 3986 section 5.2.4. */
static void put_without_dots(struct writer *writer, struct part path)
{
	size_t from = writer->n;
	while (path.n) {
		if (starts(path, "../")) {
			skip(&path, 3);
		} else if (starts(path, "./") || starts(path, "/./")) {
			skip(&path, 2);
		} else if (is_whole(path, "/.")) {
			put(writer, "/", 1);
			return;
		} else if (starts(path, "/../")) {
			skip(&path, 3);
			drop_segment(writer, from);
		} else if (is_whole(path, "/..")) {
			drop_segment(writer, from);
			put(writer, "/", 1);
			return;
		} else if (is_whole(path, ".") || is_whole(path, "..")) {
			return;
		} else {
			size_t n = 1;
			while (n < path.n && path.at[n] != '/')
				n++;
			put(writer, path.at, n);
			skip(&path, n);
		}
	}
}

/* RFC 3986 section 5.2.3. */
static struct part merged(struct arena *arena, const struct url *base, struct part path)
{
	size_t kept = base->path.n;
	while (kept && base->path.at[kept - 1] != '/')
		kept--;
	struct writer writer = {.at = arena_take_raw(arena, kept + path.n + 1)};
	if (base->authority.at && !base->path.n)
		put(&writer, "/", 1);
	else
		put(&writer, base->path.at, kept);
	put(&writer, path.at, path.n);
	return (struct part){writer.at, writer.n};
}

static char *write_url(struct arena *arena, const struct url *url)
{
	struct writer writer = {.at = arena_take_raw(arena,
				    url->scheme.n + url->authority.n + url->path.n + url->query.n +
					url->fragment.n + 8)};
	put(&writer, url->scheme.at, url->scheme.n);
	put(&writer, ":", 1);
	if (url->authority.at) {
		put(&writer, "//", 2);
		put(&writer, url->authority.at, url->authority.n);
	}
	if (url->authority.at || (url->path.n && url->path.at[0] == '/'))
		put_without_dots(&writer, url->path);
	else
		put(&writer, url->path.at, url->path.n); /* "mailto:a@b": not a hierarchy */
	if (url->query.at) {
		put(&writer, "?", 1);
		put(&writer, url->query.at, url->query.n);
	}
	if (url->fragment.at) {
		put(&writer, "#", 1);
		put(&writer, url->fragment.at, url->fragment.n);
	}
	writer.at[writer.n] = '\0';
	return writer.at;
}

/* As browsers read an attribute: outer white space trimmed, tabs and line ends dropped, inner
 * spaces encoded. */
static char *cleaned(struct arena *arena, const char *text)
{
	size_t n = strlen(text);
	while (n && ascii_is_space(*text))
		text++, n--;
	while (n && ascii_is_space(text[n - 1]))
		n--;
	struct writer writer = {.at = arena_take_raw(arena, 3 * n + 1)};
	for (size_t i = 0; i < n; i++) {
		if (text[i] == ' ')
			put(&writer, "%20", 3);
		else if (!ascii_is_space(text[i]))
			put(&writer, &text[i], 1);
	}
	writer.at[writer.n] = '\0';
	return writer.at;
}

char *url_resolve(struct arena *arena, const char *base_text, const char *reference)
{
	struct url url = split(cleaned(arena, reference));
	if (url.scheme.at)
		return write_url(arena, &url);
	if (!base_text)
		return NULL;
	struct url base = split(cleaned(arena, base_text));
	if (!base.scheme.at)
		return NULL;
	url.scheme = base.scheme;
	if (url.authority.at)
		return write_url(arena, &url);
	url.authority = base.authority;
	if (!url.path.n) {
		url.path = base.path;
		if (!url.query.at)
			url.query = base.query;
	} else if (url.path.at[0] != '/') {
		url.path = merged(arena, &base, url.path);
	}
	return write_url(arena, &url);
}

static bool is_web(struct part scheme)
{
	return ascii_equal_n(scheme.at, scheme.n, "http") ||
	    ascii_equal_n(scheme.at, scheme.n, "https");
}

static char *lower_copy(struct arena *arena, const char *text, size_t n)
{
	char *copy = arena_copy(arena, text, n);
	for (size_t i = 0; i < n; i++)
		copy[i] = ascii_lower(copy[i]);
	return copy;
}

/* The authority without user, lower case, without the scheme's default port or an empty one. */
static struct part plain_authority(struct arena *arena, const struct url *url)
{
	struct part part = url->authority;
	const char *at = memrchr(part.at, '@', part.n);
	if (at)
		skip(&part, (size_t)(at + 1 - part.at));
	part.at = lower_copy(arena, part.at, part.n);
	const char *port = url->scheme.n == 4 ? ":80" : ":443";
	size_t n = strlen(port);
	if (part.n > n && !memcmp(part.at + part.n - n, port, n))
		part.n -= n;
	else if (part.n && part.at[part.n - 1] == ':')
		part.n--;
	return part;
}

/* Parameters that name a view of the page, or where the reader came from. */
static bool is_dropped(struct part parameter)
{
	static const char *const names[] = {"showComment", "fbclid", "gclid", "dclid", "msclkid",
	    "yclid", "igshid", "mc_cid", "mc_eid", "_ga", "ref_src", NULL};
	if (starts(parameter, "utm_") || is_whole(parameter, "m=1") || !parameter.n)
		return true;
	const char *equals = memchr(parameter.at, '=', parameter.n);
	size_t n = equals ? (size_t)(equals - parameter.at) : parameter.n;
	for (int i = 0; names[i]; i++)
		if (strlen(names[i]) == n && !memcmp(names[i], parameter.at, n))
			return true;
	return false;
}

static struct part plain_query(struct arena *arena, struct part query)
{
	struct writer writer = {.at = arena_take_raw(arena, query.n + 1)};
	while (query.at) {
		const char *end = memchr(query.at, '&', query.n);
		struct part parameter = {query.at, end ? (size_t)(end - query.at) : query.n};
		if (!is_dropped(parameter)) {
			if (writer.n)
				put(&writer, "&", 1);
			put(&writer, parameter.at, parameter.n);
		}
		if (!end)
			break;
		skip(&query, parameter.n + 1);
	}
	return (struct part){writer.n ? writer.at : NULL, writer.n};
}

/* WordPress shows long comments page by page, each at the post's address with `comment-page-N/`
 * behind it. */
static struct part plain_path(struct part path)
{
	static const char mark[] = "/comment-page-";
	const char *at = memmem(path.at, path.n, mark, strlen(mark));
	size_t digits = at ? (size_t)(at - path.at) + strlen(mark) : path.n, end = digits;
	while (end < path.n && ascii_is_digit(path.at[end]))
		end++;
	bool last = end == path.n || (end + 1 == path.n && path.at[end] == '/');
	if (end > digits && last)
		path.n = (size_t)(at - path.at) + 1;
	return path;
}

/* RFC 3986 section 2.3: what means the same with and without its percent-encoding. */
static bool is_unreserved(unsigned char c)
{
	return ascii_is_alpha((char)c) || ascii_is_digit((char)c) || (c && strchr("-._~", c));
}

/* What no address may hold as it is: bytes beyond ASCII (RFC 3987 section 3.1), and what RFC 3986
 * gives no meaning. */
static bool must_be_encoded(unsigned char c)
{
	return c <= ' ' || c >= 0x7f || strchr("\"<>\\^`{|}", c);
}

static int hex_digit(char c)
{
	static const char digits[] = "0123456789abcdef";
	const char *at = c ? strchr(digits, ascii_lower(c)) : NULL;
	return at ? (int)(at - digits) : -1;
}

static void put_encoded(struct writer *writer, unsigned char c)
{
	static const char digits[] = "0123456789ABCDEF";
	put(writer, (const char[]){'%', digits[c >> 4], digits[c & 15]}, 3);
}

/* The one form of RFC 3986 section 6.2.2: `%7e` is `~`, `%d0` is `%D0`, and so is the byte. */
static struct part plain_encoding(struct arena *arena, struct part part)
{
	struct writer writer = {.at = arena_take_raw(arena, 3 * part.n + 1)};
	if (!part.at)
		return part;
	for (size_t i = 0; i < part.n; i++) {
		unsigned char c = (unsigned char)part.at[i];
		int high = c == '%' && part.n - i > 2 ? hex_digit(part.at[i + 1]) : -1;
		int low = high >= 0 ? hex_digit(part.at[i + 2]) : -1;
		if (low >= 0) {
			c = (unsigned char)(high << 4 | low);
			i += 2;
		}
		if (low >= 0 ? !is_unreserved(c) : must_be_encoded(c))
			put_encoded(&writer, c);
		else
			put(&writer, (const char *)&c, 1);
	}
	return (struct part){writer.at, writer.n};
}

char *url_canonical(struct arena *arena, const char *text)
{
	const char *plain = cleaned(arena, text), *copied = url_of_copy(arena, plain, NULL);
	struct url url = split(copied ? copied : plain);
	if (!url.scheme.at || !is_web(url.scheme) || !url.authority.n)
		return NULL;
	url.scheme.at = lower_copy(arena, url.scheme.at, url.scheme.n);
	url.authority = plain_authority(arena, &url);
	if (!url.authority.n)
		return NULL;
	url.query = plain_query(arena, plain_encoding(arena, url.query));
	url.fragment = (struct part){0};
	if (!url.path.n)
		url.path = (struct part){"/", 1};
	url.path = plain_path(plain_encoding(arena, url.path));
	return write_url(arena, &url);
}

char *url_host(struct arena *arena, const char *text)
{
	const char *plain = cleaned(arena, text), *copied = url_of_copy(arena, plain, NULL);
	struct url url = split(copied ? copied : plain);
	if (!url.authority.n)
		return NULL;
	struct part host = plain_authority(arena, &url);
	const char *port = memrchr(host.at, ':', host.n);
	if (port && !memchr(port, ']', host.n - (size_t)(port - host.at)))
		host.n = (size_t)(port - host.at);
	if (starts(host, "www."))
		skip(&host, 4);
	return host.n ? arena_copy(arena, host.at, host.n) : NULL;
}
