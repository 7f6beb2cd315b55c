#!/bin/sh
# film-schema.t: the manual of the tables names every table, view and column there is, and no other; its example runs.
. tests/tap.sh
manual=schema/store/film-schema.5
film-load -q "$T/films.db" </dev/null
sqlite3 "$T/films.db" "SELECT m.name || ' ' || c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c
	WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'" | LC_ALL=C sort >"$T/there"
awk '/^\.Sh TABLES/ { on = 1 } /^\.Sh EXAMPLES/ { on = 0 } on && /^\.It Sy/ { table = $3 } on && /^\.It Va/ { print table, $3 }' $manual |
	LC_ALL=C sort >"$T/said"
same "$T/said" "$T/there" 'every table and column is explained, and no other'
is "$(sqlite3 "$T/films.db" 'PRAGMA user_version') $(cksum <"$T/there" | cut -d' ' -f1)" '1 1336484061' \
	"the tables are those of this version; others want another, and a step in store.c's upgrades for databases there are"
for view in $(sqlite3 "$T/films.db" "SELECT name FROM sqlite_master WHERE type = 'view'"); do
	grep -q "^\.[A-Za-z ]*Sy $view" $manual
	ok $? "the view $view is named"
done
awk '/^\.Bd -literal/ { on = 1; next } /^\.Ed/ { on = 0 } on' $manual >"$T/example"
(cd "$T" && sh ./example >"$T/out")
ok $? 'the example runs'
done_testing
