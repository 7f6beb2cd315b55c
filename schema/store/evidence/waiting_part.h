/* waiting_part: what its files share (waiting.h). */
#ifndef FILMTALLY_SCHEMA_STORE_EVIDENCE_WAITING_PART_H
#define FILMTALLY_SCHEMA_STORE_EVIDENCE_WAITING_PART_H

#include "schema/base/arena.h"
#include "schema/base/buf.h"
#include "schema/store/evidence/waiting.h"

/* A growing array: room for one more, which is zeroed. */
#define waiting_add(list)                                                                          \
	((list)->at = waiting_grow((list)->at, (list)->n, &(list)->cap, sizeof *(list)->at),       \
	    &(list)->at[(list)->n++])
void *waiting_grow(void *array, size_t n, size_t *cap, size_t size);

struct waiting_page {
	int64_t hash; /* of its key */
	int32_t page;
};

struct waiting_alias {
	const char *key;
	int64_t page;
};

struct waiting_comment {
	const char *id, *seen_at, *posted_at, *parent;
	int64_t row;
	int64_t voter_id;      /* once it is known; 0 for those who do not vote */
	int32_t page, mention; /* mention: that it votes on; 0 none */
	uint8_t voter[VOTER_KEY_SIZE], hash[VIEW_HASH];
	bool votes, anonymous, removed; /* votes: it is by somebody who may */
	uint8_t ballot;
};

/* In 12 bytes, since many wait. */
struct waiting_person {
	uint32_t high, low; /* of the number */
	uint32_t name;      /* its place in names */
};

struct waiting {
	struct arena arena; /* their texts, packed */
	char *room;
	size_t room_n;
	size_t bytes;
	struct {
		struct waiting_page *at;
		size_t n, cap;
	} pages;
	struct {
		struct waiting_alias *at;
		size_t n, cap;
	} aliases;
	struct {
		struct waiting_comment *at;
		size_t n, cap;
	} comments;
	struct {
		struct waiting_person *at;
		size_t n, cap;
	} people;
	struct buf names; /* of people */
	int64_t next_page, next_comment;
	/* waiting_names.c */
	uint64_t *slots; /* hashes of names that wait; 0 free */
	size_t slots_n, slots_used;
	uint64_t *filter; /* of names in the database; NULL until it is worth it */
	int64_t asked;    /* names looked for without one */
	int64_t version;  /* of the database, as the filter knows it */
};

/* Keeps a text; NULL of NULL. */
const char *waiting_text(struct waiting *waiting, const char *text);

void waiting_names_add(struct waiting *waiting, int64_t hash);
void waiting_names_clear(struct waiting *waiting);
int waiting_names_begin(struct waiting *waiting, struct store *store, struct err *err)
    __attribute__((warn_unused_result));

int waiting_comments_put(struct waiting *waiting, struct store *store, struct err *err)
    __attribute__((warn_unused_result));

bool waiting_people_are_many(const struct waiting *waiting);
int waiting_people_put(struct waiting *waiting, struct store *store, struct err *err)
    __attribute__((warn_unused_result));
void waiting_people_drop(struct waiting *waiting);

#endif
