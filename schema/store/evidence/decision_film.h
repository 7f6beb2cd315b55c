/*
 * decision_film: the films that decisions are about: which mentions a word names, and which
 * decisions name a mention. For schema/store only.
 */
#ifndef FILMTALLY_SCHEMA_STORE_EVIDENCE_DECISION_FILM_H
#define FILMTALLY_SCHEMA_STORE_EVIDENCE_DECISION_FILM_H

#include "schema/store/fetch.h"

/* The mentions that a decision's word for a film names (a mention's key, a page's for its first
 * film, an id), sorted by key. */
int decision_film_mentions(struct store *store, struct arena *arena, const char *word,
    id_list *mentions, struct err *err) __attribute__((warn_unused_result));

/* The lines of the decisions that count about a mention's film: of each subject the latest, `same`
 * or `differ`. A line that names it by two words stands twice. */
int decision_film_lines(struct store *store, struct arena *arena, int64_t mention, text_list *lines,
    struct err *err) __attribute__((warn_unused_result));

#endif
