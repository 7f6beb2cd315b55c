/*
 * members: who does not vote: the post's author and the blog's members, as links to their
 * profiles name them. And Blogger's id of the post, which stands in the same kind of links.
 */
#include "importers/page/comments/steps.h"
#include "schema/base/text.h"

#include <string.h>

enum { MEMBERS_MAX = 1000 };

/* Boxes that name who writes the blog. */
static bool is_writers_box(const struct node *node)
{
	const char *id = node_id(node), *class = node_class(node);
	if (id && text_starts(id, "Profile") && ascii_is_digit(id[strlen("Profile")]))
		return true;
	if (!class || !(strstr(class, "author") || strstr(class, "Profile")))
		return false; /* most elements: this is asked of all */
	return node_has_class(node, "post-author") || node_has_class(node, "author-profile") ||
	    (node_has_class(node, "widget") && node_has_class(node, "Profile"));
}

static bool is_writers_link(const struct node *node)
{
	const char *class = node_class(node);
	if (class && strstr(class, "profile") &&
	    (node_has_class(node, "g-profile") || node_has_class(node, "profile-name-link") ||
		node_has_class(node, "profile-link")))
		return true;
	return node->attributes && node_has_word(node, "rel", "author");
}

static bool is_comments_box(const struct node *node)
{
	const char *id = node_id(node);
	return id && (!strcmp(id, "comments") || !strcmp(id, "comments-block"));
}

static const char *address_of(const struct node *node)
{
	const char *itemprop = node_attribute(node, "itemprop");
	if (node->tag == TAG_meta)
		return itemprop && !strcmp(itemprop, "url") ? node_attribute(node, "content")
							    : NULL;
	return node->tag == TAG_a || node->tag == TAG_link ? node_attribute(node, "href") : NULL;
}

static void add_member(struct arena *arena, struct comment_list *list, const char *url)
{
	const char *voter = url ? comments_voter(arena, url, NULL) : NULL;
	if (voter && list->members.n < MEMBERS_MAX && !comment_is_member(list, voter))
		*list_add(arena, &list->members) = voter;
}

void comment_members_read(
    struct arena *arena, const struct document *document, struct comment_list *list)
{
	const struct node *root = document->root, *box_end = NULL;
	bool in_box = false;

	for (struct node *node = node_next(root, root); node;) {
		if (node == box_end)
			in_box = false;
		if (node->tag != TAG_TEXT && is_comments_box(node)) {
			node = node_after(node, root);
			continue;
		}
		if (node->tag != TAG_TEXT && !in_box && is_writers_box(node)) {
			in_box = true;
			box_end = node_after(node, root);
		}
		if (node->tag != TAG_TEXT && (in_box || is_writers_link(node)))
			add_member(arena, list, address_of(node));
		node = node_next(node, root);
	}
}

bool comment_is_member(const struct comment_list *list, const char *voter)
{
	for (size_t i = 0; voter && i < list->members.n; i++)
		if (list->members.at[i] && !strcmp(list->members.at[i], voter))
			return true;
	return false;
}

/* ---- the post's id ---- */

/* The digits behind `mark` in the text, or NULL. */
static char *digits_behind(struct arena *arena, const char *text, const char *mark)
{
	const char *at = strstr(text, mark);
	if (!at)
		return NULL;
	at += strlen(mark);
	size_t n = strspn(at, "0123456789");
	return n ? arena_copy(arena, at, n) : NULL;
}

/* The post whose comment feed the page's head names: only a post's own page does. */
static const char *post_of_head(struct arena *arena, const struct document *document)
{
	for (struct node *node = document->root;
	     (node = node_find(node, document->root, TAG_link));) {
		const char *href = node_attribute(node, "href");
		if (href && node_has_word(node, "rel", "alternate") &&
		    strstr(href, "/comments/default"))
			return digits_behind(arena, href, "/feeds/");
	}
	return NULL;
}

/* The blog of a link that names both (`blogID=1&postID=2`, `/post/1/2`) when the post is that
 * one. */
static const char *blog_of_link(struct arena *arena, const char *href, const char *post)
{
	const char *blog = digits_behind(arena, href, "blogID=");
	const char *of = digits_behind(arena, href, "postID=");
	if (!blog && (blog = digits_behind(arena, href, "/post/")))
		of = digits_behind(arena, href, arena_format(arena, "/post/%s/", blog));
	return blog && of && !strcmp(of, post) ? blog : NULL;
}

const char *comments_post_id(struct arena *arena, const struct document *document)
{
	const char *post = post_of_head(arena, document);
	if (!post)
		return NULL;
	for (struct node *node = document->root; (node = node_find(node, document->root, TAG_a));) {
		const char *href = node_attribute(node, "href");
		const char *blog =
		    href && strstr(href, post) ? blog_of_link(arena, href, post) : NULL;
		if (blog)
			return arena_format(
			    arena, "tag:blogger.com,1999:blog-%s.post-%s", blog, post);
	}
	return NULL;
}
