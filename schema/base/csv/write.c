/* write: csv_add of csv.h. */
#include "schema/base/csv/csv.h"

#include <string.h>

static bool needs_quotes(const char *text, size_t n)
{
	if (n == 0)
		return false;
	if (text[0] == ' ' || text[0] == '\t' || text[n - 1] == ' ' || text[n - 1] == '\t')
		return true;
	for (size_t i = 0; i < n; i++) {
		if (text[i] == ',' || text[i] == '"' || text[i] == '\n' || text[i] == '\r')
			return true;
	}
	return false;
}

static void add_quoted(struct buf *buf, const char *text, size_t n)
{
	const char *quote;
	buf_add_char(buf, '"');
	while ((quote = memchr(text, '"', n))) {
		size_t part = (size_t)(quote - text) + 1;
		buf_add(buf, text, part);
		buf_add_char(buf, '"');
		text += part;
		n -= part;
	}
	buf_add(buf, text, n);
	buf_add_char(buf, '"');
}

void csv_add(struct buf *buf, bool first, const char *text, size_t n)
{
	if (!first)
		buf_add_char(buf, ',');
	if (needs_quotes(text, n))
		add_quoted(buf, text, n);
	else
		buf_add(buf, text, n);
}
