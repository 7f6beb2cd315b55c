/*
 * import: one feed, front to back, as records. A post becomes a page by the same grammar as a saved
 * page; comments that stand outside their post go out in groups under its address or id.
 */
#ifndef FILMTALLY_IMPORTERS_FEED_IMPORT_H
#define FILMTALLY_IMPORTERS_FEED_IMPORT_H

#include "importers/feed/kind.h"
#include "importers/page/page.h"
#include "schema/base/input.h"
#include "schema/base/ledger.h"
#include "schema/base/output.h"
#include "schema/base/progress.h"

struct import_options {
	const char *url;          /* the blog's address, for exports that do not name it; or NULL */
	const char *retrieved_at; /* canonical, or NULL */
	const char *charset;      /* the transport's label, or NULL */
	struct page_options page;
};

/* Where everything goes, and what was seen. */
struct import_totals {
	int64_t kinds[KIND_COUNT];
};

struct import_sink {
	struct output *output;
	struct ledger *ledger;
	struct progress *progress;
	struct import_totals *totals;
};

/*
 * Reads the feed to its end. -1 with err: EXIT_REFUSED when it is no feed or can't be read on (what
 * came before was written), EXIT_SYSTEM when the output fails.
 */
int import_feed(const struct import_options *options, struct input *input,
    const struct import_sink *sink, struct err *err) __attribute__((warn_unused_result));

#endif
