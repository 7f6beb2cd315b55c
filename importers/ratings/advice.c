/* advice: see advice.h. */
#include "importers/ratings/advice.h"

#include "importers/ratings/header.h"
#include "schema/base/text.h"

#include <math.h>
#include <string.h>

static void add_quoted(struct buf *buf, const char *text)
{
	buf_add_char(buf, '\'');
	for (; *text; text++)
		buf_add(buf, *text == '\'' ? "'\\''" : text, *text == '\'' ? 4 : 1);
	buf_add_char(buf, '\'');
}

/* One word of a shell's command line. */
static void add_word(struct buf *buf, const char *text)
{
	if (*text && !text[strcspn(text, " \t\n\"'\\$`&|;<>()*?[]#~!{}")])
		buf_add_text(buf, text);
	else
		add_quoted(buf, text);
}

static const char *kept(struct arena *arena, struct buf *line)
{
	const char *text = arena_text(arena, buf_text(line));
	buf_release(line);
	return text;
}

/* ---- a header that is there ---- */

static void add_column(struct arena *arena, struct buf *map, enum column column, int at,
    const struct csv_field *header)
{
	if (map->n)
		buf_add_char(map, ',');
	buf_add_format(map, "%s=%s", layout_keys[column],
	    at < 0 ? "COL" : text_repair(arena, header[at].at, header[at].n, NULL, NULL));
}

/* The columns of an unknown header, or -1. */
struct guess {
	int film, title, voter, choice, value, at;
};

static struct guess guess_columns(char **names, size_t n)
{
	struct guess guess = {.film = header_find(names, n, layout_form[COLUMN_FILM]),
	    .title = header_find(names, n, layout_form[COLUMN_TITLE]),
	    .voter = header_find(names, n, layout_form[COLUMN_VOTER]),
	    .choice = header_find(names, n, layout_form[COLUMN_CHOICE]),
	    .value = header_find(names, n, layout_table[COLUMN_VALUE]),
	    .at = header_find(names, n, layout_form[COLUMN_AT])};
	header_part_title_and_choice(
	    names, n, layout_form[COLUMN_CHOICE], &guess.title, &guess.choice);
	/* Each answer of a form is one reader's, and its time tells it from the others. */
	if (guess.voter < 0 && guess.choice >= 0)
		guess.voter = guess.at;
	return guess;
}

/* What --map would have to say of this header. */
static void add_map(struct arena *arena, struct buf *line, const struct described *described,
    const struct csv_field *header, size_t n, char **names)
{
	struct buf map = BUF_INIT(4096);
	struct guess guess = guess_columns(names, n);
	/* A form may be of one film, which those who made it know. */
	bool has_film = guess.film >= 0 || guess.title >= 0 || guess.choice < 0;
	if (!described->has_film && has_film)
		add_column(arena, &map, guess.film >= 0 ? COLUMN_FILM : COLUMN_TITLE,
		    guess.film >= 0 ? guess.film : guess.title, header);
	if (guess.voter >= 0 && !described->has_voter)
		add_column(arena, &map, COLUMN_VOTER, guess.voter, header);
	if (guess.choice >= 0)
		add_column(arena, &map, COLUMN_CHOICE, guess.choice, header);
	else
		add_column(arena, &map, COLUMN_VALUE, guess.value, header);
	if (guess.at >= 0)
		add_column(arena, &map, COLUMN_AT, guess.at, header);
	if (!has_film && !described->has_film)
		buf_add_text(line, " --title TITLE");
	buf_add_text(line, " --map ");
	add_word(line, buf_text(&map));
	if (guess.choice < 0 && isnan(described->best))
		buf_add_text(line, " --scale 1-10");
	if (guess.voter < 0)
		buf_add_text(line, " --voter NAME");
	buf_release(&map);
}

const char *advice_for_header(struct arena *arena, const struct described *described,
    const struct csv_field *header, size_t n, const char *file)
{
	struct buf line = BUF_INIT(8192);
	struct plan plan = {.fields = n};
	char **names = header_names(arena, header, n);
	unsigned votes = COLUMN_BIT(CHOICE) | COLUMN_BIT(VALUE) | COLUMN_BIT(LIKE) |
	    COLUMN_BIT(VOTES) | COLUMN_BIT(FAVORITE);
	buf_add_text(&line, "film-ratings");
	if (!described->map && plan_find_layout(names, n, &plan) && (plan_columns(&plan) & votes) &&
	    (described->has_film ||
		(plan_columns(&plan) & (COLUMN_BIT(FILM) | COLUMN_BIT(TITLE)))) &&
	    strcmp(plan.name, "form") != 0) {
		if (isnan(plan.best) && isnan(described->best) && plan.at[COLUMN_VALUE] >= 0)
			buf_add_text(&line, " --scale 1-10");
		if (plan.at[COLUMN_VOTER] < 0)
			buf_add_text(&line, " --voter NAME");
	} else if (plan.name && strcmp(plan.name, "letterboxd") == 0) {
		buf_add_text(&line, " --choice favorite --voter NAME");
	} else {
		add_map(arena, &line, described, header, n, names);
	}
	buf_add_char(&line, ' ');
	add_word(&line, file);
	return kept(arena, &line);
}

/* ---- no header ---- */

/* Four columns with a time in the last are most often MovieLens'. */
static bool looks_like_movielens(const struct csv_field *fields, size_t n)
{
	return n == 4 && fields[3].n >= 9 && strspn(fields[3].at, "0123456789") == fields[3].n;
}

static void add_names(struct buf *line, size_t n, bool movielens, char delimiter)
{
	static const char *const names[] = {"userId", "movieId", "rating", "timestamp"};
	const char *between = delimiter == '\t' ? "\\t" : delimiter == ';' ? ";" : ",";
	for (size_t i = 0; i < n; i++) {
		buf_add_text(line, i ? between : "");
		if (movielens)
			buf_add_text(line, names[i]);
		else
			buf_add_format(line, "NAME%zu", i + 1);
	}
}

const char *advice_without_header(
    struct arena *arena, const struct csv_field *fields, size_t n, char delimiter, const char *file)
{
	struct buf line = BUF_INIT(8192);
	bool movielens = looks_like_movielens(fields, n);
	buf_add_text(&line, "no header: give it one, as in { printf '");
	add_names(&line, n, movielens, delimiter);
	buf_add_text(&line, "\\n'; cat ");
	add_quoted(&line, file);
	buf_add_text(&line, "; } | film-ratings");
	if (!movielens)
		buf_add_text(&line, " --map title=NAME,value=NAME --scale 1-10 --voter NAME");
	return kept(arena, &line);
}

const char *advice_for_double_colons(
    struct arena *arena, const struct csv_field *fields, const char *file)
{
	struct buf line = BUF_INIT(8192);
	bool headless = ascii_is_digit(fields[0].at[0]);
	buf_add_text(&line, "columns parted by two colons: try ");
	if (headless)
		buf_add_text(&line, "{ printf 'userId\\tmovieId\\trating\\ttimestamp\\n'; ");
	buf_add_text(&line, "sed 's/::/\\t/g' ");
	add_quoted(&line, file);
	buf_add_text(&line, headless ? "; } | film-ratings" : " | film-ratings");
	return kept(arena, &line);
}
