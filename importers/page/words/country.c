/* country: see country.h. Pages write names in their language, records want codes; the names stand
 * in the files of languages. */
#include "importers/page/words/country.h"

#include "importers/page/words/languages.h"
#include "schema/base/text.h"

#include <string.h>

/* A table with its names folded, made when first asked for. */
struct folded_table {
	const struct languages_names *names;
	const char **folded;
	struct arena arena;
};

static void fold_names(struct folded_table *table)
{
	if (table->folded)
		return;
	arena_init(&table->arena, (size_t)1 << 20);
	table->folded = arena_take(&table->arena, table->names->n * sizeof *table->folded);
	for (size_t i = 0; i < table->names->n; i++)
		table->folded[i] = text_fold(&table->arena, table->names->rows[i].word, false);
}

/* Compares folded: case, accents and points do not matter. */
static const char *find_code(struct folded_table *table, const char *name)
{
	enum { NAME_BYTES = 100 };
	const char *code = NULL;
	struct arena arena;
	if (strlen(name) > NAME_BYTES)
		return NULL;
	for (size_t i = 0; i < table->names->n; i++)
		if (ascii_equal(table->names->rows[i].word, name))
			return table->names->rows[i].key;
	fold_names(table);
	arena_init(&arena, (size_t)1 << 20);
	const char *folded = text_fold(&arena, name, false);
	for (size_t i = 0; i < table->names->n && !code && *folded; i++)
		if (strcmp(table->folded[i], folded) == 0)
			code = table->names->rows[i].key;
	arena_release(&arena);
	return code;
}

/* The table's code that is itself the name, ignoring case ("US"). */
static const char *own_code(const struct folded_table *table, const char *name)
{
	for (size_t i = 0; i < table->names->n && strlen(name) == 2; i++)
		if (ascii_equal(table->names->rows[i].key, name))
			return table->names->rows[i].key;
	return NULL;
}

static const char *code_of(struct folded_table *table, const char *name)
{
	const char *code = own_code(table, name);
	return code ? code : find_code(table, name);
}

const char *country_code(const char *name)
{
	static struct folded_table table = {.names = &languages_countries};
	return code_of(&table, name);
}

const char *language_code(const char *name)
{
	static struct folded_table table = {.names = &languages_languages};
	return code_of(&table, name);
}
