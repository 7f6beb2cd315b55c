/* lines: lines of records, gathered as they came and read into the load's transaction many at
 * once. */
#ifndef FILMTALLY_SCHEMA_STORE_LOAD_LINES_H
#define FILMTALLY_SCHEMA_STORE_LOAD_LINES_H

#include "schema/store/load/part.h"

void lines_open(struct lines *lines);
void lines_close(struct lines *lines);

/* Nothing waits to be read or committed. */
bool lines_are_none(const struct lines *lines);
/* Is there room for a line of n bytes? Else lines_read makes it. */
bool lines_have_room(const struct lines *lines, size_t n);
/* As many are not committed as should be at once. */
bool lines_are_many(const struct lines *lines);

void lines_add(struct lines *lines, const char *input, long place, const char *bytes, size_t n);

/* Within a transaction: puts the evidence of all into it, and tells the listener of each. */
int lines_read(struct load *load, struct err *err) __attribute__((warn_unused_result));

#endif
