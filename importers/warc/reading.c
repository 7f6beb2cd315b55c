/* reading: see reading.h. */
#include "importers/warc/reading.h"

#include "importers/confine/confined.h"
#include "importers/confine/sandbox.h"
#include "importers/warc/archive.h"
#include "importers/warc/capture.h"
#include "importers/warc/event.h"
#include "importers/warc/seen.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

enum {
	ARENA_MAX = 7 * PAGE_MAX, /* a payload once more for each coding, and its header */
	REVISIT_SEARCH =
	    10000 /* records looked at for a revisit's original within one compressed member */
};

struct reading {
	int out;
	int file, again; /* the archive; and once more, for originals: -1 when it can't be */
	struct archive *archive;
	struct seen seen;
	struct arena arena; /* of the record at hand */
};

/* ---- what is said ---- */

static void write_all(int fd, struct iovec *parts, int n)
{
	while (n > 0) {
		ssize_t put = writev(fd, parts, n);
		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0) /* nobody listens any more */
			_exit(EXIT_DONE);
		while (n > 0 && (size_t)put >= parts->iov_len) {
			put -= (ssize_t)parts->iov_len;
			parts++;
			n--;
		}
		if (n > 0) {
			parts->iov_base = (char *)parts->iov_base + put;
			parts->iov_len -= (size_t)put;
		}
	}
}

static void say_bytes(
    struct reading *reading, struct event event, const char *text, const char *body)
{
	struct iovec parts[] = {
	    {&event, sizeof event}, {(void *)text, event.text_n}, {(void *)body, event.n}};
	event.done = reading->archive ? archive_read(reading->archive) : 0;
	write_all(reading->out, parts, 3);
}

static void say(struct reading *reading, enum event_kind kind, int64_t offset, const char *text)
{
	size_t n = strlen(text);
	struct event event = {
	    .kind = kind, .offset = offset, .text_n = n < EVENT_TEXT_MAX ? n : EVENT_TEXT_MAX};
	say_bytes(reading, event, text, NULL);
}

/* ---- records ---- */

static void say_page(struct reading *reading, const struct capture *capture, int64_t offset)
{
	struct buf text = BUF_INIT(EVENT_TEXT_MAX);
	capture_pack(capture, &text);
	if (text.overflow) {
		say(reading, EVENT_REFUSED, offset, "its header is too large");
	} else {
		struct event event = {
		    .kind = EVENT_PAGE, .offset = offset, .text_n = text.n, .n = capture->n};
		say_bytes(reading, event, buf_text(&text), capture->body);
	}
	buf_release(&text);
}

static bool is_original(const struct entry *entry, const struct entry *revisit)
{
	if (strcmp(entry->type, "revisit") == 0 || !entry->block)
		return false;
	if (revisit->payload_digest && entry->payload_digest &&
	    strcmp(revisit->payload_digest, entry->payload_digest) == 0)
		return true;
	if (revisit->refers_to && entry->id && strcmp(revisit->refers_to, entry->id) == 0)
		return true;
	const char *uri = revisit->refers_uri ? revisit->refers_uri : revisit->url;
	return uri && entry->url && strcmp(uri, entry->url) == 0;
}

static int64_t find_original(const struct reading *reading, const struct entry *revisit)
{
	int64_t at = seen_find(&reading->seen, 'd', revisit->payload_digest);
	if (at < 0)
		at = seen_find(&reading->seen, 'i', revisit->refers_to);
	if (at < 0)
		at = seen_find(&reading->seen, 'u', revisit->refers_uri);
	return at;
}

/* Reads the original again from its offset: 1 when *capture is its page, 0 when it can't be had.
 * The archive is the capture's owner and goes after it. */
static int read_original(struct reading *reading, const struct entry *revisit,
    struct capture *capture, struct archive **archive)
{
	struct err ignored = {0};
	struct entry entry;
	int64_t at = find_original(reading, revisit);
	*archive = at < 0 || lseek(reading->again, 0, SEEK_SET) < 0
	    ? NULL
	    : archive_open(reading->again, at, capture_wants, &ignored);
	for (int i = 0; *archive && i < REVISIT_SEARCH; i++) {
		if (archive_next(*archive, &entry, &ignored) <= 0)
			return 0;
		if (is_original(&entry, revisit))
			return capture_read(&reading->arena, &entry, capture, &ignored) == 0 &&
			    !capture->passed;
	}
	return 0;
}

static void revisit(struct reading *reading, const struct entry *entry)
{
	struct capture capture;
	struct archive *archive;
	if (read_original(reading, entry, &capture, &archive) > 0) {
		capture.url = entry->url;
		capture.date = entry->date;
		say_page(reading, &capture, entry->offset);
	} else {
		say(reading, EVENT_PASSED, entry->offset, "revisit without its original");
	}
	archive_close(archive);
}

static void page(struct reading *reading, const struct entry *entry, const struct capture *capture)
{
	struct err why = {0};
	seen_add(&reading->seen, 'd', entry->payload_digest, entry->offset);
	seen_add(&reading->seen, 'i', entry->id, entry->offset);
	seen_add(&reading->seen, 'u', entry->url, entry->offset);
	if (capture->n <= PAGE_MAX) {
		say_page(reading, capture, entry->offset);
	} else {
		err_set(&why, EXIT_REFUSED, "the page is larger than %d bytes", PAGE_MAX);
		say(reading, EVENT_REFUSED, entry->offset, why.text);
	}
}

/* What a record that is taken all the same has against it. */
static void remark(
    struct reading *reading, const struct entry *entry, const struct capture *capture)
{
	char text[200];
	if (entry->missing) {
		snprintf(text, sizeof text,
		    "offset %" PRId64 ": the length counts %" PRId64
		    " bytes that are not there; the payload is whole",
		    entry->offset, entry->missing);
		say(reading, EVENT_NOTE, entry->offset, text);
	} else if (capture->damaged) {
		snprintf(text, sizeof text,
		    "offset %" PRId64 ": the %.40s's bytes are not those of its digest",
		    entry->offset, entry->type);
		say(reading, EVENT_DAMAGED, entry->offset, text);
	}
}

static void take(struct reading *reading, const struct entry *entry)
{
	struct capture capture;
	struct err why = {0};
	arena_reset(&reading->arena);
	if (capture_read(&reading->arena, entry, &capture, &why) < 0) {
		say(reading, EVENT_REFUSED, entry->offset, why.text);
		return;
	}
	remark(reading, entry, &capture);
	if (strcmp(entry->type, "revisit") == 0)
		revisit(reading, entry);
	else if (capture.passed)
		say(reading, EVENT_PASSED, entry->offset, capture.passed);
	else
		page(reading, entry, &capture);
}

/* ---- the archive ---- */

static void read_records(struct reading *reading)
{
	for (;;) {
		struct entry entry;
		struct err why = {0};
		int got = archive_next(reading->archive, &entry, &why);
		if (got == 0)
			return;
		if (got < 0)
			say(reading, EVENT_REFUSED, entry.offset, why.text);
		else
			take(reading, &entry);
	}
}

static void say_end(struct reading *reading)
{
	char text[200];
	int64_t shared = archive_shared(reading->archive);
	say(reading, EVENT_ENDED, -1, "");
	if (shared) {
		snprintf(text, sizeof text,
		    "%" PRId64
		    " records do not begin a compressed member: read, but not by their offset",
		    shared);
		say(reading, EVENT_NOTE, -1, text);
	}
	if (reading->seen.full) {
		snprintf(text, sizeof text,
		    "over %d pages: revisits of the later ones are not resolved", SEEN_MAX / 3);
		say(reading, EVENT_NOTE, -1, text);
	}
}

/* Opens the file, and a regular one once more: a revisit's original is read while the archive
 * is. */
static int open_files(struct reading *reading, const char *path, struct err *err)
{
	struct stat about;
	bool is_stdin = strcmp(path, "-") == 0;
	reading->file = is_stdin ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	reading->again = -1;
	if (reading->file < 0 || fstat(reading->file, &about) < 0) {
		err_errno(err, "can't be opened");
		return -1;
	}
	if (S_ISDIR(about.st_mode))
		return err_set(err, EXIT_REFUSED, "is a directory");
	if (S_ISREG(about.st_mode) && !is_stdin)
		reading->again = open(path, O_RDONLY | O_CLOEXEC);
	return 0;
}

void reading_run(const char *path, int out)
{
	struct reading reading = {.out = out};
	struct err err = {0}, why = {0};
	int opened = open_files(&reading, path, &why);
	confined_leave_parent((const int[]){out, reading.file, reading.again}, 3);
	if (sandbox_enter(&err) < 0) {
		message_err(&err);
		_exit(EXIT_SYSTEM);
	}
	arena_init(&reading.arena, ARENA_MAX);
	if (opened == 0)
		reading.archive = archive_open(reading.file, 0, capture_wants, &why);
	if (reading.archive) {
		say(&reading, EVENT_OPENED, archive_size(reading.archive), "");
		read_records(&reading);
		say_end(&reading);
	} else {
		say(&reading, EVENT_REFUSED, -1, why.text);
		say(&reading, EVENT_ENDED, -1, "");
	}
	_exit(EXIT_DONE);
}
