/* reader: see reader.h. */
#include "importers/warc/reader.h"

#include "importers/page/page.h"
#include "importers/warc/reading.h"
#include "schema/base/buf.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
	PIPE_BYTES = 1 << 20, /* as much as anybody may ask for */
	AHEAD = 1 << 16       /* small things are read together */
};

struct reader {
	pid_t pid;
	int from;
	bool ended; /* it said so */
	bool lied;  /* with what makes no sense */
	char ahead[AHEAD];
	size_t at, n; /* of what was read and not taken */
	struct buf text;
};

struct reader *reader_start(const char *path, struct err *err)
{
	int up[2];
	if (pipe(up) < 0) {
		err_errno(err, "can't make a pipe to read %s", path);
		return NULL;
	}
	fflush(NULL); /* what waits in a buffer must not be written twice */
	pid_t pid = fork();
	if (pid == 0)
		reading_run(path, up[1]);
	close(up[1]);
	if (pid < 0) {
		err_errno(err, "can't make a process to read %s", path);
		close(up[0]);
		return NULL;
	}
	fcntl(up[0], F_SETPIPE_SZ, PIPE_BYTES); /* else the two ends wake each other more often */
	struct reader *reader = must_calloc(1, sizeof *reader);
	reader->pid = pid;
	reader->from = up[0];
	buf_init(&reader->text, EVENT_TEXT_MAX);
	return reader;
}

/* Takes n bytes: first what was read ahead, then large parts to their place. -1 when they do not
 * come. */
static int take(struct reader *reader, char *to, size_t n)
{
	while (n) {
		size_t left = reader->n - reader->at;
		if (left) {
			size_t step = left < n ? left : n;
			memcpy(to, reader->ahead + reader->at, step);
			reader->at += step;
			to += step;
			n -= step;
			continue;
		}
		bool large = n >= AHEAD;
		ssize_t got = read(reader->from, large ? to : reader->ahead, large ? n : AHEAD);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return -1;
		if (large) {
			to += got;
			n -= (size_t)got;
		} else {
			reader->at = 0;
			reader->n = (size_t)got;
		}
	}
	return 0;
}

static bool makes_sense(const struct event *event)
{
	return (unsigned)event->kind <= EVENT_ENDED && event->text_n <= EVENT_TEXT_MAX &&
	    event->n <= (event->kind == EVENT_PAGE ? PAGE_MAX : 0);
}

int reader_next(struct reader *reader, struct event *event, const char **text)
{
	buf_clear(&reader->text);
	if (take(reader, (char *)event, sizeof *event) < 0)
		return 0;
	if (!makes_sense(event)) {
		reader->lied = true;
		return 0;
	}
	if (take(reader, buf_room(&reader->text, event->text_n), event->text_n) < 0)
		return 0;
	buf_grown(&reader->text, event->text_n);
	reader->ended = reader->ended || event->kind == EVENT_ENDED;
	*text = buf_text(&reader->text);
	return 1;
}

int reader_bytes(struct reader *reader, char *to, size_t n)
{
	return take(reader, to, n);
}

int reader_close(struct reader *reader, struct err *err)
{
	int status = 0;
	bool ended = reader->ended, lied = reader->lied;
	pid_t pid = reader->pid;
	kill(pid, SIGKILL); /* nobody wants the rest; one that has exited keeps its status */
	close(reader->from);
	buf_release(&reader->text);
	free(reader);
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	if (lied)
		return err_set(err, EXIT_REFUSED, "crashed the reader (its answer makes no sense)");
	if (WIFSIGNALED(status))
		return err_set(
		    err, EXIT_REFUSED, "crashed the reader (signal %d)", WTERMSIG(status));
	if (WEXITSTATUS(status) == EXIT_SYSTEM)
		return err_set(err, EXIT_SYSTEM, "an archive could not be read on");
	if (!ended)
		return err_set(
		    err, EXIT_REFUSED, "ended the reader (status %d)", WEXITSTATUS(status));
	return 0;
}
