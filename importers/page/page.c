/* page: see page.h. */
#include "importers/page/page.h"

#include "importers/page/address.h"
#include "importers/page/bytes/payload.h"
#include "importers/page/comments/comments.h"
#include "importers/page/film/cast.h"
#include "importers/page/film/claim.h"
#include "importers/page/film/explain.h"
#include "importers/page/film/finish.h"
#include "importers/page/film/layers.h"
#include "importers/page/page_facts.h"
#include "importers/page/page_markdown.h"
#include "importers/page/placeholder.h"
#include "importers/page/post/heading.h"
#include "importers/page/post/markup.h"
#include "importers/page/post/opinion_likely.h"
#include "importers/page/pair/pair.h"
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
	struct address address;
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
	address_read(r->arena, r->source, &r->payload, r->source->is_entry ? NULL : &head,
	    &r->address, &r->record);
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

/* The title of a page that says none is its film's; comments are counted by the heading over them
 * when nothing better did. */
static void complete_page(const struct post *post, struct record *record)
{
	if (!record->page.title && post->is_film)
		record->page.title = post->title_line ? post->title_line
		    : post->titles.n                  ? post->titles.at[0]
						      : NULL;
	if (!record->comments.known && post->comments >= 0) {
		record->comments.known = true;
		record->comments.count = post->comments;
	}
}

/* Makes the record's films of all that was claimed, and the record whole. */
static void finish_films(
    struct reading *r, const struct post *post, const struct claims *claims, struct record *record)
{
	const struct page *page = &record->page;
	struct buf *explain = r->options->explain;
	if (explain)
		explain_record(explain, r->source->name, page, &r->payload.decoded);
	if (explain)
		address_explain(explain, &r->address, page);
	layers_merge(r->arena, claims, page_facts_first(page->publisher, page->site, page->author),
	    record, explain);
	list_each (struct film, it, &record->films)
		cast_read_characters(r->arena, it);
	note_missing(r, post, record);
	comments_classify(r->arena, record);
	finish_record(r->arena, record);
}

/* Reads blocks as one post into the record. `sure`: see struct post. */
static void read_post(struct reading *r, const struct blocks *blocks, const char *heading,
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
	record->page.publisher =
	    page_facts_first(claims->page_publisher, record->page.publisher, NULL);
	complete_page(&post, record);
	finish_films(r, &post, claims, record);
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
	address_read(r->arena, r->source, &r->payload, NULL, &r->address, &r->record);
	choose_profile(r, NULL);
	page_facts_of_claims(&r->claims, r->generator, r->rules.site, &r->record.page);
	blocks_of_text(r->arena, r->payload.decoded.text, r->payload.decoded.n, &blocks);
	read_post(r, &blocks, r->source->title, true, &r->claims, add_record(r));
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

static void read_region(
    struct reading *r, const struct markup_post *post, struct claims *claims, struct record *record)
{
	struct blocks blocks = {0};
	struct markup_outside outside = {
	    .rules = &r->rules, .index = &r->index, .scope = r->document->root};
	bool sure = post || r->source->is_entry;
	if (sure || opinion_likely(&r->payload.decoded, r->rules.site))
		blocks_of_node(r->arena, post ? post->body : main_region(r),
		    r->source->is_entry ? NULL : markup_is_outside, &outside, &blocks);
	const char *heading = page_facts_first(r->source->title, post ? post->title : NULL, NULL);
	read_post(r, &blocks, heading, sure, claims, record);
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

/* An index shows several posts, and is itself about no film. */
static bool is_index(const struct reading *r)
{
	list_each (const struct claim, it, &r->claims.all)
		if (it->main && it->film.title)
			return false;
	return markup_is_index(&r->posts, r->record.page.url);
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
		page_facts_of_post(r->source, it, &record->page);
		count_comments(r, it, record);
		read_region(r, it, &claims, record);
	}
}

/* The document, what it says of its site, and the posts in it. */
static void read_document(struct reading *r)
{
	r->document = document_parse(r->arena, r->payload.decoded.text, r->payload.decoded.n,
	    page_facts_first(r->source->url, r->payload.url, NULL), !r->options->no_prefilter);
	note_document(r);
	read_head(r);
	mask_index_make(r->arena, r->document->root, &r->index);
	if (!r->source->is_entry)
		markup_read(r->arena, r->document, &r->index, &r->rules, &r->posts);
	page_facts_of_claims(&r->claims, r->generator, r->rules.site, &r->record.page);
}

/* What the only post's markup says of the page, and the heading of a post without a title. */
static void read_post_facts(struct reading *r, const struct markup_post *post, struct page *page)
{
	if (!post)
		return;
	if (!post->title && r->title)
		r->heading =
		    heading_of_page(r->arena, &r->index, node_text(r->arena, r->title), page->site);
	page_facts_of_post(r->source, post, page);
	address_later(r->arena, &r->address, ADDRESS_POST, "permalink", post->permalink, page);
}

/* A page about one thing, or an entry. */
static void read_single(struct reading *r)
{
	struct record *record = add_record(r);
	const struct markup_post *post = markup_own_post(&r->posts, r->record.page.url);
	bool entry = r->source->is_entry;
	read_post_facts(r, post, &record->page);
	if (!entry) {
		page_facts_name(r->arena, r->document, r->title, &record->page);
		comments_read(r->arena, r->document, record);
	}
	if (!entry && !record->page.url)
		address_later(r->arena, &r->address, ADDRESS_COMMENTS, "permalink of a comment",
		    address_of_comments(r->arena, r->document, record), &record->page);
	if (r->rules.site)
		profile_values_read(r->arena, r->document, &r->index, r->rules.site,
		    year_max(record), &r->claims, record);
	name_film(r);
	struct pair_rules pairs = {.document = r->document,
	    .index = &r->index,
	    .rules = &r->rules,
	    .post = post ? post->body : NULL,
	    .year_max = year_max(record)};
	if (!entry)
		pairs_read(r->arena, &pairs, &r->claims);
	read_region(r, post, &r->claims, record);
}

static void read_html(struct reading *r)
{
	read_document(r);
	if (is_index(r))
		read_index(r);
	else
		read_single(r);
}

/* What a site shows in a page's place is no page; an index is never one. */
static int refuse_placeholder(struct reading *r, size_t before, struct err *err)
{
	const char *placeholder = r->records->n == before + 1 && r->document
	    ? placeholder_of(r->arena, r->document, &r->payload.decoded, &r->records->at[before])
	    : NULL;
	if (!placeholder)
		return 0;
	r->records->n = before;
	return err_set(err, EXIT_REFUSED, "not a page: %s", placeholder);
}

int page_read(struct arena *arena, const struct page_source *source,
    const struct page_options *options, record_list *records, struct err *err)
{
	struct reading r = {.arena = arena,
	    .source = source,
	    .options = options,
	    .records = records,
	    .record = record_init(RECORD_PAGE)};
	size_t before = records->n;
	if (payload_read(arena, source, &r.payload, &r.record, err))
		return -1;
	struct page_source markdown;
	if (source->is_file && page_markdown_take(arena, &r.payload, source, &markdown))
		r.source = &markdown;
	page_facts_of_source(arena, r.source, &r.payload, &r.record.page);
	add_source_film(&r);
	if (r.payload.html)
		read_html(&r);
	else
		read_plain(&r);
	return source->is_file ? refuse_placeholder(&r, before, err) : 0;
}
