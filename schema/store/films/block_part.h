/* block_part: what block.c asks of block_mention.c. */
#ifndef FILMTALLY_SCHEMA_STORE_FILMS_BLOCK_PART_H
#define FILMTALLY_SCHEMA_STORE_FILMS_BLOCK_PART_H

#include "schema/store/films/block.h"
#include "schema/store/evidence/page.h"

/* SQL: the page that the row `m` of mention names by its key. */
#define BLOCK_NAMED_PAGE PAGE_OF_KEY("m.page_ref")

/* A column of a statement's row, in the arena. */
const char *block_text(struct arena *arena, sqlite3_stmt *statement, int column);

/* Append the first column of all rows: of a statement with its parameters, of one whose ?1 is
 * `id`. */
int block_read_ids(struct store *store, struct arena *arena, sqlite3_stmt *statement, id_list *ids,
    struct err *err) __attribute__((warn_unused_result));
int block_ids_of(struct store *store, struct arena *arena, const char *sql, int64_t id,
    id_list *ids, struct err *err) __attribute__((warn_unused_result));
int block_texts_of(struct store *store, struct arena *arena, const char *sql, int64_t id,
    text_list *texts, struct err *err) __attribute__((warn_unused_result));

/* Reads the mention of mention->id, but who is in it by numbers that stand for folded names: 1, 0
 * when there is none, -1. */
int block_mention_read(struct store *store, struct arena *arena, struct block_mention *mention,
    struct err *err) __attribute__((warn_unused_result));

/* Reads the people's names, where a block's numbers are not enough: only names tell the script in
 * which they are written. */
int block_names_read(struct store *store, struct arena *arena, struct block *block, struct err *err)
    __attribute__((warn_unused_result));

#endif
