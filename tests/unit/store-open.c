/* store-open: whose file it is, how old, and what each way of opening may do. */
#include "schema/store/query.h"
#include "schema/store/store.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static char folder[] = "/tmp/store-open-XXXXXX";

static const char *place(const char *name)
{
	static char path[128];
	snprintf(path, sizeof path, "%s/%s", folder, name);
	return path;
}

static int64_t integer(struct store *store, const char *sql)
{
	struct err err = {0};
	struct query *query = query_open(store, sql, &err);
	assert_non_null(query);
	assert_int_equal(query_step(query, &err), 1);
	int64_t value = query_int(query, 0);
	query_close(query);
	return value;
}

static void create_makes_it_once_and_reading_finds_it(void **state)
{
	(void)state;
	struct err err = {0};
	struct store *store = store_open(place("new.db"), STORE_CREATE, &err);
	assert_non_null(store);
	assert_int_equal(integer(store, "SELECT count(*) FROM film"), 0);
	store_close(store);
	store = store_open(place("new.db"), STORE_READ, &err);
	assert_non_null(store);
	assert_int_equal(integer(store, "SELECT count(*) FROM scale"), 1);
	assert_int_equal(query_run(store, "DELETE FROM scale", &err), -1);
	store_close(store);
}

static void reading_makes_no_file(void **state)
{
	(void)state;
	struct err err = {0};
	assert_null(store_open(place("none.db"), STORE_READ, &err));
	assert_int_equal(err.status, EXIT_SYSTEM);
	assert_int_equal(access(place("none.db"), F_OK), -1);
}

static void write_file(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
}

static void what_is_no_database_is_refused(void **state)
{
	(void)state;
	struct err err = {0};
	write_file(place("text.db"),
	    "just a text, and not a short one at that, so that it is read as a header\n");
	assert_null(store_open(place("text.db"), STORE_CREATE, &err));
	assert_int_equal(err.status, EXIT_SYSTEM);
	assert_string_equal(err.text, "is not a database");
	assert_null(store_open(folder, STORE_READ, &err));
	assert_int_equal(err.status, EXIT_SYSTEM);
}

static void an_empty_file_is_filled_by_create_only(void **state)
{
	(void)state;
	struct err err = {0};
	write_file(place("empty.db"), "");
	assert_null(store_open(place("empty.db"), STORE_READ, &err));
	assert_int_equal(err.status, EXIT_SYSTEM);
	struct store *store = store_open(place("empty.db"), STORE_CREATE, &err);
	assert_non_null(store);
	store_close(store);
}

/* Changes a mark of a good database and says what opening it gives. */
static void marked(const char *pragma, const char *want)
{
	struct err err = {0};
	struct store *store = store_open(place("marked.db"), STORE_CREATE, &err);
	assert_non_null(store);
	assert_int_equal(query_run(store, pragma, &err), 0);
	store_close(store);
	assert_null(store_open(place("marked.db"), STORE_CREATE, &err));
	assert_int_equal(err.status, EXIT_SYSTEM);
	assert_non_null(strstr(err.text, want));
	assert_int_equal(unlink(place("marked.db")), 0);
}

static void foreign_and_newer_ones_are_refused(void **state)
{
	(void)state;
	marked("PRAGMA application_id=7", "not a filmtally database");
	marked("PRAGMA user_version=1000", "newer");
}

static void a_locked_one_says_so(void **state)
{
	(void)state;
	struct err err = {0};
	struct store *one = store_open(place("locked.db"), STORE_CREATE, &err);
	struct store *two = store_open(place("locked.db"), STORE_WRITE, &err);
	assert_non_null(one);
	assert_non_null(two);
	assert_int_equal(query_run(two, "PRAGMA busy_timeout=1", &err), 0);
	assert_int_equal(store_begin(one, &err), 0);
	assert_int_equal(store_begin(two, &err), -1);
	assert_int_equal(err.status, EXIT_LOCKED);
	store_close(one);
	assert_int_equal(store_begin(two, &err), 0);
	store_end(two);
	store_close(two);
}

static void parameters_and_columns_keep_null_apart(void **state)
{
	(void)state;
	struct err err = {0};
	struct store *store = store_open(place("query.db"), STORE_CREATE, &err);
	struct query *query = query_open(store, "SELECT ?1, ?2, ?3, ?4", &err);
	assert_non_null(query);
	query_bind_text(query, 1, "Теснота");
	query_bind_int(query, 2, -5);
	query_bind_real(query, 3, 2.5);
	query_bind_text(query, 4, NULL);
	assert_int_equal(query_step(query, &err), 1);
	assert_string_equal(query_text(query, 0), "Теснота");
	assert_int_equal(query_int(query, 1), -5);
	assert_true(query_real(query, 2) == 2.5);
	assert_true(query_is_null(query, 3));
	assert_null(query_text(query, 3));
	assert_int_equal(query_type(query, 2), QUERY_REAL);
	assert_int_equal(query_step(query, &err), 0);
	query_close(query);
	assert_null(query_open(store, "SELECT nothing", &err));
	assert_int_equal(err.status, EXIT_SYSTEM);
	store_close(store);
}

static int remove_folder(void **state)
{
	(void)state;
	char command[64];
	snprintf(command, sizeof command, "rm -rf %s", folder);
	return system(command);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(create_makes_it_once_and_reading_finds_it),
	    cmocka_unit_test(reading_makes_no_file),
	    cmocka_unit_test(what_is_no_database_is_refused),
	    cmocka_unit_test(an_empty_file_is_filled_by_create_only),
	    cmocka_unit_test(foreign_and_newer_ones_are_refused),
	    cmocka_unit_test(a_locked_one_says_so),
	    cmocka_unit_test(parameters_and_columns_keep_null_apart),
	};
	if (!mkdtemp(folder))
		return 1;
	return cmocka_run_group_tests(tests, NULL, remove_folder);
}
