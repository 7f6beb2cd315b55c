/*
 * address: which of the addresses that are said of a page it has. --url goes first, then what the
 * page says of itself (rel=canonical, og:url), then what the saving program noted, then the post's
 * own permalink, then those of its comments. One that can't be right goes behind the others: a host
 * that is nobody's, and the site's front page where the saving program noted a page below it.
 */
#ifndef FILMTALLY_IMPORTERS_PAGE_ADDRESS_H
#define FILMTALLY_IMPORTERS_PAGE_ADDRESS_H

#include "importers/page/bytes/payload.h"
#include "importers/page/comments/comments.h"
#include "importers/page/document/document.h"
#include "importers/page/document/head.h"
#include "schema/base/buf.h"
#include "schema/record/record.h"

/* Who says it, best first. */
enum address_by { ADDRESS_GIVEN, ADDRESS_PAGE, ADDRESS_SAVED, ADDRESS_POST, ADDRESS_COMMENTS };

struct address_claim {
	const char *url;     /* canonical */
	const char *written; /* as it was said */
	const char *rule;    /* "rel=canonical" */
	enum address_by by;
};

struct address {
	LIST_OF(struct address_claim) claims;
	size_t taken; /* set by address_take */
	/* when the copy of a web archive that was taken was made; NULL for none */
	const char *copied_at;
	const char *retrieved_by; /* what said when the page was retrieved; NULL unknown */
};

/* Sets where the record's page was and when, by all that says so but its post and comments; adds
 * the notice when a file's names other pages. `head` is NULL of plain text and of entries. */
void address_read(struct arena *arena, const struct page_source *source,
    const struct payload *payload, const struct head *head, struct address *address,
    struct record *record);

/* An address (may be NULL) that is found later, where none was known: the page then has it. */
void address_later(struct arena *arena, struct address *address, enum address_by by,
    const char *rule, const char *url, struct page *page);

/* Adds --explain's lines: `page.url: https://… (rel=canonical)`, with `not taken: ` in front of the
 * others; `page.retrieved_at: …`. */
void address_explain(struct buf *buf, const struct address *address, const struct page *page);

/* The address that the permalink of one of the record's comments has without the comment; NULL for
 * none. */
const char *address_of_comments(
    struct arena *arena, const struct document *document, const struct record *record);

#endif
