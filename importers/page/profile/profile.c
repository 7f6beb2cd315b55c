/* profile: see profile.h. Which files there are, and which one a page asks for. */
#include "importers/page/profile/profile.h"

#include "schema/base/buf.h"
#include "schema/base/input.h"
#include "schema/base/text.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

extern const char general_ini[]; /* general.ini, compiled in */

enum { PROFILE_MAX = 1 << 20, PROFILES_MAX = 64 << 20 };

struct profiles {
	struct arena arena;
	LIST_OF(const struct profile *) all; /* by name */
};

/* ---- where they are ---- */

static bool is_directory(const char *path)
{
	struct stat facts;
	return stat(path, &facts) == 0 && S_ISDIR(facts.st_mode);
}

/* The program stands in build/bin of its source tree, or in bin beside share. */
static const char *directory_near(struct arena *arena)
{
	static const char *const ways[] = {
	    "../../importers/profiles", "../share/filmtally/profiles"};
	char path[4096];
	ssize_t n = readlink("/proc/self/exe", path, sizeof path - 1);
	char *slash = n > 0 ? memrchr(path, '/', (size_t)n) : NULL;
	for (size_t i = 0; slash && i < sizeof ways / sizeof *ways; i++) {
		const char *near =
		    arena_format(arena, "%.*s/%s", (int)(slash - path), path, ways[i]);
		if (is_directory(near))
			return near;
	}
	return is_directory(PROFILE_DIR) ? PROFILE_DIR : NULL;
}

static const char *profiles_directory(struct arena *arena)
{
	const char *given = getenv("FILMTALLY_PROFILES");
	return given && *given ? given : directory_near(arena);
}

/* ---- reading ---- */

static const struct profile *read_file(struct profiles *profiles, const char *path, struct err *err)
{
	struct buf text = BUF_INIT(PROFILE_MAX);
	const struct profile *profile = NULL;
	const char *base = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
	size_t n = strlen(base);
	if (n > 4 && strcmp(base + n - 4, ".ini") == 0)
		n -= 4;
	if (input_slurp(path, &text, err) == 0)
		profile = profile_read(&profiles->arena, path,
		    arena_copy(&profiles->arena, base, n), buf_text(&text), err);
	buf_release(&text);
	if (!profile)
		err->status = EXIT_USAGE;
	return profile;
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static int is_ini(const struct dirent *entry)
{
	size_t n = strlen(entry->d_name);
	return n > 4 && entry->d_name[0] != '.' && strcmp(entry->d_name + n - 4, ".ini") == 0;
}

static int read_directory(struct profiles *profiles, const char *directory, struct err *err)
{
	struct dirent **entries = NULL;
	int n = scandir(directory, &entries, is_ini, by_name), status = 0;
	if (n < 0)
		return err_set(err, errno == ENOMEM ? EXIT_SYSTEM : EXIT_USAGE, "profiles: %s: %s",
		    directory, strerror(errno));
	for (int i = 0; i < n; i++) {
		const char *path =
		    arena_format(&profiles->arena, "%s/%s", directory, entries[i]->d_name);
		const struct profile *profile = status ? NULL : read_file(profiles, path, err);
		if (profile)
			*list_add(&profiles->arena, &profiles->all) = profile;
		else
			status = -1;
		free(entries[i]);
	}
	free(entries);
	return status;
}

struct profiles *profiles_load(const char *directory, struct err *err)
{
	struct profiles *profiles = must_calloc(1, sizeof *profiles);
	arena_init(&profiles->arena, PROFILES_MAX);
	if (!directory)
		directory = profiles_directory(&profiles->arena);
	if (!directory || read_directory(profiles, directory, err) == 0)
		return profiles;
	profiles_free(profiles);
	return NULL;
}

void profiles_free(struct profiles *profiles)
{
	if (profiles)
		arena_release(&profiles->arena);
	free(profiles);
}

const struct profile *profiles_general(void)
{
	static struct arena arena;
	static const struct profile *general;
	if (general)
		return general;
	struct err err = {0};
	arena_init(&arena, PROFILES_MAX);
	general = profile_read(&arena, "general.ini", "general", general_ini, &err);
	if (!general)
		die(EXIT_SYSTEM, err.file, "line %ld: %s", err.line, err.text);
	return general;
}

const struct profile *profiles_named(struct profiles *profiles, const char *name, struct err *err)
{
	size_t n = strlen(name);
	if (strchr(name, '/') || (n > 4 && strcmp(name + n - 4, ".ini") == 0))
		return read_file(profiles, name, err);
	list_each (const struct profile *, it, &profiles->all)
		if (strcmp((*it)->name, name) == 0)
			return *it;
	err_set(err, EXIT_USAGE, "no profile named %s", name);
	return NULL;
}

const char *profile_name(const struct profile *profile)
{
	return profile->name;
}

/* ---- recognising ---- */

/* True if host is the domain or below it. */
static bool host_is(const char *host, const char *domain)
{
	size_t n = strlen(host), d = strlen(domain);
	return n >= d && ascii_equal(host + n - d, domain) && (n == d || host[n - d - 1] == '.');
}

enum { RANK_TEXT = 1 << 20, RANK_HOST = 2 << 20 };

/* How specific the profile's match is: kind first, then length; 0 for none. */
static size_t match_rank(const struct profile *profile, const char *host, const char *generator,
    const char *text, size_t n)
{
	size_t rank = 0;
	list_each (const char *, it, &profile->hosts)
		if (host && host_is(host, *it) && RANK_HOST + strlen(*it) > rank)
			rank = RANK_HOST + strlen(*it);
	list_each (const char *, it, &profile->generators)
		if (generator && strcasestr(generator, *it) && strlen(*it) > rank)
			rank = strlen(*it);
	list_each (const char *, it, &profile->texts)
		if (RANK_TEXT + strlen(*it) > rank && memmem(text, n, *it, strlen(*it)))
			rank = RANK_TEXT + strlen(*it);
	return rank;
}

const struct profile *profiles_match(const struct profiles *profiles, const char *url,
    const char *generator, const char *text, size_t n)
{
	const struct profile *best = NULL;
	size_t best_rank = 0;
	struct arena arena;
	arena_init(&arena, (size_t)1 << 20);
	const char *host = url && strlen(url) < 8192 ? url_host(&arena, url) : NULL;
	/* by host first: a text found in the page could not outdo it, and a page is long to
	 * search */
	for (int searched = 0; searched < 2 && best_rank < RANK_HOST; searched++)
		list_each (const struct profile *, it, &profiles->all) {
			size_t rank = match_rank(*it, host, generator, text, searched ? n : 0);
			if (rank > best_rank) {
				best = *it;
				best_rank = rank;
			}
		}
	arena_release(&arena);
	return best;
}
