#!/bin/sh
# film-dump.t: every table by natural keys, as promised by datapackage.json, whole or not at all.
. tests/tap.sh
. tests/dump/everything

DB=$T/films.db
sqlite3 "$DB" <schema/store/schema.sql
sqlite3 "$DB" <tests/votes/films.sql
sqlite3 "$DB" "INSERT INTO comment VALUES (1, 1, 'c1', '', 0, x'00', 2, '2024-03-09T16:00:00Z', NULL, 1);
	INSERT INTO comment_text VALUES (1, 'SECRET AUTHOR', 'SECRET BODY');
	UPDATE observation SET record = '{\"SECRET\":\"RECORD\"}'"
EMPTY=$T/empty.db
{ cat schema/store/schema.sql; grep '^PRAGMA' tests/votes/films.sql; } | sqlite3 "$EMPTY"

exits 0 'a dump' film-dump "$DB" -o "$T/dump"
if /usr/bin/python3 -c 'import jsonschema' 2>/dev/null; then
	is "$(/usr/bin/python3 tests/dump/check.py "$T/dump" 2>&1)" '' 'keeps what datapackage.json promises'
else
	skip 'keeps what datapackage.json promises' 'no python3-jsonschema'
fi
jq -r '.resources[].path' "$T/dump/datapackage.json" | sort >"$T/promised"
(cd "$T/dump" && ls -- *.csv) | sort >"$T/there"
same "$T/there" "$T/promised" 'every file is described'
for table in $(jq -r '.resources[].name' "$T/dump/datapackage.json"); do
	grep -q "^## $table.csv" "$T/dump/README.md" || echo "$table"
done >"$T/missing"
is "$(cat "$T/missing")" '' 'and named in README.md'

# every table of the schema is there, but for what is no fact: bookkeeping, indexes and words that others name
sqlite3 "$DB" "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT IN ('setting', 'known_line', 'page_key', 'source', 'scale',
	'genre', 'country', 'language', 'person', 'comment_text', 'review_text', 'page_shown', 'mention_key', 'mention_shared',
	'film_mention', 'poll_option', 'vote', 'page_ballot')
	ORDER BY 1" |
	sed 's/^film$/films/; s/^ballot_row$/ballots/; s/film_alias/film_aliases/; s/film_identifier/film_ids/; s/film_country/film_countries/
		s/film_stats/film_counts/; s/\(film\|mention\)_\(title\|genre\|language\|trailer\|credit\|fact\)$/\1_\2s/
		s/mention_identifier/mention_ids/; s/mention_country/mention_countries/; s/mention_histogram/histograms/
		s/page_alias/page_aliases/; s/^tally$/tallies/; s/tally_bar/tally_bars/
		s/^\(page\|observation\|voter\|comment\|review\|mention\|total\|decision\|suppression\|verdict\|poll\|edge\)$/\1s/' | sort >"$T/tables"
sed 's/\.csv$//' "$T/there" >"$T/files"
same "$T/files" "$T/tables" 'every table of the schema is dumped'

. tests/fields
for field in $(film_fields); do
	for table in films mention_facts; do
		head -n 1 "$T/dump/$table.csv" | tr ',' '\n' | grep -qx "$field"
		ok $? "$table.csv has $field"
	done
done

# ---- round trip: the CSV in another database says what the tables say
sqlite3 "$T/back.db" ".import --csv '$T/dump/films.csv' films" ".import --csv '$T/dump/ballots.csv' ballots"
is "$(sqlite3 "$T/back.db" "SELECT film, title, year FROM films ORDER BY 1")" \
	"$(sqlite3 "$DB" "SELECT key, title, year FROM film ORDER BY 1")" 'films come back as they were, newlines and quotes too'
is "$(sqlite3 "$T/back.db" "SELECT film, voter, choice, value + 0.0, cast_at FROM ballots WHERE counts = 'true' ORDER BY 1, 2, 3, 4")" \
	"$(sqlite3 "$DB" "SELECT film, voter, coalesce(choice, ''), coalesce(value, 0) + 0.0, coalesce(cast_at, '') FROM ballot_public WHERE counts ORDER BY 1, 2, 3, 4")" \
	'ballots come back as the view shows them'
is "$(wc -l <"$T/dump/ballots.csv")" 11 'all ballots, those replaced too'

# ---- every kind of record at once: no table is empty, and all that is promised and written holds
everything "$T/all.db"
for text in '' --with-text; do
	film-dump $text "$T/all.db" -o "$T/all$text"
	sed -n 's/^## \(.*\)\.csv$/\1/p; s/.* Rows: 0\.$/is empty/p' "$T/all$text/README.md" | grep -B 1 empty >"$T/empties"
	is "$(cat "$T/empties")" '' "of everything, no table is empty${text:+, with the texts}"
	if /usr/bin/python3 -c 'import jsonschema' 2>/dev/null; then
		is "$(/usr/bin/python3 tests/dump/check.py "$T/all$text" 2>&1)" '' \
		    "it keeps what it promises and comes back byte for byte${text:+, with the texts}"
	else
		skip 'it keeps what it promises' 'no python3-jsonschema'
	fi
done

# ---- what people wrote stays inside unless asked for
is "$(grep -rl SECRET "$T/dump")" '' 'no author, body or stored record'
film-dump "$DB" -o "$T/text" --with-text
is "$(grep -rl SECRET "$T/text" | wc -l)" 2 'unless asked for'
sqlite3 "$DB" "INSERT INTO known_line VALUES (x'01'); INSERT INTO setting VALUES ('load', '2026')" 2>/dev/null
TZ=Asia/Tokyo film-dump "$DB" -o "$T/again"
diff -r "$T/dump" "$T/again" >/dev/null
ok $? 'the same bytes again, whatever the bookkeeping says'

# ---- whole or not at all
exits 0 'an older dump' film-dump "$DB" -o "$T/text"
diff -r "$T/dump" "$T/text" >/dev/null
ok $? 'is replaced'
mkdir "$T/mine"
echo precious >"$T/mine/diary.txt"
exits 2 'a folder with something else' film-dump "$DB" -o "$T/mine"
is "$(ls "$T/mine")" diary.txt 'is left alone'
exits 3 'a file that can not be written' sh -c "trap '' XFSZ; ulimit -f 1; film-dump '$DB' -o '$T/dump'"
diff -r "$T/dump" "$T/again" >/dev/null
ok $? 'leaves the old dump whole'
is "$(find "$T" -maxdepth 1 -name 'dump.*')" '' 'and nothing beside'
exits 3 'no such folder above' film-dump "$DB" -o "$T/none/dump"
exits 0 'an empty database' film-dump "$EMPTY" -o "$T/empty"
is "$(wc -l <"$T/empty/films.csv")" 1 'gives headers'
exits 3 'a missing database' film-dump "$T/none.db" -o "$T/x"
exits 2 'no folder' film-dump "$DB"
exits 2 'no database' film-dump -o "$T/x"
done_testing
