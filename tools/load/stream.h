/* stream: what film-load reads: lines of records and rows of tables, told apart where they
 * begin. */
#ifndef FILMTALLY_TOOLS_LOAD_STREAM_H
#define FILMTALLY_TOOLS_LOAD_STREAM_H

#include "schema/base/input.h"
#include "schema/base/ledger.h"
#include "schema/base/progress.h"
#include "schema/record/ballot.h"
#include "schema/store/load/load.h"

struct stream {
	struct load *load;
	struct ledger ledger;
	struct progress progress;
};

/* What load tells of each unit goes to the stream's ledger. */
struct load_listener stream_listener(struct stream *stream);

/* Reads one operand to its end. One that can't be opened is refused, and the rest goes on; -1 with
 * err when the database failed. */
int stream_file(struct stream *stream, const char *path, struct err *err)
    __attribute__((warn_unused_result));

/* The same for an input that is open. */
int stream_input(struct stream *stream, struct input *input, struct err *err)
    __attribute__((warn_unused_result));

/* Prints the last line. */
int stream_close(struct stream *stream, struct err *err) __attribute__((warn_unused_result));

#endif
