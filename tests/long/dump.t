#!/bin/sh
# dump.t: pandas and R read every file of a dump with the types that datapackage.json declares.
. tests/tap.sh

sqlite3 "$T/films.db" <schema/store/schema.sql
sqlite3 "$T/films.db" <tests/votes/films.sql
film-dump "$T/films.db" -o "$T/dump"
ok $? 'a dump'
sed -nE 's/^## (.*)\.csv$/\1/p; s/.* Rows: ([0-9]+)\.$/\1/p' "$T/dump/README.md" | paste -d' ' - - >"$T/want"
if /usr/bin/python3 -c 'import pandas' 2>/dev/null; then
	is "$(/usr/bin/python3 tests/pandas/dump.py "$T/dump")" "$(cat "$T/want")" 'pandas reads every file'
else
	skip 'pandas reads every file' 'no python3-pandas'
fi
if command -v Rscript >/dev/null; then
	jq -r '.resources[] | [.name] + [.schema.fields[].type] | join(" ")' "$T/dump/datapackage.json" >"$T/types"
	is "$(LC_ALL=C.UTF-8 Rscript tests/pandas/dump.R "$T/dump" <"$T/types" 2>"$T/err" | sed 's/ $//')" "$(cat "$T/want")" 'R reads every file'
else
	skip 'R reads every file' 'no r-base-core'
fi
done_testing
