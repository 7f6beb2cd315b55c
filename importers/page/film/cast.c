/* cast: see cast.h. */
#include "importers/page/film/cast.h"
#include "importers/page/words/languages.h"
#include "importers/page/words/words.h"
#include "schema/base/text.h"

#include <string.h>

enum { CHARACTER_WORDS = 5 };

/* Words with a capital that begin a sentence and are no name. */
static bool is_opening(const char *word)
{
	return languages_has(&languages_characters_opening, word);
}

/* True if the word has a capital (or a letter without case) first, quotes before it allowed. */
static bool is_capital(const char *word, size_t n)
{
	size_t used, skip = strspn(word, "'\"");
	while (skip + 3 <= n && memcmp(word + skip, "\xE2\x80", 2) == 0)
		skip += 3; /* typographic quotes */
	if (skip >= n)
		return false;
	int32_t code = utf8_decode(word + skip, n - skip, &used);
	bool digit = code < 0x80 && ascii_is_digit((char)code);
	return code > 0 && !digit && !(code >= 'a' && code <= 'z') &&
	    (code < 0x80 ? ascii_is_alpha((char)code)
			 : words_lower((uint32_t)code) != (uint32_t)code);
}

/* The name that ends at `end`: as many words with capitals as stand before it. */
static const char *name_before(struct arena *arena, const char *text, const char *end)
{
	const char *start = end;
	for (int words = 0; words < CHARACTER_WORDS && start > text; words++) {
		const char *word = start;
		while (word > text && word[-1] == ' ')
			word--;
		const char *tail = word;
		while (word > text && word[-1] != ' ' && word[-1] != '\n')
			word--;
		size_t n = (size_t)(tail - word);
		if (n == 0 || !is_capital(word, n) || strchr(",;:.!?)", tail[-1]))
			break;
		char *lower = arena_copy(arena, word, n);
		for (char *p = lower; *p; p++)
			*p = ascii_lower(*p);
		if (is_opening(lower))
			break;
		start = word;
	}
	const char *name = text_squeeze(arena, start, (size_t)(end - start));
	return *name ? name : NULL;
}

static const char *character_in(struct arena *arena, const char *text, const char *actor)
{
	size_t n = strlen(actor);
	for (const char *at = text ? strstr(text, actor) : NULL; at; at = strstr(at + 1, actor))
		if (at > text && at[-1] == '(' && at[n] == ')')
			return name_before(arena, text, at - 1);
	return NULL;
}

void cast_read_characters(struct arena *arena, struct film *film)
{
	list_each (struct credit, it, &film->credits) {
		if (it->role != ROLE_ACTOR || it->character)
			continue;
		it->character = character_in(arena, film->description, it->name);
		if (!it->character)
			it->character = character_in(arena, film->synopsis, it->name);
	}
}
