/* vocab: see vocab.h. */
#include "schema/record/vocab.h"

#include <assert.h>
#include <string.h>

#define VOCAB(of, as, ...)                                                                         \
	static const char *const of##_words[] = {NULL, __VA_ARGS__};                               \
	const struct vocab vocab_##of = {                                                          \
	    .name = as, .words = of##_words, .n = sizeof of##_words / sizeof *of##_words}

VOCAB(choice, "choice", "favorite", "unfavorite", "ambiguous", "none");
VOCAB(title_kind, "titleKind", "display", "original", "romanised", "aka");
VOCAB(role, "role", "director", "writer", "actor", "producer", "cinematographer", "composer",
    "editor", "production-designer", "costume-designer", "sound", "narrator", "company", "other");
VOCAB(layer, "layer", "profile", "jsonld", "microdata", "rdfa", "opengraph", "labels", "post-title",
    "page-title", "prose", "catalog");
VOCAB(rule, "rule", "choice-block", "headline", "review-rating");
VOCAB(target, "target", "film", "page");
VOCAB(status, "status", "complete", "partial");
VOCAB(missing, "missing", "not-in-source", "not-understood");
VOCAB(notice, "notice", "address-conflict", "bytes-replaced", "charset-guessed", "charset-mismatch",
    "comment-count-mismatch", "comments-elsewhere", "date-unreadable", "digest-mismatch",
    "encoding-unreadable", "feed-incomplete", "field-cut", "item-unresolved", "jsonld-refused",
    "jsonld-repaired", "markup-capped", "not-a-film-id", "number-unreadable", "page-cut",
    "rating-out-of-scale", "revisit-unresolved", "scale-assumed", "unknown-kind",
    "verdict-conflict", "xml-salvaged");

const char *vocab_word(const struct vocab *vocab, int number)
{
	assert(number >= 0 && (size_t)number < vocab->n);
	return vocab->words[number];
}

int vocab_number(const struct vocab *vocab, const char *word)
{
	for (size_t i = 1; word && i < vocab->n; i++)
		if (strcmp(vocab->words[i], word) == 0)
			return (int)i;
	return 0;
}
