/*
 * bare_sax: the peer of `make bench`'s scrape case: libxml2's SAX parser over whole pages, with
 * handlers that only count. What any scraper built on libxml2 pays at least.
 */
#include <libxml/HTMLparser.h>
#include <stdio.h>
#include <stdlib.h>

static size_t starts, ends, texts;

static void on_start(void *context, const xmlChar *name, const xmlChar **attributes)
{
	(void)context, (void)name, (void)attributes;
	starts++;
}

static void on_end(void *context, const xmlChar *name)
{
	(void)context, (void)name;
	ends++;
}

static void on_text(void *context, const xmlChar *text, int n)
{
	(void)context, (void)text;
	texts += (size_t)n;
}

static void on_error(void *context, xmlErrorPtr error)
{
	(void)context, (void)error;
}

static void parse(char *bytes, size_t n)
{
	static htmlSAXHandler handler = {.startElement = on_start,
	    .endElement = on_end,
	    .characters = on_text,
	    .cdataBlock = on_text,
	    .serror = on_error,
	    .initialized = XML_SAX2_MAGIC};
	htmlParserCtxtPtr parser = htmlCreateMemoryParserCtxt(bytes, (int)n);
	if (!parser)
		return;
	htmlSAXHandlerPtr own = parser->sax;
	parser->sax = &handler;
	htmlCtxtUseOptions(parser, HTML_PARSE_RECOVER | HTML_PARSE_NONET);
	htmlParseDocument(parser);
	parser->sax = own;
	htmlFreeParserCtxt(parser);
}

int main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		FILE *file = fopen(argv[i], "rb");
		if (!file || fseek(file, 0, SEEK_END) != 0)
			return 1;
		size_t n = (size_t)ftell(file);
		char *bytes = malloc(n + 1);
		rewind(file);
		if (!bytes || fread(bytes, 1, n, file) != n)
			return 1;
		fclose(file);
		parse(bytes, n);
		free(bytes);
	}
	printf("%zu %zu %zu\n", starts, ends, texts);
	return 0;
}
