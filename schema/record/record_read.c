/*
 * record_read: one line of JSON as a record, strictly by film-record.schema.json. jansson parses;
 * shape.h's tables say what may stand where. Everything is copied into the arena before jansson's
 * tree goes.
 */
#include "schema/record/shape.h"

#include "schema/record/film_id.h"

#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Where we are, as the message says it: `films[0].credits[2].name`. Names are borrowed from the
 * tables or the line. */
enum { PATH_DEPTH = 16 };
struct reader {
	struct arena *arena;
	struct err *err;
	struct step {
		const char *key; /* NULL for an index */
		size_t index;
	} steps[PATH_DEPTH];
	size_t depth;
};

static int read_object(
    struct reader *reader, const struct shape *shape, json_t *json, char *object, int skip);

static void enter(struct reader *reader, const char *key, size_t index)
{
	if (reader->depth < PATH_DEPTH)
		reader->steps[reader->depth] = (struct step){key, index};
	reader->depth++;
}

static void leave(struct reader *reader)
{
	reader->depth--;
}

/* Refuses the line, with the path to the value. */
static int refuse(struct reader *reader, const char *what)
{
	struct buf path = BUF_INIT(400);
	for (size_t i = 0; i < reader->depth && i < PATH_DEPTH; i++) {
		const struct step *step = &reader->steps[i];
		if (step->key)
			buf_add_format(&path, "%s%s", i ? "." : "", step->key);
		else
			buf_add_format(&path, "[%zu]", step->index);
	}
	int status = err_set(
	    reader->err, EXIT_REFUSED, "%s%s%s", buf_text(&path), reader->depth ? ": " : "", what);
	buf_release(&path);
	return status;
}

static int refuse_form(struct reader *reader, const char *form)
{
	char what[64];
	snprintf(what, sizeof what, "not %s", form);
	return refuse(reader, what);
}

static int read_text(struct reader *reader, const struct field *field, json_t *json, char *object)
{
	if (!json_is_string(json))
		return refuse(reader, "not a text");
	const char *text =
	    arena_copy(reader->arena, json_string_value(json), json_string_length(json));
	if (!*text && field->type != FIELD_BODY)
		return refuse(reader, "an empty text");
	if (field->valid && !field->valid(text))
		return refuse_form(reader, field->form);
	if (field->type == FIELD_ID) {
		const char *scheme = *(const char **)object;
		const char *id = film_id_canonical(reader->arena, scheme, text);
		if (!id || strcmp(id, text) != 0)
			return refuse(reader,
			    film_id_rank(scheme) ? "not an id in canonical form"
						 : "unknown scheme");
	}
	*(const char **)(object + field->offset) = text;
	return 0;
}

static int read_texts(struct reader *reader, json_t *json, text_list *texts)
{
	if (!json_is_array(json))
		return refuse(reader, "not a list");
	size_t i;
	json_t *element;
	json_array_foreach(json, i, element)
	{
		enter(reader, NULL, i);
		if (!json_is_string(element))
			return refuse(reader, "not a text");
		if (!json_string_length(element))
			return refuse(reader, "an empty text");
		*list_add(reader->arena, texts) = arena_copy(
		    reader->arena, json_string_value(element), json_string_length(element));
		leave(reader);
	}
	return 0;
}

/* Numbers: JSON Schema's integer is any number without a fraction. */
static int read_number(struct reader *reader, const struct field *field, json_t *json, char *at)
{
	if (!json_is_number(json))
		return refuse(
		    reader, field->type == FIELD_NUMBER ? "not a number" : "not an integer");
	double value = json_number_value(json);
	if (field->type != FIELD_NUMBER && value != floor(value))
		return refuse(reader, "not an integer");
	if (!isfinite(value) || value < field->min || value > field->max)
		return refuse(reader, "out of range");
	if (field->type == FIELD_NUMBER)
		*(double *)at = value;
	else if (field->type == FIELD_COUNT)
		*(int64_t *)at = json_is_integer(json) ? json_integer_value(json) : (int64_t)value;
	else
		*(int *)at = (int)value;
	return 0;
}

static int read_word(struct reader *reader, const struct field *field, json_t *json, char *at)
{
	if (!json_is_string(json))
		return refuse(reader, "not a text");
	int number = vocab_number(field->vocab, json_string_value(json));
	if (number == 0 || number > field->max)
		return refuse(reader, "not a word of its list");
	*(int *)at = number;
	return 0;
}

static int read_bool(struct reader *reader, json_t *json, char *at)
{
	if (!json_is_boolean(json))
		return refuse(reader, "not true or false");
	*(bool *)at = json_is_true(json);
	return 0;
}

static char *add_element(struct reader *reader, const struct shape *of, struct shape_list *list)
{
	list->at = arena_grow(reader->arena, list->at, list->n, &list->cap, of->size);
	char *element = list->at + of->size * list->n++;
	memset(element, 0, of->size);
	shape_init(of, element);
	return element;
}

static int read_list(
    struct reader *reader, const struct shape *of, json_t *json, struct shape_list *list)
{
	if (!json_is_array(json))
		return refuse(reader, "not a list");
	size_t i;
	json_t *element;
	json_array_foreach(json, i, element)
	{
		enter(reader, NULL, i);
		if (read_object(reader, of, element, add_element(reader, of, list), 0) < 0)
			return -1;
		leave(reader);
	}
	return 0;
}

static int read_value(struct reader *reader, const struct field *field, json_t *json, char *object);

static int read_map(
    struct reader *reader, const struct shape *of, json_t *json, struct shape_list *list)
{
	if (!json_is_object(json))
		return refuse(reader, "not an object");
	const char *key;
	json_t *value;
	json_object_foreach(json, key, value)
	{
		enter(reader, key, 0);
		char *pair = add_element(reader, of, list);
		*(const char **)pair = arena_text(reader->arena, key);
		if (!*key || (of->fields[0].valid && !of->fields[0].valid(key)))
			return refuse(reader, "unknown key");
		if (read_value(reader, &of->fields[1], value, pair) < 0)
			return -1;
		leave(reader);
	}
	return 0;
}

static int read_value(struct reader *reader, const struct field *field, json_t *json, char *object)
{
	char *at = object + field->offset;
	switch (field->type) {
	case FIELD_TEXT:
	case FIELD_BODY:
	case FIELD_ID:
		return read_text(reader, field, json, object);
	case FIELD_INT:
	case FIELD_COUNT:
	case FIELD_NUMBER:
		return read_number(reader, field, json, at);
	case FIELD_BOOL:
		return read_bool(reader, json, at);
	case FIELD_WORD:
		return read_word(reader, field, json, at);
	case FIELD_TEXTS:
		return read_texts(reader, json, (text_list *)at);
	case FIELD_OPTIONAL:
		*(bool *)at = true;
		return read_object(reader, field->of, json, at, 0);
	case FIELD_OBJECT:
		return read_object(reader, field->of, json, at, 0);
	case FIELD_LIST:
		return read_list(reader, field->of, json, (struct shape_list *)at);
	case FIELD_MAP:
		return read_map(reader, field->of, json, (struct shape_list *)at);
	}
	return -1;
}

/* Keys mostly come in the table's order: look from where the last one was found. */
static const struct field *find_field(
    const struct shape *shape, const struct field *from, const char *key)
{
	for (const struct field *field = from; field->key; field++)
		if (strcmp(field->key, key) == 0)
			return field;
	for (const struct field *field = shape->fields; field < from; field++)
		if (strcmp(field->key, key) == 0)
			return field;
	return NULL;
}

static int check_required(struct reader *reader, const struct shape *shape, json_t *json)
{
	for (const struct field *field = shape->fields; field->key; field++) {
		if (field->required && !json_object_get(json, field->key)) {
			enter(reader, field->key, 0);
			return refuse(reader, "missing");
		}
	}
	return 0;
}

/* Reads the keys after the first `skip`, which are the caller's. */
static int read_object(
    struct reader *reader, const struct shape *shape, json_t *json, char *object, int skip)
{
	if (!json_is_object(json))
		return refuse(reader, "not an object");
	const struct field *field = shape->fields;
	const char *key;
	json_t *value;
	json_object_foreach(json, key, value)
	{
		if (skip && (strcmp(key, "record") == 0 || strcmp(key, "version") == 0))
			continue;
		enter(reader, key, 0);
		const struct field *found = find_field(shape, field, key);
		if (!found)
			return refuse(reader, "unknown key");
		if (read_value(reader, found, value, object) < 0)
			return -1;
		field = found + 1;
		leave(reader);
	}
	return check_required(reader, shape, json);
}

static int read_record(struct reader *reader, json_t *json, struct record *record)
{
	if (!json_is_object(json))
		return refuse(reader, "not an object");
	const char *word = json_string_value(json_object_get(json, "record"));
	int kind = vocab_number(&vocab_record, word);
	if (kind == 0) {
		enter(reader, "record", 0);
		return refuse(reader, word ? "not a kind of record" : "missing");
	}
	json_t *version = json_object_get(json, "version");
	if (!json_is_number(version) || json_number_value(version) != 1) {
		enter(reader, "version", 0);
		return refuse(reader, version ? "not a version that is known here" : "missing");
	}
	*record = record_init((enum record_kind)kind);
	return read_object(reader, shape_of_record(record->kind), json, (char *)record, 1);
}

int record_read(
    struct arena *arena, const char *line, size_t n, struct record *record, struct err *err)
{
	struct reader reader = {.arena = arena, .err = err};
	if (n > RECORD_MAX)
		return err_set(err, EXIT_REFUSED, "longer than %d bytes", RECORD_MAX);
	json_error_t why;
	json_set_alloc_funcs(must_malloc, free); /* else what memory fails for is "not JSON" */
	json_t *json = json_loadb(line, n, JSON_REJECT_DUPLICATES, &why);
	if (!json)
		return err_set(
		    err, EXIT_REFUSED, "not JSON: %s at byte %d", why.text, why.position);
	int status = read_record(&reader, json, record);
	json_decref(json);
	return status;
}
