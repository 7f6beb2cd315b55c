/*
 * reader: the parent's side of the process that reads an archive (reading.h). It starts the
 * process, takes in what it says (event.h), and knows how it ended. One that crashes costs its
 * archive from there on.
 */
#ifndef FILMTALLY_IMPORTERS_WARC_READER_H
#define FILMTALLY_IMPORTERS_WARC_READER_H

#include "importers/warc/event.h"
#include "schema/base/message.h"

struct reader;

/* Starts reading the archive at path ("-" is stdin). NULL with err (EXIT_SYSTEM) when there can be
 * no process. */
struct reader *reader_start(const char *path, struct err *err);

/* The next thing that is said: 1; 0 when nothing follows. Its text ends with a NUL and is borrowed
 * until the next call. */
int reader_next(struct reader *reader, struct event *event, const char **text)
    __attribute__((warn_unused_result));

/* Takes the n bytes of a page, which must be done before the next call of reader_next. -1 when they
 * do not come. */
int reader_bytes(struct reader *reader, char *to, size_t n) __attribute__((warn_unused_result));

/* Ends the process and frees the reader. -1 with err when it did not come to its own end:
 * EXIT_REFUSED when it crashed, EXIT_SYSTEM when it failed otherwise. */
int reader_close(struct reader *reader, struct err *err) __attribute__((warn_unused_result));

#endif
