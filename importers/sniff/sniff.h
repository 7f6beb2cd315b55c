/*
 * sniff: what kind of file the bytes are, for every importer: what it can read, and in which words
 * it refuses what it can't. Pure: nothing is allocated, nothing but the bytes is looked at.
 */
#ifndef FILMTALLY_IMPORTERS_SNIFF_SNIFF_H
#define FILMTALLY_IMPORTERS_SNIFF_SNIFF_H

#include "schema/base/message.h"

#include <stdbool.h>
#include <stddef.h>

enum sniff_form {
	SNIFF_PLAIN, /* text of no other kind: perhaps a page as plain text */
	SNIFF_HTML,
	/* pages in a wrapping */
	SNIFF_HTTP, /* a response as it was sent, with its header */
	SNIFF_MIME, /* MHTML, or a mail */
	SNIFF_WEBARCHIVE,
	SNIFF_GZIP,
	SNIFF_ZSTD,
	/* no pages */
	SNIFF_FEED,   /* film-feed's: RSS, Atom, exports of blogs */
	SNIFF_WARC,   /* film-warc's */
	SNIFF_TABLE,  /* film-ratings' */
	SNIFF_OTHER,  /* nobody's here, told by its text: JSON, XML, a script */
	SNIFF_BINARY, /* nobody's here, told by a magic number: an image, a PDF document */
	SNIFF_LOADED  /* film-load's: records, ballots, totals */
};

/* The texts are static. */
struct sniffed {
	enum sniff_form form;
	const char *what;   /* "an Atom feed"; never NULL */
	const char *advice; /* "give it to film-feed"; NULL when there is none */
};

enum { SNIFF_BYTES = 1 << 16 /* no rule looks further */ };

/* What n bytes are. `whole` says that they are the file's last ones too: what must end, as JSON, is
 * then asked for its end. */
struct sniffed sniff(const char *bytes, size_t n, bool whole);

/* True if the bytes hold tags: the first visible byte opens one, or one of HTML's own stands near
 * the beginning. NULs are passed over, so that UTF-16 is seen too. */
bool sniff_is_html(const char *bytes, size_t n);

/* True of the forms that film-page reads. */
static inline bool sniff_is_page(enum sniff_form form)
{
	return form <= SNIFF_ZSTD;
}

/* Refuses a file: "not a feed: a web page: give it to film-page". `wanted` is what the program
 * reads, with its article. Returns -1. */
int sniff_refuse(const struct sniffed *sniffed, const char *wanted, struct err *err);

#endif
