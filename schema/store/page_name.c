/* page_name.c: see page_name.h. */
#include "schema/store/page_name.h"
#include "schema/base/url.h"

#include <string.h>

const char *page_name(struct arena *arena, const char *text)
{
	const char *key = strncmp(text, "http", 4) == 0 || strncmp(text, "HTTP", 4) == 0
	    ? url_key(arena, text)
	    : NULL;
	return key ? key : text;
}

const char *page_name_numbered(struct arena *arena, const char *text)
{
	const char *hash = strrchr(text, '#'), *name = page_name(arena, text);
	size_t digits = hash ? strspn(hash + 1, "0123456789") : 0;
	if (name == text || digits == 0 || hash[1 + digits])
		return name;
	return arena_format(arena, "%s%s", name, hash);
}
