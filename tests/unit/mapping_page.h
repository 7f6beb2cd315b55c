/*
 * mapping_page: a page in all syntaxes, as the unit tests of the mapping read it.
 */
#ifndef FILMTALLY_TESTS_UNIT_MAPPING_PAGE_H
#define FILMTALLY_TESTS_UNIT_MAPPING_PAGE_H

#include "importers/page/film/claim.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

static struct arena arena;
static struct claims claims;
static struct record record;

/* Reads a page in all three syntaxes and OpenGraph; returns the film of the first claim, or
 * NULL. */
__attribute__((unused)) static const struct film *read_page(const char *html, const char *url)
{
	const struct document *document = document_parse(&arena, html, strlen(html), url, true);
	struct items jsonld = {.layer = LAYER_JSONLD}, microdata = {.layer = LAYER_MICRODATA},
		     rdfa = {.layer = LAYER_RDFA};
	struct head head;
	head_read(&arena, document, &head);
	claims = (struct claims){0};
	record = record_init(RECORD_PAGE);
	record.page.retrieved_at = "2024-03-01T00:00:00Z";
	jsonld_read(&arena, document, &jsonld, &record);
	microdata_read(&arena, document, &microdata, &record);
	rdfa_read(&arena, document, &rdfa);
	mapping_read(&arena, &jsonld, &head, &claims, &record);
	mapping_read(&arena, &microdata, &head, &claims, &record);
	mapping_read(&arena, &rdfa, &head, &claims, &record);
	opengraph_read(&arena, &head, &claims, &record);
	return claims.all.n ? &claims.all.at[0].film : NULL;
}

__attribute__((unused)) static const struct film *jsonld(const char *script)
{
	return read_page(arena_format(&arena,
			     "<html><head><script "
			     "type=\"application/ld+json\">%s</script></head><body></body></html>",
			     script),
	    NULL);
}

/* A Movie named Harbour with these further members. */
__attribute__((unused)) static const struct film *movie(const char *members)
{
	return jsonld(
	    arena_format(&arena, "{\"@type\":\"Movie\",\"name\":\"Harbour\",%s}", members));
}

__attribute__((unused)) static bool noted(enum notice_code code)
{
	list_each (const struct notice, notice, &record.notices)
		if (notice->code == code)
			return true;
	return false;
}

__attribute__((unused)) static int start(void **state)
{
	(void)state;
	arena_init(&arena, 1 << 30);
	document_start();
	return 0;
}

__attribute__((unused)) static int forget(void **state)
{
	(void)state;
	arena_reset(&arena);
	return 0;
}

#define CLAIM(test) cmocka_unit_test_teardown(test, forget)

#endif
