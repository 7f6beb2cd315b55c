/* answer: rows go straight out when they can, and are held when they must be sorted or hidden. */
#include "exporters/votes/answer.h"

#include "exporters/votes/films.h"
#include "exporters/votes/hide.h"
#include "exporters/votes/priors.h"
#include "schema/store/query.h"

#include <string.h>

struct answer {
	struct store *store;
	const struct question *question;
	const struct names *names;
	struct columns columns;
	struct table table;
	bool held;
	struct outcome outcome;
	struct output output;
	struct rows rows;
};

/* The column that --sort names; -1 without one. */
static int find_sort(const struct answer *answer, struct err *err, int *column)
{
	const char *sort = answer->question->sort;
	char known[2048];

	*column = -1;
	if (!sort)
		return 0;
	*column = columns_find(&answer->columns, sort + (*sort == '-'));
	if (*column >= 0)
		return 0;
	return err_set(err, EXIT_USAGE, "unknown column '%s'; known are %s", sort + (*sort == '-'),
	    columns_list(&answer->columns, known, sizeof known));
}

static bool is_done(const struct answer *answer)
{
	return answer->question->top && answer->rows.rows >= answer->question->top;
}

static int write_row(struct answer *answer, const struct value *row, struct err *err)
{
	if (is_done(answer))
		return 0;
	if (answer->rows.sorting)
		rows_key(&answer->rows, row[0].text);
	for (size_t i = 0; i < answer->columns.n; i++)
		value_write(&answer->rows, &row[i]);
	return rows_end(&answer->rows, err);
}

static int read_groups(struct answer *answer, struct groups *groups, struct err *err)
{
	const struct group *group;
	struct value row[COLUMNS_MAX];
	int got;

	while ((got = groups_next(groups, &group, err)) > 0) {
		answer->outcome.rows_made++;
		answer->outcome.counted_films += group->films;
		if (group->favorite + group->unfavorite < answer->question->min_votes &&
		    !answer->question->suppress) {
			answer->outcome.below_votes++;
			continue;
		}
		columns_values(&answer->columns, group, &groups->arena, row);
		if (answer->held)
			table_add(&answer->table, row);
		else if (write_row(answer, row, err) < 0)
			return -1;
	}
	return got;
}

/* With --suppress, rows below --min-votes had to be there to be hidden among; now they can go. */
static bool is_below(struct answer *answer, const struct value *row)
{
	const struct value *votes = &row[columns_find(&answer->columns, "votes")];

	if (!answer->question->suppress || !answer->question->min_votes)
		return false;
	if (votes->kind == VALUE_INTEGER && votes->n >= answer->question->min_votes)
		return false;
	answer->outcome.below_votes++;
	return true;
}

static int write_held(struct answer *answer, int sort, struct err *err)
{
	if (answer->question->suppress &&
	    hide_small(&answer->table, &answer->columns, answer->store, answer->names,
		&answer->outcome.hidden, err) < 0)
		return -1;
	if (sort >= 0)
		table_sort(&answer->table, (size_t)sort, answer->question->sort[0] == '-');
	for (size_t i = 0; i < answer->table.rows; i++) {
		const struct value *row = table_row(&answer->table, i);
		if (!is_below(answer, row) && write_row(answer, row, err) < 0)
			return -1;
	}
	return 0;
}

static int write_groups(struct answer *answer, int sort, struct err *err)
{
	struct groups groups;
	int result = groups_open(&groups, answer->store, answer->question, answer->names, err);

	if (result == 0)
		result = read_groups(answer, &groups, err);
	groups_close(&groups);
	if (result == 0 && answer->held)
		result = write_held(answer, sort, err);
	answer->outcome.rows = answer->rows.rows;
	return result;
}

/* Opens the output only when the question is known to make sense. */
static int begin(struct answer *answer, struct err *err)
{
	const struct question *question = answer->question;

	if (output_open(&answer->output, question->output, err) < 0)
		return -1;
	rows_begin(&answer->rows, &answer->output, question->format, question->spreadsheet,
	    answer->columns.shown, answer->columns.n);
	if (question->in_any_order)
		rows_sort(&answer->rows);
	return 0;
}

static int end(struct answer *answer, int result, struct err *err)
{
	if (result == 0)
		result = rows_finish(&answer->rows, err);
	else
		rows_release(&answer->rows);
	if (result == 0 && answer->question->meta)
		result =
		    meta_write(answer->question->meta, &answer->columns, &answer->outcome, err);
	if (result == 0)
		result = output_commit(&answer->output, err);
	else
		output_abandon(&answer->output);
	table_release(&answer->table);
	return result;
}

/* The usual export of all films: rows of no more films than this are put in order by us, which is
 * cheaper than letting SQL carry them through its sorter; beyond, SQL's sorter keeps memory
 * flat. */
enum { FILMS_IN_MEMORY = 200000 };

static int decide_order(struct question *question, struct store *store, struct err *err)
{
	struct query *query = query_open(store, "SELECT count(*) FROM film", err);
	int got = query ? query_step(query, err) : -1;

	if (got > 0)
		question->in_any_order = question_is_by_film(question) && !question->sort &&
		    !question->suppress && !question->top && query_int(query, 0) <= FILMS_IN_MEMORY;
	query_close(query);
	return got < 0 ? -1 : 0;
}

/* Looking for flags reads all ballots, which an export of a large database is spared. */
static int decide_flags(struct question *question, struct store *store, struct err *err)
{
	struct query *query = query_open(
	    store, "SELECT sum(favorite + unfavorite), sum(ratings) FROM film_stats", err);
	int got = query ? query_step(query, err) : -1;

	if (got > 0) {
		int64_t choices = query_int(query, 0), all = choices + query_int(query, 1);
		question->count_flags = question->flags || (choices > 0 && all <= FLAGS_UNASKED);
		if (!question->count_flags && choices > 0)
			message_detail(NULL,
			    "the column flagged is empty: with more than %d ballots it is counted "
			    "only with --flags",
			    FLAGS_UNASKED);
	}
	query_close(query);
	return got < 0 ? -1 : 0;
}

int answer_votes(
    struct store *store, const struct question *asked, const struct names *names, struct err *err)
{
	struct question decided = *asked, *question = &decided;
	struct answer answer = {.store = store, .question = question, .names = names};
	struct priors priors = {0};
	int sort;

	if (decide_flags(question, store, err) < 0 || decide_order(question, store, err) < 0 ||
	    priors_find(&priors, store, question, err) < 0)
		return -1;
	if (question->meta &&
	    films_count(store, names, &answer.outcome.films, &answer.outcome.films_shown, err) < 0)
		return -1;
	columns_choose(&answer.columns, question, &priors);
	table_init(&answer.table, answer.columns.n);
	answer.held = question->sort || question->suppress;
	if (find_sort(&answer, err, &sort) < 0 || begin(&answer, err) < 0)
		return -1;
	return end(&answer, write_groups(&answer, sort, err), err);
}
