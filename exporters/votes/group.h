/*
 * group: what the votes of one row add up to, and the reader that makes groups of the cells' rows.
 */
#ifndef FILMTALLY_EXPORTERS_VOTES_GROUP_H
#define FILMTALLY_EXPORTERS_VOTES_GROUP_H

#include "exporters/stats/agreement.h"
#include "exporters/stats/distribution.h"
#include "exporters/stats/prior.h"
#include "exporters/votes/cells.h"
#include "exporters/votes/question.h"
#include "schema/base/arena.h"
#include "schema/base/date.h"

#include <stdbool.h>
#include <stdint.h>

struct group {
	struct label labels[BY_MOST];
	/* the film, when a row is about one: texts live until the next group */
	const char *key, *title, *url;
	int year;   /* 0 unknown */
	int editor; /* 1 favorite, 2 unfavorite, 0 none */

	int64_t favorite, unfavorite, mixed; /* choices, and with --count-ratings folded ratings */
	int64_t new_favorite, new_unfavorite;
	int64_t ratings; /* ballots with a value, those without a score too */
	int64_t ballots; /* choices and ratings as cast, each once */
	struct distribution scores;
	struct agreement agreement;
	struct known_sum poll_favorite, poll_unfavorite, comments, unread;
	int64_t flagged, identical, burst, one_sided;
	bool flags_unknown;                       /* too many ballots to look for flags unasked */
	int64_t plain_favorite, plain_unfavorite; /* without the flagged ones */
	char first[DATE_TEXT], last[DATE_TEXT];
	int64_t first_at, last_at; /* as a cell's; NO_TIME when none */

	int64_t films, films_voted, film_ballots, largest_film;
};

/* A scale by its number. */
struct known_scale {
	int64_t id;
	double best, worst;
};

struct groups {
	const struct question *question;
	struct cells *cells;
	struct vote_cell cell; /* the next one */
	struct arena arena;    /* texts of the group */
	struct group group;    /* its distribution's memory is kept from group to group */
	int64_t film;          /* the film being read, within the group */
	bool own; /* a group is the votes' own, so that what is kept per film can't be divided */
	bool counted;               /* the cells are of ballots */
	struct known_scale *scales; /* all there are, in order */
	size_t scales_n, scale;     /* the one used last */
	int got;                    /* what cells_next gave for it */
};

int groups_open(struct groups *groups, struct store *store, const struct question *question,
    const struct names *names, struct err *err) __attribute__((warn_unused_result));

/* 1 and the next group (borrowed until the next call), 0 at the end, -1 with err. */
int groups_next(struct groups *groups, const struct group **group, struct err *err)
    __attribute__((warn_unused_result));
void groups_close(struct groups *groups);

#endif
