/* why: the evidence behind one film. See decide.h. */
#include "tools/decide/decide.h"
#include "schema/base/buf.h"
#include "schema/base/text.h"
#include "schema/store/films/identity.h"
#include "schema/store/page_hash.h"
#include "schema/store/query.h"

#include <string.h>

enum { LISTING_MAX = 1 << 30, VALUE_MAX = 200 };

/* By key, alias, page address, or exact title. */
static const char films_named[] =
    "SELECT film_id, key, title, year FROM film WHERE key = ?1 OR title = ?1"
    " OR film_id IN (SELECT film_id FROM film_alias WHERE key = ?1)"
    " OR film_id IN (SELECT film_id FROM film_mention JOIN mention USING (mention_id)"
    "  WHERE page_id IN (" PAGE_OF_KEY(
	"page_name(?1)") ") OR mention.key = ?1)"
			 " OR film_id IN (SELECT film_id FROM film_mention JOIN mention USING "
			 "(mention_id)"
			 "  JOIN page_alias a USING (page_id) WHERE a.key = page_name(?1))"
			 " ORDER BY key";

static const char mentions_of[] =
    "SELECT m.key, s.name, t.title, t.year, (SELECT group_concat(scheme || ':' || id, ' ')"
    " FROM mention_identifier i WHERE i.mention_id = m.mention_id),"
    " (SELECT count(*) FROM observation o WHERE o.page_id = m.page_id)"
    " FROM film_mention f JOIN mention m USING (mention_id) JOIN source s USING (source_id)"
    " LEFT JOIN mention_fact t USING (mention_id) WHERE f.film_id = ?1 ORDER BY m.key";

static const char edges_of[] =
    "SELECT DISTINCT a.key, b.key, e.rule, e.why FROM edge e"
    " JOIN mention a ON a.mention_id = e.a_mention JOIN mention b ON b.mention_id = e.b_mention"
    " WHERE e.a_mention IN (SELECT mention_id FROM film_mention WHERE film_id = ?1)"
    " OR e.b_mention IN (SELECT mention_id FROM film_mention WHERE film_id = ?1) ORDER BY 1, 2, 3";

/* One row a claim: the fact, its value, who claims it, and whether it is the one shown. */
static const char claims_of[] =
    "WITH asked AS (SELECT m.mention_id, m.key, t.* FROM film_mention f JOIN mention m USING "
    "(mention_id)"
    " JOIN mention_fact t USING (mention_id) WHERE f.film_id = ?1), claim AS ("
    " SELECT 1 AS ord, 'title' AS fact, title AS value, key FROM asked"
    " UNION ALL SELECT 2, 'year', year, key FROM asked"
    " UNION ALL SELECT 3, 'released', released, key FROM asked"
    " UNION ALL SELECT 4, 'runtime_min', runtime_min, key FROM asked"
    " UNION ALL SELECT 5, 'editor_choice', CASE verdict WHEN 1 THEN 'favorite' WHEN 2 THEN "
    "'unfavorite' END,"
    "  key FROM asked"
    " UNION ALL SELECT 6, 'genres', (SELECT group_concat(name, ', ') FROM (SELECT name FROM "
    "mention_genre g"
    "  JOIN genre USING (genre_id) WHERE g.mention_id = asked.mention_id ORDER BY ord)), key FROM "
    "asked"
    " UNION ALL SELECT 7, 'countries', (SELECT group_concat(name, ', ') FROM (SELECT name FROM "
    "mention_country c"
    "  JOIN country USING (country_id) WHERE c.mention_id = asked.mention_id ORDER BY ord)), key "
    "FROM asked"
    " UNION ALL SELECT 8, 'directors', (SELECT group_concat(name, ', ') FROM (SELECT name FROM "
    "mention_credit c"
    "  JOIN person USING (person_id) WHERE c.mention_id = asked.mention_id AND role = 1 ORDER BY "
    "ord)), key"
    "  FROM asked"
    " UNION ALL SELECT 9, 'cast', (SELECT group_concat(name, ', ') FROM (SELECT name FROM "
    "mention_credit c"
    "  JOIN person USING (person_id) WHERE c.mention_id = asked.mention_id AND role = 3 ORDER BY "
    "ord)), key"
    "  FROM asked"
    " UNION ALL SELECT 10, 'synopsis', synopsis, key FROM asked"
    "), shown AS ("
    " SELECT 'title' AS fact, title AS value FROM film WHERE film_id = ?1"
    " UNION ALL SELECT 'year', year FROM film WHERE film_id = ?1"
    " UNION ALL SELECT 'released', released FROM film WHERE film_id = ?1"
    " UNION ALL SELECT 'runtime_min', runtime_min FROM film WHERE film_id = ?1"
    " UNION ALL SELECT 'editor_choice', CASE editor_choice WHEN 1 THEN 'favorite' WHEN 2 THEN "
    "'unfavorite' END"
    "  FROM film WHERE film_id = ?1"
    " UNION ALL SELECT 'synopsis', synopsis FROM film WHERE film_id = ?1"
    " UNION ALL SELECT 'genres', (SELECT group_concat(name, ', ') FROM (SELECT name FROM "
    "film_genre g"
    "  JOIN genre USING (genre_id) WHERE g.film_id = ?1 ORDER BY ord))"
    " UNION ALL SELECT 'countries', (SELECT group_concat(name, ', ') FROM (SELECT name FROM "
    "film_country c"
    "  JOIN country USING (country_id) WHERE c.film_id = ?1 ORDER BY ord))"
    " UNION ALL SELECT 'directors', (SELECT group_concat(name, ', ') FROM (SELECT name FROM "
    "film_credit c"
    "  JOIN person USING (person_id) WHERE c.film_id = ?1 AND role = 1 ORDER BY ord))"
    " UNION ALL SELECT 'cast', (SELECT group_concat(name, ', ') FROM (SELECT name FROM film_credit "
    "c"
    "  JOIN person USING (person_id) WHERE c.film_id = ?1 AND role = 3 ORDER BY ord))"
    ") SELECT claim.fact, claim.value, claim.key, CAST(shown.value AS TEXT) IS CAST(claim.value AS "
    "TEXT) FROM claim"
    " LEFT JOIN shown USING (fact) WHERE claim.value IS NOT NULL"
    " ORDER BY ord, CAST(shown.value AS TEXT) IS CAST(claim.value AS TEXT) DESC, claim.key";

static const char decisions_of[] =
    "SELECT DISTINCT d.line FROM decision d JOIN film_mention f ON f.film_id = ?1"
    " JOIN mention m USING (mention_id) LEFT JOIN page p USING (page_id)"
    " LEFT JOIN mention_identifier i ON i.mention_id = m.mention_id"
    " WHERE d.a IN (m.key, p.key, i.scheme || ':' || i.id) OR d.b IN (m.key, p.key, i.scheme || "
    "':' || i.id)"
    " OR (d.verb = 'ballot' AND EXISTS (SELECT 1 FROM comment c WHERE c.page_id = m.page_id AND "
    "c.id = d.a))"
    " ORDER BY 1";

static void add_safe(struct buf *out, const char *text)
{
	char safe[4 * VALUE_MAX + 1];
	size_t n = text ? strlen(text) : 0, shown = n < VALUE_MAX ? n : VALUE_MAX;
	while (shown < n && shown > 0 && ((unsigned char)text[shown] & 0xc0) == 0x80)
		shown--; /* not within a letter */
	buf_add(out, safe, utf8_printable(text ? text : "", shown, safe, sizeof safe));
	buf_add_text(out, shown < n ? " …" : "");
}

typedef void say_row(struct buf *out, struct query *query);

static void say_mention(struct buf *out, struct query *query)
{
	buf_add_text(out, "  ");
	add_safe(out, query_text(query, 0));
	buf_add_text(out, "\n      ");
	add_safe(out, query_text(query, 2));
	if (!query_is_null(query, 3))
		buf_add_format(out, " %d", (int)query_int(query, 3));
	buf_add_text(out, "; source ");
	add_safe(out, query_text(query, 1));
	if (query_int(query, 5))
		buf_add_format(out, "; observations %d", (int)query_int(query, 5));
	if (!query_is_null(query, 4)) {
		buf_add_text(out, "; ids ");
		add_safe(out, query_text(query, 4));
	}
	buf_add_char(out, '\n');
}

static void say_edge(struct buf *out, struct query *query)
{
	enum identity_rule rule = (enum identity_rule)query_int(query, 2);
	buf_add_text(out, "  ");
	add_safe(out, query_text(query, 0));
	buf_add_text(out, "\n  ");
	add_safe(out, query_text(query, 1));
	buf_add_format(out, "\n      %s %.2f: %s\n", identity_rule_name(rule),
	    identity_rule_score(rule), identity_why_name((enum identity_why)query_int(query, 3)));
}

static void say_claim(struct buf *out, struct query *query)
{
	buf_add_format(out, "  %c %s: ", query_int(query, 3) ? '*' : ' ', query_text(query, 0));
	add_safe(out, query_text(query, 1));
	buf_add_text(out, "\n      ");
	add_safe(out, query_text(query, 2));
	buf_add_char(out, '\n');
}

static void say_decision(struct buf *out, struct query *query)
{
	buf_add_text(out, "  ");
	add_safe(out, query_text(query, 0));
	buf_add_char(out, '\n');
}

/* A section: its heading, and a line or more for each row; nothing when there is none. */
static int section(struct store *store, struct buf *out, const char *heading, const char *sql,
    int64_t film, say_row *say, struct err *err)
{
	struct query *query = query_open(store, sql, err);
	int row = query ? 1 : -1, n = 0;
	if (query)
		query_bind_int(query, 1, film);
	while (query && (row = query_step(query, err)) > 0) {
		if (n++ == 0)
			buf_add_format(out, "%s\n", heading);
		say(out, query);
	}
	query_close(query);
	return row;
}

static int explain_film(struct store *store, struct buf *out, int64_t film, struct err *err)
{
	static const struct {
		const char *heading, *sql;
		say_row *say;
	} sections[] = {
	    {"mentions", mentions_of, say_mention},
	    {"edges: rule, score, and what stood against it", edges_of, say_edge},
	    {"claims (* is shown: pages before catalogues before tables, those seen last first, "
	     "then by key)",
		claims_of, say_claim},
	    {"decisions", decisions_of, say_decision},
	};
	for (size_t i = 0; i < sizeof sections / sizeof *sections; i++)
		if (section(store, out, sections[i].heading, sections[i].sql, film, sections[i].say,
			err) < 0)
			return -1;
	return 0;
}

int decide_why(struct store *store, struct output *output, const char *film, struct err *err)
{
	struct buf out = BUF_INIT(LISTING_MAX);
	struct query *query = query_open(store, films_named, err);
	int row = query ? 1 : -1, n = 0;
	if (query)
		query_bind_text(query, 1, film);
	while (query && (row = query_step(query, err)) > 0) {
		buf_add_format(&out, "%sfilm %s ", n++ ? "\n" : "", query_text(query, 1));
		add_safe(&out, query_text(query, 2));
		if (!query_is_null(query, 3))
			buf_add_format(&out, " %d", (int)query_int(query, 3));
		buf_add_char(&out, '\n');
		if (explain_film(store, &out, query_int(query, 0), err) < 0) {
			row = -1;
			break;
		}
	}
	query_close(query);
	if (row == 0 && n == 0)
		row = err_set(err, EXIT_REFUSED, "no film is called '%s'", film);
	if (row == 0)
		row = output_write(output, buf_text(&out), out.n, err);
	buf_release(&out);
	return row;
}
