/* element: see element.h. */
#include "importers/feed/element.h"

#include "schema/base/text.h"

#include <string.h>

/* By how an address begins, the longer before the shorter; and by the prefix where it is not
 * bound. */
static const struct {
	const char *address, *prefix;
	enum space space;
} spaces[] = {
    {"http://www.w3.org/2005/Atom", "atom", SPACE_PLAIN},
    {"http://purl.org/atom/app#", "app", SPACE_APP},
    {"http://www.w3.org/2007/app", "app", SPACE_APP},
    {"http://purl.org/atom/ns#", "atom", SPACE_PLAIN},
    {"http://purl.org/rss/1.0/modules/content/", "content", SPACE_CONTENT},
    {"http://purl.org/rss/1.0/modules/slash/", "slash", SPACE_SLASH},
    {"http://purl.org/rss/1.0/modules/", NULL, SPACE_OTHER},
    {"http://purl.org/rss/1.0/", NULL, SPACE_PLAIN},
    {"http://my.netscape.com/rdf/simple/0.9/", NULL, SPACE_PLAIN},
    {"http://backend.userland.com/rss", NULL, SPACE_PLAIN},
    {"http://www.w3.org/1999/02/22-rdf-syntax-ns#", "rdf", SPACE_PLAIN},
    {"http://purl.org/dc/elements/1.1/", "dc", SPACE_DC},
    {"http://purl.org/dc/terms/", "dcterms", SPACE_OTHER},
    {"http://purl.org/syndication/thread/1.0", "thr", SPACE_THREAD},
    {"http://schemas.google.com/g/2005", "gd", SPACE_GOOGLE},
    {"http://schemas.google.com/blogger/2018", "blogger", SPACE_BLOGGER},
    {"http://a9.com/-/spec/opensearch", "openSearch", SPACE_SEARCH},
    {"http://rssnamespace.org/feedburner/", "feedburner", SPACE_FEEDBURNER},
    {"https://letterboxd.com", "letterboxd", SPACE_LETTERBOXD},
    {"https://themoviedb.org", "tmdb", SPACE_TMDB},
};

/* WordPress writes its export's version into the address, and the excerpt's stands below it. */
static bool is_wordpress(const char *address)
{
	const char *at = strstr(address, "://wordpress.org/export/");
	return at && !strstr(at, "/excerpt/");
}

enum space element_space(const struct xml_name *name)
{
	if (!name->address && !name->prefix)
		return SPACE_PLAIN;
	if (name->address && is_wordpress(name->address))
		return SPACE_WORDPRESS;
	if (!name->address && !strcmp(name->prefix, "wp"))
		return SPACE_WORDPRESS;
	for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++) {
		if (name->address ? text_starts(name->address, spaces[i].address)
				  : spaces[i].prefix && !strcmp(name->prefix, spaces[i].prefix))
			return spaces[i].space;
	}
	/* A default namespace nobody knows: read it as RSS. */
	return name->prefix ? SPACE_OTHER : SPACE_PLAIN;
}

enum { IN_BOTH = WHERE_FEED | WHERE_ENTRY };

static const struct {
	enum space space;
	const char *name;
	int where;
	enum entry_text field;
} elements[] = {
    {SPACE_PLAIN, "id", IN_BOTH, ENTRY_ID},
    {SPACE_PLAIN, "guid", WHERE_ENTRY, ENTRY_ID},
    {SPACE_PLAIN, "title", IN_BOTH, ENTRY_TITLE},
    {SPACE_PLAIN, "content", WHERE_ENTRY, ENTRY_CONTENT},
    {SPACE_CONTENT, "encoded", WHERE_ENTRY, ENTRY_CONTENT},
    {SPACE_PLAIN, "summary", WHERE_ENTRY, ENTRY_SUMMARY},
    {SPACE_PLAIN, "description", WHERE_ENTRY, ENTRY_SUMMARY},
    {SPACE_PLAIN, "published", WHERE_ENTRY, ENTRY_PUBLISHED},
    {SPACE_PLAIN, "issued", WHERE_ENTRY, ENTRY_PUBLISHED},
    {SPACE_PLAIN, "pubDate", WHERE_ENTRY, ENTRY_PUBLISHED},
    {SPACE_DC, "date", WHERE_ENTRY, ENTRY_PUBLISHED},
    {SPACE_PLAIN, "updated", WHERE_ENTRY, ENTRY_UPDATED},
    {SPACE_PLAIN, "modified", WHERE_ENTRY, ENTRY_UPDATED},
    {SPACE_PLAIN, "link", IN_BOTH, ENTRY_LINK},
    {SPACE_FEEDBURNER, "origLink", WHERE_ENTRY, ENTRY_ORIGLINK},
    {SPACE_PLAIN, "language", WHERE_FEED, ENTRY_LANGUAGE},
    {SPACE_DC, "language", WHERE_FEED, ENTRY_LANGUAGE},
    {SPACE_DC, "creator", WHERE_ENTRY, ENTRY_CREATOR},
    {SPACE_PLAIN, "category", WHERE_ENTRY, ENTRY_CATEGORY},
    {SPACE_PLAIN, "name", WHERE_AUTHOR, ENTRY_NAME},
    {SPACE_PLAIN, "uri", WHERE_AUTHOR, ENTRY_URI},
    {SPACE_PLAIN, "url", WHERE_AUTHOR, ENTRY_URI},
    {SPACE_APP, "draft", WHERE_ENTRY, ENTRY_DRAFT},
    {SPACE_THREAD, "total", WHERE_ENTRY, ENTRY_TOTAL},
    {SPACE_SLASH, "comments", WHERE_ENTRY, ENTRY_TOTAL},
    {SPACE_SEARCH, "totalResults", WHERE_FEED, ENTRY_TOTAL_RESULTS},
    {SPACE_SEARCH, "startIndex", WHERE_FEED, ENTRY_START_INDEX},
    {SPACE_BLOGGER, "type", WHERE_ENTRY, ENTRY_TYPE},
    {SPACE_BLOGGER, "status", WHERE_ENTRY, ENTRY_STATUS},
    {SPACE_BLOGGER, "trashed", WHERE_ENTRY, ENTRY_TRASHED},
    {SPACE_BLOGGER, "parent", WHERE_ENTRY, ENTRY_PARENT},
    {SPACE_BLOGGER, "inReplyTo", WHERE_ENTRY, ENTRY_IN_REPLY},
    {SPACE_BLOGGER, "filename", WHERE_ENTRY, ENTRY_FILENAME},
    {SPACE_BLOGGER, "created", WHERE_ENTRY, ENTRY_CREATED},
    {SPACE_LETTERBOXD, "filmTitle", WHERE_ENTRY, ENTRY_FILM_TITLE},
    {SPACE_LETTERBOXD, "filmYear", WHERE_ENTRY, ENTRY_FILM_YEAR},
    {SPACE_LETTERBOXD, "memberRating", WHERE_ENTRY, ENTRY_MEMBER_RATING},
    {SPACE_LETTERBOXD, "memberLike", WHERE_ENTRY, ENTRY_MEMBER_LIKE},
    {SPACE_TMDB, "movieId", WHERE_ENTRY, ENTRY_TMDB},
    {SPACE_TMDB, "tvId", WHERE_ENTRY, ENTRY_TMDB_SERIES},
    {SPACE_WORDPRESS, "base_blog_url", WHERE_FEED, ENTRY_BASE},
    {SPACE_WORDPRESS, "post_type", WHERE_ENTRY, ENTRY_TYPE},
    {SPACE_WORDPRESS, "status", WHERE_ENTRY, ENTRY_STATUS},
    {SPACE_WORDPRESS, "post_date_gmt", WHERE_ENTRY, ENTRY_CREATED},
    {SPACE_WORDPRESS, "author_id", WHERE_WP_AUTHOR, ENTRY_USER},
    {SPACE_WORDPRESS, "comment_id", WHERE_COMMENT, ENTRY_ID},
    {SPACE_WORDPRESS, "comment_author", WHERE_COMMENT, ENTRY_NAME},
    {SPACE_WORDPRESS, "comment_author_url", WHERE_COMMENT, ENTRY_URI},
    {SPACE_WORDPRESS, "comment_date_gmt", WHERE_COMMENT, ENTRY_PUBLISHED},
    {SPACE_WORDPRESS, "comment_content", WHERE_COMMENT, ENTRY_CONTENT},
    {SPACE_WORDPRESS, "comment_approved", WHERE_COMMENT, ENTRY_STATUS},
    {SPACE_WORDPRESS, "comment_type", WHERE_COMMENT, ENTRY_TYPE},
    {SPACE_WORDPRESS, "comment_parent", WHERE_COMMENT, ENTRY_IN_REPLY},
    {SPACE_WORDPRESS, "comment_user_id", WHERE_COMMENT, ENTRY_USER},
};

enum entry_text element_text(enum space space, const char *name, enum where where)
{
	for (size_t i = 0; i < sizeof elements / sizeof *elements; i++)
		if (elements[i].space == space && (elements[i].where & (int)where) &&
		    !strcmp(elements[i].name, name))
			return elements[i].field;
	return ENTRY_NONE;
}
