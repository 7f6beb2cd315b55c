/* item: see item.h. */
#include "importers/page/items/item.h"
#include "schema/base/text.h"

#include <string.h>

struct item *item_new(struct arena *arena, struct items *items)
{
	struct item *item = arena_take(arena, sizeof *item);
	*list_add(arena, &items->all) = item;
	return item;
}

const char *item_name(const char *name)
{
	static const char *const addresses[] = {"://schema.org/", "://www.schema.org/"};
	if (text_starts(name, "schema:"))
		return name + strlen("schema:");
	for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++) {
		/* also behind an archive's own address:
		 * https://web.archive.org/web/2020…/http://schema.org/Movie */
		const char *found = strstr(name, addresses[i]);
		if (found) {
			found += strlen(addresses[i]);
			return *found ? found : name;
		}
	}
	return name;
}

static const struct property *exact_property(const struct item *item, const char *name)
{
	list_each (const struct property, property, &item->properties)
		if (strcmp(property->name, name) == 0)
			return property;
	return NULL;
}

const struct property *item_property(const struct item *item, const char *name)
{
	const struct property *exact = exact_property(item, name);
	if (exact)
		return exact;
	list_each (const struct property, property, &item->properties)
		if (ascii_equal(property->name, name))
			return property;
	return NULL;
}

struct value *item_add(struct arena *arena, struct item *item, const char *name)
{
	struct property *property = (struct property *)exact_property(item, name);
	if (!property) {
		if (item->properties.n == ITEM_PROPERTIES_MAX) {
			item->capped = true;
			return arena_take(arena, sizeof(struct value));
		}
		property = list_add(arena, &item->properties);
		property->name = name;
	}
	return list_add(arena, &property->values);
}

void item_add_item(struct arena *arena, struct item *item, const char *name, struct item *value)
{
	item_add(arena, item, name)->item = value;
	value->nested = true;
	if (!value->owner && value != item) {
		value->owner = item;
		value->as = name;
	}
}

static const char *filled(const char *text)
{
	return text && *text ? text : NULL;
}

/* What a value without an item says, or points to. */
static const char *shown(const struct value *value)
{
	return filled(value->label) ? value->label : filled(value->text);
}

/* The first such of a property; items among its values do not count, so that this goes no
 * deeper. */
static const char *plain_text(const struct item *item, const char *name, bool address)
{
	const struct property *property = item_property(item, name);
	if (property)
		list_each (const struct value, value, &property->values) {
			const char *text = address ? filled(value->text) : shown(value);
			if (text)
				return text;
		}
	return NULL;
}

const char *value_text(const struct value *value)
{
	if (!value->item)
		return shown(value);
	const char *name = plain_text(value->item, "name", false);
	name = name ? name : filled(value->item->text);
	return name ? name : value->item->id;
}

const char *value_address(const struct value *value)
{
	if (!value->item)
		return filled(value->text);
	const char *url = plain_text(value->item, "url", true);
	return url ? url : value->item->id;
}

const char *item_text(const struct item *item, const char *name)
{
	const struct property *property = item_property(item, name);
	if (property)
		list_each (const struct value, value, &property->values) {
			const char *text = value_text(value);
			if (text)
				return text;
		}
	return NULL;
}

struct item *item_item(const struct item *item, const char *name)
{
	const struct property *property = item_property(item, name);
	if (property)
		list_each (const struct value, value, &property->values) {
			if (value->item)
				return value->item;
		}
	return NULL;
}

bool item_is(const struct item *item, const char *type)
{
	list_each (const char *, each, &item->types) {
		if (ascii_lower(**each) == ascii_lower(*type) && **each &&
		    strcmp(*each + 1, type + 1) == 0)
			return true;
	}
	return false;
}
