/* post: see post.h. */
#include "importers/page/post/post.h"

#include "importers/page/post/fact.h"
#include "importers/page/words/languages.h"
#include "importers/page/words/title.h"
#include "importers/page/words/words.h"
#include "schema/base/buf.h"
#include "schema/base/text.h"

#include <string.h>

enum { SCRATCH_MAX = 16 << 20, TITLE_REACH = 40, TITLE_LINES = 5, CONFIRM_REACH = 200 };

static const struct block *block_at(const struct post *post, size_t i)
{
	return &post->blocks->all.at[i];
}

struct claim *post_claim(struct post *post, enum layer layer, const char *rule, size_t block)
{
	struct claim *found = list_add(post->arena, &post->claims->all);
	const char *place = block < post->blocks->all.n
	    ? block_place(post->arena, post->blocks, block_at(post, block))
	    : "heading";
	*found = (struct claim){
	    .film = film_init(), .layer = layer, .rule = rule, .place = place, .main = true};
	return found;
}

const char *post_join(struct arena *arena, const text_list *pieces)
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

/* ---- title ---- */

/* True if another block within reach speaks of the title: then the line was no menu or ticker. */
static bool is_confirmed(const struct post *post, const char *title, size_t i)
{
	size_t n = strlen(title);
	for (size_t k = i + 1; k < post->blocks->all.n && k < i + CONFIRM_REACH; k++) {
		const char *text = block_at(post, k)->text; /* most are too short */
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
	const char *text = block_at(post, i)->text;
	bool bar = strchr(text, '|') != NULL, big = block_at(post, i)->heading > 0;
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
		const char *text = block_at(post, i)->text;
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
	struct claim *found = post_claim(post,
	    post->heading || at < post->blocks->all.n ? LAYER_POST_TITLE : LAYER_PAGE_TITLE,
	    "heading", post->heading ? post->blocks->all.n : at);
	title_add(post->arena, &found->film, heading);
	found->film.year = heading->year;
}

/* ---- prose ---- */

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
		    !*block_at(post, i)->text)
			continue;
		if (pieces.n == 0)
			*first = i;
		*list_add(post->arena, &pieces) = block_at(post, i)->text;
	}
	return post_join(post->arena, &pieces);
}

/* The paragraphs after a block, up to what is none. */
static const char *paragraphs_after(struct post *post, size_t at, size_t *first)
{
	text_list pieces = {0};
	for (size_t i = at + 1; i < post->blocks->all.n; i++) {
		const char *text = block_at(post, i)->text;
		if (pieces.n == 0 &&
		    (!*text || post->lines[i].kind == LINE_POLL || sides_is_count(post, text)))
			continue;
		if (post->lines[i].kind != LINE_TEXT || post->lines[i].section != SECTION_NONE ||
		    !is_prose(text))
			break;
		if (pieces.n == 0)
			*first = i;
		*list_add(post->arena, &pieces) = text;
	}
	return post_join(post->arena, &pieces);
}

static void read_synopsis(struct post *post, bool anchored, size_t anchor)
{
	size_t at = 0;
	const char *text = section_text(post, SECTION_SYNOPSIS, &at);
	enum layer layer = text ? LAYER_LABELS : LAYER_PROSE;
	const char *rule = text ? "under its heading" : "paragraph after the question";
	if (!text && anchored)
		text = paragraphs_after(post, anchor, &at);
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

/* ---- trailer, publisher, comments ---- */

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

/* A trailer is a video under its heading, a video embedded in the post, or a link that says so. */
static void read_trailers(struct post *post)
{
	text_list trailers = {0};
	bool under = false, headed = false;
	size_t first = post->blocks->all.n;
	for (size_t i = 0; i < post->blocks->all.n; i++) {
		const struct block *block = block_at(post, i);
		const struct line *line = &post->lines[i];
		size_t before = trailers.n;
		if (line->kind == LINE_AFTER)
			continue;
		bool named = (line->kind == LINE_OPENS && line->section == SECTION_TRAILER) ||
		    ((line->kind == LINE_PAIR || line->kind == LINE_LABEL) &&
			line->field == FIELD_TRAILERS);
		headed = headed || named;
		under = named || (under && line->kind != LINE_OPENS && line->kind != LINE_LABEL);
		if (!block->addresses)
			continue;
		list_each (const char *const, it, &block->addresses->embeds)
			if (under || is_video(*it))
				add_trailer(post, &trailers, *it);
		list_each (const char *const, it, &block->addresses->links)
			if (is_video(*it) && (under || strcasestr(block->text, "trailer")))
				add_trailer(post, &trailers, *it);
		if (trailers.n > before && first == post->blocks->all.n)
			first = i;
	}
	struct claim *found = trailers.n ? post_claim(post, LAYER_LABELS, "video", first) : NULL;
	list_each (const char *, it, &trailers)
		*list_add(post->arena, &found->film.trailers) = *it;
	post->trailer_lost = headed && trailers.n == 0;
}

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
			    post->arena, block_at(post, i)->text, site->publishers.at[k].text);
}

static void read_comments(struct post *post)
{
	post->comments = -1;
	for (size_t i = 0; i < post->blocks->all.n && post->comments < 0; i++)
		if (post->lines[i].kind == LINE_COMMENTS)
			post->comments = post->lines[i].count;
}

/* ---- the whole ---- */

/* `Our 10 favorite films of 2012`: the heading of a list, and no film's title. */
static bool is_of_several(struct arena *arena, const char *title)
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
	struct heading heading = {0};
	size_t before = post->claims->all.n, title = 0;
	if (post->heading)
		heading = title_read(post->arena, post->heading, post->year_max);
	else if (post->page_heading)
		heading = title_read(post->arena, post->page_heading, post->year_max);
	if (!post->heading && heading.title)
		title = post->blocks->all.n;
	else if (!post->heading)
		title = find_title(post, &heading);
	if (heading.title)
		read_title_lines(
		    post, post->heading || title == post->blocks->all.n ? 0 : title + 1, &heading);
	set_masks(post, &heading);
	post->year = heading.year;
	post->title_line =
	    !post->heading && title < post->blocks->all.n ? block_at(post, title)->text : NULL;
	size_t from = title < post->blocks->all.n ? title : 0;
	post->lines = lines_read(post->arena, post->blocks, from, post->rules, &post->titles);
	if (heading.title)
		add_title(post, &heading, title);
	struct sides sides = sides_read(post);
	arena_init(&post->scratch, SCRATCH_MAX);
	labels_read(post);
	arena_release(&post->scratch);
	read_comments(post);
	read_publisher(post);
	interview_read(post);
	post->is_film = heading.title && !is_of_several(post->arena, heading.title) &&
	    has_evidence(post, before, sides.on_film);
	if (!post->is_film) {
		post->claims->all.n = before;
		post->record->interview.n = 0;
		return;
	}
	read_synopsis(post, sides.anchored, sides.anchor);
	read_description(post);
	read_trailers(post);
}
