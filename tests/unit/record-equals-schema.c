/*
 * The word lists and the shapes in C are those of film-record.schema.json: the same words in the
 * same order, the same keys in the same order, the same keys required. Run from the project's root.
 */
#include "schema/record/shape.h"

#include <jansson.h>
#include <stdarg.h>
#include <setjmp.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

static json_t *schema, *definitions;

static int setup(void **state)
{
	(void)state;
	schema =
	    json_load_file("schema/record/film-record.schema.json", JSON_REJECT_DUPLICATES, NULL);
	definitions = json_object_get(schema, "$defs");
	return definitions ? 0 : -1;
}

static int teardown(void **state)
{
	(void)state;
	json_decref(schema);
	return 0;
}

static void vocab_equals_schema(void **state)
{
	static const struct vocab *const all[] = {&vocab_choice, &vocab_title_kind, &vocab_role,
	    &vocab_layer, &vocab_rule, &vocab_target, &vocab_status, &vocab_missing, &vocab_notice};
	(void)state;
	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		const struct vocab *vocab = all[i];
		json_t *words = json_object_get(json_object_get(definitions, vocab->name), "enum");
		assert_int_equal(json_array_size(words), vocab->n - 1);
		for (size_t w = 1; w < vocab->n; w++)
			assert_string_equal(
			    json_string_value(json_array_get(words, w - 1)), vocab->words[w]);
	}
}

static bool is_required(json_t *definition, const char *key)
{
	size_t i;
	json_t *word;
	json_array_foreach(json_object_get(definition, "required"), i, word)
	{
		if (strcmp(json_string_value(word), key) == 0)
			return true;
	}
	return false;
}

/* Descends into every shape: the tables are finite and refer only to tables above them. */
static void compare(const struct shape *shape, size_t skip)
{
	json_t *definition = json_object_get(definitions, shape->name);
	const struct field *field = shape->fields;
	const char *key;
	json_t *value;
	json_object_foreach(json_object_get(definition, "properties"), key, value)
	{
		if (skip > 0) {
			skip--;
			continue;
		}
		assert_non_null(field->key);
		assert_string_equal(key, field->key);
		assert_int_equal(is_required(definition, key), field->required);
		if (field->of && field->type != FIELD_MAP)
			compare(field->of, 0);
		field++;
	}
	assert_null(field->key);
}

static void shapes_equal_schema(void **state)
{
	(void)state;
	compare(shape_of_record(RECORD_PAGE), 2);
	compare(shape_of_record(RECORD_COMMENTS), 2);
	compare(shape_of_record(RECORD_FILMS), 2);
}

static void layers_name_every_field_of_a_film(void **state)
{
	(void)state;
	json_t *properties = json_object_get(json_object_get(definitions, "film"), "properties");
	json_t *layers = json_object_get(properties, "layers");
	json_t *names = json_object_get(json_object_get(layers, "propertyNames"), "enum");
	size_t i = 0;
	const char *key;
	json_t *value;
	json_object_foreach(properties, key, value)
	{
		if (value != layers)
			assert_string_equal(json_string_value(json_array_get(names, i++)), key);
	}
	assert_int_equal(i, json_array_size(names));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(vocab_equals_schema),
	    cmocka_unit_test(shapes_equal_schema),
	    cmocka_unit_test(layers_name_every_field_of_a_film),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
