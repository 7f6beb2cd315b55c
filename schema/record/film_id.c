/* film_id: see film_id.h. The table's order is the rank. */
#include "schema/record/film_id.h"

#include "schema/base/text.h"

#include <string.h>

enum { ID_DIGITS = 12, IMDB_DIGITS = 7, SLUG_MAX = 200, EIDR_LENGTH = 34 };

/* ---- canonical forms ---- */

/* n digits without their leading zeros; NULL when there are others, none, or too many. */
static const char *strip_zeros(const char *id, size_t *n)
{
	size_t zeros = strspn(id, "0");
	*n = strspn(id + zeros, "0123456789");
	return *n == 0 || *n > ID_DIGITS || id[zeros + *n] ? NULL : id + zeros;
}

static const char *canonical_digits(struct arena *arena, const char *id)
{
	size_t n;
	const char *digits = strip_zeros(id, &n);
	return digits ? arena_copy(arena, digits, n) : NULL;
}

static const char *canonical_imdb(struct arena *arena, const char *id)
{
	size_t n;
	const char *digits = strip_zeros(ascii_starts(id, "tt") ? id + 2 : id, &n);
	if (!digits)
		return NULL;
	size_t zeros = n < IMDB_DIGITS ? IMDB_DIGITS - n : 0;
	char *canonical = arena_take(arena, 2 + zeros + n + 1);
	memset(canonical, 't', 2);
	memset(canonical + 2, '0', zeros);
	memcpy(canonical + 2 + zeros, digits, n);
	return canonical;
}

static const char *canonical_wikidata(struct arena *arena, const char *id)
{
	size_t n;
	if (id[0] != 'Q' && id[0] != 'q')
		return NULL;
	const char *digits = strip_zeros(id + 1, &n);
	return digits && digits == id + 1 ? arena_format(arena, "Q%s", digits) : NULL;
}

static const char *canonical_slug(struct arena *arena, const char *id)
{
	size_t n = strlen(id);
	if (n == 0 || n > SLUG_MAX)
		return NULL;
	char *slug = arena_copy(arena, id, n);
	for (char *c = slug; *c; c++) {
		*c = ascii_lower(*c);
		if (!ascii_is_alpha(*c) && !ascii_is_digit(*c) && *c != '-' && *c != '_')
			return NULL;
	}
	return slug;
}

/* 10.5240/XXXX-XXXX-XXXX-XXXX-XXXX-C: five groups of hexadecimal digits and a check character. */
static const char *canonical_eidr(struct arena *arena, const char *id)
{
	if (!text_starts(id, "10.5240/") || strlen(id) != EIDR_LENGTH)
		return NULL;
	char *canonical = arena_copy(arena, id, EIDR_LENGTH);
	for (size_t i = 8; i < EIDR_LENGTH; i++) {
		char *c = &canonical[i];
		if (*c >= 'a' && *c <= 'z')
			*c = (char)(*c - 'a' + 'A');
		bool dash = (i - 8) % 5 == 4, check = i == EIDR_LENGTH - 1;
		bool hex = ascii_is_digit(*c) || (*c >= 'A' && *c <= 'F');
		if (dash ? *c != '-' : !hex && !(check && ascii_is_alpha(*c)))
			return NULL;
	}
	return canonical;
}

static const struct scheme {
	const char *name;
	const char *(*canonical)(struct arena *arena, const char *id);
} schemes[] = {
    {"imdb", canonical_imdb},
    {"wikidata", canonical_wikidata},
    {"tmdb", canonical_digits},
    {"eidr", canonical_eidr},
    {"letterboxd", canonical_slug},
    {"movielens", canonical_digits},
    {"kinopoisk", canonical_digits},
    {"csfd", canonical_digits},
    {"allocine", canonical_digits},
    {"filmaffinity", canonical_digits},
};
enum { SCHEMES = sizeof schemes / sizeof *schemes };

int film_id_rank(const char *scheme)
{
	for (int i = 0; i < SCHEMES; i++)
		if (*schemes[i].name == *scheme && strcmp(schemes[i].name, scheme) == 0)
			return i + 1;
	return 0;
}

const char *film_id_canonical(struct arena *arena, const char *scheme, const char *id)
{
	int rank = film_id_rank(scheme);
	return rank ? schemes[rank - 1].canonical(arena, id) : NULL;
}

/* ---- addresses ---- */

enum ending {
	DIGITS, /* the id is the digits at the start; what follows must not be a letter or digit */
	PART    /* the id is all up to the next `/`, `?` or `#` */
};

/*
 * A film's address: the host or its parent domain, and what stands before the id. In `before` a `*`
 * is one part of the path, for sites that put the language there.
 */
static const struct address {
	const char *host, *before, *scheme, *prefix;
	enum ending ending;
} addresses[] = {
    {"imdb.com", "/title/tt", "imdb", "tt", DIGITS},
    {"imdb.com", "/*/title/tt", "imdb", "tt", DIGITS},
    {"imdb.com", "/Title?", "imdb", "tt", DIGITS},
    {"wikidata.org", "/wiki/Q", "wikidata", "Q", DIGITS},
    {"wikidata.org", "/entity/Q", "wikidata", "Q", DIGITS},
    {"themoviedb.org", "/movie/", "tmdb", "", DIGITS},
    {"ui.eidr.org", "/view/content?id=10.5240/", "eidr", "10.5240/", PART},
    {"doi.org", "/10.5240/", "eidr", "10.5240/", PART},
    {"letterboxd.com", "/film/", "letterboxd", "", PART},
    {"movielens.org", "/movies/", "movielens", "", DIGITS},
    {"kinopoisk.ru", "/film/", "kinopoisk", "", DIGITS},
    {"csfd.cz", "/film/", "csfd", "", DIGITS},
    {"csfd.sk", "/film/", "csfd", "", DIGITS},
    {"allocine.fr", "/film/fichefilm_gen_cfilm=", "allocine", "", DIGITS},
    {"allocine.fr", "/film/fichefilm-", "allocine", "", DIGITS},
    {"filmaffinity.com", "/*/film", "filmaffinity", "", DIGITS},
};

/* The host of an address, without its user and port; sets what follows it. */
static char *host_of(struct arena *arena, const char *url, const char **rest)
{
	if (ascii_starts(url, "https:"))
		url += 6;
	else if (ascii_starts(url, "http:"))
		url += 5;
	if (!text_starts(url, "//"))
		return NULL;
	url += 2;
	size_t n = strcspn(url, "/?#");
	*rest = url + n;
	const char *user = memchr(url, '@', n);
	if (user) {
		n -= (size_t)(user + 1 - url);
		url = user + 1;
	}
	char *host = arena_copy(arena, url, n);
	host[strcspn(host, ":")] = '\0';
	for (char *c = host; *c; c++)
		*c = ascii_lower(*c);
	return host;
}

/* True when host is the domain or below it. */
static bool within(const char *host, const char *domain)
{
	size_t n = strlen(host), m = strlen(domain);
	return n >= m && strcmp(host + n - m, domain) == 0 && (n == m || host[n - m - 1] == '.');
}

/* What follows `before` in path, or NULL. */
static const char *after(const char *path, const char *before)
{
	for (; *before; before++) {
		if (*before == '*') {
			size_t n = strcspn(path, "/?#");
			if (n == 0)
				return NULL;
			path += n;
		} else if (*path++ != *before) {
			return NULL;
		}
	}
	return path;
}

static const char *id_at(struct arena *arena, const struct address *address, const char *rest)
{
	size_t n = address->ending == DIGITS ? strspn(rest, "0123456789") : strcspn(rest, "/?#&");
	if (address->ending == DIGITS && (ascii_is_alpha(rest[n]) || rest[n] == '_'))
		return NULL;
	const char *id = arena_copy(arena, rest, n);
	return film_id_canonical(
	    arena, address->scheme, arena_format(arena, "%s%s", address->prefix, id));
}

bool film_id_from_url(struct arena *arena, const char *url, const char **scheme, const char **id)
{
	const char *path;
	const char *host = host_of(arena, url, &path);
	for (size_t i = 0; host && i < sizeof addresses / sizeof *addresses; i++) {
		const struct address *address = &addresses[i];
		const char *rest =
		    within(host, address->host) ? after(path, address->before) : NULL;
		const char *found = rest ? id_at(arena, address, rest) : NULL;
		if (found) {
			*scheme = address->scheme;
			*id = found;
			return true;
		}
	}
	return false;
}
