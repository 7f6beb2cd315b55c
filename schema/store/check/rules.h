/*
 * rules: what film-check asks, as one table: each question is SQL that gives a row, one text,
 * for every finding. For this folder only.
 */
#ifndef FILMTALLY_SCHEMA_STORE_CHECK_RULES_H
#define FILMTALLY_SCHEMA_STORE_CHECK_RULES_H

extern const char *const check_rules[]; /* ended by NULL */

/* In SQL: record_digest(text) is its SHA-256. */

#endif
