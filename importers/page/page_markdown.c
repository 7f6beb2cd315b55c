/* page_markdown: see page_markdown.h. */
#include "importers/page/page_markdown.h"

#include "importers/page/page_facts.h"
#include "importers/page/saved/markdown.h"

bool page_markdown_take(struct arena *arena, struct payload *payload,
    const struct page_source *source, struct page_source *post)
{
	struct markdown markdown;
	struct decoded *decoded = &payload->decoded;
	if (!markdown_read(arena, decoded->text, decoded->n, &markdown))
		return false;
	const struct front_matter *matter = &markdown.matter;
	decoded->text = markdown.html;
	decoded->n = markdown.n;
	payload->html = true;
	payload->media_type = "text/markdown";
	*post = *source;
	post->is_entry = true;
	post->url = page_facts_first(source->url, matter->url, NULL);
	post->title = matter->title;
	post->author = matter->author;
	post->published_at = matter->date;
	post->labels = matter->tags.at;
	post->labels_n = matter->tags.n;
	return true;
}
