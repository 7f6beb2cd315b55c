/*
 * row_writer: batches of table rows into the database, in a thread of their own: while one batch is
 * written the next is read. Only one of the two threads uses the store at a time: the reader after
 * row_writer_wait, until it gives again. For schema/store only.
 */
#ifndef FILMTALLY_SCHEMA_STORE_LOAD_ROW_WRITER_H
#define FILMTALLY_SCHEMA_STORE_LOAD_ROW_WRITER_H

#include "schema/store/ballots/batch.h"
#include "schema/store/load/names.h"

struct load;
struct row_writer;

enum {
	BATCH_BALLOTS = 1 << 14, /* sorted and inserted at once */
	BATCH_TOTALS = BATCH_BALLOTS / 16,
	BATCHES = 4 /* one is filled, one written, others wait: both threads go on when one of them
	               lingers */
};

struct total_row {
	uint32_t mention; /* the name's number */
	int choice;
	int64_t votes;
	char observed_at[24];
};

struct scale_row {
	int32_t id;
	double best, worst;
};

struct row_batch {
	struct ballot_row *ballots; /* voter and mention are the names' numbers */
	size_t ballots_n;
	struct ballot_place *places; /* for sorting */
	struct total_row *totals;
	size_t totals_n;
	struct scale_row *scales; /* that no batch before this had */
	size_t scales_n, scales_cap;
	size_t voters_n, mentions_n; /* names that it may name */
};

/* The names are read, up to those that there are when a batch is given; the reader may add to them
 * meanwhile. */
struct row_writer *row_writer_open(
    struct load *load, const struct names *voters, const struct names *mentions);
void row_writer_close(
    struct row_writer *writer); /* what was given is written first; NULL is allowed */

/* The batch to be filled. */
struct row_batch *row_writer_batch(struct row_writer *writer);

/* Within a transaction: gives the batch away to be written; unless `all`, the rows of a voter who
 * may have more are kept for the next. -1 with err when it, or a batch before, failed. */
int row_writer_give(struct row_writer *writer, bool all, struct err *err)
    __attribute__((warn_unused_result));

/* Until all that was given is written. */
int row_writer_wait(struct row_writer *writer, struct err *err) __attribute__((warn_unused_result));

/* The same, and the counts that it changes. The names are to be cleared. */
int row_writer_finish(struct row_writer *writer, struct err *err)
    __attribute__((warn_unused_result));

/* All that was given is written, so that the names may be cleared. */
int row_writer_forget(struct row_writer *writer, struct err *err)
    __attribute__((warn_unused_result));

#endif
