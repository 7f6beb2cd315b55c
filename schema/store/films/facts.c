/*
 * facts: see facts.h. Mentions are asked in this order: pages, then catalogues, then tables; of
 * each, those seen last first; then by key. The first that has a field gives it; ids are united. A
 * person's word on a page's verdict goes before what the page says.
 */
#include "schema/store/films/facts.h"
#include "schema/store/db.h"
#include "schema/store/id_set.h"

/* ---- what to run for each film and mention: ?1 and ?2 ---- */

#define VERDICT                                                                                    \
	"CASE iif(EXISTS (SELECT 1 FROM decision), (SELECT choice FROM mention m "                 \
	"JOIN verdict_decided d USING (page_id) WHERE m.mention_id = ?2), NULL) "                  \
	"WHEN 'favorite' THEN 1 WHEN 'unfavorite' THEN 2 WHEN 'none' THEN NULL ELSE a.verdict END"

static const char set_fields[] =
    "UPDATE film SET title = a.title, year = a.year, released = a.released, "
    "runtime_min = a.runtime_min, synopsis = a.synopsis, description = a.description, "
    "editor_choice = " VERDICT " FROM mention_fact a WHERE film.film_id = ?1 AND a.mention_id = ?2";

static const char fill_fields[] =
    "UPDATE film SET title = coalesce(film.title, a.title), year = coalesce(film.year, a.year), "
    "released = coalesce(film.released, a.released), "
    "runtime_min = coalesce(film.runtime_min, a.runtime_min), "
    "synopsis = coalesce(film.synopsis, a.synopsis), "
    "description = coalesce(film.description, a.description), "
    "editor_choice = coalesce(film.editor_choice, " VERDICT ") "
    "FROM mention_fact a WHERE film.film_id = ?1 AND a.mention_id = ?2";

static const char add_identifiers[] =
    "INSERT INTO film_identifier SELECT ?1, scheme, id FROM mention_identifier "
    "WHERE mention_id = ?2 ON CONFLICT DO NOTHING";

/* Those that no mention has. */
static const char drop_identifiers[] =
    "DELETE FROM film_identifier WHERE film_id = ?1 AND NOT EXISTS (SELECT 1 FROM film_mention m "
    "CROSS JOIN mention_identifier i USING (mention_id) WHERE m.film_id = ?1 "
    "AND i.scheme = film_identifier.scheme AND i.id = film_identifier.id)";

/* The address of the mention's page: its key is PAGE#n. None of no mention. A row that stays what
 * it was is not written. */
static const char set_url[] =
    "UPDATE film SET url = u.url FROM (SELECT (SELECT substr(key, 1, length(key) - length(n) - 1) "
    "FROM mention WHERE mention_id = ?2) AS url) u WHERE film_id = ?1 AND film.url IS NOT u.url";

/* Does the film show the mention's list? NULL when the mention has none. `key` is what a row is
 * known by, `all` the whole row. */
#define SAME(list, key, all)                                                                       \
	"SELECT iif(n > 0, n = (SELECT count(*) FROM film_" list " WHERE film_id = ?1) "           \
	"AND NOT EXISTS (SELECT 1 FROM film_" list " f LEFT JOIN mention_" list " m "              \
	"ON m.mention_id = ?2 AND " key " WHERE f.film_id = ?1 AND " all "), NULL) "               \
	"FROM (SELECT count(*) AS n FROM mention_" list " WHERE mention_id = ?2)"
#define SAME_WORD(list) SAME(list, "m.ord = f.ord", "m." list "_id IS NOT f." list "_id")

/* Lists: one is taken whole, from the first mention that has it. */
static const struct {
	unsigned list;
	const char *wipe, *take, *same;
} lists[] = {
    {FACTS_TITLES, "DELETE FROM film_title WHERE film_id = ?1",
	"INSERT INTO film_title SELECT ?1, ord, text, kind, script FROM mention_title "
	"WHERE mention_id = ?2",
	SAME("title", "m.ord = f.ord",
	    "(m.text, m.kind, m.script) IS NOT (f.text, f.kind, f.script)")},
    {FACTS_GENRES, "DELETE FROM film_genre WHERE film_id = ?1",
	"INSERT INTO film_genre SELECT ?1, ord, genre_id FROM mention_genre WHERE mention_id = ?2",
	SAME_WORD("genre")},
    {FACTS_COUNTRIES, "DELETE FROM film_country WHERE film_id = ?1",
	"INSERT INTO film_country SELECT ?1, ord, country_id FROM mention_country "
	"WHERE mention_id = ?2",
	SAME_WORD("country")},
    {FACTS_LANGUAGES, "DELETE FROM film_language WHERE film_id = ?1",
	"INSERT INTO film_language SELECT ?1, ord, language_id FROM mention_language "
	"WHERE mention_id = ?2",
	SAME_WORD("language")},
    {FACTS_TRAILERS, "DELETE FROM film_trailer WHERE film_id = ?1",
	"INSERT INTO film_trailer SELECT ?1, ord, url FROM mention_trailer WHERE mention_id = ?2",
	SAME("trailer", "m.ord = f.ord", "m.url IS NOT f.url")},
    {FACTS_CREDITS, "DELETE FROM film_credit WHERE film_id = ?1",
	"INSERT INTO film_credit SELECT ?1, role, ord, person_id, character, confidence "
	"FROM mention_credit WHERE mention_id = ?2",
	SAME("credit", "(m.role, m.ord) = (f.role, f.ord)",
	    "(m.person_id, m.character, m.confidence) IS NOT "
	    "(f.person_id, f.character, f.confidence)")},
};

/* ---- films ---- */

struct asked {
	struct id_set mentions; /* in the order in which they are asked */
	/* pages and catalogues come first; tables know no more than title, year and id */
	size_t of_pages;
	int64_t addressed; /* the first of pages that have an address; 0 none */
	bool shown;        /* the film was before, so that there is something to wipe */
};

static int ask(struct store *store, int64_t film, struct asked *asked, struct err *err)
{
	int got;
	sqlite3_stmt *get = db_statement(store,
	    "SELECT m.mention_id, m.page_id IS NOT NULL, "
	    "m.page_id IS NOT NULL AND m.key LIKE 'http%' FROM film_mention f "
	    "JOIN mention m ON m.mention_id = f.mention_id "
	    "LEFT JOIN page_shown p ON p.page_id = m.page_id WHERE f.film_id = ?1 ORDER BY "
	    "CASE WHEN m.page_id IS NULL THEN 2 WHEN m.key LIKE 'catalog:%' THEN 1 ELSE 0 END, "
	    "coalesce(p.retrieved_at, '') DESC, m.key",
	    err);
	if (!get)
		return -1;
	sqlite3_bind_int64(get, 1, film);
	while ((got = db_step(store, get, err)) > 0) {
		id_add(&asked->mentions, sqlite3_column_int64(get, 0));
		asked->of_pages += sqlite3_column_int(get, 1) != 0;
		if (!asked->addressed && sqlite3_column_int(get, 2))
			asked->addressed = sqlite3_column_int64(get, 0);
	}
	return got;
}

/* Every film that is shown has a row of film_stats, made last; one that was made of a table's row a
 * moment ago has its id. */
static int ask_shown(struct store *store, int64_t film, struct asked *asked, struct err *err)
{
	sqlite3_stmt *get = db_statement(store,
	    "SELECT 1 FROM film_stats WHERE film_id = ?1 "
	    "UNION ALL SELECT 1 FROM film_identifier WHERE film_id = ?1 LIMIT 1",
	    err);
	if (!get)
		return -1;
	sqlite3_bind_int64(get, 1, film);
	int got = db_step(store, get, err);
	asked->shown = got > 0;
	db_done(get);
	return got < 0 ? -1 : 0;
}

/* Changed rows, or -1. */
static int run(struct store *store, const char *sql, int64_t film, int64_t mention, struct err *err)
{
	sqlite3_stmt *statement = db_statement(store, sql, err);
	if (!statement)
		return -1;
	sqlite3_bind_int64(statement, 1, film);
	if (sqlite3_bind_parameter_count(statement) > 1)
		sqlite3_bind_int64(statement, 2, mention);
	return db_step(store, statement, err) < 0 ? -1 : sqlite3_changes(store->db);
}

/* 1 when the film shows the list already, so that its large tables need no writing; 0; -1. */
static int list_shown(
    struct store *store, int64_t film, const struct asked *asked, size_t k, struct err *err)
{
	int shown = -1;
	for (size_t i = 0; shown < 0 && i < asked->of_pages; i++) {
		sqlite3_stmt *get = db_statement(store, lists[k].same, err);
		if (!get)
			return -1;
		sqlite3_bind_int64(get, 1, film);
		sqlite3_bind_int64(get, 2, asked->mentions.at[i]);
		if (db_step(store, get, err) <= 0)
			return -1;
		if (sqlite3_column_type(get, 0) != SQLITE_NULL)
			shown = sqlite3_column_int(get, 0);
		db_done(get);
	}
	return shown > 0;
}

static int take_lists(struct store *store, int64_t film, const struct asked *asked, struct err *err)
{
	for (size_t k = 0; k < sizeof lists / sizeof *lists; k++) {
		int got = asked->shown ? list_shown(store, film, asked, k, err) : 0;
		if (got > 0)
			continue;
		if (got == 0 && asked->shown)
			got = run(store, lists[k].wipe, film, 0, err);
		for (size_t i = 0; got >= 0 && i < asked->of_pages; i++) {
			got = run(store, lists[k].take, film, asked->mentions.at[i], err);
			if (got > 0)
				break;
		}
		if (got < 0)
			return -1;
	}
	return 0;
}

static int take_fields(
    struct store *store, int64_t film, const struct asked *asked, struct err *err)
{
	for (size_t i = 0; i < asked->mentions.n; i++) {
		int64_t mention = asked->mentions.at[i];
		if (run(store, i ? fill_fields : set_fields, film, mention, err) < 0 ||
		    run(store, add_identifiers, film, mention, err) < 0)
			return -1;
	}
	if (asked->shown && run(store, drop_identifiers, film, 0, err) < 0)
		return -1;
	return run(store, set_url, film, asked->addressed, err) < 0 ? -1 : 0;
}

int facts_refresh(struct store *store, int64_t film, struct err *err)
{
	struct asked asked = {0};
	int result = ask(store, film, &asked, err);
	if (result == 0)
		result = ask_shown(store, film, &asked, err);
	if (result == 0)
		result = take_fields(store, film, &asked, err);
	if (result == 0)
		result = take_lists(store, film, &asked, err);
	id_release(&asked.mentions);
	return result;
}

static const char first_fields[] =
    "INSERT INTO film (key, title, year, released, runtime_min, url, editor_choice, synopsis, "
    "description) "
    "SELECT ?3, title, year, released, runtime_min, ?4, verdict, synopsis, description "
    "FROM mention_fact WHERE mention_id = ?2 ON CONFLICT DO NOTHING";

int64_t facts_first(struct store *store, const char *key, const char *url, int64_t mention,
    unsigned has, struct err *err)
{
	sqlite3_stmt *put = db_statement(store, first_fields, err);
	if (!put)
		return -1;
	sqlite3_bind_int64(put, 2, mention);
	db_bind_text(put, 3, key);
	db_bind_text(put, 4, url);
	if (db_step(store, put, err) < 0)
		return -1;
	if (sqlite3_changes(store->db) == 0)
		return 0;
	int64_t film = sqlite3_last_insert_rowid(store->db);
	if ((has & FACTS_IDS) && run(store, add_identifiers, film, mention, err) < 0)
		return -1;
	for (size_t k = 0; k < sizeof lists / sizeof *lists; k++)
		if ((has & lists[k].list) && run(store, lists[k].take, film, mention, err) < 0)
			return -1;
	return film;
}
