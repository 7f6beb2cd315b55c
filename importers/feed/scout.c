/* scout: see scout.h. The same way as import's, bytes → source → mend → reader, with nothing made of the entries. */
#include "importers/feed/scout.h"

#include "importers/feed/kind.h"
#include "importers/feed/mend.h"
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

static void read_through(struct source *source, struct mend *mend, struct reader *reader)
{
	struct err err = {0};
	const char *text;
	size_t n;
	while (source_next(source, &text, &n, &err) > 0) {
		const struct buf *xml = mend_feed(mend, text, n);
		reader_feed(reader, buf_text(xml), xml->n, false);
		mend_forget(mend);
	}
	const struct buf *rest = mend_end(mend);
	reader_feed(reader, buf_text(rest), rest->n, true);
}

int scout_members(
    struct input *input, const char *charset, struct members *members, struct err *err)
{
	static const struct reader_calls calls = {look_at_entry, pass_comment};
	struct source source;
	struct mend mend;

	if (!is_atom(input) || !input_again(input))
		return 0;
	source_open(&source, input, charset);
	mend_open(&mend);
	struct reader *reader = reader_open(&calls, members);
	read_through(&source, &mend, reader);
	reader_close(reader);
	mend_release(&mend);
	source_release(&source);
	members->head = 0;
	if (!input_again(input))
		return err_errno(err, "can't read %s again", input_name(input));
	return 0;
}
