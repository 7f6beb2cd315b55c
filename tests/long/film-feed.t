#!/bin/sh
# film-feed.t: an export of 1 GB, made as it is read, takes less than 64 MB in any process.
. tests/tap.sh

posts=${FILM_FEED_POSTS:-380000}

# A classic export with that many posts and a comment to each; awk's repeated text is the bulk.
make_export() {
	awk -v n="$posts" 'BEGIN {
		kind = "<category scheme=\"http://schemas.google.com/g/2005#kind\" term=\"http://schemas.google.com/blogger/2008/kind#"
		for (i = 0; i < 25; i++)
			body = body "&lt;p&gt;Some words on the film, and more of them, to fill the page.&lt;/p&gt;"
		print "<feed xmlns=\"http://www.w3.org/2005/Atom\" xmlns:thr=\"http://purl.org/syndication/thread/1.0\"><id>tag:blogger.com,1999:blog-1.archive</id><title>Long</title>"
		for (i = 1; i <= n; i++) {
			url = "http://long.example/" i ".html"
			print "<entry><id>tag:blogger.com,1999:blog-1.post-" 2 * i "</id>" kind "post\"/><title>Film " i " 1999</title><content type=\"html\">" body "</content><link rel=\"alternate\" type=\"text/html\" href=\"" url "\"/></entry>"
			print "<entry><id>tag:blogger.com,1999:blog-1.post-" 2 * i + 1 "</id>" kind "comment\"/><title>x</title><content type=\"html\">Favorite!</content><link rel=\"alternate\" type=\"text/html\" href=\"" url "?showComment=1420156800000#c" 2 * i + 1 "\"/><author><name>R</name><uri>http://www.blogger.com/profile/" i + 10 "</uri></author><thr:in-reply-to ref=\"tag:blogger.com,1999:blog-1.post-" 2 * i "\" href=\"" url "\"/></entry>"
		}
		print "</feed>"
	}'
}

if ! [ -x /usr/bin/time ]; then
	skip "memory of an export of 1 GB" "time(1) is not installed"
	done_testing
fi
make_export | wc -c >"$T/size"
make_export | /usr/bin/time -f '%M' -o "$T/memory" film-feed - 2>"$T/err" >"$T/out"
is "$?" 0 "an export of $(cat "$T/size") bytes is read"
is "$(tail -n 1 "$T/err")" "film-feed: $((posts * 2)) entries read = $((posts * 2)) kept + 0 refused; $posts posts, $posts comments" "all of it"
is "$(grep -c '"record":"page"' "$T/out")" "$posts" "every post is a page"
echo "# $(cat "$T/memory") KB at most in a process"
[ "$(cat "$T/memory")" -lt 65536 ]
ok $? "in less than 64 MB"
done_testing
