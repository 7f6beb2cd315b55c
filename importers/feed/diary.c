/* diary: see diary.h. */
#include "importers/feed/diary.h"

#include "importers/page/comments/fields.h"
#include "schema/base/url.h"
#include "schema/base/number.h"
#include "schema/base/text.h"
#include "schema/record/film_id.h"

#include <math.h>
#include <string.h>

static const double STARS_BEST = 5, STARS_WORST = 0.5;

static const char *clean(struct arena *arena, const char *text)
{
	return text ? text_nfc(arena, text_squeeze(arena, text, strlen(text))) : NULL;
}

/* What the member wrote. Where they wrote nothing the feed says when they watched it. */
static const char *body_of(struct arena *arena, const struct entry *entry)
{
	const char *html =
	    entry->content.n ? buf_text(&entry->content) : entry->text[ENTRY_SUMMARY];
	const char *body = html ? text_nfc(arena, comments_body(arena, html)) : NULL;
	return body && *body && !text_starts(body, "Watched on ") ? body : NULL;
}

/* A value before a like: an entry is one vote. */
static struct review review_of(
    struct arena *arena, const struct feed *feed, const struct entry *entry)
{
	struct review review = review_init();
	const char *rating = entry->text[ENTRY_MEMBER_RATING],
		   *like = entry->text[ENTRY_MEMBER_LIKE];
	const char *member = feed->head.text[ENTRY_LINK];
	review.author = clean(arena, entry->text[ENTRY_CREATOR]);
	review.voter = member ? url_canonical(arena, member) : NULL;
	review.posted_at = entry_time(arena, entry->text[ENTRY_PUBLISHED]);
	review.body = body_of(arena, entry);
	if (rating && number_decimal(rating, strlen(rating), &review.value)) {
		review.best = STARS_BEST;
		review.worst = STARS_WORST;
	} else if (like && ascii_equal(like, "yes")) {
		review.choice = CHOICE_FAVORITE;
	}
	return review;
}

/* The film's id in the entry's address, which is `/MEMBER/film/SLUG/` and further. */
static const char *slug_of(struct arena *arena, const char *link)
{
	static const char mark[] = "/film/";
	const char *at = link ? strstr(link, mark) : NULL;
	if (!at)
		return NULL;
	at += strlen(mark);
	return film_id_canonical(arena, "letterboxd", arena_copy(arena, at, strcspn(at, "/?#")));
}

const struct film *diary_film(
    struct arena *arena, const struct feed *feed, const struct entry *entry)
{
	const char *id, *year = entry->text[ENTRY_FILM_YEAR], *tmdb = entry->text[ENTRY_TMDB];
	int64_t number;
	if (!entry->text[ENTRY_FILM_TITLE] || entry->text[ENTRY_TMDB_SERIES])
		return NULL;
	struct film *film = arena_take(arena, sizeof *film);
	*film = film_init();
	film->title = clean(arena, entry->text[ENTRY_FILM_TITLE]);
	if (year && strlen(year) == 4 && number_integer(year, 4, &number))
		film->year = (int)number;
	if (tmdb && (id = film_id_canonical(arena, "tmdb", tmdb)) != NULL)
		film_add_id(arena, film, "tmdb", id);
	if ((id = slug_of(arena, entry->text[ENTRY_LINK])) != NULL)
		film_add_id(arena, film, "letterboxd", id);
	struct review review = review_of(arena, feed, entry);
	if (!isnan(review.value) || review.choice || review.body)
		*list_add(arena, &film->reviews) = review;
	return film;
}
