#!/bin/sh
# movielens.t: MovieLens 2016 per film, per genre and per month, against pandas.
. tests/tap.sh

REAL=../shared/realdata/votes-csv/movielens-2016
PYTHON=/usr/bin/python3
if [ ! -e "$REAL/ratings.csv" ]; then
	skip 'MovieLens 2016 equals pandas' 'no ../shared/realdata'
	done_testing
fi
if ! $PYTHON -c 'import pandas' 2>/dev/null; then
	skip 'MovieLens 2016 equals pandas' 'no python3-pandas'
	done_testing
fi
# two of the files lack their header, as they were found
put() {
	head -n 1 "$REAL/$1" | grep -qi movieid || echo "$2"
	cat "$REAL/$1"
}
put ratings.csv userId,movieId,rating,timestamp >"$T/ratings.csv"
put movies.csv movieId,title,genres >"$T/movies.csv"
put links.csv movieId,imdbId,tmdbId >"$T/links.csv"
DB=$T/films.db
film-catalog -q "$T/movies.csv" "$T/links.csv" >"$T/films.ndjson"
ok $? 'the catalogue is read'
film-ratings -q "$T/ratings.csv" >"$T/ballots.csv"
ok $? 'the ratings are read'
film-load -q "$DB" "$T/films.ndjson" "$T/ballots.csv"
ok $? 'both are loaded'
film-votes "$DB" >"$T/votes"
film-votes --by genre "$DB" >"$T/genres"
film-votes --by month "$DB" >"$T/months"
$PYTHON tests/pandas/compare.py "$T" "$T/votes" "$T/genres" "$T/months"
ok $? 'per film, per genre and per month equal pandas'
done_testing
