/* prose: see prose.h. */
#include "importers/page/post/prose.h"

#include "importers/page/post/post_claim.h"
#include "schema/base/buf.h"

#include <string.h>

const char *prose_join(struct arena *arena, const text_list *pieces)
{
	struct buf buf = BUF_INIT(16 << 20);
	for (size_t i = 0; i < pieces->n; i++) {
		if (i)
			buf_add_text(&buf, "\n\n");
		buf_add_text(&buf, pieces->at[i]);
	}
	const char *text = pieces->n ? arena_copy(arena, buf_text(&buf), buf.n) : NULL;
	buf_release(&buf);
	return text;
}

/* A paragraph that tells something: not a heading, and no call to readers ("We'd love to hear your
 * thoughts!"). */
static bool is_prose(const char *text)
{
	enum { PROSE_BYTES = 40 };
	size_t n = strlen(text);
	return n >= PROSE_BYTES && (text[n - 1] != '!' || strstr(text, ". ")) && text[n - 1] != ':';
}

/* All text of a section, in pieces. */
static const char *section_text(struct post *post, enum section section, size_t *first)
{
	text_list pieces = {0};
	for (size_t i = 0; i < post->blocks->all.n; i++) {
		const struct line *line = &post->lines[i];
		if (line->kind != LINE_TEXT || line->section != section ||
		    !*post_block(post, i)->text)
			continue;
		if (pieces.n == 0)
			*first = i;
		*list_add(post->arena, &pieces) = post_block(post, i)->text;
	}
	return prose_join(post->arena, &pieces);
}

/* The paragraphs after a block, up to what is none. */
static const char *paragraphs_after(struct post *post, size_t at, size_t *first)
{
	text_list pieces = {0};
	for (size_t i = at + 1; i < post->blocks->all.n; i++) {
		const char *text = post_block(post, i)->text;
		if (pieces.n == 0 &&
		    (!*text || post->lines[i].kind == LINE_POLL || opinion_is_count(post, text)))
			continue;
		if (post->lines[i].kind != LINE_TEXT || post->lines[i].section != SECTION_NONE ||
		    !is_prose(text))
			break;
		if (pieces.n == 0)
			*first = i;
		*list_add(post->arena, &pieces) = text;
	}
	return prose_join(post->arena, &pieces);
}

static void read_synopsis(struct post *post, const struct opinion *opinion)
{
	size_t at = 0;
	const char *text = section_text(post, SECTION_SYNOPSIS, &at);
	enum layer layer = text ? LAYER_LABELS : LAYER_PROSE;
	const char *rule = text ? "under its heading" : "paragraph after the question";
	if (!text && opinion->anchored)
		text = paragraphs_after(post, opinion->anchor, &at);
	if (text)
		post_claim(post, layer, rule, at)->film.synopsis = text;
}

static void read_description(struct post *post)
{
	size_t at = 0;
	const char *text = section_text(post, SECTION_DESCRIPTION, &at);
	if (text)
		post_claim(post, LAYER_LABELS, "under its heading", at)->film.description = text;
}

void prose_read(struct post *post, const struct opinion *opinion)
{
	read_synopsis(post, opinion);
	read_description(post);
}
