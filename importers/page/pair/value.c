/* value: what a pair's value says, as a reader sees it: lines, or links side by side, or rows.
 * See pair.h. */
#include "importers/page/film/field.h"
#include "importers/page/film/person.h"
#include "importers/page/pair/pair.h"
#include "importers/page/words/languages.h"

#include "schema/base/buf.h"
#include "schema/base/text.h"

#include <string.h>

/* values, bytes and nodes of one pair; what is more is left out */
enum { VALUES_MAX = 2000, VALUE_MAX = 1 << 20, NODES_MAX = 20000 };

/* "See full cast", "View all 24": a link to more, and no value. */
static bool is_invitation(struct arena *arena, const char *text)
{
	static struct languages_folded more = {.list = &languages_values_more};
	const char *const *words = languages_fold(&more);
	const char *folded = text_fold(arena, text, false);
	for (size_t i = 0; i < more.list->n; i++) {
		size_t n = strlen(words[i]);
		if (!text_starts(folded, words[i]) || (folded[n] && folded[n] != ' '))
			continue;
		/* "See Larsen" is a name: its second word has a capital */
		const char *space = strchr(text, ' ');
		if (!space || !(space[1] >= 'A' && space[1] <= 'Z') || strstr(space, " All") ||
		    strstr(space, " More") || strstr(space, " Full"))
			return true;
	}
	return false;
}

/* ---- lines ---- */

struct taking {
	struct arena *arena;
	struct buf line;
	bool loose; /* something stands outside links that is no separator */
	const struct node *link;
	size_t link_from;
	pair_values links; /* of the line */
	pair_values *values;
	size_t row;   /* where the row began in values; SIZE_MAX outside rows */
	size_t nodes; /* walked so far */
};

/* True if the text holds more than spaces and what parts the links of a list. */
static bool is_loose(const char *text, size_t n)
{
	static const char *const marks[] = {
	    "·", "•", "|", "/", ",", ";", "、", "\xC2\xA0", "(", ")", "&", "+", "…", "»", "›"};
	for (size_t i = 0; i < n;) {
		size_t skip = ascii_is_space(text[i]);
		for (size_t k = 0; !skip && k < sizeof marks / sizeof *marks; k++)
			skip = text_starts(text + i, marks[k]) ? strlen(marks[k]) : 0;
		if (!skip)
			return true;
		i += skip;
	}
	return false;
}

/* The length of a line without what parted it from a link to more. */
static size_t trimmed(const char *line)
{
	static const char raquo[] = "»";
	for (size_t n = strlen(line), mark = sizeof raquo - 1;;) {
		if (n && strchr(" |,;/-", line[n - 1]))
			n--;
		else if (n >= mark && memcmp(line + n - mark, raquo, mark) == 0)
			n -= mark;
		else
			return n;
	}
}

static void flush(struct taking *t)
{
	char *line = text_squeeze(t->arena, buf_text(&t->line), t->line.n);
	if (*line == ':') /* of the label, which ended before it */
		line += 1 + strspn(line + 1, " ");
	size_t n = trimmed(line);
	line[n] = '\0';
	bool many = t->links.n > 1 && !t->loose;
	if (t->values->n >= VALUES_MAX || !is_loose(line, n))
		many = false;
	else if (!many)
		*list_add(t->arena, t->values) = (struct pair_value){
		    .text = line, .address = t->links.n ? t->links.at[0].address : NULL};
	if (many)
		list_each (const struct pair_value, it, &t->links)
			*list_add(t->arena, t->values) = *it;
	buf_clear(&t->line);
	t->links.n = 0;
	t->loose = false;
	t->link_from = 0;
}

/* The lines of a row are one value: a name, and what stands below it. */
static void end_row(struct taking *t)
{
	size_t n = t->values->n - t->row;
	if (t->row == SIZE_MAX || t->values->n <= t->row)
		return;
	struct pair_value *first = &t->values->at[t->row];
	first->row = true;
	if (n > 1)
		first->character = t->values->at[t->row + n - 1].text;
	t->values->n = t->row + 1;
	t->row = SIZE_MAX;
}

static bool is_row(const struct node *node)
{
	return node->tag == TAG_li || node->tag == TAG_tr;
}

static bool is_skipped(const struct node *node)
{
	switch (node->tag) {
	case TAG_script:
	case TAG_style:
	case TAG_sup: /* a reference */
	case TAG_button:
	case TAG_select:
	case TAG_form:
	case TAG_noscript:
	case TAG_textarea:
		return true;
	default:
		return false;
	}
}

static void enter(struct taking *t, const struct node *node)
{
	if (node->tag == TAG_TEXT) {
		if (!t->link)
			t->loose = t->loose || is_loose(node->text, node->text_n);
		buf_add(&t->line, node->text, node->text_n);
		return;
	}
	if (node->tag == TAG_a) {
		t->link = node;
		t->link_from = t->line.n;
	}
	if (!tag_is_block(node->tag))
		return;
	flush(t);
	if (is_row(node)) {
		end_row(t);
		t->row = t->values->n;
	}
}

static void leave(struct taking *t, const struct node *node)
{
	if (node == t->link) {
		const char *text = text_squeeze(
		    t->arena, buf_text(&t->line) + t->link_from, t->line.n - t->link_from);
		if (is_invitation(t->arena, text))
			t->line.n = t->link_from;
		else if (*text)
			*list_add(t->arena, &t->links) = (struct pair_value){
			    .text = text, .address = node_attribute(node, "href")};
		t->link = NULL;
	}
	if (!tag_is_block(node->tag))
		return;
	flush(t);
	if (is_row(node))
		end_row(t);
}

static void take_tree(struct taking *t, const struct node *root)
{
	for (const struct node *node = root;;) {
		bool skipped = is_skipped(node) || t->nodes++ >= NODES_MAX;
		if (!skipped)
			enter(t, node);
		if (!skipped && node->first) {
			node = node->first;
			continue;
		}
		if (!skipped)
			leave(t, node);
		while (node != root && !node->next) {
			node = node->parent;
			leave(t, node);
		}
		if (node == root)
			return;
		node = node->next;
	}
}

static void values_read(struct arena *arena, const struct pair *pair, pair_values *values)
{
	struct taking t = {
	    .arena = arena, .line = BUF_INIT(VALUE_MAX), .values = values, .row = SIZE_MAX};
	if (pair->rest) {
		t.loose = is_loose(pair->rest, strlen(pair->rest));
		buf_add_text(&t.line, pair->rest);
	}
	for (const struct node *node = pair->first;
	     node && node != pair->end && t.nodes < NODES_MAX; node = node->next)
		take_tree(&t, node);
	flush(&t);
	end_row(&t);
	buf_release(&t.line);
}

/* ---- facts ---- */

/* A column's heading (`Actor`) is nobody. */
static bool is_label(struct arena *arena, const char *text)
{
	const char *folded = text_fold(arena, text, false);
	return phrases_find(&profiles_general()->labels, folded, strlen(folded)) != NULL;
}

static bool add_person(
    struct arena *arena, struct film *film, const struct pair *pair, const struct pair_value *value)
{
	static const double CONFIDENCE_LAID_OUT = 0.8;
	size_t before = film->credits.n;
	if (is_label(arena, value->text))
		return false;
	enum role role = (enum role)(pair->field - FIELD_CREDIT);
	bool one = (value->row || pair->caption) && !strpbrk(value->text, ",;|") &&
	    person_add(arena, film, role, value->text);
	if (!one && !field_add(arena, film, pair->field, value->text, 0)) {
		film->credits.n = before;
		return false;
	}
	for (size_t i = before; i < film->credits.n; i++) {
		struct credit *credit = &film->credits.at[i];
		credit->confidence = CONFIDENCE_LAID_OUT;
		if (one && role == ROLE_ACTOR && !credit->character && value->character &&
		    person_is_name(arena, value->character))
			credit->character = value->character;
	}
	return film->credits.n > before;
}

static bool add_texts(struct arena *arena, struct film *film, int field, const pair_values *values)
{
	enum { PROSE_BYTES = 40 };
	struct buf text = BUF_INIT(VALUE_MAX);
	list_each (const struct pair_value, it, values)
		buf_add_format(&text, "%s%s", text.n ? "\n\n" : "", it->text);
	bool prose = text.n >= PROSE_BYTES;
	if (prose)
		field_add(arena, film, field, arena_copy(arena, buf_text(&text), text.n), 0);
	buf_release(&text);
	return prose;
}

/* `Ravflod aka`, where the last word opens a list of other titles. */
static const char *without_aka(struct arena *arena, const char *text)
{
	static const char tail[] = " aka";
	size_t n = strlen(text), m = sizeof tail - 1;
	return n > m && strcmp(text + n - m, tail) == 0 ? arena_copy(arena, text, n - m) : text;
}

/* Other titles stand in quotes before where they were used, and many in one line can't be told
 * apart. */
static const char *other_title(struct arena *arena, const char *text)
{
	static const char *const quotes[][2] = {{"\"", "\""}, {"“", "”"}, {"«", "»"}};
	for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++) {
		const char *inside = text + strlen(quotes[i][0]);
		const char *end =
		    text_starts(text, quotes[i][0]) ? strstr(inside, quotes[i][1]) : NULL;
		if (end && end > inside)
			return arena_copy(arena, inside, (size_t)(end - inside));
	}
	const char *comma = strchr(text, ',');
	return comma && strchr(comma + 1, ',') ? "" : text;
}

/* `琥珀海潮 / Ravflod`: each is one. */
static bool add_other_titles(struct arena *arena, struct film *film, const char *text)
{
	bool any = false;
	for (const char *next; text; text = next) {
		const char *bar = strstr(text, " / ");
		next = bar ? bar + strlen(" / ") : NULL;
		const char *title = bar ? arena_copy(arena, text, (size_t)(bar - text)) : text;
		any = field_add(arena, film, FIELD_AKA, other_title(arena, title), 0) || any;
	}
	return any;
}

/* The film's page elsewhere: a link, or IMDb's number as such. */
static bool add_id(struct arena *arena, struct film *film, const struct pair_value *value)
{
	const char *address = value->address;
	if (!address && text_starts(value->text, "tt") && ascii_is_digit(value->text[2]))
		address = arena_format(arena, "https://www.imdb.com/title/%s/", value->text);
	return address && field_add(arena, film, FIELD_ID, address, 0);
}

static bool is_title(int field)
{
	return field == FIELD_TITLE || field == FIELD_ORIGINAL_TITLE ||
	    field == FIELD_ROMANISED_TITLE || field == FIELD_AKA;
}

/* Prose under a heading (`Release`) is no date, genre or title; but a title may ask, and have a
 * "Dr." */
static bool is_prose(int field, const char *text)
{
	enum { VALUE_BYTES = 120 };
	size_t n = strlen(text);
	const char *stop = strstr(text, ". ");
	bool sentences = stop && stop[2] >= 'A' && stop[2] <= 'Z';
	return n > VALUE_BYTES || (!is_title(field) && (sentences || strchr("?!", text[n - 1])));
}

static bool add_value(
    struct arena *arena, struct film *film, int field, const struct pair_value *value, int year_max)
{
	if (field == FIELD_AKA)
		return add_other_titles(arena, film, value->text);
	if (field == FIELD_ID)
		return add_id(arena, film, value);
	if (is_prose(field, value->text))
		return false;
	return field_add(arena, film, field,
	    field == FIELD_ORIGINAL_TITLE ? without_aka(arena, value->text) : value->text,
	    year_max);
}

static bool is_list(int field)
{
	return field == FIELD_GENRES || field == FIELD_COUNTRIES || field == FIELD_LANGUAGES ||
	    field == FIELD_AKA || field == FIELD_ORIGINAL_TITLE;
}

bool pair_add(struct arena *arena, const struct pair *pair, int year_max, struct film *film)
{
	pair_values values = {0};
	bool any = false;
	values_read(arena, pair, &values);
	if (pair->field == FIELD_SYNOPSIS || pair->field == FIELD_DESCRIPTION)
		return add_texts(arena, film, pair->field, &values);
	list_each (const struct pair_value, it, &values) {
		if (pair->field >= FIELD_CREDIT)
			any = add_person(arena, film, pair, it) || any;
		else if (!any || is_list(pair->field))
			any = add_value(arena, film, pair->field, it, year_max) || any;
	}
	return any;
}
