/* Running times as real pages write them. */
#include "importers/page/words/duration.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

static void running_times_are_minutes(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		int minutes;
	} rows[] = {
	    {"PT1H58M", 118},
	    {"PT118M", 118},
	    {"P0DT1H58M", 118},
	    {"PT7080S", 118},
	    {"P112M", 112},
	    {"PT46M", 46},
	    {"PT2H", 120},
	    {"pt1h58m", 118},
	    {"PT1H58", 118},
	    {"PT1.5H", 90},
	    {"P0Y0M0DT1H58M", 118},
	    {"T1M21S", 1},
	    {"PT31S", 1},
	    {"PT0M", 0},
	    {"P", 0},
	    {"PT", 0},
	    {"118 min", 118},
	    {"118min", 118},
	    {"118 min.", 118},
	    {"118", 118},
	    {"1h 58m", 118},
	    {"1h58", 118},
	    {"2h 16min", 136},
	    {"1 hr 58 mins", 118},
	    {"2 hours", 120},
	    {"1 Std. 58 Min.", 118},
	    {"1 ч 58 мин", 118},
	    {"118 мин.", 118},
	    {"118分", 118},
	    {"1時間58分", 118},
	    {"1:58:00", 118},
	    {"1:58", 118},
	    {"2:05", 125},
	    {"02:05", 125},
	    {"0:45", 45},
	    {"5:59", 359},
	    {"6:00", 6},
	    {"10:30", 11},
	    {"43:10", 43},
	    {"95:00", 95},
	    {"120:29", 120},
	    {"1:43:10", 103},
	    {"01:43:40", 104},
	    {"7:12:00", 432},
	    {"1:75", 0},
	    {"1:43:75", 0},
	    {"118 min (director's cut: 130 min)", 118},
	    {"118"
	     "\xc2\xa0"
	     "min",
		118},
	    {"1 hora y 58 minutos", 118},
	    {"7080 s", 118},
	    {"", 0},
	    {"0", 0},
	    {"long", 0},
	    {"PT999999H", 0},
	    {"-5 min", 0},
	    {"12 episodes", 0},
	    {"1:58 pm", 0},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (duration_minutes(rows[i].text) != rows[i].minutes)
			fail_msg("'%s': %d", rows[i].text, duration_minutes(rows[i].text));
	assert_int_equal(duration_minutes(NULL), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(running_times_are_minutes)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
