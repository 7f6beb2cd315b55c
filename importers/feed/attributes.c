/* attributes: see attributes.h. */
#include "importers/feed/attributes.h"

#include <string.h>

enum { LINKS_MAX = 100 };

static void take_link(struct entry *entry, const struct xml_tag *tag)
{
	if (entry->links.n == LINKS_MAX) {
		entry->too_long = true;
		return;
	}
	struct entry_link *link = list_add(&entry->arena, &entry->links);
	link->rel = entry_keep(entry, xml_attribute_value(tag, "rel"), URL_MAX);
	link->type = entry_keep(entry, xml_attribute_value(tag, "type"), URL_MAX);
	link->href = entry_keep(entry, xml_attribute_value(tag, "href"), URL_MAX);
}

/* Blogger says with a category what kind an entry is; other schemes are labels. */
static void take_category(struct entry *entry, const struct xml_tag *tag)
{
	const char *scheme = xml_attribute_value(tag, "scheme"),
		   *term = xml_attribute_value(tag, "term");
	bool kind = (scheme && strstr(scheme, "g/2005#kind")) ||
	    (!scheme && term && strstr(term, "/blogger/2008/kind#"));
	if (kind)
		entry->kind = entry_keep(entry, term, URL_MAX);
	else if (term)
		entry_add_label(entry, term);
}

static void take_property(struct entry *entry, const struct xml_tag *tag)
{
	const char *name = xml_attribute_value(tag, "name");
	if (name && !strcmp(name, "blogger.contentRemoved"))
		entry->removed = true;
}

bool attributes_take(struct entry *entry, const struct xml_tag *tag, enum space space)
{
	const char *name = tag->name.local;

	if (space == SPACE_PLAIN && !strcmp(name, "link") && xml_attribute_value(tag, "href"))
		take_link(entry, tag);
	else if (space == SPACE_PLAIN && !strcmp(name, "category") &&
	    xml_attribute_value(tag, "term"))
		take_category(entry, tag);
	else if (space == SPACE_GOOGLE && !strcmp(name, "extendedProperty"))
		take_property(entry, tag);
	else if (space == SPACE_THREAD && !strcmp(name, "in-reply-to") && !entry->reply_ref) {
		entry->reply_ref = entry_keep(entry, xml_attribute_value(tag, "ref"), URL_MAX);
		entry->reply_href = entry_keep(entry, xml_attribute_value(tag, "href"), URL_MAX);
	} else
		return false;
	return true;
}
