/*
 * markup: comments as elements: what the elements of each say, by the class names of Blogger's,
 * WordPress's, Drupal's and other templates.
 */
#include "importers/page/comments/elements.h"
#include "importers/page/comments/steps.h"
#include "importers/page/words/languages.h"
#include "schema/base/date.h"
#include "schema/base/text.h"

#include <string.h>

/* ---- what its elements say ---- */

struct own {
	struct arena *arena;
	const struct node *body,
	    *wrapper; /* wrapper: a "comment-body" that may hold more than the body */
	const char *author, *author_url, *time, *permalink;
	bool removed, by_member, ping;
};

static bool has_one_of(const struct node *node, const char *const *names)
{
	for (; *names; names++)
		if (node_has_class(node, *names))
			return true;
	return false;
}

static bool is_avatar(const struct node *node)
{
	static const char *const names[] = {"avatar-image-container", "avatar", "gravatar", NULL};
	return has_one_of(node, names);
}

static bool is_body(const struct node *node)
{
	static const char *const names[] = {"comment-content", "comment-text", "comment_text",
	    "commenttext", "comment-entry", "comment_content", "comment-copy",
	    "wp-block-comment-content", "field--name-comment-body", "field-name-comment-body",
	    NULL};
	return has_one_of(node, names) ||
	    (node->tag == TAG_dd && node_has_class(node, "comment-body"));
}

/* What is said about a comment, not in it. */
static bool is_meta(const struct node *node)
{
	static const char *const names[] = {"comment-meta", "commentmetadata", "comment-metadata",
	    "comment-number", "comment-author", "comment-actions", "comment-footer", "reply",
	    "comment-awaiting-moderation", "wp-block-comment-author-name", "wp-block-comment-date",
	    "wp-block-comment-reply-link", "comment__meta", "submitted", NULL};
	return has_one_of(node, names);
}

static bool is_author(const struct node *node)
{
	return node->tag == TAG_cite || node_has_class(node, "fn") ||
	    node_has_class(node, "comment-author-name") || node_has_class(node, "username") ||
	    node_has_class(node, "comment__author") ||
	    node_has_class(node, "wp-block-comment-author-name");
}

static void take_time(struct own *own, const struct node *node)
{
	char out[DATE_TEXT];
	const char *text = NULL;

	if (node->tag == TAG_time)
		text = node_attribute(node, "datetime");
	else if (node->tag == TAG_abbr)
		text = node_attribute(node, "title");
	else if (node_has_word(node, "property", "dc:created") ||
	    node_has_word(node, "property", "schema:dateCreated"))
		text = node_attribute(node, "content");
	if (text && !own->time && date_iso(text, strlen(text), out))
		own->time = arena_text(own->arena, out);
}

static void take_link(struct own *own, const struct node *node)
{
	const char *href = node_attribute(node, "href");
	const char *time = href ? comments_permalink_time(own->arena, href) : NULL;
	if (time && !own->time)
		own->time = time;
	if (href && !own->permalink && (time || strstr(href, "#comment-")))
		own->permalink = href;
}

static void take_author(struct own *own, const struct node *node)
{
	const struct node *link = node->tag == TAG_a ? node : node_find(node, node, TAG_a);
	if (!link && node->parent && node->parent->tag == TAG_a)
		link = node->parent;
	own->author = node_text(own->arena, node);
	own->author_url = link ? node_attribute(link, "href") : NULL;
}

/* A name without what it did, where both stand on one line: `Anonymous said…`. */
static const char *without_verb(struct arena *arena, const char *name)
{
	const struct languages_list *verbs = &languages_comments_said;
	static const char *const dots[] = {"…", "..."};
	size_t n = strlen(name);
	for (size_t i = 0; i < 2 * verbs->n; i++) {
		const char *end = arena_format(arena, " %s%s", verbs->words[i / 2], dots[i % 2]);
		size_t length = strlen(end);
		if (n > length && strcmp(name + n - length, end) == 0)
			return arena_copy(arena, name, n - length);
	}
	return name;
}

/* The words of a node of a classic `dt`: a link's, or the first line of bare text
 * ("Anonymous⏎said..."). */
static const char *classic_name(struct arena *arena, const struct node *node)
{
	if (node->tag == TAG_a)
		return node_text(arena, node);
	if (node->tag != TAG_TEXT)
		return "";
	const char *line = node->text + strspn(node->text, " \t\r\n,");
	const char *name = text_squeeze(arena, line, strcspn(line, "\n"));
	return *name ? without_verb(arena, name) : name;
}

/* Where the author is to be looked for: the oldest templates begin `At <a href="#c1">11:00 AM</a>,
 * Otto said…`. */
static const struct node *classic_start(const struct node *dt)
{
	const struct node *link = node_find(dt, dt, TAG_a);
	while (link && !node_attribute(link, "href"))
		link = node_find(link, dt, TAG_a);
	const struct node *behind =
	    link && *node_attribute(link, "href") == '#' ? node_after(link, dt) : NULL;
	return behind ? behind : node_next(dt, dt);
}

static void take_classic_author(struct own *own, const struct node *dt)
{
	for (const struct node *node = classic_start(dt); node && !own->author;) {
		if (node->tag != TAG_TEXT && is_avatar(node)) {
			node = node_after(node, dt);
			continue;
		}
		const char *name = classic_name(own->arena, node);
		if (*name) {
			own->author = name;
			own->author_url = node->tag == TAG_a ? node_attribute(node, "href") : NULL;
		}
		node = node_next(node, dt);
	}
}

static bool holds_removed(const struct node *body)
{
	for (const struct node *node = body; node; node = node_next(node, body))
		if (node->tag != TAG_TEXT && node_has_class(node, "deleted-comment"))
			return true;
	return false;
}

static void take_marks(struct own *own, const struct node *node)
{
	own->removed |= node_has_class(node, "deleted-comment");
	own->by_member |= node_has_class(node, "blog-author") ||
	    node_has_class(node, "bypostauthor") || node_has_class(node, "by-node-author") ||
	    node_has_class(node, "comment-by-node-author");
	own->ping |= node_has_class(node, "pingback") || node_has_class(node, "trackback");
	take_time(own, node);
	if (node->tag == TAG_a)
		take_link(own, node);
}

/* Looks at one element; true when what is inside it is not looked at: an avatar, the reader's own
 * words. */
static bool take_node(struct own *own, const struct node *node)
{
	if (node->tag == TAG_TEXT)
		return false;
	if (is_avatar(node))
		return true;
	if (!own->body && is_body(node)) {
		own->body = node;
		own->removed |= holds_removed(node);
		return true;
	}
	take_marks(own, node);
	if (!own->author && node->tag == TAG_dt)
		take_classic_author(own, node);
	else if (!own->author && is_author(node))
		take_author(own, node);
	if (!own->wrapper && node_has_class(node, "comment-body"))
		own->wrapper = node;
	return false;
}

/* Themes that name no body: the comment's own paragraphs outside its meta boxes. */
static const char *own_paragraphs(struct arena *arena, struct own_walk *walk)
{
	const struct node *node = elements_own_first(walk);
	const char *text = NULL;

	for (node = elements_own(walk, node_next(node, walk->root)); node;) {
		bool paragraph = node->tag == TAG_p && !is_meta(node);
		bool skip = paragraph || (node->tag != TAG_TEXT && is_meta(node));
		if (paragraph) {
			const char *lines = node_lines(arena, node);
			text = text ? arena_format(arena, "%s\n%s", text, lines) : lines;
		}
		node = elements_own(
		    walk, skip ? node_after(node, walk->root) : node_next(node, walk->root));
	}
	return text;
}

static const char *own_body(struct own *own, struct own_walk *walk)
{
	if (own->body)
		return node_lines(own->arena, own->body);
	const char *text = own_paragraphs(own->arena, walk);
	return text || !own->wrapper ? text : node_lines(own->arena, own->wrapper);
}

/* ---- a comment ---- */

static const char *id_of(
    struct arena *arena, const char *number, const char *permalink, const char *page_host)
{
	if (*number == 'c' && ascii_is_digit(number[1]))
		return comments_blogger_id(arena, number);
	const char *host = permalink ? url_host(arena, permalink) : NULL;
	return comments_wordpress_id(arena, host ? host : page_host, number);
}

static void add_comment(struct arena *arena, struct own_walk *walk, struct comment_list *list)
{
	struct own own = {.arena = arena};
	const struct comment_element *element = &walk->list->all.at[walk->which];
	const struct node *node = elements_own_first(walk);

	while (node) {
		bool skip = take_node(&own, node);
		node = elements_own(
		    walk, skip ? node_after(node, walk->root) : node_next(node, walk->root));
	}
	if (own.ping) {
		list->pings++;
		return;
	}
	struct comment *comment = list_add(arena, &list->items);
	comment->id = id_of(arena, element->number, own.permalink, list->host);
	comment->author = own.author;
	comment->voter = own.by_member ? NULL : comments_voter(arena, own.author_url, comment->id);
	comment->posted_at = own.time;
	if (element->parent != SIZE_MAX)
		comment->parent = id_of(
		    arena, walk->list->all.at[element->parent].number, own.permalink, list->host);
	comment->body = own_body(&own, walk);
	comment->removed = own.removed;
}

void comment_markup_read(
    struct arena *arena, const struct document *document, struct comment_list *list)
{
	struct comment_elements elements = {0};

	elements_find(arena, document->root, &elements);
	for (size_t i = 0; i < elements.all.n; i++) {
		struct own_walk walk = {.list = &elements, .which = i, .root = document->root};
		add_comment(arena, &walk, list);
	}
}
