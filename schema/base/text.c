/* text: see text.h. Folding and normal forms are in text_fold.c, scripts in text_script.c. */
#include "schema/base/text.h"
#include "schema/base/word.h"

#include <string.h>

/* Copies to out, or only measures when out is NULL; returns the bytes of the repaired text. */
static size_t repair(const char *bytes, size_t n, char *out, size_t *replaced)
{
	static const char replacement[3] = {'\xEF', '\xBF', '\xBD'};
	size_t length = 0, count = 0;
	for (size_t i = 0; i < n;) {
		size_t good = utf8_valid_run(bytes + i, n - i);
		const char *nul = memchr(bytes + i, '\0', good);
		if (nul)
			good = (size_t)(nul - (bytes + i));
		if (out)
			memcpy(out + length, bytes + i, good);
		length += good;
		i += good;
		if (i == n)
			break;
		size_t used;
		utf8_decode(bytes + i, n - i, &used);
		if (out)
			memcpy(out + length, replacement, sizeof replacement);
		length += sizeof replacement;
		i += used;
		count++;
	}
	*replaced = count;
	return length;
}

char *text_repair(
    struct arena *arena, const char *bytes, size_t n, size_t *length, size_t *replaced)
{
	size_t count;
	size_t size = repair(bytes, n, NULL, &count);
	char *text = arena_take_raw(arena, size + 1);
	repair(bytes, n, text, &count);
	text[size] = '\0';
	if (length)
		*length = size;
	if (replaced)
		*replaced += count;
	return text;
}

/* Unicode's White_Space, and the two that are not but stand for it in pages. */
static bool is_white(int32_t code)
{
	return (code >= 0x09 && code <= 0x0D) || code == 0x20 || code == 0x85 || code == 0xA0 ||
	    code == 0x1680 || (code >= 0x2000 && code <= 0x200B) || code == 0x2028 ||
	    code == 0x2029 || code == 0x202F || code == 0x205F || code == 0x3000 || code == 0xFEFF;
}

char *text_squeeze(struct arena *arena, const char *text, size_t n)
{
	char *out = arena_take_raw(arena, n + 1);
	size_t length = 0, used;
	bool space = false;
	for (size_t i = 0; i < n; i += used) {
		used = 1;
		/* visible ASCII, most of most texts, needs no decoding */
		bool plain = text[i] > 0x20 && text[i] < 0x7F;
		if (!plain && is_white(utf8_decode(text + i, n - i, &used))) {
			space = length > 0;
			continue;
		}
		if (space)
			out[length++] = ' ';
		space = false;
		for (size_t k = 0; k < used; k++)
			out[length++] = text[i + k];
	}
	out[length] = '\0';
	return out;
}

bool ascii_equal(const char *a, const char *b)
{
	while (*a && ascii_lower(*a) == ascii_lower(*b)) {
		a++;
		b++;
	}
	return ascii_lower(*a) == ascii_lower(*b);
}

bool ascii_equal_n(const char *a, size_t n, const char *b)
{
	for (size_t i = 0; i < n; i++) {
		if (!b[i] || ascii_lower(a[i]) != ascii_lower(b[i]))
			return false;
	}
	return b[n] == '\0';
}

bool text_starts(const char *text, const char *start)
{
	return strncmp(text, start, strlen(start)) == 0;
}

bool ascii_starts(const char *text, const char *start)
{
	while (*start && ascii_lower(*text) == ascii_lower(*start)) {
		text++;
		start++;
	}
	return *start == '\0';
}

uint64_t text_hash(const char *text, size_t n)
{
	uint64_t hash = n * 0x9e3779b97f4a7c15u, rest = 0;
	for (; n >= sizeof rest; n -= sizeof rest, text += sizeof rest) {
		hash = (hash ^ word_at(text)) * 0xff51afd7ed558ccdu;
		hash ^= hash >> 32;
	}
	memcpy(&rest, text, n);
	hash = (hash ^ rest) * 0xc4ceb9fe1a85ec53u;
	hash ^= hash >> 29;
	hash *= 0xff51afd7ed558ccdu;
	return hash ^ hash >> 32;
}
