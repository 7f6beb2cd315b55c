/*
 * film-feed: feeds and exports of blogs become records: posts as pages, comments with them or after them.
 *
 *	film-feed blog-11-22-2026.xml | film-load films.db
 *
 * Each feed is read in a process of its own, in the sandbox: one that crashes costs itself alone. The process writes whole
 * records only, and leaves its counts in memory that it shares with this one.
 */
#include "importers/feed/import.h"
#include "importers/page/charset.h"
#include "importers/page/sandbox.h"
#include "schema/base/date.h"
#include "schema/base/program.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct film_feed_options {
	const char *url, *retrieved_at, *profile, *charset;
	const char *output, *rejects, *files0_from;
};

#define AT(member) offsetof(struct film_feed_options, member)
static const struct option_spec specs[] = {
    {0, "url", "URL", OPTION_TEXT, AT(url),
	"the blog's address, for an export that does not name it"},
    {0, "retrieved-at", "TIME", OPTION_TEXT, AT(retrieved_at),
	"when the feeds were saved, ISO 8601"},
    {0, "profile", "NAME", OPTION_TEXT, AT(profile),
	"read the posts by this profile (a name, or a file), whatever they say"},
    {0, "charset", "LABEL", OPTION_TEXT, AT(charset), "the charset that came with the feeds"},
    OPTIONS_OF_FILES(struct film_feed_options),
    {0},
};

static const struct program program = {
    .name = "film-feed",
    .operands = "[FEED …]",
    .purpose = "Turn blog exports, feeds and comment feeds into records.",
    .options = specs,
    .example = "film-feed blog-11-22-2026.xml | film-load films.db",
};

/* What the reading process tells this one. */
struct answer {
	struct import_totals totals;
	struct ledger ledger;
	enum exit_status status;
	bool finished;
	bool failed; /* err says why */
	struct err err;
};

struct run {
	struct import_options import;
	struct output output;
	struct ledger ledger;
	struct answer *answer; /* shared */
};

/* ---- in the process of one feed ---- */

/* The reader of our pipe has gone; what the other process has open is not ours to tidy. */
static void end_quietly(void)
{
	_exit(EXIT_DONE);
}

static void read_feed(struct run *run, struct input *input)
{
	struct answer *answer = run->answer;
	struct progress progress;
	struct import_sink sink = {&run->output, &run->ledger, &progress, &answer->totals};

	output_on_closed_pipe(end_quietly);
	progress_start(&progress, "entries", input_size(input));
	if (sandbox_enter(&answer->err) || import_feed(&run->import, input, &sink, &answer->err))
		answer->failed = true;
	progress_end(&progress);
	if (run->ledger.has_rejects && output_flush(&run->ledger.rejects, &answer->err))
		answer->failed = true;
	answer->ledger = run->ledger;
	answer->status = message_status();
	answer->finished = true;
}

/* ---- in this process ---- */

static int flush_all(struct run *run, struct err *err)
{
	if (output_flush(&run->output, err))
		return -1;
	return run->ledger.has_rejects ? output_flush(&run->ledger.rejects, err) : 0;
}

/* What became of the reading process: 0, or -1 with err when the output can't go on. */
static int take_answer(struct run *run, const char *name, int status, struct err *err)
{
	const struct answer *answer = run->answer;

	if (!answer->finished && WIFEXITED(status) && WEXITSTATUS(status) == 0)
		_exit(0); /* nobody reads our output any more */
	if (!answer->finished && WIFEXITED(status))
		return err_set(err, EXIT_SYSTEM, "reading %s failed", name);
	if (!answer->finished) {
		ledger_refuse(&run->ledger, name, NULL, strsignal(WTERMSIG(status)), NULL, 0);
		return 0;
	}
	run->ledger.kept = answer->ledger.kept;
	run->ledger.refused = answer->ledger.refused;
	message_raise(answer->status);
	if (!answer->failed)
		return 0;
	if (answer->err.status != EXIT_REFUSED) {
		*err = answer->err;
		return -1;
	}
	ledger_refuse(&run->ledger, name, NULL, answer->err.text, NULL, 0);
	return 0;
}

static int read_operand(struct run *run, const char *name, struct err *err)
{
	struct err why = {0};
	struct import_totals totals = run->answer->totals;
	struct input *input =
	    input_open(name, (struct input_options){.gzip = true, .max_ratio = 1100}, &why);
	int status;

	if (!input) {
		ledger_refuse(&run->ledger, name, NULL, why.text, NULL, 0);
		return 0;
	}
	if (flush_all(run, err))
		return -1;
	*run->answer = (struct answer){.totals = totals};
	pid_t child = fork();
	if (child < 0)
		return err_errno(err, "no process to read %s in", name);
	if (child == 0) {
		read_feed(run, input);
		_exit(0);
	}
	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	status = take_answer(run, input_name(input), status, err);
	input_close(input);
	return status;
}

static int read_operands(
    struct run *run, char **argv, const struct film_feed_options *options, struct err *err)
{
	struct operands operands;
	const char *name;
	int status = 0;

	if (operands_open(&operands, argv, options->files0_from, err))
		return -1;
	while (!status && (name = operands_next(&operands, err)))
		status = read_operand(run, name, err);
	operands_close(&operands);
	return status || err->status ? -1 : 0;
}

/* "; 8 posts, 8 comments, 47 settings". */
static void describe(const struct import_totals *totals, struct buf *extra)
{
	for (int kind = 0; kind < KIND_COUNT; kind++) {
		int64_t n = totals->kinds[kind];
		if (n)
			buf_add_format(extra, "%s%" PRId64 " %s", extra->n ? ", " : "; ", n,
			    kind_name((enum kind)kind, (long)n));
	}
}

static int import(
    struct run *run, char **argv, const struct film_feed_options *options, struct err *err)
{
	struct buf extra = BUF_INIT(4096);

	run->answer = mmap(
	    NULL, sizeof *run->answer, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (run->answer == MAP_FAILED)
		return err_errno(err, "no shared memory");
	if (output_open(&run->output, options->output, err) ||
	    ledger_open(&run->ledger, "entries", options->rejects, err))
		return -1;
	if (read_operands(run, argv, options, err)) {
		output_abandon(&run->output);
		return -1;
	}
	describe(&run->answer->totals, &extra);
	int status =
	    output_commit(&run->output, err) || ledger_close(&run->ledger, buf_text(&extra), err);
	buf_release(&extra);
	return status ? -1 : 0;
}

static void check(const struct film_feed_options *options, struct run *run, char *retrieved_at)
{
	struct arena arena;
	arena_init(&arena, 1 << 20);
	if (options->url && !url_canonical(&arena, options->url))
		program_usage("--url: \"%s\" is no http or https address", options->url);
	if (options->charset && !charset_of_label(options->charset, strlen(options->charset)))
		program_usage("--charset: \"%s\" is no charset of the web", options->charset);
	if (options->retrieved_at &&
	    !date_iso(options->retrieved_at, strlen(options->retrieved_at), retrieved_at))
		program_usage("--retrieved-at: \"%s\" is no date", options->retrieved_at);
	run->import.url = options->url;
	run->import.charset = options->charset;
	run->import.retrieved_at = options->retrieved_at ? retrieved_at : NULL;
	arena_release(&arena);
}

int main(int argc, char **argv)
{
	struct film_feed_options options = {0};
	struct run run = {0};
	struct err err = {0};
	char retrieved_at[DATE_TEXT];
	char **operands = program_start(&program, argc, argv, &options);

	check(&options, &run, retrieved_at);
	page_start();
	struct profiles *profiles = profiles_load(NULL, &err);
	run.import.page.profiles = profiles;
	if (profiles && options.profile)
		run.import.page.profile = profiles_named(profiles, options.profile, &err);
	if (err.status || import(&run, operands, &options, &err))
		message_err(&err);
	profiles_free(profiles);
	return message_status();
}
