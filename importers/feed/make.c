/* make: see make.h. */
#include "importers/feed/make.h"

#include "importers/feed/diary.h"
#include "importers/page/comments/fields.h"
#include "schema/base/url.h"
#include "schema/base/number.h"
#include "schema/base/text.h"

#include <string.h>

/* ---- small things ---- */

/* Normal form C in the arena; NULL stays NULL, and empty becomes it. */
static const char *clean(struct arena *arena, const char *text)
{
	if (!text)
		return NULL;
	const char *squeezed = text_squeeze(arena, text, strlen(text));
	return *squeezed ? text_nfc(arena, squeezed) : NULL;
}

static const char *clean_body(struct arena *arena, const char *html)
{
	const char *body = comments_body(arena, html);
	return text_nfc(arena, body);
}

static const char *published(struct arena *arena, const struct entry *entry)
{
	static const enum entry_text atom[] = {ENTRY_PUBLISHED, ENTRY_CREATED, ENTRY_UPDATED};
	static const enum entry_text wordpress[] = {ENTRY_CREATED, ENTRY_PUBLISHED, ENTRY_UPDATED};
	const enum entry_text *order = entry->wordpress ? wordpress : atom;
	const char *time = NULL;

	for (size_t i = 0; i < sizeof atom / sizeof *atom && !time; i++)
		time = entry_time(arena, entry->text[order[i]]);
	return time;
}

static bool is_markup_type(const char *type)
{
	return type && (strstr(type, "html") || strstr(type, "xml"));
}

/* True if the text looks like HTML source: RFC 4287 says text when no type is given, feeds often
 * mean HTML. */
static bool looks_like_markup(const char *text)
{
	static const char *const signs[] = {"</", "<br", "<p>", "<img", "&lt;", "&amp;", "&#"};
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (strstr(text, signs[i]))
			return true;
	return false;
}

static bool is_html(const struct entry *entry, const char *text)
{
	if (entry->rss || is_markup_type(entry->content_type))
		return true;
	return !entry->content_type && looks_like_markup(text);
}

static const char *plain_title(struct arena *arena, const struct entry *entry)
{
	const char *title = entry->text[ENTRY_TITLE];
	bool markup = title &&
	    (is_markup_type(entry->title_type) || (entry->rss && looks_like_markup(title)));
	return clean(arena, markup ? comments_body(arena, title) : title);
}

/* ---- posts ---- */

static const char *blog_address(const struct feed *feed, const char *blog)
{
	const char *link = entry_link(&feed->head, "alternate", "text/html");
	if (blog)
		return blog;
	if (!link)
		link = feed->head.text[ENTRY_BASE];
	return link ? link : feed->head.text[ENTRY_LINK];
}

const char *make_url(
    struct arena *arena, const struct feed *feed, const struct entry *post, const char *blog)
{
	const char *const candidates[] = {post->text[ENTRY_ORIGLINK],
	    entry_link(post, "alternate", "text/html"), post->text[ENTRY_LINK],
	    post->text[ENTRY_FILENAME], post->rss ? post->text[ENTRY_ID] : NULL};
	const char *base = blog_address(feed, blog);

	for (size_t i = 0; i < sizeof candidates / sizeof *candidates; i++) {
		char *whole = candidates[i] && *candidates[i]
		    ? url_resolve(arena, base, candidates[i])
		    : NULL;
		char *url = whole ? url_canonical(arena, whole) : NULL;
		if (url)
			return url;
	}
	return NULL;
}

/* WordPress keeps posts as they were typed: an empty line parts paragraphs, a line end is a
 * break. */
static const char *paragraphs(struct arena *arena, const char *text, size_t *n)
{
	struct buf out = BUF_INIT(CONTENT_MAX * 4);
	if (strstr(text, "<p") || !memchr(text, '\n', *n))
		return text;
	for (const char *at = text; at < text + *n; at++) {
		if (*at == '\n' && at[1] == '\n')
			buf_add_text(&out, "\n<p>");
		else if (*at == '\n' && (at == text || at[-1] != '\n'))
			buf_add_text(&out, "<br>\n");
		else
			buf_add_char(&out, *at);
	}
	const char *copy = arena_copy(arena, buf_text(&out), out.n);
	*n = out.n;
	buf_release(&out);
	return copy;
}

struct page_source make_source(
    struct arena *arena, const struct feed *feed, const struct entry *post, const char *blog)
{
	const char *author = post->text[ENTRY_NAME];
	struct page_source source = {.is_entry = true, .charset = "utf-8"};

	source.bytes = buf_text(&post->content);
	source.n = post->content.n;
	if (!source.n && post->text[ENTRY_SUMMARY]) {
		source.bytes = post->text[ENTRY_SUMMARY];
		source.n = strlen(source.bytes);
	}
	source.form = is_html(post, source.bytes) ? PAGE_HTML : PAGE_PLAIN;
	if (post->wordpress)
		source.bytes = paragraphs(arena, source.bytes, &source.n);
	source.url = make_url(arena, feed, post, blog);
	source.title = plain_title(arena, post);
	source.author = clean(arena, author ? author : post->text[ENTRY_CREATOR]);
	source.published_at = published(arena, post);
	source.publisher = plain_title(arena, &feed->head);
	source.language = clean(arena, feed->head.text[ENTRY_LANGUAGE]);
	source.labels = post->labels.at;
	source.labels_n = post->labels.n;
	source.film = diary_film(arena, feed, post);
	return source;
}

int64_t make_comment_count(const struct entry *post)
{
	const char *text = post->text[ENTRY_TOTAL];
	int64_t count;
	return text && number_integer(text, strlen(text), &count) && count >= 0 ? count : -1;
}

/* ---- comments ---- */

/* Blogger's number from any of the addresses that hold it; WordPress's; else the entry's own id. */
static const char *comment_id(struct arena *arena, const struct entry *entry, const char *link)
{
	const char *id = entry->text[ENTRY_ID];
	bool blogger =
	    (id && text_starts(id, "tag:blogger.com,")) || (link && strstr(link, "showComment="));
	if (blogger)
		return comments_blogger_id(arena, id && text_starts(id, "tag:") ? id : link);
	if (link)
		return comments_wordpress_id(arena, url_host(arena, link), strrchr(link, '#'));
	return clean(arena, id);
}

/* Where Blogger's feeds name the comment that is replied to: the address of its entry. */
static const char *related_comment(struct arena *arena, const struct entry *entry)
{
	static const char mark[] = "/comments/default/";
	const char *href = entry_link(entry, "related", NULL);
	const char *at = href ? strstr(href, mark) : NULL;
	if (!at)
		return NULL;
	at += strlen(mark);
	return comments_blogger_id(arena, arena_copy(arena, at, strcspn(at, "?#/")));
}

static const char *comment_parent(struct arena *arena, const struct entry *entry)
{
	const char *reply = entry->text[ENTRY_IN_REPLY];
	if (reply)
		return comments_blogger_id(arena, reply);
	reply = entry->reply_ref;
	if (reply && strstr(reply, "#comment-"))
		return comments_wordpress_id(arena, url_host(arena, reply), strrchr(reply, '#'));
	return related_comment(arena, entry);
}

/* The post's address, from the comment's own or from what it replies to; else the post's id. */
static const char *post_of(struct arena *arena, const struct entry *entry, const char *link)
{
	const char *url = link ? url_canonical(arena, link) : NULL;
	if (!url && entry->reply_href)
		url = url_canonical(arena, entry->reply_href);
	if (url)
		return url;
	const char *id = entry->text[ENTRY_PARENT] ? entry->text[ENTRY_PARENT] : entry->reply_ref;
	return clean(arena, id);
}

struct comment make_comment(struct arena *arena, const struct entry *entry, const char **post)
{
	const char *link = kind_comment_link(entry);
	const char *name = entry->text[ENTRY_NAME];
	const char *body =
	    entry->content.n ? buf_text(&entry->content) : entry->text[ENTRY_SUMMARY];
	struct comment comment = {0};

	*post = post_of(arena, entry, link);
	comment.id = comment_id(arena, entry, link);
	comment.author = clean(arena, name ? name : entry->text[ENTRY_CREATOR]);
	comment.voter =
	    comment.id ? comments_voter(arena, entry->text[ENTRY_URI], comment.id) : NULL;
	comment.posted_at = published(arena, entry);
	comment.parent = comment_parent(arena, entry);
	comment.removed = entry->removed ||
	    (entry->text[ENTRY_STATUS] && !strcmp(entry->text[ENTRY_STATUS], "EMPTIED"));
	if (body)
		comment.body = is_html(entry, body) ? clean_body(arena, body) : clean(arena, body);
	return comment;
}

struct comment make_wordpress_comment(
    struct arena *arena, const struct entry *entry, const char *url)
{
	const char *host = url ? url_host(arena, url) : NULL;
	const char *id = entry->text[ENTRY_ID], *parent = entry->text[ENTRY_IN_REPLY];
	size_t n = entry->content.n;
	struct comment comment = {0};

	comment.id = id ? comments_wordpress_id(arena, host, id) : NULL;
	comment.author = clean(arena, entry->text[ENTRY_NAME]);
	comment.voter =
	    comment.id ? comments_voter(arena, entry->text[ENTRY_URI], comment.id) : NULL;
	comment.posted_at = entry_time(arena, entry->text[ENTRY_PUBLISHED]);
	if (parent && strcmp(parent, "0"))
		comment.parent = comments_wordpress_id(arena, host, parent);
	comment.body = clean_body(arena, paragraphs(arena, buf_text(&entry->content), &n));
	return comment;
}
