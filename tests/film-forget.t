#!/bin/sh
# film-forget.t: what is erased stands nowhere in the file, and comes back by no load and no merge.
. tests/tap.sh

# A known secret, under which the voter's key has no byte that grep or SQL take for something else (a line's end, a quote).
printf '02%.0s' 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 >"$FILMTALLY_KEY"
chmod 600 "$FILMTALLY_KEY"

S='0000000000000000000000000000000000000000000000000000000000000'
cat >"$T/page.ndjson" <<E1
{"record":"page","version":1,"page":{"url":"https://a.example/kites","id":"blog-1.post-1","sha256":"${S}001","retrieved_at":"2026-01-01","importer":"film-page","status":"complete"},"films":[{"title":"Paper Kites","year":2014,"reviews":[{"author":"Zora Quill","value":4,"best":5,"worst":1,"body":"Quillreview of kites in the wind","voter":"blogger:778899001122","scale_assumed":0}]}],"comments":{"count":3,"items":[{"id":"9001","author":"Zora Quill","voter":"blogger:778899001122","posted_at":"2026-01-01T10:00:00Z","body":"Favorite, said the zephyrine reader","removed":false,"ballot":"favorite"},{"id":"9002","author":"Ben","voter":"blogger:2","posted_at":"2026-01-01T11:00:00Z","body":"unfavorite","removed":false,"ballot":"unfavorite"},{"id":"9003","author":"Anonymous","voter":"comment:9003","body":"favorite by nobody at all","removed":false,"ballot":"favorite"}]},"notices":[{"code":"unknown-kind","detail":"entry of blogger:778899001122: Favorite, said the zephyrine reader"}]}
{"record":"page","version":1,"page":{"url":"https://a.example/tunnel","sha256":"${S}002","importer":"film-page","status":"complete"},"films":[{"title":"The Long Tunnel","year":2021,"credits":[{"role":"director","name":"Mirabel Oxenholt","order":1,"confidence":1}],"verdicts":[{"choice":"favorite","rule":"choice-block","conflict":false}]}],"comments":{"count":1,"items":[{"id":"9101","author":"Cy","voter":"blogger:3","body":"unfavorite indeed","removed":false,"ballot":"unfavorite"}]}}
E1
cat >"$T/anonymous-view.ndjson" <<E2
{"record":"comments","version":1,"post":"blog-1.post-1","items":[{"id":"9001","author":"Zora Quill","voter":"comment:9001","body":"Favorite, said the zephyrine reader","removed":false,"ballot":"favorite"},{"id":"9009","author":"Zora Quill","voter":"blogger:778899001122","body":"another zephyrine remark","removed":false,"ballot":"none"}]}
E2
cat >"$T/votes.csv" <<'E3'
source,film,title,year,voter,choice,value,best,worst,cast_at
form,,Paper Kites,2014,blogger:778899001122,favorite,,,,2026-02-01
form,,Paper Kites,2014,form:eva,unfavorite,,,,2026-02-02
E3
cat >"$T/decisions" <<'E4'
2026-01-05 ballot 9001 unfavorite
2026-01-05 ballot 9002 none
2026-01-05 verdict https://a.example/tunnel unfavorite
E4

fresh() {
	rm -f "$1"
	"$BIN/film-load" -q "$1" "$T/page.ndjson" "$T/votes.csv" && "$BIN/film-decide" -q "$1" "$T/decisions"
}

# stands TEXT FILE…: in the raw bytes of the database or a journal of it.
stands() {
	text=$1
	shift
	cat "$@" | LC_ALL=C grep -a -c -F -- "$text"
}

votes() {
	"$BIN/film-votes" --format csv "$1" | cut -d, -f2,7-9 | tail -n +2
}

dump() {
	rm -rf "$2"
	"$BIN/film-dump" -q --with-text -o "$2" "$1"
}

# ---- a voter
fresh "$T/films.db"
fresh "$T/part.db"
key=$(sqlite3 "$T/films.db" "SELECT lower(hex(key)) FROM voter JOIN comment USING (voter_id) WHERE id = '9001'")
raw=$(sqlite3 "$T/films.db" "SELECT key FROM voter JOIN comment USING (voter_id) WHERE id = '9001'")
# as a load leaves it that was killed between two transactions: nothing is to be undone, but what pages were stands in it
sqlite3 "$T/films.db" "PRAGMA journal_mode = PERSIST; UPDATE comment_text SET body = body || '.'; UPDATE comment_text SET body = rtrim(body, '.')" >"$T/null"
exits 0 "a journal was left, with the comment in it" grep -qa zephyrine "$T/films.db-journal"
exits 0 "a voter is erased by name" "$BIN/film-forget" "$T/films.db" voter blogger:778899001122
is "$(cat "$T/err")" "film-forget: $T/films.db: voter blogger:778899001122: erased" "and it is said"
for text in blogger:778899001122 778899001122 'Zora Quill' zephyrine Quillreview "$raw"; do
	is "$(stands "$text" "$T"/films.db*)" 0 "no byte of '$text' stands in the database or a journal"
done
is "$(sqlite3 "$T/films.db" "SELECT count(*) FROM voter WHERE lower(hex(key)) = '$key'")" 0 "the key is gone"
is "$(sqlite3 "$T/films.db" "SELECT count(*) FROM decision WHERE a = '9001'")" 0 "so is a decision about the comment"
is "$(votes "$T/films.db")" 'The Long Tunnel,1,0,1
Paper Kites,2,1,1' "the counts follow"
exits 0 "the database is sound" "$BIN/film-check" "$T/films.db"
exits 0 "and what is derived is what the evidence says" "$BIN/film-check" --rebuild "$T/films.db"
is "$(sqlite3 "$T/films.db" "SELECT count(*) FROM observation WHERE record LIKE '%[erased]: [erased]%'")" 1 "a page that quoted both keeps the rest of its record"

dump "$T/films.db" "$T/forgotten"
exits 0 "the same is loaded again" "$BIN/film-load" "$T/films.db" "$T/page.ndjson" "$T/votes.csv"
sed 's/"retrieved_at":"2026-01-01"/"retrieved_at":"2026-01-01","language":"en"/' "$T/page.ndjson" >"$T/newer.ndjson"
dump "$T/films.db" "$T/again"
exits 0 "and brings nothing back" diff -r "$T/forgotten" "$T/again"
exits 0 "views that do not say whose a comment is are loaded" "$BIN/film-load" "$T/films.db" "$T/anonymous-view.ndjson"
is "$(stands zephyrine "$T"/films.db*)" 0 "and do not bring it back either"
exits 0 "a part that has the voter is merged" "$BIN/film-merge" "$T/films.db" "$T/part.db"
dump "$T/films.db" "$T/merged"
is "$(diff -r "$T/forgotten" "$T/merged" | grep -v suppress | grep -c '^[<>] .*\(Zora\|zephyrine\|7788\)')" 0 "and brings nothing back"
for text in 778899001122 'Zora Quill' zephyrine "$raw"; do
	is "$(stands "$text" "$T"/films.db*)" 0 "no byte of '$text' after loads and merges"
done
exits 0 "another view of the page" "$BIN/film-load" "$T/films.db" "$T/newer.ndjson"
is "$(sqlite3 "$T/films.db" "SELECT count(*) FROM comment WHERE id IN ('9001', '9009')")" 0 "brings no comment back"
exits 0 "the database is merged into a part" "$BIN/film-merge" "$T/part.db" "$T/films.db"
for text in 778899001122 'Zora Quill' Quillreview "$raw"; do
	is "$(sqlite3 "$T/films.db" "SELECT count(*) FROM observation WHERE instr(record, '$text')")" "$(stands "$text" "$T"/part.db*)" "the part has '$text' no more than the database"
done
exits 0 "and is sound" "$BIN/film-check" "$T/part.db"

fresh "$T/key.db"
exits 0 "a voter is erased by key, without the secret" env FILMTALLY_KEY=/nowhere/at/all "$BIN/film-forget" -q "$T/key.db" voter "$key"
is "$(stands "$raw" "$T"/key.db*)$(stands 'Zora Quill' "$T"/key.db*)" 00 "with the same effect"
exits 0 "somebody unknown is kept out" "$BIN/film-forget" "$T/key.db" voter form:eva form:nobody
grep -q 'form:nobody: not here; kept out from now on' "$T/err"
ok $? "and it is said that they were not here"
printf 'source,film,title,year,voter,choice,value,best,worst,cast_at\nform,,Paper Kites,2014,form:nobody,favorite,,,,\n' | "$BIN/film-load" -q "$T/key.db"
is "$(votes "$T/key.db" | tail -n 1)" 'Paper Kites,1,1,0' "a later vote of theirs is not counted"

# ---- a comment
fresh "$T/films.db"
exits 0 "a comment is erased" "$BIN/film-forget" "$T/films.db" comment 9003
is "$(stands 'favorite by nobody' "$T"/films.db*)" 0 "its text is gone"
is "$(votes "$T/films.db" | tail -n 1)" 'Paper Kites,3,1,2' "its vote is gone"
"$BIN/film-load" -q "$T/films.db" "$T/newer.ndjson"
is "$(sqlite3 "$T/films.db" "SELECT count(*) FROM comment WHERE id = '9003'")" 0 "it stays away"
is "$(sqlite3 "$T/films.db" "SELECT count(*) FROM comment")" 3 "the others stay"
exits 0 "and all is sound" "$BIN/film-check" "$T/films.db"

# ---- a page
fresh "$T/films.db"
exits 0 "a page is erased" "$BIN/film-forget" "$T/films.db" page https://a.example/tunnel
for text in tunnel Tunnel Oxenholt 'unfavorite indeed'; do
	is "$(stands "$text" "$T"/films.db*)" 0 "no byte of '$text' stands in the database or a journal"
done
is "$(sqlite3 "$T/films.db" "SELECT count(*) FROM decision WHERE verb = 'verdict'")" 0 "the decision on it is gone"
"$BIN/film-load" -q "$T/films.db" "$T/newer.ndjson"
"$BIN/film-merge" -q "$T/films.db" "$T/key.db"
is "$(sqlite3 "$T/films.db" "SELECT count(*) FROM page WHERE key LIKE '%tunnel%'")" 0 "it stays away"
is "$(stands Oxenholt "$T"/films.db*)" 0 "with the people it named"
exits 0 "and all is sound" "$BIN/film-check" "$T/films.db"
fresh "$T/films.db"
exits 0 "a page is erased by its other name" "$BIN/film-forget" "$T/films.db" page blog-1.post-1
is "$(stands a.example/kites "$T"/films.db*)" 0 "under all of its names"

# ---- decisions about what is erased
decisions() {
	"$BIN/film-decide" --export "$1"
}
cat >"$T/about" <<'E5'
2026-01-06 ballot 9001 favorite
2026-01-06 ballot https://a.example/kites#9001 none
2026-01-06 verdict https://a.example/tunnel favorite
2026-01-06 same https://a.example/tunnel#1 imdb:tt0000007
2026-01-06 ballot https://a.example/tunnel#9101 none
2026-01-06 ballot 9002 favorite
E5
fresh "$T/decided.db"
"$BIN/film-forget" -q "$T/decided.db" voter blogger:778899001122
"$BIN/film-forget" -q "$T/decided.db" page https://a.example/tunnel
before=$(decisions "$T/decided.db")
exits 0 "decisions about what is erased are read" "$BIN/film-decide" "$T/decided.db" "$T/about"
is "$(cat "$T/err")" "film-decide: 6 decisions read = 6 kept + 0 refused; 1 new, 5 about what was erased" "and it is said"
is "$(decisions "$T/decided.db")" "$before
2026-01-06 ballot 9002 favorite" "and not written"
is "$(stands tunnel "$T"/decided.db*)$(stands 9001 "$T"/decided.db*)" 00 "no byte of them stands in the database"
exits 0 "and all is sound" "$BIN/film-check" "$T/decided.db"
fresh "$T/part.db"
"$BIN/film-decide" -q "$T/part.db" "$T/about"
cp "$T/part.db" "$T/other.db" && cp "$T/decided.db" "$T/one.db"
"$BIN/film-merge" -q "$T/one.db" "$T/part.db"
"$BIN/film-merge" -q "$T/other.db" "$T/decided.db"
is "$(decisions "$T/one.db")" "$(decisions "$T/decided.db")" "merged into the database they stay out"
is "$(decisions "$T/other.db")" "$(decisions "$T/decided.db")" "and go where the database is merged into"
fresh "$T/early.db"
printf '2026-01-06 ballot 7777 favorite\n2026-01-06 verdict https://a.example/later favorite\n' | "$BIN/film-decide" -q "$T/early.db"
"$BIN/film-forget" -q "$T/early.db" comment 7777
"$BIN/film-forget" -q "$T/early.db" page https://a.example/later
is "$(stands 7777 "$T"/early.db*)$(stands a.example/later "$T"/early.db*)" 00 "decisions about what never came go with it, too"

# ---- what can't be
exits 2 "no kind" "$BIN/film-forget" "$T/films.db"
exits 2 "nothing to forget" "$BIN/film-forget" "$T/films.db" voter
exits 2 "another kind" "$BIN/film-forget" "$T/films.db" film imdb:tt0000001
exits 3 "a missing database" "$BIN/film-forget" "$T/nowhere.db" comment 1
[ -e "$T/nowhere.db" ]
is $? 1 "is not made"
exits 3 "another voter key" "$BIN/film-forget" --voter-key "$T/other.key" "$T/films.db" voter blogger:2
is "$(sqlite3 "$T/films.db" "SELECT count(*) FROM suppression WHERE kind = 'voter'")" 0 "changes nothing"
done_testing
