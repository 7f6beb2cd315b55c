/* stats.c: the row of film_stats: what a film's mentions and pages add up to. */
#include "schema/store/array_source.h"
#include "schema/store/ballots/row.h"
#include "schema/store/counts/counts.h"

/* Votes and times, from the counts of the films' mentions; has each of them a page, and has it
 * totals? Most films of a large table of ratings have neither, and few pages have a poll (of an AND
 * sqlite would ask both sides). */
#define VOTES                                                                                      \
	"SELECT a.rowid, favorite, unfavorite, anonymous, ratings, "                               \
	"first_at * 8 + first_unit, last_at * 8 + last_unit, m.page_id IS NOT NULL, "              \
	"EXISTS (SELECT 1 FROM total t WHERE t.mention_id = m.mention_id) "                        \
	"OR iif(EXISTS (SELECT 1 FROM poll_option), EXISTS (SELECT 1 FROM observation o "          \
	"CROSS JOIN poll_option p USING (observation_id) WHERE o.page_id = m.page_id), 0) "        \
	"FROM array a CROSS JOIN film_mention f ON f.film_id = a.c0 "                              \
	"CROSS JOIN mention m USING (mention_id) "                                                 \
	"LEFT JOIN mention_histogram h ON h.mention_id = m.mention_id"

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
	"WITH reported AS (SELECT m.source_id, o.retrieved_at AS at, p.choice, p.votes "           \
	"FROM film_mention f JOIN mention m USING (mention_id) "                                   \
	"JOIN observation o ON o.page_id = m.page_id "                                             \
	"JOIN poll_option p ON p.observation_id = o.observation_id AND p.n = m.n "                 \
	"WHERE f.film_id = ?1 AND p.votes IS NOT NULL "                                            \
	"UNION ALL SELECT m.source_id, t.observed_at, t.choice, t.votes "                          \
	"FROM film_mention f JOIN mention m USING (mention_id) JOIN total t USING (mention_id) "   \
	"WHERE f.film_id = ?1), latest AS (SELECT *, row_number() OVER "                           \
	"(PARTITION BY source_id, choice ORDER BY at DESC, votes DESC) AS place FROM reported) "   \
	"SELECT sum(CASE choice WHEN 1 THEN votes END), sum(CASE choice WHEN 2 THEN votes END) "   \
	"FROM latest WHERE place = 1"

enum { PART = 512 }; /* films at once */

struct stats {
	int64_t film, favorite, unfavorite, anonymous, ratings;
	int64_t first, last; /* time * 8 + unit; TIME_NONE none */
	bool pages, totals;
	int64_t comments, unread, poll_favorite, poll_unfavorite; /* -1 unknown */
};

#define TIME_NONE INT64_MIN

/* ---- votes ---- */

static void film_column(sqlite3_context *to, const void *films, size_t at, int column)
{
	(void)column;
	sqlite3_result_int64(to, ((const struct stats *)films)[at].film);
}

/* Adds what one mention has on one scale. */
static void votes_add(struct stats *film, sqlite3_stmt *get)
{
	film->favorite += sqlite3_column_int64(get, 1);
	film->unfavorite += sqlite3_column_int64(get, 2);
	film->anonymous += sqlite3_column_int64(get, 3);
	film->ratings += sqlite3_column_int64(get, 4);
	film->pages |= sqlite3_column_int(get, 7);
	film->totals |= sqlite3_column_int(get, 8);
	if (sqlite3_column_type(get, 5) == SQLITE_NULL)
		return;
	int64_t first = sqlite3_column_int64(get, 5), last = sqlite3_column_int64(get, 6);
	if (film->first == TIME_NONE || first < film->first)
		film->first = first;
	if (last > film->last)
		film->last = last;
}

static int read_votes(struct store *store, struct stats *films, size_t n, struct err *err)
{
	const struct array array = {films, n, film_column};
	sqlite3_stmt *get = array_statement(store, VOTES, &array, err);
	int got = get ? 0 : -1;
	while (get && (got = db_step(store, get, err)) > 0)
		votes_add(&films[sqlite3_column_int64(get, 0)], get);
	return got;
}

/* ---- of one film ---- */

static int64_t known(sqlite3_stmt *get, int column)
{
	return sqlite3_column_type(get, column) == SQLITE_NULL ? -1
							       : sqlite3_column_int64(get, column);
}

/* The two numbers that a query gives for a film; -1 unknown. */
static int ask(struct store *store, const char *sql, const struct stats *film, int64_t *one,
    int64_t *other, struct err *err)
{
	sqlite3_stmt *get = db_statement(store, sql, err);
	if (!get)
		return -1;
	sqlite3_bind_int64(get, 1, film->film);
	if (db_step(store, get, err) <= 0)
		return -1;
	*one = known(get, 0);
	*other = known(get, 1);
	db_done(get);
	return 0;
}

static int read_others(struct store *store, struct stats *film, struct err *err)
{
	film->comments = film->unread = film->poll_favorite = film->poll_unfavorite = -1;
	if (film->pages && ask(store, COMMENTS, film, &film->comments, &film->unread, err) != 0)
		return -1;
	if (film->comments < 0)
		film->unread = -1;
	return film->totals
	    ? ask(store, POLLS, film, &film->poll_favorite, &film->poll_unfavorite, err)
	    : 0;
}

/* ---- rows ---- */

static void time_column(sqlite3_context *to, int64_t time)
{
	char text[DATE_TEXT];
	int unit = (int)(time & 7);
	if (time == TIME_NONE)
		return;
	ballot_row_date((time - unit) / 8, unit, text);
	if (*text)
		sqlite3_result_text(to, text, -1, SQLITE_TRANSIENT);
}

static void stats_column(sqlite3_context *to, const void *films, size_t at, int column)
{
	const struct stats *film = (const struct stats *)films + at;
	const int64_t counts[] = {
	    film->film, film->favorite, film->unfavorite, film->ratings, film->anonymous};
	const int64_t unsure[] = {
	    film->poll_favorite, film->poll_unfavorite, film->comments, film->unread};
	if (column < 5)
		sqlite3_result_int64(to, counts[column]);
	else if (column > 8)
		time_column(to, column == 9 ? film->first : film->last);
	else if (unsure[column - 5] >= 0)
		sqlite3_result_int64(to, unsure[column - 5]);
}

static int part_refresh(
    struct store *store, const int64_t *films, size_t n, struct stats *part, struct err *err)
{
	const struct array array = {part, n, stats_column};
	for (size_t i = 0; i < n; i++)
		part[i] = (struct stats){.film = films[i], .first = TIME_NONE, .last = TIME_NONE};
	if (read_votes(store, part, n, err) != 0)
		return -1;
	for (size_t i = 0; i < n; i++)
		if (read_others(store, &part[i], err) != 0)
			return -1;
	return array_run(store,
	    "INSERT OR REPLACE INTO film_stats (film_id, favorite, unfavorite, ratings, anonymous, "
	    "poll_favorite, poll_unfavorite, comments, unread_comments, "
	    "first_vote_at, last_vote_at) "
	    "SELECT c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10 FROM array",
	    &array, err);
}

int stats_refresh(struct store *store, const int64_t *films, size_t n, struct err *err)
{
	struct stats part[PART];
	int result = 0;
	for (size_t i = 0; result == 0 && i < n; i += PART)
		result = part_refresh(store, films + i, n - i < PART ? n - i : PART, part, err);
	return result;
}
