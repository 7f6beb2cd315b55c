/* block: see block.h. A walk from mention to mention by indexed look-ups, then one read of each. */
#include "schema/store/block.h"
#include "schema/base/digest.h"
#include "schema/base/text.h"
#include "schema/record/vocab.h"
#include "schema/store/decision.h"
#include "schema/store/page.h"
#include "schema/store/person.h"
#include "schema/store/romanise.h"

#include <stdlib.h>
#include <string.h>

/* ---- row numbers seen ----------------------------------------------------------------------------- */

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

/* ---- reading small lists --------------------------------------------------------------------------- */

static const char *column(struct arena *arena, sqlite3_stmt *statement, int i)
{
	return arena_text(arena, (const char *)sqlite3_column_text(statement, i));
}

/* Appends the first column of all rows. */
static int read_ids(struct store *store, struct arena *arena, sqlite3_stmt *statement, id_list *ids,
    struct err *err)
{
	int row;
	while ((row = db_step(store, statement, err)) > 0)
		*list_add(arena, ids) = sqlite3_column_int64(statement, 0);
	return row;
}

static int ids_of(struct store *store, struct arena *arena, const char *sql, int64_t id,
    id_list *ids, struct err *err)
{
	sqlite3_stmt *statement = db_statement(store, sql, err);
	if (!statement)
		return -1;
	sqlite3_bind_int64(statement, 1, id);
	return read_ids(store, arena, statement, ids, err);
}

static int texts_of(struct store *store, struct arena *arena, const char *sql, int64_t id,
    text_list *texts, struct err *err)
{
	sqlite3_stmt *statement = db_statement(store, sql, err);
	if (!statement)
		return -1;
	sqlite3_bind_int64(statement, 1, id);
	int row;
	while ((row = db_step(store, statement, err)) > 0)
		*list_add(arena, texts) = column(arena, statement, 0);
	return row;
}

/* ---- what names what ---------------------------------------------------------------------------------- */

/* A page's names lead to its films; `page` alone to the first. What is named may be PAGE#n. */
#define BEFORE_NUMBER "rtrim(?1, '0123456789')"
#define NUMBERED_PAGE "substr(" BEFORE_NUMBER ", 1, length(" BEFORE_NUMBER ") - 1)"
#define OF_PAGE(name)                                                                              \
	"page_id IN (" PAGE_OF_KEY(                                                                \
	    name) " UNION ALL SELECT page_id FROM page_alias WHERE key = " name ")"

static const char named_by_key[] =
    "SELECT mention_id, key FROM mention WHERE key = ?1 AND page_id "
    "IS NULL"
    " UNION SELECT mention_id, key FROM mention WHERE n = 1 "
    "AND " OF_PAGE("?1") " UNION SELECT mention_id, key FROM "
			 "mention WHERE " OF_PAGE(NUMBERED_PAGE) " AND '#' || n = "
								 "substr(?1, "
								 "length(" BEFORE_NUMBER
								 ")) ORDER BY 2";

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
	if (read_ids(store, arena, statement, mentions, err) < 0)
		return -1;
	const char *colon = strchr(name, ':');
	if (mentions->n || !colon)
		return 0;
	statement = db_statement(store, named_by_id, err);
	if (!statement)
		return -1;
	db_bind_slice(statement, 1, name, (size_t)(colon - name));
	db_bind_text(statement, 2, colon + 1);
	return read_ids(store, arena, statement, mentions, err);
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
	if (texts_of(store, arena, names_of_mention, mention, &names, err) < 0)
		return -1;
	list_each (const char *, name, &names) {
		sqlite3_stmt *statement = db_statement(store, decisions_naming, err);
		if (!statement)
			return -1;
		db_bind_text(statement, 1, *name);
		int row;
		while ((row = db_step(store, statement, err)) > 0)
			*list_add(arena, lines) = column(arena, statement, 0);
		if (row < 0)
			return -1;
	}
	return 0;
}

/* ---- reading the mentions ------------------------------------------------------------------------------------ */

/* The other pages by which a table's row that names one is known: that page, unless it is known to show another number of films. */
static const char page_of_row[] =
    "SELECT coalesce(p.key, m.page_ref) FROM mention m"
    " LEFT JOIN page_alias a ON a.key = m.page_ref"
    " LEFT JOIN page p ON p.page_id ="
    " coalesce((" PAGE_OF_KEY("m.page_ref") "), a.page_id)"
					    " LEFT JOIN page_shown s ON s.page_id = p.page_id"
					    " WHERE m.mention_id = ?1 AND coalesce(s.films, 1) = 1";

static const char identifiers[] =
    "SELECT scheme || ':' || id FROM mention_identifier WHERE mention_id = ?1";

/* What a mention's row and those beside it say; it is by its page as well when that shows one film. */
struct mention_row {
	struct block_mention *mention;
	bool alone;   /* the page shows one film */
	bool of_page; /* a table's, it names one */
};

/* `page` ids: that of its page, or of the page that it names. */
static int read_ids_of(
    struct store *store, struct arena *arena, const struct mention_row *row, struct err *err)
{
	struct block_mention *mention = row->mention;
	text_list ids = {0}, pages = {0};
	if (texts_of(store, arena, identifiers, mention->id, &ids, err) < 0)
		return -1;
	if (row->alone) /* PAGE#1 */
		*list_add(arena, &pages) = arena_copy(arena, mention->known.key,
		    (size_t)(strrchr(mention->known.key, '#') - mention->known.key));
	else if (row->of_page && texts_of(store, arena, page_of_row, mention->id, &pages, err) < 0)
		return -1;
	list_each (const char *, page, &pages)
		*list_add(arena, &ids) = arena_format(arena, "page:%s", *page);
	mention->known.ids = ids.at;
	mention->known.ids_n = ids.n;
	return 0;
}

static const char credits[] = "SELECT role, person_id FROM mention_credit"
			      " WHERE mention_id = ?1 AND role IN (?2, ?3)";

static const char named_credits[] =
    "SELECT role, name FROM mention_credit JOIN person USING (person_id)"
    " WHERE mention_id = ?1 AND role IN (?2, ?3)";

/* The credit's name, folded; or, by number, what stands for that. "" when nothing is left of it. */
static const char *name_of(struct arena *arena, sqlite3_stmt *credit, bool by_number)
{
	if (!by_number)
		return text_fold(arena, (const char *)sqlite3_column_text(credit, 1), false);
	uint32_t fold = person_fold(sqlite3_column_int64(credit, 1));
	return fold ? arena_format(arena, "%08x", (unsigned)fold) : "";
}

static int read_people(struct store *store, struct arena *arena, int64_t id, bool by_number,
    struct identity_mention *known, struct err *err)
{
	sqlite3_stmt *statement = db_statement(store, by_number ? credits : named_credits, err);
	if (!statement)
		return -1;
	sqlite3_bind_int64(statement, 1, id);
	sqlite3_bind_int(statement, 2, ROLE_DIRECTOR);
	sqlite3_bind_int(statement, 3, ROLE_ACTOR);
	text_list directors = {0}, people = {0};
	int row;
	while ((row = db_step(store, statement, err)) > 0) {
		const char *name = name_of(arena, statement, by_number);
		if (!*name)
			continue;
		*list_add(arena, &people) = name;
		if (sqlite3_column_int(statement, 0) == ROLE_DIRECTOR)
			*list_add(arena, &directors) = name;
	}
	known->directors = directors.at;
	known->directors_n = directors.n;
	known->people = people.at;
	known->people_n = people.n;
	return row;
}

static bool has_person(const struct identity_mention *mention, const char *name)
{
	for (size_t i = 0; i < mention->people_n; i++)
		if (strcmp(mention->people[i], name) == 0)
			return true;
	return false;
}

/* Somebody worked on all that name a director: then nobody asks how the names are written. */
static bool people_are_enough(const struct block *block)
{
	const struct identity_mention *first = NULL;
	list_each (struct block_mention, mention, &block->mentions)
		if (!first && mention->known.directors_n)
			first = &mention->known;
	bool enough = first == NULL;
	for (size_t i = 0; !enough && i < first->people_n; i++) {
		enough = true;
		list_each (struct block_mention, mention, &block->mentions)
			enough = enough &&
			    (!mention->known.directors_n ||
				has_person(&mention->known, first->people[i]));
	}
	return enough;
}

/* Names stand far from one another, so they are read only where they must be. */
static int read_names(
    struct store *store, struct arena *arena, struct block *block, struct err *err)
{
	if (people_are_enough(block))
		return 0;
	list_each (struct block_mention, mention, &block->mentions)
		if (mention->known.people_n &&
		    read_people(store, arena, mention->id, false, &mention->known, err) < 0)
			return -1;
	return 0;
}

/* The titles of a mention, folded, each once. */
static int read_titles(struct store *store, struct arena *arena,
    const struct block_mention *mention, text_list *titles, struct err *err)
{
	static const char others[] =
	    "SELECT DISTINCT fold FROM mention_title WHERE mention_id = ?1 AND fold <> ''"
	    " AND fold IS NOT (SELECT fold FROM mention_fact WHERE mention_id = ?1)";
	if (mention->fold && *mention->fold)
		*list_add(arena, titles) = mention->fold;
	return texts_of(store, arena, others, mention->id, titles, err);
}

/* The mention's row, and whether it still has facts. 1 found. */
static int read_mention_row(
    struct store *store, struct arena *arena, struct mention_row *into, struct err *err)
{
	static const char row_of_mention[] =
	    "SELECT m.key, coalesce(f.film_id, 0), t.mention_id IS NULL, t.fold, coalesce(t.year, "
	    "0), coalesce(s.films = 1, 0), m.page_ref IS NOT NULL"
	    " FROM mention m LEFT JOIN film_mention f USING (mention_id)"
	    " LEFT JOIN mention_fact t USING (mention_id)"
	    " LEFT JOIN page_shown s ON s.page_id = m.page_id WHERE m.mention_id = ?1";
	struct block_mention *mention = into->mention;
	sqlite3_stmt *statement = db_statement(store, row_of_mention, err);
	if (!statement)
		return -1;
	sqlite3_bind_int64(statement, 1, mention->id);
	int row = db_step(store, statement, err);
	if (row <= 0)
		return row;
	mention->known.key = column(arena, statement, 0);
	mention->film = sqlite3_column_int64(statement, 1);
	mention->gone = sqlite3_column_int(statement, 2);
	mention->fold = column(arena, statement, 3);
	mention->known.year = sqlite3_column_int(statement, 4);
	into->alone = sqlite3_column_int(statement, 5);
	into->of_page = sqlite3_column_int(statement, 6);
	db_done(statement);
	return 1;
}

static int read_mention(
    struct store *store, struct arena *arena, struct block_mention *mention, struct err *err)
{
	struct mention_row into = {.mention = mention};
	int row = read_mention_row(store, arena, &into, err);
	if (row <= 0 || mention->gone)
		return row;
	text_list titles = {0};
	if (read_titles(store, arena, mention, &titles, err) < 0 ||
	    read_ids_of(store, arena, &into, err) < 0 ||
	    read_people(store, arena, mention->id, true, &mention->known, err) < 0)
		return -1;
	mention->known.titles = titles.at;
	mention->known.titles_n = titles.n;
	return 1;
}

/* ---- the walk --------------------------------------------------------------------------------------------- */

/* The mentions next to one by a page: that shows it, or that it names. */
static const char *const page_neighbours[] = {
    "SELECT o.mention_id FROM mention m JOIN mention o ON o.page_ref = m.page_ref"
    " WHERE m.mention_id = ?1",
    "SELECT o.mention_id FROM mention m JOIN mention o ON o.page_id = (" PAGE_OF_KEY(
	"m.page_ref") ") WHERE m.mention_id = ?1",
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

/* By one of its titles, within a year. What its rows of mention_key are is known: they need not be looked up. */
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
	return read_ids(store, arena, get, next, err);
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

/* Adds the mentions next to one: by an id, a title within a year, the film as it stands, a page, or a decision. */
static int walk_on(struct walk *walk, const struct block_mention *mention, struct err *err)
{
	struct store *store = walk->store;
	struct arena *arena = walk->arena;
	const struct identity_mention *known = &mention->known;
	id_list next = {0};
	if (known->ids_n && ids_of(store, arena, id_neighbours, mention->id, &next, err) < 0)
		return -1;
	for (size_t i = 0; known->year > 0 && i < known->titles_n; i++)
		if (title_neighbours(store, arena, known->titles[i], known->year, &next, err) < 0)
			return -1;
	if (mention->film && ids_of(store, arena, film_neighbours, mention->film, &next, err) < 0)
		return -1;
	for (size_t k = 0; walk->named && k < sizeof page_neighbours / sizeof *page_neighbours; k++)
		if (ids_of(store, arena, page_neighbours[k], mention->id, &next, err) < 0)
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

/* ---- decisions within the block ---------------------------------------------------------------------------------- */

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

/* A word may name several mentions (an id does): `same` holds the first of each together; `differ` keeps the first of each from
 * all of the other. */
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
		int row = read_mention(store, arena, &read, err);
		if (row < 0 || (row > 0 && walk_on(&walk, &read, err) < 0))
			return -1;
		if (row > 0)
			*list_add(arena, &block->mentions) = read;
	}
	if (read_names(store, arena, block, err) < 0)
		return -1;
	if (block->mentions.n)
		qsort(block->mentions.at, block->mentions.n, sizeof *block->mentions.at,
		    compare_mentions);
	return add_decisions(store, arena, block, &walk.lines, err);
}

/* ---- keys ---------------------------------------------------------------------------------------------------------- */

static void key_add(struct key_list *keys, struct title_key key)
{
	if (keys->n == keys->cap) {
		keys->cap = keys->cap ? 2 * keys->cap : 64;
		keys->at = must_realloc(keys->at, keys->cap * sizeof *keys->at);
	}
	keys->at[keys->n++] = key;
}

void block_keys_note(
    struct key_list *keys, struct arena *arena, int64_t mention, const text_list *folds, int year)
{
	list_each (const char *, fold, folds) {
		if (!*fold || !**fold)
			continue;
		const char *latin = romanise(arena, *fold);
		key_add(keys,
		    (struct title_key){
			digest_number(*fold), (int32_t)mention, (int16_t)year, false});
		if (latin)
			key_add(keys,
			    (struct title_key){
				digest_number(latin), (int32_t)mention, (int16_t)year, true});
	}
}

static int compare_keys(const void *left, const void *right)
{
	const struct title_key *a = left, *b = right;
	if (a->key != b->key)
		return a->key < b->key ? -1 : 1;
	if (a->year != b->year)
		return a->year < b->year ? -1 : 1;
	return (a->mention > b->mention) - (a->mention < b->mention);
}

int block_keys_put(struct store *store, struct key_list *keys, struct err *err)
{
	if (keys->n)
		qsort(keys->at, keys->n, sizeof *keys->at, compare_keys);
	for (size_t i = 0; i < keys->n; i++) {
		const struct title_key *key = &keys->at[i];
		sqlite3_stmt *put = db_statement(
		    store, "INSERT OR IGNORE INTO mention_key VALUES (?1, ?2, ?3, ?4)", err);
		if (!put)
			return -1;
		sqlite3_bind_int64(put, 1, key->key);
		sqlite3_bind_int(put, 2, key->year);
		sqlite3_bind_int64(put, 3, key->mention);
		sqlite3_bind_int(put, 4, key->romanised);
		if (db_step(store, put, err) < 0)
			return -1;
	}
	return 0;
}

int block_keys_meet(
    struct store *store, const struct key_list *keys, struct id_set *meeting, struct err *err)
{
	static const char other_mention[] =
	    "SELECT 1 FROM mention_key WHERE key = ?1 AND year BETWEEN ?2 - 1 AND ?2 + 1"
	    " AND mention_id <> ?3 AND NOT romanised LIMIT 1";
	for (size_t i = 0; i < keys->n; i++) {
		const struct title_key *key = &keys->at[i];
		if (key->romanised || key->year == 0)
			continue;
		sqlite3_stmt *get = db_statement(store, other_mention, err);
		if (!get)
			return -1;
		sqlite3_bind_int64(get, 1, key->key);
		sqlite3_bind_int(get, 2, key->year);
		sqlite3_bind_int64(get, 3, key->mention);
		int got = db_step(store, get, err);
		if (got < 0)
			return -1;
		db_done(get);
		if (got > 0)
			id_add(meeting, key->mention);
	}
	id_settle(meeting);
	return 0;
}

int block_keys(struct store *store, struct arena *arena, int64_t mention, struct err *err)
{
	struct block_mention row = {.id = mention};
	struct mention_row into = {.mention = &row};
	struct key_list keys = {0};
	text_list titles = {0};
	sqlite3_stmt *statement =
	    db_statement(store, "DELETE FROM mention_key WHERE mention_id = ?1", err);
	if (!statement)
		return -1;
	sqlite3_bind_int64(statement, 1, mention);
	if (db_step(store, statement, err) < 0 || read_mention_row(store, arena, &into, err) < 0 ||
	    read_titles(store, arena, &row, &titles, err) < 0)
		return -1;
	block_keys_note(&keys, arena, mention, &titles, row.known.year);
	int result = block_keys_put(store, &keys, err);
	free(keys.at);
	return result;
}
