#!/bin/sh
# film-merge.t: what is merged, what is refused, and that nothing is half-done. That merging is a union is
# merge-is-a-union.t.
. tests/tap.sh
F=tests/demo
"$BIN/film-page" $F/*.html $F/*.txt >"$T/pages.ndjson" 2>/dev/null
sed -n 1p "$T/pages.ndjson" | "$BIN/film-load" -q "$T/a.db"
sed -n 2p "$T/pages.ndjson" | "$BIN/film-load" -q "$T/b.db"
"$BIN/film-load" -q "$T/c.db" $F/form.csv
"$BIN/film-load" -q "$T/serial.db" "$T/pages.ndjson" $F/form.csv

dumps_as() {
	rm -rf "$T/x" "$T/y"
	"$BIN/film-dump" -q --with-text -o "$T/x" "$1" && "$BIN/film-dump" -q --with-text -o "$T/y" "$2"
	diff -r "$T/x" "$T/y" >"$T/diff"
	ok $? "$3"
}

# ---- what is merged
sed -n 3p "$T/pages.ndjson" | "$BIN/film-load" -q "$T/d.db"
exits 0 "parts are merged, and the database is made" "$BIN/film-merge" "$T/all.db" "$T/c.db" "$T/a.db" "$T/d.db" "$T/b.db"
is "$(cat "$T/err")" "film-merge: 4 parts read = 4 kept + 0 refused; $(sqlite3 "$T/serial.db" "SELECT (SELECT count(*) FROM observation) + (SELECT count(*) FROM comment) + (SELECT count(*) FROM review) + (SELECT count(*) FROM ballot WHERE origin = 0) + (SELECT count(*) FROM total)") changes" "the last line counts parts and new evidence"
dumps_as "$T/all.db" "$T/serial.db" "the parts are what one load makes of all"
for command in "film-votes --by film" "film-votes --by source --format json" "film-votes --by month"; do
	is "$("$BIN"/$command "$T/all.db")" "$("$BIN"/$command "$T/serial.db")" "$command says the same"
done
exits 0 "merged again" "$BIN/film-merge" "$T/all.db" "$T/a.db" "$T/a.db" "$T/c.db"
is "$(cat "$T/err")" "film-merge: 3 parts read = 3 kept + 0 refused; 0 changes" "what is here already changes nothing"
exits 0 "a database is a part of itself" "$BIN/film-merge" "$T/all.db" "$T/all.db"
dumps_as "$T/all.db" "$T/serial.db" "and stays as it is"
exits 0 "with -q nothing is said" "$BIN/film-merge" -q "$T/quiet.db" "$T/a.db"
is "$(cat "$T/out" "$T/err")" "" "of what went well"
sum=$(cksum <"$T/a.db")
chmod 400 "$T/a.db"
exits 0 "a part that can't be written is read" "$BIN/film-merge" "$T/readonly.db" "$T/a.db"
chmod 600 "$T/a.db"
is "$(cksum <"$T/a.db")" "$sum" "parts are never changed"
exits 0 "a part's name may look like sqlite's own" sh -c "cd '$T' && cp a.db ':memory:' && film-merge strange.db :memory:"
is "$(sqlite3 "$T/strange.db" 'SELECT count(*) FROM observation')" 1 "and is a file"
exits 0 "a part's name may have a quote" sh -c "cd '$T' && cp a.db \"it's.db\" && film-merge quote.db \"it's.db\""

# ---- a load goes on where a merge left off
exits 0 "lines that came with a part are known" "$BIN/film-load" "$T/all.db" "$T/pages.ndjson" $F/form.csv
grep -q ' 0 changed$' "$T/err"
ok $? "and change nothing"

# ---- what is refused, with the rest merged
"$BIN/film-merge" -q "$T/good.db" "$T/a.db" "$T/c.db"
refused() {
	part=$1 why=$2 name=$3
	rm -f "$T/into.db"
	exits 1 "$name is refused" "$BIN/film-merge" "$T/into.db" "$T/a.db" "$part" "$T/c.db"
	sed -n 1p "$T/err" >"$T/first"
	case $(cat "$T/first") in
	"film-merge: $part: "*"$why"*) ok 0 "$name is named with its reason" ;;
	*) is "$(cat "$T/first")" "film-merge: $part: … $why" "$name is named with its reason" ;;
	esac
	is "$(tail -n 1 "$T/err" | sed 's/;.*//')" "film-merge: 3 parts read = 2 kept + 1 refused" "$name is counted"
	dumps_as "$T/into.db" "$T/good.db" "the others are merged without $name"
}
refused "$T/nowhere.db" "No such file" "a part that is missing"
mkdir "$T/folder.db"
refused "$T/folder.db" "directory" "a folder"
echo 'not a database, but a text that is long enough to be looked at' >"$T/text.db"
refused "$T/text.db" "not a database" "a text"
: >"$T/empty.db"
refused "$T/empty.db" "not a filmtally database" "an empty file"
sqlite3 "$T/foreign.db" 'CREATE TABLE t (x); PRAGMA user_version = 1'
refused "$T/foreign.db" "not a filmtally database" "another program's database"
cp "$T/b.db" "$T/newer.db"
sqlite3 "$T/newer.db" 'PRAGMA user_version = 99'
refused "$T/newer.db" "newer" "a newer database"
cp "$T/b.db" "$T/older.db"
sqlite3 "$T/older.db" 'PRAGMA user_version = 0'
refused "$T/older.db" "older" "an older database"
sed -n 2p "$T/pages.ndjson" | "$BIN/film-load" -q --voter-key "$T/other.key" "$T/key.db"
refused "$T/key.db" "another voter key" "a part of another voter key"
head -c 20480 "$T/b.db" >"$T/cut.db"
refused "$T/cut.db" "damaged" "a part that was cut short"
cp "$T/b.db" "$T/torn.db"
dd if=/dev/urandom of="$T/torn.db" bs=4096 seek=6 count=30 conv=notrunc 2>/dev/null
refused "$T/torn.db" "damaged" "a part with torn pages"
cp "$T/c.db" "$T/dangling.db"
sqlite3 "$T/dangling.db" 'PRAGMA foreign_keys = OFF; DELETE FROM voter WHERE voter_id = 1'
refused "$T/dangling.db" "damaged" "a part whose votes have no voter"
# hold DB LOCK: another program takes the lock, and keeps it until let_go.
hold() {
	rm -f "$T/locked" "$T/unlock"
	printf 'BEGIN %s;\n.shell touch %s/locked\n.shell while [ ! -e %s/unlock ]; do sleep 0.1; done\n' "$2" "$T" "$T" |
		sqlite3 "$1" &
	holder=$!
	while [ ! -e "$T/locked" ]; do sleep 0.1; done
}
let_go() {
	touch "$T/unlock"
	wait $holder
}
cp "$T/b.db" "$T/held.db"
hold "$T/held.db" EXCLUSIVE
refused "$T/held.db" "in use" "a part that is locked"
let_go

# ---- when the database itself is at fault
exits 3 "another program's database takes no part" "$BIN/film-merge" "$T/foreign.db" "$T/a.db"
exits 3 "a newer database takes no part" "$BIN/film-merge" "$T/newer.db" "$T/a.db"
exits 3 "a database can't be made in a folder that is not there" "$BIN/film-merge" "$T/no/such.db" "$T/a.db"
hold "$T/good.db" IMMEDIATE
exits 4 "a database in use is locked" "$BIN/film-merge" "$T/good.db" "$T/b.db"
let_go
exits 2 "no database" "$BIN/film-merge"
exits 2 "no part" "$BIN/film-merge" "$T/good.db"

# ---- cut off in the middle: what is done is whole parts
(
	ulimit -f 200
	"$BIN/film-merge" "$T/small.db" "$T/a.db" "$T/b.db" "$T/c.db" "$T/d.db" >/dev/null 2>&1
)
exits 0 "a merge that was cut off is finished by doing it again" "$BIN/film-merge" "$T/small.db" "$T/a.db" "$T/b.db" "$T/c.db" "$T/d.db"
dumps_as "$T/small.db" "$T/serial.db" "and nothing shows of it"
exits 0 "what was merged is sound" "$BIN/film-check" "$T/small.db"
done_testing
