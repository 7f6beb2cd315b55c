/*
 * rules: the rules that sniff.c asks in turn. Each is true when it knows the file, and fills *found
 * then; when it is not sure it is false. Private to this room.
 */
#ifndef FILMTALLY_IMPORTERS_SNIFF_RULES_H
#define FILMTALLY_IMPORTERS_SNIFF_RULES_H

#include "importers/sniff/sniff.h"

/* Bytes that are looked at: at most SNIFF_BYTES of the file, `ends` when they are all of it. */
struct sample {
	const char *at;
	size_t n;
	bool ends;
};

/* True if the text stands at the beginning; anywhere within the first `most` bytes. */
bool sample_begins(struct sample sample, const char *text);
bool sample_holds(struct sample sample, size_t most, const char *text);
/* The same sample without n bytes at its beginning. */
struct sample sample_skip(struct sample sample, size_t n);
/* Without white space, and before it a byte order mark of UTF-8. */
struct sample sample_skip_blank(struct sample sample);

#define FOUND(of, is, do)                                                                          \
	(struct sniffed)                                                                           \
	{                                                                                          \
		.form = (of), .what = (is), .advice = (do)                                         \
	}

/* magic.c: numbers at fixed places. zip.c: what a ZIP archive is by its entries. */
bool rule_magic(struct sample sample, struct sniffed *found);
bool rule_zip(struct sample sample, struct sniffed *found);

/* The sample begins with its first visible byte. xml.c: markup by its root. json.c. mail.c: fields
 * and a blank line. script.c: JavaScript and style sheets. table.c: CSV and its kin. */
bool rule_xml(struct sample sample, struct sniffed *found);
bool rule_json(struct sample sample, struct sniffed *found);
bool rule_mail(struct sample sample, struct sniffed *found);
bool rule_script(struct sample sample, struct sniffed *found);
bool rule_table(struct sample sample, struct sniffed *found);

/* True if the sample may begin a JSON text: it breaks no rule of RFC 8259 as far as it goes. A
 * further text may follow on a line of its own. */
bool json_begins(struct sample sample);

#endif
