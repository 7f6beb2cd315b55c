/* xml: see xml.h. */
#include "importers/feed/xml.h"

#include "schema/base/buf.h"
#include "schema/base/message.h"

#include <libxml/parser.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

struct xml {
	xmlParserCtxtPtr parser;
	const struct xml_calls *calls;
	void *context;
	struct xml_attribute *attributes;
	size_t attributes_cap;
	struct buf values; /* the tag's attribute values, NUL-ended */
	size_t depth;
	bool whole; /* the root has ended */
};

enum { VALUES_MAX = 16 << 20, PER_ATTRIBUTE = 5 }; /* libxml2 gives five pointers an attribute */

/* Adds a copy of the value; where entities are not replaced, libxml2 leaves an ampersand as
 * `&#38;`. */
static void add_value(struct xml *xml, const char *start, const char *end)
{
	static const char ampersand[] = "&#38;";

	while (start < end) {
		const char *at =
		    memmem(start, (size_t)(end - start), ampersand, sizeof ampersand - 1);
		const char *stop = at ? at + 1 : end;
		buf_add(&xml->values, start, (size_t)(stop - start));
		start = at ? at + sizeof ampersand - 1 : end;
	}
	buf_add(&xml->values, "", 1);
}

/* The values move while they are added, so the attributes learn their places when all are there. */
static void place_values(struct xml *xml, size_t n)
{
	const char *at = buf_text(&xml->values);
	for (size_t i = 0; i < n; i++) {
		xml->attributes[i].value = xml->values.overflow ? "" : at;
		at += xml->values.overflow ? 0 : strlen(at) + 1;
	}
}

static void start_element(void *context, const xmlChar *local, const xmlChar *prefix,
    const xmlChar *address, int spaces_n, const xmlChar **spaces, int n, int defaulted,
    const xmlChar **raw)
{
	struct xml *xml = context;
	(void)spaces_n, (void)spaces, (void)defaulted;

	if ((size_t)n > xml->attributes_cap) {
		xml->attributes_cap = (size_t)n;
		xml->attributes =
		    must_realloc(xml->attributes, xml->attributes_cap * sizeof *xml->attributes);
	}
	buf_clear(&xml->values);
	for (int i = 0; i < n; i++) {
		const xmlChar **at = raw + (ptrdiff_t)i * PER_ATTRIBUTE;
		xml->attributes[i] = (struct xml_attribute){
		    {(const char *)at[2], (const char *)at[1], (const char *)at[0]}, ""};
		add_value(xml, (const char *)at[3], (const char *)at[4]);
	}
	place_values(xml, (size_t)n);
	struct xml_tag tag = {{(const char *)address, (const char *)prefix, (const char *)local},
	    xml->attributes, (size_t)n};
	xml->depth++;
	xml->calls->start(xml->context, &tag);
}

static void end_element(
    void *context, const xmlChar *local, const xmlChar *prefix, const xmlChar *address)
{
	struct xml *xml = context;
	(void)prefix, (void)address;
	xml->whole = --xml->depth == 0;
	xml->calls->end(xml->context, (const char *)local);
}

static void characters(void *context, const xmlChar *text, int n)
{
	struct xml *xml = context;
	xml->calls->text(xml->context, (const char *)text, (size_t)n);
}

/* Errors are repair's to count; what is left (a namespace without address) changes nothing. */
static void be_silent(void *context, const char *format, ...)
{
	(void)context, (void)format;
}

struct xml *xml_open(const struct xml_calls *calls, void *context)
{
	static xmlSAXHandler handler = {
	    .initialized = XML_SAX2_MAGIC,
	    .startElementNs = start_element,
	    .endElementNs = end_element,
	    .characters = characters,
	    .ignorableWhitespace = characters,
	    .cdataBlock = characters,
	    .error = be_silent,
	    .warning = be_silent,
	};
	struct xml *xml = must_calloc(1, sizeof *xml);
	xml->calls = calls;
	xml->context = context;
	buf_init(&xml->values, VALUES_MAX);
	xml->parser = xmlCreatePushParserCtxt(&handler, xml, NULL, 0, NULL);
	if (!xml->parser)
		die(EXIT_SYSTEM, NULL, "no memory for an XML parser");
	xmlCtxtUseOptions(
	    xml->parser, XML_PARSE_RECOVER | XML_PARSE_NONET | XML_PARSE_HUGE | XML_PARSE_NOERROR);
	xml->parser->sax->error = be_silent;
	xml->parser->sax->warning = be_silent;
	return xml;
}

bool xml_feed(struct xml *xml, const char *text, size_t n, bool last)
{
	while (n > 0) {
		int part = n > INT_MAX ? INT_MAX : (int)n;
		xmlParseChunk(xml->parser, text, part, 0);
		text += part;
		n -= (size_t)part;
	}
	if (last)
		xmlParseChunk(xml->parser, NULL, 0, 1);
	return !last || xml->whole;
}

void xml_close(struct xml *xml)
{
	if (xml->parser->myDoc)
		xmlFreeDoc(xml->parser->myDoc);
	xmlFreeParserCtxt(xml->parser);
	buf_release(&xml->values);
	free(xml->attributes);
	free(xml);
}

const char *xml_attribute_value(const struct xml_tag *tag, const char *name)
{
	for (size_t i = 0; i < tag->n; i++)
		if (!strcmp(tag->attributes[i].name.local, name) && !tag->attributes[i].name.prefix)
			return tag->attributes[i].value;
	return NULL;
}
