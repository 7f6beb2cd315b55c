/*
 * line: what each block of a post is: a heading that opens a part, a label, the poll, a question of
 * an interview, or text. The modules after it (opinion, label, interview, prose, trailer) read
 * lines and never look for headings again.
 */
#ifndef FILMTALLY_IMPORTERS_PAGE_POST_LINE_H
#define FILMTALLY_IMPORTERS_PAGE_POST_LINE_H

#include "importers/page/post/block.h"
#include "importers/page/post/headline.h"
#include "importers/page/profile/profile.h"

enum line_kind {
	LINE_TEXT,
	LINE_OPENS,    /* opens the section it carries */
	LINE_LABEL,    /* a label alone; its values follow */
	LINE_PAIR,     /* `Label: value` */
	LINE_POLL,     /* the question to readers */
	LINE_ASKS,     /* a question of the interview */
	LINE_ANSWERS,  /* `Name: answer` */
	LINE_COMMENTS, /* the heading over the comments */
	LINE_AFTER     /* after the post */
};

/* Kept small: a page has as many as lines. */
struct line {
	enum line_kind kind : 8;
	enum section section : 8; /* the part it stands in, or opens */
	bool by_site; /* the phrase is of the site's profile, not of the general rules */
	short field;  /* of labels and pairs: enum field */
	union {
		const char *rule; /* of headings, labels and pairs: as it stands, for --explain */
		const char *speaker; /* of asks and answers; NULL when it is only "Q" or "A" */
	};
	union {
		const char *value; /* of pairs, asks and answers: what stands after the colon */
		int64_t count;     /* of the comments' heading */
	};
};

struct rules {
	const struct profile *site; /* NULL for none */
	const struct profile *general;
	/* the comments are counted already: no heading over them need be looked for */
	bool counted;
};

/* One line for each block from `from` on (those before are LINE_AFTER: they are not the post's).
 * `titles` are the film's, as far as its headings say. The array lives in the arena and is as long
 * as blocks->all. */
struct line *lines_read(struct arena *arena, const struct blocks *blocks, size_t from,
    const struct rules *rules, const struct masks *titles);

#endif
