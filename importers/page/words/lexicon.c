/*
 * lexicon: see lexicon.h. The phrases are those of every language (languages.h). At each word the
 * longest phrase wins, so that `unfavorite`, "least favorite" and "not only" are never read as
 * their parts.
 */
#include "importers/page/words/lexicon.h"

#include "importers/page/words/languages.h"
#include "importers/page/words/lexicon_words.h"
#include "schema/base/message.h"
#include "schema/base/text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Of two phrases of one length the later in this table wins. */
static const struct {
	enum sense sense;
	const struct languages_list *phrases;
} lexicon[] = {
    {SENSE_POSITIVE, &languages_verdict_positive},
    {SENSE_UP, &languages_verdict_up},
    {SENSE_NEGATIVE, &languages_verdict_negative},
    {SENSE_DOWN, &languages_verdict_down},
    {SENSE_NOT, &languages_verdict_not},
    {SENSE_HEDGE, &languages_verdict_hedge},
    {SENSE_CLAUSE, &languages_verdict_clause},
    {SENSE_THEIRS, &languages_verdict_theirs},
    {SENSE_IS, &languages_verdict_is},
    {SENSE_THIS, &languages_verdict_this},
    {SENSE_FILM, &languages_verdict_film},
    {SENSE_PLAIN, &languages_verdict_plain},
    {SENSE_PLAIN, &languages_verdict_look_alike},
};

/* ---- phrases and titles ---- */

/* How many words the phrase covers at word i, 0 when it is not there. */
static size_t phrase_length(const struct lexicon_words *words, size_t i, const char *phrase)
{
	size_t length = 0;
	for (; *phrase; length++) {
		size_t n = strcspn(phrase, " ");
		if (i + length >= words->n || !lexicon_word_is(&words->at[i + length], phrase, n))
			return 0;
		phrase += n + (phrase[n] == ' ');
	}
	return length;
}

static bool is_number(const struct lexicon_word *word)
{
	for (size_t i = 0; i < word->n; i++)
		if (!ascii_is_digit(word->at[i]))
			return false;
	return true;
}

/* How the word itself reads, when it is in no phrase: "wouldn't", "critic's". */
static enum sense sense_of_ending(const struct lexicon_word *word)
{
	/* an ending alone is no word that has it */
	if (languages_ends(&languages_verdict_theirs_ending, word->at + 1, word->n - 1))
		return SENSE_THEIRS;
	if (languages_ends(&languages_verdict_not_ending, word->at + 1, word->n - 1))
		return SENSE_NOT;
	return SENSE_OTHER;
}

static enum sense longest_phrase(const struct lexicon_words *words, size_t i, size_t *length)
{
	const struct lexicon_word *word = &words->at[i];

	*length = 1;
	if (is_number(word))
		return SENSE_PLAIN;
	enum sense sense = sense_of_ending(word);
	for (size_t l = 0; l < sizeof lexicon / sizeof *lexicon; l++) {
		const struct languages_list *phrases = lexicon[l].phrases;
		for (size_t p = 0; p < phrases->n; p++) {
			if (*phrases->words[p] != *word->at)
				continue;
			size_t covered = phrase_length(words, i, phrases->words[p]);
			if (covered >= *length) {
				*length = covered;
				sense = lexicon[l].sense;
			}
		}
	}
	return sense;
}

/* The next word of a title from t on, its marks skipped; the count of words when there is none. */
static size_t next_word(const struct lexicon_words *words, size_t t)
{
	while (t < words->n && !lexicon_word_is_word(&words->at[t]))
		t++;
	return t;
}

/* How many words and marks of the text the title covers at i; 0 when it is not there. */
static size_t title_length(
    const struct lexicon_words *words, size_t i, const struct lexicon_words *title)
{
	size_t t = next_word(title, 0), at = i, end = i;
	if (t == title->n)
		return 0;
	for (; t < title->n; t = next_word(title, t + 1)) {
		at = next_word(words, at);
		if (at == words->n ||
		    !lexicon_word_is(&words->at[at], title->at[t].at, title->at[t].n))
			return 0;
		end = ++at;
	}
	return end - i;
}

/* True of a title that reads as a vote ("Favorite", "The Favourite"); "My Favorite Year" does
 * not. */
static bool reads_as_vote(const struct lexicon_words *words, size_t i, size_t length)
{
	if (length > 2)
		return false;
	for (size_t end = i + length; i < end; i++) {
		size_t n;
		if (!lexicon_word_is_word(&words->at[i]))
			continue;
		enum sense sense = longest_phrase(words, i, &n);
		if (sense >= SENSE_POSITIVE && sense <= SENSE_DOWN)
			return true;
	}
	return false;
}

static struct unit next_unit(const struct lexicon_words *words, size_t i,
    const struct lexicon_words *titles, size_t titles_n, size_t *length)
{
	struct unit unit = {.sense = words->at[i].sense};
	size_t longest = 0;

	*length = 1;
	if (!lexicon_word_is_word(&words->at[i]))
		return unit;
	for (size_t t = 0; t < titles_n; t++) {
		size_t n = title_length(words, i, &titles[t]);
		if (n > longest)
			longest = n;
	}
	if (longest) {
		*length = longest;
		unit.sense = SENSE_TITLE;
		unit.reads_as_vote = reads_as_vote(words, i, longest);
		return unit;
	}
	unit.sense = longest_phrase(words, i, length);
	return unit;
}

/* ---- a cheap look ---- */

/* The stems and signs of all languages, and the bytes that they begin with. */
struct stems {
	const struct languages_list *lists[3];
	bool begins[256]; /* the text's end too */
};

static void fill_stems(struct stems *stems)
{
	stems->begins[0] = true;
	for (size_t l = 0; l < sizeof stems->lists / sizeof *stems->lists; l++)
		for (size_t i = 0; i < stems->lists[l]->n; i++) {
			char first = stems->lists[l]->words[i][0];
			stems->begins[(unsigned char)first] = true;
			if (first >= 'a' && first <= 'z')
				stems->begins[first - 'a' + 'A'] = true;
		}
}

static bool stem_at(const struct stems *stems, const char *text)
{
	char first = ascii_lower(text[0]), second = ascii_lower(text[1]);
	for (size_t l = 0; l < sizeof stems->lists / sizeof *stems->lists; l++)
		for (size_t i = 0; i < stems->lists[l]->n; i++) {
			const char *stem = stems->lists[l]->words[i];
			if (stem[0] == first && (!stem[1] || stem[1] == second) &&
			    ascii_starts(text, stem))
				return true;
		}
	return false;
}

/* Every block of a page comes here: one scan by first letters. */
bool lexicon_may_speak(const char *text)
{
	static struct stems stems = {.lists = {&languages_verdict_stem, &languages_signs_favorite,
					 &languages_signs_unfavorite}};
	if (!stems.begins[0])
		fill_stems(&stems);
	for (;; text++) {
		while (!stems.begins[(unsigned char)*text])
			text++;
		if (!*text || stem_at(&stems, text))
			return *text != '\0';
	}
}

/* ---- the whole ---- */

struct units lexicon_read(const char *text, const char *const *titles, size_t titles_n)
{
	struct lexicon_words words = lexicon_words_read(text);
	struct lexicon_words *masks = must_calloc(titles_n + 1, sizeof *masks);
	struct units units = {.at = must_calloc(words.n + 1, sizeof *units.at)};

	for (size_t t = 0; t < titles_n; t++)
		masks[t] = lexicon_words_read(titles[t]);
	for (size_t i = 0, length; i < words.n; i += length)
		units.at[units.n++] = next_unit(&words, i, masks, titles_n, &length);
	units.at[units.n++].sense = SENSE_SENTENCE;
	for (size_t t = 0; t < titles_n; t++)
		lexicon_words_release(&masks[t]);
	free(masks);
	lexicon_words_release(&words);
	return units;
}

void units_release(struct units *units)
{
	free(units->at);
	*units = (struct units){0};
}
