/* attribute_names: the attributes that somebody reads; see prefilter.h. */
#include "importers/page/prefilter/prefilter.h"
#include "importers/page/prefilter/steps.h"
#include "importers/page/tree/tree.h"
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

/* A set of names. Open addressing; never full. */
struct names {
	struct {
		const char *text;
		size_t n;
		uint32_t hash;
	} slots[SLOTS];
	size_t n;
};

static uint32_t hash_of(const char *text, size_t n)
{
	uint32_t hash = NAME_HASH;
	for (size_t i = 0; i < n; i++)
		hash = name_hash_add(hash, text[i]);
	return hash;
}

static size_t slot_of(const struct names *names, const char *text, size_t n, uint32_t hash)
{
	size_t slot = hash % SLOTS;
	while (names->slots[slot].text &&
	    (names->slots[slot].hash != hash || names->slots[slot].n != n ||
		memcmp(names->slots[slot].text, text, n) != 0))
		slot = (slot + 1) % SLOTS;
	return slot;
}

static void add(struct names *names, const char *text, size_t n)
{
	uint32_t hash = hash_of(text, n);
	size_t slot = slot_of(names, text, n, hash);
	if (names->slots[slot].text)
		return;
	assert(names->n < SLOTS / 2);
	char *copy = must_calloc(1, n + 1);
	names->slots[slot].text = memcpy(copy, text, n);
	names->slots[slot].n = n;
	names->slots[slot].hash = hash;
	names->n++;
}

static struct names wanted;

static void want_always(void)
{
	if (wanted.n)
		return;
	for (size_t i = 0; i < sizeof always / sizeof *always; i++)
		add(&wanted, always[i], strlen(always[i]));
}

void prefilter_want_attribute(const char *name)
{
	want_always();
	add(&wanted, name, strlen(name));
	assert(wanted.n <= ATTRIBUTES_MAX);
}

const char *attribute_wanted(const struct name *name)
{
	want_always();
	return wanted.slots[slot_of(&wanted, name->text, name->n, name->hash)].text;
}
