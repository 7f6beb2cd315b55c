/*
 * names: texts that come again and again in a table (voters, mentions), each remembered once, with a number, within
 * bounds. For schema/store only.
 */
#ifndef FILMTALLY_NAMES_H
#define FILMTALLY_NAMES_H

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
	struct name *last;       /* asked for last: rows of one voter stand together; NULL none */
};

void names_open(struct names *names, size_t longest);
void names_close(struct names *names);
void names_clear(struct names *names);

/* No room for another: clear before the next names_number. */
bool names_full(const struct names *names);

/* The name (at most `longest` bytes), added when it is not there; in place until the next is added. */
struct name *names_find(struct names *names, const char *text, size_t n);

static inline struct name *names_at(const struct names *names, uint32_t number)
{
	return (struct name *)(names->block + names->offsets[number]);
}

#endif
