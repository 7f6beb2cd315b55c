/* address: see address.h. */
#include "importers/page/address.h"

#include "schema/base/url.h"
#include "schema/base/url_copy.h"
#include "importers/page/saved/origin.h"
#include "schema/base/text.h"

#include <string.h>

/* ---- parts of a canonical address ---- */

static const char *host_at(const char *url)
{
	const char *at = strstr(url, "://");
	at = at ? at + 3 : url;
	return text_starts(at, "www.") ? at + 4 : at;
}

/* Hosts of a machine or network of one's own, and IE's dummy for mails. */
static bool is_nobodys(const char *url)
{
	static const char *const starts[] = {
	    "localhost", "127.", "10.", "192.168.", "0.0.0.0", "internet.e-mail"};
	const char *host = host_at(url);
	size_t n = strcspn(host, ":/?");
	for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
		if (text_starts(host, starts[i]))
			return true;
	return !memchr(host, '.', n) && *host != '[';
}

static bool is_front_page(const char *url)
{
	const char *host = host_at(url), *path = host + strcspn(host, "/?");
	return strcmp(path, "/") == 0;
}

/* Host and path without `www.`, query and the last slash. */
static bool same_page(const char *a, const char *b)
{
	a = host_at(a);
	b = host_at(b);
	size_t a_n = strcspn(a, "?"), b_n = strcspn(b, "?");
	a_n -= a_n && a[a_n - 1] == '/';
	b_n -= b_n && b[b_n - 1] == '/';
	return a_n == b_n && memcmp(a, b, a_n) == 0;
}

static bool same_host(const char *a, const char *b)
{
	a = host_at(a);
	b = host_at(b);
	size_t n = strcspn(a, "/?");
	return n == strcspn(b, "/?") && memcmp(a, b, n) == 0;
}

/* ---- the choice ---- */

static void add_claim(struct arena *arena, struct address *address, enum address_by by,
    const char *rule, const char *url)
{
	const char *canonical = url ? url_canonical(arena, url) : NULL;
	if (!canonical)
		return;
	struct address_claim claim = {.url = canonical, .written = url, .rule = rule, .by = by};
	*list_add(arena, &address->claims) = claim;
}

/* A front page is often said to be canonical of all pages below it, by mistake. */
static bool is_mistaken(const struct address *address, const struct address_claim *claim)
{
	if (claim->by == ADDRESS_GIVEN)
		return false;
	if (is_nobodys(claim->url))
		return true;
	if (claim->by != ADDRESS_PAGE || !is_front_page(claim->url))
		return false;
	list_each (const struct address_claim, it, &address->claims) {
		const char *path = strrchr(it->url, '/');
		bool index =
		    path && (text_starts(path, "/index.") || text_starts(path, "/default."));
		if (it->by == ADDRESS_SAVED && same_host(it->url, claim->url) &&
		    !is_front_page(it->url) && !index)
			return true;
	}
	return false;
}

static const char *take(struct arena *arena, struct address *address)
{
	const struct address_claim *best = NULL;
	char time[DATE_TEXT] = "";
	bool best_mistaken = false;
	list_each (const struct address_claim, it, &address->claims) {
		bool mistaken = is_mistaken(address, it);
		bool better = !best || mistaken < best_mistaken ||
		    (mistaken == best_mistaken && it->by < best->by);
		if (!better)
			continue;
		best = it;
		best_mistaken = mistaken;
	}
	if (!best)
		return NULL;
	address->taken = (size_t)(best - address->claims.at);
	list_each (const struct address_claim, it, &address->claims)
		if (!*time && same_page(it->url, best->url))
			(void)url_of_copy(arena, it->written, time);
	address->copied_at = *time ? arena_text(arena, time) : NULL;
	return best->url;
}

static void note_conflict(struct arena *arena, const struct address *address, struct record *record)
{
	const struct address_claim *taken = address->claims.at + address->taken;
	list_each (const struct address_claim, it, &address->claims) {
		/* rel=canonical and og:url of one page are the page's own affair */
		if (it->by > ADDRESS_SAVED || it->by == taken->by || same_page(it->url, taken->url))
			continue;
		record_add_notice(arena, record, NOTICE_ADDRESS_CONFLICT,
		    "%s says %s, %s says %s: the first was taken", taken->rule, taken->url,
		    it->rule, it->url);
		return;
	}
}

static void set_retrieved(
    struct address *address, struct page *page, const char *at, const char *by)
{
	if (page->retrieved_at || !at)
		return;
	page->retrieved_at = at;
	address->retrieved_by = by;
}

static void add_stated(struct arena *arena, const struct head *head, struct address *address)
{
	const char *base = head->document->base_url, *og = head_content(head, "og:url");
	add_claim(arena, address, ADDRESS_PAGE, "rel=canonical",
	    head->canonical ? url_resolve(arena, base, head->canonical) : NULL);
	add_claim(arena, address, ADDRESS_PAGE, "og:url", og ? url_resolve(arena, base, og) : NULL);
}

void address_read(struct arena *arena, const struct page_source *source,
    const struct payload *payload, const struct head *head, struct address *address,
    struct record *record)
{
	struct origin origin = {0};
	struct page *page = &record->page;
	add_claim(arena, address, ADDRESS_GIVEN, "given", source->url);
	if (head)
		add_stated(arena, head, address);
	if (head)
		origin_read(arena, payload->decoded.text, payload->decoded.n, &origin);
	add_claim(arena, address, ADDRESS_SAVED, payload->rule, payload->url);
	add_claim(arena, address, ADDRESS_SAVED, origin.rule, origin.url);
	page->url = take(arena, address);
	set_retrieved(address, page, source->retrieved_at, "given");
	set_retrieved(address, page, address->copied_at, "web archive's address");
	set_retrieved(address, page, payload->retrieved_at, payload->rule);
	set_retrieved(address, page, origin.retrieved_at, origin.rule);
	if (source->is_file)
		note_conflict(arena, address, record);
}

void address_later(struct arena *arena, struct address *address, enum address_by by,
    const char *rule, const char *url, struct page *page)
{
	if (page->url || !url)
		return;
	add_claim(arena, address, by, rule, url);
	page->url = url;
}

/* ---- --explain ---- */

static void add_printable(struct buf *buf, const char *text)
{
	char printable[1000];
	size_t n = utf8_printable(text, strlen(text), printable, sizeof printable);
	buf_add(buf, printable, n);
}

void address_explain(struct buf *buf, const struct address *address, const struct page *page)
{
	for (size_t i = 0; i < address->claims.n; i++) {
		const struct address_claim *claim = &address->claims.at[i];
		buf_add_text(buf, i == address->taken ? "page.url: " : "not taken: page.url: ");
		add_printable(buf, claim->url);
		buf_add_format(buf, " (%s)\n", claim->rule);
	}
	if (page->retrieved_at)
		buf_add_format(
		    buf, "page.retrieved_at: %s (%s)\n", page->retrieved_at, address->retrieved_by);
}

/* ---- of comments ---- */

static bool is_own(struct arena *arena, const char *href, const struct record *record)
{
	const char *id = comments_blogger_id(arena, href);
	const char *host = url_host(arena, href);
	const char *other = id ? id : comments_wordpress_id(arena, host, href);
	list_each (const struct comment, it, &record->comments.items)
		if (other && it->id && strcmp(it->id, other) == 0)
			return true;
	return false;
}

const char *address_of_comments(
    struct arena *arena, const struct document *document, const struct record *record)
{
	enum { LINKS = 1000 };
	int left = record->comments.items.n ? LINKS : 0;
	const struct node *root = document->root;
	for (const struct node *node = root; node && left; node = node_next(node, root)) {
		const char *href = node->tag == TAG_a ? node_attribute(node, "href") : NULL;
		if (!href || !(strstr(href, "showComment=") || strstr(href, "#comment-")))
			continue;
		left--;
		const char *url = url_canonical(arena, href);
		if (url && is_own(arena, href, record))
			return url;
	}
	return NULL;
}
