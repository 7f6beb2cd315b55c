/* block: see block.h. A walk from mention to mention by indexed look-ups; block_mention.c reads
 * each. */
#include "schema/store/films/block_part.h"
#include "schema/base/digest.h"
#include "schema/store/evidence/decision.h"
#include "schema/store/evidence/decision_film.h"
#include "schema/store/fetch.h"
#include "schema/store/text_set.h"

#include <stdlib.h>
#include <string.h>

/* ---- the walk ---- */

/* The mentions next to one by a page: that shows it, or that it names. */
static const char *const page_neighbours[] = {
    "SELECT o.mention_id FROM mention m JOIN mention o ON o.page_ref = m.page_ref"
    " WHERE m.mention_id = ?1",
    "SELECT o.mention_id FROM mention m"
    " JOIN mention o ON o.page_id = (" BLOCK_NAMED_PAGE ") WHERE m.mention_id = ?1",
    "SELECT o.mention_id FROM mention m JOIN page_alias a ON a.key = m.page_ref"
    " JOIN mention o ON o.page_id = a.page_id WHERE m.mention_id = ?1",
    "SELECT o.mention_id FROM mention m JOIN page p ON p.page_id = m.page_id"
    " JOIN mention o ON o.page_ref = p.key WHERE m.mention_id = ?1",
    "SELECT o.mention_id FROM mention m JOIN page_alias a ON a.page_id = m.page_id"
    " JOIN mention o ON o.page_ref = a.key WHERE m.mention_id = ?1",
};

static const char id_neighbours[] =
    "SELECT o.mention_id FROM mention_identifier m"
    " JOIN mention_identifier o ON o.scheme = m.scheme AND o.id = m.id WHERE m.mention_id = ?1";

static const char film_neighbours[] = "SELECT mention_id FROM film_mention WHERE film_id = ?1";

/* By one of its titles, within a year. What its rows of mention_key are is known: they need not be
 * looked up. */
static int title_neighbours(struct store *store, struct arena *arena, const char *fold, int year,
    id_list *next, struct err *err)
{
	sqlite3_stmt *get = db_statement(store,
	    "SELECT mention_id FROM mention_key WHERE key = ?1"
	    " AND year BETWEEN ?2 - 1 AND ?2 + 1 AND NOT romanised",
	    err);
	if (!get)
		return -1;
	sqlite3_bind_int64(get, 1, digest_number(fold));
	sqlite3_bind_int(get, 2, year);
	return fetch_ids(store, arena, get, next, err);
}

/* What there is in this database, for which each mention need not be asked. */
struct walk {
	struct store *store;
	struct arena *arena;
	struct seen *seen;
	id_list found;
	text_list lines; /* of the decisions within (some twice) */
	bool decided;    /* there are decisions */
	bool named;      /* rows of tables name pages */
};

static int walk_decisions(struct walk *walk, int64_t mention, id_list *next, struct err *err)
{
	text_list about = {0};
	if (decision_film_lines(walk->store, walk->arena, mention, &about, err) < 0)
		return -1;
	list_each (const char *, line, &about) {
		struct decision decision;
		if (decision_read(walk->arena, *line, strlen(*line), &decision, err) < 0 ||
		    decision_film_mentions(walk->store, walk->arena, decision.a, next, err) < 0 ||
		    decision_film_mentions(walk->store, walk->arena, decision.b, next, err) < 0)
			return -1;
		*list_add(walk->arena, &walk->lines) = *line;
	}
	return 0;
}

/* Adds what a statement gives for a row number. */
static int walk_by(struct walk *walk, const char *sql, int64_t row, id_list *next, struct err *err)
{
	return fetch_ids(walk->store, walk->arena, fetch_of(walk->store, sql, row, err), next, err);
}

/* Adds the mentions next to one: by an id, a title within a year, the film as it stands, a page, or
 * a decision. */
static int walk_neighbours(
    struct walk *walk, const struct block_mention *mention, id_list *next, struct err *err)
{
	const struct identity_mention *known = &mention->known;
	if (known->ids_n && walk_by(walk, id_neighbours, mention->id, next, err) < 0)
		return -1;
	for (size_t i = 0; known->year > 0 && i < known->titles_n; i++)
		if (title_neighbours(
			walk->store, walk->arena, known->titles[i], known->year, next, err) < 0)
			return -1;
	if (mention->film && walk_by(walk, film_neighbours, mention->film, next, err) < 0)
		return -1;
	for (size_t k = 0; walk->named && k < sizeof page_neighbours / sizeof *page_neighbours; k++)
		if (walk_by(walk, page_neighbours[k], mention->id, next, err) < 0)
			return -1;
	return walk->decided ? walk_decisions(walk, mention->id, next, err) : 0;
}

static int walk_on(struct walk *walk, const struct block_mention *mention, struct err *err)
{
	id_list next = {0};
	if (walk_neighbours(walk, mention, &next, err) < 0)
		return -1;
	list_each (int64_t, id, &next)
		if (!seen_before(walk->seen, *id))
			*list_add(walk->arena, &walk->found) = *id;
	return 0;
}

static int walk_start(struct walk *walk, struct err *err)
{
	sqlite3_stmt *any = db_statement(walk->store,
	    "SELECT EXISTS (SELECT 1 FROM decision),"
	    " EXISTS (SELECT 1 FROM mention WHERE page_ref IS NOT NULL)",
	    err);
	if (!any || db_step(walk->store, any, err) < 0)
		return -1;
	walk->decided = sqlite3_column_int(any, 0);
	walk->named = sqlite3_column_int(any, 1);
	db_done(any);
	return 0;
}

static int compare_mentions(const void *a, const void *b)
{
	return strcmp(((const struct block_mention *)a)->known.key,
	    ((const struct block_mention *)b)->known.key);
}

/* ---- decisions within the block ---- */

static bool index_of(const struct block *block, int64_t id, size_t *index)
{
	for (size_t i = 0; i < block->mentions.n; i++)
		if (block->mentions.at[i].id == id && !block->mentions.at[i].gone) {
			*index = i;
			return true;
		}
	return false;
}

static void add_pair(struct arena *arena, struct block *block, const struct decision *decision,
    int64_t one, int64_t other)
{
	size_t a, b;
	if (!index_of(block, one, &a) || !index_of(block, other, &b) || a == b)
		return;
	*list_add(arena, &block->decisions) = (struct identity_decision){.a = a < b ? a : b,
	    .b = a < b ? b : a,
	    .same = decision->verb == DECISION_SAME,
	    .date = decision->line};
}

/* A word may name several mentions (an id does): `same` holds the first of each together; `differ`
 * keeps the first of each from all of the other. */
static int add_decision(struct store *store, struct arena *arena, struct block *block,
    const char *line, struct err *err)
{
	struct decision decision;
	id_list a = {0}, b = {0};
	if (decision_read(arena, line, strlen(line), &decision, err) < 0 ||
	    decision_film_mentions(store, arena, decision.a, &a, err) < 0 ||
	    decision_film_mentions(store, arena, decision.b, &b, err) < 0)
		return -1;
	if (!a.n || !b.n)
		return 0;
	add_pair(arena, block, &decision, a.at[0], b.at[0]);
	for (size_t i = 1; decision.verb == DECISION_DIFFER && i < a.n; i++)
		add_pair(arena, block, &decision, a.at[i], b.at[0]);
	for (size_t i = 1; decision.verb == DECISION_DIFFER && i < b.n; i++)
		add_pair(arena, block, &decision, a.at[0], b.at[i]);
	return 0;
}

/* Lines begin with their dates, so their bytewise order is the order of time. */
static int add_decisions(struct store *store, struct arena *arena, struct block *block,
    text_list *lines, struct err *err)
{
	text_set_sort(lines);
	list_each (const char *, line, lines)
		if (add_decision(store, arena, block, *line, err) < 0)
			return -1;
	return 0;
}

int block_gather(struct store *store, struct arena *arena, int64_t mention, struct seen *seen,
    struct block *block, struct err *err)
{
	struct walk walk = {.store = store, .arena = arena, .seen = seen};
	*block = (struct block){0};
	if (walk_start(&walk, err) < 0)
		return -1;
	*list_add(arena, &walk.found) = mention;
	for (size_t i = 0; i < walk.found.n; i++) {
		struct block_mention read = {.id = walk.found.at[i]};
		int row = block_mention_read(store, arena, &read, err);
		if (row < 0 || (row > 0 && walk_on(&walk, &read, err) < 0))
			return -1;
		if (row > 0)
			*list_add(arena, &block->mentions) = read;
	}
	if (block_names_read(store, arena, block, err) < 0)
		return -1;
	if (block->mentions.n)
		qsort(block->mentions.at, block->mentions.n, sizeof *block->mentions.at,
		    compare_mentions);
	return add_decisions(store, arena, block, &walk.lines, err);
}
