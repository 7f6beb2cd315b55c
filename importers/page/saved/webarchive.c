/* webarchive: see webarchive.h. */
#include "importers/page/saved/webarchive.h"

#include "importers/page/saved/decode.h"
#include "importers/page/saved/plist.h"
#include "schema/base/text.h"

#include <string.h>

/* What WebMainResource says; texts are NULL when not said. */
struct resource {
	const char *bytes;
	size_t n;
	const char *url, *charset, *media_type;
};

static int damaged(struct err *err)
{
	return err_set(err, EXIT_REFUSED, "a web archive of Safari that is damaged");
}

/* ---- binary ---- */

static const char *text_of(
    struct arena *arena, const struct plist *plist, const struct plist_value *dict, const char *key)
{
	struct plist_value value;
	if (!plist_find(plist, dict, key, &value) || value.kind != PLIST_ASCII)
		return NULL;
	return arena_copy(arena, (const char *)value.at, value.n);
}

static int read_binary(
    struct arena *arena, const struct saved *saved, struct resource *resource, struct err *err)
{
	struct plist plist;
	struct plist_value top, main, body;
	if (!plist_open(saved->bytes, saved->n, &plist, &top) ||
	    !plist_find(&plist, &top, "WebMainResource", &main) ||
	    !plist_find(&plist, &main, "WebResourceData", &body) || body.kind != PLIST_DATA)
		return damaged(err);
	*resource = (struct resource){
	    .bytes = arena_copy(arena, (const char *)body.at, body.n),
	    .n = body.n,
	    .url = text_of(arena, &plist, &main, "WebResourceURL"),
	    .charset = text_of(arena, &plist, &main, "WebResourceTextEncodingName"),
	    .media_type = text_of(arena, &plist, &main, "WebResourceMIMEType"),
	};
	return 0;
}

/* ---- XML ---- */

struct span {
	const char *at, *end;
};

static const char *find(struct span span, const char *text)
{
	return memmem(span.at, (size_t)(span.end - span.at), text, strlen(text));
}

/* The content of the element behind a key: `<key>K</key><data>…</data>`. */
static bool element_of(struct arena *arena, struct span dict, const char *key, struct span *content)
{
	const char *at = find(dict, arena_format(arena, "<key>%s</key>", key));
	if (!at)
		return false;
	dict.at = at + strlen("<key></key>") + strlen(key);
	const char *open = find(dict, ">");
	if (!open)
		return false;
	content->at = dict.at = open + 1;
	content->end = find(dict, "</");
	return content->end != NULL;
}

static const char *xml_text(struct arena *arena, struct span dict, const char *key)
{
	struct span content;
	if (!element_of(arena, dict, key, &content))
		return NULL;
	char *text = arena_copy(arena, content.at, (size_t)(content.end - content.at)), *to = text;
	for (const char *from = text; *from; from++) {
		*to++ = *from;
		if (text_starts(from, "&amp;"))
			from += strlen("amp;");
	}
	*to = '\0';
	return text;
}

static int read_xml(
    struct arena *arena, const struct saved *saved, struct resource *resource, struct err *err)
{
	struct span dict = {saved->bytes, saved->bytes + saved->n}, body;
	dict.at = find(dict, "<key>WebMainResource</key>");
	dict.end = dict.at ? find(dict, "</dict>") : NULL;
	if (!dict.end || !element_of(arena, dict, "WebResourceData", &body))
		return damaged(err);
	resource->bytes = decode_base64(arena, body.at, (size_t)(body.end - body.at), &resource->n);
	resource->url = xml_text(arena, dict, "WebResourceURL");
	resource->charset = xml_text(arena, dict, "WebResourceTextEncodingName");
	resource->media_type = xml_text(arena, dict, "WebResourceMIMEType");
	return 0;
}

/* ---- both ---- */

int webarchive_unwrap(struct arena *arena, struct saved *saved, struct err *err)
{
	struct resource resource = {0};
	bool binary = text_starts(saved->bytes, "bplist00");
	if ((binary ? read_binary : read_xml)(arena, saved, &resource, err))
		return -1;
	saved->bytes = resource.bytes;
	saved->n = resource.n;
	saved->charset = resource.charset;
	saved->media_type = resource.media_type;
	saved->url = resource.url;
	saved->rule = "web archive";
	return 0;
}
