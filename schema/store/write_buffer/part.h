/* part: the write buffer from inside, for the files of this folder. */
#ifndef FILMTALLY_SCHEMA_STORE_WRITE_BUFFER_PART_H
#define FILMTALLY_SCHEMA_STORE_WRITE_BUFFER_PART_H

#include "schema/base/arena.h"
#include "schema/base/buf.h"
#include "schema/store/db.h"
#include "schema/store/write_buffer/write_buffer.h"

/* A growing array: room for one more, which is zeroed. */
#define write_buffer_add(list)                                                                     \
	((list)->at = write_buffer_grow((list)->at, (list)->n, &(list)->cap, sizeof *(list)->at),  \
	    &(list)->at[(list)->n++])
void *write_buffer_grow(void *array, size_t n, size_t *cap, size_t size);

struct buffered_page {
	int64_t hash; /* of its key */
	int32_t page;
};

struct buffered_alias {
	const char *key;
	int64_t page;
};

struct buffered_comment {
	const char *id, *seen_at, *posted_at, *parent;
	int64_t row;
	int64_t voter_id;      /* once it is known; 0 for those who do not vote */
	int32_t page, mention; /* mention: that it votes on; 0 none */
	uint8_t voter[VOTER_KEY_SIZE], hash[VIEW_HASH];
	bool votes, anonymous, removed; /* votes: it is by somebody who may */
	uint8_t ballot;
};

/* In 12 bytes, since many wait. */
struct buffered_person {
	uint32_t high, low; /* of the number */
	uint32_t name;      /* its place in names */
};

struct write_buffer {
	struct arena arena; /* their texts, packed */
	char *piece;        /* of the arena: where the next text goes */
	size_t piece_n;     /* bytes left of it */
	size_t bytes;       /* of texts */
	struct {
		struct buffered_page *at;
		size_t n, cap;
	} pages;
	struct {
		struct buffered_alias *at;
		size_t n, cap;
	} aliases;
	struct {
		struct buffered_comment *at;
		size_t n, cap;
	} comments;
	struct {
		struct buffered_person *at;
		size_t n, cap;
	} people;
	struct buf names; /* of people */
	int64_t next_page, next_comment;
	/* page_names.c */
	uint64_t *slots; /* hashes of names that wait; 0 free */
	size_t slots_n, slots_used;
	uint64_t *filter; /* of names in the database; NULL until it is worth it */
	int64_t asked;    /* names looked for without one */
	int64_t version;  /* of the database, as the filter knows it */
};

/* Keeps a text; NULL of NULL. */
const char *write_buffer_text(struct write_buffer *buffer, const char *text);

int write_buffer_aliases_put(struct write_buffer *buffer, struct store *store, struct err *err)
    __attribute__((warn_unused_result));
/* After the other names: as long as one waits, so does its page. */
int write_buffer_pages_put(struct write_buffer *buffer, struct store *store, struct err *err)
    __attribute__((warn_unused_result));

void write_buffer_names_add(struct write_buffer *buffer, int64_t hash);
void write_buffer_names_clear(struct write_buffer *buffer);
int write_buffer_names_begin(struct write_buffer *buffer, struct store *store, struct err *err)
    __attribute__((warn_unused_result));

int write_buffer_comments_put(struct write_buffer *buffer, struct store *store, struct err *err)
    __attribute__((warn_unused_result));

bool write_buffer_people_are_many(const struct write_buffer *buffer);
int write_buffer_people_put(struct write_buffer *buffer, struct store *store, struct err *err)
    __attribute__((warn_unused_result));
void write_buffer_people_drop(struct write_buffer *buffer);

#endif
