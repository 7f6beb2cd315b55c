/* pages.c: the evidence of pages: names, observations with their history, comments,
 * reviews. */
#include "schema/store/merge/part.h"
#include "schema/store/evidence/page.h"
#include "schema/store/page_hash.h"

/* ---- names ---- */

/* Pages of one name, and those that are kept out under any name. */
static const char *const plain_pages[] = {
    "CREATE TEMP TABLE page_map (part INTEGER PRIMARY KEY, id INTEGER)",
    "INSERT INTO temp.page_map SELECT page_id, 0 FROM part.page "
    "WHERE " KEPT_OUT("page", "key") " UNION SELECT page_id, 0 FROM part.page_alias "
				     "WHERE " KEPT_OUT("page", "key"),
    "INSERT INTO main.page (key) SELECT p.key FROM part.page p "
    "WHERE NOT EXISTS (SELECT 1 FROM temp.page_map m WHERE m.part = p.page_id) "
    "AND NOT EXISTS (SELECT 1 FROM main.page_alias a WHERE a.key = p.key) "
    "AND NOT EXISTS (" PAGE_OF_KEY(
	"p.key") ") "
		 "AND NOT EXISTS (SELECT 1 FROM part.page_alias a WHERE a.page_id = p.page_id) "
		 "ORDER BY p.page_id",
    "INSERT INTO main.page_key SELECT page_hash(key) AS hash, page_id FROM main.page "
    "WHERE page_id > ifnull((SELECT max(page_id) FROM main.page_key), 0) ORDER BY hash",
};

/* Pages of several names are joined as the loader joins them. */
static int named_pages(struct merge *merge, struct err *err)
{
	int got;
	bool made;
	sqlite3_stmt *get = db_statement(merge->store,
	    "SELECT p.key, a.key FROM part.page_alias a JOIN part.page p USING (page_id) "
	    "WHERE NOT EXISTS (SELECT 1 FROM temp.page_map m WHERE m.part = a.page_id) "
	    "ORDER BY a.page_id, a.key",
	    err);
	if (!get)
		return -1;
	while ((got = db_step(merge->store, get, err)) > 0) {
		int64_t page =
		    page_put_alias(merge->store, NULL, (const char *)sqlite3_column_text(get, 0),
			(const char *)sqlite3_column_text(get, 1), &made, &merge->dirty, err);
		if (page < 0) {
			db_done(get);
			return -1;
		}
		id_add(&merge->dirty.pages, page); /* rows of tables may name it so */
	}
	return got;
}

static const char map_pages[] =
    "INSERT INTO temp.page_map SELECT p.page_id, coalesce("
    "(" PAGE_OF_KEY("p.key") "), "
			     "(SELECT page_id FROM main.page_alias WHERE key = p.key)) FROM "
			     "part.page p WHERE 1 "
			     "ON CONFLICT DO NOTHING";

/* ---- observations ---- */

/* Of a page (p) and one of its observations in the part (o): the same here (x). */
#define SAME_OBSERVATION                                                                           \
	"x.page_id = p.id AND x.retrieved_at = o.retrieved_at AND x.importer = o.importer "        \
	"AND x.record_sha256 = o.record_sha256"

static const char *const new_observations[] = {
    "CREATE TEMP TABLE observation_map (part INTEGER PRIMARY KEY, id INTEGER)",
    "INSERT INTO temp.observation_map SELECT o.observation_id, NULL FROM part.observation o "
    "LEFT JOIN temp.page_map p ON p.part = o.page_id WHERE p.id IS NOT 0 "
    "AND NOT " KEPT_OUT("page", "'sha256:' || o.sha256") " AND NOT " KEPT_OUT(
	"record", "o.record_sha256") " AND NOT EXISTS (SELECT 1 FROM main.observation x "
				     "WHERE " SAME_OBSERVATION ")",
};

static const char put_observations[] =
    "INSERT INTO main.observation "
    "(page_id, retrieved_at, sha256, record_sha256, importer, record) "
    "SELECT p.id, o.retrieved_at, o.sha256, o.record_sha256, o.importer, o.record "
    "FROM temp.observation_map m JOIN part.observation o ON o.observation_id = m.part "
    "LEFT JOIN temp.page_map p ON p.part = o.page_id ORDER BY m.part";

static const char *const history[] = {
    "UPDATE temp.observation_map SET id = (SELECT x.observation_id FROM part.observation o "
    "JOIN temp.page_map p ON p.part = o.page_id JOIN main.observation x ON " SAME_OBSERVATION
    " WHERE o.observation_id = observation_map.part)",
    "INSERT INTO main.verdict SELECT m.id, n, ord, choice, label, by, rule, score, conflict "
    "FROM temp.observation_map m JOIN part.verdict h ON h.observation_id = m.part",
    "INSERT INTO main.poll SELECT m.id, n, ord, question "
    "FROM temp.observation_map m JOIN part.poll h ON h.observation_id = m.part",
    "INSERT INTO main.poll_option SELECT m.id, n, poll, ord, choice, label, votes "
    "FROM temp.observation_map m JOIN part.poll_option h ON h.observation_id = m.part",
    "INSERT INTO main.tally SELECT m.id, n, ord, target, name, value, best, worst, scale_assumed, "
    "ratings, reviews, likes, dislikes, approximate, derived, layer "
    "FROM temp.observation_map m JOIN part.tally h ON h.observation_id = m.part",
    "INSERT INTO main.tally_bar SELECT m.id, n, tally, value, votes "
    "FROM temp.observation_map m JOIN part.tally_bar h ON h.observation_id = m.part",
};

static const char dirty_by_observations[] =
    "SELECT page_id FROM main.observation WHERE observation_id IN "
    "(SELECT id FROM temp.observation_map)";

/* ---- comments ---- */

/* A voter's number here; one that the part does not have breaks a foreign key, and so the merge. */
#define VOTER(row) "coalesce(v.id, -" row ".voter_id)"

/* Of a comment the greatest view stays (load/comment.c), as if both had been loaded here. */
static const char *const greater_comments[] = {
    "CREATE TEMP TABLE comment_map (part INTEGER PRIMARY KEY)",
    "INSERT INTO temp.comment_map SELECT c.comment_id FROM part.comment c "
    "LEFT JOIN temp.page_map p ON p.part = c.page_id "
    "LEFT JOIN temp.voter_map v ON v.part = c.voter_id "
    "LEFT JOIN main.comment x ON x.page_id = p.id AND x.id = c.id "
    "WHERE p.id IS NOT 0 AND v.id IS NOT 0 AND NOT " KEPT_OUT(
	"comment", "c.id") " AND "
			   "(x.comment_id IS NULL OR (c.seen_at, c.removed, c.hash) > (x.seen_at, "
			   "x.removed, x.hash))",
};

static const char put_comments[] =
    "INSERT INTO main.comment "
    "(page_id, id, seen_at, removed, hash, voter_id, posted_at, parent, ballot) "
    "SELECT p.id, c.id, c.seen_at, c.removed, c.hash, " VOTER(
	"c") ", c.posted_at, c.parent, "
	     "c.ballot FROM temp.comment_map m JOIN part.comment c ON c.comment_id = m.part "
	     "LEFT JOIN temp.page_map p ON p.part = c.page_id "
	     "LEFT JOIN temp.voter_map v ON v.part = c.voter_id WHERE 1 ORDER BY m.part "
	     "ON CONFLICT (page_id, id) DO UPDATE SET seen_at = excluded.seen_at, "
	     "removed = excluded.removed, hash = excluded.hash, voter_id = excluded.voter_id, "
	     "posted_at = excluded.posted_at, parent = excluded.parent, ballot = excluded.ballot "
	     "WHERE (excluded.seen_at, excluded.removed, excluded.hash) > (seen_at, removed, hash)";

/* The words of the view that stays. */
static const char comment_texts[] =
    "INSERT OR REPLACE INTO main.comment_text SELECT x.comment_id, t.author, t.body "
    "FROM temp.comment_map m JOIN part.comment c ON c.comment_id = m.part "
    "JOIN temp.page_map p ON p.part = c.page_id "
    "JOIN main.comment x ON x.page_id = p.id AND x.id = c.id "
    "AND (x.seen_at, x.removed, x.hash) = (c.seen_at, c.removed, c.hash) "
    "LEFT JOIN part.comment_text t ON t.comment_id = c.comment_id";

static const char dirty_by_comments[] =
    "SELECT p.id FROM temp.comment_map m JOIN part.comment c ON c.comment_id = m.part "
    "JOIN temp.page_map p ON p.part = c.page_id";

/* ---- reviews ---- */

static const char *const new_reviews[] = {
    "CREATE TEMP TABLE review_map (part INTEGER PRIMARY KEY, page INTEGER)",
    "INSERT INTO temp.review_map SELECT r.review_id, p.id FROM part.review r "
    "LEFT JOIN temp.page_map p ON p.part = r.page_id "
    "LEFT JOIN temp.voter_map v ON v.part = r.voter_id "
    "WHERE p.id IS NOT 0 AND v.id IS NOT 0 AND NOT EXISTS (SELECT 1 FROM main.review x "
    "WHERE x.page_id = p.id AND x.n = r.n AND x.hash = r.hash)",
};

static const char put_reviews[] =
    "INSERT INTO main.review (page_id, n, hash, voter_id, posted_at, choice, value, best, worst, "
    "scale_assumed) SELECT m.page, r.n, r.hash, " VOTER(
	"r") ", r.posted_at, r.choice, r.value, "
	     "r.best, r.worst, r.scale_assumed "
	     "FROM temp.review_map m JOIN part.review r ON r.review_id = m.part "
	     "LEFT JOIN temp.voter_map v ON v.part = r.voter_id WHERE 1 ORDER BY m.part "
	     "ON CONFLICT DO NOTHING";

static const char review_texts[] =
    "INSERT INTO main.review_text SELECT x.review_id, t.author, t.body "
    "FROM temp.review_map m JOIN part.review r ON r.review_id = m.part "
    "JOIN main.review x ON x.page_id = m.page AND x.n = r.n AND x.hash = r.hash "
    "JOIN part.review_text t ON t.review_id = r.review_id WHERE 1 ON CONFLICT DO NOTHING";

static const char dirty_by_reviews[] = "SELECT page FROM temp.review_map";

static int merge_names(struct merge *merge, struct err *err)
{
	if (MERGE_RUN_ALL(merge, plain_pages, err) != 0 || named_pages(merge, err) != 0)
		return -1;
	return merge_run(merge, map_pages, false, err);
}

static int merge_observations(struct merge *merge, struct err *err)
{
	if (MERGE_RUN_ALL(merge, new_observations, err) != 0 ||
	    merge_run(merge, put_observations, true, err) != 0 ||
	    MERGE_RUN_ALL(merge, history, err) != 0)
		return -1;
	return merge_note(merge, dirty_by_observations, &merge->dirty.pages, err);
}

static int merge_comments(struct merge *merge, struct err *err)
{
	if (MERGE_RUN_ALL(merge, greater_comments, err) != 0 ||
	    merge_run(merge, put_comments, true, err) != 0 ||
	    merge_run(merge, comment_texts, false, err) != 0)
		return -1;
	return merge_note(merge, dirty_by_comments, &merge->dirty.pages, err);
}

static int merge_reviews(struct merge *merge, struct err *err)
{
	if (MERGE_RUN_ALL(merge, new_reviews, err) != 0 ||
	    merge_run(merge, put_reviews, true, err) != 0 ||
	    merge_run(merge, review_texts, false, err) != 0)
		return -1;
	return merge_note(merge, dirty_by_reviews, &merge->dirty.pages, err);
}

int merge_pages(struct merge *merge, struct err *err)
{
	if (merge_names(merge, err) != 0 || merge_observations(merge, err) != 0 ||
	    merge_comments(merge, err) != 0)
		return -1;
	return merge_reviews(merge, err);
}
