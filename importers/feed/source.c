/* source: see source.h. Chunks are cut where no charset in use can be in the middle of a character:
 * at white space. */
#include "importers/feed/source.h"

#include "importers/page/bytes/charset.h"
#include "schema/base/text.h"

#include <string.h>

enum { CHUNK = 1 << 15, LONGEST = 1 << 20, DECLARATION = 1024 };

void source_open(struct source *source, struct input *input, const char *transport)
{
	*source = (struct source){.input = input};
	arena_init(&source->arena, 16 << 20);
	buf_init(&source->raw, LONGEST + 2 * CHUNK);
	if (transport) {
		source->charset = charset_of_label(transport, strlen(transport));
		source->declared = source->why = "given";
	}
}

void source_release(struct source *source)
{
	arena_release(&source->arena);
	buf_release(&source->raw);
}

static void drop(struct source *source, size_t n)
{
	memmove(source->raw.at, source->raw.at + n, source->raw.n - n + 1);
	source->raw.n -= n;
}

static int fill(struct source *source, size_t wanted, struct err *err)
{
	while (!source->ended && source->raw.n < wanted) {
		char *room = buf_room(&source->raw, CHUNK);
		ssize_t got = input_read(source->input, room, CHUNK, err);
		if (got < 0)
			return -1;
		buf_grown(&source->raw, (size_t)got);
		source->ended = got == 0;
	}
	return 0;
}

/* ---- which charset ---- */

static bool begins(const struct source *source, const char *bytes, size_t n)
{
	return source->raw.n >= n && !memcmp(source->raw.at, bytes, n);
}

/* Byte order marks, and how `<` or `<?` look in the wide encodings (XML 1.0, appendix F). */
static const struct {
	const char *bytes;
	size_t n, mark; /* mark: bytes to drop */
	const char *charset;
} openings[] = {
    {"\xFF\xFE\0\0", 4, 4, "utf-32le"},
    {"\0\0\xFE\xFF", 4, 4, "utf-32be"},
    {"\xEF\xBB\xBF", 3, 3, "utf-8"},
    {"\xFF\xFE", 2, 2, "utf-16le"},
    {"\xFE\xFF", 2, 2, "utf-16be"},
    {"<\0\0\0", 4, 0, "utf-32le"},
    {"\0\0\0<", 4, 0, "utf-32be"},
    {"<\0", 2, 0, "utf-16le"},
    {"\0<", 2, 0, "utf-16be"},
};

static bool decide_by_opening(struct source *source)
{
	for (size_t i = 0; i < sizeof openings / sizeof *openings; i++)
		if (begins(source, openings[i].bytes, openings[i].n)) {
			source->charset = openings[i].charset;
			source->why = openings[i].mark ? "byte order mark" : "its zero bytes";
			drop(source, openings[i].mark);
			return true;
		}
	return false;
}

/* The label in `<?xml … encoding="…"`, or NULL. */
static const char *declared_label(const struct source *source, size_t *n)
{
	size_t space = strspn(source->raw.at, " \t\r\n");
	const char *start = source->raw.at + space;
	if (!text_starts(start, "<?xml"))
		return NULL;
	const char *end = strstr(start, "?>"), *at = strstr(start, "encoding");
	if (!end || !at || at > end || end - start > DECLARATION)
		return NULL;
	at += strlen("encoding");
	at += strspn(at, " \t\r\n=");
	if (*at != '"' && *at != '\'')
		return NULL;
	*n = strcspn(at + 1, at[0] == '"' ? "\"" : "'");
	return at + 1;
}

static void decide_by_declaration(struct source *source)
{
	size_t n = 0;
	const char *label = declared_label(source, &n);
	const char *charset = label ? charset_of_label(label, n) : NULL;
	/* What can be read as ASCII is not UTF-16, whatever it says. */
	if (!charset || text_starts(charset, "utf-16") || !strcmp(charset, "replacement"))
		return;
	source->charset = charset;
	source->declared = source->why = "declared";
}

/* Takes `<?xml … ?>` off: it speaks of bytes that are no longer there. */
static size_t declaration_length(const char *text, size_t n)
{
	size_t space = 0;
	while (space < n && ascii_is_space(text[space]))
		space++;
	if (n - space < 6 || memcmp(text + space, "<?xml", 5) || !ascii_is_space(text[space + 5]))
		return space;
	const char *end = memmem(text + space, n - space, "?>", 2);
	return end && end - text < DECLARATION ? (size_t)(end + 2 - text) : space;
}

static int start(struct source *source, struct err *err)
{
	source->started = true;
	buf_add(&source->raw, "", 0);
	if (fill(source, CHUNK, err))
		return -1;
	source->decided = decide_by_opening(source);
	if (source->decided)
		return 0;
	if (!source->charset)
		decide_by_declaration(source);
	/* Escape sequences look like ASCII: such a charset is believed at once. */
	source->decided = source->charset && !strcmp(source->charset, "iso-2022-jp");
	return 0;
}

/* How many characters beyond ASCII are well-formed UTF-8, and how many bytes are not. */
static void count_utf8(const char *bytes, size_t n, size_t *good, size_t *bad)
{
	*good = *bad = 0;
	for (size_t i = 0, used; i < n; i += used) {
		if ((unsigned char)bytes[i] < 0x80) {
			used = 1;
			continue;
		}
		if (utf8_decode(bytes + i, n - i, &used) >= 0)
			++*good;
		else
			++*bad;
	}
}

/* Decides at the first bytes beyond ASCII; before them every charset left says the same. */
static void decide_by_content(struct source *source, const char *bytes, size_t n)
{
	size_t good, bad;
	count_utf8(bytes, n, &good, &bad);
	if (!good && !bad)
		return;
	source->decided = true;
	bool utf8 = !source->charset || !strcmp(source->charset, "utf-8");
	if (!bad || (utf8 && good > bad)) {
		source->mismatch = source->declared && !utf8;
		source->why = source->mismatch || !source->declared ? "its bytes" : source->why;
		source->charset = "utf-8";
	} else if (utf8) {
		source->mismatch = source->declared != NULL;
		source->guessed = true;
		source->why = "guessed";
		source->charset = "windows-1252";
	}
}

/* ---- decoding ---- */

static char *from_utf32(
    struct arena *arena, const char *bytes, size_t n, bool big, size_t *out_n, size_t *replaced)
{
	char *out = arena_take_raw(arena, n + 4), *at = out;
	for (size_t i = 0; i < n; i += 4) {
		uint32_t code = 0;
		for (size_t b = 0; b < 4 && i + b < n; b++)
			code |= (uint32_t)(unsigned char)bytes[i + b] << (big ? 24 - 8 * b : 8 * b);
		if (i + 4 > n || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) {
			code = 0xFFFD;
			++*replaced;
		}
		at += utf8_encode(code, at);
	}
	*out_n = (size_t)(at - out);
	return out;
}

static const char *decode(struct source *source, size_t n, size_t *out_n)
{
	const char *charset = source->charset ? source->charset : "utf-8";
	if (!strcmp(charset, "utf-8"))
		return text_repair(&source->arena, source->raw.at, n, out_n, &source->replaced);
	if (text_starts(charset, "utf-32"))
		return from_utf32(&source->arena, source->raw.at, n, !strcmp(charset, "utf-32be"),
		    out_n, &source->replaced);
	char *text =
	    charset_convert(&source->arena, charset, source->raw.at, n, out_n, &source->replaced);
	return text_repair(&source->arena, text, *out_n, out_n, &source->replaced);
}

/* Where the chunk ends: behind its last white space; for wide encodings a multiple of their
 * width. */
static size_t cut(const struct source *source)
{
	size_t n = source->raw.n;
	if (source->ended)
		return n;
	if (source->charset && text_starts(source->charset, "utf-32"))
		return n & ~(size_t)3;
	if (source->charset && text_starts(source->charset, "utf-16")) {
		n &= ~(size_t)1;
		size_t high = strcmp(source->charset, "utf-16be") ? n - 1 : n - 2;
		bool pair = ((unsigned char)source->raw.at[high] & 0xFC) == 0xD8;
		return pair ? n - 2 : n;
	}
	while (n && !ascii_is_space(source->raw.at[n - 1]))
		n--;
	return n;
}

int source_next(struct source *source, const char **text, size_t *n, struct err *err)
{
	bool first = !source->started;
	if (first && start(source, err))
		return -1;
	size_t wanted = CHUNK, length;
	do {
		if (fill(source, wanted, err))
			return -1;
		length = cut(source);
		wanted = source->raw.n + 1;
	} while (!length && !source->ended && source->raw.n < LONGEST);
	if (!length)
		length = source->raw.n;
	if (!length)
		return 0;
	if (!source->decided)
		decide_by_content(source, source->raw.at, length);
	arena_reset(&source->arena);
	*text = decode(source, length, n);
	drop(source, length);
	if (first) {
		size_t declaration = declaration_length(*text, *n);
		*text += declaration;
		*n -= declaration;
	}
	return 1;
}
