#!/bin/sh
# film-load.t: what film-load reads and refuses, how it ends, and that what is shown never depends on the order.
. tests/tap.sh
db=$T/t.db
ballots=source,film,title,year,voter,choice,value,best,worst,cast_at
totals=source,film,title,year,choice,votes,observed_at
sha=$(printf %064d 7)
sql() {
	sqlite3 "$@" | tr '\n' ' ' | sed 's/ $//'
}
# page URL MORE FILMS COMMENTS: a page's record.
page() {
	printf '{"record":"page","version":1,"page":{"url":"https://f.example/%s","sha256":"%s","status":"complete"%s},"films":[%s]%s}\n' \
		"$1" "$sha" "$2" "$3" "${4:+,\"comments\":$4}"
}
# comment ID VOTER BALLOT MORE
comment() {
	printf '{"id":"%s","author":"%s","voter":"%s","posted_at":"2026-01-01T00:00:0%sZ","body":"text of %s"%s,"ballot":"%s"}' \
		"$1" "$2" "$2" "${1#c}" "$1" "${4:-}" "$3"
}
summary() {
	tail -n 1 "$T/err" | sed 's/^[^:]*: //'
}

# ---- streams -------------------------------------------------------------------------------------------------------
exits 0 'empty input is no error' film-load "$db" /dev/null
is "$(summary)" '0 records and rows read = 0 kept + 0 refused; 0 changed' 'and 0 read'
printf '\357\273\277\n\r\n%s\r\nform,,Kites,2014,form:ana,favorite,,,,2026-03-11\r\n\n%s\n' $ballots \
	'form,"","Kites","2014",form:ben,unfavorite,,,,' >"$T/bom.csv"
exits 0 'a byte order mark, blank lines, CRLF and quotes are fine' film-load "$db" "$T/bom.csv"
is "$(summary)" '2 records and rows read = 2 kept + 0 refused; 2 changed' 'two rows'
{ cat "$T/bom.csv"; page a '' '{"title":"Kites","year":2014}'; echo $totals; echo 'poll,,Kites,2014,favorite,9,2026-03-01'; cat "$T/bom.csv"; } >"$T/cat"
rm -f "$db"
exits 0 'tables and records may be put together with cat' film-load "$db" "$T/cat"
is "$(sql "$db" 'SELECT favorite, unfavorite, poll_favorite FROM film_stats')" '1|1|9' 'and all of it counts'
echo '{"record":"page","version":1,"page":{"url":"https://a.example/untitled","sha256":"0000000000000000000000000000000000000000000000000000000000000003","status":"complete"},"films":[{"ids":{"imdb":"tt0000003"}},{"year":1999}]}' >"$T/untitled"
exits 0 'a page may show a film without a title' film-load "$T/untitled.db" "$T/untitled"
is "$(sql "$T/untitled.db" 'SELECT key FROM film ORDER BY 1' | sed 's/:1999:.*/:1999/')" 'imdb:tt0000003 t::1999' 'it is known by its id, or by its page'
exits 1 'another header is refused' sh -c "printf 'a,b\n1,2\n3,4\n' | film-load '$db'"
is "$(summary)" '1 records and rows read = 0 kept + 1 refused; 0 changed' 'once, and not for each row'
exits 1 'a binary is refused' sh -c "head -c 3000 '$BIN/film-load' | film-load '$db'"
exits 1 'what is no JSON is refused' sh -c "{ echo '{\"record\":'; echo '{\"record\":\"page\",\"version\":1}'; cat '$T/cat'; } | film-load --rejects '$T/rejects' '$db'"
is "$(jq -c '[.place,(.text|length)]' "$T/rejects" | tr '\n' ' ')" '["1",10] ["2",29] ' 'rejects name line and text'
is "$(grep -c '^film-load: stdin:[12]: ' "$T/err")" 2 'the message names file and line, and the rest goes on'
exits 1 'rows that break the contract are refused' sh -c "printf '%s\n' $ballots 'form,,Kites,2014,v,favorite,3,,,' 'form,imdb:x,,,v,favorite,,,,' ',,Kites,,v,favorite,,,,' 'form,,Kites,,,favorite,,,,' 'form,,Kites,,v,maybe,,,,' 'form,,Kites,,w,favorite,,,,' | film-load '$db'"
is "$(summary)" '6 records and rows read = 1 kept + 5 refused; 1 changed' 'each for itself'
exits 1 'a missing file is refused, the others are loaded' film-load "$T/m.db" "$T/none" "$T/bom.csv"
is "$(sql "$T/m.db" 'SELECT count(*) FROM ballot')" 2 'the others'
exits 1 'a directory is refused' film-load "$T/m.db" "$T"

# ---- again, and from a command ---------------------------------------------------------------------------------------
cp "$db" "$T/before.db"
exits 0 'the same again' film-load "$db" "$T/cat"
is "$(summary | sed 's/.*; //')" '0 changed' 'changes nothing and says so'
cmp -s "$db" "$T/before.db"
ok $? 'not a byte of the file'
exits 0 'a command is run' film-load "$T/c.db" -- cat "$T/cat"
exits 1 "a command's refusals are ours" film-load "$T/c.db" -- sh -c "cat '$T/cat'; exit 1"
exits 3 'a command that fails is a failure' film-load "$T/c2.db" -- sh -c "cat '$T/cat'; exit 2"
is "$(sql "$T/c2.db" 'SELECT favorite, unfavorite FROM film_stats')" '1|1' 'what it wrote before is loaded and whole'
exits 3 'so is one that is killed' film-load "$T/c.db" -- sh -c 'kill -9 $$'
exits 3 'and one that is not there' film-load "$T/c.db" -- "$T/no-such-program"
exits 2 'no command after --' film-load "$T/c.db" --
exits 2 'no database' film-load

# ---- databases and keys ------------------------------------------------------------------------------------------------
echo 'no database at all, only a text that is long enough to be looked at as one' >"$T/text.db"
exits 3 'not a database' film-load "$T/text.db" /dev/null
sqlite3 "$T/foreign.db" 'CREATE TABLE t (a)'
exits 3 'a database of another program' film-load "$T/foreign.db" /dev/null
cp "$db" "$T/newer.db" && sqlite3 "$T/newer.db" 'PRAGMA user_version=99'
exits 3 'a newer one' film-load "$T/newer.db" /dev/null
head -c 20000 "$db" >"$T/cut.db"
exits 3 'a truncated one' film-load "$T/cut.db" "$T/bom.csv"
exits 3 'another voter key' film-load --voter-key "$T/other.key" "$db" /dev/null
is "$(stat -c %a "$T/other.key")" 600 'a key that is made is for its owner only'
echo short >"$T/short.key"
exits 3 'a key file that holds no key' film-load --voter-key "$T/short.key" "$db" /dev/null
is "$(sql "$db" 'SELECT count(*) FROM voter WHERE length(key) = 16')" 3 'voters are keys of 16 bytes'
grep -aq 'form:ana' "$db"
ok $((1 - $?)) 'and their names are nowhere in the file'
(sqlite3 "$db" >/dev/null 2>&1 <<-END
	BEGIN IMMEDIATE;
	.shell touch $T/locked; sleep 7
END
) &
while [ ! -e "$T/locked" ]; do sleep 0.1; done
exits 4 'a locked one' film-load "$db" "$T/bom.csv"
wait

# ---- what counts -------------------------------------------------------------------------------------------------------
{
	echo $ballots
	echo 'form,,Kites,2014,form:a,favorite,,,,2026-01-02'
	echo 'form,,Kites,2014,form:a,unfavorite,,,,2026-01-03T10:00:00Z'
	echo 'form,,Kites,2014,form:a,favorite,,,,'
	echo 'form,imdb:tt0000007,Kites,2014,form:a,favorite,,,,2026-01-04'
	echo 'form,imdb:tt0000007,Kites,2014,form:b,favorite,,,,2026-01-04'
	echo 'other,imdb:tt0000007,,,form:b,,4,5,1,2026-01-05'
	echo 'other,imdb:tt0000007,,,form:b,,3.5,5,1,2026-01-05'
	echo 'other,imdb:tt0000007,,,form:c,,8,10,1,2025'
} >"$T/latest.csv"
exits 0 'a table of changed minds' film-load "$T/l.db" "$T/latest.csv"
is "$(sql "$T/l.db" 'SELECT favorite, unfavorite, ratings, first_vote_at, last_vote_at FROM film_stats')" \
	'2|0|2|2025|2026-01-05' 'of one voter, film and source the latest counts, also when the file names the film in two ways'
is "$(sql "$T/l.db" "SELECT group_concat(cells, ' ') FROM mention_histogram WHERE cells <> ''")" '4:1 8:1' 'then the greater value'
is "$(sql "$T/l.db" 'SELECT sum(counts), count(*) FROM ballot_public')" '4|8' 'and the others are history'

items() {
	printf '{"count":%s,"items":[%s]}' "$1" "$2"
}
one='{"title":"Lights","year":2019}'
page p ',"id":"tag:1","retrieved_at":"2026-02-01"' "$one" "$(items 2 "$(comment c1 u:ana favorite),$(comment c2 u:ben unfavorite)")" >"$T/post"
page p ',"id":"tag:1","retrieved_at":"2026-02-02"' "$one" "$(items 1 "$(comment c1 u:ana favorite ',"removed":true')")" >"$T/removed"
{
	printf '{"record":"comments","version":1,"post":"tag:1","items":[%s]}\n' "$(comment c3 u:cem favorite),$(comment c2 u:ben unfavorite)"
} >"$T/loose"
film-load -q "$T/p1.db" "$T/post" "$T/loose"
film-load -q "$T/p2.db" "$T/loose"
film-load -q "$T/p2.db" "$T/post"
is "$(sql "$T/p1.db" 'SELECT favorite, unfavorite, comments FROM film_stats')" '2|1|3' 'comments without their post are joined'
is "$(film-votes "$T/p2.db")" "$(film-votes "$T/p1.db")" 'whichever comes first'
film-load -q "$T/p1.db" "$T/removed"
is "$(sql "$T/p1.db" 'SELECT favorite, unfavorite, comments FROM film_stats')" '1|1|3' 'a comment seen as removed withdraws its vote; absence removes nothing'
film-load -q "$T/p3.db" "$T/removed" "$T/post" "$T/loose"
is "$(film-votes "$T/p3.db")" "$(film-votes "$T/p1.db")" 'in the other order too'
page two '' "$one,{\"title\":\"Tunnel\",\"year\":2020}" "$(items 1 "$(comment c9 u:dan favorite)")" | film-load -q "$T/two.db"
is "$(sql "$T/two.db" 'SELECT count(*) FROM ballot')" 0 'comments of a page with two films are no votes'

# ---- any order ---------------------------------------------------------------------------------------------------------
# A piece is a line of records, or a table of a few rows. Films, pages, voters and comments meet again and again.
pieces() {
	awk -v seed="$1" -v dir="$2" -v ballots=$ballots -v totals=$totals -v sha="$sha" '
	function r(n) { return int(rand() * n) }
	function film(k) { return sprintf("{\"title\":\"%s\",\"year\":%d%s%s}", name[k % 5], 2000 + k % 3,
		r(3) ? "" : sprintf(",\"ids\":{\"imdb\":\"tt%07d\"}", k + 1), r(2) ? "" : sprintf(",\"genres\":[\"%s\"]", r(2) ? "Drama" : "Comedy")) }
	function comment(p,   c) { c = r(4); return sprintf("{\"id\":\"%s-%d\",\"author\":\"A%d\",\"voter\":\"u:%d\",\"posted_at\":\"2026-01-0%d\",\"body\":\"b%d\"%s,\"ballot\":\"%s\"}",
		p, c, c, r(5), 1 + r(9), r(3), r(5) ? "" : ",\"removed\":true", word[r(4)]) }
	function comments(p,   i, t) { t = comment(p); for (i = r(3); i > 0; i--) t = t "," comment(p); return t }
	function page(p,   n, f) { f = film(p); if (!r(5)) f = f "," film(p + 1)
		return sprintf("{\"record\":\"page\",\"version\":1,\"page\":{\"url\":\"https://%s.example/%d\"%s,\"sha256\":\"%s\",\"retrieved_at\":\"2026-02-0%d\",\"status\":\"complete\"},\"films\":[%s],\"comments\":{\"items\":[%s]}}",
			p % 2 ? "a" : "b", p, r(2) ? "" : ",\"id\":\"tag:" p "\"", sha, 1 + r(4), f, comments(p)) }
	function row() { return sprintf("s%d,%s,%s,%s,u:%d,%s2026-0%d-01", r(2), r(2) ? sprintf("imdb:tt%07d", 1 + r(7)) : "", name[r(5)], 2000 + r(3), r(5),
		r(2) ? "favorite,,,," : sprintf(",%d,5,1,", 1 + r(5)), 1 + r(4)) }
	BEGIN { srand(seed); split("Kites Lights Tunnel Harbour Loop", n5, " "); for (i = 0; i < 5; i++) name[i] = n5[i + 1]
		split("favorite unfavorite ambiguous none", w4, " "); for (i = 0; i < 4; i++) word[i] = w4[i + 1]
		for (i = 0; i < 24; i++) { out = sprintf("%s/%02d", dir, i); k = r(10)
			if (k < 5) print page(r(7)) > out
			else if (k < 7) printf "{\"record\":\"comments\",\"version\":1,\"post\":\"tag:%d\",\"items\":[%s]}\n", p = r(7), comments(p) > out
			else if (k < 8) { printf "%s\npoll,,%s,%d,favorite,%d,2026-0%d-01\n", totals, name[r(5)], 2000 + r(3), r(9), 1 + r(9) > out }
			else { print ballots > out; for (j = 0; j < 6; j++) print row() > out }
			close(out) } }'
}
dumped() {
	film-dump -q "$1" -o "$2" && (cd "$2" && cat ./*)
}
for seed in 1 2 3 4 5 6; do
	mkdir "$T/pieces-$seed"
	pieces $seed "$T/pieces-$seed"
	film-load -q "$T/o$seed.db" "$T/pieces-$seed"/*
	dumped "$T/o$seed.db" "$T/dump-$seed" >"$T/want"
	for order in 1 2; do
		rm -f "$T/s.db"
		rm -rf "$T/dump-s"
		for piece in $(find "$T/pieces-$seed" -type f | shuf --random-source="$BIN/film-load"); do
			[ $order = 2 ] && film-load -q "$T/s.db" "$piece"
			cat "$piece" >>"$T/all-$seed-$order"
		done
		film-load -q "$T/s.db" "$T/all-$seed-$order"
		dumped "$T/s.db" "$T/dump-s" >"$T/got"
		same "$T/got" "$T/want" "evidence $seed in another order, $([ $order = 1 ] && echo at once || echo piece by piece), shows the same"
	done
	film-check -q "$T/s.db"
	ok $? "evidence $seed: film-check finds nothing"
done

# What new pages bring waits until there are megabytes of it, and then goes in sorted. Every third page names people and a reader
# whom others name; every seventh is seen again while it waits, or later.
awk -v sha="$sha" 'BEGIN {
	long = sprintf("%0100d", 0)
	for (i = 0; i < 7; i++) long = long long
	for (i = 1; i <= 900; i++) {
		who = i % 3 ? i : 7
		line = "{\"record\":\"page\",\"version\":1,\"page\":{\"url\":\"https://" i * 7919 % 1000 ".example/" i "\",\"sha256\":\"" sha \
			"\",\"retrieved_at\":\"2026-02-01\",\"status\":\"complete\"},\"films\":[{\"title\":\"Kites " i % 400 "\",\"year\":2014,\"credits\":[" \
			"{\"role\":\"director\",\"name\":\"Ana " who "\",\"order\":1,\"confidence\":1}," \
			"{\"role\":\"actor\",\"name\":\"Ben " who "\",\"order\":1,\"character\":\"" long "\",\"confidence\":1}]}]," \
			"\"comments\":{\"items\":[{\"id\":\"" i * 104729 % 10007 "\",\"voter\":\"u:" who "\",\"posted_at\":\"2026-01-01\",\"body\":\"yes\",\"ballot\":\"favorite\"}]}}"
		print line
		if (i % 7 == 0) {
			sub("2026-02-01", "2026-02-02", line)
			sub("favorite", "unfavorite", line)
			if (i % 2) print line
			else later = later line "\n"
		}
	}
	printf "%s", later
}' >"$T/waiting"
film-load -q "$T/waiting.db" "$T/waiting"
dumped "$T/waiting.db" "$T/dump-waiting" >"$T/want"
is "$(sql "$T/waiting.db" 'SELECT count(*), (SELECT count(*) FROM comment), (SELECT count(*) FROM voter), (SELECT count(*) FROM observation) FROM page')" \
	'900|900|600|1028' 'more than may wait is all there'
tac "$T/waiting" | film-load -q "$T/gniting.db"
dumped "$T/gniting.db" "$T/dump-gniting" >"$T/got"
same "$T/got" "$T/want" 'and the same the other way round'
film-check -q "$T/waiting.db"
ok $? 'film-check finds nothing in it'

# Between two transactions of a load, another program loads the page that the first names next.
mkfifo "$T/fifo"
film-load -q "$T/between.db" <"$T/fifo" 2>"$T/err" &
exec 3>"$T/fifo"
{
	page first '' "$one"
	echo $ballots
	seq 5000 | sed 's/.*/form,,Kites,2014,form:ana&,favorite,,,,2026-03-11/'
} >&3
for _ in 1 2 3 4 5 6 7 8 9 10; do
	[ "$(sqlite3 "$T/between.db" 'SELECT count(*) FROM page' 2>/dev/null)" = 1 ] && break
	sleep 0.2
done
page second '' "$one" | film-load -q "$T/between.db"
page second ',"retrieved_at":"2026-02-01"' "$one" >&3
exec 3>&-
wait $!
is $? 0 'a page that another program loaded in between'
is "$(sql "$T/between.db" 'SELECT count(*), (SELECT count(*) FROM observation) FROM page')" '2|3' 'is that page'

# ---- at once, and interrupted ------------------------------------------------------------------------------------------
# A load waits for the others; one that waited too long ends with 4, and is tried again.
load_in_turn() {
	for _ in 1 2 3 4 5 6 7 8 9 10; do
		film-load -q "$T/many.db" "$1" 2>"$1.err"
		status=$?
		[ "$status" -eq 4 ] || break
	done
	[ "$status" -eq 0 ] || cat "$1.err" >>"$T/many.err"
}
: >"$T/many.err"
for piece in "$T/pieces-1"/*; do
	load_in_turn "$piece" &
done
wait
rm -f "$T/pieces-1"/*.err
is "$(cat "$T/many.err")" '' 'many loads at once wait for one another'
dumped "$T/many.db" "$T/dump-many" >"$T/got"
(cd "$T/dump-1" && cat ./*) >"$T/want"
same "$T/got" "$T/want" 'and nothing is lost or twice'
cat "$T/pieces-2"/* >"$T/pieces-2.all"
(cd "$T/dump-2" && cat ./*) >"$T/want"
broken=0
for k in 1 2 3 5 8 13 21 34; do
	rm -f "$T/killed.db" "$T/killed.db-journal"
	rm -rf "$T/dump-killed"
	strace -f -o /dev/null -e trace=pwrite64,fdatasync,unlink -e inject=pwrite64,fdatasync,unlink:signal=KILL:when=$k \
		film-load -q "$T/killed.db" "$T/pieces-2.all" 2>"$T/err"
	film-load -q "$T/killed.db" "$T/pieces-2.all" && dumped "$T/killed.db" "$T/dump-killed" >"$T/got" && cmp -s "$T/got" "$T/want" ||
		broken=$((broken + 1))
done
is $broken 0 'a load that was killed at a write is finished by running it again'

# ---- every field of a film is shown, from the best of its mentions -----------------------------------------------------
. tests/fields
fields=$(film_fields | paste -sd, -)
# shows NAME N TABLE: the one film, or its first mention, has all that film_with N has.
shows() {
	film_with "$2" >"$T/want"
	sqlite3 -json "$T/fields.db" "SELECT * FROM $3 ORDER BY 1 LIMIT 1" | jq -c ".[0] | {$fields}" >"$T/got"
	same "$T/got" "$T/want" "$1"
}
with_id() {
	jq -c '.ids = {imdb: "tt0000042"}'
}
page one ',"retrieved_at":"2026-01-01"' "$(film_with 1 | with_id)" | film-load -q "$T/fields.db"
shows 'what a page says of a film is kept' 1 mention_fact
shows 'of a film with one mention all is shown' 1 film
page one ',"retrieved_at":"2026-01-02"' "$(film_with 1 | jq -c '{title}' | with_id)" | film-load -q "$T/fields.db"
shows 'what a later view of the page lacks is that of the view before' 1 mention_fact
page two ',"retrieved_at":"2026-01-03"' "$(echo '{}' | with_id)" | film-load -q "$T/fields.db"
shows 'what the better mention lacks is that of the next' 1 film
page three ',"retrieved_at":"2026-01-04"' "$(film_with 3 | with_id)" | film-load -q "$T/fields.db"
shows 'what the better mention has is shown' 3 film
done_testing
