/* importing: see importing.h. */
#include "importers/warc/importing.h"

#include "importers/warc/archive.h"
#include "importers/warc/capture.h"
#include "importers/warc/seen.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	ARENA_MAX = 4 * PAGE_MAX,
	META_MAX = 1 << 20,
	KINDS = 64, /* of what is passed over, counted each by itself */
	REVISIT_SEARCH =
	    10000 /* records looked at for a revisit's original within one gzip member */
};

/* Something passed over, and how often. */
struct kind {
	char name[64];
	int64_t n;
};

/* One archive on its way. */
struct run {
	struct importing *importing;
	const char *path, *name;
	struct archive *archive;
	struct seen seen;
	struct kind kinds[KINDS];
	size_t kinds_n;
	int64_t records, pages;
};

/* ---- in the worker -------------------------------------------------------------------------- */

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

/* ---- what comes back ------------------------------------------------------------------------ */

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

/* ---- what is passed over -------------------------------------------------------------------- */

static void pass_over(struct run *run, const char *name)
{
	size_t i = 0;
	while (i < run->kinds_n && strcmp(run->kinds[i].name, name) != 0)
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

static void tell_passed(const struct run *run)
{
	struct buf line = BUF_INIT(8192);
	for (size_t i = 0; i < run->kinds_n; i++)
		buf_add_format(&line, "%s %" PRId64 " %s",
		    i ? "," : "; passed over:", run->kinds[i].n, run->kinds[i].name);
	message_note(run->name, "%" PRId64 " records, %" PRId64 " pages%s", run->records,
	    run->pages, buf_text(&line));
	buf_release(&line);
	int64_t shared = run->archive ? archive_shared(run->archive) : 0;
	if (shared)
		message_note(run->name,
		    "%" PRId64 " records do not begin a gzip member: read, but not by their offset",
		    shared);
	if (run->seen.full)
		message_note(run->name,
		    "over %d pages: revisits of the later ones are not resolved", SEEN_MAX / 3);
}

/* ---- records -------------------------------------------------------------------------------- */

static int submit(struct run *run, const struct capture *capture, int64_t offset, struct err *err)
{
	struct buf meta = BUF_INIT(META_MAX);
	capture_pack(capture, &meta);
	struct job job = {
	    .meta = buf_text(&meta), .meta_n = meta.n, .bytes = capture->body, .n = capture->n};
	run->pages++;
	run->records++;
	int status = workers_submit(run->importing->workers, &job, ticket_for(run, offset), err);
	buf_release(&meta);
	return status;
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

static int64_t find_original(const struct run *run, const struct entry *revisit)
{
	int64_t at = seen_find(&run->seen, 'd', revisit->payload_digest);
	if (at < 0)
		at = seen_find(&run->seen, 'i', revisit->refers_to);
	if (at < 0)
		at = seen_find(&run->seen, 'u', revisit->refers_uri);
	return at;
}

/* Reads the original again from its offset: 1 when *capture is its page, 0 when it can't be had. The archive is the
 * capture's owner and goes after it. */
static int read_original(
    struct run *run, const struct entry *revisit, struct capture *capture, struct archive **archive)
{
	struct err ignored = {0};
	struct entry entry;
	int64_t at = find_original(run, revisit);
	*archive = at < 0 || strcmp(run->path, "-") == 0
	    ? NULL
	    : archive_open(run->path, at, capture_wants, &ignored);
	for (int i = 0; *archive && i < REVISIT_SEARCH; i++) {
		if (archive_next(*archive, &entry, &ignored) <= 0)
			return 0;
		if (is_original(&entry, revisit))
			return capture_read(&run->importing->arena, &entry, capture, &ignored) ==
			    0 &&
			    !capture->passed;
	}
	return 0;
}

static int revisit(struct run *run, const struct entry *entry, struct err *err)
{
	struct capture capture;
	struct archive *archive;
	int status = 0;
	if (read_original(run, entry, &capture, &archive) > 0) {
		capture.url = entry->url;
		capture.date = entry->date;
		status = submit(run, &capture, entry->offset, err);
	} else {
		pass_over(run, "revisit without its original");
	}
	archive_close(archive);
	return status;
}

static int page(
    struct run *run, const struct entry *entry, const struct capture *capture, struct err *err)
{
	seen_add(&run->seen, 'd', entry->payload_digest, entry->offset);
	seen_add(&run->seen, 'i', entry->id, entry->offset);
	seen_add(&run->seen, 'u', entry->url, entry->offset);
	if (capture->n > PAGE_MAX) {
		struct err why = {0};
		err_set(&why, EXIT_REFUSED, "the page is larger than %d bytes", PAGE_MAX);
		return refuse(run, entry->offset, &why, err);
	}
	return submit(run, capture, entry->offset, err);
}

static int take(struct run *run, const struct entry *entry, struct err *err)
{
	struct capture capture;
	struct err why = {0};
	arena_reset(&run->importing->arena);
	if (capture_read(&run->importing->arena, entry, &capture, &why) < 0)
		return refuse(run, entry->offset, &why, err);
	if (entry->missing)
		message_note(run->name,
		    "offset %" PRId64 ": the length counts %" PRId64
		    " bytes that are not there; the payload is whole",
		    entry->offset, entry->missing);
	if (capture.damaged && !entry->missing)
		message_error(EXIT_REFUSED, run->name,
		    "offset %" PRId64 ": the %s's bytes are not those of its digest", entry->offset,
		    entry->type);
	if (strcmp(entry->type, "revisit") == 0)
		return revisit(run, entry, err);
	if (capture.passed) {
		pass_over(run, capture.passed);
		return 0;
	}
	return page(run, entry, &capture, err);
}

static int read_records(struct run *run, struct err *err)
{
	for (;;) {
		struct entry entry;
		struct err why = {0};
		int got = archive_next(run->archive, &entry, &why);
		if (got == 0)
			return 0;
		if ((got < 0 ? refuse(run, entry.offset, &why, err) : take(run, &entry, err)) < 0)
			return -1;
		if (run->importing->failed.status) {
			*err = run->importing->failed;
			return -1;
		}
		progress_tell(&run->importing->progress, run->records, archive_read(run->archive));
	}
}

int importing_archive(struct importing *importing, const char *path, struct err *err)
{
	struct err why = {0};
	struct run run = {
	    .importing = importing, .path = path, .name = strcmp(path, "-") == 0 ? "stdin" : path};
	run.archive = archive_open(path, 0, capture_wants, &why);
	if (!run.archive)
		return refuse(&run, -1, &why, err);
	progress_start(&importing->progress, "records", archive_size(run.archive));
	int status = read_records(&run, err);
	progress_end(&importing->progress);
	tell_passed(&run);
	seen_release(&run.seen);
	archive_close(run.archive);
	return status;
}

/* ---- start and end -------------------------------------------------------------------------- */

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
