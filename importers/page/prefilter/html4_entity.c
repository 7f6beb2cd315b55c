/*
 * html4_entity: the character names that libxml2 resolves: all of HTML 4's, before 2.14 and since.
 * Asked of libxml2 itself, so that a text which never reaches it reads as if it had. The only file
 * of the prefilter that sees libxml2.
 */
#include "importers/page/prefilter/steps.h"

#include <libxml/HTMLparser.h>

uint32_t html4_entity(const char *name)
{
	const htmlEntityDesc *entity = htmlEntityLookup((const xmlChar *)name);
	return entity ? entity->value : 0;
}
