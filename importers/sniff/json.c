/* json: JSON of any kind, and which kind. See rules.h. */
#include "importers/sniff/rules.h"
#include "schema/base/text.h"

#include <string.h>

/* ---- does it begin a JSON text ---- */

enum { DEPTH = 64, LOOKED = 1 << 12 };

/* Where in the grammar the reader stands. */
enum expected { A_VALUE, A_VALUE_OR_END, A_NAME, A_NAME_OR_END, A_COLON, A_COMMA_OR_END };

struct scan {
	const char *at, *end;
	enum expected expected;
	bool objects[DEPTH]; /* of each open bracket: is it a brace */
	int depth, values;   /* brackets open; texts that have ended */
};

/* A string, cut at the sample's end or not; its characters are not looked at. */
static bool skip_string(struct scan *scan)
{
	for (scan->at++; scan->at < scan->end && *scan->at != '"'; scan->at++) {
		if (*scan->at == '\n')
			return false;
		scan->at += *scan->at == '\\';
	}
	scan->at = scan->at < scan->end ? scan->at + 1 : scan->end;
	return true;
}

/* A number, true, false or null. */
static bool skip_word(struct scan *scan)
{
	static const char *const words[] = {"true", "false", "null"};
	size_t n = 0, left = (size_t)(scan->end - scan->at);
	while (n < left &&
	    (ascii_is_alpha(scan->at[n]) || ascii_is_digit(scan->at[n]) ||
		strchr("+-.", scan->at[n])))
		n++;
	bool known = n && (ascii_is_digit(*scan->at) || *scan->at == '-');
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		known = known ||
		    (n && (n == left ? n <= strlen(words[i]) : n == strlen(words[i])) &&
			memcmp(scan->at, words[i], n) == 0);
	scan->at += n;
	return known;
}

static void end_value(struct scan *scan)
{
	scan->expected = scan->depth ? A_COMMA_OR_END : A_VALUE;
	scan->values += scan->depth == 0;
}

static bool open_bracket(struct scan *scan, bool object)
{
	if (scan->depth == DEPTH)
		return false;
	scan->objects[scan->depth++] = object;
	scan->expected = object ? A_NAME_OR_END : A_VALUE_OR_END;
	scan->at++;
	return true;
}

static bool close_bracket(struct scan *scan, bool object)
{
	bool may = scan->expected == A_COMMA_OR_END ||
	    scan->expected == (object ? A_NAME_OR_END : A_VALUE_OR_END);
	if (!may || scan->depth == 0 || scan->objects[scan->depth - 1] != object)
		return false;
	scan->depth--;
	scan->at++;
	end_value(scan);
	return true;
}

static bool take_value(struct scan *scan)
{
	char c = *scan->at;
	if (c == '{' || c == '[')
		return open_bracket(scan, c == '{');
	if (scan->depth == 0 || !(c == '"' ? skip_string(scan) : skip_word(scan)))
		return false;
	end_value(scan);
	return true;
}

static bool take_sign(struct scan *scan, char c)
{
	if (scan->expected == A_COLON ? c != ':' : scan->expected != A_COMMA_OR_END || c != ',')
		return false;
	bool object = scan->depth && scan->objects[scan->depth - 1];
	scan->expected = c == ',' && object ? A_NAME : A_VALUE;
	scan->at++;
	return true;
}

static bool take_name(struct scan *scan)
{
	if (*scan->at != '"' || !skip_string(scan))
		return false;
	scan->expected = A_COLON;
	return true;
}

static bool take_token(struct scan *scan)
{
	char c = *scan->at;
	if (c == '}' || c == ']')
		return close_bracket(scan, c == '}');
	if (scan->expected == A_NAME || scan->expected == A_NAME_OR_END)
		return take_name(scan);
	if (scan->expected == A_VALUE || scan->expected == A_VALUE_OR_END)
		return take_value(scan);
	return take_sign(scan, c);
}

bool json_begins(struct sample sample)
{
	size_t n = sample.n < LOOKED ? sample.n : LOOKED;
	struct scan scan = {.at = sample.at, .end = sample.at + n};
	if (n == 0 || (*sample.at != '{' && *sample.at != '['))
		return false;
	for (;;) {
		while (scan.at < scan.end && ascii_is_space(*scan.at))
			scan.at++;
		if (scan.at == scan.end)
			break;
		if (!take_token(&scan))
			return false;
	}
	return scan.depth == 0 || n < sample.n || !sample.ends;
}

/* ---- which kind ---- */

static const struct {
	const char *words[2]; /* all of which stand near the beginning */
	struct sniffed found;
} kinds[] = {
    {{"\"record\":\"page\"", "\"version\""},
	{SNIFF_LOADED, "records of an importer", "give them to film-load"}},
    {{"\"record\":\"comments\"", "\"version\""},
	{SNIFF_LOADED, "records of an importer", "give them to film-load"}},
    {{"\"record\":\"films\"", "\"version\""},
	{SNIFF_LOADED, "records of an importer", "give them to film-load"}},
    {{"\"log\"", "\"entries\""}, {SNIFF_OTHER, "a HAR file of network traffic", "save the page"}},
    {{"\"log\"", "\"creator\""}, {SNIFF_OTHER, "a HAR file of network traffic", "save the page"}},
    {{"\"log\"", "\"pages\""}, {SNIFF_OTHER, "a HAR file of network traffic", "save the page"}},
    {{"\"@context\"", "\"@type\""}, {SNIFF_OTHER, "JSON-LD without its page", "save the page"}},
};

bool rule_json(struct sample sample, struct sniffed *found)
{
	enum { NEAR = 1 << 10 };
	if (!json_begins(sample))
		return false;
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (sample_holds(sample, NEAR, kinds[i].words[0]) &&
		    sample_holds(sample, NEAR, kinds[i].words[1])) {
			*found = kinds[i].found;
			return true;
		}
	*found = FOUND(SNIFF_OTHER, "a JSON document", "save the page itself");
	return true;
}
