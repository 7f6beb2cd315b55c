/*
 * label: label lines and their values. A label stands alone with its values on the next lines, or
 * before a colon. A group of names after a larger gap has lost its heading: it is the cast, with
 * less confidence.
 */
#ifndef FILMTALLY_IMPORTERS_PAGE_POST_LABEL_H
#define FILMTALLY_IMPORTERS_PAGE_POST_LABEL_H

#include "importers/page/post/post.h"

void labels_read(struct post *post);

#endif
