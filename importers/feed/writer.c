/* writer: see writer.h. */
#include "importers/feed/writer.h"

#include <string.h>

enum { LINES_MAX = 256 << 20, LINES_ENOUGH = 1 << 16 };

void writer_open(
    struct writer *writer, struct output *output, struct ledger *ledger, const char *name)
{
	*writer = (struct writer){.output = output, .ledger = ledger, .name = name};
	buf_init(&writer->lines, LINES_MAX);
}

int writer_flush(struct writer *writer)
{
	struct buf *lines = &writer->lines;
	int status = writer->err.status ? -1 : 0;

	if (!status && lines->n)
		status = output_write(writer->output, lines->at, lines->n, &writer->err) ||
			output_flush(writer->output, &writer->err)
		    ? -1
		    : 0;
	buf_clear(lines);
	return status;
}

void writer_put(struct writer *writer, const struct record *record)
{
	struct buf *lines = &writer->lines;
	if (writer->err.status)
		return;
	record_write(lines, record);
	if (lines->overflow) {
		/* What was written before it ends with a LF. */
		char *whole = memrchr(lines->at, '\n', lines->n);
		lines->n = whole ? (size_t)(whole + 1 - lines->at) : 0;
		lines->overflow = false;
		ledger_refuse(writer->ledger, writer->name, record->page.url,
		    "the record is too long", NULL, 0);
	}
	/* A failure stays in err, where the reading loop looks. */
	if (lines->n > LINES_ENOUGH && writer_flush(writer))
		return;
}

void writer_release(struct writer *writer)
{
	buf_release(&writer->lines);
}
