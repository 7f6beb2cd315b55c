/* url_key: see url.h. Apart from url.c for its table, of Blogger's domains. */
#include "schema/base/text.h"
#include "schema/base/url.h"

#include <string.h>

/* Where Blogger served a blog to readers of a country: what stands behind "blogspot.", from the
 * Public Suffix List. */
static const char *const countries[] = {"ae", "al", "am", "ba", "be", "bg", "bj", "ca", "cf", "ch",
    "cl", "co.at", "co.id", "co.il", "co.ke", "co.nz", "co.uk", "co.za", "com.ar", "com.au",
    "com.br", "com.by", "com.co", "com.cy", "com.ee", "com.eg", "com.es", "com.mt", "com.ng",
    "com.tr", "com.uy", "cv", "cz", "de", "dk", "fi", "fr", "gr", "hk", "hr", "hu", "ie", "in",
    "is", "it", "jp", "kr", "li", "lt", "lu", "md", "mk", "mr", "mx", "my", "nl", "no", "pe", "pt",
    "qa", "re", "ro", "rs", "ru", "se", "sg", "si", "sk", "sn", "td", "tw", "ug", "vn"};

static bool is_country(const char *text, size_t n)
{
	for (size_t i = 0; i < sizeof countries / sizeof *countries; i++)
		if (strlen(countries[i]) == n && memcmp(countries[i], text, n) == 0)
			return true;
	return false;
}

/* The bytes of the host that the blog shares in all countries; n when it is no such host. */
static size_t blog_of(const char *host, size_t n)
{
	static const char mark[] = ".blogspot.";
	const char *at = memmem(host, n, mark, strlen(mark));
	size_t before = at ? (size_t)(at - host) + strlen(mark) : 0;
	return at && is_country(host + before, n - before) ? before : n;
}

char *url_key(struct arena *arena, const char *text)
{
	const char *url = url_canonical(arena, text);
	if (!url)
		return NULL;
	const char *host = strstr(url, "://") + 3;
	size_t n = strcspn(host, "/"), blog = blog_of(host, n);
	return arena_format(
	    arena, "https://%.*s%s%s", (int)blog, host, blog < n ? "com" : "", host + n);
}
