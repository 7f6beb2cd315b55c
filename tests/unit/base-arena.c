/* Memory: arenas, lists and buffers keep what they were given, and their maximum. */
#include "schema/base/arena.h"
#include "schema/base/buf.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

static void what_is_taken_is_zero_aligned_and_apart(void **state)
{
	(void)state;
	struct arena arena;
	unsigned char *pieces[600];
	arena_init(&arena, 1 << 24);
	for (int round = 0; round < 3; round++) {
		for (size_t i = 0; i < 600; i++) {
			size_t n = i * 7 % 3000 + (i == 300 ? 400000 : 0);
			pieces[i] = arena_take(&arena, n);
			assert_int_equal((uintptr_t)pieces[i] % 16, 0);
			for (size_t k = 0; k < n; k++)
				assert_true(pieces[i][k] == 0);
			memset(pieces[i], (int)i, n);
		}
		for (size_t i = 0; i < 600; i++) {
			for (size_t k = 0; k < i * 7 % 3000; k++)
				assert_true(pieces[i][k] == (unsigned char)i);
		}
		arena_reset(&arena);
		assert_int_equal(arena.taken, 0);
	}
	arena_release(&arena);
}

static void copies_end_with_nul(void **state)
{
	(void)state;
	struct arena arena;
	arena_init(&arena, 1 << 20);
	assert_string_equal(arena_copy(&arena, "film", 3), "fil");
	assert_string_equal(arena_text(&arena, "film"), "film");
	assert_null(arena_text(&arena, NULL));
	assert_null(arena_copy(&arena, NULL, 0));
	assert_string_equal(arena_format(&arena, "%s %d", "film", 3), "film 3");
	arena_release(&arena);
}

static void a_list_keeps_its_elements_in_order(void **state)
{
	(void)state;
	struct arena arena;
	LIST_OF(int) list = {0};
	int expected = 0;
	arena_init(&arena, 1 << 20);
	for (int i = 0; i < 1000; i++) {
		int *added = list_add(&arena, &list);
		assert_int_equal(*added, 0);
		*added = i;
	}
	assert_int_equal(list.n, 1000);
	list_each (int, it, &list)
		assert_int_equal(*it, expected++);
	assert_int_equal(expected, 1000);
	arena_release(&arena);
}

static jmp_buf full;

static void jump(size_t max)
{
	(void)max;
	longjmp(full, 1);
}

static void the_maximum_is_told(void **state)
{
	(void)state;
	struct arena arena;
	arena_init(&arena, 1000);
	arena.full = jump;
	if (setjmp(full) == 0) {
		arena_take(&arena, 900);
		arena_take(&arena, 200);
		fail();
	}
	if (setjmp(full) == 0) {
		arena_take_raw(&arena, SIZE_MAX);
		fail();
	}
	arena_release(&arena);
}

static void a_buffer_stops_at_its_maximum(void **state)
{
	(void)state;
	struct buf buf = BUF_INIT(10);
	assert_string_equal(buf_text(&buf), "");
	buf_add_text(&buf, "12345");
	buf_add_format(&buf, "%d", 678);
	buf_add_char(&buf, '9');
	assert_string_equal(buf_text(&buf), "123456789");
	assert_false(buf.overflow);
	buf_add_text(&buf, "ab");
	assert_true(buf.overflow);
	buf_add_text(&buf, "a");
	assert_string_equal(buf_text(&buf), "123456789");
	assert_null(buf_room(&buf, 1));
	buf_clear(&buf);
	assert_false(buf.overflow);
	buf_add(&buf, "0123456789", 10);
	assert_false(buf.overflow);
	assert_int_equal(buf.n, 10);
	buf_release(&buf);
	assert_string_equal(buf_text(&buf), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_is_taken_is_zero_aligned_and_apart),
	    cmocka_unit_test(copies_end_with_nul),
	    cmocka_unit_test(a_list_keeps_its_elements_in_order),
	    cmocka_unit_test(the_maximum_is_told),
	    cmocka_unit_test(a_buffer_stops_at_its_maximum),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
