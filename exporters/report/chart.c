/* chart: SVG of plain elements and classes, so that colours follow the page's light or dark. */
#include "exporters/report/html.h"
#include "exporters/stats/interval.h"

#include <inttypes.h>

/* In the units of the view box, which is as wide as a phone, so that letters stay readable
 * there. */
enum {
	WIDTH = 400,
	SHARE_ROW = 38,
	BAR_ROW = 24,
	COLUMN_HEIGHT = 150,
	NAME_CHARACTERS = 46,
	LABEL_CHARACTERS = 24
};

static void begin(struct buf *buf, const char *id, const char *title, int height, size_t marks)
{
	buf_add_format(buf,
	    "<svg id=\"%s\" viewBox=\"0 0 %d %d\" role=\"img\" aria-labelledby=\"%s-t %s-d\" "
	    "data-marks=\"%zu\">\n<title id=\"%s-t\">",
	    id, WIDTH, height, id, id, marks, id);
	html_text(buf, title);
	buf_add_format(buf,
	    "</title>\n<desc id=\"%s-d\">%zu marks; the table below has the numbers.</desc>\n", id,
	    marks);
}

static void end(struct buf *buf)
{
	buf_add_text(buf, "</svg>\n");
}

static void name_at(struct buf *buf, int x, int y, const char *name, size_t most)
{
	buf_add_format(buf, "<text x=\"%d\" y=\"%d\">", x, y);
	html_text_cut(buf, name, most);
	buf_add_text(buf, "</text>\n");
}

/* The interval first, as a line; the share is a dot only when there are votes enough to see one. */
static void share_row(struct buf *buf, const struct share_row *row, int y)
{
	int64_t n = row->favorite + row->unfavorite;
	struct interval interval = interval_wilson(row->favorite, n, interval_z(CONFIDENCE));
	double share = (double)row->favorite / (double)n;
	const char *side = interval.low > 0.5 ? "yes" : interval.high < 0.5 ? "no" : "open";

	name_at(buf, 0, y + 13, row->name, NAME_CHARACTERS);
	buf_add_format(buf, "<g class=\"mark %s\"><title>", side);
	html_text(buf, row->name);
	buf_add_format(buf, ": %" PRId64 " of %" PRId64 " favorite, %.0f to %.0f %%</title>\n",
	    row->favorite, n, 100 * interval.low, 100 * interval.high);
	buf_add_format(buf, "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\"/>\n",
	    interval.low * WIDTH, interval.high * WIDTH, y + 25, y + 25);
	if (n >= 5)
		buf_add_format(buf, "<circle cx=\"%.1f\" cy=\"%d\" r=\"5\"/>\n",
		    share * (WIDTH - 10) + 5, y + 25);
	buf_add_text(buf, "</g>\n");
}

void chart_shares(
    struct buf *buf, const char *id, const char *title, const struct share_row *rows, size_t n)
{
	int height = (int)n * SHARE_ROW + 20;

	begin(buf, id, title, height, n);
	buf_add_format(buf, "<line class=\"half\" x1=\"%d\" x2=\"%d\" y1=\"0\" y2=\"%d\"/>\n",
	    WIDTH / 2, WIDTH / 2, height - 18);
	for (size_t i = 0; i < n; i++)
		share_row(buf, &rows[i], (int)i * SHARE_ROW);
	buf_add_format(buf,
	    "<text class=\"axis\" x=\"0\" y=\"%d\">0 %%</text><text class=\"axis middle\" x=\"%d\" "
	    "y=\"%d\">50 %% favorite</text><text class=\"axis end\" x=\"%d\" y=\"%d\">100 "
	    "%%</text>\n",
	    height - 4, WIDTH / 2, height - 4, WIDTH, height - 4);
	end(buf);
}

static int64_t largest(const struct bar *bars, size_t n)
{
	int64_t most = 1;

	for (size_t i = 0; i < n; i++) {
		if (bars[i].n[0] + bars[i].n[1] > most)
			most = bars[i].n[0] + bars[i].n[1];
	}
	return most;
}

static void column(struct buf *buf, const struct bar *bar, double x, double width, double scale,
    const char *const names[2])
{
	double first = (double)bar->n[0] * scale, second = (double)bar->n[1] * scale;

	buf_add_text(buf, "<g class=\"mark\"><title>");
	html_text(buf, bar->name);
	if (names[1])
		buf_add_format(buf, ": %" PRId64 " %s, %" PRId64 " %s</title>\n", bar->n[0],
		    names[0], bar->n[1], names[1]);
	else
		buf_add_format(buf, ": %" PRId64 " %s</title>\n", bar->n[0], names[0]);
	buf_add_format(buf,
	    "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>\n",
	    names[1] ? "yes" : "open", x, COLUMN_HEIGHT - first, width, first);
	if (names[1])
		buf_add_format(buf,
		    "<rect class=\"no\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>\n",
		    x, COLUMN_HEIGHT - first - second, width, second);
	buf_add_text(buf, "</g>\n");
}

void chart_columns(struct buf *buf, const char *id, const char *title, const struct bar *bars,
    size_t n, const char *const names[2])
{
	int64_t most = largest(bars, n);
	double step = n ? (double)WIDTH / (double)n : WIDTH, width = step > 42 ? 40 : step * 0.9;
	double scale = (COLUMN_HEIGHT - 20.0) / (double)most;

	begin(buf, id, title, COLUMN_HEIGHT + 20, n);
	buf_add_format(buf, "<text class=\"axis\" x=\"0\" y=\"12\">%" PRId64 "</text>\n", most);
	buf_add_format(buf, "<line class=\"base\" x1=\"0\" x2=\"%d\" y1=\"%d\" y2=\"%d\"/>\n",
	    WIDTH, COLUMN_HEIGHT, COLUMN_HEIGHT);
	for (size_t i = 0; i < n; i++)
		column(buf, &bars[i], (double)i * step, width, scale, names);
	if (n) {
		name_at(buf, 0, COLUMN_HEIGHT + 15, bars[0].name, LABEL_CHARACTERS);
		buf_add_format(
		    buf, "<text class=\"end\" x=\"%d\" y=\"%d\">", WIDTH, COLUMN_HEIGHT + 15);
		html_text_cut(buf, n > 1 ? bars[n - 1].name : "", LABEL_CHARACTERS);
		buf_add_text(buf, "</text>\n");
	}
	end(buf);
}

void chart_bars(
    struct buf *buf, const char *id, const char *title, const struct bar *bars, size_t n)
{
	enum { LEFT = 170, RIGHT = 50 };
	double scale = (WIDTH - LEFT - RIGHT) / (double)largest(bars, n);

	begin(buf, id, title, (int)n * BAR_ROW + 4, n);
	for (size_t i = 0; i < n; i++) {
		int y = (int)i * BAR_ROW;
		double width = (double)bars[i].n[0] * scale;
		name_at(buf, 0, y + 16, bars[i].name, LABEL_CHARACTERS);
		buf_add_format(buf,
		    "<rect class=\"mark open\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"16\"/>"
		    "<text class=\"axis\" x=\"%.1f\" y=\"%d\">%" PRId64 "</text>\n",
		    LEFT, y + 4, width, LEFT + width + 4, y + 16, bars[i].n[0]);
	}
	end(buf);
}
