/*
 * opengraph: what a page's head says of it: OpenGraph (ogp.me), plain <meta>, <title>,
 * rel=canonical, the language. Facts of the page always; a film only where og:type says that the
 * page is one (`video.movie`, and the older `movie`).
 */
#include "importers/page/words/duration.h"
#include "importers/page/film/claim.h"
#include "importers/page/film/plain_text.h"
#include "importers/page/words/title.h"
#include "schema/base/date.h"
#include "schema/base/text.h"
#include "schema/record/film_id.h"

#include <stdlib.h>
#include <string.h>

/* ---- the page ---- */

static const char *text_of(struct arena *arena, const struct head *head, const char *name)
{
	return plain_text(arena, head_content(head, name));
}

static const char *date_of(struct arena *arena, const struct head *head, const char *name)
{
	char date[DATE_TEXT];
	const char *text = head_content(head, name);
	return text && date_iso(text, strlen(text), date) ? arena_text(arena, date) : NULL;
}

/* The first of the names that is there. An author that is an address is none. */
static const char *author_of(struct arena *arena, const struct head *head)
{
	static const char *const names[] = {"author", "article:author", "dc.creator"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const char *author = text_of(arena, head, names[i]);
		if (author && !strstr(author, "://"))
			return author;
	}
	return NULL;
}

static const char *language_of(struct arena *arena, const struct head *head)
{
	const char *language = head->html ? node_attribute(head->html, "lang") : NULL;
	if (!language || !*language)
		language = head_content(head, "og:locale");
	if (!language)
		return NULL;
	char *tag = arena_text(arena, language);
	for (char *c = tag; *c; c++)
		if (*c == '_')
			*c = '-'; /* en_US is a locale's way to write en-US */
	return plain_text(arena, tag);
}

static const char *page_title(struct arena *arena, const struct head *head)
{
	const char *title = text_of(arena, head, "og:title");
	return title || !head->title ? title : plain_text(arena, node_text(arena, head->title));
}

#define SET(field, value)                                                                          \
	if (!claims->field)                                                                        \
	claims->field = (value)

static void read_page(struct arena *arena, const struct head *head, struct claims *claims)
{
	SET(page_title, page_title(arena, head));
	SET(page_author, author_of(arena, head));
	SET(page_site, text_of(arena, head, "og:site_name"));
	SET(page_published_at, date_of(arena, head, "article:published_time"));
	SET(page_language, language_of(arena, head));
}

/* ---- the film ---- */

/* Values of every <meta> of that name. */
static void each_text(
    struct arena *arena, const struct head *head, const char *name, text_list *values)
{
	text_list contents = {0};
	head_contents(arena, head, name, &contents);
	list_each (const char *, it, &contents) {
		const char *text = plain_text(arena, *it);
		if (text && !strstr(text, "://"))
			*list_add(arena, values) = text;
	}
}

static void add_credits(struct arena *arena, const struct head *head, const char *name,
    enum role role, struct film *film)
{
	text_list names = {0};
	each_text(arena, head, name, &names);
	for (size_t i = 0; i < names.n; i++) {
		struct credit *credit = film_add_credit(arena, film, role, names.at[i]);
		credit->order = (int)i + 1;
		credit->confidence = 1;
	}
}

/* The year that <title> gives the same film: `Harbour (2017) — Films`. */
static int year_of_title(
    struct arena *arena, const struct head *head, int year_max, const char *film)
{
	const char *title = head->title ? plain_text(arena, node_text(arena, head->title)) : NULL;
	if (!title)
		return 0;
	struct heading heading = title_read(arena, title, year_max);
	return title_same(arena, heading.title, film) ? heading.year : 0;
}

/* og:title is written for readers: `Harbour (2017) - Films`, `Harbour (2017) ⭐ 8.7 | Drama`.
 * What follows the year is not the title's. */
static void set_title(struct arena *arena, const struct head *head, int year_max, struct film *film)
{
	const char *title = text_of(arena, head, "og:title");
	if (!title)
		return;
	title = title_without_site(arena, title, head_content(head, "og:site_name"));
	struct heading heading = title_read(arena, title, year_max);
	film->title = heading.title ? heading.title : title;
	film->year =
	    heading.year ? heading.year : year_of_title(arena, head, year_max, film->title);
}

static void set_year(const struct head *head, int year_max, struct film *film)
{
	const char *date = head_content(head, "video:release_date");
	int year = date ? atoi(date) : 0;
	if (year >= YEAR_FIRST && year <= year_max)
		film->year = year;
}

static void set_id(struct arena *arena, const struct head *head, struct claim *claim)
{
	const char *scheme, *id;
	const char *url = head_stated_address(arena, head);
	url = url ? url : head->document->base_url;
	if (url && film_id_from_url(arena, url, &scheme, &id)) {
		*list_add(arena, &claim->film.ids) = (struct film_id){scheme, id};
		claim->key = arena_format(arena, "%s:%s", scheme, id);
	} else if (url) {
		claim->key = url_canonical(arena, url);
	}
}

static void read_film(
    struct arena *arena, const struct head *head, struct claims *claims, const char *retrieved_at)
{
	int year_max = title_year_max(retrieved_at, claims->page_published_at);
	struct claim claim = {.film = film_init(),
	    .layer = LAYER_OPENGRAPH,
	    .rule = "og:type",
	    .place = "head",
	    .main = true,
	    .stated = true};
	struct film *film = &claim.film;
	set_title(arena, head, year_max, film);
	if (!film->title)
		return;
	set_year(head, year_max, film);
	set_id(arena, head, &claim);
	film->description = text_of(arena, head, "og:description");
	const char *seconds = head_content(head, "video:duration");
	film->runtime_min = seconds ? duration_minutes(arena_format(arena, "PT%sS", seconds)) : 0;
	add_credits(arena, head, "video:director", ROLE_DIRECTOR, film);
	add_credits(arena, head, "video:writer", ROLE_WRITER, film);
	add_credits(arena, head, "video:actor", ROLE_ACTOR, film);
	*list_add(arena, &claims->all) = claim;
}

void opengraph_read(struct arena *arena, const struct head *head, struct claims *claims,
    const struct record *record)
{
	read_page(arena, head, claims);
	const char *type = head_content(head, "og:type");
	if (type && (ascii_equal(type, "video.movie") || ascii_equal(type, "movie")))
		read_film(arena, head, claims, record->page.retrieved_at);
}
