/*
 * text_fold: text_nfc and text_fold of text.h, over libutf8proc.
 *
 * A title goes through as code points: decomposed and case folded, then walked once, each code
 * point being part of a word, nothing, or the end of a word. Two spellings that people take for one
 * title should meet:
 *
 *	S.W.A.T. = SWAT   Spider-Man = Spider Man   Ocean's = Oceans   20,000 = 20000
 *	Sœurs = Soeurs   The Godfather = Godfather, The = Godfather
 *	L'Avventura = Avventura, L'   La strada = Strada, La
 *
 * Articles that are English words of another kind ("Die Hard", "I, Robot", "As Good as It Gets")
 * are not dropped; after a comma they are moved to the front, so that both spellings still meet.
 */
#include "schema/base/text.h"
#include "schema/base/text_kind.h"

#include <string.h>
#include <utf8proc.h>

static bool is_ascii(const char *text)
{
	for (; *text; text++) {
		if (*text & 0x80)
			return false;
	}
	return true;
}

/* Decomposes into the arena; false if the text is not valid UTF-8. */
static bool decompose(
    struct arena *arena, const char *text, utf8proc_option_t options, int32_t **codes, size_t *n)
{
	const utf8proc_uint8_t *bytes = (const utf8proc_uint8_t *)text;
	utf8proc_ssize_t length = (utf8proc_ssize_t)strlen(text);
	utf8proc_ssize_t room = length + 16;
	*codes = arena_take_raw(arena, (size_t)room * sizeof **codes);
	utf8proc_ssize_t need = utf8proc_decompose(bytes, length, *codes, room, options);
	if (need > room) {
		*codes = arena_take_raw(arena, (size_t)need * sizeof **codes);
		need = utf8proc_decompose(bytes, length, *codes, need, options);
	}
	*n = need < 0 ? 0 : (size_t)need;
	return need >= 0;
}

static char *encode(struct arena *arena, const int32_t *codes, size_t n)
{
	char *out = arena_take_raw(arena, n * 4 + 1);
	size_t length = 0;
	for (size_t i = 0; i < n; i++)
		length += utf8_encode((uint32_t)codes[i], out + length);
	out[length] = '\0';
	return out;
}

static char *compose(struct arena *arena, int32_t *codes, size_t n)
{
	utf8proc_ssize_t composed = utf8proc_normalize_utf32(
	    codes, (utf8proc_ssize_t)n, UTF8PROC_COMPOSE | UTF8PROC_STABLE);
	return encode(arena, codes, composed < 0 ? n : (size_t)composed);
}

/* Below U+0300 every text is in form C: nothing composes with what is there. */
static bool is_surely_nfc(const char *text)
{
	for (; *text; text++) {
		if ((unsigned char)*text >= 0xCC)
			return false;
	}
	return true;
}

const char *text_nfc(struct arena *arena, const char *text)
{
	int32_t *codes;
	size_t n;
	if (is_surely_nfc(text) ||
	    !decompose(arena, text, UTF8PROC_DECOMPOSE | UTF8PROC_STABLE, &codes, &n))
		return text;
	const char *normal = compose(arena, codes, n);
	return strcmp(normal, text) == 0 ? text : normal;
}

struct fold {
	bool article;
	int32_t *out;
	size_t n;
	bool ended;    /* a word has ended; a space is due before the next */
	bool acronym;  /* the first word had dots in it: "L.A." is no article */
	int run;       /* word characters since the last one that is not */
	size_t tail;   /* where the words after the last comma begin; 0 for no comma */
	size_t elided; /* length of a first word cut off by an apostrophe: "l" of "L'Avventura" */
};

static void put(struct fold *fold, int32_t code)
{
	if (fold->ended && fold->n)
		fold->out[fold->n++] = ' ';
	fold->ended = false;
	fold->out[fold->n++] = code;
}

static void put_word(struct fold *fold, int32_t code)
{
	const char *plain = code < 0x80 ? NULL : text_plain_letters(code);
	if (plain) {
		for (; *plain; plain++)
			put(fold, *plain);
	} else {
		put(fold, code >= 'A' && code <= 'Z' ? code + ('a' - 'A') : code);
	}
	fold->run++;
}

static bool is_digit(int32_t code)
{
	return code >= '0' && code <= '9';
}

static bool equals(const int32_t *codes, size_t n, const char *word)
{
	for (size_t i = 0; i < n; i++) {
		if (!word[i] || codes[i] != word[i])
			return false;
	}
	return word[n] == '\0';
}

static bool is_one_of(const int32_t *codes, size_t n, const char *const *words)
{
	for (; *words; words++) {
		if (equals(codes, n, *words))
			return true;
	}
	return false;
}

static void put_apostrophe(struct fold *fold)
{
	static const char *const elided[] = {"l", "un", "gl", NULL};
	if (fold->article && !fold->ended && !fold->elided &&
	    is_one_of(fold->out, fold->n, elided)) {
		fold->elided = fold->n;
		fold->ended = true;
	}
	fold->run = 0;
}

static void put_dot(struct fold *fold)
{
	if (fold->run != 1)
		fold->ended = true;
	else if (fold->n == 1 || fold->acronym)
		fold->acronym = true;
	fold->run = 0;
}

static void put_comma(struct fold *fold, bool in_number)
{
	if (in_number)
		return;
	fold->ended = true;
	fold->run = 0;
	fold->tail = fold->n ? fold->n + 1 : 0;
}

static void walk(struct fold *fold, const int32_t *codes, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		switch (text_kind_of(codes[i])) {
		case WORD:
			put_word(fold, codes[i]);
			break;
		case NOTHING:
			break;
		case APOSTROPHE:
			put_apostrophe(fold);
			break;
		case DOT:
			put_dot(fold);
			break;
		case COMMA:
			put_comma(fold,
			    i > 0 && i + 1 < n && is_digit(codes[i - 1]) && is_digit(codes[i + 1]));
			break;
		case SPACE:
		case BREAK:
			fold->ended = true;
			fold->run = 0;
			break;
		}
	}
}

static const char *const articles[] = {"the", "a", "an", "der", "das", "ein", "eine", "le", "la",
    "les", "un", "une", "el", "los", "las", "una", "unos", "unas", "il", "lo", "gli", "uno", "os",
    "um", "uma", "het", "een", "en", "ett", "et", "det", "l", "gl", NULL};
/* Also words of another kind, or of another language: kept in front. */
static const char *const ambiguous[] = {
    "die", "des", "dem", "den", "de", "i", "o", "as", "t", "n", NULL};

/* "godfather the" → "godfather"; "blechtrommel die" → "die blechtrommel". */
static void drop_trailing(struct fold *fold)
{
	size_t tail = fold->tail;
	if (tail < 2 || tail >= fold->n)
		return;
	const int32_t *word = fold->out + tail;
	size_t size = fold->n - tail;
	if (is_one_of(word, size, articles)) {
		fold->n = tail - 1;
	} else if (is_one_of(word, size, ambiguous)) {
		int32_t kept[4];
		memcpy(kept, word, size * sizeof *kept);
		memmove(fold->out + size + 1, fold->out, (tail - 1) * sizeof *kept);
		memcpy(fold->out, kept, size * sizeof *kept);
		fold->out[size] = ' ';
	}
}

static void drop_leading(struct fold *fold)
{
	size_t size = 0;
	while (size < fold->n && fold->out[size] != ' ')
		size++;
	if (size == fold->n || fold->acronym)
		return;
	if (size == fold->elided || is_one_of(fold->out, size, articles)) {
		fold->out += size + 1;
		fold->n -= size + 1;
	}
}

/* What a title of punctuation is known by: itself, without its spaces at the ends. */
static void keep_symbols(struct fold *fold, const int32_t *codes, size_t n)
{
	fold->n = 0;
	fold->ended = false;
	for (size_t i = 0; i < n; i++) {
		if (text_kind_of(codes[i]) == SPACE)
			fold->ended = true;
		else if (codes[i] >= 0x20 && codes[i] != 0x7F)
			put(fold, codes[i]);
	}
}

/* "8½" would become "81⁄2": a space goes before each such character. */
static const char *part_fractions(struct arena *arena, const char *text)
{
	size_t n = strlen(text), length = 0, used;
	char *out = arena_take_raw(arena, 2 * n + 1);
	for (size_t i = 0; i < n; i += used) {
		int32_t code = utf8_decode(text + i, n - i, &used);
		if ((code >= 0xBC && code <= 0xBE) || (code >= 0x2150 && code <= 0x215E))
			out[length++] = ' ';
		memcpy(out + length, text + i, used);
		length += used;
	}
	out[length] = '\0';
	return out;
}

static void widen(struct arena *arena, const char *text, int32_t **codes, size_t *n)
{
	*n = strlen(text);
	*codes = arena_take_raw(arena, (*n + 1) * sizeof **codes);
	for (size_t i = 0; i < *n; i++)
		(*codes)[i] = text[i];
}

static void fold_codes(struct arena *arena, const char *text, int32_t **codes, size_t *n)
{
	const utf8proc_option_t options = UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD |
	    UTF8PROC_STABLE | UTF8PROC_IGNORE;
	if (is_ascii(text)) {
		widen(arena, text, codes, n);
		return;
	}
	text = part_fractions(arena, text);
	if (!decompose(arena, text, options, codes, n)) {
		text = text_repair(arena, text, strlen(text), NULL, NULL);
		decompose(arena, text, options, codes, n);
	}
}

char *text_fold(struct arena *arena, const char *text, bool article)
{
	int32_t *codes;
	size_t n;
	fold_codes(arena, text, &codes, &n);
	/* Each code point gives at most two and a space before them. */
	struct fold fold = {
	    .article = article, .out = arena_take_raw(arena, (3 * n + 1) * sizeof *codes)};
	walk(&fold, codes, n);
	if (fold.n == 0)
		keep_symbols(&fold, codes, n);
	if (article) {
		drop_trailing(&fold);
		drop_leading(&fold);
	}
	return is_ascii(text) ? encode(arena, fold.out, fold.n) : compose(arena, fold.out, fold.n);
}
