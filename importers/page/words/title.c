/* title: see title.h. Headings hold more than a title: years, other titles, the word "film", dates;
 * here they are told apart. */
#include "importers/page/words/title.h"

#include "importers/page/words/languages.h"
#include "importers/page/words/words.h"
#include "schema/base/text.h"

#include <stdlib.h>
#include <string.h>

int title_year_max(const char *retrieved_at, const char *published_at)
{
	const char *date = retrieved_at ? retrieved_at : published_at;
	return date ? atoi(date) + YEARS_AHEAD : YEAR_LAST;
}

/* The year that exactly these n bytes spell, or 0. */
static int year_of(const char *text, size_t n, int year_max)
{
	if (n != 4 || strspn(text, "0123456789") < 4)
		return 0;
	int year =
	    (text[0] - '0') * 1000 + (text[1] - '0') * 100 + (text[2] - '0') * 10 + text[3] - '0';
	return year >= YEAR_FIRST && year <= year_max ? year : 0;
}

/* Takes quotes that enclose the whole text and separators that were left at its ends. */
static char *trim_title(struct arena *arena, const char *text, size_t n)
{
	static const char *const quotes[][2] = {
	    {"\"", "\""}, {"“", "”"}, {"„", "“"}, {"«", "»"}, {"‘", "’"}, {"'", "'"}};
	char *title = text_squeeze(arena, text, n);
	size_t length = strlen(title);
	while (length && strchr(" ,-|:", title[length - 1]))
		title[--length] = 0;
	title += strspn(title, " ,-|:");
	length = strlen(title);
	for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++) {
		size_t open = strlen(quotes[i][0]), close = strlen(quotes[i][1]);
		if (length > open + close && text_starts(title, quotes[i][0]) &&
		    strcmp(title + length - close, quotes[i][1]) == 0 &&
		    !strstr(title + open, quotes[i][0]))
			return arena_copy(arena, title + open, length - open - close);
	}
	return title;
}

/* True of the nothing, or the few words, between "film" and a year: "", " de", " sorti en". */
static bool is_joint(const char *folded)
{
	static struct languages_folded joints = {.list = &languages_titles_kind_of};
	const char *const *words = languages_fold(&joints);
	for (size_t i = 0; *folded == ' ' && i < joints.list->n; i++)
		if (strcmp(folded + 1, words[i]) == 0)
			return true;
	return *folded == '\0';
}

/* True of what only says that it is a film: "film", "фильм", "película de", "film från". */
static bool is_kind(struct arena *arena, const char *text)
{
	static struct languages_folded kinds = {.list = &languages_titles_kind};
	const char *const *words = languages_fold(&kinds);
	const char *folded = text_fold(arena, text, false);
	for (size_t i = 0; i < kinds.list->n; i++)
		if (text_starts(folded, words[i]) && is_joint(folded + strlen(words[i])))
			return true;
	return false;
}

/* `Closeness (film)`: the length without the bracket. */
static size_t kind_cut(struct arena *arena, const char *text)
{
	size_t n = strlen(text);
	const char *open = n && text[n - 1] == ')' ? strrchr(text, '(') : NULL;
	if (open && open > text + 1 && open[-1] == ' ' &&
	    is_kind(arena, arena_copy(arena, open + 1, (size_t)(text + n - 1 - open - 1))))
		return (size_t)(open - 1 - text);
	return n;
}

/* `(2017)`, `[2017]`, `(2017 film)`, `(Tesnota, 2017)`: takes the year and what else stands before
 * it inside. What follows the bracket is not the title's. */
static bool read_bracket(
    struct arena *arena, const char *text, int year_max, struct heading *heading)
{
	for (const char *open = strpbrk(text, "(["); open; open = strpbrk(open + 1, "([")) {
		const char *close = strpbrk(open, ")]");
		if (!close)
			return false;
		const char *year = NULL;
		for (const char *p = open + 1; p + 4 <= close && !year; p++)
			if ((p == open + 1 || strchr(" ,", p[-1])) &&
			    (p + 4 == close || strchr(" ,)", p[4])) && year_of(p, 4, year_max))
				year = p;
		if (!year || open == text)
			continue;
		heading->year = year_of(year, 4, year_max);
		heading->title = trim_title(arena, text, (size_t)(open - text));
		const char *inside = trim_title(arena, open + 1, (size_t)(year - open - 1));
		if (*inside && !is_kind(arena, inside))
			*list_add(arena, &heading->others) = inside;
		return *heading->title != 0;
	}
	return false;
}

/* True before a year that the words go on with: "Class of 1984", "our films of 2012". */
static bool leads_to_year(const char *text, size_t n)
{
	for (size_t i = 0; i < languages_titles_before_year.n; i++) {
		const char *word = languages_titles_before_year.words[i];
		size_t length = strlen(word) + 1;
		if (n > length && text[n - length - 1] == ' ' && text[n - 1] == ' ' &&
		    memcmp(text + n - length, word, length - 1) == 0)
			return true;
	}
	return false;
}

/* `Closeness 2017`, `Closeness, 2017`: takes the year when something is left. */
static const char *read_trailing(struct arena *arena, const char *text, int year_max, int *year)
{
	const char *title = trim_title(arena, text, kind_cut(arena, text));
	size_t n = strlen(title);
	if (n < 6 || !strchr(" ,-", title[n - 5]) || !year_of(title + n - 4, 4, year_max) ||
	    leads_to_year(title, n - 4))
		return title;
	const char *left = trim_title(arena, title, n - 4);
	if (!*left)
		return title;
	*year = year_of(title + n - 4, 4, year_max);
	return left;
}

/* Words that a review puts before the title. */
static const char *skip_announcement(const char *text)
{
	return text + languages_starts(&languages_titles_announcement, text);
}

/* The next part of `A | B | C`; moves *rest past it. */
static const char *next_part(struct arena *arena, const char **rest)
{
	size_t n = strcspn(*rest, "|");
	const char *wide = strstr(*rest, "｜");
	size_t skip = n + ((*rest)[n] == '|');
	if (wide && (size_t)(wide - *rest) < n) {
		n = (size_t)(wide - *rest);
		skip = n + strlen("｜");
	}
	const char *part = text_squeeze(arena, *rest, n);
	*rest += skip;
	return part;
}

static void add_other(struct arena *arena, struct heading *heading, const char *text)
{
	if (!*text || title_same(arena, text, heading->title))
		return;
	list_each (const char *, it, &heading->others)
		if (strcmp(*it, text) == 0)
			return;
	*list_add(arena, &heading->others) = text;
}

struct heading title_read(struct arena *arena, const char *text, int year_max)
{
	struct heading heading = {0};
	for (const char *rest = skip_announcement(text); *rest;) {
		const char *part = next_part(arena, &rest);
		struct heading one = {0};
		if (!read_bracket(arena, part, year_max, &one))
			one.title = read_trailing(arena, part, year_max, &one.year);
		if (heading.year == 0)
			heading.year = one.year;
		if (!heading.title && *one.title)
			heading.title = one.title;
		else
			add_other(arena, &heading, one.title);
		list_each (const char *, it, &one.others)
			add_other(arena, &heading, *it);
	}
	return heading;
}

bool title_same(struct arena *arena, const char *a, const char *b)
{
	if (!a || !b)
		return false;
	return strcmp(a, b) == 0 ||
	    strcmp(text_fold(arena, a, true), text_fold(arena, b, true)) == 0;
}

static bool is_latin(const char *text)
{
	const char *script = text_script(text);
	return !script || strcmp(script, "Latn") == 0;
}

void title_add(struct arena *arena, struct film *film, const struct heading *heading)
{
	if (!heading->title)
		return;
	film->title = heading->title;
	if (heading->others.n == 0)
		return;
	bool latin = is_latin(heading->title), original = false;
	list_each (const char *, it, &heading->others)
		original = original || !is_latin(*it);
	film_add_title(arena, film, heading->title, TITLE_DISPLAY);
	bool given = false, romanised = false;
	list_each (const char *, it, &heading->others) {
		enum title_kind kind = TITLE_AKA;
		if (latin && !is_latin(*it) && !given) {
			kind = TITLE_ORIGINAL;
			given = true;
		} else if (latin && original && is_latin(*it) && !romanised) {
			kind = TITLE_ROMANISED;
			romanised = true;
		}
		film_add_title(arena, film, *it, kind);
	}
}

/* Month names, so that a post's date is not taken for a title with a year. */
static bool is_month(const char *word)
{
	for (size_t i = 0; i < languages_months.n; i++)
		if (strcmp(word, languages_months.rows[i].word) == 0)
			return true;
	return false;
}

/* `Sunday, May 14, 2017`, `May 2017`, `14.5.2017`: but `1917 2019` is a title and its year. */
static bool is_date(const word_list *words)
{
	size_t numbers = 0, months = 0;
	list_each (struct word, it, words) {
		numbers += ascii_is_digit(it->text[0]);
		months += is_month(it->text);
	}
	return (months && (numbers >= 2 || (numbers == 1 && words->n == 2))) ||
	    (numbers == words->n && numbers > 2);
}

bool title_is_plausible(struct arena *arena, const char *text)
{
	enum { TITLE_WORDS = 16, TITLE_BYTES = 200 };
	size_t n = strlen(text);
	if (n == 0 || n > TITLE_BYTES)
		return false;
	word_list words = {0};
	words_read(arena, text, n, &words);
	bool sentence = text[n - 1] == '.' && words.n > 4 && !text_starts(text + n - 3, "...");
	return words.n > 0 && words.n <= TITLE_WORDS && !sentence && !is_date(&words);
}

const char *title_without_site(struct arena *arena, const char *title, const char *site)
{
	static const char *const separators[] = {
	    " - ", " | ", " – ", " — ", " : ", " :: ", " » ", " « "};
	for (size_t i = 0; title && site && i < sizeof separators / sizeof *separators; i++) {
		size_t gap = strlen(separators[i]);
		for (const char *at = strstr(title, separators[i]); at;
		     at = strstr(at + 1, separators[i]))
			if (title_same(arena, at + gap, site))
				return arena_copy(arena, title, (size_t)(at - title));
		const char *first = strstr(title, separators[i]);
		if (first &&
		    title_same(arena, arena_copy(arena, title, (size_t)(first - title)), site))
			return first + gap;
	}
	return title;
}
