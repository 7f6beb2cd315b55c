/* block_part: what block.c asks of block_mention.c. For the two only. */
#ifndef FILMTALLY_SCHEMA_STORE_FILMS_BLOCK_PART_H
#define FILMTALLY_SCHEMA_STORE_FILMS_BLOCK_PART_H

#include "schema/store/films/block.h"
#include "schema/store/page_hash.h"

/* SQL: the page that the row `m` of mention names by its key. */
#define BLOCK_NAMED_PAGE PAGE_OF_KEY("m.page_ref")

/* Reads the mention of mention->id, but who is in it by numbers that stand for folded names: 1, 0
 * when there is none, -1. */
int block_mention_read(struct store *store, struct arena *arena, struct block_mention *mention,
    struct err *err) __attribute__((warn_unused_result));

/* Reads the people's names, where a block's numbers are not enough: only names tell the script in
 * which they are written. */
int block_names_read(struct store *store, struct arena *arena, struct block *block, struct err *err)
    __attribute__((warn_unused_result));

#endif
