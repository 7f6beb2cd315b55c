/*
 * record: what one film page says, as structs; and record_write, record_read, their one writer and
 * reader as a line of NDJSON. film-record.schema.json beside it is the contract; this file mirrors
 * it.
 *
 * Everything in a record lives in one arena and goes with it. Texts are NUL-terminated valid UTF-8
 * in normal form C without NUL; NULL is "unknown". Numbers that may be unknown say how: years and
 * minutes 0, counts -1, values NAN. All-zero structs are NOT empty where counts and values are:
 * make them with the _new functions (or list_add and the _init functions).
 */
#ifndef FILMTALLY_SCHEMA_RECORD_RECORD_H
#define FILMTALLY_SCHEMA_RECORD_RECORD_H

#include "schema/base/arena.h"
#include "schema/base/buf.h"
#include "schema/base/message.h"
#include "schema/record/vocab.h"

#include <stdbool.h>
#include <stdint.h>

typedef LIST_OF(const char *) text_list;

/* ---- the film ---- */

struct title {
	const char *text;
	enum title_kind kind;
	const char *script; /* ISO 15924, or NULL */
};

struct film_id {
	const char *scheme; /* "imdb", "tmdb", "wikidata", … (film_id.h) */
	const char *id;     /* canonical form: "tt0114709", "Q1234" */
};

struct country {
	const char *name; /* as written */
	const char *code; /* ISO 3166-1 alpha-2, or NULL */
};

struct credit {
	enum role role;
	const char *name;
	int order; /* 1-based within its role; 0 unknown */
	const char *character;
	double confidence; /* 1 when the page says so plainly; less when it is our reading */
};

struct verdict {
	enum choice choice; /* favorite or unfavorite */
	const char *label;  /* the words that said it */
	const char *by;
	enum rule rule;
	double score;  /* 0–1; NAN unknown */
	bool conflict; /* another verdict of the page says the opposite */
};

struct poll_option {
	enum choice choice; /* CHOICE_NONE when the label says neither */
	const char *label;
	int64_t votes; /* -1 unknown */
};

struct poll {
	const char *question;
	LIST_OF(struct poll_option) options;
};

struct tally_bar {
	double value;
	int64_t votes;
};

/* What a source reports about many voters, as seen on the page. score =
 * (value−worst)/(best−worst). */
struct tally {
	enum target target;
	const char *name; /* "imdb-users", "tomatometer", …; NULL for a page's only one */
	double value, best, worst;           /* NAN unknown */
	int scale_assumed;                   /* 0 stated; 1 assumed 5/1; 2 widened to 10 or 100 */
	int64_t ratings, reviews;            /* -1 unknown */
	int64_t likes, dislikes;             /* interactionStatistic; -1 unknown */
	LIST_OF(struct tally_bar) histogram; /* counts by value, when the site shows them */
	bool approximate;                    /* from "12K" and the like */
	bool derived;                        /* counts rebuilt from percentages */
	enum layer layer;
};

struct review {
	const char *author, *voter, *posted_at;
	double value, best, worst; /* NAN unknown */
	int scale_assumed;
	enum choice choice; /* favorite, unfavorite or CHOICE_NONE */
	const char *body;
};

/* Field name (as in the record: "title", "year", "genres", …) → the layer that won it. */
struct field_layer {
	const char *field;
	enum layer layer;
};

struct film {
	const char *title;            /* the display title */
	int year;                     /* 0 unknown */
	LIST_OF(struct title) titles; /* the others, in the page's order */
	LIST_OF(struct film_id) ids;
	const char *released; /* a date */
	int runtime_min;      /* 0 unknown */
	text_list genres;
	LIST_OF(struct country) countries;
	text_list languages; /* BCP 47 where known, else as written */
	const char *synopsis, *description;
	text_list trailers; /* URLs */
	LIST_OF(struct credit) credits;
	LIST_OF(struct verdict) verdicts;
	LIST_OF(struct poll) polls;
	LIST_OF(struct tally) tallies;
	LIST_OF(struct review) reviews;
	LIST_OF(struct field_layer) layers;
};

/* ---- the page ---- */

struct comment {
	const char *id;     /* the site's own, or made of the page and its order when it has none */
	const char *author; /* the name shown */
	/* `blogger:<profile id>`, a URL, or `comment:<id>`; NULL for those who do not vote */
	const char *voter;
	const char *posted_at;
	const char *parent; /* another comment's id */
	const char *body;
	bool removed;
	enum choice ballot;
};

struct comments {
	bool known;    /* the key is present */
	int64_t count; /* what the page says; -1 when it says nothing; 0 is a known zero */
	LIST_OF(struct comment) items;
};

struct interview_answer {
	const char *question, *speaker, *answer;
};

struct missing_field {
	const char *path; /* "films[0].polls" */
	enum missing why;
};

struct notice {
	enum notice_code code;
	const char *detail;
};

struct page {
	const char *url; /* canonical; NULL when none is known */
	/* the site's own name of the post, as comments without their post give it; or NULL */
	const char *id;
	const char *sha256; /* 64 hex digits, of the payload */
	const char *media_type, *charset, *language, *title, *site, *publisher, *author;
	const char *published_at, *retrieved_at;
	text_list labels;
	const char *profile, *importer;
	enum status status;
};

enum record_kind {
	RECORD_NONE,
	RECORD_PAGE,     /* a page and its films */
	RECORD_COMMENTS, /* comments without their post: `post`, `comments.items`, `notices` */
	RECORD_FILMS     /* films of a catalogue, no page: `source` and `films` only */
};

struct record {
	enum record_kind kind;
	const char *source; /* RECORD_FILMS: who says so, "imdb" */
	const char *post;   /* RECORD_COMMENTS: the post's URL, else its id (page.id) */
	struct page page;
	LIST_OF(struct film) films;
	struct comments comments;
	LIST_OF(struct interview_answer) interview;
	LIST_OF(struct missing_field) missing;
	LIST_OF(struct notice) notices;
};

enum { RECORD_MAX = 64 << 20 }; /* bytes of one line; longer ones are refused */

/* Empty values with their "unknown" numbers in place. */
struct film film_init(void);
struct tally tally_init(enum target target, enum layer layer);
struct review review_init(void);
struct record record_init(enum record_kind kind);

/* Adds at the end of the film's or record's list. Texts are borrowed, not copied: copy them into
 * the record's arena first when they live elsewhere. */
void film_add_title(struct arena *arena, struct film *film, const char *text, enum title_kind kind);
struct credit *film_add_credit(
    struct arena *arena, struct film *film, enum role role, const char *name);
/* One id a scheme, in canonical form; false, and nothing added, when the film has another of that
 * scheme. */
bool film_add_id(struct arena *arena, struct film *film, const char *scheme, const char *id);
void film_set_layer(struct arena *arena, struct film *film, const char *field, enum layer layer);
void record_add_notice(struct arena *arena, struct record *record, enum notice_code code,
    const char *format, ...) __attribute__((format(printf, 4, 5)));
void record_add_missing(
    struct arena *arena, struct record *record, const char *path, enum missing why);

/* ---- lines ---- */

/* Appends the record as one line of JSON with its LF: keys in the schema's order, absent when
 * unknown, numbers in their shortest form, no escapes but those JSON requires. */
void record_write(struct buf *buf, const struct record *record);

/*
 * Reads one line (n bytes, without or with its LF) into *record, in arena. Strict: JSON by jansson
 * with duplicate keys refused, then every rule of film-record.schema.json (unknown keys, wrong
 * types, words outside a list, bad dates, ranges). -1 with err saying the path: `films[0].year: not
 * an integer`.
 */
int record_read(struct arena *arena, const char *line, size_t n, struct record *record,
    struct err *err) __attribute__((warn_unused_result));

#endif
