/* share.c: which mentions of a film share its ballots: those of one source that have any. */
#include "schema/store/counts/counts.h"
#include "schema/store/fetch.h"

#include <stdlib.h>

struct share {
	int64_t mention, source;
	bool before;  /* it shared when it was last asked */
	bool ballots; /* it has some, or is to be counted */
};

struct shares {
	struct share *at;
	size_t n, cap;
	bool counted; /* one of them is to be counted */
};

static void shares_add(struct shares *shares, struct share share)
{
	if (shares->n == shares->cap) {
		shares->cap = shares->cap ? shares->cap * 2 : 8;
		shares->at = must_realloc(shares->at, shares->cap * sizeof *shares->at);
	}
	shares->at[shares->n++] = share;
}

static int shares_read(struct store *store, int64_t film, const struct id_set *counted,
    struct shares *shares, struct err *err)
{
	int got;
	sqlite3_stmt *get = fetch_of(store,
	    "SELECT m.mention_id, m.source_id, s.mention_id IS NOT NULL, "
	    "EXISTS (SELECT 1 FROM mention_histogram h WHERE h.mention_id = m.mention_id) "
	    "FROM film_mention f JOIN mention m ON m.mention_id = f.mention_id "
	    "LEFT JOIN mention_shared s ON s.mention_id = m.mention_id WHERE f.film_id = ?1",
	    film, err);
	if (!get)
		return -1;
	while ((got = db_step(store, get, err)) > 0) {
		bool is_counted = id_has(counted, sqlite3_column_int64(get, 0));
		shares->counted = shares->counted || is_counted;
		shares_add(shares,
		    (struct share){sqlite3_column_int64(get, 0), sqlite3_column_int64(get, 1),
			sqlite3_column_int(get, 2), sqlite3_column_int(get, 3) || is_counted});
	}
	return got;
}

/* Another mention of the film has ballots of its source as well. */
static bool is_shared(const struct shares *shares, size_t i)
{
	const struct share *one = &shares->at[i];
	for (size_t k = 0; k < shares->n; k++) {
		const struct share *other = &shares->at[k];
		if (k != i && one->ballots && other->ballots && other->source == one->source)
			return true;
	}
	return false;
}

static int shared_set(struct store *store, int64_t mention, int64_t film, struct err *err)
{
	sqlite3_stmt *set = film
	    ? db_statement(store, "INSERT OR REPLACE INTO mention_shared VALUES (?1, ?2)", err)
	    : db_statement(store, "DELETE FROM mention_shared WHERE mention_id = ?1", err);
	if (!set)
		return -1;
	sqlite3_bind_int64(set, 1, mention);
	if (film)
		sqlite3_bind_int64(set, 2, film);
	return db_step(store, set, err);
}

int counts_share(struct store *store, int64_t film, struct dirty *dirty, struct err *err)
{
	struct shares shares = {0};
	int result = shares_read(store, film, &dirty->counted, &shares, err);
	bool counted = shares.counted;
	for (size_t i = 0; result == 0 && i < shares.n; i++) {
		const struct share *share = &shares.at[i];
		bool shared = is_shared(&shares, i);
		if (!shared && !share->before)
			continue;
		result = shared_set(store, share->mention, shared ? film : 0, err);
		id_add(&dirty->shared, share->mention); /* counted is being asked */
		counted = true;
	}
	free(shares.at);
	return result < 0 ? -1 : counted;
}
