/* known.c: see known.h. Rows of known_line go in sorted, with the transaction. */
#include "schema/store/load/known.h"
#include "schema/store/db.h"

#include <stdlib.h>
#include <string.h>

enum {
	NEW_ROW = 64,  /* after so many new lines in a row only some are looked up: */
	NEW_LOOK = 64, /* one of so many */
	SKIP_MAX = 255 /* chunks in a row that may be read without a look-up */
};

struct noted {
	uint8_t hash[LOAD_HASH];
	int64_t units;
};

struct known {
	struct store *store;
	struct umac *hasher;
	struct noted *noted;
	size_t noted_n, noted_cap;
	bool any;                 /* the table has a row */
	unsigned new_lines;       /* lines since the last that was known */
	int skip, skip_after_new; /* chunks that are not looked up: now, and after the next
	                             look-up that finds nothing */
};

static struct umac *hasher_open(const struct voter_key *key)
{
	static const char label[] = "filmtally known line";
	uint8_t own[VOTER_KEY_SIZE];
	voter_key_of(key, label, strlen(label), own);
	return umac_open(own);
}

struct known *known_open(struct store *store, const struct voter_key *key, struct err *err)
{
	int64_t any;
	if (db_integer(store, "SELECT EXISTS (SELECT 1 FROM known_line)", 0, &any, err) != 0)
		return NULL;
	struct known *known = must_calloc(1, sizeof *known);
	*known = (struct known){.store = store, .hasher = hasher_open(key), .any = any != 0};
	return known;
}

void known_close(struct known *known)
{
	if (!known)
		return;
	umac_close(known->hasher);
	free(known->noted);
	free(known);
}

void known_hash(
    struct known *known, const char *header, const char *bytes, size_t n, uint8_t hash[LOAD_HASH])
{
	umac_of(known->hasher, header, bytes, n, hash);
}

/* ---- asking ---- */

/* Sets *units to those of the line or chunk, or to -1 when it was never loaded. */
static int units_of(
    struct store *store, const uint8_t hash[LOAD_HASH], int64_t *units, struct err *err)
{
	sqlite3_stmt *get =
	    db_statement(store, "SELECT units FROM known_line WHERE hash = ?1", err);
	if (!get)
		return -1;
	sqlite3_bind_blob(get, 1, hash, LOAD_HASH, SQLITE_STATIC);
	int got = db_step(store, get, err);
	*units = got > 0 ? sqlite3_column_int64(get, 0) : -1;
	db_done(get);
	return got < 0 ? -1 : 0;
}

/* A look-up costs a read from a large index, and an input is mostly known or mostly new: among new
 * lines only some are looked up. */
int known_line(struct known *known, const uint8_t hash[LOAD_HASH], bool *is, struct err *err)
{
	int64_t units = -1;
	if ((known->new_lines < NEW_ROW || known->new_lines % NEW_LOOK == 0) &&
	    units_of(known->store, hash, &units, err) < 0)
		return -1;
	*is = units >= 0;
	known->new_lines = *is ? 0 : known->new_lines + 1;
	return 0;
}

/* To look up, the reader of rows waits for their writer. So where nothing is known nothing is
 * looked up, and where the last chunk was new it is done more and more seldom. */
bool known_is_worth_asking(struct known *known)
{
	if (known->skip == 0)
		return known->any;
	known->skip--;
	return false;
}

int known_rows(struct known *known, const uint8_t hash[LOAD_HASH], int64_t *rows, struct err *err)
{
	if (units_of(known->store, hash, rows, err) != 0)
		return -1;
	if (*rows >= 0)
		known->skip_after_new = 0;
	else if (known->skip_after_new < SKIP_MAX)
		known->skip_after_new = 2 * known->skip_after_new + 1;
	known->skip = known->skip_after_new;
	return 0;
}

/* ---- noting ---- */

void known_note(struct known *known, const uint8_t hash[LOAD_HASH], int64_t units)
{
	if (known->noted_n == known->noted_cap) {
		known->noted_cap = known->noted_cap ? 2 * known->noted_cap : 64;
		known->noted = must_realloc(known->noted, known->noted_cap * sizeof *known->noted);
	}
	struct noted *noted = &known->noted[known->noted_n++];
	memcpy(noted->hash, hash, LOAD_HASH);
	noted->units = units;
}

bool known_is_noted(const struct known *known)
{
	return known->noted_n > 0;
}

static int compare_noted(const void *a, const void *b)
{
	return memcmp(((const struct noted *)a)->hash, ((const struct noted *)b)->hash, LOAD_HASH);
}

int known_write(struct known *known, struct err *err)
{
	if (known->noted_n)
		qsort(known->noted, known->noted_n, sizeof *known->noted, compare_noted);
	for (size_t i = 0; i < known->noted_n; i++) {
		sqlite3_stmt *put = db_statement(known->store,
		    "INSERT INTO known_line VALUES (?1, ?2) ON CONFLICT DO NOTHING", err);
		if (!put)
			return -1;
		sqlite3_bind_blob(put, 1, known->noted[i].hash, LOAD_HASH, SQLITE_STATIC);
		sqlite3_bind_int64(put, 2, known->noted[i].units);
		if (db_step(known->store, put, err) < 0)
			return -1;
	}
	known->any |= known->noted_n > 0;
	known->noted_n = 0;
	return 0;
}
