/*
 * table: CSV and its kin. Prose has commas too: a table has the same number of fields in each of
 * its first lines, and short names above them. See rules.h.
 */
#include "importers/sniff/rules.h"
#include "schema/base/text.h"

#include <string.h>

enum { LINES = 20, NAME_MAX_BYTES = 60, MANY = 6 };

static const char *const ours[] = {"source,film,title,year,voter,choice,value,best,worst,cast_at",
    "source,film,title,year,choice,votes,observed_at"};

/* Takes one row, over the line ends in its quotes; its fields. 0 when the sample ends within it. */
static size_t take_row(struct sample *sample, char delimiter, size_t *longest)
{
	size_t fields = 1, n = 0, field = 0;
	bool quoted = false;
	*longest = 0;
	for (; n < sample->n && (quoted || sample->at[n] != '\n'); n++) {
		quoted = quoted != (sample->at[n] == '"');
		if (!quoted && sample->at[n] == delimiter) {
			fields++;
			field = 0;
		} else if (++field > *longest) {
			*longest = field;
		}
	}
	bool cut = quoted || (n == sample->n && !sample->ends);
	*sample = sample_skip(*sample, n + 1);
	return cut ? 0 : fields;
}

/* True if rows of that delimiter have as many fields as the first one. */
static bool is_table(struct sample sample, char delimiter)
{
	size_t longest, rows = 1, ignored;
	size_t fields = take_row(&sample, delimiter, &longest);
	if (fields < 3 || longest > NAME_MAX_BYTES)
		return false;
	size_t enough = fields < MANY ? 3 : 2; /* chance has it more seldom with many fields */
	for (; rows < LINES && sample.n; rows++) {
		size_t n = take_row(&sample, delimiter, &ignored);
		if (n == 1 && ignored <= 1) /* a blank line */
			rows--;
		else if (n != fields)
			return n == 0 && rows >= enough;
	}
	return rows >= enough;
}

bool rule_table(struct sample sample, struct sniffed *found)
{
	for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
		if (sample_begins(sample, ours[i])) {
			*found = FOUND(SNIFF_LOADED, "ballots or totals", "give them to film-load");
			return true;
		}
	if (!is_table(sample, ',') && !is_table(sample, ';') && !is_table(sample, '\t'))
		return false;
	*found = FOUND(SNIFF_TABLE, "a table (CSV)", "give it to film-ratings");
	return true;
}
