/* pass_attribute: the set of attributes that somebody reads; see pass.h. */
#include "importers/page/pass.h"
#include "importers/page/pass_steps.h"
#include "schema/base/message.h"

#include <assert.h>
#include <string.h>

enum { SLOTS = 1024 };

/* What extractors read on any page; profiles add what their selectors name. */
static const char *const always[] = {"about", "alt", "charset", "class", "content", "data",
    "data-num-comments", "data-rating", "data-score", "data-value", "datetime", "dir", "g-profile",
    "height", "href", "hreflang", "http-equiv", "id", "itemid", "itemprop", "itemref", "itemscope",
    "itemtype", "label", "lang", "media", "name", "prefix", "property", "rel", "resource", "rev",
    "src", "title", "type", "typeof", "value", "vocab", "width", "xml:lang", "xmlns", "aria-label",
    "content-type", "max", "min", "author", "cite", "for", "data-src", "data-href", "data-url",
    "data-id"};

static struct {
	char *names[SLOTS];
	uint32_t hashes[SLOTS];
	size_t n;
} wanted;

static uint32_t hash_of(const char *name, size_t n)
{
	uint32_t hash = 2166136261u;
	for (size_t i = 0; i < n; i++)
		hash = (hash ^ (unsigned char)name[i]) * 16777619u;
	return hash;
}

static size_t slot_of(const char *name, size_t n, uint32_t hash)
{
	size_t slot = hash % SLOTS;
	while (wanted.names[slot] &&
	    (wanted.hashes[slot] != hash || strlen(wanted.names[slot]) != n ||
		memcmp(wanted.names[slot], name, n) != 0))
		slot = (slot + 1) % SLOTS;
	return slot;
}

static void want(const char *name)
{
	size_t n = strlen(name);
	uint32_t hash = hash_of(name, n);
	size_t slot = slot_of(name, n, hash);
	if (wanted.names[slot])
		return;
	assert(wanted.n < SLOTS / 2);
	wanted.names[slot] = must_strdup(name);
	wanted.hashes[slot] = hash;
	wanted.n++;
}

static void want_always(void)
{
	if (wanted.n)
		return;
	for (size_t i = 0; i < sizeof always / sizeof *always; i++)
		want(always[i]);
}

void pass_want_attribute(const char *name)
{
	want_always();
	want(name);
}

bool attribute_is_wanted(const struct name *name)
{
	want_always();
	return wanted.names[slot_of(name->text, name->n, name->hash)] != NULL;
}
