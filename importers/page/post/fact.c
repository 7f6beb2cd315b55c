/* fact: see fact.h. */
#include "importers/page/post/fact.h"

#include "importers/page/words/country.h"
#include "importers/page/words/duration.h"
#include "importers/page/words/languages.h"
#include "importers/page/words/title.h"
#include "importers/page/words/words.h"
#include "schema/base/date.h"
#include "schema/base/text.h"
#include "schema/record/film_id.h"

#include <string.h>

/* The first year within 1870–year_max that the text spells as a word of its own; 0 for none. */
static int fact_year(const char *text, int year_max)
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

/* ---- names ---- */

bool fact_is_name(struct arena *arena, const char *text)
{
	enum { NAME_BYTES = 80, NAME_WORDS = 7 };
	size_t n = strlen(text);
	if (n == 0 || n > NAME_BYTES || strpbrk(text, "?!:;=<>[]{}@#") || strstr(text, "..."))
		return false;
	word_list words = {0};
	words_read(arena, text, n, &words);
	if (words.n == 0 || words.n > NAME_WORDS)
		return false;
	struct word *first = &words.at[0];
	bool small = text[first->at] >= 'a' && text[first->at] <= 'z';
	/* "Robert Downey Jr." and "J. J. Lee" have points; a sentence of more words ends with
	 * one */
	bool sentence = text[n - 1] == '.' && words.n > 4;
	return !sentence && !ascii_is_digit(text[0]) && !(small && words.n == 1) &&
	    !(small && text[words.at[words.n - 1].at] >= 'a' &&
		text[words.at[words.n - 1].at] <= 'z');
}

static bool is_suffix(const char *text)
{
	static const char *const suffixes[] = {"Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV", "Inc",
	    "Inc.", "Ltd", "Ltd.", "LLC", "Co.", "M.D.", "Ph.D."};
	for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++)
		if (strcmp(text, suffixes[i]) == 0)
			return true;
	return false;
}

/* The length of ` word `, one of the list's in its spaces, at text; 0 for none. */
static size_t spaced_word(const struct languages_list *list, const char *text)
{
	for (size_t i = 0; *text == ' ' && i < list->n; i++) {
		size_t n = strlen(list->words[i]);
		if (text_starts(text + 1, list->words[i]) && text[n + 1] == ' ')
			return n + 2;
	}
	return 0;
}

/* The length of what parts two names at text: a comma, slash, semicolon, bar, bullet, `&`, "and"; 0
 * for none. */
static size_t joint_at(const char *text)
{
	static const char *const joints[] = {
	    ", ", ",", "; ", ";", " / ", "/", " | ", "|", " & ", " • ", " · ", "、"};
	for (size_t i = 0; i < sizeof joints / sizeof *joints; i++)
		if (text_starts(text, joints[i]))
			return strlen(joints[i]);
	return spaced_word(&languages_values_and, text);
}

/* Where the next name ends: at a joint outside brackets; *skip is its length. */
static size_t name_end(const char *text, size_t *skip)
{
	int depth = 0;
	for (const char *p = text; *p; p++) {
		depth += *p == '(' || *p == '[';
		depth -= *p == ')' || *p == ']';
		*skip = depth <= 0 && p > text ? joint_at(p) : 0;
		if (*skip)
			return (size_t)(p - text);
	}
	*skip = 0;
	return strlen(text);
}

/* The name before the mark's first place, and the character behind it; NULL when it parts nothing.
 */
static const char *cut_at(
    struct arena *arena, const char *text, const char *mark, const char **character)
{
	const char *at = strstr(text, mark);
	const char *rest = at ? at + strlen(mark) : NULL;
	if (!at || at == text || !*rest)
		return NULL;
	rest += strspn(rest, ". ");
	*character = text_squeeze(arena, rest, strlen(rest));
	return text_squeeze(arena, text, (size_t)(at - text));
}

/* `Name (Ilana)`, `Name as Ilana`, `Name ... Ilana`, `Name – Ilana`: cuts the name and sets the
 * character. */
static const char *take_character(struct arena *arena, const char *text, const char **character)
{
	static const char *const marks[] = {" ... ", " … ", "...", " – ", " — ", " - "};
	const char *open = strchr(text, '('), *close = open ? strchr(open, ')') : NULL;
	*character = NULL;
	if (open && close && open > text && close > open + 1) {
		*character = text_squeeze(arena, open + 1, (size_t)(close - open - 1));
		return text_squeeze(arena, text, (size_t)(open - text));
	}
	const char *name = NULL;
	for (size_t i = 0; i < languages_values_as.n && !name; i++)
		name = cut_at(arena, text,
		    arena_format(arena, " %s ", languages_values_as.words[i]), character);
	for (size_t i = 0; i < sizeof marks / sizeof *marks && !name; i++)
		name = cut_at(arena, text, marks[i], character);
	return name ? name : text;
}

static bool add_name(struct arena *arena, struct film *film, enum role role, const char *text)
{
	const char *character;
	const char *name = take_character(arena, text, &character);
	if (!fact_is_name(arena, name))
		return false;
	struct credit *credit = film_add_credit(arena, film, role, name);
	credit->character = role == ROLE_ACTOR && character && *character ? character : NULL;
	return true;
}

bool fact_add_person(struct arena *arena, struct film *film, enum role role, const char *text)
{
	const char *colon = role == ROLE_ACTOR ? strchr(text, ':') : NULL;
	if (!colon || colon == text)
		return add_name(arena, film, role, text);
	const char *name = text_squeeze(arena, text, (size_t)(colon - text));
	const char *character = text_squeeze(arena, colon + 1, strlen(colon + 1));
	if (!fact_is_name(arena, name))
		return false;
	film_add_credit(arena, film, role, name)->character = *character ? character : NULL;
	return true;
}

static bool add_names(struct arena *arena, struct film *film, enum role role, const char *value)
{
	bool understood = true;
	for (const char *p = value; *p;) {
		size_t skip, more, n = name_end(p, &skip);
		/* "Sammy Davis, Jr." is one name */
		size_t next = skip ? name_end(p + n + skip, &more) : 0;
		if (next && is_suffix(arena_copy(arena, p + n + skip, next))) {
			n += skip + next;
			skip = more;
		}
		const char *name = text_squeeze(arena, p, n);
		if (*name)
			understood = add_name(arena, film, role, name) && understood;
		p += n + skip;
	}
	return understood;
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
	film->year = fact_year(value + n, year_max);
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
		film->year = fact_year(value, year_max);
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

bool fact_add(struct arena *arena, struct film *film, int field, const char *value, int year_max)
{
	if (!*value)
		return false;
	if (field >= FIELD_CREDIT)
		return add_names(arena, film, (enum role)(field - FIELD_CREDIT), value);
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
		return (film->year = fact_year(value, year_max)) != 0;
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
