/* A record with every field set is the same after reading and writing; what the helpers make is the
 * line expected. */
#include "schema/record/record.h"
#include "schema/record/shape.h"

#include <stdarg.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

static struct arena arena;

#define SHA "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static const char full[] =
    "{\"record\":\"page\",\"version\":1,\"page\":{\"url\":\"https://films.example/a.html\","
    "\"sha256\":\"" SHA "\",\"media_type\":\"text/html\",\"charset\":\"utf-8\",\"language\":\"en\","
    "\"title\":\"A \\\"page\\\"\",\"site\":\"films.example\",\"publisher\":\"Films\","
    "\"author\":\"Ann\",\"published_at\":\"2019-03\",\"retrieved_at\":\"2020-02-29T12:00:00Z\","
    "\"labels\":[\"Drama\",\"Юность\"],\"profile\":\"afm\",\"importer\":\"film-page 1.0.0\","
    "\"status\":\"partial\"},\"films\":[{\"title\":\"Lake\\nHouse\",\"year\":2017,"
    "\"titles\":[{\"text\":\"Озеро\",\"kind\":\"original\",\"script\":\"Cyrl\"}],"
    "\"ids\":{\"imdb\":\"tt0000042\",\"wikidata\":\"Q42\"},\"released\":\"2017-05-24\","
    "\"runtime_min\":118,\"genres\":[\"Drama\"],"
    "\"countries\":[{\"name\":\"Russia\",\"code\":\"RU\"}],\"languages\":[\"ru\"],"
    "\"synopsis\":\"s\",\"description\":\"d\",\"trailers\":[\"https://v.example/1\"],"
    "\"credits\":[{\"role\":\"actor\",\"name\":\"Bo\",\"order\":1,\"character\":\"Cy\","
    "\"confidence\":0.5},{\"role\":\"director\",\"name\":\"Di\",\"confidence\":1}],"
    "\"verdicts\":[{\"choice\":\"unfavorite\",\"label\":\"Unfavorite 👎\",\"by\":\"Films\","
    "\"rule\":\"choice-block\",\"score\":0,\"conflict\":true}],"
    "\"polls\":[{\"question\":\"?\",\"options\":[{\"choice\":\"favorite\",\"label\":\"yes\","
    "\"votes\":0},{\"label\":\"maybe\"}]}],"
    "\"tallies\":[{\"target\":\"film\",\"name\":\"users\",\"value\":8.7,\"best\":10,\"worst\":1,"
    "\"scale_assumed\":0,\"ratings\":1163649,\"reviews\":0,\"approximate\":true,"
    "\"layer\":\"microdata\",\"derived\":true,\"histogram\":[{\"value\":0.5,\"votes\":3}],"
    "\"likes\":4,\"dislikes\":0}],"
    "\"reviews\":[{\"author\":\"Ed\",\"posted_at\":\"2018\",\"value\":8,\"best\":10,\"worst\":-1,"
    "\"choice\":\"favorite\",\"body\":\"\",\"voter\":\"https://u.example/ed\","
    "\"scale_assumed\":1}],\"layers\":{\"title\":\"post-title\",\"ids\":\"jsonld\"}}],"
    "\"comments\":{\"count\":2,\"items\":[{\"id\":\"c1\",\"author\":\"Fi\",\"voter\":\"blogger:7\","
    "\"posted_at\":\"2019-03-04T05:06:07Z\",\"parent\":\"c0\",\"body\":\"\\u0001\\\\\","
    "\"removed\":false,\"ballot\":\"ambiguous\"},{\"id\":\"c2\",\"removed\":true}]},"
    "\"interview\":[{\"question\":\"Q\",\"speaker\":\"Di\",\"answer\":\"A\"}],"
    "\"missing\":{\"films[0].polls\":\"not-in-source\"},"
    "\"notices\":[{\"code\":\"jsonld-repaired\",\"detail\":\"comma\"}]}\n";

static const char least[] = "{\"record\":\"page\",\"version\":1,\"page\":{\"sha256\":\"" SHA
			    "\",\"status\":\"complete\"},\"films\":[]}\n";
static const char comments[] = "{\"record\":\"comments\",\"version\":1,\"post\":\"tag:1\","
			       "\"items\":[{\"id\":\"c\",\"removed\":false}]}\n";
static const char films[] =
    "{\"record\":\"films\",\"version\":1,\"source\":\"imdb\",\"films\":[{\"title\":\"T\"}]}\n";

static void survives(const char *line)
{
	struct record record;
	struct err err = {0};
	struct buf buf = BUF_INIT(1 << 20);
	if (record_read(&arena, line, strlen(line), &record, &err) < 0)
		fail_msg("%s", err.text);
	record_write(&buf, &record);
	assert_string_equal(buf_text(&buf), line);
	buf_release(&buf);
}

static void every_kind_survives(void **state)
{
	(void)state;
	survives(full);
	survives(least);
	survives(comments);
	survives(films);
}

/* Or a field could be lost and nobody would know. The pairs of a map have keys of their own. */
static void has_all(const struct shape *shape)
{
	for (const struct field *field = shape->fields; field->key; field++) {
		char key[64];
		snprintf(key, sizeof key, "\"%s\":", field->key);
		if (!strstr(full, key))
			fail_msg("the full record has no %s of a %s", field->key, shape->name);
		if (field->of && field->type != FIELD_MAP)
			has_all(field->of);
	}
}

static void full_has_every_field(void **state)
{
	(void)state;
	has_all(shape_of_record(RECORD_PAGE));
}

static void unknown_numbers_stay_unknown(void **state)
{
	struct record record;
	struct err err = {0};
	(void)state;
	assert_int_equal(record_read(&arena, full, sizeof full - 1, &record, &err), 0);
	assert_int_equal(record.films.at[0].polls.at[0].options.at[0].votes, 0);
	assert_int_equal(record.films.at[0].polls.at[0].options.at[1].votes, -1);
	assert_int_equal(record.films.at[0].credits.at[1].order, 0);
	assert_int_equal(record_read(&arena, least, sizeof least - 1, &record, &err), 0);
	assert_false(record.comments.known);
	assert_int_equal(record.comments.count, -1);
}

static void helpers_make_the_same_line(void **state)
{
	(void)state;
	struct record record = record_init(RECORD_PAGE);
	record.page.sha256 = SHA;
	struct film *film = list_add(&arena, &record.films);
	*film = film_init();
	film->title = "Lake";
	film_add_title(&arena, film, "Озеро", TITLE_ORIGINAL);
	assert_true(film_add_id(&arena, film, "imdb", "tt0000042"));
	assert_false(film_add_id(&arena, film, "imdb", "tt0000043"));
	film_add_credit(&arena, film, ROLE_ACTOR, "Bo");
	film_add_credit(&arena, film, ROLE_ACTOR, "Cy");
	*list_add(&arena, &film->tallies) = tally_init(TARGET_FILM, LAYER_LABELS);
	*list_add(&arena, &film->reviews) = review_init();
	film_set_layer(&arena, film, "title", LAYER_PROSE);
	film_set_layer(&arena, film, "title", LAYER_LABELS);
	record_add_missing(&arena, &record, "films[0].polls", MISSING_NOT_IN_SOURCE);
	record_add_notice(&arena, &record, NOTICE_PAGE_CUT, "at %d", 7);
	struct buf buf = BUF_INIT(1 << 20);
	record_write(&buf, &record);
	assert_string_equal(buf_text(&buf),
	    "{\"record\":\"page\",\"version\":1,\"page\":{\"sha256\":\"" SHA
	    "\",\"status\":\"complete\"},\"films\":[{\"title\":\"Lake\","
	    "\"titles\":[{\"text\":\"Озеро\",\"kind\":\"original\",\"script\":\"Cyrl\"}],"
	    "\"ids\":{\"imdb\":\"tt0000042\"},"
	    "\"credits\":[{\"role\":\"actor\",\"name\":\"Bo\",\"order\":1,\"confidence\":1},"
	    "{\"role\":\"actor\",\"name\":\"Cy\",\"order\":2,\"confidence\":1}],"
	    "\"tallies\":[{\"target\":\"film\",\"scale_assumed\":0,\"approximate\":false,"
	    "\"layer\":\"labels\"}],\"reviews\":[{}],\"layers\":{\"title\":\"labels\"}}],"
	    "\"missing\":{\"films[0].polls\":\"not-in-source\"},"
	    "\"notices\":[{\"code\":\"page-cut\",\"detail\":\"at 7\"}]}\n");
	survives(buf_text(&buf));
	buf_release(&buf);
}

static int setup(void **state)
{
	(void)state;
	arena_init(&arena, 1 << 24);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	arena_release(&arena);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(full_has_every_field),
	    cmocka_unit_test(every_kind_survives),
	    cmocka_unit_test(unknown_numbers_stay_unknown),
	    cmocka_unit_test(helpers_make_the_same_line),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
