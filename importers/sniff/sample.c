/* sample: bytes at a file's beginning that the rules look at. See rules.h. */
#include "importers/sniff/rules.h"
#include "schema/base/text.h"

#include <string.h>

bool sample_begins(struct sample sample, const char *text)
{
	size_t n = strlen(text);
	return sample.n >= n && memcmp(sample.at, text, n) == 0;
}

bool sample_holds(struct sample sample, size_t most, const char *text)
{
	size_t n = sample.n < most ? sample.n : most;
	return memmem(sample.at, n, text, strlen(text)) != NULL;
}

struct sample sample_skip(struct sample sample, size_t n)
{
	n = n < sample.n ? n : sample.n;
	return (struct sample){sample.at + n, sample.n - n, sample.ends};
}

struct sample sample_skip_blank(struct sample sample)
{
	if (sample_begins(sample, "\xEF\xBB\xBF"))
		sample = sample_skip(sample, 3);
	size_t blank = 0;
	while (blank < sample.n && ascii_is_space(sample.at[blank]))
		blank++;
	return sample_skip(sample, blank);
}
