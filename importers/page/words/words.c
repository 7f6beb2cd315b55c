/* words: see words.h. What is a letter, what ends a sentence and what stands for itself, by code
 * point. */
#include "importers/page/words/words.h"

#include "importers/page/words/lexicon.h"
#include "schema/base/text.h"

#include <string.h>

uint32_t words_lower(uint32_t code)
{
	if (code < 0x80)
		return code >= 'A' && code <= 'Z' ? code + 32 : code;
	if ((code >= 0xC0 && code <= 0xDE && code != 0xD7) || (code >= 0x391 && code <= 0x3A9) ||
	    (code >= 0x410 && code <= 0x42F))
		return code + 32;
	if (code >= 0x400 && code <= 0x40F)
		return code + 80;
	if (code >= 0x100 && code <= 0x137)
		return code | 1;
	return code;
}

/* Code points that stand for themselves as words: thumbs say a side. */
static bool is_thumb(uint32_t code)
{
	return code > 0x2000 && lexicon_sign((int32_t)code) != SENSE_OTHER;
}

static bool is_apostrophe(uint32_t code)
{
	return code == '\'' || code == 0x2019 || code == 0x2BC;
}

static enum stop stop_of(uint32_t code)
{
	switch (code) {
	case '?':
	case 0xFF1F:
	case 0x61F:
	case 0x37E:
		return STOP_QUESTION;
	case '.':
	case '!':
	case '\n':
	case 0x3002:
	case 0xFF01:
	case 0x2026:
		return STOP_SENTENCE;
	case ',':
	case ';':
	case ':':
	case '(':
	case ')':
	case '|':
	case 0xA1:
	case 0xBF:
	case 0x2013:
	case 0x2014:
	case 0x3001:
	case 0xFF0C:
		return STOP_CLAUSE;
	default:
		return STOP_NONE;
	}
}

static bool is_word(uint32_t code)
{
	if (code < 0x80)
		return ascii_is_alpha((char)code) || ascii_is_digit((char)code);
	if (code < 0xC0 || code == 0xD7 || code == 0xF7)
		return code == 0xAA || code == 0xB5 || code == 0xBA;
	if ((code >= 0x2000 && code <= 0x2BFF) || (code >= 0x3000 && code <= 0x3004) ||
	    (code >= 0x3008 && code <= 0x3020) || (code >= 0xFE00 && code <= 0xFE4F))
		return false;
	return code < 0x1F000 && code != 0xFEFF && !(code >= 0xFF00 && code <= 0xFF0F);
}

/* Closes the word being spelt, if there is one. */
static void word_close(
    struct arena *arena, word_list *words, char *spelt, size_t *n, size_t at, size_t end)
{
	if (*n == 0)
		return;
	*list_add(arena, words) =
	    (struct word){.text = arena_copy(arena, spelt, *n), .at = at, .end = end};
	*n = 0;
}

enum {
	WORD_MAX = 120
}; /* bytes of one word; longer ones are cut into pieces, which no lexicon holds */

void words_read(struct arena *arena, const char *text, size_t n, word_list *words)
{
	char spelt[WORD_MAX + 4];
	size_t held = 0, began = 0, used, before = words->n;
	for (size_t i = 0; i < n; i += used) {
		int32_t code = utf8_decode(text + i, n - i, &used);
		uint32_t c = code < 0 ? 0xFFFD : (uint32_t)code;
		if (is_thumb(c) || held >= WORD_MAX)
			word_close(arena, words, spelt, &held, began, i);
		if (is_word(c) || is_thumb(c)) {
			if (held == 0)
				began = i;
			held += utf8_encode(words_lower(c), spelt + held);
			if (is_thumb(c))
				word_close(arena, words, spelt, &held, began, i + used);
		} else if (!(is_apostrophe(c) && held)) {
			word_close(arena, words, spelt, &held, began, i);
			enum stop stop = stop_of(c);
			if (words->n > before && stop > words->at[words->n - 1].stop)
				words->at[words->n - 1].stop = stop;
		}
	}
	word_close(arena, words, spelt, &held, began, n);
	if (words->n > before && words->at[words->n - 1].stop == STOP_NONE)
		words->at[words->n - 1].stop = STOP_CLAUSE;
}

size_t words_match(const word_list *words, size_t from, const char *phrase)
{
	size_t i = from;
	for (const char *p = phrase; *p; i++) {
		size_t n = strcspn(p, " ");
		if (i >= words->n || (i > from && words->at[i - 1].stop) ||
		    strlen(words->at[i].text) != n || memcmp(words->at[i].text, p, n) != 0)
			return 0;
		p += n + (p[n] == ' ');
	}
	return i - from;
}
