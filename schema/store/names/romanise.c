/* romanise: see romanise.h. Two tables and a walk. */
#include "schema/store/names/romanise.h"
#include "schema/base/text.h"

#include <string.h>

struct spelling {
	const char *letters; /* one or two lower-case letters, as text_fold leaves them */
	const char *latin;
};

/* Digraphs stand before their letters: the first that fits is taken. */
static const struct spelling spellings[] = {
    {"α", "a"},
    {"β", "v"},
    {"γγ", "ng"},
    {"γκ", "gk"},
    {"γ", "g"},
    {"δ", "d"},
    {"ε", "e"},
    {"ζ", "z"},
    {"η", "i"},
    {"θ", "th"},
    {"ι", "i"},
    {"κ", "k"},
    {"λ", "l"},
    {"μπ", "b"},
    {"μ", "m"},
    {"ντ", "nt"},
    {"ν", "n"},
    {"ξ", "x"},
    {"ου", "ou"},
    {"ο", "o"},
    {"π", "p"},
    {"ρ", "r"},
    {"σ", "s"},
    {"ς", "s"},
    {"τ", "t"},
    {"υ", "y"},
    {"φ", "f"},
    {"χ", "ch"},
    {"ψ", "ps"},
    {"ω", "o"},
    {"а", "a"},
    {"б", "b"},
    {"в", "v"},
    {"г", "g"},
    {"д", "d"},
    {"е", "e"},
    {"ё", "e"},
    {"ж", "zh"},
    {"з", "z"},
    {"и", "i"},
    {"й", "y"},
    {"к", "k"},
    {"л", "l"},
    {"м", "m"},
    {"н", "n"},
    {"о", "o"},
    {"п", "p"},
    {"р", "r"},
    {"с", "s"},
    {"т", "t"},
    {"у", "u"},
    {"ф", "f"},
    {"х", "kh"},
    {"ц", "ts"},
    {"ч", "ch"},
    {"ш", "sh"},
    {"щ", "shch"},
    {"ъ", ""},
    {"ы", "y"},
    {"ь", ""},
    {"э", "e"},
    {"ю", "yu"},
    {"я", "ya"},
    {"і", "i"},
    {"ї", "i"},
    {"є", "ye"},
    {"ґ", "g"},
    {"ў", "u"},
    {"ј", "j"},
    {"љ", "lj"},
    {"њ", "nj"},
    {"ћ", "c"},
    {"ђ", "dj"},
    {"џ", "dz"},
    {"ѓ", "gj"},
    {"ќ", "kj"},
    {"ѕ", "dz"},
};

static const struct spelling *spelling_at(const char *text)
{
	for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++)
		if (text_starts(text, spellings[i].letters))
			return &spellings[i];
	return NULL;
}

/* A letter gets at most twice as long: щ, two bytes, becomes "shch", four. */
char *romanise(struct arena *arena, const char *folded)
{
	char *latin = arena_take_raw(arena, strlen(folded) * 2 + 1), *end = latin;
	bool changed = false;
	while (*folded) {
		const struct spelling *spelling =
		    (unsigned char)*folded < 0x80 ? NULL : spelling_at(folded);
		if (!spelling) {
			*end++ = *folded++;
			continue;
		}
		end = stpcpy(end, spelling->latin);
		folded += strlen(spelling->letters);
		changed = true;
	}
	*end = '\0';
	return changed ? latin : NULL;
}
