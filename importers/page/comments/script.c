/*
 * script: Blogger's `var items = [{'id': …, 'body': …, 'timestamp': …}]`, which some
 * templates send instead of markup, and its `config` with the post's author.
 */
#include "importers/page/comments/steps.h"
#include "importers/page/words/js_literal.h"
#include "schema/base/date.h"
#include "schema/base/number.h"
#include "schema/base/text.h"

#include <string.h>

static const char *time_of(struct arena *arena, const char *milliseconds)
{
	char out[DATE_TEXT];
	int64_t ms;
	if (!milliseconds || !number_integer(milliseconds, strlen(milliseconds), &ms) ||
	    !date_from_epoch_ms(ms, out))
		return NULL;
	return arena_text(arena, out);
}

static void add_item(struct arena *arena, const struct js *item, struct comment_list *list)
{
	const char *id = js_text(item, "id"), *body = js_text(item, "body");
	const struct js *author = js_member(item, "author");
	const char *parent = js_text(item, "parentId");

	if (!id || !(id = comments_blogger_id(arena, id)))
		return;
	struct comment *comment = list_add(arena, &list->items);
	comment->id = id;
	comment->author = js_text(author, "name");
	comment->voter = comments_voter(arena, js_text(author, "profileUrl"), id);
	comment->posted_at = time_of(arena, js_text(item, "timestamp"));
	if (!comment->posted_at)
		comment->posted_at = comments_permalink_time(arena, js_text(item, "permalink"));
	comment->parent = parent ? comments_blogger_id(arena, parent) : NULL;
	comment->removed = body && strstr(body, "deleted-comment");
	comment->body = body ? comments_body(arena, body) : NULL;
}

void comment_script_read(
    struct arena *arena, const struct document *document, struct comment_list *list)
{
	for (size_t i = 0; i < document->scripts.n; i++) {
		const struct script *script = &document->scripts.at[i];
		bool whole;
		if (script->kind != SCRIPT_COMMENTS)
			continue;
		struct js *items =
		    js_assigned(arena, script->text, script->n, "items", JS_LIST, &whole);
		struct js *config =
		    js_assigned(arena, script->text, script->n, "config", JS_OBJECT, &whole);
		const char *owner = js_text(config, "authorUrl");
		if (owner)
			*list_add(arena, &list->members) = comments_voter(arena, owner, NULL);
		for (size_t m = 0; items && m < items->members.n; m++)
			add_item(arena, items->members.at[m].value, list);
	}
}
