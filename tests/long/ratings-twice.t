#!/bin/sh
# ratings-twice.t: ten million ratings (RATINGS another number), loaded again as they were and in the reverse order, change
# nothing.
. tests/tap.sh

awk -v N="${RATINGS:-10000000}" -v USER=1 -f tools/bench.d/ratings.awk >"$T/ratings.csv"
film-ratings -q --source movielens "$T/ratings.csv" >"$T/ballots"
rm "$T/ratings.csv"
{ head -n 1 "$T/ballots" && tail -n +2 "$T/ballots" | tac; } >"$T/reversed"
rows=$(($(wc -l <"$T/ballots") - 1))

# state DB: what is kept, and what it adds up to.
state() {
	sqlite3 "$1" "SELECT count(*), sum(voter_id * 31 + mention_id * 7 + cast_at % 1000003 + vote_id) FROM ballot_row;
		SELECT * FROM mention_histogram ORDER BY 1, 2; SELECT * FROM film_stats ORDER BY 1"
	film-votes "$1"
}

film-load "$T/films.db" "$T/ballots" 2>"$T/err"
is "$(cat "$T/err")" "film-load: $rows records and rows read = $rows kept + 0 refused; $rows changed" 'all are kept'
state "$T/films.db" >"$T/once"
cp "$T/films.db" "$T/before.db"
film-load "$T/films.db" "$T/ballots" 2>"$T/err"
is "$(cat "$T/err")" "film-load: $rows records and rows read = $rows kept + 0 refused; 0 changed" 'the same file again changes nothing'
cmp -s "$T/before.db" "$T/films.db"
ok $? 'not a byte of the database'
rm "$T/before.db"
film-load "$T/films.db" "$T/reversed" 2>"$T/err"
is "$(cat "$T/err")" "film-load: $rows records and rows read = $rows kept + 0 refused; 0 changed" 'nor does it in the reverse order'
state "$T/films.db" >"$T/twice"
same "$T/twice" "$T/once" 'rows, counts and statistics are those of one load'
done_testing
