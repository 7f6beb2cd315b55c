/*
 * film-report: what readers said, as one page to look at, or as text for a mail.
 *
 *	film-report films.db -o report.html
 *	film-report --since 2024-05-06 --text films.db | mail -s votes owner@films.example
 */
#include "exporters/report/report.h"
#include "schema/base/date.h"
#include "schema/base/output.h"
#include "schema/base/program.h"

#include <string.h>

enum { PAGE_MAX = 256 << 20 };

struct report_options {
	const char *output, *since;
	bool text;
};

static const struct option_spec options[] = {
    {'o', "output", "FILE", OPTION_TEXT, offsetof(struct report_options, output),
	"write to FILE instead of stdout"},
    {0, "since", "DATE", OPTION_TEXT, offsetof(struct report_options, since),
	"votes cast at DATE or later are new"},
    {0, "text", NULL, OPTION_FLAG, offsetof(struct report_options, text),
	"the first part as plain text, for a mail"},
    {0},
};

static const struct program program = {
    .name = "film-report",
    .operands = "DB",
    .purpose = "show what readers said as one page, or as text",
    .options = options,
    .example = "film-report --since 2024-05-06 -o report.html films.db",
};

static int write_report(const char *path, const struct buf *buf, struct err *err)
{
	if (buf->overflow)
		return err_set(err, EXIT_SYSTEM, "the report is longer than %d bytes", PAGE_MAX);
	return output_whole(path, buf_text(buf), buf->n, err);
}

static int make_report(const char *path, const struct report_options *wanted, struct err *err)
{
	struct store *store = store_open(path, STORE_READ, err);
	struct buf buf = BUF_INIT(PAGE_MAX);
	struct report report = {0};
	int result = -1;

	if (store && store_begin_read(store, err) == 0) {
		result = report_read(&report, store, wanted->since, err);
		if (result == 0)
			(wanted->text ? report_text : report_html)(&buf, &report);
		if (result == 0)
			result = write_report(wanted->output, &buf, err);
		report_release(&report);
	}
	buf_release(&buf);
	store_close(store);
	return result;
}

int main(int argc, char **argv)
{
	struct report_options wanted = {0};
	char **operands = program_start(&program, argc, argv, &wanted);
	char since[DATE_TEXT];
	struct err err = {0};

	if (!operands[0] || operands[1])
		program_usage("name one database");
	if (wanted.since && !date_iso(wanted.since, strlen(wanted.since), since))
		program_usage("--since: '%s' is not a date such as 2024-05-31", wanted.since);
	wanted.since = wanted.since ? since : NULL;
	if (make_report(operands[0], &wanted, &err) < 0)
		message_err(&err);
	return message_status();
}
