/*
 * film-merge: brings the evidence of other databases into one.
 *
 *	film-merge films.db part-1.db part-2.db part-3.db
 */
#include "schema/base/ledger.h"
#include "schema/base/program.h"
#include "schema/base/progress.h"
#include "schema/store/merge/merge.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static const struct option_spec specs[] = {{0}};

static const struct program program = {
    .name = "film-merge",
    .operands = "DB PART …",
    .purpose = "Merge film databases into one, the same whatever the order and grouping.",
    .options = specs,
    .example = "film-merge films.db part-*.db",
};

struct merging {
	struct ledger ledger;
	struct progress progress;
	int64_t added, erased;
};

/* -1 when the database itself failed. */
static int merge_one(struct merging *merging, struct store *store, const char *part)
{
	struct merge_result result;
	struct err err = {0};
	int status = merge_part(store, part, &result, &err);
	if (status < 0) {
		message_err(&err);
		return -1;
	}
	if (status > 0)
		ledger_refuse(&merging->ledger, part, NULL, err.text, NULL, 0);
	else
		ledger_keep(&merging->ledger, 1);
	merging->added += result.added;
	merging->erased += result.erased;
	return 0;
}

static int merge_all(struct merging *merging, struct store *store, char **parts)
{
	int64_t n = 0, done = 0;
	int status = 0;
	while (parts[n])
		n++;
	progress_start(&merging->progress, "parts", n);
	for (; status == 0 && *parts; parts++) {
		status = merge_one(merging, store, *parts);
		done++;
		progress_tell(&merging->progress, done, done);
	}
	progress_end(&merging->progress);
	return status;
}

static int run(char **operands, struct err *err)
{
	struct merging merging = {0};
	char extra[96];
	if (ledger_open(&merging.ledger, "parts", NULL, err) != 0)
		return -1;
	struct store *store = store_open(operands[0], STORE_CREATE, err);
	if (!store)
		return -1;
	int status = merge_all(&merging, store, operands + 1);
	store_close(store);
	if (status != 0)
		return 0; /* said, and the counts are of no use */
	snprintf(extra, sizeof extra, "; %" PRId64 " changes", merging.added + merging.erased);
	return ledger_close(&merging.ledger, extra, err);
}

int main(int argc, char **argv)
{
	struct err err = {0};
	int nothing;
	char **operands = program_start(&program, argc, argv, &nothing);
	if (!operands[0])
		program_usage("name a database");
	if (!operands[1])
		program_usage("name the databases to merge into it");
	if (run(operands, &err) != 0)
		message_err(&err);
	return message_status();
}
