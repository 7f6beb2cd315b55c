/* fail-malloc: preloaded, fails the FAIL_AT-th allocation of each process, to see what a program
 * does then. */
#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>

static void *(*real_malloc)(size_t);
static void *(*real_realloc)(void *, size_t);
static long left;

__attribute__((constructor)) static void start(void)
{
	const char *at = getenv("FAIL_AT");
	real_malloc = dlsym(RTLD_NEXT, "malloc");
	real_realloc = dlsym(RTLD_NEXT, "realloc");
	left = at ? atol(at) : 0;
}

static int fails(void)
{
	if (left <= 0 || --left > 0)
		return 0;
	errno = ENOMEM;
	return 1;
}

void *malloc(size_t n)
{
	if (!real_malloc)
		start();
	return fails() ? NULL : real_malloc(n);
}

void *realloc(void *old, size_t n)
{
	if (!real_realloc)
		start();
	return fails() ? NULL : real_realloc(old, n);
}
