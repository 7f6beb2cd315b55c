/*
 * shape: which keys each object of a record has, in the schema's order, and where their values
 * stand in the structs of record.h. One table serves the writer and the reader, so that the two
 * can't disagree; a test holds it against the schema.
 *
 * Only schema/record uses it. Values are reached by offset: an enum as an int, a LIST_OF as a
 * struct shape_list (the project is compiled with -fno-strict-aliasing).
 */
#ifndef FILMTALLY_SCHEMA_RECORD_SHAPE_H
#define FILMTALLY_SCHEMA_RECORD_SHAPE_H

#include "schema/record/record.h"

enum field_type {
	FIELD_TEXT,   /* const char *; "" is not written */
	FIELD_BODY,   /* const char *; "" is a value */
	FIELD_ID,     /* const char *; canonical for the scheme that is the object's first member */
	FIELD_INT,    /* int */
	FIELD_COUNT,  /* int64_t */
	FIELD_NUMBER, /* double */
	FIELD_BOOL,   /* bool */
	FIELD_WORD,   /* an enum, by vocab; at most `max` */
	FIELD_TEXTS,  /* text_list */
	FIELD_OBJECT, /* a struct, of shape `of` */
	FIELD_OPTIONAL, /* the same, there when the bool that is its first member says so */
	FIELD_LIST,     /* a LIST_OF structs of shape `of` */
	FIELD_MAP /* an object of pairs, a LIST_OF structs of shape `of`: its two fields are key and
	             value */
};

struct shape;

struct field {
	const char *key;
	enum field_type type;
	size_t offset;
	bool required;
	bool always;      /* written also when it is the default */
	double otherwise; /* numbers and bools: the value that stands for an absent key */
	double min, max;
	const struct vocab *vocab;
	const struct shape *of;
	bool (*valid)(const char *text); /* texts: a form to keep */
	const char *form;                /* …and its name: "not a date" */
};

struct shape {
	const char *name; /* as in the JSON Schema's $defs */
	size_t size;
	const struct field *fields; /* ended by a key of NULL */
};

/* Any LIST_OF. */
struct shape_list {
	char *at;
	size_t n, cap;
};

/* The shape of a whole record (its keys after "record" and "version"), by its kind. */
const struct shape *shape_of_record(enum record_kind kind);

/* "page", "comments", "films": the value of the key "record". */
extern const struct vocab vocab_record;

/* Sets numbers and bools to what stands for their absence; the rest of the object is zero. */
void shape_init(const struct shape *shape, void *object);

#endif
