/*
 * document: see document.h. libxml2's SAX events become our own nodes; its DOM is not used: it
 * costs as much again, stops at depth 256 and loses data when memory fails.
 *
 * The builder's depth always equals libxml2's own stack of names (a start tag that ends with the
 * page is taken off that stack without an event), so every event first closes what libxml2 has
 * closed.
 */
#include "importers/page/document.h"
#include "importers/page/parser_memory.h"
#include "importers/page/pass.h"
#include "schema/base/buf.h"
#include "schema/base/text.h"

#include <assert.h>
#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum { NAME_SLOTS = 512, TEXT_MAX = INT_MAX, TEXT_KEPT = 1 << 20 };

struct builder {
	struct arena *arena;
	struct document *document;
	htmlParserCtxtPtr parser;
	struct node *open;     /* where the next node goes; the root at depth 0 */
	int depth;             /* elements open, hidden ones too; as parser->nameNr */
	int hidden;            /* the depth at which a script or style began; 0 for none */
	unsigned order;        /* the next node's */
	struct buf *text;      /* text since the last tag that is not hidden */
	const char *html;      /* the whole page */
	struct passed *passed; /* what the pass made of it */
	bool lift;             /* without the pass: the scripts are taken from here */
	struct script script;  /* the one being read, kind not decided yet */
	bool is_script;
	const char *script_type;
};

/* ---- names to tags
 * ------------------------------------------------------------------------------------------- */

static const char *const tag_names[TAG_COUNT] = {
#define TAG_NAME(name) [TAG_##name] = #name,
    TAG_LIST(TAG_NAME)};

static unsigned char tag_slots[NAME_SLOTS];
static bool tags_started;

static unsigned name_hash(const char *name)
{
	unsigned hash = 0;
	for (; *name; name++)
		hash = hash * 33 + (unsigned char)*name;
	return hash % NAME_SLOTS;
}

static void tags_start(void)
{
	tags_started = true;
	static_assert(TAG_COUNT < 256, "a slot is a byte");
	for (unsigned tag = 0; tag < TAG_COUNT; tag++) {
		if (!tag_names[tag])
			continue;
		unsigned slot = name_hash(tag_names[tag]);
		while (tag_slots[slot])
			slot = (slot + 1) % NAME_SLOTS;
		tag_slots[slot] = (unsigned char)tag;
	}
}

enum tag tag_of_name(const char *name)
{
	if (!tags_started)
		tags_start();
	for (unsigned slot = name_hash(name); tag_slots[slot]; slot = (slot + 1) % NAME_SLOTS)
		if (!strcmp(tag_names[tag_slots[slot]], name))
			return tag_slots[slot];
	return TAG_OTHER;
}

/* ---- building ---------------------------------------------------------------------------------- */

static struct node *add_node(struct builder *builder, enum tag tag)
{
	struct node *node = arena_take(builder->arena, sizeof *node);
	struct node *parent = builder->open;
	node->tag = tag;
	node->parent = parent;
	node->order = builder->order++;
	if (parent->last)
		parent->last->next = node;
	else
		parent->first = node;
	parent->last = node;
	return node;
}

static bool is_blank_text(const char *text, size_t n)
{
	while (n && (*text == ' ' || *text == '\n' || *text == '\t' || *text == '\r'))
		text++, n--;
	return n == 0;
}

/* Text between the parts of the page's frame is never more than white space, and says nothing. */
static bool is_frame(const struct builder *builder)
{
	enum tag tag = builder->open->tag;
	return builder->open == builder->document->root || tag == TAG_html || tag == TAG_head;
}

/* The text that the mark at `at` stands for; sets *end. NULL when it is no mark: a page may spell one with references. */
static const struct passed_text *marked_text(
    const struct builder *builder, const char *at, const char **end)
{
	char *after;
	if (*at != PASSED_MARK || !ascii_is_digit(at[1]))
		return NULL;
	size_t number = strtoul(at + 1, &after, 10);
	if (*after != PASSED_MARK_END || number >= builder->passed->texts.n)
		return NULL;
	*end = after + 1;
	return &builder->passed->texts.at[number];
}

static void write_marked(struct builder *builder, struct node *node)
{
	struct buf *text = builder->text;
	size_t room = 1;
	const char *end;
	for (const char *at = text->at; *at; at = end) {
		const struct passed_text *marked = marked_text(builder, at, &end);
		if (!marked)
			end = at + 1;
		room += marked ? marked->n : 1;
	}
	char *to = arena_take_raw(builder->arena, room);
	node->text = to;
	for (const char *at = text->at; *at; at = end) {
		const struct passed_text *marked = marked_text(builder, at, &end);
		if (!marked)
			end = at + 1;
		to = mempcpy(to, marked ? marked->at : at, marked ? marked->n : 1);
	}
	*to = '\0';
	node->text_n = room - 1;
}

static void flush_text(struct builder *builder)
{
	struct buf *text = builder->text;
	if (!text->n)
		return;
	bool blank = is_blank_text(text->at, text->n);
	if (!blank || !is_frame(builder)) {
		struct node *node = add_node(builder, TAG_TEXT);
		if (blank) {
			node->text = memchr(text->at, '\n', text->n) ? "\n" : " ";
			node->text_n = 1;
		} else if (memchr(text->at, PASSED_MARK, text->n)) {
			write_marked(builder, node);
		} else {
			node->text = arena_copy(builder->arena, text->at, text->n);
			node->text_n = text->n;
		}
	}
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
		}
		builder->depth--;
	}
}

/* Takes the list that the attribute `_` stands for; NULL when it is none. */
static struct attribute *take_marked(struct builder *builder, const xmlChar **attribute)
{
	if (strcmp((const char *)attribute[0], "_") != 0 || !attribute[1])
		return NULL;
	size_t number = strtoul((const char *)attribute[1], NULL, 10);
	if (number >= builder->passed->attributes.n)
		return NULL;
	struct attribute *list = builder->passed->attributes.at[number];
	builder->passed->attributes.at[number] = NULL;
	return list;
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

/* Of two, the first counts. */
static void note_attribute(
    struct document *document, struct node *node, const struct attribute *attribute)
{
	const char *name = attribute->name;
	switch (name[0]) {
	case 'c':
		if (!node->class && !strcmp(name, "class"))
			node->class = attribute->value;
		break;
	case 'i':
		if (!node->id && !strcmp(name, "id"))
			node->id = attribute->value;
		document->has_items |= !strcmp(name, "itemscope");
		break;
	case 't':
		document->has_types |= !strcmp(name, "typeof");
		break;
	}
}

static void add_attributes(struct builder *builder, struct node *node, const xmlChar **attributes)
{
	bool has_some = node->attributes; /* only a repeated <html> or <body> has */
	struct attribute **link = &node->attributes;
	while (*link)
		link = &(*link)->next;
	for (; attributes && attributes[0]; attributes += 2) {
		struct attribute *next = take_marked(builder, attributes);
		if (!next)
			next = copied_attribute(builder, attributes);
		for (struct attribute *after; next; next = after) {
			after = next->next;
			next->next = NULL;
			if (has_some && node_attribute(node, next->name))
				continue;
			*link = next;
			link = &next->next;
			note_attribute(builder->document, node, next);
		}
	}
}

/* What follows </html> or </body> comes in a second <html> or <body>: it goes on in the first. */
static struct node *reopened(const struct builder *builder, enum tag tag)
{
	struct node *last = builder->open->last;
	return (tag == TAG_html || tag == TAG_body) && last && last->tag == tag ? last : NULL;
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
	struct node *node = reopened(builder, tag);
	if (!node) {
		node = add_node(builder, tag);
		node->name =
		    (const char *)name; /* of the parser's dictionary, which stays in the arena */
	}
	add_attributes(builder, node, attributes);
	builder->open = node;
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
	bool spells_mark = n == 1 && text[0] == PASSED_MARK; /* by a reference: `&#127;` */
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
	if (pass_wants_script(builder->script_type, script->text, script->n, &script->kind))
		*list_add(builder->arena, &builder->document->scripts) = *script;
}

/* ---- parsing ----------------------------------------------------------------------------------- */

#if LIBXML_VERSION >= 21200 /* libxml2 made the error constant there */
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

static const char *find_base_url(
    struct arena *arena, const struct document *document, const char *url)
{
	const struct node *base = document->root;
	while ((base = node_find(base, document->root, TAG_base))) {
		const char *href = node_attribute(base, "href");
		if (!href)
			continue;
		const char *resolved = url_resolve(arena, url, href);
		return resolved ? resolved : url;
	}
	return url;
}

struct document *document_parse(
    struct arena *arena, const char *html, size_t n, const char *url, bool lighten)
{
	static struct buf text = BUF_INIT(TEXT_MAX); /* kept from page to page */
	struct document *document = arena_take(arena, sizeof *document);
	document->root = arena_take(arena, sizeof *document->root);
	document->root->tag = TAG_OTHER;
	document->root->name = "";
	struct passed passed;
	pass_run(arena, html, n, lighten, document, &passed);
	struct builder builder = {.arena = arena,
	    .document = document,
	    .html = html,
	    .passed = &passed,
	    .open = document->root,
	    .order = 1,
	    .text = &text,
	    .lift = !lighten};
	if (passed.n > 0 && passed.n <= INT_MAX) {
		parser_memory_begin(arena);
		parse(&builder, passed.html, passed.n);
		parser_memory_end();
	}
	if (text.cap > TEXT_KEPT)
		buf_release(&text);
	document->base_url = find_base_url(arena, document, arena_text(arena, url));
	return document;
}

static xmlParserInputPtr refuse_entity(const char *url, const char *id, xmlParserCtxtPtr parser)
{
	(void)url, (void)id, (void)parser;
	return NULL;
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
}
