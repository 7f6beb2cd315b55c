/* webarchive: the page in a web archive of Safari, a property list in Apple's binary form or in
 * XML. */
#ifndef FILMTALLY_IMPORTERS_PAGE_SAVED_WEBARCHIVE_H
#define FILMTALLY_IMPORTERS_PAGE_SAVED_WEBARCHIVE_H

#include "importers/page/saved/saved.h"

/* Takes the main resource out. -1 with err (EXIT_REFUSED) when the list is damaged, or holds none,
 * or one that is no page. */
int webarchive_unwrap(struct arena *arena, struct saved *saved, struct err *err)
    __attribute__((warn_unused_result));

#endif
