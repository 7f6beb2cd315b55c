/*
 * zip: what a ZIP archive is, told by the names of its first entries (APPNOTE 4.3.7) and, of those
 * formats that put it first for this very purpose, by the type that an uncompressed `mimetype`
 * states. See rules.h.
 */
#include "importers/sniff/rules.h"

#include <string.h>

enum { ENTRIES = 200, HEADER = 30 };

static const struct {
	const char *type; /* how the type begins */
	struct sniffed found;
} types[] = {
    {"application/epub+zip", {SNIFF_BINARY, "an e-book (EPUB)", NULL}},
    {"application/vnd.oasis.opendocument.text",
	{SNIFF_BINARY, "an ODT document", "save it as HTML or plain text"}},
    {"application/vnd.oasis.opendocument.spreadsheet",
	{SNIFF_BINARY, "an ODS spreadsheet", "save it as CSV and give that to film-ratings"}},
    {"application/vnd.oasis.opendocument", {SNIFF_BINARY, "an OpenDocument file", NULL}},
};

/* `start` and `end` are those of a name; "" for any. The first row with any entry's name wins. */
static const struct {
	const char *start, *end;
	struct sniffed found;
} names[] = {
    {"word/", "", {SNIFF_BINARY, "a DOCX document", "save it as HTML or plain text"}},
    {"xl/", "",
	{SNIFF_BINARY, "an XLSX spreadsheet", "save it as CSV and give that to film-ratings"}},
    {"ppt/", "", {SNIFF_BINARY, "a PPTX presentation", NULL}},
    {"[Content_Types].xml", "", {SNIFF_BINARY, "an Office document", NULL}},
    {"META-INF/container.xml", "", {SNIFF_BINARY, "an e-book (EPUB)", NULL}},
    {"META-INF/", "", {SNIFF_BINARY, "a program (JAR or APK)", NULL}},
    {"archive/", ".warc.gz",
	{SNIFF_BINARY, "a WACZ archive", "unpack it and give archive/*.warc.gz to film-warc"}},
    {"archive/", ".warc",
	{SNIFF_BINARY, "a WACZ archive", "unpack it and give archive/*.warc to film-warc"}},
    {"pages/pages.jsonl", "",
	{SNIFF_BINARY, "a WACZ archive", "unpack it and give archive/*.warc.gz to film-warc"}},
    {"Takeout/Blogger", "",
	{SNIFF_BINARY, "a ZIP archive of Google Takeout",
	    "unpack it and give Takeout/Blogger/Blogs/…/feed.atom to film-feed"}},
    {"Takeout/", "", {SNIFF_BINARY, "a ZIP archive of Google Takeout", "unpack it"}},
    {"", "ratings.csv",
	{SNIFF_BINARY, "a ZIP archive of ratings",
	    "unpack it and give the tables to film-ratings"}},
    {"", ".csv",
	{SNIFF_BINARY, "a ZIP archive of tables", "unpack it and give them to film-ratings"}},
    {"", ".html", {SNIFF_BINARY, "a ZIP archive of pages", "unpack it"}},
    {"", ".htm", {SNIFF_BINARY, "a ZIP archive of pages", "unpack it"}},
};

static size_t number(const char *at, int bytes)
{
	size_t n = 0;
	while (bytes-- > 0)
		n = n << 8 | (unsigned char)at[bytes];
	return n;
}

/* The next entry's name; the sample moves behind its header. Sizes may be 0 until the data has
 * passed, so that the next header is looked for. */
static bool next_entry(struct sample *sample, struct sample *name)
{
	const char *at = memmem(sample->at, sample->n, "PK\3\4", 4);
	if (!at)
		return false;
	*sample = sample_skip(*sample, (size_t)(at - sample->at));
	if (sample->n < HEADER)
		return false;
	size_t name_n = number(sample->at + 26, 2), extra_n = number(sample->at + 28, 2);
	struct sample rest = sample_skip(*sample, HEADER);
	*name = (struct sample){rest.at, name_n < rest.n ? name_n : rest.n, true};
	*sample = sample_skip(rest, name_n + extra_n);
	return true;
}

static bool is_named(struct sample name, const char *start, const char *end)
{
	size_t n = strlen(end);
	return sample_begins(name, start) && name.n >= n &&
	    memcmp(name.at + name.n - n, end, n) == 0;
}

static bool by_type(struct sample content, struct sniffed *found)
{
	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (sample_begins(content, types[i].type)) {
			*found = types[i].found;
			return true;
		}
	return false;
}

static bool by_names(struct sample sample, struct sniffed *found)
{
	struct sample name;
	size_t best = sizeof names / sizeof *names;
	for (int seen = 0; seen < ENTRIES && next_entry(&sample, &name); seen++) {
		if (seen == 0 && is_named(name, "mimetype", "") && by_type(sample, found))
			return true;
		for (size_t i = 0; i < best; i++)
			if (is_named(name, names[i].start, names[i].end))
				best = i;
	}
	if (best == sizeof names / sizeof *names)
		return false;
	*found = names[best].found;
	return true;
}

bool rule_zip(struct sample sample, struct sniffed *found)
{
	if (!sample_begins(sample, "PK\3\4") && !sample_begins(sample, "PK\5\6"))
		return false;
	if (!by_names(sample, found))
		*found = FOUND(SNIFF_BINARY, "a ZIP archive", "unpack it");
	return true;
}
