/*
 * interview: `Q:` and `Name:` lines as questions with their answers. Paragraphs that follow belong
 * to what came before them. An interview names other films and people: nothing else is read from
 * it.
 */
#ifndef FILMTALLY_IMPORTERS_PAGE_POST_INTERVIEW_H
#define FILMTALLY_IMPORTERS_PAGE_POST_INTERVIEW_H

#include "importers/page/post/post.h"

/* Adds to post->record's interview. */
void interview_read(struct post *post);

#endif
