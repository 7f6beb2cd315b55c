/* What items become: films and their facts. Votes are page-mapping-votes.c's. All pages here are
 * invented. */
#include "schema/record/shape.h"
#include "tests/unit/mapping_page.h"

static const struct field *film_fields(void)
{
	const struct field *field = shape_of_record(RECORD_FILMS)->fields;
	while (strcmp(field->key, "films") != 0)
		field++;
	return field->of->fields;
}

static void only_movies_are_films(void **state)
{
	(void)state;
	static const struct {
		const char *type;
		bool film;
	} rows[] = {{"\"Movie\"", true}, {"\"movie\"", true}, {"\"http://schema.org/Movie\"", true},
	    {"\"https://schema.org/Movie\"", true}, {"[\"Product\",\"Movie\"]", true},
	    {"\"MovieSeries\"", false}, {"\"MovieTheater\"", false}, {"\"TVSeries\"", false},
	    {"\"TVEpisode\"", false}, {"\"CreativeWork\"", false}, {"\"Recipe\"", false},
	    {"\"MovieRentalStore\"", false}};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const struct film *film = jsonld(
		    arena_format(&arena, "{\"@type\":%s,\"name\":\"Harbour\"}", rows[i].type));
		if ((film && film->title) != rows[i].film)
			fail_msg("%s", rows[i].type);
	}
}

static void the_year_is_the_films(void **state)
{
	(void)state;
	static const struct {
		const char *members, *title;
		int year;
	} rows[] = {
	    {"\"name\":\"Harbour\",\"datePublished\":\"1997-12-19\"", "Harbour", 1997},
	    {"\"name\":\"Harbour\",\"dateCreated\":\"2011-06-22\",\"releasedEvent\":[{\"@type\":"
	     "\"PublicationEvent\",\"startDate\":\"2001\"}]",
		"Harbour", 2001},
	    {"\"name\":\"Harbour\",\"dateCreated\":\"1999\"", "Harbour", 1999},
	    {"\"name\":\"Harbour\",\"datePublished\":\"2003-01-01\",\"dateCreated\":\"1999\"",
		"Harbour", 2003},
	    {"\"name\":\"Harbour (2017)\"", "Harbour", 2017},
	    {"\"name\":\"Harbour (1912)\",\"datePublished\":\"1913-06-28\"", "Harbour", 1912},
	    {"\"name\":\"Harbour 2017\"", "Harbour", 2017},
	    {"\"name\":\"Harbour 2000\",\"datePublished\":\"1975\"", "Harbour 2000", 1975},
	    {"\"name\":\"Harbour 2049\",\"datePublished\":\"2017\"", "Harbour 2049", 2017},
	    {"\"name\":\"1917\",\"datePublished\":\"2019-12-25\"", "1917", 2019},
	    {"\"name\":\"1917\"", "1917", 0},
	    {"\"name\":\"Harbour\",\"datePublished\":\"1850\"", "Harbour", 0},
	    {"\"name\":\"Harbour\",\"datePublished\":\"2031\"", "Harbour", 0},
	    {"\"name\":\"Harbour\",\"datePublished\":\"2029\"", "Harbour", 2029},
	    {"\"name\":\"Harbour\",\"datePublished\":\"soon\"", "Harbour", 0},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const struct film *film =
		    jsonld(arena_format(&arena, "{\"@type\":\"Movie\",%s}", rows[i].members));
		assert_non_null(film);
		if (film->year != rows[i].year || strcmp(film->title, rows[i].title) != 0)
			fail_msg("%s: %s %d", rows[i].members, film->title, film->year);
	}
	assert_string_equal(movie("\"datePublished\":\"1997-12-19\"")->released, "1997-12-19");
	assert_null(movie("\"datePublished\":\"1997\"")->released);
}

static void facts_are_taken_as_they_are(void **state)
{
	(void)state;
	const struct film *film =
	    movie("\"alternateName\":[\"Port\",\"Harbour\",\"Гавань\"],\"duration\":\"PT1H58M\","
		  "\"genre\":[\"Mystery, dark\",\"Drama\",\"Drama\"],"
		  "\"countryOfOrigin\":[{\"@type\":\"Country\",\"name\":\"France\"},\"USA\","
		  "\"Nowhere\"],\"inLanguage\":\"English\","
		  "\"description\":\"<p>A  port.</p><p>A <b>ship</b> &amp; "
		  "more.</p>\",\"trailer\":{\"@type\":\"VideoObject\",\"embedUrl\":\"https://"
		  "v.example/1\"}");
	assert_int_equal(film->titles.n, 2);
	assert_string_equal(film->titles.at[0].text, "Port");
	assert_int_equal(film->titles.at[1].kind, TITLE_AKA);
	assert_int_equal(film->runtime_min, 118);
	assert_int_equal(film->genres.n, 2);
	assert_string_equal(film->genres.at[0], "Mystery, dark");
	assert_int_equal(film->countries.n, 3);
	assert_string_equal(film->countries.at[0].code, "FR");
	assert_string_equal(film->countries.at[1].code, "US");
	assert_null(film->countries.at[2].code);
	assert_string_equal(film->languages.at[0], "en");
	assert_string_equal(film->description, "A port. A ship & more.");
	assert_string_equal(film->trailers.at[0], "https://v.example/1");
	film = movie("\"genre\":\"Drama, Mystery & Suspense / Crime\"");
	assert_int_equal(film->genres.n, 3);
	assert_string_equal(film->genres.at[1], "Mystery & Suspense");
}

static void credits_have_their_roles_and_order(void **state)
{
	(void)state;
	static const struct {
		enum role role;
		const char *name;
		int order;
	} want[] = {{ROLE_DIRECTOR, "Ann Lee", 1}, {ROLE_DIRECTOR, "Bo Ray", 2},
	    {ROLE_ACTOR, "Cy Day", 1}, {ROLE_ACTOR, "Di Fox", 2}, {ROLE_COMPANY, "Port Films", 1},
	    {ROLE_WRITER, "Ed Gil", 1}, {ROLE_COMPOSER, "Fay Hill", 1}, {ROLE_COMPANY, "Quay", 2}};
	const struct film *film =
	    movie("\"director\":\"Ann Lee, Bo "
		  "Ray\",\"actors\":[{\"@type\":\"PerformanceRole\",\"actors\":{\"@type\":"
		  "\"Person\",\"name\":\"Cy Day\"},\"characterName\":\"Sam\"},"
		  "{\"@type\":\"Person\",\"name\":\"Di Fox\"},{\"@type\":\"Person\",\"name\":\"Di "
		  "Fox\"}],\"creator\":[{\"@type\":\"Organization\",\"name\":\"Port Films\"},"
		  "{\"@type\":\"Organization\",\"url\":\"/company/"
		  "1\"},{\"@type\":\"Person\",\"name\":\"Ed Gil\"}],\"musicBy\":{\"name\":\"Fay "
		  "Hill\"},\"productionCompany\":{\"name\":\"Quay\"}");
	assert_int_equal(film->credits.n, 8);
	for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
		bool found = false;
		list_each (const struct credit, credit, &film->credits)
			found = found ||
			    (credit->role == want[i].role &&
				strcmp(credit->name, want[i].name) == 0 &&
				credit->order == want[i].order);
		if (!found)
			fail_msg("%s", want[i].name);
	}
	list_each (const struct credit, credit, &film->credits)
		if (strcmp(credit->name, "Cy Day") == 0)
			assert_string_equal(credit->character, "Sam");
	assert_string_equal(
	    movie("\"director\":\"Ann Lee, Jr.\"")->credits.at[0].name, "Ann Lee, Jr.");
}

static void ids_come_from_the_item_only(void **state)
{
	(void)state;
	const struct film *film =
	    read_page("<html><head><link rel=canonical "
		      "href='https://www.imdb.com/title/tt0000042/?ref_=x'><script "
		      "type='application/ld+json'>"
		      "{\"@type\":\"Movie\",\"name\":\"Harbour\",\"url\":\"/title/tt0000042/"
		      "\",\"sameAs\":\"https://www.wikidata.org/wiki/Q42\"}</script>"
		      "<body><a href='https://www.imdb.com/title/tt9999999/'>other</a></body>",
		NULL);
	assert_int_equal(film->ids.n, 2);
	assert_string_equal(film->ids.at[0].scheme, "imdb");
	assert_string_equal(film->ids.at[0].id, "tt0000042");
	assert_string_equal(claims.all.at[0].key, "imdb:tt0000042");
	film = movie("\"identifier\":[\"tt0000043\",{\"@type\":\"PropertyValue\",\"propertyID\":"
		     "\"TMDB\",\"value\":\"862\"}]");
	assert_int_equal(film->ids.n, 2);
	assert_string_equal(film->ids.at[1].id, "862");
}

static void a_page_may_hold_several_films(void **state)
{
	(void)state;
	jsonld("{\"@type\":\"ItemList\",\"itemListElement\":[{\"@type\":\"ListItem\",\"item\":{\"@"
	       "type\":\"Movie\",\"name\":\"A\"}},"
	       "{\"@type\":\"ListItem\",\"item\":{\"@type\":\"Movie\",\"name\":\"B\","
	       "\"isSimilarTo\":{\"@type\":\"Movie\",\"name\":\"C\"}}}]}");
	assert_int_equal(claims.all.n, 2);
	assert_false(claims.all.at[0].main);
	jsonld("[{\"@type\":\"Movie\",\"name\":\"A\"},{\"@type\":\"ItemList\",\"itemListElement\":["
	       "{\"@type\":\"Movie\",\"name\":\"B\"}]}]");
	assert_int_equal(claims.all.n, 2);
	assert_true(claims.all.at[0].main);
	assert_false(claims.all.at[1].main);
}

static bool has(const struct film *film, const struct field *field)
{
	const char *at = (const char *)film + field->offset;
	if (field->type == FIELD_TEXT)
		return *(const char *const *)at != NULL;
	if (field->type == FIELD_INT)
		return *(const int *)at != 0;
	return ((const struct shape_list *)at)->n > 0;
}

/* Two plug-ins describe one film, and the second says all that JSON-LD can say in one value. */
static void what_the_first_lacks_is_taken_from_the_second(void **state)
{
	(void)state;
	static const char members[] =
	    "\"datePublished\":\"2017-05-24\",\"duration\":\"PT90M\",\"abstract\":\"Short.\","
	    "\"description\":\"A long text.\",\"genre\":\"Drama\",\"countryOfOrigin\":\"Norway\","
	    "\"inLanguage\":\"no\",\"director\":\"Mara Quill\",\"alternateName\":\"Havn\","
	    "\"sameAs\":\"https://www.imdb.com/title/tt0000042/\"";
	struct film whole = *movie(members);
	const struct film *film = jsonld(arena_format(&arena,
	    "[{\"@type\":\"Movie\",\"name\":\"Harbour\"},"
	    "{\"@type\":\"Movie\",\"name\":\"Harbour\",%s}]",
	    members));
	assert_int_equal(claims.all.n, 1);
	for (const struct field *field = film_fields(); field->key; field++) {
		if ((field->type == FIELD_TEXT || field->type == FIELD_INT) && !has(&whole, field))
			fail_msg("the film here has no %s", field->key);
		if (has(&whole, field) && !has(film, field))
			fail_msg("%s is not taken from the second", field->key);
	}
}

static void microdata_and_rdfa_say_the_same(void **state)
{
	(void)state;
	static const char *const pages[] = {
	    "<div itemscope itemtype='http://schema.org/Movie'><h1 itemprop=name>Harbour "
	    "<small>(2017)</small></h1>"
	    "<time itemprop=duration datetime=PT118M>2h</time><a itemprop=genre "
	    "href=/genre/drama>Drama</a>"
	    "<span itemprop=director itemscope itemtype='http://schema.org/Person'><a "
	    "itemprop=name href=/p/1>Ann Lee</a></span>"
	    "<div itemprop=aggregateRating itemscope><b itemprop=ratingValue "
	    "content=8.1>Great</b>/<i itemprop=bestRating>10</i>"
	    "<meta itemprop=ratingCount content='1,234'></div></div>",
	    "<div vocab='http://schema.org/' typeof=Movie><h1 property=name>Harbour "
	    "<small>(2017)</small></h1>"
	    "<time property=duration datetime=PT118M>2h</time><a property=genre "
	    "href=/genre/drama>Drama</a>"
	    "<span property=director typeof=Person><a property=name href=/p/1>Ann Lee</a></span>"
	    "<div property=aggregateRating typeof=AggregateRating><b property=ratingValue "
	    "content=8.1>Great</b>/<i property=bestRating>10</i>"
	    "<meta property=ratingCount content='1,234'></div></div>"};
	for (size_t i = 0; i < 2; i++) {
		const struct film *film = read_page(pages[i], "https://films.example/harbour");
		assert_string_equal(film->title, "Harbour");
		assert_int_equal(film->year, 2017);
		assert_int_equal(film->runtime_min, 118);
		assert_string_equal(film->genres.at[0], "Drama");
		assert_string_equal(film->credits.at[0].name, "Ann Lee");
		assert_int_equal(film->tallies.at[0].ratings, 1234);
		assert_true(film->tallies.at[0].value == 8.1 && film->tallies.at[0].best == 10);
		assert_int_equal(claims.all.at[0].layer, i ? LAYER_RDFA : LAYER_MICRODATA);
	}
}

/* Most pages mark their breadcrumbs and people in another syntax than the film. */
static void a_syntax_without_films_takes_none_away(void **state)
{
	(void)state;
	const struct film *film = read_page(
	    "<html><head><script type=\"application/ld+json\">{\"@type\":\"Movie\",\"name\":"
	    "\"Harbour\",\"director\":\"Mara Quill\"}</script></head><body><ul itemscope "
	    "itemtype=\"http://schema.org/BreadcrumbList\"><li itemprop=\"name\">Films</li></ul>"
	    "<div vocab=\"http://schema.org/\" typeof=\"Person\"><b property=\"name\">Mara "
	    "Quill</b></div></body></html>",
	    NULL);
	assert_non_null(film);
	assert_string_equal(film->title, "Harbour");
	assert_int_equal(film->credits.n, 1);
}

static void the_head_speaks_for_the_page(void **state)
{
	(void)state;
	const struct film *film = read_page(
	    "<html lang=en><head><title>x</title><meta property=og:type content=video.movie><meta "
	    "property=og:title content='Harbour (2017) - Films Example'>"
	    "<meta property=og:site_name content='Films Example'><meta property=og:url "
	    "content='https://www.imdb.com/title/tt0000042/'>"
	    "<meta name=author content='Ann Lee'><meta property=video:duration content=7080><meta "
	    "property=article:published_time content='2020-05-06T07:08:09+02:00'>",
	    NULL);
	assert_string_equal(film->title, "Harbour");
	assert_int_equal(film->year, 2017);
	assert_int_equal(film->runtime_min, 118);
	assert_string_equal(film->ids.at[0].id, "tt0000042");
	assert_string_equal(claims.page_author, "Ann Lee");
	assert_string_equal(claims.page_site, "Films Example");
	assert_string_equal(claims.page_published_at, "2020-05-06T05:08:09Z");
	assert_string_equal(claims.page_language, "en");
	film = read_page("<title>Harbour (2017) — Films Example</title><meta property=og:type "
			 "content=video.movie><meta property=og:title content=Harbour>",
	    NULL);
	assert_int_equal(film->year, 2017);
	film = read_page("<title>Other Harbour (2017)</title><meta property=og:type "
			 "content=video.movie><meta property=og:title content=Harbour>",
	    NULL);
	assert_int_equal(film->year, 0);
	assert_null(read_page("<meta property=og:type content=video.tv_show><meta "
			      "property=og:title content='Harbour'>",
	    NULL));
	assert_null(read_page("<meta property=og:type content=article><meta property=og:title "
			      "content='Harbour (2017)'>",
	    NULL));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    CLAIM(only_movies_are_films),
	    CLAIM(the_year_is_the_films),
	    CLAIM(facts_are_taken_as_they_are),
	    CLAIM(credits_have_their_roles_and_order),
	    CLAIM(ids_come_from_the_item_only),
	    CLAIM(a_page_may_hold_several_films),
	    CLAIM(what_the_first_lacks_is_taken_from_the_second),
	    CLAIM(microdata_and_rdfa_say_the_same),
	    CLAIM(a_syntax_without_films_takes_none_away),
	    CLAIM(the_head_speaks_for_the_page),
	};
	int failed = cmocka_run_group_tests(tests, start, NULL);
	arena_release(&arena);
	return failed;
}
