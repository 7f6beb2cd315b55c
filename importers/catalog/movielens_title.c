/* movielens_title: see movielens_title.h. */
#include "importers/catalog/movielens_title.h"

#include "schema/base/text.h"

#include <string.h>

/* Articles that catalogues put behind the title. One that ends in an apostrophe takes no space. */
static const char *const articles[] = {"The", "A", "An", "Le", "La", "Les", "L'", "Un", "Une", "Il",
    "Lo", "I", "Gli", "El", "Los", "Las", "Der", "Die", "Das", "Ein", "Eine", "De", "Het", "Det",
    "Den", "En", "Ett", "O", "Os", "As"};

/* `Godfather, The` → `The Godfather`. */
static const char *put_article_first(struct arena *arena, const char *title)
{
	const char *comma = NULL;
	for (const char *at = title; (at = strstr(at, ", ")); at++)
		comma = at;
	for (size_t i = 0; comma && i < sizeof articles / sizeof *articles; i++) {
		if (!ascii_equal(comma + 2, articles[i]))
			continue;
		const char *space = comma[strlen(comma) - 1] == '\'' ? "" : " ";
		return arena_format(
		    arena, "%s%s%.*s", comma + 2, space, (int)(comma - title), title);
	}
	return title;
}

/* Cuts the last bracket off the text: returns what stood in it, or NULL when the text does not end
 * in one. */
static const char *take_bracket(struct arena *arena, char *text)
{
	size_t n = strlen(text);
	int depth = 0;
	if (n == 0 || text[n - 1] != ')')
		return NULL;
	for (size_t i = n; i-- > 0;) {
		depth += text[i] == ')';
		depth -= text[i] == '(';
		if (depth > 0)
			continue;
		if (i == 0)
			return NULL; /* all of the title is in brackets */
		const char *inside = arena_copy(arena, text + i + 1, n - i - 2);
		while (i > 0 && text[i - 1] == ' ')
			i--;
		text[i] = '\0';
		return inside;
	}
	return NULL;
}

/* `1995`, `1995-1997`, `1995–`: the first year; 0 for anything else. */
static int year_of(const char *text)
{
	size_t digits = strspn(text, "0123456789");
	if (digits != 4 || ascii_is_alpha(text[4]) || ascii_is_space(text[4]))
		return 0;
	int year =
	    (text[0] - '0') * 1000 + (text[1] - '0') * 100 + (text[2] - '0') * 10 + text[3] - '0';
	return year >= 1870 ? year : 0;
}

static const char *without_aka(const char *text)
{
	static const char *const words[] = {"a.k.a. ", "a.k.a.", "aka ", "AKA "};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (ascii_starts(text, words[i]))
			return text + strlen(words[i]);
	return text;
}

static void add_other(struct arena *arena, struct film *film, const char *title)
{
	if (*title && strcmp(title, film->title) != 0)
		film_add_title(arena, film, title, TITLE_AKA);
}

void movielens_title(struct arena *arena, const char *text, struct film *film)
{
	enum { BRACKETS = 4 };
	const char *brackets[BRACKETS], *inside;
	int n = 0;
	char *rest = text_squeeze(arena, text, strlen(text));
	char *before = arena_text(arena, rest);
	inside = take_bracket(arena, rest);
	film->year = inside ? year_of(inside) : 0;
	if (!film->year)
		rest = before;
	const char *whole = arena_text(arena, rest);
	while (n < BRACKETS && (inside = take_bracket(arena, rest)))
		brackets[n++] = inside;
	film->title = put_article_first(arena, rest);
	bool plain = film->title == rest;
	for (int i = n; i-- > 0;) {
		const char *other = without_aka(brackets[i]);
		const char *turned = put_article_first(arena, other);
		add_other(arena, film, turned);
		if (i == 0 && plain && other == brackets[i] && turned == other)
			add_other(arena, film, whole);
	}
}
