/*
 * load: puts records, ballots and totals into the database as evidence, and refreshes what is
 * shown.
 *
 * Input is gathered into batches, and many batches are one transaction: their evidence, and
 * everything shown that they touched, or nothing. Evidence that is already there changes nothing,
 * so an interrupted load is finished by doing it again. The first batch is gathered outside of a
 * transaction.
 */
#ifndef FILMTALLY_SCHEMA_STORE_LOAD_LOAD_H
#define FILMTALLY_SCHEMA_STORE_LOAD_LOAD_H

#include "schema/base/digest.h"
#include "schema/record/ballot_line.h"
#include "schema/store/store.h"
#include "schema/store/names/voter_key.h"

struct load;

/* Who is told what became of each unit. */
struct load_listener {
	void *context;
	void (*kept)(void *context, int64_t n);
	void (*refused)(void *context, const char *input, long line, const char *reason,
	    const char *bytes, size_t n);
};

/* Begins loading into store (borrowed). The database comes to belong to the key; NULL with err when
 * it has another. */
struct load *load_open(struct store *store, const struct voter_key *key,
    struct load_listener listener, struct err *err);

/* Takes one record, a line of `input` (borrowed until load_flush); copied. */
int load_line(struct load *load, const char *input, long line, const char *bytes, size_t n,
    struct err *err) __attribute__((warn_unused_result));

/* Takes one row of a table; copied. */
int load_ballot(struct load *load, const struct ballot *ballot, struct err *err)
    __attribute__((warn_unused_result));
/* The same for up to LOAD_TOGETHER lines that stand one behind another. How many were taken: fewer
 * than n when ballot_read or load_ballot may refuse the next; LOAD_FAILED with err. */
enum { LOAD_TOGETHER = 64 };
#define LOAD_FAILED SIZE_MAX
size_t load_lines(struct load *load, const struct ballot_line *lines, size_t n, struct err *err)
    __attribute__((warn_unused_result));
int load_total(struct load *load, const struct total *total, struct err *err)
    __attribute__((warn_unused_result));

/*
 * What was loaded before is known by a hash of its bytes under the voter key, so that nobody can
 * make two of one hash: of a record's line, or of a chunk of rows of the table with that header.
 * A chunk is some whole rows that stand one behind another, cut where their bytes alone say
 * (tools/load/chunk.h), so that a file is cut in the same places again.
 */
enum { LOAD_HASH = UMAC_SIZE };
void load_hash(
    struct load *load, const char *header, const char *bytes, size_t n, uint8_t hash[LOAD_HASH]);

/*
 * Chunks that were loaded whole: load_known_rows sets *rows to how many the chunk of that hash
 * has, or to -1 when it was never loaded; load_note_rows notes it, to be committed with the rows
 * taken so far.
 */
int load_known_rows(struct load *load, const uint8_t hash[LOAD_HASH], int64_t *rows,
    struct err *err) __attribute__((warn_unused_result));
void load_note_rows(struct load *load, const uint8_t hash[LOAD_HASH], int64_t rows);

/* Commits what was taken so far. -1 with err: EXIT_LOCKED or EXIT_SYSTEM; the batch is undone. */
int load_flush(struct load *load, struct err *err) __attribute__((warn_unused_result));

/* Pieces of evidence that were new: observations, comments, reviews, ballots, totals. */
int64_t load_changed(const struct load *load);

/* Frees it; what was not flushed is dropped. NULL is allowed. */
void load_close(struct load *load);

#endif
