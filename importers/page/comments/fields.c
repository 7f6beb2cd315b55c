/* fields: see fields.h. */
#include "importers/page/comments/fields.h"

#include "importers/page/document/document.h"
#include "schema/base/date.h"
#include "schema/base/number.h"
#include "schema/base/text.h"

#include <string.h>

const char *comments_blogger_id(struct arena *arena, const char *text)
{
	const char *tag = strstr(text, "post-"), *hash = strrchr(text, '#');
	if (text_starts(text, "tag:") && tag)
		text = tag + strlen("post-");
	else if (hash)
		text = hash + 1;
	if (*text == 'c')
		text++;
	size_t n = strspn(text, "0123456789");
	return n && !text[n] ? arena_copy(arena, text, n) : NULL;
}

const char *comments_wordpress_id(struct arena *arena, const char *host, const char *text)
{
	const char *named = strstr(text, "comment-");
	if (named)
		text = named + strlen("comment-");
	size_t n = strspn(text, "0123456789");
	if (!n || text[n])
		return NULL;
	return arena_format(arena, "%s#comment-%s", host ? host : "", text);
}

/* The digits of a Blogger profile's address, or NULL. */
static const char *profile_id(struct arena *arena, const char *url)
{
	static const char path[] = "/profile/";
	const char *host = url_host(arena, url), *at = strstr(url, path);
	if (!host || !at)
		return NULL;
	size_t n = strlen(host), domain = strlen("blogger.com");
	if (n < domain || strcmp(host + n - domain, "blogger.com"))
		return NULL;
	at += strlen(path);
	size_t digits = strspn(at, "0123456789");
	return digits ? arena_copy(arena, at, digits) : NULL;
}

const char *comments_voter(struct arena *arena, const char *author_url, const char *comment_id)
{
	char *url = author_url ? text_squeeze(arena, author_url, strlen(author_url)) : "";
	if (text_starts(url, "//"))
		url = arena_format(arena, "https:%s", url);
	const char *profile = profile_id(arena, url);
	if (profile)
		return arena_format(arena, "blogger:%s", profile);
	/* "https://www.blogger.com/profile/" without a number and mailto: addresses name nobody. */
	const char *host = url_host(arena, url);
	bool nobody = host && ascii_equal(host, "blogger.com");
	const char *canonical = nobody ? NULL : url_canonical(arena, url);
	if (canonical)
		return canonical;
	return comment_id ? arena_format(arena, "comment:%s", comment_id) : NULL;
}

const char *comments_permalink_time(struct arena *arena, const char *url)
{
	static const char name[] = "showComment=";
	const char *at = url ? strstr(url, name) : NULL;
	char out[DATE_TEXT];
	int64_t ms;

	if (!at)
		return NULL;
	at += strlen(name);
	if (!number_integer(at, strspn(at, "0123456789"), &ms) || !date_from_epoch_ms(ms, out))
		return NULL;
	return arena_text(arena, out);
}

const char *comments_body(struct arena *arena, const char *html)
{
	if (!strpbrk(html, "<&"))
		return text_squeeze(arena, html, strlen(html));
	struct document *document = document_parse(arena, html, strlen(html), NULL, true);
	return node_lines(arena, document->root);
}
