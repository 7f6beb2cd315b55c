/*
 * film-decide films.db decisions.txt
 *
 * Puts a text file of people's decisions into the database: which films are one, which comment is a
 * vote, what a verdict is. With
 * --pending it lists what waits for one, with --why the evidence behind a film.
 */
#include "schema/base/input.h"
#include "schema/base/ledger.h"
#include "schema/base/output.h"
#include "schema/base/program.h"
#include "schema/base/date.h"
#include "schema/store/decide/decide.h"
#include "tools/decide/decide.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum { LINE_MAX_BYTES = 1 << 16 };

struct decide_options {
	bool pending, export;
	const char *why, *date, *output, *rejects;
};

#define AT(field) offsetof(struct decide_options, field)
static const struct option_spec options[] = {
    {0, "pending", NULL, OPTION_FLAG, AT(pending),
	"list what waits for a decision, and change nothing"},
    {0, "why", "FILM", OPTION_TEXT, AT(why), "show the evidence behind a film, and change nothing"},
    {0, "export", NULL, OPTION_FLAG, AT(export), "print the decisions that the database has"},
    {0, "date", "DATE", OPTION_TEXT, AT(date), "date of the lines that --pending offers"},
    {'o', "output", "FILE", OPTION_TEXT, AT(output), "write to FILE, whole or not at all"},
    {0, "rejects", "FILE", OPTION_TEXT, AT(rejects), "write refused lines to FILE as NDJSON"},
    {0},
};

static const struct program program = {
    .name = "film-decide",
    .operands = "DB [FILE …]",
    .purpose = "Put people's decisions into a database of films, or list what waits for one.",
    .options = options,
    .example = "film-decide films.db decisions.txt",
};

static void refused(
    void *context, const char *input, long line, const char *reason, const char *bytes, size_t n)
{
	char place[32];
	snprintf(place, sizeof place, "%ld", line);
	ledger_refuse(context, input, place, reason, bytes, n);
}

/* Takes all lines of one operand; what can't be read is refused and the rest goes on. */
static void read_file(struct decide *decide, struct ledger *ledger, const char *path)
{
	struct err err = {0};
	struct buf text = BUF_INIT(LINE_MAX_BYTES);
	struct input *input = input_open(path, (struct input_options){0}, &err);
	int got = input ? 1 : -1;
	for (long line = 1; input && (got = input_line(input, &text, &err)) > 0; line++)
		if (text.overflow)
			refused(ledger, input_name(input), line, "longer than a decision can be",
			    NULL, 0);
		else
			decide_line(decide, input_name(input), line, buf_text(&text), text.n);
	if (got < 0)
		ledger_refuse(ledger, path, NULL, err.text, NULL, 0);
	input_close(input);
	buf_release(&text);
}

static int decide_all(struct store *store, char **files, const char *rejects, struct err *err)
{
	char *only_stdin[] = {(char *)"-", NULL};
	char extra[128];
	struct decide_result said;
	struct ledger ledger;
	if (ledger_open(&ledger, "decisions", rejects, err) < 0)
		return -1;
	struct decide *decide = decide_open(store, refused, &ledger);
	for (char **file = *files ? files : only_stdin; *file; file++)
		read_file(decide, &ledger, *file);
	int result = decide_commit(decide, &said, err);
	decide_close(decide);
	if (result < 0)
		return -1;
	ledger_keep(&ledger, said.kept);
	int n = snprintf(extra, sizeof extra, "; %" PRId64 " new", said.added);
	if (said.kept_out)
		snprintf(extra + n, sizeof extra - (size_t)n, ", %" PRId64 " about what was erased",
		    said.kept_out);
	return ledger_close(&ledger, extra, err);
}

static int print(struct store *store, const struct decide_options *wanted, struct err *err)
{
	struct output output;
	if (output_open(&output, wanted->output, err) < 0)
		return -1;
	int result = wanted->why ? decide_why(store, &output, wanted->why, err)
	    : wanted->export     ? decide_export(store, &output, err)
				 : decide_pending(store, &output, wanted->date, err);
	if (result < 0) {
		output_abandon(&output);
		return -1;
	}
	return output_commit(&output, err);
}

/* A whole date, since the lines offered must be readable. */
static void check_date(const char *date)
{
	char canonical[DATE_TEXT];
	if (date && (!date_iso(date, strlen(date), canonical) || strlen(canonical) < 10))
		program_usage("--date: '%s' is not a date (YYYY-MM-DD)", date);
}

int main(int argc, char **argv)
{
	struct decide_options wanted = {0};
	struct err err = {0};
	char **operands = program_start(&program, argc, argv, &wanted);
	bool prints = wanted.pending || wanted.export || wanted.why;
	if (!operands[0])
		program_usage("name a database");
	if (wanted.pending + wanted.export + (wanted.why != NULL) > 1)
		program_usage("give only one of --pending, --why and --export");
	if (prints && operands[1])
		program_usage("--pending, --why and --export read no file");
	check_date(wanted.date);
	struct store *store = store_open(operands[0], prints ? STORE_READ : STORE_WRITE, &err);
	int result = !store ? -1
	    : prints        ? print(store, &wanted, &err)
			    : decide_all(store, operands + 1, wanted.rejects, &err);
	if (result < 0)
		message_err(&err);
	store_close(store);
	return message_status();
}
