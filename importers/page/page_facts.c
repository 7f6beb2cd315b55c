/* page_facts: see page_facts.h. */
#include "importers/page/page_facts.h"

#include "importers/page/comments/comments.h"
#include "importers/page/document/document.h"
#include "schema/base/buf.h"
#include "schema/base/digest.h"
#include "schema/base/text.h"

#include <string.h>

enum { FACTS_MAX = 1 << 20, NAME_BYTES = 16 };

const char *page_facts_first(const char *a, const char *b, const char *c)
{
	return a ? a : b ? b : c;
}

void page_facts_of_source(struct arena *arena, const struct page_source *source,
    const struct payload *payload, struct page *page)
{
	page->sha256 = payload->sha256;
	page->media_type = payload->media_type;
	page->charset = payload->decoded.charset;
	page->importer = source->importer;
	page->site = source->site;
	page->publisher = source->publisher;
	page->author = source->author;
	page->published_at = source->published_at;
	page->language = source->language;
	page->title = source->title;
	for (size_t i = 0; i < source->labels_n; i++)
		*list_add(arena, &page->labels) = source->labels[i];
}

/* Blogger's templates name Blogger as the publisher of every blog: the software publishes
 * nothing. */
static bool is_software(const char *publisher, const char *generator)
{
	return generator && ascii_equal_n(generator, strcspn(generator, " "), publisher);
}

void page_facts_of_claims(
    struct claims *claims, const char *generator, const struct profile *site, struct page *page)
{
	if (claims->page_publisher && is_software(claims->page_publisher, generator))
		claims->page_publisher = NULL;
	page->site = page_facts_first(page->site, claims->page_site, site ? site->site : NULL);
	page->publisher = page_facts_first(
	    page->publisher, claims->page_publisher, site ? site->publisher : NULL);
	page->author = page_facts_first(page->author, claims->page_author, NULL);
	page->published_at = page_facts_first(page->published_at, claims->page_published_at, NULL);
	page->language = page_facts_first(page->language, claims->page_language, NULL);
	page->title = page_facts_first(page->title, claims->page_title, NULL);
}

void page_facts_of_post(
    const struct page_source *source, const struct markup_post *post, struct page *page)
{
	page->title = page_facts_first(source->title, post->title, page->title);
	page->author = page_facts_first(source->author, post->author, page->author);
	page->published_at =
	    page_facts_first(source->published_at, post->published_at, page->published_at);
	if (page->labels.n == 0)
		page->labels = post->labels;
}

/* `page:` and a hash of what stays when comments come in: site, publisher, date, title, heading.
 * NULL when that is too little to tell the page from others: no site, no date, and one title
 * alone. */
static const char *lasting_name(struct arena *arena, const char *title, const struct page *page)
{
	const char *facts[] = {page->site, page->publisher, page->published_at, title, page->title};
	const char *heading = page->title;
	struct buf text = BUF_INIT(FACTS_MAX);
	uint8_t digest[SHA256_SIZE];
	char hex[2 * NAME_BYTES + 1];
	bool has_place = page->site || page->publisher || page->published_at ||
	    (title && heading && strcmp(title, heading) != 0); /* `Site: heading` */
	if (!has_place || (!title && !heading))
		return NULL;
	for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
		buf_add_format(&text, "%s\n", facts[i] ? facts[i] : "");
	digest_sha256(buf_text(&text), text.n, digest);
	digest_hex(digest, NAME_BYTES, hex);
	bool whole = !text.overflow;
	buf_release(&text);
	return whole ? arena_format(arena, "page:%s", hex) : NULL;
}

void page_facts_name(struct arena *arena, const struct document *document, const struct node *title,
    struct page *page)
{
	if (page->url || page->id)
		return;
	page->id = comments_post_id(arena, document);
	if (!page->id)
		page->id = lasting_name(arena, title ? node_text(arena, title) : NULL, page);
}
