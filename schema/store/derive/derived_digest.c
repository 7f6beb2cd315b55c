/* derived_digest.c: see derived_digest.h. */
#include "schema/store/derive/derived_digest.h"
#include "schema/base/buf.h"
#include "schema/base/digest.h"
#include "schema/store/db.h"

#include <assert.h>
#include <string.h>

enum { ROW_MAX = 256 << 20 };

/* History rows are known by their observation's hash, and mentions and films by their keys. */
#define HISTORY(table, columns)                                                                    \
	{                                                                                          \
		table,                                                                             \
		    "SELECT o.record_sha256, " columns " FROM " table                              \
		    " JOIN observation o USING (observation_id)"                                   \
	}
#define MENTION(table, columns)                                                                    \
	{                                                                                          \
		table,                                                                             \
		    "SELECT m.key, " columns " FROM " table " JOIN mention m USING (mention_id)"   \
	}
#define FILM(table, columns)                                                                       \
	{                                                                                          \
		table, "SELECT f.key, " columns " FROM " table " JOIN film f USING (film_id)"      \
	}
#define WORD(kind, columns, word, id)                                                              \
	{                                                                                          \
		kind "_" word,                                                                     \
		    "SELECT k.key, " columns " FROM " kind "_" word " JOIN " kind                  \
		    " k USING (" kind "_id) JOIN " id " w USING (" id "_id)"                       \
	}

static const struct {
	const char *name, *sql;
} tables[DERIVED_TABLES] = {
    {"page_shown",
	"SELECT p.key, films, comments, title, publisher, author, language, "
	"published_at, retrieved_at FROM page_shown JOIN page p USING (page_id)"},
    {"mention",
	"SELECT m.key, s.name, p.key, m.n, m.page_ref FROM mention m "
	"JOIN source s USING (source_id) LEFT JOIN page p USING (page_id)"},
    MENTION("mention_fact",
	"title, fold, year, released, runtime_min, synopsis, description, "
	"verdict, verdict_rule, verdict_conflict"),
    MENTION("mention_identifier", "scheme, id"),
    MENTION("mention_title", "ord, text, fold, kind, script"),
    WORD("mention", "ord, w.name", "genre", "genre"),
    WORD("mention", "ord, w.name, w.code", "country", "country"),
    WORD("mention", "ord, w.name", "language", "language"),
    MENTION("mention_trailer", "ord, url"),
    WORD("mention", "role, ord, w.name, character, confidence", "credit", "person"),
    HISTORY("verdict", "n, ord, choice, label, by, rule, score, conflict"),
    HISTORY("poll", "n, ord, question"),
    HISTORY("poll_option", "n, poll, ord, choice, label, votes"),
    HISTORY("tally",
	"n, ord, target, name, value, best, worst, scale_assumed, ratings, reviews, "
	"likes, dislikes, approximate, derived, layer"),
    HISTORY("tally_bar", "n, tally, value, votes"),
    {"edge",
	"SELECT a.key, b.key, rule, why FROM edge JOIN mention a ON a.mention_id = a_mention "
	"JOIN mention b ON b.mention_id = b_mention"},
    {"mention_key",
	"SELECT m.key, k.key, year, romanised FROM mention_key k "
	"JOIN mention m USING (mention_id)"},
    {"page_ballot",
	"SELECT m.key, v.key, cast_at, cast_unit, w.value, tie, w.choice, scale_id, "
	"c.id, r.hash FROM page_ballot b JOIN vote w USING (vote_id) "
	"JOIN mention m USING (mention_id) "
	"JOIN voter v ON v.voter_id = b.voter_id "
	"LEFT JOIN comment c ON b.origin % 2 = 0 AND c.comment_id = b.origin / 2 "
	"LEFT JOIN review r ON b.origin % 2 = 1 AND r.review_id = b.origin / 2"},
    {"mention_histogram",
	"SELECT f.key, s.name, h.scale_id, sum(favorite), sum(unfavorite), "
	"sum(anonymous), sum(ratings), min(first_at), max(last_at) "
	"FROM mention_histogram h JOIN mention USING (mention_id) "
	"JOIN source s USING (source_id) JOIN film_mention USING (mention_id) "
	"JOIN film f USING (film_id) GROUP BY f.key, s.name, h.scale_id "
	"HAVING sum(favorite) + sum(unfavorite) + sum(ratings) > 0"},
    FILM("film_stats",
	"favorite, unfavorite, ratings, poll_favorite, poll_unfavorite, comments, "
	"unread_comments, anonymous, first_vote_at, last_vote_at"),
    {"film",
	"SELECT key, title, year, released, runtime_min, url, editor_choice, synopsis, "
	"description FROM film"},
    {"film_mention",
	"SELECT f.key, m.key FROM film_mention JOIN film f USING (film_id) "
	"JOIN mention m USING (mention_id)"},
    FILM("film_alias", "film_alias.key"),
    FILM("film_identifier", "scheme, id"),
    FILM("film_title", "ord, text, kind, script"),
    WORD("film", "ord, w.name", "genre", "genre"),
    WORD("film", "ord, w.name, w.code", "country", "country"),
    WORD("film", "ord, w.name", "language", "language"),
    FILM("film_trailer", "ord, film_trailer.url"),
    WORD("film", "role, ord, w.name, character, confidence", "credit", "person"),
};

static_assert(
    sizeof tables / sizeof *tables == DERIVED_TABLES, "one row of digests for each table");

const char *derived_digest_name(int table)
{
	return tables[table].name;
}

/* A value with its type and length, so that no two rows run together. */
static void add_value(struct buf *row, sqlite3_stmt *get, int column)
{
	int type = sqlite3_column_type(get, column);
	const void *bytes = type == SQLITE_BLOB ? sqlite3_column_blob(get, column)
						: (const void *)sqlite3_column_text(get, column);
	int n = sqlite3_column_bytes(get, column);
	buf_add_format(row, "%d:%d:", type, n);
	if (n)
		buf_add(row, bytes, (size_t)n);
}

/* Adds the row's digest as four numbers, so that the order of rows does not matter and one that
 * stands twice does. */
static void add_row(struct derived_digest *shown, int table, struct buf *row)
{
	uint8_t digest[SHA256_SIZE];
	uint64_t words[4];
	digest_sha256(buf_text(row), row->n, digest);
	memcpy(words, digest, sizeof words);
	for (int i = 0; i < 4; i++)
		shown->digest[table][i] += words[i];
	shown->rows[table]++;
}

static int read_table(
    struct store *store, int table, struct buf *row, struct derived_digest *shown, struct err *err)
{
	int got;
	sqlite3_stmt *get = db_statement(store, tables[table].sql, err);
	if (!get)
		return -1;
	int columns = sqlite3_column_count(get);
	while ((got = db_step(store, get, err)) > 0) {
		buf_clear(row);
		for (int i = 0; i < columns; i++)
			add_value(row, get, i);
		if (row->overflow) {
			db_done(get);
			return err_set(err, EXIT_SYSTEM, "a row of %s is too long",
			    derived_digest_name(table));
		}
		add_row(shown, table, row);
	}
	return got;
}

int derived_digest_read(struct store *store, struct derived_digest *shown, struct err *err)
{
	struct buf row = BUF_INIT(ROW_MAX);
	int result = 0;
	*shown = (struct derived_digest){0};
	for (int i = 0; result == 0 && i < DERIVED_TABLES; i++)
		result = read_table(store, i, &row, shown, err);
	buf_release(&row);
	return result;
}
