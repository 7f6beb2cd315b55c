/* prescan: see prescan.h. The same way as import's, bytes → source → repair → reader, with nothing
 * made of the entries. */
#include "importers/feed/prescan.h"

#include "importers/feed/kind.h"
#include "importers/feed/xml_repair.h"
#include "importers/feed/reader.h"
#include "importers/feed/source.h"

#include <string.h>

enum { HEAD = 4096 };

static void look_at_entry(void *context, const struct feed *feed, struct entry *entry)
{
	struct members *members = context;
	const char *unknown;
	members_of_feed(members, feed);
	if (kind_of_entry(entry, &unknown) == KIND_POST)
		members_add(members, entry->text[ENTRY_URI]);
}

static void pass_comment(
    void *context, const struct feed *feed, const struct entry *item, struct entry *comment)
{
	(void)context;
	(void)feed;
	(void)item;
	(void)comment;
}

/* RSS names its authors by name alone, and a name identifies nobody. */
static bool is_atom(struct input *input)
{
	size_t n;
	const char *head = input_peek(input, HEAD, &n);
	return memmem(head, n, "<feed", 5) != NULL;
}

static void read_through(struct source *source, struct xml_repair *repair, struct reader *reader)
{
	struct err err = {0};
	const char *text;
	size_t n;
	while (source_next(source, &text, &n, &err) > 0) {
		const struct buf *xml = xml_repair_feed(repair, text, n);
		reader_feed(reader, buf_text(xml), xml->n, false);
		xml_repair_forget(repair);
	}
	const struct buf *rest = xml_repair_end(repair);
	reader_feed(reader, buf_text(rest), rest->n, true);
}

int prescan_members(
    struct input *input, const char *charset, struct members *members, struct err *err)
{
	static const struct reader_calls calls = {look_at_entry, pass_comment};
	struct source source;
	struct xml_repair repair;

	if (!is_atom(input) || !input_again(input))
		return 0;
	source_open(&source, input, charset);
	xml_repair_open(&repair);
	struct reader *reader = reader_open(&calls, members);
	read_through(&source, &repair, reader);
	reader_close(reader);
	xml_repair_release(&repair);
	source_release(&source);
	members->head = 0;
	if (!input_again(input))
		return err_errno(err, "can't read %s again", input_name(input));
	return 0;
}
