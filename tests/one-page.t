#!/bin/sh
# one-page.t: a page is one page whatever address it was reached by, and a comment is one vote wherever it was seen; in
# any order, and in parts that are merged. The blogs are invented.
. tests/tap.sh

# ---- pages, as Blogger and WordPress make them

# blogger ADDRESS POST COMMENT…: a post with comments of these numbers; that of 1 at the end is by a profile, others are anonymous.
# An empty ADDRESS states none.
blogger() {
	address=$1 post=$2 n=0
	shift 2
	echo '<html><head><meta charset="utf-8"><meta name="generator" content="blogger">'
	[ "$address" ] && echo "<link rel=\"canonical\" href=\"$address\">"
	echo "<title>Lantern: Wren House 1994</title></head><body><div class=\"post hentry\"><h3 class=\"post-title entry-title\">Wren House 1994</h3>"
	echo "<div class=\"post-body entry-content\" id=\"post-body-$post\"><p>Wren House is favorite or unfavorite?</p></div></div>"
	echo "<div class=\"comments\" id=\"comments\"><h4>$# comments:</h4><dl id=\"comments-block\">"
	for id; do
		n=$((n + 1))
		who=Anonymous word=unfavorite
		[ "$id" = 7770001112223330001 ] && who='<a href="http://www.blogger.com/profile/0777000111222333444">Mo</a>' word=favorite
		echo "<dt class=\"comment-author\" id=\"c$id\"><a name=\"c$id\"></a>$who said...</dt><dd class=\"comment-body\"><p>$word</p></dd>"
		echo "<dd class=\"comment-footer\"><a href=\"$address?showComment=140000000${id#777000111222333}0#c$id\">$n</a></dd>"
	done
	echo '</dl></div></body></html>'
}

# wordpress ADDRESS COMMENT…: likewise, the first by Ida with a page of her own, others by people who have none. An empty ADDRESS
# states none, nor do its comments.
wordpress() {
	address=$1 n=0
	shift
	echo '<!DOCTYPE html><html><head><meta charset="utf-8"><meta name="generator" content="WordPress 6.4">'
	[ "$address" ] && echo "<link rel=\"canonical\" href=\"$address\">"
	echo '<title>Otter Lane 1988 - Reelhouse</title></head><body class="single postid-9"><article id="post-9" class="post-9 post hentry"><h1 class="entry-title">Otter Lane 1988</h1>'
	echo '<div class="entry-content"><p>Otter Lane is favorite or unfavorite?</p></div></article>'
	echo "<div id=\"comments\"><h2 class=\"comments-title\">$# comments</h2><ol class=\"comment-list\">"
	for id; do
		n=$((n + 1))
		who=Bo$id word=Unfavorite
		[ "$n" = 1 ] && who='<a href="https://ida.example/" class="url">Ida</a>' word=Favorite
		echo "<li id=\"comment-$id\" class=\"comment\"><article class=\"comment-body\"><footer class=\"comment-meta\"><div class=\"comment-author vcard\"><b class=\"fn\">$who</b></div>"
		echo "<a href=\"$address#comment-$id\"><time datetime=\"2024-02-0${n}T10:00:00+00:00\">day $n</time></a></footer><div class=\"comment-content\"><p>$word</p></div></article></li>"
	done
	echo '</ol></div></body></html>'
}

# ---- loading

# permutations A B C D: the 24 orders, one a line.
permutations() {
	printf '%s\n' "$@" | awk '{ word[NR] = $0 } END { for (a = 1; a <= NR; a++) for (b = 1; b <= NR; b++) for (c = 1; c <= NR; c++)
		for (d = 1; d <= NR; d++) if (a != b && a != c && a != d && b != c && b != d && c != d) print word[a], word[b], word[c], word[d] }'
}

# counts DB: pages, comments, votes, and what film-check finds.
counts() {
	echo "$(sqlite3 "$1" 'SELECT (SELECT count(*) FROM page) || " pages, " || (SELECT count(*) FROM comment) || " comments, "') $(
		film-votes "$1" | awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == "votes") at = i } NR > 1 { n += $at } END { print n + 0 }'
	) votes, $(film-check -q "$1" | wc -l) findings" | tr -s ' '
}

dump() {
	rm -rf "$T/dump"
	film-dump -q --with-text -o "$T/dump" "$1" && (cd "$T/dump" && cat * | sha256sum)
}

# same_in_any_order NAME COUNTS A B C D: the four files of records give one database, whatever the order, and in parts.
same_in_any_order() {
	name=$1 want=$2
	shift 2
	rm -f "$T/all.db"
	film-load -q "$T/all.db" "$@"
	is "$(counts "$T/all.db")" "$want" "$name"
	dump "$T/all.db" >"$T/want"
	differ=0
	permutations "$@" >"$T/orders"
	while read -r order; do
		rm -f "$T/order.db"
		film-load -q "$T/order.db" $order
		dump "$T/order.db" | cmp -s - "$T/want" || differ=$((differ + 1))
	done <"$T/orders"
	is "$differ of $(wc -l <"$T/orders")" "0 of 24" "$name: orders that tell"
	for halves in "$1 $2|$3 $4" "$4 $1|$2 $3" "$1|$4 $3 $2"; do
		rm -f "$T/part1.db" "$T/part2.db" "$T/merged.db"
		film-load -q "$T/part1.db" ${halves%|*}
		film-load -q "$T/part2.db" ${halves#*|}
		film-merge -q "$T/merged.db" "$T/part1.db" "$T/part2.db"
		dump "$T/merged.db" >"$T/got"
		same "$T/got" "$T/want" "$name: two parts merged are one load"
	done
}

# ---- Blogger

x=7770001112223330001 y=7770001112223330002 z=7770001112223330003
blogger http://lantern.blogspot.com/2014/05/wren-house.html 880 $x >"$T/http.html"
blogger https://lantern.blogspot.com/2014/05/wren-house.html 880 $x $y >"$T/https.html"
blogger 'http://lantern.blogspot.co.uk/2014/05/wren-house.html?m=1' 880 $x $y >"$T/country.html"
blogger https://www.lantern.example/2014/05/wren-house.html 880 $y $z >"$T/own.html"
for name in http https country own; do
	film-page -q "$T/$name.html" >"$T/$name"
done
same_in_any_order "a post under four addresses" "1 pages, 3 comments, 3 votes, 0 findings" "$T/http" "$T/https" "$T/country" "$T/own"
is "$(sqlite3 "$T/all.db" 'SELECT key FROM page')" "https://lantern.blogspot.com/2014/05/wren-house.html" "the key is the first of its names"
is "$(jq -r .page.url "$T/country")" "http://lantern.blogspot.co.uk/2014/05/wren-house.html" "the record holds the address as stated"
for name in http://www.lantern.example/2014/05/wren-house.html http://lantern.blogspot.de/2014/05/wren-house.html; do
	is "$(film-votes --film "$name" "$T/all.db" | wc -l)" 2 "it is found by $name"
	cp "$T/all.db" "$T/forget.db"
	film-forget -q "$T/forget.db" page "$name"
	film-load -q "$T/forget.db" "$T/https"
	is "$(sqlite3 "$T/forget.db" 'SELECT count(*) FROM page')" 0 "and is forgotten by that name"
done
for name in http://www.lantern.example http://lantern.blogspot.de; do
	cp "$T/all.db" "$T/decide.db"
	echo "2026-01-01 ballot $name/2014/05/wren-house.html#$z none" >"$T/decisions"
	film-decide -q "$T/decide.db" "$T/decisions"
	is "$(counts "$T/decide.db")" "1 pages, 3 comments, 2 votes, 0 findings" "a decision may name it so: $name"
done

blogger http://other.blogspot.com/2014/05/wren-house.html 881 7770001112223330009 >"$T/other.html"
film-page -q "$T/other.html" >"$T/other"
same_in_any_order "a post of that name on another blog stays apart" "2 pages, 4 comments, 4 votes, 0 findings" "$T/http" "$T/https" "$T/other" "$T/own"

# ---- WordPress

wordpress http://reelhouse.example/otter-lane/ 5 >"$T/wp-http.html"
wordpress https://reelhouse.example/otter-lane/ 5 6 >"$T/wp-https.html"
wordpress https://www.reelhouse.example/otter-lane/ 5 6 >"$T/wp-www.html"
wordpress https://reelhouse.example/otter-row/ 7 >"$T/wp-row.html"
for name in wp-http wp-https wp-www wp-row; do
	film-page -q "$T/$name.html" >"$T/$name"
done
same_in_any_order "an address with www. and without are one page when they share a comment" "2 pages, 3 comments, 2 votes, 0 findings" \
	"$T/wp-http" "$T/wp-https" "$T/wp-www" "$T/wp-row"
sed 's/comment-\([56]\)/comment-4\1/g; s/Ida/Una/' "$T/wp-www.html" >"$T/strange.html"
film-page -q "$T/strange.html" >"$T/strange"
rm -f "$T/two.db"
film-load -q "$T/two.db" "$T/wp-https" "$T/strange"
is "$(sqlite3 "$T/two.db" 'SELECT count(*) FROM page')" 2 "and two pages when they share none"

# ---- no address at all

for save in 1 2 3 4; do
	wordpress '' $(seq 10 $((9 + 2 * save))) >"$T/save$save.html"
	film-page -q --retrieved-at "2024-03-0${save}T00:00:00Z" "$T/save$save.html" >"$T/save$save"
done
same_in_any_order "saves of a page that states no address" "1 pages, 8 comments, 8 votes, 0 findings" "$T/save1" "$T/save2" "$T/save3" "$T/save4"
is "$(sqlite3 "$T/all.db" 'SELECT count(*) FROM observation')" 4 "are its history"
sed 's/Reelhouse/Lakehouse/' "$T/save1.html" >"$T/elsewhere.html"
film-page -q "$T/elsewhere.html" | film-load -q "$T/all.db"
is "$(counts "$T/all.db")" "2 pages, 10 comments, 9 votes, 0 findings" "another site's page of that heading stays apart; of sites that nobody names Ida votes on one"
blogger '' 880 $x >"$T/bare.html"
film-page -q "$T/bare.html" >"$T/bare"
same_in_any_order "and one of Blogger is known by its comments" "1 pages, 3 comments, 3 votes, 0 findings" "$T/bare" "$T/country" "$T/own" "$T/https"

# ---- real data

real=../shared/realdata
if [ -d "$real/blogger-html/same-comment" ]; then
	rm -f "$T/real.db"
	for page in "$real"/blogger-html/same-comment/*.html; do
		film-page -q "$page" >"$T/real-$(basename "$page" .html)"
	done
	film-feed -q "$real"/blogger-html/same-comment/*.xml >>"$T/real-samecomment-page-http"
	same_in_any_order "real: same-comment" "1 pages, 2 comments, 2 votes, 0 findings" "$T"/real-*
else
	skip 'same-comment' '../shared is not here'
fi
if [ -d "$real/failing" ]; then
	film-page -q "$real"/failing/wp-http.html "$real"/failing/wp-https.html >"$T/wp"
	film-feed -q "$real/failing/wxr-http.xml" | film-load -q "$T/wp.db" "$T/wp" -
	is "$(counts "$T/wp.db")" "1 pages, 2 comments, 2 votes, 0 findings" "real: WordPress under http and https, and its export"
	film-warc -q "$real/failing/iri.warc" | film-load -q "$T/iri.db"
	is "$(sqlite3 "$T/iri.db" 'SELECT count(*) FROM page')" 1 "real: three spellings of one address"
else
	skip 'failing' '../shared is not here'
fi
done_testing
