/* priors: the same for every grouping and filter, so that shrunken shares of two exports can be
 * compared. */
#include "exporters/votes/priors.h"

#include "schema/store/query.h"

#include <math.h>

/* What is kept per film is enough for choices. */
static int add_kept(struct prior_sums *sums, struct store *store, struct err *err)
{
	struct query *query = query_open(store,
	    "SELECT favorite, unfavorite FROM film_stats WHERE favorite + unfavorite > 0", err);
	int got = -1;

	while (query && (got = query_step(query, err)) > 0)
		prior_add(sums, query_int(query, 0), query_int(query, 0) + query_int(query, 1));
	query_close(query);
	return got;
}

/* A score's weight is the mean number of ratings of a film that has any. */
static struct prior score_prior(const struct distribution *scores, int64_t rated)
{
	return (struct prior){distribution_mean(scores),
	    rated ? fmax(PRIOR_LEAST, (double)scores->n / (double)rated) : PRIOR_UNKNOWN};
}

static int add_films(struct prior_sums *sums, struct distribution *scores, int64_t *rated,
    struct store *store, const struct question *question, struct err *err)
{
	struct question plain = question_init();
	struct names none = {0};
	struct groups groups;
	const struct group *group;
	int got = -1;

	plain.by[plain.groups++] = BY_FILM;
	plain.as_of = question->as_of;
	plain.count_ratings = question->count_ratings;
	if (groups_open(&groups, store, &plain, &none, err) == 0) {
		while ((got = groups_next(&groups, &group, err)) > 0) {
			prior_add(sums, group->favorite, group->favorite + group->unfavorite);
			distribution_merge(scores, &group->scores);
			*rated += group->scores.n > 0;
		}
	}
	groups_close(&groups);
	return got;
}

int priors_find(
    struct priors *priors, struct store *store, const struct question *question, struct err *err)
{
	struct prior_sums sums = {0};
	struct distribution scores = {0};
	int64_t rated = 0;
	bool kept =
	    question->as_of == NO_TIME && !question->count_ratings && !question->distribution;
	int result = kept ? add_kept(&sums, store, err)
			  : add_films(&sums, &scores, &rated, store, question, err);

	priors->share = prior_of(&sums);
	priors->score = score_prior(&scores, rated);
	distribution_release(&scores);
	if (!isnan(question->prior_share))
		priors->share.mean = question->prior_share;
	if (!isnan(question->prior_weight))
		priors->share.weight = priors->score.weight = question->prior_weight;
	return result;
}
