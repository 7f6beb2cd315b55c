/* page: see page.h. */
#include "importers/page/page.h"

#include "importers/page/comments/comments.h"
#include "importers/page/film/cast.h"
#include "importers/page/film/explain.h"
#include "importers/page/film/finish.h"
#include "importers/page/film/claim.h"
#include "importers/page/post/heading.h"
#include "importers/page/film/layers.h"
#include "importers/page/post/markup.h"
#include "importers/page/post/pair.h"
#include "importers/page/bytes/payload.h"
#include "importers/page/post/post.h"
#include "importers/page/post/profile_values.h"
#include "importers/page/words/title.h"
#include "schema/base/text.h"

#include <string.h>

/* One page on its way. */
struct reading {
	struct arena *arena;
	const struct page_source *source;
	const struct page_options *options;
	struct payload payload;
	struct document *document; /* NULL of plain text */
	struct mask_index index;   /* of the document */
	struct rules rules;
	struct claims claims;     /* of structured data: what holds for the whole page */
	struct record record;     /* what every record of the page begins as */
	const struct node *title; /* <title>; NULL for none */
	const char *generator;    /* the software that made the page; NULL unknown */
	const char *heading;      /* of the page, when its one post has none */
	markup_list posts;
	record_list *records;
};

void page_start(void)
{
	charset_start();
	document_start();
	(void)profiles_general();
}

/* ---- what is known of the whole page ---- */

static const char *first_of(const char *a, const char *b, const char *c)
{
	return a ? a : b ? b : c;
}

static void begin_record(struct reading *r)
{
	const struct page_source *source = r->source;
	struct page *page = &r->record.page;
	page->sha256 = r->payload.sha256;
	page->media_type = r->payload.media_type;
	page->charset = r->payload.decoded.charset;
	page->retrieved_at = r->payload.retrieved_at;
	page->importer = source->importer;
	page->site = source->site;
	page->publisher = source->publisher;
	page->author = source->author;
	page->published_at = source->published_at;
	page->language = source->language;
	page->title = source->title;
	page->url = source->url ? url_canonical(r->arena, source->url) : NULL;
	for (size_t i = 0; i < source->labels_n; i++)
		*list_add(r->arena, &page->labels) = source->labels[i];
}

static void choose_profile(struct reading *r, const char *generator)
{
	r->rules = (struct rules){.site = r->options->profile, .general = profiles_general()};
	if (!r->rules.site && r->options->profiles)
		r->rules.site = profiles_match(r->options->profiles, r->record.page.url, generator,
		    r->payload.decoded.text, r->payload.decoded.n);
	if (r->rules.site)
		r->record.page.profile = profile_name(r->rules.site);
}

static void read_items(struct reading *r, const struct head *head)
{
	struct items jsonld = {.layer = LAYER_JSONLD}, microdata = {.layer = LAYER_MICRODATA},
		     rdfa = {.layer = LAYER_RDFA};
	jsonld_read(r->arena, r->document, &jsonld, &r->record);
	microdata_read(r->arena, r->document, &microdata, &r->record);
	rdfa_read(r->arena, r->document, &rdfa);
	r->claims.of_members = r->rules.site && r->rules.site->of_members;
	mapping_read(r->arena, &jsonld, head, &r->claims, &r->record);
	mapping_read(r->arena, &microdata, head, &r->claims, &r->record);
	mapping_read(r->arena, &rdfa, head, &r->claims, &r->record);
	opengraph_read(r->arena, head, &r->claims, &r->record);
}

/* Which site the page is of, and what its items and its head say; an entry has none of these. */
static void read_head(struct reading *r)
{
	struct head head;
	head_read(r->arena, r->document, &head);
	r->title = head.title;
	const char *stated = r->source->is_entry ? NULL : head_stated_address(r->arena, &head);
	if (!r->record.page.url && stated)
		r->record.page.url = url_canonical(r->arena, stated);
	r->generator = head_content(&head, "generator");
	choose_profile(r, r->generator);
	if (!r->source->is_entry)
		read_items(r, &head);
}

static void note_document(struct reading *r)
{
	if (r->document->cut) {
		r->record.page.status = STATUS_PARTIAL;
		record_add_notice(
		    r->arena, &r->record, NOTICE_PAGE_CUT, "%s", r->document->cut_why);
	}
	if (r->document->capped)
		record_add_notice(
		    r->arena, &r->record, NOTICE_MARKUP_CAPPED, "%s", r->document->capped_why);
}

/* Blogger's templates name Blogger as the publisher of every blog: the software publishes
 * nothing. */
static void drop_software(struct reading *r)
{
	const char **publisher = &r->claims.page_publisher;
	if (*publisher && r->generator &&
	    ascii_equal_n(r->generator, strcspn(r->generator, " "), *publisher))
		*publisher = NULL;
}

/* The page's facts, where the source itself did not say them. */
static void set_page_facts(struct reading *r)
{
	drop_software(r);
	struct page *page = &r->record.page;
	const struct claims *claims = &r->claims;
	const struct profile *site = r->rules.site;
	page->site = first_of(page->site, claims->page_site, site ? site->site : NULL);
	page->publisher =
	    first_of(page->publisher, claims->page_publisher, site ? site->publisher : NULL);
	page->author = first_of(page->author, claims->page_author, NULL);
	page->published_at = first_of(page->published_at, claims->page_published_at, NULL);
	page->language = first_of(page->language, claims->page_language, NULL);
	page->title = first_of(page->title, claims->page_title, NULL);
}

static int year_max(const struct record *record)
{
	return title_year_max(record->page.retrieved_at, record->page.published_at);
}

/* ---- one record ---- */

/* Says what is missing of the film that the post is about, and why. */
static void note_missing(struct reading *r, const struct post *post, struct record *record)
{
	if (!post->is_film || record->films.n == 0)
		return;
	const struct film *film = &record->films.at[0];
	if (post->choice_unread && film->verdicts.n == 0)
		record_add_missing(r->arena, record, "films[0].verdicts", MISSING_NOT_UNDERSTOOD);
	if (post->poll_uncounted && film->polls.n)
		record_add_missing(r->arena, record, "films[0].polls", MISSING_NOT_IN_SOURCE);
	if (post->trailer_lost && film->trailers.n == 0)
		record_add_missing(r->arena, record, "films[0].trailers", MISSING_NOT_IN_SOURCE);
}

/* Reads blocks as one post into the record, and makes the record whole. */
static void finish_post(struct reading *r, const struct blocks *blocks, const char *heading,
    bool sure, struct claims *claims, struct record *record)
{
	struct post post = {.arena = r->arena,
	    .blocks = blocks,
	    .rules = &r->rules,
	    .heading = heading,
	    .page_heading = r->heading,
	    .base_url = r->document ? r->document->base_url : r->source->url,
	    .year_max = year_max(record),
	    .sure = sure,
	    .claims = claims,
	    .record = record};
	r->rules.counted = record->comments.known;
	post_read(&post);
	struct page *page = &record->page;
	page->publisher = first_of(claims->page_publisher, page->publisher, NULL);
	if (!page->title && post.is_film)
		page->title =
		    first_of(post.title_line, post.titles.n ? post.titles.at[0] : NULL, NULL);
	if (r->options->explain)
		explain_record(r->options->explain, r->source->name, page, &r->payload.decoded);
	layers_merge(r->arena, claims, first_of(page->publisher, page->site, page->author), record,
	    r->options->explain);
	list_each (struct film, it, &record->films)
		cast_read_characters(r->arena, it);
	note_missing(r, &post, record);
	if (!record->comments.known && post.comments >= 0) {
		record->comments.known = true;
		record->comments.count = post.comments;
	}
	comments_classify(r->arena, record);
	finish_record(r->arena, record);
}

static struct record *add_record(struct reading *r)
{
	struct record *record = list_add(r->arena, r->records);
	*record = r->record;
	return record;
}

/* What a feed's own elements say of an entry's film is as sure as a page's attributes are. */
static void add_source_film(struct reading *r)
{
	if (r->source->film)
		*list_add(r->arena, &r->claims.all) = (struct claim){.film = *r->source->film,
		    .layer = LAYER_RDFA,
		    .rule = "the feed's own elements",
		    .place = "entry",
		    .main = true};
}

static void read_plain(struct reading *r)
{
	struct blocks blocks = {0};
	choose_profile(r, NULL);
	set_page_facts(r);
	blocks_of_text(r->arena, r->payload.decoded.text, r->payload.decoded.n, &blocks);
	finish_post(r, &blocks, r->source->title, true, &r->claims, add_record(r));
}

/* The element that holds what a page without post markup says: its only <article> or <main>, else
 * all of it. */
static const struct node *main_region(const struct reading *r)
{
	const struct node *article = NULL, *main = NULL;
	size_t articles = 0, mains = 0;
	for (size_t i = 0; i < r->index.n; i++) {
		const struct node *node = r->index.nodes[i];
		if (node && node->tag == TAG_article && articles++ == 0)
			article = node;
		if (node && node->tag == TAG_main && mains++ == 0)
			main = node;
	}
	return articles == 1 ? article : mains == 1 ? main : r->document->root;
}

/* True if one of the words stands right before or at a hit. */
static bool stands_near(
    const struct decoded *page, const char *hit, const char *const *words, size_t n)
{
	enum { BEFORE = 8, BEHIND = 7 };
	size_t offset = (size_t)(hit - page->text), back = offset < BEFORE ? offset : BEFORE;
	size_t behind = page->n - offset < BEHIND ? page->n - offset : BEHIND;
	char near[BEFORE + BEHIND + 1] = {0};
	memcpy(near, hit - back, back + behind);
	for (size_t i = 0; i < n; i++)
		if (strcasestr(near, words[i]))
			return true;
	return false;
}

/* The next "avo" in any case, or NULL. Sixteen bytes at a time: this is asked of every byte of most
 * pages. */
static const char *next_stem(const char *at, const char *end)
{
	typedef unsigned char sixteen __attribute__((vector_size(16)));
	typedef uint64_t two __attribute__((vector_size(16)));
	for (size_t step; end - at >= 3; at += step) {
		step = end - at >= 18 ? 16 : (size_t)(end - at) - 2;
		if (step == 16) {
			sixteen a, v, o;
			memcpy(&a, at, 16), memcpy(&v, at + 1, 16), memcpy(&o, at + 2, 16);
			two found =
			    (two)(((a | 0x20) == 'a') & ((v | 0x20) == 'v') & ((o | 0x20) == 'o'));
			if (!(found[0] | found[1]))
				continue;
		}
		for (size_t i = 0; i < step; i++)
			if (ascii_equal_n(at + i, 3, "avo"))
				return at + i;
	}
	return NULL;
}

/*
 * A cheap look at the bytes: could a page that marks no post take a side on a film? Most pages hold
 * the word "favorites" somewhere; an opinion also says whose, or the opposite.
 */
static bool may_vote(const struct reading *r)
{
	static const char *const words[] = {"unfavo", "non-favo", "non favo", "our favo", "my favo",
	    "the favo", "or favo", "is favo"};
	const struct decoded *page = &r->payload.decoded;
	const char *end = page->text + page->n;
	const struct profile *site = r->rules.site;
	if (site && (site->choices.n || site->headings.exact.n || site->headings.wild.n))
		return true;
	for (const char *at = page->text; (at = next_stem(at, end)) != NULL; at++)
		if (stands_near(page, at, words, sizeof words / sizeof *words))
			return true;
	for (const char *at = page->text; (at = memchr(at, 'C', (size_t)(end - at))) != NULL; at++)
		if (at - page->text >= 4 && text_starts(at - 4, "Our Choice"))
			return true;
	return false;
}

static void read_region(
    struct reading *r, const struct markup_post *post, struct claims *claims, struct record *record)
{
	struct blocks blocks = {0};
	struct markup_outside outside = {
	    .rules = &r->rules, .index = &r->index, .scope = r->document->root};
	bool sure = post || r->source->is_entry;
	if (sure || may_vote(r))
		blocks_of_node(r->arena, post ? post->body : main_region(r),
		    r->source->is_entry ? NULL : markup_is_outside, &outside, &blocks);
	const char *heading = first_of(r->source->title, post ? post->title : NULL, NULL);
	finish_post(r, &blocks, heading, sure, claims, record);
}

/* What the post's markup says goes before what the page says of itself. */
static void set_post_facts(struct reading *r, const struct markup_post *post, struct page *page)
{
	page->title = first_of(r->source->title, post->title, page->title);
	page->author = first_of(r->source->author, post->author, page->author);
	page->published_at =
	    first_of(r->source->published_at, post->published_at, page->published_at);
	if (page->labels.n == 0)
		page->labels = post->labels;
}

/* A film that a profile knows by its id alone has the page's title. */
static void name_film(struct reading *r)
{
	bool known = false;
	list_each (const struct claim, it, &r->claims.all) {
		known = known || (it->main && it->film.ids.n);
		if (it->main && it->film.title)
			return;
	}
	const char *text =
	    known ? title_without_site(r->arena, r->record.page.title, r->record.page.site) : NULL;
	if (!text)
		return;
	struct heading heading = title_read(r->arena, text, year_max(&r->record));
	struct claim claim = {.film = film_init(),
	    .layer = LAYER_PAGE_TITLE,
	    .rule = "title",
	    .place = "head",
	    .main = true};
	title_add(r->arena, &claim.film, &heading);
	claim.film.year = heading.year;
	*list_add(r->arena, &r->claims.all) = claim;
}

/* ---- index pages ---- */

/* The only post, or the one whose permalink is the page's own address; NULL for an index or when
 * there is none. */
static const struct markup_post *own_post(const struct reading *r)
{
	if (r->posts.n == 1)
		return &r->posts.at[0];
	list_each (const struct markup_post, it, &r->posts)
		if (it->permalink && r->record.page.url &&
		    strcmp(it->permalink, r->record.page.url) == 0)
			return it;
	return NULL;
}

/* An index shows several posts, each with an address of its own, and is itself about no film. */
static bool is_index(const struct reading *r)
{
	if (r->posts.n < 2 || own_post(r))
		return false;
	list_each (const struct claim, it, &r->claims.all)
		if (it->main && it->film.title)
			return false;
	for (size_t i = 0; i < r->posts.n; i++) {
		if (!r->posts.at[i].permalink)
			return false;
		for (size_t k = 0; k < i && i < 1000; k++)
			if (strcmp(r->posts.at[i].permalink, r->posts.at[k].permalink) == 0)
				return false;
	}
	return true;
}

/* An index says how many comments a post has, and shows none of them. */
static void count_comments(struct reading *r, const struct markup_post *post, struct record *record)
{
	int64_t count = post->comments ? comments_heading_count(post->comments) : -1;
	if (count < 0)
		return;
	record->comments.known = true;
	record->comments.count = count;
	if (count)
		record_add_notice(r->arena, record, NOTICE_COMMENTS_ELSEWHERE,
		    "%lld comments are not on this page", (long long)count);
}

static void read_index(struct reading *r)
{
	list_each (const struct markup_post, it, &r->posts) {
		struct record *record = add_record(r);
		struct claims claims = r->claims;
		claims.all.at = NULL;
		claims.all.n = claims.all.cap = 0;
		record->page.url = it->permalink;
		record->page.title = record->page.author = record->page.published_at = NULL;
		set_post_facts(r, it, &record->page);
		count_comments(r, it, record);
		read_region(r, it, &claims, record);
	}
}

static void read_html(struct reading *r)
{
	r->document = document_parse(r->arena, r->payload.decoded.text, r->payload.decoded.n,
	    r->source->url, !r->options->no_prefilter);
	note_document(r);
	read_head(r);
	mask_index_make(r->arena, r->document->root, &r->index);
	if (!r->source->is_entry)
		markup_read(r->arena, r->document, &r->index, &r->rules, &r->posts);
	set_page_facts(r);
	if (is_index(r)) {
		read_index(r);
		return;
	}
	struct record *record = add_record(r);
	const struct markup_post *post = own_post(r);
	if (post && !post->title && r->title)
		r->heading = heading_of_page(
		    r->arena, &r->index, node_text(r->arena, r->title), record->page.site);
	if (post)
		set_post_facts(r, post, &record->page);
	if (!record->page.url && post)
		record->page.url = post->permalink;
	if (!r->source->is_entry)
		comments_read(r->arena, r->document, record);
	if (r->rules.site)
		profile_values_read(r->arena, r->document, &r->index, r->rules.site,
		    year_max(record), &r->claims, record);
	name_film(r);
	if (!r->source->is_entry)
		pairs_read(r->arena,
		    &(struct pair_rules){.document = r->document,
			.index = &r->index,
			.rules = &r->rules,
			.post = post ? post->body : NULL,
			.year_max = year_max(record)},
		    &r->claims);
	read_region(r, post, &r->claims, record);
}

int page_read(struct arena *arena, const struct page_source *source,
    const struct page_options *options, record_list *records, struct err *err)
{
	struct reading r = {.arena = arena,
	    .source = source,
	    .options = options,
	    .records = records,
	    .record = record_init(RECORD_PAGE)};
	if (payload_read(arena, source, &r.payload, &r.record, err))
		return -1;
	begin_record(&r);
	add_source_film(&r);
	if (r.payload.html)
		read_html(&r);
	else
		read_plain(&r);
	return 0;
}
