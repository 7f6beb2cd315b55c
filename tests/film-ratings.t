#!/bin/sh
# film-ratings.t: each table in tests/tables gives the rows and the messages beside it. NAME.csv is the input, NAME.args the
# options (if any), NAME.expected what comes out: exit status, rows, messages. REFRESH=1 writes the expected files anew.
. tests/tap.sh

for table in tests/tables/*.csv; do
	name=$(basename "$table" .csv)
	eval "set -- $(cat "tests/tables/$name.args" 2>/dev/null)"
	(cd tests/tables && film-ratings "$@" "$name.csv") >"$T/rows" 2>"$T/messages"
	{
		echo "exit $?"
		cat "$T/rows" "$T/messages"
	} >"$T/got"
	[ -z "${REFRESH:-}" ] || cp "$T/got" "tests/tables/$name.expected"
	same "$T/got" "tests/tables/$name.expected" "$name"
done

# A kind of table is read here from a file, whose rows name it as their source, and the manual says what it is told by.
for kind in $(sed -n 's/^    {"\([a-z]*\)", &.*/\1/p' importers/ratings/layout.c | sort -u); do
	grep -q "^\.It Sy $kind\$" importers/film-ratings.1
	ok $? "$kind is in the manual"
	grep -q "^$kind," tests/tables/*.expected
	ok $? "$kind is read from a table in tests/tables"
done

# The same table in every form of delimiter, line end and compression.
(cd tests/tables && film-ratings movielens.csv 2>/dev/null) >"$T/want"
tr ',' '\t' <tests/tables/movielens.csv >"$T/movielens.csv"
is "$(film-ratings "$T/movielens.csv" 2>/dev/null)" "$(cat "$T/want")" 'tabs instead of commas'
tr ',' ';' <tests/tables/movielens.csv | sed 's/$/\r/' >"$T/semicolons.csv"
is "$(film-ratings 2>/dev/null <"$T/semicolons.csv")" "$(cat "$T/want")" 'semicolons, CR LF, from stdin'
gzip -c tests/tables/movielens.csv >"$T/movielens.csv.gz"
is "$(film-ratings "$T/movielens.csv.gz" 2>/dev/null)" "$(cat "$T/want")" 'compressed'
gzip -c tests/tables/movielens.csv | head -c 90 >"$T/cut.csv.gz"
exits 1 'a compressed file that ends too early is refused' film-ratings "$T/cut.csv.gz"
printf 'userId,movieId,rating\n1,1,3\n' | gzip -c >"$T/a.gz"
head -c 400000000 /dev/zero | gzip -c >>"$T/a.gz"
exits 1 'a gzip bomb stops' film-ratings "$T/a.gz"

film-ratings --rejects "$T/rejects" tests/tables/movielens.csv >"$T/out" 2>"$T/err"
is "$(jq -r '.place + " " + .text' "$T/rejects")" '4 2,11,5.5,978307200
5 3,x,4,978307200
6 4,12,,978307200' 'every refused row is in the rejects file, as it stood'
is "$(tail -n 1 "$T/err")" 'film-ratings: 6 rows read = 3 kept + 3 refused' 'the counts add up'
exits 0 'two tables are one output with one header' film-ratings --voter ann tests/tables/letterboxd-diary.csv tests/tables/imdb-old.csv
is "$(grep -c '^source' "$T/out")" 1 'the header stands once'
exits 1 'a missing file is refused, the rest is read' film-ratings --voter ann "$T/none.csv" tests/tables/imdb-old.csv
is "$(wc -l <"$T/out")" 2 'and the rest was read'
exits 2 'a scale that is none' film-ratings --scale 10 tests/tables/movielens.csv
exits 2 'a key of --map that is none' film-ratings --map filme=x tests/tables/movielens.csv
exits 2 'a film that is none' film-ratings --film lake tests/tables/movielens.csv
exits 3 'a full disk' sh -c 'film-ratings tests/tables/movielens-columns-in-another-order.csv >/dev/full'
echo userId,movieId,rating,timestamp >"$T/head"
film-ratings tests/tables/movielens.csv >"$T/ballots.csv" 2>/dev/null
exits 1 'ballots are for film-load' film-ratings "$T/ballots.csv"
is "$(yes 1,1,3,978307200 | head -n 200000 | cat "$T/head" - | film-ratings 2>"$T/err" | head -n 1; cat "$T/err")" \
	source,film,title,year,voter,choice,value,best,worst,cast_at 'a closed pipe ends it quietly'
exits 1 'a column of --map that is not there' film-ratings --map film=nosuch,value=rating --voter a --scale 1-5 tests/tables/movielens.csv

data=../shared/realdata/votes-csv
if [ -d $data/movielens-2016 ]; then
	{
		echo userId,movieId,rating,timestamp
		cat $data/movielens-2016/ratings.csv
	} | film-ratings >"$T/ballots" 2>"$T/err"
	is "$(tail -n 1 "$T/err")" 'film-ratings: 100004 rows read = 100004 kept + 0 refused' 'MovieLens 2016: 100,004 ballots'
	is "$(cut -d, -f5 "$T/ballots" | sed 1d | sort -u | wc -l)" 671 'MovieLens 2016: 671 voters'
	is "$(cut -d, -f2 "$T/ballots" | sed 1d | sort -u | wc -l)" 9066 'MovieLens 2016: 9,066 films'
	awk -F, '{ n[$2]++; s[$2] += $3 } END { for (m in n) printf "%s,%d,%.6f\n", m, n[m], s[m] / n[m] }' \
		$data/movielens-2016/ratings.csv | sort >"$T/want"
	awk -F, 'NR > 1 { sub("movielens:", "", $2); n[$2]++; s[$2] += $7 }
		END { for (m in n) printf "%s,%d,%.6f\n", m, n[m], s[m] / n[m] }' "$T/ballots" | sort >"$T/got"
	same "$T/got" "$T/want" 'MovieLens 2016: count and mean of every film are those of the file'
	film-load -q "$T/films.db" "$T/ballots" && film-votes "$T/films.db" >"$T/votes"
	awk -F, '{ n[$2]++; s[$2] += ($3 - 0.5) / 4.5 } END { for (m in n) printf "movielens:%s,%d,%.6f\n", m, n[m], s[m] / n[m] }' \
		$data/movielens-2016/ratings.csv | LC_ALL=C sort >"$T/want"
	awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) c[$i] = i; next }
		{ print $c["film"] "," $c["ratings"] "," $c["mean_score"] }' "$T/votes" | LC_ALL=C sort >"$T/got"
	same "$T/got" "$T/want" 'MovieLens 2016: loaded, ratings and mean_score of every film are those of the file'
	exits 1 'MovieLens as found, without its header, is refused' film-ratings $data/movielens-2016/ratings.csv
	is "$(wc -c <"$T/out")" 0 'and gives no row'
	exits 0 'Letterboxd with a damaged date column is read' film-ratings --voter me $data/film-rec/letterboxd-incorrect-header.csv
	is "$(grep -c 'carry no time' "$T/err")" 1 'with a notice'
	exits 1 'IMDb without its film column is refused' film-ratings --voter me $data/film-rec/imdb-incorrect-header.csv
	exits 1 'IMDb with a column too few in its header is refused' film-ratings --voter me $data/film-rec/imdb-missing-header.csv
	is "$(wc -l <"$T/out")" 1 'and gives no row'
else
	skip 'real tables' '../shared/realdata is not here'
fi

# csv-spectrum: the last column of each file is what its JSON says, white space squeezed.
spectrum=../shared/realdata/nasty/csv-spectrum
if [ -d $spectrum ]; then
	for json in "$spectrum"/json/*.json; do
		name=$(basename "$json" .json)
		[ "$name" != location_coordinates ] || continue
		key=$(jq -r '.[0] | keys_unsorted | last' "$json")
		film-ratings --voter me --choice favorite --map "title=$key" "$spectrum/csvs/$name.csv" 2>/dev/null |
			python3 -c 'import csv, sys; [print(row["title"]) for row in csv.DictReader(sys.stdin)]' >"$T/got"
		jq -r --arg key "$key" '.[][$key] | gsub("\\s+"; " ") | select(. != "")' "$json" >"$T/want"
		same "$T/got" "$T/want" "csv-spectrum: $name"
	done
	film-ratings --voter me --choice favorite --map 'title=Counties' $spectrum/csvs/location_coordinates.csv >"$T/out" 2>"$T/err"
	is "$(sed -n 2p "$T/out")" 'table,,Stanislaus,,table:me,favorite,,,,' 'csv-spectrum: location_coordinates'
else
	skip 'csv-spectrum' '../shared/realdata is not here'
fi
done_testing
