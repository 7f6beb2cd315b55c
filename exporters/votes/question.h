/*
 * question: what film-votes was asked, from its options; checked as far as that goes without a
 * database.
 */
#ifndef FILMTALLY_EXPORTERS_VOTES_QUESTION_H
#define FILMTALLY_EXPORTERS_VOTES_QUESTION_H

#include "exporters/rows/rows.h"
#include "schema/base/program.h"

#include <stdbool.h>
#include <stdint.h>

/* What votes are grouped by; each is also the name of a filter. The order is that of
 * dimensions[]. */
enum dimension {
	BY_FILM,
	BY_SOURCE,
	BY_GENRE,
	BY_COUNTRY,
	BY_LANGUAGE,
	BY_DIRECTOR,
	BY_ACTOR,
	BY_YEAR,
	BY_DECADE,
	BY_MONTH,
	BY_WEEK,
	BY_DAY,
	BY_EDITOR,
	BY_CHOICE,
	BY_VALUE,
	DIMENSIONS
};

enum { BY_MOST = 2 };

#define NO_TIME INT64_MIN

struct question {
	/* as given */
	struct option_list by_given, filter[DIMENSIONS];
	const char *format_given, *output, *meta, *kind, *sort;
	const char *from_given, *to_given, *as_of_given, *since_given;
	int64_t top, min_votes, suppress;
	double confidence, prior_share, prior_weight; /* the priors: NAN when not given */
	bool count_ratings, flags, distribution, spreadsheet;

	/* as understood */
	enum dimension by[BY_MOST];
	size_t groups;
	enum row_format format;
	bool aggregate; /* --kind aggregate: other sites' totals instead of votes */
	int64_t from, until, as_of,
	    since; /* seconds; until and as_of are the first second no longer meant */
	double z;
	bool in_any_order; /* films may come in the tables' order: the rows are sorted later */
	bool count_flags;  /* --flags, or few enough ballots to look at for the column flagged */
};

/* The options' defaults. */
struct question question_init(void);

/* Checks and understands what was given; ends the program with EXIT_USAGE when it makes no
 * sense. */
void question_check(struct question *question);

/* True if ballots themselves have to be read, because the counts that are kept do not tell it. */
bool question_needs_ballots(const struct question *question);

/* True if a row is a film: --by film and nothing else. */
bool question_is_by_film(const struct question *question);
bool question_has(const struct question *question, enum dimension dimension);

#endif
