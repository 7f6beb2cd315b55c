#!/bin/sh
# real-data-twice.t: everything in realdata, loaded twice: the second time nothing changes, and nearly no time is spent.
. tests/tap.sh
data=../shared/realdata
if [ ! -d "$data" ]; then
	skip 'real data, twice' '../shared is not here'
	done_testing
fi

# Everything that an importer takes, as one stream of records and ballots. What is refused is refused each time.
find "$data/film-html" "$data/blogger-html" "$data/structured-data" "$data/nasty/encodings" -type f \
	\( -name '*.html' -o -name '*.htm' -o -name '*.response' \) -print0 | LC_ALL=C sort -z >"$T/pages"
{
	film-page -q --files0-from "$T/pages"
	film-feed -q "$data"/blogger-atom/*.xml "$data"/blogger-atom/takeout/*
	film-warc -q "$data"/warc/warcio/*
} >"$T/records" 2>/dev/null
{ echo userId,movieId,rating,timestamp; cat "$data/votes-csv/movielens-2016/ratings.csv"; } >"$T/ratings.csv"
sed -i '2{/^userId,/d;}' "$T/ratings.csv"
film-ratings -q "$T/ratings.csv" >"$T/ballots" 2>/dev/null
[ -s "$T/records" ] && [ -s "$T/ballots" ]
ok $? "$(wc -l <"$T/records") records and $(wc -l <"$T/ballots") rows of ballots"

# seconds COMMAND…: user and system time, in hundredths.
hundredths() {
	/usr/bin/env bash -c 'TIMEFORMAT="%U %S"; { time "$@" 2>'"$T"'/err; } 2>&1 >/dev/null' - "$@" | awk 'END { print int(($1 + $2) * 100) }'
}
first=$(hundredths film-load "$T/films.db" "$T/records" "$T/ballots")
grep ' changed' "$T/err" | sed 's/^/# /'
before=$(film-votes "$T/films.db" | sha256sum)
second=$(hundredths film-load "$T/films.db" "$T/records" "$T/ballots")
grep ' changed' "$T/err" | sed 's/^/# /'
grep -q ' 0 changed' "$T/err"
ok $? 'the second time nothing changes'
is "$(film-votes "$T/films.db" | sha256sum)" "$before" 'and the statistics stay'
echo "# film-load: first $first, second $second hundredths of a second of CPU"
film-check "$T/films.db" >"$T/findings" 2>&1
ok $? 'film-check finds nothing'
head -n 5 "$T/findings" | sed 's/^/# /'
done_testing
