/* heading: see heading.h. */
#include "importers/page/post/heading.h"

#include "schema/base/text.h"

#include <string.h>

enum { HEADINGS_MAX = 20 };

/* `/`, `https://films.example/`. */
static bool is_front_page(const char *address)
{
	const char *host = strstr(address, "://");
	const char *path = host ? strchr(host + 3, '/') : address;
	return !path || strcmp(path, "/") == 0;
}

static bool leads_home(const struct node *heading)
{
	const struct node *link = node_find(heading, heading, TAG_a);
	const char *address = link ? node_attribute(link, "href") : NULL;
	if (!address && heading->parent->tag == TAG_a)
		address = node_attribute(heading->parent, "href");
	return address && *address && is_front_page(address);
}

static bool is_sites(const struct node *heading, const char *text, const char *site)
{
	return leads_home(heading) || (site && strcasecmp(text, site) == 0);
}

const char *heading_of_page(
    struct arena *arena, const struct mask_index *index, const char *title, const char *site)
{
	const char *best = NULL;
	int looked = 0;
	for (size_t i = 0; i < index->n && looked < HEADINGS_MAX; i++) {
		const struct node *node = index->nodes[i];
		if (!node || node->tag != TAG_h1)
			continue;
		looked++;
		const char *text = node_text(arena, node), *at = strcasestr(title, text);
		bool likely = at == title || (at && strpbrk(text, "0123456789"));
		if (*text && likely && !is_sites(node, text, site) &&
		    (!best || strlen(text) > strlen(best)))
			best = text;
	}
	return best;
}
