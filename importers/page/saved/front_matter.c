/* front_matter: see front_matter.h. */
#include "importers/page/saved/front_matter.h"

#include "schema/base/date.h"
#include "schema/base/text.h"

#include <string.h>

enum { LOOKED = 1 << 15, TAGS = 100 };

struct line {
	const char *at;
	size_t n;
};

/* Takes a line without its end; false at the end. */
static bool take_line(const char **at, const char *end, struct line *line)
{
	if (*at >= end)
		return false;
	const char *lf = memchr(*at, '\n', (size_t)(end - *at));
	*line = (struct line){*at, (size_t)((lf ? lf : end) - *at)};
	*at = lf ? lf + 1 : end;
	while (line->n && ascii_is_space(line->at[line->n - 1]))
		line->n--;
	return true;
}

static bool is_fence(struct line line, const char *fence)
{
	return line.n == 3 && memcmp(line.at, fence, 3) == 0;
}

/* A value without white space, comma and quotes around it; NULL when nothing is left. */
static const char *value_of(struct arena *arena, const char *at, size_t n)
{
	while (n && (ascii_is_space(*at) || *at == ','))
		at++, n--;
	while (n && (ascii_is_space(at[n - 1]) || at[n - 1] == ','))
		n--;
	if (n >= 2 && (*at == '"' || *at == '\'') && at[n - 1] == *at)
		at++, n -= 2;
	const char *value = text_squeeze(arena, at, n);
	return *value ? value : NULL;
}

static void add_tag(struct arena *arena, struct front_matter *matter, const char *at, size_t n)
{
	const char *tag = value_of(arena, at, n);
	if (tag && matter->tags.n < TAGS)
		*list_add(arena, &matter->tags) = tag;
}

/* `[Drama, "Sea and wind"]`, or one text. */
static void add_tags(struct arena *arena, struct front_matter *matter, const char *at, size_t n)
{
	while (n && ascii_is_space(*at))
		at++, n--;
	if (n < 2 || *at != '[') {
		add_tag(arena, matter, at, n);
		return;
	}
	const char *end = at + n - (at[n - 1] == ']');
	for (at++; at < end;) {
		const char *comma = memchr(at, ',', (size_t)(end - at));
		const char *stop = comma ? comma : end;
		add_tag(arena, matter, at, (size_t)(stop - at));
		at = stop + 1;
	}
}

/* `2019-05-03T10:00:00+02:00`, and with a space before the zone. */
static const char *date_of(struct arena *arena, const char *value)
{
	enum { DAY = 10 };
	char date[DATE_TEXT];
	char *text = arena_text(arena, value), *zone = strrchr(text, ' ');
	if (zone && (zone[1] == '+' || zone[1] == '-'))
		memmove(zone, zone + 1, strlen(zone));
	if (date_iso(text, strlen(text), date) || date_iso(text, strnlen(text, DAY), date))
		return arena_text(arena, date);
	return NULL;
}

static bool is_one_of(struct line name, const char *const *names, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (ascii_equal_n(name.at, name.n, names[i]))
			return true;
	return false;
}

#define IS(name, ...)                                                                              \
	is_one_of(name, (const char *const[]){__VA_ARGS__},                                        \
	    sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))

/* Sets what the key names; true when its value is a list of tags, which may go on below. */
static bool set_value(
    struct arena *arena, struct front_matter *matter, struct line name, const char *at, size_t n)
{
	if (IS(name, "tags", "labels", "categories", "keywords")) {
		add_tags(arena, matter, at, n);
		return true;
	}
	const char *value = value_of(arena, at, n);
	if (!value)
		return false;
	if (IS(name, "title"))
		matter->title = value;
	else if (IS(name, "author", "byline"))
		matter->author = value;
	else if (IS(name, "date", "published", "publishDate", "pubDate", "created"))
		matter->date = matter->date ? matter->date : date_of(arena, value);
	else if (IS(name, "permalink", "url", "canonical", "canonical_url", "canonicalURL",
		     "source"))
		matter->url = strstr(value, "://") ? value : matter->url;
	return false;
}

/* One line; *listing says that tags may stand below, a line each. True when it names a key. */
static bool read_line(
    struct arena *arena, struct front_matter *matter, struct line line, char sign, bool *listing)
{
	const char *at = line.at, *end = line.at + line.n;
	while (at < end && ascii_is_space(*at))
		at++;
	if (end - at > 1 && *at == '-' && at[1] == ' ') {
		if (*listing)
			add_tag(arena, matter, at + 2, (size_t)(end - at) - 2);
		return false;
	}
	const char *mark = memchr(line.at, sign, line.n);
	if (at != line.at || !mark || !ascii_is_alpha(*at))
		return false;
	struct line name = {at, (size_t)(mark - at)};
	while (name.n && ascii_is_space(name.at[name.n - 1]))
		name.n--;
	if (memchr(name.at, ' ', name.n))
		return false;
	*listing = set_value(arena, matter, name, mark + 1, (size_t)(end - mark) - 1);
	return true;
}

size_t front_matter_read(
    struct arena *arena, const char *text, size_t n, struct front_matter *matter)
{
	const char *at = text, *end = text + (n < LOOKED ? n : LOOKED);
	struct line line;
	bool listing = false;
	size_t keys = 0;
	*matter = (struct front_matter){0};
	if (!take_line(&at, end, &line) || !(is_fence(line, "---") || is_fence(line, "+++")))
		return 0;
	const char *fence = *line.at == '-' ? "---" : "+++";
	while (take_line(&at, end, &line)) {
		if (is_fence(line, fence))
			return keys ? (size_t)(at - text) : 0;
		keys += read_line(arena, matter, line, *fence == '-' ? ':' : '=', &listing);
	}
	return 0;
}
