/* mapping_credits: who made a film, by what its Movie item says in schema.org's terms. */
#include "importers/page/film/mapping.h"
#include "importers/page/film/plain_text.h"
#include "schema/base/text.h"

#include <string.h>

static const struct credit_property {
	const char *name;
	/* of a person or of nothing said; an organization is a company where it may be a writer */
	enum role role;
} credit_properties[] = {{"director", ROLE_DIRECTOR}, {"directors", ROLE_DIRECTOR},
    {"actor", ROLE_ACTOR}, {"actors", ROLE_ACTOR}, {"author", ROLE_WRITER},
    {"creator", ROLE_WRITER}, {"musicBy", ROLE_COMPOSER}, {"producer", ROLE_PRODUCER},
    {"editor", ROLE_EDITOR}, {"productionCompany", ROLE_COMPANY}};

static bool is_organization(const struct item *item)
{
	static const char *const types[] = {"Organization", "Corporation", "NewsMediaOrganization",
	    "LocalBusiness", "OnlineBusiness"};
	for (size_t i = 0; item && i < sizeof types / sizeof *types; i++)
		if (item_is(item, types[i]))
			return true;
	return false;
}

static void add_credit(struct mapping *mapping, struct film *film, enum role role, const char *name,
    const char *character)
{
	int order = 1;
	if (film->credits.n >= MAPPING_LIST)
		return;
	list_each (struct credit, it, &film->credits) {
		if (it->role != role)
			continue;
		if (strcmp(it->name, name) == 0) {
			it->character = it->character ? it->character : character;
			return;
		}
		order++;
	}
	struct credit *credit = film_add_credit(mapping->arena, film, role, name);
	credit->order = order;
	credit->character = character;
	credit->confidence = 1;
}

/* A PerformanceRole holds the person under the same property, and the character. */
static void add_credited(struct mapping *mapping, struct film *film,
    const struct credit_property *property, const struct value *value)
{
	const char *character = NULL;
	if (value->item && item_property(value->item, property->name)) {
		const char *played = item_text(value->item, "characterName");
		character = plain_text(
		    mapping->arena, played ? played : item_text(value->item, "roleName"));
		value = &item_property(value->item, property->name)->values.at[0];
	}
	const char *name = plain_text(mapping->arena, value_text(value));
	if (!name || strstr(name, "://") || *name == '/')
		return;
	bool company = property->role == ROLE_WRITER && is_organization(value->item);
	add_credit(mapping, film, company ? ROLE_COMPANY : property->role, name, character);
}

/* True if each part of the text is a full name, so that "Ann Lee, Bo Ray" is two people and "Ann
 * Lee, Jr." one. */
static bool is_list_of_names(const char *text)
{
	if (!strchr(text, ','))
		return false;
	while (*text) {
		text += strspn(text, " ");
		size_t n = strcspn(text, ",");
		if (!memchr(text, ' ', n))
			return false;
		text += n + (text[n] == ',');
	}
	return true;
}

static void add_credits(struct mapping *mapping, const struct item *item,
    const struct credit_property *credit, struct film *film)
{
	const struct property *property = item_property(item, credit->name);
	for (size_t i = 0; property && i < property->values.n; i++) {
		const struct value *value = &property->values.at[i];
		const char *text = value->item ? NULL : value_text(value);
		if (!text || property->values.n > 1 || !is_list_of_names(text)) {
			add_credited(mapping, film, credit, value);
			continue;
		}
		while (*text) {
			size_t n = strcspn(text, ",");
			const char *name =
			    plain_text(mapping->arena, arena_copy(mapping->arena, text, n));
			if (name)
				add_credit(mapping, film, credit->role, name, NULL);
			text += n + (text[n] == ',');
		}
	}
}

void mapping_credits(struct mapping *mapping, const struct item *item, struct film *film)
{
	for (size_t i = 0; i < sizeof credit_properties / sizeof *credit_properties; i++)
		add_credits(mapping, item, &credit_properties[i], film);
}
