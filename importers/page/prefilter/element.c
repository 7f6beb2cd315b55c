/* element: what the scan must know of each element; see steps.h. */
#include "importers/page/prefilter/steps.h"

#include <assert.h>
#include <string.h>

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
