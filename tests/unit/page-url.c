/* page-url: references are resolved as RFC 3986 section 5.4 says, and a page has one address. */
#include "schema/base/url.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static struct arena arena;

/* The RFC's own examples, but for those that need strictness about `http:g`. */
static void examples_of_rfc_3986(void **state)
{
	(void)state;
	static const char *const examples[][2] = {{"g:h", "g:h"}, {"g", "http://a/b/c/g"},
	    {"./g", "http://a/b/c/g"}, {"g/", "http://a/b/c/g/"}, {"/g", "http://a/g"},
	    {"//g", "http://g"}, {"?y", "http://a/b/c/d;p?y"}, {"g?y", "http://a/b/c/g?y"},
	    {"#s", "http://a/b/c/d;p?q#s"}, {"g#s", "http://a/b/c/g#s"},
	    {"g?y#s", "http://a/b/c/g?y#s"}, {";x", "http://a/b/c/;x"}, {"g;x", "http://a/b/c/g;x"},
	    {"", "http://a/b/c/d;p?q"}, {".", "http://a/b/c/"}, {"./", "http://a/b/c/"},
	    {"..", "http://a/b/"}, {"../", "http://a/b/"}, {"../g", "http://a/b/g"},
	    {"../..", "http://a/"}, {"../../", "http://a/"}, {"../../g", "http://a/g"},
	    {"../../../g", "http://a/g"}, {"../../../../g", "http://a/g"}, {"/./g", "http://a/g"},
	    {"/../g", "http://a/g"}, {"g.", "http://a/b/c/g."}, {".g", "http://a/b/c/.g"},
	    {"g..", "http://a/b/c/g.."}, {"..g", "http://a/b/c/..g"}, {"./../g", "http://a/b/g"},
	    {"./g/.", "http://a/b/c/g/"}, {"g/./h", "http://a/b/c/g/h"},
	    {"g/../h", "http://a/b/c/h"}, {"g;x=1/./y", "http://a/b/c/g;x=1/y"},
	    {"g;x=1/../y", "http://a/b/c/y"}, {"g?y/./x", "http://a/b/c/g?y/./x"},
	    {"g?y/../x", "http://a/b/c/g?y/../x"}, {"g#s/./x", "http://a/b/c/g#s/./x"}};
	for (size_t i = 0; i < sizeof examples / sizeof *examples; i++)
		assert_string_equal(
		    url_resolve(&arena, "http://a/b/c/d;p?q", examples[i][0]), examples[i][1]);
}

static void as_pages_write_them(void **state)
{
	(void)state;
	assert_string_equal(
	    url_resolve(&arena, "http://a.example", "b c.html "), "http://a.example/b%20c.html");
	assert_string_equal(
	    url_resolve(&arena, "https://a.example/x", "\n//b.example/\ty"), "https://b.example/y");
	assert_string_equal(url_resolve(&arena, NULL, "mailto:a@b.example"), "mailto:a@b.example");
	assert_null(url_resolve(&arena, NULL, "/a"));
}

static void a_page_has_one_address(void **state)
{
	(void)state;
	static const char *const examples[][2] = {
	    {"http://Blog.Example:80/2017/05/x.html?m=1#c2", "http://blog.example/2017/05/x.html"},
	    {"https://blog.example/x.html?showComment=1305782797004#c1",
		"https://blog.example/x.html"},
	    {"https://a.example:443?utm_source=feed&id=7&fbclid=x", "https://a.example/?id=7"},
	    {"http://a.example:8080/b/../c?m=12", "http://a.example:8080/c?m=12"},
	    {"https://a.example/%7Eann/%d0%b0?q=%c3%a9&r=%2f",
		"https://a.example/~ann/%D0%B0?q=%C3%A9&r=%2F"},
	    {"https://a.example/а", "https://a.example/%D0%B0"},
	    {"https://a.example/100%/%zz/a|b", "https://a.example/100%/%zz/a%7Cb"},
	    {"https://a.example/a/%2e%2e/b?", "https://a.example/b"}};
	for (size_t i = 0; i < sizeof examples / sizeof *examples; i++)
		assert_string_equal(url_canonical(&arena, examples[i][0]), examples[i][1]);
	assert_null(url_canonical(&arena, "ftp://a.example/"));
	assert_null(url_canonical(&arena, "/x.html"));
	assert_null(url_canonical(&arena, "http://"));
}

static void addresses_of_one_page_have_one_key(void **state)
{
	(void)state;
	static const char *const examples[][2] = {{"http://A.example/x?m=1", "https://a.example/x"},
	    {"http://a.example:8080/x", "https://a.example:8080/x"},
	    {"https://www.a.example/x", "https://www.a.example/x"},
	    {"http://b.blogspot.de/x", "https://b.blogspot.com/x"},
	    {"http://b.blogspot.co.uk/x?q=1", "https://b.blogspot.com/x?q=1"},
	    {"http://b.blogspot.com/x", "https://b.blogspot.com/x"},
	    {"http://b.blogspot.example/x", "https://b.blogspot.example/x"},
	    {"http://blogspot.de/x", "https://blogspot.de/x"}};
	for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
		const char *key = url_key(&arena, examples[i][0]);
		assert_string_equal(key, examples[i][1]);
		assert_string_equal(url_key(&arena, key), key);
	}
	assert_null(url_key(&arena, "tag:a"));
}

static void hosts(void **state)
{
	(void)state;
	assert_string_equal(url_host(&arena, "https://WWW.A.example:8080/x"), "a.example");
	assert_string_equal(url_host(&arena, "http://user@a.example/"), "a.example");
	assert_null(url_host(&arena, "mailto:a@b.example"));
}

int main(void)
{
	arena_init(&arena, 1 << 24);
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(examples_of_rfc_3986),
	    cmocka_unit_test(as_pages_write_them),
	    cmocka_unit_test(a_page_has_one_address),
	    cmocka_unit_test(addresses_of_one_page_have_one_key),
	    cmocka_unit_test(hosts),
	};
	int failed = cmocka_run_group_tests_name("page-url", tests, NULL, NULL);
	arena_release(&arena);
	return failed;
}
