/* message: see message.h. */
#include "schema/base/message.h"
#include "schema/base/utf8.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct {
	const char *program;
	bool quiet, verbose;
	enum exit_status worst;
} speaker = {.program = "filmtally"};

static enum exit_status status_received(enum exit_status status)
{
	return (unsigned)status <= EXIT_LOCKED ? status : EXIT_SYSTEM;
}

void err_received(struct err *err)
{
	err->file[sizeof err->file - 1] = err->text[sizeof err->text - 1] = '\0';
	err->status = status_received(err->status);
}

int err_set(struct err *err, enum exit_status status, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	vsnprintf(err->text, sizeof err->text, format, args);
	va_end(args);
	err->status = status;
	return -1;
}

int err_errno(struct err *err, const char *format, ...)
{
	int code = errno;
	va_list args;
	va_start(args, format);
	int n = vsnprintf(err->text, sizeof err->text, format, args);
	va_end(args);
	if (n >= 0 && (size_t)n < sizeof err->text)
		snprintf(err->text + n, sizeof err->text - (size_t)n, ": %s", strerror(code));
	err->status = EXIT_SYSTEM;
	return -1;
}

int err_at(struct err *err, const char *file, long line)
{
	if (!err->file[0] && file)
		snprintf(err->file, sizeof err->file, "%s", file);
	if (!err->line)
		err->line = line;
	return -1;
}

void message_start(const char *program, bool quiet, bool verbose)
{
	speaker.program = program;
	speaker.quiet = quiet;
	speaker.verbose = verbose;
}

const char *message_program(void)
{
	return speaker.program;
}

bool message_is_quiet(void)
{
	return speaker.quiet;
}

/* One write, so that lines of several processes do not mix. */
static void say(const char *file, long line, const char *format, va_list args)
{
	char what[2048], raw[4096], safe[8192];
	vsnprintf(what, sizeof what, format, args);
	bool has_file = file && *file;
	int n;
	if (has_file && line > 0)
		n = snprintf(raw, sizeof raw, "%s: %s:%ld: %s", speaker.program, file, line, what);
	else if (has_file)
		n = snprintf(raw, sizeof raw, "%s: %s: %s", speaker.program, file, what);
	else
		n = snprintf(raw, sizeof raw, "%s: %s", speaker.program, what);
	size_t length = n < 0 ? 0 : (size_t)n < sizeof raw ? (size_t)n : sizeof raw - 1;
	size_t out = utf8_printable(raw, length, safe, sizeof safe - 1);
	safe[out++] = '\n';
	ssize_t unused = write(STDERR_FILENO, safe, out);
	(void)unused; /* nowhere left to complain */
}

void message_raise(enum exit_status status)
{
	static const int rank[] = {
	    [EXIT_DONE] = 0,
	    [EXIT_REFUSED] = 1,
	    [EXIT_USAGE] = 2,
	    [EXIT_LOCKED] = 3,
	    [EXIT_SYSTEM] = 4,
	};
	status = status_received(status);
	if (rank[status] > rank[speaker.worst])
		speaker.worst = status;
}

enum exit_status message_status(void)
{
	return speaker.worst;
}

static void say_text(const char *file, long line, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	say(file, line, format, args);
	va_end(args);
}

void message_err(const struct err *err)
{
	say_text(err->file, err->line, "%s", err->text);
	message_raise(err->status);
}

void message_error(enum exit_status status, const char *file, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	say(file, 0, format, args);
	va_end(args);
	message_raise(status);
}

void message_note(const char *file, const char *format, ...)
{
	if (speaker.quiet)
		return;
	va_list args;
	va_start(args, format);
	say(file, 0, format, args);
	va_end(args);
}

void message_detail(const char *file, const char *format, ...)
{
	if (!speaker.verbose)
		return;
	va_list args;
	va_start(args, format);
	say(file, 0, format, args);
	va_end(args);
}

void die(enum exit_status status, const char *file, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	say(file, 0, format, args);
	va_end(args);
	exit(status);
}

static void (*memory_action)(void);

void memory_on_failure(void (*act)(void))
{
	memory_action = act;
}

static void *must(void *memory)
{
	if (!memory && memory_action)
		memory_action();
	if (!memory)
		die(EXIT_SYSTEM, NULL, "out of memory");
	return memory;
}

void *must_malloc(size_t n)
{
	return must(malloc(n ? n : 1));
}

void *must_calloc(size_t n, size_t size)
{
	return must(calloc(n ? n : 1, size ? size : 1));
}

void *must_realloc(void *old, size_t n)
{
	return must(realloc(old, n ? n : 1));
}

char *must_strdup(const char *text)
{
	return must(strdup(text));
}
