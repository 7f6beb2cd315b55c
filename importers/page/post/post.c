/* post: see post.h. */
#include "importers/page/post/post.h"

#include "importers/page/post/interview.h"
#include "importers/page/post/label.h"
#include "importers/page/post/opinion.h"
#include "importers/page/post/post_title.h"
#include "importers/page/post/prose.h"
#include "importers/page/post/trailer.h"
#include "schema/base/text.h"

#include <string.h>

/* ---- publisher, comments ---- */

/* What stands at a pattern's `*`: "This content is prepared by *". */
static const char *publisher_in(struct arena *arena, const char *text, const char *pattern)
{
	const char *star = strchr(pattern, '*');
	if (!star)
		return NULL;
	const char *before = text_squeeze(arena, pattern, (size_t)(star - pattern));
	const char *at = strcasestr(text, before);
	if (!at)
		return NULL;
	const char *name = at + strlen(before) + strspn(at + strlen(before), " :");
	size_t n = strlen(name);
	while (n && strchr(" .!", name[n - 1]))
		n--;
	return n ? arena_copy(arena, name, n) : NULL;
}

static void read_publisher(struct post *post)
{
	const struct profile *site = post->rules->site;
	for (size_t k = 0; site && k < site->publishers.n; k++)
		for (size_t i = 0; i < post->blocks->all.n && !post->claims->page_publisher; i++)
			post->claims->page_publisher = publisher_in(
			    post->arena, post_block(post, i)->text, site->publishers.at[k].text);
}

static void read_comments(struct post *post)
{
	post->comments = -1;
	for (size_t i = 0; i < post->blocks->all.n && post->comments < 0; i++)
		if (post->lines[i].kind == LINE_COMMENTS)
			post->comments = post->lines[i].count;
}

/* ---- is it a film? ---- */

/* What the claims from `from` on give evidence of. Other works and articles have producers,
 * writers, photographers too; only films have directors and a cast. */
static bool has_evidence(const struct post *post, size_t from, bool votes)
{
	bool year = false, director = false, cast = false, credits = false, facts = false;
	for (size_t i = from; i < post->claims->all.n; i++) {
		const struct film *film = &post->claims->all.at[i].film;
		year = year || film->year;
		facts = facts || film->genres.n || film->runtime_min || film->countries.n;
		list_each (const struct credit, it, &film->credits) {
			director = director || it->role == ROLE_DIRECTOR;
			cast = cast || it->role == ROLE_ACTOR;
			credits = credits || it->role != ROLE_OTHER;
		}
	}
	if (!post->sure)
		return year && votes;
	return (year && (votes || director || cast)) || (director && (facts || votes)) ||
	    (credits && votes && facts);
}

void post_read(struct post *post)
{
	size_t before = post->claims->all.n, first;
	const char *title = post_title_read(post, &first);
	post->lines = lines_read(post->arena, post->blocks, first, post->rules, &post->titles);
	struct opinion opinion = opinion_read(post);
	labels_read(post);
	read_comments(post);
	read_publisher(post);
	interview_read(post);
	post->is_film = title && !post_title_is_of_several(post->arena, title) &&
	    has_evidence(post, before, opinion.on_film);
	if (!post->is_film) {
		post->claims->all.n = before;
		post->record->interview.n = 0;
		return;
	}
	prose_read(post, &opinion);
	trailers_read(post);
}
