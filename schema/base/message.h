/*
 * message: the one way to speak on stderr, the exit statuses, and the error that libraries fill.
 *
 * Library functions return 0 or -1 and fill a struct err; they never print and never exit. Programs
 * (and the shared driver in program.h) print with message_* and end with message_status().
 * One form for all: `prog: file:line: what`, lower case, no full stop; control characters and
 * invalid UTF-8 are replaced, so hostile input can't drive a terminal.
 */
#ifndef FILMTALLY_SCHEMA_BASE_MESSAGE_H
#define FILMTALLY_SCHEMA_BASE_MESSAGE_H

#include <stdbool.h>
#include <stddef.h>

enum exit_status {
	EXIT_DONE = 0,    /* all done */
	EXIT_REFUSED = 1, /* some input refused, the rest done; film-check: findings */
	EXIT_USAGE = 2,   /* called wrongly, nothing read */
	EXIT_SYSTEM = 3,  /* system or database failure: the output is not to be trusted */
	EXIT_LOCKED = 4   /* the database is locked: try again */
};

/* What went wrong, where. All-zero is "nothing". `status` is the exit status that it leads to. */
struct err {
	enum exit_status status;
	long line;      /* 1-based place in the input; 0 when there is none */
	char file[512]; /* the operand, or "" */
	char text[512]; /* lower case, no full stop */
};

/* Fills err (file and line stay as they are) and returns -1, so that `return err_set(…)` reads
 * well. */
int err_set(struct err *err, enum exit_status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The same with ": " and errno's text after it; its status is EXIT_SYSTEM. */
int err_errno(struct err *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Names the place of an error already set; returns -1. A file name already there is kept. */
int err_at(struct err *err, const char *file, long line);

/* Of an err that another process gave, which may be anything: its texts end, and its status is
 * one. */
void err_received(struct err *err);

/* Says who speaks (argv[0]'s last part is used by program.h) and how much. */
void message_start(const char *program, bool quiet, bool verbose);
const char *message_program(void);
bool message_is_quiet(void);

/* Prints err, or a formatted text with an optional file (NULL for none), and raises the status. */
void message_err(const struct err *err);
void message_error(enum exit_status status, const char *file, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* Prints unless -q; changes no status. */
void message_note(const char *file, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Prints only with -v. */
void message_detail(const char *file, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The worst status so far: system > locked > usage > refused > done. */
enum exit_status message_status(void);
/* A status that is none of these, of another process, is EXIT_SYSTEM. */
void message_raise(enum exit_status status);

/* Prints and ends the program. For failed allocation and for mains; library code calls it not. */
void die(enum exit_status status, const char *file, const char *format, ...)
    __attribute__((noreturn, format(printf, 3, 4)));

/* malloc, realloc and strdup that end the program rather than return NULL; first they call `act`,
 * which may end it in its own way. */
void memory_on_failure(void (*act)(void));
void *must_malloc(size_t n);
void *must_calloc(size_t n, size_t size);
void *must_realloc(void *old, size_t n);
char *must_strdup(const char *text);

#endif
