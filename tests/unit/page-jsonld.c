/* page-jsonld: what JSON-LD becomes, also what only looks like it. */
#include "importers/page/items/item.h"
#include "importers/page/items/json_tree.h"
#include "schema/base/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

static struct arena arena;
static struct items items;
static struct record record;

static const struct item *jsonld(const char *script)
{
	const char *html = arena_format(&arena,
	    "<html><head><script "
	    "type=\"application/ld+json\">%s</script></head><body><p>x</p></body></html>",
	    script);
	const struct document *document =
	    document_parse(&arena, html, strlen(html), "https://films.example/a/b.html", true);
	items = (struct items){0};
	record = record_init(RECORD_PAGE);
	jsonld_read(&arena, document, &items, &record);
	return items.top.n > 0 ? items.top.at[0] : NULL;
}

#define assert_text(item, property, text) assert_string_equal(item_text((item), (property)), (text))

static void good_json_needs_no_notice(void **state)
{
	(void)state;
	const struct item *film =
	    jsonld("{\"@context\":\"https://schema.org\",\"@type\":\"Movie\",\"name\":\"Harbour\","
		   "\"aggregateRating\":{\"@type\":\"AggregateRating\",\"ratingValue\":8.70},"
		   "\"genre\":[\"Drama\",\"Crime\"]}");
	assert_non_null(film);
	assert_true(item_is(film, "Movie"));
	assert_text(film, "name", "Harbour");
	assert_text(item_item(film, "aggregateRating"), "ratingValue", "8.7");
	assert_int_equal(item_property(film, "genre")->values.n, 2);
	assert_int_equal(record.notices.n, 0);
	assert_text(jsonld("{\"big\":123456789012345678901234567890}"), "big",
	    "123456789012345678901234567890");
	assert_int_equal(record.notices.n, 0);
}

/* Each script must give the name "Harbour" with the notice. */
static void every_repair_gives_the_film_and_says_so(void **state)
{
	(void)state;
	static const struct {
		const char *script, *said;
	} rows[] = {
	    {"/* <![CDATA[ */ {\"name\":\"Harbour\"} /* ]]> */", "CDATA"},
	    {"// <![CDATA[\n{\"name\":\"Harbour\"}\n// ]]>", "CDATA"},
	    {"// <![CDATA[ {\"name\":\"Harbour\"} // ]]>", "CDATA"},
	    {"<![CDATA[{\"name\":\"Harbour\"}]]>", "CDATA"},
	    {"<!-- {\"name\":\"Harbour\"} -->", "comment"},
	    {"<!-- written by hand -->\n{\"name\":\"Harbour\"}", "comment"},
	    {"{\"name\":\"Harbour\", // the title\n \"year\":1}", "comment"},
	    {"{\"name\":\"Harbour\" /* the title */ }", "comment"},
	    {"{\"name\":\"Harbour\",}", "comma"},
	    {"{\"a\":[1,2,],\"name\":\"Harbour\",,}", "comma"},
	    {"{\"a\":1 \"name\":\"Harbour\"}", "comma"},
	    {"{\"a\":\"b\"\n\"name\":\"Harbour\"}", "comma"},
	    {"{\"name\":\"Harbour\"};", "semicolon"},
	    {"{\"text\":\"two\nlines\tand a tab\",\"name\":\"Harbour\"}", "control"},
	    {"{&quot;@type&quot;:&quot;Movie&quot;,&quot;name&quot;:&quot;Harbour&quot;}",
		"character reference"},
	    {"&#123;\"name\":\"Harbour\"}", "character reference"},
	    {"{\"text\":\"Tom &amp; Ann\",\"name\":\"Harbour\"}", "character reference"},
	    {"{\"text\":\"he said \"no\" twice\",\"name\":\"Harbour\"}", "quote inside"},
	    {"{\"text\":\"\"No\", he said\",\"name\":\"Harbour\"}", "quote inside"},
	    {"{\"text\":[\"a \"b\" c\",\"d\"],\"name\":\"Harbour\"}", "quote inside"},
	    {"{\"text\":\"it\\'s\",\"name\":\"Harbour\"}", "escape"},
	    {"{\"text\":\"half \\ud83d\",\"name\":\"Harbour\"}", "surrogate"},
	    {"{\"text\":\"nul \\u0000\",\"name\":\"Harbour\"}", "NUL"},
	    {"{name:\"Harbour\"}", "key without"},
	    {"{'name':'Harbour'}", "quote marks"},
	    {"{“name”:“Harbour”}", "quote marks"},
	    {"{\"year\":2019-01-01,\"name\":\"Harbour\"}", "value without"},
	    {"{\"year\":,\"name\":\"Harbour\"}", "value without"},
	    {"{\"name\":\"Harbour\"}{\"name\":\"Other\"}", "several"},
	    {"{\"name\":\"Harbour\"},\n{\"name\":\"Other\"}", "several"},
	    {"[{\"name\":\"Harbour\"}]}", "bracket"},
	    {"{\"a\":[{\"b\":1},\"name\":\"Harbour\"}", "bracket"},
	    {"{\"name\":\"Harbour\",\"a\":{\"b\":[1,2}", "bracket"},
	    {"{\"name\":\"Harbour\",\"text\":\"the end is miss", "cut"},
	    {"{\"name\":\"Harbour\",\"a\":[{\"b\":1", "cut"},
	    {"{\"actor\":\"A\",\"actor\":\"B\",\"name\":\"Harbour\"}", "twice"},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const struct item *film = jsonld(rows[i].script);
		if (!film || !item_text(film, "name") ||
		    strcmp(item_text(film, "name"), "Harbour") != 0 || record.notices.n != 1 ||
		    record.notices.at[0].code != NOTICE_JSONLD_REPAIRED ||
		    !strstr(record.notices.at[0].detail, rows[i].said))
			fail_msg("%s: %s", rows[i].script,
			    record.notices.n ? record.notices.at[0].detail : "no notice");
	}
}

static void repaired_texts_keep_what_was_written(void **state)
{
	(void)state;
	assert_text(jsonld("{\"t\":\"he said \"no\", \"never\" and left\",\"u\":1}"), "t",
	    "he said \"no\", \"never\" and left");
	assert_text(jsonld("{\"t\":\"one\ntwo\"}"), "t", "one\ntwo");
	assert_text(jsonld("{\"t\":\"a &amp;quot;b&amp;quot; &apos;c&apos; &#8211;\"}"), "t",
	    "a \"b\" 'c' –");
	assert_text(jsonld("{\"t\":\"&unknown; &copy x\"}"), "t", "&unknown; &copy x");
	assert_int_equal(record.notices.n, 0);
	assert_text(jsonld("{\"t\":\"\\ud83d\\udc4d \\ud83d.\",}"), "t", "👍 \xef\xbf\xbd.");
	assert_text(jsonld("{'t':\"it's\"}"), "t", "it's");
	assert_text(jsonld("{'t':'it\\'s \\x3d'}"), "t", "it's =");
	assert_text(jsonld("{\"t\":\"x\\u0000y\"}"), "t", "x\xef\xbf\xbdy");
}

static void what_is_no_json_is_refused_with_a_notice(void **state)
{
	(void)state;
	static const char *const rows[] = {"", "  \n ", "hello", "null", "\"text\"", "42",
	    "{{ page.json }}", "{\"a\":{{title}}}", "var x = {\"a\":1};", "{\"a\" \"b\"}",
	    "{\"a\":function(){}}", "<p>404</p>"};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const struct item *film = jsonld(rows[i]);
		if (film || record.notices.n != 1 ||
		    record.notices.at[0].code != NOTICE_JSONLD_REFUSED)
			fail_msg("%s", rows[i]);
	}
}

static void a_bad_block_costs_no_other(void **state)
{
	(void)state;
	const struct item *film =
	    jsonld("hello</script><script type=application/ld+json>{\"name\":\"Harbour\"}</script>"
		   "<script type=\"application/ld+json\"></script>"
		   "<script type=\"application/ld+json; "
		   "charset=utf-8\">[{\"name\":\"B\"},{\"name\":\"C\"}]");
	assert_text(film, "name", "Harbour");
	assert_string_equal(film->place, "script 2");
	assert_int_equal(items.top.n, 3);
	assert_int_equal(record.notices.n, 2);
}

static void nesting_has_a_limit(void **state)
{
	(void)state;
	struct buf buf = BUF_INIT(1 << 20);
	for (int i = 0; i < 5000; i++)
		buf_add_text(&buf, "{\"a\":");
	assert_null(jsonld(buf_text(&buf)));
	assert_int_equal(record.notices.at[0].code, NOTICE_JSONLD_REFUSED);
	buf_clear(&buf);
	for (int i = 0; i < 300; i++)
		buf_add_text(&buf, "[");
	for (int i = 0; i < 300; i++)
		buf_add_text(&buf, "]");
	assert_null(jsonld(buf_text(&buf)));
	assert_non_null(strstr(record.notices.at[0].detail, "deep"));
	buf_release(&buf);
}

static void references_join_blocks(void **state)
{
	(void)state;
	const struct item *page =
	    jsonld("{\"@graph\":[{\"@type\":\"WebPage\",\"@id\":\"#page\",\"mainEntity\":{\"@id\":"
		   "\"#film\"},\"author\":{\"@id\":\"_:x\"}},"
		   "{\"@type\":\"Person\",\"@id\":\"https://films.example/"
		   "ann\",\"name\":\"Ann\"}]}</script>"
		   "<script "
		   "type=\"application/"
		   "ld+json\">{\"@id\":\"#film\",\"@type\":\"Movie\",\"name\":\"Harbour\","
		   "\"director\":{\"@id\":\"https://films.example/ann\"}}</script><script "
		   "type=\"application/ld+json\">"
		   "{\"@id\":\"https://films.example/a/"
		   "b.html#film\",\"name\":\"Harbour\",\"genre\":\"Drama\"}");
	const struct item *film = item_item(page, "mainEntity");
	assert_text(film, "name", "Harbour");
	assert_int_equal(item_property(film, "name")->values.n, 1);
	assert_text(film, "genre", "Drama");
	assert_text(film, "director", "Ann");
	assert_ptr_equal(film->owner, page);
	assert_string_equal(film->as, "mainEntity");
	assert_int_equal(record.notices.n, 1);
	assert_int_equal(record.notices.at[0].code, NOTICE_ITEM_UNRESOLVED);
	assert_string_equal(record.notices.at[0].detail, "@id _:x");
}

static void one_id_for_two_kinds_of_thing_stays_two(void **state)
{
	(void)state;
	jsonld("[{\"@type\":\"Movie\",\"@id\":\"/x\",\"name\":\"Harbour\"},"
	       "{\"@type\":\"BlogPosting\",\"@id\":\"/x\",\"name\":\"My post\"}]");
	assert_int_equal(items.top.n, 2);
	assert_int_equal(items.top.at[0]->types.n, 1);
	assert_text(items.top.at[1], "name", "My post");
	assert_string_equal(items.top.at[0]->id, "https://films.example/x");
}

static void types_and_names_lose_schema_org_only(void **state)
{
	(void)state;
	assert_true(item_is(
	    jsonld("{\"@type\":\"http://schema.org/Movie\",\"https://schema.org/name\":\"H\"}"),
	    "Movie"));
	assert_text(items.top.at[0], "name", "H");
	assert_true(item_is(jsonld("{\"@type\":[\"Product\",\"movie\"]}"), "Movie"));
	assert_true(item_is(
	    jsonld(
		"{\"@context\":{\"s\":\"http://schema.org/\",\"t\":\"@type\",\"titel\":\"s:name\"},"
		"\"t\":\"s:Movie\",\"titel\":\"H\"}"),
	    "Movie"));
	assert_text(items.top.at[0], "name", "H");
	assert_false(item_is(jsonld("{\"@type\":\"MovieSeries\"}"), "Movie"));
	assert_false(item_is(jsonld("{\"@type\":\"MOVIE\"}"), "Movie"));
	assert_false(item_is(
	    jsonld("{\"@context\":\"https://other.example/ns\",\"@type\":\"Movie\"}"), "Movie"));
	assert_true(item_is(jsonld("{\"@context\":[\"https://other.example/ns\",\"http://"
				   "schema.org\"],\"@type\":\"Movie\"}"),
	    "Movie"));
}

static void values_may_be_wrapped(void **state)
{
	(void)state;
	const struct item *film =
	    jsonld("{\"name\":{\"@value\":\"Harbour\",\"@language\":\"en\"},"
		   "\"actor\":{\"@list\":[\"A\",\"B\"]},\"x\":null,\"y\":true,"
		   "\"@reverse\":{\"itemReviewed\":{\"@type\":\"Review\",\"name\":\"R\"}}}");
	assert_int_equal(items.top.n, 2);
	film = items.top.at[1];
	assert_text(film, "name", "Harbour");
	assert_int_equal(item_property(film, "actor")->values.n, 2);
	assert_null(item_property(film, "x"));
	assert_text(film, "y", "true");
	assert_text(items.top.at[0], "name", "R");
	assert_ptr_equal(item_item(items.top.at[0], "itemReviewed"), film);
}

static void strict_is_strict(void **state)
{
	(void)state;
	assert_true(json_is_strict("[1]", 3));
	assert_true(json_is_strict("\"\\u0000\"", 8));
	assert_true(json_is_strict("{\"a\":1,\"a\":2}", 13));
	assert_false(json_is_strict("123\0", 4));
	assert_false(json_is_strict("[1],", 4));
	assert_false(json_is_strict("", 0));
}

static int start(void **state)
{
	(void)state;
	arena_init(&arena, 1 << 30);
	document_start();
	return 0;
}

static int forget(void **state)
{
	(void)state;
	arena_reset(&arena);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_teardown(good_json_needs_no_notice, forget),
	    cmocka_unit_test_teardown(every_repair_gives_the_film_and_says_so, forget),
	    cmocka_unit_test_teardown(repaired_texts_keep_what_was_written, forget),
	    cmocka_unit_test_teardown(what_is_no_json_is_refused_with_a_notice, forget),
	    cmocka_unit_test_teardown(a_bad_block_costs_no_other, forget),
	    cmocka_unit_test_teardown(nesting_has_a_limit, forget),
	    cmocka_unit_test_teardown(references_join_blocks, forget),
	    cmocka_unit_test_teardown(one_id_for_two_kinds_of_thing_stays_two, forget),
	    cmocka_unit_test_teardown(types_and_names_lose_schema_org_only, forget),
	    cmocka_unit_test_teardown(values_may_be_wrapped, forget),
	    cmocka_unit_test_teardown(strict_is_strict, forget),
	};
	int failed = cmocka_run_group_tests_name("page-jsonld", tests, start, NULL);
	arena_release(&arena);
	return failed;
}
