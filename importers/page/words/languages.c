/* languages: see languages.h. How a text is compared with a list; the lists are made by
 * tools/language-tables. */
#include "importers/page/words/languages.h"

#include "schema/base/arena.h"
#include "schema/base/text.h"

#include <string.h>

bool languages_has(const struct languages_list *list, const char *text)
{
	for (size_t i = 0; i < list->n; i++)
		if (ascii_equal(text, list->words[i]))
			return true;
	return false;
}

size_t languages_starts(const struct languages_list *list, const char *text)
{
	for (size_t i = 0; i < list->n; i++)
		if (ascii_starts(text, list->words[i]))
			return strlen(list->words[i]);
	return 0;
}

size_t languages_ends(const struct languages_list *list, const char *text, size_t n)
{
	for (size_t i = 0; i < list->n; i++) {
		size_t length = strlen(list->words[i]);
		if (n >= length && ascii_equal_n(text + n - length, length, list->words[i]))
			return length;
	}
	return 0;
}

const char *languages_find(const struct languages_list *list, const char *text)
{
	const char *at = NULL;
	for (size_t i = 0; i < list->n && !at; i++)
		at = strstr(text, list->words[i]);
	return at;
}

const char *languages_find_any_case(const struct languages_list *list, const char *text)
{
	const char *at = NULL;
	for (size_t i = 0; i < list->n && !at; i++)
		at = strcasestr(text, list->words[i]);
	return at;
}

const char *const *languages_fold(struct languages_folded *folded)
{
	enum { FOLDED_MAX = 4 << 20 };
	static struct arena kept; /* for as long as the process */
	if (folded->words)
		return folded->words;
	if (!kept.max)
		arena_init(&kept, FOLDED_MAX);
	folded->words = arena_take(&kept, (folded->list->n + 1) * sizeof *folded->words);
	for (size_t i = 0; i < folded->list->n; i++)
		folded->words[i] = text_fold(&kept, folded->list->words[i], false);
	return folded->words;
}
