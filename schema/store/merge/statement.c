/* statement.c: the statements of a merge, run and counted. */
#include "schema/store/merge/part.h"

int merge_run(struct merge *merge, const char *sql, bool added, struct err *err)
{
	if (db_run(merge->store, sql, err) != 0)
		return -1;
	if (added)
		merge->result->added += sqlite3_changes(merge->store->db);
	return 0;
}

int merge_run_all(struct merge *merge, const char *const *sql, size_t n, struct err *err)
{
	for (size_t i = 0; i < n; i++)
		if (merge_run(merge, sql[i], false, err) != 0)
			return -1;
	return 0;
}

int merge_note(struct merge *merge, const char *sql, struct id_set *ids, struct err *err)
{
	return fetch_set(merge->store, db_statement(merge->store, sql, err), ids, err);
}
