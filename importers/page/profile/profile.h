/*
 * profile: a site described by data. An INI file says how to recognise the site and which headings,
 * labels and selectors mean which field; a new site needs no C. film-page.1 and the shipped files
 * in importers/profiles explain the format.
 *
 * Profiles are found in $FILMTALLY_PROFILES, else in importers/profiles of the source tree that the
 * program was built in, else in the installed share/filmtally/profiles. general.ini is compiled in:
 * its rules hold on every page, and a site's profile goes before them.
 */
#ifndef FILMTALLY_IMPORTERS_PAGE_PROFILE_PROFILE_H
#define FILMTALLY_IMPORTERS_PAGE_PROFILE_PROFILE_H

#include "importers/page/document/document.h"
#include "importers/page/profile/phrases.h"
#include "importers/page/tree/mask.h"
#include "importers/page/tree/selector.h"
#include "schema/base/message.h"
#include "schema/record/record.h"

#include <stdint.h>

/* What a label or a selector gives. The roles of credits are fields too. */
enum field {
	FIELD_NONE,
	FIELD_TITLE,
	FIELD_ORIGINAL_TITLE,
	FIELD_ROMANISED_TITLE,
	FIELD_AKA,
	FIELD_YEAR,
	FIELD_RELEASED,
	FIELD_RUNTIME,
	FIELD_GENRES,
	FIELD_COUNTRIES,
	FIELD_ORIGIN, /* countries, year and running time on one line */
	FIELD_LANGUAGES,
	FIELD_SYNOPSIS,
	FIELD_DESCRIPTION,
	FIELD_TRAILERS,
	FIELD_ID,     /* an address of the film on a site that film_id.h knows */
	FIELD_CHOICE, /* the site's own verdict */
	FIELD_PUBLISHER,
	FIELD_OTHER_WORK, /* of labels: what series, games and albums have, and films don't */
	FIELD_CREDIT      /* + enum role */
};

/* A line of its own that opens a part of the page. */
enum section {
	SECTION_NONE,
	SECTION_SYNOPSIS,
	SECTION_DESCRIPTION,
	SECTION_INTERVIEW,
	SECTION_CREDITS,
	SECTION_TRAILER,
	SECTION_CHOICE,
	SECTION_END /* nothing after it is about the film */
};

/* Parts of the page that selectors point to. */
enum part {
	PART_POST, /* one post, with its heading and footer */
	PART_BODY, /* what its author wrote, within the post */
	PART_TITLE,
	PART_PERMALINK, /* its href */
	PART_DATE,      /* its title, datetime or content, else its text when that is ISO 8601 */
	PART_AUTHOR,
	PART_LABELS,
	PART_COMMENTS, /* on an index: how many comments the post has, in words */
	PART_OUTSIDE,  /* what says nothing on the film, wherever it stands */
	PART_COUNT
};

/* One way to reach a value in the tree. */
struct reach {
	struct selector *selector;
	struct mask_key key;   /* where it can match (mask.h) */
	const char *attribute; /* NULL: the element's text */
	const char *after;     /* only what stands after these words; NULL: all of it */
	const char *written;   /* as in the file, for --explain */
};
typedef LIST_OF(struct reach) reach_list;

struct field_rule {
	int field;        /* enum field */
	reach_list reach; /* tried in order until one gives a value */
};

/* A site's own count of votes that stands outside structured data. */
struct tally_rule {
	const char *name;
	reach_list value, ratings, reviews, likes, dislikes;
	reach_list bar_value, bar_votes; /* a histogram: as many of one as of the other */
	double bar_first, bar_step; /* the bars' values by their order instead; NAN when not so */
	double best, worst;         /* NAN: as the value states, else assumed */
};

struct profile {
	const char *name; /* the file's, without .ini */
	const char *site, *publisher;
	const char *base; /* for relative addresses on pages that do not say their own; or NULL */
	bool of_members;  /* the site's reviews are its members', and none is its own */
	text_list hosts, generators, texts;
	struct phrases headings, labels;
	phrase_list choices;
	phrase_list publishers; /* headings' patterns whose `*` is the publisher, not folded */
	reach_list parts[PART_COUNT];
	LIST_OF(struct field_rule) fields;
	LIST_OF(struct tally_rule) tallies;
};

struct profiles;

/* Reads all profiles of the directory (NULL: the usual places); a mistake in one is an error with
 * file and line. They live until profiles_free. */
struct profiles *profiles_load(const char *directory, struct err *err);
void profiles_free(struct profiles *profiles);

/* The profile of that name (or read from that path, when it has a slash or ends in .ini), or NULL
 * with err. */
const struct profile *profiles_named(struct profiles *profiles, const char *name, struct err *err);

/* The rules that hold on every page, read when first asked for. */
const struct profile *profiles_general(void);

/* The profile that recognises the page by host, by a text in it, or by its generator; the first of
 * these is the most specific and wins, then the longest match, then the name. NULL for none. url,
 * generator may be NULL. */
const struct profile *profiles_match(const struct profiles *profiles, const char *url,
    const char *generator, const char *text, size_t n);

const char *profile_name(const struct profile *profile);

/* Reads one profile of n bytes in the arena; `file` names it in errors. */
struct profile *profile_read(
    struct arena *arena, const char *file, const char *name, const char *text, struct err *err);

#endif
