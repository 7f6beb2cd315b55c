/*
 * plist: values in a binary property list ("bplist00"; the format is described in Apple's
 * CFBinaryPList.c). Nothing is built: a value is a place in the bytes, found by its key, so that a
 * hostile list costs no memory, and no loop of references is followed.
 */
#ifndef FILMTALLY_IMPORTERS_PAGE_SAVED_PLIST_H
#define FILMTALLY_IMPORTERS_PAGE_SAVED_PLIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct plist {
	const unsigned char *bytes;
	size_t n, table;  /* where the table of offsets begins */
	uint64_t objects; /* how many there are */
	int offset_size, reference_size;
};

/* A place in the list. */
enum plist_kind { PLIST_OTHER, PLIST_DATA, PLIST_ASCII, PLIST_UTF16, PLIST_DICT };
struct plist_value {
	enum plist_kind kind;
	const unsigned char *at;
	size_t n; /* bytes; UTF-16 units; entries of a dictionary */
};

/* Reads the trailer and the top value. False when it is no list. */
bool plist_open(const char *bytes, size_t n, struct plist *plist, struct plist_value *top);

/* The value of a key in a dictionary; false when it is not there. */
bool plist_find(const struct plist *plist, const struct plist_value *dict, const char *key,
    struct plist_value *value);

#endif
