/* film_key: see film_key.h. */
#include "schema/store/films/film_key.h"
#include "schema/base/digest.h"
#include "schema/record/film_id.h"
#include "schema/store/text_set.h"

#include <stdlib.h>
#include <string.h>

enum { HASH_DIGITS = 8 };

/* `t:the-long-tunnel:2021:1a2b3c4d`: what a mention would be called if it were a film of its
 * own. */
static const char *title_key(struct arena *arena, const struct block_mention *mention)
{
	uint8_t digest[SHA256_SIZE];
	char hex[2 * SHA256_SIZE + 1];
	digest_sha256(mention->known.key, strlen(mention->known.key), digest);
	digest_hex(digest, HASH_DIGITS / 2, hex);
	char *fold = arena_text(arena, mention->fold ? mention->fold : "");
	for (char *c = fold; *c; c++)
		if (*c == ' ')
			*c = '-';
	return mention->known.year
	    ? arena_format(arena, "t:%s:%d:%s", fold, mention->known.year, hex)
	    : arena_format(arena, "t:%s::%s", fold, hex);
}

static int rank_of(struct arena *arena, const char *id)
{
	int rank = film_id_rank(arena_copy(arena, id, strcspn(id, ":")));
	return rank ? rank : 1 << 20;
}

struct ranked {
	int rank;
	const char *name;
};

static int compare_ranked(const void *left, const void *right)
{
	const struct ranked *a = left, *b = right;
	return a->rank != b->rank ? (a->rank < b->rank ? -1 : 1) : strcmp(a->name, b->name);
}

typedef LIST_OF(struct ranked) ranked_list;

/* A film's names, best first, each once: its ids by rank, then the title keys of its mentions in
 * their order. */
static ranked_list names_of(
    struct arena *arena, const struct block *block, const size_t *next, size_t first)
{
	ranked_list names = {0};
	for (size_t i = first; i < block->mentions.n; i = next[i]) {
		const struct block_mention *mention = &block->mentions.at[i];
		for (size_t k = 0; k < mention->known.ids_n; k++)
			if (strncmp(mention->known.ids[k], "page:", 5) != 0)
				*list_add(arena, &names) = (struct ranked){
				    rank_of(arena, mention->known.ids[k]), mention->known.ids[k]};
		*list_add(arena, &names) =
		    (struct ranked){(1 << 24) + (int)i, title_key(arena, mention)};
	}
	qsort(names.at, names.n, sizeof *names.at, compare_ranked);
	size_t kept = 0;
	for (size_t i = 0; i < names.n; i++)
		if (!kept || strcmp(names.at[kept - 1].name, names.at[i].name) != 0)
			names.at[kept++] = names.at[i];
	names.n = kept;
	return names;
}

/* The keys given so far: a hash table of twice as many places as films. */
struct given {
	const char **at;
	size_t cap;
};

/* True if the key was given before; else it is now. */
static bool given_before(struct given *given, const char *key)
{
	uint64_t hash = 1469598103934665603u; /* FNV-1a */
	for (const char *c = key; *c; c++)
		hash = (hash ^ (unsigned char)*c) * 1099511628211u;
	size_t at = hash % given->cap;
	for (; given->at[at]; at = (at + 1) % given->cap)
		if (strcmp(given->at[at], key) == 0)
			return true;
	given->at[at] = key;
	return false;
}

void film_names_of(struct arena *arena, const struct block *block, const size_t *film,
    const size_t *next, struct film_names *names)
{
	size_t n = block->mentions.n;
	struct given given = {.cap = 2 * n + 1};
	given.at = arena_take(arena, given.cap * sizeof *given.at);
	for (size_t i = 0; i < n; i++) {
		names[i] = (struct film_names){0};
		if (block->mentions.at[i].gone || film[i] != i)
			continue;
		ranked_list all = names_of(arena, block, next, i);
		for (size_t k = 0; k < all.n; k++) {
			const char *name = all.at[k].name;
			if (!names[i].key && !given_before(&given, name))
				names[i].key = name;
			else
				*list_add(arena, &names[i].aliases) = name;
		}
		text_set_sort(&names[i].aliases);
	}
}

/* ---- their rows ---- */

int film_key_free(struct store *store, const char *key, int64_t film, struct err *err)
{
	if (key[0] == 't' && key[1] == ':')
		return 0;
	return db_run_text(store,
	    "UPDATE film SET key = '?' || film_id "
	    "WHERE key = ?1 AND key NOT GLOB 't:*' AND film_id <> ?2",
	    key, film, err);
}

int film_aliases_put(
    struct store *store, int64_t film, const struct film_names *names, struct err *err)
{
	list_each (const char *const, alias, &names->aliases)
		if (db_run_text(
			store, "INSERT INTO film_alias VALUES (?2, ?1)", *alias, film, err) < 0)
			return -1;
	return 0;
}
