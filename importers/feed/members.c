/* members: see members.h. */
#include "importers/feed/members.h"

#include "importers/page/comments/fields.h"

#include <string.h>

enum { MEMBERS_MAX = 10000, ARENA_MAX = 8 << 20 };

void members_open(struct members *members)
{
	*members = (struct members){0};
	arena_init(&members->arena, ARENA_MAX);
	arena_init(&members->scratch, ARENA_MAX);
}

void members_release(struct members *members)
{
	arena_release(&members->arena);
	arena_release(&members->scratch);
}

bool members_has(const struct members *members, const char *voter)
{
	for (size_t i = 0; i < members->voters.n; i++)
		if (!strcmp(members->voters.at[i], voter))
			return true;
	return false;
}

void members_add(struct members *members, const char *uri)
{
	if (!uri || members->voters.n == MEMBERS_MAX || members->arena.taken > ARENA_MAX / 2)
		return;
	arena_reset(&members->scratch);
	const char *voter = comments_voter(&members->scratch, uri, NULL);
	if (voter && !members_has(members, voter))
		*list_add(&members->arena, &members->voters) = arena_text(&members->arena, voter);
}

void members_of_feed(struct members *members, const struct feed *feed)
{
	for (; members->head < feed->head.author_uris.n; members->head++)
		members_add(members, feed->head.author_uris.at[members->head]);
}

bool members_is_user(const struct feed *feed, const char *user)
{
	for (size_t i = 0; user && i < feed->head.author_uris.n; i++)
		if (!strcmp(feed->head.author_uris.at[i], user))
			return true;
	return false;
}
