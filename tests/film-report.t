#!/bin/sh
# film-report.t: the Monday answer counted by hand, as text and as a page that nothing in it can harm.
. tests/tap.sh

# ---- from pages, comments, a form's votes and typed totals
DB=$T/films.db
cat >"$T/totals.csv" <<'CSV'
source,film,title,year,choice,votes,observed_at
radio,,Closed Doors,2020,favorite,40,2026-03-01
radio,,Closed Doors,2020,unfavorite,10,2026-03-01
CSV
(cd tests/demo && film-page ./*.html ./*.txt) >"$T/pages.ndjson" 2>"$T/err"
film-load -q "$DB" "$T/pages.ndjson" tests/demo/form.csv "$T/totals.csv"
ok $? 'pages, votes and totals are loaded'
film-report --text --since 2026-03-10 "$DB" >"$T/monday.txt"
same "$T/monday.txt" tests/report/monday.txt 'the Monday answer is the hand-counted one'
is "$(film-report --text "$DB" | sed -n 4p)" 'Films with votes: 3' 'since ever without --since'
film-votes --meta "$T/meta.json" "$DB" >/dev/null

# ---- sides: readers against the editor, a majority that changed, stuffing, hostile texts
sqlite3 "$T/sides.db" <schema/store/schema.sql
sqlite3 "$T/sides.db" <tests/votes/films.sql
sqlite3 "$T/sides.db" <<'SQL'
WITH n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 30)
	INSERT INTO voter SELECT 100 + n, CAST('new' || n AS BLOB), 0 FROM n;
INSERT INTO ballot SELECT voter_id, 2, 1717200000 + voter_id, 1, 0, 0, 1, 0, 0 FROM voter WHERE voter_id > 100;
UPDATE mention_histogram SET favorite = 31 WHERE mention_id = 2 AND scale_id = 0;
UPDATE film_stats SET favorite = 31 WHERE film_id = 2;
UPDATE film SET title = '<script>alert(1)</script>' || char(0x202e) || '" onload="x', url = 'javascript:alert(1)' WHERE film_id = 2;
INSERT INTO genre VALUES (9, '</svg><img src=x onerror=alert(1)>');
INSERT INTO film_genre VALUES (2, 2, 9);
SQL
film-report --text --since 2024-06-01 "$T/sides.db" >"$T/sides.txt"
grep -A 1 'clearly contradict' "$T/sides.txt" | grep -q 'we said unfavorite, readers 31 favorite to 2 unfavorite'
ok $? 'readers who clearly say otherwise'
grep -A 1 'changed side' "$T/sides.txt" | grep -q '1 to 2 before, now 31 to 2'
ok $? 'a majority that changed'
grep -q 'stuffing: 30 (identical texts 0, bursts 30, one-sided voters 0)' "$T/sides.txt"
ok $? 'a burst'
grep -q "$(printf '\342\200\256')" "$T/sides.txt"
is $? 1 'nothing turns the direction of the text'

# ---- the page
film-report --since 2024-06-01 "$T/sides.db" >"$T/page.html"
xmllint --html --noout "$T/page.html" 2>&1 | grep 'parser error :' | grep -vE 'Tag (header|main|section|figure|figcaption|bdi|svg|title|desc|g|line|circle|rect|text) invalid' >"$T/errors"
is "$(cat "$T/errors")" '' 'is well-formed'
grep -qi '<script' "$T/page.html"
is $? 1 'holds no script'
grep -qiE '<[^>]* on[a-z]+=' "$T/page.html"
is $? 1 'no handlers'
grep -qiE '(src|href)="?javascript|<img|<link|<iframe|@import|url\(' "$T/page.html"
is $? 1 'nothing to fetch'
grep -q "Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-" "$T/page.html"
ok $? 'a strict policy'
sed -n 's/.*<style>//; /color-scheme/,/<\/style>/p' "$T/page.html" | sed 's/<\/style>.*//' >"$T/style"
hash=$(perl -0777 -ne 'print $1 if /<style>(.*?)<\/style>/s' "$T/page.html" | openssl dgst -sha256 -binary 2>/dev/null | openssl base64 2>/dev/null)
if [ -n "$hash" ]; then
	grep -qF "sha256-$hash" "$T/page.html"
	ok $? "the style's own hash"
else
	skip "the style's own hash" 'no openssl'
fi
perl -0777 -ne 'while (/<svg id="([^"]*)".*?data-marks="(\d+)">(.*?)<\/svg>/sg) {
	my ($id, $want, $in) = ($1, $2, $3); my $n = () = $in =~ /class="mark/g; print "$id: $n, not $want\n" if $n != $want }' "$T/page.html" >"$T/marks"
is "$(cat "$T/marks")" '' 'every chart has its number of marks'
is "$(grep -c '<svg' "$T/page.html")" "$(grep -c '</desc>' "$T/page.html")" 'every chart has a title and a description'
is "$(grep -o 'id="films"[^>]*data-marks="[0-9]*"' "$T/page.html" | grep -o '[0-9]*"$')" '2"' 'a mark for each film with votes'
film-report --since 2024-06-01 "$T/sides.db" | cmp -s - "$T/page.html"
ok $? 'the same bytes again'
TZ=Asia/Tokyo film-report --since 2024-06-01 "$T/sides.db" | cmp -s - "$T/page.html"
ok $? 'and elsewhere'

# ---- promises
{ cat schema/store/schema.sql; grep '^PRAGMA' tests/votes/films.sql; } | sqlite3 "$T/empty.db"
exits 0 'an empty database' film-report "$T/empty.db"
exits 0 'as text too' film-report --text "$T/empty.db"
exits 2 'no date' film-report --since Monday "$DB"
exits 3 'a missing database' film-report "$T/none.db"
[ ! -e "$T/none.db" ]
ok $? 'is not made'
exits 3 'a full disk' sh -c "film-report '$DB' >/dev/full"
film-report "$DB" | head -n 1 >/dev/null
ok $? 'a closed pipe'
exits 0 'an output file' film-report -o "$T/out.html" "$T/sides.db" --since 2024-06-01
cmp -s "$T/out.html" "$T/page.html"
ok $? 'is what stdout would be'
done_testing
