/* block_mention: a mention as a block has it: its names, ids, titles and people. */
#include "schema/store/films/block_part.h"
#include "schema/base/text.h"
#include "schema/record/vocab.h"
#include "schema/store/fetch.h"
#include "schema/store/names/person.h"

#include <string.h>

/* ---- one mention ---- */

/* The other pages by which a table's row that names one is known: that page, unless it is known to
 * show another number of films. */
static const char page_of_row[] =
    "SELECT coalesce(p.key, m.page_ref) FROM mention m"
    " LEFT JOIN page_alias a ON a.key = m.page_ref"
    " LEFT JOIN page p ON p.page_id = coalesce((" BLOCK_NAMED_PAGE "), a.page_id)"
    " LEFT JOIN page_shown s ON s.page_id = p.page_id"
    " WHERE m.mention_id = ?1 AND coalesce(s.films, 1) = 1";

static const char identifiers[] =
    "SELECT scheme || ':' || id FROM mention_identifier WHERE mention_id = ?1";

/* What a mention's row and those beside it say; it is by its page as well when that shows one
 * film. */
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
	if (fetch_texts(store, arena, fetch_of(store, identifiers, mention->id, err), &ids, err) <
	    0)
		return -1;
	if (row->alone) /* PAGE#1 */
		*list_add(arena, &pages) = arena_copy(arena, mention->known.key,
		    (size_t)(strrchr(mention->known.key, '#') - mention->known.key));
	else if (row->of_page &&
	    fetch_texts(store, arena, fetch_of(store, page_of_row, mention->id, err), &pages, err) <
		0)
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
int block_names_read(struct store *store, struct arena *arena, struct block *block, struct err *err)
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
	return fetch_texts(store, arena, fetch_of(store, others, mention->id, err), titles, err);
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
	mention->known.key = fetch_text(arena, statement, 0);
	mention->film = sqlite3_column_int64(statement, 1);
	mention->gone = sqlite3_column_int(statement, 2);
	mention->fold = fetch_text(arena, statement, 3);
	mention->known.year = sqlite3_column_int(statement, 4);
	into->alone = sqlite3_column_int(statement, 5);
	into->of_page = sqlite3_column_int(statement, 6);
	db_done(statement);
	return 1;
}

int block_mention_read(
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
