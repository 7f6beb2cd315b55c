/* pass_names: the attributes that somebody reads, and the elements that the scan knows; see
 * prefilter.h. */
#include "importers/page/document/prefilter.h"
#include "importers/page/document/prefilter_steps.h"
#include "importers/page/document/tree.h"
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

enum tag next_tag(const char **list)
{
	char name[16] = "";
	size_t n = strcspn(*list, " ");
	if (!n)
		return TAG_TEXT;
	assert(n < sizeof name);
	memcpy(name, *list, n);
	*list += n + ((*list)[n] == ' ');
	enum tag tag = tag_of_name(name);
	assert(tag != TAG_OTHER);
	return tag;
}

static unsigned char kinds[TAG_COUNT];

static void add_kind(enum element_kind kind, const char *list)
{
	for (enum tag tag; (tag = next_tag(&list));)
		kinds[tag] = (unsigned char)kind;
}

enum element_kind element_kind(enum tag tag)
{
	if (!kinds[TAG_script]) {
		add_kind(ELEMENT_RAW_TEXT, "script style");
		add_kind(ELEMENT_SVG, "svg");
		add_kind(ELEMENT_BODY, "body");
		add_kind(ELEMENT_VOID,
		    "area base basefont br col frame hr img input isindex link meta param");
		add_kind(ELEMENT_FRAME, "frameset head html noframes");
		add_kind(ELEMENT_DISPUTED, "bgsound command embed keygen source track wbr");
		add_kind(ELEMENT_OF_PAGE,
		    "address article aside b big blockquote button center code dd div dl dt em "
		    "fieldset form h1 h2 h3 h4 h5 h6 header i iframe label legend li listing main "
		    "menu nav noscript object ol option p pre ruby s section select small span "
		    "strike strong sub sup table tbody td textarea tfoot th thead tr tt u ul var");
	}
	return (enum element_kind)kinds[tag];
}

enum element_content element_content(enum tag tag)
{
	if (!tokens_by_standard)
		return CONTENT_MARKUP;
	switch (tag) {
	case TAG_textarea:
	case TAG_title:
		return CONTENT_TEXT;
	case TAG_iframe:
	case TAG_noembed:
	case TAG_noframes:
	case TAG_xmp:
		return CONTENT_RAW;
	case TAG_plaintext:
		return CONTENT_LAST;
	default:
		return CONTENT_MARKUP;
	}
}
