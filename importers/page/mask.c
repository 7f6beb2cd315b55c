/* mask: see mask.h. */
#include "importers/page/mask.h"

#include "schema/base/text.h"

#include <string.h>

/* Two of 64 bits for a kind (`.`, `#` or a name's 0) and a text. */
static uint64_t bit_of(char kind, const char *text, size_t n)
{
	uint32_t hash = 2166136261u ^ (unsigned char)kind;
	for (size_t i = 0; i < n; i++)
		hash = (hash ^ (unsigned char)text[i]) * 16777619u;
	hash ^= hash >> 15;
	return (uint64_t)1 << (hash & 63) | (uint64_t)1 << (hash >> 6 & 63);
}

static bool is_name(char c)
{
	return ascii_is_alpha(c) || ascii_is_digit(c) || c == '-' || c == '_' ||
	    (unsigned char)c >= 0x80;
}

static size_t name_length(const char *text, size_t n)
{
	size_t length = 0;
	while (length < n && is_name(text[length]))
		length++;
	return length;
}

/* Where the last compound begins; n when the selector is a list or has quotes or escapes. */
static size_t last_compound(const char *text, size_t n)
{
	size_t from = 0;
	for (size_t i = 0; i < n; i++) {
		if (strchr(",\"'\\", text[i]))
			return n;
		if (text[i] == ' ' || text[i] == '>')
			from = i + 1;
	}
	return from;
}

uint64_t mask_of_selector(const char *text, size_t n)
{
	while (n && text[n - 1] == ' ')
		n--;
	size_t from = last_compound(text, n);
	for (size_t i = from; i < n && text[i] != '['; i++)
		if (text[i] == '.' || text[i] == '#')
			return bit_of(text[i], text + i + 1, name_length(text + i + 1, n - i - 1));
	size_t length = name_length(text + from, n - from);
	return length ? bit_of(0, text + from, length) : 0;
}

uint64_t mask_of_node(const struct node *node)
{
	uint64_t mask = node->name ? bit_of(0, node->name, strlen(node->name)) : 0;
	for (const struct attribute *it = node->attributes; it; it = it->next) {
		if (strcmp(it->name, "id") == 0)
			mask |= bit_of('#', it->value, strlen(it->value));
		if (strcmp(it->name, "class") != 0)
			continue;
		for (const char *p = it->value; *p;) {
			size_t n = strcspn(p, " \t\n\r\f");
			mask |= n ? bit_of('.', p, n) : 0;
			p += n + strspn(p + n, " \t\n\r\f");
		}
	}
	return mask;
}

void mask_index_make(struct arena *arena, const struct node *root, struct mask_index *index)
{
	size_t last = root->order;
	for (const struct node *node = root; node->last;)
		last = (node = node->last)->order;
	index->n = last + 1;
	index->nodes = arena_take(arena, index->n * sizeof *index->nodes);
	index->masks = arena_take(arena, index->n * sizeof *index->masks);
	for (const struct node *node = node_next(root, root); node; node = node_next(node, root)) {
		if (node->tag == TAG_TEXT)
			continue;
		index->nodes[node->order] = node;
		index->masks[node->order] = mask_of_node(node);
	}
}

const struct node *mask_next(const struct mask_index *index, const struct selector *selector,
    uint64_t key, const struct node *from, const struct node *scope)
{
	const struct node *behind = node_after(scope, NULL);
	size_t end = behind && behind->order < index->n ? behind->order : index->n;
	for (size_t i = from->order + 1; i < end; i++)
		if (index->nodes[i] && (key & ~index->masks[i]) == 0 &&
		    selector_matches(selector, index->nodes[i], scope))
			return index->nodes[i];
	return NULL;
}
