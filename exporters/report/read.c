/* read: the queries behind the report, each a row of one table; votes.c reads the votes. */
#include "exporters/report/report.h"
#include "schema/base/date.h"
#include "schema/base/number.h"
#include "schema/base/text.h"
#include "schema/store/evidence/decision.h"
#include "schema/store/query.h"

#include <math.h>
#include <string.h>

#define TEXTS_MAX ((size_t)1 << 32)

static const char *one_line(struct arena *arena, const char *text)
{
	return text ? text_squeeze(arena, text, strlen(text)) : NULL;
}

static const char sums_sql[] =
    "SELECT (SELECT count(*) FROM film), total(favorite), total(unfavorite), total(ratings), "
    "total(anonymous) FROM film_stats";

static void read_sums(struct report *report, const struct query *query)
{
	report->films = query_int(query, 0);
	report->favorite = query_int(query, 1);
	report->unfavorite = query_int(query, 2);
	report->ratings = query_int(query, 3);
	report->anonymous = query_int(query, 4);
}

/* By people who may vote, still there, not read as a vote, and not decided on; the date is the last
 * day that the database knows, since there is no clock. */
static const char unread_sql[] =
    "WITH unread AS MATERIALIZED (SELECT * FROM comment WHERE removed = 0 AND voter_id IS NOT NULL "
    "AND ballot NOT IN (1, 2)), "
    "twice AS (SELECT id FROM comment WHERE id IN (SELECT id FROM unread) GROUP BY id "
    "HAVING count(*) > 1) "
    "SELECT f.title, p.key, c.posted_at, t.author, t.body, c.id, "
    "c.id IN (SELECT id FROM twice), count(*) OVER (), "
    "(SELECT max(substr(day, 1, 10)) FROM (SELECT max(retrieved_at) AS day FROM observation UNION "
    "ALL "
    "SELECT max(posted_at) FROM comment UNION ALL SELECT max(date) FROM decision)) "
    "FROM unread c JOIN page p USING (page_id) JOIN page_shown s USING (page_id) "
    "JOIN mention m ON m.page_id = c.page_id AND m.n = 1 JOIN film_mention USING (mention_id) "
    "JOIN film f USING (film_id) LEFT JOIN comment_text t USING (comment_id) "
    "JOIN comment_decided d ON d.comment_id = c.comment_id "
    "WHERE s.films = 1 AND d.choice IS NULL ORDER BY c.posted_at IS NULL, c.posted_at DESC, p.key, "
    "c.id LIMIT 100";

static void read_unread(struct report *report, const struct query *query)
{
	struct arena *arena = &report->arena;
	struct unread_line *line = list_add(arena, &report->unread);
	const char *page = query_text(query, 1), *id = query_text(query, 5),
		   *day = query_text(query, 8);
	struct buf buf = BUF_INIT(1 << 20);
	struct decision decision = {.verb = DECISION_BALLOT,
	    .date = arena_text(arena, day && *day ? day : "1970-01-01"),
	    .a = query_int(query, 6) ? arena_format(arena, "%s#%s", page, id)
				     : arena_text(arena, id),
	    .b = "CHOICE"};

	line->title = one_line(arena, query_text(query, 0));
	line->page = arena_text(arena, page);
	line->posted_at = arena_text(arena, query_text(query, 2));
	line->author = one_line(arena, query_text(query, 3));
	line->body = one_line(arena, query_text(query, 4));
	decision_write(&buf, &decision);
	line->decision = arena_text(arena, buf_text(&buf));
	report->unread_n = query_int(query, 7);
	buf_release(&buf);
}

static const char sources_sql[] =
    "SELECT source.name, h.favorite, h.unfavorite, h.cells, scale.best, scale.worst "
    "FROM mention_histogram h JOIN mention USING (mention_id) JOIN source USING (source_id) "
    "JOIN scale USING (scale_id) ORDER BY source.name";

/* `VALUE:COUNT` each, put in ten bins by their score. */
static void add_cells(struct source_line *source, const char *cells, double best, double worst)
{
	struct distribution one = {0};
	int64_t bins[DISTRIBUTION_BINS], n;
	double value;

	while (cells && *cells) {
		size_t length = strcspn(cells, " "), name = strcspn(cells, ":");
		if (name < length && number_decimal(cells, name, &value) &&
		    number_integer(cells + name + 1, length - name - 1, &n) &&
		    !isnan(score_of(value, best, worst)))
			distribution_put(&one, score_of(value, best, worst), n);
		cells += length + (cells[length] == ' ');
	}
	distribution_bins(&one, bins);
	for (int i = 0; i < DISTRIBUTION_BINS; i++)
		source->bins[i] += bins[i];
	source->ratings += one.n;
	distribution_release(&one);
}

static void read_source(struct report *report, const struct query *query)
{
	const char *name = query_text(query, 0);
	struct source_line *source =
	    report->sources.n ? &report->sources.at[report->sources.n - 1] : NULL;

	if (!source || strcmp(source->name, name) != 0) {
		source = list_add(&report->arena, &report->sources);
		source->name = arena_text(&report->arena, name);
	}
	source->favorite += query_int(query, 1);
	source->unfavorite += query_int(query, 2);
	add_cells(source, query_text(query, 3), query_real(query, 4), query_real(query, 5));
}

static const char genres_sql[] =
    "SELECT * FROM (SELECT genre.name, count(*), total(s.favorite) AS f, total(s.unfavorite) AS u, "
    "total(s.ratings) FROM (SELECT DISTINCT film_id, genre_id FROM film_genre) g "
    "JOIN genre USING (genre_id) LEFT JOIN film_stats s ON s.film_id = g.film_id GROUP BY "
    "genre.name "
    "HAVING f + u > 0 ORDER BY f + u DESC, genre.name LIMIT 40)";
static const char countries_sql[] =
    "SELECT * FROM (SELECT c.name, count(*), total(s.favorite) AS f, total(s.unfavorite) AS u, "
    "total(s.ratings) FROM (SELECT DISTINCT film_id, coalesce((SELECT min(same.name) FROM country "
    "same "
    "WHERE same.code = country.code AND country.code <> ''), country.name) AS name FROM "
    "film_country "
    "JOIN country USING (country_id)) c LEFT JOIN film_stats s ON s.film_id = c.film_id GROUP BY "
    "c.name "
    "HAVING f + u > 0 ORDER BY f + u DESC, c.name LIMIT 40)";

static void fill_group(struct report *report, struct group_line *line, const struct query *query)
{
	line->name = arena_text(&report->arena, query_text(query, 0));
	line->films = query_int(query, 1);
	line->favorite = query_int(query, 2);
	line->unfavorite = query_int(query, 3);
	line->ratings = query_int(query, 4);
}

static void read_genre(struct report *report, const struct query *query)
{
	fill_group(report, list_add(&report->arena, &report->genres), query);
}

static void read_country(struct report *report, const struct query *query)
{
	fill_group(report, list_add(&report->arena, &report->countries), query);
}

/* Of each page the last observation: what importers noticed in it. */
#define LAST_SEEN                                                                                  \
	"WITH seen AS (SELECT *, row_number() OVER (PARTITION BY page_id ORDER BY retrieved_at "   \
	"DESC, record_sha256 DESC) AS place FROM observation), "                                   \
	"o AS (SELECT seen.*, page.key FROM seen JOIN page USING (page_id) WHERE place = 1 "       \
	"AND json_valid(record)) "
static const char notices_sql[] =
    LAST_SEEN "SELECT j.value ->> 'code', NULL, count(DISTINCT o.page_id) "
	      "FROM o, json_each(o.record, '$.notices') j GROUP BY 1 ORDER BY 1";
static const char cut_sql[] =
    LAST_SEEN "SELECT o.key, j.value ->> 'detail', 1 FROM o, json_each(o.record, '$.notices') j "
	      "WHERE j.value ->> 'code' = 'feed-incomplete' ORDER BY 1, 2 LIMIT 100";
static const char partial_sql[] =
    LAST_SEEN "SELECT count(*) FROM o WHERE record ->> '$.page.status' = 'partial'";
/* films[3].polls and films[0].polls are one field */
static const char missing_sql[] = LAST_SEEN
    "SELECT CASE WHEN j.key LIKE 'films[%].%' THEN substr(j.key, instr(j.key, '].') + 2) ELSE "
    "j.key END AS field, j.value, count(*) FROM o, json_each(o.record, '$.missing') j "
    "GROUP BY field, j.value ORDER BY field, j.value";

static void fill_count(struct report *report, struct count_line *line, const struct query *query)
{
	line->name = arena_text(&report->arena, query_text(query, 0));
	line->more = arena_text(&report->arena, query_text(query, 1));
	line->n = query_int(query, 2);
}

static void read_notice(struct report *report, const struct query *query)
{
	fill_count(report, list_add(&report->arena, &report->notices), query);
}

static void read_cut(struct report *report, const struct query *query)
{
	fill_count(report, list_add(&report->arena, &report->cut), query);
}

static void read_missing(struct report *report, const struct query *query)
{
	fill_count(report, list_add(&report->arena, &report->missing), query);
}

static void read_partial(struct report *report, const struct query *query)
{
	report->partial = query_int(query, 0);
}

static const struct part {
	const char *sql;
	void (*read)(struct report *report, const struct query *query);
} parts[] = {
    {sums_sql, read_sums},
    {unread_sql, read_unread},
    {sources_sql, read_source},
    {genres_sql, read_genre},
    {countries_sql, read_country},
    {notices_sql, read_notice},
    {cut_sql, read_cut},
    {partial_sql, read_partial},
    {missing_sql, read_missing},
};

static int read_part(
    struct report *report, struct store *store, const struct part *part, struct err *err)
{
	struct query *query = query_open(store, part->sql, err);
	int got = -1;

	while (query && (got = query_step(query, err)) > 0)
		part->read(report, query);
	query_close(query);
	return got;
}

int report_read(struct report *report, struct store *store, const char *since, struct err *err)
{
	int64_t second = INT64_MIN / 16; /* before all votes that have a time */

	*report = (struct report){.since = since};
	arena_init(&report->arena, TEXTS_MAX);
	if (since && !date_to_epoch(since, &second))
		return err_set(err, EXIT_USAGE, "'%s' is no date", since);
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		if (read_part(report, store, &parts[i], err) < 0)
			return -1;
	}
	return report_read_votes(report, store, second, err);
}

void report_release(struct report *report)
{
	arena_release(&report->arena);
	*report = (struct report){0};
}
