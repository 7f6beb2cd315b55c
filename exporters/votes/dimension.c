/* dimension: genre, month, director and the rest, each a row of one table. */
#include "exporters/votes/dimension.h"
#include "schema/store/page_hash.h"

#include <stdio.h>
#include <string.h>

/* The films whose ids a subquery gives. */
#define OF_FILM(subquery)                                                                          \
	"f.film_id IN (SELECT film_id FROM " subquery " IN (SELECT value FROM $list))"

/* Countries written in several ways are one when they share an ISO code: the bytewise first
 * name. */
#define COUNTRY_NAME                                                                               \
	"coalesce((SELECT min(same.name) FROM country same WHERE same.code = country.code "        \
	"AND country.code <> ''), country.name)"

#define PEOPLE(role, alias)                                                                        \
	"LEFT JOIN (SELECT DISTINCT film_id, person_id FROM film_credit WHERE role = " role        \
	") " alias "_of ON " alias "_of.film_id = f.film_id LEFT JOIN person " alias " ON " alias  \
	".person_id = " alias "_of.person_id"
#define CREDITED(role)                                                                             \
	OF_FILM("film_credit WHERE role = " role                                                   \
		" AND person_id IN (SELECT person_id FROM person WHERE name")                      \
	")"
#define KNOWN_PEOPLE(role)                                                                         \
	"SELECT name FROM person WHERE person_id IN (SELECT person_id FROM film_credit "           \
	"WHERE role = " role ") ORDER BY name"
#define NAMED(table) "SELECT name FROM " table " WHERE name = ?1 COLLATE NOCASE ORDER BY name"

/* Films by key, former key, address or any of their titles as ?1 gives it or, folded, ?2. */
#define FILM_MEANT                                                                                 \
	"SELECT film_id FROM film WHERE key = ?1 OR url = ?1 OR title = ?1 "                       \
	"UNION SELECT film_id FROM film_alias WHERE key = ?1 "                                     \
	"UNION SELECT film_id FROM film_mention JOIN mention USING (mention_id) "                  \
	"WHERE page_id IN (" PAGE_OF_KEY(                                                          \
	    "page_name(?1)") " "                                                                   \
			     "UNION ALL SELECT page_id FROM page_alias WHERE key = "               \
			     "page_name(?1)) "                                                     \
			     "UNION SELECT film_id FROM film_mention JOIN mention_fact USING "     \
			     "(mention_id) "                                                       \
			     "WHERE fold = ?2 AND ?2 <> '' "                                       \
			     "UNION SELECT film_id FROM film_mention JOIN mention_title USING "    \
			     "(mention_id) "                                                       \
			     "WHERE fold = ?2 AND ?2 <> '' ORDER BY 1"

/* What a period is of a vote whose time is known that well; '' when it is not. */
#define MONTH                                                                                      \
	"CASE WHEN v.cast_unit BETWEEN 1 AND 3 THEN strftime('%Y-%m', v.cast_at, 'unixepoch') "    \
	"ELSE '' END"
#define WEEK                                                                                       \
	"CASE WHEN v.cast_unit BETWEEN 1 AND 2 THEN date(v.cast_at, 'unixepoch', 'weekday 0', "    \
	"'-6 days') "                                                                              \
	"ELSE '' END"
#define DAY "CASE WHEN v.cast_unit BETWEEN 1 AND 2 THEN date(v.cast_at, 'unixepoch') ELSE '' END"

const struct dimension_spec dimensions[DIMENSIONS] = {
    [BY_FILM] = {"film", ROW_TEXT, "Key of the film", true, "", "f.key",
	"f.film_id IN (SELECT value FROM $list)",
	"SELECT coalesce(title, key) FROM film ORDER BY 1", FILM_MEANT},
    [BY_SOURCE] = {"source", ROW_TEXT, "Who collected the votes", false, "",
	"(SELECT name FROM source WHERE source.source_id = v.source_id)",
	"v.source_id IN (SELECT source_id FROM source WHERE name IN (SELECT value FROM $list))",
	"SELECT name FROM source ORDER BY name", NAMED("source")},
    [BY_GENRE] = {"genre", ROW_TEXT, "Genre", true,
	"LEFT JOIN (SELECT DISTINCT film_id, genre_id FROM film_genre) genre_of "
	"ON genre_of.film_id = f.film_id LEFT JOIN genre ON genre.genre_id = genre_of.genre_id",
	"genre.name", OF_FILM("film_genre JOIN genre USING (genre_id) WHERE name"),
	"SELECT name FROM genre ORDER BY name", NAMED("genre")},
    [BY_COUNTRY] = {"country", ROW_TEXT, "Country", true,
	"LEFT JOIN (SELECT DISTINCT film_id, " COUNTRY_NAME " AS name FROM film_country "
	"JOIN country USING (country_id)) country_of ON country_of.film_id = f.film_id",
	"country_of.name",
	OF_FILM("film_country JOIN country USING (country_id) WHERE " COUNTRY_NAME),
	"SELECT DISTINCT " COUNTRY_NAME " FROM country ORDER BY 1",
	"SELECT DISTINCT " COUNTRY_NAME " FROM country WHERE name = ?1 COLLATE NOCASE "
	"OR (code = ?1 COLLATE NOCASE AND code <> '')"},
    [BY_LANGUAGE] = {"language", ROW_TEXT, "Language", true,
	"LEFT JOIN (SELECT DISTINCT film_id, language_id FROM film_language) language_of "
	"ON language_of.film_id = f.film_id "
	"LEFT JOIN language ON language.language_id = language_of.language_id",
	"language.name", OF_FILM("film_language JOIN language USING (language_id) WHERE name"),
	"SELECT name FROM language ORDER BY name", NAMED("language")},
    [BY_DIRECTOR] = {"director", ROW_TEXT, "Director", true, PEOPLE("1", "director"),
	"director.name", CREDITED("1"), KNOWN_PEOPLE("1"), NAMED("person")},
    [BY_ACTOR] = {"actor", ROW_TEXT, "Actor", true, PEOPLE("3", "actor"), "actor.name",
	CREDITED("3"), KNOWN_PEOPLE("3"), NAMED("person")},
    [BY_YEAR] = {"year", ROW_INTEGER, "Year of the film", true, "", "f.year",
	"f.year IN (SELECT value + 0 FROM $list)",
	"SELECT DISTINCT year FROM film WHERE year IS NOT NULL ORDER BY 1", NULL},
    [BY_DECADE] = {"decade", ROW_INTEGER, "First year of the film's decade", true, "",
	"f.year / 10 * 10", "f.year / 10 * 10 IN (SELECT value + 0 FROM $list)",
	"SELECT DISTINCT year / 10 * 10 FROM film WHERE year IS NOT NULL ORDER BY 1", NULL},
    [BY_MONTH] = {"month", ROW_TEXT, "Month of the vote, UTC", false, "", MONTH,
	MONTH " IN (SELECT value FROM $list)", NULL, NULL},
    [BY_WEEK] = {"week", ROW_TEXT, "Monday of the vote's ISO week, UTC", false, "", WEEK,
	WEEK " IN (SELECT value FROM $list)", NULL, NULL},
    [BY_DAY] = {"day", ROW_TEXT, "Day of the vote, UTC", false, "", DAY,
	DAY " IN (SELECT value FROM $list)", NULL, NULL},
    [BY_EDITOR] = {"editor", ROW_TEXT, "The editor's choice on the film", true, "",
	"CASE f.editor_choice WHEN 1 THEN 'favorite' WHEN 2 THEN 'unfavorite' END",
	"CASE f.editor_choice WHEN 1 THEN 'favorite' WHEN 2 THEN 'unfavorite' ELSE 'none' END "
	"IN (SELECT value FROM $list)",
	"VALUES ('favorite'), ('unfavorite'), ('none')", NULL},
    [BY_CHOICE] = {"choice", ROW_TEXT, "The reader's choice", false, "", "v.side",
	"v.side IN (SELECT value FROM $list)", "VALUES ('favorite'), ('unfavorite'), ('mixed')",
	NULL},
    [BY_VALUE] = {"value", ROW_NUMBER, "The rating's value, as it was given", false, "",
	"CASE v.choice WHEN 0 THEN v.value END",
	"CASE v.choice WHEN 0 THEN v.value END IN (SELECT value + 0 FROM $list)", NULL, NULL},
};

bool dimension_named(const char *name, size_t n, enum dimension *dimension)
{
	for (int i = 0; i < DIMENSIONS; i++) {
		if (strlen(dimensions[i].name) == n && memcmp(dimensions[i].name, name, n) == 0) {
			*dimension = (enum dimension)i;
			return true;
		}
	}
	return false;
}

const char *dimension_list(char *out, size_t max)
{
	size_t at = 0;

	out[0] = '\0';
	for (int i = 0; i < DIMENSIONS && at < max; i++)
		at +=
		    (size_t)snprintf(out + at, max - at, "%s%s", i ? ", " : "", dimensions[i].name);
	return out;
}
