/* builder: what the prefilter left of a page, through libxml2, becomes the tree. For document.c
 * alone. */
#ifndef FILMTALLY_IMPORTERS_PAGE_DOCUMENT_BUILDER_H
#define FILMTALLY_IMPORTERS_PAGE_DOCUMENT_BUILDER_H

#include "importers/page/document/document.h"
#include "importers/page/prefilter/prefilter.h"

/* Adds the nodes below document->root. `html` is the whole page; with `lift` (the prefilter lifted
 * none) its scripts go to the document. Call between parser_memory_begin and parser_memory_end. */
void builder_run(struct arena *arena, const char *html, bool lift, struct prefiltered *prefiltered,
    struct document *document);

#endif
