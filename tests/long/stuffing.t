#!/bin/sh
# stuffing.t: stuffed votes planted in 1,000 simulated films: how many the flags find, and how many honest votes they name.
. tests/tap.sh

DB=$T/films.db
{
	cat schema/store/schema.sql
	cat <<'SQL'
PRAGMA application_id = 0x46696c6d;
PRAGMA user_version = 1;
.read tests/votes/ballot.sql
INSERT INTO source VALUES (1, 'blog.example');
INSERT INTO film (film_id, key, title) SELECT value, 'film:' || value, 'Film ' || value FROM generate_series(1, 1000);
INSERT INTO mention (mention_id, key, source_id, n) SELECT film_id, 'm' || film_id, 1, 0 FROM film;
INSERT INTO film_mention (mention_id, film_id) SELECT film_id, film_id FROM film;
-- 4,000 readers who cast about eleven votes each over a year, each with a leaning, and 1,500 hired ones
INSERT INTO voter SELECT value, CAST('reader' || value AS BLOB), 0 FROM generate_series(1, 5500);
INSERT OR IGNORE INTO ballot
	SELECT v, 1 + (v * 7919 + n * 104729 + v * n * 31) % 1000, 1700000000 + (v * 48271 + n * 69621 + v * n * 16807) % 31536000, 1, 0, 0,
		1 + ((v * 131 + n * 9973 + v * n * 17) % 100 < 30 + v % 40), 0, 0
	FROM (SELECT a.value AS v, b.value AS n FROM generate_series(1, 4000) a, generate_series(1, 12) b);
-- on each of 50 films thirty hired voters within one hour
INSERT OR IGNORE INTO ballot
	SELECT 4000 + f * 30 + n, f * 19 + 7, 1710000000 + f * 7200 + n * 90, 1, 0, 0, 1, 0, 0
	FROM (SELECT a.value AS f, b.value AS n FROM generate_series(0, 49) a, generate_series(1, 30) b);
INSERT INTO film_stats SELECT mention_id, sum(choice = 1), sum(choice = 2), 0, NULL, NULL, NULL, NULL, 0, NULL, NULL FROM ballot GROUP BY 1;
SQL
} | sqlite3 "$DB"
film-votes --flags --format ndjson "$DB" >"$T/rows"
# flags are per vote; per film, a flagged vote of a stuffed film is a find, of another a false alarm
jq -s '[.[] | {stuffed: ((.title[5:] | tonumber) as $n | ($n - 7) % 19 == 0 and ($n - 7) / 19 >= 0 and ($n - 7) / 19 < 50), flagged, votes}]
	| {stuffed_films: map(select(.stuffed)) | length,
	   found_films: map(select(.stuffed and .flagged >= 20)) | length,
	   recall: ((map(select(.stuffed) | [.flagged, 30] | min) | add) / 1500),
	   honest_votes: (map(if .stuffed then .votes - 30 else .votes end) | add),
	   false_alarms: (map(if .stuffed then ([.flagged - 30, 0] | max) else .flagged end) | add)}' "$T/rows" >"$T/result"
sed 's/^/# /' "$T/result"
jq -e '.found_films == .stuffed_films and .recall >= 0.75' "$T/result" >/dev/null
ok $? 'every stuffed film is named, and three quarters of the planted votes or more'
jq -e '.false_alarms / .honest_votes < 0.05' "$T/result" >/dev/null
ok $? 'fewer than one honest vote in twenty is'
is "$(jq -s 'map(.votes_unflagged + .flagged == .votes) | all' "$T/rows")" true 'with and without add up'
done_testing
