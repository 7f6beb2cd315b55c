/* kind: see kind.h. The words that Blogger's and WordPress's exports use, as tables. */
#include "importers/feed/kind.h"

#include "schema/base/text.h"

#include <string.h>

static const struct {
	const char *one, *many;
} names[KIND_COUNT] = {
    [KIND_POST] = {"post", "posts"},
    [KIND_COMMENT] = {"comment", "comments"},
    [KIND_DRAFT] = {"draft", "drafts"},
    [KIND_SCHEDULED] = {"scheduled post", "scheduled posts"},
    [KIND_PRIVATE] = {"private post", "private posts"},
    [KIND_TRASHED] = {"trashed", "trashed"},
    [KIND_PAGE] = {"page", "pages"},
    [KIND_SETTINGS] = {"setting", "settings"},
    [KIND_TEMPLATE] = {"template", "templates"},
    [KIND_SPAM] = {"spam", "spam"},
    [KIND_PENDING] = {"pending", "pending"},
    [KIND_PING] = {"pingback", "pingbacks"},
    [KIND_OTHER] = {"other", "others"},
    [KIND_UNKNOWN] = {"unknown", "unknown"},
};

const char *kind_name(enum kind kind, long n)
{
	return n == 1 ? names[kind].one : names[kind].many;
}

struct word {
	const char *word;
	enum kind kind;
};

/* Blogger's kind category (2008), behind its `#`. */
static const struct word blogger_kinds[] = {{"post", KIND_POST}, {"comment", KIND_COMMENT},
    {"page", KIND_PAGE}, {"settings", KIND_SETTINGS}, {"template", KIND_TEMPLATE}, {NULL, 0}};

/* blogger:type and blogger:status (2018). */
static const struct word takeout_types[] = {
    {"POST", KIND_POST}, {"COMMENT", KIND_COMMENT}, {"PAGE", KIND_PAGE}, {NULL, 0}};
static const struct word takeout_statuses[] = {{"LIVE", KIND_POST}, {"DRAFT", KIND_DRAFT},
    {"SCHEDULED", KIND_SCHEDULED}, {"SOFT_TRASHED", KIND_TRASHED}, {"TRASHED", KIND_TRASHED},
    {"DELETED", KIND_TRASHED}, {"SPAM", KIND_SPAM}, {"SPAM_DETECTED", KIND_SPAM},
    {"SPAM_COMMENT", KIND_SPAM}, {"GHOSTED", KIND_SPAM}, {"PENDING", KIND_PENDING},
    {"PENDING_MODERATION", KIND_PENDING}, {"EMPTIED", KIND_POST}, {NULL, 0}};

/* wp:post_type and wp:status. */
static const struct word post_types[] = {{"post", KIND_POST}, {"page", KIND_PAGE},
    {"attachment", KIND_OTHER}, {"nav_menu_item", KIND_OTHER}, {"revision", KIND_OTHER},
    {"custom_css", KIND_SETTINGS}, {"customize_changeset", KIND_SETTINGS},
    {"user_request", KIND_OTHER}, {"oembed_cache", KIND_OTHER}, {"wp_block", KIND_OTHER},
    {"wp_template", KIND_TEMPLATE}, {"wp_template_part", KIND_TEMPLATE},
    {"wp_global_styles", KIND_SETTINGS}, {"wp_navigation", KIND_OTHER},
    {"wp_font_family", KIND_OTHER}, {"wp_font_face", KIND_OTHER}, {"feedback", KIND_OTHER},
    {NULL, 0}};
static const struct word post_statuses[] = {{"publish", KIND_POST}, {"draft", KIND_DRAFT},
    {"auto-draft", KIND_DRAFT}, {"pending", KIND_DRAFT}, {"future", KIND_SCHEDULED},
    {"private", KIND_PRIVATE}, {"trash", KIND_TRASHED}, {"inherit", KIND_POST}, {NULL, 0}};

/* wp:comment_type and wp:comment_approved. */
static const struct word comment_types[] = {{"", KIND_COMMENT}, {"comment", KIND_COMMENT},
    {"review", KIND_COMMENT}, {"pingback", KIND_PING}, {"trackback", KIND_PING}, {NULL, 0}};
static const struct word comment_statuses[] = {{"1", KIND_COMMENT}, {"approved", KIND_COMMENT},
    {"approve", KIND_COMMENT}, {"0", KIND_PENDING}, {"hold", KIND_PENDING}, {"spam", KIND_SPAM},
    {"trash", KIND_TRASHED}, {"post-trashed", KIND_TRASHED}, {NULL, 0}};

static enum kind look_up(const struct word *words, const char *word, const char **unknown)
{
	for (; words->word; words++)
		if (!strcmp(words->word, word))
			return words->kind;
	*unknown = word;
	return KIND_UNKNOWN;
}

static enum kind blogger_kind(const struct entry *entry, const char **unknown)
{
	const char *name = strrchr(entry->kind, '#');
	enum kind kind = look_up(blogger_kinds, name ? name + 1 : entry->kind, unknown);
	bool draft = entry->text[ENTRY_DRAFT] && ascii_equal(entry->text[ENTRY_DRAFT], "yes");

	if (kind == KIND_UNKNOWN)
		*unknown = entry->kind;
	return draft && (kind == KIND_POST || kind == KIND_PAGE) ? KIND_DRAFT : kind;
}

/* The type, unless the status says that it is not live. */
static enum kind by_status(enum kind type, const struct word *statuses, enum kind live,
    const char *status, const char **unknown)
{
	if (type == KIND_UNKNOWN || !status)
		return type;
	enum kind kind = look_up(statuses, status, unknown);
	return kind == live ? type : kind;
}

static enum kind typed_kind(const struct entry *entry, const char **unknown)
{
	const char *status = entry->text[ENTRY_STATUS];
	enum kind type = look_up(
	    entry->wordpress ? post_types : takeout_types, entry->text[ENTRY_TYPE], unknown);

	/* Menus, styles and attachments are what they are in any status. */
	if (type != KIND_POST && type != KIND_PAGE && type != KIND_COMMENT)
		return type;
	if (entry->text[ENTRY_TRASHED] && *entry->text[ENTRY_TRASHED])
		return KIND_TRASHED;
	return by_status(
	    type, entry->wordpress ? post_statuses : takeout_statuses, KIND_POST, status, unknown);
}

static bool is_comment_link(const char *href)
{
	const char *hash = href ? strrchr(href, '#') : NULL;
	if (!href)
		return false;
	return strstr(href, "showComment=") || (hash && text_starts(hash, "#comment-"));
}

const char *kind_comment_link(const struct entry *entry)
{
	const char *link = entry_link(entry, "alternate", "text/html");
	if (is_comment_link(link))
		return link;
	if (is_comment_link(entry->text[ENTRY_LINK]))
		return entry->text[ENTRY_LINK];
	return is_comment_link(entry->text[ENTRY_ID]) ? entry->text[ENTRY_ID] : NULL;
}

enum kind kind_of_entry(const struct entry *entry, const char **unknown)
{
	if (entry->kind)
		return blogger_kind(entry, unknown);
	if (entry->text[ENTRY_TYPE])
		return typed_kind(entry, unknown);
	if (entry->text[ENTRY_DRAFT] && ascii_equal(entry->text[ENTRY_DRAFT], "yes"))
		return KIND_DRAFT;
	if (entry->reply_ref || entry->reply_href || kind_comment_link(entry))
		return KIND_COMMENT;
	return KIND_POST;
}

enum kind kind_of_wordpress_comment(const struct entry *comment, const char **unknown)
{
	const char *type = comment->text[ENTRY_TYPE];
	enum kind kind = look_up(comment_types, type ? type : "", unknown);
	if (kind != KIND_COMMENT)
		return kind;
	return by_status(
	    kind, comment_statuses, KIND_COMMENT, comment->text[ENTRY_STATUS], unknown);
}
