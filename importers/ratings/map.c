/* map: see map.h. */
#include "importers/ratings/map.h"

#include "schema/base/text.h"

#include <string.h>

/* The column whose key begins here with its `=`, or -1. */
static int key_at(const char *text)
{
	for (int column = 0; column < COLUMNS; column++)
		if (text_starts(text, layout_keys[column]) &&
		    text[strlen(layout_keys[column])] == '=')
			return column;
	return -1;
}

int map_read(struct arena *arena, const char *text, const char *names[COLUMNS], struct err *err)
{
	while (*text) {
		int column = key_at(text);
		if (column < 0)
			return err_set(err, EXIT_USAGE,
			    "--map: \"%s\" does not begin with film=, title=, year=, kind=, "
			    "voter=, "
			    "choice=, like=, value=, best=, worst=, at=, votes=, favorite= or "
			    "unfavorite=",
			    text);
		const char *name = text + strlen(layout_keys[column]) + 1;
		size_t n = strcspn(name, ",");
		while (name[n] == ',' && key_at(name + n + 1) < 0)
			n += 1 + strcspn(name + n + 1, ",");
		names[column] = arena_copy(arena, name, n);
		text = name + n + (name[n] == ',');
	}
	return 0;
}
