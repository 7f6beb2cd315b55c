/* reading: see reading.h. */
#include "importers/ratings/reading.h"

#include "importers/ratings/advice.h"
#include "importers/sniff/sniff.h"
#include "schema/base/text.h"

#include <stdio.h>
#include <string.h>

enum {
	RECORD_MOST = 1 << 20, /* bytes of one row */
	SAMPLE = 1 << 16,      /* looked at before the first row is taken */
	HEAD_BYTES = 4096,
	FLUSH = 1 << 17,
	PROGRESS_ROWS = 1 << 16
};

/* One file on its way. */
struct file {
	struct reading *reading;
	struct input *input;
	struct csv_reader *csv;
	struct arena arena;
	struct plan plan;
	struct rows rows;
	int64_t kept;
	char delimiter;
	struct arena quotes; /* a row whose quotes stand for themselves */
	struct loss bare_quotes;
};

/* ---- what the bytes are ---- */

static const char *skip_blank(const char *bytes, const char *end)
{
	if (end - bytes >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0)
		bytes += 3;
	while (bytes < end && ascii_is_space(*bytes))
		bytes++;
	return bytes;
}

/* Refuses what is no table, in the words of every importer. Text that is not sure to be something
 * else is left to its header: a table's first field may be a script's first word. */
static int refuse_others(const char *bytes, size_t n, bool whole, struct err *err)
{
	const char *at = skip_blank(bytes, bytes + n);
	if (at == bytes + n)
		return err_set(err, EXIT_REFUSED, "empty: not even a header");
	if (n >= 2 && (memcmp(bytes, "\xff\xfe", 2) == 0 || memcmp(bytes, "\xfe\xff", 2) == 0))
		return err_set(err, EXIT_REFUSED, "UTF-16: save it as UTF-8");
	struct sniffed sniffed = sniff(bytes, n, whole);
	bool text = sniffed.form == SNIFF_PLAIN || sniffed.form == SNIFF_TABLE ||
	    sniffed.form == SNIFF_MIME || sniffed.form == SNIFF_LOADED ||
	    sniffed.form == SNIFF_OTHER || sniffed.form == SNIFF_HTML;
	if (sniffed.form != SNIFF_PLAIN && (!text || strchr("<{[", *at)))
		return sniff_refuse(&sniffed, "a table", err);
	if (*at == '<')
		return err_set(err, EXIT_REFUSED, "not a table: markup");
	if (memchr(bytes, '\0', n))
		return err_set(err, EXIT_REFUSED, "not a table: binary");
	return 0;
}

/* The delimiter that stands most often in the first line, outside quotes; a comma when none
 * does. */
static char find_delimiter(const char *bytes, size_t n)
{
	static const char delimiters[] = ",;\t";
	size_t counts[3] = {0}, best = 0;
	bool quoted = false;
	const char *at = skip_blank(bytes, bytes + n);
	for (; at < bytes + n && (quoted || *at != '\n'); at++) {
		const char *delimiter = *at ? strchr(delimiters, *at) : NULL;
		quoted ^= *at == '"';
		if (delimiter && !quoted)
			counts[delimiter - delimiters]++;
	}
	for (size_t i = 1; i < 3; i++)
		if (counts[i] > counts[best])
			best = i;
	return delimiters[best];
}

/* Excel's own first line, `sep=;`: true when it was there and has been taken. */
static bool take_separator(struct input *input, const char *bytes, size_t n, char *delimiter)
{
	const char *at = skip_blank(bytes, bytes + n),
		   *lf = memchr(at, '\n', (size_t)(bytes + n - at));
	if (!lf || lf - at < 5 || !ascii_equal_n(at, 4, "sep="))
		return false;
	*delimiter = at[4];
	input_skip(input, (size_t)(lf + 1 - bytes), 1);
	return true;
}

/* ---- refusals ---- */

static void refuse(struct file *file, long line, const char *reason)
{
	size_t n = 0;
	const char *raw = file->csv && line ? csv_raw(file->csv, &n) : NULL;
	char place[32];
	snprintf(place, sizeof place, "%ld", line);
	ledger_refuse(
	    file->reading->ledger, input_name(file->input), line ? place : NULL, reason, raw, n);
}

/* A cell of digits, a point or a minus is no column's name. */
static bool looks_like_data(const struct csv_field *fields, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (fields[i].n && strspn(fields[i].at, "0123456789.,-") == fields[i].n)
			return true;
	return false;
}

/* The file's name in a command line to type. */
static const char *file_word(const struct file *file)
{
	const char *name = input_name(file->input);
	return strcmp(name, "stdin") == 0 ? "FILE" : name;
}

/* MovieLens' older sets part columns by two colons: `1::1193::5::978300760`. */
static bool has_double_colons(const struct csv_field *fields, size_t n)
{
	const char *at = n == 1 ? strstr(fields[0].at, "::") : NULL;
	return at && strstr(at + 2, "::");
}

/* Why the header can't be used, and what to type instead. */
static const char *why_refused(
    struct file *file, const struct csv_field *fields, size_t n, const char *why)
{
	const char *name = file_word(file);
	if (has_double_colons(fields, n))
		return advice_for_double_colons(&file->arena, fields, name);
	if (!file->reading->described->map && looks_like_data(fields, n))
		return advice_without_header(&file->arena, fields, n, file->delimiter, name);
	return arena_format(&file->arena, "%s; try: %s", why,
	    advice_for_header(&file->arena, file->reading->described, fields, n, name));
}

/* ---- the header ---- */

/* A Letterboxd list begins with a version line and a table of one row that describes the list. */
static bool is_list_export(const struct csv_field *fields, size_t n)
{
	return n == 1 && ascii_starts(fields[0].at, "letterboxd list export");
}

/* Skips to the header of a list's films. */
static int skip_list_head(struct file *file, struct csv_field const **fields, size_t *n)
{
	enum { HEAD = 8 };
	const char *why;
	for (int i = 0; i < HEAD; i++) {
		struct err err = {0};
		int got = csv_next(file->csv, fields, n, &err);
		if (got <= 0)
			return got;
		if (plan_make(
			&file->arena, file->reading->described, *fields, *n, &file->plan, &why) ||
		    strcmp(file->plan.name, "letterboxd") == 0)
			return 1;
	}
	return 0;
}

static bool read_header(struct file *file)
{
	const struct csv_field *fields;
	const char *why;
	size_t n;
	struct err err = {0};
	int got = csv_next(file->csv, &fields, &n, &err);
	if (got > 0 && is_list_export(fields, n))
		got = skip_list_head(file, &fields, &n);
	if (got < 0) {
		refuse(file, csv_line(file->csv), err.text);
		return false;
	}
	if (got == 0) {
		refuse(file, 0, "no header");
		return false;
	}
	if (table_of_header(fields, n) != TABLE_NONE && !file->reading->described->map) {
		refuse(file, csv_line(file->csv),
		    "this table is ready for film-load: give it to film-load");
		return false;
	}
	if (plan_make(&file->arena, file->reading->described, fields, n, &file->plan, &why))
		return true;
	refuse(file, csv_line(file->csv), why_refused(file, fields, n, why));
	return false;
}

/* ---- the rows ---- */

/* Whole rows go out at once, so that a process that ends early has written no part of one. */
static int flush(struct reading *reading, struct err *err)
{
	int status = output_write(reading->output, buf_text(&reading->out), reading->out.n, err);
	buf_clear(&reading->out);
	return status < 0 ? -1 : output_flush(reading->output, err);
}

static void write_header(struct reading *reading, bool totals)
{
	enum table table = totals ? TABLE_TOTALS : TABLE_BALLOTS;
	if (reading->written == table)
		return;
	reading->written = table;
	buf_add_text(&reading->out, totals ? TOTAL_HEADER "\n" : BALLOT_HEADER "\n");
}

/*
 * A quote inside a field that does not begin with one (`37°36'37.8"N`) stands for itself: libcsv
 * refuses such a record, and it is read as it stands when its fields are as many as the header's.
 * Returns the number of fields, or 0.
 */
static size_t take_quotes_as_text(struct file *file, struct csv_field *fields)
{
	size_t n, count = 0;
	const char *raw = csv_raw(file->csv, &n);
	char *at = raw ? arena_copy(&file->quotes, raw, n) : NULL, *end = at ? at + n : NULL;
	while (at && count < file->plan.fields && *at != '"') {
		char *stop = memchr(at, file->delimiter, (size_t)(end - at));
		stop = stop ? stop : end;
		bool last = stop == end;
		*stop = '\0';
		fields[count++] = (struct csv_field){at, (size_t)(stop - at)};
		if (last)
			return count == file->plan.fields ? count : 0;
		at = stop + 1;
	}
	return 0;
}

static int read_failed(struct file *file, long line, struct err *why)
{
	arena_reset(&file->quotes);
	struct csv_field *fields =
	    arena_take(&file->quotes, (file->plan.fields + 1) * sizeof *fields);
	size_t n = take_quotes_as_text(file, fields);
	if (n == 0 || rows_write(&file->rows, fields, n, line, &file->reading->out, why) < 0)
		return -1;
	if (file->bare_quotes.rows++ == 0)
		file->bare_quotes.first_line = line;
	return 0;
}

static int read_rows(struct file *file, struct err *err)
{
	struct reading *reading = file->reading;
	const struct csv_field *fields;
	size_t n;
	for (int64_t row = 1;; row++) {
		struct err why;
		why.text[0] = '\0';
		why.line = 0;
		why.file[0] = '\0';
		int got = csv_next(file->csv, &fields, &n, &why);
		if (got == 0)
			return 0;
		long line = csv_line(file->csv);
		int status = got > 0 ? rows_write(&file->rows, fields, n, line, &reading->out, &why)
				     : read_failed(file, line, &why);
		if (status == 0)
			file->kept++;
		else
			refuse(file, line, why.text);
		if (reading->out.n >= FLUSH && flush(reading, err) < 0)
			return -1;
		if (row % PROGRESS_ROWS == 0)
			progress_tell(&reading->progress, reading->ledger->kept + file->kept,
			    input_offset(file->input));
	}
}

static void tell_loss(struct file *file, const struct loss *loss, const char *what)
{
	if (loss->rows)
		message_note(input_name(file->input), "%s: %ld, the first in line %ld", what,
		    loss->rows, loss->first_line);
}

static void tell_losses(struct file *file)
{
	const struct rows *rows = &file->rows;
	if (file->plan.at[COLUMN_AT] < 0)
		message_note(input_name(file->input),
		    "no column of the header says when: these votes carry no time");
	tell_loss(file, &rows->dates, "dates not understood, votes kept without a time");
	tell_loss(file, &rows->years, "years not understood, left out");
	tell_loss(file, &rows->bytes, "texts that are not UTF-8, read as windows-1252");
	tell_loss(file, &file->bare_quotes, "quotes that open nothing, taken as text");
	tell_loss(file, &rows->values, "rows with a choice and a value, the choice was taken");
}

static int read_table(
    struct file *file, char delimiter, const char *sample, size_t n, struct err *err)
{
	struct times times = {0};
	times_learn(&times, sample, n);
	file->delimiter = delimiter;
	file->csv = csv_open(file->input, delimiter, RECORD_MOST);
	/* the header's reading may move the sample */
	char *bytes = arena_copy(&file->arena, sample, n);
	if (!read_header(file))
		return 0;
	if (plan_look(&file->plan, file->reading->described, bytes, n, delimiter))
		message_note(input_name(file->input),
		    "film ids of seven digits are taken for IMDb's, not MovieLens'");
	rows_init(&file->rows, &file->plan, file->reading->constants);
	file->rows.times = times;
	write_header(file->reading, file->plan.totals);
	int status = read_rows(file, err);
	ledger_keep(file->reading->ledger, file->kept);
	tell_losses(file);
	rows_release(&file->rows);
	return status;
}

static int read_bytes(struct file *file, struct err *err)
{
	size_t n;
	const char *bytes = input_ahead(file->input, SAMPLE, &n);
	if (n == 0 && input_failed(file->input, err) < 0) {
		refuse(file, 0, err->text);
		return 0;
	}
	struct err what = {0};
	size_t head = n < HEAD_BYTES ? n : HEAD_BYTES;
	if (refuse_others(bytes, head, head == n && n < SAMPLE, &what)) {
		refuse(file, 0, what.text);
		return 0;
	}
	char delimiter = find_delimiter(bytes, n);
	if (take_separator(file->input, bytes, n, &delimiter))
		bytes = input_ahead(file->input, 1, &n);
	return read_table(file, delimiter, bytes, n, err);
}

int reading_table(struct reading *reading, struct input *input, struct err *err)
{
	struct file file = {.reading = reading, .input = input};
	arena_init(&file.arena, 64 << 20);
	arena_init(&file.quotes, 64 << 20);
	progress_start(&reading->progress, "rows", input_size(file.input));
	int status = read_bytes(&file, err);
	progress_end(&reading->progress);
	arena_release(&file.arena);
	arena_release(&file.quotes);
	csv_close(file.csv);
	return status < 0 ? -1 : flush(reading, err);
}
