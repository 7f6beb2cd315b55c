/* counts: see counts.h. */
#include "schema/store/counts/counts.h"
#include "schema/store/counts/pick.h"
#include "schema/store/db.h"

/* Counts the mentions, or all when `mentions` is NULL. */
static int count(struct store *store, const struct id_set *mentions, struct err *err)
{
	struct scope scope = {0};
	struct tally_set *tallies = tally_open();
	struct id_set found = {0};
	int result = scope_read(store, mentions, &scope, err);
	if (result == 0)
		result = !mentions || scope.tables ? pick_from_all(store, &scope, tallies, err)
						   : pick_from_pages(store, &scope, tallies, err);
	for (size_t i = 0; i < scope.n; i++)
		id_add(&found, scope.at[i].mention);
	if (result == 0)
		result = tally_replace(tallies, store, &found, err);
	tally_close(tallies);
	id_release(&found);
	scope_release(&scope);
	return result;
}

int counts_all(struct store *store, struct err *err)
{
	return count(store, NULL, err);
}

/* Is it a table's, and does it share? */
static int kind_of(struct store *store, int64_t mention, bool *table, bool *shared, struct err *err)
{
	sqlite3_stmt *get = db_statement(store,
	    "SELECT m.page_id IS NULL, s.mention_id IS NOT NULL FROM mention m "
	    "LEFT JOIN mention_shared s ON s.mention_id = m.mention_id WHERE m.mention_id = ?1",
	    err);
	if (!get)
		return -1;
	sqlite3_bind_int64(get, 1, mention);
	int got = db_step(store, get, err);
	*table = got > 0 && sqlite3_column_int(get, 0);
	*shared = got > 0 && sqlite3_column_int(get, 1);
	db_done(get);
	return got < 0 ? -1 : 0;
}

enum { PART = 4096 };

/*
 * Many mentions of pages are counted in parts, so that a large load needs little memory; those that
 * share with another stay together. With a table's among them all are counted at once: that walks
 * through all ballots.
 */
static int count_in_parts(struct store *store, const struct id_set *mentions, struct err *err)
{
	struct id_set part = {0}, shared = {0};
	bool table = false, shares = false;
	int result = 0;
	for (size_t i = 0; result == 0 && !table && i < mentions->n; i++) {
		result = kind_of(store, mentions->at[i], &table, &shares, err);
		id_add(shares ? &shared : &part, mentions->at[i]);
		if (result == 0 && !table && part.n == PART) {
			result = count(store, &part, err);
			id_clear(&part);
		}
	}
	if (result == 0 && table)
		result = count(store, mentions, err);
	if (result == 0 && !table && part.n)
		result = count(store, &part, err);
	if (result == 0 && !table && shared.n)
		result = count(store, &shared, err);
	id_release(&part);
	id_release(&shared);
	return result;
}

int counts_refresh(
    struct store *store, const struct id_set *films, struct dirty *dirty, struct err *err)
{
	for (size_t i = 0; i < films->n; i++)
		if (counts_share(store, films->at[i], dirty, err) < 0)
			return -1;
	id_add_all(&dirty->counted, &dirty->shared);
	id_settle(&dirty->counted);
	return count_in_parts(store, &dirty->counted, err);
}

int counts_fresh(struct store *store, struct dirty *dirty, struct err *err)
{
	const struct fresh_list *fresh = &dirty->fresh;
	struct id_set *counted = &dirty->counted, part = {0};
	size_t rest = 0, at = 0;
	int result = 0;
	id_settle(counted);
	for (size_t i = 0; result == 0 && i < counted->n; i++) {
		while (at < fresh->n && fresh->at[at].mention < counted->at[i])
			at++;
		if (at < fresh->n && fresh->at[at].mention == counted->at[i])
			id_add(&part, counted->at[i]);
		else
			counted->at[rest++] = counted->at[i];
		if (part.n == PART || (part.n && i + 1 == counted->n)) {
			result = count(store, &part, err);
			id_clear(&part);
		}
	}
	counted->n = rest;
	id_release(&part);
	return result;
}
