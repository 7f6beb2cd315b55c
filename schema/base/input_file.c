/* input_file: see input_file.h; and input_slurp of input.h. */
#include "schema/base/input_file.h"

#include "schema/base/input.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

const char *input_file_name(const char *path)
{
	return strcmp(path, "-") == 0 ? "stdin" : path;
}

int input_file_refuse(const char *path, const char *what, struct err *err)
{
	err_errno(err, "%s", what);
	err->status = EXIT_REFUSED;
	return err_at(err, input_file_name(path), 0);
}

int input_file_open(const char *path, struct stat *facts, struct err *err)
{
	bool is_stdin = strcmp(path, "-") == 0;
	int fd = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (fd < 0)
		return input_file_refuse(path, *path ? "can't open" : "empty file name", err);
	int failed = fstat(fd, facts);
	if (failed == 0 && S_ISDIR(facts->st_mode)) {
		errno = EISDIR;
		failed = -1;
	}
	if (failed == 0)
		return fd;
	input_file_refuse(path, "can't read", err);
	if (!is_stdin)
		close(fd);
	return -1;
}

void input_file_close(int fd)
{
	if (fd != STDIN_FILENO)
		close(fd);
}

ssize_t input_file_read(int fd, void *bytes, size_t n)
{
	ssize_t got;
	do {
		got = read(fd, bytes, n);
	} while (got < 0 && errno == EINTR);
	return got;
}

/* 1 if nothing is left to read, 0 if something is, -1 if it can't be read. */
static int at_end(int fd)
{
	char byte;
	ssize_t got = input_file_read(fd, &byte, 1);
	return got < 0 ? -1 : got == 0;
}

static int too_large(const char *path, size_t max, struct err *err)
{
	err_set(err, EXIT_REFUSED, "larger than %zu bytes", max);
	return err_at(err, input_file_name(path), 0);
}

static int slurp(int fd, const char *path, size_t guess, struct buf *buf, struct err *err)
{
	size_t want = guess ? guess : 64 * 1024;
	for (;;) {
		size_t left = buf->max - buf->n;
		if (left == 0) {
			int end = at_end(fd);
			if (end < 0)
				return input_file_refuse(path, "can't read", err);
			return end ? 0 : too_large(path, buf->max, err);
		}
		size_t n = want < left ? want : left;
		ssize_t got = input_file_read(fd, buf_room(buf, n), n);
		if (got < 0)
			return input_file_refuse(path, "can't read", err);
		if (got == 0)
			return 0;
		buf_grown(buf, (size_t)got);
		want = (size_t)got < n ? n - (size_t)got : 64 * 1024;
	}
}

int input_slurp(const char *path, struct buf *buf, struct err *err)
{
	struct stat facts;
	buf_clear(buf);
	int fd = input_file_open(path, &facts, err);
	if (fd < 0)
		return -1;
	size_t guess = S_ISREG(facts.st_mode) && facts.st_size > 0 ? (size_t)facts.st_size : 0;
	int result = slurp(fd, path, guess, buf, err);
	input_file_close(fd);
	return result;
}
