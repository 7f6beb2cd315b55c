/*
 * stream: see stream.h. Wherever a line begins, `{` means a record; a known header begins a
 * table, whose rows follow until the next header or record; so files may be put together with cat.
 * Before the first of these nothing is known, and what comes is refused.
 */
#include "tools/load/stream.h"
#include "tools/load/unquoted.h"
#include "tools/load/chunk.h"
#include "schema/base/csv/csv.h"
#include "schema/record/record.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* One input, in the middle of being read. */
struct reading {
	struct stream *stream;
	struct input *input;
	struct csv_reader *csv;
	struct buf line;
	enum table table; /* whose rows follow */
	struct chunk chunk;
	int64_t told; /* of progress, in thousands of units */
	bool known;   /* a record was read: a line that is none costs itself alone */
	bool ended;   /* refused as a whole: the rest is not looked at */
};

static void refuse(
    void *context, const char *input, long line, const char *reason, const char *bytes, size_t n)
{
	struct stream *stream = context;
	char place[32];
	snprintf(place, sizeof place, "%ld", line);
	ledger_refuse(&stream->ledger, input, place, reason, bytes, n);
}

static void keep(void *context, int64_t n)
{
	struct stream *stream = context;
	ledger_keep(&stream->ledger, n);
}

struct load_listener stream_listener(struct stream *stream)
{
	return (struct load_listener){stream, keep, refuse};
}

/* ---- records ---- */

static int read_record(struct reading *reading, struct err *err)
{
	long line = input_lines(reading->input) + 1;
	int got = input_line(reading->input, &reading->line, err);
	if (got <= 0)
		return got;
	if (reading->line.overflow) {
		refuse(reading->stream, input_name(reading->input), line, "the line is too long",
		    NULL, 0);
		return 1;
	}
	return load_line(reading->stream->load, input_name(reading->input), line, reading->line.at,
		   reading->line.n, err) == 0
	    ? 1
	    : -1;
}

/* ---- rows ---- */

static void refuse_row(struct reading *reading, const char *reason)
{
	size_t n;
	const char *raw = csv_raw(reading->csv, &n);
	refuse(reading->stream, input_name(reading->input), csv_line(reading->csv), reason, raw, n);
}

static int load_row(
    struct reading *reading, const struct csv_field *fields, size_t n, struct err *err)
{
	struct err why = {0};
	struct ballot ballot;
	struct total total;
	bool ballots = reading->table == TABLE_BALLOTS;
	int got =
	    ballots ? ballot_read(fields, n, &ballot, &why) : total_read(fields, n, &total, &why);
	if (got == 0)
		got = ballots ? load_ballot(reading->stream->load, &ballot, &why)
			      : load_total(reading->stream->load, &total, &why);
	if (got == 0) {
		ledger_keep(&reading->stream->ledger, 1);
		return 1;
	}
	if (why.status != EXIT_REFUSED) {
		*err = why;
		return -1;
	}
	refuse_row(reading, why.text);
	return 1;
}

/* A table that nobody can read: said once, and not for each of its rows. */
static void refuse_unknown(struct reading *reading)
{
	refuse_row(reading,
	    "neither a record nor the header of a table of ballots or totals: "
	    "give pages to film-page, other tables to film-ratings");
	reading->ended = !reading->known;
}

/* As many rows as need no CSV reader: 1 when there were some, 0, -1. */
static int read_unquoted(struct reading *reading, struct err *err)
{
	struct chunk *chunk = &reading->chunk;
	int64_t taken = unquoted_rows(reading->stream, reading->input, chunk->unquoted, err);
	chunk->unquoted = taken > 0 ? chunk->unquoted - (size_t)taken : 0;
	return taken < 0 ? -1 : taken > 0;
}

/* A header, or a record, within a chunk of rows makes it none. */
static void table_begin(struct reading *reading, enum table table)
{
	reading->table = table;
	reading->chunk.on = false;
}

/* Takes rows that were loaded before, and those that need no CSV reader: 1 when there were some, 0,
 * -1. */
static int take_many(struct reading *reading, struct err *err)
{
	struct chunk *chunk = &reading->chunk;
	int known = 0;
	if (reading->table != TABLE_NONE && !chunk->on)
		known = chunk_begin(chunk, reading->stream, reading->input, reading->table, err);
	if (known != 0)
		return known;
	return chunk->on && chunk->unquoted ? read_unquoted(reading, err) : 0;
}

/* One record of CSV: a header, a row, or what is neither. */
static int read_one(struct reading *reading, struct err *err)
{
	const struct csv_field *fields;
	size_t n;
	struct err why = {0};
	int got = csv_next(reading->csv, &fields, &n, &why);
	if (got == 0)
		return 0;
	if (got < 0 && why.status != EXIT_REFUSED) {
		*err = why;
		return -1;
	}
	enum table table = got > 0 ? table_of_header(fields, n) : TABLE_NONE;
	if (table != TABLE_NONE)
		table_begin(reading, table);
	else if (reading->table == TABLE_NONE)
		refuse_unknown(reading);
	else if (got < 0)
		refuse_row(reading, why.text);
	else
		return load_row(reading, fields, n, err);
	return 1;
}

static int read_rows(struct reading *reading, struct err *err)
{
	int some = take_many(reading, err);
	return some != 0 ? some : read_one(reading, err);
}

/* ---- the input ---- */

static bool starts_record(struct input *input)
{
	size_t have;
	const char *at = input_peek(input, 1, &have);
	return have && *at == '{';
}

/* A byte order mark (files put together may have one anywhere), and lines with nothing in them. */
static void skip_blank(struct input *input)
{
	for (;;) {
		size_t have;
		const char *at = input_peek(input, 3, &have);
		if (have >= 3 && memcmp(at, "\xef\xbb\xbf", 3) == 0)
			input_skip(input, 3, 0);
		else if (have >= 1 && *at == '\n')
			input_skip(input, 1, 1);
		else if (have >= 2 && memcmp(at, "\r\n", 2) == 0)
			input_skip(input, 2, 1);
		else
			return;
	}
}

static int read_all(struct reading *reading, struct err *err)
{
	struct stream *stream = reading->stream;
	int got = 1;
	while (got > 0 && !reading->ended) {
		skip_blank(reading->input);
		bool record = starts_record(reading->input);
		reading->known |= record;
		reading->chunk.on = reading->chunk.on && !record;
		got = record ? read_record(reading, err) : read_rows(reading, err);
		chunk_check(&reading->chunk, stream, reading->input);
		int64_t units = stream->ledger.kept + stream->ledger.refused;
		if (units / 1024 != reading->told)
			progress_tell(&stream->progress, units, input_offset(reading->input));
		reading->told = units / 1024;
	}
	return got < 0 ? -1 : 0;
}

int stream_input(struct stream *stream, struct input *input, struct err *err)
{
	struct reading reading = {.stream = stream, .input = input, .line = BUF_INIT(RECORD_MAX)};
	reading.csv = csv_open(input, ',', RECORD_MAX);
	progress_start(&stream->progress, "records and rows", input_size(input));
	int result = read_all(&reading, err);
	if (result == 0)
		result = load_flush(stream->load, err); /* lines name their input until then */
	progress_end(&stream->progress);
	csv_close(reading.csv);
	buf_release(&reading.line);
	return result;
}

int stream_file(struct stream *stream, const char *path, struct err *err)
{
	struct err why = {0};
	struct input *input = input_open(path, (struct input_options){.gzip = true}, &why);
	if (!input) {
		ledger_refuse(&stream->ledger, path, NULL, why.text, NULL, 0);
		return 0;
	}
	int result = stream_input(stream, input, err);
	input_close(input);
	return result;
}

int stream_close(struct stream *stream, struct err *err)
{
	char extra[64];
	snprintf(extra, sizeof extra, "; %" PRId64 " changed", load_changed(stream->load));
	return ledger_close(&stream->ledger, extra, err);
}
