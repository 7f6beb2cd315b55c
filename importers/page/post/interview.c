/* interview: see interview.h. */
#include "importers/page/post/interview.h"

#include "importers/page/post/prose.h"

#include <string.h>

/* The question and answer being read, in pieces, so that a long answer is joined once. */
struct exchange {
	text_list question, answer;
	const char *speaker;
	bool open;
};

static void exchange_close(struct post *post, struct exchange *exchange)
{
	if (exchange->open)
		*list_add(post->arena, &post->record->interview) = (struct interview_answer){
		    .question = prose_join(post->arena, &exchange->question),
		    .speaker = exchange->speaker,
		    .answer = prose_join(post->arena, &exchange->answer)};
	*exchange = (struct exchange){0};
}

static void add_piece(struct post *post, text_list *pieces, const char *text)
{
	if (text && *text)
		*list_add(post->arena, pieces) = text;
}

void interview_read(struct post *post)
{
	struct exchange exchange = {0};
	for (size_t i = 0; i < post->blocks->all.n; i++) {
		const struct line *line = &post->lines[i];
		if (line->kind == LINE_ASKS) {
			exchange_close(post, &exchange);
			exchange.open = true;
			add_piece(post, &exchange.question, line->value);
		} else if (line->kind == LINE_ANSWERS && exchange.open) {
			exchange.speaker = exchange.speaker ? exchange.speaker : line->speaker;
			add_piece(post, &exchange.answer, line->value);
		} else if (line->kind == LINE_TEXT && line->section == SECTION_INTERVIEW &&
		    exchange.open) {
			bool answered = exchange.answer.n > 0 || exchange.speaker;
			add_piece(post, answered ? &exchange.answer : &exchange.question,
			    post->blocks->all.at[i].text);
		} else if (line->section != SECTION_INTERVIEW) {
			exchange_close(post, &exchange);
		}
	}
	exchange_close(post, &exchange);
}
