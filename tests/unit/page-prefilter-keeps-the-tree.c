/* page-prefilter-keeps-the-tree: with and without the prefilter the tree is the same. */
#include "importers/page/document/document.h"
#include "schema/base/buf.h"
#include "schema/base/text.h"

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
	arena_init(&arena, (size_t)1 << 30);
	document_start();
	return 0;
}

static int end(void **state)
{
	(void)state;
	arena_release(&arena);
	return 0;
}

static bool is_frame(const struct node *node)
{
	return node->tag == TAG_html || node->tag == TAG_head || node->tag == TAG_body;
}

/* How many elements it stands in. */
static int level(const struct node *node)
{
	int level = 0;
	while ((node = node->parent))
		level += !is_frame(node);
	return level;
}

/* Text and elements of the tree, one a line. */
static void dump(const struct document *document, struct buf *out)
{
	for (const struct node *node = document->root; node;
	     node = node_next(node, document->root)) {
		if (is_frame(node))
			continue; /* what the prefilter dropped may have implied it */
		const char *text = text_squeeze(&arena, node->text ? node->text : "", node->text_n);
		if (node->tag == TAG_TEXT && !*text)
			continue; /* libxml2 skips white space at the very beginning, which tags may
			             end */
		buf_add_format(
		    out, "%*s%s %s\n", level(node), "", node->name ? node->name : "", text);
		for (const struct attribute *it = node->attributes; it; it = it->next)
			if (!strcmp(it->name, "id") || !strcmp(it->name, "class") ||
			    !strcmp(it->name, "title"))
				buf_add_format(out, "%s=%s\n", it->name, it->value);
	}
	list_each (struct script, script, &document->scripts) {
		buf_add_format(out, "%d %zu\n", script->kind, script->offset);
		buf_add(out, script->text, script->n);
	}
}

/* Each a trap. */
static const char *const pieces[] = {"<p>", "</p>", "<div id=a>", "</div>", "text ",
    " a text long enough for a mark ", "<b>", "</b>", "<a href=x", "<a onclick='>' id=b>", " \n",
    "<!-- c -->", "<!-->", "<!--", "-->", "<script>", "</script>", "<style>", "</style>", "<svg>",
    "</svg>", "<svg/>", "<script type=application/ld+json>{}", "var items = [{", "<table>", "<td>",
    "</table>", "<li>", "</ul>", "<body>", "</body>", "</html>", "<html>", "<head>", "<title>",
    "</title>", "<", ">", "\"", "'", "=", "/>", " id=c", " style='x'", "<br/>",
    " class='several classes' _=1",
    ("\x7F"
     "0;"),
    "&#127;0;", "   ", "<a title='a long title' _=0 href='x&amp;y'>", "<![x]>", "</ x>", "<?x?>",
    "&amp;", "&", "</", "<x-y onclick=1/>", "\x01", "<form>", "<h1 =x class=y>", "<textarea>",
    "</a>", "</b>", "<ul>", "<span>", "</span>", "</li>", "<tr>", "</td>", "</tr>", "<x-y>",
    "</x-y>", "<option>", "</div>", "<br>", "<hr>", "<source>", "<p class=c>", "&nbsp;", "&lt",
    "b&#0;", "&#x41 ", "&nosuch;", "<a class='x&amp;y&z=1&#65'>", "</p>",
    /* what the HTML standard reads otherwise than libxml2 did before 2.14 */
    "<title/>", "<textarea>&amp;<i>&check;", "</textarea>", "<iframe>", "</iframe>", "<xmp>",
    "</xmp>", "<plaintext>", "<script><!-- <script>", "</scriptx>", "</script x='>'>", "<body/>",
    "</_a>", "</>", "<i/id=z>", "<b<i>", "<p.x>", "<\xC3\xA9>", "</p x='>'>", "&notit;", "&ampx",
    "&check;", "&lang;", "&#x80;", "&COPY", "&copy2;", "\r", ";",
    "<a class='&copy=2&lt;3&lt&check;' title=&hellip;&rang;\"'>", "<iframe src=x></iframe>",
    "<!doctype html>", "<frameset>", "<bgsound>", "<head/>"};
enum { PIECES = sizeof pieces / sizeof *pieces };

/* Pages put together from the pieces, by a fixed generator. */
static void with_and_without_are_the_same(void **state)
{
	(void)state;
	unsigned seed = 1;
	for (int round = 0; round < 20000; round++) {
		struct buf html = BUF_INIT(1 << 16), with = BUF_INIT(1 << 20),
			   without = BUF_INIT(1 << 20);
		/* a script in front would imply a head */
		static const char *const starts[] = {
		    "<html><head></head><body>", "<html><head>", "<div>"};
		buf_add_text(&html, starts[round % 3]);
		for (int i = 0; i < 12; i++) {
			seed = seed * 1103515245u + 12345u;
			buf_add_text(&html, pieces[(seed >> 16) % PIECES]);
		}
		arena_reset(&arena);
		dump(document_parse(&arena, html.at, html.n, NULL, true), &with);
		dump(document_parse(&arena, html.at, html.n, NULL, false), &without);
		if (strcmp(buf_text(&with), buf_text(&without)) != 0) {
			print_message(
			    "page: %s\nwith:\n%swithout:\n%s", html.at, with.at, without.at);
			fail();
		}
		buf_release(&html);
		buf_release(&with);
		buf_release(&without);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(with_and_without_are_the_same),
	};
	return cmocka_run_group_tests_name("page-prefilter-keeps-the-tree", tests, start, end);
}
