#!/bin/sh
# plain-rows.t: rows of ballots that need no CSV reader are loaded as those that do: the same table, once with plain rows and
# once with every field in quotes, gives the same database and the same refusals. 100,000 rows fill several batches.
. tests/tap.sh

header=source,film,title,year,voter,choice,value,best,worst,cast_at
cat >"$T/rows.awk" <<'AWK'
BEGIN {
	srand(11)
	print "source,film,title,year,voter,choice,value,best,worst,cast_at"
	titles = split("Paper Kites;Long | Tunnel;Back\\slash;Воздушный змей;Ünter Tage;凧;007", title, ";")
	times = split("2020-02-29T12:00:00Z;2020-02-29;2021-06;2019;;2020-12-31T23:59:59Z;2020-01-05T07:08:09Z", time, ";")
	for (i = 1; i <= N; i++) {
		film = 1 + int(rand() * 300)
		if (film % 3 == 0)
			which = "movielens:" film ",,"
		else if (film % 3 == 1)
			which = "," title[1 + film % titles] " " film "," (film % 2 ? 1950 + film % 60 : "")
		else
			which = "imdb:tt" sprintf("%07d", film) "," title[1 + film % titles] ","
		rated = rand() < 0.7
		said = rated ? "," int(1 + rand() * 20) / 2 ",10,0.5" : (rand() < 0.5 ? "favorite" : "unfavorite") ",,,"
		row = "form," which ",form:" int(i / 9) "," said "," time[1 + int(rand() * times)]
		if (i % 9973 == 0) # what the contract does not allow
			row = "form,imdb:nonsense,,,form:1,favorite,,,,"
		if (i % 11003 == 0)
			row = "form,nonsense,,,form:1,favorite,,,,"
		if (i % 12011 == 0)
			row = "form," which ",form:1,favorite,3,5,1,"
		if (i % 13001 == 0)
			row = "form," which ",form:1,,3,5,1,2020-02-30"
		if (i % 14009 == 0)
			row = "form," which ",form:1,,3,5,1"
		if (i % 15013 == 0)
			row = "form," which ",,favorite,,,,"
		print row
	}
}
AWK
awk -v N=100000 -f "$T/rows.awk" >"$T/plain.csv"
awk 'NR == 1 { print; next } { gsub(/,/, "\",\""); print "\"" $0 "\"" }' "$T/plain.csv" >"$T/quoted.csv"

for kind in plain quoted; do
	film-load "$T/$kind.db" "$T/$kind.csv" 2>"$T/err"
	sed "s/$kind\.csv/table.csv/" "$T/err" >"$T/$kind.err"
	film-dump -q --with-text -o "$T/$kind" "$T/$kind.db"
done
diff -r "$T/plain" "$T/quoted" >"$T/diff"
ok $? 'the same database'
same "$T/plain.err" "$T/quoted.err" 'the same refusals, on the same lines, and the same sums'
is "$(sed -n "s/.* + \([0-9]*\) refused.*/\1/p" "$T/plain.err")" 47 'which are those that were put there'
is "$(awk -F, 'NR > 1 && NF == 10 && $2 !~ /nonsense/ && $5 != "" && !($6 && $7) && $10 != "2020-02-30" { print $2 "," $3 "," $4, $5, $6, $7, $10 }' \
	"$T/plain.csv" | sort -u | wc -l)" "$(sqlite3 "$T/plain.db" 'SELECT count(*) FROM ballot')" 'each right row is there once'

# a voter's rows that fill batches, and one whose rows end one batch and begin the next
awk -v header="$header" 'BEGIN {
	print header
	for (i = 1; i <= 60000; i++)
		printf "form,movielens:%d,,,form:%s,,%d,5,1,\n", 1 + i % 40000, i <= 50000 ? "many" : "few" int(i / 300), 1 + i % 5
}' >"$T/many.csv"
film-load "$T/many.db" "$T/many.csv" 2>"$T/err"
is "$(sqlite3 "$T/many.db" 'SELECT count(*), count(DISTINCT voter_id), (SELECT sum(ratings) FROM film_stats) FROM ballot')" \
	"50000|36|50000" 'batches that one voter fills, and that another crosses'

# rows that are nearly plain, between plain ones
{
	echo "$header"
	echo 'form,,Kites,1999,a,favorite,,,,'
	echo 'form, ,Kites,1999,b,favorite,,,,'
	echo 'form,,Kites ,1999,c,favorite,,,,'
	echo
	printf 'form,,Kites,1999,d,favorite,,,,\r\n'
	echo 'form,,Kites,01999,e,favorite,,,,'
	echo 'form,,"Kites",1999,f,favorite,,,,'
	echo 'form,,Kites,1999,g,,-0,5,1,'
	printf 'form,,Kites,1999,h,favorite,,,,'
} >"$T/nearly.csv"
exits 0 'rows that are nearly plain' film-load "$T/nearly.db" "$T/nearly.csv"
is "$(sqlite3 "$T/nearly.db" "SELECT count(*), count(DISTINCT mention_id), sum(choice = 1) FROM ballot")" '8|1|7' 'are of one film'
done_testing
