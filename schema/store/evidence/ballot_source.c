/* ballot_source.c: see ballot_source.h. */
#include "schema/store/evidence/ballot_source.h"
#include "schema/store/array_source.h"

static void column_of(sqlite3_context *to, const void *rows, size_t at, int column)
{
	const struct ballot_row *row = (const struct ballot_row *)rows + at;
	switch (column) {
	case 0:
		sqlite3_result_int(to, row->voter);
		break;
	case 1:
		sqlite3_result_int(to, row->mention);
		break;
	case 2:
		sqlite3_result_int64(to, row->cast_at);
		break;
	default:
		sqlite3_result_int(to, row->vote);
	}
}

int ballot_source_insert(
    struct store *store, const struct ballot_row *rows, size_t n, struct err *err)
{
	struct array array = {rows, n, column_of};
	return array_run(
	    store, "INSERT OR FAIL INTO ballot_row SELECT c0, c1, c2, c3 FROM array", &array, err);
}
