/*
 * redact: takes a text out of the stored records, where a page's notices or its own words may
 * quote it. For this folder only.
 *
 * The record without it is another observation; the one with it is kept out by its hash
 * (suppression kind `record`), in loading and merging alike.
 */
#ifndef FILMTALLY_SCHEMA_STORE_FORGET_REDACT_H
#define FILMTALLY_SCHEMA_STORE_FORGET_REDACT_H

#include "schema/store/store.h"
#include "schema/store/evidence/dirty.h"

/* Puts "[erased]" in the place of a text of n bytes in every stored record. */
int redact(struct store *store, const char *text, size_t n, struct dirty *dirty, struct err *err)
    __attribute__((warn_unused_result));

#endif
