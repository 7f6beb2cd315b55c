/*
 * cataloguing: rows of catalogue files become films. Files that belong together (IMDb's three,
 * MovieLens' two) and are given together are joined by their ids as they stream, since both sites
 * sort them; rows of ids that the first file does not have are films by themselves, which film-load
 * joins by their id.
 */
#ifndef FILMTALLY_IMPORTERS_CATALOG_CATALOGUING_H
#define FILMTALLY_IMPORTERS_CATALOG_CATALOGUING_H

#include "importers/catalog/table.h"
#include "schema/base/ledger.h"
#include "schema/base/output.h"
#include "schema/base/progress.h"
#include "schema/record/record.h"

struct cataloguing {
	struct ledger *ledger;
	struct output *output;
	struct arena arena; /* of the film at hand */
	struct buf out;
	struct progress progress;
	int64_t films, others; /* titles that are no films: series, episodes, games */
};

/* Reads one file that leads, with those that go with it (NULL for none); the tables stay open. -1
 * with err only when the output fails. */
int cataloguing_join(struct cataloguing *cataloguing, struct table *leader,
    struct table **followers, size_t n, struct err *err) __attribute__((warn_unused_result));

/* Writes what is left. */
int cataloguing_finish(struct cataloguing *cataloguing, struct err *err)
    __attribute__((warn_unused_result));

#endif
