#!/bin/sh
# votes-are-ballots.t: what film-votes counts from single ballots is what SQL counts over the view ballot_public: the latest of each
# voter, film and source, by month, value and choice, as of a day, and more cells than are held in memory.
. tests/tap.sh

FILMTALLY_KEY=$T/key
export FILMTALLY_KEY
DB=$T/films.db

# 80,000 ballots by chance, the same each time: 300 films, 2,000 voters, three sources, scales that run both ways, choices, times of
# every precision and many that are equal.
awk 'BEGIN {
	srand(20)
	print "source,film,title,year,voter,choice,value,best,worst,cast_at"
	for (i = 0; i < 80000; i++) {
		source = substr("onetwosix", 1 + 3 * int(rand() * 3), 3)
		film = 1 + int(rand() * rand() * 300)
		voter = (rand() < 0.9 ? "site:" : "comment:") 1 + int(rand() * 2000)
		day = sprintf("%04d-%02d-%02d", 1968 + int(rand() * 50), 1 + int(rand() * 12), 1 + int(rand() * 28))
		precision = int(rand() * 6)
		at = precision < 4 ? substr(day, 1, substr("0470", precision + 1, 1)) : day "T0" int(rand() * 3) ":00:00Z"
		if (precision == 3)
			at = day
		says = rand() < 0.6 ? "favorite,,," : "unfavorite,,,"
		if (rand() < 0.5)
			says = rand() < 0.7 ? "," 1 + int(rand() * 10) ",10,1" : "," 1 + int(rand() * 9) / 2 ",1,5"
		printf "%s,imdb:tt%07d,Film %d,%d,%s,%s,%s\n", source, film, film % 40, 1960 + film % 50, voter, says, at
	}
}' >"$T/ballots.csv"
exits 0 'the ballots are loaded' film-load -q "$DB" "$T/ballots.csv"

# counts QUESTION…: label, favorite, unfavorite and ratings of each row.
counts() {
	film-votes "$@" "$DB" >"$T/csv"
	sqlite3 :memory: -cmd ".import --csv '$T/csv' t" ".mode list" "SELECT $columns FROM t"
}
# agrees TEXT SQL: film-votes' counts in $T/got are SQL's.
agrees() {
	sqlite3 "$DB" "$2" >"$T/wanted"
	[ -s "$T/wanted" ] || echo none >"$T/wanted"
	same "$T/got" "$T/wanted" "$1"
}
sums="sum(choice IS 'favorite'), sum(choice IS 'unfavorite'), sum(value IS NOT NULL)"
month="CASE WHEN length(cast_at) >= 7 THEN substr(cast_at, 1, 7) ELSE '' END"

columns='month, source, favorite, unfavorite, ratings'
counts --by month,source >"$T/got"
agrees 'by month and source' "SELECT $month, source, $sums FROM ballot_public WHERE counts GROUP BY 1, 2 ORDER BY 1, 2"

columns='film, day, favorite, unfavorite, ratings'
counts --by film,day >"$T/got"
agrees 'by film and day' "SELECT film, CASE WHEN length(cast_at) >= 10 THEN substr(cast_at, 1, 10) ELSE '' END, $sums
	FROM ballot_public WHERE counts GROUP BY 1, 2 ORDER BY 1, 2"

columns='week, favorite, unfavorite, ratings'
counts --by week >"$T/got"
agrees 'by week' "SELECT CASE WHEN length(cast_at) >= 10 THEN date(cast_at, 'weekday 0', '-6 days') ELSE '' END, $sums
	FROM ballot_public WHERE counts GROUP BY 1 ORDER BY 1"

columns='CAST(value AS REAL), choice, ratings'
counts --by value,choice --count-ratings >"$T/got"
agrees 'by value and the side that it stands for' "SELECT value + 0, CASE WHEN score >= 0.6 - 1e-12 THEN 'favorite'
	WHEN score <= 0.4 + 1e-12 THEN 'unfavorite' ELSE 'mixed' END, count(*)
	FROM (SELECT value, (value - worst) / (best - worst) AS score FROM ballot_public WHERE counts AND value IS NOT NULL)
	GROUP BY 1, 2 ORDER BY 1, 2"

columns='film, favorite, unfavorite, ratings'
counts --source two --from 1990-06 --to 2003 >"$T/got"
agrees 'of one source and period, films without votes too' "SELECT f.key, coalesce(sum(choice IS 'favorite'), 0),
	coalesce(sum(choice IS 'unfavorite'), 0), coalesce(sum(value IS NOT NULL), 0) FROM film f LEFT JOIN ballot_public b
	ON b.film = f.key AND counts AND b.source = 'two' AND b.cast_at >= '1990-06' AND b.cast_at < '2004' GROUP BY 1 ORDER BY 1"

counts --as-of 1985 >"$T/got"
agrees 'as things stood: the latest of those cast by then' "WITH w AS (SELECT *, row_number() OVER (
	PARTITION BY voter_id, film_id, source_id ORDER BY cast_at DESC, cast_unit DESC, value DESC, tie DESC, choice DESC, scale_id DESC,
	key DESC) AS place FROM ballot JOIN film_mention USING (mention_id) JOIN mention USING (mention_id)
	WHERE cast_unit > 0 AND cast_at < unixepoch('1986-01-01'))
	SELECT key, coalesce(sum(choice = 1), 0), coalesce(sum(choice = 2), 0), coalesce(sum(choice = 0), 0)
	FROM film LEFT JOIN (SELECT film_id, choice FROM w WHERE place = 1) USING (film_id) GROUP BY film_id ORDER BY key"

# ---- more than memory holds: each of these ballots is a cell
awk 'BEGIN {
	print "source,film,title,year,voter,choice,value,best,worst,cast_at"
	for (i = 0; i < 150000; i++)
		printf "seven,imdb:tt%07d,,,site:%d,%s,,,,%d-%02d-%02d\n", i % 4001 + 1, i / 50, i % 3 ? "favorite" : "unfavorite",
			1970 + i % 37, 1 + i % 12, 1 + i % 28
}' >"$T/many.csv"
DB=$T/many.db
exits 0 'many ballots are loaded' film-load -q "$DB" "$T/many.csv"
columns='film, month, favorite, unfavorite'
counts --by film,month >"$T/got"
ok "$(($(wc -l <"$T/got") < 100000))" 'more rows than cells are held'
agrees 'and all are right' "SELECT film, substr(cast_at, 1, 7), sum(choice = 'favorite'), sum(choice = 'unfavorite')
	FROM ballot_public WHERE counts GROUP BY 1, 2 ORDER BY 1, 2"
TMPDIR=$T/none exits 3 'no folder for what memory does not hold' film-votes --by film,month "$DB"
grep -q "temporary file in $T/none: No such file" "$T/err"
ok $? 'is named'
TMPDIR=$T/none exits 0 'which other questions do not need' film-votes --by film "$DB"
done_testing
