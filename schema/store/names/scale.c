/* scale.c: see scale.h. The table's order is kept in databases: add at its end only. */
#include "schema/store/names/scale.h"
#include "schema/base/digest.h"
#include "schema/base/number.h"
#include "schema/store/db.h"

#include <math.h>
#include <stdio.h>

static const struct {
	double best, worst;
} common[] = {{5, 0.5}, {5, 1}, {10, 1}, {5, 0}, {10, 0}, {100, 0}, {100, 1}, {4, 0}, {4, 0.5},
    {4, 1}, {10, 0.5}, {1, 0}, {20, 0}, {6, 1}, {1, -1}, {5, -5}};

enum { SCALE_COMMON = sizeof common / sizeof *common, SCALE_FIRST_HASH = 1 << 16 };

int32_t scale_id(double best, double worst)
{
	char b[NUMBER_TEXT], w[NUMBER_TEXT], both[2 * NUMBER_TEXT + 1];
	uint8_t digest[SHA256_SIZE];
	for (int i = 0; i < SCALE_COMMON; i++)
		if (common[i].best == best && common[i].worst == worst)
			return i + 1;
	number_shortest(best, b);
	number_shortest(worst, w);
	int n = snprintf(both, sizeof both, "%s/%s", b, w);
	digest_sha256(both, (size_t)n, digest);
	int32_t hash = digest[0] << 22 | digest[1] << 14 | digest[2] << 6 | digest[3] >> 2;
	return hash | SCALE_FIRST_HASH;
}

int scale_put(struct store *store, int32_t id, double best, double worst, struct err *err)
{
	sqlite3_stmt *put = db_statement(
	    store, "INSERT INTO scale VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING", err);
	if (!put)
		return -1;
	sqlite3_bind_int(put, 1, id);
	db_bind_real(put, 2, best);
	db_bind_real(put, 3, worst);
	return db_step(store, put, err);
}
