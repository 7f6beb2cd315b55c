/*
 * mapping_member: whether a member of the site wrote a review, so that it is that reader's vote and
 * not the site's verdict. A newspaper's critic and a member of a site for
 * films look much alike in structured data: a person, published by an organization. What tells a
 * member is where pages stand: the page under the author's own address, on a site that is
 * another's; or an author with an account on a site that keeps pages of films. Some sites say
 * neither: their profiles do. See mapping.h.
 */
#include "importers/page/film/mapping.h"
#include "importers/page/words/languages.h"
#include "importers/page/words/title.h"
#include "schema/base/text.h"

#include <string.h>

/* An address as `host/path` without the last slash: `films.example` is a site's front page. NULL
 * for none. */
static const char *place_of(struct mapping *mapping, const char *address)
{
	const char *url = mapping_url(mapping, address);
	url = url ? url_canonical(mapping->arena, url) : NULL;
	const char *host = url ? url_host(mapping->arena, url) : NULL;
	if (!host)
		return NULL;
	const char *path = strstr(url, "://") + 3;
	path += strcspn(path, "/?");
	size_t n = strlen(path);
	while (n && path[n - 1] == '/')
		n--;
	return arena_format(mapping->arena, "%s%.*s", host, (int)n, path);
}

static bool same_site(const char *a, const char *b)
{
	size_t n = strcspn(a, "/?");
	return strcspn(b, "/?") == n && memcmp(a, b, n) == 0;
}

/* True for the place itself and what stands below it. */
static bool is_within(const char *place, const char *above)
{
	size_t n = strlen(above);
	return text_starts(place, above) && (!place[n] || place[n] == '/');
}

/* True of `host/user/ann`, `host/~ann`, `host/@ann`: the address of somebody who has an account. */
static bool is_account(const char *place)
{
	const struct languages_list *accounts = &languages_addresses_member;
	const char *first = place + strcspn(place, "/") + 1;
	size_t n = strcspn(first, "/");
	if ((*first == '~' || *first == '@') && n > 1)
		return true;
	for (size_t i = 0; i < accounts->n; i++)
		if (first[n] == '/' && ascii_equal_n(first, n, accounts->words[i]))
			return true;
	return false;
}

/* True if the film reviewed has a page of its own on the site, which is not the author's. */
static bool has_film_page(
    struct mapping *mapping, const struct item *review, const char *page, const char *author)
{
	static const char *const names[] = {"url", "sameAs"};
	const struct item *film = item_item(review, "itemReviewed");
	for (size_t i = 0; film && i < sizeof names / sizeof *names + 1; i++) {
		const char *address =
		    i < sizeof names / sizeof *names ? item_text(film, names[i]) : film->id;
		const char *place = place_of(mapping, address);
		if (place && same_site(place, author) && strchr(place, '/') &&
		    strcmp(place, page) != 0 && !is_within(place, author))
			return true;
	}
	return false;
}

/* Whose site it is, as far as it is said; NULL when it is not, or is the author's own. */
static const char *house_of(
    struct mapping *mapping, const struct item *review, const char *author_place)
{
	const char *publisher = item_text(review, "publisher");
	const struct item *house = item_item(review, "publisher");
	const char *name = publisher     ? publisher
	    : mapping->claims->page_site ? mapping->claims->page_site
					 : mapping->site;
	const char *author = item_text(review, "author");
	const char *place = house ? place_of(mapping, item_text(house, "url")) : NULL;
	bool own = place && is_within(place, author_place);
	return !name || own || title_same(mapping->arena, name, author) ? NULL : name;
}

bool mapping_is_members(struct mapping *mapping, const struct item *review)
{
	const char *url = mapping->record->page.url;
	const char *page = place_of(mapping, url ? url : item_text(review, "url"));
	const char *author = place_of(mapping, mapping_author_address(mapping, review));
	/* an article is its author's, wherever it stands: the review is the post's */
	if (!page || !author || !strchr(author, '/') || !same_site(page, author) ||
	    mapping->articles || !house_of(mapping, review, author))
		return false;
	bool films = has_film_page(mapping, review, page, author);
	bool below = is_within(page, author) && strcmp(page, author) != 0;
	return (below && (films || item_text(review, "publisher"))) ||
	    (films && is_account(author));
}
