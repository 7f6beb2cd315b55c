/* mask: see mask.h. */
#include "importers/page/tree/mask.h"

#include "schema/base/text.h"

#include <string.h>

/* A hash for a kind (`.`, `#` or a name's 0) and a text. */
static uint32_t hash_of(char kind, const char *text, size_t n)
{
	const uint64_t factor = 0x9E3779B97F4A7C15u;
	uint64_t hash = (uint64_t)n << 8 ^ (unsigned char)kind, eight;
	for (; n > 8; text += 8, n -= 8) {
		memcpy(&eight, text, 8);
		hash = (hash ^ eight) * factor;
		hash ^= hash >> 29;
	}
	eight = 0;
	for (size_t i = 0; i < n; i++)
		eight = eight << 8 | (unsigned char)text[i];
	hash = (hash ^ eight) * factor;
	return (uint32_t)(hash >> 32);
}

/* Two of 64 bits. */
static uint64_t bits_of(uint32_t hash)
{
	return (uint64_t)1 << (hash & 63) | (uint64_t)1 << (hash >> 6 & 63);
}

/* Its place among the 4096 of `present`. */
static uint16_t place_of(uint32_t hash)
{
	return hash >> 8 & 4095;
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

/* The classes and ids that stand anywhere in the selector outside brackets. */
static void read_needs(const char *text, size_t n, struct mask_key *key)
{
	enum { NEEDS = sizeof key->needs / sizeof *key->needs };
	bool inside = false;
	for (size_t i = 0; i < n && key->needs_n < NEEDS; i++) {
		inside = text[i] == '[' || (inside && text[i] != ']');
		if (inside || (text[i] != '.' && text[i] != '#'))
			continue;
		size_t length = name_length(text + i + 1, n - i - 1);
		key->needs[key->needs_n++] = place_of(hash_of(text[i], text + i + 1, length));
	}
}

struct mask_key mask_of_selector(const char *text, size_t n)
{
	struct mask_key key = {0};
	while (n && text[n - 1] == ' ')
		n--;
	if (memchr(text, ',', n) || memchr(text, '\\', n))
		return key;
	read_needs(text, n, &key);
	size_t from = last_compound(text, n);
	for (size_t i = from; i < n && text[i] != '['; i++)
		if (text[i] == '.' || text[i] == '#') {
			size_t length = name_length(text + i + 1, n - i - 1);
			key.bits = bits_of(hash_of(text[i], text + i + 1, length));
			return key;
		}
	size_t length = name_length(text + from, n - from);
	key.bits = length ? bits_of(hash_of(0, text + from, length)) : 0;
	return key;
}

static uint64_t see(struct mask_index *index, char kind, const char *text, size_t n)
{
	uint32_t hash = hash_of(kind, text, n);
	uint16_t place = place_of(hash);
	index->present[place / 64] |= (uint64_t)1 << place % 64;
	return bits_of(hash);
}

/* The elements that a page consists of are hashed once. */
static uint64_t bits_of_name(const struct node *node)
{
	static uint64_t known[TAG_COUNT];
	if (node->tag != TAG_OTHER && known[node->tag])
		return known[node->tag];
	uint64_t bits = node->name ? bits_of(hash_of(0, node->name, strlen(node->name))) : 0;
	if (node->tag != TAG_OTHER)
		known[node->tag] = bits;
	return bits;
}

static uint64_t mask_of_node(struct mask_index *index, const struct node *node)
{
	uint64_t mask = bits_of_name(node);
	const char *id = node_id(node);
	if (id)
		mask |= see(index, '#', id, strlen(id));
	for (const char *p = node_class(node); p && *p;) {
		size_t n = 0;
		while (p[n] && !ascii_is_space(p[n]))
			n++;
		mask |= n ? see(index, '.', p, n) : 0;
		p += n + (p[n] != '\0');
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
		index->masks[node->order] = mask_of_node(index, node);
	}
}

static bool is_present(const struct mask_index *index, const struct mask_key *key)
{
	for (int i = 0; i < key->needs_n; i++)
		if (!(index->present[key->needs[i] / 64] >> key->needs[i] % 64 & 1))
			return false;
	return true;
}

const struct node *mask_next(const struct mask_index *index, const struct selector *selector,
    const struct mask_key *key, const struct node *from, const struct node *scope)
{
	if (!is_present(index, key))
		return NULL;
	const struct node *behind = node_after(scope, NULL);
	size_t end = behind && behind->order < index->n ? behind->order : index->n;
	for (size_t i = from->order + 1; i < end; i++)
		if (index->nodes[i] && (key->bits & ~index->masks[i]) == 0 &&
		    selector_matches(selector, index->nodes[i], scope))
			return index->nodes[i];
	return NULL;
}
