/*
 * film-check: looks for what can't be true in a database; with --rebuild, makes again all that is
 * derived.
 *
 *	film-check films.db
 *	film-check --rebuild films.db
 */
#include "schema/base/output.h"
#include "schema/base/program.h"
#include "schema/store/check/check.h"

#include <inttypes.h>
#include <string.h>

struct check_options {
	bool rebuild;
};

static const struct option_spec specs[] = {
    {0, "rebuild", NULL, OPTION_FLAG, offsetof(struct check_options, rebuild),
	"first make all that is derived again from the evidence, and name what changed"},
    {0},
};

static const struct program program = {
    .name = "film-check",
    .operands = "DB",
    .purpose = "Find what cannot be true in a film database, and print one finding a line.",
    .options = specs,
    .example = "film-check --rebuild films.db",
};

struct findings {
	struct output output;
	int64_t n;
	struct err err; /* of the output */
};

/* One line each: what stands in a database may hold line ends. */
static void found(void *context, const char *finding)
{
	struct findings *findings = context;
	for (const char *c = finding; *c; c++)
		putc((unsigned char)*c < 0x20 || *c == 0x7f ? ' ' : *c, findings->output.file);
	putc('\n', findings->output.file);
	findings->n++;
}

static int check(const char *path, bool rebuild, struct findings *findings, struct err *err)
{
	struct store *store = store_open(path, rebuild ? STORE_WRITE : STORE_READ, err);
	int result = store ? 0 : -1;
	if (store && rebuild)
		result = check_rebuild(store, found, findings, err);
	if (result == 0)
		result = check_all(store, found, findings, err);
	store_close(store);
	return result;
}

static int run(const char *path, bool rebuild, struct err *err)
{
	struct findings findings = {0};
	if (output_open(&findings.output, NULL, err) != 0)
		return -1;
	int result = check(path, rebuild, &findings, err);
	if (result != 0)
		message_err(err); /* what was found before it is data all the same */
	if (findings.n)
		message_raise(EXIT_REFUSED);
	if (result == 0)
		message_note(path, "%" PRId64 " findings", findings.n);
	return output_commit(&findings.output, err) != 0 ? -1 : 0;
}

int main(int argc, char **argv)
{
	struct check_options options = {0};
	struct err err = {0};
	char **operands = program_start(&program, argc, argv, &options);
	if (!operands[0])
		program_usage("name a database");
	if (operands[1])
		program_usage("name one database only");
	if (run(operands[0], options.rebuild, &err) != 0)
		message_err(&err);
	return message_status();
}
