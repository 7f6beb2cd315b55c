/* page-selector: selectors match as the W3C's Selectors Level 3 says. */
#include "importers/page/tree/selector.h"
#include "importers/page/document/document.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

static struct arena arena;

static int start(void **state)
{
	(void)state;
	arena_init(&arena, 64 << 20);
	document_start();
	return 0;
}

static int end(void **state)
{
	(void)state;
	arena_release(&arena);
	return 0;
}

static const char page[] =
    "<body class='a b'><div id=top class=box><p class=a id=p1>1<b id=b1>x</b></p>"
    "<section id=s1><p id=p2 title='one two'><b id=b2>y</b></p></section></div>"
    "<x-y id=o1><p id=p3 class='b c' lang=en-GB><span id=sp><b id=b3>z</b></span></p></x-y>";

static struct node *next_match(
    const struct selector *selector, const struct node *from, const struct node *scope)
{
	struct node *node = node_next(from, scope);
	while (node && !selector_matches(selector, node, scope))
		node = node_next(node, scope);
	return node;
}

/* The ids of all matches, in order. */
static const char *ids(const char *text)
{
	static char out[200];
	struct err err = {0};
	arena_reset(&arena);
	struct document *document = document_parse(&arena, page, sizeof page - 1, NULL, true);
	struct selector *selector = selector_parse(&arena, text, &err);
	assert_non_null(selector);
	*out = '\0';
	struct node *node = next_match(selector, document->root, document->root);
	for (; node; node = next_match(selector, node, document->root)) {
		const char *id = node_attribute(node, "id");
		strcat(strcat(out, id ? id : "-"), " ");
	}
	return out;
}

static void simple_ones(void **state)
{
	(void)state;
	assert_string_equal(ids("p"), "p1 p2 p3 ");
	assert_string_equal(ids("#p2"), "p2 ");
	assert_string_equal(ids(".a"), "- p1 ");
	assert_string_equal(ids("p.a#p1"), "p1 ");
	assert_string_equal(ids("x-y"), "o1 ");
	assert_string_equal(ids("[title]"), "p2 ");
	assert_string_equal(ids("p[title='one two']"), "p2 ");
	assert_string_equal(ids("[title^=one]"), "p2 ");
	assert_string_equal(ids("[title$=two]"), "p2 ");
	assert_string_equal(ids("[title*='e t']"), "p2 ");
	assert_string_equal(ids("[title~=two]"), "p2 ");
	assert_string_equal(ids("[title~=tw]"), "");
	assert_string_equal(ids(".missing"), "");
}

static void combined_ones(void **state)
{
	(void)state;
	assert_string_equal(ids("div p"), "p1 p2 ");
	assert_string_equal(ids("div > p"), "p1 ");
	assert_string_equal(ids("div p > b"), "b1 b2 ");
	assert_string_equal(ids("#top section b, x-y > p b"), "b2 b3 ");
	assert_string_equal(ids("b, .a"), "- p1 b1 b2 b3 ");
	assert_string_equal(ids("body > x-y p.b.c > * > b"), "b3 ");
	assert_string_equal(ids("P.a"), "p1 ");
}

/* `div > section b`: the nearest ancestor fails, a higher one does not. */
static void ancestors_are_tried_again(void **state)
{
	(void)state;
	static const char html[] =
	    "<div class=x><div><p class=y><em><p class=y><i id=i></i></div></div>";
	struct err err = {0};
	arena_reset(&arena);
	struct document *document = document_parse(&arena, html, sizeof html - 1, NULL, true);
	struct selector *selector = selector_parse(&arena, ".x > div i", &err);
	assert_non_null(next_match(selector, document->root, document->root));
}

static void scope_is_the_limit(void **state)
{
	(void)state;
	struct err err = {0};
	arena_reset(&arena);
	struct document *document = document_parse(&arena, page, sizeof page - 1, NULL, true);
	struct node *section = node_find(document->root, document->root, TAG_section);
	struct selector *selector = selector_parse(&arena, "b", &err);
	struct node *node = next_match(selector, section, section);
	assert_string_equal(node_attribute(node, "id"), "b2");
	assert_null(next_match(selector, node, section));
	assert_null(next_match(selector_parse(&arena, "div b", &err), section, section));
}

static void others_are_refused_with_the_column(void **state)
{
	(void)state;
	static const char *const bad[] = {
	    "", "p >", "p + b", "a:hover", "[x", "[x=", "[x='y]", ".", "#", "a,", "p!", "1a"};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct err err = {0};
		assert_null(selector_parse(&arena, bad[i], &err));
		assert_non_null(strstr(err.text, "column"));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(simple_ones),
	    cmocka_unit_test(combined_ones),
	    cmocka_unit_test(ancestors_are_tried_again),
	    cmocka_unit_test(scope_is_the_limit),
	    cmocka_unit_test(others_are_refused_with_the_column),
	};
	return cmocka_run_group_tests_name("page-selector", tests, start, end);
}
