-- Four films, counted by hand in film-votes.t. The counts per mention are those that film-load keeps.
PRAGMA application_id = 0x46696c6d;
PRAGMA user_version = 1;
.read tests/votes/ballot.sql
BEGIN;
INSERT INTO source VALUES (1, 'blog.example'), (2, 'form');
INSERT INTO scale VALUES (1, 5, 0.5), (2, 10, 1);
INSERT INTO genre VALUES (1, 'Drama'), (2, 'Comedy');
INSERT INTO country VALUES (1, 'United States', 'US'), (2, 'USA', 'US'), (3, 'Freedonia', '');
INSERT INTO person VALUES (1, 'Ada Lark'), (2, 'Bo Finch');
INSERT INTO page (page_id, key) VALUES (1, 'https://blog.example/kites'), (2, 'https://blog.example/tunnel');
INSERT INTO film (film_id, key, title, year, url, editor_choice) VALUES
	(1, 'imdb:tt0000001', 'Paper Kites', 2001, 'https://blog.example/kites', 1),
	(2, 't:long tunnel:1999:0a0a0a0a', 'The Long Tunnel', 1999, 'https://blog.example/tunnel', 2),
	(3, 't:1 1:1990:0b0b0b0b', '=1+1', 1990, NULL, NULL),
	(4, 't:quoted:1995:0c0c0c0c', '"quoted", and' || char(10) || 'newline', 1995, NULL, 1);
INSERT INTO film_alias VALUES (1, 't:paper kites:2001:0d0d0d0d');
INSERT INTO film_genre VALUES (1, 1, 1), (1, 2, 2), (2, 1, 1);
INSERT INTO film_country VALUES (1, 1, 1), (2, 1, 2), (3, 1, 3);
INSERT INTO film_credit VALUES (1, 1, 1, 1, NULL, 1), (2, 1, 1, 1, NULL, 1), (2, 3, 1, 2, NULL, 1);
INSERT INTO mention VALUES (1, 'https://blog.example/kites#1', 1, 1, 1, NULL), (2, 'https://blog.example/tunnel#1', 1, 2, 1, NULL),
	(3, 'form|imdb:tt0000001||', 2, NULL, 0, NULL), (4, 'form||=1+1|1990', 2, NULL, 0, NULL), (5, 'form||quoted|1995', 2, NULL, 0, NULL);
INSERT INTO mention_fact (mention_id, title, fold, year) VALUES (1, 'Paper Kites', 'paper kites', 2001), (2, 'The Long Tunnel', 'long tunnel', 1999);
INSERT INTO film_mention VALUES (1, 1), (2, 2), (3, 1), (4, 3), (5, 4);
WITH n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 9) INSERT INTO voter SELECT n, CAST(char(64 + n) AS BLOB), n = 3 FROM n;
-- on Paper Kites: voter 1 changed to unfavorite, 2 favorite, 4 favorite without a time
INSERT INTO ballot VALUES (1, 1, 1700000000, 1, 0, 0, 1, 0, 0), (1, 1, 1700000100, 1, 0, 0, 2, 0, 0),
	(2, 1, 1710000000, 1, 0, 0, 1, 0, 0), (4, 1, -99999999999, 0, 0, 0, 1, 0, 0);
-- on The Long Tunnel: voters 2 and 3 unfavorite, 5 favorite
INSERT INTO ballot VALUES (2, 2, 1710000000, 1, 0, 0, 2, 0, 0), (3, 2, 1711929600, 2, 0, 1, 2, 0, 0),
	(5, 2, 1711929600, 2, 0, 0, 1, 0, 0);
-- ratings by the form: Paper Kites 3.5 and 5 of 0.5–5, =1+1 one 5 of 1–10
INSERT INTO ballot VALUES (1, 3, 1700006400, 2, 3.5, 0, 0, 1, 0), (2, 3, 1700006400, 2, 5, 0, 0, 1, 0),
	(6, 4, 1735689600, 4, 5, 0, 0, 2, 0);
INSERT INTO mention_histogram VALUES (1, 0, 2, 1, 0, 0, '', 1700000100, 1, 1710000000, 1),
	(2, 0, 1, 2, 1, 0, '', 1710000000, 1, 1711929600, 2), (3, 1, 0, 0, 0, 2, '3.5:1 5:1', 1700006400, 2, 1700006400, 2),
	(4, 2, 0, 0, 0, 1, '5:1', 1735689600, 4, 1735689600, 4);
INSERT INTO film_stats VALUES
	(1, 2, 1, 2, NULL, NULL, 5, 1, 0, '2023-11-14T22:15:00Z', '2024-03-09T16:00:00Z'),
	(2, 1, 2, 0, 30, 12, 0, 0, 1, '2024-03-09T16:00:00Z', '2024-04-01'),
	(3, 0, 0, 1, NULL, NULL, NULL, NULL, 0, '2025', '2025'),
	(4, 0, 0, 0, NULL, NULL, NULL, NULL, 0, NULL, NULL);
INSERT INTO observation VALUES (1, 2, '2024-01-01', '', x'01', 'film-page 1', '{}'), (2, 2, '2024-02-01', '', x'02', 'film-page 1', '{}');
INSERT INTO tally VALUES (1, 1, 1, 1, 'imdb-users', 8, 10, 1, 0, 100, NULL, NULL, NULL, 0, 0, 2),
	(2, 1, 1, 1, 'imdb-users', 8.2, 10, 1, 0, 90, NULL, NULL, NULL, 0, 0, 2);
COMMIT;
