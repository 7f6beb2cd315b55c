/*
 * element: what the elements of feeds mean, as one table over namespace, name and place. Only
 * reader.c uses it.
 */
#ifndef FILMTALLY_IMPORTERS_FEED_ELEMENT_H
#define FILMTALLY_IMPORTERS_FEED_ELEMENT_H

#include "importers/feed/entry.h"
#include "importers/feed/xml.h"

enum space {
	SPACE_OTHER,
	SPACE_PLAIN, /* Atom, RSS in all its versions, or none */
	SPACE_CONTENT,
	SPACE_DC,
	SPACE_SLASH,
	SPACE_WORDPRESS,
	SPACE_THREAD,
	SPACE_GOOGLE,
	SPACE_BLOGGER,
	SPACE_APP,
	SPACE_SEARCH,
	SPACE_FEEDBURNER,
	SPACE_LETTERBOXD,
	SPACE_TMDB
};

/* Where an element stands. */
enum where {
	WHERE_OUTSIDE = 1,
	WHERE_FEED = 2,
	WHERE_ENTRY = 4,
	WHERE_AUTHOR = 8,     /* of the feed or the entry */
	WHERE_COMMENT = 16,   /* wp:comment */
	WHERE_WP_AUTHOR = 32, /* wp:author */
	WHERE_IGNORED = 64
};

/* The namespace by its address, or by its usual prefix where the feed forgot to bind it. */
enum space element_space(const struct xml_name *name);

/* The text that an element of that name gives in that place; ENTRY_NONE for none. */
enum entry_text element_text(enum space space, const char *name, enum where where);

#endif
