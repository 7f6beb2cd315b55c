/* pair: see pair.h. */
#include "importers/page/pair/pair.h"

#include "importers/page/words/languages.h"
#include "importers/page/words/title.h"
#include "schema/base/text.h"

#include <string.h>

struct choosing {
	struct arena *arena;
	const struct pair_rules *rules;
	struct claims *claims;
	pair_list pairs;
};

/* ---- which film ---- */

/* The film that the page's own structured data, or its profile, say it is about; NULL for none. */
static const struct film *subject_of(const struct claims *claims)
{
	list_each (const struct claim, it, &claims->all)
		if (it->main && it->layer <= LAYER_OPENGRAPH && (it->film.title || it->film.ids.n))
			return &it->film;
	return NULL;
}

/* ---- company ---- */

/* Labels that a film has; a byline, a shop and an album have the others too. */
static bool is_of_film(int field)
{
	switch (field) {
	case FIELD_ORIGINAL_TITLE:
	case FIELD_RUNTIME:
	case FIELD_RELEASED:
	case FIELD_YEAR:
	case FIELD_GENRES:
	case FIELD_COUNTRIES:
	case FIELD_CREDIT + ROLE_DIRECTOR:
	case FIELD_CREDIT + ROLE_ACTOR:
		return true;
	default:
		return false;
	}
}

/* Roles that mean something else where no other role stands: a byline's "Written by", a camera's
 * "Camera". */
static bool is_crew(int field)
{
	return field > FIELD_CREDIT && field != FIELD_CREDIT + ROLE_DIRECTOR &&
	    field != FIELD_CREDIT + ROLE_ACTOR && field != FIELD_CREDIT + ROLE_COMPANY;
}

/* True if a pair stands beside others made alike, of which one is a film's. */
static bool has_company(const struct choosing *c, const struct pair *pair)
{
	bool other = false, of_film = false, crew = !is_crew(pair->field);
	if (pair->alone)
		return true;
	list_each (const struct pair, it, &c->pairs) {
		if (it->make != pair->make)
			continue;
		other = other || it->field != pair->field;
		of_film = of_film || is_of_film(it->field);
		crew = crew || (it->field > FIELD_CREDIT && it->field != pair->field);
	}
	return other && of_film && crew;
}

/* Fields of which a page about one film has one value. */
static bool is_single(int field)
{
	return field == FIELD_TITLE || field == FIELD_YEAR || field == FIELD_RUNTIME ||
	    field == FIELD_CREDIT + ROLE_DIRECTOR;
}

static bool same_credits(const struct film *a, const struct film *b)
{
	size_t same = 0;
	list_each (const struct credit, x, &a->credits)
		list_each (const struct credit, y, &b->credits)
			same += strcmp(x->name, y->name) == 0;
	return same > 0 || a->credits.n == 0;
}

/* True if the same field said otherwise, elsewhere: then the page goes on with another film. */
static bool contradicts(
    struct choosing *c, int field, const struct film *said, const struct film *now)
{
	if (field == FIELD_TITLE)
		return said->title && now->title && !title_same(c->arena, said->title, now->title);
	if (field == FIELD_YEAR)
		return said->year && now->year && said->year != now->year;
	if (field == FIELD_RUNTIME)
		return said->runtime_min && now->runtime_min &&
		    said->runtime_min != now->runtime_min;
	return !same_credits(said, now);
}

/* ---- claims ---- */

/* Where a pair stands: `dl.facts`, `table.infobox`. */
static const char *place_of(struct arena *arena, const struct node *unit)
{
	enum { SHOWN = 40 };
	const char *name = unit->name ? unit->name : "page";
	const char *class = node_class(unit);
	if (!class || !*class)
		return name;
	size_t n = strcspn(class, " \t\r\n");
	return arena_format(arena, "%s.%.*s", name, n < SHOWN ? (int)n : SHOWN, class);
}

static void add_claim(struct choosing *c, const struct pair *pair, const struct film *film)
{
	*list_add(c->arena, &c->claims->all) = (struct claim){.film = *film,
	    .layer = LAYER_LABELS,
	    .rule = arena_format(c->arena, "label `%s`", pair->label),
	    .place = place_of(c->arena, pair->unit),
	    .main = true};
}

/* What a field's first label said, and where. */
struct said {
	int field;
	const struct node *unit;
	struct film film;
};

static struct said *said_of(struct said *said, size_t n, int field)
{
	for (size_t i = 0; i < n; i++)
		if (said[i].field == field)
			return &said[i];
	return NULL;
}

/* A title in the label's table that is not the page's film's. */
static bool is_other_title(struct choosing *c, const struct film *subject, const struct film *film)
{
	return subject->title && film->title && !title_same(c->arena, subject->title, film->title);
}

static void add_pairs(struct choosing *c, const struct film *subject, const struct node *unit)
{
	enum { FIELDS = FIELD_CREDIT + 64 };
	struct said said[FIELDS];
	size_t n = 0;
	const struct film about = *subject; /* the claims grow */
	list_each (const struct pair, it, &c->pairs) {
		struct film film = film_init();
		if ((unit && it->unit != unit) || it->field == FIELD_CHOICE ||
		    it->field == FIELD_TRAILERS || !has_company(c, it) ||
		    !pair_add(c->arena, it, c->rules->year_max, &film))
			continue;
		struct said *before = said_of(said, n, it->field);
		if (before && before->unit != it->unit && !it->caption) {
			if (is_single(it->field) && contradicts(c, it->field, &before->film, &film))
				return;
			continue;
		}
		if (it->field == FIELD_TITLE) {
			if (is_other_title(c, &about, &film))
				return;
			continue;
		}
		if (!before && n < FIELDS)
			said[n++] = (struct said){it->field, it->unit, film};
		add_claim(c, it, &film);
	}
}

/* ---- a table that makes a film ---- */

static bool unit_has(const struct choosing *c, const struct node *unit, int field)
{
	list_each (const struct pair, it, &c->pairs)
		if (it->unit == unit && it->field == field)
			return true;
	return false;
}

static bool names_film(const char *text)
{
	return text && languages_find_any_case(&languages_titles_page_of_film, text);
}

/* Only films have a director and a camera or a cut; plays, games and series have a director too,
 * and series all of it, but also what no film has. */
static bool is_film_table(struct choosing *c, const struct node *unit, const char *heading)
{
	bool when = unit_has(c, unit, FIELD_YEAR) || unit_has(c, unit, FIELD_RELEASED) ||
	    unit_has(c, unit, FIELD_RUNTIME);
	bool crew = unit_has(c, unit, FIELD_CREDIT + ROLE_CINEMATOGRAPHER) ||
	    unit_has(c, unit, FIELD_CREDIT + ROLE_EDITOR);
	return unit_has(c, unit, FIELD_CREDIT + ROLE_DIRECTOR) && when &&
	    !unit_has(c, unit, FIELD_OTHER_WORK) &&
	    (crew || names_film(heading) || names_film(node_id(unit)) ||
		names_film(node_class(unit)));
}

/* The page's heading: its first h1, else its title. */
static const char *heading_of(struct choosing *c)
{
	const struct mask_index *index = c->rules->index;
	for (size_t i = 0; i < index->n; i++)
		if (index->nodes[i] && index->nodes[i]->tag == TAG_h1) {
			const char *text = node_text(c->arena, index->nodes[i]);
			if (*text)
				return text;
		}
	return title_without_site(c->arena, c->claims->page_title, c->claims->page_site);
}

/* The only table that is a film's: a page with several lists films. */
static const struct node *film_table(struct choosing *c, const char *heading)
{
	const struct node *unit = NULL;
	list_each (const struct pair, it, &c->pairs) {
		if (it->unit == unit || it->field != FIELD_CREDIT + ROLE_DIRECTOR ||
		    !is_film_table(c, it->unit, heading))
			continue;
		if (unit)
			return NULL;
		unit = it->unit;
	}
	return unit;
}

static void read_film_table(struct choosing *c)
{
	const char *heading = heading_of(c);
	const struct node *unit = film_table(c, heading);
	struct heading title = {0};
	if (unit && heading)
		title = title_read(c->arena, heading, c->rules->year_max);
	if (!title.title)
		return;
	struct claim claim = {.film = film_init(),
	    .layer = LAYER_POST_TITLE,
	    .rule = "heading over a table of a film",
	    .place = place_of(c->arena, unit),
	    .main = true};
	title_add(c->arena, &claim.film, &title);
	claim.film.year = title.year;
	*list_add(c->arena, &c->claims->all) = claim;
	add_pairs(c, &claim.film, unit);
}

/* A profile knows a page of its site by its address, which series and games have as well. */
static bool is_other_work(const struct choosing *c)
{
	list_each (const struct claim, it, &c->claims->all)
		if (it->layer > LAYER_PROFILE && it->layer <= LAYER_OPENGRAPH)
			return false;
	list_each (const struct pair, it, &c->pairs)
		if (it->field == FIELD_OTHER_WORK && has_company(c, it))
			return true;
	return false;
}

void pairs_read(struct arena *arena, const struct pair_rules *rules, struct claims *claims)
{
	struct choosing c = {.arena = arena, .rules = rules, .claims = claims};
	const struct film *subject = subject_of(claims);
	if (!subject && rules->post)
		return;
	pairs_find(arena, rules, !subject, &c.pairs);
	if (c.pairs.n == 0)
		return;
	if (subject && is_other_work(&c))
		claims->all.n = 0;
	else if (subject)
		add_pairs(&c, subject, NULL);
	else
		read_film_table(&c);
}
