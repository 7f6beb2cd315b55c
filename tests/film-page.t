#!/bin/sh
# film-page from outside: the first page as text and in three HTML forms, options, and what is refused.
. tests/tap.sh
seed=../shared/seed/closeness.txt

# The form of a page does not change what it says.
facts() {
	film-page "$@" 2>"$T/err" | jq -S '{films, comments, interview, missing, publisher: .page.publisher}'
}

# wrap FORM: plain text on stdin as HTML; the second of two blank lines becomes an empty block.
wrap() {
	sed 's/&/\&amp;/g; s/</\&lt;/g' | awk -v form="$1" '
		function put(text, empty) {
			if (form == "br") printf "%s<br />\n", text
			else if (form == "p") print empty ? "<p>&nbsp;</p>" : "<p>" text "</p>"
			else print empty ? "<div><br /></div>" : "<div>" text "</div>"
		}
		BEGIN { print "<!DOCTYPE html><html><head><title>A page</title></head><body>" }
		/^[ \t\r]*$/ { blanks++; if (form == "br" || blanks > 1) put("", 1); next }
		{ blanks = 0; put($0, 0) }
		END { print "</body></html>" }'
}

if [ -e "$seed" ]; then
	facts "$seed" >"$T/text"
	is "$(jq -c '.films | length' "$T/text")" 1 "the seed is one film"
	is "$(jq -c '.films[0] | [.title, .year]' "$T/text")" '["Closeness",2017]' "title and year"
	is "$(jq -c '[.films[0].titles[] | [.text, .kind, .script]]' "$T/text")" \
	    '[["Closeness","display","Latn"],["Tesnota","romanised","Latn"],["Теснота","original","Cyrl"]]' \
	    "three titles with their kinds"
	names() { jq -r --arg role "$1" '[.films[0].credits[] | select(.role == $role) | .name] | join(", ")' "$T/text"; }
	is "$(names director)" "Kantemir Balagov" "director"
	is "$(names writer)" "Kantemir Balagov, Anton Yarush" "writers"
	is "$(names actor)" "Darya Zhovnar, Olga Dragunova, Atrem Cipin, Veniamin Kac, Anna Levit, Nazir Zhukov" \
	    "the cast without a heading, in order, as written"
	is "$(names cinematographer)" "Artem Emelianov" "cinematographer"
	is "$(jq -c '[.films[0].credits[] | select(.character) | [.name, .character]]' "$T/text")" \
	    '[["Darya Zhovnar","Ilana '"'Ila'"' Koft"],["Veniamin Kac","David"]]' "characters from the description"
	is "$(jq -c '[.films[0].credits[] | select(.role == "actor") | .confidence < 1] | all' "$T/text")" true \
	    "a cast without a heading is less sure"
	is "$(jq -c '.films[0] | [.genres, .countries]' "$T/text")" '[["Drama"],[{"code":"RU","name":"Russia"}]]' \
	    "genre and country"
	is "$(jq -c '[.films[0].verdicts[] | [.choice, .rule, .conflict]]' "$T/text")" \
	    '[["unfavorite","choice-block",false]]' "the verdict is the choice block's"
	is "$(jq -c '[.films[0].polls[] | .options[] | [.choice, .votes]]' "$T/text")" \
	    '[["favorite",null],["unfavorite",null]]' "one question, two options, no counts"
	is "$(jq -r '.missing["films[0].polls"]' "$T/text")" not-in-source "missing counts are said to be missing"
	is "$(jq -c '[.interview[] | [.speaker, (.answer | length > 100)]] | unique' "$T/text")" \
	    '[["Kantemir Balagov",true]]' "who answers"
	is "$(jq -c '.interview | length' "$T/text")" 8 "eight questions"
	is "$(jq -c '.comments' "$T/text")" '{"count":0,"items":[]}' "no comments is a known zero"
	is "$(jq -r '.publisher' "$T/text")" "All Favorite Movies (AFM)" "publisher"
	for form in p div br; do
		wrap $form <"$seed" >"$T/$form.html"
		facts "$T/$form.html" >"$T/$form"
		same "$T/$form" "$T/text" "the same facts from <$form> markup"
	done
else
	skip "the first page, as text and in three HTML forms" "no ../shared"
fi

# ---- what is not a page -----------------------------------------------------------------------------------------
good=tests/pages/1917.txt
: >"$T/empty.html"
printf ' \n\t\n' >"$T/blank.txt"
head -c 4096 /dev/zero >"$T/zeros"
printf '\211PNG\r\n\032\n0000' >"$T/image.png"
printf '%%PDF-1.4 words and words' >"$T/paper.pdf"
mkdir "$T/folder"
exits 1 "bad operands are refused and the rest goes on" film-page "$good" "$T/empty.html" "$T/blank.txt" \
    "$T/zeros" "$T/image.png" "$T/paper.pdf" "$T/folder" "$T/none.html" "$good"
is "$(wc -l <"$T/out")" 2 "the good pages are records"
is "$(grep -c '^film-page: ' "$T/err")" 8 "one line for each refusal, and the count"
is "$(tail -n 1 "$T/err")" "film-page: 9 pages read = 2 kept + 7 refused" "the last line counts"
is "$(sed -n "s|^film-page: $T/empty.html: ||p" "$T/err")" "not a page: empty" "an empty file is told as one"
is "$(sed -n "s|^film-page: $T/zeros: ||p" "$T/err")" "not a page: binary" "binary bytes are told as such"
film-page --rejects "$T/rejects" "$T/image.png" >"$T/out" 2>"$T/err"
is "$(jq -c '[.program, .input, .reason]' "$T/rejects")" \
    "[\"film-page\",\"$T/image.png\",\"not a page: a PNG image: save the page that shows it\"]" "--rejects keeps what was refused"

# ---- options -----------------------------------------------------------------------------------------------------
is "$(film-page -q --url 'https://Films.example/x.html?m=1&showComment=3#c' "$good" | jq -r .page.url)" \
    https://films.example/x.html "--url is made canonical"
exits 2 "--url is for one page" film-page --url https://films.example/ "$good" "$good"
exits 2 "--url wants an address" film-page --url films "$good"
is "$(film-page -q --retrieved-at 2020-02-03T04:05:06+01:00 "$good" | jq -r .page.retrieved_at)" \
    2020-02-03T03:05:06Z "--retrieved-at becomes UTC"
exits 2 "--retrieved-at wants a date" film-page --retrieved-at yesterday "$good"
is "$(printf 'Blade Runner 2049 2017\n\nOur Choice\n\nFavorite\n' |
    film-page -q --retrieved-at 2050 | jq -c '.films[0] | [.title, .year]')" \
    '["Blade Runner 2049",2017]' "a late page does not take the number in a title for its year"
is "$(printf 'Moss Year 2017\n\nOur Choice\n\nFavorite\n' | film-page -q --retrieved-at 2005 |
    jq -c '.films | length')" 0 "a year long after the page is none"
printf 'Caf\351 Noir 1999\n\nOur Choice\n\nFavorite\n' >"$T/latin1.txt"
is "$(film-page -q --charset latin1 "$T/latin1.txt" | jq -r '.films[0].title')" "Café Noir" "--charset"
exits 2 "--charset wants a label" film-page --charset utf-7 "$good"
printf '%s\0' "$good" tests/pages/gap.txt >"$T/list"
is "$(film-page -q --files0-from "$T/list" | jq -r '.films[0].title' | tr '\n' ,)" "1917,Two Kettles," "--files0-from"
is "$(film-page -q - <"$good" | jq -r '.films[0].title')" 1917 "standard input is a page"
film-page -q -o "$T/saved" "$good"
is "$(jq -r '.films[0].title' "$T/saved")" 1917 "-o writes a file"
exits 3 "a full disk is a failure" sh -c "film-page '$good' >/dev/full"
film-page -q "$good" "$good" | head -c 1 >/dev/null
ok $? "a closed pipe ends quietly"
film-page -q --explain tests/pages/conflict.txt >"$T/explain"
is "$(sed 1q "$T/explain" | cut -c1-25)" "tests/pages/conflict.txt:" "--explain names the page, and nothing else of it"
is "$(grep -c '^films\[0\].year: 2003 (post-title: ' "$T/explain")" 1 "--explain says layer and rule"

printf '<html><head><title>Amber Tide (2012)</title></head><body itemscope itemtype=http://schema.org/Movie id="\302\233\342\200\256"><h1 itemprop=name>Amber Tide</h1></body></html>' >"$T/escape.html"
is "$(film-page -q --explain "$T/escape.html" | tr -d '\n\40-\176' | wc -c)" 0 "--explain writes no control character that a page holds"

# charset PAGE WANT NAME [OPTION …]: what --explain says of the encoding of a page, which printf writes.
charset() {
	# shellcheck disable=SC2059 # its bytes
	printf "$1" >"$T/charset.html"
	want=$2 name=$3
	shift 3
	is "$(film-page -q --explain "$@" "$T/charset.html" | sed -n 's/^page\.charset: //p')" "$want" \
	    "--explain says why: $name"
}
charset '<p>Caf\303\251' 'utf-8 (valid UTF-8; nothing declared; 0 replaced)' 'nothing but bytes'
charset '\357\273\277<meta charset=latin1><p>Caf\303\251' \
    'utf-8 (byte order mark; declared latin1 by meta; 0 replaced)' 'a byte order mark'
charset 'HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=iso-8859-2\r\n\r\n<meta charset=utf-8><p>\261' \
    'iso-8859-2 (as declared; declared iso-8859-2 by transport; 0 replaced)' 'an HTTP header'
charset '<p>\261' 'iso-8859-2 (as declared; declared latin2 by transport; 0 replaced)' '--charset' --charset latin2
charset "<style>$(printf %02000d 0)</style><meta charset=koi8-r><p>\306" \
    'koi8-r (as declared; declared koi8-r by late meta; 0 replaced)' 'a late meta'
charset '<meta charset=gb2312><p>\265\347\323\260 \377' \
    'gbk (as declared; declared gb2312 by meta; 1 replaced)' 'a meta, and what it cannot read'
charset '<meta charset=gb2312><p>\347\224\265\345\275\261' \
    'utf-8 (valid UTF-8, whatever was declared; declared gb2312 by meta; 0 replaced)' 'wrongly declared'
charset '<\0p\0>\0a\0b\0c\0' \
    'utf-16le (its NULs are where UTF-16 has them; nothing declared; 0 replaced)' 'UTF-16 without a mark'
charset '<?xml version="1.0" encoding="UTF-8"?><html><p>d\351j\340 vu \340 l\364tel' \
    'windows-1252 (guessed; declared UTF-8 by XML declaration; 0 replaced)' 'a declaration that fails'
charset '<meta charset="a\033b"><p>x' 'utf-8 (valid UTF-8; declared a\x1bb by meta; 0 replaced)' 'no label at all'

# ---- what is no film -------------------------------------------------------------------------------------------
for line in 'Producer: Ned Gull<br>Genre: Rock' 'Written by: Ann Lee<br>Language: English' 'Photography: Ann Lee<br>Country: Italy'; do
	echo "<html><body><article class='post hentry'><h1 class='entry-title'>Gull Theory (2003)</h1>
	<div class='entry-content'><p>$line</p></div></article></body></html>" >"$T/other.html"
	is "$(film-page -q "$T/other.html" | jq -c '.films')" '[]' "no film: $line"
done

# ---- comments of block themes ------------------------------------------------------------------------------------
cat >"$T/blocks.html" <<'E'
<html><head><meta name="generator" content="WordPress 6.4"><link rel="canonical" href="https://press.example/amber-tide/">
<title>Amber Tide (2012)</title></head><body><h2 id="comments">2 responses</h2><ol class="wp-block-comment-template">
<li id="comment-7" class="comment depth-1"><div class="wp-block-comment-author-name"><a href="http://ola.example">Ola</a></div>
<div class="wp-block-comment-date"><time datetime="2023-05-05T10:00:00+00:00"><a href="https://press.example/amber-tide/#comment-7">May
5</a></time></div><div class="wp-block-comment-content"><p>Lovely.</p></div><div class="wp-block-comment-reply-link">Reply</div>
<ol><li id="comment-8" class="comment depth-2"><div class="wp-block-comment-author-name">Ida</div>
<div class="wp-block-comment-date"><a href="#comment-8">May 6</a></div><div class="wp-block-comment-content"><p>Indeed.</p></div></li></ol></li></ol>
</body></html>
E
is "$(film-page -q "$T/blocks.html" | jq -c '.comments | [.count, (.items[] | [.id, .author, .parent, .body])]')" \
    '[2,["press.example#comment-7","Ola",null,"Lovely."],["press.example#comment-8","Ida","press.example#comment-7","Indeed."]]' \
    "block themes' comments, named by the page's host when their links are relative"

# ---- profiles ----------------------------------------------------------------------------------------------------
mkdir "$T/profiles"
cat >"$T/profiles/mill.ini" <<-'E'
	[match]
	host = mill.example
	[choice]
	favorite = Worth the bus fare
	[headings]
	choice = The bus test
	E
printf 'Grist 2001\n\nDirected by\n\nAnn Ash\n\nThe bus test\n\nWorth the bus fare!\n' >"$T/grist.txt"
mill() { FILMTALLY_PROFILES=$T/profiles film-page -q "$@" "$T/grist.txt"; }
is "$(mill --url https://www.mill.example/grist | jq -c '[.page.profile, .films[0].verdicts[0].choice]')" \
    '["mill","favorite"]' "a profile is chosen by the host, and knows its site's words"
is "$(mill | jq -c '[.page.profile, .films[0].verdicts[0].choice]')" '[null,null]' "no host, no profile"
is "$(mill --profile mill | jq -c '.films[0].verdicts[0].choice')" '"favorite"' "--profile NAME"
is "$(film-page -q --profile "$T/profiles/mill.ini" "$T/grist.txt" | jq -r .page.profile)" mill "--profile FILE"
exits 2 "an unknown profile is refused" film-page --profile nobody "$good"
printf '[site]\nreviews = readers\n' >"$T/members.ini"
exits 2 "reviews are members' or not spoken of" film-page --profile "$T/members.ini" "$good"
mistake() {
	printf '%s\n' "$1" >"$T/wrong.ini"
	film-page --profile "$T/wrong.ini" "$good" >"$T/out" 2>"$T/err"
	is "$? $(sed "s|$T/||" "$T/err" | head -n 1)" "2 film-page: wrong.ini:$2" "$3"
	is "$(cat "$T/out")" "" "and nothing is read"
}
mistake '[match]
host = x.example
hots = y.example' "3: no such key in [match]: hots" "a misspelt key is told with its line"
mistake '[film]

title = h1 >' "3: selector \`h1 >\`: a type, #id, .class or [attribute] is missing at column 5: h1 >" "a broken selector is told with its line"
mistake '[flim]
title = h1' "2: no such section: flim" "a misspelt section is told with its line"

done_testing
