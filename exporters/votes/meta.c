/* meta: parameters, priors, thresholds, columns, and what the numbers do not say of themselves. */
#include "exporters/votes/meta.h"

#include "exporters/votes/dimension.h"
#include "schema/base/json.h"
#include "schema/base/number.h"
#include "schema/base/output.h"

#include <math.h>
#include <string.h>

enum { META_MAX = 16 << 20 };

struct json {
	struct buf buf;
	bool first;
};

static void name(struct json *json, const char *text)
{
	buf_add_text(&json->buf, json->first ? "\n  " : ",\n  ");
	json->first = false;
	json_add(&json->buf, text, strlen(text));
	buf_add_text(&json->buf, ": ");
}

static void text(struct json *json, const char *key, const char *value)
{
	if (!value)
		return;
	name(json, key);
	json_add(&json->buf, value, strlen(value));
}

static void integer(struct json *json, const char *key, int64_t value)
{
	name(json, key);
	buf_add_format(&json->buf, "%lld", (long long)value);
}

static void decimal(struct json *json, const char *key, double value)
{
	char digits[NUMBER_TEXT];

	name(json, key);
	number_shortest(value, digits);
	buf_add_text(&json->buf, isfinite(value) ? digits : "null");
}

static void flag(struct json *json, const char *key, bool value)
{
	name(json, key);
	buf_add_text(&json->buf, value ? "true" : "false");
}

static void list(struct buf *buf, const struct option_list *values)
{
	buf_add_char(buf, '[');
	for (size_t i = 0; i < values->n; i++) {
		buf_add_text(buf, i ? ", " : "");
		json_add(buf, values->at[i], strlen(values->at[i]));
	}
	buf_add_char(buf, ']');
}

static void question(struct json *json, const struct question *of)
{
	struct option_list by = {0};
	const char *names[BY_MOST];

	for (size_t i = 0; i < of->groups; i++)
		names[by.n++] = dimensions[of->by[i]].name;
	by.at = names;
	text(json, "kind", of->kind);
	name(json, "by");
	list(&json->buf, &by);
	for (int i = 0; i < DIMENSIONS; i++) {
		if (!of->filter[i].n)
			continue;
		char key[64] = "filter_";
		strncat(key, dimensions[i].name, sizeof key - 8);
		name(json, key);
		list(&json->buf, &of->filter[i]);
	}
	text(json, "from", of->from_given);
	text(json, "to", of->to_given);
	text(json, "as_of", of->as_of_given);
	text(json, "since", of->since_given);
	text(json, "sort", of->sort);
	integer(json, "min_votes", of->min_votes);
	integer(json, "suppress", of->suppress);
	flag(json, "count_ratings", of->count_ratings);
	text(json, "format", of->format_given);
	flag(json, "spreadsheet", of->spreadsheet);
	decimal(json, "confidence", of->confidence);
}

/* True if one film can have several values of a group. */
static bool overlaps(const struct question *of)
{
	static const enum dimension several[] = {
	    BY_GENRE, BY_COUNTRY, BY_LANGUAGE, BY_DIRECTOR, BY_ACTOR};

	for (size_t i = 0; i < of->groups; i++) {
		if (!dimensions[of->by[i]].of_film)
			return false;
	}
	for (size_t i = 0; i < sizeof several / sizeof *several; i++) {
		if (question_has(of, several[i]))
			return true;
	}
	return false;
}

static void notes(struct json *json, const struct question *of)
{
	text(json, "interval",
	    "Wilson's score interval; empty when there are no votes. A pooled interval "
	    "assumes independent ballots, although one voter may have cast many");
	text(json, "shrunk_share",
	    "(favorite + C m) / (votes + m), C prior_share_mean and m prior_share_weight");
	text(json, "scores", "(value - worst) / (best - worst); quantiles are type 7");
	text(json, "editor_agrees", "undecided when the interval of agreement holds one half");
	text(json, "blocks", "votes, reported polls and ratings are counted apart and never added");
	if (question_needs_ballots(of))
		text(json, "times",
		    "periods are UTC; a vote without a time, or with a coarser one than is "
		    "asked for, is in no period; --to and --as-of hold their whole day");
	if (of->spreadsheet)
		text(json, "guard",
		    "a byte order mark first; an apostrophe stands before texts that a "
		    "spreadsheet would take for a formula");
	if (of->flags)
		text(json, "flag_rules",
		    "identical: a text of 20 letters or more in 3 comments or more; burst: 20 "
		    "votes or more "
		    "on one film within an hour of the clock; one_sided: a named voter's 10 votes "
		    "or more, "
		    "all to one side. Nothing flagged is taken out of the other columns");
	if (overlaps(of))
		text(json, "overlap",
		    "groups overlap: a film with several values counts in each of them, so "
		    "rows do not add up to a total");
}

static void columns_list_json(struct json *json, const struct columns *columns)
{
	static const char *const types[] = {"string", "integer", "number", "number", "boolean"};

	name(json, "columns");
	buf_add_char(&json->buf, '[');
	for (size_t i = 0; i < columns->n; i++) {
		const struct row_column *column = &columns->shown[i];
		buf_add_format(&json->buf,
		    "%s\n    {\"name\": \"%s\", \"type\": \"%s\", \"label\": ", i ? "," : "",
		    column->name, types[column->type]);
		json_add(&json->buf, column->label, strlen(column->label));
		buf_add_char(&json->buf, '}');
	}
	buf_add_text(&json->buf, "\n  ]");
}

static void priors(struct json *json, const struct columns *columns)
{
	decimal(json, "prior_share_mean", columns->priors.share.mean);
	decimal(json, "prior_share_weight", columns->priors.share.weight);
	if (!columns->question->distribution)
		return;
	decimal(json, "prior_score_mean", columns->priors.score.mean);
	decimal(json, "prior_score_weight", columns->priors.score.weight);
}

static void counts(struct json *json, const struct question *of, const struct outcome *outcome)
{
	integer(json, "films", outcome->films);
	integer(json, "films_hidden_by_filters", outcome->films - outcome->films_shown);
	if (overlaps(of))
		integer(json, "films_counted_again", outcome->counted_films - outcome->films_shown);
	integer(json, "rows_hidden_by_min_votes", outcome->below_votes);
	integer(json, "rows_suppressed", outcome->hidden);
	integer(json, "rows_cut_by_top", outcome->rows_made - outcome->below_votes - outcome->rows);
	integer(json, "rows", outcome->rows);
}

int meta_write(
    const char *path, const struct columns *columns, const struct outcome *outcome, struct err *err)
{
	struct json json = {BUF_INIT(META_MAX), true};

	buf_add_char(&json.buf, '{');
	question(&json, columns->question);
	priors(&json, columns);
	counts(&json, columns->question, outcome);
	notes(&json, columns->question);
	columns_list_json(&json, columns);
	buf_add_text(&json.buf, "\n}\n");

	int result = output_whole(path, buf_text(&json.buf), json.buf.n, err);
	buf_release(&json.buf);
	return result;
}
