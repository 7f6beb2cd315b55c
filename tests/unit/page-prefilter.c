/* page-prefilter: what the prefilter leaves for the parser. */
#include "importers/page/document/document.h"
#include "importers/page/prefilter/prefilter.h"
#include "schema/base/buf.h"
#include "schema/base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static struct arena arena;
static bool by_standard; /* libxml2 (2.14 and later) reads as the HTML standard does: a title holds
                            no elements */

static int start(void **state)
{
	(void)state;
	arena_init(&arena, (size_t)1 << 30);
	document_start();
	const struct node *root = document_parse(&arena, "<title><b>", 10, NULL, false)->root;
	by_standard = !node_find(root, root, TAG_b);
	return 0;
}

static int end(void **state)
{
	(void)state;
	arena_release(&arena);
	return 0;
}

static struct prefiltered prefiltered;

static const char *seen(const char *html)
{
	arena_reset(&arena);
	prefilter_run(&arena, html, strlen(html), true, &prefiltered);
	assert_int_equal(strlen(prefiltered.html), prefiltered.n);
	return prefiltered.html;
}

static void scripts_styles_comments_and_drawings_go(void **state)
{
	(void)state;
	assert_string_equal(seen("<body></i><script>if(a<b)x('</p>')</SCRIPT >b"),
	    "<body>\x7F"
	    "0;");
	assert_string_equal(seen("<body><style>p>b{}</stylex></style>b<!-- <p> -- > -->c"),
	    "<body>\x7F"
	    "0;");
	assert_string_equal(seen("a<svg a='>'><g><svg/><title>t</title></g></svg>b"), "ab");
	assert_string_equal(seen("<!DOCTYPE html> a"), " a");
	assert_string_equal(seen("<body><script src=x /></body>"), "<body></body>");
	assert_null(prefiltered.cut_why);
	assert_string_equal(
	    seen("<style>p{}</style><head>"), "<style></style><head>"); /* it opened a head */
}

static void a_script_in_a_script(void **state)
{
	(void)state;
	seen("<body><script><!-- <script></script> --></script>");
	assert_null(prefiltered.cut_why);
	seen("<body><script><!-- <script></script>");
	assert_int_equal(prefiltered.cut_why != NULL, by_standard);
}

static void a_drawing_with_a_page_in_it_stays(void **state)
{
	(void)state;
	assert_string_equal(seen("<svg><g><br></svg>"), "<svg><g _=0></svg>");
	assert_string_equal(seen("<svg>"), "<svg>");
}

static void comments_by_the_standard(void **state)
{
	(void)state;
	assert_string_equal(seen("a<!-->b<!--->c<!---->d"), "abcd");
	assert_string_equal(seen("a<!-- x --!>b"), "ab");
	assert_string_equal(seen("a<![endif]>b<?xml x?>c</ d>e<![CDATA[x]]>"), "abce");
	assert_null(prefiltered.cut_why);
	assert_string_equal(seen("a<!-- b"), "a");
	assert_non_null(prefiltered.cut_why);
	assert_string_equal(seen("a < b <3 c"), "a < b <3 c");
	assert_string_equal(seen("a<<!-- x -->b &am<!-- y -->p;"),
	    by_standard ? "a<</>b &am</>p;" : "a<\1b &am\1p;");
}

/* The attributes of the first tag that the parser gets to see, as name=value each. */
static const char *attributes_seen(const char *html)
{
	struct buf text = BUF_INIT(1 << 16);
	seen(html);
	assert_int_equal(prefiltered.nodes.n, 1);
	const struct attribute *it = prefiltered.nodes.at[0].first->attributes;
	for (; it; it = it->next)
		buf_add_format(&text, " %s=%s", it->name, it->value);
	const char *copy = arena_copy(&arena, buf_text(&text), text.n);
	buf_release(&text);
	return copy;
}

static void attributes_nobody_reads_go(void **state)
{
	(void)state;
	assert_string_equal(seen("<a style='x>y' HREF=\"b>c\" onclick=d>"), "<a _=0>");
	assert_string_equal(attributes_seen("<a style='x>y' HREF=\"b>c\" onclick=d>"), " href=b>c");
	assert_string_equal(seen("<a onclick='c'/>"), "<a />");
	assert_string_equal(seen("<a _=7 onclick=x>"), "<a>");
	assert_string_equal(
	    attributes_seen("<div onclick='b'class=c itemscope class=d>"), " class=c itemscope=");
	assert_string_equal(
	    attributes_seen("<a class='one two' href=a&amp;b=c&lt&#x41;&#65 onclick=c/>"),
	    by_standard ? " class=one two href=a&b=c<AA" : " class=one two href=a&b=c&ltAA");
	prefilter_want_attribute("data-x");
	assert_string_equal(attributes_seen("<a data-x=1 data-y=2>"), " data-x=1");
}

static void what_needs_no_parser_becomes_a_mark(void **state)
{
	(void)state;
	assert_string_equal(seen("<body><div>a <b>b</b></div> <ul><li>c</li></ul></body>"),
	    "<body>\x7F"
	    "0;</body>");
	const struct node *div = prefiltered.nodes.at[0].first;
	assert_int_equal(div->tag, TAG_div);
	assert_string_equal(div->first->text, "a ");
	assert_int_equal(div->next->next->tag, TAG_ul);
	assert_string_equal(seen("<body><p>a<div id=x>b</div>c</body>"),
	    "<body><p _=0><div _=1>\x7F"
	    "2;</div>\x7F"
	    "3;</body>");
	assert_string_equal(prefiltered.nodes.at[0].first->first->text, "a");
	assert_string_equal(seen("<body><i>a<b>b</i>c</b></body>"),
	    "<body><i _=0><b _=1></i>\x7F"
	    "2;</b></body>");
	assert_string_equal(seen("<html><head> <meta name=a><title>b</title> <link></head><body>"),
	    "<html><head><meta _=0></head><body>");
	assert_int_equal(prefiltered.nodes.at[0].first->next->next->tag, TAG_link);
}

static void references_and_marks_of_the_page_itself(void **state)
{
	(void)state;
	static const char html[] = "<body><p>a &lt; b &amp c&#127;0; \x7F 0; &nosuch; &#0;&#x4g;";
	struct document *document = document_parse(&arena, html, sizeof html - 1, NULL, true);
	assert_string_equal(node_text(&arena, document->root),
	    by_standard ? "a < b & c 0; 0; &nosuch; \xEF\xBF\xBD\x04"
			  "g;"
			: "a < b &amp c 0; 0; &nosuch; g;");
}

static void what_libxml2_alone_knows_it_reads(void **state)
{
	(void)state;
	static const char html[] = "<body><i id=a title='&check; &amp;' onclick=b>c &check; d</i>";
	if (!by_standard) {
		assert_string_equal(seen(html),
		    "<body>\x7F"
		    "0;");
		return;
	}
	assert_string_equal(seen(html), "<body><i id= a  title='&check; &amp;'>c &check; d</i>");
	struct document *document = document_parse(&arena, html, sizeof html - 1, NULL, true);
	const struct node *i = node_find(document->root, document->root, TAG_i);
	assert_string_equal(node_attribute(i, "title"), "\xE2\x9C\x93 &");
	assert_string_equal(node_text(&arena, i), "c \xE2\x9C\x93 d");
}

static void a_cut_tag_has_no_marks_of_its_own(void **state)
{
	(void)state;
	static const char html[] = "<body><b>a</b></p><i _=0";
	struct document *document = document_parse(&arena, html, sizeof html - 1, NULL, true);
	assert_string_equal(node_text(&arena, document->root), "a");
	assert_true(document->cut);
}

static void a_second_body_opens_none(void **state)
{
	(void)state;
	assert_string_equal(seen("<b><body><p>a"),
	    "<b><body><p>\x7F"
	    "0;");
	static const char html[] = "<b><body><p>a";
	struct document *document = document_parse(&arena, html, sizeof html - 1, NULL, true);
	const struct node *p = node_find(document->root, document->root, TAG_p);
	assert_int_equal(p->parent->tag, TAG_body);
}

static void wanted_scripts_are_lifted(void **state)
{
	(void)state;
	assert_string_equal(
	    seen("<body><script type='Application/LD+JSON; charset=utf-8'>{\"a\":\"<b>\"}</script>"
		 "<script>var a;</script><script type=application/ld+json>[]</script>"
		 "<script>(function(){ var items = [{'id': 1}];})</script>"),
	    "<body>");
	assert_int_equal(prefiltered.scripts.n, 3);
	assert_int_equal(prefiltered.scripts.at[0].kind, SCRIPT_JSONLD);
	assert_memory_equal(
	    prefiltered.scripts.at[0].text, "{\"a\":\"<b>\"}", prefiltered.scripts.at[0].n);
	assert_int_equal(prefiltered.scripts.at[0].offset, 56);
	assert_int_equal(prefiltered.scripts.at[2].kind, SCRIPT_COMMENTS);
	seen("<script type=application/ld+jsonx>{}</script><script>items=1</script>");
	assert_int_equal(prefiltered.scripts.n, 0);
}

static void an_open_end_is_said(void **state)
{
	(void)state;
	seen("<p>a<script>b");
	assert_string_equal(prefiltered.cut_why, "a script or style is not closed");
	seen("<p>a<a href='b");
	assert_string_equal(prefiltered.cut_why, "a tag is not closed");
}

static double seconds(void)
{
	struct timespec now;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void repeat(struct buf *html, const char *text, int n)
{
	for (int i = 0; i < n; i++)
		buf_add_text(html, text);
}

/* Parses, checks that the end was seen in time, and frees the page. */
static struct document *parse_in(struct buf *html, double most)
{
	buf_add_text(html, "<p id=last>after");
	arena_reset(&arena);
	double before = seconds();
	struct document *document = document_parse(&arena, html->at, html->n, NULL, true);
	double took = seconds() - before;
	print_message("%.3f s of CPU\n", took);
	assert_true(took < most);
	char *text = node_text(&arena, document->root);
	assert_non_null(strstr(text, "after"));
	buf_release(html);
	return document;
}

static void a_hundred_thousand_attributes(void **state)
{
	(void)state;
	struct buf html = BUF_INIT(1 << 24);
	buf_add_text(&html, "<div id=a");
	for (int i = 0; i < 100000; i++)
		buf_add_format(&html, " data-%d=x", i);
	buf_add_text(&html, " class=b>");
	struct document *document = parse_in(&html, 1);
	assert_false(document->capped);
	assert_true(node_has_class(node_find(document->root, document->root, TAG_div), "b"));
	buf_add_text(&html, "<div");
	repeat(&html, " class=x title=y", 50000);
	buf_add_text(&html, ">");
	document = parse_in(&html, 1);
	assert_false(document->capped);
}

static void useless_end_tags(void **state)
{
	(void)state;
	struct buf html = BUF_INIT(1 << 24);
	repeat(&html, "<div>", 100000);
	repeat(&html, "</b>", 100000);
	assert_false(parse_in(&html, 1)->capped); /* never opened: dropped without a loss */
	buf_add_text(&html, "<b>");
	repeat(&html, "<div>", 100000);
	repeat(&html, "</b>", 100000);
	assert_true(parse_in(&html, 2)->capped);
	repeat(&html, "<div></p>", 100000);
	assert_true(parse_in(&html, 2)->capped);
	repeat(&html, "<div><body>", 100000);
	assert_true(parse_in(&html, 2)->capped);
}

static void drawings_that_never_end(void **state)
{
	(void)state;
	struct buf html = BUF_INIT(1 << 24);
	repeat(&html, "<svg>", 300000);
	parse_in(&html, 2);
	repeat(&html, "<svg><g a='x'>", 100000);
	repeat(&html, "</g></svg>", 100000);
	parse_in(&html, 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(scripts_styles_comments_and_drawings_go),
	    cmocka_unit_test(a_drawing_with_a_page_in_it_stays),
	    cmocka_unit_test(a_script_in_a_script),
	    cmocka_unit_test(comments_by_the_standard),
	    cmocka_unit_test(attributes_nobody_reads_go),
	    cmocka_unit_test(what_needs_no_parser_becomes_a_mark),
	    cmocka_unit_test(references_and_marks_of_the_page_itself),
	    cmocka_unit_test(what_libxml2_alone_knows_it_reads),
	    cmocka_unit_test(a_cut_tag_has_no_marks_of_its_own),
	    cmocka_unit_test(a_second_body_opens_none),
	    cmocka_unit_test(wanted_scripts_are_lifted),
	    cmocka_unit_test(an_open_end_is_said),
	    cmocka_unit_test(a_hundred_thousand_attributes),
	    cmocka_unit_test(useless_end_tags),
	    cmocka_unit_test(drawings_that_never_end),
	};
	return cmocka_run_group_tests_name("page-prefilter", tests, start, end);
}
