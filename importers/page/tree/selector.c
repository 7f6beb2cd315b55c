/*
 * selector: see selector.h. A selector is a list of compounds read from right to left: an element
 * matches the last one, and each earlier one must match its parent (child) or some ancestor
 * (descendant). Of nested candidates the nearest is taken and backtracked only where a descendant
 * precedes a child, so a match costs at most the product of the depths.
 */
#include "importers/page/tree/selector.h"
#include "schema/base/text.h"

#include <string.h>

enum operator{ HAS, EQUALS, BEGINS, ENDS, CONTAINS, WORD };

struct condition {
	struct condition *next;
	enum operator operator;
	const char *attribute, *value;
};

struct compound {
	struct compound *before; /* to its left; NULL for the leftmost */
	bool is_child;           /* of `before`: its child, not any descendant */
	const char *type;        /* NULL for any */
	enum tag tag;            /* the type's */
	struct condition *conditions;
};

struct selector {
	struct selector *next; /* after a comma */
	struct compound *last;
};

/* ---- parsing ---- */

struct reader {
	struct arena *arena;
	const char *text, *at;
	struct err *err;
};

static int refuse(struct reader *reader, const char *what)
{
	return err_set(reader->err, EXIT_USAGE, "selector `%s`: %s at column %d", reader->text,
	    what, (int)(reader->at - reader->text) + 1);
}

static bool is_name_char(char c)
{
	return ascii_is_alpha(c) || ascii_is_digit(c) || c == '-' || c == '_' ||
	    (unsigned char)c >= 0x80;
}

static void skip_space(struct reader *reader)
{
	while (ascii_is_space(*reader->at))
		reader->at++;
}

/* A CSS identifier; a backslash takes the next character as it is. NULL when there is none. */
static char *read_name(struct reader *reader)
{
	const char *start = reader->at, *end = start;
	while (is_name_char(*end) || (*end == '\\' && end[1]))
		end += *end == '\\' ? 2 : 1;
	if (end == start || (ascii_is_digit(*start)))
		return NULL;
	char *name = arena_copy(reader->arena, start, (size_t)(end - start)), *to = name;
	for (const char *from = name; *from; from++)
		*to++ = *from == '\\' ? *++from : *from;
	*to = '\0';
	reader->at = end;
	return name;
}

static char *lower(char *name)
{
	for (char *c = name; c && *c; c++)
		*c = ascii_lower(*c);
	return name;
}

static int read_value(struct reader *reader, struct condition *condition)
{
	char quote = *reader->at;
	if (quote != '"' && quote != '\'') {
		condition->value = read_name(reader);
		return condition->value ? 0 : refuse(reader, "a name or a quoted value is missing");
	}
	const char *end = strchr(reader->at + 1, quote);
	if (!end)
		return refuse(reader, "the quote is not closed");
	condition->value =
	    arena_copy(reader->arena, reader->at + 1, (size_t)(end - reader->at - 1));
	reader->at = end + 1;
	return 0;
}

static int read_operator(struct reader *reader, struct condition *condition)
{
	static const char marks[] = "^$*~";
	static const enum operator operators[] = {BEGINS, ENDS, CONTAINS, WORD};
	condition->operator= EQUALS;
	const char *mark = *reader->at ? strchr(marks, *reader->at) : NULL;
	if (mark) {
		condition->operator= operators[mark - marks];
		reader->at++;
	}
	if (*reader->at != '=')
		return refuse(reader, "one of = ^= $= *= ~= or ] is missing");
	reader->at++;
	return 0;
}

static int read_attribute(struct reader *reader, struct condition *condition)
{
	skip_space(reader);
	condition->attribute = lower(read_name(reader));
	if (!condition->attribute)
		return refuse(reader, "an attribute's name is missing");
	skip_space(reader);
	condition->operator= HAS;
	if (*reader->at != ']') {
		if (read_operator(reader, condition) < 0)
			return -1;
		skip_space(reader);
		if (read_value(reader, condition) < 0)
			return -1;
		skip_space(reader);
	}
	if (*reader->at != ']')
		return refuse(reader, "] is missing");
	reader->at++;
	return 0;
}

static int read_condition(struct reader *reader, struct compound *compound)
{
	struct condition *condition = arena_take(reader->arena, sizeof *condition);
	condition->next = compound->conditions;
	compound->conditions = condition;
	char mark = *reader->at++;
	if (mark == '[')
		return read_attribute(reader, condition);
	condition->attribute = mark == '#' ? "id" : "class";
	condition->operator= mark == '#' ? EQUALS : WORD;
	condition->value = read_name(reader);
	return condition->value ? 0 : refuse(reader, "a name is missing");
}

static int read_compound(struct reader *reader, struct compound *compound)
{
	const char *start = reader->at;
	if (*reader->at == '*')
		reader->at++;
	else
		compound->type = lower(read_name(reader));
	compound->tag = compound->type ? tag_of_name(compound->type) : TAG_OTHER;
	while (*reader->at == '#' || *reader->at == '.' || *reader->at == '[')
		if (read_condition(reader, compound) < 0)
			return -1;
	return reader->at > start ? 0
				  : refuse(reader, "a type, #id, .class or [attribute] is missing");
}

/* One selector of a list, up to its comma or the end. */
static int read_chain(struct reader *reader, struct selector *selector)
{
	bool is_child = false;
	for (;;) {
		struct compound *compound = arena_take(reader->arena, sizeof *compound);
		compound->before = selector->last;
		compound->is_child = is_child;
		if (read_compound(reader, compound) < 0)
			return -1;
		selector->last = compound;
		const char *end = reader->at;
		skip_space(reader);
		is_child = *reader->at == '>';
		if (is_child)
			reader->at++;
		else if (!*reader->at || *reader->at == ',')
			return 0;
		else if (reader->at == end)
			return refuse(reader, "this is not supported");
		skip_space(reader);
	}
}

struct selector *selector_parse(struct arena *arena, const char *text, struct err *err)
{
	struct reader reader = {arena, text, text, err};
	struct selector *first = NULL, **link = &first;
	do {
		*link = arena_take(arena, sizeof **link);
		skip_space(&reader);
		if (read_chain(&reader, *link) < 0)
			return NULL;
		link = &(*link)->next;
	} while (*reader.at++ == ',');
	return first;
}

/* ---- matching ---- */

static bool condition_holds(const struct condition *condition, const struct node *node)
{
	const char *have = node_attribute(node, condition->attribute), *want = condition->value;
	if (!have || condition->operator== HAS)
		return have;
	size_t have_n = strlen(have), want_n = strlen(want);
	switch (condition->operator) {
	case EQUALS:
		return !strcmp(have, want);
	case WORD:
		return node_has_word(node, condition->attribute, want);
	case BEGINS:
		return want_n && text_starts(have, want);
	case ENDS:
		return want_n && have_n >= want_n && !strcmp(have + have_n - want_n, want);
	default:
		return want_n && strstr(have, want);
	}
}

static bool compound_matches(const struct compound *compound, const struct node *node)
{
	if (!node->name || !node->name[0])
		return false;
	if (compound->type &&
	    (compound->tag != node->tag ||
		(node->tag == TAG_OTHER && strcmp(compound->type, node->name) != 0)))
		return false;
	for (const struct condition *condition = compound->conditions; condition;
	     condition = condition->next)
		if (!condition_holds(condition, node))
			return false;
	return true;
}

/*
 * Matches the chain upwards. When a child's parent fails, the nearest descendant step to the right
 * is tried at a higher ancestor; steps further right need not be, because the nearest ancestor
 * served them best.
 */
static bool chain_matches(
    const struct compound *last, const struct node *node, const struct node *scope)
{
	if (!compound_matches(last, node))
		return false;
	const struct compound *compound = last, *retry = NULL;
	const struct node *retry_at = NULL;
	while (compound->before) {
		bool is_child = compound->is_child;
		node = node == scope ? NULL : node->parent;
		compound = compound->before;
		if (!is_child) {
			retry = compound;
			while (node && !compound_matches(compound, node))
				node = node == scope ? NULL : node->parent;
			retry_at = node;
		}
		if (!node)
			return false;
		while (!compound_matches(compound, node)) {
			if (!retry)
				return false;
			compound = retry;
			do {
				retry_at = retry_at == scope ? NULL : retry_at->parent;
				if (!retry_at)
					return false;
			} while (!compound_matches(compound, retry_at));
			node = retry_at;
		}
	}
	return true;
}

bool selector_matches(
    const struct selector *selector, const struct node *node, const struct node *scope)
{
	for (; selector; selector = selector->next)
		if (chain_matches(selector->last, node, scope))
			return true;
	return false;
}

void selector_attributes(const struct selector *selector, void (*tell)(const char *name))
{
	for (; selector; selector = selector->next)
		for (const struct compound *compound = selector->last; compound;
		     compound = compound->before)
			for (const struct condition *condition = compound->conditions; condition;
			     condition = condition->next)
				tell(condition->attribute);
}
