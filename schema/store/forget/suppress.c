/* suppress: see suppress.h. */
#include "schema/store/forget/suppress.h"
#include "schema/store/fetch.h"
#include "schema/store/forget/erase.h"
#include "schema/store/names/voter_key.h"

#include <string.h>

/* suppression_trace(kind, key); NULL of a NULL. */
static void trace_function(sqlite3_context *context, int n, sqlite3_value **values)
{
	uint8_t trace[VOTER_KEY_SIZE];
	const char *kind = (const char *)sqlite3_value_text(values[0]);
	const void *key = sqlite3_value_blob(values[1]);
	(void)n;
	if (!kind || sqlite3_value_type(values[1]) == SQLITE_NULL) {
		sqlite3_result_null(context);
		return;
	}
	voter_key_trace(
	    kind, key ? key : "", key ? (size_t)sqlite3_value_bytes(values[1]) : 0, trace);
	sqlite3_result_blob(context, trace, sizeof trace, SQLITE_TRANSIENT);
}

int suppress_start(struct store *store, struct err *err)
{
	int code = sqlite3_create_function(store->db, "suppression_trace", 2,
	    SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, NULL, trace_function, NULL,
	    NULL);
	return code == SQLITE_OK ? 0 : db_err(store, err);
}

int suppress(struct store *store, const char *kind, const void *key, size_t n, struct err *err)
{
	uint8_t trace[VOTER_KEY_SIZE];
	sqlite3_stmt *put = db_statement(
	    store, "INSERT INTO suppression VALUES (?1, ?2) ON CONFLICT DO NOTHING", err);
	if (!put)
		return -1;
	voter_key_trace(kind, key, n, trace);
	db_bind_text(put, 1, kind);
	sqlite3_bind_blob(put, 2, trace, sizeof trace, SQLITE_STATIC);
	return db_step(store, put, err) < 0 ? -1 : sqlite3_changes(store->db);
}

/* The rows that the query finds are read whole before anything is erased. */
static int erase_each(struct store *store, const char *sql,
    int (*erase)(struct store *, int64_t, struct dirty *, struct err *), struct dirty *dirty,
    int64_t *erased, struct err *err)
{
	struct id_set rows = {0};
	int result = fetch_set(store, db_statement(store, sql, err), &rows, err);
	id_settle(&rows);
	if (result == 0 && rows.n)
		result = erase_start(store, err);
	for (size_t i = 0; result == 0 && i < rows.n; i++)
		result = erase(store, rows.at[i], dirty, err);
	*erased += (int64_t)rows.n;
	id_release(&rows);
	return result;
}

int suppress_decisions(struct store *store, struct err *err)
{
	if (erase_start(store, err) != 0)
		return -1;
	return db_run(
	    store, "DELETE FROM decision WHERE " DECISION_KEPT_OUT("verb", "a", "b"), err);
}

int suppress_apply(struct store *store, struct dirty *dirty, int64_t *erased, struct err *err)
{
	*erased = 0;
	/* voters before comments: a voter's comments are kept out with the voter */
	if (erase_each(store, "SELECT voter_id FROM voter WHERE " KEPT_OUT("voter", "key"),
		erase_voter, dirty, erased, err) != 0 ||
	    erase_each(store, "SELECT comment_id FROM comment WHERE " KEPT_OUT("comment", "id"),
		erase_comment, dirty, erased, err) != 0 ||
	    erase_each(store,
		"SELECT observation_id FROM observation WHERE " KEPT_OUT("record", "record_sha256"),
		erase_observation, dirty, erased, err) != 0)
		return -1;
	if (erase_each(store,
		"SELECT page_id FROM page WHERE " KEPT_OUT(
		    "page", "key") " UNION SELECT page_id FROM page_alias WHERE " KEPT_OUT("page",
		    "key") " UNION SELECT page_id FROM observation WHERE " KEPT_OUT("page",
		    "'sha256:' || sha256"),
		erase_page, dirty, erased, err) != 0)
		return -1;
	return suppress_decisions(store, err);
}
