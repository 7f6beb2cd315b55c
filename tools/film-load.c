/*
 * film-load: puts records, ballots and totals into a database, made on first use.
 *
 *	film-load films.db -- film-page one.html two.html
 *	film-page one.html two.html | film-load films.db
 *	film-load films.db votes.csv
 */
#include "schema/base/input.h"
#include "schema/base/program.h"
#include "schema/store/load/load.h"
#include "tools/load/command.h"
#include "tools/load/stream.h"

#include <string.h>

struct load_options {
	const char *voter_key, *rejects;
};

static const struct option_spec specs[] = {
    {0, "voter-key", "FILE", OPTION_TEXT, offsetof(struct load_options, voter_key),
	"file with the secret that turns voters into keys; made if missing"},
    {0, "rejects", "FILE", OPTION_TEXT, offsetof(struct load_options, rejects),
	"write what was refused to FILE, as NDJSON"},
    {0},
};

static const struct program program = {
    .name = "film-load",
    .operands = "DB [FILE …] [-- COMMAND [ARGUMENT …]]",
    .purpose = "Put records, ballots and totals into a film database, made on first use.",
    .options = specs,
    .example = "film-load films.db -- film-page pages/*.html",
};

/* Cuts argv at the "--" that begins a command, before options are read. NULL when there is none. */
static char **cut_command(int *argc, char **argv)
{
	for (int i = 1; i < *argc; i++)
		if (strcmp(argv[i], "--") == 0) {
			*argc = i;
			argv[i] = NULL;
			return argv + i + 1;
		}
	return NULL;
}

static int load_operands(struct stream *stream, char **names, struct err *err)
{
	struct operands operands;
	const char *name;
	int result = operands_open(&operands, names, NULL, err);
	while (result == 0 && (name = operands_next(&operands, err)))
		result = stream_file(stream, name, err);
	if (result == 0 && err->status != EXIT_DONE)
		result = -1;
	operands_close(&operands);
	return result;
}

/* Everything into the open database; the transaction of the last batch is ended here. */
static int load_all(struct stream *stream, char **names, char **command, struct err *err)
{
	if (*names || !command)
		if (load_operands(stream, names, err) != 0)
			return -1;
	if (command && command_load(stream, command, err) != 0)
		return -1;
	return load_flush(stream->load, err);
}

static int run(const struct load_options *options, char **operands, char **command, struct err *err)
{
	struct voter_key key;
	struct stream stream = {0};
	int result = -1;
	if (voter_key_read(options->voter_key, &key, err) != 0 ||
	    ledger_open(&stream.ledger, "records and rows", options->rejects, err) != 0)
		return -1;
	struct store *store = store_open(operands[0], STORE_CREATE, err);
	if (store)
		stream.load = load_open(store, &key, stream_listener(&stream), err);
	if (stream.load) {
		result = load_all(&stream, operands + 1, command, err);
		if (stream_close(&stream, err) != 0)
			result = -1;
	}
	load_close(stream.load);
	store_close(store);
	return result;
}

int main(int argc, char **argv)
{
	struct load_options options = {0};
	struct err err = {0};
	char **command = cut_command(&argc, argv);
	char **operands = program_start(&program, argc, argv, &options);
	if (!*operands)
		program_usage("name a database");
	if (command && !*command)
		program_usage("name a command after --");
	if (run(&options, operands, command, &err) != 0)
		message_err(&err);
	return message_status();
}
