/* same_page.c: see same_page.h. */
#include "schema/store/evidence/same_page.h"
#include "schema/store/evidence/page.h"
#include "schema/store/fetch.h"
#include "schema/store/page_hash.h"

/* A comment's number (the index comment_number): the text is compared as well, for a number that
 * does not fit. */
#define NUMBERED(row) row ".id NOT GLOB '*[^0-9]*' AND length(" row ".id) >= 15"

static const char by_number[] =
    "SELECT b.page_id FROM comment a CROSS JOIN comment b "
    "ON CAST(b.id AS INTEGER) = CAST(a.id AS INTEGER) AND b.id = a.id AND " NUMBERED(
	"b") " "
	     "WHERE a.page_id = ?1 AND " NUMBERED("a") " AND b.page_id <> ?1 LIMIT 1";

/* The same page with `www.` or without it. */
static const char by_host[] =
    "WITH name AS (SELECT key FROM page WHERE page_id = ?1 "
    "UNION ALL SELECT key FROM page_alias WHERE page_id = ?1), "
    "twin AS (SELECT iif(key GLOB 'https://www.*', 'https://' || substr(key, 13), "
    "'https://www.' || substr(key, 9)) AS key FROM name WHERE key GLOB 'https://*' "
    "AND EXISTS (SELECT 1 FROM comment a WHERE a.page_id = ?1 AND NOT (" NUMBERED(
	"a") "))), "
	     "other AS (SELECT coalesce((" PAGE_OF_KEY(
		 "twin.key") "), "
			     "(SELECT page_id FROM page_alias WHERE page_alias.key = twin.key)) AS "
			     "page_id FROM twin) "
			     "SELECT page_id FROM other WHERE page_id <> ?1 AND EXISTS (SELECT 1 "
			     "FROM comment a "
			     "JOIN comment b USING (id) WHERE a.page_id = ?1 AND b.page_id = "
			     "other.page_id) LIMIT 1";

/* A page that is the same; 0 when there is none; -1. */
static int64_t same_page(struct store *store, const char *sql, int64_t page, struct err *err)
{
	sqlite3_stmt *get = fetch_of(store, sql, page, err);
	int got = get ? db_step(store, get, err) : -1;
	int64_t other = got > 0 ? sqlite3_column_int64(get, 0) : got;
	if (got > 0)
		db_done(get);
	return other;
}

/* The page that stays may be the same as more. */
static int unite_all(struct store *store, int64_t page, struct dirty *dirty, struct err *err)
{
	int64_t other = 1;
	while (page > 0 && other > 0) {
		other = same_page(store, by_number, page, err);
		if (other == 0)
			other = same_page(store, by_host, page, err);
		if (other > 0)
			page = page_unite(store, page, other, dirty, err);
	}
	return page < 0 || other < 0 ? -1 : 0;
}

int same_pages_unite(struct store *store, struct dirty *dirty, struct err *err)
{
	struct id_set pages = {0};
	int result = 0;
	id_add_all(&pages, &dirty->pages);
	id_add_all(&pages, &dirty->met);
	id_settle(&pages);
	for (size_t i = 0; result == 0 && i < pages.n; i++)
		result = unite_all(store, pages.at[i], dirty, err);
	id_release(&pages);
	return result;
}
