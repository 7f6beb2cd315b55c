/*
 * vocab: every closed list of words that records and tables use, and nothing else. The JSON Schema
 * names the same words, and a test holds the two together. Each enum begins with …_NONE = 0 for
 * "not said".
 */
#ifndef FILMTALLY_SCHEMA_RECORD_VOCAB_H
#define FILMTALLY_SCHEMA_RECORD_VOCAB_H

#include <stddef.h>

/* What somebody chose. Verdicts, options and ballots of tables know only the first two; a comment's
 * ballot may also be ambiguous (says something of both) or none (not a vote). */
enum choice { CHOICE_NONE, CHOICE_FAVORITE, CHOICE_UNFAVORITE, CHOICE_AMBIGUOUS, CHOICE_NO_VOTE };

enum title_kind { TITLE_NONE, TITLE_DISPLAY, TITLE_ORIGINAL, TITLE_ROMANISED, TITLE_AKA };

enum role {
	ROLE_NONE,
	ROLE_DIRECTOR,
	ROLE_WRITER,
	ROLE_ACTOR,
	ROLE_PRODUCER,
	ROLE_CINEMATOGRAPHER,
	ROLE_COMPOSER,
	ROLE_EDITOR,
	ROLE_PRODUCTION_DESIGNER,
	ROLE_COSTUME_DESIGNER,
	ROLE_SOUND,
	ROLE_NARRATOR,
	ROLE_COMPANY,
	ROLE_OTHER
};

/* Where a fact came from, best first: a field takes the first layer that has it. */
enum layer {
	LAYER_NONE,
	LAYER_PROFILE, /* a selector or heading that a site's profile names */
	LAYER_JSONLD,
	LAYER_MICRODATA,
	LAYER_RDFA,
	LAYER_OPENGRAPH,
	LAYER_LABELS,     /* label blocks: `Directed by`, `Genre: Drama` */
	LAYER_POST_TITLE, /* the post's or page's own heading */
	LAYER_PAGE_TITLE, /* <title> */
	LAYER_PROSE,
	LAYER_CATALOG /* a catalogue file */
};

/* What made a verdict, best first. */
enum rule { RULE_NONE, RULE_CHOICE_BLOCK, RULE_HEADLINE, RULE_REVIEW_RATING };

/* What a tally counts: votes on the film, or something about the page that shows it. */
enum target { TARGET_NONE, TARGET_FILM, TARGET_PAGE };

enum status { STATUS_NONE, STATUS_COMPLETE, STATUS_PARTIAL };

enum missing { MISSING_NONE, MISSING_NOT_IN_SOURCE, MISSING_NOT_UNDERSTOOD };

/* What an importer noticed and repaired, left out or could not be sure of. */
enum notice_code {
	NOTICE_NONE,
	NOTICE_ADDRESS_CONFLICT, /* the page, its saving program or --url name different pages */
	NOTICE_BYTES_REPLACED,   /* bytes outside the charset became U+FFFD; detail says how many */
	NOTICE_CHARSET_GUESSED,  /* nothing said the charset */
	NOTICE_CHARSET_MISMATCH, /* the declared charset was not the real one */
	NOTICE_COMMENT_COUNT_MISMATCH, /* the heading's number is not the number found */
	NOTICE_COMMENTS_ELSEWHERE, /* further comments are on another page or in a script not saved
	                            */
	NOTICE_DATE_UNREADABLE,
	NOTICE_DIGEST_MISMATCH,
	NOTICE_ENCODING_UNREADABLE, /* a content or transfer coding that could not be undone */
	NOTICE_FEED_INCOMPLETE, /* fewer entries than the feed says it has; detail names the next
	                           URL */
	NOTICE_FIELD_CUT,       /* a text or list was longer than its limit */
	NOTICE_ITEM_UNRESOLVED, /* a reference to an item that is not on the page */
	NOTICE_JSONLD_REFUSED,
	NOTICE_JSONLD_REPAIRED,
	NOTICE_MARKUP_CAPPED, /* attributes, nesting or stray end tags beyond the limit were dropped
	                       */
	NOTICE_NOT_A_FILM_ID, /* an id of a known scheme, badly formed */
	NOTICE_NUMBER_UNREADABLE,
	NOTICE_PAGE_CUT, /* the page ends in the middle */
	NOTICE_RATING_OUT_OF_SCALE,
	NOTICE_REVISIT_UNRESOLVED,
	NOTICE_SCALE_ASSUMED,
	NOTICE_UNKNOWN_KIND, /* an entry of an unknown kind; detail keeps it verbatim */
	NOTICE_VERDICT_CONFLICT,
	NOTICE_XML_SALVAGED /* XML that is not well-formed; what could be read was */
};

/* One word list: the words stand at their enum's numbers; words[0] is NULL. */
struct vocab {
	const char *name; /* as in the JSON Schema's $defs */
	const char *const *words;
	size_t n; /* entries, with the one for NONE */
};

extern const struct vocab vocab_choice, vocab_title_kind, vocab_role, vocab_layer, vocab_rule,
    vocab_target, vocab_status, vocab_missing, vocab_notice;

/* The word of a number (NULL for NONE), and the number of a word (0 when it is not in the list). */
const char *vocab_word(const struct vocab *vocab, int number);
int vocab_number(const struct vocab *vocab, const char *word);

#endif
