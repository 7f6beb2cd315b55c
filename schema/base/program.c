/* program: see program.h. The table becomes getopt_long's two forms, and --help. */
#include "schema/base/program.h"
#include "schema/base/number.h"
#include "schema/base/output.h"
#include "schema/base/text.h"

#include <assert.h>
#include <fcntl.h>
#include <getopt.h>
#include <inttypes.h>
#include <locale.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
	MAX_OPTIONS = 96,
	WIDTH = 100,       /* columns of --help */
	LONG_ONLY = 0x100, /* getopt's value for row n of the table is LONG_ONLY + n */
	OPERAND = 1        /* what getopt_long gives for an operand, its place being kept */
};

static const struct option_spec common[] = {
    {'h', "help", NULL, OPTION_FLAG, 0, "print this help and exit"},
    {'V', "version", NULL, OPTION_FLAG, 0, "print the version and exit"},
    {'q', "quiet", NULL, OPTION_FLAG, 0, "say nothing unless something was refused or failed"},
    {'v', "verbose", NULL, OPTION_FLAG, 0, "say more about what is done"},
};
enum { COMMON = sizeof common / sizeof common[0] };

/* The program's rows and then the common ones. */
static struct {
	const struct option_spec *rows[MAX_OPTIONS];
	size_t n;
} table;
static const char **values; /* of every OPTION_LIST, a row of argc for each */

void program_usage(const char *format, ...)
{
	char what[1024];
	va_list args;
	va_start(args, format);
	vsnprintf(what, sizeof what, format, args);
	va_end(args);
	die(EXIT_USAGE, NULL, "%s (try '%s --help')", what, message_program());
}

static void gather(const struct program *program)
{
	table.n = 0;
	for (const struct option_spec *row = program->options; row && row->name; row++) {
		assert(table.n < MAX_OPTIONS - COMMON);
		table.rows[table.n++] = row;
	}
	for (size_t i = 0; i < COMMON; i++)
		table.rows[table.n++] = &common[i];
}

static const struct option_spec *row_of(int code)
{
	if (code >= LONG_ONLY)
		return table.rows[code - LONG_ONLY];
	for (size_t i = 0; i < table.n; i++) {
		if (code && table.rows[i]->letter == code)
			return table.rows[i];
	}
	return NULL;
}

/* ---- help ---- */

static int label(const struct option_spec *row, char *out, size_t size)
{
	const char *before = row->value ? "=" : "", *value = row->value ? row->value : "";
	if (row->letter)
		return snprintf(out, size, "-%c, --%s%s%s", row->letter, row->name, before, value);
	return snprintf(out, size, "    --%s%s%s", row->name, before, value);
}

/* Words of text from column `at` on, broken before WIDTH and indented to column `indent`. */
static void print_wrapped(FILE *file, const char *text, size_t at, size_t indent)
{
	bool first = true;
	while (*text) {
		size_t n = strcspn(text, " ");
		if (!first && at + 1 + n > WIDTH) {
			fprintf(file, "\n%*s", (int)indent, "");
			at = indent;
			first = true;
		}
		fprintf(file, "%s%.*s", first ? "" : " ", (int)n, text);
		at += n + !first;
		first = false;
		text += n + strspn(text + n, " ");
	}
	fputc('\n', file);
}

static void print_options(FILE *file)
{
	char text[128];
	size_t widest = 0;
	for (size_t i = 0; i < table.n; i++) {
		size_t n = (size_t)label(table.rows[i], text, sizeof text);
		widest = n > widest ? n : widest;
	}
	size_t column = widest + 4;
	for (size_t i = 0; i < table.n; i++) {
		label(table.rows[i], text, sizeof text);
		fprintf(file, "  %-*s  ", (int)widest, text);
		print_wrapped(file, table.rows[i]->help, column, column);
	}
}

static void help(FILE *file, const struct program *program)
{
	int n = fprintf(file, "usage: %s ", program->name);
	size_t start = n > 0 ? (size_t)n : 0;
	fputs("[OPTION …]", file);
	if (program->operands && *program->operands) {
		fputc(' ', file);
		print_wrapped(file, program->operands, start + 11, start);
	} else {
		fputc('\n', file);
	}
	print_wrapped(file, program->purpose, 0, 0);
	fputc('\n', file);
	print_options(file);
	if (program->example)
		fprintf(file, "\nexample: %s\n", program->example);
}

/* Ends the program, having told on stdout what was asked. */
static void answer(const struct program *program, bool version)
{
	struct output output;
	struct err err = {0};
	if (output_open(&output, NULL, &err) == 0) {
		if (version)
			fprintf(output.file, "%s %s\n", program->name, FILMTALLY_VERSION);
		else
			help(output.file, program);
		if (output_commit(&output, &err) == 0)
			exit(EXIT_DONE);
	}
	message_err(&err);
	exit(message_status());
}

/* ---- reading ---- */

static void fill_getopt(char letters[2 * MAX_OPTIONS + 3], struct option longs[MAX_OPTIONS + 1])
{
	size_t n = 0;
	letters[n++] = '-'; /* operands in their place */
	letters[n++] = ':'; /* a missing value is told apart */
	for (size_t i = 0; i < table.n; i++) {
		const struct option_spec *row = table.rows[i];
		bool has_value = row->type != OPTION_FLAG;
		longs[i] = (struct option){row->name, has_value, NULL, LONG_ONLY + (int)i};
		if (row->letter)
			letters[n++] = row->letter;
		if (row->letter && has_value)
			letters[n++] = ':';
	}
	letters[n] = '\0';
	longs[table.n] = (struct option){0};
}

static void add_to_list(
    struct option_list *list, const struct option_spec *row, const char *value, int argc)
{
	size_t before = 0;
	for (size_t i = 0; table.rows[i] != row; i++)
		before += table.rows[i]->type == OPTION_LIST;
	list->at = values + before * (size_t)argc;
	list->at[list->n++] = value;
}

static void store(const struct option_spec *row, const char *value, void *into, int argc)
{
	void *place = (char *)into + row->offset;
	switch (row->type) {
	case OPTION_FLAG:
		*(bool *)place = true;
		break;
	case OPTION_TEXT:
		*(const char **)place = value;
		break;
	case OPTION_NUMBER:
		if (!number_integer(value, strlen(value), place) || *(int64_t *)place < 0)
			program_usage("--%s: '%s' is not a whole number", row->name, value);
		break;
	case OPTION_DECIMAL:
		if (!number_decimal(value, strlen(value), place))
			program_usage("--%s: '%s' is not a number", row->name, value);
		break;
	case OPTION_LIST:
		add_to_list(place, row, value, argc);
		break;
	}
}

/* What getopt_long refused: a letter is in optopt, a long option only in argv. */
static void wrong_option(int code, char **argv)
{
	const struct option_spec *row = row_of(optopt);
	if (code == ':' && row)
		program_usage("--%s needs a value (%s)", row->name, row->value);
	if (row && row->type == OPTION_FLAG)
		program_usage("--%s takes no value", row->name);
	if (optopt)
		program_usage("there is no option '-%c'", optopt);
	program_usage("there is no option '%s' (or it is ambiguous)", argv[optind - 1]);
}

struct common_choices {
	bool help, version, quiet, verbose;
};

static void note_common(const struct option_spec *row, struct common_choices *choices)
{
	choices->help |= row->letter == 'h';
	choices->version |= row->letter == 'V';
	choices->quiet |= row->letter == 'q';
	choices->verbose |= row->letter == 'v';
}

static bool is_common(const struct option_spec *row)
{
	return row >= common && row < common + COMMON;
}

/* Fills *into and moves the operands to argv[1] and on; returns how many there are. */
static int read_options(int argc, char **argv, void *into, struct common_choices *choices)
{
	char letters[2 * MAX_OPTIONS + 3];
	struct option longs[MAX_OPTIONS + 1];
	int n = 0, code;
	fill_getopt(letters, longs);
	optind = 0;
	opterr = 0;
	while ((code = getopt_long(argc, argv, letters, longs, NULL)) != -1) {
		const struct option_spec *row = code == OPERAND ? NULL : row_of(code);
		if (code == OPERAND)
			argv[1 + n++] = optarg;
		else if (!row)
			wrong_option(code, argv);
		else if (is_common(row))
			note_common(row, choices);
		else
			store(row, optarg, into, argc);
	}
	while (optind < argc)
		argv[1 + n++] = argv[optind++];
	argv[1 + n] = NULL;
	return n;
}

/* A closed descriptor would be taken by the first file opened; one that can't be used as it should
 * is put in its place, so that reading or writing fails as it ought. */
static void keep_standard_files(void)
{
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++) {
		if (fcntl(fd, F_GETFD) < 0 &&
		    open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY) != fd)
			_exit(EXIT_SYSTEM);
	}
}

static const char *last_part(const char *path)
{
	const char *slash = strrchr(path, '/');
	return slash && slash[1] ? slash + 1 : path;
}

char **program_start(const struct program *program, int argc, char **argv, void *into)
{
	struct common_choices choices = {0};
	keep_standard_files();
	setlocale(LC_NUMERIC, "C");
	signal(SIGPIPE, SIG_IGN);
	message_start(argc > 0 ? last_part(argv[0]) : program->name, false, false);
	if (argc == 0)
		program_usage("called without a name");
	gather(program);
	free(values);
	values = must_calloc(table.n * (size_t)argc, sizeof *values);
	read_options(argc, argv, into, &choices);
	if (choices.help || choices.version)
		answer(program, !choices.help);
	message_start(last_part(argv[0]), choices.quiet, choices.verbose);
	return argv + 1;
}
