/* pass_names: the attributes that somebody reads, and the elements that the scan knows; see pass.h. */
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

/* A set of names, each with a number. Open addressing; never full. */
struct names {
	struct {
		const char *text;
		size_t n;
		uint32_t hash;
		int number;
	} slots[SLOTS];
	size_t n;
};

static uint32_t hash_of(const char *text, size_t n)
{
	uint32_t hash = 2166136261u;
	for (size_t i = 0; i < n; i++)
		hash = (hash ^ (unsigned char)text[i]) * 16777619u;
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

static void add(struct names *names, const char *text, size_t n, int number)
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
	names->slots[slot].number = number;
	names->n++;
}

static struct names wanted, elements;

static void want_always(void)
{
	if (wanted.n)
		return;
	for (size_t i = 0; i < sizeof always / sizeof *always; i++)
		add(&wanted, always[i], strlen(always[i]), 1);
}

void pass_want_attribute(const char *name)
{
	want_always();
	add(&wanted, name, strlen(name), 1);
	assert(wanted.n <= ATTRIBUTES_MAX);
}

const char *attribute_wanted(const struct name *name)
{
	want_always();
	return wanted.slots[slot_of(&wanted, name->text, name->n, name->hash)].text;
}

static void add_elements(const char *list, enum element_kind kind)
{
	while (*list) {
		size_t n = strcspn(list, " ");
		add(&elements, list, n, kind);
		list += n + (list[n] == ' ');
	}
}

enum element_kind element_kind(const struct name *name)
{
	if (!elements.n) {
		add_elements("script style", ELEMENT_RAW_TEXT);
		add_elements("svg", ELEMENT_SVG);
		add_elements("body", ELEMENT_BODY);
		add_elements("area base basefont br col frame hr img input isindex link meta param",
		    ELEMENT_VOID);
		add_elements("address article aside b big blockquote button center code dd div dl "
			     "dt em embed fieldset form "
			     "h1 h2 h3 h4 h5 h6 head header html i iframe label legend li listing "
			     "main menu nav noscript "
			     "object ol option p pre ruby s section select small span strike "
			     "strong sub sup table tbody td "
			     "textarea tfoot th thead tr tt u ul var",
		    ELEMENT_OF_PAGE);
	}
	size_t slot = slot_of(&elements, name->text, name->n, name->hash);
	return elements.slots[slot].text ? (enum element_kind)elements.slots[slot].number
					 : ELEMENT_OTHER;
}
