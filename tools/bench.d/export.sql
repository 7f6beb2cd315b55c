-- 62,000 films and :votes ratings, with the counts that film-load keeps, for the export case of `make bench`. Films are
-- not in the order of their keys, and are voted on as unevenly as in real life.
PRAGMA synchronous = OFF;
PRAGMA application_id = 0x46696c6d;
PRAGMA user_version = 1;
BEGIN;
INSERT INTO source VALUES (1, 'bench');
INSERT INTO scale VALUES (1, 5, 0.5);
INSERT INTO film (film_id, key, title, year)
	SELECT value, printf('imdb:tt%07d', value * 7919 % 9999991), 'Film ' || value, 1900 + value % 120 FROM generate_series(1, 62000);
INSERT INTO mention (mention_id, key, source_id, n) SELECT film_id, 'bench|' || film_id || '||', 1, 0 FROM film;
INSERT INTO film_mention (mention_id, film_id) SELECT film_id, film_id FROM film;
INSERT INTO voter SELECT value, CAST(printf('%016d', value) AS BLOB), 0 FROM generate_series(1, 129000);
INSERT INTO vote SELECT value, 1, value / 2.0, 0, 0, 1 FROM generate_series(1, 10);
INSERT OR IGNORE INTO ballot_row
	SELECT v, 1 + CAST(r * r * r * 62000 AS INTEGER), 1000000000 + v * 1000 + n, 1 + (v * 31 + n * 17) % 10
	FROM (SELECT voter.value AS v, film.value AS n,
		((voter.value * 48271 + film.value * 69621 + voter.value * film.value * 16807) % 2147483647) / 2147483647.0 AS r
		FROM generate_series(1, 129000) voter, generate_series(1, :votes / 129000) film);
INSERT INTO mention_histogram
	SELECT mention_id, 1, 0, 0, 0, sum(n), group_concat(CAST(value AS TEXT) || ':' || n, ' '), min(first), 1, max(last), 1
	FROM (SELECT mention_id, value, count(*) AS n, min(cast_at) AS first, max(cast_at) AS last FROM ballot GROUP BY 1, 2 ORDER BY 1, 2)
	GROUP BY mention_id;
INSERT INTO film_stats SELECT film_id, 0, 0, coalesce(h.ratings, 0), NULL, NULL, NULL, NULL, 0, NULL, NULL
	FROM film LEFT JOIN mention_histogram h ON h.mention_id = film.film_id;
-- what the peers read: the same ballots, all in one table
CREATE TABLE plain AS SELECT mention_id, choice, value, scale_id, cast_at FROM ballot;
CREATE INDEX cover ON plain (mention_id, choice, value, scale_id, cast_at);
COMMIT;
