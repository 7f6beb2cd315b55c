/* field: see field.h. */
#include "importers/page/film/field.h"

#include "importers/page/film/person.h"
#include "importers/page/words/country.h"
#include "importers/page/words/duration.h"
#include "importers/page/words/title.h"
#include "schema/base/date.h"
#include "schema/base/text.h"
#include "schema/record/film_id.h"

#include <string.h>

/* The first year within 1870–year_max that the text spells as a word of its own; 0 for none. */
static int year_in(const char *text, int year_max)
{
	for (const char *p = text; *p;) {
		size_t n = strspn(p, "0123456789");
		int year = n == 4
		    ? (p[0] - '0') * 1000 + (p[1] - '0') * 100 + (p[2] - '0') * 10 + p[3] - '0'
		    : 0;
		if (year >= YEAR_FIRST && year <= year_max)
			return year;
		p += n ? n : 1;
	}
	return 0;
}

/* ---- lists ---- */

typedef void add_part(struct arena *arena, struct film *film, const char *part);

static void add_genre(struct arena *arena, struct film *film, const char *part)
{
	*list_add(arena, &film->genres) = part;
}

static void add_country(struct arena *arena, struct film *film, const char *part)
{
	*list_add(arena, &film->countries) =
	    (struct country){.name = part, .code = country_code(part)};
}

static void add_language(struct arena *arena, struct film *film, const char *part)
{
	const char *code = language_code(part);
	*list_add(arena, &film->languages) = code ? code : part;
}

/* Splits text on `,` `/` `|` `;` only. */
static bool add_parts(struct arena *arena, struct film *film, const char *value, add_part *add)
{
	enum { PART_BYTES = 80 };
	bool any = false;
	for (const char *p = value; *p;) {
		size_t n = strcspn(p, ",/|;");
		const char *part = text_squeeze(arena, p, n);
		p += n + (p[n] != 0);
		if (!*part)
			continue;
		if (strlen(part) > PART_BYTES)
			return false;
		add(arena, film, part);
		any = true;
	}
	return any;
}

/* ---- a line of several facts ---- */

/* The running time: the first number that has its unit. */
static int first_duration(const char *text)
{
	int minutes = 0;
	while (!minutes && *(text += strcspn(text, "0123456789"))) {
		size_t digits = strspn(text, "0123456789");
		minutes = text[digits] ? duration_minutes(text) : 0;
		text += digits;
	}
	return minutes;
}

/* `USA / Canada, 1999, 136 min`, also with bullets or nothing between: countries, year and running
 * time, some of which may be missing. */
static bool add_origin(struct arena *arena, struct film *film, const char *value, int year_max)
{
	size_t n = strcspn(value, "0123456789(");
	char *countries = arena_copy(arena, value, n);
	for (char *at = countries; (at = strstr(at, "\xE2\x80\xA2"));)
		memset(at, ',', 3); /* a bullet */
	bool any = add_parts(arena, film, countries, add_country);
	film->year = year_in(value + n, year_max);
	film->runtime_min = first_duration(value + n);
	return any || film->year || film->runtime_min;
}

/* ---- fields ---- */

static bool add_date(struct arena *arena, struct film *film, const char *value, int year_max)
{
	char date[DATE_TEXT];
	if (date_iso(value, strlen(value), date))
		film->released = arena_text(arena, date);
	if (!film->year)
		film->year = year_in(value, year_max);
	return film->released || film->year;
}

static bool add_id(struct arena *arena, struct film *film, const char *value)
{
	struct film_id id;
	if (!film_id_from_url(arena, value, &id.scheme, &id.id))
		return false;
	*list_add(arena, &film->ids) = id;
	return true;
}

static bool set_text(const char **field, const char *value)
{
	*field = value;
	return true;
}

static bool add_title(
    struct arena *arena, struct film *film, const char *value, enum title_kind kind)
{
	film_add_title(arena, film, value, kind);
	return true;
}

bool field_add(struct arena *arena, struct film *film, int field, const char *value, int year_max)
{
	if (!*value)
		return false;
	if (field >= FIELD_CREDIT)
		return person_add_all(arena, film, (enum role)(field - FIELD_CREDIT), value);
	switch (field) {
	case FIELD_TITLE:
		return set_text(&film->title, value);
	case FIELD_ORIGINAL_TITLE:
		return add_title(arena, film, value, TITLE_ORIGINAL);
	case FIELD_ROMANISED_TITLE:
		return add_title(arena, film, value, TITLE_ROMANISED);
	case FIELD_AKA:
		return add_title(arena, film, value, TITLE_AKA);
	case FIELD_YEAR:
		return (film->year = year_in(value, year_max)) != 0;
	case FIELD_RELEASED:
		return add_date(arena, film, value, year_max);
	case FIELD_RUNTIME:
		return (film->runtime_min = duration_minutes(value)) != 0;
	case FIELD_GENRES:
		return add_parts(arena, film, value, add_genre);
	case FIELD_COUNTRIES:
		return add_parts(arena, film, value, add_country);
	case FIELD_LANGUAGES:
		return add_parts(arena, film, value, add_language);
	case FIELD_SYNOPSIS:
		return set_text(&film->synopsis, value);
	case FIELD_DESCRIPTION:
		return set_text(&film->description, value);
	case FIELD_TRAILERS:
		*list_add(arena, &film->trailers) = value;
		return true;
	case FIELD_ID:
		return add_id(arena, film, value);
	case FIELD_ORIGIN:
		return add_origin(arena, film, value, year_max);
	default:
		return false;
	}
}
