/* id_set: row numbers that a load touched: added in any order, then sorted and each once. For
 * schema/store only. */
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
/* Sorts, and drops what stands twice. Needed before walking it or asking id_has. */
void id_settle(struct id_set *set);
bool id_has(const struct id_set *set, int64_t id);
void id_clear(struct id_set *set);
void id_release(struct id_set *set);

#endif
