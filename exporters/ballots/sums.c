/* sums: a hash table that is emptied into sorted runs, and a heap of runs. */
#include "exporters/ballots/sums.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { HELD = 1 << 16, SLOTS = 2 * HELD };

/* Sums in order, in the file or, of the only run there is, in memory alone. */
struct run {
	off_t at;               /* where the rest of it begins in the file */
	size_t left;            /* sums there */
	struct sum *next, *end; /* those in memory */
	struct sum *room;       /* where they are read to */
};

struct sums {
	struct sum *held;
	size_t n;
	uint32_t *slots; /* index + 1; 0 free */
	int file;        /* -1: not needed yet */
	off_t size;
	struct run *runs;
	size_t runs_n, runs_cap;
	size_t room; /* of a run, in memory */
	struct run **heap;
	size_t heap_n;
};

/* ---- life cycle ---- */

struct sums *sums_open(void)
{
	struct sums *sums = must_calloc(1, sizeof *sums);

	sums->held = must_malloc(HELD * sizeof *sums->held);
	sums->slots = must_calloc(SLOTS, sizeof *sums->slots);
	sums->file = -1;
	return sums;
}

void sums_close(struct sums *sums)
{
	if (!sums)
		return;
	if (sums->file >= 0)
		close(sums->file);
	free(sums->held);
	free(sums->slots);
	free(sums->runs);
	free(sums->heap);
	free(sums);
}

/* ---- the file ---- */

static const char *folder(void)
{
	const char *named = getenv("TMPDIR");

	return named && *named ? named : "/tmp";
}

static int file_error(struct err *err)
{
	return err_set(err, EXIT_SYSTEM, "a temporary file in %s: %s", folder(), strerror(errno));
}

/* It has no name, so that it goes with the program. */
static int file_open(struct sums *sums, struct err *err)
{
	char path[4096];
	int n = snprintf(path, sizeof path, "%s/filmtally-XXXXXX", folder());

	if (n < 0 || (size_t)n >= sizeof path) {
		errno = ENAMETOOLONG;
		return file_error(err);
	}
	sums->file = mkstemp(path);
	if (sums->file < 0)
		return file_error(err);
	unlink(path);
	return 0;
}

static int file_write(struct sums *sums, const void *bytes, size_t n, struct err *err)
{
	const char *at = bytes;

	if (sums->file < 0 && file_open(sums, err) < 0)
		return -1;
	while (n) {
		ssize_t wrote = pwrite(sums->file, at, n, sums->size);
		if (wrote < 0 && errno == EINTR)
			continue;
		if (wrote < 0)
			return file_error(err);
		at += wrote;
		n -= (size_t)wrote;
		sums->size += wrote;
	}
	return 0;
}

static int file_read(struct sums *sums, void *bytes, size_t n, off_t from, struct err *err)
{
	char *at = bytes;

	while (n) {
		ssize_t got = pread(sums->file, at, n, from);
		if (got < 0 && errno == EINTR)
			continue;
		if (got == 0)
			errno = EIO; /* shorter than it was written */
		if (got <= 0)
			return file_error(err);
		at += got;
		n -= (size_t)got;
		from += got;
	}
	return 0;
}

/* ---- adding ---- */

static uint64_t group_key(const struct sum *sum)
{
	return (uint64_t)sum->group[0] << 32 | sum->group[1];
}

static uint64_t film_key(const struct sum *sum)
{
	return (uint64_t)sum->film << 32 | sum->what;
}

static int compare(const void *a, const void *b)
{
	uint64_t x = group_key(a), y = group_key(b);

	if (x == y) {
		x = film_key(a);
		y = film_key(b);
	}
	return (x > y) - (x < y);
}

static void join(struct sum *into, const struct sum *sum)
{
	into->n += sum->n;
	if (sum->first < into->first)
		into->first = sum->first;
	if (sum->last > into->last)
		into->last = sum->last;
}

static uint32_t *slot_of(const struct sums *sums, const struct sum *sum)
{
	uint64_t hash = group_key(sum) * 0x9e3779b97f4a7c15u;

	hash = (hash ^ hash >> 29 ^ film_key(sum)) * 0xbf58476d1ce4e5b9u;
	for (size_t at = hash >> 40 & (SLOTS - 1);; at = (at + 1) & (SLOTS - 1)) {
		uint32_t index = sums->slots[at];
		if (index == 0 || compare(&sums->held[index - 1], sum) == 0)
			return &sums->slots[at];
	}
}

/* What is held becomes a run. */
static struct run *run_add(struct sums *sums)
{
	if (sums->runs_n == sums->runs_cap) {
		sums->runs_cap = sums->runs_cap ? 2 * sums->runs_cap : 16;
		sums->runs = must_realloc(sums->runs, sums->runs_cap * sizeof *sums->runs);
	}
	struct run *run = &sums->runs[sums->runs_n++];
	if (sums->n)
		qsort(sums->held, sums->n, sizeof *sums->held, compare);
	*run = (struct run){sums->size, sums->n, NULL, NULL, NULL};
	return run;
}

static int empty(struct sums *sums, struct err *err)
{
	run_add(sums);
	if (file_write(sums, sums->held, sums->n * sizeof *sums->held, err) < 0)
		return -1;
	memset(sums->slots, 0, SLOTS * sizeof *sums->slots);
	sums->n = 0;
	return 0;
}

int sums_add(struct sums *sums, const struct sum *sum, struct err *err)
{
	uint32_t *slot = slot_of(sums, sum);

	if (*slot) {
		join(&sums->held[*slot - 1], sum);
		return 0;
	}
	if (sums->n == HELD) {
		if (empty(sums, err) < 0)
			return -1;
		slot = slot_of(sums, sum);
	}
	sums->held[sums->n++] = *sum;
	*slot = (uint32_t)sums->n;
	return 0;
}

/* ---- reading back ---- */

/* Runs with more sums to come stand in the heap, the least first. */
static void heap_sink(struct sums *sums, size_t at)
{
	for (;;) {
		size_t least = 2 * at + 1;
		if (least >= sums->heap_n)
			return;
		if (least + 1 < sums->heap_n &&
		    compare(sums->heap[least + 1]->next, sums->heap[least]->next) < 0)
			least++;
		if (compare(sums->heap[at]->next, sums->heap[least]->next) <= 0)
			return;
		struct run *run = sums->heap[at];
		sums->heap[at] = sums->heap[least];
		sums->heap[least] = run;
		at = least;
	}
}

/* Reads more of a run whose sums in memory are used up. */
static int run_read(struct sums *sums, struct run *run, struct err *err)
{
	size_t n = run->left < sums->room ? run->left : sums->room;

	if (file_read(sums, run->room, n * sizeof *run->room, run->at, err) < 0)
		return -1;
	run->next = run->room;
	run->end = run->room + n;
	run->left -= n;
	run->at += (off_t)(n * sizeof *run->room);
	return 0;
}

/* All runs are in the file: what was held is the room that they are read to. */
static int runs_begin(struct sums *sums, struct err *err)
{
	if (empty(sums, err) < 0)
		return -1;
	sums->room = HELD / sums->runs_n;
	if (sums->room == 0)
		return err_set(err, EXIT_SYSTEM, "too many votes to be sorted");
	for (size_t i = 0; i < sums->runs_n; i++) {
		sums->runs[i].room = sums->held + i * sums->room;
		if (run_read(sums, &sums->runs[i], err) < 0)
			return -1;
	}
	return 0;
}

int sums_sort(struct sums *sums, struct err *err)
{
	if (sums->n == 0)
		return 0; /* then no run was written either */
	if (sums->runs_n == 0) {
		struct run *run = run_add(sums);
		run->next = sums->held;
		run->end = sums->held + sums->n;
		run->left = 0;
	} else if (runs_begin(sums, err) < 0) {
		return -1;
	}
	sums->heap = must_malloc(sums->runs_n * sizeof *sums->heap);
	for (size_t i = 0; i < sums->runs_n; i++)
		sums->heap[sums->heap_n++] = &sums->runs[i];
	for (size_t i = sums->heap_n / 2; i-- > 0;)
		heap_sink(sums, i);
	return 0;
}

/* Takes the first run's next sum away. */
static int step(struct sums *sums, struct err *err)
{
	struct run *run = sums->heap[0];

	if (++run->next == run->end) {
		if (run->left == 0)
			sums->heap[0] = sums->heap[--sums->heap_n];
		else if (run_read(sums, run, err) < 0)
			return -1;
	}
	heap_sink(sums, 0);
	return 0;
}

int sums_next(struct sums *sums, struct sum *sum, struct err *err)
{
	if (sums->heap_n == 0)
		return 0;
	*sum = *sums->heap[0]->next;
	if (step(sums, err) < 0)
		return -1;
	while (sums->heap_n && compare(sums->heap[0]->next, sum) == 0) {
		join(sum, sums->heap[0]->next);
		if (step(sums, err) < 0)
			return -1;
	}
	return 1;
}
