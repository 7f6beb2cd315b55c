/* record_write: a record as one line of JSON. See record.h for the form and shape.h for the
 * keys. */
#include "schema/record/shape.h"

#include "schema/base/json.h"
#include "schema/base/number.h"

#include <assert.h>
#include <math.h>
#include <string.h>

static void write_object(struct buf *buf, const struct shape *shape, const void *object);

static void write_text(struct buf *buf, const char *text)
{
	json_add(buf, text, strlen(text));
}

static void write_number(struct buf *buf, double value)
{
	char text[NUMBER_TEXT];
	buf_add(buf, text, number_shortest(value, text));
}

static void write_texts(struct buf *buf, const text_list *texts)
{
	bool first = true;
	buf_add_char(buf, '[');
	list_each (const char *, text, texts) {
		if (!**text)
			continue;
		if (!first)
			buf_add_char(buf, ',');
		write_text(buf, *text);
		first = false;
	}
	buf_add_char(buf, ']');
}

/* Texts, words and numbers that are unknown are absent: false when there is nothing to write. */
static bool is_there(const struct field *field, const char *at)
{
	switch (field->type) {
	case FIELD_TEXT:
	case FIELD_ID:
		return *(const char *const *)at && **(const char *const *)at;
	case FIELD_BODY:
		return *(const char *const *)at;
	case FIELD_INT:
		return field->always || *(const int *)at != (int)field->otherwise;
	case FIELD_COUNT:
		return *(const int64_t *)at != (int64_t)field->otherwise;
	case FIELD_NUMBER:
		return isfinite(*(const double *)at) &&
		    (field->always || *(const double *)at != field->otherwise);
	case FIELD_BOOL:
		return field->always || *(const bool *)at;
	case FIELD_WORD:
		return *(const int *)at != 0;
	case FIELD_TEXTS:
		list_each (const char *, text, (const text_list *)at)
			if (**text)
				return true;
		return false;
	case FIELD_OBJECT:
		return true;
	case FIELD_OPTIONAL:
		return *(const bool *)at;
	case FIELD_LIST:
		return field->always || field->required || ((const struct shape_list *)at)->n > 0;
	case FIELD_MAP:
		return ((const struct shape_list *)at)->n > 0;
	}
	return false;
}

/* An element that lacks what it must have (a credit without a name) says nothing and is left
 * out. */
static bool is_whole(const struct shape *shape, const char *object)
{
	for (const struct field *field = shape->fields; field->key; field++)
		if (field->required && !is_there(field, object + field->offset))
			return false;
	return true;
}

static void write_list(struct buf *buf, const struct shape *of, const struct shape_list *list)
{
	bool first = true;
	buf_add_char(buf, '[');
	for (size_t i = 0; i < list->n; i++) {
		const char *object = list->at + i * of->size;
		if (!is_whole(of, object))
			continue;
		if (!first)
			buf_add_char(buf, ',');
		write_object(buf, of, object);
		first = false;
	}
	buf_add_char(buf, ']');
}

/* A key that came before is left out: JSON's keys are unique. */
static bool seen_before(const struct shape *of, const struct shape_list *list, size_t i)
{
	const char *key = *(const char *const *)(list->at + i * of->size);
	for (size_t k = 0; k < i; k++)
		if (strcmp(*(const char *const *)(list->at + k * of->size), key) == 0)
			return true;
	return false;
}

static void write_map(struct buf *buf, const struct shape *of, const struct shape_list *list)
{
	const struct field *value = &of->fields[1];
	bool first = true;
	buf_add_char(buf, '{');
	for (size_t i = 0; i < list->n; i++) {
		const char *pair = list->at + i * of->size;
		if (!is_whole(of, pair) || seen_before(of, list, i))
			continue;
		if (!first)
			buf_add_char(buf, ',');
		write_text(buf, *(const char *const *)pair);
		buf_add_char(buf, ':');
		if (value->type == FIELD_WORD)
			write_text(
			    buf, vocab_word(value->vocab, *(const int *)(pair + value->offset)));
		else
			write_text(buf, *(const char *const *)(pair + value->offset));
		first = false;
	}
	buf_add_char(buf, '}');
}

static void write_value(struct buf *buf, const struct field *field, const char *at)
{
	switch (field->type) {
	case FIELD_TEXT:
	case FIELD_ID:
	case FIELD_BODY:
		write_text(buf, *(const char *const *)at);
		break;
	case FIELD_INT:
		buf_add_format(buf, "%d", *(const int *)at);
		break;
	case FIELD_COUNT:
		buf_add_format(buf, "%lld", (long long)*(const int64_t *)at);
		break;
	case FIELD_NUMBER:
		write_number(buf, *(const double *)at);
		break;
	case FIELD_BOOL:
		buf_add_text(buf, *(const bool *)at ? "true" : "false");
		break;
	case FIELD_WORD:
		write_text(buf, vocab_word(field->vocab, *(const int *)at));
		break;
	case FIELD_TEXTS:
		write_texts(buf, (const text_list *)at);
		break;
	case FIELD_OBJECT:
	case FIELD_OPTIONAL:
		write_object(buf, field->of, at);
		break;
	case FIELD_LIST:
		write_list(buf, field->of, (const struct shape_list *)at);
		break;
	case FIELD_MAP:
		write_map(buf, field->of, (const struct shape_list *)at);
		break;
	}
}

static void write_fields(struct buf *buf, const struct shape *shape, const char *object, bool first)
{
	for (const struct field *field = shape->fields; field->key; field++) {
		if (!is_there(field, object + field->offset))
			continue;
		buf_add_text(buf, first ? "\"" : ",\"");
		buf_add_text(buf, field->key);
		buf_add_text(buf, "\":");
		write_value(buf, field, object + field->offset);
		first = false;
	}
}

static void write_object(struct buf *buf, const struct shape *shape, const void *object)
{
	buf_add_char(buf, '{');
	write_fields(buf, shape, object, true);
	buf_add_char(buf, '}');
}

void record_write(struct buf *buf, const struct record *record)
{
	const struct shape *shape = shape_of_record(record->kind);
	assert(shape && is_whole(shape, (const char *)record));
	buf_add_format(
	    buf, "{\"record\":\"%s\",\"version\":1", vocab_word(&vocab_record, (int)record->kind));
	write_fields(buf, shape, (const char *)record, false);
	buf_add_text(buf, "}\n");
}
