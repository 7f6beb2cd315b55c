/* redact: see redact.h. */
#include "schema/store/forget/redact.h"
#include "schema/base/buf.h"
#include "schema/base/digest.h"
#include "schema/base/text.h"
#include "schema/record/record.h"
#include "schema/store/fetch.h"
#include "schema/store/forget/suppress.h"

#include <string.h>

/* As record_write writes it: no escapes but those JSON requires. */
static void escape(struct buf *out, const char *text, size_t n)
{
	static const char letters[] = "\b\t\n\f\r\"\\", names[] = "btnfr\"\\";
	for (size_t i = 0; i < n; i++) {
		const char *at = text[i] ? strchr(letters, text[i]) : NULL;
		if (at)
			buf_add_format(out, "\\%c", names[at - letters]);
		else if ((unsigned char)text[i] < 0x20)
			buf_add_format(out, "\\u%04x", text[i]);
		else
			buf_add_char(out, text[i]);
	}
}

static bool in_word(char c)
{
	return ascii_is_alpha(c) || ascii_is_digit(c);
}

/* "blogger:12" is not in "blogger:123". */
static bool stands_alone(const char *text, const char *end, const char *hit, size_t n)
{
	bool begins = hit == text || !in_word(hit[-1]) || !in_word(hit[0]);
	bool ends = hit + n == end || !in_word(hit[n - 1]) || !in_word(hit[n]);
	return begins && ends;
}

/* False when the text is only part of longer words. */
static bool replace_all(struct buf *out, const char *text, size_t n, const struct buf *needle)
{
	const char *start = text, *end = text + n, *from = text, *hit;
	bool any = false;
	while ((hit = memmem(from, (size_t)(end - from), needle->at, needle->n))) {
		from = hit + needle->n;
		if (!stands_alone(start, end, hit, needle->n))
			continue;
		buf_add(out, text, (size_t)(hit - text));
		buf_add_text(out, "[erased]");
		text = from;
		any = true;
	}
	buf_add(out, text, (size_t)(end - text));
	return any;
}

static int rows_with(
    struct store *store, const struct buf *needle, struct id_set *rows, struct err *err)
{
	sqlite3_stmt *get = db_statement(
	    store, "SELECT observation_id FROM observation WHERE instr(record, ?1)", err);
	if (get)
		db_bind_slice(get, 1, needle->at, needle->n);
	return fetch_set(store, get, rows, err);
}

/* Reads the record without the text: 1, its page touched and its hash kept out; 0 when nothing is
 * to be taken out. */
static int read_without(struct store *store, int64_t row, const struct buf *needle,
    struct buf *without, struct dirty *dirty, struct err *err)
{
	sqlite3_stmt *get = db_statement(store,
	    "SELECT page_id, record_sha256, record FROM observation WHERE observation_id = ?1",
	    err);
	if (!get)
		return -1;
	sqlite3_bind_int64(get, 1, row);
	int got = db_step(store, get, err);
	if (got > 0)
		got = replace_all(without, (const char *)sqlite3_column_text(get, 2),
		    (size_t)sqlite3_column_bytes(get, 2), needle);
	if (got > 0) {
		id_add(&dirty->pages, sqlite3_column_int64(get, 0));
		if (suppress(store, "record", sqlite3_column_blob(get, 1),
			(size_t)sqlite3_column_bytes(get, 1), err) < 0)
			got = -1;
	}
	db_done(get);
	return got;
}

/* Of two records that are the same without the text, one stays. */
static int write_without(
    struct store *store, int64_t row, const struct buf *record, struct err *err)
{
	uint8_t digest[SHA256_SIZE];
	sqlite3_stmt *put = db_statement(store,
	    "UPDATE OR REPLACE observation SET record = ?2, record_sha256 = ?3 "
	    "WHERE observation_id = ?1",
	    err);
	if (!put)
		return -1;
	if (record->overflow)
		return err_set(err, EXIT_SYSTEM, "a record becomes too long");
	digest_sha256(buf_text(record), record->n, digest);
	sqlite3_bind_int64(put, 1, row);
	db_bind_slice(put, 2, record->at, record->n);
	sqlite3_bind_blob(put, 3, digest, sizeof digest, SQLITE_STATIC);
	return db_step(store, put, err);
}

int redact(struct store *store, const char *text, size_t n, struct dirty *dirty, struct err *err)
{
	struct buf needle = BUF_INIT(RECORD_MAX), record = BUF_INIT(2 * RECORD_MAX);
	struct id_set rows = {0};
	escape(&needle, text, n);
	int result = needle.n ? rows_with(store, &needle, &rows, err) : 0;
	for (size_t i = 0; result == 0 && i < rows.n; i++) {
		buf_clear(&record);
		int got = read_without(store, rows.at[i], &needle, &record, dirty, err);
		result = got > 0 ? write_without(store, rows.at[i], &record, err) : got;
	}
	id_release(&rows);
	buf_release(&needle);
	buf_release(&record);
	return result;
}
