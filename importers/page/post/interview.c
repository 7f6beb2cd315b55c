/*
 * interview: `Q:` and `Name:` lines as pairs. Paragraphs that follow belong to what came before
 * them. An interview names other films and people: nothing else is read from it.
 */
#include "importers/page/post/post.h"

#include <string.h>

/* The pair being read, in pieces, so that a long answer is joined once. */
struct pair {
	text_list question, answer;
	const char *speaker;
	bool open;
};

static void pair_close(struct post *post, struct pair *pair)
{
	if (pair->open)
		*list_add(post->arena, &post->record->interview) =
		    (struct interview_answer){.question = post_join(post->arena, &pair->question),
			.speaker = pair->speaker,
			.answer = post_join(post->arena, &pair->answer)};
	*pair = (struct pair){0};
}

static void add_piece(struct post *post, text_list *pieces, const char *text)
{
	if (text && *text)
		*list_add(post->arena, pieces) = text;
}

void interview_read(struct post *post)
{
	struct pair pair = {0};
	for (size_t i = 0; i < post->blocks->all.n; i++) {
		const struct line *line = &post->lines[i];
		if (line->kind == LINE_ASKS) {
			pair_close(post, &pair);
			pair.open = true;
			add_piece(post, &pair.question, line->value);
		} else if (line->kind == LINE_ANSWERS && pair.open) {
			pair.speaker = pair.speaker ? pair.speaker : line->speaker;
			add_piece(post, &pair.answer, line->value);
		} else if (line->kind == LINE_TEXT && line->section == SECTION_INTERVIEW &&
		    pair.open) {
			bool answered = pair.answer.n > 0 || pair.speaker;
			add_piece(post, answered ? &pair.answer : &pair.question,
			    post->blocks->all.at[i].text);
		} else if (line->section != SECTION_INTERVIEW) {
			pair_close(post, &pair);
		}
	}
	pair_close(post, &pair);
}
