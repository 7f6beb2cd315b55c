/*
 * scale: the ends of a rating scale, as a number that is the same in every database, because it is
 * part of a ballot's order.
 */
#ifndef FILMTALLY_SCHEMA_STORE_NAMES_SCALE_H
#define FILMTALLY_SCHEMA_STORE_NAMES_SCALE_H

#include "schema/store/store.h"

#include <stdint.h>

enum { SCALE_NONE = 0 }; /* of a choice */

/* Common scales have small numbers, which take one byte a row; others a hash of both ends. NAN is
 * an end that is not known. */
int32_t scale_id(double best, double worst);

/* Makes sure that the scale's row is there. */
int scale_put(struct store *store, int32_t id, double best, double worst, struct err *err)
    __attribute__((warn_unused_result));

#endif
