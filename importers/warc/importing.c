/* importing: see importing.h. */
#include "importers/warc/importing.h"

#include "importers/warc/capture.h"
#include "importers/warc/reader.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	ARENA_MAX = 4 * PAGE_MAX,
	KINDS = 64 /* of what is passed over, counted each by itself */
};

/* Something passed over, and how often. */
struct kind {
	char name[64];
	int64_t n;
};

/* One archive on its way. */
struct run {
	struct importing *importing;
	struct reader *reader;
	const char *name;
	struct kind kinds[KINDS];
	size_t kinds_n;
	int64_t records, pages;
	bool opened;
	int64_t offset; /* of the last record that was heard of */
};

/* ---- in the worker ---- */

static void add_notices(struct arena *arena, const struct capture *capture, struct record *record)
{
	if (capture->damaged)
		record_add_notice(arena, record, NOTICE_DIGEST_MISMATCH,
		    "the archived bytes are not those of the digest");
	list_each (const char *, remark, &capture->remarks)
		record_add_notice(arena, record, NOTICE_ENCODING_UNREADABLE, "%s", *remark);
	if (capture->cut) {
		record_add_notice(arena, record, NOTICE_PAGE_CUT, "the payload is not whole");
		record->page.status = STATUS_PARTIAL;
	}
}

static int read_page(void *context, const struct job *job, struct buf *out, struct err *err)
{
	struct importing *importing = context;
	struct arena *arena = &importing->arena;
	struct capture capture;
	record_list records = {0};
	arena_reset(arena);
	arena->max = worker_memory(job);
	arena->full = worker_no_memory;
	capture_unpack(arena, job->meta, job->meta_n, &capture);
	struct page_source source = {.name = capture.url,
	    .bytes = job->bytes,
	    .n = job->n,
	    .form = capture.form,
	    .charset = capture.charset,
	    .media_type = capture.media_type,
	    .url = capture.url,
	    .retrieved_at = capture.date,
	    .importer = "film-warc " FILMTALLY_VERSION};
	if (page_read(arena, &source, importing->options, &records, err) < 0)
		return -1;
	list_each (struct record, record, &records) {
		add_notices(arena, &capture, record);
		record_write(out, record);
	}
	return 0;
}

/* ---- what comes back ---- */

/* Where a record stands, for the message should it be refused. */
struct ticket {
	int64_t offset; /* -1: the archive as a whole */
	char name[];
};

static struct ticket *ticket_for(const struct run *run, int64_t offset)
{
	size_t n = strlen(run->name) + 1;
	struct ticket *ticket = must_malloc(sizeof *ticket + n);
	ticket->offset = offset;
	memcpy(ticket->name, run->name, n);
	return ticket;
}

static void take_answer(
    void *context, void *ticket_, const char *bytes, size_t n, const struct err *err)
{
	struct importing *importing = context;
	struct ticket *ticket = ticket_;
	char place[40];
	snprintf(place, sizeof place, "offset %" PRId64, ticket->offset);
	if (err) {
		ledger_refuse(importing->ledger, ticket->name, ticket->offset < 0 ? NULL : place,
		    err->text, NULL, 0);
	} else {
		ledger_keep(importing->ledger, 1);
		if (!importing->failed.status)
			(void)!output_write(importing->output, bytes, n, &importing->failed);
	}
	free(ticket);
}

static int refuse(struct run *run, int64_t offset, const struct err *why, struct err *err)
{
	run->records++;
	return workers_refuse(run->importing->workers, ticket_for(run, offset), why, err);
}

/* ---- what is passed over ---- */

/* The last place is for all that have none of their own. */
static void pass_over(struct run *run, const char *name)
{
	size_t i = 0;
	while (i < run->kinds_n && i < KINDS - 1 &&
	    strncmp(run->kinds[i].name, name, sizeof run->kinds[i].name - 1) != 0)
		i++;
	if (i == KINDS - 1)
		name = "others";
	if (i == run->kinds_n) {
		snprintf(run->kinds[i].name, sizeof run->kinds[i].name, "%s", name);
		run->kinds_n++;
	}
	run->kinds[i].n++;
	run->records++;
	ledger_keep(run->importing->ledger, 1);
}

/* The last word about an archive that could be opened. */
static void tell_passed(struct run *run)
{
	struct buf line = BUF_INIT(8192);
	progress_end(&run->importing->progress);
	if (!run->opened)
		return;
	for (size_t i = 0; i < run->kinds_n; i++)
		buf_add_format(&line, "%s %" PRId64 " %s",
		    i ? "," : "; passed over:", run->kinds[i].n, run->kinds[i].name);
	message_note(run->name, "%" PRId64 " records, %" PRId64 " pages%s", run->records,
	    run->pages, buf_text(&line));
	buf_release(&line);
}

/* ---- what the reader says ---- */

/* A page's bytes go to where its worker finds them. */
static int take_page(struct run *run, const struct event *event, const char *text, struct err *err)
{
	struct job job = {.meta = text, .meta_n = event->text_n, .n = event->n};
	size_t room;
	char *to = workers_room(run->importing->workers, job.meta_n, &room, err);
	if (!to)
		return -1;
	if (reader_bytes(run->reader, to, event->n) < 0)
		return 0; /* it is gone: the page goes with the rest */
	job.bytes = to;
	run->pages++;
	run->records++;
	return workers_submit(run->importing->workers, &job, ticket_for(run, event->offset), err);
}

static int take_event(struct run *run, const struct event *event, const char *text, struct err *err)
{
	struct err why = {0};
	switch (event->kind) {
	case EVENT_OPENED:
		run->opened = true;
		progress_start(&run->importing->progress, "records", event->offset);
		return 0;
	case EVENT_PAGE:
		return take_page(run, event, text, err);
	case EVENT_PASSED:
		pass_over(run, text);
		return 0;
	case EVENT_REFUSED:
		err_set(&why, EXIT_REFUSED, "%s", text);
		return refuse(run, event->offset, &why, err);
	case EVENT_DAMAGED:
		message_error(EXIT_REFUSED, run->name, "%s", text);
		return 0;
	case EVENT_NOTE:
		message_note(run->name, "%s", text);
		return 0;
	case EVENT_ENDED:
		tell_passed(run);
		return 0;
	}
	return 0;
}

static int take_all(struct run *run, struct err *err)
{
	struct importing *importing = run->importing;
	struct event event;
	const char *text;
	while (reader_next(run->reader, &event, &text) > 0) {
		if (event.kind >= EVENT_PAGE && event.kind <= EVENT_DAMAGED)
			run->offset = event.offset;
		if (take_event(run, &event, text, err) < 0)
			return -1;
		if (importing->failed.status) {
			*err = importing->failed;
			return -1;
		}
		progress_tell(&importing->progress, run->records, event.done);
	}
	return 0;
}

/* The reader did not come to its own end. */
static int lose_rest(struct run *run, const struct err *how, struct err *err)
{
	struct err why = {0};
	if (how->status == EXIT_SYSTEM) {
		*err = *how;
		return err_at(err, run->name, 0);
	}
	err_set(&why, EXIT_REFUSED, "%s; what follows offset %" PRId64 " was not read", how->text,
	    run->offset);
	int status = refuse(run, -1, &why, err);
	tell_passed(run);
	return status;
}

int importing_archive(struct importing *importing, const char *path, struct err *err)
{
	struct err how = {0};
	struct run run = {.importing = importing, .name = strcmp(path, "-") == 0 ? "stdin" : path};
	run.reader = reader_start(path, err);
	if (!run.reader)
		return -1;
	int status = take_all(&run, err);
	if (reader_close(run.reader, &how) < 0 && status == 0)
		status = lose_rest(&run, &how, err);
	return status;
}

/* ---- start and end ---- */

int importing_start(struct importing *importing, int workers, struct err *err)
{
	struct worker_options options = worker_defaults;
	options.workers = workers;
	arena_init(&importing->arena, ARENA_MAX);
	importing->workers =
	    workers_start(&options, read_page, importing, take_answer, importing, err);
	return importing->workers ? 0 : -1;
}

int importing_finish(struct importing *importing, struct err *err)
{
	int status = workers_finish(importing->workers, err);
	arena_release(&importing->arena);
	if (status == 0 && importing->failed.status) {
		*err = importing->failed;
		status = -1;
	}
	return status;
}
