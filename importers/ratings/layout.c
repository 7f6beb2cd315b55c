/* layout: see layout.h. A new shape of file is a new row of `layouts`, not a branch. */
#include "importers/ratings/layout.h"

#include "schema/base/text.h"

#include <math.h>
#include <string.h>

static const char *const keys[COLUMNS] = {"film", "title", "year", "kind", "voter", "choice",
    "like", "value", "best", "worst", "at", "votes", "favorite", "unfavorite"};

/* Names are compared without case, with their white space squeezed and `_` as white space. `~`
 * before a name: anywhere in the header's. */

static const char *const movielens[COLUMNS] = {
    [COLUMN_FILM] = "movieid|movie id|item id",
    [COLUMN_VOTER] = "userid|user id",
    [COLUMN_VALUE] = "rating",
    [COLUMN_AT] = "timestamp",
};

/* In diary and reviews the address is that of the entry: see plan_make. */
static const char *const letterboxd[COLUMNS] = {
    [COLUMN_FILM] = "letterboxd uri|letterboxduri|url",
    [COLUMN_TITLE] = "name",
    [COLUMN_YEAR] = "year",
    [COLUMN_LIKE] = "like|liked|likes",
    [COLUMN_VALUE] = "rating",
    [COLUMN_AT] = "date",
};

#define KIND_NAMES "title type|titletype|media type|type|kind"

/* Also in the languages that IMDb's site speaks. */
static const char *const imdb[COLUMNS] = {
    [COLUMN_FILM] = "const",
    [COLUMN_TITLE] = "title|titel|titre|título|titolo",
    [COLUMN_YEAR] = "year|jahr|année|año|anno|ano",
    [COLUMN_KIND] = KIND_NAMES "|titeltyp|titelart|type de titre|tipo de título|tipo di titolo",
    [COLUMN_VALUE] =
	"your rating|you rated|deine bewertung|ihre bewertung|votre note|tu calificación|"
	"tu puntuación|la tua valutazione|il tuo voto|sua avaliação|a sua avaliação",
    [COLUMN_AT] = "date rated|date added|created|bewertungsdatum|bewertet am|date de la note|"
		  "date de notation|fecha de calificación|fecha de puntuación|data valutazione|"
		  "data da avaliação",
};

#define FILM_NAMES                                                                                 \
	"imdb|imdb id|imdbid|tconst|const|wikidata|tmdb|tmdb id|tmdbid|"                           \
	"letterboxd|letterboxd uri|letterboxduri|movielens|movieid|movie id|film|film id|"         \
	"url|link"
#define TITLE_NAMES                                                                                \
	"title|film title|movie title|film name|filmname|movie name|moviename|movie|name"
#define VOTER_NAMES                                                                                \
	"voter|userid|user id|user|username|response id|responseid|"                               \
	"respondent id|respondentid|submission id|token|network id"
#define TIME_NAMES                                                                                 \
	"cast at|rated at|date rated|rated on|rating date|rating timestamp|timestamp|date|time|"   \
	"datetime|submitted at|submission date|review date|reviewdate|watched at|watcheddate|"     \
	"submission time|submit date (utc)|end date|created|created at|zeitstempel|horodateur"

/* A reader's own value before one that may be the site's. */
#define VALUE_NAMES "my rating|your rating|you rated|value|rating|score|stars|rating10"

static const char *const poll[COLUMNS] = {
    [COLUMN_FILM] = FILM_NAMES,
    [COLUMN_TITLE] = TITLE_NAMES,
    [COLUMN_YEAR] = "year",
    [COLUMN_CHOICE] = "choice|option|answer|verdict|label|vote",
    [COLUMN_VOTES] = "votes|count|total|responses|number of votes",
    [COLUMN_AT] = "observed at|as of|" TIME_NAMES,
};

static const char *const poll_wide[COLUMNS] = {
    [COLUMN_FILM] = FILM_NAMES,
    [COLUMN_TITLE] = TITLE_NAMES,
    [COLUMN_YEAR] = "year",
    [COLUMN_FAVORITE] = "favorite|favourite|favorites|favourites|favorite votes",
    [COLUMN_UNFAVORITE] = "unfavorite|unfavourite|unfavorites|unfavourites|unfavorite votes",
    [COLUMN_AT] = "observed at|as of|" TIME_NAMES,
};

static const char *const form[COLUMNS] = {
    [COLUMN_FILM] = FILM_NAMES,
    [COLUMN_TITLE] = TITLE_NAMES "|~film|~movie",
    [COLUMN_YEAR] = "year",
    [COLUMN_VOTER] = VOTER_NAMES,
    [COLUMN_CHOICE] = "choice|vote|your vote|verdict|your choice|your verdict|~favorite|~favourite",
    [COLUMN_AT] = TIME_NAMES,
};

static const char *const table[COLUMNS] = {
    [COLUMN_FILM] = FILM_NAMES,
    [COLUMN_TITLE] = TITLE_NAMES,
    [COLUMN_YEAR] = "year",
    [COLUMN_KIND] = KIND_NAMES,
    [COLUMN_VOTER] = VOTER_NAMES,
    [COLUMN_CHOICE] = "choice",
    [COLUMN_VALUE] = VALUE_NAMES,
    [COLUMN_BEST] = "best|best rating|out of",
    [COLUMN_WORST] = "worst|worst rating",
    [COLUMN_AT] = TIME_NAMES,
};

#define BIT(column) (1u << COLUMN_##column)

static const struct layout layouts[] = {
    {"movielens", &movielens, BIT(FILM) | BIT(VOTER) | BIT(VALUE), "movielens", 0.5, 5},
    {"letterboxd", &letterboxd, BIT(FILM) | BIT(TITLE) | BIT(YEAR), NULL, 0.5, 5},
    {"imdb", &imdb, BIT(FILM) | BIT(VALUE), "imdb", 1, 10},
    {"poll", &poll, BIT(CHOICE) | BIT(VOTES), NULL, NAN, NAN},
    {"poll", &poll_wide, BIT(FAVORITE) | BIT(UNFAVORITE), NULL, NAN, NAN},
    {"form", &form, BIT(CHOICE), NULL, NAN, NAN},
    {"table", &table, BIT(VALUE), NULL, NAN, NAN},
};
enum { LAYOUTS = sizeof layouts / sizeof *layouts };

/* What the name of a film's column says of ids without a scheme. */
static const struct {
	const char *start, *scheme;
} schemes[] = {
    {"imdb", "imdb"},
    {"tconst", "imdb"},
    {"const", "imdb"},
    {"wikidata", "wikidata"},
    {"tmdb", "tmdb"},
    {"letterboxd", "letterboxd"},
    {"movielens", "movielens"},
    {"movieid", "movielens"},
    {"movie id", "movielens"},
};

/* ---- names ---- */

/* Compared without case, and `rated_at` is `rated at`. */
static char *fold_name(struct arena *arena, const char *text)
{
	char *name = text_squeeze(arena, text, strlen(text));
	for (char *c = name; *c; c++)
		*c = *c == '_' ? ' ' : ascii_lower(*c);
	return name;
}

/* Header names as they are compared, in the arena. */
static char **fold_names(struct arena *arena, const struct csv_field *header, size_t n)
{
	char **names = arena_take(arena, (n + 1) * sizeof *names);
	for (size_t i = 0; i < n; i++) {
		const char *valid = text_repair(arena, header[i].at, header[i].n, NULL, NULL);
		names[i] = fold_name(arena, valid);
	}
	return names;
}

static bool names_match(const char *name, const char *wanted, size_t n)
{
	if (*wanted == '~')
		return memmem(name, strlen(name), wanted + 1, n - 1) != NULL;
	return strlen(name) == n && memcmp(name, wanted, n) == 0;
}

/* The first column that has the first possible of the wanted names and is not `taken`, or -1. */
static int find_other(char **names, size_t n, const char *wanted, int taken)
{
	while (wanted && *wanted) {
		size_t length = strcspn(wanted, "|");
		for (size_t i = 0; i < n; i++)
			if ((int)i != taken && names_match(names[i], wanted, length))
				return (int)i;
		wanted += length + (wanted[length] == '|');
	}
	return -1;
}

static int find_column(char **names, size_t n, const char *wanted)
{
	return find_other(names, n, wanted, -1);
}

/* A form asks `Favorite or unfavorite film?` and means the film or the choice: never both. */
static void part_title_and_choice(
    char **names, size_t n, const char *wanted, int *title, int *choice)
{
	if (*choice < 0 || *choice != *title)
		return;
	*choice = find_other(names, n, wanted, *title);
	if (*choice >= 0)
		return;
	*choice = *title;
	*title = -1;
}

/* A column named by the user: as it stands in the header, give or take case and white space. */
static int find_named(struct arena *arena, char **names, size_t n, const char *wanted)
{
	char *name = fold_name(arena, wanted);
	for (size_t i = 0; i < n; i++)
		if (strcmp(names[i], name) == 0)
			return (int)i;
	return -1;
}

static const char *scheme_of_name(const char *name)
{
	for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
		if (text_starts(name, schemes[i].start))
			return schemes[i].scheme;
	return NULL;
}

/* ---- plans ---- */

static unsigned columns_of(const struct plan *plan)
{
	unsigned found = 0;
	for (int column = 0; column < COLUMNS; column++)
		if (plan->at[column] >= 0)
			found |= 1u << column;
	return found;
}

static void apply_layout(const struct layout *layout, char **names, size_t n, struct plan *plan)
{
	plan->name = layout->name;
	plan->scheme = layout->scheme;
	plan->worst = layout->worst;
	plan->best = layout->best;
	for (int column = 0; column < COLUMNS; column++)
		plan->at[column] = find_column(names, n, (*layout->names)[column]);
	if (!plan->scheme && plan->at[COLUMN_FILM] >= 0)
		plan->scheme = scheme_of_name(names[plan->at[COLUMN_FILM]]);
	part_title_and_choice(names, n, (*layout->names)[COLUMN_CHOICE], &plan->at[COLUMN_TITLE],
	    &plan->at[COLUMN_CHOICE]);
	/* A word that could be either is one column only: `film` may be both an id and a title. */
	if (plan->at[COLUMN_TITLE] == plan->at[COLUMN_FILM])
		plan->at[COLUMN_TITLE] = -1;
}

static bool apply_map(struct arena *arena, const struct described *described, char **names,
    size_t n, struct plan *plan, const char **why)
{
	plan->name = "table";
	plan->worst = plan->best = NAN;
	for (int column = 0; column < COLUMNS; column++) {
		const char *wanted = described->map[column];
		plan->at[column] = wanted ? find_named(arena, names, n, wanted) : -1;
		if (wanted && plan->at[column] < 0) {
			*why = arena_format(arena, "no column is named \"%s\"", wanted);
			return false;
		}
	}
	if (plan->at[COLUMN_FILM] >= 0)
		plan->scheme = scheme_of_name(names[plan->at[COLUMN_FILM]]);
	return true;
}

/* The needs that no header's names can state: NULL when all is there. */
static const char *what_lacks(const struct described *described, const struct plan *plan)
{
	unsigned found = columns_of(plan);
	if (!described->has_film && !(found & (BIT(FILM) | BIT(TITLE))))
		return "no column names the film";
	if (plan->totals)
		return NULL;
	if (!described->has_choice && !(found & (BIT(CHOICE) | BIT(VALUE) | BIT(LIKE))))
		return strcmp(plan->name, "letterboxd") == 0
		    ? "no column says the choice or value, unless every film in it is a favorite"
		    : "no column says the choice or value";
	if (!described->has_voter && !(found & BIT(VOTER)))
		return "no column names the voter";
	if ((found & BIT(VALUE)) && !(found & BIT(BEST)) && isnan(plan->best))
		return "nothing states the scale of the values";
	return NULL;
}

static bool find_layout(char **names, size_t n, struct plan *plan)
{
	for (int i = 0; i < LAYOUTS; i++) {
		apply_layout(&layouts[i], names, n, plan);
		if ((columns_of(plan) & layouts[i].needed) == layouts[i].needed)
			return true;
	}
	return false;
}

bool plan_make(struct arena *arena, const struct described *described,
    const struct csv_field *header, size_t n, struct plan *plan, const char **why)
{
	char **names = fold_names(arena, header, n);
	*plan = (struct plan){.fields = n};
	if (described->map) {
		if (!apply_map(arena, described, names, n, plan, why))
			return false;
	} else if (!find_layout(names, n, plan)) {
		*why = "the header is of no known table";
		return false;
	}
	/* An entry of a Letterboxd diary has its own address, which is not the film's. */
	if (strcmp(plan->name, "letterboxd") == 0 && find_column(names, n, "watched date") >= 0)
		plan->at[COLUMN_FILM] = -1;
	if (!isnan(described->best)) {
		plan->best = described->best;
		plan->worst = described->worst;
	}
	plan->totals = plan->at[COLUMN_VOTES] >= 0 || plan->at[COLUMN_FAVORITE] >= 0;
	*why = what_lacks(described, plan);
	return *why == NULL;
}

/* ---- what the rows tell ---- */

/* The field of that number in the line at `at`, which ends before `end`. */
static const char *field_at(const char *at, const char *end, int number, char delimiter, size_t *n)
{
	for (; number > 0; number--) {
		at = memchr(at, delimiter, (size_t)(end - at));
		if (!at)
			return NULL;
		at++;
	}
	const char *stop = memchr(at, delimiter, (size_t)(end - at));
	*n = (size_t)((stop ? stop : end) - at);
	return at;
}

bool plan_look(struct plan *plan, const struct described *described, const char *sample, size_t n,
    char delimiter)
{
	enum { ROWS = 100, IMDB_DIGITS = 7 };
	const char *end = sample + n, *line = memchr(sample, '\n', n), *next;
	int rows = 0;
	if (!plan->scheme || strcmp(plan->scheme, "movielens") != 0)
		return false;
	for (; line && rows < ROWS && (next = memchr(line + 1, '\n', (size_t)(end - line - 1)));
	     line = next, rows++) {
		size_t length;
		const char *id =
		    field_at(line + 1, next, plan->at[COLUMN_FILM], delimiter, &length);
		if (!id || length < IMDB_DIGITS || strspn(id, "0123456789") < length)
			return false;
	}
	if (rows == 0)
		return false;
	plan->scheme = "imdb";
	if (strcmp(plan->name, "movielens") == 0) {
		plan->name = "movietweetings";
		plan->worst = isnan(described->best) ? 0 : plan->worst;
		plan->best = isnan(described->best) ? 10 : plan->best;
	}
	return true;
}

/* ---- the command line to type ---- */

/* One word of a shell's command line. */
static void add_word(struct buf *buf, const char *text)
{
	if (*text && !text[strcspn(text, " \t\n\"'\\$`&|;<>()*?[]#~!{}")]) {
		buf_add_text(buf, text);
		return;
	}
	buf_add_char(buf, '\'');
	for (; *text; text++)
		buf_add(buf, *text == '\'' ? "'\\''" : text, *text == '\'' ? 4 : 1);
	buf_add_char(buf, '\'');
}

static void add_column(struct arena *arena, struct buf *map, enum column column, int at,
    const struct csv_field *header)
{
	if (map->n)
		buf_add_char(map, ',');
	buf_add_format(map, "%s=%s", keys[column],
	    at < 0 ? "COL" : text_repair(arena, header[at].at, header[at].n, NULL, NULL));
}

/* What --map would have to say of this header. */
static void add_map(struct arena *arena, struct buf *line, const struct described *described,
    const struct csv_field *header, size_t n, char **names)
{
	struct buf map = BUF_INIT(4096);
	int film = find_column(names, n, FILM_NAMES),
	    title = find_column(names, n, form[COLUMN_TITLE]);
	int voter = find_column(names, n, VOTER_NAMES), at = find_column(names, n, TIME_NAMES);
	int choice = find_column(names, n, form[COLUMN_CHOICE]);
	int value = find_column(names, n, VALUE_NAMES);
	part_title_and_choice(names, n, form[COLUMN_CHOICE], &title, &choice);
	bool asked = film < 0 && title < 0 && choice >= 0; /* of one film, which the form knows */
	/* Each answer of a form is one reader's, and its time tells it from the others. */
	if (voter < 0 && choice >= 0)
		voter = at;
	if (!described->has_film && !asked)
		add_column(arena, &map, film >= 0 ? COLUMN_FILM : COLUMN_TITLE,
		    film >= 0 ? film : title, header);
	if (voter >= 0 && !described->has_voter)
		add_column(arena, &map, COLUMN_VOTER, voter, header);
	if (choice >= 0)
		add_column(arena, &map, COLUMN_CHOICE, choice, header);
	else
		add_column(arena, &map, COLUMN_VALUE, value, header);
	if (at >= 0)
		add_column(arena, &map, COLUMN_AT, at, header);
	if (asked && !described->has_film)
		buf_add_text(line, " --title TITLE");
	buf_add_text(line, " --map ");
	add_word(line, buf_text(&map));
	if (choice < 0 && isnan(described->best))
		buf_add_text(line, " --scale 1-10");
	if (voter < 0)
		buf_add_text(line, " --voter NAME");
	buf_release(&map);
}

const char *plan_advice(struct arena *arena, const struct described *described,
    const struct csv_field *header, size_t n, const char *file)
{
	struct buf line = BUF_INIT(8192);
	struct plan plan = {.fields = n};
	char **names = fold_names(arena, header, n);
	unsigned votes = BIT(CHOICE) | BIT(VALUE) | BIT(LIKE) | BIT(VOTES) | BIT(FAVORITE);
	buf_add_text(&line, "film-ratings");
	if (!described->map && find_layout(names, n, &plan) && (columns_of(&plan) & votes) &&
	    (described->has_film || (columns_of(&plan) & (BIT(FILM) | BIT(TITLE)))) &&
	    strcmp(plan.name, "form") != 0) {
		if (isnan(plan.best) && isnan(described->best) && plan.at[COLUMN_VALUE] >= 0)
			buf_add_text(&line, " --scale 1-10");
		if (plan.at[COLUMN_VOTER] < 0)
			buf_add_text(&line, " --voter NAME");
	} else if (plan.name && strcmp(plan.name, "letterboxd") == 0) {
		buf_add_text(&line, " --choice favorite --voter NAME");
	} else {
		add_map(arena, &line, described, header, n, names);
	}
	buf_add_char(&line, ' ');
	add_word(&line, file);
	const char *advice = arena_text(arena, buf_text(&line));
	buf_release(&line);
	return advice;
}

/* ---- --map ---- */

/* The column whose key begins here with its `=`, or -1. */
static int key_at(const char *text)
{
	for (int column = 0; column < COLUMNS; column++)
		if (text_starts(text, keys[column]) && text[strlen(keys[column])] == '=')
			return column;
	return -1;
}

int map_read(struct arena *arena, const char *text, const char *names[COLUMNS], struct err *err)
{
	while (*text) {
		int column = key_at(text);
		if (column < 0)
			return err_set(err, EXIT_USAGE,
			    "--map: \"%s\" does not begin with film=, title=, year=, kind=, "
			    "voter=, "
			    "choice=, like=, value=, best=, worst=, at=, votes=, favorite= or "
			    "unfavorite=",
			    text);
		const char *name = text + strlen(keys[column]) + 1;
		size_t n = strcspn(name, ",");
		while (name[n] == ',' && key_at(name + n + 1) < 0)
			n += 1 + strcspn(name + n + 1, ",");
		names[column] = arena_copy(arena, name, n);
		text = name + n + (name[n] == ',');
	}
	return 0;
}
