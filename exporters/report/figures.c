/* figures: the second part of the page; each chart with its table beside. */
#include "exporters/report/html.h"
#include "exporters/stats/interval.h"
#include "schema/base/date.h"

#include <inttypes.h>
#include <math.h>

static void begin_figure(struct buf *buf, const char *title)
{
	buf_add_format(buf, "<section>\n<h2>%s</h2>\n<figure>\n", title);
}

static void end_figure(struct buf *buf)
{
	buf_add_text(buf, "</figure>\n</section>\n");
}

/* The table's head: names with a bar between. */
static void begin_table(struct buf *buf, const char *caption, const char *const *names, size_t n)
{
	buf_add_format(buf,
	    "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"%s\"><table>"
	    "<caption>%s</caption>\n<thead><tr>",
	    caption, caption);
	for (size_t i = 0; i < n; i++)
		buf_add_format(buf, "<th scope=\"col\">%s</th>", names[i]);
	buf_add_text(buf, "</tr></thead>\n<tbody>\n");
}

static void end_table(struct buf *buf)
{
	buf_add_text(buf, "</tbody></table></div>\n");
}

static void row_name(struct buf *buf, const char *url, const char *name)
{
	buf_add_text(buf, "<tr><th scope=\"row\">");
	html_link(buf, url, name);
	buf_add_text(buf, "</th>");
}

static void number(struct buf *buf, int64_t n)
{
	buf_add_format(buf, "<td>%" PRId64 "</td>", n);
}

static void share_cells(struct buf *buf, int64_t favorite, int64_t unfavorite)
{
	int64_t n = favorite + unfavorite;
	struct interval interval = interval_wilson(favorite, n, interval_z(CONFIDENCE));

	number(buf, favorite);
	number(buf, unfavorite);
	if (n)
		buf_add_format(buf, "<td>%.0f&nbsp;%%</td><td>%.0f–%.0f&nbsp;%%</td></tr>\n",
		    100.0 * (double)favorite / (double)n, 100 * interval.low, 100 * interval.high);
	else
		buf_add_text(buf, "<td></td><td></td></tr>\n");
}

static void nothing(struct buf *buf)
{
	buf_add_text(buf, "<p>None yet.</p>\n");
}

static void per_film(struct buf *buf, struct report *report)
{
	static const char *const names[] = {"Film", "Favorite", "Unfavorite", "Share", "Interval"};
	struct share_row rows[CHART_MOST];
	size_t n, shown = 0;
	struct film_line **films = report_voted(report, &n);

	begin_figure(buf, "Favorite share per film");
	for (; shown < n && shown < CHART_MOST; shown++)
		rows[shown] = (struct share_row){report_title(report, films[shown]),
		    films[shown]->favorite, films[shown]->unfavorite};
	if (!n)
		nothing(buf);
	else {
		buf_add_text(buf,
		    "<figcaption>Lines are 95&nbsp;% intervals; fewer than five votes show no "
		    "dot.</figcaption>\n");
		chart_shares(buf, "films", "Favorite share per film", rows, shown);
		begin_table(buf, "Votes per film", names, 5);
		for (size_t i = 0; i < shown; i++) {
			row_name(buf, films[i]->url, rows[i].name);
			share_cells(buf, rows[i].favorite, rows[i].unfavorite);
		}
		end_table(buf);
	}
	if (n > shown)
		buf_add_format(buf, "<p>… and %zu more films.</p>\n", n - shown);
	end_figure(buf);
}

static void source_table(struct buf *buf, const struct source_line *source)
{
	static const char *const names[] = {"Score", "Ratings"};

	begin_table(buf, "Ratings by score", names, 2);
	for (int i = 0; i < DISTRIBUTION_BINS; i++) {
		buf_add_format(buf,
		    "<tr><th scope=\"row\">%.1f–%.1f</th><td>%" PRId64 "</td></tr>\n", i / 10.0,
		    (i + 1) / 10.0, source->bins[i]);
	}
	end_table(buf);
}

static void per_source(struct buf *buf, struct report *report)
{
	static const char *const one[] = {"ratings", NULL};
	static const char *const bins[DISTRIBUTION_BINS] = {
	    "0.0", "0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7", "0.8", "score 0.9–1"};
	size_t shown = 0;

	begin_figure(buf, "Votes and ratings by source");
	list_each (struct source_line, source, &report->sources) {
		if (shown++ == CHART_MOST)
			break;
		buf_add_text(buf, "<h3><bdi>");
		html_text(buf, source->name);
		buf_add_format(buf,
		    "</bdi></h3>\n<p>%" PRId64 " favorite, %" PRId64 " unfavorite, %" PRId64
		    " ratings</p>\n",
		    source->favorite, source->unfavorite, source->ratings);
		if (!source->ratings)
			continue;
		struct bar bars[DISTRIBUTION_BINS];
		for (int i = 0; i < DISTRIBUTION_BINS; i++)
			bars[i] = (struct bar){bins[i], {source->bins[i], 0}};
		chart_columns(buf, arena_format(&report->arena, "source-%zu", shown),
		    "Ratings by score", bars, DISTRIBUTION_BINS, one);
		source_table(buf, source);
	}
	if (!report->sources.n)
		nothing(buf);
	end_figure(buf);
}

/* A month as a number and back, so that months without votes have their place. */
static int month_number(const char *name)
{
	int64_t second = 0;
	int year, month, day;

	if (!date_to_epoch(name, &second))
		return 0;
	date_civil(date_day(second), &year, &month, &day);
	return year * 12 + month - 1;
}

/* A bar for each month from the first to the last, the latest MONTHS_MOST of them. */
static size_t month_bars(struct report *report, struct bar bars[MONTHS_MOST])
{
	size_t n = report->months.n;
	int last = n ? month_number(report->months.at[n - 1].name) : 0;
	int first = n ? month_number(report->months.at[0].name) : 1;

	first = first <= last - MONTHS_MOST ? last - MONTHS_MOST + 1 : first;
	for (int month = first; month <= last; month++)
		bars[month - first] = (struct bar){
		    arena_format(&report->arena, "%04d-%02d", month / 12, month % 12 + 1), {0, 0}};
	list_each (struct group_line, line, &report->months) {
		int month = month_number(line->name);
		if (month >= first)
			bars[month - first] =
			    (struct bar){line->name, {line->favorite, line->unfavorite}};
	}
	return (size_t)(last - first + 1);
}

static void over_time(struct buf *buf, struct report *report)
{
	static const char *const sides[] = {"favorite", "unfavorite"};
	static const char *const names[] = {"Month", "Favorite", "Unfavorite", "Share", "Interval"};
	struct bar bars[MONTHS_MOST];
	size_t n = month_bars(report, bars);

	begin_figure(buf, "Votes over time");
	if (n) {
		buf_add_text(buf,
		    "<figcaption>By month, UTC, the last 60: <span class=\"key yes\"></span> "
		    "favorite "
		    "below, <span class=\"key no\"></span> unfavorite above. Votes without a time "
		    "are not here.</figcaption>\n");
		chart_columns(buf, "months", "Votes by month", bars, n, sides);
		begin_table(buf, "Votes by month", names, 5);
		for (size_t i = 0; i < n; i++) {
			row_name(buf, NULL, bars[i].name);
			share_cells(buf, bars[i].n[0], bars[i].n[1]);
		}
		end_table(buf);
	} else
		nothing(buf);
	end_figure(buf);
}

static void per_group(
    struct buf *buf, const char *id, const char *title, const struct group_line *lines, size_t n)
{
	static const char *const names[] = {
	    "Name", "Films", "Favorite", "Unfavorite", "Share", "Interval"};
	struct share_row rows[CHART_MOST];

	begin_figure(buf, title);
	n = n > CHART_MOST ? CHART_MOST : n;
	for (size_t i = 0; i < n; i++)
		rows[i] = (struct share_row){lines[i].name, lines[i].favorite, lines[i].unfavorite};
	if (n) {
		buf_add_text(
		    buf, "<figcaption>A film with several of them counts in each.</figcaption>\n");
		chart_shares(buf, id, title, rows, n);
		begin_table(buf, title, names, 6);
		for (size_t i = 0; i < n; i++) {
			row_name(buf, NULL, rows[i].name);
			number(buf, lines[i].films);
			share_cells(buf, rows[i].favorite, rows[i].unfavorite);
		}
		end_table(buf);
	} else
		nothing(buf);
	end_figure(buf);
}

static void against_editor(struct buf *buf, const struct report *report)
{
	static const char *const names[] = {"We said", "Readers: favorite", "Readers: unfavorite"};
	const struct agreement *of = &report->agreement;
	double kappa = agreement_kappa(of);

	begin_figure(buf, "Editor against readers");
	if (!agreement_votes(of)) {
		nothing(buf);
		end_figure(buf);
		return;
	}
	const struct bar bars[] = {{"favorite, readers too", {of->favorite_favorite, 0}},
	    {"favorite, readers not", {of->favorite_unfavorite, 0}},
	    {"unfavorite, readers too", {of->unfavorite_unfavorite, 0}},
	    {"unfavorite, readers not", {of->unfavorite_favorite, 0}}};
	buf_add_format(buf, "<figcaption>%.0f&nbsp;%% of %" PRId64 " votes are as ours",
	    100 * agreement_share(of), agreement_votes(of));
	if (!isnan(kappa))
		buf_add_format(buf, "; Cohen’s κ %.2f", kappa);
	buf_add_text(buf, ".</figcaption>\n");
	chart_bars(buf, "editor", "Votes by our choice and the readers'", bars, 4);
	begin_table(buf, "Votes by our choice", names, 3);
	row_name(buf, NULL, "favorite");
	number(buf, of->favorite_favorite);
	number(buf, of->favorite_unfavorite);
	buf_add_text(buf, "</tr>\n");
	row_name(buf, NULL, "unfavorite");
	number(buf, of->unfavorite_favorite);
	number(buf, of->unfavorite_unfavorite);
	buf_add_text(buf, "</tr>\n");
	end_table(buf);
	end_figure(buf);
}

static void missing(struct buf *buf, struct report *report)
{
	static const char *const names[] = {"Field", "Reason", "Films or pages"};
	struct bar bars[CHART_MOST];
	size_t n = 0;

	list_each (struct count_line, line, &report->missing) {
		if (n < CHART_MOST)
			bars[n++] = (struct bar){
			    arena_format(&report->arena, "%s, %s", line->name, line->more),
			    {line->n, 0}};
	}
	begin_figure(buf, "What is missing, and why");
	if (n) {
		chart_bars(buf, "missing", "Missing fields by reason", bars, n);
		begin_table(buf, "Missing fields", names, 3);
		for (size_t i = 0; i < n; i++) {
			row_name(buf, NULL, report->missing.at[i].name);
			buf_add_text(buf, "<td>");
			html_text(buf, report->missing.at[i].more);
			buf_add_text(buf, "</td>");
			number(buf, report->missing.at[i].n);
			buf_add_text(buf, "</tr>\n");
		}
		end_table(buf);
	} else
		buf_add_text(buf, "<p>Nothing.</p>\n");
	if (report->missing.n > n)
		buf_add_format(buf, "<p>… and %zu more.</p>\n", report->missing.n - n);
	end_figure(buf);
}

void figures(struct buf *buf, struct report *report)
{
	per_film(buf, report);
	per_source(buf, report);
	over_time(buf, report);
	per_group(buf, "genres", "Favorite share by genre", report->genres.at, report->genres.n);
	per_group(buf, "countries", "Favorite share by country", report->countries.at,
	    report->countries.n);
	against_editor(buf, report);
	missing(buf, report);
}
