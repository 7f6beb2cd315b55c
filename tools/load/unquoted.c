/* unquoted: see unquoted.h. */
#include "tools/load/unquoted.h"

/* Cuts up to LOAD_TOGETHER lines; ends[i] is where the i-th of them ends. */
static size_t cut_lines(
    const char *at, const char *end, struct ballot_line *lines, const char **ends)
{
	size_t n = 0;
	while (n < LOAD_TOGETHER && at < end) {
		const char *stop = ballot_line_cut(&lines[n], at, end);
		if (!stop)
			break;
		at = ends[n++] = stop + 1;
	}
	return n;
}

int64_t unquoted_rows(struct stream *stream, struct input *input, size_t n, struct err *err)
{
	struct ballot_line lines[LOAD_TOGETHER];
	const char *ends[LOAD_TOGETHER];
	size_t have, loaded, cut;
	const char *at = input_ahead(input, n, &have), *start = at, *end = at + n;
	do {
		cut = cut_lines(at, end, lines, ends);
		loaded = cut ? load_lines(stream->load, lines, cut, err) : 0;
		if (loaded == LOAD_FAILED)
			return -1;
		if (loaded) {
			input_skip(input, (size_t)(ends[loaded - 1] - at), (long)loaded);
			at = ends[loaded - 1];
		}
		ledger_keep(&stream->ledger, (int64_t)loaded);
	} while (loaded == cut && loaded && at < end);
	return at - start;
}
