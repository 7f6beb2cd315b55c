/* script: the scripts of a page that readers want: JSON-LD, and Blogger's comments. */
#ifndef FILMTALLY_IMPORTERS_PAGE_PREFILTER_SCRIPT_H
#define FILMTALLY_IMPORTERS_PAGE_PREFILTER_SCRIPT_H

#include "schema/base/arena.h"

#include <stdbool.h>
#include <stddef.h>

/* One of them, raw as it stood between its tags. */
enum script_kind { SCRIPT_JSONLD, SCRIPT_COMMENTS };
struct script {
	enum script_kind kind;
	const char *text;
	size_t n;
	size_t offset; /* in the page's text, for messages and for document order among scripts */
};
typedef LIST_OF(struct script) script_list;

/* True if a script of that type (NULL: none given) and text is one of them; sets *kind. */
bool script_is_wanted(const char *type, const char *text, size_t n, enum script_kind *kind);

#endif
