/* decision_film: see decision_film.h. */
#include "schema/store/evidence/decision_film.h"
#include "schema/store/page_hash.h"

#include <string.h>

/* ---- the mentions that a word names ---- */

/* A page's names lead to its films; `page` alone to the first. What is named may be PAGE#n. */
#define BEFORE_NUMBER "rtrim(?1, '0123456789')"
#define BEFORE_HASH "substr(" BEFORE_NUMBER ", 1, length(" BEFORE_NUMBER ") - 1)"
#define OF_PAGE(name)                                                                              \
	"page_id IN (" PAGE_OF_KEY(                                                                \
	    name) " UNION ALL SELECT page_id FROM page_alias WHERE key = " name ")"
#define OF_NAMED_PAGE OF_PAGE("?1")
#define OF_NUMBERED_PAGE OF_PAGE(BEFORE_HASH)

static const char named_by_key[] =
    "SELECT mention_id, key FROM mention WHERE key = ?1 AND page_id IS NULL"
    " UNION SELECT mention_id, key FROM mention WHERE n = 1 AND " OF_NAMED_PAGE
    " UNION SELECT mention_id, key FROM mention WHERE " OF_NUMBERED_PAGE
    " AND '#' || n = substr(?1, length(" BEFORE_NUMBER ")) ORDER BY 2";

static const char named_by_id[] =
    "SELECT mention_id FROM mention_identifier JOIN mention USING (mention_id)"
    " WHERE scheme = ?1 AND id = ?2 ORDER BY key";

int decision_film_mentions(
    struct store *store, struct arena *arena, const char *word, id_list *mentions, struct err *err)
{
	sqlite3_stmt *statement = db_statement(store, named_by_key, err);
	if (!statement)
		return -1;
	db_bind_text(statement, 1, word);
	if (fetch_ids(store, arena, statement, mentions, err) < 0)
		return -1;
	const char *colon = strchr(word, ':');
	if (mentions->n || !colon)
		return 0;
	statement = db_statement(store, named_by_id, err);
	if (!statement)
		return -1;
	db_bind_slice(statement, 1, word, (size_t)(colon - word));
	db_bind_text(statement, 2, colon + 1);
	return fetch_ids(store, arena, statement, mentions, err);
}

/* ---- the decisions that name a mention ---- */

/* Every word by which a decision may name the mention. */
static const char names_of_mention[] =
    "SELECT key FROM mention WHERE mention_id = ?1"
    " UNION SELECT p.key FROM mention m JOIN page p USING (page_id)"
    " WHERE m.mention_id = ?1 AND m.n = 1"
    " UNION SELECT a.key FROM mention m JOIN page_alias a USING (page_id)"
    " WHERE m.mention_id = ?1 AND m.n = 1"
    " UNION SELECT a.key || '#' || m.n FROM mention m JOIN page_alias a USING (page_id)"
    " WHERE m.mention_id = ?1"
    " UNION SELECT scheme || ':' || id FROM mention_identifier WHERE mention_id = ?1";

/* The decisions that count about a film's name: of each subject the latest. `open` says nothing. */
static const char decisions_naming[] =
    "SELECT d.line FROM decision d WHERE (d.a = ?1 OR d.b = ?1) AND d.verb IN ('same', 'differ')"
    " AND NOT EXISTS (SELECT 1 FROM decision l WHERE l.subject = d.subject"
    " AND (l.date, l.line) > (d.date, d.line))";

int decision_film_lines(
    struct store *store, struct arena *arena, int64_t mention, text_list *lines, struct err *err)
{
	text_list names = {0};
	if (fetch_texts(
		store, arena, fetch_of(store, names_of_mention, mention, err), &names, err) < 0)
		return -1;
	list_each (const char *, name, &names) {
		sqlite3_stmt *get = db_statement(store, decisions_naming, err);
		if (!get)
			return -1;
		db_bind_text(get, 1, *name);
		if (fetch_texts(store, arena, get, lines, err) < 0)
			return -1;
	}
	return 0;
}
