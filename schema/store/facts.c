/*
 * facts.c: see facts.h. Mentions are asked in this order: pages, then catalogues, then tables; of
 * each, those seen last first; then by key. The first that has a field gives it; ids are united.
 */
#include "schema/store/facts.h"
#include "schema/store/db.h"

/* A film's mentions with the place in which they are asked. */
#define ASKED                                                                                      \
	"WITH asked AS (SELECT m.mention_id, m.key, m.page_id, row_number() OVER (ORDER BY "       \
	"CASE WHEN m.page_id IS NULL THEN 2 WHEN m.key LIKE 'catalog:%' THEN 1 ELSE 0 END, "       \
	"coalesce(p.retrieved_at, '') DESC, m.key) AS place FROM film_mention f "                  \
	"JOIN mention m ON m.mention_id = f.mention_id "                                           \
	"LEFT JOIN page_shown p ON p.page_id = m.page_id WHERE f.film_id = ?1) "

/* One field of the first that has it. */
#define FIRST(field)                                                                               \
#field " = (SELECT a." #field " FROM asked JOIN mention_fact a USING (mention_id) "        \
	       "WHERE a." #field " IS NOT NULL ORDER BY place LIMIT 1)"

#define FACTS                                                                                      \
	ASKED "UPDATE film SET " FIRST(title) ", " FIRST(year) ", " FIRST(released) ", " FIRST(    \
	    runtime_min) ", " FIRST(synopsis) ", " FIRST(description) ", "                         \
								      "editor_choice = (SELECT "   \
								      "a.verdict FROM asked JOIN " \
								      "mention_fact a USING "      \
								      "(mention_id) "              \
								      "WHERE a.verdict IS NOT "    \
								      "NULL ORDER BY place LIMIT " \
								      "1), "                       \
								      "url = (SELECT p.key FROM "  \
								      "asked JOIN page p USING "   \
								      "(page_id) "                 \
								      "WHERE p.key LIKE 'http%' "  \
								      "ORDER BY place LIMIT 1) "   \
								      "WHERE film_id = ?1"

/* A list of the first mention that has one. */
#define LIST(table, columns)                                                                       \
	ASKED "INSERT INTO film_" #table " SELECT ?1, " columns " FROM mention_" #table            \
	      " WHERE mention_id = (SELECT mention_id FROM asked WHERE EXISTS "                    \
	      "(SELECT 1 FROM mention_" #table " l WHERE l.mention_id = asked.mention_id) "        \
	      "ORDER BY place LIMIT 1)"

int facts_refresh(struct store *store, int64_t film, struct err *err)
{
	static const char *const steps[] = {FACTS, "DELETE FROM film_identifier WHERE film_id = ?1",
	    "INSERT INTO film_identifier SELECT DISTINCT ?1, scheme, id FROM film_mention "
	    "JOIN mention_identifier USING (mention_id) WHERE film_id = ?1",
	    "DELETE FROM film_title WHERE film_id = ?1", LIST(title, "ord, text, kind, script"),
	    "DELETE FROM film_genre WHERE film_id = ?1", LIST(genre, "ord, genre_id"),
	    "DELETE FROM film_country WHERE film_id = ?1", LIST(country, "ord, country_id"),
	    "DELETE FROM film_language WHERE film_id = ?1", LIST(language, "ord, language_id"),
	    "DELETE FROM film_trailer WHERE film_id = ?1", LIST(trailer, "ord, url"),
	    "DELETE FROM film_credit WHERE film_id = ?1",
	    LIST(credit, "role, ord, person_id, character, confidence")};
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
		sqlite3_stmt *statement = db_statement(store, steps[i], err);
		if (!statement)
			return -1;
		sqlite3_bind_int64(statement, 1, film);
		if (db_step(store, statement, err) < 0)
			return -1;
	}
	return 0;
}
