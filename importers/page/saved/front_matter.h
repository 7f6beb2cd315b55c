/*
 * front_matter: what stands before a post in files of Jekyll, Hugo, Hexo and Obsidian: YAML between
 * `---` lines or TOML between `+++` lines. Of both only what such files hold: texts, dates, and
 * lists of texts, each at the beginning of a line.
 */
#ifndef FILMTALLY_IMPORTERS_PAGE_SAVED_FRONT_MATTER_H
#define FILMTALLY_IMPORTERS_PAGE_SAVED_FRONT_MATTER_H

#include "schema/record/record.h"

/* What it says; texts are NULL when it does not. */
struct front_matter {
	const char *title, *author, *url;
	const char *date; /* canonical */
	text_list tags;
};

/* Reads it, and returns its length, 0 when there is none. */
size_t front_matter_read(
    struct arena *arena, const char *text, size_t n, struct front_matter *matter);

#endif
