/* id_set: a set of row numbers: they are added in any order, then the set is settled (sorted, each
 * once), and can be asked and walked. For schema/store only. */
#ifndef FILMTALLY_SCHEMA_STORE_ID_SET_H
#define FILMTALLY_SCHEMA_STORE_ID_SET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct id_set {
	int64_t *at;
	size_t n, cap;
};

void id_add(struct id_set *set, int64_t id);
void id_add_all(struct id_set *set, const struct id_set *from);
/* Sorts, and drops what stands twice. */
void id_settle(struct id_set *set);
/* Of a settled set. */
bool id_has(const struct id_set *set, int64_t id);
void id_clear(struct id_set *set);
void id_release(struct id_set *set);

#endif
