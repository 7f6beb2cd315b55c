#!/bin/sh
# film-decide.t: what a person decides is kept, applied last, listed, explained, exported, and refused when it contradicts itself.
. tests/tap.sh
db=$T/films.db
film-load -q "$db" -- film-page -q tests/demo/harbour-lights.html tests/demo/the-long-tunnel.html tests/demo/paper-kites.txt
film-load -q "$db" tests/demo/form.csv

column() {
	film-votes --format json "$db" | jq -r --arg f "$2" --arg c "$1" '.[] | select(.title == $f) | .[$c]'
}

film-decide --pending "$db" >"$T/pending"
is "$(grep -c '^#.* ballot 9006 ' "$T/pending")" 3 'a comment of both sides waits, with a line for each choice'
sed 's/^#\(.* ballot 9006 favorite\)$/\1/' "$T/pending" >"$T/edited"
film-decide "$db" "$T/edited" 2>"$T/err"
is "$(cat "$T/err")" 'film-decide: 1 decisions read = 1 kept + 0 refused; 1 new' 'the list, edited, is decisions'
is "$(column favorite 'Harbour Lights')/$(column unread_comments 'Harbour Lights')" 4/0 'the comment votes and waits no more'
is "$(film-decide --pending "$db")" '' 'nothing waits'
film-decide "$db" "$T/edited" 2>"$T/err"
is "$(cat "$T/err")" 'film-decide: 1 decisions read = 1 kept + 0 refused; 0 new' 'the same again is nothing new'
film-load -q "$db" -- film-page -q tests/demo/harbour-lights.html
is "$(column favorite 'Harbour Lights')" 4 'importing the page again does not undo it'
echo '2027-01-01 ballot 9006 auto' | film-decide -q "$db"
is "$(column favorite 'Harbour Lights')/$(column unread_comments 'Harbour Lights')" 3/1 'a newer auto takes it back'

page=$(sqlite3 "$db" "SELECT p.key FROM page p JOIN mention m USING (page_id) JOIN mention_fact f USING (mention_id) WHERE f.title = 'The Long Tunnel'")
echo "2026-11-22 verdict $page favorite" | film-decide -q "$db"
is "$(column editor_choice 'The Long Tunnel')" favorite 'a verdict is what a person says'
echo "2026-11-23 verdict $page none" | film-decide -q "$db"
is "$(column editor_choice 'The Long Tunnel')" null 'or none'

printf '%s\n' '2026-01-01 same a.example/1 b.example/2' '2026-01-02 same b.example/2 c.example/3' \
	'2026-01-03 differ a.example/1 c.example/3' '2026-01-04 same d.example/4 e.example/5' >"$T/contradiction"
exits 1 'a contradiction is an exit status of 1' film-decide "$db" "$T/contradiction"
is "$(grep -c 'contradict each other: .*same a.example/1 b.example/2; .*same b.example/2 c.example/3; .*differ a.example/1 c.example/3' "$T/err")" \
	3 'all three lines are refused, each with all shown'
film-decide --export "$db" >"$T/export"
is "$(grep -c example/ "$T/export")" "$((1 + $(grep -c 'films.example' "$T/export")))" 'the rest is kept'
is "$(grep -c 'd.example/4 e.example/5' "$T/export")" 1 'a decision on films not yet seen is kept'
printf '%s\n' '2026-01-01 same a.example/1 b.example/2' '2026-01-02 same b.example/2 c.example/3' | film-decide -q "$db"
exits 1 'a line that contradicts what is there is refused' sh -c "echo '2026-01-03 differ a.example/1 c.example/3' | film-decide '$db'"
printf '%s\n' '2026-01-03 differ a.example/1 c.example/3' '2026-01-04 open b.example/2 c.example/3' | film-decide -q "$db"
ok $? 'unless an open takes one of them back'

rm -f "$T/other.db"
film-load -q "$T/other.db" -- film-page -q tests/demo/harbour-lights.html tests/demo/the-long-tunnel.html tests/demo/paper-kites.txt
film-load -q "$T/other.db" tests/demo/form.csv
film-decide --export "$db" | film-decide -q "$T/other.db"
is "$(film-votes "$T/other.db")" "$(film-votes "$db")" 'the exported text makes the same database of the same pages'

film-decide --why 'Paper Kites' "$db" >"$T/why"
is "$(grep -c 'title-year 0.80: taken' "$T/why")" 1 '--why shows the rule that made two mentions one film'
is "$(grep -c '^  \* editor_choice: favorite' "$T/why")" 1 '--why shows the claim that is shown'
. tests/fields
printf '{"record":"page","version":1,"page":{"url":"https://f.example/","sha256":"%064d","status":"complete"},"films":[%s]}\n' 1 \
	"$(film_with 1)" | film-load -q "$T/fields.db"
film-decide --why https://f.example/ "$T/fields.db" >"$T/why"
for field in $(film_fields | grep -vx description); do # which is long
	grep -q "^  \* $field: " "$T/why"
	ok $? "--why shows who claims its $field"
done
exits 1 '--why of an unknown film' film-decide --why nobody "$db"
exits 2 'no database named' film-decide
exits 2 '--pending and --export exclude each other' film-decide --pending --export "$db"
exits 2 'a date that is none' film-decide --pending --date tomorrow "$db"
exits 3 'a database that is missing is not made' film-decide "$T/none.db" "$T/edited"
[ ! -e "$T/none.db" ]
ok $? 'it is not made'
exits 1 'a file that is missing is refused' film-decide "$db" "$T/none"
done_testing
