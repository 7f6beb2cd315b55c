/*
 * claim: what one layer says of one film, as data fusion uses the word: a source's statement, kept
 * beside those of others until one is chosen. A layer is a kind of source within the page
 * (structured data, OpenGraph, the site's profile, labels, prose), by how far it can be trusted.
 * Every extractor adds its own claims; layers.h then picks, per field, the best layer's and makes
 * the record's films of them.
 */
#ifndef FILMTALLY_IMPORTERS_PAGE_FILM_CLAIM_H
#define FILMTALLY_IMPORTERS_PAGE_FILM_CLAIM_H

#include "importers/page/document/head.h"
#include "importers/page/items/item.h"
#include "schema/record/record.h"

struct claim {
	struct film film; /* only the fields that this layer has; film_init() values elsewhere */
	enum layer layer;
	const char *rule;  /* for --explain: "Movie item", "label `Directed by`" */
	const char *place; /* for --explain: where on the page */
	const char *key;   /* what the claims of one film share: its id or address; NULL unknown */
	bool main; /* the page is about this film (mainEntity, the only Movie, the post's own) */
	/* and says so itself, by address, title or og:type: other films that it shows are
	 * mentions */
	bool stated;
};

struct claims {
	LIST_OF(struct claim) all;
	/* members write on the page: only what is signed by the site is the site's verdict */
	bool of_members;
	/* Facts of the page rather than of a film, by whoever knows them; NULL when nobody does. */
	const char *page_title, *page_author, *page_publisher, *page_site, *page_published_at,
	    *page_language;
};

/* Items → films, verdicts, tallies, reviews, page facts. `record` gets notices. (mapping.c) */
void mapping_read(struct arena *arena, const struct items *items, const struct head *head,
    struct claims *claims, struct record *record);

/* OpenGraph and plain <meta>/<title>/<link rel=canonical>/<html lang>. (opengraph.c) */
void opengraph_read(struct arena *arena, const struct head *head, struct claims *claims,
    const struct record *record);

#endif
