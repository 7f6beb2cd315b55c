/*
 * opengraph: what a page's head says of it: OpenGraph (ogp.me), plain <meta>, <title>, rel=canonical, the language. Facts
 * of the page always; a film only where og:type says that the page is one (`video.movie`, and the older `movie`).
 */
#include "importers/page/duration.h"
#include "importers/page/mapping.h"
#include "importers/page/title.h"
#include "schema/base/date.h"
#include "schema/base/text.h"
#include "schema/record/film_id.h"

#include <stdlib.h>
#include <string.h>

/* ---- the head ------------------------------------------------------------------------ */

/* The next <meta>, wherever it stands: real pages have them in the body too. */
static const struct node *next_meta(const struct document *document, const struct node *from)
{
	return node_find(from, document->root, TAG_meta);
}

/* OpenGraph's names stand in property, plain ones in name, and pages mix them up. */
static bool is_named(const struct node *meta, const char *name)
{
	const char *property = node_attribute(meta, "property");
	const char *plain = node_attribute(meta, "name");
	return (property && ascii_equal(property, name)) || (plain && ascii_equal(plain, name));
}

const char *meta_content(const struct document *document, const char *name)
{
	for (const struct node *meta = next_meta(document, document->root); meta;
	     meta = next_meta(document, meta))
		if (is_named(meta, name)) {
			const char *content = node_attribute(meta, "content");
			if (content && *content)
				return content;
		}
	return NULL;
}

static const char *canonical_link(const struct document *document)
{
	const struct node *link = document->root;
	while ((link = node_find(link, document->root, TAG_link)))
		if (node_has_word(link, "rel", "canonical"))
			return node_attribute(link, "href");
	return NULL;
}

/* The page's own statement of its address. */
static const char *stated_address(struct arena *arena, const struct document *document)
{
	const char *stated[] = {canonical_link(document), meta_content(document, "og:url")};
	for (size_t i = 0; i < sizeof stated / sizeof *stated; i++) {
		const char *url =
		    stated[i] ? url_resolve(arena, document->base_url, stated[i]) : NULL;
		if (url && url_canonical(arena, url))
			return url;
	}
	return NULL;
}

const char *page_address(struct arena *arena, const struct document *document)
{
	return document->base_url ? document->base_url : stated_address(arena, document);
}

/* ---- the page ------------------------------------------------------------------------ */

static const char *text_of(struct arena *arena, const struct document *document, const char *name)
{
	return text_plain(arena, meta_content(document, name));
}

static const char *date_of(struct arena *arena, const struct document *document, const char *name)
{
	char date[DATE_TEXT];
	const char *text = meta_content(document, name);
	return text && date_iso(text, strlen(text), date) ? arena_text(arena, date) : NULL;
}

/* The first of the names that is there. An author that is an address is none. */
static const char *author_of(struct arena *arena, const struct document *document)
{
	static const char *const names[] = {"author", "article:author", "dc.creator"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const char *author = text_of(arena, document, names[i]);
		if (author && !strstr(author, "://"))
			return author;
	}
	return NULL;
}

static const char *language_of(struct arena *arena, const struct document *document)
{
	const struct node *html = node_find(document->root, document->root, TAG_html);
	const char *language = html ? node_attribute(html, "lang") : NULL;
	if (!language || !*language)
		language = meta_content(document, "og:locale");
	if (!language)
		return NULL;
	char *tag = arena_text(arena, language);
	for (char *c = tag; *c; c++)
		if (*c == '_')
			*c = '-'; /* en_US is a locale's way to write en-US */
	return text_plain(arena, tag);
}

static const char *page_title(struct arena *arena, const struct document *document)
{
	const char *title = text_of(arena, document, "og:title");
	const struct node *element = node_find(document->root, document->root, TAG_title);
	return title || !element ? title : text_plain(arena, node_text(arena, element));
}

#define SET(field, value)                                                                          \
	if (!founds->field)                                                                        \
	founds->field = (value)

static void read_page(struct arena *arena, const struct document *document, struct founds *founds)
{
	SET(page_url, stated_address(arena, document));
	SET(page_title, page_title(arena, document));
	SET(page_author, author_of(arena, document));
	SET(page_site, text_of(arena, document, "og:site_name"));
	SET(page_published_at, date_of(arena, document, "article:published_time"));
	SET(page_language, language_of(arena, document));
}

/* ---- the film ------------------------------------------------------------------------ */

/* Values of every <meta> of that name. */
static void each_text(
    struct arena *arena, const struct document *document, const char *name, text_list *values)
{
	for (const struct node *meta = next_meta(document, document->root); meta;
	     meta = next_meta(document, meta)) {
		const char *text = is_named(meta, name)
		    ? text_plain(arena, node_attribute(meta, "content"))
		    : NULL;
		if (text && !strstr(text, "://"))
			*list_add(arena, values) = text;
	}
}

static void add_credits(struct arena *arena, const struct document *document, const char *name,
    enum role role, struct film *film)
{
	text_list names = {0};
	each_text(arena, document, name, &names);
	for (size_t i = 0; i < names.n; i++) {
		struct credit *credit = film_add_credit(arena, film, role, names.at[i]);
		credit->order = (int)i + 1;
		credit->confidence = 1;
	}
}

/* og:title is written for readers: `Harbour (2017) - Films`, `Harbour (2017) ⭐ 8.7 | Drama`. What follows the year is not
 * the title's. */
static void set_title(
    struct arena *arena, const struct document *document, int year_max, struct film *film)
{
	const char *title = text_of(arena, document, "og:title");
	if (!title)
		return;
	title = title_without_site(arena, title, meta_content(document, "og:site_name"));
	struct heading heading = title_read(arena, title, year_max);
	film->title = heading.title ? heading.title : title;
	film->year = heading.year;
}

static void set_year(const struct document *document, int year_max, struct film *film)
{
	const char *date = meta_content(document, "video:release_date");
	int year = date ? atoi(date) : 0;
	if (year >= YEAR_FIRST && year <= year_max)
		film->year = year;
}

static void set_id(struct arena *arena, const struct document *document, struct found *found)
{
	const char *scheme, *id;
	const char *url = stated_address(arena, document);
	url = url ? url : document->base_url;
	if (url && film_id_from_url(arena, url, &scheme, &id)) {
		*list_add(arena, &found->film.ids) = (struct film_id){scheme, id};
		found->key = arena_format(arena, "%s:%s", scheme, id);
	} else if (url) {
		found->key = url_canonical(arena, url);
	}
}

static void read_film(struct arena *arena, const struct document *document, struct founds *founds,
    const char *retrieved_at)
{
	int year_max = title_year_max(retrieved_at, founds->page_published_at);
	struct found found = {.film = film_init(),
	    .layer = LAYER_OPENGRAPH,
	    .rule = "og:type",
	    .place = "head",
	    .main = true};
	struct film *film = &found.film;
	set_title(arena, document, year_max, film);
	if (!film->title)
		return;
	set_year(document, year_max, film);
	set_id(arena, document, &found);
	film->description = text_of(arena, document, "og:description");
	const char *seconds = meta_content(document, "video:duration");
	film->runtime_min = seconds ? duration_minutes(arena_format(arena, "PT%sS", seconds)) : 0;
	add_credits(arena, document, "video:director", ROLE_DIRECTOR, film);
	add_credits(arena, document, "video:writer", ROLE_WRITER, film);
	add_credits(arena, document, "video:actor", ROLE_ACTOR, film);
	*list_add(arena, &founds->all) = found;
}

void opengraph_read(struct arena *arena, const struct document *document, struct founds *founds,
    const struct record *record)
{
	const char *type = meta_content(document, "og:type");
	read_page(arena, document, founds);
	if (type && (ascii_equal(type, "video.movie") || ascii_equal(type, "movie")))
		read_film(arena, document, founds, record->page.retrieved_at);
}
