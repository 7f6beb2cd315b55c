/*
 * person: people by their names. A person's number is made of the name, so that it need not be
 * looked for; and of the name folded, so that it tells whether two names are the same for
 * comparison. For schema/store only.
 */
#ifndef FILMTALLY_SCHEMA_STORE_NAMES_PERSON_H
#define FILMTALLY_SCHEMA_STORE_NAMES_PERSON_H

#include "schema/base/arena.h"
#include "schema/store/store.h"

#include <stdint.h>

/* The person_id of a name; the arena is for what is needed meanwhile. */
int64_t person_number(struct arena *arena, const char *name);

/* The part of it that is of the name folded: 0 when nothing is left of that, else equal names have
 * it in common. */
uint32_t person_fold(int64_t person);

/* Makes the person's row. Should two names ever have one number, the first bytewise stands for
 * both. */
int person_put(struct store *store, int64_t person, const char *name, struct err *err)
    __attribute__((warn_unused_result));

#endif
