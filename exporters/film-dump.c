/*
 * film-dump: every table of a database as CSV, with a datapackage.json that says what they are.
 *
 *	film-dump films.db -o dump
 */
#include "exporters/dump/dump.h"
#include "schema/base/program.h"

#include <stdlib.h>
#include <string.h>

struct dump_options {
	const char *output;
	bool with_text;
};

static const struct option_spec options[] = {
    {'o', "output", "DIR", OPTION_TEXT, offsetof(struct dump_options, output),
	"the folder to write; an older dump there is replaced"},
    {0, "with-text", NULL, OPTION_FLAG, offsetof(struct dump_options, with_text),
	"with authors, comments, reviews and stored records"},
    {0},
};

static const struct program program = {
    .name = "film-dump",
    .operands = "DB",
    .purpose = "write every table of a database as CSV",
    .options = options,
    .example = "film-dump films.db -o dump",
};

/* A name like "dump/" is that of the folder, too. */
static char *without_slashes(const char *directory)
{
	char *name = must_strdup(directory);

	for (size_t n = strlen(name); n > 1 && name[n - 1] == '/'; n--)
		name[n - 1] = '\0';
	return name;
}

static int dump(const char *path, const struct dump_options *wanted, struct err *err)
{
	struct store *store = store_open(path, STORE_READ, err);
	int result = -1;

	if (store && store_begin_read(store, err) == 0) {
		char *directory = without_slashes(wanted->output);
		result = dump_write(store, directory, wanted->with_text, err);
		free(directory);
	}
	store_close(store);
	return result;
}

int main(int argc, char **argv)
{
	struct dump_options wanted = {0};
	char **operands = program_start(&program, argc, argv, &wanted);
	struct err err = {0};

	if (!operands[0] || operands[1])
		program_usage("name one database");
	if (!wanted.output || !*wanted.output)
		program_usage("name the folder to write with -o DIR");
	if (dump(operands[0], &wanted, &err) < 0)
		message_err(&err);
	return message_status();
}
