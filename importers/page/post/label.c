/* label: see label.h. */
#include "importers/page/post/label.h"

#include "importers/page/film/field.h"
#include "importers/page/post/post_claim.h"

#include <string.h>

static const double CONFIDENCE_UNLABELLED = 0.6, CONFIDENCE_STRAY = 0.4;

enum { VALUE_BYTES = 80, RUN_MAX = 5000, LABELS_MAX = 1000, SCRATCH_MAX = 16 << 20 };

static bool is_value(struct post *post, size_t i, int field)
{
	if (i >= post->blocks->all.n || post->lines[i].kind != LINE_TEXT ||
	    !*post_block(post, i)->text)
		return false;
	const char *text = post_block(post, i)->text;
	size_t n = strlen(text);
	if (field >= FIELD_CREDIT) {
		struct film tried = film_init();
		arena_reset(&post->scratch);
		return field_add(&post->scratch, &tried, field, text, post->year_max);
	}
	return n <= VALUE_BYTES && !strchr(".!?", text[n - 1]);
}

/* How many values follow one another from i on, none after a larger gap than the one before the
 * second (or, with only one, than `limit`). */
static size_t run_length(struct post *post, size_t i, int field, int limit)
{
	size_t n = 0;
	while (n < RUN_MAX && is_value(post, i + n, field) &&
	    (n == 0 || post_block(post, i + n)->gap <= limit)) {
		if (n == 1)
			limit = post_block(post, i + n)->gap;
		n++;
	}
	return n;
}

/* A film's year is the heading's: a release date may be another country's. */
static void keep_heading_year(const struct post *post, struct film *film, int field)
{
	if (field == FIELD_RELEASED && post->year)
		film->year = 0;
}

static void add_run(
    struct post *post, struct claim *claim, int field, size_t from, size_t n, double confidence)
{
	for (size_t i = from; i < from + n; i++) {
		size_t before = claim->film.credits.n;
		field_add(
		    post->arena, &claim->film, field, post_block(post, i)->text, post->year_max);
		for (size_t k = before; k < claim->film.credits.n; k++)
			if (claim->film.credits.at[k].confidence > confidence)
				claim->film.credits.at[k].confidence = confidence;
	}
	keep_heading_year(post, &claim->film, field);
}

static enum layer label_layer(const struct line *line)
{
	return line->by_site ? LAYER_PROFILE : LAYER_LABELS;
}

static bool has_cast_label(const struct post *post)
{
	for (size_t i = 0; i < post->blocks->all.n; i++)
		if ((post->lines[i].kind == LINE_LABEL || post->lines[i].kind == LINE_PAIR) &&
		    post->lines[i].field == FIELD_CREDIT + ROLE_ACTOR)
			return true;
	return false;
}

/* The names after a larger gap. One alone is taken for a late value of the label. */
static size_t read_unlabelled(struct post *post, const struct line *label, size_t from)
{
	int field = FIELD_CREDIT + ROLE_ACTOR;
	size_t n = run_length(post, from, field,
	    from + 1 < post->blocks->all.n ? post_block(post, from + 1)->gap : 0);
	if (n == 0)
		return 0;
	bool cast = n > 1 && !has_cast_label(post);
	if (!cast)
		field = n == 1 ? label->field : FIELD_CREDIT + ROLE_OTHER;
	struct claim *claim = post_claim(post, LAYER_LABELS,
	    cast ? "names after a larger gap: cast" : "names without a label", from);
	add_run(post, claim, field, from, n, cast ? CONFIDENCE_UNLABELLED : CONFIDENCE_STRAY);
	return n;
}

static size_t read_label(struct post *post, size_t i)
{
	const struct line *line = &post->lines[i];
	if (line->field == FIELD_CHOICE || line->field == FIELD_TRAILERS)
		return 1; /* opinion.c and trailer.c read these */
	size_t from = i + 1;
	if (from >= post->blocks->all.n)
		return 1;
	size_t n = run_length(post, from, line->field, post_block(post, from)->gap);
	if (n == 0)
		return 1;
	struct claim *claim = post_claim(
	    post, label_layer(line), arena_format(post->arena, "label `%s`", line->rule), from);
	add_run(post, claim, line->field, from, n, 1);
	if (line->field >= FIELD_CREDIT)
		n += read_unlabelled(post, line, from + n);
	return 1 + n;
}

static void read_pair(struct post *post, size_t i)
{
	const struct line *line = &post->lines[i];
	struct film film = film_init();
	if (line->field == FIELD_CHOICE || line->field == FIELD_TRAILERS || line->field == FIELD_ID)
		return;
	if (!field_add(post->arena, &film, line->field, line->value, post->year_max))
		return;
	keep_heading_year(post, &film, line->field);
	struct claim *claim = post_claim(
	    post, label_layer(line), arena_format(post->arena, "label `%s:`", line->rule), i);
	claim->film = film;
}

static void read_all(struct post *post)
{
	size_t labels = 0;
	for (size_t i = 0; i < post->blocks->all.n;) {
		size_t used = 1;
		enum line_kind kind = post->lines[i].kind;
		labels += kind == LINE_LABEL || kind == LINE_PAIR;
		if (labels > LABELS_MAX) {
			post->record->page.status = STATUS_PARTIAL;
			record_add_notice(post->arena, post->record, NOTICE_FIELD_CUT,
			    "labels after the first %d", LABELS_MAX);
			return;
		}
		if (kind == LINE_LABEL)
			used = read_label(post, i);
		else if (kind == LINE_PAIR)
			read_pair(post, i);
		i += used;
	}
}

void labels_read(struct post *post)
{
	arena_init(&post->scratch, SCRATCH_MAX);
	read_all(post);
	arena_release(&post->scratch);
}
