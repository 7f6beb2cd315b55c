/* columns: which columns an answer has. */
#include "exporters/votes/columns.h"

#include "exporters/votes/column_table.h"
#include "exporters/votes/dimension.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static bool is_shown(const struct question *question, enum shown shown)
{
	switch (shown) {
	case SHOWN_ALWAYS:
		return true;
	case SHOWN_BY_FILM:
		return question_is_by_film(question);
	case SHOWN_BY_GROUP:
		return !question_is_by_film(question);
	case SHOWN_COUNT_RATINGS:
		return question->count_ratings;
	case SHOWN_SINCE:
		return question->since != NO_TIME;
	case SHOWN_FLAGS:
		return question->flags;
	case SHOWN_DISTRIBUTION:
		return question->distribution;
	case SHOWN_SUPPRESS:
		return question->suppress > 0;
	}
	return false;
}

/* Labels stand before the table's columns: `which` is all_columns_n + the group's number. */
static void add_labels(struct columns *columns)
{
	for (size_t i = 0; i < columns->question->groups; i++) {
		const struct dimension_spec *dimension = &dimensions[columns->question->by[i]];
		columns->which[columns->n] = all_columns_n + i;
		columns->shown[columns->n++] =
		    (struct row_column){dimension->name, dimension->type, dimension->label};
		if (columns->question->by[i] != BY_FILM)
			continue;
		columns->which[columns->n] = 1;
		columns->shown[columns->n++] = all_columns[1].row;
	}
}

void columns_choose(
    struct columns *columns, const struct question *question, const struct priors *priors)
{
	*columns = (struct columns){.question = question, .priors = *priors};
	if (!question_is_by_film(question))
		add_labels(columns);
	for (size_t i = 0; i < all_columns_n; i++) {
		if (!is_shown(question, all_columns[i].shown))
			continue;
		columns->which[columns->n] = i;
		columns->shown[columns->n++] = all_columns[i].row;
	}
}

int columns_find(const struct columns *columns, const char *name)
{
	for (size_t i = 0; i < columns->n; i++) {
		if (strcmp(columns->shown[i].name, name) == 0)
			return (int)i;
	}
	return -1;
}

const char *columns_list(const struct columns *columns, char *out, size_t max)
{
	size_t at = 0;

	out[0] = '\0';
	for (size_t i = 0; i < columns->n && at < max; i++)
		at += (size_t)snprintf(
		    out + at, max - at, "%s%s", i ? ", " : "", columns->shown[i].name);
	return out;
}

bool columns_is_count(const struct columns *columns, size_t column)
{
	size_t which = columns->which[column];

	return which < all_columns_n && all_columns[which].is_count;
}

static struct value label_value(const struct columns *columns, const struct group *group, size_t i)
{
	const struct label *label = &group->labels[i];

	switch (dimensions[columns->question->by[i]].type) {
	case ROW_INTEGER:
		return isnan(label->number) ? value_none() : value_integer((int64_t)label->number);
	case ROW_NUMBER:
		return value_decimal(label->number);
	default:
		return value_text(label->text);
	}
}

void columns_values(const struct columns *columns, const struct group *group, struct arena *arena,
    struct value *row)
{
	struct context of = {columns, group, arena};

	for (size_t i = 0; i < columns->n; i++) {
		size_t which = columns->which[i];
		row[i] = which < all_columns_n ? all_columns[which].value(&of)
					       : label_value(columns, group, which - all_columns_n);
	}
}
