#!/bin/sh
# film-check.t: each kind of thing that can't be true is found and named, and nothing else is; --rebuild mends what is derived.
. tests/tap.sh
F=tests/demo
"$BIN/film-page" $F/*.html $F/*.txt >"$T/pages.ndjson" 2>/dev/null
"$BIN/film-load" -q "$T/films.db" "$T/pages.ndjson" $F/form.csv

exits 0 "a sound database has no findings" "$BIN/film-check" "$T/films.db"
is "$(cat "$T/out")" "" "and nothing is written"
is "$(cat "$T/err")" "film-check: $T/films.db: 0 findings" "but their number"
exits 0 "with -q" "$BIN/film-check" -q "$T/films.db"
is "$(cat "$T/out" "$T/err")" "" "nothing at all"
exits 0 "a rebuild of it finds nothing" "$BIN/film-check" --rebuild "$T/films.db"
is "$(cat "$T/out")" "" "to be otherwise"

# finds SQL FINDING NAME: after the change there is exactly this finding.
finds() {
	cp "$T/films.db" "$T/bad.db"
	sqlite3 "$T/bad.db" "PRAGMA foreign_keys = OFF; $1" || ok 1 "the change can be made"
	exits 1 "$3 is found" "$BIN/film-check" "$T/bad.db"
	is "$(cat "$T/out")" "$2" "$3 is named"
}

film='t:paper-kites:2014:35a57842'
page=$(sqlite3 "$T/films.db" 'SELECT key FROM page ORDER BY key LIMIT 1')
finds "UPDATE mention_histogram SET favorite = favorite + 1, anonymous = anonymous WHERE mention_id = (SELECT mention_id FROM mention WHERE key = 'form||Paper Kites|2014'); UPDATE film_stats SET favorite = favorite + 1 WHERE film_id = (SELECT film_id FROM film WHERE key = '$film')" \
	"film $film: the counts of form are not those of its ballots" "a count that is not the ballots'"
finds "UPDATE film_stats SET unfavorite = 7 WHERE film_id = (SELECT film_id FROM film WHERE key = '$film')" \
	"film $film: its votes are not the sum of its counts" "a film's sum"
finds "INSERT INTO film (key) VALUES ('imdb:tt0000001')" \
	"film imdb:tt0000001: no page or table mentions it" "a film that nothing mentions"
finds "UPDATE film SET key = '$film' WHERE film_id = (SELECT film_id FROM film WHERE key LIKE 't:harbour%')" \
	"film $film: 2 films have this key" "two films of one key"
finds "UPDATE mention SET key = (SELECT max(key) FROM mention WHERE page_id IS NOT NULL) WHERE key = (SELECT min(key) FROM mention WHERE page_id IS NOT NULL)" \
	"mention $(sqlite3 "$T/films.db" 'SELECT max(key) FROM mention WHERE page_id IS NOT NULL'): 2 mentions have this key" "two mentions of one key"
finds "INSERT INTO mention_fact (mention_id, year) SELECT mention_id, 1700 FROM mention WHERE 0; UPDATE mention_fact SET year = 1700 WHERE mention_id = (SELECT mention_id FROM mention WHERE key = 'form||Paper Kites|2014')" \
	"mention form||Paper Kites|2014: year 1700" "a year before films"
finds "INSERT INTO vote VALUES (99, 2, 0, 0, 5, 0); UPDATE ballot_row SET vote_id = 99 WHERE voter_id = (SELECT max(voter_id) FROM ballot_row)" \
	"film $film: the counts of form are not those of its ballots
mention form||Paper Kites|2014: 1 impossible votes" "a choice that is none"
finds "UPDATE observation SET record = replace(record, 'film-page', 'film-fake') WHERE page_id = (SELECT page_id FROM page WHERE key = '$page')" \
	"page $page: a stored record is not the one that was loaded" "a changed record"
finds "UPDATE observation SET retrieved_at = '2026-13-45' WHERE page_id = (SELECT page_id FROM page WHERE key = '$page')" \
	"page $page: retrieved at \"2026-13-45\"" "a time that is none"
finds "DELETE FROM page_key WHERE page_id = (SELECT page_id FROM page WHERE key = '$page')" \
	"page $page: it is not found by its key" "a page that can't be found"
finds "INSERT INTO page VALUES (99, '$page'); INSERT INTO page_key SELECT hash, 99 FROM page_key WHERE page_id = (SELECT min(page_id) FROM page WHERE key = '$page')" \
	"page $page: 2 pages have that key" "two pages of one key"
finds "UPDATE voter SET key = x'0102' WHERE voter_id = 1" \
	"voter 0102: not a key of 16 bytes" "a voter's key that is none"
finds "INSERT INTO decision VALUES ('2026-01-01 ballot 424242 none', '2026-01-01', 'ballot', 'ballot' || char(10) || '424242', '424242', 'none')" \
	'decision "2026-01-01 ballot 424242 none": it names a comment that is not here' "a decision that names nothing"
finds "INSERT INTO decision VALUES ('nonsense', '', 'same', 'x', 'a', 'b')" \
	"decision \"nonsense\": 'nonsense' is no date (YYYY-MM-DD)" "a decision that can't be read"
finds "DELETE FROM voter WHERE voter_id = (SELECT voter_id FROM ballot_row ORDER BY 1 LIMIT 1)" \
	"table ballot_row: 1 rows name a voter that is not there
film $film: the counts of form are not those of its ballots" "a vote without its voter"
comment=$(sqlite3 "$T/films.db" 'SELECT comment_id FROM comment WHERE ballot IN (1, 2) AND voter_id IS NOT NULL ORDER BY 1 LIMIT 1')
finds "UPDATE comment SET removed = 1 WHERE comment_id = $comment" \
	"$(sqlite3 "$T/films.db" "SELECT 'mention ' || m.key || ': 1 votes of comments or reviews that are not there' FROM comment JOIN mention m USING (page_id) WHERE comment_id = $comment")" "a vote of a comment that was removed"

# ---- human merges that break a rule
cat >"$T/two.ndjson" <<'R'
{"record":"page","version":1,"page":{"url":"https://a.example/1","sha256":"0000000000000000000000000000000000000000000000000000000000000001","status":"complete"},"films":[{"title":"Harbour","year":2003,"ids":{"imdb":"tt0000001"}}]}
{"record":"page","version":1,"page":{"url":"https://a.example/2","sha256":"0000000000000000000000000000000000000000000000000000000000000002","status":"complete"},"films":[{"title":"Harbour","year":2013,"ids":{"imdb":"tt0000002"}}]}
R
"$BIN/film-load" -q "$T/two.db" "$T/two.ndjson"
echo '2026-01-01 same https://a.example/1#1 https://a.example/2#1' | "$BIN/film-decide" -q "$T/two.db" -
exits 1 "a human merge that breaks a rule is listed" "$BIN/film-check" "$T/two.db"
is "$(cat "$T/out")" "film imdb:tt0000001: a person joined imdb tt0000001 and tt0000002
film imdb:tt0000001: a person joined the years 2003 and 2013" "with what stood against it"

# ---- making all that is derived again
cp "$T/films.db" "$T/bad.db"
sqlite3 "$T/bad.db" "UPDATE film SET title = 'Other'; DELETE FROM film_stats; DELETE FROM mention_histogram; DELETE FROM verdict; UPDATE mention_fact SET fold = 'x'; UPDATE film_credit SET ord = ord + 5"
exits 1 "a rebuild says what differed" "$BIN/film-check" --rebuild "$T/bad.db"
is "$(sed 's/:.*//' "$T/out" | sort)" "table film
table film_credit
table film_stats
table mention_fact
table mention_histogram
table verdict" "table by table"
"$BIN/film-dump" -q --with-text -o "$T/x" "$T/films.db"
"$BIN/film-dump" -q --with-text -o "$T/y" "$T/bad.db"
exits 0 "and makes it as it was" diff -r "$T/x" "$T/y"
exits 0 "so that a second one finds nothing" "$BIN/film-check" --rebuild "$T/bad.db"

# ---- every field of a film is compared
. tests/fields
printf '{"record":"page","version":1,"page":{"url":"https://f.example/","sha256":"%064d","status":"complete"},"films":[%s]}\n' 1 \
	"$(film_with 1)" | "$BIN/film-load" -q "$T/fields.db"
for field in $(film_fields); do
	cp "$T/fields.db" "$T/bad.db"
	sqlite3 "$T/bad.db" "UPDATE film SET $field = NULL; UPDATE mention_fact SET $field = NULL"
	"$BIN/film-check" --rebuild "$T/bad.db" >"$T/out" 2>"$T/err"
	is "$(sed 's/:.*//' "$T/out" | sort | paste -sd' ' -)" 'table film table mention_fact' "a rebuild compares $field"
done

# ---- damage, and what can't be checked
cp "$T/films.db" "$T/torn.db"
root=$(sqlite3 "$T/films.db" "SELECT rootpage FROM sqlite_schema WHERE name = 'comment_voter'")
dd if=/dev/zero of="$T/torn.db" bs=4096 seek=$((root - 1)) count=1 conv=notrunc 2>/dev/null
"$BIN/film-check" "$T/torn.db" >"$T/out" 2>"$T/err"
code=$?
[ $code -eq 1 ] || [ $code -eq 3 ]
ok $? "damage of the file is found"
grep -q '^file: ' "$T/out"
ok $? "and said"
exits 3 "a missing database" "$BIN/film-check" "$T/nowhere.db"
[ -e "$T/nowhere.db" ]
is $? 1 "is not made"
sqlite3 "$T/foreign.db" 'CREATE TABLE t (x)'
exits 3 "another program's database" "$BIN/film-check" "$T/foreign.db"
exits 2 "no database" "$BIN/film-check"
exits 2 "two databases" "$BIN/film-check" "$T/films.db" "$T/two.db"
exits 3 "findings that can't be written" sh -c "'$BIN/film-check' '$T/two.db' >/dev/full"
chmod 400 "$T/films.db"
exits 0 "a database that can't be written is checked" "$BIN/film-check" "$T/films.db"
done_testing
