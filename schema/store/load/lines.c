/* lines.c: see lines.h. */
#include "schema/store/load/lines.h"
#include "schema/store/load/known.h"

#include <stdlib.h>

enum {
	BATCH_LINES = 2000,
	BATCH_BYTES = 1 << 18,      /* of lines; a longer line is a batch of its own */
	TRANSACTION_LINES = 1 << 16 /* committed at once */
};

/* ---- gathering ---- */

void lines_open(struct lines *lines)
{
	*lines = (struct lines){.at = must_calloc(BATCH_LINES, sizeof *lines->at)};
	buf_init(&lines->text, BATCH_BYTES + RECORD_MAX);
}

void lines_close(struct lines *lines)
{
	buf_release(&lines->text);
	free(lines->at);
}

bool lines_are_none(const struct lines *lines)
{
	return lines->n == 0 && lines->uncommitted == 0;
}

bool lines_have_room(const struct lines *lines, size_t n)
{
	return lines->n < BATCH_LINES && (lines->n == 0 || lines->text.n + n <= BATCH_BYTES);
}

bool lines_are_many(const struct lines *lines)
{
	return lines->uncommitted + lines->n >= TRANSACTION_LINES;
}

void lines_add(struct lines *lines, const char *input, long place, const char *bytes, size_t n)
{
	lines->at[lines->n++] = (struct line){input, place, lines->text.n, n};
	buf_add(&lines->text, bytes, n);
}

/* ---- reading ---- */

static int put_record(struct load *load, const struct record *record, struct err *err)
{
	switch (record->kind) {
	case RECORD_PAGE:
		return load_page(load, record, err);
	case RECORD_COMMENTS:
		return load_loose_comments(load, record, err);
	case RECORD_FILMS:
		return load_films(load, record, err);
	default:
		return 0;
	}
}

/* Refused lines are known too; but they are read again, so that they are refused again. */
static int read_line(
    struct load *load, const struct line *line, const uint8_t hash[LOAD_HASH], struct err *err)
{
	const char *bytes = load->lines.text.at + line->at;
	struct record record;
	struct err why = {0};
	arena_reset(&load->arena);
	if (record_read(&load->arena, bytes, line->n, &record, &why) != 0) {
		load->listener.refused(
		    load->listener.context, line->input, line->place, why.text, bytes, line->n);
		return 0;
	}
	known_note(load->known, hash, 1);
	if (put_record(load, &record, err) < 0)
		return -1;
	load->listener.kept(load->listener.context, 1);
	return 0;
}

int lines_read(struct load *load, struct err *err)
{
	struct lines *lines = &load->lines;
	for (size_t i = 0; i < lines->n; i++) {
		const struct line *line = &lines->at[i];
		uint8_t hash[LOAD_HASH];
		bool known;
		known_hash(load->known, "", lines->text.at + line->at, line->n, hash);
		if (known_line(load->known, hash, &known, err) < 0)
			return -1;
		if (known)
			load->listener.kept(load->listener.context, 1);
		else if (read_line(load, line, hash, err) < 0 ||
		    write_buffer_make_room(load->buffer, load->store, err) != 0)
			return -1;
	}
	lines->uncommitted += lines->n;
	lines->n = 0;
	buf_clear(&lines->text);
	return 0;
}
