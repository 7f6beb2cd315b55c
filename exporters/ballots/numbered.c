/* numbered: see numbered.h. */
#include "exporters/ballots/numbered.h"

#include <stdlib.h>
#include <string.h>

int numbered_read(const struct query *query, int column, uint32_t *number, struct err *err)
{
	int64_t read = query_int(query, column);

	if (read < 0 || read > INT32_MAX)
		return err_set(err, EXIT_SYSTEM, "the database is damaged: a row's number");
	*number = (uint32_t)read;
	return 0;
}

void numbered_reach(void **array, size_t *n, size_t size, uint32_t number)
{
	size_t room = 2 * ((size_t)number + 1);

	if (number < *n)
		return;
	*array = must_realloc(*array, room * size);
	memset((char *)*array + *n * size, 0, (room - *n) * size);
	*n = room;
}
