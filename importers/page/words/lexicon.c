/*
 * lexicon: see lexicon.h. Words are compared in lower case with straight apostrophes; spellings of
 * the side words are made one before phrases are looked up, and at each word the longest phrase
 * wins, so that `unfavorite`, "least favorite" and "not only" are never read as their parts.
 */
#include "importers/page/words/lexicon.h"

#include "schema/base/message.h"
#include "schema/base/text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* ---- the data ---- */

/* Lists are parted by "|". */
static const struct {
	const char *meant, *written;
} spellings[] = {
    {"favorite", "favourite|favorites|favourites|fav|favs|fave|faves"},
    {"unfavorite",
	"unfavourite|unfavorites|unfavourites|unfav|unfave|nonfavorite|nonfavourite|"
	"nonfavorites|nonfavourites"},
};

static const struct {
	enum sense sense;
	const char *phrases;
} lexicon[] = {
    {SENSE_POSITIVE, "favorite"},
    {SENSE_UP, "thumbs up"},
    {SENSE_NEGATIVE, "unfavorite|non favorite|un favorite|least favorite"},
    {SENSE_DOWN, "thumbs down"},
    {SENSE_NOT,
	"not|no|never|nor|neither|none|hardly|cannot|without|far from|anything but|"
	"nowhere near|isnt|wasnt|aint|dont|doesnt|didnt|cant|wont"},
    {SENSE_HEDGE,
	"whether|not sure|unsure|undecided|don't know|dont know|can't decide|"
	"cant decide|cannot decide|or not|or|would|could|might|maybe|perhaps|almost|"
	"nearly|used to be|if|than"},
    {SENSE_CLAUSE, "but|although|though|however|yet|because|since|while|and|so"},
    {SENSE_THEIRS,
	"his|her|their|your|whose|fan|fans|crowd|audience|critic|critics|festival|"
	"oscar|reader|readers|viewer|viewers|everyone's"},
    {SENSE_IS, "is|was|are|were|remains|will be|has to be"},
    {SENSE_THIS, "this|it|these"},
    {SENSE_FILM,
	"film|films|movie|movies|flick|flicks|picture|one|ones|comedy|drama|thriller|"
	"western|documentary"},
    {SENSE_PLAIN,
	"a|absolute|absolutely|actually|after a second viewing|again|agree|agreed|"
	"all|all of you|also|always|amazing|among|an|another|as|awesome|awful|bad|be|"
	"beautiful|became|becomes|been|best|big|boring|both thumbs|brilliant|by far|"
	"call|certainly|changed mind|changed my mind|choice|classic|clear|clearly|"
	"dear|definite|definitely|disagree|easily|enjoyed|ever|everybody|everyone|"
	"excellent|fantastic|for|forever|from|from me|gets|goes to|good|gotta say|"
	"great|guys|hands down|has|have|have to say|hello|here|here's|hi|horrible|"
	"huge|i|i'd|i'm|i've|in|instant|it's|its|just|let's|life|list|lol|long|love|"
	"loved|lovely|masterpiece|me|mine|mr|much|must say|my|new|nice|no doubt|"
	"no question|not just|not only|now|number|of|oh|ok|okay|old|on|"
	"on second thought|on second thoughts|opinion|our|ours|overall|personal|"
	"personally|pure|quite|real|really|same|same here|say|second thoughts|secret|"
	"simply|sorry|still|such|superb|sure|surely|terrible|that|that's|thats|the|"
	"there|think|time|times|to|too|top|total|totally|true|truly|two|us|verdict|"
	"very|vote|voted|votes|voting|wait|we|well|with|without a doubt|"
	"without doubt|without question|wonderful|worst|would say|wow|yeah|year|yep|"
	"yes"},
};

/* ---- words ---- */

struct word {
	const char *at; /* in the lower-case copy; NULL for a mark */
	size_t n;
	enum sense sense; /* of marks and signs; SENSE_OTHER for words */
};

struct words {
	char *copy; /* the text in lower case, which the words point into */
	struct word *at;
	size_t n, cap;
};

static struct word *add_word(struct words *words, enum sense sense)
{
	if (words->n == words->cap) {
		words->cap = words->cap ? words->cap * 2 : 64;
		words->at = must_realloc(words->at, words->cap * sizeof *words->at);
	}
	words->at[words->n] = (struct word){.sense = sense};
	return &words->at[words->n++];
}

static bool is_word(const struct word *word)
{
	return word->at != NULL;
}

static bool word_is(const struct word *word, const char *text, size_t n)
{
	return word->at && word->n == n && !memcmp(word->at, text, n);
}

/* What a character is to the reader of words. */
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

static enum mark mark_of(int32_t code, enum sense *sense)
{
	if (code < 0x80)
		return code < 0 ? MARK_SPACE : mark_of_ascii((char)code, sense);
	switch (code) {
	case 0x1F44D: /* 👍 */
		*sense = SENSE_UP;
		return MARK_UNIT;
	case 0x1F44E: /* 👎 */
		*sense = SENSE_DOWN;
		return MARK_UNIT;
	case 0xFF1F: /* ？ */
	case 0x37E:
	case 0x61F:
		*sense = SENSE_QUESTION;
		return MARK_UNIT;
	case 0x2026: /* … */
	case 0x3002:
	case 0xFF01:
	case 0x2028:
	case 0x2029:
		*sense = SENSE_SENTENCE;
		return MARK_UNIT;
	case 0x2013: /* – */
	case 0x2014:
	case 0x3001:
	case 0xFF0C:
		*sense = SENSE_CLAUSE;
		return MARK_UNIT;
	case 0x2018:
	case 0x2019:
		return MARK_APOSTROPHE;
	case 0xA0:
	case 0x202F:
	case 0x3000:
		return MARK_SPACE;
	case 0xAD: /* soft hyphen, zero-width marks and joiners */
	case 0x200B:
	case 0x200C:
	case 0x200D:
	case 0x2060:
	case 0xFEFF:
		return MARK_NOTHING;
	default:
		break;
	}
	if ((code >= 0xFE00 && code <= 0xFE0F) || (code >= 0x1F3FB && code <= 0x1F3FF))
		return MARK_NOTHING; /* variation selectors and skin tones */
	if ((code >= 0x2000 && code <= 0x206F) || (code >= 0x2190 && code <= 0x2BFF) ||
	    (code >= 0x1F000 && code <= 0x1FAFF) || (code >= 0xA1 && code <= 0xBF))
		return MARK_SPACE; /* punctuation, arrows, dingbats, other emoji */
	return MARK_LETTER;
}

/* Goes to the next phrase of a list: its start and length, and *list behind it; false at the
 * end. */
static bool next_phrase(const char **list, const char **phrase, size_t *n)
{
	if (!**list)
		return false;
	*phrase = *list;
	*n = strcspn(*list, "|");
	*list += *n + ((*list)[*n] == '|');
	return true;
}

static void respell(struct word *word)
{
	for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++) {
		const char *list = spellings[i].written, *written;
		size_t n;
		while (next_phrase(&list, &written, &n))
			if (word_is(word, written, n)) {
				word->at = spellings[i].meant;
				word->n = strlen(spellings[i].meant);
				return;
			}
	}
}

/* Ends the word being read: quotes around it are not part of it. */
static void end_word(struct words *words, const char *start, const char *end)
{
	while (start < end && *start == '\'')
		start++;
	while (end > start && end[-1] == '\'')
		end--;
	if (start == end)
		return;
	struct word *word = add_word(words, SENSE_OTHER);
	word->at = start;
	word->n = (size_t)(end - start);
	respell(word);
}

static struct words read_words(const char *text)
{
	size_t n = strlen(text), used = 0;
	struct words words = {.copy = must_malloc(n + 1)};
	char *out = words.copy, *start = out;

	for (size_t i = 0; i < n; i += used) {
		enum sense sense = SENSE_OTHER;
		int32_t code = utf8_decode(text + i, n - i, &used);
		enum mark mark = mark_of(code, &sense);

		/* " - " parts clauses, "non-favorite" only words. */
		if (code == '-' && i && text[i - 1] == ' ' && i + 1 < n && text[i + 1] == ' ') {
			mark = MARK_UNIT;
			sense = SENSE_CLAUSE;
		}
		if (mark == MARK_NOTHING)
			continue;
		if (mark == MARK_APOSTROPHE) {
			*out++ = '\'';
			continue;
		}
		if (mark == MARK_LETTER) {
			if (code < 0x80) {
				*out++ = ascii_lower((char)code);
			} else {
				memcpy(out, text + i, used);
				out += used;
			}
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

static void words_release(struct words *words)
{
	free(words->copy);
	free(words->at);
}

/* ---- phrases and titles ---- */

/* How many words the phrase covers at word i, 0 when it is not there. */
static size_t phrase_length(const struct words *words, size_t i, const char *phrase, size_t n)
{
	size_t length = 0;
	for (const char *end = phrase + n; phrase < end; length++) {
		size_t word = strcspn(phrase, " |");
		if (i + length >= words->n || !word_is(&words->at[i + length], phrase, word))
			return 0;
		phrase += word + (phrase[word] == ' ');
	}
	return length;
}

static bool is_number(const struct word *word)
{
	for (size_t i = 0; i < word->n; i++)
		if (!ascii_is_digit(word->at[i]))
			return false;
	return true;
}

static enum sense longest_phrase(const struct words *words, size_t i, size_t *length)
{
	const struct word *word = &words->at[i];
	enum sense sense = SENSE_OTHER;

	*length = 1;
	if (is_number(word))
		return SENSE_PLAIN;
	if (word->n > 3 && !memcmp(word->at + word->n - 3, "n't", 3))
		sense = SENSE_NOT;
	if (word->n > 2 && !memcmp(word->at + word->n - 2, "'s", 2))
		sense = SENSE_THEIRS;
	for (size_t l = 0; l < sizeof lexicon / sizeof *lexicon; l++) {
		const char *list = lexicon[l].phrases, *phrase;
		size_t n, covered;
		while (next_phrase(&list, &phrase, &n)) {
			if (*phrase != *word->at)
				continue;
			covered = phrase_length(words, i, phrase, n);
			if (covered >= *length) {
				*length = covered;
				sense = lexicon[l].sense;
			}
		}
	}
	return sense;
}

/* The next word of a title from t on, its marks skipped; the count of words when there is none. */
static size_t next_word(const struct words *words, size_t t)
{
	while (t < words->n && !is_word(&words->at[t]))
		t++;
	return t;
}

/* How many words and marks of the text the title covers at i; 0 when it is not there. */
static size_t title_length(const struct words *words, size_t i, const struct words *title)
{
	size_t t = next_word(title, 0), at = i, end = i;
	if (t == title->n)
		return 0;
	for (; t < title->n; t = next_word(title, t + 1)) {
		at = next_word(words, at);
		if (at == words->n || !word_is(&words->at[at], title->at[t].at, title->at[t].n))
			return 0;
		end = ++at;
	}
	return end - i;
}

/* True of a title that reads as a vote ("Favorite", "The Favourite"); "My Favorite Year" does
 * not. */
static bool reads_as_vote(const struct words *words, size_t i, size_t length)
{
	if (length > 2)
		return false;
	for (size_t end = i + length; i < end; i++) {
		size_t n;
		if (!is_word(&words->at[i]))
			continue;
		enum sense sense = longest_phrase(words, i, &n);
		if (sense >= SENSE_POSITIVE && sense <= SENSE_DOWN)
			return true;
	}
	return false;
}

static struct unit next_unit(const struct words *words, size_t i, const struct words *titles,
    size_t titles_n, size_t *length)
{
	struct unit unit = {.sense = words->at[i].sense};
	size_t longest = 0;

	*length = 1;
	if (!is_word(&words->at[i]))
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

/* Every block of a page comes here: one scan by first letters. */
bool lexicon_may_speak(const char *text)
{
	static const bool may_begin[256] = {
	    ['\0'] = true, ['f'] = true, ['F'] = true, ['t'] = true, ['T'] = true, [0xF0] = true};
	for (;; text++) {
		while (!may_begin[(unsigned char)*text])
			text++;
		switch (*text) {
		case '\0':
			return false;
		case 'f':
		case 'F':
			if (ascii_lower(text[1]) == 'a' && ascii_lower(text[2]) == 'v')
				return true;
			break;
		case 't':
		case 'T':
			if (ascii_starts(text, "thumbs"))
				return true;
			break;
		case '\xF0':
			if (text_starts(text, "\xF0\x9F\x91\x8D") ||
			    text_starts(text, "\xF0\x9F\x91\x8E"))
				return true;
			break;
		}
	}
}

struct units lexicon_read(const char *text, const char *const *titles, size_t titles_n)
{
	struct words words = read_words(text);
	struct words *masks = must_calloc(titles_n + 1, sizeof *masks);
	struct units units = {.at = must_calloc(words.n + 1, sizeof *units.at)};

	for (size_t t = 0; t < titles_n; t++)
		masks[t] = read_words(titles[t]);
	for (size_t i = 0, length; i < words.n; i += length)
		units.at[units.n++] = next_unit(&words, i, masks, titles_n, &length);
	units.at[units.n++].sense = SENSE_SENTENCE;
	for (size_t t = 0; t < titles_n; t++)
		words_release(&masks[t]);
	free(masks);
	words_release(&words);
	return units;
}

void units_release(struct units *units)
{
	free(units->at);
	*units = (struct units){0};
}
