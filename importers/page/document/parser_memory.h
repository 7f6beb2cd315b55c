/*
 * parser_memory: what libxml2's memory comes from. While a page is parsed it is the page's arena,
 * so that it goes with the page, counts against the page's limit and never fails half-way (an arena
 * ends the page rather than return NULL, which libxml2 does not survive); at any other time it is
 * malloc. For document.c alone.
 *
 * Every piece carries its size and where it came from, so pieces of both kinds can be freed at any
 * time. What was taken from the arena must be freed, or forgotten, before parser_memory_end.
 */
#ifndef FILMTALLY_IMPORTERS_PAGE_DOCUMENT_PARSER_MEMORY_H
#define FILMTALLY_IMPORTERS_PAGE_DOCUMENT_PARSER_MEMORY_H

#include "schema/base/arena.h"

void parser_memory_begin(struct arena *arena);
void parser_memory_end(void);

/* The four functions that xmlMemSetup wants. */
void *parser_malloc(size_t n);
void *parser_realloc(void *piece, size_t n);
char *parser_strdup(const char *text);
void parser_free(void *piece);

#endif
