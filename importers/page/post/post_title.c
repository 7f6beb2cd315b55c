/* post_title: see post_title.h. */
#include "importers/page/post/post_title.h"

#include "importers/page/post/post_claim.h"
#include "importers/page/words/languages.h"
#include "importers/page/words/title.h"
#include "importers/page/words/words.h"
#include "schema/base/text.h"

#include <string.h>

enum { TITLE_REACH = 40, TITLE_LINES = 5, CONFIRM_REACH = 200 };

/* True if another block within reach speaks of the title: then the line was no menu or ticker. */
static bool is_confirmed(const struct post *post, const char *title, size_t i)
{
	size_t n = strlen(title);
	for (size_t k = i + 1; k < post->blocks->all.n && k < i + CONFIRM_REACH; k++) {
		const char *text = post_block(post, k)->text; /* most are too short */
		if (strnlen(text, n) == n && strcasestr(text, title))
			return true;
	}
	return false;
}

/* `Year: 2012` is a fact, and no film called "Year". */
static bool is_fact(const struct post *post, const char *text)
{
	const struct profile *const of[] = {post->rules->site, post->rules->general};
	size_t n = strcspn(text, ":");
	if (!text[n])
		return false;
	const char *folded = text_fold(post->arena, arena_copy(post->arena, text, n), false);
	for (size_t k = 0; k < 2; k++)
		if (of[k] && phrases_find(&of[k]->labels, folded, strlen(folded)))
			return true;
	return false;
}

/* How well a block serves as the post's title; 0 not at all. */
static int title_rank(const struct post *post, size_t i, struct heading *heading)
{
	const char *text = post_block(post, i)->text;
	bool bar = strchr(text, '|') != NULL, big = post_block(post, i)->heading > 0;
	if (!*text || !title_is_plausible(post->arena, text) || is_fact(post, text))
		return 0;
	*heading = title_read(post->arena, text, post->year_max);
	if (!heading->title || !*heading->title || (!heading->year && !bar && !big))
		return 0;
	bool confirmed = is_confirmed(post, heading->title, i);
	if (heading->year)
		return confirmed ? 4 : 1;
	return confirmed ? (bar ? 3 : 2) : 0;
}

/* The block that is the post's title: the first of the best rank; the count of blocks when there is
 * none. */
static size_t find_title(const struct post *post, struct heading *best)
{
	size_t at = post->blocks->all.n;
	int best_rank = 0;
	for (size_t i = 0; i < post->blocks->all.n && i < TITLE_REACH; i++) {
		struct heading heading = {0};
		int rank = title_rank(post, i, &heading);
		if (rank > best_rank) {
			best_rank = rank;
			*best = heading;
			at = i;
		}
	}
	return at;
}

/* Further lines beside the title that name the film again, `A | B | C`: adds what they say. */
static void read_title_lines(struct post *post, size_t from, struct heading *heading)
{
	for (size_t i = from; i < post->blocks->all.n && i < from + TITLE_LINES; i++) {
		const char *text = post_block(post, i)->text;
		if (!strchr(text, '|') || !title_is_plausible(post->arena, text))
			continue;
		struct heading line = title_read(post->arena, text, post->year_max);
		bool same = line.title && title_same(post->arena, line.title, heading->title);
		list_each (const char *, it, &line.others)
			same = same || title_same(post->arena, *it, heading->title);
		if (!same)
			continue;
		heading->year = heading->year ? heading->year : line.year;
		if (!title_same(post->arena, line.title, heading->title))
			*list_add(post->arena, &heading->others) = line.title;
		list_each (const char *, it, &line.others)
			if (!title_same(post->arena, *it, heading->title))
				*list_add(post->arena, &heading->others) = *it;
		return;
	}
}

static void set_masks(struct post *post, const struct heading *heading)
{
	const char **titles = arena_take(post->arena, (heading->others.n + 1) * sizeof *titles);
	size_t n = 0;
	if (heading->title && *heading->title)
		titles[n++] = heading->title;
	list_each (const char *, it, &heading->others)
		titles[n++] = *it;
	post->titles = (struct masks){.at = titles, .n = n};
}

static void add_title(struct post *post, const struct heading *heading, size_t at)
{
	struct claim *claim = post_claim(post,
	    post->heading || at < post->blocks->all.n ? LAYER_POST_TITLE : LAYER_PAGE_TITLE,
	    "heading", at);
	title_add(post->arena, &claim->film, heading);
	claim->film.year = heading->year;
}

const char *post_title_read(struct post *post, size_t *first)
{
	size_t blocks = post->blocks->all.n, at = blocks;
	const char *given = post->heading ? post->heading : post->page_heading;
	struct heading heading = {0};
	if (given)
		heading = title_read(post->arena, given, post->year_max);
	if (!post->heading && !heading.title)
		at = find_title(post, &heading);
	*first = at < blocks ? at : 0;
	if (heading.title) {
		read_title_lines(post, at < blocks ? at + 1 : 0, &heading);
		add_title(post, &heading, at);
	}
	set_masks(post, &heading);
	post->year = heading.year;
	post->title_line = at < blocks ? post_block(post, at)->text : NULL;
	return heading.title;
}

bool post_title_is_of_several(struct arena *arena, const char *title)
{
	word_list words = {0};
	bool plural = false, chosen = false;
	words_read(arena, title, strlen(title), &words);
	list_each (const struct word, it, &words) {
		plural = plural || languages_has(&languages_titles_plural, it->text);
		chosen = chosen || ascii_is_digit(*it->text) ||
		    languages_has(&languages_titles_chosen, it->text);
	}
	return plural && chosen;
}
