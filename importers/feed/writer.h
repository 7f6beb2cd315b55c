/*
 * writer: records on their way out. Whole lines only reach the output: a process that crashes must
 * not leave half a line behind.
 */
#ifndef FILMTALLY_IMPORTERS_FEED_WRITER_H
#define FILMTALLY_IMPORTERS_FEED_WRITER_H

#include "schema/base/ledger.h"
#include "schema/base/output.h"
#include "schema/record/record.h"

struct writer {
	struct output *output; /* borrowed, as the ledger and the name */
	struct ledger *ledger;
	const char *name;
	struct buf lines; /* not written yet */
	struct err err;   /* the first that failed; nothing is written after it */
};

void writer_open(
    struct writer *writer, struct output *output, struct ledger *ledger, const char *name);

/* Writes the record, or refuses it when it is too long for a line. */
void writer_put(struct writer *writer, const struct record *record);

/* Hands on what is left; -1 when that or anything before it failed (writer->err). */
int writer_flush(struct writer *writer) __attribute__((warn_unused_result));

void writer_release(struct writer *writer);

#endif
