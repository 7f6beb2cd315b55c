#!/bin/sh
# film-feed.t: each kind of feed gives its posts and comments, one post is one page whichever way it came, and bad feeds are
# mended or refused. Counts were made by reading the hand-written feeds.
. tests/tap.sh

feeds=tests/feeds
last() { film-feed "$1" 2>&1 >/dev/null | tail -n 1; }
read_with() { film-feed "$@" 2>/dev/null; }

votes_of() {
	film-votes --format json "$1" | jq -r '.[] | [.title, .votes, .favorite, .unfavorite] | map(tostring) | join(",")'
}

# ---- what is counted ----
is "$(last $feeds/export-classic.xml)" "film-feed: 10 entries read = 10 kept + 0 refused; 1 post, 4 comments, 1 draft, 1 page, 1 setting, 1 template, 1 unknown" \
	"a classic export's kinds are told apart"
is "$(last $feeds/export-takeout.atom)" "film-feed: 6 entries read = 6 kept + 0 refused; 1 post, 1 comment, 1 draft, 1 trashed, 1 spam, 1 unknown" \
	"Takeout's kinds and statuses are told apart"
is "$(last $feeds/wordpress.xml)" "film-feed: 12 entries read = 12 kept + 0 refused; 1 post, 3 comments, 1 draft, 1 page, 1 spam, 1 pending, 1 pingback, 1 other, 2 unknown" \
	"WordPress's kinds and statuses are told apart"
is "$(read_with $feeds/export-classic.xml | jq -r '.notices[]?.detail')" '1 × http://schemas.google.com/blogger/2008/kind#hologram' \
	"an unknown kind is kept verbatim"

# ---- ballots ----
ballots() { jq -r '(.items // .comments.items)[]? | [.id, .ballot, .voter // "-"] | join(" ")' | sort -u; }
cat >"$T/blogger" <<'END'
5000000000000000001 favorite blogger:9000000011
5000000000000000002 unfavorite comment:5000000000000000002
5000000000000000003 none -
END
{ cat "$T/blogger"; echo '5000000000000000004 none blogger:9000000012'; } >"$T/classic"
read_with $feeds/comments.atom | ballots >"$T/got"
same "$T/got" "$T/blogger" "a comment feed's ballots: a profile, the comment itself, and none of the author's"
film-page -q $feeds/page.html | ballots >"$T/got"
same "$T/got" "$T/blogger" "the saved page has the same comments, voters and ballots"
read_with $feeds/export-classic.xml | ballots >"$T/got"
same "$T/got" "$T/classic" "the export has the same, and a removed comment that never votes"
is "$(read_with $feeds/wordpress.xml | ballots | tr '\n' ';')" \
	'quay.example#comment-7 unfavorite comment:quay.example#comment-7;quay.example#comment-8 none -;' \
	"only approved comments of readers vote in a WordPress export"
is "$(read_with $feeds/wordpress.xml | jq -c '.comments.items[0]? // empty | [.id, .posted_at, .body]')" \
	"$(read_with $feeds/rss-comments.xml | jq -c '.items[0] | [.id, .posted_at, .body]')" \
	"a comment is the same in WordPress's export and comment feed"

# ---- an archive around the feed ----
{ printf 'PK\003\004'; cat $feeds/export-takeout.atom; } >"$T/takeout.zip"
exits 1 "a ZIP archive is refused, though a feed stands in it" film-feed "$T/takeout.zip"
is "$(grep -c 'a ZIP archive: unpack it' "$T/err")" 1 "and the message says what to do"

# ---- a member's diary ----
read_with $feeds/letterboxd.xml >"$T/diary"
is "$(jq -c '.films[] | [.title, .year, .ids.tmdb, .ids.letterboxd]' "$T/diary" | tr '\n' ' ')" \
	'["Salt Pier",2004,"990001","salt-pier"] ["Salt Pier",2004,"990001","salt-pier"] ["Gull & Lamp",2019,"990002","gull-lamp"] ' \
	"a Letterboxd feed names its films; a series and a list are none"
is "$(jq -c '.films[].reviews[]? | [.author, .voter, .posted_at, .value, .best, .worst, .body]' "$T/diary" | tr '\n' ' ')" \
	'["Moss Oake","https://letterboxd.com/mossoake/","2024-01-01T20:30:00Z",3.5,5,0.5,"One of my favorite piers. Directed by the wind."] ["Moss Oake","https://letterboxd.com/mossoake/","2024-01-31T20:30:00Z",4,5,0.5,null] ' \
	"and the member's stars are a reader's rating"
film-load -q "$T/diary.db" <"$T/diary"
is "$(film-votes --format json "$T/diary.db" | jq -c '[.[] | [.title, .ratings, .mean_score]]')" \
	'[["Salt Pier",1,0.777778],["Gull & Lamp",0,null]]' "of a film seen twice the later rating counts"

# ---- one post, one page ----
url='"http://harbour.example/2020/01/glass-harbour.html"'
id='"tag:blogger.com,1999:blog-101.post-201"'
for feed in posts.atom export-classic.xml; do
	is "$(read_with $feeds/$feed | jq -c 'select(.record == "page").page | [.url, .id]')" "[$url,$id]" "$feed: the post's address and id"
done
is "$(read_with --url http://harbour.example $feeds/export-takeout.atom | jq -c 'select(.record == "page").page | [.url, .id]')" "[$url,$id]" \
	"Takeout's path is resolved against --url"
is "$(film-page -q $feeds/page.html | jq -c '.page | [.url, .id]')" "[$url,$id]" "the saved page's address and id"
is "$(read_with $feeds/rss.xml | jq -c '.page | [.url, .id]')" "$(read_with $feeds/wordpress.xml | jq -c 'select(.record == "page").page | [.url, .id]')" \
	"a post is the same in RSS and WordPress's export"
is "$(read_with $feeds/comments.atom | jq -c '.post' | head -n 1)" "$url" "comments without their post name its address"
is "$(read_with $feeds/export-takeout.atom | jq -c 'select(.items | length > 0).post')" "$id" "or its id"

if [ -x "$BIN/film-load" ] && [ -x "$BIN/film-votes" ]; then
	{
		film-page -q $feeds/page.html
		read_with $feeds/posts.atom $feeds/export-classic.xml $feeds/comments.atom $feeds/export-takeout.atom
	} >"$T/all"
	tac "$T/all" >"$T/backwards"
	read_with $feeds/comments.atom >"$T/comments"
	film-page -q $feeds/page.html >"$T/page"
	for order in all backwards page; do
		film-load -q "$T/$order.db" "$T/$order"
		votes_of "$T/$order.db" >"$T/$order.csv"
	done
	is "$(cat "$T/page.csv")" 'Glass Harbour,2,1,1' "the page alone: one film, two votes"
	same "$T/all.csv" "$T/page.csv" "page, feed, exports and comment feed together: the same film and votes"
	same "$T/backwards.csv" "$T/page.csv" "in the other order: the same"
	film-load -q "$T/late.db" "$T/comments"
	read_with $feeds/posts.atom | film-load -q "$T/late.db"
	votes_of "$T/late.db" >"$T/late.csv"
	same "$T/late.csv" "$T/page.csv" "comments loaded before their post end the same"
else
	skip "one film, one vote each, whatever was loaded" "film-load or film-votes is not built"
fi

# ---- incomplete and broken ----
is "$(read_with $feeds/comments.atom | jq -r '.notices[]?.detail')" \
	'3 entries of 30; next: http://harbour.example/feeds/201/comments/default?start-index=4&max-results=3' \
	"a feed that is only a part says so, with the next address"
exits 0 "a broken feed is read" film-feed $feeds/broken.xml
is "$(jq -c '[.page.status, .notices[0].code]' "$T/out" | tr '\n' ' ')" \
	'["partial","xml-salvaged"] ["complete",null] [null,"xml-salvaged"] ' "what was mended is partial, the rest complete"
is "$(jq -r '.films[]?.title' "$T/out")" 'Glass Harbour' "and its film is there"
head -c 1500 $feeds/posts.atom >"$T/cut.xml"
exits 1 "a feed that ends in the middle exits 1" film-feed "$T/cut.xml"
grep -q 'ends in the middle' "$T/err"
ok $? "and says so"
exits 0 "entities are not expanded" film-feed $feeds/entities.xml
is "$(jq -r '.page.title' "$T/out")" 'Glass Harbour 1999 &outside;&d;' "and nothing outside is read"
if command -v strace >/dev/null 2>&1; then
	strace -f -e trace=openat,open,connect,socket -o "$T/trace" film-feed $feeds/entities.xml >/dev/null 2>&1
	is "$(grep -c -E 'etc/hostname|connect\(' "$T/trace")" 0 "no file or socket is opened for an entity"
else
	skip "no file or socket is opened for an entity" "strace is not installed"
fi
echo '<html><body>x</body></html>' >"$T/page.html"
exits 1 "a page is no feed" film-feed "$T/page.html"
is "$(head -n 1 "$T/err")" "film-feed: $T/page.html: not a feed: its root is <html>: give it to film-page" "and is named"
is "$(wc -c <"$T/out")" 0 "and nothing of it is written"
printf '<html><body>caf\351 & more</body></html>' >"$T/broken.html"
film-feed "$T/broken.html" >"$T/out" 2>/dev/null
is "$(wc -c <"$T/out")" 0 "nor of one in which something would have to be mended"
: >"$T/empty"
exits 1 "an empty file is no feed" film-feed "$T/empty"
exits 1 "a missing file is refused, the rest read" film-feed "$T/none" $feeds/rss.xml
is "$(grep -c '"record":"page"' "$T/out")" 1 "the rest was read"
film-feed -q --rejects "$T/rejects" "$T/page.html" "$T/cut.xml" >/dev/null 2>&1
is "$(jq -r .reason "$T/rejects" | cut -d, -f1 | tr '\n' ';')" 'not a feed: its root is <html>: give it to film-page;the feed ends in the middle;' "rejects say why"
film-feed $feeds/posts.atom >/dev/full 2>/dev/null
is $? 3 "a full disk exits 3"
film-feed $feeds/export-classic.xml 2>"$T/err" | head -n 0
is "$(grep -v 'entries read' "$T/err")" '' "a closed pipe is quiet"

# ---- what is in the bin, on later pages of comments, of a theme's own type ----
sed 's|<blogger:status>LIVE</blogger:status>|&<blogger:trashed/>|' $feeds/export-takeout.atom >"$T/unbinned.atom"
is "$(read_with "$T/unbinned.atom" | cksum)" "$(read_with $feeds/export-takeout.atom | cksum)" "an empty blogger:trashed says nothing"
sed 's|<blogger:status>LIVE</blogger:status>|&<blogger:trashed>2024-01-01T00:00:00Z</blogger:trashed>|' $feeds/export-takeout.atom >"$T/binned.atom"
is "$(read_with "$T/binned.atom" | jq -c 'select(.record == "page" or (.items | length > 0))')" '' "a time in blogger:trashed puts posts and comments in the bin"
sed 's|/#comment-|/comment-page-2/#comment-|' $feeds/rss-comments.xml >"$T/paged.xml"
grep -q comment-page-2 "$T/paged.xml"
ok $? "comments on a later page of comments"
is "$(read_with "$T/paged.xml" | cksum)" "$(read_with $feeds/rss-comments.xml | cksum)" "are comments to the same post"
sed 's|<wp:post_type>post<|<wp:post_type>movie<|' $feeds/wordpress.xml >"$T/themed.xml"
is "$(read_with "$T/themed.xml" | ballots | tr '\n' ';')" "$(read_with $feeds/wordpress.xml | ballots | tr '\n' ';')" \
	"comments to a published item of an unknown type are not lost"

# ---- a member's comment before the member's post ----
entry() { # ID TYPE PARENT PROFILE TEXT
	echo "<entry><id>tag:blogger.com,1999:blog-7.post-$1</id><blogger:type>$2</blogger:type><blogger:status>LIVE</blogger:status>
$3<author><name>x</name><uri>https://www.blogger.com/profile/$4</uri></author><title>$5</title><content type='html'>$5</content></entry>"
}
parent='<blogger:parent>tag:blogger.com,1999:blog-7.post-3</blogger:parent>'
{
	echo '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:blogger="http://schemas.google.com/blogger/2018"><id>f</id>'
	entry 1 COMMENT "$parent" 71 Favorite
	entry 2 COMMENT "$parent" 72 Favorite
	entry 3 POST '' 71 'Lark Hollow 2014'
	echo '</feed>'
} >"$T/member.atom"
is "$(read_with "$T/member.atom" | ballots | tr '\n' ';')" '1 none -;2 favorite blogger:72;' "the blog's member does not vote, wherever the comment stands"
gzip -c "$T/member.atom" >"$T/member.atom.gz"
is "$(read_with "$T/member.atom.gz" | cksum)" "$(read_with "$T/member.atom" | cksum)" "nor in a compressed export"
iconv -t UTF-16 "$T/member.atom" >"$T/member16.atom"
is "$(read_with "$T/member16.atom" | ballots | wc -l)" 2 "nothing is lost in UTF-16"

# ---- built to be slow ----
awk 'BEGIN { printf "<rss><item><title"; for (i = 0; i < 50000; i++) printf " a%d=\"\"", i; print ">Tagged 1999</title></item></rss>" }' >"$T/slow"
awk 'BEGIN { printf "<feed><entry><title>Deep 1999</title><content type=\"xhtml\">"; for (i = 0; i < 100000; i++) printf "<div>"; print "</content></entry></feed>" }' >>"$T/slow"
awk 'BEGIN { printf "<rss><channel><item><title>Stray 1999</title><description>"; for (i = 0; i < 600; i++) printf "<a>"; for (i = 0; i < 200000; i++) printf "</x>"; print "</description></item></channel></rss>" }' >>"$T/slow"
timeout 30 film-feed -q "$T/slow" >"$T/out" 2>/dev/null
is "$(jq -r '.page.title // empty' "$T/out" | tr '\n' ';')" 'Tagged 1999;Deep 1999;Stray 1999;' "attributes, nesting and stray end tags by the thousand are quick"

# ---- encodings ----
for charset in UTF-16LE UTF-16BE UTF-32LE UTF-32BE; do
	iconv -f UTF-8 -t $charset $feeds/posts.atom | film-feed -q - >"$T/got"
	is "$(jq -r '.films[0].verdicts[0].label' "$T/got")" 'Favorite 👍 Favourite' "$charset without a mark is read"
done
printf '<?xml version="1.0" encoding="ISO-8859-1"?><rss><item><title>Caf\351 1999</title><link>http://a.example/1</link></item></rss>' >"$T/latin"
is "$(read_with "$T/latin" | jq -r .page.title)" 'Café 1999' "a declared charset is decoded"
printf '<?xml version="1.0" encoding="ISO-8859-1"?><rss><item><title>Caf\303\251 1999</title><link>http://a.example/1</link></item></rss>' >"$T/lied"
is "$(read_with "$T/lied" | jq -r '.page.title // .notices[0].code' | tr '\n' ' ')" 'Café 1999 charset-mismatch ' "UTF-8 wins over a false declaration"
gzip -c $feeds/rss.xml >"$T/rss.xml.gz"
is "$(read_with "$T/rss.xml.gz" | jq -r '.films[0].title')" 'Salt Pier' "a compressed feed is read"

# ---- at every chunk size ----
wanted=$(read_with $feeds/broken.xml | cksum)
slow() { python3 -c 'import sys, time
for at in range(0, len(data := open(sys.argv[1], "rb").read()), int(sys.argv[2])):
    sys.stdout.buffer.write(data[at:at + int(sys.argv[2])]); sys.stdout.flush()' "$@"; }
for size in 1 7 100; do
	is "$(slow $feeds/broken.xml $size | read_with | cksum)" "$wanted" "the same in pieces of $size bytes"
done

# ---- the shared files ----
shared=../shared/realdata/blogger-atom
if [ -d $shared ]; then
	for file in "$shared"/*.xml "$shared"/takeout/*; do
		name=$(basename "$file")
		grep -q kind# "$file" || continue
		drafts=$(grep -c 'draft>yes' "$file")
		posts=$(grep -o 'kind#\(post\|page\)' "$file" | wc -l)
		comments=$(grep -o 'kind#comment' "$file" | wc -l)
		tally=$(last "$file")
		got=$(echo "$tally" | sed -nE 's/.* ([0-9]+) comments?.*/\1/p')
		is "${got:-0}" "$comments" "$name: comments as grep counts them"
		got=$(echo "$tally" | sed -nE 's/.* ([0-9]+) drafts?.*/\1/p')
		is "${got:-0}" "$drafts" "$name: drafts as grep counts them"
		got=$(echo "$tally" | tr ',;' '[\n*]' | awk '$2 ~ /^(posts?|pages?|drafts?)$/ {n += $1} END {print n + 0}')
		is "$got" "$posts" "$name: posts, pages and drafts as grep counts them"
	done
	for file in "$shared"/*ordpress*.xml; do
		count() { xmllint --xpath "count($1)" "$file" 2>/dev/null; }
		item="//*[local-name()='item'][*[local-name()='post_type']='post']"
		comment="//*[local-name()='comment'][*[local-name()='comment_approved']='1'][*[local-name()='comment_type']='']"
		tally=$(last "$file" | tr ',;' '[\n*]')
		number() { echo "$tally" | awk -v k="$1" '$2 ~ k {n += $1} END {print n + 0}'; }
		name=$(basename "$file")
		is "$(number '^posts?$')" "$(count "${item}[*[local-name()='status']='publish']")" "$name: posts as xmllint counts them"
		is "$(number '^drafts?$')" "$(count "${item}[*[local-name()='status']='draft']")" "$name: drafts as xmllint counts them"
		is "$(number '^comments?$')" "$(count "$comment")" "$name: comments as xmllint counts them"
	done
else
	skip "counts of real exports" "$shared is not here"
fi

# Each file's first comment says which encoding a reader should find; ours are the WHATWG's names.
whatwg() {
	case $1 in
	us-ascii) echo 'utf-8|windows-1252' ;;
	iso-8859-1) echo windows-1252 ;;
	gb18030) echo 'gbk|gb18030' ;;
	*) echo "$1" ;;
	esac
}
if [ -d $shared/feedparser-encoding ]; then
	for file in "$shared"/feedparser-encoding/*.xml; do
		text=$(LC_ALL=C tr -d '\000' <"$file")
		wanted=$(echo "$text" | sed -nE "s/.*Expect: .*encoding == '([^']*)'.*/\1/p")
		[ "$wanted" ] || continue
		label=$(echo "$text" | sed -nE "s/.*Header:.*charset *= *[\"']?([A-Za-z0-9-]+).*/\1/p")
		got=$(film-feed -v ${label:+--charset "$label"} "$file" 2>&1 >/dev/null | sed -nE 's/.*: charset ([^,]*),.*/\1/p')
		echo "$got" | grep -qxE "$(whatwg "$wanted")"
		ok $? "$(basename "$file"): $wanted is read as $got"
	done
	# What the descriptions should say is seen in a label, which is kept as it stands.
	value() {
		LC_ALL=C sed 's/description>/category>/g' "$shared/feedparser-encoding/$1" |
			film-feed -q ${2:+--charset "$2"} - | jq -r '.page.labels[]?' | head -n 1
	}
	curled=$(printf 'don\342\200\231t')
	is "$(value demoronize-1.xml)" "$curled" "demoronize-1: a control is the character of windows-1252"
	is "$(value demoronize-2.xml)" "$curled" "demoronize-2: also as a reference"
	is "$(value demoronize-3.xml)" "$curled" "demoronize-3: also inside HTML"
	is "$(value double-encoded-html.xml)" '…' "double-encoded-html: encoded twice"
	is "$(value bozo_double-encoded-html.xml)" '…' "bozo_double-encoded-html: with names of HTML"
	is "$(value euc-kr-item.xml)" '년' "euc-kr-item: decoded"
	is "$(value euc-kr-attribute.xml)" '<img alt="년" />' "euc-kr-attribute: decoded inside HTML"
	is "$(value http_text_xml_charset_2.xml windows-1252)" 'This is a £“test.”' "http_text_xml_charset_2: the transport's charset"
	is "$(value http_text_xml_charset_overrides_encoding_2.xml windows-1252)" 'This is a £“test.”' "…overrides_encoding_2: it goes first"
else
	skip "feedparser's encodings" "$shared is not here"
fi
done_testing
