/*
 * event: what the process that reads an archive (reading.h) tells the one that writes (reader.h),
 * through a pipe: a head, a text and, of a page, its payload. The one that reads holds hostile
 * bytes: what it says is looked at before it is believed.
 */
#ifndef FILMTALLY_IMPORTERS_WARC_EVENT_H
#define FILMTALLY_IMPORTERS_WARC_EVENT_H

#include <stddef.h>
#include <stdint.h>

enum event_kind {
	EVENT_OPENED,  /* it is an archive; `offset` is the file's size, -1 when not known */
	EVENT_PAGE,    /* the text is its capture, packed (capture.h) */
	EVENT_PASSED,  /* the text is what the record is that was passed over */
	EVENT_REFUSED, /* the text is why; the archive as a whole when the offset is -1 */
	EVENT_DAMAGED, /* what is wrong with a record that is taken nevertheless */
	EVENT_NOTE,    /* something to know */
	EVENT_ENDED    /* the archive was read to its end; only notes follow */
};

enum { EVENT_TEXT_MAX = 1 << 19 };

struct event {
	enum event_kind kind;
	int64_t offset; /* of the record that it is about */
	int64_t done;   /* bytes of the file read so far */
	size_t text_n;  /* bytes of text that follow, at most EVENT_TEXT_MAX, without a NUL */
	size_t n;       /* bytes of payload after it, at most PAGE_MAX; of pages alone */
};

#endif
