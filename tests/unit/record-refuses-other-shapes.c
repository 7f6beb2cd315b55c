/* What breaks the schema is refused with the path to it. */
#include "schema/record/record.h"

#include <stdarg.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#define SHA "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static struct arena arena;

static void refused(const char *line, const char *why)
{
	struct record record;
	struct err err = {0};
	assert_int_equal(record_read(&arena, line, strlen(line), &record, &err), -1);
	assert_string_equal(err.text, why);
	assert_int_equal(err.status, EXIT_REFUSED);
}

/* What stands in a page's films, and the message. */
static void films_are_checked(void **state)
{
	static const char *const rows[][2] = {
	    {"{\"year\":\"2017\"}", "films[0].year: not an integer"},
	    {"{\"year\":2017.5}", "films[0].year: not an integer"},
	    {"{\"year\":1869}", "films[0].year: out of range"},
	    {"{\"title\":\"\"}", "films[0].title: an empty text"},
	    {"{\"title\":null}", "films[0].title: not a text"},
	    {"{\"titel\":\"x\"}", "films[0].titel: unknown key"},
	    {"{},{\"titles\":[{\"text\":\"x\"}]}", "films[1].titles[0].kind: missing"},
	    {"{\"titles\":[{\"text\":\"x\",\"kind\":\"new\"}]}",
		"films[0].titles[0].kind: not a word of its list"},
	    {"{\"ids\":{\"imdb\":\"42\"}}", "films[0].ids.imdb: not an id in canonical form"},
	    {"{\"ids\":{\"isbn\":\"42\"}}", "films[0].ids.isbn: unknown scheme"},
	    {"{\"released\":\"2017-02-30\"}", "films[0].released: not a date in canonical form"},
	    {"{\"released\":\"24 May\"}", "films[0].released: not a date in canonical form"},
	    {"{\"countries\":[{\"name\":\"R\",\"code\":\"rus\"}]}",
		"films[0].countries[0].code: not an ISO 3166-1 code"},
	    {"{\"credits\":[{\"role\":\"actor\",\"name\":\"B\",\"confidence\":1.5}]}",
		"films[0].credits[0].confidence: out of range"},
	    {"{\"verdicts\":[{\"choice\":\"ambiguous\",\"rule\":\"headline\"}]}",
		"films[0].verdicts[0].choice: not a word of its list"},
	    {"{\"polls\":[{\"options\":[{\"votes\":-1}]}]}",
		"films[0].polls[0].options[0].votes: out of range"},
	    {"{\"layers\":{\"layers\":\"prose\"}}", "films[0].layers.layers: unknown key"},
	    {"{\"genres\":\"Drama\"}", "films[0].genres: not a list"},
	    {"{\"genres\":[1]}", "films[0].genres[0]: not a text"},
	    {"[]", "films[0]: not an object"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char line[1024];
		snprintf(line, sizeof line,
		    "{\"record\":\"page\",\"version\":1,\"page\":{\"sha256\":\"" SHA
		    "\",\"status\":\"complete\"},\"films\":[%s]}",
		    rows[i][0]);
		refused(line, rows[i][1]);
	}
}

static void records_are_checked(void **state)
{
	(void)state;
	refused("[]", "not an object");
	refused("{}", "record: missing");
	refused("{\"record\":\"ballot\"}", "record: not a kind of record");
	refused("{\"record\":\"page\"}", "version: missing");
	refused("{\"record\":\"page\",\"version\":2}", "version: not a version that is known here");
	refused("{\"record\":\"page\",\"version\":1,\"films\":[]}", "page: missing");
	refused("{\"record\":\"page\",\"version\":1,\"page\":{\"sha256\":\"0\"}}",
	    "page.sha256: not 64 hexadecimal digits");
	refused("{\"record\":\"page\",\"version\":1,\"page\":{\"url\":\"ftp://x\"}}",
	    "page.url: not a web address");
	refused("{\"record\":\"comments\",\"version\":1,\"post\":\"p\"}", "items: missing");
	refused(
	    "{\"record\":\"comments\",\"version\":1,\"post\":\"p\",\"items\":[{\"body\":\"\"}]}",
	    "items[0].id: missing");
}

static void broken_json_is_refused(void **state)
{
	static const char *const lines[] = {"", "{", "{\"a\":1,\"a\":2}", "{\"a\":1} x", "nul",
	    "{\"record\":\"\xff\"}", "{\"record\":\"a\\u0000b\"}"};
	(void)state;
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		struct record record;
		struct err err = {0};
		assert_int_equal(
		    record_read(&arena, lines[i], strlen(lines[i]), &record, &err), -1);
		assert_int_equal(strncmp(err.text, "not JSON: ", 10), 0);
	}
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
	    cmocka_unit_test(films_are_checked),
	    cmocka_unit_test(records_are_checked),
	    cmocka_unit_test(broken_json_is_refused),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
