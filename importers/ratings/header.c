/* header: see header.h. */
#include "importers/ratings/header.h"

#include "schema/base/text.h"

#include <string.h>

/* Compared without case, and `rated_at` is `rated at`. */
static char *fold_name(struct arena *arena, const char *text)
{
	char *name = text_squeeze(arena, text, strlen(text));
	for (char *c = name; *c; c++)
		*c = *c == '_' ? ' ' : ascii_lower(*c);
	return name;
}

char **header_names(struct arena *arena, const struct csv_field *header, size_t n)
{
	char **names = arena_take(arena, (n + 1) * sizeof *names);
	for (size_t i = 0; i < n; i++) {
		const char *valid = text_repair(arena, header[i].at, header[i].n, NULL, NULL);
		names[i] = fold_name(arena, valid);
	}
	return names;
}

static bool names_match(const char *name, const char *wanted, size_t n)
{
	if (*wanted == '~')
		return memmem(name, strlen(name), wanted + 1, n - 1) != NULL;
	return strlen(name) == n && memcmp(name, wanted, n) == 0;
}

/* The first column that has the first possible of the wanted names and is not `taken`, or -1. */
static int find_other(char **names, size_t n, const char *wanted, int taken)
{
	while (wanted && *wanted) {
		size_t length = strcspn(wanted, "|");
		for (size_t i = 0; i < n; i++)
			if ((int)i != taken && names_match(names[i], wanted, length))
				return (int)i;
		wanted += length + (wanted[length] == '|');
	}
	return -1;
}

int header_find(char **names, size_t n, const char *wanted)
{
	return find_other(names, n, wanted, -1);
}

void header_part_title_and_choice(
    char **names, size_t n, const char *wanted, int *title, int *choice)
{
	if (*choice < 0 || *choice != *title)
		return;
	*choice = find_other(names, n, wanted, *title);
	if (*choice >= 0)
		return;
	*choice = *title;
	*title = -1;
}

int header_find_named(struct arena *arena, char **names, size_t n, const char *wanted)
{
	char *name = fold_name(arena, wanted);
	for (size_t i = 0; i < n; i++)
		if (strcmp(names[i], name) == 0)
			return (int)i;
	return -1;
}

/* What the name of a film's column says of ids without a scheme. */
static const struct {
	const char *start, *scheme;
} schemes[] = {
    {"imdb", "imdb"},
    {"tconst", "imdb"},
    {"const", "imdb"},
    {"wikidata", "wikidata"},
    {"tmdb", "tmdb"},
    {"letterboxd", "letterboxd"},
    {"movielens", "movielens"},
    {"movieid", "movielens"},
    {"movie id", "movielens"},
};

const char *header_scheme(const char *name)
{
	for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
		if (text_starts(name, schemes[i].start))
			return schemes[i].scheme;
	return NULL;
}
