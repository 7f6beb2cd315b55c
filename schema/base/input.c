/* input: see input.h. A stream is one buffer over a file, with gzip between them when it was asked
 * for. */
#include "schema/base/input.h"
#include "schema/base/gzip.h"
#include "schema/base/input_file.h"
#include "schema/base/moving.h"

#include <assert.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	PIPE_BYTES = 1024 * 1024,                 /* as much as anybody may ask for */
	ROOM = MOVING ? MOVING_ROOM : 256 * 1024, /* of the buffer, until input_ahead needs more */
	MOVED_MOST = 1 << 20,
	RATIO_FROM = 64 * 1024 * 1024 /* bytes of output from which max_ratio counts */
};

/* Bytes read from the file, or inflated from it, and not yet taken. */
struct window {
	char *room;
	size_t start, end, size;
};

struct input {
	int fd;
	char *name;
	struct input_options options;
	int64_t size;                /* of the file, -1 when not known */
	int64_t offset;              /* bytes read from the file */
	int64_t output;              /* bytes inflated */
	long lines;                  /* taken */
	int64_t taken;               /* bytes */
	struct window plain, packed; /* packed is used only under gzip */
	struct gzip *gzip;
	bool looked;  /* for gzip's magic number */
	bool between; /* of gzip members: the last one ended, none has begun */
	bool ended;
	struct err pending; /* reported when what came before it was handed out */
};

static struct window make_window(void)
{
	return (struct window){.room = must_malloc(ROOM), .size = ROOM};
}

/* Moves what is left to the front; a window that is full of it is made larger. */
static void make_room(struct window *window)
{
	size_t kept = window->end - window->start;
	if (kept == window->size) {
		window->size *= 2;
		window->room = must_realloc(window->room, window->size);
	} else if (kept && window->start) {
		memmove(window->room, window->room + window->start, kept);
	}
	window->room = moved(window->room, kept, window->size, MOVED_MOST);
	window->start = 0;
	window->end = kept;
}

/* Reads more behind what is left. Returns bytes read, 0 at the end. */
static ssize_t fill_from_file(struct input *input, struct window *window, struct err *err)
{
	make_room(window);
	ssize_t got =
	    input_file_read(input->fd, window->room + window->end, window->size - window->end);
	if (got < 0)
		return input_file_refuse(input->name, "can't read", err);
	window->end += (size_t)got;
	input->offset += got;
	return got;
}

static bool has_magic(const struct window *window)
{
	const char *at = window->room + window->start;
	return window->end - window->start >= 2 && at[0] == '\x1F' && at[1] == '\x8B';
}

/* Looks for the magic number; what was read becomes the packed side if it is there. */
static int detect_gzip(struct input *input, struct err *err)
{
	while (input->plain.end < 2) {
		ssize_t got = fill_from_file(input, &input->plain, err);
		if (got < 0)
			return -1;
		if (got == 0)
			break;
	}
	if (!has_magic(&input->plain))
		return 0;
	input->packed = input->plain;
	input->plain = make_window();
	input->gzip = gzip_open(GZIP_MEMBER);
	return 0;
}

struct input *input_open(const char *path, struct input_options options, struct err *err)
{
	struct stat facts;
	int fd = input_file_open(path, &facts, err);
	if (fd < 0)
		return NULL;
	struct input *input = must_calloc(1, sizeof *input);
	input->fd = fd;
	input->name = must_strdup(input_file_name(path));
	input->options = options;
	input->size = S_ISREG(facts.st_mode) ? facts.st_size : -1;
	input->plain = make_window();
	if (S_ISFIFO(facts.st_mode))
		fcntl(fd, F_SETPIPE_SZ,
		    PIPE_BYTES); /* else the two ends wake each other for every 64 KiB */
	return input;
}

static int check_limits(struct input *input, struct err *err)
{
	int64_t most = input->options.max_output;
	int ratio = input->options.max_ratio;
	if (most && input->output > most)
		err_set(err, EXIT_REFUSED, "inflates to more than %lld bytes", (long long)most);
	else if (ratio && input->output > RATIO_FROM && input->output / ratio > input->offset)
		err_set(err, EXIT_REFUSED, "inflates to more than %d times its size", ratio);
	else
		return 0;
	return err_at(err, input->name, 0);
}

/* After a member: 1 another begins, 0 the end (NULs may pad it, as on tapes), -1 something else
 * follows. */
static int next_member(struct input *input, struct err *err)
{
	struct window *packed = &input->packed;
	for (;;) {
		while (packed->start < packed->end && packed->room[packed->start] == '\0')
			packed->start++;
		if (has_magic(packed)) {
			gzip_reset(input->gzip);
			input->between = false;
			return 1;
		}
		if (packed->end - packed->start >= 2)
			break;
		ssize_t got = fill_from_file(input, packed, err);
		if (got < 0)
			return -1;
		if (got == 0 && packed->start == packed->end)
			return 0;
		if (got == 0)
			break;
	}
	err_set(err, EXIT_REFUSED, "something else follows the compressed data");
	return err_at(err, input->name, 0);
}

/* Makes sure that a member is there to go on with: 1, 0 at the end, -1 err. */
static int need_packed(struct input *input, struct err *err)
{
	struct window *packed = &input->packed;
	if (input->between) {
		int more = next_member(input, err);
		if (more <= 0)
			return more;
	}
	if (packed->start < packed->end)
		return 1;
	ssize_t got = fill_from_file(input, packed, err);
	if (got != 0)
		return got < 0 ? -1 : 1;
	err_set(err, EXIT_REFUSED, "compressed data is cut short");
	return err_at(err, input->name, 0);
}

/* Inflates some of the packed bytes; may take them without giving any. */
static ssize_t inflate_step(struct input *input, struct err *err)
{
	struct window *plain = &input->plain, *packed = &input->packed;
	const char *in = packed->room + packed->start;
	size_t in_n = packed->end - packed->start;
	ssize_t got = gzip_inflate(input->gzip, &in, &in_n, plain->room + plain->end,
	    plain->size - plain->end, &input->between, err);
	packed->start = packed->end - in_n;
	if (got < 0)
		return err_at(err, input->name, 0);
	input->output += got;
	plain->end += (size_t)got;
	return check_limits(input, err) == 0 ? got : -1;
}

/* Inflates behind what the plain window holds. Returns bytes written, 0 at the end. */
static ssize_t inflate_more(struct input *input, struct err *err)
{
	ssize_t got = 0;
	while (got == 0) {
		int there = need_packed(input, err);
		if (there <= 0)
			return there;
		got = inflate_step(input, err);
	}
	return got;
}

/* One more read behind what is there; an error is kept until what came before it was taken. */
static bool fill(struct input *input)
{
	if (input->ended)
		return false;
	ssize_t got;
	if (input->options.gzip && !input->looked) {
		input->looked = true;
		if (detect_gzip(input, &input->pending) != 0) {
			input->ended = true;
			return false;
		}
		if (input->plain.start < input->plain.end)
			return true;
	}
	if (input->gzip) {
		make_room(&input->plain);
		got = inflate_more(input, &input->pending);
	} else {
		got = fill_from_file(input, &input->plain, &input->pending);
	}
	if (got <= 0)
		input->ended = true;
	return got > 0;
}

int input_failed(const struct input *input, struct err *err)
{
	if (input->pending.status == EXIT_DONE)
		return 0;
	*err = input->pending;
	return -1;
}

/* Makes sure that something is there: 1, 0 at the end, -1 err. */
static int need(struct input *input, struct err *err)
{
	if (input->plain.start < input->plain.end || fill(input))
		return 1;
	return input_failed(input, err);
}

ssize_t input_read(struct input *input, void *bytes, size_t n, struct err *err)
{
	int there = n ? need(input, err) : 0;
	if (there <= 0)
		return there;
	struct window *plain = &input->plain;
	size_t have = plain->end - plain->start;
	if (n > have)
		n = have;
	memcpy(bytes, plain->room + plain->start, n);
	plain->start += n;
	input->taken += (int64_t)n;
	return (ssize_t)n;
}

const char *input_ahead(struct input *input, size_t n, size_t *got)
{
	struct window *plain = &input->plain;
	while (plain->end - plain->start < n && fill(input))
		;
	*got = plain->end - plain->start;
	return plain->room + plain->start;
}

const char *input_peek(struct input *input, size_t n, size_t *got)
{
	const char *at = input_ahead(input, n, got);
	if (*got > n)
		*got = n;
	return at;
}

void input_skip(struct input *input, size_t n, long lines)
{
	assert(n <= input->plain.end - input->plain.start);
	input->plain.start += n;
	input->lines += lines;
	input->taken += (int64_t)n;
}

long input_lines(const struct input *input)
{
	return input->lines;
}

int64_t input_taken(const struct input *input)
{
	return input->taken;
}

/* Adds what fits, so that a message can show how the line began. */
static void add_part(struct buf *buf, const char *bytes, size_t n)
{
	size_t left = buf->max - buf->n;
	if (buf->overflow)
		return;
	buf_add(buf, bytes, n < left ? n : left);
	buf->overflow = n > left;
}

int input_line(struct input *input, struct buf *buf, struct err *err)
{
	struct window *plain = &input->plain;
	bool begun = false;
	buf_clear(buf);
	for (;;) {
		int there = need(input, err);
		if (there < 0)
			return -1; /* of a line that is cut off nothing is known */
		if (there == 0) {
			input->lines += begun;
			return begun;
		}
		begun = true;
		const char *at = plain->room + plain->start;
		size_t have = plain->end - plain->start;
		const char *end = memchr(at, '\n', have);
		size_t n = end ? (size_t)(end - at) : have;
		add_part(buf, at, n);
		input_skip(input, n + (end != NULL), end != NULL);
		if (end)
			return 1;
	}
}

const char *input_name(const struct input *input)
{
	return input->name;
}

int64_t input_offset(const struct input *input)
{
	return input->offset;
}

int64_t input_size(const struct input *input)
{
	return input->size;
}

bool input_again(struct input *input)
{
	if (input->size < 0 || input->fd == STDIN_FILENO || lseek(input->fd, 0, SEEK_SET) != 0)
		return false;
	input->plain.start = input->plain.end = 0;
	input->packed.start = input->packed.end = 0;
	input->offset = input->output = 0;
	input->lines = 0;
	input->taken = 0;
	input->between = input->ended = false;
	input->pending = (struct err){0};
	if (input->gzip)
		gzip_reset(input->gzip);
	return true;
}

void input_close(struct input *input)
{
	if (!input)
		return;
	input_file_close(input->fd);
	gzip_close(input->gzip);
	free(input->plain.room);
	free(input->packed.room);
	free(input->name);
	free(input);
}
