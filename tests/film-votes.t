#!/bin/sh
# film-votes.t: numbers counted by hand, groups, filters, periods, formats, and the promises of every program.
. tests/tap.sh

DB=$T/films.db
sqlite3 "$DB" <schema/store/schema.sql
sqlite3 "$DB" <tests/votes/films.sql
EMPTY=$T/empty.db
{ cat schema/store/schema.sql; grep '^PRAGMA' tests/votes/films.sql; } | sqlite3 "$EMPTY"

# Newer jq (1.7) keeps a number's digits as they stand, 1.6 does not: adding 0 makes both say 0.75.
number='if type == "number" then . + 0 else . end'

# column NAME ARGUMENT…: one column of the CSV with its rows joined by spaces; empty values are "-".
column() {
	name=$1
	shift
	film-votes "$@" --format ndjson "$DB" | jq -r ".$name // \"-\" | $number" | tr '\n' ' ' | sed 's/ $//'
}

# ---- per film
is "$(film-votes "$DB" | head -n 1)" "film,title,year,imdb,url,editor_choice,votes,favorite,unfavorite,favorite_share,share_low,share_high,shrunk_share,agreement,editor_agrees,poll_favorite,poll_unfavorite,ratings,mean_score,sd_score,median_score,comments,unread_comments,flagged,first_vote_at,last_vote_at" \
	'the header is the contract'
is "$(column film)" 'imdb:tt0000001 t:1 1:1990:0b0b0b0b t:long tunnel:1999:0a0a0a0a t:quoted:1995:0c0c0c0c' 'every film is a row, by key'
is "$(column votes)" '3 0 3 0' 'votes'
is "$(column favorite_share)" '0.666667 - 0.333333 -' 'shares have six decimals and are empty without votes'
is "$(column share_low)" '0.20766 - 0.061492 -' 'lower ends'
is "$(column agreement)" '0.666667 - 0.666667 -' 'agreement is with the verdict, favorite or not'
is "$(column editor_agrees)" 'undecided - undecided -' 'three votes decide nothing'
is "$(column poll_favorite)" '- - 30 -' 'a poll is apart'
is "$(column ratings)" '2 1 0 0' 'ratings are apart'
is "$(column mean_score)" '0.833333 0.444444 - -' 'scores by their own scale'
is "$(column comments)" '5 - 0 -' 'no comments is 0 when it is known'
is "$(column last_vote_at)" '2024-03-09T16:00:00Z 2025 2024-04-01 -' 'times keep their precision'
is "$(column first_vote_at)" '2023-11-14T22:15:00Z 2025 2024-03-09T16:00:00Z -' 'first votes'
is "$(column year)" '2001 1990 1999 1995' 'years'
is "$(column imdb)" 'tt0000001 - - -' "IMDb's ids"
is "$(column url)" 'https://blog.example/kites - https://blog.example/tunnel -' 'the pages that show them'
is "$(column editor_choice)" 'favorite - unfavorite favorite' "the site's own choices"
is "$(column share_high)" '0.938508 - 0.79234 -' 'upper ends'
is "$(column poll_unfavorite)" '- - 12 -' 'a poll, unfavorite'
is "$(column sd_score)" '0.235702 - - -' 'one score has no deviation'
is "$(column median_score)" '0.833333 0.444444 - -' 'medians'
is "$(column unread_comments)" '1 - 0 -' 'comments not read as a vote'
is "$(column flagged)" '0 0 0 0' 'nothing is flagged'

# ---- the same digits in each format, and the same from ballots as from kept counts
film-votes "$DB" >"$T/a.csv"
film-votes --format json "$DB" >"$T/a.json"
film-votes --format ndjson "$DB" >"$T/a.ndjson"
jq -c '.[]' "$T/a.json" >"$T/b.json"
jq -c . "$T/a.ndjson" >"$T/c.json"
same "$T/b.json" "$T/c.json" 'JSON and NDJSON hold the same'
sqlite3 :memory: -cmd ".import --csv '$T/a.csv' a" -cmd '.mode json' 'SELECT * FROM a' |
	jq -c '.[] | map_values(if . == "" then null else . end)' >"$T/d.json"
sed -E 's/:(-?[0-9.]+)([,}])/:"\1"\2/g' "$T/a.ndjson" | jq -c . >"$T/e.json"
same "$T/e.json" "$T/d.json" 'CSV and NDJSON hold the same digits'
for by in film source; do
	film-votes --by $by --format json "$DB" | jq . >"$T/kept.json"
	film-votes --by $by --format json --since 2000 "$DB" | jq 'map(del(.new_favorite, .new_unfavorite))' >"$T/counted.json"
	same "$T/counted.json" "$T/kept.json" "by $by: counting ballots gives what the kept counts give"
done
for zone in Asia/Tokyo America/New_York; do
	TZ=$zone LC_ALL=de_DE.UTF-8 film-votes --by day "$DB" >"$T/zone"
	film-votes --by day "$DB" | cmp -s - "$T/zone"
	ok $? "the same bytes in $zone"
done

# ---- groups
is "$(column genre --by genre)" '- Comedy Drama' 'genres, and the films without one'
is "$(column votes --by genre)" '0 3 6' 'a film of two genres counts in both'
is "$(column films --by genre)" '2 1 2' 'films of a genre'
is "$(column largest_film_share --by genre)" '1 1 0.625' 'the largest film of 5 + 3 ballots'
is "$(column country --by country)" '- Freedonia USA' 'one code is one country'
is "$(column votes --by director)" '0 6' 'directors'
is "$(column month --by month)" '- 2023-11 2024-03 2024-04' 'votes without a time are one row'
is "$(column votes --by month)" '1 1 2 2' 'months'
is "$(column day --by day)" '- 2023-11-14 2023-11-15 2024-03-09 2024-04-01' 'days'
is "$(column week --by week)" '- 2023-11-13 2024-03-04 2024-04-01' 'weeks begin on Monday'
is "$(column decade --by decade)" '1990 2000' 'decades'
is "$(column favorite --by editor)" '0 2 1' 'by the verdict'
is "$(column kappa --by director)" '- 0.333333' 'kappa of 2, 1, 1, 2'
is "$(column kappa_votes --by director)" '0 6' 'and its votes'
is "$(column films_voted --by genre)" '1 1 2' 'films of a genre with a ballot'
is "$(column votes --by choice)" '3 3' 'choices'
is "$(column ratings --by value)" '1 2' 'values'
is "$(column source --by source,choice)" 'blog.example blog.example' 'two groups at once'
is "$(column votes --by film --by month)" '1 1 1 0 1 2' 'a film by month, only where there are votes'

# ---- filters and periods
is "$(column film --genre comedy)" 'imdb:tt0000001' 'a name in another case'
is "$(column film --director 'Ada Lark' --year 1999)" 't:long tunnel:1999:0a0a0a0a' 'two filters must both hold'
is "$(column film --year 1999 --year 2001)" 'imdb:tt0000001 t:long tunnel:1999:0a0a0a0a' 'one filter given twice means either'
for film in imdb:tt0000001 t:paper\ kites:2001:0d0d0d0d https://blog.example/kites 'Paper Kites' 'paper kites'; do
	is "$(column film --film "$film")" 'imdb:tt0000001' "the film by '$film'"
done
is "$(column film --decade 1990s --country us)" 't:long tunnel:1999:0a0a0a0a' 'a decade as people write it, a country by its code'
is "$(column ratings --source form)" '2 1 0 0' "a source's votes only"
is "$(column votes --source form)" '0 0 0 0' 'and no others'
is "$(column votes --from 2024-04)" '0 0 2 0' 'from a month on'
is "$(column votes --from 2024-03-09 --to 2024-03-09)" '1 0 1 0' 'a day holds its last second'
is "$(column favorite --as-of 2023-11-14T22:14:59Z)" '1 0 0 0' 'as of then the vote had not been changed'
is "$(column unfavorite --as-of 2023-11-14)" '1 0 0 0' 'and that evening it had'
is "$(column new_favorite --since 2024-03-01)" '1 0 1 0' 'new votes'
is "$(column favorite --count-ratings)" '4 0 1 0' 'ratings as choices'
is "$(column mixed --count-ratings)" '0 1 0 0' 'and those between'
is "$(column votes --min-votes 1)" '3 3' 'films with a vote'
is "$(column title --sort -year --top 1)" 'Paper Kites' 'sorted'
is "$(column film --sort mean_score)" 't:1 1:1990:0b0b0b0b imdb:tt0000001 t:long tunnel:1999:0a0a0a0a t:quoted:1995:0c0c0c0c' 'rows without a value come last'
is "$(column favorite_share --prior-share 0.5 --prior-weight 2 | cut -d' ' -f1)" 0.666667 'a prior leaves the share alone'
is "$(column shrunk_share --prior-share 0.5 --prior-weight 2)" '0.6 - 0.4 -' 'and shrinks the shrunken one'
is "$(column histogram --distribution --film imdb:tt0000001)" '0 0 0 0 0 0 1 0 0 1' 'ten bins'
for quantile in q10_score:0.7 q25_score:0.75 q75_score:0.916667 q90_score:0.966667; do
	is "$(column ${quantile%:*} --distribution)" "${quantile#*:} 0.444444 - -" "${quantile%:*} of two scores, and of one"
done
is "$(column balance --distribution)" '0 - - -' 'two scores at one end, one in the middle'
is "$(column bimodality --distribution)" '- - - -' 'no bimodality below four scores'
is "$(film-votes --distribution --film imdb:tt0000001 --format json "$DB" |
	jq '.[0] | (.weighted_score - .mean_score) * (.weighted_score - 0.703704) <= 0')" true "a weighted score is between its own mean and all scores'"
is "$(film-votes --kind aggregate --format ndjson "$DB" | jq -c '[.name, .value, .score + 0, .ratings, .decreased]')" \
	'["imdb-users",8.2,0.8,90,true]' "another site's total, its last observation"
is "$(column votes_unflagged --flags)" '3 0 3 0' 'nothing looks like stuffing'
is "$(column favorite_share_unflagged --flags)" '0.666667 - 0.333333 -' 'so the share is the same'

# ---- flags: 12 voters of one hour, whose votes are all one side
cp "$DB" "$T/stuffed.db"
sqlite3 "$T/stuffed.db" <<'SQL'
WITH n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 25)
	INSERT INTO voter SELECT 100 + n, CAST('stuffer' || n AS BLOB), 0 FROM n;
INSERT INTO ballot SELECT voter_id, 2, 1717200000 + voter_id, 1, 0, 0, 1, 0, 0 FROM voter WHERE voter_id > 100;
WITH n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 12)
	INSERT INTO mention SELECT 100 + n, 'm' || n, 1, NULL, 0, NULL FROM n;
INSERT INTO film (film_id, key, title) SELECT mention_id, 'x:' || mention_id, 'x' FROM mention WHERE mention_id > 100;
INSERT INTO film_mention SELECT mention_id, mention_id FROM mention WHERE mention_id > 100;
INSERT INTO ballot SELECT 7, mention_id, 1717200000, 2, 0, 0, 2, 0, 0 FROM mention WHERE mention_id > 100;
INSERT INTO comment SELECT n, 1, 'c' || n, '', 0, x'00', n + 100, NULL, NULL, 1 FROM (SELECT voter_id - 100 AS n FROM voter WHERE voter_id BETWEEN 101 AND 103);
INSERT INTO comment_text SELECT comment_id, NULL, 'Favorite, the best film that I ever saw' FROM comment;
INSERT INTO page_ballot SELECT mention_id, 2 * (voter_id - 100), voter_id, cast_at, vote_id FROM ballot_row WHERE voter_id BETWEEN 101 AND 103;
DELETE FROM ballot_row WHERE voter_id BETWEEN 101 AND 103;
SQL
flagged() {
	film-votes --flags --format ndjson "$T/stuffed.db" | jq -c "select(.film == \"$1\") | [.votes, .flagged_identical, .flagged_burst, .flagged_one_sided, .votes_unflagged, .favorite_unflagged]"
}
is "$(flagged 't:long tunnel:1999:0a0a0a0a')" '[28,3,25,0,3,1]' 'a burst and a text of three, with and without'
is "$(flagged x:101)" '[1,0,0,1,0,0]' 'a voter who knows one side only'

# ---- small cells
is "$(column suppressed --by genre --suppress 4)" 'yes yes yes' 'a genre of three votes, one of one rating'
is "$(column votes --by genre --suppress 4)" '- - -' 'hidden counts are empty'
is "$(column favorite_share --by genre --suppress 4)" '- - -' 'and what follows from them'
is "$(column suppressed --suppress 1)" 'no no no no' 'nothing is below one'

# ---- metadata and spreadsheets
film-votes --meta "$T/meta.json" --year 1999 --spreadsheet "$DB" >"$T/sheet.csv"
is "$(jq -c '[.films, .films_hidden_by_filters, .rows, .filter_year, .prior_share_mean]' "$T/meta.json")" '[4,3,1,["1999"],0.5]' 'the metadata tell what was asked and hidden'
is "$(head -c 3 "$T/sheet.csv" | od -An -tx1 | tr -d ' \n')" efbbbf 'a spreadsheet sees a byte order mark'
film-votes --spreadsheet --year 1990 "$DB" | grep -q ",'=1+1,"
ok $? 'and no formula'

# ---- every column is explained and was looked at above
for name in $(sed -n 's/^    {{"\([a-z0-9_]*\)", ROW_.*/\1/p' exporters/votes/column_table.c); do
	awk '/^\.Sh COLUMNS/ { on = 1 } /^\.Sh FLAGS/ { on = 0 } on && /^\.It Li/' exporters/film-votes.1 | grep -qw "$name"
	ok $? "$name is in the manual"
	grep -qE "(column |quantile .*|\.)$name\b" tests/film-votes.t
	ok $? "$name is tested here"
done

# ---- promises
exits 0 'an empty database is no mistake' film-votes "$EMPTY"
is "$(wc -l <"$T/out")" 1 'and gives a header only'
is "$(film-votes --format json "$EMPTY")" '[]' 'or an empty array'
exits 3 'a missing database' film-votes "$T/none.db"
[ ! -e "$T/none.db" ]
ok $? 'is not made'
exits 3 'a text is no database' film-votes README.md
exits 2 'an unknown group' film-votes --by genres "$DB"
grep -q 'known are film, source, genre' "$T/err"
ok $? 'lists those known'
exits 2 'an unknown column' film-votes --sort vote "$DB"
exits 2 'an unknown genre' film-votes --genre Dram "$DB"
grep -q 'known are Comedy, Drama' "$T/err"
ok $? 'lists those known'
exits 2 'an unknown film' film-votes --film Nothing "$DB"
exits 2 'no date' film-votes --from yesterday "$DB"
exits 2 'three groups' film-votes --by year,month,genre "$DB"
exits 2 'an unknown format' film-votes --format xml "$DB"
exits 2 'no database' film-votes
exits 3 'a full disk' sh -c "film-votes '$DB' >/dev/full"
film-votes "$DB" | head -n 1 >/dev/null
ok $? 'a closed pipe'
echo old >"$T/keep.csv"
exits 2 'a mistake' film-votes -o "$T/keep.csv" --sort nothing "$DB"
is "$(cat "$T/keep.csv")" old 'leaves the old file'
exits 0 'an output file' film-votes -o "$T/keep.csv" "$DB"
cmp -s "$T/keep.csv" "$T/a.csv"
ok $? 'is what stdout would be'
chmod 444 "$DB"
exits 0 'a read-only database' film-votes "$DB"
done_testing
