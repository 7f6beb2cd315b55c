/*
 * ledger: the count of what was read, kept and refused, and the rejects file.
 *
 * Every unit of input (a page, a row, an entry, a record) is counted once: ledger_keep or
 * ledger_refuse. ledger_close prints the last line, `prog: 12 pages read = 11 kept + 1 refused`.
 */
#ifndef FILMTALLY_SCHEMA_BASE_LEDGER_H
#define FILMTALLY_SCHEMA_BASE_LEDGER_H

#include "schema/base/message.h"
#include "schema/base/output.h"

#include <stddef.h>
#include <stdint.h>

struct ledger {
	const char *unit; /* plural: "pages", "rows", "records" */
	int64_t kept, refused;
	bool has_rejects;
	struct output rejects; /* --rejects FILE, if it was given */
};

/* Starts counting; rejects_path may be NULL. */
int ledger_open(struct ledger *ledger, const char *unit, const char *rejects_path, struct err *err)
    __attribute__((warn_unused_result));

void ledger_keep(struct ledger *ledger, int64_t n);

/*
 * Refuses one unit: prints `prog: input:line: reason`, raises EXIT_REFUSED and writes the rejects
 * line `{"program":…,"input":…,"place":…,"reason":…,"text":…}` (`base64` instead of `text` when the
 * bytes are not UTF-8; neither when bytes is NULL; only the first LEDGER_TEXT bytes are kept and
 * `"cut":true` says so). `place` is a line number, an offset or a name, as text; may be NULL.
 */
enum { LEDGER_TEXT = 1 << 20 };
void ledger_refuse(struct ledger *ledger, const char *input, const char *place, const char *reason,
    const char *bytes, size_t n);

/* Commits the rejects file and prints the last line (with -q only if something was refused).
 * `extra`, when not NULL, is put after the counts ("; 3 changed"). */
int ledger_close(struct ledger *ledger, const char *extra, struct err *err)
    __attribute__((warn_unused_result));

#endif
