/* tables.c: voters, and the evidence of tables: mentions, ballots, totals. */
#include "schema/store/merge/part.h"
#include "schema/store/evidence/table_key.h"

enum { SORT_MIN = 4096 };

/* ---- voters ---- */

static const char *const voters[] = {
    "INSERT INTO main.voter (key, anonymous) SELECT key, anonymous FROM part.voter "
    "WHERE NOT " KEPT_OUT("voter", "key") " ORDER BY voter_id ON CONFLICT DO NOTHING",
    "CREATE TEMP TABLE voter_map (part INTEGER PRIMARY KEY, id INTEGER)",
    "INSERT INTO temp.voter_map SELECT p.voter_id, coalesce(v.voter_id, 0) FROM part.voter p "
    "LEFT JOIN main.voter v ON v.key = p.key ORDER BY p.voter_id",
};

/* A page's comments by a voter who is kept out are so themselves, as if they had been erased
 * here. */
static const char voters_comments[] =
    "INSERT INTO main.suppression SELECT 'comment', suppression_trace('comment', c.id) "
    "FROM temp.voter_map v JOIN part.comment c ON c.voter_id = v.part WHERE v.id = 0 "
    "ON CONFLICT DO NOTHING";

int merge_voters(struct merge *merge, struct err *err)
{
	if (MERGE_RUN_ALL(merge, voters, err) != 0)
		return -1;
	return merge_run(merge, voters_comments, false, err);
}

/* ---- mentions ---- */

static const char *const mentions[] = {
    "INSERT INTO main.scale SELECT scale_id, best, worst FROM part.scale WHERE 1 "
    "ON CONFLICT DO NOTHING",
    "INSERT INTO main.source (name) SELECT DISTINCT s.name FROM part.mention m "
    "JOIN part.source s USING (source_id) WHERE m.page_id IS NULL ORDER BY s.source_id "
    "ON CONFLICT DO NOTHING",
    "CREATE TEMP TABLE mention_new (id INTEGER PRIMARY KEY)",
    "INSERT INTO temp.mention_new SELECT m.mention_id FROM part.mention m "
    "WHERE m.page_id IS NULL AND NOT EXISTS (SELECT 1 FROM main.mention x "
    "WHERE x.key = m.key AND x.page_id IS NULL)",
    "INSERT INTO main.mention (key, source_id, page_id, n, page_ref) "
    "SELECT m.key, (SELECT x.source_id FROM part.source s JOIN main.source x USING (name) "
    "WHERE s.source_id = m.source_id), NULL, m.n, m.page_ref "
    "FROM temp.mention_new JOIN part.mention m ON m.mention_id = id ORDER BY id",
    "CREATE TEMP TABLE mention_map (part INTEGER PRIMARY KEY, id INTEGER)",
    "INSERT INTO temp.mention_map SELECT m.mention_id, x.mention_id FROM part.mention m "
    "JOIN main.mention x USING (key) WHERE m.page_id IS NULL AND x.page_id IS NULL "
    "ORDER BY m.mention_id",
};

static const char new_mentions[] =
    "SELECT m.id FROM temp.mention_new JOIN temp.mention_map m ON m.part = mention_new.id";

static int merge_mentions(struct merge *merge, struct err *err)
{
	struct id_set fresh = {0};
	int result = MERGE_RUN_ALL(merge, mentions, err);
	if (result == 0)
		result = merge_note(merge, new_mentions, &fresh, err);
	for (size_t i = 0; result == 0 && i < fresh.n; i++) {
		id_add(&merge->dirty.mentions, fresh.at[i]);
		result = table_mention_write(merge->store, fresh.at[i], err);
	}
	id_release(&fresh);
	return result;
}

/* ---- ballots and totals ---- */

/* Votes that only ballots of pages hold may stay behind unused, as their rows are made again here.
 */
static const char *const votes[] = {
    "INSERT INTO main.vote (cast_unit, value, tie, choice, scale_id) "
    "SELECT cast_unit, value, tie, choice, scale_id FROM part.vote ORDER BY vote_id "
    "ON CONFLICT DO NOTHING",
    "CREATE TEMP TABLE vote_map (part INTEGER PRIMARY KEY, id INTEGER)",
    "INSERT INTO temp.vote_map SELECT p.vote_id, v.vote_id FROM part.vote p JOIN main.vote v "
    "USING (value, choice, tie, cast_unit, scale_id) ORDER BY p.vote_id",
};

/* A row whose voter, mention or vote the part does not have meets NOT NULL, and so ends the
 * merge. */
static const char ballots[] =
    "INSERT INTO main.ballot_row SELECT v.id, m.id, b.cast_at, w.id FROM part.ballot_row b "
    "LEFT JOIN temp.voter_map v ON v.part = b.voter_id "
    "LEFT JOIN temp.mention_map m ON m.part = b.mention_id "
    "LEFT JOIN temp.vote_map w ON w.part = b.vote_id WHERE v.id IS NOT 0 "
    "AND NOT EXISTS (SELECT 1 FROM main.ballot_row x WHERE x.voter_id = v.id "
    "AND x.mention_id = m.id AND x.cast_at = b.cast_at AND x.vote_id = w.id) "
    "AND merge_counted(m.id)";

static const char totals[] =
    "INSERT INTO main.total SELECT m.id, t.observed_at, t.choice, t.votes FROM part.total t "
    "LEFT JOIN temp.mention_map m ON m.part = t.mention_id "
    "WHERE NOT EXISTS (SELECT 1 FROM main.total x WHERE x.mention_id = m.id "
    "AND x.observed_at = t.observed_at AND x.choice = t.choice AND x.votes = t.votes) "
    "AND merge_counted(m.id)";

/* Row numbers come in no order, many times each: they are sorted whenever they have doubled. */
static void note_counted(struct merge *merge, int64_t mention)
{
	struct id_set *counted = &merge->dirty.counted;
	if (counted->n > merge->sort_at) {
		id_settle(counted);
		merge->sort_at = 2 * counted->n + SORT_MIN;
	}
	id_add(counted, mention);
}

/* merge_counted(mention): notes a mention whose ballots change; true. */
static void counted_function(sqlite3_context *context, int n, sqlite3_value **values)
{
	struct merge *merge = sqlite3_user_data(context);
	(void)n;
	if (sqlite3_value_type(values[0]) != SQLITE_NULL)
		note_counted(merge, sqlite3_value_int64(values[0]));
	sqlite3_result_int(context, 1);
}

int merge_tables(struct merge *merge, struct err *err)
{
	if (sqlite3_create_function(merge->store->db, "merge_counted", 1,
		SQLITE_UTF8 | SQLITE_DIRECTONLY, merge, counted_function, NULL, NULL) != SQLITE_OK)
		return db_err(merge->store, err);
	if (merge_mentions(merge, err) != 0)
		return -1;
	if (MERGE_RUN_ALL(merge, votes, err) != 0 || merge_run(merge, ballots, true, err) != 0)
		return -1;
	return merge_run(merge, totals, true, err);
}
