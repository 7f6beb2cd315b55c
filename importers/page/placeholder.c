/* placeholder: see placeholder.h. Titles are data: a site's wording is a new row. */
#include "importers/page/placeholder.h"

#include "schema/base/text.h"

#include <string.h>

/* Bytes of text that a placeholder of each kind has at most; a review has more. */
enum { SHELL_TEXT = 400, SHORT_TEXT = 1500 };

static const char check[] =
    "a check for robots in the page's place: open the page in a browser and save it there";
static const char error[] = "an error page of the site: look for the page in a web archive";
static const char login[] = "a login in the page's place: log in and save the page again";
static const char consent[] =
    "a question about cookies in the page's place: answer it and save the page again";
static const char shell[] =
    "saved before it was rendered, its content is made by a script: save it from the browser";

/* How titles begin, in any case. */
static const struct {
	const char *start;
	bool whole; /* the title is nothing else */
	const char *kind;
} titles[] = {
    {"Just a moment", false, check},
    {"Attention Required! | Cloudflare", false, check},
    {"Checking your browser", false, check},
    {"DDoS-Guard", true, check},
    {"Robot Check", true, check},
    {"Are you a robot", false, check},
    {"Are you human", false, check},
    {"Pardon Our Interruption", false, check},
    {"Please wait... | Cloudflare", false, check},
    {"Security check", false, check},
    {"Human Verification", true, check},
    {"Access Denied", false, error},
    {"404", true, error},
    {"404 ", false, error},
    {"404:", false, error},
    {"Error 404", false, error},
    {"HTTP 404", false, error},
    {"Not Found", true, error},
    {"Page not found", false, error},
    {"Page Not Available", false, error},
    {"403 Forbidden", false, error},
    {"410 Gone", false, error},
    {"429 Too Many Requests", false, error},
    {"500 Internal Server Error", false, error},
    {"502 Bad Gateway", false, error},
    {"503 Service", false, error},
    {"504 Gateway", false, error},
    {"Seite nicht gefunden", false, error},
    {"Page introuvable", false, error},
    {"Page non trouvée", false, error},
    {"Página no encontrada", false, error},
    {"Página não encontrada", false, error},
    {"Pagina non trovata", false, error},
    {"Pagina niet gevonden", false, error},
    {"Strona nie została znaleziona", false, error},
    {"Stránka nenalezena", false, error},
    {"Страница не найдена", false, error},
    {"Blog not found", false, error},
    {"Blog has been removed", false, error},
    {"Before you continue", false, consent},
    {"Bevor Sie fortfahren", false, consent},
    {"Bevor Sie zu ", false, consent},
    {"Avant d'accéder à ", false, consent},
    {"Antes de continuar", false, consent},
    {"Prima di continuare", false, consent},
};

static const char *kind_of_title(const char *title)
{
	for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
		if (ascii_starts(title, titles[i].start) &&
		    (!titles[i].whole || !title[strlen(titles[i].start)]))
			return titles[i].kind;
	return NULL;
}

/* What frameworks name the element that their script fills. */
static bool is_root_id(const char *id)
{
	static const char *const ids[] = {"root", "app", "__next", "__nuxt", "___gatsby",
	    "app-root", "react-root", "main-app", "svelte", "ember-app", "q-app"};
	for (size_t i = 0; id && i < sizeof ids / sizeof *ids; i++)
		if (strcmp(id, ids[i]) == 0)
			return true;
	return false;
}

static bool has_empty_root(struct arena *arena, const struct document *document)
{
	const struct node *root = document->root;
	for (const struct node *node = root; node; node = node_next(node, root)) {
		bool named = node->tag != TAG_TEXT &&
		    (is_root_id(node_id(node)) ||
			(node->name && strcmp(node->name, "app-root") == 0));
		if (named && !*node_text(arena, node))
			return true;
	}
	return false;
}

/* `<noscript>You need to enable JavaScript to run this app.</noscript>` */
static bool asks_for_script(struct arena *arena, const struct document *document)
{
	const struct node *root = document->root;
	for (const struct node *node = root; (node = node_find(node, root, TAG_noscript));) {
		const char *text = node_text(arena, node);
		if (strcasestr(text, "enable JavaScript") ||
		    strcasestr(text, "requires JavaScript") ||
		    strcasestr(text, "without JavaScript"))
			return true;
	}
	return false;
}

static bool has_password(const struct document *document)
{
	const struct node *root = document->root;
	for (const struct node *node = root; (node = node_find(node, root, TAG_input));) {
		const char *type = node_attribute(node, "type");
		if (type && ascii_equal(type, "password"))
			return true;
	}
	return false;
}

/* The length of what a reader sees: the body without what is only there for want of scripts. */
static size_t length_of_text(struct arena *arena, const struct document *document)
{
	const struct node *root = document->root, *body = node_find(root, root, TAG_body);
	const struct node *within = body ? body : root;
	size_t n = strlen(node_text(arena, within));
	for (const struct node *node = within; (node = node_find(node, within, TAG_noscript));) {
		size_t hidden = strlen(node_text(arena, node));
		n -= hidden < n ? hidden : n;
	}
	return n;
}

static bool has_script(const struct decoded *decoded)
{
	return memmem(decoded->text, decoded->n, "<script", 7) != NULL;
}

const char *placeholder_of(struct arena *arena, const struct document *document,
    const struct decoded *decoded, const struct record *record)
{
	if (record->films.n || record->comments.items.n)
		return NULL;
	size_t length = length_of_text(arena, document);
	if (length > SHORT_TEXT)
		return NULL;
	const struct node *title = node_find(document->root, document->root, TAG_title);
	const char *kind = title ? kind_of_title(node_text(arena, title)) : NULL;
	if (kind)
		return kind;
	if (has_password(document))
		return login;
	bool empty = has_empty_root(arena, document) || asks_for_script(arena, document);
	return length <= SHELL_TEXT && has_script(decoded) && empty ? shell : NULL;
}
