/* Blocks: the same lines and gaps from plain text and from the ways in which blogs write lines. */
#include "importers/page/post/block.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

static struct arena arena;

/* The blocks as "gap:text" in one line. */
static const char *shown(const struct blocks *blocks)
{
	const char *line = "";
	list_each (const struct block, it, &blocks->all)
		line = arena_format(&arena, "%s%s%d:%s", line, *line ? " " : "", it->gap, it->text);
	return line;
}

static const char *of_text(const char *text)
{
	struct blocks blocks = {0};
	blocks_of_text(&arena, text, strlen(text), &blocks);
	return shown(&blocks);
}

static struct blocks of_html(const char *html)
{
	struct blocks blocks = {0};
	struct document *document = document_parse(&arena, html, strlen(html), NULL, true);
	blocks_of_node(&arena, document->root, NULL, NULL, &blocks);
	return blocks;
}

static const char *html(const char *text)
{
	struct blocks blocks = of_html(text);
	return shown(&blocks);
}

static void a_gap_counts_blank_lines(void **state)
{
	(void)state;
	assert_string_equal(of_text("a\nb\n\nc\n\n\n  d \t e"), "0:a 0:b 1:c 2:d e");
	assert_string_equal(of_text("\xC2\xA0\r\n\r\na\r\rb\n"), "2:a 1:b");
	assert_string_equal(of_text(""), "");
}

static void wrapped_lines_are_one(void **state)
{
	(void)state;
	assert_string_equal(
	    of_text("This line was broken by a margin, which letters used to have in\n"
		    "those days, and goes on.\nNext."),
	    "0:This line was broken by a margin, which letters used to have in those days, and "
	    "goes on. "
	    "0:Next.");
}

static void html_lines_have_the_same_gaps_among_them(void **state)
{
	(void)state;
	assert_string_equal(html("<p>a</p><p>b</p><p>&nbsp;</p><p>c</p>"), "1:a 1:b 2:c");
	assert_string_equal(html("<p>a</p><p>b</p><p></p><p>c</p>"), "1:a 1:b 2:c");
	assert_string_equal(
	    html("<div>a</div><div>b</div><div><br></div><div>c</div>"), "0:a 0:b 1:c");
	assert_string_equal(html("<div>a<br><br>b<br><br><br>c</div>"), "0:a 1:b 2:c");
	assert_string_equal(html("<div>a<br>b<br></div>"), "0:a 0:b");
	assert_string_equal(html("<div><b>a</b> <i>b</i>c</div>"), "0:a bc");
	assert_string_equal(html("<table><tr><td>a</td><td>b</td></tr></table>"), "1:a 0:b");
}

static void what_is_no_text_is_left_out(void **state)
{
	(void)state;
	assert_string_equal(
	    html("<script>x</script><style>y</style><div>a<form>z</form></div>"), "0:a");
}

static void embeds_and_links_stay_with_their_block(void **state)
{
	(void)state;
	struct blocks blocks = of_html(
	    "<h2>Trailer</h2><iframe src='//v.example/1'></iframe><p>b <a href='/c'>c</a></p>");
	assert_int_equal(blocks.all.n, 3);
	assert_int_equal(blocks.all.at[0].heading, 2);
	assert_null(blocks.all.at[0].addresses);
	assert_string_equal(blocks.all.at[1].addresses->embeds.at[0], "//v.example/1");
	assert_string_equal(blocks.all.at[1].text, "");
	assert_string_equal(blocks.all.at[2].addresses->links.at[0], "/c");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_gap_counts_blank_lines),
	    cmocka_unit_test(wrapped_lines_are_one),
	    cmocka_unit_test(html_lines_have_the_same_gaps_among_them),
	    cmocka_unit_test(what_is_no_text_is_left_out),
	    cmocka_unit_test(embeds_and_links_stay_with_their_block),
	};
	arena_init(&arena, 1 << 24);
	document_start();
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_release(&arena);
	return failed;
}
