#!/bin/sh
# languages.t: the words of languages, a file for each: what a language lacks is told, a mistake in a file is found, and a
# language that is added as a file is read.
. tests/tap.sh
WORDS=importers/page/words/languages

# tables FORM FOLDER: what is compiled in.
tables() {
	sh tools/language-tables "$1" "$2"
}
exits 0 'every file is well formed' tables report "$WORDS"
sed 's/^/# /' "$T/out"
is "$(grep -c '^[A-Za-z0-9-]* \(lacks\|has all\)' "$T/out")" \
	"$(find "$WORDS" -name '*.ini' ! -name en.ini ! -name und.ini | wc -l)" 'a line for each language but English'

# changed FILE: a copy of the files at $T/words, with what stands on stdin added to FILE: qaa.ini, a tag that no language has.
changed() {
	rm -rf "$T/words"
	cp -R "$WORDS" "$T/words"
	cat >>"$T/words/$1"
}

# ---- mistakes ----
# refused NAME FILE PATTERN: what stands on stdin, added to FILE, is a mistake that is told with its file.
refused() {
	changed "$2"
	exits 1 "$1 is refused" tables c "$T/words"
	grep -q "^$T/words/$2:.*$3" "$T/err"
	ok $? "$1 is told: $3"
	is "$(cat "$T/out")" '' "$1 makes no tables"
}
refused 'a line of no form' qaa.ini ': neither a \[section\]' <<-'E'
	[values]
	some words
E
refused 'a section that English has not' qaa.ini 'no such section: valeus' <<-'E'
	[valeus]
	and = i
E
refused 'a key that English has not' qaa.ini 'no such key in \[values\]: und' <<-'E'
	[values]
	und = i
E
refused 'a second section of one name' qaa.ini 'a second \[labels\]' <<-'E'
	[labels]
	editor = Montaža
	[labels]
	sound = Zvuk
E
refused 'a key twice' qaa.ini 'a second and' <<-'E'
	[values]
	and = i
	and = te
E
refused 'a key without a phrase' qaa.ini 'and: no phrase' <<-'E'
	[values]
	and =
E
refused 'a bar with nothing behind it' qaa.ini 'an empty phrase' <<-'E'
	[values]
	and = i |
E
refused 'a duplicate' qaa.ini 'I: stands there already' <<-'E'
	[values]
	and = i | te
	 | I
E
refused 'a word of two meanings' qaa.ini 'Nije: stands already under not' <<-'E'
	[verdict]
	not = nije
	plain = vrlo | Nije
E
refused 'a name of two countries' qaa.ini 'Eyland: stands already under FR' <<-'E'
	[countries]
	FR = Eyland
	FO = Eyland
E
refused 'a comment behind a phrase' qaa.ini 'a comment has a line of its own' <<-'E'
	[values]
	and = i ; and
E
refused 'a verdict without negations' qaa.ini 'positive words, but no not' <<-'E'
	[verdict]
	stem = omilj
	positive = omiljen
	negative = neomiljen
	look-alike = ne samo
E
refused 'a verdict without look-alikes' qaa.ini 'positive words, but no look-alike' <<-'E'
	[verdict]
	stem = omilj
	positive = omiljen
	negative = neomiljen
	not = nije
E
refused 'a verdict that its stems do not find' qaa.ini 'obljubljen: holds none of the stems' <<-'E'
	[verdict]
	stem = omilj
	positive = omiljen | obljubljen
	negative = neomiljen
	not = nije
	look-alike = ne samo
E
refused 'a spelling of no word' qaa.ini 'omiljen: no word of \[verdict\]' <<-'E'
	[spellings]
	omiljen = omiljeni
E
refused 'what is no tag of a language' Croatian.ini 'no tag of a language' <<-'E'
	[values]
	and = i
E
printf '[values]\nand = \351\n' >"$T/latin1"
refused 'what is not UTF-8' qaa.ini 'not UTF-8' <"$T/latin1"

changed qaa.ini <<-'E'
	[verdict]
	plain = not
E
exits 0 'a word that two languages use differently is no mistake' tables report "$T/words"
is "$(grep '^differs' "$T/out")" 'differs: [verdict] not: not in en, plain in qaa' 'but is told'

# ---- a language that is added ----
changed qaa.ini <<-'E'
	; invented for this test
	[labels]
	director = Reĝisoro
	countries = Lando
	runtime = Daŭro
	[comments]
	one = unu komento
	stem = komento
	said = diris
	[durations]
	hours = horo
	[verdict]
	stem = plejŝatat
	positive = plejŝatata
	negative = malplejŝatata
	not = ne
	look-alike = ne nur
	plain = filmo | mia
	[countries]
	DE = Germanujo
E
cat >"$T/page.html" <<-'E'
	<!DOCTYPE html><html lang="eo"><head><meta charset="utf-8"><title>Fajro</title></head><body>
	<div class="post hentry"><h3 class="post-title entry-title"><a href="https://kino.example/ponto.html">Ponto (2019)</a></h3>
	<div class="post-body entry-content"><p>Reĝisoro: Vera Lind</p><p>Lando: Germanujo</p><p>Daŭro: 1 horo 38 min</p></div></div>
	<div id="comments"><h4>Unu komento</h4><dl id="comments-block">
	<dt class="comment-author" id="c1111111111">Anna diris...</dt><dd class="comment-body"><p>Mia plejŝatata filmo!</p></dd>
	<dt class="comment-author" id="c2222222222">Otto diris...</dt><dd class="comment-body"><p>Ne plejŝatata.</p></dd>
	</dl></div></body></html>
E

# build PROGRAM FOLDER: film-page with the words of FOLDER.
build() {
	{ tables c "$2" >"$T/tables.c" && tables profile "$2" >"$T/labels.ini" &&
		sh tools/embed general_ini importers/page/profile/general.ini "$T/labels.ini" >"$T/general.c"; } || return 1
	modules=$(sed -n 's/^MODULES := //p' Makefile)
	# shellcheck disable=SC2046,SC2086 # lists of words
	${CC:-gcc} -std=c17 ${SANITIZE:+-fsanitize=$SANITIZE} -I. -o "$1" "$O/importers/film-page.o" "$T/tables.c" "$T/general.c" \
		"$O/libfilmpage.a" "$O/libfilmrecord.a" "$O/libfilmbase.a" -lcsv $(pkg-config --libs $modules) -lm -lpthread
}
# read_by PROGRAM: what it understands of the page.
read_by() {
	"$1" -q -j1 "$T/page.html" | jq -c '[.films[0].credits[0].name, .films[0].countries[0].code, .films[0].runtime_min,
		.comments.count, [.comments.items[] | .author, .ballot]]'
}
exits 0 'film-page is built with a language more' build "$T/film-page" "$T/words"
is "$(read_by "$T/film-page")" '["Vera Lind","DE",98,1,["Anna","favorite","Otto","unfavorite"]]' 'a language added as a file is read'
is "$(read_by film-page)" '[null,null,null,null,["Anna diris...","none","Otto diris...","none"]]' 'and was not before'
exits 0 'film-page is built with the words as they are' build "$T/same" "$WORDS"
"$T/same" -q -j1 tests/pages/*.html >"$T/got"
film-page -q -j1 tests/pages/*.html >"$T/want"
same "$T/got" "$T/want" 'and reads as the one that was built before'
done_testing
