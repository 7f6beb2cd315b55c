/*
 * page-items: what microdata and RDFa become. Called with `SYNTAX FILE [URL]` it is no test: it
 * prints the items of that page (SYNTAX jsonld too) as JSON, for tests that compare them with
 * another extractor's (`strict FILE` judges a JSON text).
 */
#include "importers/page/items/item.h"
#include "importers/page/items/json_tree.h"
#include "schema/base/buf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

enum { DEEPEST = 64 };
static struct arena arena;

/* ---- printing ---- */

static void put_text(const char *text)
{
	putchar('"');
	for (; *text; text++) {
		if (*text == '"' || *text == '\\')
			putchar('\\');
		if ((unsigned char)*text < ' ')
			printf("\\u%04x", (unsigned char)*text);
		else
			putchar(*text);
	}
	putchar('"');
}

static void put_item(const struct item *item, const struct item **above, int depth);

static void put_value(const struct value *value, const struct item **above, int depth)
{
	if (!value->item) {
		put_text(value->text);
		return;
	}
	for (int i = 0; i < depth; i++)
		if (above[i] == value->item || depth == DEEPEST) {
			printf("{\"loop\":");
			put_text(value->item->id ? value->item->id : "");
			putchar('}');
			return;
		}
	put_item(value->item, above, depth);
}

static void put_item(const struct item *item, const struct item **above, int depth)
{
	above[depth] = item;
	printf("{\"type\":[");
	for (size_t i = 0; i < item->types.n; i++) {
		printf(i ? "," : "");
		put_text(item->types.at[i]);
	}
	putchar(']');
	if (item->id) {
		printf(",\"id\":");
		put_text(item->id);
	}
	if (item->text) {
		printf(",\"value\":");
		put_text(item->text);
	}
	printf(",\"properties\":{");
	for (size_t i = 0; i < item->properties.n; i++) {
		const struct property *property = &item->properties.at[i];
		printf(i ? "," : "");
		put_text(property->name);
		printf(":[");
		for (size_t j = 0; j < property->values.n; j++) {
			printf(j ? "," : "");
			put_value(&property->values.at[j], above, depth + 1);
		}
		putchar(']');
	}
	printf("}}");
}

static void put_items(const struct items *items)
{
	const struct item *above[DEEPEST + 1];
	printf("[");
	for (size_t i = 0; i < items->top.n; i++) {
		printf(i ? ",\n" : "");
		put_item(items->top.at[i], above, 0);
	}
	printf("]\n");
}

/* ---- reading ---- */

static void read_items(const char *syntax, const char *html, size_t n, const char *url,
    struct items *items, struct record *record)
{
	const struct document *document = document_parse(&arena, html, n, url, true);
	*items = (struct items){0};
	*record = record_init(RECORD_PAGE);
	if (strcmp(syntax, "jsonld") == 0)
		jsonld_read(&arena, document, items, record);
	else if (strcmp(syntax, "microdata") == 0)
		microdata_read(&arena, document, items, record);
	else
		rdfa_read(&arena, document, items);
}

static char *read_file(const char *name, size_t *n)
{
	FILE *file = fopen(name, "rb");
	if (!file)
		return NULL;
	struct buf buf = BUF_INIT(64 << 20);
	char block[65536];
	for (size_t got; (got = fread(block, 1, sizeof block, file)) > 0;)
		buf_add(&buf, block, got);
	fclose(file);
	*n = buf.n;
	char *bytes = arena_copy(&arena, buf_text(&buf), buf.n);
	buf_release(&buf);
	return bytes;
}

/* `strict FILE`: 0 accepted, 1 refused. */
static int print_items(char **argv)
{
	size_t n;
	const char *bytes = read_file(argv[2], &n);
	if (!bytes)
		return 3;
	if (strcmp(argv[1], "strict") == 0)
		return !json_is_strict(bytes, n);
	struct items items;
	struct record record;
	read_items(argv[1], bytes, n, argv[3], &items, &record);
	put_items(&items);
	list_each (const struct notice, notice, &record.notices) {
		fprintf(stderr, "%s: %s\n", vocab_word(&vocab_notice, (int)notice->code),
		    notice->detail);
	}
	return 0;
}

/* ---- microdata ---- */

static struct items items;
static struct record record;

#define assert_text(item, property, text) assert_string_equal(item_text((item), (property)), (text))

static const struct item *markup(const char *syntax, const char *html)
{
	read_items(syntax, html, strlen(html), "https://films.example/a/b.html", &items, &record);
	return items.top.n > 0 ? items.top.at[0] : NULL;
}

static void microdata_values_follow_the_html_standard(void **state)
{
	(void)state;
	static const struct {
		const char *element, *value;
	} rows[] = {
	    {"<meta itemprop=x content=' a  b '>", "a b"},
	    {"<img itemprop=x src=p.jpg>", "https://films.example/a/p.jpg"},
	    {"<a itemprop=x href=/q>shown</a>", "https://films.example/q"},
	    {"<link itemprop=x href='https://o.example/'>", "https://o.example/"},
	    {"<object itemprop=x data=f></object>", "https://films.example/a/f"},
	    {"<data itemprop=x value=8>eight</data>", "8"},
	    {"<meter itemprop=x value=0.5>half</meter>", "0.5"},
	    {"<time itemprop=x datetime=PT2H>two hours</time>", "PT2H"},
	    {"<time itemprop=x>2017-05-24</time>", "2017-05-24"},
	    {"<span itemprop=x>one <b>two</b>\n three</span>", "one two three"},
	    {"<span itemprop=x content=8.7>nearly nine</span>", "8.7"},
	    {"<time itemprop=x content=2017>then</time>", "2017"},
	    {"<a itemprop=x content=c>no address</a>", "c"},
	    {"<span itemprop=x></span>", ""},
	    {"<p itemprop='https://schema.org/x'>named in full</p>", "named in full"},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const struct item *item = markup(
		    "microdata", arena_format(&arena, "<div itemscope>%s</div>", rows[i].element));
		const struct property *property = item_property(item, "x");
		if (!property || strcmp(property->values.at[0].text, rows[i].value) != 0)
			fail_msg("%s: %s", rows[i].element,
			    property ? property->values.at[0].text : "none");
	}
	assert_text(
	    markup("microdata", "<div itemscope><a itemprop=genre href=/drama>Drama</a></div>"),
	    "genre", "Drama");
}

static void microdata_items_nest(void **state)
{
	(void)state;
	const struct item *film = markup("microdata",
	    "<p itemprop=stray>x</p><div itemscope itemtype='http://schema.org/Movie "
	    "https://o.example/T' itemid='#f'><b itemprop='name headline'>H</b>"
	    "<div><p itemprop=director itemscope itemtype=http://schema.org/Person><i "
	    "itemprop=name>Ann</i></p></div>"
	    "<p itemscope><i itemprop=name>not the film's</i></p><p itemprop=actor "
	    "itemscope>Bo</p></div>");
	assert_int_equal(items.top.n, 2);
	assert_true(item_is(film, "Movie"));
	assert_string_equal(film->types.at[1], "https://o.example/T");
	assert_string_equal(film->id, "https://films.example/a/b.html#f");
	assert_text(film, "name", "H");
	assert_text(film, "headline", "H");
	assert_int_equal(item_property(film, "name")->values.n, 1);
	assert_text(film, "director", "Ann");
	assert_text(film, "actor", "Bo");
}

static void itemref_reaches_elsewhere_and_not_for_ever(void **state)
{
	(void)state;
	const struct item *film = markup("microdata",
	    "<p id=t itemprop=name>First</p><div itemscope itemref='t gone r t'><b "
	    "itemprop=name>Second</b></div>"
	    "<div id=r><span itemprop=rating itemscope itemref=r2></span></div><p id=r2 "
	    "itemprop=value>9</p>");
	assert_text(film, "name", "First");
	assert_int_equal(item_property(film, "name")->values.n, 2);
	assert_text(item_item(film, "rating"), "value", "9");
	/* an item that contains itself by reference ends */
	film = markup("microdata",
	    "<div itemscope id=a itemref=b><i itemprop=name>A</i></div>"
	    "<div itemprop=part itemscope id=b itemref=c><i itemprop=name>B</i></div>"
	    "<p id=c><span itemprop=part itemscope itemref=b></span></p>");
	assert_text(film, "name", "A");
	assert_text(film, "part", "B");
}

static void deep_and_wide_microdata_is_capped_with_a_notice(void **state)
{
	(void)state;
	struct buf buf = BUF_INIT(1 << 24);
	for (int i = 0; i < 1000; i++)
		buf_add_text(&buf, "<div itemprop=a itemscope>");
	markup("microdata", arena_format(&arena, "<div itemscope>%s", buf_text(&buf)));
	assert_int_equal(record.notices.n, 1);
	assert_int_equal(record.notices.at[0].code, NOTICE_MARKUP_CAPPED);
	buf_clear(&buf);
	buf_add_text(&buf, "<div id=all>");
	for (int i = 0; i < 2000; i++)
		buf_add_text(&buf, "<p itemprop=a>x</p>");
	buf_add_text(&buf, "</div>");
	for (int i = 0; i < 2000; i++)
		buf_add_text(&buf, "<p itemscope itemref=all></p>");
	markup("microdata", buf_text(&buf));
	assert_int_equal(record.notices.n, 1);
	buf_release(&buf);
}

/* ---- RDFa ---- */

static void rdfa_needs_a_vocabulary(void **state)
{
	(void)state;
	assert_null(markup("rdfa", "<div typeof=Movie><b property=name>H</b></div>"));
	const struct item *film = markup("rdfa",
	    "<div vocab='http://schema.org/' typeof=Movie resource='#f'><b property=name>H</b><a "
	    "property=url href=/h>h</a>"
	    "<p property=director typeof=Person><i property=name>Ann</i></p><meta property=year "
	    "content=2017>"
	    "<time property=duration datetime=PT1H>1</time></div><p property=name>stray</p>");
	assert_int_equal(items.top.n, 1);
	assert_true(item_is(film, "Movie"));
	assert_string_equal(film->id, "https://films.example/a/b.html#f");
	assert_text(film, "name", "H");
	assert_int_equal(item_property(film, "name")->values.n, 1);
	assert_string_equal(
	    item_property(film, "url")->values.at[0].text, "https://films.example/h");
	assert_text(film, "director", "Ann");
	assert_text(film, "year", "2017");
	assert_text(film, "duration", "PT1H");
	film = markup("rdfa",
	    "<div prefix='s: https://schema.org/ o: http://o.example/#' typeof=s:Movie><b "
	    "property='s:name o:name'>H</b></div>");
	assert_true(item_is(film, "Movie"));
	assert_text(film, "name", "H");
	assert_text(film, "http://o.example/#name", "H");
	assert_true(item_is(markup("rdfa", "<p typeof='schema:Movie'>"), "Movie"));
	assert_false(
	    item_is(markup("rdfa", "<p vocab='http://o.example/' typeof=Movie>"), "Movie"));
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

int main(int argc, char **argv)
{
	if (argc >= 3) {
		start(NULL);
		int status = print_items(argv);
		arena_release(&arena);
		return status;
	}
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_teardown(microdata_values_follow_the_html_standard, forget),
	    cmocka_unit_test_teardown(microdata_items_nest, forget),
	    cmocka_unit_test_teardown(itemref_reaches_elsewhere_and_not_for_ever, forget),
	    cmocka_unit_test_teardown(deep_and_wide_microdata_is_capped_with_a_notice, forget),
	    cmocka_unit_test_teardown(rdfa_needs_a_vocabulary, forget),
	};
	int failed = cmocka_run_group_tests(tests, start, NULL);
	arena_release(&arena);
	return failed;
}
