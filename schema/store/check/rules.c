/* rules: see rules.h. Counts are made here in another way than in counts/, where they are made
 * first: by a window over all ballots. */
#include "schema/store/check/rules.h"

#include <stddef.h>

/* ---- counts ---- */

#define COUNTS                                                                                     \
	"WITH ranked AS (SELECT f.film_id, m.source_id, b.scale_id, b.choice, v.anonymous, "       \
	"row_number() OVER (PARTITION BY b.voter_id, f.film_id, m.source_id "                      \
	"ORDER BY b.cast_at DESC, b.cast_unit DESC, b.value DESC, b.tie DESC, b.choice DESC, "     \
	"b.scale_id DESC) AS place FROM ballot b "                                                 \
	"CROSS JOIN mention m ON m.mention_id = b.mention_id "                                     \
	"CROSS JOIN film_mention f ON f.mention_id = b.mention_id "                                \
	"CROSS JOIN voter v ON v.voter_id = b.voter_id), "                                         \
	"counted AS MATERIALIZED (SELECT film_id, source_id, scale_id, sum(choice = 1) AS "        \
	"favorite, "                                                                               \
	"sum(choice = 2) AS unfavorite, sum(choice > 0 AND anonymous) AS anonymous, "              \
	"sum(choice = 0) AS ratings FROM ranked WHERE place = 1 "                                  \
	"GROUP BY film_id, source_id, scale_id), "                                                 \
	"kept AS MATERIALIZED (SELECT film_id, source_id, scale_id, sum(favorite), "               \
	"sum(unfavorite), "                                                                        \
	"sum(anonymous), sum(ratings) FROM film_histogram GROUP BY film_id, source_id, scale_id "  \
	"HAVING sum(favorite) + sum(unfavorite) + sum(ratings) > 0) "

static const char counts[] =
    COUNTS "SELECT DISTINCT 'film ' || film.key || ': the counts of ' || s.name || "
	   "' are not those of its ballots' "
	   "FROM (SELECT * FROM (SELECT * FROM counted EXCEPT SELECT * FROM kept) "
	   "UNION ALL SELECT * FROM (SELECT * FROM kept EXCEPT SELECT * FROM counted)) "
	   "JOIN film USING (film_id) JOIN source s USING (source_id) ORDER BY 1";

static const char sums[] =
    "SELECT 'film ' || f.key || ': its votes are not the sum of its counts' FROM film f "
    "LEFT JOIN film_stats s USING (film_id) LEFT JOIN (SELECT film_id, sum(favorite) AS favorite, "
    "sum(unfavorite) AS unfavorite, sum(ratings) AS ratings, sum(anonymous) AS anonymous "
    "FROM film_histogram GROUP BY film_id) h USING (film_id) "
    "WHERE (coalesce(s.favorite, 0), coalesce(s.unfavorite, 0), coalesce(s.ratings, 0), "
    "coalesce(s.anonymous, 0)) <> (coalesce(h.favorite, 0), coalesce(h.unfavorite, 0), "
    "coalesce(h.ratings, 0), coalesce(h.anonymous, 0)) ORDER BY f.key";

/* ---- orphans ---- */

static const char films_unnamed[] =
    "SELECT 'film ' || coalesce(title, key) || ': it has no key' FROM film WHERE key GLOB '[?]*' "
    "ORDER BY 1";

static const char films_twice[] =
    "SELECT 'film ' || key || ': ' || count(*) || ' films have this key' FROM film GROUP BY key "
    "HAVING count(*) > 1 ORDER BY 1";

static const char mentions_twice[] =
    "SELECT 'mention ' || key || ': ' || count(*) || ' mentions have this key' FROM mention "
    "GROUP BY key HAVING count(*) > 1 ORDER BY 1";

static const char films_without[] =
    "SELECT 'film ' || key || ': no page or table mentions it' FROM film "
    "WHERE film_id NOT IN (SELECT film_id FROM film_mention) ORDER BY key";

/* A film that its page no longer shows keeps its mention, and nothing else. */
#define SHOWN                                                                                      \
	"(m.page_id IS NULL OR m.n <= (SELECT films FROM page_shown p WHERE p.page_id = "          \
	"m.page_id))"

static const char mentions_without[] =
    "SELECT 'mention ' || key || ': it belongs to no film' FROM mention m "
    "WHERE mention_id NOT IN (SELECT mention_id FROM film_mention) AND " SHOWN " ORDER BY key";

static const char facts_without[] =
    "SELECT 'mention ' || key || ': nothing is known of it' FROM mention m "
    "WHERE mention_id NOT IN (SELECT mention_id FROM mention_fact) AND " SHOWN " ORDER BY key";

static const char ballots_without[] =
    "SELECT 'mention ' || m.key || ': ' || count(*) || ' votes of comments or reviews that are not "
    "there' FROM page_ballot b JOIN mention m USING (mention_id) WHERE CASE "
    "b.origin % 2 WHEN 0 THEN NOT EXISTS (SELECT 1 FROM comment c WHERE c.comment_id = b.origin / "
    "2 "
    "AND c.page_id = m.page_id AND c.voter_id = b.voter_id AND c.removed = 0) "
    "ELSE NOT EXISTS (SELECT 1 FROM review r WHERE r.review_id = b.origin / 2 "
    "AND r.page_id = m.page_id AND r.n = m.n AND r.voter_id = b.voter_id) END "
    "GROUP BY m.key ORDER BY m.key";

static const char pages_without[] =
    "SELECT 'page ' || p.key || ': shown, and never observed' FROM page_shown "
    "JOIN page p USING (page_id) "
    "WHERE page_id NOT IN (SELECT page_id FROM observation) ORDER BY p.key";

static const char pages_not_shown[] =
    "SELECT DISTINCT 'page ' || p.key || ': observed, and not shown' FROM observation "
    "JOIN page p USING (page_id) WHERE page_id NOT IN (SELECT page_id FROM page_shown) ORDER BY 1";

static const char pages_lost[] =
    "SELECT 'page ' || key || ': it is not found by its key' FROM page "
    "WHERE NOT EXISTS (SELECT 1 FROM page_key k WHERE k.hash = page_hash(page.key) "
    "AND k.page_id = page.page_id) ORDER BY key";

static const char pages_twice[] =
    "SELECT 'page ' || key || ': ' || count(*) || ' pages have that key' FROM page "
    "WHERE page_id IN (SELECT a.page_id FROM page_key a JOIN page_key b USING (hash) "
    "WHERE b.page_id <> a.page_id) GROUP BY key HAVING count(*) > 1 ORDER BY key";

static const char pages_gone[] =
    "SELECT 'page ' || key || ': it was joined with another and is still here' FROM page "
    "WHERE key GLOB 'gone:*' ORDER BY key";

/* ---- impossible values ---- */

static const char records_changed[] =
    "SELECT 'page ' || p.key || ': a stored record is not the one that was loaded' "
    "FROM observation o JOIN page p USING (page_id) "
    "WHERE record_digest(o.record) <> o.record_sha256 ORDER BY p.key";

/* Times are as precise as they are known: a year, a month, a day, a second. */
#define TIME(column)                                                                               \
	"(" column " <> '' AND strftime('%s', " column " || "                                      \
	"substr('0000-01-01', length(" column ") + 1)) IS NULL)"

static const char observation_times[] =
    "SELECT 'page ' || p.key || ': retrieved at \"' || retrieved_at || '\"' FROM observation "
    "JOIN page p USING (page_id) WHERE " TIME("retrieved_at") " ORDER BY 1";

static const char comment_values[] =
    "SELECT 'comment ' || c.id || ' of ' || p.key || CASE WHEN c.ballot NOT BETWEEN 0 AND 4 "
    "THEN ': its ballot is ' || c.ballot ELSE ': posted at \"' || c.posted_at || '\"' END "
    "FROM comment c JOIN page p USING (page_id) "
    "WHERE c.ballot NOT BETWEEN 0 AND 4 OR " TIME("c.posted_at") " ORDER BY 1";

static const char ballot_values[] =
    "SELECT 'mention ' || m.key || ': ' || count(*) || ' impossible votes' FROM ballot b "
    "CROSS JOIN mention m ON m.mention_id = b.mention_id LEFT JOIN scale s USING (scale_id) "
    "WHERE choice NOT BETWEEN 0 AND 2 OR cast_unit NOT BETWEEN 0 AND 4 OR tie NOT IN (0, 1) "
    "OR (choice > 0 AND (value <> 0 OR scale_id <> 0)) "
    "OR (cast_unit = 0) <> (cast_at = -100000000000) OR origin < 0 OR s.scale_id IS NULL "
    "GROUP BY m.key ORDER BY m.key";

static const char scale_values[] =
    "SELECT 'scale ' || coalesce(worst, '?') || ' to ' || coalesce(best, '?') || "
    "': its best is not above its worst' FROM scale WHERE best <= worst ORDER BY 1";

static const char total_values[] =
    "SELECT 'mention ' || m.key || ': a total of ' || t.votes || ' votes for choice ' || t.choice "
    "FROM total t JOIN mention m USING (mention_id) WHERE t.votes < 0 OR t.choice NOT IN (1, 2) "
    "OR " TIME("t.observed_at") " ORDER BY 1";

static const char voter_values[] =
    "SELECT 'voter ' || lower(hex(key)) || ': not a key of 16 bytes' FROM voter "
    "WHERE length(key) <> 16 ORDER BY 1";

static const char fact_values[] =
    "SELECT 'mention ' || m.key || CASE WHEN year NOT BETWEEN 1870 AND 9999 THEN ': year ' || year "
    "WHEN runtime_min <= 0 THEN ': ' || runtime_min || ' minutes long' "
    "ELSE ': verdict ' || verdict END FROM mention_fact JOIN mention m USING (mention_id) "
    "WHERE year NOT BETWEEN 1870 AND 9999 OR runtime_min <= 0 OR verdict NOT IN (1, 2) ORDER BY 1";

static const char tally_values[] =
    "SELECT DISTINCT 'page ' || p.key || ': a count below 0' FROM tally t "
    "JOIN observation o USING (observation_id) JOIN page p USING (page_id) "
    "WHERE min(coalesce(ratings, 0), coalesce(reviews, 0), coalesce(likes, 0), "
    "coalesce(dislikes, 0)) < 0 ORDER BY 1";

/* ---- identity ---- */

/* The decisions that joined a film's mentions: edges of the first rule (identity.h), taken. */
#define DECIDED                                                                                    \
	"EXISTS (SELECT 1 FROM edge e JOIN film_mention a ON a.mention_id = e.a_mention "          \
	"WHERE a.film_id = f.film_id AND e.rule = 0 AND e.why = 0)"

static const char ids_merged[] =
    "SELECT 'film ' || f.key || ': a person joined ' || i.scheme || ' ' || group_concat(i.id, ' "
    "and ') "
    "FROM film f JOIN (SELECT * FROM film_identifier ORDER BY scheme, id) i USING (film_id) "
    "WHERE " DECIDED " GROUP BY f.film_id, i.scheme HAVING count(*) > 1 ORDER BY 1";

/* One mention may have two ids of a scheme, when its page named one and later another. */
static const char ids_joined[] =
    "SELECT DISTINCT 'film ' || f.key || ': two ids of ' || x.scheme || ', ' || x.id || ' and ' || "
    "y.id || ', and no decision joined them' FROM film_mention fx CROSS JOIN film_mention fy "
    "ON fy.film_id = fx.film_id AND fy.mention_id <> fx.mention_id "
    "CROSS JOIN mention_identifier x ON x.mention_id = fx.mention_id "
    "CROSS JOIN mention_identifier y ON y.mention_id = fy.mention_id "
    "AND +y.scheme = x.scheme AND +y.id > x.id CROSS JOIN film f ON f.film_id = fx.film_id "
    "WHERE NOT " DECIDED
    " AND NOT EXISTS (SELECT 1 FROM mention_identifier i, mention_identifier k "
    "JOIN film_mention fi ON fi.mention_id = i.mention_id "
    "WHERE i.mention_id = k.mention_id AND fi.film_id = f.film_id AND i.scheme = x.scheme "
    "AND k.scheme = x.scheme AND i.id <> k.id) ORDER BY 1";

static const char years_merged[] =
    "SELECT 'film ' || f.key || ': a person joined the years ' || min(t.year) || ' and ' || "
    "max(t.year) FROM film f JOIN film_mention USING (film_id) JOIN mention_fact t "
    "USING (mention_id) WHERE " DECIDED " GROUP BY f.film_id "
    "HAVING max(t.year) - min(t.year) > 1 ORDER BY 1";

const char *const check_rules[] = {counts, sums, films_unnamed, films_twice, films_without,
    mentions_twice, mentions_without, facts_without, ballots_without, pages_without,
    pages_not_shown, pages_lost, pages_twice, pages_gone, records_changed, observation_times,
    comment_values, ballot_values, scale_values, total_values, voter_values, fact_values,
    tally_values, ids_merged, ids_joined, years_merged, NULL};
