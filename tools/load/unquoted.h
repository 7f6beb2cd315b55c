/*
 * unquoted: rows of ballots that need no CSV reader, many at a time: lines without a quote, a
 * carriage return, or blanks around a field. Any other row, and any that is refused, is left to the
 * general reader, so that the outcome is the same.
 */
#ifndef FILMTALLY_TOOLS_LOAD_UNQUOTED_H
#define FILMTALLY_TOOLS_LOAD_UNQUOTED_H

#include "tools/load/stream.h"

/* Loads such rows from the first n bytes that are ahead in the input, whole lines without a quote
 * or a carriage return, and takes them. Stops before the first that is none. The bytes taken,
 * which may be 0; -1 with err. */
int64_t unquoted_rows(struct stream *stream, struct input *input, size_t n, struct err *err)
    __attribute__((warn_unused_result));

#endif
