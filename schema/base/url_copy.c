/* url_copy: see url_copy.h. */
#include "schema/base/url_copy.h"

#include "schema/base/text.h"

#include <stdio.h>
#include <string.h>

/* Archives, and what stands before the time in their addresses; `*` is one part of a path. */
static const struct {
	const char *host, *path;
} archives[] = {
    {"web.archive.org", "/web/"},
    {"wayback.archive.org", "/web/"},
    {"wayback.archive-it.org", "/*/"},
    {"www.webarchive.org.uk", "/wayback/archive/"},
    {"webarchive.nationalarchives.gov.uk", "/ukgwa/"},
    {"arquivo.pt", "/wayback/"},
    {"archive.ph", "/"},
    {"archive.today", "/"},
    {"archive.is", "/"},
    {"archive.li", "/"},
    {"archive.vn", "/"},
    {"archive.fo", "/"},
    {"archive.md", "/"},
};

/* Behind the scheme and what the host must be; NULL when it is another. */
static const char *behind_host(const char *url, const char *host)
{
	size_t n = strlen(host);
	const char *at = ascii_starts(url, "https://") ? url + 8
	    : ascii_starts(url, "http://")             ? url + 7
						       : NULL;
	return at && ascii_equal_n(at, strnlen(at, n), host) && strchr("/:", at[n]) && at[n]
	    ? at + n + strcspn(at + n, "/")
	    : NULL;
}

static const char *behind_path(const char *at, const char *path)
{
	for (; *path; path++) {
		if (*path == '*')
			at += strcspn(at, "/?#");
		else if (*at++ != *path)
			return NULL;
	}
	return at;
}

/* `20200101123456`, of which only the year must be there. */
static bool read_time(const char *digits, size_t n, char time[DATE_TEXT])
{
	char text[32];
	if (n < 4 || n > 14)
		return false;
	*time = '\0';
	if (n != 14)
		return true;
	snprintf(text, sizeof text, "%.4s-%.2s-%.2sT%.2s:%.2s:%.2sZ", digits, digits + 4,
	    digits + 6, digits + 8, digits + 10, digits + 12);
	if (!date_iso(text, strlen(text), time))
		*time = '\0';
	return true;
}

/* The address behind the time; what lost a slash of its scheme, or all of it, gets it back. */
static char *inner(struct arena *arena, const char *at)
{
	static const char *const schemes[] = {"https:/", "http:/"};
	for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
		if (ascii_starts(at, schemes[i])) {
			const char *rest = at + strlen(schemes[i]);
			return arena_format(arena, "%s/%s", schemes[i], rest + (*rest == '/'));
		}
	size_t host = strcspn(at, "/?#");
	return memchr(at, '.', host) && !memchr(at, ':', host)
	    ? arena_format(arena, "http://%s", at)
	    : NULL;
}

char *url_of_copy(struct arena *arena, const char *url, char time[DATE_TEXT])
{
	char ignored[DATE_TEXT];
	for (size_t i = 0; i < sizeof archives / sizeof *archives; i++) {
		const char *at = behind_host(url, archives[i].host);
		at = at ? behind_path(at, archives[i].path) : NULL;
		size_t digits = at ? strspn(at, "0123456789") : 0;
		if (!at || !read_time(at, digits, time ? time : ignored))
			continue;
		at += digits;
		while (ascii_is_alpha(*at)) /* `id_`, `im_`: how it is shown */
			at++;
		at += *at == '_';
		return *at == '/' ? inner(arena, at + 1) : NULL;
	}
	return NULL;
}
