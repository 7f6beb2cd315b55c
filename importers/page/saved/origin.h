/*
 * origin: what a saving program wrote into a page of where and when it was saved: Chrome's, Edge's
 * and Internet Explorer's `saved from url=(0053)https://…`, SingleFile's comment, HTTrack's
 * `Mirrored from host/path by HTTrack Website Copier/3.x […], date`.
 */
#ifndef FILMTALLY_IMPORTERS_PAGE_SAVED_ORIGIN_H
#define FILMTALLY_IMPORTERS_PAGE_SAVED_ORIGIN_H

#include "schema/base/arena.h"

#include <stddef.h>

struct origin {
	const char *url;          /* as written; NULL when there is none */
	const char *retrieved_at; /* canonical; NULL when it is not said */
	const char *rule;         /* whose note it is: "SingleFile's note" */
};

/* Reads the first note in the page's text that names an address. */
void origin_read(struct arena *arena, const char *text, size_t n, struct origin *origin);

#endif
