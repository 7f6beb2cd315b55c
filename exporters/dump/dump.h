/* dump: a folder of CSV files with datapackage.json and README.md, whole or not at all. */
#ifndef FILMTALLY_EXPORTERS_DUMP_DUMP_H
#define FILMTALLY_EXPORTERS_DUMP_DUMP_H

#include "exporters/dump/tables.h"
#include "schema/base/digest.h"
#include "schema/store/store.h"

#include <stdint.h>

/* What was written of one table. */
struct written {
	int64_t rows, bytes;
	uint8_t sha256[SHA256_SIZE];
};

/* Writes all tables into the folder `directory`, which takes the place of an older dump there. A
 * folder that holds anything else is refused (EXIT_USAGE). */
int dump_write(struct store *store, const char *directory, bool with_text, struct err *err)
    __attribute__((warn_unused_result));

/* One table as CSV to `path`. */
int dump_table_write(struct store *store, const struct dump_table *table, const char *path,
    bool with_text, struct written *written, struct err *err) __attribute__((warn_unused_result));

/* datapackage.json and README.md of the tables written, in order. */
int describe_package(struct store *store, const char *path, const struct written *written,
    bool with_text, struct err *err) __attribute__((warn_unused_result));
int describe_readme(const char *path, const struct written *written, bool with_text,
    struct err *err) __attribute__((warn_unused_result));

/* The fields of a table: n of them, with the texts or without. */
size_t table_fields(const struct dump_table *table, bool with_text, const struct field *fields[]);

#endif
