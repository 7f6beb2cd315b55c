/* block: see block.h. A walk from mention to mention by indexed look-ups; block_mention.c reads
 * each. */
#include "schema/store/films/block_part.h"
#include "schema/base/digest.h"
#include "schema/store/decide/decision.h"

#include <stdlib.h>
#include <string.h>

/* ---- row numbers seen ---- */

static int64_t *seen_slot(int64_t *table, size_t cap, int64_t id)
{
	size_t at = ((uint64_t)id * 0x9e3779b97f4a7c15u >> 20) & (cap - 1);
	while (table[at] && table[at] != id)
		at = (at + 1) & (cap - 1);
	return &table[at];
}

static void seen_grow(struct seen *seen)
{
	size_t cap = seen->cap ? seen->cap * 2 : 256;
	int64_t *table = must_calloc(cap, sizeof *table);
	for (size_t i = 0; i < seen->cap; i++)
		if (seen->at[i])
			*seen_slot(table, cap, seen->at[i]) = seen->at[i];
	free(seen->at);
	seen->at = table;
	seen->cap = cap;
}

bool seen_before(struct seen *seen, int64_t id)
{
	if (seen->n * 2 >= seen->cap)
		seen_grow(seen);
	int64_t *slot = seen_slot(seen->at, seen->cap, id);
	if (*slot)
		return true;
	*slot = id;
	seen->n++;
	return false;
}

void seen_release(struct seen *seen)
{
	free(seen->at);
	*seen = (struct seen){0};
}

/* ---- what names what ---- */

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

int block_named(
    struct store *store, struct arena *arena, const char *name, id_list *mentions, struct err *err)
{
	sqlite3_stmt *statement = db_statement(store, named_by_key, err);
	if (!statement)
		return -1;
	db_bind_text(statement, 1, name);
	if (block_read_ids(store, arena, statement, mentions, err) < 0)
		return -1;
	const char *colon = strchr(name, ':');
	if (mentions->n || !colon)
		return 0;
	statement = db_statement(store, named_by_id, err);
	if (!statement)
		return -1;
	db_bind_slice(statement, 1, name, (size_t)(colon - name));
	db_bind_text(statement, 2, colon + 1);
	return block_read_ids(store, arena, statement, mentions, err);
}

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

/* The lines of the decisions about the mention. */
static int decisions_about(
    struct store *store, struct arena *arena, int64_t mention, text_list *lines, struct err *err)
{
	text_list names = {0};
	if (block_texts_of(store, arena, names_of_mention, mention, &names, err) < 0)
		return -1;
	list_each (const char *, name, &names) {
		sqlite3_stmt *statement = db_statement(store, decisions_naming, err);
		if (!statement)
			return -1;
		db_bind_text(statement, 1, *name);
		int row;
		while ((row = db_step(store, statement, err)) > 0)
			*list_add(arena, lines) = block_text(arena, statement, 0);
		if (row < 0)
			return -1;
	}
	return 0;
}

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
	return block_read_ids(store, arena, get, next, err);
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
	if (decisions_about(walk->store, walk->arena, mention, &about, err) < 0)
		return -1;
	list_each (const char *, line, &about) {
		struct decision decision;
		if (decision_read(walk->arena, *line, strlen(*line), &decision, err) < 0 ||
		    block_named(walk->store, walk->arena, decision.a, next, err) < 0 ||
		    block_named(walk->store, walk->arena, decision.b, next, err) < 0)
			return -1;
		*list_add(walk->arena, &walk->lines) = *line;
	}
	return 0;
}

/* Adds the mentions next to one: by an id, a title within a year, the film as it stands, a page, or
 * a decision. */
static int walk_on(struct walk *walk, const struct block_mention *mention, struct err *err)
{
	struct store *store = walk->store;
	struct arena *arena = walk->arena;
	const struct identity_mention *known = &mention->known;
	id_list next = {0};
	if (known->ids_n && block_ids_of(store, arena, id_neighbours, mention->id, &next, err) < 0)
		return -1;
	for (size_t i = 0; known->year > 0 && i < known->titles_n; i++)
		if (title_neighbours(store, arena, known->titles[i], known->year, &next, err) < 0)
			return -1;
	if (mention->film &&
	    block_ids_of(store, arena, film_neighbours, mention->film, &next, err) < 0)
		return -1;
	for (size_t k = 0; walk->named && k < sizeof page_neighbours / sizeof *page_neighbours; k++)
		if (block_ids_of(store, arena, page_neighbours[k], mention->id, &next, err) < 0)
			return -1;
	if (walk->decided && walk_decisions(walk, mention->id, &next, err) < 0)
		return -1;
	list_each (int64_t, id, &next)
		if (!seen_before(walk->seen, *id))
			*list_add(arena, &walk->found) = *id;
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
	    block_named(store, arena, decision.a, &a, err) < 0 ||
	    block_named(store, arena, decision.b, &b, err) < 0)
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

static int compare_lines(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Lines begin with their dates, so their bytewise order is the order of time. */
static int add_decisions(struct store *store, struct arena *arena, struct block *block,
    text_list *lines, struct err *err)
{
	if (lines->n)
		qsort(lines->at, lines->n, sizeof *lines->at, compare_lines);
	for (size_t i = 0; i < lines->n; i++)
		if ((i == 0 || strcmp(lines->at[i - 1], lines->at[i]) != 0) &&
		    add_decision(store, arena, block, lines->at[i], err) < 0)
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
