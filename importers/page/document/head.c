/* head: see head.h. */
#include "importers/page/document/head.h"

#include "schema/base/text.h"

/* Real pages have <meta> in the body too, so that the whole tree is looked at, once. */
void head_read(struct arena *arena, const struct document *document, struct head *head)
{
	const struct node *root = document->root;
	*head = (struct head){.document = document};
	for (const struct node *node = root; node; node = node_next(node, root)) {
		if (node->tag == TAG_meta)
			*list_add(arena, &head->metas) = node;
		else if (node->tag == TAG_title && !head->title)
			head->title = node;
		else if (node->tag == TAG_html && !head->html)
			head->html = node;
		else if (node->tag == TAG_link && !head->canonical &&
		    node_has_word(node, "rel", "canonical"))
			head->canonical = node_attribute(node, "href");
	}
}

/* OpenGraph's names stand in property, plain ones in name, and pages mix them up. */
static bool is_named(const struct node *meta, const char *name)
{
	const char *property = node_attribute(meta, "property");
	const char *plain = node_attribute(meta, "name");
	return (property && ascii_equal(property, name)) || (plain && ascii_equal(plain, name));
}

const char *head_content(const struct head *head, const char *name)
{
	list_each (const struct node *const, meta, &head->metas) {
		const char *content =
		    is_named(*meta, name) ? node_attribute(*meta, "content") : NULL;
		if (content && *content)
			return content;
	}
	return NULL;
}

void head_contents(
    struct arena *arena, const struct head *head, const char *name, text_list *contents)
{
	list_each (const struct node *const, meta, &head->metas) {
		const char *content =
		    is_named(*meta, name) ? node_attribute(*meta, "content") : NULL;
		if (content)
			*list_add(arena, contents) = content;
	}
}

const char *head_stated_address(struct arena *arena, const struct head *head)
{
	const char *stated[] = {head->canonical, head_content(head, "og:url")};
	for (size_t i = 0; i < sizeof stated / sizeof *stated; i++) {
		const char *url =
		    stated[i] ? url_resolve(arena, head->document->base_url, stated[i]) : NULL;
		if (url && url_canonical(arena, url))
			return url;
	}
	return NULL;
}

const char *head_address(struct arena *arena, const struct head *head)
{
	return head->document->base_url ? head->document->base_url
					: head_stated_address(arena, head);
}
