/* Comments in each markup, written by hand after Blogger's and WordPress's templates; and headings
 * in many languages. */
#include "importers/page/comments/comments.h"
#include "importers/page/words/js_literal.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

static struct arena arena;

static struct record read_page(const char *html)
{
	struct record record = record_init(RECORD_PAGE);
	struct document *document = document_parse(
	    &arena, html, strlen(html), "http://films.example/2020/01/harbour.html", false);
	comments_read(&arena, document, &record);
	return record;
}

static void expect_comment(const struct comment *comment, const char *id, const char *author,
    const char *voter, const char *time, const char *body)
{
	assert_string_equal(comment->id, id);
	assert_string_equal(comment->author, author);
	if (voter)
		assert_string_equal(comment->voter, voter);
	else
		assert_null(comment->voter);
	assert_string_equal(comment->posted_at, time);
	assert_string_equal(comment->body, body);
}

static void headings_give_the_count_in_any_language(void **state)
{
	static const struct {
		const char *text;
		int64_t count;
	} table[] = {{"No comments:", 0}, {"No comments\n                 :", 0},
	    {"Keine Kommentare:", 0}, {"Aucun commentaire:", 0}, {"Нет комментариев:", 0},
	    {"コメントはありません:", 0}, {"Žádné komentáře", 0}, {"3 comments:", 3},
	    {"1 Meinungen:", 1}, {"1,234 comments", 1234}, {"1 753 комментария", 1753},
	    {"Комментарии (12)", 12}, {"3件のコメント", 3}, {"٣ تعليقات", 3},
	    {"Ein Gedanke zu „Hafen 1917“", 1}, {"2 Replies to “1917”", 2},
	    {"One thought on “1917”", 1}, {"± 6 Kommentare zu „Rezept“", 6}, {"Post a Comment", -1},
	    {"", -1}, {"99999999999999999999 comments", -1}};
	(void)state;
	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		if (comments_heading_count(table[i].text) != table[i].count)
			fail_msg("\"%s\" is %lld", table[i].text,
			    (long long)comments_heading_count(table[i].text));
}

static void the_classic_list_is_read(void **state)
{
	(void)state;
	struct record record = read_page(
	    "<link rel='alternate' href='http://films.example/feeds/77/comments/default'>"
	    "<span class='post-author'><a href='https://www.blogger.com/profile/900'>Ed</a></span>"
	    "<div id='comments'><h4>4 comments:</h4><dl id='comments-block'>"
	    "<dt class='comment-author' id='c1111111111'><a name='c1111111111'></a>"
	    "<div class='avatar-image-container'><a "
	    "href='https://www.blogger.com/profile/41'>x</a></div>"
	    "<a href='https://www.blogger.com/profile/41' rel='nofollow'>Ann</a>\nsaid...</dt>"
	    "<dd class='comment-body'><p>Favorite!<br>Truly.</p></dd><dd class='comment-footer'>"
	    "<a href='http://films.example/h.html?showComment=1300921849824#c1111111111'>May "
	    "1</a></dd>"
	    "<dt class='comment-author' id='c2222222222'>\nAnonymous\nsaid...</dt>"
	    "<dd class='comment-body'><p>unfav</p></dd><dd class='comment-footer'>"
	    "<a href='?showComment=1300921850824#c2222222222'>May 1</a></dd>"
	    "<dt class='comment-author blog-author' id='c3333333333'>"
	    "<a href='https://www.blogger.com/profile/901'>Co</a></dt>"
	    "<dd class='comment-body'><p>Favorite</p></dd><dd class='comment-footer'>"
	    "<a href='?showComment=1300921851824#c3333333333'>May 1</a></dd>"
	    "<dt class='comment-author' id='c4444444444'><a "
	    "href='https://www.blogger.com/profile/900'>Ed</a></dt>"
	    "<dd class='comment-body'><span class='deleted-comment'>Removed.</span></dd>"
	    "<dd class='comment-footer'><a href='?showComment=1300921852824#c4444444444'>May "
	    "1</a></dd>"
	    "</dl><p><a "
	    "href='https://www.blogger.com/comment/fullpage/post/55/77'>Post</a></p></div>");
	const struct comment *items = record.comments.items.at;
	assert_int_equal(record.comments.count, 4);
	assert_int_equal(record.comments.items.n, 4);
	assert_int_equal(record.notices.n, 0);
	expect_comment(&items[0], "1111111111", "Ann", "blogger:41", "2011-03-23T23:10:49Z",
	    "Favorite!\nTruly.");
	expect_comment(&items[1], "2222222222", "Anonymous", "comment:2222222222",
	    "2011-03-23T23:10:50Z", "unfav");
	expect_comment(&items[2], "3333333333", "Co", NULL, "2011-03-23T23:10:51Z", "Favorite");
	expect_comment(&items[3], "4444444444", "Ed", NULL, "2011-03-23T23:10:52Z", "Removed.");
	assert_true(items[3].removed);
	assert_string_equal(record.page.id, "tag:blogger.com,1999:blog-55.post-77");
}

#define THREAD                                                                                     \
	"<div id='comments'><h4>2 comments:</h4><ol id='top-ra'><li class='comment' "              \
	"id='c1111111111'>"                                                                        \
	"<div class='comment-block'><cite class='user'><a "                                        \
	"href='http://blog.example/me'>Bo</a></cite>"                                              \
	"<span class='datetime'><a href='?showComment=1559192764955#c1'>May</a></span>"            \
	"<p class='comment-content'>👎</p></div><div class='comment-replies'>"                   \
	"<div id='c1111111111-rt'><ol><li class='comment' id='r'><div class='comment-block' "      \
	"id='c2222222222'><cite class='user blog-author'>Ed</cite><span class='datetime'>"         \
	"<a href='?showComment=1559192765955'>x</a></span><p "                                     \
	"class='comment-content'>why</p></div>"                                                    \
	"</li></ol></div></div></li></ol></div>"

static void threads_have_parents(void **state)
{
	(void)state;
	struct record record = read_page(THREAD);
	const struct comment *items = record.comments.items.at;
	assert_int_equal(record.comments.items.n, 2);
	expect_comment(
	    &items[0], "1111111111", "Bo", "http://blog.example/me", "2019-05-30T05:06:04Z", "👎");
	assert_null(items[0].parent);
	expect_comment(&items[1], "2222222222", "Ed", NULL, "2019-05-30T05:06:05Z", "why");
	assert_string_equal(items[1].parent, "1111111111");
}

static void the_script_is_preferred_and_markup_fills_in(void **state)
{
	(void)state;
	struct record record = read_page(
	    "<script>var items = [{'id': '2222222222', 'body': 'why \\x3cb\\76not\\x3c/b\\x3e \\46 "
	    "now',"
	    "'timestamp': '1559192765955', 'author': {'name': 'Ed \\u00e9', 'profileUrl': "
	    "'http://www.blogger.com/profile/900'}}]; var config = {'authorUrl': "
	    "'http://www.blogger.com/profile/900'};</script>" THREAD);
	const struct comment *items = record.comments.items.at;
	assert_int_equal(record.comments.items.n, 2);
	expect_comment(
	    &items[0], "2222222222", "Ed é", NULL, "2019-05-30T05:06:05Z", "why not & now");
	assert_string_equal(items[0].parent, "1111111111");
	assert_string_equal(items[1].id, "1111111111");
}

static void wordpress_lists_are_read_without_pingbacks(void **state)
{
	(void)state;
	struct record record = read_page(
	    "<div class='comments-area' id='comments'><h2 class='comments-title'>3 Gedanken zu „A "
	    "1917“</h2>"
	    "<ol class='comment-list'><li id='comment-7' class='comment'><article "
	    "id='div-comment-7' "
	    "class='comment-body'><footer class='comment-meta'><div class='comment-author'>"
	    "<b class='fn'><a class='url' href='mailto:x@films.example'>Cy</a></b></div>"
	    "<time datetime='2014-01-15T23:36:38+01:00'>Jan</time></footer>"
	    "<div class='comment-content'><p>my favourite</p></div></article>"
	    "<ol class='children'><li id='comment-8' class='comment bypostauthor'><cite "
	    "class='fn'>Ed"
	    "</cite><time datetime='2014-01-16T00:00:00Z'>x</time><p>Danke</p><p "
	    "class='comment-meta'>no"
	    "</p></li></ol></li><li id='comment-9' class='pingback'>p</li></ol></div>");
	const struct comment *items = record.comments.items.at;
	assert_int_equal(record.comments.count, 3);
	assert_int_equal(record.comments.items.n, 2);
	assert_int_equal(record.notices.n, 0);
	expect_comment(&items[0], "films.example#comment-7", "Cy",
	    "comment:films.example#comment-7", "2014-01-15T22:36:38Z", "my favourite");
	expect_comment(
	    &items[1], "films.example#comment-8", "Ed", NULL, "2014-01-16T00:00:00Z", "Danke");
	assert_string_equal(items[1].parent, "films.example#comment-7");
}

static void zero_missing_and_mismatch_stay_apart(void **state)
{
	(void)state;
	struct record none = read_page("<p>nothing here</p>");
	assert_false(none.comments.known);
	struct record zero =
	    read_page("<section id='comments' data-num-comments='0'><h3>Post</h3></section>");
	assert_true(zero.comments.known);
	assert_int_equal(zero.comments.count, 0);
	struct record unsaid = read_page("<div id='comments'><h4>Post a Comment</h4></div>");
	assert_int_equal(unsaid.comments.count, -1);
	struct record away = read_page("<div id='comments'><h4>24 comments:</h4></div>");
	assert_int_equal(away.comments.count, 24);
	assert_int_equal(away.notices.at[0].code, NOTICE_COMMENT_COUNT_MISMATCH);
	assert_int_equal(away.notices.at[1].code, NOTICE_COMMENTS_ELSEWHERE);
}

static void ballots_count_only_where_one_film_is_spoken_of(void **state)
{
	(void)state;
	struct record record = read_page(THREAD);
	comments_classify(&arena, &record);
	assert_int_equal(record.comments.items.at[0].ballot, CHOICE_AMBIGUOUS);
	assert_int_equal(record.comments.items.at[1].ballot, CHOICE_NO_VOTE);
	*list_add(&arena, &record.films) = film_init();
	comments_classify(&arena, &record);
	assert_int_equal(record.comments.items.at[0].ballot, CHOICE_UNFAVORITE);
	record.comments.items.at[0].removed = true;
	comments_classify(&arena, &record);
	assert_int_equal(record.comments.items.at[0].ballot, CHOICE_NO_VOTE);
}

static void a_comment_has_one_id_in_every_form(void **state)
{
	(void)state;
	static const char *const forms[] = {"c5038916005497812552", "5038916005497812552",
	    "tag:blogger.com,1999:blog-1.post-5038916005497812552",
	    "http://x.example/a.html?showComment=1319719182528#c5038916005497812552"};
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
		assert_string_equal(comments_blogger_id(&arena, forms[i]), "5038916005497812552");
	assert_null(comments_blogger_id(&arena, "http://x.example/"));
	assert_string_equal(
	    comments_wordpress_id(&arena, "x.example", "https://x.example/a/#comment-12"),
	    "x.example#comment-12");
	assert_string_equal(
	    comments_wordpress_id(&arena, "x.example", "12"), "x.example#comment-12");
}

static void voters_are_profiles_addresses_or_the_comment(void **state)
{
	(void)state;
	assert_string_equal(
	    comments_voter(&arena, "http://www.blogger.com/profile/12", "9"), "blogger:12");
	assert_string_equal(
	    comments_voter(&arena, "https://draft.blogger.com/profile/12?hl=de", "9"),
	    "blogger:12");
	assert_string_equal(
	    comments_voter(&arena, "https://www.blogger.com/profile/", "9"), "comment:9");
	assert_string_equal(comments_voter(&arena, "mailto:a@b.example", "9"), "comment:9");
	assert_string_equal(comments_voter(&arena, "", "9"), "comment:9");
	assert_null(comments_voter(&arena, NULL, NULL));
	assert_string_equal(comments_voter(&arena, "http://evil.example/profile/12", "9"),
	    "http://evil.example/profile/12");
}

static void javascript_literals_are_not_json(void **state)
{
	(void)state;
	bool whole;
	static const char text[] =
	    "{a: 'x\\'\\x41\\101\\u{1F44D}\\ud83d\\udc4e\\\n', \"b\": [1,,-2.5,/* c */true,], }";
	struct js *object = js_read(&arena, text, sizeof text - 1, &whole);
	assert_true(whole);
	assert_string_equal(js_text(object, "a"), "x'AA👍👎");
	assert_int_equal(js_member(object, "b")->members.n, 3);
	js_read(&arena, "['open", 6, &whole);
	assert_false(whole);
	char deep[1000];
	memset(deep, '[', sizeof deep);
	js_read(&arena, deep, sizeof deep, &whole);
	assert_false(whole);
	for (size_t n = 0; n < sizeof text; n++)
		js_read(&arena, text, n, &whole);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(headings_give_the_count_in_any_language),
	    cmocka_unit_test(the_classic_list_is_read),
	    cmocka_unit_test(threads_have_parents),
	    cmocka_unit_test(the_script_is_preferred_and_markup_fills_in),
	    cmocka_unit_test(wordpress_lists_are_read_without_pingbacks),
	    cmocka_unit_test(zero_missing_and_mismatch_stay_apart),
	    cmocka_unit_test(ballots_count_only_where_one_film_is_spoken_of),
	    cmocka_unit_test(a_comment_has_one_id_in_every_form),
	    cmocka_unit_test(voters_are_profiles_addresses_or_the_comment),
	    cmocka_unit_test(javascript_literals_are_not_json),
	};
	document_start();
	arena_init(&arena, 64 << 20);
	int failed = cmocka_run_group_tests_name("page-comments", tests, NULL, NULL);
	arena_release(&arena);
	return failed;
}
