/*
 * film-catalog: the catalogues of IMDb and MovieLens become records of films, titles and ids.
 *
 *	film-catalog title.basics.tsv.gz title.akas.tsv.gz title.ratings.tsv.gz | film-load films.db
 */
#include "importers/catalog/cataloguing.h"

#include "importers/page/bytes/charset.h"
#include "importers/confine/confined.h"
#include "schema/base/input.h"
#include "schema/base/program.h"

#include <inttypes.h>
#include <stdlib.h>

enum { FILES_MOST = 256, RATIO_MAX = 200, ARENA_MAX = 64 << 20, OUT_MAX = 128 << 20 };

struct catalog_options {
	const char *output, *rejects, *files0_from;
};

static const struct option_spec specs[] = {
    OPTIONS_OF_FILES(struct catalog_options),
    {0},
};

static const struct program program = {
    .name = "film-catalog",
    .operands = "[FILE …]",
    .purpose = "Turn the catalogues of IMDb and MovieLens into records of films.",
    .options = specs,
    .example = "film-catalog title.basics.tsv.gz title.akas.tsv.gz | film-load films.db",
};

struct files {
	struct input *at[FILES_MOST];
	size_t n;
};

struct tables {
	struct table *at[FILES_MOST]; /* NULL: taken */
	size_t n;
};

/* Opens every operand; what can't be read is refused, the rest goes on. */
static int open_files(struct files *files, struct ledger *ledger, char **argv,
    const char *files0_from, struct err *err)
{
	static const struct input_options unpack = {.gzip = true, .max_ratio = RATIO_MAX};
	struct operands operands;
	const char *name;
	if (operands_open(&operands, argv, files0_from, err) < 0)
		return -1;
	while ((name = operands_next(&operands, err))) {
		struct err why = {0};
		if (files->n == FILES_MOST)
			err_set(&why, EXIT_REFUSED,
			    "more than %d files: give this one to another call", FILES_MOST);
		struct input *input = why.status ? NULL : input_open(name, unpack, &why);
		if (input)
			files->at[files->n++] = input;
		else
			ledger_refuse(ledger, name, NULL, why.text, NULL, 0);
	}
	operands_close(&operands);
	return err->status ? -1 : 0;
}

/* Tells what each file is. */
static void read_headers(struct files *files, struct tables *tables, struct ledger *ledger)
{
	for (size_t i = 0; i < files->n; i++) {
		struct err why = {0};
		struct table *table = table_open(files->at[i], &why);
		if (table) {
			tables->at[tables->n++] = table;
			continue;
		}
		ledger_refuse(ledger, input_name(files->at[i]), NULL, why.text, NULL, 0);
		input_close(files->at[i]);
	}
}

/* Takes the first table of a kind that is still there. */
static struct table *take_kind(struct tables *tables, enum table_kind kind)
{
	for (size_t i = 0; i < tables->n; i++) {
		struct table *table = tables->at[i];
		if (table && table_kind(table) == kind) {
			tables->at[i] = NULL;
			return table;
		}
	}
	return NULL;
}

/* Joins a table with the first ones that may follow it. */
static int join(
    struct cataloguing *cataloguing, struct tables *tables, struct table *leader, struct err *err)
{
	static const enum table_kind following[KINDS][2] = {
	    [KIND_BASICS] = {KIND_AKAS, KIND_RATINGS}, [KIND_MOVIES] = {KIND_LINKS, KIND_LINKS}};
	struct table *followers[2];
	size_t n = 0,
	       most = table_kind(leader) == KIND_BASICS ? 2
	    : table_kind(leader) == KIND_MOVIES         ? 1
							: 0;
	for (size_t i = 0; i < most; i++)
		if ((followers[n] = take_kind(tables, following[table_kind(leader)][i])))
			n++;
	int status = cataloguing_join(cataloguing, leader, followers, n, err);
	for (size_t i = 0; i < n; i++)
		table_close(followers[i]);
	table_close(leader);
	return status;
}

/* Leaders first, so that the others find them. */
static int join_all(struct cataloguing *cataloguing, struct tables *tables, struct err *err)
{
	static const enum table_kind order[] = {
	    KIND_BASICS, KIND_MOVIES, KIND_AKAS, KIND_RATINGS, KIND_LINKS};
	struct table *table;
	int status = 0;
	for (size_t i = 0; i < KINDS; i++)
		while ((table = take_kind(tables, order[i]))) {
			if (status == 0)
				status = join(cataloguing, tables, table, err);
			else
				table_close(table);
		}
	return status;
}

/* All files, since they may belong together, in one process. */
struct work {
	struct cataloguing *cataloguing;
	struct files files;
	struct tables tables;
};

static int read_files(void *context, struct err *err)
{
	struct work *work = context;
	struct cataloguing *cataloguing = work->cataloguing;
	arena_init(&cataloguing->arena, ARENA_MAX);
	progress_start(&cataloguing->progress, "films", -1);
	read_headers(&work->files, &work->tables, cataloguing->ledger);
	int status = join_all(cataloguing, &work->tables, err);
	progress_end(&cataloguing->progress);
	if (cataloguing->others)
		message_note(NULL, "%" PRId64 " titles are no films and were passed over",
		    cataloguing->others);
	return status < 0 ? -1 : cataloguing_finish(cataloguing, err);
}

static int run(struct cataloguing *cataloguing, const struct catalog_options *options, char **argv,
    struct err *err)
{
	struct work *work = must_calloc(1, sizeof *work);
	struct confined confined = {.output = cataloguing->output, .ledger = cataloguing->ledger};
	work->cataloguing = cataloguing;
	int status = open_files(&work->files, cataloguing->ledger, argv, options->files0_from, err);
	if (status == 0)
		status = confined_run(&confined, "the catalogue", read_files, work, err);
	for (size_t i = 0; i < work->files.n; i++)
		input_close(work->files.at[i]);
	free(work);
	return status;
}

int main(int argc, char **argv)
{
	struct catalog_options options = {0};
	struct ledger ledger;
	struct output output;
	struct err err = {0};
	char **operands = program_start(&program, argc, argv, &options);
	charset_start();
	if (ledger_open(&ledger, "rows", options.rejects, &err) < 0 ||
	    output_open(&output, options.output, &err) < 0) {
		message_err(&err);
		return message_status();
	}
	struct cataloguing cataloguing = {
	    .ledger = &ledger, .output = &output, .out = BUF_INIT(OUT_MAX)};
	if (run(&cataloguing, &options, operands, &err) < 0) {
		message_err(&err);
		output_abandon(&output);
	} else if (output_commit(&output, &err) < 0 || ledger_close(&ledger, NULL, &err) < 0) {
		message_err(&err);
	}
	return message_status();
}
