/* headline: see headline.h. */
#include "importers/page/post/headline.h"

#include "importers/page/words/languages.h"
#include "importers/page/words/lexicon.h"
#include "importers/page/words/verdict.h"
#include "importers/page/words/words.h"
#include "schema/base/buf.h"

#include <string.h>

/* Whose favorite a headline speaks of. */
static bool is_possessive(const char *word)
{
	return languages_has(&languages_headlines_ours, word);
}

/* Makes the words of every title that stands in the text empty: nothing matches an empty word. */
static void mask_words(struct arena *arena, word_list *words, const struct masks *masks)
{
	for (size_t t = 0; t < masks->n; t++) {
		word_list title = {0};
		words_read(arena, masks->at[t], strlen(masks->at[t]), &title);
		for (size_t i = 0; title.n && i + title.n <= words->n; i++) {
			size_t same = 0;
			while (same < title.n &&
			    strcmp(words->at[i + same].text, title.at[same].text) == 0)
				same++;
			for (size_t k = 0; same == title.n && k < same; k++)
				words->at[i + k].text = "";
		}
	}
}

/* Words [from, to) as they stand in the text, every masked one left out. */
static const char *span_text(
    struct arena *arena, const char *text, const word_list *words, size_t from, size_t to)
{
	struct buf buf = BUF_INIT(1 << 20);
	for (size_t i = from; i < to; i++) {
		const struct word *word = &words->at[i];
		size_t end = i + 1 < to ? words->at[i + 1].at : word->end;
		if (*word->text)
			buf_add(&buf, text + word->at, end - word->at);
	}
	const char *span = arena_copy(arena, buf_text(&buf), buf.n);
	buf_release(&buf);
	return span;
}

static size_t sentence_end(const word_list *words, size_t from)
{
	while (from < words->n && words->at[from].stop < STOP_SENTENCE)
		from++;
	return from < words->n ? from + 1 : words->n;
}

/* The sentence of words [from, to) as it stands, with its end mark. */
static const char *sentence_text(
    struct arena *arena, const char *text, const word_list *words, size_t from, size_t to)
{
	size_t at = words->at[from].at, end = to < words->n ? words->at[to].at : strlen(text);
	while (end > at && text[end - 1] == ' ')
		end--;
	return arena_copy(arena, text + at, end - at);
}

/* True if the words from a possessive on make a choice within its reach ("our very own
 * non-favorite"). */
static bool speaks_for_us(
    struct arena *arena, const char *text, const word_list *words, size_t from, size_t to)
{
	enum { REACH = 5 };
	for (size_t i = from; i < to; i++) {
		if (!is_possessive(words->at[i].text))
			continue;
		size_t end = i + REACH < to ? i + REACH : to;
		if (lexicon_may_speak(span_text(arena, text, words, i, end)))
			return true;
	}
	return false;
}

enum choice headline_choice(
    struct arena *arena, const char *text, const struct masks *masks, const char **sentence)
{
	enum { HEADLINE_MAX = 4000 }; /* a longer paragraph is no headline */
	if (strlen(text) > HEADLINE_MAX || !lexicon_may_speak(text))
		return CHOICE_NONE;
	word_list words = {0};
	words_read(arena, text, strlen(text), &words);
	mask_words(arena, &words, masks);
	for (size_t from = 0, to; from < words.n; from = to) {
		to = sentence_end(&words, from);
		if (words.at[to - 1].stop == STOP_QUESTION ||
		    !speaks_for_us(arena, text, &words, from, to))
			continue;
		enum choice choice = verdict_of_text(span_text(arena, text, &words, from, to));
		if (choice != CHOICE_FAVORITE && choice != CHOICE_UNFAVORITE)
			continue;
		*sentence = sentence_text(arena, text, &words, from, to);
		return choice;
	}
	return CHOICE_NONE;
}

static enum choice span_choice(struct arena *arena, const char *text, const word_list *words,
    size_t from, size_t to, const char **label)
{
	*label = arena_copy(
	    arena, text + words->at[from].at, words->at[to - 1].end - words->at[from].at);
	enum choice choice = lexicon_may_speak(*label) ? verdict_of_label(*label) : CHOICE_NONE;
	return choice == CHOICE_FAVORITE || choice == CHOICE_UNFAVORITE ? choice : CHOICE_NONE;
}

/* How many words from i on name one choice (0 for none). Two count only when they say something
 * else than the second alone: "non favorite", "thumbs up", but not "is unfavorite". */
static size_t choice_at(struct arena *arena, const char *text, const word_list *words, size_t i,
    struct poll_option *option)
{
	const char *ignored;
	if (!*words->at[i].text)
		return 0;
	if (!words->at[i].stop && i + 1 < words->n && *words->at[i + 1].text) {
		option->choice = span_choice(arena, text, words, i, i + 2, &option->label);
		if (option->choice &&
		    option->choice != span_choice(arena, text, words, i + 1, i + 2, &ignored) &&
		    !span_choice(arena, text, words, i, i + 1, &ignored))
			return 2;
	}
	option->choice = span_choice(arena, text, words, i, i + 1, &option->label);
	return option->choice ? 1 : 0;
}

/* Sets the options to the two choices that words [from, to) name, in their order; false when they
 * don't name both. */
static bool read_options(struct arena *arena, const char *text, const word_list *words, size_t from,
    size_t to, struct poll_option options[2])
{
	size_t n = 0;
	for (size_t i = from, used; i < to && n < 2; i += used ? used : 1) {
		struct poll_option option = {.votes = -1};
		used = choice_at(arena, text, words, i, &option);
		if (used && (n == 0 || options[0].choice != option.choice))
			options[n++] = option;
	}
	return n == 2;
}

bool headline_question(
    struct arena *arena, const char *text, const struct masks *masks, struct poll *poll)
{
	enum { QUESTION_MAX = 1000 };
	size_t n = strlen(text);
	if (n > QUESTION_MAX || !lexicon_may_speak(text))
		return false;
	word_list words = {0};
	words_read(arena, text, n, &words);
	mask_words(arena, &words, masks);
	for (size_t from = 0, to; from < words.n; from = to) {
		struct poll_option options[2];
		to = sentence_end(&words, from);
		if (words.at[to - 1].stop != STOP_QUESTION ||
		    !read_options(arena, text, &words, from, to, options))
			continue;
		poll->question = sentence_text(arena, text, &words, from, to);
		for (size_t i = 0; i < 2; i++)
			*list_add(arena, &poll->options) = options[i];
		return true;
	}
	return false;
}
