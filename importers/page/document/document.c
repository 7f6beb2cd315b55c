/*
 * document: see document.h. The order of the steps: prefilter, libxml2 and the builder, <base>. And
 * what libxml2 must be told before the first page.
 */
#include "importers/page/document/document.h"
#include "importers/page/document/builder.h"
#include "importers/page/document/parser_memory.h"
#include "importers/page/prefilter/prefilter.h"
#include "importers/page/tree/tree.h"
#include "schema/base/message.h"

#include <libxml/HTMLparser.h>
#include <limits.h>

/* Numbers the nodes, and takes the first <base> on the way. */
static void finish(struct arena *arena, struct document *document, const char *url)
{
	const char *base = NULL;
	unsigned order = 0;
	for (struct node *node = document->root; node; node = node_next(node, document->root)) {
		node->order = order++;
		if (node->tag == TAG_base && !base)
			base = node_attribute(node, "href");
	}
	const char *resolved = base ? url_resolve(arena, url, base) : NULL;
	document->base_url = resolved ? resolved : arena_text(arena, url);
}

struct document *document_parse(
    struct arena *arena, const char *html, size_t n, const char *url, bool lighten)
{
	struct prefiltered prefiltered;
	prefilter_run(arena, html, n, lighten, &prefiltered);
	struct document *document = arena_take(arena, sizeof *document);
	*document = (struct document){.root = tree_make(arena, TAG_OTHER, ""),
	    .scripts = prefiltered.scripts,
	    .cut = prefiltered.cut_why,
	    .capped = prefiltered.capped_why,
	    .cut_why = prefiltered.cut_why,
	    .capped_why = prefiltered.capped_why};
	if (prefiltered.n > 0 && prefiltered.n <= INT_MAX) {
		parser_memory_begin(arena);
		builder_run(arena, html, !lighten, &prefiltered, document);
		parser_memory_end();
	}
	document->has_items = prefiltered.syntaxes.has_items;
	document->has_types = prefiltered.syntaxes.has_types;
	finish(arena, document, url);
	return document;
}

static xmlParserInputPtr refuse_entity(const char *url, const char *id, xmlParserCtxtPtr parser)
{
	(void)url, (void)id, (void)parser;
	return NULL;
}

/* True if libxml2 reads as the HTML standard does, to which a title holds no elements. */
static bool reads_by_standard(void)
{
	static const char asked[] = "<title><b>";
	struct arena arena;
	arena_init(&arena, 1 << 20);
	const struct node *root =
	    document_parse(&arena, asked, sizeof asked - 1, NULL, false)->root;
	bool is_element = node_find(root, root, TAG_b);
	arena_release(&arena);
	return !is_element;
}

void document_start(void)
{
	if (xmlMemSetup(parser_free, parser_malloc, parser_realloc, parser_strdup) != 0)
		die(EXIT_SYSTEM, NULL, "libxml2 does not take an allocator");
	xmlInitParser();
	xmlSetExternalEntityLoader(refuse_entity);
	/* What libxml2 makes on first use must not be made in a page's arena. */
	htmlParserCtxtPtr parser = htmlCreateMemoryParserCtxt("<p>&amp;", 8);
	htmlParseDocument(parser);
	xmlFreeDoc(parser->myDoc);
	htmlFreeParserCtxt(parser);
	xmlResetLastError();
	prefilter_start(reads_by_standard());
}
