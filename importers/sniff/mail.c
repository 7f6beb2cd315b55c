/* mail: MHTML and mails, told by the fields that they begin with (RFC 5322, RFC 2045). See rules.h.
 */
#include "importers/sniff/rules.h"
#include "schema/base/text.h"

#include <string.h>

/* The length of a field's name at the line's beginning, or 0: `Content-Type:`. */
static size_t field_name(struct sample line)
{
	size_t n = 0;
	while (n < line.n &&
	    (ascii_is_alpha(line.at[n]) || ascii_is_digit(line.at[n]) || line.at[n] == '-'))
		n++;
	return n && n < line.n && line.at[n] == ':' ? n : 0;
}

static struct sample take_line(struct sample *sample)
{
	const char *lf = memchr(sample->at, '\n', sample->n);
	size_t n = lf ? (size_t)(lf - sample->at) + 1 : sample->n;
	struct sample line = {sample->at, n, true};
	*sample = sample_skip(*sample, n);
	while (line.n && ascii_is_space(line.at[line.n - 1]))
		line.n--;
	return line;
}

/* True of a field that says how the rest is written. Its value is a type: `Content-Type: x` in
 * prose is none. */
static bool says_form(struct sample line, size_t name)
{
	struct sample value = sample_skip_blank(sample_skip(line, name + 1));
	return ascii_equal_n(line.at, name, "MIME-Version") ||
	    (ascii_equal_n(line.at, name, "Content-Type") && memchr(value.at, '/', value.n));
}

bool rule_mail(struct sample sample, struct sniffed *found)
{
	bool form = false;
	if (sample_begins(sample, "From ")) /* of a mailbox */
		take_line(&sample);
	while (sample.n && !form) {
		bool folded = *sample.at == ' ' || *sample.at == '\t';
		struct sample line = take_line(&sample);
		size_t name = folded ? 0 : field_name(line);
		if (!folded && !name)
			return false;
		form = !folded && says_form(line, name);
	}
	if (form)
		*found = FOUND(SNIFF_MIME, "a page as MHTML, or a mail", "give it to film-page");
	return form;
}
