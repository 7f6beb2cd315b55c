/* page: one self-contained file: no script, nothing fetched, the style allowed by its hash
 * alone. */
#include "exporters/report/html.h"
#include "schema/base/digest.h"

#include <inttypes.h>
#include <string.h>

static const char style[] =
    ":root{color-scheme:light "
    "dark;--ink:#1c1c1c;--soft:#555;--paper:#fff;--line:#ccc;--yes:#1a6aa8;"
    "--no:#b3481b;--open:#666}\n"
    "@media(prefers-color-scheme:dark){:root{--ink:#eee;--soft:#b0b0b0;--paper:#161616;--line:#444;"
    "--yes:#7fbdf0;--no:#f0a070;--open:#aaa}}\n"
    "@media print{:root{--ink:#000;--soft:#333;--paper:#fff;--line:#999;--yes:#1a6aa8;--no:#b3481b;"
    "--open:#666}section{break-inside:avoid}}\n"
    "*{box-sizing:border-box}\n"
    "body{margin:0 auto;padding:1rem;max-width:46rem;background:var(--paper);color:var(--ink);"
    "font:1rem/1.5 system-ui,sans-serif;overflow-wrap:anywhere}\n"
    "h1{font-size:1.5rem;line-height:1.2}h2{font-size:1.2rem;margin:2rem 0 "
    ".5rem}h3{font-size:1rem}\n"
    "a{color:var(--yes)}figure{margin:0}figcaption,.soft{color:var(--soft)}\n"
    "svg{display:block;width:100%;max-width:34rem;height:auto;margin:.5rem 0;font-size:13px;"
    "fill:var(--ink)}\n"
    "svg .axis{fill:var(--soft);font-size:12px}svg .end{text-anchor:end}svg "
    ".middle{text-anchor:middle}\n"
    "svg line{stroke:var(--open);stroke-width:4}svg .half,svg "
    ".base{stroke:var(--line);stroke-width:1}\n"
    "svg g.yes line{stroke:var(--yes)}svg g.no line{stroke:var(--no)}\n"
    "svg g.yes circle,svg rect.yes{fill:var(--yes)}svg g.no circle,svg rect.no{fill:var(--no)}\n"
    "svg g.open circle,svg rect.open{fill:var(--open)}\n"
    ".wide{overflow-x:auto}table{border-collapse:collapse;font-size:.875rem;font-variant-numeric:"
    "tabular-nums}\n"
    "caption{text-align:left;color:var(--soft);padding:.25rem 0}\n"
    "th,td{padding:.25rem .75rem .25rem 0;border-top:1px solid var(--line);text-align:right;"
    "vertical-align:top}\n"
    "td,thead "
    "th{white-space:nowrap;overflow-wrap:normal}th:first-child{text-align:left;min-width:9rem;"
    "white-space:normal}th{font-weight:400}thead th{font-weight:600}\n"
    "li{margin:.5rem 0}blockquote{margin:.25rem 0;padding-left:.75rem;border-left:3px solid "
    "var(--line)}\n"
    "code{font-size:.875rem}.key{display:inline-block;width:.8em;height:.8em}.key.yes{background:"
    "var(--yes)}"
    ".key.no{background:var(--no)}\n";

static void begin_page(struct buf *buf, const struct report *report)
{
	uint8_t sha256[SHA256_SIZE];
	char base64[4 * ((SHA256_SIZE + 2) / 3) + 1];

	digest_sha256(style, strlen(style), sha256);
	digest_base64(sha256, SHA256_SIZE, base64);
	buf_add_text(
	    buf, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
	buf_add_format(buf,
	    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
	    "'sha256-%s'; base-uri 'none'; form-action 'none'\">\n",
	    base64);
	buf_add_text(buf,
	    "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n"
	    "<meta name=\"referrer\" content=\"no-referrer\">\n"
	    "<title>Favorite or unfavorite?</title>\n<style>");
	buf_add_text(buf, style);
	buf_add_text(
	    buf, "</style>\n</head>\n<body>\n<header>\n<h1>Favorite or unfavorite?</h1>\n<p>");
	buf_add_format(buf,
	    "%" PRId64 " films, %" PRId64 " votes (%" PRId64 " favorite, %" PRId64
	    " unfavorite), %" PRId64 " ratings.",
	    report->films, report->favorite + report->unfavorite, report->favorite,
	    report->unfavorite, report->ratings);
	if (report->since)
		buf_add_format(buf, " New is since %s.", report->since);
	buf_add_text(buf, "</p>\n</header>\n<main>\n");
}

static void more(struct buf *buf, size_t n)
{
	if (n > SHOWN_MOST)
		buf_add_format(buf, "<p>… and %zu more.</p>\n", n - SHOWN_MOST);
}

static void begin_list(struct buf *buf, const char *title, size_t n)
{
	buf_add_format(buf, "<section>\n<h2>%s: %zu</h2>\n%s", title, n, n ? "<ul>\n" : "");
}

static void end_list(struct buf *buf, size_t n)
{
	buf_add_text(buf, n ? "</ul>\n" : "");
	more(buf, n);
	buf_add_text(buf, "</section>\n");
}

static void film_item(struct buf *buf, struct report *report, const struct film_line *film)
{
	buf_add_text(buf, "<li>");
	html_link(buf, film->url, report_title(report, film));
}

static void add_new(struct buf *buf, struct report *report)
{
	size_t n;
	struct film_line **films = report_new(report, &n);

	begin_list(buf, report->since ? "Films with new votes" : "Films with votes", n);
	for (size_t i = 0; i < n && i < SHOWN_MOST; i++) {
		film_item(buf, report, films[i]);
		buf_add_format(buf,
		    ": <strong>+%" PRId64 "</strong> favorite, <strong>+%" PRId64
		    "</strong> unfavorite; now %" PRId64 " to %" PRId64 "</li>\n",
		    films[i]->new_favorite, films[i]->new_unfavorite, films[i]->favorite,
		    films[i]->unfavorite);
	}
	end_list(buf, n);
}

static void add_contradicted(struct buf *buf, struct report *report)
{
	size_t n;
	struct film_line **films = report_contradicted(report, &n);

	begin_list(buf, "Films where readers clearly contradict our choice", n);
	for (size_t i = 0; i < n && i < SHOWN_MOST; i++) {
		film_item(buf, report, films[i]);
		buf_add_format(buf,
		    ": we said %s, readers %" PRId64 " favorite to %" PRId64 " unfavorite</li>\n",
		    films[i]->editor == 1 ? "favorite" : "unfavorite", films[i]->favorite,
		    films[i]->unfavorite);
	}
	end_list(buf, n);
}

static void add_changed(struct buf *buf, struct report *report)
{
	size_t n;
	struct film_line **films = report_changed(report, &n);

	begin_list(buf, "Films that changed side", n);
	for (size_t i = 0; i < n && i < SHOWN_MOST; i++) {
		film_item(buf, report, films[i]);
		buf_add_format(buf,
		    ": %" PRId64 " to %" PRId64 " before, now %" PRId64 " to %" PRId64 "</li>\n",
		    films[i]->before_favorite, films[i]->before_unfavorite, films[i]->favorite,
		    films[i]->unfavorite);
	}
	end_list(buf, n);
}

static void unread_item(struct buf *buf, const struct unread_line *line)
{
	buf_add_text(buf, "<li>");
	html_link(buf, line->page, line->title ? line->title : line->page);
	buf_add_text(buf, ", <bdi>");
	html_text(buf, line->author ? line->author : "?");
	buf_add_text(buf, "</bdi> <span class=\"soft\">");
	html_text(buf, line->posted_at);
	buf_add_text(buf, "</span><blockquote><bdi>");
	html_text_cut(buf, line->body, 400);
	buf_add_text(buf, "</bdi></blockquote><code>");
	html_text(buf, line->decision);
	buf_add_text(buf, "</code></li>\n");
}

static void add_unread(struct buf *buf, struct report *report)
{
	buf_add_format(
	    buf, "<section>\n<h2>Comments not read as votes: %" PRId64 "</h2>\n", report->unread_n);
	if (report->unread.n)
		buf_add_text(buf,
		    "<p>Put favorite, unfavorite or none for CHOICE and give the lines to "
		    "<code>film-decide</code>.</p>\n<ul>\n");
	list_each (struct unread_line, line, &report->unread)
		unread_item(buf, line);
	buf_add_text(buf, report->unread.n ? "</ul>\n" : "");
	if (report->unread_n > (int64_t)report->unread.n)
		buf_add_format(buf, "<p>… and %" PRId64 " more.</p>\n",
		    report->unread_n - (int64_t)report->unread.n);
	buf_add_text(buf, "</section>\n");
}

static void add_unvoted(struct buf *buf, struct report *report)
{
	size_t n;
	struct film_line **films = report_unvoted(report, &n);

	begin_list(buf, "Films asked about, without votes", n);
	for (size_t i = 0; i < n && i < SHOWN_MOST; i++) {
		film_item(buf, report, films[i]);
		buf_add_text(buf, "</li>\n");
	}
	end_list(buf, n);
}

static void add_care(struct buf *buf, const struct report *report)
{
	buf_add_format(buf,
	    "<section>\n<h2>To be careful about</h2>\n<ul>\n<li>Votes that look like stuffing: "
	    "%" PRId64 " (identical texts %" PRId64 ", bursts %" PRId64
	    ", one-sided voters %" PRId64 ")</li>\n"
	    "<li>Votes by anonymous voters: %" PRId64 " of %" PRId64 "</li>\n"
	    "<li>Pages that end in the middle: %" PRId64 "</li>\n",
	    report->flagged, report->identical, report->burst, report->one_sided, report->anonymous,
	    report->favorite + report->unfavorite, report->partial);
	list_each (struct count_line, line, &report->notices) {
		buf_add_text(buf, "<li>Pages with <code>");
		html_text(buf, line->name);
		buf_add_format(buf, "</code>: %" PRId64 "</li>\n", line->n);
	}
	list_each (struct count_line, line, &report->cut) {
		buf_add_text(buf, "<li>Feed cut: ");
		html_link(buf, line->name, line->name);
		buf_add_text(buf, " <bdi>");
		html_text(buf, line->more);
		buf_add_text(buf, "</bdi></li>\n");
	}
	buf_add_text(buf, "</ul>\n</section>\n");
}

void report_html(struct buf *buf, struct report *report)
{
	begin_page(buf, report);
	add_new(buf, report);
	add_contradicted(buf, report);
	if (report->since)
		add_changed(buf, report);
	add_unread(buf, report);
	add_unvoted(buf, report);
	add_care(buf, report);
	figures(buf, report);
	buf_add_text(buf, "</main>\n</body>\n</html>\n");
}
