/* saved: see saved.h. */
#include "importers/page/saved/saved.h"

#include "importers/page/saved/mime.h"
#include "importers/page/saved/packed.h"
#include "importers/page/saved/webarchive.h"
#include "schema/base/text.h"

#include <string.h>

static bool is_brotli(const struct sniffed *sniffed, const char *name)
{
	size_t n = name ? strlen(name) : 0;
	bool unknown = sniffed->form == SNIFF_PLAIN || sniffed->form == SNIFF_BINARY;
	return unknown && n > 3 && ascii_equal(name + n - 3, ".br");
}

bool saved_is_wrapped(const struct sniffed *sniffed, const char *name)
{
	return sniffed->form == SNIFF_MIME || sniffed->form == SNIFF_WEBARCHIVE ||
	    sniffed->form == SNIFF_GZIP || sniffed->form == SNIFF_ZSTD || is_brotli(sniffed, name);
}

static enum packing packing_of(enum sniff_form form)
{
	return form == SNIFF_GZIP ? PACKING_GZIP
	    : form == SNIFF_ZSTD  ? PACKING_ZSTD
				  : PACKING_BROTLI;
}

/* What is compressed may be another program's, and larger than any page. */
static int unpack(struct arena *arena, enum packing packing, struct saved *saved, struct err *err)
{
	char start[1 << 12];
	size_t n = packed_glance(packing, saved->bytes, saved->n, start, sizeof start);
	struct sniffed inside = sniff(start, n, n < sizeof start);
	if (!sniff_is_page(inside.form))
		return sniff_refuse(&inside, "a page", err);
	saved->media_type = NULL;
	return packed_undo(arena, packing, &saved->bytes, &saved->n, &saved->cut, err);
}

int saved_unwrap(
    struct arena *arena, const struct sniffed *sniffed, struct saved *saved, struct err *err)
{
	if (sniffed->form == SNIFF_MIME)
		return mime_unwrap(arena, saved, err);
	if (sniffed->form == SNIFF_WEBARCHIVE)
		return webarchive_unwrap(arena, saved, err);
	return unpack(arena, packing_of(sniffed->form), saved, err);
}
