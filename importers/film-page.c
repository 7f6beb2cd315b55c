/*
 * film-page: film pages, in whatever form they were saved, become records.
 *
 *	film-page pages/\*.html pages/\*.mhtml | film-load films.db
 *
 * Pages are parsed in worker processes (worker.h): this process opens the operands, keeps their
 *order, and alone writes.
 */
#include "importers/page/bytes/charset.h"
#include "importers/page/page.h"
#include "importers/confine/worker.h"

#include "schema/base/date.h"
#include "schema/base/input.h"
#include "schema/base/ledger.h"
#include "schema/base/output.h"
#include "schema/base/program.h"
#include "schema/base/progress.h"

#include <stdlib.h>
#include <string.h>

struct film_page_options {
	const char *url, *retrieved_at, *profile, *charset;
	const char *output, *rejects, *files0_from;
	int64_t jobs;
	bool explain, whole;
};

#define AT(member) offsetof(struct film_page_options, member)
static const struct option_spec specs[] = {
    {0, "url", "URL", OPTION_TEXT, AT(url), "the address of the page; for exactly one page"},
    {0, "retrieved-at", "TIME", OPTION_TEXT, AT(retrieved_at),
	"when the pages were saved, ISO 8601"},
    {0, "profile", "NAME", OPTION_TEXT, AT(profile),
	"read the pages by this profile (a name, or a file), whatever they say"},
    {0, "explain", NULL, OPTION_FLAG, AT(explain),
	"print for each value its layer, rule and place, instead of records"},
    {'j', "jobs", "N", OPTION_NUMBER, AT(jobs),
	"parse in N worker processes; the number of cores when 0"},
    {0, "charset", "LABEL", OPTION_TEXT, AT(charset), "the charset that came with the pages"},
    OPTIONS_OF_FILES(struct film_page_options),
    {0, "whole", NULL, OPTION_FLAG, AT(whole),
	"check the prefilter: parse every byte of each page; slower, same records"},
    {0},
};

static const struct program program = {
    .name = "film-page",
    .operands = "[PAGE …]",
    .purpose = "Turn film pages, in whatever form they were saved, into records.",
    .options = specs,
    .example = "film-page pages/*.html | film-load films.db",
};

/* ---- in a worker ---- */

enum { OUT_MAX = 256 << 20 };

struct work {
	const struct film_page_options *options;
	struct page_options page;
	struct arena arena;
	char retrieved_at[DATE_TEXT];
};

/* One page: its record lines, or with --explain what was found. The job's meta is the operand's
 * name. */
static int read_page(void *context, const struct job *job, struct buf *out, struct err *err)
{
	struct work *work = context;
	const struct film_page_options *options = work->options;
	arena_reset(&work->arena);
	work->arena.max = worker_memory(job);
	work->arena.full = worker_no_memory;
	work->page.explain = options->explain ? out : NULL;
	struct page_source source = {.name = job->meta,
	    .bytes = job->bytes,
	    .n = job->n,
	    .is_file = true,
	    .charset = options->charset,
	    .url = options->url,
	    .retrieved_at = work->retrieved_at[0] ? work->retrieved_at : NULL,
	    .importer = "film-page " FILMTALLY_VERSION};
	record_list records = {0};
	if (page_read(&work->arena, &source, &work->page, &records, err))
		return -1;
	list_each (struct record, it, &records)
		if (!options->explain)
			record_write(out, it);
	return 0;
}

/* ---- in this process ---- */

struct run {
	struct output output;
	struct ledger ledger;
	struct progress progress;
	struct err err; /* a write that failed; nothing is written after it */
};

static void page_done(
    void *context, void *ticket, const char *bytes, size_t n, const struct err *err)
{
	struct run *run = context;
	char *name = ticket;
	if (err)
		ledger_refuse(&run->ledger, name, NULL, err->text, NULL, 0);
	else
		ledger_keep(&run->ledger, 1);
	if (!err && !run->err.status && output_write(&run->output, bytes, n, &run->err))
		message_raise(EXIT_SYSTEM);
	progress_tell(&run->progress, run->ledger.kept + run->ledger.refused, -1);
	free(name);
}

/* The page is read to where its worker finds it. */
static int submit(struct workers *workers, const char *name, struct err *err)
{
	struct err why = {0};
	char *ticket = must_strdup(strcmp(name, "-") == 0 ? "stdin" : name);
	struct job job = {.meta = ticket, .meta_n = strlen(ticket) + 1};
	size_t room;
	char *to = workers_room(workers, job.meta_n, &room, err);
	if (!to) {
		free(ticket);
		return -1;
	}
	room = room < PAGE_MAX ? room : PAGE_MAX;
	struct buf bytes = {.at = to, .cap = room + 1, .max = room};
	if (input_slurp(name, &bytes, &why))
		return workers_refuse(workers, ticket, &why, err);
	job.bytes = bytes.at;
	job.n = bytes.n;
	return workers_submit(workers, &job, ticket, err);
}

static int read_operands(
    struct workers *workers, struct operands *operands, struct run *run, struct err *err)
{
	int status = 0;
	for (const char *name;
	     !status && !run->err.status && (name = operands_next(operands, err));)
		status = submit(workers, name, err);
	return status || err->status ? -1 : 0;
}

static int import(
    struct film_page_options *options, struct work *work, char **argv, struct err *err)
{
	struct run run = {0};
	struct operands operands;
	struct worker_options limits = worker_defaults;
	limits.workers = (int)options->jobs;
	if (operands_open(&operands, argv, options->files0_from, err) ||
	    output_open(&run.output, options->output, err) ||
	    ledger_open(&run.ledger, "pages", options->rejects, err))
		return -1;
	struct workers *workers = workers_start(&limits, read_page, work, page_done, &run, err);
	if (!workers)
		return -1;
	progress_start(&run.progress, "pages", -1);
	int status = read_operands(workers, &operands, &run, err);
	struct err ending = {0};
	if (workers_finish(workers, &ending) && !status) {
		*err = ending;
		status = -1;
	}
	progress_end(&run.progress);
	operands_close(&operands);
	if (run.err.status) {
		*err = run.err;
		status = -1;
	}
	if (status) {
		output_abandon(&run.output);
		return -1;
	}
	return output_commit(&run.output, err) || ledger_close(&run.ledger, NULL, err) ? -1 : 0;
}

static void check(const struct film_page_options *options, char **argv, struct work *work)
{
	if (options->url && (options->files0_from || (argv[0] && argv[1])))
		program_usage("--url names one page, but more than one page was given");
	if (options->url && !url_canonical(&work->arena, options->url))
		program_usage("--url: \"%s\" is not an http or https address", options->url);
	if (options->charset && !charset_of_label(options->charset, strlen(options->charset)))
		program_usage(
		    "--charset: \"%s\" is not a charset that browsers know, such as utf-8",
		    options->charset);
	if (options->retrieved_at &&
	    !date_iso(options->retrieved_at, strlen(options->retrieved_at), work->retrieved_at))
		program_usage("--retrieved-at: \"%s\" is not a date such as 2024-05-31 or "
			      "2024-05-31T18:00:00Z",
		    options->retrieved_at);
	if (options->jobs > 1024)
		program_usage("--jobs must be 1024 or less");
}

int main(int argc, char **argv)
{
	struct film_page_options options = {0};
	struct work work = {.options = &options};
	struct err err = {0};
	char **operands = program_start(&program, argc, argv, &options);
	arena_init(&work.arena, (size_t)1 << 20);
	check(&options, operands, &work);
	page_start();
	struct profiles *profiles = profiles_load(NULL, &err);
	work.page = (struct page_options){.profiles = profiles, .no_prefilter = options.whole};
	if (profiles && options.profile)
		work.page.profile = profiles_named(profiles, options.profile, &err);
	if (err.status || import(&options, &work, operands, &err))
		message_err(&err);
	profiles_free(profiles);
	arena_release(&work.arena);
	return message_status();
}
