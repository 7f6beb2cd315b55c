/*
 * builder: see builder.h. libxml2's SAX events become our own nodes; its DOM is not used: it stops
 * at depth 256 and loses data when memory fails.
 *
 * The builder's depth always equals libxml2's own stack of names (a start tag that ends with the
 * page is taken off that stack without an event), so every event first closes what libxml2 has
 * closed.
 */
#include "importers/page/document/builder.h"
#include "importers/page/tree/tree.h"
#include "schema/base/buf.h"
#include "schema/base/text.h"

#include <assert.h>
#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT_MAX = INT_MAX, TEXT_KEPT = 1 << 20 };

struct builder {
	struct arena *arena;
	struct document *document;
	htmlParserCtxtPtr parser;
	struct node *open; /* where the next node goes; the root at depth 0 */
	int depth;         /* elements open, hidden ones too; as parser->nameNr */
	int hidden;        /* the depth at which a script or style began; 0 for none */
	struct buf *text;  /* text since the last tag that is not hidden */
	const char *html;  /* the whole page */
	struct prefiltered *prefiltered; /* what the prefilter made of it */
	bool joins;           /* libxml2 saw nothing since open's last node: text is one with it */
	bool lift;            /* without the prefilter: the scripts are taken from here */
	struct script script; /* the one being read, kind not decided yet */
	bool is_script;
	const char *script_type;
};

/* ---- building ---- */

/* Text between the parts of the page's frame is never more than white space, and says nothing. */
static bool is_frame(const struct builder *builder)
{
	enum tag tag = builder->open->tag;
	return builder->open == builder->document->root || tag == TAG_html || tag == TAG_head;
}

/* The nodes that the mark at `at` stands for; sets *end. NULL when it is no mark. */
static const struct prefiltered_nodes *marked_nodes(
    const struct builder *builder, const char *at, const char **end)
{
	char *after;
	if (*at != PREFILTER_MARK || !ascii_is_digit(at[1]))
		return NULL;
	size_t number = strtoul(at + 1, &after, 10);
	if (*after != PREFILTER_MARK_END || number >= builder->prefiltered->nodes.n)
		return NULL;
	*end = after + 1;
	return &builder->prefiltered->nodes.at[number];
}

/* One text, or the nodes of a mark, from `at` on; returns where that ends. */
static const char *flush_part(struct builder *builder, const char *at)
{
	const char *end;
	const struct prefiltered_nodes *nodes = marked_nodes(builder, at, &end);
	struct node *before = builder->joins ? builder->open->last : NULL;
	if (nodes) {
		tree_adopt(builder->open, nodes->first, nodes->last);
	} else {
		end = strchr(at + 1, PREFILTER_MARK);
		end = end ? end : at + strlen(at);
		tree_add_text(builder->arena, builder->open, at, (size_t)(end - at));
	}
	if (before)
		tree_join_texts(builder->arena, before);
	builder->joins = true;
	return end;
}

static void flush_text(struct builder *builder)
{
	struct buf *text = builder->text;
	if (!text->n)
		return;
	if (!is_frame(builder) || !tree_is_blank(text->at, text->n))
		for (const char *at = text->at; *at;)
			at = flush_part(builder, at);
	builder->joins = false;
	buf_clear(text);
}

static void close_to(struct builder *builder, int depth)
{
	while (builder->depth > depth) {
		if (builder->hidden) {
			if (builder->hidden == builder->depth)
				builder->hidden = 0;
		} else {
			flush_text(builder);
			builder->open = builder->open->parent;
			builder->joins = false;
		}
		builder->depth--;
	}
}

/* The nodes that the attribute `_` stands for; NULL when there are none. */
static struct prefiltered_nodes *marked_element(
    const struct builder *builder, const xmlChar **attributes)
{
	if (!attributes || !attributes[0] || strcmp((const char *)attributes[0], "_") != 0 ||
	    !attributes[1])
		return NULL;
	size_t number = strtoul((const char *)attributes[1], NULL, 10);
	bool is_one =
	    number < builder->prefiltered->nodes.n && builder->prefiltered->nodes.at[number].first;
	return is_one ? &builder->prefiltered->nodes.at[number] : NULL;
}

static struct attribute *copied_attribute(const struct builder *builder, const xmlChar **from)
{
	const char *value = from[1] ? (const char *)from[1] : "";
	size_t n = strlen(value);
	struct attribute *attribute = arena_take_raw(builder->arena, sizeof *attribute + n + 1);
	attribute->name = (const char *)from[0];
	attribute->value = memcpy(attribute + 1, value, n + 1);
	attribute->next = NULL;
	return attribute;
}

static struct node *new_element(
    const struct builder *builder, const xmlChar *name, const xmlChar **attributes)
{
	/* the name is the parser's dictionary's, which stays in the arena */
	enum tag tag = tag_of_name((const char *)name);
	struct node *node =
	    prefiltered_node(builder->arena, builder->prefiltered, tag, (const char *)name);
	struct attribute **link = &node->attributes;
	for (; attributes && attributes[0]; attributes += 2) {
		*link = copied_attribute(builder, attributes);
		tree_note_attribute(&builder->prefiltered->syntaxes, *link);
		link = &(*link)->next;
	}
	return node;
}

/* What follows </html> or </body> comes in a second <html> or <body>: it goes on in the first,
 * which gets its attributes. */
static struct node *reopened(const struct builder *builder, enum tag tag)
{
	struct node *last = builder->open->last;
	return (tag == TAG_html || tag == TAG_body) && last && last->tag == tag ? last : NULL;
}

static void reopen(struct builder *builder, struct node *first, const struct node *second)
{
	struct attribute **link = &first->attributes, *after;
	while (*link)
		link = &(*link)->next;
	for (struct attribute *it = second->attributes; it; it = after) {
		after = it->next;
		if (node_attribute(first, it->name))
			continue;
		it->next = NULL;
		*link = it;
		link = &it->next;
		tree_note_attribute(&builder->prefiltered->syntaxes, it);
	}
}

static const char *attribute_among(const xmlChar **attributes, const char *name)
{
	for (; attributes && attributes[0]; attributes += 2)
		if (!strcmp((const char *)attributes[0], name))
			return attributes[1] ? (const char *)attributes[1] : "";
	return NULL;
}

static size_t parser_offset(const struct builder *builder)
{
	const xmlParserInput *input = builder->parser->input;
	return (size_t)input->consumed + (size_t)(input->cur - input->base);
}

static void begin_hidden(struct builder *builder, enum tag tag, const xmlChar **attributes)
{
	builder->hidden = builder->depth;
	builder->is_script = builder->lift && tag == TAG_script;
	if (!builder->is_script)
		return;
	builder->script_type = arena_text(builder->arena, attribute_among(attributes, "type"));
	builder->script = (struct script){.offset = parser_offset(builder) + 1};
}

static void on_start(void *context, const xmlChar *name, const xmlChar **attributes)
{
	struct builder *builder = context;
	close_to(builder, builder->parser->nameNr - 1);
	builder->depth++;
	if (builder->hidden)
		return;
	enum tag tag = tag_of_name((const char *)name);
	if (tag == TAG_script || tag == TAG_style) {
		begin_hidden(builder, tag, attributes);
		return;
	}
	flush_text(builder);
	struct prefiltered_nodes *marked = marked_element(builder, attributes);
	struct prefiltered_nodes nodes = {0};
	if (marked)
		nodes = *marked, *marked = (struct prefiltered_nodes){0};
	else
		nodes.first = nodes.last = new_element(builder, name, attributes);
	struct node *first = reopened(builder, nodes.first->tag);
	if (first)
		reopen(builder, first, nodes.first);
	else
		tree_adopt(builder->open, nodes.first, nodes.last);
	builder->open = first ? first : nodes.last;
	builder->joins = !first; /* it may hold something already */
}

static void end_script(struct builder *builder);

static void on_end(void *context, const xmlChar *name)
{
	struct builder *builder = context;
	(void)name; /* always the innermost one */
	close_to(builder, builder->parser->nameNr);
	if (builder->is_script && builder->hidden == builder->depth)
		end_script(builder);
	close_to(builder, builder->parser->nameNr - 1);
}

static void on_text(void *context, const xmlChar *text, int n)
{
	struct builder *builder = context;
	close_to(builder, builder->parser->nameNr);
	if (builder->hidden)
		return;
	bool spells_mark = n == 1 && text[0] == PREFILTER_MARK; /* by a reference: `&#127;` */
	buf_add(builder->text, spells_mark ? " " : (const char *)text, (size_t)n);
}

static void on_raw_text(void *context, const xmlChar *text, int n)
{
	struct builder *builder = context;
	(void)text;
	if (builder->is_script)
		builder->script.n += (size_t)n;
}

static void end_script(struct builder *builder)
{
	struct script *script = &builder->script;
	builder->is_script = false;
	script->text = builder->html + script->offset;
	if (script_is_wanted(builder->script_type, script->text, script->n, &script->kind))
		*list_add(builder->arena, &builder->document->scripts) = *script;
}

/* ---- parsing ---- */

#if LIBXML_VERSION >= 21200 /* since when the error is constant */
typedef const xmlError parser_error;
#else
typedef xmlError parser_error;
#endif

static void on_error(void *context, parser_error *error)
{
	(void)context, (void)error; /* real pages are full of errors, and all have been repaired */
}

static void parse(struct builder *builder, const char *html, size_t n)
{
	static htmlSAXHandler handler = {.startElement = on_start,
	    .endElement = on_end,
	    .characters = on_text,
	    .ignorableWhitespace = on_text,
	    .cdataBlock = on_raw_text,
	    .serror = on_error,
	    .initialized = XML_SAX2_MAGIC};
	htmlParserCtxtPtr parser = htmlCreateMemoryParserCtxt(html, (int)n);
	builder->parser = parser;
	htmlSAXHandler *own = parser->sax;
	parser->sax = &handler;
	parser->userData = builder;
	htmlCtxtUseOptions(parser,
	    HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
		HTML_PARSE_IGNORE_ENC);
	xmlSwitchEncoding(parser, XML_CHAR_ENCODING_UTF8);
	htmlParseDocument(parser);
	close_to(builder, 0);
	flush_text(builder);
	parser->sax = own;
	/* The names in the tree are the dictionary's: its texts stay in the arena. */
	htmlFreeParserCtxt(parser);
	xmlResetLastError();
}

void builder_run(struct arena *arena, const char *html, bool lift, struct prefiltered *prefiltered,
    struct document *document)
{
	static struct buf text = BUF_INIT(TEXT_MAX); /* kept from page to page */
	struct builder builder = {.arena = arena,
	    .document = document,
	    .html = html,
	    .prefiltered = prefiltered,
	    .open = document->root,
	    .text = &text,
	    .lift = lift};
	parse(&builder, prefiltered->html, prefiltered->n);
	if (text.cap > TEXT_KEPT)
		buf_release(&text);
}
