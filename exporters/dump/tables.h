/*
 * tables: what film-dump writes, each table a row here: its query, its columns, its keys. A new
 * table of the schema gets a row, and nothing else.
 */
#ifndef FILMTALLY_EXPORTERS_DUMP_TABLES_H
#define FILMTALLY_EXPORTERS_DUMP_TABLES_H

#include "schema/record/vocab.h"

#include <stdbool.h>
#include <stddef.h>

enum field_type {
	FIELD_TEXT,
	FIELD_TIME, /* UTC, of any precision: YYYY to YYYY-MM-DDTHH:MM:SSZ */
	FIELD_INTEGER,
	FIELD_NUMBER,
	FIELD_BOOLEAN,
	FIELD_WORD, /* a number in the database, a word of `words` outside; 0 is not said */
	FIELD_HEX   /* lower-case hexadecimal digits */
};

struct field {
	const char *name;
	enum field_type type;
	bool required;
	const char *label;         /* one phrase, with the unit */
	const struct vocab *words; /* of FIELD_WORD */
};

enum { FIELDS_MAX = 20, KEYS_MAX = 5 };

/* A field names a row of another table. */
struct foreign_key {
	const char *field, *table, *other;
};

struct dump_table {
	const char *name; /* of the resource; its file is NAME.csv */
	const char *label;
	const char *sql; /* columns in the order of `fields`, then those of `text` */
	struct field fields[FIELDS_MAX];
	struct field text[4];      /* only with --with-text: what people wrote, and their names */
	const char *key[KEYS_MAX]; /* primary key: field names, none when rows may repeat */
	struct foreign_key foreign[KEYS_MAX];
};

extern const struct dump_table dump_tables[];
extern const size_t dump_tables_n;

#endif
