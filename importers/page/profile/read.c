/*
 * read: an INI file as a profile. Every section is a row of one table, every key a word of
 * a list that the row names; anything else is a mistake, told with its line.
 */
#include "importers/page/tree/mask.h"
#include "importers/page/prefilter/prefilter.h"
#include "importers/page/profile/profile.h"

#include "schema/base/number.h"
#include "schema/base/text.h"

#include <ini.h>
#include <math.h>
#include <string.h>

struct reader {
	struct arena *arena;
	struct profile *profile;
	struct err *err;
};

struct name {
	const char *word;
	int number;
};

static const struct name sections[] = {{"synopsis", SECTION_SYNOPSIS},
    {"description", SECTION_DESCRIPTION}, {"interview", SECTION_INTERVIEW},
    {"credits", SECTION_CREDITS}, {"trailer", SECTION_TRAILER}, {"choice", SECTION_CHOICE},
    {"end", SECTION_END}};

static const struct name fields[] = {{"title", FIELD_TITLE},
    {"original-title", FIELD_ORIGINAL_TITLE}, {"romanised-title", FIELD_ROMANISED_TITLE},
    {"aka", FIELD_AKA}, {"year", FIELD_YEAR}, {"released", FIELD_RELEASED},
    {"runtime", FIELD_RUNTIME}, {"genres", FIELD_GENRES}, {"countries", FIELD_COUNTRIES},
    {"origin", FIELD_ORIGIN}, {"languages", FIELD_LANGUAGES}, {"synopsis", FIELD_SYNOPSIS},
    {"description", FIELD_DESCRIPTION}, {"trailers", FIELD_TRAILERS}, {"id", FIELD_ID},
    {"choice", FIELD_CHOICE}, {"publisher", FIELD_PUBLISHER}, {"other-work", FIELD_OTHER_WORK}};

static const struct name parts[] = {{"post", PART_POST}, {"body", PART_BODY}, {"title", PART_TITLE},
    {"permalink", PART_PERMALINK}, {"date", PART_DATE}, {"author", PART_AUTHOR},
    {"labels", PART_LABELS}, {"comments", PART_COMMENTS}, {"outside", PART_OUTSIDE}};

static const struct name sides[] = {
    {"favorite", CHOICE_FAVORITE}, {"unfavorite", CHOICE_UNFAVORITE}};

#define NUMBER_OF(names, word) name_number(names, sizeof names / sizeof *names, word)

static int name_number(const struct name *names, size_t n, const char *word)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(names[i].word, word) == 0)
			return names[i].number;
	return -1;
}

static int wrong(struct reader *r, const char *what, const char *which)
{
	err_set(r->err, EXIT_USAGE, "%s: %s", what, which);
	return 0;
}

/* ---- lists ---- */

static int add_phrases(struct reader *r, phrase_list *list, const char *value, int means, bool fold)
{
	return phrase_list_add(r->arena, list, value, means, fold, r->err) == 0;
}

static int add_lookup(struct reader *r, struct phrases *phrases, const char *value, int means)
{
	return phrases_add(r->arena, phrases, value, means, r->err) == 0;
}

static int add_texts(struct reader *r, text_list *list, const char *value)
{
	for (const char *p = value; *p;) {
		size_t n = strcspn(p, "|");
		const char *one = text_squeeze(r->arena, p, n);
		p += n + (p[n] == '|');
		if (*one)
			*list_add(r->arena, list) = one;
	}
	return 1;
}

/* ---- selectors ---- */

/* `SELECTOR`, `SELECTOR @attribute`, either with ` >> words` behind. */
static int add_reach(struct reader *r, reach_list *list, const char *value)
{
	struct reach reach = {.written = arena_text(r->arena, value)};
	const char *after = strstr(value, ">>");
	size_t n = after ? (size_t)(after - value) : strlen(value);
	const char *at = memrchr(value, '@', n);
	if (after)
		reach.after = text_squeeze(r->arena, after + 2, strlen(after + 2));
	if (at && (at == value || at[-1] == ' ')) {
		reach.attribute = text_squeeze(r->arena, at + 1, n - (size_t)(at + 1 - value));
		n = (size_t)(at - value);
		prefilter_want_attribute(reach.attribute);
	}
	struct err why = {0};
	reach.selector = selector_parse(r->arena, text_squeeze(r->arena, value, n), &why);
	if (!reach.selector)
		return wrong(r, why.text, value);
	selector_attributes(reach.selector, prefilter_want_attribute);
	reach.key = mask_of_selector(reach.written, n);
	*list_add(r->arena, list) = reach;
	return 1;
}

static struct field_rule *field_rule(struct reader *r, int field)
{
	list_each (struct field_rule, it, &r->profile->fields)
		if (it->field == field)
			return it;
	struct field_rule *rule = list_add(r->arena, &r->profile->fields);
	rule->field = field;
	return rule;
}

/* ---- sections ---- */

static int read_match(struct reader *r, const char *name, const char *value)
{
	if (strcmp(name, "host") == 0)
		return add_texts(r, &r->profile->hosts, value);
	if (strcmp(name, "generator") == 0)
		return add_texts(r, &r->profile->generators, value);
	if (strcmp(name, "text") == 0)
		return add_texts(r, &r->profile->texts, value);
	return wrong(r, "no such key in [match]", name);
}

static int read_site(struct reader *r, const char *name, const char *value)
{
	if (strcmp(name, "name") == 0)
		r->profile->site = arena_text(r->arena, value);
	else if (strcmp(name, "base") == 0)
		r->profile->base = arena_text(r->arena, value);
	else if (strcmp(name, "publisher") == 0)
		r->profile->publisher = arena_text(r->arena, value);
	else if (strcmp(name, "publisher-line") == 0)
		return add_phrases(r, &r->profile->publishers, value, FIELD_PUBLISHER, false);
	else if (strcmp(name, "reviews") == 0 && strcmp(value, "members") == 0)
		r->profile->of_members = true;
	else if (strcmp(name, "reviews") == 0)
		return wrong(r, "reviews are of members or not named", value);
	else
		return wrong(r, "no such key in [site]", name);
	return 1;
}

static int read_page(struct reader *r, const char *name, const char *value)
{
	int part = NUMBER_OF(parts, name);
	return part < 0 ? wrong(r, "no such key in [page]", name)
			: add_reach(r, &r->profile->parts[part], value);
}

static int read_headings(struct reader *r, const char *name, const char *value)
{
	int section = NUMBER_OF(sections, name);
	return section < 0 ? wrong(r, "no such key in [headings]", name)
			   : add_lookup(r, &r->profile->headings, value, section);
}

/* A field, or a role of the record's vocabulary. */
static int field_number(const char *name)
{
	int role = vocab_number(&vocab_role, name);
	return role ? FIELD_CREDIT + role : NUMBER_OF(fields, name);
}

static int read_labels(struct reader *r, const char *name, const char *value)
{
	int field = field_number(name);
	return field < 0 ? wrong(r, "no such key in [labels]", name)
			 : add_lookup(r, &r->profile->labels, value, field);
}

static int read_choice(struct reader *r, const char *name, const char *value)
{
	int side = NUMBER_OF(sides, name);
	return side < 0 ? wrong(r, "no such key in [choice]", name)
			: add_phrases(r, &r->profile->choices, value, side, true);
}

static int read_film(struct reader *r, const char *name, const char *value)
{
	int field = field_number(name);
	return field < 0 ? wrong(r, "no such key in [film]", name)
			 : add_reach(r, &field_rule(r, field)->reach, value);
}

static struct tally_rule *tally_rule(struct reader *r, const char *name)
{
	list_each (struct tally_rule, it, &r->profile->tallies)
		if (strcmp(it->name, name) == 0)
			return it;
	struct tally_rule *rule = list_add(r->arena, &r->profile->tallies);
	*rule = (struct tally_rule){.name = arena_text(r->arena, name),
	    .bar_first = NAN,
	    .bar_step = NAN,
	    .best = NAN,
	    .worst = NAN};
	return rule;
}

static int read_tally(struct reader *r, const char *tally, const char *name, const char *value)
{
	struct tally_rule *rule = tally_rule(r, tally);
	const struct {
		const char *key;
		reach_list *list;
	} keys[] = {{"value", &rule->value}, {"ratings", &rule->ratings},
	    {"reviews", &rule->reviews}, {"likes", &rule->likes}, {"dislikes", &rule->dislikes},
	    {"bar-value", &rule->bar_value}, {"bar-votes", &rule->bar_votes}};
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (strcmp(keys[i].key, name) == 0)
			return add_reach(r, keys[i].list, value);
	const struct {
		const char *key;
		double *number;
	} numbers[] = {{"best", &rule->best}, {"worst", &rule->worst},
	    {"bar-first", &rule->bar_first}, {"bar-step", &rule->bar_step}};
	double *bound = NULL;
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		if (strcmp(numbers[i].key, name) == 0)
			bound = numbers[i].number;
	if (!bound)
		return wrong(r, "no such key in [tally]", name);
	return number_decimal(value, strlen(value), bound) ? 1 : wrong(r, "not a number", value);
}

static int read_line(void *context, const char *section, const char *name, const char *value)
{
	struct reader *r = context;
	const struct {
		const char *section;
		int (*read)(struct reader *, const char *, const char *);
	} table[] = {{"match", read_match}, {"site", read_site}, {"page", read_page},
	    {"headings", read_headings}, {"labels", read_labels}, {"choice", read_choice},
	    {"film", read_film}};
	if (r->err->text[0])
		return 0; /* the first mistake is the one told */
	if (!*value)
		return wrong(r, "no value", name);
	if (!utf8_valid(value, strlen(value)))
		return wrong(r, "not UTF-8", name);
	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		if (strcmp(table[i].section, section) == 0)
			return table[i].read(r, name, value);
	if (text_starts(section, "tally ") && section[6])
		return read_tally(r, section + 6, name, value);
	return wrong(r, *section ? "no such section" : "a key before any section",
	    *section ? section : name);
}

struct profile *profile_read(
    struct arena *arena, const char *file, const char *name, const char *text, struct err *err)
{
	struct profile *profile = arena_take(arena, sizeof *profile);
	struct reader reader = {.arena = arena, .profile = profile, .err = err};
	profile->name = arena_text(arena, name);
	*err = (struct err){0};
	int line = ini_parse_string(text, read_line, &reader);
	if (line == 0)
		return profile;
	if (!err->text[0])
		err_set(err, EXIT_USAGE,
		    "neither a [section], a comment nor `key = value` (at most 199 bytes)");
	err_at(err, file, line);
	return NULL;
}
