/* record: empty values and the helpers that fill records. The line form is in record_write.c and
 * record_read.c. */
#include "schema/record/record.h"
#include "schema/record/shape.h"

#include "schema/base/text.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct film film_init(void)
{
	return (struct film){0};
}

struct tally tally_init(enum target target, enum layer layer)
{
	return (struct tally){.target = target,
	    .layer = layer,
	    .value = NAN,
	    .best = NAN,
	    .worst = NAN,
	    .ratings = -1,
	    .reviews = -1,
	    .likes = -1,
	    .dislikes = -1};
}

struct review review_init(void)
{
	return (struct review){.value = NAN, .best = NAN, .worst = NAN};
}

struct record record_init(enum record_kind kind)
{
	struct record record = {.kind = kind, .comments = {.count = -1}};
	if (kind == RECORD_PAGE)
		record.page.status = STATUS_COMPLETE;
	if (kind == RECORD_COMMENTS)
		record.comments.known = true;
	return record;
}

void film_add_title(struct arena *arena, struct film *film, const char *text, enum title_kind kind)
{
	*list_add(arena, &film->titles) =
	    (struct title){.text = text, .kind = kind, .script = text_script(text)};
}

struct credit *film_add_credit(
    struct arena *arena, struct film *film, enum role role, const char *name)
{
	int order = 1;
	list_each (struct credit, other, &film->credits)
		order += other->role == role;
	struct credit *credit = list_add(arena, &film->credits);
	*credit = (struct credit){.role = role, .name = name, .order = order, .confidence = 1};
	return credit;
}

bool film_add_id(struct arena *arena, struct film *film, const char *scheme, const char *id)
{
	list_each (struct film_id, other, &film->ids)
		if (strcmp(other->scheme, scheme) == 0)
			return strcmp(other->id, id) == 0;
	*list_add(arena, &film->ids) = (struct film_id){.scheme = scheme, .id = id};
	return true;
}

void film_set_layer(struct arena *arena, struct film *film, const char *field, enum layer layer)
{
	list_each (struct field_layer, set, &film->layers) {
		if (strcmp(set->field, field) == 0) {
			set->layer = layer;
			return;
		}
	}
	*list_add(arena, &film->layers) = (struct field_layer){.field = field, .layer = layer};
}

void record_add_notice(
    struct arena *arena, struct record *record, enum notice_code code, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	int n = vsnprintf(NULL, 0, format, args);
	va_end(args);
	char *detail = arena_take(arena, (size_t)n + 1);
	va_start(args, format);
	vsnprintf(detail, (size_t)n + 1, format, args);
	va_end(args);
	*list_add(arena, &record->notices) = (struct notice){.code = code, .detail = detail};
}

void record_add_missing(
    struct arena *arena, struct record *record, const char *path, enum missing why)
{
	list_each (struct missing_field, other, &record->missing) {
		if (strcmp(other->path, path) == 0) {
			other->why = why;
			return;
		}
	}
	*list_add(arena, &record->missing) = (struct missing_field){.path = path, .why = why};
}
