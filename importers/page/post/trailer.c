/* trailer: see trailer.h. */
#include "importers/page/post/trailer.h"

#include "importers/page/post/post_claim.h"
#include "schema/base/text.h"

#include <string.h>

static bool is_video(const char *address)
{
	static const char *const hosts[] = {"youtube.com/embed", "youtube.com/watch",
	    "youtube.com/v/", "youtu.be/", "youtube-nocookie.com/", "vimeo.com/",
	    "dailymotion.com/", "rutube.ru/", "ok.ru/video", "bitchute.com/", "videopress.com/"};
	for (size_t i = 0; i < sizeof hosts / sizeof *hosts; i++)
		if (strstr(address, hosts[i]))
			return true;
	return false;
}

static void add_trailer(struct post *post, text_list *trailers, const char *address)
{
	const char *url = url_resolve(post->arena, post->base_url, address);
	if (!url && text_starts(address, "//"))
		url = arena_format(post->arena, "https:%s", address);
	if (!url || (!text_starts(url, "http://") && !text_starts(url, "https://")))
		return;
	list_each (const char *, it, trailers)
		if (strcmp(*it, url) == 0)
			return;
	*list_add(post->arena, trailers) = url;
}

/* What is known while a post's blocks are read. */
struct trailers {
	text_list all;
	bool under;   /* the heading of trailers stands above, and nothing else since */
	bool headed;  /* there was such a heading */
	size_t first; /* the block of the first */
};

/* True of the heading or label of trailers. */
static bool names_trailers(const struct line *line)
{
	return (line->kind == LINE_OPENS && line->section == SECTION_TRAILER) ||
	    ((line->kind == LINE_PAIR || line->kind == LINE_LABEL) &&
		line->field == FIELD_TRAILERS);
}

static void read_addresses(struct post *post, const struct block *block, struct trailers *trailers)
{
	list_each (const char *const, it, &block->addresses->embeds)
		if (trailers->under || is_video(*it))
			add_trailer(post, &trailers->all, *it);
	list_each (const char *const, it, &block->addresses->links)
		if (is_video(*it) && (trailers->under || strcasestr(block->text, "trailer")))
			add_trailer(post, &trailers->all, *it);
}

static void read_block(struct post *post, size_t i, struct trailers *trailers)
{
	const struct block *block = post_block(post, i);
	const struct line *line = &post->lines[i];
	bool named = names_trailers(line), none = trailers->all.n == 0;
	trailers->headed = trailers->headed || named;
	trailers->under =
	    named || (trailers->under && line->kind != LINE_OPENS && line->kind != LINE_LABEL);
	if (block->addresses)
		read_addresses(post, block, trailers);
	if (none && trailers->all.n)
		trailers->first = i;
}

void trailers_read(struct post *post)
{
	struct trailers trailers = {0};
	for (size_t i = 0; i < post->blocks->all.n; i++)
		if (post->lines[i].kind != LINE_AFTER)
			read_block(post, i, &trailers);
	post->trailer_lost = trailers.headed && trailers.all.n == 0;
	if (trailers.all.n == 0)
		return;
	struct claim *claim = post_claim(post, LAYER_LABELS, "video", trailers.first);
	list_each (const char *, it, &trailers.all)
		*list_add(post->arena, &claim->film.trailers) = *it;
}
