/* people.c: people go in by their numbers. Nobody asks for them within a transaction, so
 * they may wait longer than pages. */
#include "schema/store/names/person.h"
#include "schema/store/write_buffer/part.h"

#include <stdlib.h>
#include <string.h>

enum {
	PEOPLE = 3 << 15, /* that wait at most */
	NAMES = 3 << 19   /* bytes of theirs: at two a page, of half a transaction */
};

void write_buffer_person(struct write_buffer *buffer, int64_t person, const char *name)
{
	struct buffered_person *kept = write_buffer_add(&buffer->people);
	*kept = (struct buffered_person){
	    (uint32_t)(person >> 32), (uint32_t)person, (uint32_t)buffer->names.n};
	buf_add(&buffer->names, name, strlen(name) + 1);
}

bool write_buffer_people_are_many(const struct write_buffer *buffer)
{
	return buffer->people.n >= PEOPLE || buffer->names.n >= NAMES;
}

static int64_t number_of(const struct buffered_person *person)
{
	return (int64_t)person->high << 32 | person->low;
}

static int number_order(const void *a, const void *b)
{
	int64_t one = number_of(a), other = number_of(b);
	return (one > other) - (one < other);
}

int write_buffer_people_put(struct write_buffer *buffer, struct store *store, struct err *err)
{
	struct buffered_person *people = buffer->people.at;
	size_t n = buffer->people.n;
	if (n)
		qsort(people, n, sizeof *people, number_order);
	for (size_t i = 0; i < n; i++) {
		const char *name = buffer->names.at + people[i].name;
		if (i && number_of(&people[i - 1]) == number_of(&people[i]) &&
		    strcmp(buffer->names.at + people[i - 1].name, name) == 0)
			continue;
		if (person_put(store, number_of(&people[i]), name, err) < 0)
			return -1;
	}
	write_buffer_people_drop(buffer);
	return 0;
}

void write_buffer_people_drop(struct write_buffer *buffer)
{
	buffer->people.n = 0;
	buf_clear(&buffer->names);
}
