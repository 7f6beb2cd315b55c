/* lexicon_words: see lexicon_words.h. What each character is to the reader of words: a letter, a
 * part of a word, or a mark that says something itself. */
#include "importers/page/words/lexicon_words.h"

#include "importers/page/words/languages.h"
#include "schema/base/message.h"
#include "schema/base/text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

bool lexicon_word_is_word(const struct lexicon_word *word)
{
	return word->at != NULL;
}

bool lexicon_word_is(const struct lexicon_word *word, const char *text, size_t n)
{
	return word->at && word->n == n && !memcmp(word->at, text, n);
}

static struct lexicon_word *add_word(struct lexicon_words *words, enum sense sense)
{
	if (words->n == words->cap) {
		words->cap = words->cap ? words->cap * 2 : 64;
		words->at = must_realloc(words->at, words->cap * sizeof *words->at);
	}
	words->at[words->n] = (struct lexicon_word){.sense = sense};
	return &words->at[words->n++];
}

/* ---- characters ---- */

static bool is_one_of(const struct languages_list *signs, int32_t code)
{
	for (size_t i = 0; i < signs->n; i++) {
		size_t used;
		if (utf8_decode(signs->words[i], strlen(signs->words[i]), &used) == code)
			return true;
	}
	return false;
}

enum sense lexicon_sign(int32_t code)
{
	/* arrows, dingbats, emoji: no letter comes near the list */
	if (!(code >= 0x2190 && code <= 0x2BFF) && !(code >= 0x1F000 && code <= 0x1FAFF))
		return SENSE_OTHER;
	if (is_one_of(&languages_signs_favorite, code))
		return SENSE_UP;
	return is_one_of(&languages_signs_unfavorite, code) ? SENSE_DOWN : SENSE_OTHER;
}

enum mark { MARK_LETTER, MARK_APOSTROPHE, MARK_SPACE, MARK_NOTHING, MARK_UNIT };

static enum mark mark_of_ascii(char c, enum sense *sense)
{
	if (ascii_is_alpha(c) || ascii_is_digit(c))
		return MARK_LETTER;
	switch (c) {
	case '\'':
		return MARK_APOSTROPHE;
	case '?':
		*sense = SENSE_QUESTION;
		return MARK_UNIT;
	case '.':
	case '!':
	case '\n':
	case '\r':
		*sense = SENSE_SENTENCE;
		return MARK_UNIT;
	case ',':
	case ';':
	case ':':
	case '(':
	case ')':
	case '/':
	case '|':
		*sense = SENSE_CLAUSE;
		return MARK_UNIT;
	default:
		return MARK_SPACE;
	}
}

/* What ends a sentence or a clause beyond ASCII, and the signs; SENSE_OTHER for what does not. */
static enum sense sense_of(int32_t code)
{
	switch (code) {
	case 0xFF1F: /* ？ */
	case 0x37E:
	case 0x61F:
		return SENSE_QUESTION;
	case 0x2026: /* … */
	case 0x3002:
	case 0xFF01:
	case 0x2028:
	case 0x2029:
		return SENSE_SENTENCE;
	case 0x2013: /* – */
	case 0x2014:
	case 0x3001:
	case 0xFF0C:
		return SENSE_CLAUSE;
	default:
		return lexicon_sign(code);
	}
}

/* Soft hyphen, zero-width marks and joiners, variation selectors, skin tones. */
static bool is_nothing(int32_t code)
{
	return code == 0xAD || (code >= 0x200B && code <= 0x200D) || code == 0x2060 ||
	    code == 0xFEFF || (code >= 0xFE00 && code <= 0xFE0F) ||
	    (code >= 0x1F3FB && code <= 0x1F3FF);
}

/* Spaces, punctuation, arrows, dingbats, emoji that are no signs. */
static bool is_space(int32_t code)
{
	return (code >= 0xA0 && code <= 0xBF) || (code >= 0x2000 && code <= 0x206F) ||
	    (code >= 0x2190 && code <= 0x2BFF) || code == 0x3000 ||
	    (code >= 0x1F000 && code <= 0x1FAFF);
}

static enum mark mark_of(int32_t code, enum sense *sense)
{
	if (code < 0x80)
		return code < 0 ? MARK_SPACE : mark_of_ascii((char)code, sense);
	if (code == 0x2018 || code == 0x2019)
		return MARK_APOSTROPHE;
	if ((*sense = sense_of(code)) != SENSE_OTHER)
		return MARK_UNIT;
	if (is_nothing(code))
		return MARK_NOTHING;
	return is_space(code) ? MARK_SPACE : MARK_LETTER;
}

/* ---- words ---- */

static void respell(struct lexicon_word *word)
{
	for (size_t i = 0; i < languages_spellings.n; i++) {
		const struct languages_name *spelling = &languages_spellings.rows[i];
		if (*spelling->word != *word->at ||
		    !lexicon_word_is(word, spelling->word, strlen(spelling->word)))
			continue;
		word->at = spelling->key;
		word->n = strlen(spelling->key);
		return;
	}
}

/* Ends the word being read: quotes around it are not part of it. */
static void end_word(struct lexicon_words *words, const char *start, const char *end)
{
	while (start < end && *start == '\'')
		start++;
	while (end > start && end[-1] == '\'')
		end--;
	if (start == end)
		return;
	struct lexicon_word *word = add_word(words, SENSE_OTHER);
	word->at = start;
	word->n = (size_t)(end - start);
	respell(word);
}

/* " - " parts clauses, "non-favorite" only words. */
static bool is_dash(const char *text, size_t i)
{
	return text[i] == '-' && i && text[i - 1] == ' ' && text[i + 1] == ' ';
}

/* Writes what a letter or apostrophe is in the copy; returns where the next goes. */
static char *put(char *out, const char *text, size_t n, int32_t code, enum mark mark)
{
	if (mark == MARK_APOSTROPHE)
		*out = '\'';
	else if (code < 0x80)
		*out = ascii_lower((char)code);
	else
		memcpy(out, text, n);
	return out + (mark == MARK_APOSTROPHE ? 1 : n);
}

struct lexicon_words lexicon_words_read(const char *text)
{
	size_t n = strlen(text), used = 0;
	struct lexicon_words words = {.copy = must_malloc(n + 1)};
	char *out = words.copy, *start = out;

	for (size_t i = 0; i < n; i += used) {
		enum sense sense = SENSE_OTHER;
		int32_t code = utf8_decode(text + i, n - i, &used);
		enum mark mark = mark_of(code, &sense);

		if (is_dash(text, i)) {
			mark = MARK_UNIT;
			sense = SENSE_CLAUSE;
		}
		if (mark == MARK_NOTHING)
			continue;
		if (mark == MARK_APOSTROPHE || mark == MARK_LETTER) {
			out = put(out, text + i, used, code, mark);
			continue;
		}
		end_word(&words, start, out);
		start = out;
		if (mark == MARK_UNIT)
			add_word(&words, sense);
	}
	end_word(&words, start, out);
	return words;
}

void lexicon_words_release(struct lexicon_words *words)
{
	free(words->copy);
	free(words->at);
}
