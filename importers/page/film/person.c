/* person: see person.h. */
#include "importers/page/film/person.h"

#include "importers/page/words/languages.h"
#include "importers/page/words/words.h"
#include "schema/base/text.h"

#include <string.h>

bool person_is_name(struct arena *arena, const char *text)
{
	enum { NAME_BYTES = 80, NAME_WORDS = 7 };
	size_t n = strlen(text);
	if (n == 0 || n > NAME_BYTES || strpbrk(text, "?!:;=<>[]{}@#") || strstr(text, "..."))
		return false;
	word_list words = {0};
	words_read(arena, text, n, &words);
	if (words.n == 0 || words.n > NAME_WORDS)
		return false;
	struct word *first = &words.at[0];
	bool small = text[first->at] >= 'a' && text[first->at] <= 'z';
	/* "Robert Downey Jr." and "J. J. Lee" have points; a sentence of more words ends with
	 * one */
	bool sentence = text[n - 1] == '.' && words.n > 4;
	return !sentence && !ascii_is_digit(text[0]) && !(small && words.n == 1) &&
	    !(small && text[words.at[words.n - 1].at] >= 'a' &&
		text[words.at[words.n - 1].at] <= 'z');
}

static bool is_suffix(const char *text)
{
	static const char *const suffixes[] = {"Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV", "Inc",
	    "Inc.", "Ltd", "Ltd.", "LLC", "Co.", "M.D.", "Ph.D."};
	for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++)
		if (strcmp(text, suffixes[i]) == 0)
			return true;
	return false;
}

/* The length of ` word `, one of the list's in its spaces, at text; 0 for none. */
static size_t spaced_word(const struct languages_list *list, const char *text)
{
	for (size_t i = 0; *text == ' ' && i < list->n; i++) {
		size_t n = strlen(list->words[i]);
		if (text_starts(text + 1, list->words[i]) && text[n + 1] == ' ')
			return n + 2;
	}
	return 0;
}

/* The length of what parts two names at text: a comma, slash, semicolon, bar, bullet, `&`, "and"; 0
 * for none. */
static size_t joint_at(const char *text)
{
	static const char *const joints[] = {
	    ", ", ",", "; ", ";", " / ", "/", " | ", "|", " & ", " • ", " · ", "、"};
	for (size_t i = 0; i < sizeof joints / sizeof *joints; i++)
		if (text_starts(text, joints[i]))
			return strlen(joints[i]);
	return spaced_word(&languages_values_and, text);
}

/* Where the next name ends: at a joint outside brackets; *skip is its length. */
static size_t name_end(const char *text, size_t *skip)
{
	int depth = 0;
	for (const char *p = text; *p; p++) {
		depth += *p == '(' || *p == '[';
		depth -= *p == ')' || *p == ']';
		*skip = depth <= 0 && p > text ? joint_at(p) : 0;
		if (*skip)
			return (size_t)(p - text);
	}
	*skip = 0;
	return strlen(text);
}

/* The name before the mark's first place, and the character behind it; NULL when it parts nothing.
 */
static const char *cut_at(
    struct arena *arena, const char *text, const char *mark, const char **character)
{
	const char *at = strstr(text, mark);
	const char *rest = at ? at + strlen(mark) : NULL;
	if (!at || at == text || !*rest)
		return NULL;
	rest += strspn(rest, ". ");
	*character = text_squeeze(arena, rest, strlen(rest));
	return text_squeeze(arena, text, (size_t)(at - text));
}

/* `Name (Ilana)`, `Name as Ilana`, `Name ... Ilana`, `Name – Ilana`: cuts the name and sets the
 * character. */
static const char *take_character(struct arena *arena, const char *text, const char **character)
{
	static const char *const marks[] = {" ... ", " … ", "...", " – ", " — ", " - "};
	const char *open = strchr(text, '('), *close = open ? strchr(open, ')') : NULL;
	*character = NULL;
	if (open && close && open > text && close > open + 1) {
		*character = text_squeeze(arena, open + 1, (size_t)(close - open - 1));
		return text_squeeze(arena, text, (size_t)(open - text));
	}
	const char *name = NULL;
	for (size_t i = 0; i < languages_values_as.n && !name; i++)
		name = cut_at(arena, text,
		    arena_format(arena, " %s ", languages_values_as.words[i]), character);
	for (size_t i = 0; i < sizeof marks / sizeof *marks && !name; i++)
		name = cut_at(arena, text, marks[i], character);
	return name ? name : text;
}

static bool add_name(struct arena *arena, struct film *film, enum role role, const char *text)
{
	const char *character;
	const char *name = take_character(arena, text, &character);
	if (!person_is_name(arena, name))
		return false;
	struct credit *credit = film_add_credit(arena, film, role, name);
	credit->character = role == ROLE_ACTOR && character && *character ? character : NULL;
	return true;
}

bool person_add(struct arena *arena, struct film *film, enum role role, const char *text)
{
	const char *colon = role == ROLE_ACTOR ? strchr(text, ':') : NULL;
	if (!colon || colon == text)
		return add_name(arena, film, role, text);
	const char *name = text_squeeze(arena, text, (size_t)(colon - text));
	const char *character = text_squeeze(arena, colon + 1, strlen(colon + 1));
	if (!person_is_name(arena, name))
		return false;
	film_add_credit(arena, film, role, name)->character = *character ? character : NULL;
	return true;
}

bool person_add_all(struct arena *arena, struct film *film, enum role role, const char *value)
{
	bool understood = true;
	for (const char *p = value; *p;) {
		size_t skip, more, n = name_end(p, &skip);
		/* "Sammy Davis, Jr." is one name */
		size_t next = skip ? name_end(p + n + skip, &more) : 0;
		if (next && is_suffix(arena_copy(arena, p + n + skip, next))) {
			n += skip + next;
			skip = more;
		}
		const char *name = text_squeeze(arena, p, n);
		if (*name)
			understood = add_name(arena, film, role, name) && understood;
		p += n + skip;
	}
	return understood;
}
