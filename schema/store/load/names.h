/*
 * names: texts that come again and again in a table (voters, mentions), each remembered once, with
 * a number, within bounds. For schema/store only.
 */
#ifndef FILMTALLY_SCHEMA_STORE_LOAD_NAMES_H
#define FILMTALLY_SCHEMA_STORE_LOAD_NAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	NAMES_MAX = 1 << 18,       /* remembered */
	NAMES_BYTES_MAX = 16 << 20 /* of texts; one more may go beyond */
};

struct name {
	uint32_t number;
	uint32_t n; /* bytes of its text */
	bool bad;   /* a mention whose film is no id of its scheme */
	char text[];
};

struct name_slot {
	uint32_t hash;
	uint32_t offset; /* of the name in block, + 1; 0 free */
};

struct names {
	uint32_t *offsets; /* of each name in block */
	size_t n;
	char *block;
	size_t block_n;
	struct name_slot *slots; /* no more than they need be: what is small stays near */
	size_t slots_n;          /* a power of two */
};

void names_open(struct names *names, size_t longest);
void names_close(struct names *names);
void names_clear(struct names *names);

/* No room for NAMES_TOGETHER others: clear before the next names_find. */
enum { NAMES_TOGETHER = 64 };
bool names_full(const struct names *names);

/* A text to be found; hash is 0 until names_near has worked it out. */
struct text_key {
	const char *text;
	size_t n;
	uint32_t hash;
};

/* Fetches what names_find will look at for these, so that it need not wait for memory at each. */
void names_near(const struct names *names, struct text_key *keys, size_t n);

bool name_is(const struct name *name, const struct text_key *key);

/* The name (at most `longest` bytes), added when it is not there; it stays in its place. */
struct name *names_find(struct names *names, const struct text_key *key);

static inline struct name *names_at(const struct names *names, uint32_t number)
{
	return (struct name *)(names->block + names->offsets[number]);
}

#endif
