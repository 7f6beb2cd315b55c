/* What the process that reads an archive says is looked at before it is believed: here it says what
 * it likes, or nothing, and does not end. */
#include "importers/warc/reader.c"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <cmocka.h>

static void say(int out, const void *bytes, size_t n)
{
	(void)!write(out, bytes, n);
}

static void say_head(int out, unsigned kind, size_t text_n, size_t n)
{
	struct event event = {.text_n = text_n, .n = n, .offset = -7, .done = INT64_MAX};
	memcpy(&event.kind, &kind, sizeof event.kind);
	say(out, &event, sizeof event);
}

/* In the reading process: the path says what it does. */
void reading_run(const char *path, int out)
{
	signal(SIGABRT, SIG_IGN);
	signal(SIGTERM, SIG_IGN);
	switch (*path) {
	case 'k':
		say_head(out, 99, 0, 0);
		break;
	case 'm':
		say_head(out, UINT32_MAX, 0, 0);
		break;
	case 't':
		say_head(out, EVENT_NOTE, SIZE_MAX, 0);
		break;
	case 'p':
		say_head(out, EVENT_PAGE, 0, (size_t)PAGE_MAX + 1);
		break;
	case 'b':
		say_head(out, EVENT_NOTE, 0, 1);
		break;
	case 's': /* less than a head */
		say(out, path, 1);
		break;
	case 'c': /* less than it promised */
		say_head(out, EVENT_PAGE, 1, 100);
		say(out, path, 1);
		break;
	case 'e': /* its own end */
		say_head(out, EVENT_ENDED, 0, 0);
		_exit(EXIT_DONE);
	case 'f':
		_exit(EXIT_SYSTEM);
	}
	close(out);
	for (;;)
		sleep(1000);
}

/* How a reader ends that goes by that name; "" when it came to its own end. */
static const char *ending(const char *path)
{
	static struct err err;
	struct event event;
	const char *text;
	char page[100];
	err = (struct err){0};
	struct reader *reader = reader_start(path, &err);
	assert_non_null(reader);
	while (reader_next(reader, &event, &text) > 0)
		if (event.kind == EVENT_PAGE)
			assert_int_equal(reader_bytes(reader, page, event.n), -1);
	int status = reader_close(reader, &err);
	assert_int_equal(status, err.text[0] ? -1 : 0);
	return err.text;
}

static void lies_end_the_reader(void **state)
{
	static const char *const lies[] = {"kind", "minus", "text", "page", "bytes"};
	(void)state;
	for (size_t i = 0; i < sizeof lies / sizeof *lies; i++)
		assert_string_equal(
		    ending(lies[i]), "crashed the reader (its answer makes no sense)");
}

static void silence_is_not_waited_for(void **state)
{
	(void)state;
	assert_string_equal(ending("short"), "crashed the reader (signal 9)");
	assert_string_equal(ending("cut"), "crashed the reader (signal 9)");
	assert_string_equal(ending(""), "crashed the reader (signal 9)");
}

static void an_exit_keeps_its_status(void **state)
{
	(void)state;
	for (int i = 0; i < 100; i++) {
		assert_string_equal(ending("end"), "");
		assert_string_equal(ending("failed"), "an archive could not be read on");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(lies_end_the_reader),
	    cmocka_unit_test(silence_is_not_waited_for),
	    cmocka_unit_test(an_exit_keeps_its_status),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
