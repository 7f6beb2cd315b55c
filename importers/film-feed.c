/*
 * film-feed: feeds and exports of blogs become records: posts as pages, comments with them or after
 *them.
 *
 *	film-feed blog-11-22-2026.xml | film-load films.db
 *
 * Each feed is read in a process of its own, in the sandbox (confined.h): one that crashes costs
 *itself alone.
 */
#include "importers/feed/import.h"
#include "importers/page/bytes/charset.h"
#include "importers/confine/confined.h"
#include "schema/base/date.h"
#include "schema/base/program.h"

#include <inttypes.h>
#include <string.h>

/* A feed that inflates to more times its size is taken for a bomb. */
enum { RATIO_MAX = 1100 };

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

struct run {
	struct import_options import;
	struct output output;
	struct ledger ledger;
	struct import_totals totals;
};

/* One feed, read in a process of its own. */
struct one {
	struct run *run;
	struct input *input;
};

static int read_feed(void *context, struct err *err)
{
	struct one *one = context;
	struct run *run = one->run;
	struct progress progress;
	struct import_sink sink = {&run->output, &run->ledger, &progress, &run->totals};
	progress_start(&progress, "entries", input_size(one->input));
	int status = import_feed(&run->import, one->input, &sink, err);
	progress_end(&progress);
	if (status == 0 || err->status != EXIT_REFUSED)
		return status;
	ledger_refuse(&run->ledger, input_name(one->input), NULL, err->text, NULL, 0);
	return 0;
}

static int read_operand(struct run *run, const char *name, struct err *err)
{
	static const struct input_options unpack = {.gzip = true, .max_ratio = RATIO_MAX};
	struct err why = {0};
	struct one one = {run, input_open(name, unpack, &why)};
	if (!one.input) {
		ledger_refuse(&run->ledger, name, NULL, why.text, NULL, 0);
		return 0;
	}
	struct confined confined = {&run->output, &run->ledger, &run->totals, sizeof run->totals};
	int status = confined_run(&confined, input_name(one.input), read_feed, &one, err);
	input_close(one.input);
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

	if (output_open(&run->output, options->output, err) ||
	    ledger_open(&run->ledger, "entries", options->rejects, err))
		return -1;
	if (read_operands(run, argv, options, err)) {
		output_abandon(&run->output);
		return -1;
	}
	describe(&run->totals, &extra);
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
		program_usage("--url: \"%s\" is not an http or https address", options->url);
	if (options->charset && !charset_of_label(options->charset, strlen(options->charset)))
		program_usage(
		    "--charset: \"%s\" is not a charset that browsers know, such as utf-8",
		    options->charset);
	if (options->retrieved_at &&
	    !date_iso(options->retrieved_at, strlen(options->retrieved_at), retrieved_at))
		program_usage("--retrieved-at: \"%s\" is not a date such as 2024-05-31 or "
			      "2024-05-31T18:00:00Z",
		    options->retrieved_at);
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
