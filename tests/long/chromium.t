#!/bin/sh
# chromium.t: film-report's page in a headless browser: nothing said on the console, nothing asked for, every chart there
# with its marks. Screenshots at 400 and 1400 pixels go to $SCREENSHOTS when it is set.
. tests/tap.sh

if ! command -v chromium >/dev/null; then
	skip 'the page in a browser' 'no chromium'
	done_testing
fi
sqlite3 "$T/films.db" <schema/store/schema.sql
sqlite3 "$T/films.db" <tests/votes/films.sql
film-report --since 2024-03-01 -o "$T/report.html" "$T/films.db"
export HOME="$T"
browse() {
	timeout 60 chromium --headless --no-sandbox --disable-gpu --disable-dev-shm-usage --hide-scrollbars --user-data-dir="$T/profile" "$@"
}
browse --enable-logging=stderr --v=0 --log-net-log="$T/net.json" --dump-dom "file://$T/report.html" >"$T/dom.html" 2>"$T/log"
ok $? 'the page is opened'
is "$(grep -c 'CONSOLE' "$T/log")" 0 'no console message'
is "$(grep -o '"url":"https\?://[^"]*"' "$T/net.json" | grep -c 'blog.example')" 0 'no request for anything of the page'
is "$(grep -o '<svg id="[^"]*"' "$T/dom.html" | wc -l)" "$(grep -o '<svg id="[^"]*"' "$T/report.html" | wc -l)" 'every chart is there'
perl -0777 -ne 'while (/<svg id="([^"]*)".*?data-marks="(\d+)">(.*?)<\/svg>/sg) {
	my ($id, $want, $in) = ($1, $2, $3); my $n = () = $in =~ /class="mark/g; print "$id: $n, not $want\n" if $n != $want }' "$T/dom.html" >"$T/marks"
is "$(cat "$T/marks")" '' 'with its number of marks'
is "$(grep -o 'id="films"[^>]*data-marks="[0-9]*"' "$T/dom.html" | grep -o '[0-9]*"$')" "$(sqlite3 "$T/films.db" 'SELECT count(*) FROM film_stats WHERE favorite + unfavorite > 0')\"" 'one for each film with votes'
for width in 400 1400; do
	browse --window-size=$width,3000 --screenshot="$T/$width.png" "file://$T/report.html" >/dev/null 2>&1
	[ -s "$T/$width.png" ]
	ok $? "a picture $width pixels wide"
	[ -z "${SCREENSHOTS:-}" ] || cp "$T/$width.png" "$SCREENSHOTS/"
done
done_testing
