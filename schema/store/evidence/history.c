/* history.c: see history.h. */
#include "schema/store/evidence/history.h"
#include "schema/store/db.h"

enum { RECORD_MEMORY = 1 << 30 };

/* A row's place: the observation, the film of the page, the order within it. */
struct place {
	int64_t observation;
	int n;
	int ord;
};

static sqlite3_stmt *placed(
    struct store *store, const char *sql, const struct place *place, struct err *err)
{
	sqlite3_stmt *put = db_statement(store, sql, err);
	if (put) {
		sqlite3_bind_int64(put, 1, place->observation);
		sqlite3_bind_int(put, 2, place->n);
		sqlite3_bind_int(put, 3, place->ord);
	}
	return put;
}

static int verdict_put(
    struct store *store, struct place place, const struct verdict *verdict, struct err *err)
{
	sqlite3_stmt *put = placed(
	    store, "INSERT INTO verdict VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)", &place, err);
	if (!put)
		return -1;
	sqlite3_bind_int(put, 4, verdict->choice);
	db_bind_text(put, 5, verdict->label);
	db_bind_text(put, 6, verdict->by);
	sqlite3_bind_int(put, 7, verdict->rule);
	db_bind_real(put, 8, verdict->score);
	sqlite3_bind_int(put, 9, verdict->conflict);
	return db_step(store, put, err);
}

static int option_put(struct store *store, struct place poll, int ord,
    const struct poll_option *option, struct err *err)
{
	sqlite3_stmt *put = placed(
	    store, "INSERT INTO poll_option VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)", &poll, err);
	if (!put)
		return -1;
	sqlite3_bind_int(put, 4, ord);
	sqlite3_bind_int(put, 5, option->choice);
	db_bind_text(put, 6, option->label);
	db_bind_known(put, 7, option->votes, -1);
	return db_step(store, put, err);
}

static int poll_put(
    struct store *store, struct place place, const struct poll *poll, struct err *err)
{
	int ord = 0;
	sqlite3_stmt *put = placed(store, "INSERT INTO poll VALUES (?1, ?2, ?3, ?4)", &place, err);
	if (!put)
		return -1;
	db_bind_text(put, 4, poll->question);
	int result = db_step(store, put, err);
	list_each (struct poll_option, option, &poll->options)
		if (result == 0)
			result = option_put(store, place, ++ord, option, err);
	return result;
}

static int bar_put(
    struct store *store, struct place tally, const struct tally_bar *bar, struct err *err)
{
	sqlite3_stmt *put = placed(
	    store, "INSERT OR REPLACE INTO tally_bar VALUES (?1, ?2, ?3, ?4, ?5)", &tally, err);
	if (!put)
		return -1;
	sqlite3_bind_double(put, 4, bar->value);
	sqlite3_bind_int64(put, 5, bar->votes);
	return db_step(store, put, err);
}

static int tally_put(
    struct store *store, struct place place, const struct tally *tally, struct err *err)
{
	sqlite3_stmt *put = placed(store,
	    "INSERT INTO tally VALUES "
	    "(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
	    &place, err);
	if (!put)
		return -1;
	sqlite3_bind_int(put, 4, tally->target);
	db_bind_text(put, 5, tally->name);
	db_bind_real(put, 6, tally->value);
	db_bind_real(put, 7, tally->best);
	db_bind_real(put, 8, tally->worst);
	sqlite3_bind_int(put, 9, tally->scale_assumed);
	db_bind_known(put, 10, tally->ratings, -1);
	db_bind_known(put, 11, tally->reviews, -1);
	db_bind_known(put, 12, tally->likes, -1);
	db_bind_known(put, 13, tally->dislikes, -1);
	sqlite3_bind_int(put, 14, tally->approximate);
	sqlite3_bind_int(put, 15, tally->derived);
	sqlite3_bind_int(put, 16, tally->layer);
	int result = db_step(store, put, err);
	list_each (struct tally_bar, bar, &tally->histogram)
		if (result == 0)
			result = bar_put(store, place, bar, err);
	return result;
}

int history_write(
    struct store *store, int64_t observation, const struct record *record, struct err *err)
{
	int n = 0, result = 0;
	list_each (struct film, film, &record->films) {
		struct place place = {observation, ++n, 0};
		list_each (struct verdict, verdict, &film->verdicts) {
			place.ord++;
			if (result == 0)
				result = verdict_put(store, place, verdict, err);
		}
		place.ord = 0;
		list_each (struct poll, poll, &film->polls) {
			place.ord++;
			if (result == 0)
				result = poll_put(store, place, poll, err);
		}
		place.ord = 0;
		list_each (struct tally, tally, &film->tallies) {
			place.ord++;
			if (result == 0)
				result = tally_put(store, place, tally, err);
		}
	}
	return result;
}

/* ---- all of it ---- */

/* Observations are walked by number: writing history does not disturb a look-up of the next. */
static int next_observation(struct store *store, struct arena *arena, int64_t *observation,
    struct record *record, struct err *err)
{
	sqlite3_stmt *get = db_statement(store,
	    "SELECT observation_id, record FROM observation WHERE observation_id > ?1 "
	    "ORDER BY observation_id LIMIT 1",
	    err);
	if (!get)
		return -1;
	sqlite3_bind_int64(get, 1, *observation);
	int got = db_step(store, get, err);
	if (got > 0) {
		*observation = sqlite3_column_int64(get, 0);
		if (record_read(arena, (const char *)sqlite3_column_text(get, 1),
			(size_t)sqlite3_column_bytes(get, 1), record, err) != 0)
			got = err_set(err, EXIT_SYSTEM, "the database is damaged: a stored record");
	}
	db_done(get);
	return got;
}

int history_all(struct store *store, struct err *err)
{
	static const char wipe[] =
	    "DELETE FROM verdict; DELETE FROM poll; DELETE FROM poll_option; "
	    "DELETE FROM tally; DELETE FROM tally_bar";
	struct arena arena;
	struct record record;
	int64_t observation = 0;
	int got = db_run(store, wipe, err) == 0 ? 1 : -1;
	arena_init(&arena, RECORD_MEMORY);
	while (got > 0 && (got = next_observation(store, &arena, &observation, &record, err)) > 0) {
		if (history_write(store, observation, &record, err) != 0)
			got = -1;
		arena_reset(&arena);
	}
	arena_release(&arena);
	return got;
}
