/* tree: see tree.h. */
#include "importers/page/tree/tree.h"

#include <assert.h>
#include <string.h>

enum { NAME_SLOTS = 512 };

static const char *const tag_names[TAG_COUNT] = {
#define TAG_NAME(name) [TAG_##name] = #name,
    TAG_LIST(TAG_NAME)};

static unsigned char tag_slots[NAME_SLOTS];
static uint32_t tag_hashes[TAG_COUNT];
static bool tags_started;

static uint32_t hash_of(const char *name)
{
	uint32_t hash = NAME_HASH;
	for (; *name; name++)
		hash = name_hash_add(hash, *name);
	return hash;
}

static void tags_start(void)
{
	tags_started = true;
	static_assert(TAG_COUNT < 256, "a slot is a byte");
	for (unsigned tag = 0; tag < TAG_COUNT; tag++) {
		if (!tag_names[tag])
			continue;
		tag_hashes[tag] = hash_of(tag_names[tag]);
		unsigned slot = tag_hashes[tag] % NAME_SLOTS;
		while (tag_slots[slot])
			slot = (slot + 1) % NAME_SLOTS;
		tag_slots[slot] = (unsigned char)tag;
	}
}

enum tag tag_of_hash(const char *name, uint32_t hash)
{
	if (!tags_started)
		tags_start();
	for (unsigned slot = hash % NAME_SLOTS; tag_slots[slot]; slot = (slot + 1) % NAME_SLOTS)
		if (tag_hashes[tag_slots[slot]] == hash &&
		    is_name(tag_names[tag_slots[slot]], name))
			return tag_slots[slot];
	return TAG_OTHER;
}

enum tag tag_of_name(const char *name)
{
	return tag_of_hash(name, hash_of(name));
}

const char *tag_name(enum tag tag)
{
	return tag_names[tag];
}

struct node *tree_make(struct arena *arena, enum tag tag, const char *name)
{
	struct node *node = arena_take(arena, sizeof *node);
	node->tag = tag;
	node->name = name;
	return node;
}

void tree_add(struct node *parent, struct node *node)
{
	node->parent = parent;
	if (parent->last)
		parent->last->next = node;
	else
		parent->first = node;
	parent->last = node;
}

bool tree_is_blank(const char *text, size_t n)
{
	while (n && (*text == ' ' || *text == '\n' || *text == '\t' || *text == '\r'))
		text++, n--;
	return n == 0;
}

void tree_add_text(struct arena *arena, struct node *parent, const char *text, size_t n)
{
	if (!n)
		return;
	struct node *node = tree_make(arena, TAG_TEXT, NULL);
	tree_add(parent, node);
	if (tree_is_blank(text, n)) {
		node->text = memchr(text, '\n', n) ? "\n" : " ";
		node->text_n = 1;
	} else {
		node->text = arena_copy(arena, text, n);
		node->text_n = n;
	}
}

void tree_adopt(struct node *parent, struct node *first, struct node *last)
{
	for (struct node *node = first; node; node = node->next)
		node->parent = parent;
	if (parent->last)
		parent->last->next = first;
	else
		parent->first = first;
	parent->last = last;
}

void tree_join_texts(struct arena *arena, struct node *first)
{
	struct node *second = first->next;
	if (!second || first->tag != TAG_TEXT || second->tag != TAG_TEXT)
		return;
	size_t n = first->text_n + second->text_n;
	char *text = arena_take_raw(arena, n + 1);
	memcpy(text, first->text, first->text_n);
	memcpy(text + first->text_n, second->text, second->text_n + 1);
	first->text = text;
	first->text_n = n;
	first->next = second->next;
	if (first->parent->last == second)
		first->parent->last = first;
}

void tree_note_attribute(struct tree_syntaxes *syntaxes, const struct attribute *attribute)
{
	const char *name = attribute->name;
	switch (name[0]) {
	case 'i':
		syntaxes->has_items |= is_name(name, "itemscope");
		break;
	case 't':
		syntaxes->has_types |= is_name(name, "typeof");
		break;
	}
}
