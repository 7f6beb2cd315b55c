/* ledger: see ledger.h. */
#include "schema/base/ledger.h"
#include "schema/base/buf.h"
#include "schema/base/digest.h"
#include "schema/base/text.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { LINE_MAX_BYTES = 8 * LEDGER_TEXT }; /* every byte may become \u00XX, and the names beside */

int ledger_open(struct ledger *ledger, const char *unit, const char *rejects_path, struct err *err)
{
	*ledger = (struct ledger){.unit = unit, .has_rejects = rejects_path != NULL};
	return rejects_path ? output_open(&ledger->rejects, rejects_path, err) : 0;
}

void ledger_keep(struct ledger *ledger, int64_t n)
{
	ledger->kept += n;
}

/* A JSON string (RFC 8259, section 7) of valid UTF-8. */
static void add_string(struct buf *buf, const char *text, size_t n)
{
	buf_add_char(buf, '"');
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)text[i];
		if (c == '"' || c == '\\')
			buf_add_format(buf, "\\%c", c);
		else if (c == '\n')
			buf_add_text(buf, "\\n");
		else if (c == '\t')
			buf_add_text(buf, "\\t");
		else if (c < 0x20 || c == 0x7F)
			buf_add_format(buf, "\\u%04x", c);
		else
			buf_add_char(buf, text[i]);
	}
	buf_add_char(buf, '"');
}

static void add_member(struct buf *buf, const char *key, const char *text)
{
	struct arena arena;
	size_t n;
	arena_init(&arena, LINE_MAX_BYTES);
	const char *valid =
	    text_repair(&arena, text, strlen(text), &n, NULL); /* names of files may be any bytes */
	buf_add_format(buf, "%s\"%s\":", buf->n > 1 ? "," : "", key);
	add_string(buf, valid, n);
	arena_release(&arena);
}

/* The length of the first part of bytes that fits, not ending inside a character. */
static size_t cut_length(const char *bytes, size_t n)
{
	if (n <= LEDGER_TEXT)
		return n;
	n = LEDGER_TEXT;
	for (int back = 0; back < 3 && (bytes[n] & 0xC0) == 0x80; back++)
		n--;
	return n;
}

static void add_bytes(struct buf *buf, const char *bytes, size_t n)
{
	size_t kept = cut_length(bytes, n);
	if (utf8_valid(bytes, kept)) {
		buf_add_text(buf, ",\"text\":");
		add_string(buf, bytes, kept);
	} else {
		char *base64 = must_malloc(4 * ((kept + 2) / 3) + 1);
		digest_base64((const uint8_t *)bytes, kept, base64);
		buf_add_format(buf, ",\"base64\":\"%s\"", base64);
		free(base64);
	}
	if (kept < n)
		buf_add_text(buf, ",\"cut\":true");
}

static void write_reject(struct ledger *ledger, const char *input, const char *place,
    const char *reason, const char *bytes, size_t n)
{
	struct buf line = BUF_INIT(LINE_MAX_BYTES);
	struct err ignored = {0}; /* stdio remembers, and ledger_close finds it */
	buf_add_char(&line, '{');
	add_member(&line, "program", message_program());
	add_member(&line, "input", input);
	if (place)
		add_member(&line, "place", place);
	add_member(&line, "reason", reason);
	if (bytes)
		add_bytes(&line, bytes, n);
	buf_add_text(&line, "}\n");
	if (output_write(&ledger->rejects, line.at, line.n, &ignored) != 0)
		message_raise(EXIT_SYSTEM);
	buf_release(&line);
}

void ledger_refuse(struct ledger *ledger, const char *input, const char *place, const char *reason,
    const char *bytes, size_t n)
{
	struct buf where = BUF_INIT(64 * 1024);
	ledger->refused++;
	buf_add_text(&where, input);
	if (place)
		buf_add_format(&where, ":%s", place);
	message_error(EXIT_REFUSED, buf_text(&where), "%s", reason);
	buf_release(&where);
	if (ledger->has_rejects)
		write_reject(ledger, input, place, reason, bytes, n);
}

int ledger_close(struct ledger *ledger, const char *extra, struct err *err)
{
	static const char form[] = "%" PRId64 " %s read = %" PRId64 " kept + %" PRId64 " refused%s";
	int64_t read = ledger->kept + ledger->refused;
	const char *more = extra ? extra : "";
	if (ledger->refused)
		message_error(EXIT_REFUSED, NULL, form, read, ledger->unit, ledger->kept,
		    ledger->refused, more);
	else
		message_note(NULL, form, read, ledger->unit, ledger->kept, ledger->refused, more);
	return ledger->has_rejects ? output_commit(&ledger->rejects, err) : 0;
}
