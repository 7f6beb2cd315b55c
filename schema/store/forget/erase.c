/* erase: see erase.h. */
#include "schema/store/forget/erase.h"
#include "schema/store/fetch.h"

#include <stddef.h>

#define COUNT(list) (sizeof(list) / sizeof *(list))

int erase_start(struct store *store, struct err *err)
{
	return db_run(store, "PRAGMA secure_delete=ON", err);
}

static int run_each(
    struct store *store, const char *const *sql, size_t n, int64_t row, struct err *err)
{
	for (size_t i = 0; i < n; i++) {
		sqlite3_stmt *statement = fetch_of(store, sql[i], row, err);
		if (!statement || db_step(store, statement, err) < 0)
			return -1;
	}
	return 0;
}

/* Adds the first column of all rows. */
static int note(
    struct store *store, const char *sql, int64_t row, struct id_set *ids, struct err *err)
{
	return fetch_set(store, fetch_of(store, sql, row, err), ids, err);
}

/* ---- a voter ---- */

/* The mentions of pages with the voter's comments or reviews, which may vote. */
#define OF_VOTER                                                                                   \
	"SELECT mention_id FROM comment JOIN mention USING (page_id) WHERE voter_id = ?1 "         \
	"UNION SELECT mention_id FROM review JOIN mention USING (page_id) WHERE voter_id = ?1"

int erase_voter(struct store *store, int64_t voter, struct dirty *dirty, struct err *err)
{
	static const char *const wipe[] = {
	    "INSERT INTO suppression SELECT 'voter', suppression_trace('voter', key) FROM voter "
	    "WHERE voter_id = ?1 ON CONFLICT DO NOTHING",
	    "INSERT INTO suppression SELECT 'comment', suppression_trace('comment', id) "
	    "FROM comment WHERE voter_id = ?1 ON CONFLICT DO NOTHING",
	    "DELETE FROM ballot_row WHERE voter_id = ?1",
	    "DELETE FROM page_ballot WHERE voter_id = ?1 AND mention_id IN (" OF_VOTER ")",
	    "DELETE FROM comment WHERE voter_id = ?1",
	    "DELETE FROM review WHERE voter_id = ?1",
	    "DELETE FROM voter WHERE voter_id = ?1",
	};
	if (note(store,
		"SELECT page_id FROM comment WHERE voter_id = ?1 "
		"UNION SELECT page_id FROM review WHERE voter_id = ?1",
		voter, &dirty->pages, err) != 0 ||
	    note(store,
		"SELECT DISTINCT mention_id FROM ballot_row WHERE voter_id = ?1 UNION " OF_VOTER,
		voter, &dirty->counted, err) != 0)
		return -1;
	return run_each(store, wipe, COUNT(wipe), voter, err);
}

/* ---- a comment ---- */

int erase_comment(struct store *store, int64_t comment, struct dirty *dirty, struct err *err)
{
	static const char *const wipe[] = {
	    "INSERT INTO suppression SELECT 'comment', suppression_trace('comment', id) "
	    "FROM comment WHERE comment_id = ?1 ON CONFLICT DO NOTHING",
	    "DELETE FROM page_ballot WHERE origin = 2 * ?1 AND mention_id IN "
	    "(SELECT mention_id FROM mention JOIN comment USING (page_id) WHERE comment_id = ?1)",
	    "DELETE FROM comment_text WHERE comment_id = ?1", /* a load does not follow foreign keys
	                                                       */
	    "DELETE FROM comment WHERE comment_id = ?1",
	};
	if (note(store, "SELECT page_id FROM comment WHERE comment_id = ?1", comment, &dirty->pages,
		err) != 0 ||
	    note(store,
		"SELECT mention_id FROM mention JOIN comment USING (page_id) WHERE comment_id = ?1",
		comment, &dirty->counted, err) != 0)
		return -1;
	return run_each(store, wipe, COUNT(wipe), comment, err);
}

/* ---- a page ---- */

#define NAMES                                                                                      \
	"SELECT key AS name FROM page WHERE page_id = ?1 "                                         \
	"UNION SELECT key FROM page_alias WHERE page_id = ?1"

int erase_page(struct store *store, int64_t page, struct dirty *dirty, struct err *err)
{
	static const char *const wipe[] = {
	    "INSERT INTO suppression SELECT 'page', suppression_trace('page', name) "
	    "FROM (" NAMES " UNION SELECT 'sha256:' || sha256 FROM observation "
	    "WHERE page_id = ?1 AND sha256 <> '') WHERE 1 ON CONFLICT DO NOTHING",
	    "DELETE FROM decision WHERE verb = 'ballot' "
	    "AND a IN (SELECT id FROM comment WHERE page_id = ?1)",
	    "DELETE FROM page_ballot WHERE mention_id IN "
	    "(SELECT mention_id FROM mention WHERE page_id = ?1)",
	    "DELETE FROM comment WHERE page_id = ?1",
	    "DELETE FROM review WHERE page_id = ?1",
	    "DELETE FROM observation WHERE page_id = ?1",
	    "DELETE FROM page_alias WHERE page_id = ?1",
	};
	if (note(store, "SELECT mention_id FROM mention WHERE page_id = ?1", page, &dirty->counted,
		err) != 0)
		return -1;
	id_add(&dirty->pages, page);
	return run_each(store, wipe, COUNT(wipe), page, err);
}

int erase_observation(
    struct store *store, int64_t observation, struct dirty *dirty, struct err *err)
{
	static const char *const wipe[] = {"DELETE FROM observation WHERE observation_id = ?1"};
	if (note(store, "SELECT page_id FROM observation WHERE observation_id = ?1", observation,
		&dirty->pages, err) != 0)
		return -1;
	return run_each(store, wipe, COUNT(wipe), observation, err);
}

/* ---- what is left ---- */

int erase_leftovers(struct store *store, struct err *err)
{
	static const char sql[] =
	    "DELETE FROM voter WHERE voter_id NOT IN (SELECT voter_id FROM ballot_row) "
	    "AND voter_id NOT IN (SELECT voter_id FROM comment WHERE voter_id IS NOT NULL) "
	    "AND voter_id NOT IN (SELECT voter_id FROM review WHERE voter_id IS NOT NULL);"
	    "DELETE FROM person WHERE person_id NOT IN (SELECT person_id FROM mention_credit "
	    "UNION SELECT person_id FROM film_credit);"
	    "DELETE FROM genre WHERE genre_id NOT IN (SELECT genre_id FROM mention_genre "
	    "UNION SELECT genre_id FROM film_genre);"
	    "DELETE FROM country WHERE country_id NOT IN (SELECT country_id FROM mention_country "
	    "UNION SELECT country_id FROM film_country);"
	    "DELETE FROM language WHERE language_id NOT IN (SELECT language_id FROM "
	    "mention_language UNION SELECT language_id FROM film_language);"
	    "DELETE FROM vote WHERE vote_id NOT IN (SELECT vote_id FROM ballot_row "
	    "UNION SELECT vote_id FROM page_ballot);"
	    "DELETE FROM source WHERE source_id NOT IN (SELECT source_id FROM mention)";
	return db_run(store, sql, err);
}

int store_scrub(struct store *store, struct err *err)
{
	return db_run(store, "VACUUM", err);
}
