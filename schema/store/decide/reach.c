/* reach: see reach.h. */
#include "schema/store/decide/reach.h"
#include "schema/store/evidence/decision_film.h"
#include "schema/store/page_hash.h"

static int reach_film(struct store *store, struct arena *arena, const char *name,
    struct dirty *dirty, struct err *err)
{
	id_list mentions = {0};
	if (decision_film_mentions(store, arena, name, &mentions, err) != 0)
		return -1;
	for (size_t i = 0; i < mentions.n; i++)
		id_add(&dirty->mentions, mentions.at[i]);
	return mentions.n > 0;
}

/* A comment's id, or PAGE#ID where the id alone is not enough. */
#define PAGE_NAMED "substr(?1, 1, instr(?1, '#') - 1)"
static const char pages_of_comment[] =
    "SELECT page_id FROM temp.comment_named WHERE id = ?1 "
    "UNION SELECT page_id FROM comment WHERE id = substr(?1, instr(?1, '#') + 1) "
    "AND page_id IN (" PAGE_OF_KEY(PAGE_NAMED) " UNION SELECT page_id FROM page_alias "
					       "WHERE key = " PAGE_NAMED ")";

static const char films_of_page[] = "SELECT mention_id FROM mention WHERE page_id IN (" PAGE_OF_KEY(
    "?1") " "
	  "UNION SELECT page_id FROM page_alias WHERE key = ?1)";

/* Comments have no index by id, which would cost every load: they are walked through once for all
 * decisions. */
static const char name_comments[] =
    "CREATE TEMP TABLE comment_named (id TEXT NOT NULL, page_id INTEGER NOT NULL,"
    " PRIMARY KEY (id, page_id)) STRICT, WITHOUT ROWID;"
    "INSERT INTO temp.comment_named SELECT id, page_id FROM main.comment"
    " WHERE EXISTS (SELECT 1 FROM main.decision WHERE verb = 'ballot')"
    " AND id IN (SELECT a FROM main.decision WHERE verb = 'ballot')";

int reach_start(struct store *store, struct err *err)
{
	return db_run(store, name_comments, err);
}

int reach_end(struct store *store, struct err *err)
{
	return db_run(store, "DROP TABLE temp.comment_named", err);
}

/* Adds what the name leads to; 1 when there was any. */
static int reach_rows(
    struct store *store, const char *sql, const char *name, struct id_set *set, struct err *err)
{
	int got, n = 0;
	sqlite3_stmt *get = db_statement(store, sql, err);
	if (!get)
		return -1;
	db_bind_text(get, 1, name);
	for (; (got = db_step(store, get, err)) > 0; n = 1)
		id_add(set, sqlite3_column_int64(get, 0));
	return got < 0 ? -1 : n;
}

int reach_decision(struct store *store, struct arena *arena, enum decision_verb verb, const char *a,
    const char *b, struct dirty *dirty, struct err *err)
{
	if (verb == DECISION_BALLOT)
		return reach_rows(store, pages_of_comment, a, &dirty->pages, err);
	if (verb == DECISION_VERDICT)
		return reach_rows(store, films_of_page, a, &dirty->mentions, err);
	int first = reach_film(store, arena, a, dirty, err);
	int second = first < 0 ? -1 : reach_film(store, arena, b, dirty, err);
	return second < 0 ? -1 : first + second;
}
