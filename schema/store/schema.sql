-- schema.sql: the only copy of the tables. film-schema.5 explains each table and column with its unit.
--
-- EVIDENCE is only ever inserted (and erased by film-forget). It has natural keys, so that databases can be united.
-- UNPACKED is what evidence says, a pure function of one page's or one table's rows: refreshed when that page is seen.
-- SHOWN is a pure function of all of it: refreshed for the films a load touched, and made again by film-check.
-- Row numbers (…_id) are private to one database and appear nowhere outside.

-- ---- bookkeeping ---------------------------------------------------------------------------------------------

CREATE TABLE setting (                        -- voter_key: hexadecimal fingerprint of the key that made the voters
	name TEXT NOT NULL PRIMARY KEY,
	value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE known_line (                     -- input that is already here, so that it needs no unpacking
	hash BLOB NOT NULL PRIMARY KEY,       -- UMAC-128, under the voter key, of a record's line, or of a stretch of a
	                                      -- table's rows (tools/load/stretch.h)
	units INTEGER NOT NULL                -- records or rows in it
) STRICT, WITHOUT ROWID;

-- ---- words that others point at ------------------------------------------------------------------------------

CREATE TABLE source (                         -- who collected votes: a site's host, a table's shape
	source_id INTEGER PRIMARY KEY,
	name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE scale (                          -- scale_id is made of best and worst (scale.h), the same in every database
	scale_id INTEGER PRIMARY KEY,         -- 0: no scale, a choice
	best REAL,
	worst REAL
) STRICT;
INSERT INTO scale VALUES (0, NULL, NULL);

CREATE TABLE genre (genre_id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE country (country_id INTEGER PRIMARY KEY, name TEXT NOT NULL, code TEXT NOT NULL, UNIQUE (name, code)) STRICT;
CREATE TABLE language (language_id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE person (                         -- person_id is made of the name (person.h), the same in every database
	person_id INTEGER PRIMARY KEY,
	name TEXT NOT NULL
) STRICT;

-- ---- evidence: pages -----------------------------------------------------------------------------------------

CREATE TABLE page (
	page_id INTEGER PRIMARY KEY,
	key TEXT NOT NULL                     -- the address that all of its addresses share, or sha256:…, or a post's id that no page has claimed yet;
	                                      -- of a catalogue's entry, catalog:SOURCE|SCHEME:ID. No two pages have one
) STRICT;

CREATE TABLE page_key (                       -- where the page of a key is: an index by the key would be three times as large
	hash INTEGER NOT NULL,                -- of the key (digest.h)
	page_id INTEGER NOT NULL REFERENCES page,
	PRIMARY KEY (hash, page_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE page_alias (                     -- other names of a page
	key TEXT NOT NULL PRIMARY KEY,
	page_id INTEGER NOT NULL REFERENCES page
) STRICT, WITHOUT ROWID;
CREATE INDEX page_alias_page ON page_alias (page_id);

CREATE TABLE observation (
	observation_id INTEGER PRIMARY KEY,
	page_id INTEGER NOT NULL REFERENCES page,
	retrieved_at TEXT NOT NULL,           -- '' when not known
	sha256 TEXT NOT NULL,                 -- of the payload; '' when not known
	record_sha256 BLOB NOT NULL,          -- of record, of which all of this row is a part
	importer TEXT NOT NULL,
	record TEXT NOT NULL                  -- the record without its comments and reviews, which may have to be erased
) STRICT;
CREATE UNIQUE INDEX observation_page ON observation (page_id, retrieved_at, importer, record_sha256);

CREATE TABLE voter (
	voter_id INTEGER PRIMARY KEY,
	key BLOB NOT NULL UNIQUE,             -- HMAC-SHA-256 of the voter, cut to 16 bytes
	anonymous INTEGER NOT NULL CHECK (anonymous IN (0, 1))
) STRICT;

CREATE TABLE comment (                        -- the latest view of each comment: greatest (seen_at, removed, hash)
	comment_id INTEGER PRIMARY KEY,
	page_id INTEGER NOT NULL REFERENCES page,
	id TEXT NOT NULL,                     -- the site's own
	seen_at TEXT NOT NULL,                -- retrieved_at of the view; '' when not known
	removed INTEGER NOT NULL CHECK (removed IN (0, 1)),
	hash BLOB NOT NULL,                   -- of the view's content
	voter_id INTEGER REFERENCES voter,    -- NULL for those who do not vote
	posted_at TEXT,
	parent TEXT,                          -- another comment's id
	ballot INTEGER NOT NULL,              -- 0 not said, 1 favorite, 2 unfavorite, 3 ambiguous, 4 none
	UNIQUE (page_id, id)
) STRICT;
-- Blogger numbers the comments of all blogs together. It makes 15 digits and more; no other site's id is a bare number.
CREATE INDEX comment_number ON comment (CAST(id AS INTEGER)) WHERE id NOT GLOB '*[^0-9]*' AND length(id) >= 15;
CREATE INDEX comment_voter ON comment (voter_id) WHERE voter_id IS NOT NULL;
CREATE INDEX comment_unread ON comment (page_id) WHERE removed = 0 AND voter_id IS NOT NULL AND ballot NOT IN (1, 2);

CREATE TABLE comment_text (
	comment_id INTEGER PRIMARY KEY REFERENCES comment ON DELETE CASCADE,
	author TEXT,
	body TEXT
) STRICT;

CREATE TABLE review (
	review_id INTEGER PRIMARY KEY,
	page_id INTEGER NOT NULL REFERENCES page,
	n INTEGER NOT NULL,                   -- which film of the page, from 1
	hash BLOB NOT NULL,                   -- of all it says
	voter_id INTEGER REFERENCES voter,
	posted_at TEXT,
	choice INTEGER NOT NULL,              -- 0 none, 1 favorite, 2 unfavorite
	value REAL,
	best REAL,
	worst REAL,
	scale_assumed INTEGER NOT NULL,
	UNIQUE (page_id, n, hash)
) STRICT;
CREATE INDEX review_voter ON review (voter_id) WHERE voter_id IS NOT NULL;

CREATE TABLE review_text (
	review_id INTEGER PRIMARY KEY REFERENCES review ON DELETE CASCADE,
	author TEXT,
	body TEXT
) STRICT;

-- ---- evidence: tables ----------------------------------------------------------------------------------------

CREATE TABLE mention (                        -- a film as one page or one table shows it
	mention_id INTEGER PRIMARY KEY,
	key TEXT NOT NULL,                    -- PAGE#n, or SOURCE|FILM|TITLE|YEAR of a table
	source_id INTEGER NOT NULL REFERENCES source,
	page_id INTEGER REFERENCES page,      -- NULL for a table's
	n INTEGER NOT NULL,                   -- which film of the page, from 1; 0 for a table's
	page_ref TEXT                         -- a table's FILM that is a page's address
) STRICT;
CREATE UNIQUE INDEX mention_page ON mention (page_id, n) WHERE page_id IS NOT NULL;
CREATE UNIQUE INDEX mention_table ON mention (key) WHERE page_id IS NULL;
CREATE INDEX mention_page_ref ON mention (page_ref) WHERE page_ref IS NOT NULL;

CREATE TABLE vote (                           -- what a ballot can say: millions of them say a few dozen things
	vote_id INTEGER PRIMARY KEY,
	cast_unit INTEGER NOT NULL,           -- how precise cast_at is: 0 absent, 1 second, 2 day, 3 month, 4 year
	value REAL NOT NULL,                  -- 0 of a choice
	tie INTEGER NOT NULL,                 -- a bit of the ballot's hash, so that equal times favour neither side
	choice INTEGER NOT NULL,              -- 0 a value, 1 favorite, 2 unfavorite
	scale_id INTEGER NOT NULL REFERENCES scale,
	UNIQUE (value, choice, tie, cast_unit, scale_id)
) STRICT;

-- One reader's vote, a row of a table. The key begins with the voter because ratings files do, so that loading them appends.
CREATE TABLE ballot_row (
	voter_id INTEGER NOT NULL REFERENCES voter,
	mention_id INTEGER NOT NULL REFERENCES mention,
	cast_at INTEGER NOT NULL,             -- seconds since 1970 UTC; of a date its first second; far below all when absent
	vote_id INTEGER NOT NULL REFERENCES vote,
	PRIMARY KEY (voter_id, mention_id, cast_at, vote_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE total (                          -- totals of a poll, typed or from a file
	mention_id INTEGER NOT NULL REFERENCES mention,
	observed_at TEXT NOT NULL,            -- '' when not known
	choice INTEGER NOT NULL,              -- 1 favorite, 2 unfavorite
	votes INTEGER NOT NULL,
	PRIMARY KEY (mention_id, observed_at, choice, votes)
) STRICT, WITHOUT ROWID;

-- ---- evidence: people's words --------------------------------------------------------------------------------

CREATE TABLE decision (
	line TEXT NOT NULL PRIMARY KEY,       -- as film-decide writes it
	date TEXT NOT NULL,
	verb TEXT NOT NULL,                   -- same, differ, open, ballot, verdict
	subject TEXT NOT NULL,                -- what two lines must share to be about one thing
	a TEXT NOT NULL,
	b TEXT NOT NULL                       -- the other film, or the choice
) STRICT, WITHOUT ROWID;
CREATE INDEX decision_a ON decision (a);
CREATE INDEX decision_b ON decision (b);
CREATE INDEX decision_subject ON decision (subject, date, line);

-- What a person decided that a comment is: favorite, unfavorite, none; NULL when nobody did, or took it back.
-- Where nobody decided anything it costs nothing.
CREATE VIEW comment_decided AS
SELECT c.comment_id, c.page_id, CASE WHEN EXISTS (SELECT 1 FROM decision) THEN nullif((SELECT d.b FROM decision d
	WHERE d.subject IN ('ballot' || char(10) || c.id,
		'ballot' || char(10) || (SELECT p.key FROM page p WHERE p.page_id = c.page_id) || '#' || c.id)
		OR d.subject IN (SELECT 'ballot' || char(10) || a.key || '#' || c.id FROM page_alias a
			WHERE a.page_id = c.page_id)
	ORDER BY d.date DESC, d.line DESC LIMIT 1), 'auto') END AS choice
FROM comment c;

-- What a person decided that a page's verdict is, likewise. A page may be named by any of its names.
CREATE VIEW verdict_decided AS
SELECT p.page_id, CASE WHEN EXISTS (SELECT 1 FROM decision) THEN nullif((SELECT d.b FROM decision d
	WHERE d.subject IN (SELECT 'verdict' || char(10) || p.key
		UNION ALL SELECT 'verdict' || char(10) || a.key FROM page_alias a WHERE a.page_id = p.page_id)
	ORDER BY d.date DESC, d.line DESC LIMIT 1), 'auto') END AS choice
FROM page p;

CREATE TABLE suppression (                    -- what film-forget erased and keeps out
	kind TEXT NOT NULL,                   -- voter, comment, page, record (one that quoted what is erased)
	hash BLOB NOT NULL,                   -- HMAC of its key under another label: no trace of the key itself
	PRIMARY KEY (kind, hash)
) STRICT, WITHOUT ROWID;

-- ---- unpacked: what pages say --------------------------------------------------------------------------------

CREATE TABLE page_shown (                     -- the fold of a page's observations
	page_id INTEGER PRIMARY KEY REFERENCES page,
	films INTEGER NOT NULL,               -- how many it shows
	comments INTEGER,                     -- as the page says or as many as are known, the greater; NULL unknown
	title TEXT,
	publisher TEXT,
	author TEXT,
	language TEXT,
	published_at TEXT,
	retrieved_at TEXT                     -- last
) STRICT;

CREATE TABLE mention_fact (
	mention_id INTEGER PRIMARY KEY REFERENCES mention,
	title TEXT,
	fold TEXT,                            -- the title's comparison key
	year INTEGER,
	released TEXT,
	runtime_min INTEGER,
	synopsis TEXT,
	description TEXT,
	verdict INTEGER,                      -- 1 favorite, 2 unfavorite; NULL none
	verdict_rule INTEGER,                 -- vocab.h's rule
	verdict_conflict INTEGER
) STRICT;

CREATE TABLE mention_identifier (
	mention_id INTEGER NOT NULL REFERENCES mention,
	scheme TEXT NOT NULL,
	id TEXT NOT NULL,
	PRIMARY KEY (mention_id, scheme, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX mention_identifier_id ON mention_identifier (scheme, id);

CREATE TABLE mention_title (                  -- the others, in the page's order
	mention_id INTEGER NOT NULL REFERENCES mention,
	ord INTEGER NOT NULL,
	text TEXT NOT NULL,
	fold TEXT NOT NULL,
	kind INTEGER NOT NULL,                -- vocab.h's title_kind
	script TEXT,                          -- ISO 15924
	PRIMARY KEY (mention_id, ord)
) STRICT, WITHOUT ROWID;

CREATE TABLE mention_genre (
	mention_id INTEGER NOT NULL REFERENCES mention,
	ord INTEGER NOT NULL,
	genre_id INTEGER NOT NULL REFERENCES genre,
	PRIMARY KEY (mention_id, ord)
) STRICT, WITHOUT ROWID;

CREATE TABLE mention_country (
	mention_id INTEGER NOT NULL REFERENCES mention,
	ord INTEGER NOT NULL,
	country_id INTEGER NOT NULL REFERENCES country,
	PRIMARY KEY (mention_id, ord)
) STRICT, WITHOUT ROWID;

CREATE TABLE mention_language (
	mention_id INTEGER NOT NULL REFERENCES mention,
	ord INTEGER NOT NULL,
	language_id INTEGER NOT NULL REFERENCES language,
	PRIMARY KEY (mention_id, ord)
) STRICT, WITHOUT ROWID;

CREATE TABLE mention_trailer (
	mention_id INTEGER NOT NULL REFERENCES mention,
	ord INTEGER NOT NULL,
	url TEXT NOT NULL,
	PRIMARY KEY (mention_id, ord)
) STRICT, WITHOUT ROWID;

CREATE TABLE mention_credit (
	mention_id INTEGER NOT NULL REFERENCES mention,
	role INTEGER NOT NULL,                -- vocab.h's role
	ord INTEGER NOT NULL,                 -- from 1 within the role
	person_id INTEGER NOT NULL REFERENCES person,
	character TEXT,
	confidence REAL NOT NULL,             -- 1: the page says so plainly
	PRIMARY KEY (mention_id, role, ord)
) STRICT, WITHOUT ROWID;

CREATE TABLE mention_key (                    -- the titles by which mentions may meet
	key INTEGER NOT NULL,                 -- of a folded title, or its romanisation, a hash (block.h)
	year INTEGER NOT NULL,                -- 0 when not known
	mention_id INTEGER NOT NULL REFERENCES mention,
	romanised INTEGER NOT NULL,           -- 1: a romanisation, which is for a person to look at and never enough
	PRIMARY KEY (key, year, mention_id, romanised)
) STRICT, WITHOUT ROWID;
CREATE INDEX mention_key_mention ON mention_key (mention_id);

CREATE TABLE page_ballot (                    -- the votes of comments and reviews
	mention_id INTEGER NOT NULL REFERENCES mention,
	origin INTEGER NOT NULL,              -- 2 * comment_id, or 2 * review_id + 1
	voter_id INTEGER NOT NULL REFERENCES voter,
	cast_at INTEGER NOT NULL,             -- as in ballot_row
	vote_id INTEGER NOT NULL REFERENCES vote,
	PRIMARY KEY (mention_id, origin)
) STRICT, WITHOUT ROWID;

-- All votes; origin is 0 of a table's. Of one voter and mention the last by
-- (cast_at, cast_unit, value, tie, choice, scale_id) counts.
CREATE VIEW ballot AS
SELECT voter_id, mention_id, cast_at, cast_unit, value, tie, choice, scale_id, 0 AS origin
FROM ballot_row JOIN vote USING (vote_id)
UNION ALL SELECT voter_id, mention_id, cast_at, cast_unit, value, tie, choice, scale_id, origin
FROM page_ballot JOIN vote USING (vote_id);

-- History: one set of rows for each observation.

CREATE TABLE verdict (
	observation_id INTEGER NOT NULL REFERENCES observation ON DELETE CASCADE,
	n INTEGER NOT NULL,                   -- which film of the page, from 1
	ord INTEGER NOT NULL,
	choice INTEGER NOT NULL,
	label TEXT,
	by TEXT,
	rule INTEGER NOT NULL,
	score REAL,
	conflict INTEGER NOT NULL,
	PRIMARY KEY (observation_id, n, ord)
) STRICT, WITHOUT ROWID;

CREATE TABLE poll (
	observation_id INTEGER NOT NULL REFERENCES observation ON DELETE CASCADE,
	n INTEGER NOT NULL,
	ord INTEGER NOT NULL,
	question TEXT,
	PRIMARY KEY (observation_id, n, ord)
) STRICT, WITHOUT ROWID;

CREATE TABLE poll_option (
	observation_id INTEGER NOT NULL REFERENCES observation ON DELETE CASCADE,
	n INTEGER NOT NULL,
	poll INTEGER NOT NULL,                -- the poll's ord
	ord INTEGER NOT NULL,
	choice INTEGER NOT NULL,
	label TEXT,
	votes INTEGER,                        -- NULL: the page does not say
	PRIMARY KEY (observation_id, n, poll, ord)
) STRICT, WITHOUT ROWID;

CREATE TABLE tally (
	observation_id INTEGER NOT NULL REFERENCES observation ON DELETE CASCADE,
	n INTEGER NOT NULL,
	ord INTEGER NOT NULL,
	target INTEGER NOT NULL,              -- 1 the film, 2 the page
	name TEXT,
	value REAL,
	best REAL,
	worst REAL,
	scale_assumed INTEGER NOT NULL,       -- 0 stated, 1 assumed 5 and 1, 2 widened
	ratings INTEGER,
	reviews INTEGER,
	likes INTEGER,
	dislikes INTEGER,
	approximate INTEGER NOT NULL,
	derived INTEGER NOT NULL,
	layer INTEGER NOT NULL,
	PRIMARY KEY (observation_id, n, ord)
) STRICT, WITHOUT ROWID;

CREATE TABLE tally_bar (
	observation_id INTEGER NOT NULL REFERENCES observation ON DELETE CASCADE,
	n INTEGER NOT NULL,
	tally INTEGER NOT NULL,               -- the tally's ord
	value REAL NOT NULL,
	votes INTEGER NOT NULL,
	PRIMARY KEY (observation_id, n, tally, value)
) STRICT, WITHOUT ROWID;

-- Counts of the ballots that count, kept as a load goes. Of one voter, film and source one ballot counts, so each stands
-- with one mention, and a film's counts are the sums over its mentions.

CREATE TABLE mention_histogram (
	mention_id INTEGER NOT NULL REFERENCES mention,
	scale_id INTEGER NOT NULL REFERENCES scale, -- 0: the choices
	favorite INTEGER NOT NULL,
	unfavorite INTEGER NOT NULL,
	anonymous INTEGER NOT NULL,           -- of favorite + unfavorite, by voters who are anonymous
	ratings INTEGER NOT NULL,
	cells TEXT NOT NULL,                  -- the ratings: VALUE:COUNT, by value, a space between: `0.5:12 1:7`
	first_at INTEGER,                     -- cast_at and cast_unit of the first and last; NULL when none has a time
	first_unit INTEGER,
	last_at INTEGER,
	last_unit INTEGER,
	PRIMARY KEY (mention_id, scale_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE mention_shared (                 -- mentions whose film has ballots of the same source on another mention too
	mention_id INTEGER PRIMARY KEY REFERENCES mention,
	film_id INTEGER NOT NULL
) STRICT;

-- ---- shown: films --------------------------------------------------------------------------------------------

CREATE TABLE film (
	film_id INTEGER PRIMARY KEY,
	key TEXT NOT NULL,                    -- SCHEME:ID, or t:folded-title:year:8 hexadecimal digits, which are of its first
	                                      -- mention's key: no two films have one
	title TEXT,
	year INTEGER,
	released TEXT,
	runtime_min INTEGER,
	url TEXT,                             -- of the page that shows it
	editor_choice INTEGER,                -- 1 favorite, 2 unfavorite, NULL none
	synopsis TEXT,
	description TEXT
) STRICT;

CREATE UNIQUE INDEX film_of_id ON film (key) WHERE key NOT GLOB 't:*';

CREATE TABLE film_mention (
	mention_id INTEGER PRIMARY KEY REFERENCES mention,
	film_id INTEGER NOT NULL REFERENCES film
) STRICT;
CREATE INDEX film_mention_film ON film_mention (film_id);

CREATE TABLE edge (                           -- why mentions are one film, or are not (identity.h)
	a_mention INTEGER NOT NULL REFERENCES mention,
	b_mention INTEGER NOT NULL REFERENCES mention, -- its key is the later one bytewise
	rule INTEGER NOT NULL,
	why INTEGER NOT NULL,                 -- 0 taken; else what stood against it
	PRIMARY KEY (a_mention, b_mention, rule)
) STRICT, WITHOUT ROWID;
CREATE INDEX edge_b ON edge (b_mention);

CREATE TABLE film_alias (                     -- every other key the film could have: its ids, its mentions' own keys
	film_id INTEGER NOT NULL REFERENCES film,
	key TEXT NOT NULL,
	PRIMARY KEY (film_id, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE film_identifier (
	film_id INTEGER NOT NULL REFERENCES film,
	scheme TEXT NOT NULL,
	id TEXT NOT NULL,
	PRIMARY KEY (film_id, scheme, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE film_title (
	film_id INTEGER NOT NULL REFERENCES film,
	ord INTEGER NOT NULL,
	text TEXT NOT NULL,
	kind INTEGER NOT NULL,
	script TEXT,
	PRIMARY KEY (film_id, ord)
) STRICT, WITHOUT ROWID;

CREATE TABLE film_genre (
	film_id INTEGER NOT NULL REFERENCES film,
	ord INTEGER NOT NULL,
	genre_id INTEGER NOT NULL REFERENCES genre,
	PRIMARY KEY (film_id, ord)
) STRICT, WITHOUT ROWID;
CREATE INDEX film_genre_genre ON film_genre (genre_id);

CREATE TABLE film_country (
	film_id INTEGER NOT NULL REFERENCES film,
	ord INTEGER NOT NULL,
	country_id INTEGER NOT NULL REFERENCES country,
	PRIMARY KEY (film_id, ord)
) STRICT, WITHOUT ROWID;

CREATE TABLE film_language (
	film_id INTEGER NOT NULL REFERENCES film,
	ord INTEGER NOT NULL,
	language_id INTEGER NOT NULL REFERENCES language,
	PRIMARY KEY (film_id, ord)
) STRICT, WITHOUT ROWID;

CREATE TABLE film_trailer (
	film_id INTEGER NOT NULL REFERENCES film,
	ord INTEGER NOT NULL,
	url TEXT NOT NULL,
	PRIMARY KEY (film_id, ord)
) STRICT, WITHOUT ROWID;

CREATE TABLE film_credit (
	film_id INTEGER NOT NULL REFERENCES film,
	role INTEGER NOT NULL,
	ord INTEGER NOT NULL,
	person_id INTEGER NOT NULL REFERENCES person,
	character TEXT,
	confidence REAL NOT NULL,
	PRIMARY KEY (film_id, role, ord)
) STRICT, WITHOUT ROWID;

CREATE TABLE film_stats (
	film_id INTEGER PRIMARY KEY REFERENCES film,
	favorite INTEGER NOT NULL,            -- ballots with a choice
	unfavorite INTEGER NOT NULL,
	ratings INTEGER NOT NULL,             -- ballots with a value
	poll_favorite INTEGER,                -- reported totals; NULL unknown
	poll_unfavorite INTEGER,
	comments INTEGER,                     -- NULL unknown
	unread_comments INTEGER,              -- not read as a vote, for a person to decide; NULL when comments is
	anonymous INTEGER NOT NULL,           -- ballots with a choice by anonymous voters
	first_vote_at TEXT,                   -- of all ballots that count
	last_vote_at TEXT
) STRICT;

-- ---- views that stay as they are -----------------------------------------------------------------------------

-- One row for each mention and scale: a film with several mentions in one source has several rows, to be added up.
CREATE VIEW film_histogram AS
SELECT film_mention.film_id, mention.source_id, h.scale_id, h.favorite, h.unfavorite, h.anonymous, h.ratings, h.cells
FROM film_mention
	JOIN mention_histogram h USING (mention_id)
	JOIN mention USING (mention_id);

CREATE VIEW film_counts AS
SELECT film.key AS film, film.title, film.year,
	CASE film.editor_choice WHEN 1 THEN 'favorite' WHEN 2 THEN 'unfavorite' END AS editor_choice,
	coalesce(s.favorite, 0) + coalesce(s.unfavorite, 0) AS votes,
	coalesce(s.favorite, 0) AS favorite, coalesce(s.unfavorite, 0) AS unfavorite,
	coalesce(s.ratings, 0) AS ratings, s.poll_favorite, s.poll_unfavorite,
	s.comments, s.unread_comments, s.first_vote_at, s.last_vote_at
FROM film LEFT JOIN film_stats s USING (film_id);

CREATE VIEW ballot_public AS
SELECT film.key AS film, source.name AS source, lower(hex(voter.key)) AS voter,
	CASE b.choice WHEN 1 THEN 'favorite' WHEN 2 THEN 'unfavorite' END AS choice,
	CASE b.choice WHEN 0 THEN b.value END AS value, scale.best, scale.worst,
	CASE b.cast_unit WHEN 1 THEN strftime('%Y-%m-%dT%H:%M:%SZ', b.cast_at, 'unixepoch')
		WHEN 2 THEN strftime('%Y-%m-%d', b.cast_at, 'unixepoch')
		WHEN 3 THEN strftime('%Y-%m', b.cast_at, 'unixepoch')
		WHEN 4 THEN strftime('%Y', b.cast_at, 'unixepoch') END AS cast_at,
	row_number() OVER (PARTITION BY b.voter_id, film.film_id, source.source_id
		ORDER BY b.cast_at DESC, b.cast_unit DESC, b.value DESC, b.tie DESC, b.choice DESC,
			b.scale_id DESC, mention.key DESC) = 1 AS counts
FROM ballot b
	JOIN mention USING (mention_id)
	JOIN film_mention USING (mention_id)
	JOIN film USING (film_id)
	JOIN source ON source.source_id = mention.source_id
	JOIN voter ON voter.voter_id = b.voter_id
	JOIN scale ON scale.scale_id = b.scale_id;

-- Each change of what a page or table reports; runs of equal observations are one row, decreases are marked.
CREATE VIEW tally_latest AS
WITH reported AS (
	SELECT film_mention.film_id, source.name AS source, mention.key AS mention,
		coalesce(tally.name, '') AS name,
		CASE tally.target WHEN 1 THEN 'film' ELSE 'page' END AS target,
		observation.retrieved_at AS observed_at, tally.value, tally.best, tally.worst,
		tally.ratings, tally.reviews, tally.likes, tally.dislikes,
		NULL AS favorite, NULL AS unfavorite
	FROM tally JOIN observation USING (observation_id)
		JOIN mention ON mention.page_id = observation.page_id AND mention.n = tally.n
		JOIN film_mention USING (mention_id)
		JOIN source ON source.source_id = mention.source_id
	UNION ALL
	SELECT film_mention.film_id, source.name, mention.key, 'poll', 'film', observation.retrieved_at,
		NULL, NULL, NULL, NULL, NULL, NULL, NULL,
		sum(CASE poll_option.choice WHEN 1 THEN votes END),
		sum(CASE poll_option.choice WHEN 2 THEN votes END)
	FROM poll_option JOIN observation USING (observation_id)
		JOIN mention ON mention.page_id = observation.page_id AND mention.n = poll_option.n
		JOIN film_mention USING (mention_id)
		JOIN source ON source.source_id = mention.source_id
	WHERE votes IS NOT NULL
	GROUP BY mention.mention_id, observation_id, poll_option.poll
	UNION ALL
	SELECT film_mention.film_id, source.name, mention.key, 'total', 'film', total.observed_at,
		NULL, NULL, NULL, NULL, NULL, NULL, NULL,
		max(CASE total.choice WHEN 1 THEN votes END), max(CASE total.choice WHEN 2 THEN votes END)
	FROM total JOIN mention USING (mention_id)
		JOIN film_mention USING (mention_id)
		JOIN source ON source.source_id = mention.source_id
	GROUP BY mention.mention_id, total.observed_at
), runs AS (
	SELECT *,
		quote(value) || ' ' || quote(best) || ' ' || quote(worst) || ' ' || quote(ratings) || ' ' || quote(reviews)
			|| ' ' || quote(likes) || ' ' || quote(dislikes) || ' ' || quote(favorite) || ' ' || quote(unfavorite) AS said,
		lag(quote(value) || ' ' || quote(best) || ' ' || quote(worst) || ' ' || quote(ratings) || ' ' || quote(reviews)
			|| ' ' || quote(likes) || ' ' || quote(dislikes) || ' ' || quote(favorite) || ' ' || quote(unfavorite)) OVER w
			AS said_before,
		lag(ratings) OVER w AS ratings_before, lag(reviews) OVER w AS reviews_before,
		lag(likes) OVER w AS likes_before, lag(dislikes) OVER w AS dislikes_before,
		lag(favorite) OVER w AS favorite_before, lag(unfavorite) OVER w AS unfavorite_before
	FROM reported
	WINDOW w AS (PARTITION BY mention, name, target ORDER BY observed_at, value, ratings, favorite, unfavorite)
)
SELECT film.key AS film, source, mention, name, target, observed_at, value, best, worst, ratings, reviews,
	likes, dislikes, favorite, unfavorite,
	coalesce(ratings < ratings_before, 0) OR coalesce(reviews < reviews_before, 0)
		OR coalesce(likes < likes_before, 0) OR coalesce(dislikes < dislikes_before, 0)
		OR coalesce(favorite < favorite_before, 0) OR coalesce(unfavorite < unfavorite_before, 0) AS decreased,
	row_number() OVER (PARTITION BY mention, name, target
		ORDER BY observed_at DESC, value DESC, ratings DESC, favorite DESC, unfavorite DESC) = 1 AS latest
FROM runs JOIN film USING (film_id)
WHERE said IS NOT said_before;
