/*
 * finish: the last look at a record before it leaves: every text in normal form C and no longer
 * than its limit, every list no longer than its. What was cut is a notice, and the record partial.
 */
#ifndef FILMTALLY_IMPORTERS_PAGE_FILM_FINISH_H
#define FILMTALLY_IMPORTERS_PAGE_FILM_FINISH_H

#include "schema/record/record.h"

enum {
	FINISH_NAME = 2000,      /* bytes of a title, name, label, address */
	FINISH_TEXT = 1 << 18,   /* of a synopsis, description, body, question, answer */
	FINISH_LIST = 5000,      /* entries of a film's lists and of the interview */
	FINISH_COMMENTS = 200000 /* comments */
};

void finish_record(struct arena *arena, struct record *record);

#endif
