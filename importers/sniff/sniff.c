/* sniff: see sniff.h. */
#include "importers/sniff/sniff.h"

#include "importers/sniff/rules.h"
#include "schema/base/text.h"

#include <string.h>

/* ---- text that says what it is at its beginning ---- */

static const struct {
	const char *start; /* in any case */
	struct sniffed found;
} starts[] = {
    {"HTTP/", {SNIFF_HTTP, "a saved HTTP response", NULL}},
    {"WARC/", {SNIFF_WARC, "a WARC archive", "give it to film-warc"}},
    {"filedesc:", {SNIFF_WARC, "an ARC archive", "give it to film-warc"}},
    {"{\\rtf", {SNIFF_OTHER, "an RTF document", "save it as HTML or plain text"}},
    {"%PDF-", {SNIFF_BINARY, "a PDF document", "save the page itself"}},
    {"%!PS", {SNIFF_OTHER, "a PostScript document", "save the page itself"}},
    {"BEGIN:VCALENDAR", {SNIFF_OTHER, "a calendar", NULL}},
    {"BEGIN:VCARD", {SNIFF_OTHER, "an address card", NULL}},
    {"[InternetShortcut]", {SNIFF_OTHER, "a shortcut to a page", "open it and save the page"}},
    {"[Desktop Entry]", {SNIFF_OTHER, "a shortcut", "open it and save the page"}},
    {"WEBVTT", {SNIFF_OTHER, "subtitles", NULL}},
    {"#EXTM3U", {SNIFF_OTHER, "a playlist", NULL}},
    {"d8:announce", {SNIFF_OTHER, "a torrent", NULL}},
    {"-----BEGIN ", {SNIFF_OTHER, "a key or certificate", NULL}},
    {"<!DOCTYPE NETSCAPE-Bookmark-file-1>",
	{SNIFF_OTHER, "a browser's bookmarks", "save the pages that it names"}},
};

static bool rule_start(struct sample sample, struct sniffed *found)
{
	for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
		size_t n = strlen(starts[i].start);
		if (sample.n < n || !ascii_equal_n(sample.at, n, starts[i].start))
			continue;
		*found = starts[i].found;
		return true;
	}
	return false;
}

/* ---- HTML ---- */

static bool holds_tags(const char *bytes, size_t n, char *sample, size_t most)
{
	static const char *const tags[] = {"<!doctype", "<html", "<head", "<body", "<p>", "<p ",
	    "<div", "<br", "<a href", "<span", "<table", "<h1", "<h2", "<h3", "<meta", "<title",
	    "<script", "<!--"};
	size_t seen = 0;
	while (n && seen < most) {
		const char *nul = memchr(bytes, 0, n);
		size_t run = nul ? (size_t)(nul - bytes) : n;
		size_t take = run < most - seen ? run : most - seen;
		memcpy(sample + seen, bytes, take);
		seen += take;
		bytes += run + (nul != NULL);
		n -= run + (nul != NULL);
	}
	sample[seen] = 0;
	for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
		if (strcasestr(sample, tags[i]))
			return true;
	return false;
}

bool sniff_is_html(const char *bytes, size_t n)
{
	enum { GLANCE_BYTES = 1 << 10 /* most pages say it there */ };
	char sample[SNIFF_BYTES + 1];
	return holds_tags(bytes, n, sample, GLANCE_BYTES) ||
	    holds_tags(bytes, n, sample, SNIFF_BYTES);
}

/* ---- all of them ---- */

struct sniffed sniff(const char *bytes, size_t n, bool whole)
{
	static bool (*const rules[])(struct sample, struct sniffed *) = {
	    rule_start, rule_xml, rule_json, rule_mail, rule_script, rule_table};
	struct sample sample = {bytes, n, whole};
	struct sniffed found;
	if (n > SNIFF_BYTES)
		sample = (struct sample){bytes, SNIFF_BYTES, false};
	if (rule_magic(sample, &found) || rule_zip(sample, &found))
		return found;
	struct sample visible = sample_skip_blank(sample);
	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
		if (rules[i](visible, &found))
			return found;
	if (sniff_is_html(bytes, n))
		return FOUND(SNIFF_HTML, "a web page", "give it to film-page");
	return FOUND(SNIFF_PLAIN, "plain text", "give it to film-page if it is a page");
}

int sniff_refuse(const struct sniffed *sniffed, const char *wanted, struct err *err)
{
	const char *program = message_program(), *advice = sniffed->advice;
	if (advice && program && strstr(advice, program)) /* it has it */
		advice = NULL;
	return err_set(err, EXIT_REFUSED, "not %s: %s%s%s", wanted, sniffed->what,
	    advice ? ": " : "", advice ? advice : "");
}
