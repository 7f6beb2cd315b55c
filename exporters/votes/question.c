/* question: options made sense of. */
#include "exporters/votes/question.h"

#include "exporters/stats/interval.h"
#include "exporters/votes/dimension.h"
#include "schema/base/date.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

struct question question_init(void)
{
	return (struct question){.format_given = "csv",
	    .kind = "votes",
	    .confidence = 0.95,
	    .prior_share = NAN,
	    .prior_weight = NAN,
	    .from = NO_TIME,
	    .until = NO_TIME,
	    .as_of = NO_TIME,
	    .since = NO_TIME};
}

/* One name of --by, which may be several with commas. */
static void add_group(struct question *question, const char *name, size_t n)
{
	enum dimension dimension;

	if (!dimension_named(name, n, &dimension)) {
		char known[256];
		program_usage("unknown group '%.*s'; known are %s", (int)n, name,
		    dimension_list(known, sizeof known));
	}
	if (question_has(question, dimension))
		program_usage("--by %s is given twice", dimensions[dimension].name);
	if (question->groups == BY_MOST)
		program_usage("--by takes at most %d groups", BY_MOST);
	question->by[question->groups++] = dimension;
}

static void read_groups(struct question *question)
{
	for (size_t i = 0; i < question->by_given.n; i++) {
		const char *at = question->by_given.at[i];
		for (;;) {
			size_t n = strcspn(at, ",");
			add_group(question, at, n);
			if (!at[n])
				break;
			at += n + 1;
		}
	}
	if (question->groups == 0)
		question->by[question->groups++] = BY_FILM;
}

/* The first second after a canonical date or time, which a date, a month or a year stands for as a
 * whole. */
static int64_t end_of(const char *canonical)
{
	int64_t second = 0;
	int year, month, day;

	if (!date_to_epoch(canonical, &second))
		return NO_TIME;
	if (strlen(canonical) > 10)
		return second + 1;
	date_civil(date_day(second), &year, &month, &day);
	if (strlen(canonical) == 10)
		return second + 86400;
	if (strlen(canonical) == 7)
		return 86400 *
		    (month == 12 ? date_days(year + 1, 1, 1) : date_days(year, month + 1, 1));
	return 86400 * date_days(year + 1, 1, 1);
}

static int64_t read_time(const char *option, const char *text, bool end)
{
	char canonical[DATE_TEXT];
	int64_t second = NO_TIME;

	if (!text)
		return NO_TIME;
	if (!date_iso(text, strlen(text), canonical) || !date_to_epoch(canonical, &second))
		program_usage("--%s: '%s' is not a date such as 2024-05-31 or 2024-05-31T18:00:00Z",
		    option, text);
	return end ? end_of(canonical) : second;
}

static void check_numbers(struct question *question)
{
	if (!(question->confidence > 0 && question->confidence < 1))
		program_usage("--confidence must be a share between 0 and 1, such as 0.95");
	if (!isnan(question->prior_share) &&
	    !(question->prior_share >= 0 && question->prior_share <= 1))
		program_usage("--prior-share must be a share from 0 to 1");
	if (!isnan(question->prior_weight) && !(question->prior_weight >= 0))
		program_usage("--prior-weight must be a number of votes, 0 or more");
	question->z = interval_z(question->confidence);
}

static void check_kind(struct question *question)
{
	question->aggregate = strcmp(question->kind, "aggregate") == 0;
	if (!question->aggregate && strcmp(question->kind, "votes") != 0)
		program_usage("unknown kind '%s'; known are votes, aggregate", question->kind);
	if (!question->aggregate)
		return;
	if (!question_is_by_film(question))
		program_usage("--kind aggregate is by film only");
	if (question->from != NO_TIME || question->until != NO_TIME || question->since != NO_TIME ||
	    question->count_ratings || question->flags || question->distribution ||
	    question->suppress)
		program_usage(
		    "--kind aggregate counts no votes: only filters of films, --as-of, --sort "
		    "and --top go with it");
	for (int i = 0; i < DIMENSIONS; i++) {
		if (question->filter[i].n && !dimensions[i].of_film && i != BY_SOURCE)
			program_usage(
			    "--kind aggregate can't be filtered by %s", dimensions[i].name);
	}
}

void question_check(struct question *question)
{
	read_groups(question);
	if (!rows_format(question->format_given, &question->format))
		program_usage(
		    "unknown format '%s'; known are csv, json, ndjson", question->format_given);
	if (question->spreadsheet && question->format != ROWS_CSV)
		program_usage("--spreadsheet is for --format csv");
	question->from = read_time("from", question->from_given, false);
	question->until = read_time("to", question->to_given, true);
	question->as_of = read_time("as-of", question->as_of_given, true);
	question->since = read_time("since", question->since_given, false);
	check_numbers(question);
	check_kind(question);
}

bool question_has(const struct question *question, enum dimension dimension)
{
	for (size_t i = 0; i < question->groups; i++) {
		if (question->by[i] == dimension)
			return true;
	}
	return false;
}

bool question_is_by_film(const struct question *question)
{
	return question->groups == 1 && question->by[0] == BY_FILM;
}

bool question_needs_ballots(const struct question *question)
{
	static const enum dimension by_ballot[] = {BY_MONTH, BY_WEEK, BY_DAY, BY_CHOICE, BY_VALUE};

	for (size_t i = 0; i < sizeof by_ballot / sizeof *by_ballot; i++) {
		if (question_has(question, by_ballot[i]) || question->filter[by_ballot[i]].n)
			return true;
	}
	bool of_source = question_has(question, BY_SOURCE) || question->filter[BY_SOURCE].n;
	return question->from != NO_TIME || question->until != NO_TIME ||
	    question->as_of != NO_TIME || question->since != NO_TIME || question->flags ||
	    (question->count_flags && of_source);
}
