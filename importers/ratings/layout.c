/* layout: see layout.h. A new shape of file is a new row of `layouts`, not a branch. */
#include "importers/ratings/layout.h"

#include <math.h>

const char *const layout_keys[COLUMNS] = {"film", "title", "year", "kind", "voter", "choice",
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

const char *const layout_form[COLUMNS] = {
    [COLUMN_FILM] = FILM_NAMES,
    [COLUMN_TITLE] = TITLE_NAMES "|~film|~movie",
    [COLUMN_YEAR] = "year",
    [COLUMN_VOTER] = VOTER_NAMES,
    [COLUMN_CHOICE] = "choice|vote|your vote|verdict|your choice|your verdict|~favorite|~favourite",
    [COLUMN_AT] = TIME_NAMES,
};

const char *const layout_table[COLUMNS] = {
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

const struct layout layouts[] = {
    {"movielens", &movielens, COLUMN_BIT(FILM) | COLUMN_BIT(VOTER) | COLUMN_BIT(VALUE), "movielens",
	0.5, 5},
    {"letterboxd", &letterboxd, COLUMN_BIT(FILM) | COLUMN_BIT(TITLE) | COLUMN_BIT(YEAR), NULL, 0.5,
	5},
    {"imdb", &imdb, COLUMN_BIT(FILM) | COLUMN_BIT(VALUE), "imdb", 1, 10},
    {"poll", &poll, COLUMN_BIT(CHOICE) | COLUMN_BIT(VOTES), NULL, NAN, NAN},
    {"poll", &poll_wide, COLUMN_BIT(FAVORITE) | COLUMN_BIT(UNFAVORITE), NULL, NAN, NAN},
    {"form", &layout_form, COLUMN_BIT(CHOICE), NULL, NAN, NAN},
    {"table", &layout_table, COLUMN_BIT(VALUE), NULL, NAN, NAN},
};
const size_t layouts_n = sizeof layouts / sizeof *layouts;
