/* charset: see charset.h. This file decides; the label table, the prescan and the converters have
 * files of their own. */
#include "importers/page/bytes/charset.h"
#include "importers/page/bytes/charset_steps.h"
#include "schema/base/text.h"

#include <stdint.h>
#include <string.h>
#include <uchardet.h>

enum {
	PRESCAN = 1024,            /* the HTML standard's */
	PRESCAN_LATE = 256 * 1024, /* see declared_inside */
	GUESS_MAX = 1024 * 1024,   /* bytes that the detector is fed */
	NUL_LOOK = 64 * 1024,
	RECONSIDER = 8 /* fewer failures say nothing against a declaration */
};

/* What the bytes look like as UTF-8. */
struct evidence {
	size_t good;      /* multi-byte sequences */
	size_t long_good; /* those of three or four bytes */
	size_t bad;       /* maximal invalid subparts, one cut off by the end aside */
	bool cut;         /* there is one cut off by the end */
};

/* How much of the bytes is ASCII from their start, eight at a time. */
static size_t ascii_length(const char *bytes, size_t n)
{
	size_t i = 0;
	for (uint64_t eight; i + 8 <= n; i += 8) {
		memcpy(&eight, bytes + i, 8);
		if (eight & 0x8080808080808080u)
			break;
	}
	while (i < n && (unsigned char)bytes[i] < 0x80)
		i++;
	return i;
}

static struct evidence look_at(const char *bytes, size_t n)
{
	struct evidence evidence = {0};
	size_t used;
	for (size_t i = 0; i < n; i += used) {
		used = ascii_length(bytes + i, n - i);
		if (used)
			continue;
		if (utf8_decode(bytes + i, n - i, &used) >= 0) {
			evidence.good++;
			evidence.long_good += used > 2;
		} else if (i + used < n) {
			evidence.bad++;
		} else {
			evidence.cut = true;
		}
	}
	return evidence;
}

/* UTF-16 without a BOM is told by the zero bytes of its ASCII characters, all on one side. */
static const char *utf16_by_nuls(const char *bytes, size_t n)
{
	size_t sides[2] = {0, 0};
	if (n > NUL_LOOK)
		n = NUL_LOOK;
	if (n < 4 || !memchr(bytes, '\0', n))
		return NULL;
	for (size_t i = 0; i < n; i++)
		sides[i & 1] += bytes[i] == '\0';
	if (sides[1] * 20 >= n && sides[1] >= sides[0] * 10)
		return "utf-16le";
	if (sides[0] * 20 >= n && sides[0] >= sides[1] * 10)
		return "utf-16be";
	return NULL;
}

static const char *bom(const char *bytes, size_t n, size_t *length)
{
	*length = n >= 3 && !memcmp(bytes, "\xEF\xBB\xBF", 3) ? 3 : 2;
	if (*length == 3)
		return "utf-8";
	if (n >= 2 && !memcmp(bytes, "\xFE\xFF", 2))
		return "utf-16be";
	if (n >= 2 && !memcmp(bytes, "\xFF\xFE", 2))
		return "utf-16le";
	return NULL;
}

static bool is_multi_byte(const char *charset)
{
	return !strncmp(charset, "gb", 2) || !strcmp(charset, "big5") ||
	    !strncmp(charset, "euc-", 4) || !strcmp(charset, "shift_jis") ||
	    !strcmp(charset, "iso-2022-jp");
}

/*
 * Whether the bytes are UTF-8 whatever was said. One multi-byte sequence is enough against a
 * single-byte declaration: as such it would be "Ã©". In East Asian text a few pairs may look like
 * UTF-8 by chance; three bytes in a row hardly do.
 */
static bool is_utf8_after_all(const struct evidence *evidence, const char *declared)
{
	if (evidence->bad || !evidence->good)
		return false;
	return !declared || !is_multi_byte(declared) || evidence->long_good || evidence->good > 8;
}

/*
 * What the page says in itself. The standard's prescan looks at 1,024 bytes; a browser that meets a
 * later <meta> starts over with it, so a declaration after a long script or style counts as well.
 */
static const char *declared_inside(
    struct arena *arena, const char *bytes, size_t n, struct declaration *said)
{
	const char *name = charset_prescan(arena, bytes, n < PRESCAN ? n : PRESCAN, said);
	if (name || n <= PRESCAN)
		return name;
	struct declaration late = {0};
	name = charset_prescan(arena, bytes, n < PRESCAN_LATE ? n : PRESCAN_LATE, &late);
	if (!said->label && late.label)
		*said = (struct declaration){late.label, "late meta"};
	return name;
}

/* The detector's names that are no labels. */
static const char *name_of_guess(const char *guess)
{
	static const char *const others[][2] = {{"UHC", "euc-kr"},
	    {"MAC-CYRILLIC", "x-mac-cyrillic"}, {"EUC-TW", "big5"}, {NULL, NULL}};
	for (int i = 0; others[i][0]; i++)
		if (ascii_equal(guess, others[i][0]))
			return others[i][1];
	const char *name = charset_of_label(guess, strlen(guess));
	return name && strcmp(name, "replacement") != 0 && strcmp(name, "utf-8") != 0 ? name : NULL;
}

static const char *guess(const char *bytes, size_t n)
{
	uchardet_t detector = uchardet_new();
	uchardet_handle_data(detector, bytes, n < GUESS_MAX ? n : GUESS_MAX);
	uchardet_data_end(detector);
	const char *name = name_of_guess(uchardet_get_charset(detector));
	uchardet_delete(detector);
	return name ? name : "windows-1252";
}

/* True of ASCII bytes that shift to Japanese characters and back, as mail and old pages do. */
static bool has_shifts(const char *bytes, size_t n)
{
	const char *to = memmem(bytes, n, "\x1b$B", 3);
	if (!to)
		to = memmem(bytes, n, "\x1b$@", 3);
	return to && memmem(to, n - (size_t)(to - bytes), "\x1b(", 2);
}

/* Decides decoded->charset and ->why; there is no BOM. */
static void decide(const char *bytes, size_t n, const char *declared, bool by_transport,
    const struct evidence *evidence, struct decoded *decoded)
{
	const char *utf16 = utf16_by_nuls(bytes, n);
	decoded->why = by_transport ? CHARSET_TRANSPORT : CHARSET_META;
	decoded->charset = declared;
	if (utf16) {
		if (declared && !strcmp(declared, utf16))
			return;
		decoded->charset = utf16;
		decoded->why = CHARSET_CONTENT;
	} else if (declared && !strcmp(declared, "utf-8") && evidence->good >= evidence->bad) {
		return; /* UTF-8 with a few broken sequences is still UTF-8 */
	} else if (is_utf8_after_all(evidence, declared) || (!declared && !evidence->bad)) {
		bool shifts = !declared && !evidence->good && has_shifts(bytes, n);
		decoded->charset = shifts ? "iso-2022-jp" : "utf-8";
		decoded->why = declared || shifts ? CHARSET_CONTENT : CHARSET_VALID;
	} else if (declared && !strncmp(declared, "utf-16", 6) && !memchr(bytes, '\0', n)) {
		decoded->charset = evidence->bad ? guess(bytes, n) : "utf-8";
		decoded->why = evidence->bad ? CHARSET_GUESSED : CHARSET_CONTENT;
	} else if (!declared || !strcmp(declared, "utf-8") || !strcmp(declared, "replacement")) {
		decoded->charset = guess(bytes, n);
		decoded->why = CHARSET_GUESSED;
	}
}

static void decode_as(struct arena *arena, const char *bytes, size_t n,
    const struct evidence *evidence, struct decoded *decoded)
{
	decoded->replaced = 0;
	if (strcmp(decoded->charset, "utf-8") != 0) {
		decoded->text = charset_convert(
		    arena, decoded->charset, bytes, n, &decoded->n, &decoded->replaced);
		if (!memchr(decoded->text, '\0', decoded->n))
			return;
		bytes = decoded->text;
		n = decoded->n;
	} else if (!evidence->bad && !evidence->cut && !memchr(bytes, '\0', n)) {
		decoded->text = bytes[n] ? arena_copy(arena, bytes, n) : bytes;
		decoded->n = n;
		return;
	}
	decoded->text = text_repair(arena, bytes, n, &decoded->n, &decoded->replaced);
}

/* A declared East Asian encoding that fails all over was declared wrongly: the detector's idea, if
 * it fails less. */
static void reconsider(struct arena *arena, const char *bytes, size_t n,
    const struct evidence *evidence, struct decoded *decoded)
{
	if (!is_multi_byte(decoded->charset) || decoded->why == CHARSET_GUESSED ||
	    decoded->replaced < RECONSIDER ||
	    decoded->replaced * 20 < evidence->good + evidence->bad)
		return;
	struct decoded other = *decoded;
	other.charset = guess(bytes, n);
	other.why = CHARSET_GUESSED;
	decode_as(arena, bytes, n, evidence, &other);
	if (other.replaced < decoded->replaced)
		*decoded = other;
}

void charset_decode(struct arena *arena, const char *bytes, size_t n, const char *transport,
    bool markup, struct decoded *decoded)
{
	*decoded = (struct decoded){0};
	struct evidence evidence = look_at(bytes, n);
	const char *declared = transport ? charset_of_label(transport, strlen(transport)) : NULL;
	bool by_transport = declared != NULL;
	struct declaration said = {0};
	if (markup && !by_transport)
		declared = declared_inside(arena, bytes, n, &said);
	if (!said.label && transport)
		said = (struct declaration){transport, "transport"};
	decoded->declared = said.label;
	decoded->declared_by = said.by;
	size_t bom_length;
	decoded->charset = bom(bytes, n, &bom_length);
	if (decoded->charset) {
		decoded->why = CHARSET_BOM;
		bytes += bom_length;
		n -= bom_length;
	} else {
		decide(bytes, n, declared, by_transport, &evidence, decoded);
	}
	decode_as(arena, bytes, n, &evidence, decoded);
	reconsider(arena, bytes, n, &evidence, decoded);
	decoded->mismatch =
	    decoded->declared && (!declared || strcmp(declared, decoded->charset) != 0);
}

const char *charset_reason(const struct decoded *decoded)
{
	switch (decoded->why) {
	case CHARSET_BOM:
		return "byte order mark";
	case CHARSET_TRANSPORT:
	case CHARSET_META:
		return "as declared";
	case CHARSET_VALID:
		return "valid UTF-8";
	case CHARSET_CONTENT:
		return strcmp(decoded->charset, "utf-8") != 0
		    ? "its NULs are where UTF-16 has them"
		    : "valid UTF-8, whatever was declared";
	case CHARSET_GUESSED:
		break;
	}
	return "guessed";
}

void charset_start(void)
{
	charset_convert_start(); /* the detector's tables are static: it opens nothing */
}
