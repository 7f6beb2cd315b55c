/*
 * csv: see csv.h. The way of a record:
 *
 *	next_plain → a whole line, neither quote nor stray CR in it → find_fields, in one pass
 *	find_line → no quote in it → find_fields
 *	          → a quote in it  → libcsv, line after line until a row is complete → finish
 *	                             → wrong, or no end → refuse; the input goes on after the first
 * line
 */
#include "schema/base/csv/csv.h"
#include "schema/base/message.h"
#include "schema/base/word.h"

#include <csv.h>
#include <stdlib.h>
#include <string.h>

struct csv_reader {
	struct input *input;
	char delimiter;
	size_t max_record;
	bool begun;  /* the first line was seen */
	bool failed; /* the input did, and that was told */

	/* The record that was given last. */
	long line;
	const char *raw;
	size_t raw_n;
	struct csv_field *fields;
	size_t n, fields_cap;
	char *row; /* the fields' bytes, each ended by a NUL */
	size_t row_n, row_cap;
	char *cut; /* the beginning of a line that is too long */

	struct csv_parser parser;
	int rows;   /* that libcsv completed from this record's lines: one is right */
	bool extra; /* libcsv gave fields after the row */
};

static void start_parser(struct csv_reader *reader)
{
	if (csv_init(&reader->parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
		die(EXIT_SYSTEM, NULL, "out of memory");
	csv_set_delim(&reader->parser, (unsigned char)reader->delimiter);
}

struct csv_reader *csv_open(struct input *input, char delimiter, size_t max_record)
{
	struct csv_reader *reader = must_calloc(1, sizeof *reader);
	reader->input = input;
	reader->delimiter = delimiter;
	reader->max_record = max_record;
	reader->raw = "";
	start_parser(reader);
	return reader;
}

void csv_close(struct csv_reader *reader)
{
	if (!reader)
		return;
	csv_free(&reader->parser);
	free(reader->fields);
	free(reader->row);
	free(reader->cut);
	free(reader);
}

long csv_line(const struct csv_reader *reader)
{
	return reader->line;
}

const char *csv_raw(const struct csv_reader *reader, size_t *n)
{
	*n = reader->raw_n;
	return reader->raw;
}

/* ---- lines ---- */

/* A line of the record, in bytes from the record's start. */
struct line {
	size_t start, end; /* end: of its LF, or of the input */
	size_t next;
};

/* Finds the line at line->start: 1, 0 at the end, -1 if it ends beyond max_record. */
static int find_line(struct csv_reader *reader, struct line *line)
{
	size_t seen = line->start, have;
	const char *at = input_ahead(reader->input, seen + 1, &have);
	if (have <= seen)
		return 0;
	for (;;) {
		const char *lf = memchr(at + seen, '\n', have - seen);
		line->end = lf ? (size_t)(lf - at) : have;
		line->next = line->end + (lf != NULL);
		if (line->end > reader->max_record)
			return -1;
		if (lf)
			return 1;
		seen = have;
		at = input_ahead(reader->input, seen + 1, &have);
		if (have == seen)
			return 1;
	}
}

static const char *bytes_of(struct csv_reader *reader)
{
	size_t have;
	return input_ahead(reader->input, 0, &have);
}

static int refuse(struct csv_reader *reader, const char *what, struct err *err)
{
	err_set(err, EXIT_REFUSED, "%s", what);
	return err_at(err, input_name(reader->input), reader->line);
}

/* Refuses a line that is too long: keeps its beginning, takes all of it. */
static int refuse_long(struct csv_reader *reader, struct err *err)
{
	size_t have, kept = reader->max_record;
	const char *at = input_ahead(reader->input, kept, &have), *lf;
	if (!reader->cut)
		reader->cut = must_malloc(kept ? kept : 1);
	memcpy(reader->cut, at, kept);
	reader->raw = reader->cut;
	reader->raw_n = kept;
	while (!(lf = memchr(at, '\n', have)) && have) {
		input_skip(reader->input, have, 0);
		at = input_ahead(reader->input, 1, &have);
	}
	input_skip(reader->input, lf ? (size_t)(lf - at) + 1 : have, 1);
	err_set(err, EXIT_REFUSED, "record is longer than %zu bytes", reader->max_record);
	return err_at(err, input_name(reader->input), reader->line);
}

/* Takes the record's lines, the last one ending at `end`, and remembers their bytes. */
static void take(struct csv_reader *reader, size_t end, size_t next, long lines)
{
	reader->raw = bytes_of(reader);
	while (end && reader->raw[end - 1] == '\r')
		end--;
	reader->raw_n = end;
	input_skip(reader->input, next, lines);
}

/* ---- fields ---- */

static void add_field(struct csv_reader *reader, const char *at, size_t n)
{
	if (reader->n == reader->fields_cap) {
		reader->fields_cap = reader->fields_cap ? 2 * reader->fields_cap : 16;
		reader->fields =
		    must_realloc(reader->fields, reader->fields_cap * sizeof *reader->fields);
	}
	reader->fields[reader->n++] = (struct csv_field){at, n};
}

/* A field takes a byte for its NUL where the line has one for its delimiter or end. */
static void make_row_room(struct csv_reader *reader, size_t n)
{
	if (n <= reader->row_cap)
		return;
	reader->row_cap = 2 * n;
	reader->row = must_realloc(reader->row, reader->row_cap);
}

static bool is_blank(const struct csv_reader *reader, char c)
{
	return (c == ' ' || c == '\t') && c != reader->delimiter;
}

static bool is_blank_line(const struct csv_reader *reader, const char *line, size_t n)
{
	size_t i = 0;
	while (i < n && (is_blank(reader, line[i]) || line[i] == '\r'))
		i++;
	return i == n;
}

static void add_trimmed(struct csv_reader *reader, char *at, char *end)
{
	while (at < end && is_blank(reader, *at))
		at++;
	while (at < end && is_blank(reader, end[-1]))
		end--;
	*end = '\0';
	add_field(reader, at, (size_t)(end - at));
}

/* Finds the fields that stand before the first quote, CR or LF, or before `end`, eight bytes at a
 * time. Returns where they stop. */
static const char *find_fields(struct csv_reader *reader, const char *at, const char *end)
{
	const char *from = at;
	reader->n = 0;
	for (; at + sizeof(uint64_t) <= end; at += sizeof(uint64_t)) {
		uint64_t word = word_at(at), stops = word_is(word, reader->delimiter);
		stops |= word_is(word, '\n') | word_is(word, '"') | word_is(word, '\r');
		for (; stops; stops &= stops - 1) {
			const char *stop = at + word_first(stops);
			add_field(reader, from, (size_t)(stop - from));
			if (*stop != reader->delimiter)
				return stop;
			from = stop + 1;
		}
	}
	for (; at < end && *at != '\n' && *at != '"' && *at != '\r'; at++)
		if (*at == reader->delimiter) {
			add_field(reader, from, (size_t)(at - from));
			from = at + 1;
		}
	add_field(reader, from, (size_t)(at - from));
	return at;
}

/* Copies the line whose fields were found, each with its NUL. */
static void copy_fields(struct csv_reader *reader, const char *line, size_t n)
{
	size_t fields = reader->n;
	make_row_room(reader, n + 1);
	memcpy(reader->row, line, n);
	reader->n = 0;
	for (size_t i = 0; i < fields; i++) {
		char *at = reader->row + (reader->fields[i].at - line);
		add_trimmed(reader, at, at + reader->fields[i].n);
	}
}

/* The next record when its line is all there, with neither a quote nor a CR but before its LF, and
 * not blank; else false, and nothing was taken. */
static bool next_plain(struct csv_reader *reader)
{
	size_t have;
	const char *line = input_ahead(reader->input, 1, &have), *end = line + have;
	const char *stop = find_fields(reader, line, end), *lf = stop;
	size_t n = (size_t)(stop - line);
	lf += stop < end && *stop == '\r';
	if (lf == end || *lf != '\n' || (size_t)(lf - line) > reader->max_record ||
	    (reader->n == 1 && is_blank_line(reader, line, n)))
		return false;
	copy_fields(reader, line, n);
	reader->line = input_lines(reader->input) + 1;
	reader->raw = line;
	reader->raw_n = n;
	input_skip(reader->input, (size_t)(lf - line) + 1, 1);
	return true;
}

/* ---- quotes, by libcsv ---- */

static void field_parsed(void *bytes, size_t n, void *data)
{
	struct csv_reader *reader = data;
	reader->extra |= reader->rows > 0;
	if (reader->extra)
		return;
	if (n)
		memcpy(reader->row + reader->row_n, bytes, n);
	reader->row[reader->row_n + n] = '\0';
	reader->row_n += n + 1;
	add_field(reader, NULL, n);
}

static void row_parsed(int end, void *data)
{
	(void)end;
	((struct csv_reader *)data)->rows++;
}

/* The row's room may have moved while it grew, so the fields learn their places now. */
static void place_fields(struct csv_reader *reader)
{
	const char *at = reader->row;
	for (size_t i = 0; i < reader->n; i++) {
		reader->fields[i].at = at;
		at += reader->fields[i].n + 1;
	}
}

static bool feed(struct csv_reader *reader, const struct line *line)
{
	size_t n = line->next - line->start;
	make_row_room(reader, line->next + 1);
	size_t taken = csv_parse(
	    &reader->parser, bytes_of(reader) + line->start, n, field_parsed, row_parsed, reader);
	if (taken != n && csv_error(&reader->parser) != CSV_EPARSE)
		die(EXIT_SYSTEM, NULL, "out of memory");
	return taken == n;
}

/* What is wrong with the record that begins at *line, or NULL; then *line is its last line. */
static const char *parse(struct csv_reader *reader, struct line *line, long *lines)
{
	reader->n = reader->row_n = 0;
	reader->rows = 0;
	reader->extra = false;
	for (*lines = 1; feed(reader, line); ++*lines) {
		struct line following = {.start = line->next};
		int found = reader->rows ? 0 : find_line(reader, &following);
		if (found < 0)
			return "record is too long, or a quote has no end";
		if (found > 0) {
			*line = following;
			continue;
		}
		if (csv_fini(&reader->parser, field_parsed, row_parsed, reader) != 0)
			return reader->rows ? "a carriage return stands alone"
					    : "a quote has no end";
		return reader->extra || reader->rows != 1 ? "a carriage return stands alone" : NULL;
	}
	return "a quote stands in the wrong place";
}

static int parse_quoted(struct csv_reader *reader, struct line first, struct err *err)
{
	struct line last = first;
	long lines;
	const char *wrong = parse(reader, &last, &lines);
	if (!wrong) {
		take(reader, last.end, last.next, lines);
		place_fields(reader);
		return 1;
	}
	csv_free(&reader->parser);
	start_parser(reader);
	take(reader, first.end, first.next, 1);
	return refuse(reader, wrong, err);
}

/* ---- records ---- */

static void skip_mark(struct csv_reader *reader)
{
	size_t have;
	const char *at = input_peek(reader->input, 3, &have);
	if (!reader->begun && have == 3 && memcmp(at, "\xEF\xBB\xBF", 3) == 0)
		input_skip(reader->input, 3, 0);
	reader->begun = true;
}

static int parse_line(struct csv_reader *reader, struct line line, struct err *err)
{
	if (memchr(bytes_of(reader), '"', line.end))
		return parse_quoted(reader, line, err);
	take(reader, line.end, line.next, 1);
	if (memchr(reader->raw, '\r', reader->raw_n))
		return refuse(reader, "a carriage return stands alone", err);
	find_fields(reader, reader->raw, reader->raw + reader->raw_n);
	copy_fields(reader, reader->raw, reader->raw_n);
	return 1;
}

/* The input's end is none; of a line that was cut off there nothing is known. */
static int give_up(struct csv_reader *reader)
{
	reader->raw = NULL;
	reader->raw_n = 0;
	if (reader->failed)
		return 0;
	reader->failed = true;
	return -1;
}

int csv_next(struct csv_reader *reader, const struct csv_field **fields, size_t *n, struct err *err)
{
	if (!reader->begun)
		skip_mark(reader);
	for (;;) {
		if (next_plain(reader)) {
			*fields = reader->fields;
			*n = reader->n;
			return 1;
		}
		struct line line = {0};
		int found = find_line(reader, &line);
		reader->line = input_lines(reader->input) + 1;
		if (found < 0)
			return refuse_long(reader, err);
		if (line.next == line.end && input_failed(reader->input, err) != 0)
			return give_up(reader);
		if (found == 0)
			return 0;
		if (is_blank_line(reader, bytes_of(reader), line.end)) {
			input_skip(reader->input, line.next, 1);
			continue;
		}
		int given = parse_line(reader, line, err);
		*fields = reader->fields;
		*n = reader->n;
		return given;
	}
}
