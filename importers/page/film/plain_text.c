/* plain_text: see plain_text.h. */
#include "importers/page/film/plain_text.h"

#include "schema/base/text.h"

#include <string.h>

/* The bytes of the tag at text (`<p>`, `</b>`, `<br />`), or 0: "a < b" has none. */
static size_t tag_at(const char *text)
{
	enum { TAG_MAX = 500 };
	size_t name = 1 + (text[1] == '/');
	if (!ascii_is_alpha(text[name]))
		return 0;
	for (size_t n = name; n < TAG_MAX && text[n] && text[n] != '<'; n++)
		if (text[n] == '>')
			return n + 1;
	return 0;
}

/* Tags out; a LF for <br> and the end of a block. */
static char *without_tags(struct arena *arena, const char *text)
{
	static const char *const breaks[] = {"<br", "</p", "</div", "</li", "<p", "</h"};
	char *out = arena_take_raw(arena, strlen(text) + 1), *to = out;
	while (*text) {
		size_t n = *text == '<' ? tag_at(text) : 0;
		if (n == 0) {
			*to++ = *text++;
			continue;
		}
		for (size_t i = 0; i < sizeof breaks / sizeof *breaks; i++)
			if (ascii_starts(text, breaks[i]) &&
			    !ascii_is_alpha(text[strlen(breaks[i])])) {
				*to++ = '\n';
				break;
			}
		text += n;
	}
	*to = '\0';
	return out;
}

const char *plain_text(struct arena *arena, const char *text)
{
	if (!text)
		return NULL;
	if (strchr(text, '<'))
		text = without_tags(arena, text);
	text = text_squeeze(arena, text, strlen(text));
	return *text ? text : NULL;
}

const char *plain_text_body(struct arena *arena, const char *text)
{
	if (!text)
		return NULL;
	if (strchr(text, '<'))
		text = without_tags(arena, text);
	char *body = arena_take_raw(arena, strlen(text) + 1), *to = body;
	int lines = 2; /* line ends since the last word: an empty line is kept, more are not */
	while (*text) {
		size_t n = strcspn(text, "\n\r");
		const char *line = text_squeeze(arena, text, n);
		if (*line) {
			for (; to > body && lines > 0; lines--)
				*to++ = '\n';
			to = stpcpy(to, line);
			lines = 0;
		}
		text += n;
		bool pair = text[0] == '\r' && text[1] == '\n';
		if (*text && lines < 2)
			lines++;
		text += pair ? 2 : *text != '\0';
	}
	*to = '\0';
	return *body ? body : NULL;
}
