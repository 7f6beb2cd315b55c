/*
 * number: decimal numbers as machines write them, never by the locale. How readers and pages write
 * them (thousands marks, "7,9/10", "12K") is importers/page/words/rating.h's business.
 */
#ifndef FILMTALLY_SCHEMA_BASE_NUMBER_H
#define FILMTALLY_SCHEMA_BASE_NUMBER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* An integer of optional sign and digits, all n bytes; false if anything else or out of range. */
bool number_integer(const char *text, size_t n, int64_t *value);

/* A decimal `-12.5`, `3`, `1e-7`; all n bytes; correctly rounded; false if anything else or not
 * finite. */
bool number_decimal(const char *text, size_t n, double *value);

enum { NUMBER_TEXT = 32 }; /* room for any of the below, with the NUL */

/* The shortest decimal that reads back as an equal double ("8.7", "0.1", "3", "1e+22"); minus zero
 * is "0", and NaN and the infinities give "". Returns the length. */
size_t number_shortest(double value, char out[NUMBER_TEXT]);

/* With a fixed number of decimals (0–9), rounded half to even on the exact binary value, never
 * "-0". From 1e18 on as number_shortest writes it. Returns the length. */
size_t number_fixed(double value, int decimals, char out[NUMBER_TEXT]);

#endif
