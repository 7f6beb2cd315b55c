/* touched.c: see touched.h. */
#include "schema/store/touched.h"

void touched_clear(struct touched *touched)
{
	id_clear(&touched->pages);
	id_clear(&touched->mentions);
	id_clear(&touched->counted);
	id_clear(&touched->tallied);
}

void touched_release(struct touched *touched)
{
	id_release(&touched->pages);
	id_release(&touched->mentions);
	id_release(&touched->counted);
	id_release(&touched->tallied);
}
