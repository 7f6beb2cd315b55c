/* vote: see vote.h. */
#include "importers/ratings/vote.h"

#include "importers/page/words/rating.h"
#include "importers/page/words/verdict.h"
#include "schema/base/text.h"

#include <math.h>
#include <string.h>

/* `4`, `4.5`, `4,5`: at most 9 digits are exact. */
static bool plain_value(struct slice text, double *value)
{
	static const double powers[] = {1, 10, 100, 1000, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};
	int digits = 0;
	size_t point = text.n;
	if (text.n == 0 || text.n > 9)
		return false;
	for (size_t i = 0; i < text.n; i++) {
		if (ascii_is_digit(text.at[i]))
			digits = digits * 10 + (text.at[i] - '0');
		else if ((text.at[i] == '.' || text.at[i] == ',') && point == text.n && i > 0)
			point = i;
		else
			return false;
	}
	if (point + 1 == text.n)
		return false;
	*value = digits / powers[point == text.n ? 0 : text.n - point - 1];
	return true;
}

/* A cell that states a scale (`7.9/10`) has that; else the file's columns, else the plan's. */
static int read_value(struct rows *rows, const struct csv_field *fields, struct slice text,
    struct ballot *ballot, struct err *err)
{
	struct slice best = cell_of(rows, fields, COLUMN_BEST),
		     worst = cell_of(rows, fields, COLUMN_WORST);
	ballot->best = rows->plan->best;
	ballot->worst = rows->plan->worst;
	if ((best.n && !plain_value(best, &ballot->best)) ||
	    (worst.n && !plain_value(worst, &ballot->worst)))
		return cell_refuse(err, "scale", best);
	if (!plain_value(text, &ballot->value)) {
		struct rating rating;
		if (!rating_value(cell_text(rows, text), &rating) || isnan(rating.value))
			return cell_refuse(err, "value", text);
		ballot->value = rating.value;
		ballot->best = isnan(rating.best) ? ballot->best : rating.best;
		ballot->worst = isnan(rating.worst) ? ballot->worst : rating.worst;
	}
	if (ballot->value < ballot->worst || ballot->value > ballot->best)
		return err_set(err, EXIT_REFUSED, "value: %g is outside %g to %g", ballot->value,
		    ballot->worst, ballot->best);
	return 0;
}

static bool is_liked(struct rows *rows, const struct csv_field *fields)
{
	static const char *const marks[] = {
	    "yes", "true", "1", "y", "x", "like", "liked", "♥", "❤", "❤️"};
	struct slice mark = cell_of(rows, fields, COLUMN_LIKE);
	for (size_t i = 0; mark.n && i < sizeof marks / sizeof *marks; i++)
		if (ascii_equal_n(mark.at, mark.n, marks[i]))
			return true;
	return false;
}

enum choice vote_choice(struct rows *rows, struct slice text)
{
	enum choice choice = verdict_of_label(cell_text(rows, text));
	return choice == CHOICE_FAVORITE || choice == CHOICE_UNFAVORITE ? choice : CHOICE_NONE;
}

/* A choice before a value before a like: a row is one vote. */
static int read_vote(
    struct rows *rows, const struct csv_field *fields, struct ballot *ballot, struct err *err)
{
	struct slice choice = cell_of(rows, fields, COLUMN_CHOICE);
	struct slice value = cell_of(rows, fields, COLUMN_VALUE);
	ballot->value = ballot->best = ballot->worst = NAN;
	if (choice.n) {
		ballot->choice = vote_choice(rows, choice);
		if (value.n)
			cell_lost(rows, &rows->values);
		return ballot->choice ? 0 : cell_refuse(err, "choice", choice);
	}
	if (value.n)
		return read_value(rows, fields, value, ballot, err);
	ballot->choice = is_liked(rows, fields) ? CHOICE_FAVORITE : rows->constants->choice;
	return ballot->choice ? 0 : err_set(err, EXIT_REFUSED, "no choice and no value");
}

static bool is_said(const struct said *said, struct slice cell)
{
	return said->cell_n == cell.n && memcmp(said->cell, cell.at, cell.n) == 0;
}

/* Where the cell is kept, or may be: its place by hash, or the next, when that is taken. */
static struct said *said_of(struct rows *rows, struct slice cell)
{
	uint64_t word = 0;
	for (size_t i = 0; i < cell.n; i++)
		word = word << 8 | (unsigned char)cell.at[i];
	size_t place = word * 0x9e3779b97f4a7c15u >> 58;
	struct said *first = &rows->said[place], *next = &rows->said[(place + 1) % SAID_KEPT];
	return first->cell_n == 0 || is_said(first, cell) ? first : next;
}

int vote_read(
    struct rows *rows, const struct csv_field *fields, struct ballot *ballot, struct err *err)
{
	struct slice value = cell_of(rows, fields, COLUMN_VALUE);
	if (!rows->values_alone || value.n == 0 || value.n > SAID_CELL)
		return read_vote(rows, fields, ballot, err);
	struct said *said = said_of(rows, value);
	if (!is_said(said, value)) {
		if (read_vote(rows, fields, ballot, err) < 0)
			return -1;
		memcpy(said->cell, value.at, value.n);
		said->cell_n = value.n;
		said->text_n = ballot_said(ballot, said->text);
	}
	ballot->said = (struct slice){said->text, said->text_n};
	return 0;
}
