/* column_table: from sums to the numbers that are shown. */
#include "exporters/votes/column_table.h"

#include "exporters/stats/interval.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

static struct value film_key(const struct context *of)
{
	return value_text(of->group->key);
}

static struct value film_title(const struct context *of)
{
	return value_text(of->group->title);
}

static struct value film_year(const struct context *of)
{
	return of->group->year ? value_integer(of->group->year) : value_none();
}

/* imdb is the best scheme, so a film that has its id has it as its key. */
static struct value film_imdb(const struct context *of)
{
	return value_text(strncmp(of->group->key, "imdb:", 5) == 0 ? of->group->key + 5 : NULL);
}

static struct value film_url(const struct context *of)
{
	return value_text(of->group->url);
}

static struct value editor_choice(const struct context *of)
{
	static const char *const words[] = {NULL, "favorite", "unfavorite"};

	return value_text(words[of->group->editor]);
}

static int64_t votes_of(const struct group *group)
{
	return group->favorite + group->unfavorite;
}

static struct value votes(const struct context *of)
{
	return value_integer(votes_of(of->group));
}

static struct value favorite(const struct context *of)
{
	return value_integer(of->group->favorite);
}

static struct value unfavorite(const struct context *of)
{
	return value_integer(of->group->unfavorite);
}

static struct value mixed(const struct context *of)
{
	return value_integer(of->group->mixed);
}

static double share_of(int64_t hits, int64_t n)
{
	return n ? (double)hits / (double)n : NAN;
}

static struct value favorite_share(const struct context *of)
{
	return value_decimal(share_of(of->group->favorite, votes_of(of->group)));
}

static struct interval interval_of(const struct context *of)
{
	return interval_wilson(of->group->favorite, votes_of(of->group), of->columns->question->z);
}

static struct value share_low(const struct context *of)
{
	return value_decimal(interval_of(of).low);
}

static struct value share_high(const struct context *of)
{
	return value_decimal(interval_of(of).high);
}

static struct value shrunk_share(const struct context *of)
{
	return value_decimal(
	    prior_share(&of->columns->priors.share, of->group->favorite, votes_of(of->group)));
}

static struct value agreement(const struct context *of)
{
	return value_decimal(agreement_share(&of->group->agreement));
}

static struct value editor_agrees(const struct context *of)
{
	static const char *const words[] = {NULL, "yes", "no", "undecided"};

	return value_text(words[agreement_side(&of->group->agreement, of->columns->question->z)]);
}

static struct value known(const struct known_sum *sum)
{
	return sum->known ? value_integer(sum->n) : value_none();
}

static struct value poll_favorite(const struct context *of)
{
	return known(&of->group->poll_favorite);
}

static struct value poll_unfavorite(const struct context *of)
{
	return known(&of->group->poll_unfavorite);
}

static struct value ratings(const struct context *of)
{
	return value_integer(of->group->ratings);
}

static struct value mean_score(const struct context *of)
{
	return value_decimal(distribution_mean(&of->group->scores));
}

static struct value sd_score(const struct context *of)
{
	return value_decimal(distribution_deviation(&of->group->scores));
}

static struct value median_score(const struct context *of)
{
	return value_decimal(distribution_quantile(&of->group->scores, 0.5));
}

static struct value comments(const struct context *of)
{
	return known(&of->group->comments);
}

static struct value unread_comments(const struct context *of)
{
	return known(&of->group->unread);
}

static struct value flagged(const struct context *of)
{
	return of->group->flags_unknown ? value_none() : value_integer(of->group->flagged);
}

static struct value first_vote_at(const struct context *of)
{
	return value_text(of->group->first[0] ? of->group->first : NULL);
}

static struct value last_vote_at(const struct context *of)
{
	return value_text(of->group->last[0] ? of->group->last : NULL);
}

static struct value films(const struct context *of)
{
	return value_integer(of->group->films);
}

static struct value films_voted(const struct context *of)
{
	return value_integer(of->group->films_voted);
}

static struct value largest_film_share(const struct context *of)
{
	return value_decimal(share_of(of->group->largest_film, of->group->ballots));
}

static struct value kappa(const struct context *of)
{
	return value_decimal(agreement_kappa(&of->group->agreement));
}

static struct value kappa_votes(const struct context *of)
{
	return value_integer(agreement_votes(&of->group->agreement));
}

static struct value new_favorite(const struct context *of)
{
	return value_integer(of->group->new_favorite);
}

static struct value new_unfavorite(const struct context *of)
{
	return value_integer(of->group->new_unfavorite);
}

static struct value flagged_identical(const struct context *of)
{
	return value_integer(of->group->identical);
}

static struct value flagged_burst(const struct context *of)
{
	return value_integer(of->group->burst);
}

static struct value flagged_one_sided(const struct context *of)
{
	return value_integer(of->group->one_sided);
}

static struct value plain_votes(const struct context *of)
{
	return value_integer(of->group->plain_favorite + of->group->plain_unfavorite);
}

static struct value plain_favorite(const struct context *of)
{
	return value_integer(of->group->plain_favorite);
}

static struct value plain_share(const struct context *of)
{
	const struct group *group = of->group;

	return value_decimal(
	    share_of(group->plain_favorite, group->plain_favorite + group->plain_unfavorite));
}

static struct value weighted_score(const struct context *of)
{
	const struct distribution *scores = &of->group->scores;

	return value_decimal(
	    prior_mean(&of->columns->priors.score, distribution_mean(scores), scores->n));
}

static struct value q10(const struct context *of)
{
	return value_decimal(distribution_quantile(&of->group->scores, 0.10));
}

static struct value q25(const struct context *of)
{
	return value_decimal(distribution_quantile(&of->group->scores, 0.25));
}

static struct value q75(const struct context *of)
{
	return value_decimal(distribution_quantile(&of->group->scores, 0.75));
}

static struct value q90(const struct context *of)
{
	return value_decimal(distribution_quantile(&of->group->scores, 0.90));
}

static struct value balance(const struct context *of)
{
	return value_decimal(distribution_balance(&of->group->scores));
}

static struct value bimodality(const struct context *of)
{
	return value_decimal(distribution_bimodality(&of->group->scores));
}

static struct value histogram(const struct context *of)
{
	int64_t bins[DISTRIBUTION_BINS];
	char text[DISTRIBUTION_BINS * 21], *at = text;

	if (of->group->scores.n == 0)
		return value_none();
	distribution_bins(&of->group->scores, bins);
	for (int i = 0; i < DISTRIBUTION_BINS; i++)
		at += sprintf(at, "%s%lld", i ? " " : "", (long long)bins[i]);
	return value_text(arena_text(of->arena, text));
}

/* Filled in when small cells are hidden. */
static struct value suppressed(const struct context *of)
{
	(void)of;
	return value_text("no");
}

/* The order of the manual; what groups and options add comes after it. */
const struct column all_columns[] = {
    {{"film", ROW_TEXT, "Key of the film"}, SHOWN_BY_FILM, false, film_key},
    {{"title", ROW_TEXT, "Title shown"}, SHOWN_BY_FILM, false, film_title},
    {{"year", ROW_INTEGER, "Year of the film"}, SHOWN_BY_FILM, false, film_year},
    {{"imdb", ROW_TEXT, "IMDb's id"}, SHOWN_BY_FILM, false, film_imdb},
    {{"url", ROW_TEXT, "Page that shows it"}, SHOWN_BY_FILM, false, film_url},
    {{"editor_choice", ROW_TEXT, "The site's own choice"}, SHOWN_BY_FILM, false, editor_choice},
    {{"votes", ROW_INTEGER, "favorite + unfavorite"}, SHOWN_ALWAYS, true, votes},
    {{"favorite", ROW_INTEGER, "Votes for favorite"}, SHOWN_ALWAYS, true, favorite},
    {{"unfavorite", ROW_INTEGER, "Votes for unfavorite"}, SHOWN_ALWAYS, true, unfavorite},
    {{"favorite_share", ROW_SHARE, "favorite / votes"}, SHOWN_ALWAYS, true, favorite_share},
    {{"share_low", ROW_SHARE, "Lower end of its Wilson interval"}, SHOWN_ALWAYS, true, share_low},
    {{"share_high", ROW_SHARE, "Upper end of its Wilson interval"}, SHOWN_ALWAYS, true, share_high},
    {{"shrunk_share", ROW_SHARE, "Share shrunk to the prior"}, SHOWN_ALWAYS, true, shrunk_share},
    {{"agreement", ROW_SHARE, "Share of voters who chose as the editor"}, SHOWN_ALWAYS, true,
	agreement},
    {{"editor_agrees", ROW_TEXT, "yes, no or undecided: does that share's interval hold a half"},
	SHOWN_ALWAYS, true, editor_agrees},
    {{"poll_favorite", ROW_INTEGER, "Reported total for favorite"}, SHOWN_ALWAYS, true,
	poll_favorite},
    {{"poll_unfavorite", ROW_INTEGER, "Reported total for unfavorite"}, SHOWN_ALWAYS, true,
	poll_unfavorite},
    {{"ratings", ROW_INTEGER, "Ballots with a value"}, SHOWN_ALWAYS, true, ratings},
    {{"mean_score", ROW_SHARE, "Mean of scores from 0 to 1"}, SHOWN_ALWAYS, true, mean_score},
    {{"sd_score", ROW_SHARE, "Their standard deviation, divisor n - 1"}, SHOWN_ALWAYS, true,
	sd_score},
    {{"median_score", ROW_SHARE, "Their median"}, SHOWN_ALWAYS, true, median_score},
    {{"comments", ROW_INTEGER, "Comments; 0 is known to be none"}, SHOWN_ALWAYS, true, comments},
    {{"unread_comments", ROW_INTEGER, "Comments not read as a vote"}, SHOWN_ALWAYS, true,
	unread_comments},
    {{"flagged", ROW_INTEGER, "Votes that look like stuffing"}, SHOWN_ALWAYS, true, flagged},
    {{"first_vote_at", ROW_TEXT, "UTC"}, SHOWN_ALWAYS, true, first_vote_at},
    {{"last_vote_at", ROW_TEXT, "UTC"}, SHOWN_ALWAYS, true, last_vote_at},
    {{"films", ROW_INTEGER, "Films of the group"}, SHOWN_BY_GROUP, false, films},
    {{"films_voted", ROW_INTEGER, "Films with a ballot"}, SHOWN_BY_GROUP, true, films_voted},
    {{"largest_film_share", ROW_SHARE, "Share of the film with most ballots"}, SHOWN_BY_GROUP, true,
	largest_film_share},
    {{"kappa", ROW_SHARE, "Cohen's kappa of editor and readers"}, SHOWN_BY_GROUP, true, kappa},
    {{"kappa_votes", ROW_INTEGER, "Votes on films with a verdict"}, SHOWN_BY_GROUP, true,
	kappa_votes},
    {{"mixed", ROW_INTEGER, "Ratings with a score between 0.40 and 0.60"}, SHOWN_COUNT_RATINGS,
	true, mixed},
    {{"new_favorite", ROW_INTEGER, "Of favorite, cast since"}, SHOWN_SINCE, true, new_favorite},
    {{"new_unfavorite", ROW_INTEGER, "Of unfavorite, cast since"}, SHOWN_SINCE, true,
	new_unfavorite},
    {{"flagged_identical", ROW_INTEGER, "Votes with a text that others have too"}, SHOWN_FLAGS,
	true, flagged_identical},
    {{"flagged_burst", ROW_INTEGER, "Votes in an hour with too many"}, SHOWN_FLAGS, true,
	flagged_burst},
    {{"flagged_one_sided", ROW_INTEGER, "Votes of voters who only know one side"}, SHOWN_FLAGS,
	true, flagged_one_sided},
    {{"votes_unflagged", ROW_INTEGER, "votes without the flagged ones"}, SHOWN_FLAGS, true,
	plain_votes},
    {{"favorite_unflagged", ROW_INTEGER, "favorite without the flagged ones"}, SHOWN_FLAGS, true,
	plain_favorite},
    {{"favorite_share_unflagged", ROW_SHARE, "favorite_unflagged / votes_unflagged"}, SHOWN_FLAGS,
	true, plain_share},
    {{"weighted_score", ROW_SHARE, "Mean score shrunk to the prior"}, SHOWN_DISTRIBUTION, true,
	weighted_score},
    {{"q10_score", ROW_SHARE, "Quantile of scores, type 7"}, SHOWN_DISTRIBUTION, true, q10},
    {{"q25_score", ROW_SHARE, "Quantile of scores, type 7"}, SHOWN_DISTRIBUTION, true, q25},
    {{"q75_score", ROW_SHARE, "Quantile of scores, type 7"}, SHOWN_DISTRIBUTION, true, q75},
    {{"q90_score", ROW_SHARE, "Quantile of scores, type 7"}, SHOWN_DISTRIBUTION, true, q90},
    {{"balance", ROW_SHARE, "Smaller end of scores by the larger"}, SHOWN_DISTRIBUTION, true,
	balance},
    {{"bimodality", ROW_SHARE, "Sarle's coefficient of scores"}, SHOWN_DISTRIBUTION, true,
	bimodality},
    {{"histogram", ROW_TEXT, "Ratings in ten equal bins of the score"}, SHOWN_DISTRIBUTION, true,
	histogram},
    {{"suppressed", ROW_TEXT, "yes: hidden, small or needed to hide a small one"}, SHOWN_SUPPRESS,
	false, suppressed},
};
const size_t all_columns_n = sizeof all_columns / sizeof *all_columns;
static_assert(sizeof all_columns / sizeof *all_columns + 2 * BY_MOST <= COLUMNS_MAX,
    "an answer holds every column, and a label and a title for each group");
