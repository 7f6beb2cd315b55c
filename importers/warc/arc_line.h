/*
 * arc_line: the one line of header that an ARC record has: `URL IP date type length`, in version 2
 * with five more fields before the length. The URL may hold spaces, so the fields are cut from the
 * right.
 */
#ifndef FILMTALLY_IMPORTERS_WARC_ARC_LINE_H
#define FILMTALLY_IMPORTERS_WARC_ARC_LINE_H

#include "schema/base/arena.h"

#include <stdbool.h>
#include <stddef.h>

struct arc_line {
	struct piece {
		const char *at;
		size_t n;
	} url, date, type, length;
};

/* Cuts a line without its end; `fields` is 5 or 10. False when there are too few. */
bool arc_line_cut(const char *line, size_t n, int fields, struct arc_line *cut);

/* True for a line that means to begin a record, be it damaged or not. */
bool arc_line_is(const char *line, size_t n, int fields);

/* 20140102030405, or without the seconds, in canonical form; NULL when it is none. */
const char *arc_line_date(struct arena *arena, const struct arc_line *cut);

#endif
