/* person.c: see person.h. */
#include "schema/store/names/person.h"
#include "schema/base/digest.h"
#include "schema/base/text.h"
#include "schema/store/db.h"

enum { OWN_BITS = 30 }; /* of the name as it is written; 32 above them are of the name folded */

static uint32_t hash_of(const char *text)
{
	return (uint32_t)((uint64_t)digest_number(text) >> 32);
}

int64_t person_number(struct arena *arena, const char *name)
{
	const char *fold = text_fold(arena, name, false);
	uint32_t folded = *fold ? hash_of(fold) : 0;
	if (*fold && folded == 0)
		folded = 1;
	return (int64_t)folded << OWN_BITS | (hash_of(name) & ((1u << OWN_BITS) - 1));
}

uint32_t person_fold(int64_t person)
{
	return (uint32_t)(person >> OWN_BITS);
}

int person_put(struct store *store, int64_t person, const char *name, struct err *err)
{
	sqlite3_stmt *put = db_statement(store,
	    "INSERT INTO person VALUES (?1, ?2) "
	    "ON CONFLICT DO UPDATE SET name = ?2 WHERE ?2 < name",
	    err);
	if (!put)
		return -1;
	sqlite3_bind_int64(put, 1, person);
	db_bind_text(put, 2, name);
	return db_step(store, put, err);
}
