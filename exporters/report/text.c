/* text: the first part of the report as plain text, for a mail. */
#include "exporters/report/report.h"
#include "schema/base/text.h"

#include <inttypes.h>
#include <string.h>

enum { WORDS_MOST = 200 }; /* bytes of a comment that are shown */

/* A text of a page on one line, made printable, cut after so many bytes. */
static void add_text(struct buf *buf, const char *text, size_t most)
{
	char shown[8 * WORDS_MOST];
	size_t n = strlen(text), keep = n > most ? most : n;

	while (keep < n && keep > 0 && ((unsigned char)text[keep] & 0xC0) == 0x80)
		keep--;
	size_t written = utf8_printable(text, keep, shown, sizeof shown);
	buf_add(buf, shown, written);
	if (keep < n)
		buf_add_text(buf, "…");
}

static void add_film(struct buf *buf, struct report *report, const struct film_line *film)
{
	buf_add_text(buf, "  ");
	add_text(buf, report_title(report, film), WORDS_MOST);
}

static void add_link(struct buf *buf, const struct film_line *film)
{
	if (film->url) {
		buf_add_text(buf, "\n    ");
		add_text(buf, film->url, 8 * WORDS_MOST / 4);
	}
	buf_add_char(buf, '\n');
}

static void heading(struct buf *buf, const char *title, size_t n)
{
	buf_add_format(buf, "\n%s: %zu\n", title, n);
}

static void more(struct buf *buf, size_t n)
{
	if (n > SHOWN_MOST)
		buf_add_format(buf, "  … and %zu more\n", n - SHOWN_MOST);
}

static const char *choice(int editor)
{
	return editor == 1 ? "favorite" : editor == 2 ? "unfavorite" : "none";
}

static void add_new(struct buf *buf, struct report *report)
{
	size_t n;
	struct film_line **films = report_new(report, &n);

	heading(buf, report->since ? "Films with new votes" : "Films with votes", n);
	for (size_t i = 0; i < n && i < SHOWN_MOST; i++) {
		const struct film_line *film = films[i];
		add_film(buf, report, film);
		buf_add_format(buf,
		    ": +%" PRId64 " favorite, +%" PRId64 " unfavorite; now %" PRId64 " to %" PRId64,
		    film->new_favorite, film->new_unfavorite, film->favorite, film->unfavorite);
		add_link(buf, film);
	}
	more(buf, n);
}

static void add_sides(struct buf *buf, struct report *report)
{
	size_t n;
	struct film_line **films = report_contradicted(report, &n);

	heading(buf, "Films where readers clearly contradict our choice", n);
	for (size_t i = 0; i < n && i < SHOWN_MOST; i++) {
		add_film(buf, report, films[i]);
		buf_add_format(buf,
		    ": we said %s, readers %" PRId64 " favorite to %" PRId64 " unfavorite",
		    choice(films[i]->editor), films[i]->favorite, films[i]->unfavorite);
		add_link(buf, films[i]);
	}
	more(buf, n);
	if (!report->since)
		return;
	films = report_changed(report, &n);
	heading(buf, "Films that changed side", n);
	for (size_t i = 0; i < n && i < SHOWN_MOST; i++) {
		add_film(buf, report, films[i]);
		buf_add_format(buf,
		    ": %" PRId64 " to %" PRId64 " before, now %" PRId64 " to %" PRId64,
		    films[i]->before_favorite, films[i]->before_unfavorite, films[i]->favorite,
		    films[i]->unfavorite);
		add_link(buf, films[i]);
	}
	more(buf, n);
}

static void add_unread(struct buf *buf, struct report *report)
{
	heading(buf, "Comments not read as votes", (size_t)report->unread_n);
	list_each (struct unread_line, line, &report->unread) {
		buf_add_text(buf, "  ");
		add_text(buf, line->title ? line->title : line->page, WORDS_MOST);
		buf_add_text(buf, ", ");
		add_text(buf, line->author ? line->author : "?", WORDS_MOST);
		if (line->posted_at && *line->posted_at) {
			buf_add_text(buf, ", ");
			add_text(buf, line->posted_at, WORDS_MOST);
		}
		buf_add_text(buf, ": ");
		add_text(buf, line->body ? line->body : "", WORDS_MOST);
		buf_add_text(buf, "\n    ");
		add_text(buf, line->decision, WORDS_MOST);
		buf_add_text(buf, "\n");
	}
	if (report->unread_n > (int64_t)report->unread.n)
		buf_add_format(buf, "  … and %" PRId64 " more\n",
		    report->unread_n - (int64_t)report->unread.n);
	if (report->unread_n)
		buf_add_text(buf,
		    "  (put favorite, unfavorite or none for CHOICE, and give the lines to "
		    "film-decide)\n");
}

static void add_unvoted(struct buf *buf, struct report *report)
{
	size_t n;
	struct film_line **films = report_unvoted(report, &n);

	heading(buf, "Films asked about, without votes", n);
	for (size_t i = 0; i < n && i < SHOWN_MOST; i++) {
		add_film(buf, report, films[i]);
		add_link(buf, films[i]);
	}
	more(buf, n);
}

static void add_care(struct buf *buf, const struct report *report)
{
	int64_t votes = report->favorite + report->unfavorite;

	buf_add_text(buf, "\nTo be careful about\n");
	buf_add_format(buf,
	    "  votes that look like stuffing: %" PRId64 " (identical texts %" PRId64
	    ", bursts %" PRId64 ", one-sided voters %" PRId64 ")\n",
	    report->flagged, report->identical, report->burst, report->one_sided);
	buf_add_format(buf, "  votes by anonymous voters: %" PRId64 " of %" PRId64 "\n",
	    report->anonymous, votes);
	buf_add_format(buf, "  pages that end in the middle: %" PRId64 "\n", report->partial);
	list_each (struct count_line, line, &report->notices)
		buf_add_format(buf, "  pages with %s: %" PRId64 "\n", line->name, line->n);
	list_each (struct count_line, line, &report->cut) {
		buf_add_text(buf, "  feed cut: ");
		add_text(buf, line->name, WORDS_MOST);
		if (line->more) {
			buf_add_text(buf, ": ");
			add_text(buf, line->more, WORDS_MOST);
		}
		buf_add_char(buf, '\n');
	}
}

void report_text(struct buf *buf, struct report *report)
{
	buf_add_text(buf, "Favorite or unfavorite?");
	if (report->since)
		buf_add_format(buf, " Since %s", report->since);
	buf_add_format(buf,
	    "\n%" PRId64 " films, %" PRId64 " votes (%" PRId64 " favorite, %" PRId64
	    " unfavorite), %" PRId64 " ratings\n",
	    report->films, report->favorite + report->unfavorite, report->favorite,
	    report->unfavorite, report->ratings);
	add_new(buf, report);
	add_sides(buf, report);
	add_unread(buf, report);
	add_unvoted(buf, report);
	add_care(buf, report);
}
