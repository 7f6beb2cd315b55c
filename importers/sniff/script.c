/*
 * script: JavaScript, style sheets and other programs, which are text and no page. Several signs
 * are needed, for pages as plain text may hold a line of code. See rules.h.
 */
#include "importers/sniff/rules.h"
#include "schema/base/text.h"

#include <string.h>

enum { LOOKED = 1 << 12, DENSE = 40 /* one brace or semicolon in so many bytes */ };

static const char *const script_starts[] = {"(function", "!function", "(()=>", "(() =>",
    "\"use strict\"", "'use strict'", "var ", "const ", "let ", "function ", "function(", "import ",
    "export ", "window.", "document.", "jQuery", "$(", "define(", "require(", "self.",
    "async function", "class "};
static const char *const style_starts[] = {
    "@charset", "@import", "@media", "@font-face", ":root", "@namespace", "@layer", "@supports"};

static bool begins_with(struct sample sample, const char *const *starts, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (sample_begins(sample, starts[i]))
			return true;
	return false;
}

/* Behind comments and white space. */
static struct sample behind_comments(struct sample sample)
{
	for (;; sample = sample_skip_blank(sample)) {
		const char *end = NULL;
		if (sample_begins(sample, "/*"))
			end = memmem(sample.at + 2, sample.n - 2, "*/", 2);
		else if (sample_begins(sample, "//"))
			end = memchr(sample.at, '\n', sample.n);
		if (!end)
			return sample;
		sample = sample_skip(sample, (size_t)(end - sample.at) + 1 + (*end == '*'));
	}
}

static bool is_dense(struct sample sample)
{
	size_t n = sample.n < LOOKED ? sample.n : LOOKED, signs = 0, opened = 0;
	for (size_t i = 0; i < n; i++) {
		signs += strchr("{};", sample.at[i]) && sample.at[i];
		opened += sample.at[i] == '{' || sample.at[i] == '(';
	}
	return opened && signs * DENSE > n;
}

/* `.post p, #side { margin: 0 … }`: a selector, a brace, a property and its colon. */
static bool begins_rule(struct sample sample)
{
	enum { SELECTOR = 400, PROPERTY = 40 };
	size_t n = 0;
	while (
	    n < sample.n && n < SELECTOR && sample.at[n] != '{' && !strchr(";}<!?\"", sample.at[n]))
		n++;
	if (n == 0 || n == sample.n || sample.at[n] != '{')
		return false;
	struct sample inside = sample_skip_blank(sample_skip(sample, n + 1));
	for (n = 0;
	     n < inside.n && n < PROPERTY && (ascii_is_alpha(inside.at[n]) || inside.at[n] == '-');
	     n++)
		;
	return n && n < inside.n && inside.at[n] == ':';
}

bool rule_script(struct sample sample, struct sniffed *found)
{
	struct sample code = behind_comments(sample);
	if (sample_begins(sample, "#!/")) {
		*found = FOUND(SNIFF_OTHER, "a script", NULL);
		return true;
	}
	if (sample_begins(code, "<") || !is_dense(code))
		return false;
	if (begins_with(code, style_starts, sizeof style_starts / sizeof *style_starts) ||
	    begins_rule(code))
		*found = FOUND(SNIFF_OTHER, "a style sheet", "save the page that uses it");
	else if (begins_with(code, script_starts, sizeof script_starts / sizeof *script_starts))
		*found = FOUND(SNIFF_OTHER, "a script", "save the page that uses it");
	else
		return false;
	return true;
}
