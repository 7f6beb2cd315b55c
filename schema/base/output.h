/*
 * output: where a program's data goes, whole or not at all.
 *
 * To a file: written beside it, fsynced, renamed by output_commit, so the old file stays whole
 * until the new one is; output_abandon (or dying) leaves the old one. A link is followed, so it
 * stays a link; a pipe or device is written as it is. To stdout: closing it is part of success. A
 * closed pipe (EPIPE) ends the program quietly with 0, from inside the write or the commit, unless
 * output_on_closed_pipe gave another thing to do. SIGPIPE is ignored by program_start.
 */
#ifndef FILMTALLY_SCHEMA_BASE_OUTPUT_H
#define FILMTALLY_SCHEMA_BASE_OUTPUT_H

#include "schema/base/message.h"

#include <stdio.h>

struct output {
	FILE *file; /* write here, with stdio or with output_write */
	char *path; /* NULL for stdout */
	char *
	    temporary; /* the name it has until output_commit; NULL for stdout, pipes and devices */
	char *buffer;  /* stdio's */
};

/* Opens path for writing, or stdout when path is NULL or "-". -1 with err when it can't be made. */
int output_open(struct output *output, const char *path, struct err *err)
    __attribute__((warn_unused_result));

/* Writes n bytes; -1 with err (EXIT_SYSTEM) when the disk is full and the like. */
int output_write(struct output *output, const void *bytes, size_t n, struct err *err)
    __attribute__((warn_unused_result));

/* Hands on what is buffered, for a process that ends or forks before the commit; errors as
 * above. */
int output_flush(struct output *output, struct err *err) __attribute__((warn_unused_result));

/* Flushes, checks, fsyncs and renames (or closes stdout). After it, or after output_abandon, the
 * struct is all-zero. Errors that stdio remembered from earlier writes are found here too. */
int output_commit(struct output *output, struct err *err) __attribute__((warn_unused_result));
void output_abandon(struct output *output);

/* Opens, writes n bytes and commits. */
int output_whole(const char *path, const char *bytes, size_t n, struct err *err)
    __attribute__((warn_unused_result));

/* Says what to do when the reader of an output's pipe has gone. If `act` returns, the program ends
 * with 0. */
void output_on_closed_pipe(void (*act)(void));

#endif
