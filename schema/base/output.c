/* output: see output.h. */
#include "schema/base/output.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BUFFER = 64 * 1024 };

static void (*closed_pipe_action)(void);

/* The files to remove should the program end before their commit. A forked child leaves its
 * parent's alone. */
static struct {
	const char *path;
	pid_t owner;
} unfinished[16];
enum { UNFINISHED = sizeof unfinished / sizeof unfinished[0] };

static void remove_unfinished(void)
{
	for (size_t i = 0; i < UNFINISHED; i++) {
		if (unfinished[i].path && unfinished[i].owner == getpid())
			unlink(unfinished[i].path);
	}
}

static void remember(const char *path)
{
	static bool registered;
	if (!registered)
		registered = atexit(remove_unfinished) == 0;
	for (size_t i = 0; i < UNFINISHED; i++) {
		if (!unfinished[i].path) {
			unfinished[i].path = path;
			unfinished[i].owner = getpid();
			return;
		}
	}
}

static void forget(const char *path)
{
	for (size_t i = 0; i < UNFINISHED; i++) {
		if (unfinished[i].path == path)
			unfinished[i].path = NULL;
	}
}

void output_on_closed_pipe(void (*act)(void))
{
	closed_pipe_action = act;
}

static void release(struct output *output)
{
	free(output->path);
	free(output->temporary);
	free(output->buffer);
	*output = (struct output){0};
}

/* The reader of our pipe has gone: nobody is left to be told anything. */
static void pipe_closed(void)
{
	if (closed_pipe_action)
		closed_pipe_action();
	exit(EXIT_DONE);
}

static bool is_closed_pipe(FILE *file)
{
	struct pollfd fd = {.fd = fileno(file)};
	return poll(&fd, 1, 0) == 1 && (fd.revents & POLLERR);
}

static int failed(struct output *output, struct err *err)
{
	if (errno == EPIPE || is_closed_pipe(output->file))
		pipe_closed();
	if (!errno)
		errno = EIO; /* an earlier write failed, and stdio kept only the fact */
	err_errno(err, "can't write");
	return err_at(err, output->path ? output->path : "stdout", 0);
}

static int open_failed(struct output *output, const char *path, struct err *err)
{
	err_errno(err, "can't write");
	err_at(err, path, 0);
	release(output);
	return -1;
}

/* The mode a new file would have had, or that of the file it takes the place of. */
static mode_t mode_of(const struct stat *old)
{
	if (old)
		return old->st_mode & 07777;
	mode_t mask = umask(0);
	umask(mask);
	return 0666 & ~mask;
}

static int make_temporary(struct output *output, const struct stat *old)
{
	if (asprintf(&output->temporary, "%s.XXXXXX", output->path) < 0)
		die(EXIT_SYSTEM, NULL, "out of memory");
	int fd = mkostemp(output->temporary, O_CLOEXEC);
	if (fd < 0) {
		free(output->temporary);
		output->temporary = NULL;
		return -1;
	}
	remember(output->temporary);
	if (fchmod(fd, mode_of(old)) < 0) {
		/* a file system without modes: what it gave must do */
	}
	return fd;
}

/* A device or a pipe is written in place: there is nothing to rename over. */
static int open_fd(struct output *output)
{
	struct stat old;
	bool exists = stat(output->path, &old) == 0;
	if (exists && !S_ISREG(old.st_mode))
		return open(output->path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
	return make_temporary(output, exists ? &old : NULL);
}

static int open_stdout(struct output *output)
{
	static char buffer[BUFFER];
	output->file = stdout;
	setvbuf(stdout, buffer, _IOFBF, sizeof buffer);
	return 0;
}

int output_open(struct output *output, const char *path, struct err *err)
{
	*output = (struct output){0};
	if (!path || strcmp(path, "-") == 0)
		return open_stdout(output);
	char *real = realpath(path, NULL); /* so that a link stays one */
	output->path = real ? real : must_strdup(path);
	int fd = open_fd(output);
	if (fd < 0)
		return open_failed(output, path, err);
	output->file = fdopen(fd, "w");
	if (!output->file)
		die(EXIT_SYSTEM, path, "out of memory");
	output->buffer = must_malloc(BUFFER);
	setvbuf(output->file, output->buffer, _IOFBF, BUFFER);
	return 0;
}

int output_write(struct output *output, const void *bytes, size_t n, struct err *err)
{
	errno = 0;
	return fwrite(bytes, 1, n, output->file) == n ? 0 : failed(output, err);
}

int output_flush(struct output *output, struct err *err)
{
	errno = 0;
	return fflush(output->file) == 0 ? 0 : failed(output, err);
}

/* The renaming itself is made to last, where the file system can. */
static void sync_directory(const char *path)
{
	char *copy = must_strdup(path);
	int fd = open(dirname(copy), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd >= 0) {
		fsync(fd);
		close(fd);
	}
	free(copy);
}

static int flush(struct output *output, struct err *err)
{
	errno = 0;
	bool broken = ferror(output->file);
	if (fflush(output->file) != 0 || broken)
		return failed(output, err);
	/* EINVAL and EROFS: a device or a pipe, which can't be synced */
	if (output->temporary && fsync(fileno(output->file)) != 0 && errno != EINVAL &&
	    errno != EROFS)
		return failed(output, err);
	return 0;
}

static int close_file(struct output *output, struct err *err)
{
	errno = 0;
	int closed = fclose(output->file);
	output->file = NULL;
	if (closed == 0)
		return 0;
	if (errno == EPIPE)
		pipe_closed();
	err_errno(err, "can't write");
	return err_at(err, output->path ? output->path : "stdout", 0);
}

static int rename_file(struct output *output, struct err *err)
{
	if (!output->temporary)
		return 0;
	if (rename(output->temporary, output->path) != 0) {
		err_errno(err, "can't rename");
		return err_at(err, output->path, 0);
	}
	forget(output->temporary);
	sync_directory(output->path);
	free(output->temporary);
	output->temporary = NULL;
	return 0;
}

int output_commit(struct output *output, struct err *err)
{
	int result = flush(output, err);
	if (result == 0)
		result = close_file(output, err);
	if (result == 0)
		result = rename_file(output, err);
	if (result == 0)
		release(output);
	else
		output_abandon(output);
	return result;
}

void output_abandon(struct output *output)
{
	if (output->file)
		fclose(output->file);
	if (output->temporary) {
		forget(output->temporary);
		unlink(output->temporary);
	}
	release(output);
}

int output_whole(const char *path, const char *bytes, size_t n, struct err *err)
{
	struct output output;
	if (output_open(&output, path, err) != 0)
		return -1;
	if (output_write(&output, bytes, n, err) == 0)
		return output_commit(&output, err);
	output_abandon(&output);
	return -1;
}
