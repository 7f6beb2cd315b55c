/* phrases: see phrases.h. */
#include "importers/page/profile/phrases.h"

#include "schema/base/text.h"

#include <string.h>

/* Folds a phrase and keeps its `*` and `{title}`, which folding would drop. */
static const char *fold_phrase(struct arena *arena, const char *text, bool *wild)
{
	const char *folded = "";
	for (const char *p = text; *p;) {
		size_t plain = strcspn(p, "*{");
		const char *piece = text_fold(arena, arena_copy(arena, p, plain), false);
		folded = arena_format(arena, "%s%s%s", folded, *folded && *piece ? " " : "", piece);
		p += plain;
		if (!*p)
			break;
		const char *mark = *p == '*' ? "*" : "{title}";
		folded = arena_format(arena, "%s%s%s", folded, *folded ? " " : "", mark);
		*wild = true;
		p += *p == '*' ? 1 : strcspn(p, "}") + (p[strcspn(p, "}")] == '}');
	}
	return folded;
}

int phrase_list_add(struct arena *arena, phrase_list *list, const char *value, int means, bool fold,
    struct err *err)
{
	for (const char *p = value; *p;) {
		size_t n = strcspn(p, "|");
		const char *one = text_squeeze(arena, p, n);
		p += n + (p[n] == '|');
		if (!*one)
			continue;
		bool wild = strchr(one, '*') != NULL;
		struct phrase phrase = {.means = means};
		phrase.text = fold ? fold_phrase(arena, one, &wild) : one;
		phrase.wild = wild;
		if (!*phrase.text)
			return err_set(err, EXIT_USAGE, "a phrase without a letter: %s", one);
		phrase.n = strlen(phrase.text);
		*list_add(arena, list) = phrase;
	}
	return 0;
}

/* 0–4095 */
static unsigned phrase_place(const char *folded, size_t n)
{
	uint32_t hash = 2166136261u;
	for (size_t i = 0; i < n; i++)
		hash = (hash ^ (unsigned char)folded[i]) * 16777619u;
	return (hash ^ hash >> 15) & 4095;
}

const struct phrase *phrases_find(const struct phrases *phrases, const char *folded, size_t n)
{
	enum { CHAINS = sizeof phrases->chains / sizeof *phrases->chains };
	for (unsigned i = phrases->chains[phrase_place(folded, n) % CHAINS]; i;) {
		const struct phrase *it = &phrases->exact.at[i - 1];
		if (it->n == n && memcmp(it->text, folded, n) == 0)
			return it;
		i = it->next;
	}
	return NULL;
}

/* The first of equal phrases counts. */
static void add_exact(struct arena *arena, struct phrases *phrases, const struct phrase *phrase)
{
	enum { CHAINS = sizeof phrases->chains / sizeof *phrases->chains };
	uint16_t *chain = &phrases->chains[phrase_place(phrase->text, phrase->n) % CHAINS];
	if (phrases_find(phrases, phrase->text, phrase->n) || phrases->exact.n == UINT16_MAX)
		return;
	struct phrase *added = list_add(arena, &phrases->exact);
	*added = *phrase;
	added->next = *chain;
	*chain = (uint16_t)phrases->exact.n;
}

unsigned phrase_beginning(const char *text)
{
	char start[3] = {ascii_lower(text[0]), ascii_lower(text[1])};
	start[2] =
	    text[1] && !ascii_is_space(text[2]) && text[2] != ':' ? ascii_lower(text[2]) : '\0';
	return phrase_place(start, sizeof start);
}

static void add_beginning(struct phrases *phrases, const char *text)
{
	unsigned place = phrase_beginning(text);
	phrases->begins[place / 64] |= (uint64_t)1 << place % 64;
}

/* Every phrase of `A | B | C`, as written. */
static void add_beginnings(struct phrases *phrases, const char *value)
{
	for (const char *p = value; *p;) {
		p += strspn(p, " |");
		if (*p)
			add_beginning(phrases, p);
		p += strcspn(p, "|");
	}
}

int phrases_add(
    struct arena *arena, struct phrases *phrases, const char *value, int means, struct err *err)
{
	phrase_list list = {0};
	if (phrase_list_add(arena, &list, value, means, true, err) < 0)
		return -1;
	add_beginnings(phrases, value);
	list_each (const struct phrase, it, &list) {
		add_beginning(phrases, it->text);
		if (it->wild)
			*list_add(arena, &phrases->wild) = *it;
		else
			add_exact(arena, phrases, it);
	}
	return 0;
}
