/*
 * program: the shared driver of every main. Options are one table per program, read into one
 * struct, and then argv is dead. --help, --version and the tests' check against the manual come
 * from that table.
 *
 *	int main(int argc, char **argv)
 *	{
 *		struct votes_options options = {.format = "csv"};
 *		char **operands = program_start(&program, argc, argv, &options);
 *		…
 *		return message_status();
 *	}
 */
#ifndef FILMTALLY_SCHEMA_BASE_PROGRAM_H
#define FILMTALLY_SCHEMA_BASE_PROGRAM_H

#include "schema/base/message.h"

#include <stddef.h>

enum option_type {
	OPTION_FLAG,    /* no value; a bool is set */
	OPTION_TEXT,    /* a const char *; the last one given counts */
	OPTION_NUMBER,  /* an int64_t, not negative */
	OPTION_DECIMAL, /* a double */
	OPTION_LIST     /* repeatable; a struct option_list of const char * */
};

struct option_list {
	const char **at;
	size_t n;
};

struct option_spec {
	char letter;       /* 0 for none */
	const char *name;  /* long name, without the dashes */
	const char *value; /* placeholder in --help ("FILE"), NULL for a flag */
	enum option_type type;
	size_t offset;    /* offsetof(struct …_options, …) */
	const char *help; /* one line, lower case, no full stop */
};

/* The rows of the programs that read many files and write one: the options' struct has the members
 * output, rejects and files0_from. */
/* clang-format off */
#define OPTIONS_OF_FILES(type) \
	{'o', "output", "FILE", OPTION_TEXT, offsetof(type, output), "write to FILE instead of standard output"}, \
	{0, "rejects", "FILE", OPTION_TEXT, offsetof(type, rejects), "write what was refused to FILE, as NDJSON"}, \
	{0, "files0-from", "FILE", OPTION_TEXT, offsetof(type, files0_from), \
	    "read further file names from FILE, each ended by a NUL"}
/* clang-format on */

struct program {
	const char *name;
	const char *operands;              /* "[PAGE …]", as after "usage: name [OPTION …] " */
	const char *purpose;               /* one sentence */
	const struct option_spec *options; /* ended by an all-zero row; -h -V -q -v are added */
	const char *example;               /* one command line, printed at the end of --help */
};

/*
 * Reads options with getopt_long (POSIX order is not required; `--` ends them) into *into, and
 * starts messages, "C" numeric locale and SIGPIPE. --help and --version print to stdout and exit 0;
 * a wrong option exits 2 with one line that ends in `(try 'NAME --help')`. Returns the operands,
 * NULL-terminated, part of argv.
 */
char **program_start(const struct program *program, int argc, char **argv, void *into);

/* Ends with EXIT_USAGE: `prog: what` and the --help hint. For checks the table can't make. */
void program_usage(const char *format, ...) __attribute__((noreturn, format(printf, 1, 2)));

#endif
