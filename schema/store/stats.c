/* stats.c: the row of film_stats: what a film's mentions and pages add up to. */
#include "schema/store/ballot_row.h"
#include "schema/store/counts.h"
#include "schema/store/db.h"

/* Votes and times, from the counts of the film's mentions; has it pages, and has it totals? Most films of a large table of
 * ratings have neither, and few pages have a poll. */
#define VOTES                                                                                      \
	"SELECT total(favorite), total(unfavorite), total(anonymous), total(ratings), "            \
	"min(first_at * 8 + first_unit), max(last_at * 8 + last_unit), "                           \
	"max(m.page_id IS NOT NULL), "                                                             \
	"max(EXISTS (SELECT 1 FROM total t WHERE t.mention_id = m.mention_id) "                    \
	"OR CASE WHEN EXISTS (SELECT 1 FROM poll_option) THEN EXISTS (SELECT 1 FROM observation "  \
	"o "                                                                                       \
	"CROSS JOIN poll_option p USING (observation_id) WHERE o.page_id = m.page_id) END) "       \
	"FROM film_mention f CROSS JOIN mention m USING (mention_id) "                             \
	"LEFT JOIN mention_histogram h ON h.mention_id = m.mention_id WHERE f.film_id = ?1"

/* Comments of the pages that show this film alone; those to be read by a person are by somebody who
 * may vote, are there, and were not read as a vote, nor decided to be none. */
#define COMMENTS                                                                                   \
	"SELECT sum(s.comments), sum((SELECT count(*) FROM comment c WHERE c.page_id = m.page_id " \
	"AND c.removed = 0 AND c.voter_id IS NOT NULL AND c.ballot NOT IN (1, 2) "                 \
	"AND (SELECT choice FROM comment_decided d WHERE d.comment_id = c.comment_id) IS NULL)) "  \
	"FROM film_mention f CROSS JOIN mention m USING (mention_id) "                             \
	"CROSS JOIN page_shown s ON s.page_id = m.page_id AND s.films = 1 WHERE f.film_id = ?1"

/* Reported totals: of each source the latest of each side, the greater of equally late ones;
 * sources are added. */
#define POLLS                                                                                      \
	"WITH said AS (SELECT m.source_id, o.retrieved_at AS at, p.choice, p.votes "               \
	"FROM film_mention f JOIN mention m USING (mention_id) "                                   \
	"JOIN observation o ON o.page_id = m.page_id "                                             \
	"JOIN poll_option p ON p.observation_id = o.observation_id AND p.n = m.n "                 \
	"WHERE f.film_id = ?1 AND p.votes IS NOT NULL "                                            \
	"UNION ALL SELECT m.source_id, t.observed_at, t.choice, t.votes "                          \
	"FROM film_mention f JOIN mention m USING (mention_id) JOIN total t USING (mention_id) "   \
	"WHERE f.film_id = ?1), latest AS (SELECT *, row_number() OVER "                           \
	"(PARTITION BY source_id, choice ORDER BY at DESC, votes DESC) AS place FROM said) "       \
	"SELECT sum(CASE choice WHEN 1 THEN votes END), sum(CASE choice WHEN 2 THEN votes END) "   \
	"FROM latest WHERE place = 1"

struct stats {
	int64_t favorite, unfavorite, anonymous, ratings;
	char first[DATE_TEXT], last[DATE_TEXT];
	int64_t comments, unread, poll_favorite, poll_unfavorite; /* -1 unknown */
};

static sqlite3_stmt *ask(struct store *store, const char *sql, int64_t film, struct err *err)
{
	sqlite3_stmt *get = db_statement(store, sql, err);
	if (!get)
		return NULL;
	sqlite3_bind_int64(get, 1, film);
	return db_step(store, get, err) > 0 ? get : NULL;
}

static int64_t known(sqlite3_stmt *get, int column)
{
	return sqlite3_column_type(get, column) == SQLITE_NULL ? -1
							       : sqlite3_column_int64(get, column);
}

static void time_text(sqlite3_stmt *get, int column, char out[DATE_TEXT])
{
	int64_t time = sqlite3_column_int64(get, column);
	int unit = (int)(time & 7);
	bool absent = sqlite3_column_type(get, column) == SQLITE_NULL;
	ballot_row_date((time - unit) / 8, absent ? CAST_ABSENT : unit, out);
}

static int stats_read(struct store *store, int64_t film, struct stats *stats, struct err *err)
{
	sqlite3_stmt *get = ask(store, VOTES, film, err);
	if (!get)
		return -1;
	stats->favorite = sqlite3_column_int64(get, 0);
	stats->unfavorite = sqlite3_column_int64(get, 1);
	stats->anonymous = sqlite3_column_int64(get, 2);
	stats->ratings = sqlite3_column_int64(get, 3);
	time_text(get, 4, stats->first);
	time_text(get, 5, stats->last);
	bool pages = sqlite3_column_int(get, 6), totals = sqlite3_column_int(get, 7);
	db_done(get);
	stats->comments = stats->unread = stats->poll_favorite = stats->poll_unfavorite = -1;
	if (pages && !(get = ask(store, COMMENTS, film, err)))
		return -1;
	if (pages) {
		stats->comments = known(get, 0);
		stats->unread = stats->comments < 0 ? -1 : sqlite3_column_int64(get, 1);
		db_done(get);
	}
	if (!totals)
		return 0;
	if (!(get = ask(store, POLLS, film, err)))
		return -1;
	stats->poll_favorite = known(get, 0);
	stats->poll_unfavorite = known(get, 1);
	db_done(get);
	return 0;
}

int stats_refresh(struct store *store, int64_t film, struct err *err)
{
	struct stats stats;
	if (stats_read(store, film, &stats, err) != 0)
		return -1;
	sqlite3_stmt *put = db_statement(store,
	    "INSERT OR REPLACE INTO film_stats (film_id, favorite, unfavorite, ratings, "
	    "poll_favorite, "
	    "poll_unfavorite, comments, unread_comments, anonymous, first_vote_at, "
	    "last_vote_at) "
	    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, nullif(?10, ''), nullif(?11, ''))",
	    err);
	if (!put)
		return -1;
	sqlite3_bind_int64(put, 1, film);
	sqlite3_bind_int64(put, 2, stats.favorite);
	sqlite3_bind_int64(put, 3, stats.unfavorite);
	sqlite3_bind_int64(put, 4, stats.ratings);
	db_bind_known(put, 5, stats.poll_favorite, -1);
	db_bind_known(put, 6, stats.poll_unfavorite, -1);
	db_bind_known(put, 7, stats.comments, -1);
	db_bind_known(put, 8, stats.unread, -1);
	sqlite3_bind_int64(put, 9, stats.anonymous);
	db_bind_text(put, 10, stats.first);
	db_bind_text(put, 11, stats.last);
	return db_step(store, put, err);
}
