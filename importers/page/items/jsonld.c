/*
 * jsonld: JSON-LD scripts → items. Not a JSON-LD processor: nothing is fetched, so a context is
 * followed only where it stands in the page (aliases, prefixes, @vocab) and is otherwise
 * schema.org's.
 */
#include "importers/page/items/item.h"
#include "importers/page/items/jsonld_nodes.h"
#include "schema/base/text.h"

enum {
	VALUES_MAX = 20000 /* of all scripts of a page; up to 700 bytes each, of 16 MB for all */,
	NOTED_MAX = 20
};

struct reader {
	struct jsonld_reader nodes;
	struct record *notices;
	size_t values; /* of the scripts so far */
};

static bool is_blank(const char *text, size_t n)
{
	while (n > 0 && ascii_is_space(text[n - 1]))
		n--;
	return n == 0;
}

/* At least as many as there are values: what begins or follows one is counted in texts as well,
 * since broken JSON does not tell where they end. */
static size_t count_values(const struct script *script)
{
	size_t values = 1;
	for (size_t i = 0; i < script->n; i++) {
		char c = script->text[i];
		values += c == ',' || c == '{' || c == '[';
	}
	return values;
}

/* Many small values take a hundred times their bytes: a script that would cost the whole page its
 * memory is lost alone. */
static struct json_tree *read_tree(
    struct reader *reader, const struct script *script, const char **why)
{
	size_t values = count_values(script);
	if (values > VALUES_MAX - reader->values) {
		*why = arena_format(
		    reader->nodes.arena, "more than %d values on the page", (int)VALUES_MAX);
		return NULL;
	}
	reader->values += values;
	return json_tree_read(
	    reader->nodes.arena, script->text, script->n, &reader->nodes.repairs, why);
}

static void read_script(struct reader *reader, const struct script *script, size_t number)
{
	const char *why = "empty";
	reader->nodes.repairs = 0;
	reader->nodes.place = arena_format(reader->nodes.arena, "script %zu", number);
	struct json_tree *tree =
	    is_blank(script->text, script->n) ? NULL : read_tree(reader, script, &why);
	if (tree && tree->kind != JSON_KIND_LIST && tree->kind != JSON_KIND_MAP) {
		why = "neither an object nor a list";
		tree = NULL;
	}
	if (!tree) {
		record_add_notice(reader->nodes.arena, reader->notices, NOTICE_JSONLD_REFUSED,
		    "%s: %s", reader->nodes.place, why);
		return;
	}
	jsonld_nodes_read(&reader->nodes, tree, NULL);
	if (reader->nodes.repairs)
		record_add_notice(reader->nodes.arena, reader->notices, NOTICE_JSONLD_REPAIRED,
		    "%s: %s", reader->nodes.place,
		    json_repairs_text(reader->nodes.arena, reader->nodes.repairs));
}

/* Says which references of this page nothing on it answers. Addresses elsewhere are no such
 * thing. */
static void note_unresolved(struct reader *reader)
{
	int noted = 0;
	list_each (struct jsonld_id *, each, &reader->nodes.ids.all) {
		const struct jsonld_id *named = *each;
		if (!named->local || named->item->types.n > 0 || named->item->properties.n > 0)
			continue;
		if (noted++ < NOTED_MAX)
			record_add_notice(reader->nodes.arena, reader->notices,
			    NOTICE_ITEM_UNRESOLVED, "@id %s", named->id);
	}
}

void jsonld_read(struct arena *arena, const struct document *document, struct items *items,
    struct record *notices)
{
	struct reader reader = {
	    .nodes = {.arena = arena, .document = document, .items = items}, .notices = notices};
	size_t number = 0;
	list_each (const struct script, script, &document->scripts) {
		if (script->kind == SCRIPT_JSONLD)
			read_script(&reader, script, ++number);
	}
	note_unresolved(&reader);
}
