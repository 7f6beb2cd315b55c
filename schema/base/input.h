/*
 * input: what a program reads. Whole files into a buffer, streams by chunks, and the list of
 * operands.
 *
 * "-" is stdin. Directories, missing and unreadable files are errors of that operand
 * (EXIT_REFUSED), never of the program. gzip is undone here when asked, by its magic number. A
 * stream that is open has read nothing yet, so that a program may enter a sandbox before its first
 * byte.
 */
#ifndef FILMTALLY_SCHEMA_BASE_INPUT_H
#define FILMTALLY_SCHEMA_BASE_INPUT_H

#include "schema/base/buf.h"
#include "schema/base/message.h"

#include <stdint.h>
#include <stdio.h>
#include <sys/types.h>

/* Reads all of path into buf (cleared first; its max is the size limit, and going over it is an
 * error). */
int input_slurp(const char *path, struct buf *buf, struct err *err)
    __attribute__((warn_unused_result));

/*
 * A stream of bytes read once, front to back, decompressed when `gzip` was asked and the magic
 * number is there (concatenated members are one stream). Decompression stops with an error past
 * `max_ratio` (output over input, checked after the first 64 MB) or `max_output` bytes, both 0 for
 * no limit, and at a truncated or corrupt member (after handing out what came before).
 */
struct input_options {
	bool gzip;
	int64_t max_output;
	int max_ratio;
};
struct input;
/* NULL with err (EXIT_REFUSED, the path named) when it can't be read. */
struct input *input_open(const char *path, struct input_options options, struct err *err);
/* Returns bytes read (at most n), 0 at the end, -1 with err. */
ssize_t input_read(struct input *input, void *bytes, size_t n, struct err *err)
    __attribute__((warn_unused_result));
/* The next n bytes without taking them (fewer at the end); borrowed until the next call. */
const char *input_peek(struct input *input, size_t n, size_t *got);
/* All that is in the buffer, which is made to hold at least n bytes; fewer only at the end, or
 * before an error that input_failed tells. Borrowed until the next call. input_skip takes n of
 * them, in which `lines` lines end. */
const char *input_ahead(struct input *input, size_t n, size_t *got);
void input_skip(struct input *input, size_t n, long lines);
/* -1 with err if the input ended in an error rather than at its end; else 0. */
int input_failed(const struct input *input, struct err *err) __attribute__((warn_unused_result));
/* Begins anew at the first byte, as if nothing had been read: false, with nothing changed, for what
 * can be read only once (a pipe, stdin). */
bool input_again(struct input *input);
/* One line without its LF (a CR before it is kept), into buf, cleared first. 1 a line, 0 the end,
 * -1 err; of a line over buf's max the first max bytes are there, the rest is skipped and
 * buf->overflow is set. */
int input_line(struct input *input, struct buf *buf, struct err *err)
    __attribute__((warn_unused_result));
/* Lines taken so far, by input_line and by csv_next; and bytes. */
long input_lines(const struct input *input);
int64_t input_taken(const struct input *input);
/* Its name for messages ("stdin" for "-"), bytes taken from the file itself so far, and the file's
 * size (-1 when not known), for progress. */
const char *input_name(const struct input *input);
int64_t input_offset(const struct input *input);
int64_t input_size(const struct input *input);
/* Closes and frees it; NULL is allowed. */
void input_close(struct input *input);

/*
 * The operands, one at a time: argv's, then the NUL-ended names in --files0-from; a single "-" when
 * there are neither. An empty name is handed out as it is, and opening it is an error of that name.
 */
struct operands {
	char **argv;  /* NULL-terminated */
	FILE *files0; /* NULL when --files0-from was not given */
	char *name;   /* the buffer of the last name read */
	size_t name_cap;
	bool given, ended;
};
int operands_open(struct operands *operands, char **argv, const char *files0_from, struct err *err)
    __attribute__((warn_unused_result));
/* The next name, borrowed until the next call; NULL at the end, or with err->status set when the
 * list can't be read on. */
const char *operands_next(struct operands *operands, struct err *err);
void operands_close(struct operands *operands);

#endif
