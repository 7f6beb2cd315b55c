/*
 * block: the mentions that can bear on one another: those that share an id, a page, a folded title
 * within a year, a film as it stands, or a decision, and so on from each to the next. The word is
 * record linkage's: only records of one block are held against each other, so that not all need be.
 * It is what identity_resolve is given. For this folder only.
 */
#ifndef FILMTALLY_SCHEMA_STORE_FILMS_BLOCK_H
#define FILMTALLY_SCHEMA_STORE_FILMS_BLOCK_H

#include "schema/record/record.h"
#include "schema/store/db.h"
#include "schema/store/films/identity.h"
#include "schema/store/films/seen.h"

struct block_mention {
	int64_t id;
	int64_t film;     /* as it stands; 0 none */
	bool gone;        /* its page shows it no longer: it has no film */
	const char *fold; /* of its display title; NULL none */
	struct identity_mention known;
};

/* Sorted by key. Lives in the arena. */
struct block {
	LIST_OF(struct block_mention) mentions;
	LIST_OF(struct identity_decision) decisions;
};

/* Gathers the block of a mention, which is in seen, and notes all of it there. */
int block_gather(struct store *store, struct arena *arena, int64_t mention, struct seen *seen,
    struct block *block, struct err *err) __attribute__((warn_unused_result));

#endif
