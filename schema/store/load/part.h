/*
 * load_part: a load from inside: what its files share. For schema/store only.
 *
 *	load.c          batches, transactions, lines that are known already
 *	load_page.c     page and films records      load_comment.c  comments and reviews
 *	page.c          pages and their other names voter.c         voters
 *	load_table.c    rows of tables              row_writer.c    them into the database
 *	name_rows.c     their voters and mentions       ballot_batch.c  sorts and inserts ballots
 *	waiting.c       what new pages bring, until it goes in sorted
 */
#ifndef FILMTALLY_SCHEMA_STORE_LOAD_PART_H
#define FILMTALLY_SCHEMA_STORE_LOAD_PART_H

#include "schema/base/arena.h"
#include "schema/base/buf.h"
#include "schema/record/record.h"
#include "schema/store/db.h"
#include "schema/store/load/load.h"
#include "schema/store/evidence/dirty.h"
#include "schema/store/evidence/waiting.h"

struct line {
	const char *input;
	long place;
	size_t at, n; /* its bytes in lines_text */
};

struct rows; /* load_table.c */

/* A line of known_line, before it is written. */
struct known {
	uint8_t hash[LOAD_HASH];
	int64_t units;
};

struct load {
	struct store *store;
	struct voter_key key;
	struct load_listener listener;
	struct dirty dirty;
	int64_t changed;
	struct arena arena; /* of one record */
	struct buf text;    /* of one record */
	struct buf lines_text;
	struct line *lines; /* of this batch, to be read */
	size_t lines_n;
	size_t lines_taken; /* read since the transaction began */
	unsigned news;      /* lines since the last that was known */
	struct rows *rows;
	struct umac *hasher;
	struct waiting *waiting;
	struct known *known; /* to be noted with the transaction */
	size_t known_n, known_cap;
	bool anything_known;      /* a line or a stretch of rows */
	int unasked, unasked_max; /* see asks_again */
	bool reads_lines;         /* the first came */
	bool within;              /* a transaction is open */
	bool decided;             /* somebody decided something */
	int changes_before;       /* sqlite's count of changed rows when it was opened */
};

/* A page whose evidence comes in. Of one that was just made, all is in the record: it is not
 * materialised again (touched). */
struct coming {
	int64_t page;
	bool made;
	bool waits; /* its comments do (waiting.h) */
};

/* Opens a transaction unless one is open. load_flush ends it. */
int load_begin(struct load *load, struct err *err);

/* No records wait to be committed. */
bool lines_are_none(const struct load *load);

/* ---- within a transaction ---- */

/* The evidence of one record. */
int load_page(struct load *load, const struct record *record, struct err *err);
int load_films(struct load *load, const struct record *record, struct err *err);
int load_loose_comments(struct load *load, const struct record *record, struct err *err);

/* Comments as seen at a time ("" when unknown) and reviews, of a page. */
int load_comments(struct load *load, struct coming coming, const char *seen_at,
    const struct comments *comments, struct err *err);
int load_reviews(
    struct load *load, struct coming coming, int n, const struct film *film, struct err *err);

/* The table rows gathered so far; see load_table.c. */
struct rows *rows_open(void);
void rows_close(struct rows *rows);
int rows_add_ballot(struct load *load, const struct ballot *ballot, struct err *err);
size_t rows_add_lines(
    struct load *load, const struct ballot_line *lines, size_t n, struct err *err);
int rows_add_total(struct load *load, const struct total *total, struct err *err);
bool rows_are_none(const struct rows *rows);
/* The key of a mention by its name; -1 when it is too long. */
int name_key(struct buf *key, const char *text, size_t n);
/* Until no other thread uses the store. */
int rows_wait(struct rows *rows, struct err *err);
int rows_flush(struct load *load, struct err *err);

#endif
