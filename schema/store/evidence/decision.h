/*
 * decision: a person's word on something, as one line of text. film-decide reads and writes such
 * lines, the database keeps them as evidence, and the latest on a subject counts.
 *
 *	2026-11-22 same https://films.example/a.html#1 imdb:tt0114709
 *	2026-11-23 differ "form||The Long Tunnel|2021" https://films.example/b.html#1
 *	2026-11-24 open imdb:tt0114709 https://films.example/a.html#1
 *	2026-11-22 ballot 9006 favorite
 *	2026-11-22 verdict https://films.example/a.html unfavorite
 *
 * Films are named by a mention (`page#n`; a page alone is its first film) or by an id. `open` and
 * `auto` take a decision back. A word with white space or a quote stands in double quotes, a quote
 * in it twice. Blank lines and lines that begin with # are none.
 */
#ifndef FILMTALLY_SCHEMA_STORE_EVIDENCE_DECISION_H
#define FILMTALLY_SCHEMA_STORE_EVIDENCE_DECISION_H

#include "schema/base/arena.h"
#include "schema/base/buf.h"
#include "schema/base/message.h"

enum decision_verb {
	DECISION_NONE,
	DECISION_SAME,
	DECISION_DIFFER,
	DECISION_OPEN,
	DECISION_BALLOT,
	DECISION_VERDICT
};

struct decision {
	enum decision_verb verb;
	const char *date; /* YYYY-MM-DD, or with a time */
	const char *a;    /* a film; the comment; the page */
	/* the other film, never before `a` bytewise; favorite, unfavorite, none or auto */
	const char *b;
	const char *line;    /* as decision_write writes it: equal decisions are equal lines */
	const char *subject; /* what two decisions share that are about one thing */
};

/* Reads one line of n bytes. 1 a decision, 0 nothing (blank, remark), -1 with err. Texts live in
 * arena. */
int decision_read(struct arena *arena, const char *line, size_t n, struct decision *decision,
    struct err *err) __attribute__((warn_unused_result));

/* Appends the canonical line, without LF. */
void decision_write(struct buf *buf, const struct decision *decision);

/* "same", … ; and back (DECISION_NONE when it is none). */
const char *decision_verb_name(enum decision_verb verb);
enum decision_verb decision_verb_of(const char *name);

#endif
