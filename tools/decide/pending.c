/* pending: films that may be one, and comments that were not read as votes. See decide.h. */
#include "tools/decide/decide.h"
#include "schema/base/buf.h"
#include "schema/base/text.h"
#include "schema/store/evidence/decision.h"
#include "schema/store/films/identity.h"
#include "schema/store/page_hash.h"
#include "schema/store/query.h"

#include <string.h>

enum { LISTING_MAX = 1 << 30, BODY_MAX = 400 };

/* The last day of anything that has one: no clock, so that the same database lists the same
 * lines. */
static const char last_day[] = "SELECT max(substr(day, 1, 10)) FROM ("
			       "SELECT max(retrieved_at) AS day FROM observation"
			       " UNION ALL SELECT max(posted_at) FROM comment"
			       " UNION ALL SELECT max(date) FROM decision)";

/*
 * Pairs of films with a reason to look: an edge that something weak stood against, or a title in
 * common (or romanised alike) where the years do not speak against it. Not those that differ by an
 * id, nor those that a person has decided on.
 */
static const char film_pairs[] =
    "WITH pair AS ("
    " SELECT e.a_mention AS a, e.b_mention AS b, e.rule, e.why FROM edge e WHERE e.why IN (?1, ?2, "
    "?3)"
    " UNION ALL"
    " SELECT x.mention_id, y.mention_id, -1, x.romanised OR y.romanised"
    " FROM mention_key x JOIN mention_key y ON y.key = x.key"
    " WHERE x.mention_id <> y.mention_id AND (x.year = 0 OR (x.romanised AND NOT y.romanised"
    " AND y.year BETWEEN x.year - 1 AND x.year + 1))"
    "), named AS ("
    " SELECT min(ma.key, mb.key) AS a, max(ma.key, mb.key) AS b, pair.rule, pair.why,"
    " min(fa.film_id, fb.film_id) AS one, max(fa.film_id, fb.film_id) AS other"
    " FROM pair JOIN mention ma ON ma.mention_id = pair.a JOIN mention mb ON mb.mention_id = pair.b"
    " JOIN film_mention fa ON fa.mention_id = pair.a JOIN film_mention fb ON fb.mention_id = pair.b"
    " WHERE fa.film_id <> fb.film_id"
    " AND NOT EXISTS (SELECT 1 FROM film_identifier p JOIN film_identifier q USING (scheme)"
    "  WHERE p.film_id = fa.film_id AND q.film_id = fb.film_id AND p.id <> q.id"
    "  AND NOT EXISTS (SELECT 1 FROM film_identifier r JOIN film_identifier s USING (scheme, id)"
    "   WHERE r.film_id = fa.film_id AND s.film_id = fb.film_id AND r.scheme = p.scheme))"
    " AND NOT EXISTS (SELECT 1 FROM edge e"
    "  WHERE e.rule = ?4 AND e.a_mention IN (pair.a, pair.b) AND e.b_mention IN (pair.a, pair.b))"
    ") SELECT a, b, max(rule), max(why) FROM named GROUP BY one, other HAVING a || ' ' || b = "
    "min(a || ' ' || b)"
    " ORDER BY a, b";

static const char mention_evidence[] =
    "SELECT t.title, t.year, f.key,"
    " (SELECT group_concat(scheme || ':' || id, ', ') FROM mention_identifier i"
    "  WHERE i.mention_id = m.mention_id),"
    " (SELECT group_concat(name, ', ') FROM mention_credit c JOIN person USING (person_id)"
    "  WHERE c.mention_id = m.mention_id AND c.role = 1),"
    " (SELECT group_concat(text, ' | ') FROM mention_title x WHERE x.mention_id = m.mention_id)"
    " FROM mention m LEFT JOIN mention_fact t USING (mention_id)"
    " LEFT JOIN film_mention USING (mention_id) LEFT JOIN film f USING (film_id)"
    " WHERE m.key = ?1 AND m.mention_id IN (SELECT mention_id FROM mention WHERE key = ?1 AND"
    "  page_id IS NULL UNION ALL SELECT mention_id FROM mention WHERE page_id = (" PAGE_OF_KEY(
	"substr(rtrim(?1, '0123456789'), 1, length(rtrim(?1, '0123456789')) - 1)") "))";

/* The last column: is there another comment of that id? All of them are walked through for it,
 * once: nobody else asks by id. */
static const char unread_comments[] =
    "WITH unread AS MATERIALIZED (SELECT * FROM comment WHERE removed = 0 AND voter_id IS NOT NULL"
    "  AND ballot NOT IN (1, 2)),"
    " twice AS (SELECT id FROM comment WHERE id IN (SELECT id FROM unread)"
    "  GROUP BY id HAVING count(*) > 1)"
    " SELECT p.key, c.id, c.posted_at, t.author, t.body, c.ballot, f.title, f.year,"
    " c.id IN (SELECT id FROM twice)"
    " FROM unread c JOIN comment_decided d USING (comment_id)"
    " JOIN page p ON p.page_id = c.page_id JOIN page_shown s ON s.page_id = c.page_id"
    " JOIN mention m ON m.page_id = c.page_id AND m.n = 1 JOIN film_mention USING (mention_id)"
    " JOIN film f USING (film_id) LEFT JOIN comment_text t USING (comment_id)"
    " WHERE s.films = 1 AND d.choice IS NULL"
    " ORDER BY p.key, coalesce(c.posted_at, ''), c.id";

/* A remark: `# name: text`, control characters made visible, so that no text of a page can be a
 * line of its own. */
static void remark(struct buf *out, const char *name, const char *text)
{
	char safe[4 * BODY_MAX + 1];
	if (!text || !*text)
		return;
	size_t n = strlen(text), shown = n < BODY_MAX ? n : BODY_MAX;
	while (shown < n && shown > 0 && ((unsigned char)text[shown] & 0xc0) == 0x80)
		shown--; /* not within a letter */
	size_t length = utf8_printable(text, shown, safe, sizeof safe);
	buf_add_format(out, "#   %s: %.*s%s\n", name, (int)length, safe, shown < n ? " …" : "");
}

static void offer(
    struct buf *out, enum decision_verb verb, const char *date, const char *a, const char *b)
{
	struct decision decision = {.verb = verb, .date = date, .a = a, .b = b};
	buf_add_char(out, '#');
	decision_write(out, &decision);
	buf_add_char(out, '\n');
}

static int describe(struct store *store, struct buf *out, const char *mention, struct err *err)
{
	struct query *query = query_open(store, mention_evidence, err);
	if (!query)
		return -1;
	query_bind_text(query, 1, mention);
	int row = query_step(query, err);
	if (row > 0) {
		remark(out, "mention", mention);
		const char *title = query_text(query, 0);
		buf_add_format(out, "#     %s", title ? title : "(no title)");
		if (!query_is_null(query, 1))
			buf_add_format(out, " %d", (int)query_int(query, 1));
		buf_add_char(out, '\n');
		remark(out, "  other titles", query_text(query, 5));
		remark(out, "  directors", query_text(query, 4));
		remark(out, "  ids", query_text(query, 3));
	}
	query_close(query);
	return row < 0 ? -1 : 0;
}

static const char *pair_reason(int rule, int why)
{
	if (rule >= 0)
		return identity_why_name((enum identity_why)why);
	return why ? "titles that romanise alike" : "a title in common, a year missing";
}

static int list_pairs(struct store *store, struct buf *out, const char *date, struct err *err)
{
	struct query *query = query_open(store, film_pairs, err);
	int row = query ? 1 : -1;
	if (query) {
		query_bind_int(query, 1, IDENTITY_CANDIDATES);
		query_bind_int(query, 2, IDENTITY_DIRECTORS_DIFFER);
		query_bind_int(query, 3, IDENTITY_YEARS_STRETCH);
		query_bind_int(query, 4, IDENTITY_DECISION);
	}
	while (query && (row = query_step(query, err)) > 0) {
		const char *a = query_text(query, 0), *b = query_text(query, 1);
		buf_add_format(out, "# one film or two? %s\n",
		    pair_reason((int)query_int(query, 2), (int)query_int(query, 3)));
		if (describe(store, out, a, err) < 0 || describe(store, out, b, err) < 0) {
			row = -1;
			break;
		}
		offer(out, DECISION_SAME, date, a, b);
		offer(out, DECISION_DIFFER, date, a, b);
		buf_add_char(out, '\n');
	}
	query_close(query);
	return row;
}

static void list_comment(
    struct arena *arena, struct buf *out, struct query *query, const char *date)
{
	const char *page = query_text(query, 0), *id = query_text(query, 1);
	const char *name = query_int(query, 8) == 0 ? id : arena_format(arena, "%s#%s", page, id);
	buf_add_format(out, "# a vote? on %s", query_text(query, 6) ? query_text(query, 6) : "?");
	if (!query_is_null(query, 7))
		buf_add_format(out, " %d", (int)query_int(query, 7));
	buf_add_format(out, "; %s\n",
	    query_int(query, 5) == 3 ? "it speaks of both sides or neither plainly"
				     : "it takes no side in words we know");
	remark(out, "page", page);
	remark(out, "by", query_text(query, 3));
	remark(out, "at", query_text(query, 2));
	remark(out, "says", query_text(query, 4));
	offer(out, DECISION_BALLOT, date, name, "favorite");
	offer(out, DECISION_BALLOT, date, name, "unfavorite");
	offer(out, DECISION_BALLOT, date, name, "none");
	buf_add_char(out, '\n');
}

static int list_comments(struct store *store, struct buf *out, const char *date, struct err *err)
{
	struct arena arena;
	struct query *query = query_open(store, unread_comments, err);
	int row = query ? 1 : -1;
	arena_init(&arena, LISTING_MAX);
	while (query && (row = query_step(query, err)) > 0) {
		list_comment(&arena, out, query, date);
		arena_reset(&arena);
	}
	query_close(query);
	arena_release(&arena);
	return row;
}

int decide_pending(struct store *store, struct output *output, const char *date, struct err *err)
{
	struct buf out = BUF_INIT(LISTING_MAX);
	struct query *query = query_open(store, last_day, err);
	int result = query ? query_step(query, err) : -1;
	if (result >= 0) {
		if (!date)
			date = query_text(query, 0) ? query_text(query, 0) : "1970-01-01";
		result = list_pairs(store, &out, date, err) < 0 ||
			list_comments(store, &out, date, err) < 0
		    ? -1
		    : output_write(output, buf_text(&out), out.n, err);
	}
	query_close(query);
	buf_release(&out);
	return result;
}

int decide_export(struct store *store, struct output *output, struct err *err)
{
	struct query *query = query_open(store, "SELECT line FROM decision ORDER BY line", err);
	int row = query ? 1 : -1;
	while (query && (row = query_step(query, err)) > 0) {
		const char *line = query_text(query, 0);
		if (output_write(output, line, strlen(line), err) < 0 ||
		    output_write(output, "\n", 1, err) < 0) {
			row = -1;
			break;
		}
	}
	query_close(query);
	return row;
}
