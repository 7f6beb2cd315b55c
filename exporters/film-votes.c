/*
 * film-votes: the votes of a database as statistics, one row for each film or group.
 *
 *	film-votes films.db > votes.csv
 *	film-votes --by genre --sort -share_low --format json films.db
 */
#include "exporters/votes/answer.h"
#include "exporters/votes/names.h"
#include "exporters/votes/question.h"
#include "schema/store/store.h"

#define OPTION(letter, name, value, type, field, help)                                             \
	{                                                                                          \
		letter, name, value, type, offsetof(struct question, field), help                  \
	}
#define FILTER(name, value, dimension, help)                                                       \
	{                                                                                          \
		0, name, value, OPTION_LIST, offsetof(struct question, filter[dimension]), help    \
	}

static const struct option_spec options[] = {
    OPTION(0, "by", "GROUP", OPTION_LIST, by_given,
	"one row for each GROUP; two at most (default film)"),
    OPTION(0, "format", "FORMAT", OPTION_TEXT, format_given, "csv, json or ndjson (default csv)"),
    OPTION('o', "output", "FILE", OPTION_TEXT, output, "write to FILE instead of stdout"),
    OPTION(0, "meta", "FILE", OPTION_TEXT, meta,
	"also write what was asked, priors and notes to FILE, as JSON"),
    OPTION(0, "kind", "KIND", OPTION_TEXT, kind, "votes, or aggregate for other sites' totals"),
    OPTION(0, "from", "DATE", OPTION_TEXT, from_given, "only votes cast at DATE or later"),
    OPTION(0, "to", "DATE", OPTION_TEXT, to_given, "only votes cast up to the end of DATE"),
    OPTION(0, "as-of", "DATE", OPTION_TEXT, as_of_given, "the state at the end of DATE"),
    OPTION(0, "since", "DATE", OPTION_TEXT, since_given,
	"add new_favorite and new_unfavorite, for votes since DATE"),
    OPTION(0, "sort", "COLUMN", OPTION_TEXT, sort, "sort by COLUMN; -COLUMN downwards"),
    OPTION(0, "top", "N", OPTION_NUMBER, top, "only the first N rows"),
    OPTION(0, "min-votes", "K", OPTION_NUMBER, min_votes, "only rows with K votes or more"),
    OPTION(0, "suppress", "K", OPTION_NUMBER, suppress,
	"hide counts below K, and those that would reveal them"),
    OPTION(0, "count-ratings", NULL, OPTION_FLAG, count_ratings,
	"count ratings as choices, by score; add mixed"),
    OPTION(0, "flags", NULL, OPTION_FLAG, flags,
	"add what looks like stuffing, and results without it"),
    OPTION(0, "distribution", NULL, OPTION_FLAG, distribution,
	"add quantiles, shape and histogram of scores"),
    OPTION(0, "confidence", "SHARE", OPTION_DECIMAL, confidence,
	"confidence of intervals (default 0.95)"),
    OPTION(0, "prior-share", "SHARE", OPTION_DECIMAL, prior_share,
	"shrink shares to SHARE, not to the data's"),
    OPTION(0, "prior-weight", "VOTES", OPTION_DECIMAL, prior_weight,
	"give that share the weight of so many votes"),
    OPTION(0, "spreadsheet", NULL, OPTION_FLAG, spreadsheet,
	"CSV with a byte order mark, formulas guarded"),
    FILTER("film", "FILM", BY_FILM, "only this film: its key, address or title"),
    FILTER("source", "NAME", BY_SOURCE, "only votes that NAME collected"),
    FILTER("genre", "NAME", BY_GENRE, "only films of this genre"),
    FILTER("country", "NAME", BY_COUNTRY, "only films of this country (name or ISO 3166 code)"),
    FILTER("language", "NAME", BY_LANGUAGE, "only films in this language"),
    FILTER("director", "NAME", BY_DIRECTOR, "only films by this director"),
    FILTER("actor", "NAME", BY_ACTOR, "only films with this actor"),
    FILTER("year", "YEAR", BY_YEAR, "only films of this year"),
    FILTER("decade", "DECADE", BY_DECADE, "only films of this decade (1990 or 1990s)"),
    FILTER("month", "MONTH", BY_MONTH, "only votes of this month (2024-05)"),
    FILTER("week", "MONDAY", BY_WEEK, "only votes of the week that begins on this Monday"),
    FILTER("day", "DAY", BY_DAY, "only votes of this day"),
    FILTER(
	"editor", "CHOICE", BY_EDITOR, "only films with this verdict: favorite, unfavorite, none"),
    FILTER("choice", "CHOICE", BY_CHOICE, "only votes of this choice"),
    FILTER("value", "VALUE", BY_VALUE, "only ratings with this value"),
    {0},
};

static const struct program program = {
    .name = "film-votes",
    .operands = "DB",
    .purpose = "write the votes of a database as statistics",
    .options = options,
    .example = "film-votes --by genre --sort -share_low films.db > genres.csv",
};

static int answer(const char *path, const struct question *question, struct err *err)
{
	struct store *store = store_open(path, STORE_READ, err);
	struct names names = {0};
	int result = -1;

	if (store && store_begin_read(store, err) == 0 &&
	    names_find(&names, store, question, err) == 0)
		result = question->aggregate ? answer_aggregate(store, question, &names, err)
					     : answer_votes(store, question, &names, err);
	names_release(&names);
	store_close(store);
	return result;
}

int main(int argc, char **argv)
{
	struct question question = question_init();
	char **operands = program_start(&program, argc, argv, &question);
	struct err err = {0};

	if (!operands[0] || operands[1])
		program_usage("name one database");
	question_check(&question);
	if (answer(operands[0], &question, &err) < 0)
		message_err(&err);
	return message_status();
}
