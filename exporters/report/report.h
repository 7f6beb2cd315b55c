/*
 * report: what the owner of a site asks on Monday, read from a database into structs, and shown as
 * a page or as text. All texts live in one arena.
 */
#ifndef FILMTALLY_EXPORTERS_REPORT_REPORT_H
#define FILMTALLY_EXPORTERS_REPORT_REPORT_H

#include "exporters/stats/agreement.h"
#include "exporters/stats/distribution.h"
#include "schema/base/arena.h"
#include "schema/base/buf.h"
#include "schema/store/store.h"

#include <stdbool.h>
#include <stdint.h>

enum {
	SHOWN_MOST = 100, /* lines of one list; the rest is counted */
	CHART_MOST = 40,  /* rows of one chart */
	MONTHS_MOST = 60
};

#define CONFIDENCE 0.95

struct film_line {
	const char *key, *title, *url;
	int year;   /* 0 unknown */
	int editor; /* 1 favorite, 2 unfavorite, 0 none */
	int64_t favorite, unfavorite;
	int64_t new_favorite, new_unfavorite;       /* cast since */
	int64_t before_favorite, before_unfavorite; /* as it stood then */
	bool asked;                                 /* a page asks for votes on it */
};

struct unread_line {
	const char *title, *page, *posted_at, *author, *body;
	const char *decision; /* the line for film-decide, to be ended with the choice */
};

struct group_line {
	const char *name;
	int64_t films, favorite, unfavorite, ratings;
};

struct source_line {
	const char *name;
	int64_t favorite, unfavorite;
	int64_t bins[DISTRIBUTION_BINS];
	int64_t ratings; /* of them with a score */
};

struct count_line {
	const char *name, *more; /* a code and what it is about */
	int64_t n;
};

struct report {
	struct arena arena;
	const char *since; /* canonical; NULL: since ever */
	int64_t films, favorite, unfavorite, ratings, anonymous;
	int64_t identical, burst, one_sided, flagged;
	LIST_OF(struct film_line) votes; /* voted on or asked about, by key */
	LIST_OF(struct unread_line) unread;
	int64_t unread_n; /* of all: the list may be cut */
	LIST_OF(struct source_line) sources;
	LIST_OF(struct group_line) months, genres, countries;
	LIST_OF(struct count_line) notices, cut, missing;
	int64_t partial; /* pages that end in the middle */
	struct agreement agreement;
};

int report_read(struct report *report, struct store *store, const char *since, struct err *err)
    __attribute__((warn_unused_result));
/* The part of it that is about single votes; those since that second are new. */
int report_read_votes(struct report *report, struct store *store, int64_t since, struct err *err)
    __attribute__((warn_unused_result));
void report_release(struct report *report);

/* Choices of films out of report->votes, in the order to show them; an array of *n in the arena. */
struct film_line **report_new(struct report *report, size_t *n); /* new votes, most first */
struct film_line **report_contradicted(
    struct report *report, size_t *n); /* readers clearly say otherwise */
struct film_line **report_changed(
    struct report *report, size_t *n); /* the majority is another one now */
struct film_line **report_unvoted(struct report *report, size_t *n); /* asked about, no votes */
struct film_line **report_voted(struct report *report, size_t *n);   /* most votes first */

/* "Title (1999)"; the key when there is no title. In the arena. */
const char *report_title(struct report *report, const struct film_line *film);

void report_text(struct buf *buf, struct report *report);
void report_html(struct buf *buf, struct report *report);

#endif
