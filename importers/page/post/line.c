/* line: see line.h. */
#include "importers/page/post/line.h"

#include "importers/page/comments/comments.h"
#include "importers/page/words/languages.h"
#include "schema/base/text.h"

#include <string.h>

enum { HEADING_BYTES = 100, LABEL_BYTES = 48, SPEAKER_BYTES = 60 };

struct reading {
	struct arena *arena;  /* what lines point to */
	struct arena scratch; /* emptied for each block */
	const struct blocks *blocks;
	const struct rules *rules;
	const struct masks *titles;
	const char **folded_titles;
	struct line *lines;
	enum section section;
	const char *asker; /* of the interview's first question; NULL when it is a bare "Q" */
	bool asked;        /* there was one */
	bool ended;        /* nothing more is about the film */
};

/* ---- phrases ---- */

static bool is_title(const struct reading *r, const char *folded, size_t n)
{
	for (size_t i = 0; i < r->titles->n; i++)
		if (strlen(r->folded_titles[i]) == n && memcmp(r->folded_titles[i], folded, n) == 0)
			return true;
	return false;
}

/* Matches `before * after` and `before {title} after`. */
static bool wild_matches(const struct reading *r, const char *pattern, const char *folded)
{
	size_t before = strcspn(pattern, "*{"), n = strlen(folded);
	bool title = pattern[before] == '{';
	const char *rest = pattern + before + (title ? strlen("{title}") : 1);
	size_t after = strlen(rest);
	if (n < before + after + 1 || memcmp(pattern, folded, before) != 0 ||
	    memcmp(folded + n - after, rest, after) != 0)
		return false;
	return !title || is_title(r, folded + before, n - before - after);
}

static const struct phrase *phrase_in(
    const struct reading *r, const struct phrases *phrases, const char *folded)
{
	const struct phrase *exact = phrases_find(phrases, folded, strlen(folded));
	if (exact)
		return exact;
	list_each (const struct phrase, it, &phrases->wild)
		if (wild_matches(r, it->text, folded))
			return it;
	return NULL;
}

/* The site's phrase, else the general one. */
static const struct phrase *find_phrase(
    const struct reading *r, bool headings, const char *folded, bool *by_site)
{
	const struct profile *site = r->rules->site, *general = r->rules->general;
	const struct phrase *phrase = NULL;
	if (!*folded)
		return NULL;
	if (site)
		phrase = phrase_in(r, headings ? &site->headings : &site->labels, folded);
	*by_site = phrase != NULL;
	if (!phrase)
		phrase = phrase_in(r, headings ? &general->headings : &general->labels, folded);
	/* in a post's lines what other works have is text like any other */
	return phrase && !headings && phrase->means == FIELD_OTHER_WORK ? NULL : phrase;
}

/* ---- speakers ---- */

static bool is_asker(const char *name)
{
	return languages_has(&languages_interview_asks, name);
}

/* The name before a colon, and what follows it; NULL when there is none: a few words, each with a
 * capital, no stop. */
static const char *speaker_of(struct arena *arena, const char *text, const char **said)
{
	enum { SPEAKER_WORDS = 5 };
	const char *colon = strchr(text, ':');
	if (!colon || colon == text || colon - text > SPEAKER_BYTES ||
	    (colon[1] && colon[1] != ' '))
		return NULL;
	const char *name = text_squeeze(arena, text, (size_t)(colon - text));
	size_t words = 1;
	for (const char *p = name; *p; p++) {
		words += *p == ' ';
		if (strchr("?!,;()0123456789", *p) ||
		    (p > name && p[-1] == ' ' && *p >= 'a' && *p <= 'z' && words < 2))
			return NULL;
	}
	*said = colon + 1 + (colon[1] == ' ');
	return words <= SPEAKER_WORDS && !(name[0] >= 'a' && name[0] <= 'z') ? name : NULL;
}

/* `Q.` and `Q -` are written as well. */
static const char *asked_of(struct arena *arena, const char *text, const char **asked)
{
	const char *speaker = speaker_of(arena, text, asked);
	if (speaker)
		return is_asker(speaker) ? speaker : NULL;
	if ((text[0] == 'Q' || text[0] == 'q') && (text[1] == '.' || text[1] == ')') &&
	    text[2] == ' ') {
		*asked = text + 3;
		return "Q";
	}
	return NULL;
}

/* ---- one block ---- */

static bool stem_at(const struct languages_list *stems, const char *text)
{
	char first = ascii_lower(*text);
	for (size_t i = 0; i < stems->n; i++)
		if (first == stems->words[i][0] && ascii_starts(text, stems->words[i]))
			return true;
	return false;
}

/* A heading says what it counts; a number alone could count anything. */
static bool names_comments(const char *text)
{
	const struct languages_list *stems = &languages_comments_stem;
	static bool begins[256], filled; /* every short line of a page is asked */
	for (size_t i = 0; i < stems->n && !filled; i++)
		begins[(unsigned char)stems->words[i][0]] = true;
	filled = true;
	for (const char *at = text; *at; at++)
		if (begins[(unsigned char)ascii_lower(*at)] && stem_at(stems, at))
			return true;
	return false;
}

static bool read_comments(struct reading *r, const char *text, struct line *line)
{
	enum { COMMENTS_BYTES = 60 };
	if (r->rules->counted || strlen(text) > COMMENTS_BYTES || r->section == SECTION_INTERVIEW ||
	    !names_comments(text))
		return false;
	int64_t count = comments_heading_count(text);
	if (count < 0)
		return false;
	line->kind = LINE_COMMENTS;
	line->count = count;
	r->ended = true;
	return true;
}

static bool read_heading(struct reading *r, const char *text, const char *folded, struct line *line)
{
	size_t n = strlen(text);
	const struct phrase *phrase = find_phrase(r, true, folded, &line->by_site);
	if (!phrase || text[n - 1] == '.' || text[n - 1] == ',')
		return false;
	line->kind = LINE_OPENS;
	line->rule = text;
	r->section = line->section = (enum section)phrase->means;
	r->ended = r->ended || r->section == SECTION_END;
	return true;
}

/* The next block with text after i, NULL at the end. */
static const struct block *next_block(const struct reading *r, size_t i)
{
	for (i++; i < r->blocks->all.n; i++)
		if (*r->blocks->all.at[i].text)
			return &r->blocks->all.at[i];
	return NULL;
}

/* `Verdict: 👎`: the heading's words, but for a sign, which is no letter and says it all. */
static bool read_signed_choice(
    struct reading *r, const char *text, const char *folded, struct line *line)
{
	const char *up = languages_find(&languages_signs_favorite, text);
	const char *down = languages_find(&languages_signs_unfavorite, text),
		   *sign = up ? up : down;
	const struct phrase *phrase = sign ? find_phrase(r, true, folded, &line->by_site) : NULL;
	if (!phrase || phrase->means != SECTION_CHOICE || (up && down))
		return false;
	line->kind = LINE_PAIR;
	line->field = FIELD_CHOICE;
	line->rule = arena_text(r->arena, folded);
	line->value = sign;
	return true;
}

static bool read_label(struct reading *r, size_t i, const char *folded, struct line *line)
{
	const struct phrase *phrase = find_phrase(r, false, folded, &line->by_site);
	if (!phrase || !next_block(r, i))
		return false;
	line->kind = LINE_LABEL;
	line->field = (short)phrase->means;
	line->rule = r->blocks->all.at[i].text;
	r->section = line->section = SECTION_CREDITS;
	return true;
}

/* A reader's eye tells `Country: Russia` from an answer: its value is short and no sentence. */
static bool is_value(const char *value)
{
	enum { VALUE_BYTES = 120 };
	size_t n = strlen(value);
	return n > 0 && n <= VALUE_BYTES && !strchr("?!", value[n - 1]) && !strstr(value, ". ");
}

/* Words after which a value needs no colon: "Directed by Vera Lind". */
static bool leads_to_value(const char *label)
{
	const char *last = strrchr(label, ' ');
	return (last && languages_has(&languages_values_label_ends, last + 1)) ||
	    languages_ends(&languages_values_label_ends_in, label, strlen(label));
}

/* `Directed by Vera Lind`: a label of a few words, then names with capitals. */
static bool read_plain_pair(struct reading *r, const char *text, struct line *line)
{
	enum { LABEL_WORDS = 4 };
	const char *space = text;
	if (r->section == SECTION_INTERVIEW || !is_value(text) || text[strlen(text) - 1] == '.')
		return false;
	for (int i = 0; i < LABEL_WORDS && (space = strchr(space, ' ')) != NULL; i++, space++) {
		const char *label = arena_copy(&r->scratch, text, (size_t)(space - text));
		if (!leads_to_value(label) || (space[1] >= 'a' && space[1] <= 'z'))
			continue;
		const struct phrase *phrase =
		    find_phrase(r, false, text_fold(&r->scratch, label, false), &line->by_site);
		if (!phrase || phrase->means < FIELD_CREDIT)
			continue;
		line->kind = LINE_PAIR;
		line->field = (short)phrase->means;
		line->rule = arena_text(r->arena, label);
		line->value = space + 1;
		return true;
	}
	return false;
}

static bool read_pair(struct reading *r, const char *text, struct line *line)
{
	const char *colon = strchr(text, ':');
	if (!colon || colon - text > LABEL_BYTES || colon[1] == '/' || !colon[1])
		return false;
	const char *label = text_squeeze(&r->scratch, text, (size_t)(colon - text));
	const struct phrase *phrase =
	    find_phrase(r, false, text_fold(&r->scratch, label, false), &line->by_site);
	const char *value = colon + 1 + strspn(colon + 1, " ");
	bool long_text =
	    phrase && (phrase->means == FIELD_SYNOPSIS || phrase->means == FIELD_DESCRIPTION);
	if (!phrase || (!long_text && r->section == SECTION_INTERVIEW && !is_value(value)))
		return false;
	line->kind = LINE_PAIR;
	line->field = (short)phrase->means;
	line->rule = arena_text(r->arena, label);
	line->value = value;
	if (r->section == SECTION_INTERVIEW)
		r->section = SECTION_CREDITS;
	line->section = r->section;
	return true;
}

/* A speaker who asks, one who answers, and the first again: an interview that does not say "Q". */
static bool is_dialogue(struct reading *r, size_t i, const char *asker)
{
	const char *said, *answerer = NULL;
	size_t n = strlen(r->blocks->all.at[i].text);
	if (r->blocks->all.at[i].text[n - 1] != '?')
		return false;
	enum { AHEAD = 12 };
	for (size_t k = i + 1; k < r->blocks->all.n && k < i + AHEAD; k++) {
		const char *name = speaker_of(&r->scratch, r->blocks->all.at[k].text, &said);
		if (name && strcmp(name, asker) == 0)
			return answerer != NULL;
		if (name)
			answerer = name;
	}
	return false;
}

static bool is_bare(const char *speaker)
{
	return is_asker(speaker) || languages_has(&languages_interview_answers, speaker);
}

static bool read_interview(struct reading *r, size_t i, const char *text, struct line *line)
{
	bool inside = r->section == SECTION_INTERVIEW;
	const char *said, *speaker = asked_of(&r->scratch, text, &said);
	line->kind = LINE_ASKS;
	if (!speaker) {
		speaker = speaker_of(&r->scratch, text, &said);
		if (!speaker || (!inside && !is_dialogue(r, i, speaker)))
			return false;
		bool asks = r->asker ? strcmp(r->asker, speaker) == 0 : is_dialogue(r, i, speaker);
		line->kind = inside && !asks ? LINE_ANSWERS : LINE_ASKS;
	}
	line->speaker = is_bare(speaker) ? NULL : arena_text(r->arena, speaker);
	line->value = said;
	if (line->kind == LINE_ASKS && !r->asked) {
		r->asked = true;
		r->asker = line->speaker;
	}
	r->section = line->section = SECTION_INTERVIEW;
	return true;
}

static bool read_poll(struct reading *r, const char *text, struct line *line)
{
	struct poll poll = {0};
	if (r->section == SECTION_INTERVIEW ||
	    !headline_question(&r->scratch, text, r->titles, &poll))
		return false;
	line->kind = LINE_POLL;
	return true;
}

static void read_block(struct reading *r, size_t i, struct line *line)
{
	const char *text = r->blocks->all.at[i].text;
	size_t n = strlen(text);
	line->section = r->section;
	if (n == 0)
		return;
	if (read_comments(r, text, line))
		return;
	if (r->ended) {
		line->kind = LINE_AFTER;
		return;
	}
	const char *folded = n <= HEADING_BYTES ? text_fold(&r->scratch, text, false) : "";
	if (read_signed_choice(r, text, folded, line) || read_heading(r, text, folded, line) ||
	    read_label(r, i, folded, line) || read_pair(r, text, line) ||
	    read_plain_pair(r, text, line) || read_interview(r, i, text, line) ||
	    read_poll(r, text, line))
		return;
	line->kind = LINE_TEXT;
	line->by_site = false;
}

struct line *lines_read(struct arena *arena, const struct blocks *blocks, size_t from,
    const struct rules *rules, const struct masks *titles)
{
	size_t n = blocks->all.n;
	enum { SCRATCH_MAX = 16 << 20 };
	struct reading r = {.arena = arena,
	    .blocks = blocks,
	    .rules = rules,
	    .titles = titles,
	    .folded_titles = arena_take(arena, (titles->n + 1) * sizeof *r.folded_titles),
	    .lines = arena_take(arena, (n + 1) * sizeof *r.lines)};
	arena_init(&r.scratch, SCRATCH_MAX);
	for (size_t i = 0; i < titles->n; i++)
		r.folded_titles[i] = text_fold(arena, titles->at[i], false);
	for (size_t i = 0; i < n; i++) {
		if (i < from)
			r.lines[i].kind = LINE_AFTER;
		else
			read_block(&r, i, &r.lines[i]);
		arena_reset(&r.scratch);
	}
	arena_release(&r.scratch);
	return r.lines;
}
