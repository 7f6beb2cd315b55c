/* mapping_film: what a Movie item says of its film, in schema.org's terms. */
#include "importers/page/words/country.h"
#include "importers/page/words/duration.h"
#include "importers/page/film/mapping.h"
#include "importers/page/film/plain_text.h"
#include "importers/page/words/title.h"
#include "schema/base/text.h"
#include "schema/record/film_id.h"

#include <string.h>

enum { TITLE_MAX = 500 /* bytes of a title that may hold a site's name */ };

/* ---- titles and year ---- */

/* The year that a date, or a text with one, begins or ends with; 0 when it lies outside
 * 1870–year_max. */
static int year_of(const struct mapping *mapping, const char *text)
{
	for (const char *p = text; p && *p; p++) {
		if (!ascii_is_digit(*p))
			continue;
		size_t n = strspn(p, "0123456789");
		int year = n == 4
		    ? (p[0] - '0') * 1000 + (p[1] - '0') * 100 + (p[2] - '0') * 10 + p[3] - '0'
		    : 0;
		if (year >= YEAR_FIRST && year <= mapping->year_max)
			return year;
		p += n - 1;
	}
	return 0;
}

/* A name's own year, and where it begins: `Harbour (2017)`, `Harbour 2017`. */
static int year_in_name(const struct mapping *mapping, const char *name, size_t *at, bool *bracket)
{
	size_t n = strlen(name), close = n && (name[n - 1] == ')' || name[n - 1] == ']');
	if (n < 6 + close || strspn(name + n - close - 4, "0123456789") != 4)
		return 0;
	size_t start = n - close - 4;
	*bracket = close && (name[start - 1] == '(' || name[start - 1] == '[');
	if (!*bracket && (close || name[start - 1] != ' '))
		return 0;
	*at = start - 1;
	return year_of(mapping, name + start);
}

static int dated_year(const struct mapping *mapping, const struct item *item, const char *property)
{
	const struct property *dates = item_property(item, property);
	int year = 0;
	for (size_t i = 0; dates && year == 0 && i < dates->values.n; i++)
		year = year_of(mapping, value_text(&dates->values.at[i]));
	return year;
}

/* releasedEvent.startDate of the first event that has one. */
static const struct item *released_event(const struct item *item)
{
	const struct property *events = item_property(item, "releasedEvent");
	for (size_t i = 0; events && i < events->values.n; i++) {
		const struct item *event = events->values.at[i].item;
		if (event && item_text(event, "startDate"))
			return event;
	}
	return NULL;
}

/* A year in brackets goes before datePublished, which on real pages is the reader's country's: a
 * film of 1912 was released there in 1913. A bare year at the end is the title's own (`Death
 * Race 2000`) when a date says otherwise. */
static void set_title_and_year(struct mapping *mapping, const struct item *item, struct film *film)
{
	const struct item *event = released_event(item);
	const char *name = plain_text(mapping->arena, item_text(item, "name"));
	bool bracket = false;
	size_t cut = 0;
	if (name && strlen(name) < TITLE_MAX)
		name = title_without_site(mapping->arena, name, mapping->site);
	int own = name ? year_in_name(mapping, name, &cut, &bracket) : 0;
	film->year = event ? dated_year(mapping, event, "startDate") : 0;
	if (!film->year && bracket)
		film->year = own;
	if (!film->year)
		film->year = dated_year(mapping, item, "datePublished");
	if (name && own && (bracket || !film->year || film->year == own))
		name = text_squeeze(mapping->arena, name, cut);
	if (!film->year)
		film->year = own;
	if (!film->year)
		film->year = dated_year(mapping, item, "copyrightYear");
	if (!film->year)
		film->year = dated_year(mapping, item, "dateCreated");
	film->title = name;
	film->released = event ? mapping_date(mapping, event, "startDate") : NULL;
	if (!film->released)
		film->released = mapping_date(mapping, item, "datePublished");
	if (film->released && strlen(film->released) < strlen("2017-05"))
		film->released = NULL; /* the year says as much */
}

static void add_other_title(struct mapping *mapping, struct film *film, const char *text)
{
	const char *title = plain_text(mapping->arena, text);
	if (!title || (film->title && strcmp(title, film->title) == 0))
		return;
	if (film->titles.n >= MAPPING_LIST)
		return;
	list_each (const struct title, it, &film->titles)
		if (strcmp(it->text, title) == 0)
			return;
	film_add_title(mapping->arena, film, title, TITLE_AKA);
}

static void set_other_titles(struct mapping *mapping, const struct item *item, struct film *film)
{
	static const char *const properties[] = {"alternateName", "alternativeHeadline"};
	const struct property *names = item_property(item, "name");
	for (size_t i = 1; names && i < names->values.n; i++)
		add_other_title(mapping, film, value_text(&names->values.at[i]));
	for (size_t i = 0; i < sizeof properties / sizeof *properties; i++) {
		const struct property *others = item_property(item, properties[i]);
		for (size_t j = 0; others && j < others->values.n; j++)
			add_other_title(mapping, film, value_text(&others->values.at[j]));
	}
}

/* ---- lists ---- */

typedef void add_part(struct mapping *mapping, struct film *film, const char *part);

/* Splits text on , / | ; only: "Mystery & Suspense" is one genre. */
static void each_part(struct mapping *mapping, struct film *film, const char *text, add_part *add)
{
	while (text && *text) {
		size_t n = strcspn(text, ",/|;");
		const char *part = text_squeeze(mapping->arena, text, n);
		if (*part)
			add(mapping, film, part);
		text += n + (text[n] != '\0');
	}
}

static void add_text(struct mapping *mapping, text_list *list, const char *text)
{
	if (list->n >= MAPPING_LIST)
		return;
	list_each (const char *, it, list)
		if (strcmp(*it, text) == 0)
			return;
	*list_add(mapping->arena, list) = text;
}

static void add_genre(struct mapping *mapping, struct film *film, const char *part)
{
	add_text(mapping, &film->genres, part);
}

static void add_country(struct mapping *mapping, struct film *film, const char *part)
{
	if (film->countries.n >= MAPPING_LIST)
		return;
	list_each (const struct country, it, &film->countries)
		if (strcmp(it->name, part) == 0)
			return;
	*list_add(mapping->arena, &film->countries) = (struct country){part, country_code(part)};
}

/* `en-US` as it is, "English" as its code, anything else as written. */
static void add_language(struct mapping *mapping, struct film *film, const char *part)
{
	const char *code = language_code(part);
	add_text(mapping, &film->languages, code ? code : part);
}

/* What follows a label that stands in the value itself (`Genres: Drama | Crime`: the property is
 * on the whole line); NULL when there is none. */
static const char *after_label(const char *text)
{
	size_t n = strcspn(text, ":");
	return text[n] == ':' && text[n + 1] == ' ' && !memchr(text, ' ', n) ? text + n + 2 : NULL;
}

/* A property's values one by one when they are many; the parts of the text when it is one. */
static void each_value(struct mapping *mapping, const struct item *item, const char *name,
    struct film *film, add_part *add)
{
	const struct property *property = item_property(item, name);
	for (size_t i = 0; property && i < property->values.n; i++) {
		const struct value *value = &property->values.at[i];
		const char *text = plain_text(mapping->arena, value_text(value));
		if (!text || strstr(text, "://"))
			continue;
		const char *list = after_label(text);
		if ((list || property->values.n == 1) && !value->item &&
		    !(add == add_country && country_code(text)))
			each_part(mapping, film, list ? list : text, add);
		else
			add(mapping, film, text);
	}
}

static void add_trailers(struct mapping *mapping, const struct item *item, struct film *film)
{
	static const char *const properties[] = {"embedUrl", "contentUrl", "url"};
	const struct property *trailers = item_property(item, "trailer");
	for (size_t i = 0; trailers && i < trailers->values.n; i++) {
		const struct value *value = &trailers->values.at[i];
		const char *url = value->item ? NULL : mapping_url(mapping, value->text);
		for (size_t j = 0;
		     value->item && !url && j < sizeof properties / sizeof *properties; j++) {
			const struct property *property = item_property(value->item, properties[j]);
			if (property)
				url = mapping_url(mapping, value_address(&property->values.at[0]));
		}
		if (value->item && !url)
			url = mapping_url(mapping, value->item->id);
		if (url)
			add_text(mapping, &film->trailers, url);
	}
}

/* ---- ids ---- */

/* One id of a scheme: the first, since later addresses of an item lead elsewhere. */
static void add_id(struct mapping *mapping, struct film *film, const char *scheme, const char *id)
{
	list_each (const struct film_id, it, &film->ids)
		if (strcmp(it->scheme, scheme) == 0)
			return;
	*list_add(mapping->arena, &film->ids) = (struct film_id){scheme, id};
}

static void add_id_of(struct mapping *mapping, struct film *film, const char *address)
{
	const char *scheme, *id, *url = mapping_url(mapping, address);
	if (url && film_id_from_url(mapping->arena, url, &scheme, &id))
		add_id(mapping, film, scheme, id);
}

/* `identifier`, `titleEIDR`: an id that says its scheme, or whose form does. */
static void add_identifiers(struct mapping *mapping, const struct item *item, struct film *film)
{
	static const char *const schemes[] = {"imdb", "tmdb", "wikidata", "eidr", "letterboxd"};
	const struct property *property = item_property(item, "identifier");
	const char *eidr = item_text(item, "titleEIDR");
	eidr = eidr ? film_id_canonical(mapping->arena, "eidr", eidr) : NULL;
	if (eidr)
		add_id(mapping, film, "eidr", eidr);
	for (size_t i = 0; property && i < property->values.n; i++) {
		const struct value *value = &property->values.at[i];
		const char *scheme = value->item ? item_text(value->item, "propertyID") : NULL;
		const char *text = value->item ? item_text(value->item, "value") : value->text;
		if (!scheme && text && text_starts(text, "tt") && ascii_is_digit(text[2]))
			scheme = "imdb";
		for (size_t j = 0; scheme && text && j < sizeof schemes / sizeof *schemes; j++) {
			const char *id = ascii_equal(scheme, schemes[j])
			    ? film_id_canonical(mapping->arena, schemes[j], text)
			    : NULL;
			if (id)
				add_id(mapping, film, schemes[j], id);
		}
	}
}

static void add_ids(struct mapping *mapping, const struct item *item, struct film *film)
{
	static const char *const properties[] = {"url", "sameAs"};
	add_id_of(mapping, film, item->id);
	for (size_t i = 0; i < sizeof properties / sizeof *properties; i++) {
		const struct property *property = item_property(item, properties[i]);
		for (size_t j = 0; property && j < property->values.n; j++)
			add_id_of(mapping, film, value_address(&property->values.at[j]));
	}
	add_identifiers(mapping, item, film);
}

/* What the claims of one film in several layers share: its best id, else its own address. */
static const char *key_of(struct mapping *mapping, const struct item *item, const struct film *film)
{
	const struct film_id *best = NULL;
	list_each (const struct film_id, it, &film->ids)
		if (!best || film_id_rank(it->scheme) < film_id_rank(best->scheme))
			best = it;
	if (best)
		return arena_format(mapping->arena, "%s:%s", best->scheme, best->id);
	const struct property *url = item_property(item, "url");
	const char *address = url && url->values.n == 1 ? value_address(&url->values.at[0]) : NULL;
	address = mapping_url(mapping, address ? address : item->id);
	return address ? url_canonical(mapping->arena, address) : NULL;
}

/* ---- the whole ---- */

void mapping_film(struct mapping *mapping, const struct item *item, struct claim *claim)
{
	struct film *film = &claim->film;
	set_title_and_year(mapping, item, film);
	set_other_titles(mapping, item, film);
	each_value(mapping, item, "genre", film, add_genre);
	each_value(mapping, item, "countryOfOrigin", film, add_country);
	each_value(mapping, item, "inLanguage", film, add_language);
	film->runtime_min = duration_minutes(item_text(item, "duration"));
	if (!film->runtime_min)
		film->runtime_min = duration_minutes(item_text(item, "timeRequired"));
	film->synopsis = plain_text(mapping->arena, item_text(item, "abstract"));
	film->description = plain_text(mapping->arena, item_text(item, "description"));
	add_trailers(mapping, item, film);
	mapping_credits(mapping, item, film);
	add_ids(mapping, item, film);
	claim->key = key_of(mapping, item, film);
}
