/*
 * extent: where a label's value begins and ends: the `dd` after a `dt`, the next cell, the box
 * beside the label, or what follows on its line.
 */
#ifndef FILMTALLY_IMPORTERS_PAGE_PAIR_EXTENT_H
#define FILMTALLY_IMPORTERS_PAGE_PAIR_EXTENT_H

#include "importers/page/pair/pair.h"

/* Sets first, end and unit of a pair whose field and node are known, and `alone`; false when no
 * value stands where one could. */
bool pair_extent_find(struct pair *pair);

/* `Director: Ola Berg` in one element: what follows the colon in its text. */
bool pair_extent_of_rest(struct pair *pair, const struct node *text);

/* `<p><a>Ola Berg</a></p><p>Director, Writer</p>`: the name is a link and stands right before, and
 * nothing else is there. */
bool pair_extent_of_caption(struct pair *pair);

#endif
