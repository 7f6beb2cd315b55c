/*
 * said: what the process that reads an archive (reading.h) tells the one that writes (reader.h), through a pipe: a head, a text
 * and, of a page, its payload. The one that reads holds hostile bytes: what it says is looked at before it is believed.
 */
#ifndef FILMTALLY_SAID_H
#define FILMTALLY_SAID_H

#include <stddef.h>
#include <stdint.h>

enum said_kind {
	SAID_OPENED,  /* it is an archive; `offset` is the file's size, -1 when not known */
	SAID_PAGE,    /* the text is its capture, packed (capture.h) */
	SAID_PASSED,  /* the text is what the record is that was passed over */
	SAID_REFUSED, /* the text is why; the archive as a whole when the offset is -1 */
	SAID_DAMAGED, /* what is wrong with a record that is taken nevertheless */
	SAID_NOTE,    /* something to know */
	SAID_ENDED    /* the archive was read to its end; only notes follow */
};

enum { SAID_TEXT_MAX = 1 << 19 };

struct said {
	enum said_kind kind;
	int64_t offset; /* of the record that it is about */
	int64_t done;   /* bytes of the file read so far */
	size_t text_n;  /* bytes of text that follow, at most SAID_TEXT_MAX, without a NUL */
	size_t n;       /* bytes of payload after it, at most PAGE_MAX; of pages alone */
};

#endif
