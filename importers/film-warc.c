/*
 * film-warc: the pages of web archives become records.
 *
 *	film-warc crawl.warc.gz | film-load films.db
 *
 * A process in the sandbox reads each archive (warc/reader.h), and others parse its pages
 * (confine/worker.h): this one alone writes.
 */
#include "importers/warc/importing.h"

#include "schema/base/input.h"
#include "schema/base/program.h"

struct warc_options {
	const char *profile, *output, *rejects, *files0_from;
	int64_t jobs;
};

#define AT(member) offsetof(struct warc_options, member)
static const struct option_spec specs[] = {
    {0, "profile", "NAME", OPTION_TEXT, AT(profile), "read every page by this profile"},
    {'j', "jobs", "N", OPTION_NUMBER, AT(jobs),
	"parse in N processes (as many as there are cores)"},
    OPTIONS_OF_FILES(struct warc_options),
    {0},
};

static const struct program program = {
    .name = "film-warc",
    .operands = "[FILE …]",
    .purpose = "Turn the pages of web archives (WARC, ARC) into records.",
    .options = specs,
    .example = "film-warc crawl.warc.gz | film-load films.db",
};

static int read_archives(
    struct importing *importing, char **argv, const char *files0_from, struct err *err)
{
	struct operands operands;
	const char *name;
	int status = 0;
	if (operands_open(&operands, argv, files0_from, err) < 0)
		return -1;
	while (status == 0 && (name = operands_next(&operands, err)))
		status = importing_archive(importing, name, err);
	operands_close(&operands);
	return err->status ? -1 : status;
}

static int run(
    struct importing *importing, const struct warc_options *options, char **argv, struct err *err)
{
	if (importing_start(importing, (int)options->jobs, err) < 0)
		return -1;
	struct err end = {0};
	int status = read_archives(importing, argv, options->files0_from, err);
	if (importing_finish(importing, &end) < 0 && status == 0) {
		*err = end;
		status = -1;
	}
	return status;
}

int main(int argc, char **argv)
{
	struct warc_options options = {0};
	struct ledger ledger;
	struct output output;
	struct err err = {0};
	char **operands = program_start(&program, argc, argv, &options);
	if (options.jobs > 1024)
		program_usage("--jobs must be 1024 or less");
	page_start();
	struct profiles *profiles = profiles_load(NULL, &err);
	struct page_options page = {.profiles = profiles};
	if (profiles && options.profile)
		page.profile = profiles_named(profiles, options.profile, &err);
	if (err.status || ledger_open(&ledger, "records", options.rejects, &err) < 0 ||
	    output_open(&output, options.output, &err) < 0) {
		message_err(&err);
		return message_status();
	}
	struct importing importing = {.options = &page, .ledger = &ledger, .output = &output};
	if (run(&importing, &options, operands, &err) < 0) {
		message_err(&err);
		output_abandon(&output);
	} else if (output_commit(&output, &err) < 0 || ledger_close(&ledger, NULL, &err) < 0) {
		message_err(&err);
	}
	profiles_free(profiles);
	return message_status();
}
