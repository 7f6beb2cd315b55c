/*
 * open_tags: see struct open_tags. libxml2 looks for an end tag's element from the top of its stack
 * of open names; where there is none, it looks at all of them: 100,000 <div> and 100,000 </b> take
 * it 20 seconds (page-prefilter parses such pages). This is the same stack, without what libxml2
 * opens or closes by implication, so it is as deep or deeper, and a tag that nobody ever opened is
 * known.
 */
#include "importers/page/prefilter/steps.h"
#include "schema/base/message.h"

#include <stdlib.h>
#include <string.h>

enum {
	EVER_SLOTS = 4096, /* distinct names that are remembered; beyond half of them no tag is
	                      taken for stray */
	SEARCH_MAX = 30 * 1000 * 1000 /* steps on one page: about 0.1 s of libxml2's */
};

struct open_tags {
	uint32_t *names; /* hashes, the innermost last; kept from page to page */
	size_t n, cap;
	size_t steps;
	uint32_t ever[EVER_SLOTS]; /* hashes of all names opened so far, 0 for a free slot */
	size_t ever_n;
};

struct open_tags *open_tags_begin(void)
{
	static struct open_tags open;
	open.n = open.steps = 0;
	if (open.ever_n)
		memset(open.ever, 0, sizeof open.ever);
	open.ever_n = 0;
	return &open;
}

static uint32_t *ever_slot(struct open_tags *open, uint32_t hash)
{
	size_t slot = hash % EVER_SLOTS;
	while (open->ever[slot] && open->ever[slot] != hash)
		slot = (slot + 1) % EVER_SLOTS;
	return &open->ever[slot];
}

static bool is(const struct name *name, const char *text)
{
	return !strcmp(name->text, text);
}

bool open_tags_afford_body(struct open_tags *open)
{
	open->steps += open->n;
	return open->steps <= SEARCH_MAX;
}

void open_tags_start(struct open_tags *open, uint32_t hash)
{
	if (open->n == open->cap) {
		open->cap = open->cap ? 2 * open->cap : 256;
		open->names = must_realloc(open->names, open->cap * sizeof *open->names);
	}
	open->names[open->n++] = hash;
	uint32_t *slot = ever_slot(open, hash);
	if (!*slot && open->ever_n < EVER_SLOTS / 2) {
		*slot = hash;
		open->ever_n++;
	}
}

static uint32_t hash_of(const char *name)
{
	uint32_t hash = NAME_HASH;
	for (; *name; name++)
		hash = name_hash_add(hash, *name);
	return hash;
}

/* libxml2's htmlEndPriority: an end tag closes no open element of a higher one. */
static int priority(uint32_t hash)
{
	static struct {
		const char *name;
		int priority;
		uint32_t hash;
	} known[] = {{"div", 150, 0}, {"td", 160, 0}, {"th", 160, 0}, {"tr", 170, 0},
	    {"thead", 180, 0}, {"tbody", 180, 0}, {"tfoot", 180, 0}, {"table", 190, 0},
	    {"head", 200, 0}, {"body", 200, 0}, {"html", 220, 0}};
	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		if (!known[i].hash)
			known[i].hash = hash_of(known[i].name);
		if (known[i].hash == hash)
			return known[i].priority;
	}
	return 100;
}

/* Closes down to the element at `at`, unless one above it is of a higher priority. */
static void close_down(struct open_tags *open, size_t at, uint32_t hash)
{
	int own = priority(hash);
	for (size_t i = open->n; i-- > at + 1;)
		if (priority(open->names[i]) > own)
			return;
	open->n = at;
}

/* These may be open without a tag. */
static bool is_implied(const struct name *name)
{
	return is(name, "p") || is(name, "html") || is(name, "body") || is(name, "head");
}

enum end_tag open_tags_end(struct open_tags *open, const struct name *name)
{
	uint32_t hash = name->hash;
	if (open->n && open->names[open->n - 1] == hash) {
		open->n--;
		return END_KEEP;
	}
	if (open->ever_n < EVER_SLOTS / 2 && !*ever_slot(open, hash) && !is_implied(name))
		return END_STRAY;
	if (open->steps > SEARCH_MAX)
		return END_CAPPED;
	size_t at = open->n;
	while (at && open->names[at - 1] != hash)
		at--;
	open->steps += open->n - at;
	if (at)
		close_down(open, at - 1, hash);
	return END_KEEP;
}
