/* opinion: see opinion.h. */
#include "importers/page/post/opinion.h"

#include "importers/page/post/post_claim.h"
#include "importers/page/words/rating.h"
#include "importers/page/words/verdict.h"
#include "schema/base/text.h"

#include <string.h>

static void add_verdict(struct post *post, enum choice choice, const char *label, enum rule rule,
    enum layer layer, const char *why, size_t block)
{
	struct claim *claim = post_claim(post, layer, why, block);
	*list_add(post->arena, &claim->film.verdicts) = (struct verdict){.choice = choice,
	    .label = label,
	    .rule = rule,
	    .score = choice == CHOICE_FAVORITE ? 1 : 0};
}

/* What a choice block's text says, by the site's own words first. */
static enum choice choice_of(const struct post *post, const char *text)
{
	const char *folded = text_fold(post->arena, text, false);
	const struct profile *const of[] = {post->rules->site, post->rules->general};
	for (size_t k = 0; k < 2; k++)
		for (size_t i = 0; of[k] && i < of[k]->choices.n; i++)
			if (strcmp(of[k]->choices.at[i].text, folded) == 0)
				return (enum choice)of[k]->choices.at[i].means;
	enum choice choice = verdict_of_label(text);
	return choice == CHOICE_FAVORITE || choice == CHOICE_UNFAVORITE ? choice : CHOICE_NONE;
}

/* The block under a choice heading. */
static bool read_choice_under(struct post *post, size_t heading)
{
	const struct line *line = &post->lines[heading];
	for (size_t i = heading + 1; i < post->blocks->all.n && i <= heading + 2; i++) {
		const char *text = post_block(post, i)->text;
		if (post->lines[i].kind != LINE_TEXT || !*text)
			continue;
		enum choice choice = choice_of(post, text);
		if (!choice)
			continue;
		add_verdict(post, choice, text, RULE_CHOICE_BLOCK,
		    line->by_site ? LAYER_PROFILE : LAYER_LABELS,
		    arena_format(post->arena, "under `%s`", line->rule), i);
		return true;
	}
	post->choice_unread = true;
	return false;
}

static bool read_choice(struct post *post)
{
	bool read = false;
	for (size_t i = 0; i < post->blocks->all.n && !read; i++) {
		const struct line *line = &post->lines[i];
		if (line->kind == LINE_OPENS && line->section == SECTION_CHOICE)
			read = read_choice_under(post, i);
		if (line->kind != LINE_PAIR || line->field != FIELD_CHOICE)
			continue;
		enum choice choice = choice_of(post, line->value);
		if (choice)
			add_verdict(post, choice, line->value, RULE_CHOICE_BLOCK,
			    line->by_site ? LAYER_PROFILE : LAYER_LABELS,
			    arena_format(post->arena, "label `%s:`", line->rule), i);
		read = choice != CHOICE_NONE;
		post->choice_unread = !read;
	}
	post->choice_unread = post->choice_unread && !read;
	return read;
}

/* The headline: a sentence of the opening, before any other part. Sets *films when it speaks of
 * films in so many words. What members write says nothing of the site's choice. */
static bool read_headline(struct post *post, size_t *at, bool *films)
{
	if (post->claims->of_members)
		return false;
	for (size_t i = 0; i < post->blocks->all.n; i++) {
		const char *sentence;
		if (post->lines[i].kind != LINE_TEXT || post->lines[i].section != SECTION_NONE)
			continue;
		enum choice choice = headline_choice(
		    post->arena, post_block(post, i)->text, &post->titles, &sentence);
		if (!choice)
			continue;
		*at = i;
		*films = strcasestr(sentence, "movie") || strcasestr(sentence, "film");
		add_verdict(post, choice, sentence, RULE_HEADLINE, LAYER_PROSE, "headline", i);
		return true;
	}
	return false;
}

/* `Favorite: 12 votes`: a choice and its count. */
static bool read_count(
    const struct post *post, const char *text, enum choice *choice, int64_t *votes)
{
	size_t n = strcspn(text, "0123456789"), end = n;
	bool approximate = false;
	while (end && strchr(" :-(", text[end - 1]))
		end--;
	if (!text[n] || !end || strlen(text) > 100)
		return false;
	*choice = verdict_of_label(arena_copy(post->arena, text, end));
	size_t digits = strspn(text + n, "0123456789.,");
	if (text[n + digits] == '%' || text_starts(text + n + digits, " %")) {
		/* `60 % (12 votes)`, `(60%, 12 votes)` */
		const char *open = strpbrk(text + n + digits, "(,");
		return *choice && open && rating_count(open + 1, votes, &approximate);
	}
	return (*choice == CHOICE_FAVORITE || *choice == CHOICE_UNFAVORITE) &&
	    rating_count(text + n, votes, &approximate);
}

/* The same on two lines: `Favorite`, and below it `12` or `12 votes`, which is no share. */
static bool read_count_below(const struct post *post, size_t i, enum choice *choice, int64_t *votes)
{
	bool approximate = false;
	const char *below = i + 1 < post->blocks->all.n ? post_block(post, i + 1)->text : "";
	*choice = verdict_of_label(post_block(post, i)->text);
	return (*choice == CHOICE_FAVORITE || *choice == CHOICE_UNFAVORITE) &&
	    ascii_is_digit(*below) && strlen(below) <= 30 && !strchr(below, '%') &&
	    rating_count(below, votes, &approximate);
}

static bool read_poll(struct post *post, size_t *at)
{
	enum { OPTION_REACH = 6 };
	struct poll poll = {0};
	size_t i = 0, counted = 0;
	while (i < post->blocks->all.n && post->lines[i].kind != LINE_POLL)
		i++;
	if (i == post->blocks->all.n ||
	    !headline_question(post->arena, post_block(post, i)->text, &post->titles, &poll))
		return false;
	*at = i;
	for (size_t k = i + 1; k < post->blocks->all.n && k <= i + OPTION_REACH; k++) {
		enum choice choice;
		int64_t votes;
		if (!read_count(post, post_block(post, k)->text, &choice, &votes) &&
		    !read_count_below(post, k, &choice, &votes))
			continue;
		list_each (struct poll_option, it, &poll.options)
			if (it->choice == choice && it->votes < 0) {
				it->votes = votes;
				counted++;
			}
	}
	post->poll_uncounted = counted == 0;
	struct claim *claim = post_claim(post, LAYER_PROSE, "question to readers", i);
	*list_add(post->arena, &claim->film.polls) = poll;
	return true;
}

bool opinion_is_count(const struct post *post, const char *text)
{
	enum choice choice;
	int64_t votes;
	return read_count(post, text, &choice, &votes);
}

struct opinion opinion_read(struct post *post)
{
	struct opinion opinion = {0};
	bool films = false, choice = read_choice(post);
	bool headline = read_headline(post, &opinion.anchor, &films);
	bool poll = read_poll(post, &opinion.anchor);
	opinion.anchored = headline || poll;
	opinion.on_film = choice || poll || (headline && films);
	return opinion;
}
