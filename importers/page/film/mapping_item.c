/*
 * mapping_item: what every file of the mapping asks of an item or of a claim, so that none of them
 * calls mapping.c. See mapping.h.
 */
#include "importers/page/film/mapping.h"
#include "schema/base/date.h"
#include "schema/base/text.h"

#include <string.h>

enum { OWNERS_MAX = 64 /* how far up an item's owners are asked */ };

struct claim *mapping_claim(const struct mapping *mapping, const struct movie *movie)
{
	return &mapping->claims->all.at[movie->at];
}

const char *mapping_url(const struct mapping *mapping, const char *address)
{
	const char *url = address ? url_resolve(mapping->arena, mapping->address, address) : NULL;
	return url && (ascii_starts(url, "http://") || ascii_starts(url, "https://")) ? url : NULL;
}

const char *mapping_date(
    const struct mapping *mapping, const struct item *item, const char *property)
{
	char date[DATE_TEXT];
	const char *text = item_text(item, property);
	return text && date_iso(text, strlen(text), date) ? arena_text(mapping->arena, date) : NULL;
}

bool mapping_is_mention(const struct item *item)
{
	for (int i = 0; i < OWNERS_MAX && item->owner; i++) {
		item = item->owner;
		if (item_is(item, "Movie") || item_is(item, "Person"))
			return true;
	}
	return false;
}

bool mapping_is_review(const struct item *item)
{
	static const char *const types[] = {"Review", "UserReview", "CriticReview"};
	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (item_is(item, types[i]))
			return true;
	return false;
}

const char *mapping_author_address(struct mapping *mapping, const struct item *review)
{
	const struct item *author = item_item(review, "author");
	const struct property *link = item_property(review, "author"), *url = NULL;
	if (!author)
		return link && link->values.at[0].label
		    ? mapping_url(mapping, link->values.at[0].text)
		    : NULL;
	url = item_property(author, "url");
	url = url ? url : item_property(author, "sameAs");
	return url ? mapping_url(mapping, value_address(&url->values.at[0])) : NULL;
}
