/*
 * film-ratings: tables of ratings and votes become ballots or totals.
 *
 *	film-ratings --voter me letterboxd/ratings.csv | film-load films.db
 */
#include "importers/page/bytes/charset.h"
#include "importers/confine/confined.h"
#include "importers/ratings/map.h"
#include "importers/ratings/reading.h"

#include "schema/base/input.h"
#include "schema/base/number.h"
#include "schema/base/program.h"
#include "schema/base/text.h"
#include "schema/record/film_id.h"

#include <math.h>
#include <string.h>

/* A table that inflates to more times its size is taken for a bomb. */
enum { RATIO_MAX = 200 };
enum { OUT_MOST = 64 << 20, NAMES_MOST = 1 << 20 };

struct ratings_options {
	const char *source, *voter, *film, *title, *choice, *scale;
	int64_t year;
	struct option_list map;
	const char *output, *rejects, *files0_from;
};

#define AT(member) offsetof(struct ratings_options, member)
static const struct option_spec specs[] = {
    {0, "source", "NAME", OPTION_TEXT, AT(source),
	"who collected the votes, instead of the table's own name"},
    {0, "voter", "NAME", OPTION_TEXT, AT(voter),
	"whose votes these are, for a table without voters"},
    {0, "film", "ID", OPTION_TEXT, AT(film), "the film of every row: scheme:id or an address"},
    {0, "title", "TITLE", OPTION_TEXT, AT(title), "the film's title, for every row"},
    {0, "year", "YEAR", OPTION_NUMBER, AT(year), "the film's year, for every row"},
    {0, "choice", "CHOICE", OPTION_TEXT, AT(choice),
	"favorite or unfavorite, for rows that state no choice"},
    {0, "map", "KEY=COLUMN,...", OPTION_LIST, AT(map),
	"which column is the film, title, voter, choice, value, at, ..."},
    {0, "scale", "WORST-BEST", OPTION_TEXT, AT(scale), "the scale of the values, as in 1-10"},
    OPTIONS_OF_FILES(struct ratings_options),
    {0},
};

static const struct program program = {
    .name = "film-ratings",
    .operands = "[FILE …]",
    .purpose = "Turn tables of ratings and votes into ballots or totals.",
    .options = specs,
    .example = "film-ratings --voter me ratings.csv | film-load films.db",
};

/* `1-10`, `0.5-5`, `-1-1`. */
static void read_scale(const char *text, struct described *described)
{
	const char *dash = text && *text ? strchr(text + 1, '-') : NULL;
	described->worst = described->best = NAN;
	if (!text)
		return;
	if (!dash || !number_decimal(text, (size_t)(dash - text), &described->worst) ||
	    !number_decimal(dash + 1, strlen(dash + 1), &described->best) ||
	    described->best <= described->worst)
		program_usage("--scale: \"%s\" is not of the form WORST-BEST, such as 1-10", text);
}

static enum choice read_choice(const char *text)
{
	int choice = vocab_number(&vocab_choice, text);
	if (text && choice != CHOICE_FAVORITE && choice != CHOICE_UNFAVORITE)
		program_usage("--choice: \"%s\" is neither favorite nor unfavorite", text);
	return (enum choice)choice;
}

/* The film in its canonical form. */
static const char *read_film(struct arena *arena, const char *text)
{
	const char *scheme, *id, *colon = text ? strchr(text, ':') : NULL;
	if (!text)
		return NULL;
	if (text_starts(text, "http://") || text_starts(text, "https://"))
		return film_id_from_url(arena, text, &scheme, &id)
		    ? arena_format(arena, "%s:%s", scheme, id)
		    : text;
	scheme = colon ? arena_copy(arena, text, (size_t)(colon - text)) : "";
	id = film_id_rank(scheme) ? film_id_canonical(arena, scheme, colon + 1) : NULL;
	if (!id)
		program_usage(
		    "--film: \"%s\" is neither an address nor an id such as imdb:tt0000042", text);
	return arena_format(arena, "%s:%s", scheme, id);
}

static void check_text(const char *name, const char *text)
{
	if (text && (!*text || !utf8_valid(text, strlen(text))))
		program_usage("--%s: the value is not valid UTF-8", name);
}

static struct constants read_constants(struct arena *arena, const struct ratings_options *options)
{
	check_text("source", options->source);
	check_text("voter", options->voter);
	check_text("title", options->title);
	if (options->year && (options->year < 1870 || options->year > 9999))
		program_usage("--year: %lld is not a year from 1870 on", (long long)options->year);
	return (struct constants){.source = options->source,
	    .voter = options->voter,
	    .film = read_film(arena, options->film),
	    .title = options->title ? text_nfc(arena, options->title) : NULL,
	    .year = (int)options->year,
	    .choice = read_choice(options->choice)};
}

static struct described read_described(
    struct arena *arena, const struct ratings_options *options, const char *names[COLUMNS])
{
	struct err err = {0};
	struct described described = {.map = options->map.n ? names : NULL,
	    .has_film = options->film || options->title,
	    .has_voter = options->voter,
	    .has_choice = options->choice};
	for (size_t i = 0; i < options->map.n; i++)
		if (map_read(arena, options->map.at[i], names, &err) < 0)
			program_usage("%s", err.text);
	read_scale(options->scale, &described);
	return described;
}

/* One table, read in a process of its own. */
struct one {
	struct reading *reading;
	struct input *input;
};

static int read_table(void *context, struct err *err)
{
	struct one *one = context;
	return reading_table(one->reading, one->input, err);
}

static int read_operand(struct reading *reading, const char *name, struct err *err)
{
	static const struct input_options unpack = {.gzip = true, .max_ratio = RATIO_MAX};
	struct err why = {0};
	struct one one = {reading, input_open(name, unpack, &why)};
	if (!one.input) {
		ledger_refuse(reading->ledger, name, NULL, why.text, NULL, 0);
		return 0;
	}
	struct confined confined = {
	    reading->output, reading->ledger, &reading->written, sizeof reading->written};
	int status = confined_run(&confined, input_name(one.input), read_table, &one, err);
	if ((unsigned)reading->written > TABLE_TOTALS)
		reading->written = TABLE_NONE;
	input_close(one.input);
	return status;
}

/* Reads every operand; -1 when the output or the list of names fails. */
static int read_all(struct reading *reading, char **argv, const char *files0_from, struct err *err)
{
	struct operands operands;
	const char *name;
	int status = 0;
	if (operands_open(&operands, argv, files0_from, err) < 0)
		return -1;
	while (status == 0 && (name = operands_next(&operands, err)))
		status = read_operand(reading, name, err);
	operands_close(&operands);
	return status < 0 || err->status ? -1 : 0;
}

static int run(char **argv, const struct ratings_options *options, struct reading *reading)
{
	struct ledger ledger;
	struct output output;
	struct err err = {0};
	if (ledger_open(&ledger, "rows", options->rejects, &err) < 0 ||
	    output_open(&output, options->output, &err) < 0) {
		message_err(&err);
		return message_status();
	}
	reading->ledger = &ledger;
	reading->output = &output;
	if (read_all(reading, argv, options->files0_from, &err) < 0) {
		message_err(&err);
		output_abandon(&output);
		return message_status();
	}
	if (output_commit(&output, &err) < 0 || ledger_close(&ledger, NULL, &err) < 0)
		message_err(&err);
	return message_status();
}

int main(int argc, char **argv)
{
	struct ratings_options options = {0};
	struct arena arena;
	const char *names[COLUMNS] = {NULL};
	char **operands = program_start(&program, argc, argv, &options);
	arena_init(&arena, NAMES_MOST);
	charset_start();
	struct constants constants = read_constants(&arena, &options);
	struct described described = read_described(&arena, &options, names);
	struct reading reading = {
	    .described = &described, .constants = &constants, .out = BUF_INIT(OUT_MOST)};
	int status = run(operands, &options, &reading);
	arena_release(&arena);
	return status;
}
