#!/bin/sh
# main-job.t: pages, a form's table and typed totals become the numbers that a hand count of tests/demo gives.
. tests/tap.sh
db=$T/films.db

# column NAME FILM: a field of film-votes' CSV, by the header's name and the film's title.
# Newer jq (1.7) keeps a number's digits as they stand, 1.6 does not: adding 0 makes both say 0.75.
column() {
	film-votes --format json "$db" 2>/dev/null | jq -r --arg f "$2" --arg c "$1" \
		'.[] | select(.title == $f) | .[$c] | if . == null then "" elif type == "number" then . + 0 else . end'
}

exits 0 'pages load through film-load -- film-page' \
	film-load "$db" -- film-page tests/demo/harbour-lights.html tests/demo/the-long-tunnel.html tests/demo/paper-kites.txt
exits 0 "a form's table loads" film-load "$db" tests/demo/form.csv
printf '%s\n' 'source,film,title,year,choice,votes,observed_at' \
	'poll,,Paper Kites,2014,favorite,12,2026-03-15' 'poll,,Paper Kites,2014,unfavorite,5,2026-03-15' >"$T/totals.csv"
exits 0 'typed totals load' film-load "$db" "$T/totals.csv"

f='Harbour Lights'
is "$(column votes "$f")" 4 "$f: two called Anonymous are two voters, who changed their mind counts once"
is "$(column favorite "$f")/$(column unfavorite "$f")" 3/1 "$f: the later vote of one reader counts"
is "$(column unread_comments "$f")" 1 "$f: a comment of both sides is unread, not a vote"
is "$(column comments "$f")" 6 "$f: comments"
is "$(column editor_choice "$f")" favorite "$f: the site's own choice"
is "$(column favorite_share "$f")" 0.75 "$f: share"
is "$(column first_vote_at "$f")" 2026-03-03T18:00:00Z "$f: the first vote that counts"
is "$(column url "$f")" https://films.example/2026/03/harbour-lights-2019.html "$f: its page"

f='The Long Tunnel'
is "$(column votes "$f")" 2 "$f: the post's author does not vote"
is "$(column favorite "$f")" 2 "$f: favorite"
is "$(column agreement "$f")" 0 "$f: nobody agrees with the site"
is "$(column comments "$f")" 3 "$f: the author's comment still is a comment"

f='Paper Kites'
is "$(column favorite "$f")/$(column unfavorite "$f")" 2/1 "$f: the form's votes"
is "$(column poll_favorite "$f")/$(column poll_unfavorite "$f")" 12/5 "$f: typed totals stand apart from votes"
is "$(column comments "$f")" 0 "$f: no comments is a known zero"

before=$(film-votes "$db")
film-load "$db" -- film-page tests/demo/*.html tests/demo/*.txt 2>"$T/again"
film-load "$db" tests/demo/form.csv "$T/totals.csv" 2>>"$T/again"
is "$(grep -c ' 0 changed' "$T/again")" 2 'loading all again changes nothing and says so'
is "$(film-votes "$db")" "$before" 'and the statistics stay'
film-page tests/demo/*.html tests/demo/*.txt 2>/dev/null | film-load -q "$T/pipe.db"
film-load -q "$T/pipe.db" "$T/totals.csv" tests/demo/form.csv
is "$(film-votes "$T/pipe.db")" "$before" 'a plain pipe and another order give the same'

exits 3 'a full disk is an error' sh -c "film-votes '$db' >/dev/full"
film-votes "$db" 2>"$T/err" | head -n 1 >/dev/null
is "$(cat "$T/err")" '' 'a closed pipe is quiet'

if [ -f ../shared/seed/closeness.txt ]; then
	film-page -q ../shared/seed/closeness.txt | film-load -q "$T/seed.db"
	is "$(film-votes --format json "$T/seed.db" | jq -c '.[0] | [.title, .year, .votes, .favorite_share, .editor_choice, .comments]')" \
		'["Closeness",2017,0,null,"unfavorite",0]' 'the page the project began with'
	film-page -q ../shared/seed/closeness.txt | film-load "$T/seed.db" 2>"$T/again"
	is "$(grep -c ' 0 changed' "$T/again")" 1 'and again: 0 changed'
else
	skip 'the page the project began with' '../shared is not here'
fi
done_testing
