/* cell: see cell.h. */
#include "importers/ratings/cell.h"

#include "importers/page/bytes/charset.h"
#include "schema/base/text.h"

#include <string.h>

void cell_lost(const struct rows *rows, struct loss *loss)
{
	if (loss->rows++ == 0)
		loss->first_line = rows->line;
}

struct slice cell_from_text(const char *text)
{
	return (struct slice){text, text ? strlen(text) : 0};
}

struct slice cell_of(const struct rows *rows, const struct csv_field *fields, enum column column)
{
	int at = rows->plan->at[column];
	if (at < 0)
		return (struct slice){NULL, 0};
	struct slice slice = {fields[at].at, fields[at].n};
	while (slice.n && ascii_is_space(slice.at[0])) {
		slice.at++;
		slice.n--;
	}
	while (slice.n && ascii_is_space(slice.at[slice.n - 1]))
		slice.n--;
	return slice;
}

static bool is_plain(struct slice text)
{
	for (size_t i = 0; i < text.n; i++)
		if ((unsigned char)text.at[i] < ' ' || (unsigned char)text.at[i] > '~')
			return false;
	return true;
}

const char *cell_text(struct rows *rows, struct slice text)
{
	if (utf8_valid(text.at, text.n))
		return text_repair(&rows->arena, text.at, text.n, NULL, NULL);
	struct decoded decoded;
	cell_lost(rows, &rows->bytes);
	charset_decode(&rows->arena, text.at, text.n, "windows-1252", false, &decoded);
	return decoded.text;
}

struct slice cell_clean(struct rows *rows, struct slice text)
{
	if (is_plain(text))
		return text;
	const char *composed = text_nfc(&rows->arena, cell_text(rows, text));
	return cell_from_text(text_squeeze(&rows->arena, composed, strlen(composed)));
}

bool cell_is_digits(struct slice text)
{
	for (size_t i = 0; i < text.n; i++)
		if (!ascii_is_digit(text.at[i]))
			return false;
	return text.n > 0;
}

int cell_refuse(struct err *err, const char *column, struct slice text)
{
	return err_set(err, EXIT_REFUSED, "%s: \"%.*s\" is not understood", column,
	    text.n < 60 ? (int)text.n : 60, text.at);
}
