/*
 * importing: archives on their way to records. A process in the sandbox reads each (reader.h); this
 * one hands the pages to the workers, and writes what comes back in the archive's order.
 */
#ifndef FILMTALLY_IMPORTERS_WARC_IMPORTING_H
#define FILMTALLY_IMPORTERS_WARC_IMPORTING_H

#include "importers/page/page.h"
#include "importers/confine/worker.h"
#include "schema/base/ledger.h"
#include "schema/base/output.h"
#include "schema/base/progress.h"

struct importing {
	const struct page_options *options;
	struct ledger *ledger;
	struct output *output;
	struct workers *workers;
	struct progress progress;
	struct arena arena; /* in a worker, of its page */
	struct err failed;  /* the first failure of the output */
};

/* Starts the workers. -1 with err when they can't be made. */
int importing_start(struct importing *importing, int workers, struct err *err)
    __attribute__((warn_unused_result));

/* Reads one archive. What is damaged goes to the ledger; -1 with err only when output or workers
 * fail. */
int importing_archive(struct importing *importing, const char *path, struct err *err)
    __attribute__((warn_unused_result));

/* Waits for the workers. */
int importing_finish(struct importing *importing, struct err *err)
    __attribute__((warn_unused_result));

#endif
