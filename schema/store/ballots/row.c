/* row.c: see row.h. */
#include "schema/store/ballots/row.h"
#include "schema/store/db.h"
#include "schema/store/ballots/vote.h"

#include <string.h>

static int digits(const char *at, int n)
{
	int value = 0;
	while (n--)
		value = value * 10 + (*at++ - '0');
	return value;
}

/* `YYYY-MM-DDTHH:MM:SSZ`, known to be canonical. */
static int64_t second_of(const char *at)
{
	int64_t days = date_days(digits(at, 4), digits(at + 5, 2), digits(at + 8, 2));
	return days * 86400 + digits(at + 11, 2) * 3600 + digits(at + 14, 2) * 60 +
	    digits(at + 17, 2);
}

bool ballot_row_plain_time(struct ballot_row *row, const char *at, size_t n)
{
	if (!date_is_plain_time(at, n))
		return false;
	row->cast_at = second_of(at);
	row->unit = CAST_SECOND;
	return true;
}

void ballot_row_time(struct ballot_row *row, const char *cast_at)
{
	static const uint8_t units[] = {
	    [4] = CAST_YEAR, [7] = CAST_MONTH, [10] = CAST_DAY, [20] = CAST_SECOND};
	size_t n = cast_at ? strlen(cast_at) : 0;
	row->cast_at = CAST_NEVER;
	row->unit = CAST_ABSENT;
	if (n == 20) {
		row->cast_at = second_of(cast_at);
		row->unit = CAST_SECOND;
	} else if (n < sizeof units && units[n] && date_to_epoch(cast_at, &row->cast_at)) {
		row->unit = units[n];
	}
}

void ballot_row_date(int64_t cast_at, int unit, char out[DATE_TEXT])
{
	static const uint8_t lengths[] = {[CAST_ABSENT] = 0,
	    [CAST_SECOND] = 20,
	    [CAST_DAY] = 10,
	    [CAST_MONTH] = 7,
	    [CAST_YEAR] = 4};
	if (unit == CAST_ABSENT || !date_from_epoch(cast_at, out))
		out[0] = '\0';
	else
		out[lengths[unit]] = '\0';
}

uint8_t ballot_tie(uint8_t key_byte, uint8_t choice)
{
	return choice ? (choice ^ key_byte) & 1 : 0;
}

#define ORDER(field)                                                                               \
	if (a->field != b->field)                                                                  \
	return a->field < b->field ? -1 : 1

int ballot_row_later(const struct ballot_row *a, const struct ballot_row *b)
{
	ORDER(cast_at);
	ORDER(unit);
	ORDER(value);
	ORDER(tie);
	ORDER(choice);
	ORDER(scale);
	return 0;
}

int ballot_row_order(const struct ballot_row *a, const struct ballot_row *b)
{
	ORDER(voter);
	ORDER(mention);
	return ballot_row_later(a, b);
}

int ballot_row_put(struct store *store, const struct ballot_row *row, struct err *err)
{
	int64_t vote = vote_id(store, row, err);
	sqlite3_stmt *put = vote < 0
	    ? NULL
	    : db_statement(store,
		  "INSERT INTO ballot_row VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING", err);
	if (!put)
		return -1;
	sqlite3_bind_int(put, 1, row->voter);
	sqlite3_bind_int(put, 2, row->mention);
	sqlite3_bind_int64(put, 3, row->cast_at);
	sqlite3_bind_int64(put, 4, vote);
	return db_step(store, put, err) < 0 ? -1 : sqlite3_changes(store->db);
}

int ballot_row_put_of_page(
    struct store *store, const struct ballot_row *row, int64_t origin, struct err *err)
{
	int64_t id = vote_id(store, row, err);
	sqlite3_stmt *put = id < 0
	    ? NULL
	    : db_statement(store, "INSERT INTO page_ballot VALUES (?1, ?2, ?3, ?4, ?5)", err);
	if (!put)
		return -1;
	sqlite3_bind_int(put, 1, row->mention);
	sqlite3_bind_int64(put, 2, origin);
	sqlite3_bind_int(put, 3, row->voter);
	sqlite3_bind_int64(put, 4, row->cast_at);
	sqlite3_bind_int64(put, 5, id);
	return db_step(store, put, err);
}
