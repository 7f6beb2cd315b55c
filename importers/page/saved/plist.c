/* plist: see plist.h. */
#include "importers/page/saved/plist.h"

#include <string.h>

enum { TRAILER = 32, ENTRIES_MAX = 1000 /* of a dictionary; a web archive's have six */ };

static bool read_number(const struct plist *plist, size_t at, int bytes, uint64_t *number)
{
	if (at > plist->n || (size_t)bytes > plist->n - at)
		return false;
	*number = 0;
	for (int i = 0; i < bytes; i++)
		*number = *number << 8 | plist->bytes[at + (size_t)i];
	return true;
}

/* The count in a marker's low half; 15 says that it stands behind, as an integer of its own. */
static bool read_count(const struct plist *plist, size_t *at, uint64_t *count)
{
	uint64_t marker;
	*count = plist->bytes[(*at)++] & 0x0F;
	if (*count != 0x0F)
		return true;
	if (!read_number(plist, (*at)++, 1, &marker) || marker >> 4 != 1 || (marker & 0x0F) > 3)
		return false;
	int bytes = 1 << (marker & 0x0F);
	bool read = read_number(plist, *at, bytes, count);
	*at += (size_t)bytes;
	return read;
}

static enum plist_kind kind_of(unsigned char marker)
{
	switch (marker >> 4) {
	case 0x4:
		return PLIST_DATA;
	case 0x5:
		return PLIST_ASCII;
	case 0x6:
		return PLIST_UTF16;
	case 0xD:
		return PLIST_DICT;
	default:
		return PLIST_OTHER;
	}
}

static bool read_value(const struct plist *plist, uint64_t object, struct plist_value *value)
{
	uint64_t offset, count;
	if (object >= plist->objects ||
	    !read_number(plist, plist->table + (size_t)object * (size_t)plist->offset_size,
		plist->offset_size, &offset) ||
	    offset >= plist->table)
		return false;
	size_t at = (size_t)offset;
	*value = (struct plist_value){.kind = kind_of(plist->bytes[at])};
	if (value->kind == PLIST_OTHER)
		return true;
	size_t unit = value->kind == PLIST_UTF16 ? 2
	    : value->kind == PLIST_DICT          ? 2 * (size_t)plist->reference_size
						 : 1;
	if (!read_count(plist, &at, &count) || at > plist->table ||
	    count > (plist->table - at) / unit)
		return false;
	value->at = plist->bytes + at;
	value->n = (size_t)count;
	return true;
}

bool plist_open(const char *bytes, size_t n, struct plist *plist, struct plist_value *top)
{
	uint64_t objects, first, table;
	*plist = (struct plist){.bytes = (const unsigned char *)bytes, .n = n};
	if (n < 8 + TRAILER || memcmp(bytes, "bplist00", 8) != 0)
		return false;
	size_t trailer = n - TRAILER;
	plist->offset_size = plist->bytes[trailer + 6];
	plist->reference_size = plist->bytes[trailer + 7];
	if (plist->offset_size < 1 || plist->offset_size > 8 || plist->reference_size < 1 ||
	    plist->reference_size > 8 || !read_number(plist, trailer + 8, 8, &objects) ||
	    !read_number(plist, trailer + 16, 8, &first) ||
	    !read_number(plist, trailer + 24, 8, &table))
		return false;
	if (table > trailer || objects > (trailer - table) / (uint64_t)plist->offset_size)
		return false;
	plist->objects = objects;
	plist->table = (size_t)table;
	return read_value(plist, first, top) && top->kind == PLIST_DICT;
}

static bool is_key(const struct plist *plist, uint64_t object, const char *key)
{
	struct plist_value name;
	return read_value(plist, object, &name) && name.kind == PLIST_ASCII &&
	    name.n == strlen(key) && memcmp(name.at, key, name.n) == 0;
}

bool plist_find(const struct plist *plist, const struct plist_value *dict, const char *key,
    struct plist_value *value)
{
	size_t size = (size_t)plist->reference_size;
	size_t keys = (size_t)(dict->at - plist->bytes), values = keys + dict->n * size;
	for (size_t i = 0; dict->kind == PLIST_DICT && i < dict->n && i < ENTRIES_MAX; i++) {
		uint64_t name, object;
		if (!read_number(plist, keys + i * size, (int)size, &name) ||
		    !is_key(plist, name, key))
			continue;
		return read_number(plist, values + i * size, (int)size, &object) &&
		    read_value(plist, object, value);
	}
	return false;
}
