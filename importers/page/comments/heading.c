/*
 * comment_heading: how many comments a page says it has: data-num-comments, or a heading in any
 * language. A number is a number everywhere; zero and one are words, so they are in the tables of
 * languages.
 */
#include "importers/page/comments/steps.h"

#include "importers/page/words/languages.h"
#include "schema/base/number.h"
#include "schema/base/text.h"

#include <string.h>

/* The value of a decimal digit of any script that themes use, or -1. */
static int digit_value(int32_t code)
{
	static const int32_t zeros[] = {
	    '0', 0x660, 0x6F0, 0x966, 0x9E6, 0xAE6, 0xC66, 0xE50, 0xFF10};
	for (size_t i = 0; i < sizeof zeros / sizeof *zeros; i++)
		if (code >= zeros[i] && code <= zeros[i] + 9)
			return (int)(code - zeros[i]);
	return -1;
}

/* Marks that part thousands: full stop, comma, apostrophe, space, NBSP, U+202F. */
static bool is_thousands_mark(int32_t code)
{
	return code == '.' || code == ',' || code == '\'' || code == ' ' || code == 0xA0 ||
	    code == 0x202F;
}

/* Reads digits at *at and moves it behind them; returns how many there were, -1 for too many. */
static int read_digits(const char **at, const char *end, int64_t *value)
{
	int n = 0;
	size_t used;

	while (*at < end) {
		int digit = digit_value(utf8_decode(*at, (size_t)(end - *at), &used));
		if (digit < 0)
			break;
		if (n++ == 15)
			return -1;
		*value = *value * 10 + digit;
		*at += used;
	}
	return n;
}

/* A number with its thousands: `1,234`, `1 753`. */
static int64_t read_number(const char **at, const char *end)
{
	int64_t value = 0;
	int n = read_digits(at, end, &value);

	while (n > 0 && *at < end) {
		size_t used;
		int64_t group = 0;
		int32_t code = utf8_decode(*at, (size_t)(end - *at), &used);
		const char *behind = *at + used;
		if (!is_thousands_mark(code) || read_digits(&behind, end, &group) != 3)
			break;
		value = value * 1000 + group;
		if (value > 1000000000)
			return -1;
		*at = behind;
	}
	return n > 0 ? value : -1;
}

/* Where the heading stops speaking of comments: at the post's title in quotes ("2 Replies to
 * “1917”"). */
static size_t length_before_quote(const char *text)
{
	static const char *const quotes[] = {"“", "„", "«", "\"", "‘", "「", "《", "”", "‹"};
	size_t n = strlen(text);
	for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++) {
		const char *at = strstr(text, quotes[i]);
		if (at && (size_t)(at - text) < n)
			n = (size_t)(at - text);
	}
	return n;
}

static bool begins_with_one_of(const char *folded, struct languages_folded *list)
{
	const char *const *words = languages_fold(list);
	for (size_t i = 0; i < list->list->n; i++)
		if (folded[0] == words[i][0] && text_starts(folded, words[i]))
			return true;
	return false;
}

/* The only number of the text, or its first when it begins with it; -1 for none. */
static int64_t number_in(const char *text, size_t n)
{
	const char *end = text + n;
	int64_t found = -1;
	bool first = false;

	for (const char *at = text; at < end;) {
		size_t used;
		if (digit_value(utf8_decode(at, (size_t)(end - at), &used)) < 0) {
			at += used;
			continue;
		}
		bool begins = at == text;
		int64_t number = read_number(&at, end);
		if (number < 0)
			return -1;
		if (found >= 0)
			return first ? found : -1;
		found = number;
		first = begins;
	}
	return found;
}

int64_t comments_heading_count(const char *text)
{
	enum { HEADING_MAX = 400 };
	static struct languages_folded zero = {.list = &languages_comments_zero};
	static struct languages_folded one = {.list = &languages_comments_one};
	static struct arena arena; /* kept: this is asked of every short line */
	int64_t count;

	if (strlen(text) > HEADING_MAX)
		return -1;
	if (!arena.max)
		arena_init(&arena, 1 << 20);
	char *heading = text_squeeze(&arena, text, strlen(text));
	char *folded = text_fold(&arena, heading, false);
	if (begins_with_one_of(folded, &zero))
		count = 0;
	else if (begins_with_one_of(folded, &one))
		count = 1;
	else
		count = number_in(heading, length_before_quote(heading));
	arena_reset(&arena);
	return count;
}

/* ---- where it stands ---- */

static bool is_container(const struct node *node)
{
	const char *id = node_id(node), *class = node_class(node);
	return (id && !strcmp(id, "comments")) ||
	    (class && strstr(class, "comments") &&
		(node_has_class(node, "comments-area") ||
		    node_has_class(node, "wp-block-comments")));
}

/* A list without a container around it: its heading stands before it. */
static bool is_list(const struct node *node)
{
	const char *id = node_id(node);
	if (id && (!strcmp(id, "comments-block") || !strcmp(id, "comment-holder")))
		return true;
	const char *class = node_class(node);
	return class && strstr(class, "comment") &&
	    (node_has_class(node, "commentlist") || node_has_class(node, "comment-list"));
}

/* Where the comments themselves begin: headings in there are theirs. */
static bool is_comment(const struct node *node)
{
	return node->tag == TAG_dt || node->tag == TAG_li;
}

static bool is_heading(const struct node *node)
{
	switch (node->tag) {
	case TAG_h1:
	case TAG_h2:
	case TAG_h3:
	case TAG_h4:
	case TAG_h5:
	case TAG_h6:
		return true;
	default:
		return node_has_class(node, "comments-title");
	}
}

static void take_count(struct arena *arena, const struct node *node, struct comment_list *list)
{
	const char *number = node_attribute(node, "data-num-comments");
	int64_t count;
	if (number && number_integer(number, strlen(number), &count) && count >= 0)
		list->count = count;
	else if (list->count < 0 && is_heading(node))
		list->count = comments_heading_count(node_text(arena, node));
}

/* A heading inside the container, or the container itself ("<h3 id=comments>3 Responses"): the
 * first with a number. */
static void read_container(
    struct arena *arena, const struct node *container, struct comment_list *list)
{
	take_count(arena, container, list);
	for (struct node *node = node_next(container, container); node && list->count < 0;
	     node = node_next(node, container)) {
		if (node->tag != TAG_TEXT && is_comment(node))
			return;
		if (node->tag != TAG_TEXT)
			take_count(arena, node, list);
	}
}

/* The last heading with a number among the siblings before a list. */
static void read_before(
    struct arena *arena, const struct node *list_node, struct comment_list *list)
{
	for (struct node *node = list_node->parent->first; node && node != list_node;
	     node = node->next)
		if (node->tag != TAG_TEXT && is_heading(node)) {
			int64_t count = comments_heading_count(node_text(arena, node));
			if (count >= 0)
				list->count = count;
		}
}

void comment_heading_read(
    struct arena *arena, const struct document *document, struct comment_list *list)
{
	const struct node *root = document->root;

	for (struct node *node = node_next(root, root); node;) {
		bool container = node->tag != TAG_TEXT && is_container(node);
		bool bare_list = node->tag != TAG_TEXT && !container && is_list(node);
		list->container |= container || bare_list;
		if (container && list->count < 0)
			read_container(arena, node, list);
		if (bare_list && list->count < 0)
			read_before(arena, node, list);
		/* "<h3 id=comments>" holds nothing: its list comes after it. */
		node = container || bare_list ? node_after(node, root) : node_next(node, root);
	}
}
