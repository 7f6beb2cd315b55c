/* waiting_people.c: people go in by their numbers. Nobody asks for them within a transaction, so
 * they may wait longer than pages. */
#include "schema/store/names/person.h"
#include "schema/store/evidence/waiting_part.h"

#include <stdlib.h>
#include <string.h>

enum {
	PEOPLE = 3 << 15, /* that wait at most */
	NAMES = 3 << 19   /* bytes of theirs: at two a page, of half a transaction */
};

void waiting_person(struct waiting *waiting, int64_t person, const char *name)
{
	struct waiting_person *kept = waiting_add(&waiting->people);
	*kept = (struct waiting_person){
	    (uint32_t)(person >> 32), (uint32_t)person, (uint32_t)waiting->names.n};
	buf_add(&waiting->names, name, strlen(name) + 1);
}

bool waiting_people_are_many(const struct waiting *waiting)
{
	return waiting->people.n >= PEOPLE || waiting->names.n >= NAMES;
}

static int64_t number_of(const struct waiting_person *person)
{
	return (int64_t)person->high << 32 | person->low;
}

static int number_order(const void *a, const void *b)
{
	int64_t one = number_of(a), other = number_of(b);
	return (one > other) - (one < other);
}

int waiting_people_put(struct waiting *waiting, struct store *store, struct err *err)
{
	struct waiting_person *people = waiting->people.at;
	size_t n = waiting->people.n;
	if (n)
		qsort(people, n, sizeof *people, number_order);
	for (size_t i = 0; i < n; i++) {
		const char *name = waiting->names.at + people[i].name;
		if (i && number_of(&people[i - 1]) == number_of(&people[i]) &&
		    strcmp(waiting->names.at + people[i - 1].name, name) == 0)
			continue;
		if (person_put(store, number_of(&people[i]), name, err) < 0)
			return -1;
	}
	waiting_people_drop(waiting);
	return 0;
}

void waiting_people_drop(struct waiting *waiting)
{
	waiting->people.n = 0;
	buf_clear(&waiting->names);
}
