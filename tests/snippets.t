#!/bin/sh
# snippets.t: README's snippets for the people who load the numbers, with the titles that break loaders.
. tests/tap.sh
HERE=$(pwd)/tests/snippets

for snippet in "$HERE"/*.sh; do
	sed 1d "$snippet" >"$T/lines"
	perl -e 'local $/; open A, "<", $ARGV[0]; open B, "<", $ARGV[1]; my ($a, $b) = (<A>, <B>); exit(index($b, $a) < 0)' "$T/lines" README.md
	ok $? "README.md shows $(basename "$snippet") as it is"
done

{
	cat schema/store/schema.sql
	cat <<'SQL'
PRAGMA application_id = 0x46696c6d;
PRAGMA user_version = 1;
INSERT INTO film (film_id, key, title) VALUES (1, 'a', 'NA'), (2, 'b', 'null'), (3, 'c', '=1+1'),
	(4, 'd', '"quoted", and' || char(10) || 'newline'), (5, 'e', 'Теснота'), (6, 'f', '🎬 The End'), (7, 'g', '007'), (8, 'h', 'true');
SQL
} | sqlite3 "$T/films.db"
cd "$T" || exit 1
film-votes --meta meta.json films.db >films.csv
film-votes --format ndjson films.db >films.ndjson
film-votes --format json films.db >films.json

cat >want.json <<'TITLES'
"NA"
"null"
"=1+1"
"\"quoted\", and\nnewline"
"Теснота"
"🎬 The End"
"007"
"true"
TITLES
is "$(sh "$HERE/jq.sh")" "$(cat want.json)" 'jq'
is "$(jq -c '.[].title' films.json)" "$(cat want.json)" 'jq, of the array'
is "$(sh "$HERE/sqlite.sh")" "$(jq -r "\"'\" + . + \"'\"" want.json)" 'sqlite3'
if python3 -c 'import pandas' 2>/dev/null || PATH=/usr/bin:$PATH python3 -c 'import pandas' 2>/dev/null; then
	python3 -c 'import pandas' 2>/dev/null || PATH=/usr/bin:$PATH
	is "$(sh "$HERE/pandas.sh")" "$(python3 -c 'import json; [print(repr(json.loads(line))) for line in open("want.json", encoding="utf-8")]')" 'pandas'
else
	skip 'pandas' 'no python3-pandas'
fi
if command -v Rscript >/dev/null; then
	is "$(LC_ALL=C.UTF-8 sh "$HERE/r.sh")" "$(jq -r . want.json)" 'R'
else
	skip 'R' 'no r-base-core'
fi
if command -v mlr >/dev/null; then
	is "$(sh "$HERE/miller.sh" | jq -c .title)" "$(cat want.json)" 'Miller'
else
	skip 'Miller' 'no miller'
fi
is "$(sh "$HERE/datasette.sh" | jq -r '.databases.films.tables.films.columns.votes')" 'favorite + unfavorite' "Datasette's metadata"
sh "$HERE/spreadsheet.sh"
grep -q "'=1+1" sheet.csv
ok $? 'a spreadsheet'
done_testing
