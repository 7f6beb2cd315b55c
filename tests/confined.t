#!/bin/sh
# confined.t: what reads the bytes of a feed, an archive or a table entered the sandbox first. (film-page's parent moves a page's
# bytes to its worker unread.)
# shellcheck disable=SC2086 # a command and its arguments
. tests/tap.sh
F=tests/demo
printf 'userId,movieId,rating,timestamp\n1,1,4.0,964982703\n' >"$T/ratings.csv"
printf 'tconst\ttitleType\tprimaryTitle\toriginalTitle\tisAdult\tstartYear\tendYear\truntimeMinutes\tgenres\n' >"$T/basics.tsv"
printf 'tt0000009\tmovie\tAbove\tAbove\t0\t1999\t\\N\t90\tDrama\n' >>"$T/basics.tsv"
cp tests/feeds/wordpress.xml "$T/feed.xml"
printf 'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n' >"$T/http"
cat $F/harbour-lights.html >>"$T/http"
{
	printf 'WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://site.example/\r\nWARC-Date: 2020-01-01T00:00:00Z\r\n'
	printf 'Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n' "$(wc -c <"$T/http")"
	cat "$T/http"
	printf '\r\n\r\n'
} >"$T/one.warc"
for file in ratings.csv basics.tsv feed.xml one.warc; do gzip -nk "$T/$file"; done

# readers LOG FILE: how many reads of the file there were outside of the sandbox and inside.
readers() {
	awk -v file="<$2>" '
		/seccomp/ { if (!/resumed/) asked[$1] = /SET_MODE_FILTER/; if (asked[$1] && /= 0$/) inside[$1] = 1 }
		/^[0-9]+ +p?readv?(64)?\(/ && index($0, file) { if (inside[$1]) n++; else outside++ }
		END { print outside + 0, (n ? "some" : "none") }' "$1"
}

if strace -o /dev/null true 2>/dev/null && grep -q '^Seccomp:' /proc/self/status; then
	for case in film-feed:feed.xml film-warc:one.warc film-ratings:ratings.csv film-catalog:basics.tsv; do
		program=${case%:*}
		for file in "$T/${case#*:}" "$T/${case#*:}.gz"; do
			strace -f -y -o "$T/log" -e trace=read,readv,pread64,seccomp $program -q "$file" >"$T/out" 2>"$T/err"
			is "$? $(readers "$T/log" "$file")" '0 0 some' "$program reads ${file##*/} in the sandbox alone"
		done
		strace -f -y -o "$T/log" -e trace=read,readv,pread64,seccomp $program -q <"$file" >"$T/out" 2>"$T/err"
		is "$? $(readers "$T/log" "$file")" '0 0 some' "$program reads its standard input there too"
	done
else
	skip 'reading in the sandbox' 'strace can not trace here, or there is no seccomp'
fi
done_testing
