/* html: the words and pieces of which the page is made. For exporters/report only. */
#ifndef FILMTALLY_EXPORTERS_REPORT_HTML_H
#define FILMTALLY_EXPORTERS_REPORT_HTML_H

#include "exporters/report/report.h"

#include <stdbool.h>
#include <stddef.h>

/* A text of a page, inert: markup escaped, control and direction characters dropped. */
void html_text(struct buf *buf, const char *text);
/* The same, cut after so many characters. */
void html_text_cut(struct buf *buf, const char *text, size_t most);
/* The text as a link when the address is one of http or https, else as it is. */
void html_link(struct buf *buf, const char *url, const char *text);

/* A row of a chart of shares: name, votes, and the interval. */
struct share_row {
	const char *name;
	int64_t favorite, unfavorite;
};

/* A bar: its name and one or two counts, drawn one on the other. */
struct bar {
	const char *name;
	int64_t n[2];
};

/* Each draws an SVG with title and description, one element of class "mark" for each datum and
 * their number in data-marks. */
void chart_shares(
    struct buf *buf, const char *id, const char *title, const struct share_row *rows, size_t n);
void chart_columns(struct buf *buf, const char *id, const char *title, const struct bar *bars,
    size_t n, const char *const names[2]);
void chart_bars(
    struct buf *buf, const char *id, const char *title, const struct bar *bars, size_t n);

/* The second part of the page: figures, each with its table beside. */
void figures(struct buf *buf, struct report *report);

#endif
