/*
 * reading: the process that reads one archive, in the sandbox. All that parses an archive's bytes
 * before they are a page is done here: gzip, records, HTTP and its codings, digests. What it finds
 * it says (event.h) through a pipe.
 */
#ifndef FILMTALLY_IMPORTERS_WARC_READING_H
#define FILMTALLY_IMPORTERS_WARC_READING_H

/* In a process of its own: opens the archive, enters the sandbox, reads to the archive's end, and
 * exits. `out` is the pipe. */
void reading_run(const char *path, int out) __attribute__((noreturn));

#endif
