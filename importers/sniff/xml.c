/*
 * xml: markup that is no page, told by its root element. Only a name that is known here, or an XML
 * declaration before a name that is none of HTML's, makes it so; anything else is left to the other
 * rules. See rules.h.
 */
#include "importers/sniff/rules.h"
#include "schema/base/text.h"

#include <string.h>

static const struct root {
	const char *name;  /* without its prefix, in any case */
	const char *holds; /* what else stands near the beginning; NULL for nothing */
	struct sniffed found;
} roots[] = {
    {"rss", "xmlns:wp=", {SNIFF_FEED, "a WordPress export", "give it to film-feed"}},
    {"rss", NULL, {SNIFF_FEED, "an RSS feed", "give it to film-feed"}},
    {"feed", "schemas.google.com/blogger",
	{SNIFF_FEED, "a Blogger export", "give it to film-feed"}},
    {"feed", NULL, {SNIFF_FEED, "an Atom feed", "give it to film-feed"}},
    {"RDF", "purl.org/rss/1.0", {SNIFF_FEED, "an RSS feed", "give it to film-feed"}},
    {"RDF", NULL, {SNIFF_OTHER, "RDF in XML", NULL}},
    {"plist", "WebMainResource",
	{SNIFF_WEBARCHIVE, "a web archive of Safari", "give it to film-page"}},
    {"plist", "<key>URL</key>", {SNIFF_OTHER, "a shortcut to a page", "open it and save the page"}},
    {"plist", NULL, {SNIFF_OTHER, "a property list", NULL}},
    {"svg", NULL, {SNIFF_OTHER, "an SVG image", "save the page that shows it"}},
    {"myanimelist", NULL, {SNIFF_OTHER, "a MyAnimeList export", NULL}},
    {"disqus", NULL, {SNIFF_OTHER, "a Disqus export", NULL}},
    {"movie", NULL, {SNIFF_OTHER, "an NFO file of a media player", "save the film's page"}},
    {"episodedetails", NULL, {SNIFF_OTHER, "an NFO file of a media player", NULL}},
    {"tvshow", NULL, {SNIFF_OTHER, "an NFO file of a media player", NULL}},
    {"opml", NULL, {SNIFF_OTHER, "a list of feeds (OPML)", "save the feeds that it names"}},
    {"urlset", NULL, {SNIFF_OTHER, "a sitemap", "save the pages that it names"}},
    {"sitemapindex", NULL, {SNIFF_OTHER, "a sitemap", "save the pages that it names"}},
    {"FictionBook", NULL, {SNIFF_OTHER, "an e-book (FB2)", NULL}},
    {"wordDocument", NULL,
	{SNIFF_OTHER, "a Word document in XML", "save it as HTML or plain text"}},
};

/* Elements that a page saved as XML, or a part of one, may begin with. */
static const char *const html_roots[] = {"html", "head", "body", "div", "p", "section", "article",
    "main", "header", "nav", "aside", "footer", "table", "span", "a", "b", "i", "em", "strong",
    "center", "font", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "blockquote", "pre",
    "form", "frameset", "meta", "title", "script", "style", "link", "base", "br", "hr", "img"};

/* Skips up to and with `end`; to the sample's end when it is not there. */
static struct sample behind(struct sample sample, const char *end)
{
	const char *at = memmem(sample.at, sample.n, end, strlen(end));
	return sample_skip(sample, at ? (size_t)(at - sample.at) + strlen(end) : sample.n);
}

/* The root's tag, behind declarations and comments. *html when a document type says HTML, *declared
 * when there is an XML declaration. */
static struct sample root_tag(struct sample sample, bool *html, bool *declared)
{
	*html = *declared = false;
	for (;; sample = sample_skip_blank(sample)) {
		if (sample_begins(sample, "<?")) {
			*declared = *declared || sample_begins(sample, "<?xml");
			sample = behind(sample, "?>");
		} else if (sample_begins(sample, "<!--")) {
			sample = behind(sample_skip(sample, 4), "-->");
		} else if (sample_begins(sample, "<!")) {
			enum { TYPE = 14 };
			*html = *html ||
			    (sample.n >= TYPE && ascii_equal_n(sample.at, TYPE, "<!DOCTYPE html"));
			sample = behind(sample, ">");
		} else {
			return sample;
		}
	}
}

/* The element's name without its prefix. */
static struct sample local_name(struct sample tag)
{
	struct sample name = sample_skip(tag, 1);
	size_t n = 0;
	while (n < name.n && !ascii_is_space(name.at[n]) && !strchr("/>", name.at[n]))
		n++;
	const char *colon = memchr(name.at, ':', n);
	size_t prefix = colon ? (size_t)(colon + 1 - name.at) : 0;
	return (struct sample){name.at + prefix, n - prefix, true};
}

static bool is_html_root(struct sample name)
{
	for (size_t i = 0; i < sizeof html_roots / sizeof *html_roots; i++)
		if (ascii_equal_n(name.at, name.n, html_roots[i]))
			return true;
	return false;
}

/* An SVG image ends where its root does; a page that begins with one goes on. */
static bool is_whole(struct sample sample, struct sample name)
{
	return !ascii_equal_n(name.at, name.n, "svg") ||
	    !(sample_holds(sample, SNIFF_BYTES, "<html") ||
		sample_holds(sample, SNIFF_BYTES, "<body") ||
		sample_holds(sample, SNIFF_BYTES, "<div"));
}

bool rule_xml(struct sample sample, struct sniffed *found)
{
	enum { NEAR = 1 << 12 };
	bool html, declared;
	if (!sample_begins(sample, "<"))
		return false;
	struct sample tag = root_tag(sample, &html, &declared), name = local_name(tag);
	if (html || !sample_begins(tag, "<") || name.n == 0 || is_html_root(name))
		return false;
	for (const struct root *it = roots; it < roots + sizeof roots / sizeof *roots; it++) {
		if (!ascii_equal_n(name.at, name.n, it->name) || !is_whole(sample, name) ||
		    (it->holds && !sample_holds(tag, NEAR, it->holds)))
			continue;
		*found = it->found;
		return true;
	}
	if (declared && ascii_is_alpha(*name.at))
		*found = FOUND(SNIFF_OTHER, "XML of a kind that is not known here", NULL);
	return declared && ascii_is_alpha(*name.at);
}
