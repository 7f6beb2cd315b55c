/* finish: see finish.h. */
#include "importers/page/film/finish.h"

#include "schema/base/text.h"

#include <string.h>

struct finishing {
	struct arena *arena;
	struct record *record;
};

static void note_cut(struct finishing *f, const char *what, size_t n, size_t max)
{
	f->record->page.status = STATUS_PARTIAL;
	record_add_notice(
	    f->arena, f->record, NOTICE_FIELD_CUT, "%s: %zu cut to %zu", what, n, max);
}

/* Valid UTF-8 in normal form C. What the page's text gave is valid; labels of charsets and HTTP
 * fields are bytes. */
static const char *normal(struct arena *arena, const char *text)
{
	size_t n = strlen(text);
	if (!utf8_valid(text, n))
		text = text_repair(arena, text, n, NULL, NULL);
	return text_nfc(arena, text);
}

/* Normal form C, and at most max bytes, whole characters. An empty text is no text. */
static void text(struct finishing *f, const char **field, const char *what, size_t max)
{
	if (!*field)
		return;
	*field = normal(f->arena, *field);
	size_t n = strlen(*field), cut = max;
	if (n == 0)
		*field = NULL;
	if (n <= max)
		return;
	while (cut && ((unsigned char)(*field)[cut] & 0xC0) == 0x80)
		cut--;
	*field = arena_copy(f->arena, *field, cut);
	note_cut(f, what, n, max);
}

static void name(struct finishing *f, const char **field, const char *what)
{
	text(f, field, what, FINISH_NAME);
}

/* Drops an entry whose text is empty; cuts the list. */
static void texts(struct finishing *f, text_list *list, const char *what)
{
	size_t kept = 0;
	if (list->n > FINISH_LIST) {
		note_cut(f, what, list->n, FINISH_LIST);
		list->n = FINISH_LIST;
	}
	list_each (const char *, it, list) {
		name(f, it, what);
		if (*it)
			list->at[kept++] = *it;
	}
	list->n = kept;
}

#define CUT_LIST(f, list, what, max)                                                               \
	do {                                                                                       \
		if ((list)->n > (max)) {                                                           \
			note_cut((f), (what), (list)->n, (max));                                   \
			(list)->n = (max);                                                         \
		}                                                                                  \
	} while (0)

static void finish_page(struct finishing *f, struct page *page)
{
	name(f, &page->media_type, "page.media_type");
	name(f, &page->title, "page.title");
	name(f, &page->site, "page.site");
	name(f, &page->publisher, "page.publisher");
	name(f, &page->author, "page.author");
	name(f, &page->language, "page.language");
	texts(f, &page->labels, "page.labels");
}

static void finish_credits(struct finishing *f, struct film *film)
{
	CUT_LIST(f, &film->credits, "credits", FINISH_LIST);
	list_each (struct credit, it, &film->credits) {
		name(f, &it->name, "credits");
		name(f, &it->character, "credits.character");
	}
}

static void finish_polls(struct finishing *f, struct film *film)
{
	list_each (struct poll, it, &film->polls) {
		text(f, &it->question, "polls.question", FINISH_TEXT);
		list_each (struct poll_option, option, &it->options)
			name(f, &option->label, "polls.options");
	}
}

static void finish_reviews(struct finishing *f, struct film *film)
{
	CUT_LIST(f, &film->reviews, "reviews", FINISH_LIST);
	list_each (struct review, it, &film->reviews) {
		name(f, &it->author, "reviews.author");
		text(f, &it->body, "reviews.body", FINISH_TEXT);
	}
}

static void finish_film(struct finishing *f, struct film *film)
{
	name(f, &film->title, "title");
	CUT_LIST(f, &film->titles, "titles", FINISH_LIST);
	list_each (struct title, it, &film->titles)
		name(f, &it->text, "titles");
	CUT_LIST(f, &film->countries, "countries", FINISH_LIST);
	list_each (struct country, it, &film->countries)
		name(f, &it->name, "countries");
	CUT_LIST(f, &film->ids, "ids", FINISH_LIST);
	CUT_LIST(f, &film->tallies, "tallies", FINISH_LIST);
	list_each (struct tally, it, &film->tallies)
		name(f, &it->name, "tallies");
	texts(f, &film->genres, "genres");
	texts(f, &film->languages, "languages");
	texts(f, &film->trailers, "trailers");
	text(f, &film->synopsis, "synopsis", FINISH_TEXT);
	text(f, &film->description, "description", FINISH_TEXT);
	list_each (struct verdict, it, &film->verdicts) {
		text(f, &it->label, "verdicts.label", FINISH_NAME);
		name(f, &it->by, "verdicts.by");
	}
	finish_credits(f, film);
	finish_polls(f, film);
	finish_reviews(f, film);
}

static void finish_comments(struct finishing *f, struct comments *comments)
{
	CUT_LIST(f, &comments->items, "comments", FINISH_COMMENTS);
	list_each (struct comment, it, &comments->items) {
		name(f, &it->author, "comments.author");
		if (it->body && *it->body)
			text(f, &it->body, "comments.body", FINISH_TEXT);
	}
}

void finish_record(struct arena *arena, struct record *record)
{
	struct finishing f = {arena, record};
	finish_page(&f, &record->page);
	CUT_LIST(&f, &record->films, "films", FINISH_LIST);
	list_each (struct film, it, &record->films)
		finish_film(&f, it);
	finish_comments(&f, &record->comments);
	CUT_LIST(&f, &record->interview, "interview", FINISH_LIST);
	list_each (struct interview_answer, it, &record->interview) {
		text(&f, &it->question, "interview.question", FINISH_TEXT);
		name(&f, &it->speaker, "interview.speaker");
		text(&f, &it->answer, "interview.answer", FINISH_TEXT);
	}
	list_each (struct notice, it, &record->notices)
		it->detail = it->detail ? normal(arena, it->detail) : NULL;
}
