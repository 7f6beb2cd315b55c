/*
 * film-forget: erases voters, comments or pages from a database, and keeps them out.
 *
 *	film-forget films.db voter blogger:1234
 */
#include "schema/base/program.h"
#include "schema/store/forget/forget.h"

#include <stdlib.h>
#include <string.h>

struct forget_options {
	const char *voter_key;
};

static const struct option_spec specs[] = {
    {0, "voter-key", "FILE", OPTION_TEXT, offsetof(struct forget_options, voter_key),
	"file with the secret that turns voters into keys"},
    {0},
};

static const struct program program = {
    .name = "film-forget",
    .operands = "DB voter|comment|page ID …",
    .purpose = "Erase voters, comments or pages from a film database, and keep them out.",
    .options = specs,
    .example = "film-forget films.db voter blogger:1234",
};

static enum forget_kind kind_of(const char *word)
{
	static const char *const words[] = {
	    [FORGET_VOTER] = "voter", [FORGET_COMMENT] = "comment", [FORGET_PAGE] = "page"};
	for (int i = 0; i < (int)(sizeof words / sizeof *words); i++)
		if (strcmp(words[i], word) == 0)
			return (enum forget_kind)i;
	program_usage("\"%s\" is none of voter, comment, page", word);
}

/* The secret is read only where a voter is given by name. */
static bool needs_key(enum forget_kind kind, char **ids)
{
	for (; kind == FORGET_VOTER && *ids; ids++)
		if (!forget_is_key(*ids))
			return true;
	return false;
}

static void tell(const char *db, const char *word, char **ids, const bool *here, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (here[i])
			message_note(db, "%s %s: erased", word, ids[i]);
		else
			message_note(db, "%s %s: not here; kept out from now on", word, ids[i]);
}

static int run(
    const struct forget_options *options, char **operands, enum forget_kind kind, struct err *err)
{
	struct voter_key key, *given = NULL;
	char **ids = operands + 2;
	size_t n = 0;
	while (ids[n])
		n++;
	if (needs_key(kind, ids)) {
		if (voter_key_read(options->voter_key, &key, err) != 0)
			return -1;
		given = &key;
	}
	struct store *store = store_open(operands[0], STORE_WRITE, err);
	if (!store)
		return -1;
	bool *here = must_calloc(n, sizeof *here);
	int result = forget(store, kind, ids, n, given, here, err);
	if (result == 0)
		tell(operands[0], operands[1], ids, here, n);
	free(here);
	store_close(store);
	return result;
}

int main(int argc, char **argv)
{
	struct forget_options options = {0};
	struct err err = {0};
	char **operands = program_start(&program, argc, argv, &options);
	if (!operands[0] || !operands[1] || !operands[2])
		program_usage(
		    "name a database, one of voter, comment or page, and the ids to erase");
	enum forget_kind kind = kind_of(operands[1]);
	if (run(&options, operands, kind, &err) != 0)
		message_err(&err);
	return message_status();
}
