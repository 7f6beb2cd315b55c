/* decision: see decision.h. */
#include "schema/store/evidence/decision.h"
#include "schema/base/date.h"
#include "schema/base/text.h"
#include "schema/store/page_name.h"

#include <string.h>

enum { WORDS_MAX = 5, LINE_MAX_BYTES = 64 * 1024 };

static const char *const verbs[] = {
    [DECISION_NONE] = NULL,
    [DECISION_SAME] = "same",
    [DECISION_DIFFER] = "differ",
    [DECISION_OPEN] = "open",
    [DECISION_BALLOT] = "ballot",
    [DECISION_VERDICT] = "verdict",
};

const char *decision_verb_name(enum decision_verb verb)
{
	return verbs[verb];
}

enum decision_verb decision_verb_of(const char *name)
{
	for (size_t i = DECISION_SAME; i <= DECISION_VERDICT; i++)
		if (strcmp(verbs[i], name) == 0)
			return (enum decision_verb)i;
	return DECISION_NONE;
}

/* One word at *at, quoted or not, in arena; moves *at behind it. NULL at a quote that does not
 * end. */
static const char *take_word(struct arena *arena, const char **at, const char *end)
{
	const char *from = *at;
	if (*from != '"') {
		while (*at < end && !ascii_is_space(**at))
			(*at)++;
		return arena_copy(arena, from, (size_t)(*at - from));
	}
	char *word = arena_take_raw(arena, (size_t)(end - from)), *out = word;
	for (from++; from < end; from++) {
		if (*from != '"') {
			*out++ = *from;
		} else if (from + 1 < end && from[1] == '"') {
			*out++ = *from++;
		} else {
			*out = '\0';
			*at = from + 1;
			return *at == end || ascii_is_space(**at) ? word : NULL;
		}
	}
	return NULL;
}

/* The line's words; -1 with err when a quote is wrong or there are more than anybody wants. */
static int split(struct arena *arena, const char *at, const char *end, const char *words[WORDS_MAX],
    struct err *err)
{
	int n = 0;
	for (;;) {
		while (at < end && ascii_is_space(*at))
			at++;
		if (at == end)
			return n;
		if (n == WORDS_MAX)
			return err_set(err, EXIT_REFUSED, "too many words");
		words[n] = take_word(arena, &at, end);
		if (!words[n++])
			return err_set(err, EXIT_REFUSED,
			    "a quote that does not end, or goes on behind its end");
	}
}

static bool is_choice(const char *word)
{
	static const char *const choices[] = {"favorite", "unfavorite", "none", "auto"};
	for (size_t i = 0; i < sizeof choices / sizeof *choices; i++)
		if (strcmp(choices[i], word) == 0)
			return true;
	return false;
}

/* A page's address alone is its first film: `https://…` becomes `https://…#1`, so that one thing
 * has one name. */
static const char *film_name(struct arena *arena, const char *given)
{
	static const char *const pages[] = {"http://", "https://", "page:", "sha256:", "tag:"};
	const char *word = page_name_numbered(arena, given);
	const char *hash = strrchr(word, '#');
	if (hash && hash[1] && strspn(hash + 1, "0123456789") == strlen(hash + 1))
		return word;
	for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
		if (text_starts(word, pages[i]))
			return arena_format(arena, "%s#1", word);
	return word;
}

/* PAGE#ID has its page by the name that it is kept under. */
static const char *comment_name(struct arena *arena, const char *word)
{
	const char *hash = strchr(word, '#');
	if (!hash)
		return word;
	const char *page = arena_copy(arena, word, (size_t)(hash - word));
	return arena_format(arena, "%s%s", page_name(arena, page), hash);
}

/* What the words mean together; two films go in bytewise order, so that "same A B" is "same B
 * A". */
static int understand(struct arena *arena, struct decision *decision, struct err *err)
{
	if (decision->verb == DECISION_BALLOT || decision->verb == DECISION_VERDICT) {
		decision->a = decision->verb == DECISION_BALLOT ? comment_name(arena, decision->a)
								: page_name(arena, decision->a);
		if (!is_choice(decision->b))
			return err_set(err, EXIT_REFUSED,
			    "'%s' is none of favorite, unfavorite, none, auto", decision->b);
		return 0;
	}
	decision->a = film_name(arena, decision->a);
	decision->b = film_name(arena, decision->b);
	int order = strcmp(decision->a, decision->b);
	if (order == 0)
		return err_set(err, EXIT_REFUSED, "both films are '%s'", decision->a);
	if (order > 0) {
		const char *first = decision->b;
		decision->b = decision->a;
		decision->a = first;
	}
	return 0;
}

/* same, differ and open are about the two films; a ballot about its comment; a verdict about its
 * page. */
static const char *subject_of(struct arena *arena, const struct decision *decision)
{
	if (decision->verb == DECISION_BALLOT || decision->verb == DECISION_VERDICT)
		return arena_format(arena, "%s\n%s", verbs[decision->verb], decision->a);
	return arena_format(arena, "films\n%s\n%s", decision->a, decision->b);
}

/* What stands in the words one by one. */
static int take_words(struct arena *arena, const char *const *words, int n,
    struct decision *decision, struct err *err)
{
	char date[DATE_TEXT];
	if (!date_iso(words[0], strlen(words[0]), date) || strlen(date) < 10)
		return err_set(err, EXIT_REFUSED, "'%s' is no date (YYYY-MM-DD)", words[0]);
	const char *verb = n < 2 ? "" : words[1];
	decision->verb = decision_verb_of(verb);
	if (decision->verb == DECISION_NONE)
		return err_set(
		    err, EXIT_REFUSED, "'%s' is none of same, differ, open, ballot, verdict", verb);
	if (n != 4)
		return err_set(err, EXIT_REFUSED, "'%s' takes two words after it", verb);
	decision->date = arena_text(arena, date);
	decision->a = words[2];
	decision->b = words[3];
	return 0;
}

int decision_read(
    struct arena *arena, const char *line, size_t n, struct decision *decision, struct err *err)
{
	const char *words[WORDS_MAX];
	*decision = (struct decision){0};
	const char *start = line, *end = line + n;
	while (start < end && ascii_is_space(*start))
		start++;
	if (start == end || *start == '#')
		return 0;
	if (n > LINE_MAX_BYTES || !utf8_valid(line, n) || memchr(line, '\0', n))
		return err_set(err, EXIT_REFUSED, "not a line of UTF-8 text");
	int count = split(arena, start, end, words, err);
	if (count < 0)
		return -1;
	if (take_words(arena, words, count, decision, err) < 0 ||
	    understand(arena, decision, err) < 0)
		return -1;
	struct buf text = BUF_INIT(4 * LINE_MAX_BYTES);
	decision_write(&text, decision);
	decision->line = arena_copy(arena, text.at, text.n);
	buf_release(&text);
	decision->subject = subject_of(arena, decision);
	return 1;
}

static void write_word(struct buf *buf, const char *word)
{
	buf_add_char(buf, ' ');
	if (*word && !strpbrk(word, " \t\r\n\v\f\"")) {
		buf_add_text(buf, word);
		return;
	}
	buf_add_char(buf, '"');
	for (; *word; word++) {
		if (*word == '"')
			buf_add_char(buf, '"');
		buf_add_char(buf, *word);
	}
	buf_add_char(buf, '"');
}

void decision_write(struct buf *buf, const struct decision *decision)
{
	buf_add_text(buf, decision->date);
	write_word(buf, verbs[decision->verb]);
	write_word(buf, decision->a);
	write_word(buf, decision->b);
}
