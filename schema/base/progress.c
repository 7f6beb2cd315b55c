/* progress: see progress.h. The line has no colour and no escape sequence: it is overwritten with
 * spaces. */
#include "schema/base/progress.h"
#include "schema/base/message.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum {
	QUIET_MS = 2000, /* work shorter than this shows nothing */
	EVERY_MS = 200,
	COLUMNS = 78 /* a longer line would wrap, and could not be overwritten */
};

static int64_t now_ms(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static bool is_wanted(void)
{
	const char *terminal = getenv("TERM");
	return !message_is_quiet() && isatty(STDERR_FILENO) && terminal &&
	    strcmp(terminal, "dumb") != 0;
}

void progress_start(struct progress *progress, const char *unit, int64_t total)
{
	*progress = (struct progress){.unit = unit, .total = total, .on = is_wanted()};
	if (progress->on)
		progress->started_ms = now_ms();
}

/* One write, so that it does not mix with other lines. */
static void show(const char *line)
{
	char padded[COLUMNS + 3];
	int n = snprintf(padded, sizeof padded, "\r%-*.*s\r", COLUMNS, COLUMNS, line);
	ssize_t unused = write(STDERR_FILENO, padded, n > 0 ? (size_t)n : 0);
	(void)unused;
}

/* "3 s left", "4 min left", "2 h 5 min left" */
static void describe_left(int64_t seconds, char *out, size_t size)
{
	if (seconds < 60)
		snprintf(out, size, ", %" PRId64 " s left", seconds);
	else if (seconds < 3600)
		snprintf(out, size, ", %" PRId64 " min left", (seconds + 59) / 60);
	else
		snprintf(out, size, ", %" PRId64 " h %" PRId64 " min left", seconds / 3600,
		    seconds % 3600 / 60);
}

void progress_tell(struct progress *progress, int64_t n, int64_t done)
{
	if (!progress->on)
		return;
	int64_t now = now_ms(), spent = now - progress->started_ms;
	if (spent < QUIET_MS || now - progress->shown_ms < EVERY_MS)
		return;
	progress->shown_ms = now;
	char left[64] = "", line[256];
	if (progress->total > 0 && done > 0 && done <= progress->total) {
		double seconds =
		    (double)spent / 1000 * (double)(progress->total - done) / (double)done;
		if (seconds <
		    1e9) /* what is done may be told by a process that reads hostile bytes */
			describe_left((int64_t)(seconds + 0.5), left, sizeof left);
	}
	snprintf(line, sizeof line, "%s: %" PRId64 " %s, %.0f a second%s", message_program(), n,
	    progress->unit, (double)n * 1000 / (double)spent, left);
	show(line);
}

void progress_end(struct progress *progress)
{
	if (progress->on && progress->shown_ms)
		show("");
	progress->on = 0;
}
