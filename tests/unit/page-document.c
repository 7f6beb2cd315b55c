/* page-document: bytes become a tree, and the tree's texts. */
#include "importers/page/document/document.h"
#include "schema/base/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static struct arena arena;

static int start(void **state)
{
	(void)state;
	arena_init(&arena, 512 << 20);
	document_start();
	return 0;
}

static int end(void **state)
{
	(void)state;
	arena_release(&arena);
	return 0;
}

static struct document *parse_n(const char *html, size_t n)
{
	arena_reset(&arena);
	return document_parse(&arena, html, n, "http://site.example/a/b.html", true);
}

static struct document *parse(const char *html)
{
	return parse_n(html, strlen(html));
}

static const char *text_of(const char *html)
{
	return node_text(&arena, parse(html)->root);
}

static struct node *find(const struct document *document, enum tag tag)
{
	return node_find(document->root, document->root, tag);
}

static void text_joins_inline_and_parts_blocks(void **state)
{
	(void)state;
	assert_string_equal(text_of("<p>a<b>b</b> c<p>d<br>e"), "ab c d e");
	assert_string_equal(text_of("x&amp;y &copy; &#1058;"), "x&y © Т");
	assert_string_equal(text_of("a&nbsp; b\xE2\x80\x8B c"), "a b c");
	assert_string_equal(text_of(""), "");
	assert_string_equal(
	    node_lines(&arena, parse("<div>a</div><div>b<br>c</div>d e")->root), "a\nb\nc\nd e");
	assert_string_equal(node_raw_text(&arena, parse("<p> a <b>b\n</b></p>")->root), " a b\n");
}

static void scripts_and_styles_are_no_text(void **state)
{
	(void)state;
	assert_string_equal(text_of("a<script>x<b</script>b<style>y</style><!-- z -->c"), "abc");
	assert_string_equal(text_of("a<svg><title>t</title><g><svg></svg></g></svg>b"), "ab");
}

static void what_follows_the_end_is_kept(void **state)
{
	(void)state;
	assert_string_equal(text_of("<html><body>a</body></html><p>b"), "a b");
	assert_string_equal(text_of("<html><body>a</body></html><html><body class=x>b"), "ab");
}

static void names_are_lower_case_and_values_resolved(void **state)
{
	(void)state;
	struct node *a =
	    find(parse("<A HREF='x?a=1&amp;b' Title=\"\" checked CLASS=' one two '>"), TAG_a);
	assert_string_equal(node_attribute(a, "href"), "x?a=1&b");
	assert_string_equal(node_attribute(a, "title"), "");
	assert_null(node_attribute(a, "id"));
	assert_true(node_has_class(a, "two"));
	assert_false(node_has_class(a, "tw"));
	assert_int_equal(find(parse("<film-card>"), TAG_OTHER)->tag, TAG_OTHER);
}

static void meta_charset_does_not_fool_the_parser(void **state)
{
	(void)state;
	assert_string_equal(
	    text_of("<meta charset=windows-1251><p>Теснота<meta http-equiv=content-type "
		    "content='text/html; charset=iso-8859-1'> é"),
	    "Теснота é");
}

static void base_is_resolved(void **state)
{
	(void)state;
	assert_string_equal(parse("<base href='/c/'>")->base_url, "http://site.example/c/");
	assert_string_equal(parse("<p>")->base_url, "http://site.example/a/b.html");
}

static double seconds(void)
{
	struct timespec now;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void deep_nesting_loses_nothing(void **state)
{
	(void)state;
	struct buf html = BUF_INIT(1 << 24);
	for (int i = 0; i < 100000; i++)
		buf_add_text(&html, "<div>");
	buf_add_text(&html, "deep");
	for (int i = 0; i < 100000; i++)
		buf_add_text(&html, "</div>");
	buf_add_text(&html, "<p>after");
	double before = seconds();
	struct document *document = parse_n(html.at, html.n);
	assert_true(seconds() - before < 1);
	assert_string_equal(node_text(&arena, document->root), "deep after");
	size_t depth = 0;
	for (struct node *node = document->root; node->first; node = node->first)
		depth++;
	assert_true(depth >= 100000);
	buf_release(&html);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    {"text-joins-inline-and-parts-blocks", text_joins_inline_and_parts_blocks, NULL, NULL,
		NULL},
	    {"scripts-and-styles-are-no-text", scripts_and_styles_are_no_text, NULL, NULL, NULL},
	    {"what-follows-the-end-is-kept", what_follows_the_end_is_kept, NULL, NULL, NULL},
	    {"names-are-lower-case-and-values-resolved", names_are_lower_case_and_values_resolved,
		NULL, NULL, NULL},
	    {"meta-charset-does-not-fool-the-parser", meta_charset_does_not_fool_the_parser, NULL,
		NULL, NULL},
	    {"base-is-resolved", base_is_resolved, NULL, NULL, NULL},
	    {"deep-nesting-loses-nothing", deep_nesting_loses_nothing, NULL, NULL, NULL},
	};
	return cmocka_run_group_tests_name("page-document", tests, start, end);
}
