#!/bin/sh
# importers-stay-small.t: the memory that importers of tables, catalogues and archives take does not grow with their input.
. tests/tap.sh

# peak COMMAND…: the most memory that the command or one of its processes held, in kB.
peak() {
	/usr/bin/python3 -c 'import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)' "$@"
}

# small NAME COMMAND…: passes when that is below 32 MB.
small() {
	name=$1
	shift
	most=$(peak "$@")
	[ "$most" -lt 32768 ]
	ok $? "$name ($most kB)"
}

ratings() {
	awk -v n="$1" 'BEGIN {
		print "userId,movieId,rating,timestamp"
		for (i = 0; i < n; i++) printf "%d,%d,%.1f,%d\n", i / 80, i * 7919 % 62000 + 1, i % 10 / 2 + 0.5, 978307200 + i
	}'
}

ratings 5000000 >"$T/ratings.csv"
small 'film-ratings: five million ratings' film-ratings "$T/ratings.csv"
gzip -1 "$T/ratings.csv"
small 'film-ratings: the same compressed' film-ratings "$T/ratings.csv.gz"
is "$(film-ratings "$T/ratings.csv.gz" 2>/dev/null | wc -l)" 5000001 'film-ratings: and none is lost'
rm -f "$T"/ratings*

awk 'BEGIN {
	print "tconst\ttitleType\tprimaryTitle\toriginalTitle\tisAdult\tstartYear\tendYear\truntimeMinutes\tgenres"
	for (i = 1; i < 1000000; i++) printf "tt%07d\tmovie\tFilm %d\tFilm %d\t0\t2000\t\\N\t90\tDrama\n", i, i, i
}' >"$T/title.basics.tsv"
awk 'BEGIN {
	print "titleId\tordering\ttitle\tregion\tlanguage\ttypes\tattributes\tisOriginalTitle"
	for (i = 1; i < 1000000; i++) for (k = 1; k < 3; k++) printf "tt%07d\t%d\tFilm %d (%d)\tUS\t\\N\t\\N\t\\N\t0\n", i, k, i, k
}' >"$T/title.akas.tsv"
small 'film-catalog: a million films and two million titles' film-catalog "$T/title.basics.tsv" "$T/title.akas.tsv"
is "$(film-catalog "$T/title.basics.tsv" "$T/title.akas.tsv" 2>/dev/null | wc -l)" 999999 'film-catalog: joined'
rm -f "$T"/title*

page='<!DOCTYPE html><html><head><title>Kite (2014)</title></head><body><p>Directed by</p><p>A B</p></body></html>'
awk -v page="$page" 'BEGIN {
	for (i = 0; i < 100000; i++) {
		body = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" page
		printf "WARC/1.0\r\nWARC-Type: response\r\nWARC-Date: 2020-02-03T04:05:06Z\r\n"
		printf "WARC-Target-URI: https://a.example/%d\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", i, length(body), body
	}
}' >"$T/many.warc"
small 'film-warc: a hundred thousand pages' film-warc "$T/many.warc"
is "$(film-warc "$T/many.warc" 2>/dev/null | wc -l)" 100000 'film-warc: and none is lost'
done_testing
