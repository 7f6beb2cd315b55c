/* post_claim: see post_claim.h. */
#include "importers/page/post/post_claim.h"

struct claim *post_claim(struct post *post, enum layer layer, const char *rule, size_t block)
{
	struct claim *claim = list_add(post->arena, &post->claims->all);
	const char *place = block < post->blocks->all.n
	    ? block_place(post->arena, post->blocks, post_block(post, block))
	    : "heading";
	*claim = (struct claim){
	    .film = film_init(), .layer = layer, .rule = rule, .place = place, .main = true};
	return claim;
}
