/*
 * ballots: the SQL that film-votes and film-report share: which ballot counts, and which look like stuffing.
 */
#ifndef FILMTALLY_BALLOTS_H
#define FILMTALLY_BALLOTS_H

/*
 * A common table `w` of ballots with their film, source and place: 1 counts. Of one voter, film and source the
 * latest does, by DESIGN's order (as in the view ballot_public). A condition on `b` and ")" must follow.
 */
#define BALLOTS_LATEST                                                                             \
	"w AS (SELECT b.*, fm.film_id, m.source_id, row_number() OVER ("                           \
	"PARTITION BY b.voter_id, fm.film_id, m.source_id "                                        \
	"ORDER BY b.cast_at DESC, b.cast_unit DESC, b.value DESC, b.tie DESC, b.choice DESC, "     \
	"b.scale_id DESC, m.key DESC) AS place "                                                   \
	"FROM ballot b CROSS JOIN film_mention fm ON fm.mention_id = b.mention_id "                \
	"CROSS JOIN mention m ON m.mention_id = b.mention_id"

/*
 * Columns identical, burst and one_sided of `w` at place 1, joined with voter, with the window
 * BALLOTS_VOTING. The thresholds are the manual's: a text of 20 letters or more in 3 comments or more; 20
 * votes or more on a film within an hour of the clock; 10 votes or more of a voter, all to one side.
 */
#define BALLOTS_FLAGS                                                                              \
	", w.choice <> 0 AND w.origin > 0 AND w.origin % 2 = 0 AND w.origin / 2 IN "               \
	"(SELECT comment_id FROM (SELECT comment_id, count(*) OVER (PARTITION BY "                 \
	"lower(trim(body))) AS copies FROM comment_text WHERE length(trim(body)) >= 20) "          \
	"WHERE copies >= 3) AS identical, "                                                        \
	"w.choice <> 0 AND w.cast_unit = 1 AND count(*) OVER (PARTITION BY w.film_id, "            \
	"w.choice <> 0, w.cast_unit = 1, w.cast_at / 3600) >= 20 AS burst, "                       \
	"w.choice <> 0 AND voter.anonymous = 0 AND min(w.choice) FILTER (WHERE w.choice <> 0) "    \
	"OVER voting = max(w.choice) OVER voting AND count(*) FILTER (WHERE w.choice <> 0) "       \
	"OVER voting >= 10 AS one_sided"
#define BALLOTS_VOTING " WINDOW voting AS (PARTITION BY w.voter_id)"

#endif
