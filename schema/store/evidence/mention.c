/* mention.c: see mention.h. */
#include "schema/store/evidence/mention.h"
#include "schema/base/arena.h"
#include "schema/base/text.h"
#include "schema/store/db.h"
#include "schema/store/names/person.h"
#include "schema/store/names/words.h"
#include "schema/store/write_buffer/write_buffer.h"

#include <string.h>

/* Every table that hangs on a mention and is made again from evidence. */
static const char *const clear_facts[] = {"DELETE FROM mention_fact WHERE mention_id = ?1",
    "DELETE FROM mention_identifier WHERE mention_id = ?1",
    "DELETE FROM mention_title WHERE mention_id = ?1",
    "DELETE FROM mention_genre WHERE mention_id = ?1",
    "DELETE FROM mention_country WHERE mention_id = ?1",
    "DELETE FROM mention_language WHERE mention_id = ?1",
    "DELETE FROM mention_trailer WHERE mention_id = ?1",
    "DELETE FROM mention_credit WHERE mention_id = ?1"};
static const char *const clear_counts[] = {"DELETE FROM mention_histogram WHERE mention_id = ?1",
    "DELETE FROM mention_shared WHERE mention_id = ?1",
    "DELETE FROM page_ballot WHERE mention_id = ?1"};
static const char *const clear_page[] = {"DELETE FROM mention_key WHERE mention_id IN (SELECT "
					 "mention_id FROM mention WHERE page_id = ?1)",
    "DELETE FROM mention WHERE page_id = ?1",
    "DELETE FROM page_key WHERE page_id = ?1 AND hash = page_hash((SELECT key FROM page WHERE "
    "page_id = ?1))",
    "DELETE FROM page_alias WHERE page_id = ?1", "DELETE FROM page WHERE page_id = ?1"};

static int run_each(
    struct store *store, const char *const *sql, size_t n, int64_t id, struct err *err)
{
	for (size_t i = 0; i < n; i++) {
		sqlite3_stmt *statement = db_statement(store, sql[i], err);
		if (!statement)
			return -1;
		sqlite3_bind_int64(statement, 1, id);
		if (db_step(store, statement, err) < 0)
			return -1;
	}
	return 0;
}

#define RUN_EACH(store, list, id, err) run_each(store, list, sizeof(list) / sizeof *(list), id, err)

/* ---- finding and making ---- */

#define PUT "INSERT INTO mention (key, source_id, page_id, n, page_ref) VALUES (?1, ?2, ?3, ?4, ?5)"

static const char put_new[] = PUT;
static const char put_table[] = PUT " ON CONFLICT DO NOTHING";
static const char put_again[] =
    PUT " ON CONFLICT (page_id, n) WHERE page_id IS NOT NULL "
	"DO UPDATE SET key = ?1, source_id = ?2 WHERE key <> ?1 OR source_id <> ?2";

static int64_t put(struct store *store, const char *sql, const char *key, int64_t source_id,
    int64_t page, int n, const char *page_ref, struct err *err)
{
	sqlite3_stmt *statement = source_id < 0 ? NULL : db_statement(store, sql, err);
	if (!statement)
		return -1;
	db_bind_text(statement, 1, key);
	sqlite3_bind_int64(statement, 2, source_id);
	db_bind_known(statement, 3, page, 0);
	sqlite3_bind_int(statement, 4, n);
	db_bind_text(statement, 5, page_ref);
	return db_step(store, statement, err) < 0 ? -1 : sqlite3_last_insert_rowid(store->db);
}

static int64_t found(struct store *store, sqlite3_stmt *get, struct err *err)
{
	int got = db_step(store, get, err);
	int64_t id = got > 0 ? sqlite3_column_int64(get, 0) : got;
	db_done(get);
	return id;
}

static int64_t put_of_page(struct store *store, const char *sql, int64_t page, int n,
    const char *page_key, const char *source, struct err *err)
{
	int64_t source_id = word_id(store, WORD_SOURCE, source, strlen(source), err);
	char *key = sqlite3_mprintf("%s#%d", page_key, n);
	int64_t made =
	    key ? put(store, sql, key, source_id, page, n, NULL, err) : db_err(store, err);
	sqlite3_free(key);
	return made;
}

int64_t mention_first(struct store *store, int64_t page, int n, const char *page_key,
    const char *source, struct err *err)
{
	return put_of_page(store, put_new, page, n, page_key, source, err);
}

int64_t mention_of_page(struct store *store, int64_t page, int n, const char *page_key,
    const char *source, struct err *err)
{
	if (put_of_page(store, put_again, page, n, page_key, source, err) < 0)
		return -1;
	sqlite3_stmt *get = db_statement(
	    store, "SELECT mention_id FROM mention WHERE page_id = ?1 AND n = ?2", err);
	if (!get)
		return -1;
	sqlite3_bind_int64(get, 1, page);
	sqlite3_bind_int(get, 2, n);
	return found(store, get, err);
}

static int64_t find_table(struct store *store, const char *key, struct err *err)
{
	sqlite3_stmt *get = db_statement(
	    store, "SELECT mention_id FROM mention WHERE key = ?1 AND page_id IS NULL", err);
	if (!get)
		return -1;
	db_bind_text(get, 1, key);
	return found(store, get, err);
}

int64_t mention_of_table(struct store *store, const char *key, int64_t source_id,
    const char *page_ref, bool *made, struct err *err)
{
	int64_t id = put(store, put_table, key, source_id, 0, 0, page_ref, err);
	*made = id >= 0 && sqlite3_changes(store->db) > 0;
	return id < 0 || *made ? id : find_table(store, key, err);
}

/* ---- going ---- */

int mentions_end(struct store *store, int64_t page, int n, struct dirty *dirty, struct err *err)
{
	struct id_set gone = {0};
	int got, result = 0;
	sqlite3_stmt *get = db_statement(
	    store, "SELECT mention_id FROM mention WHERE page_id = ?1 AND n > ?2", err);
	if (!get)
		return -1;
	sqlite3_bind_int64(get, 1, page);
	sqlite3_bind_int(get, 2, n);
	while ((got = db_step(store, get, err)) > 0)
		id_add(&gone, sqlite3_column_int64(get, 0));
	for (size_t i = 0; got == 0 && result == 0 && i < gone.n; i++) {
		dirty_again(dirty, gone.at[i]);
		result = RUN_EACH(store, clear_facts, gone.at[i], err) < 0 ||
			RUN_EACH(store, clear_counts, gone.at[i], err) < 0
		    ? -1
		    : 0;
	}
	id_release(&gone);
	return got < 0 ? -1 : result;
}

int page_end(struct store *store, int64_t page, struct err *err)
{
	sqlite3_stmt *get = db_statement(store,
	    "SELECT EXISTS (SELECT 1 FROM observation WHERE page_id = ?1) OR "
	    "EXISTS (SELECT 1 FROM comment WHERE page_id = ?1) OR "
	    "EXISTS (SELECT 1 FROM review WHERE page_id = ?1)",
	    err);
	if (!get)
		return -1;
	sqlite3_bind_int64(get, 1, page);
	int got = db_step(store, get, err);
	bool known = got > 0 && sqlite3_column_int(get, 0);
	db_done(get);
	if (got < 0 || known)
		return got < 0 ? -1 : 0;
	return RUN_EACH(store, clear_page, page, err);
}

/* ---- facts ---- */

static sqlite3_stmt *of_mention(
    struct store *store, const char *sql, int64_t mention, int ord, struct err *err)
{
	sqlite3_stmt *statement = db_statement(store, sql, err);
	if (statement) {
		sqlite3_bind_int64(statement, 1, mention);
		sqlite3_bind_int(statement, 2, ord);
	}
	return statement;
}

/* The page's verdict: the first by precedence of rules, which is the order of the enum. */
static const struct verdict *verdict_of(const struct film *film)
{
	const struct verdict *best = NULL;
	list_each (struct verdict, verdict, &film->verdicts)
		if (!best || verdict->rule < best->rule)
			best = verdict;
	return best;
}

static int fact_put(struct store *store, const char *fold, int64_t mention, const struct film *film,
    struct err *err)
{
	const struct verdict *verdict = verdict_of(film);
	sqlite3_stmt *statement = db_statement(store,
	    "INSERT INTO mention_fact VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)", err);
	if (!statement)
		return -1;
	sqlite3_bind_int64(statement, 1, mention);
	db_bind_text(statement, 2, film->title);
	db_bind_text(statement, 3, fold);
	db_bind_known(statement, 4, film->year, 0);
	db_bind_text(statement, 5, film->released);
	db_bind_known(statement, 6, film->runtime_min, 0);
	db_bind_text(statement, 7, film->synopsis);
	db_bind_text(statement, 8, film->description);
	db_bind_known(statement, 9, verdict ? verdict->choice : 0, 0);
	db_bind_known(statement, 10, verdict ? verdict->rule : 0, 0);
	db_bind_known(statement, 11, verdict ? verdict->conflict : -1, -1);
	return db_step(store, statement, err);
}

static int identifiers_put(
    struct store *store, int64_t mention, const struct film *film, struct err *err)
{
	int result = 0;
	list_each (struct film_id, id, &film->ids) {
		sqlite3_stmt *statement = db_statement(store,
		    "INSERT INTO mention_identifier VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
		    err);
		if (!statement || result != 0)
			return -1;
		sqlite3_bind_int64(statement, 1, mention);
		db_bind_text(statement, 2, id->scheme);
		db_bind_text(statement, 3, id->id);
		result = db_step(store, statement, err);
	}
	return result;
}

static int titles_put(struct store *store, const text_list *folds, int64_t mention,
    const struct film *film, struct err *err)
{
	int ord = 0, result = 0;
	list_each (struct title, title, &film->titles) {
		sqlite3_stmt *statement =
		    of_mention(store, "INSERT INTO mention_title VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
			mention, ++ord, err);
		if (!statement || result != 0)
			return -1;
		db_bind_text(statement, 3, title->text);
		db_bind_text(statement, 4, folds->at[ord]);
		sqlite3_bind_int(statement, 5, title->kind);
		db_bind_text(statement, 6, title->script);
		result = db_step(store, statement, err);
	}
	return result;
}

/* A row that is an order and a word's number. */
static int word_put(
    struct store *store, const char *sql, int64_t mention, int ord, int64_t word, struct err *err)
{
	sqlite3_stmt *statement = word < 0 ? NULL : of_mention(store, sql, mention, ord, err);
	if (!statement)
		return -1;
	sqlite3_bind_int64(statement, 3, word);
	return db_step(store, statement, err);
}

static int lists_put(struct store *store, int64_t mention, const struct film *film, struct err *err)
{
	int result = 0;
	for (size_t i = 0; result == 0 && i < film->genres.n; i++)
		result = word_put(store, "INSERT INTO mention_genre VALUES (?1, ?2, ?3)", mention,
		    (int)i + 1,
		    word_id(store, WORD_GENRE, film->genres.at[i], strlen(film->genres.at[i]), err),
		    err);
	for (size_t i = 0; result == 0 && i < film->countries.n; i++)
		result = word_put(store, "INSERT INTO mention_country VALUES (?1, ?2, ?3)", mention,
		    (int)i + 1,
		    country_id(store, film->countries.at[i].name, film->countries.at[i].code, err),
		    err);
	for (size_t i = 0; result == 0 && i < film->languages.n; i++)
		result = word_put(store, "INSERT INTO mention_language VALUES (?1, ?2, ?3)",
		    mention, (int)i + 1,
		    word_id(store, WORD_LANGUAGE, film->languages.at[i],
			strlen(film->languages.at[i]), err),
		    err);
	for (size_t i = 0; result == 0 && i < film->trailers.n; i++) {
		sqlite3_stmt *statement = of_mention(store,
		    "INSERT INTO mention_trailer VALUES (?1, ?2, ?3)", mention, (int)i + 1, err);
		if (!statement)
			return -1;
		db_bind_text(statement, 3, film->trailers.at[i]);
		result = db_step(store, statement, err);
	}
	return result;
}

static int person_note(struct store *store, struct write_buffer *buffer, int64_t person,
    const char *name, struct err *err)
{
	if (!buffer)
		return person_put(store, person, name, err);
	write_buffer_person(buffer, person, name);
	return 0;
}

static int credit_put(struct store *store, int64_t mention, const struct credit *credit, int ord,
    int64_t person, struct err *err)
{
	sqlite3_stmt *statement =
	    db_statement(store, "INSERT INTO mention_credit VALUES (?1, ?2, ?3, ?4, ?5, ?6)", err);
	if (!statement)
		return -1;
	sqlite3_bind_int64(statement, 1, mention);
	sqlite3_bind_int(statement, 2, credit->role);
	sqlite3_bind_int(statement, 3, ord);
	sqlite3_bind_int64(statement, 4, person);
	db_bind_text(statement, 5, credit->character);
	db_bind_real(statement, 6, credit->confidence);
	return db_step(store, statement, err);
}

/* Credits keep the page's order within their role. */
static int credits_put(struct store *store, struct write_buffer *buffer, struct arena *arena,
    int64_t mention, const struct film *film, struct err *err)
{
	int place[ROLE_OTHER + 1] = {0};
	list_each (struct credit, credit, &film->credits) {
		int64_t person = person_number(arena, credit->name);
		if (person_note(store, buffer, person, credit->name, err) < 0 ||
		    credit_put(store, mention, credit, ++place[credit->role], person, err) < 0)
			return -1;
	}
	return 0;
}

void mention_folds(struct arena *arena, const struct film *film, text_list *folds)
{
	*list_add(arena, folds) = film->title ? text_fold(arena, film->title, true) : NULL;
	list_each (struct title, title, &film->titles)
		*list_add(arena, folds) = text_fold(arena, title->text, true);
}

int mention_fill(struct store *store, struct write_buffer *buffer, struct arena *arena,
    const text_list *folds, int64_t mention, const struct film *film, struct err *err)
{
	return fact_put(store, folds->at[0], mention, film, err) != 0 ||
		identifiers_put(store, mention, film, err) != 0 ||
		titles_put(store, folds, mention, film, err) != 0 ||
		lists_put(store, mention, film, err) != 0 ||
		credits_put(store, buffer, arena, mention, film, err) != 0
	    ? -1
	    : 0;
}

int mention_write(struct store *store, struct arena *arena, int64_t mention,
    const struct film *film, struct err *err)
{
	text_list folds = {0};
	if (RUN_EACH(store, clear_facts, mention, err) != 0)
		return -1;
	mention_folds(arena, film, &folds);
	return mention_fill(store, NULL, arena, &folds, mention, film, err);
}
