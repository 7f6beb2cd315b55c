/*
 * part: a load from inside, for the files of this folder: what they share, and what page.c and
 * comment.c do within its transaction.
 */
#ifndef FILMTALLY_SCHEMA_STORE_LOAD_PART_H
#define FILMTALLY_SCHEMA_STORE_LOAD_PART_H

#include "schema/base/arena.h"
#include "schema/base/buf.h"
#include "schema/record/record.h"
#include "schema/store/db.h"
#include "schema/store/load/load.h"
#include "schema/store/evidence/dirty.h"
#include "schema/store/write_buffer/write_buffer.h"

/* See lines.h. */
struct lines {
	struct line {
		const char *input;
		long place;
		size_t at, n; /* its bytes in text */
	} * at;               /* to be read */
	size_t n;
	struct buf text;
	size_t uncommitted; /* read since the transaction began */
};

struct load {
	struct store *store;
	struct voter_key key;
	struct load_listener listener;
	struct dirty dirty;
	int64_t changed;
	struct arena arena; /* of one record */
	struct buf text;    /* of one record */
	struct lines lines;
	struct rows *rows;   /* rows.h */
	struct known *known; /* known.h */
	struct write_buffer *own_buffer;
	struct write_buffer *buffer; /* that one while new pages may be held back, else NULL */
	bool reads_lines;            /* the first came */
	bool within;                 /* a transaction is open */
	bool decided;                /* somebody decided something */
	int changes_before;          /* sqlite's count of changed rows when it was opened */
};

/* A page whose evidence comes in. Of one that was just made, all is in the record: it is not
 * materialised again (dirty.h). */
struct coming {
	int64_t page;
	bool made;
	bool comments_held; /* its comments go into the write buffer */
};

/* The evidence of one record. */
int load_page(struct load *load, const struct record *record, struct err *err);
int load_films(struct load *load, const struct record *record, struct err *err);
int load_loose_comments(struct load *load, const struct record *record, struct err *err);

/* Comments as seen at a time ("" when unknown) and reviews, of a page. */
int load_comments(struct load *load, struct coming coming, const char *seen_at,
    const struct comments *comments, struct err *err);
int load_reviews(
    struct load *load, struct coming coming, int n, const struct film *film, struct err *err);

#endif
