/* tables: natural keys only. Row numbers, load runs and the clock appear nowhere outside. */
#include "exporters/dump/tables.h"

#define ALWAYS true
#define MAYBE false

/* cast_at of a ballot `b` as a text of its precision. */
#define CAST_AT                                                                                    \
	"CASE b.cast_unit WHEN 1 THEN strftime('%Y-%m-%dT%H:%M:%SZ', b.cast_at, 'unixepoch') "     \
	"WHEN 2 THEN strftime('%Y-%m-%d', b.cast_at, 'unixepoch') "                                \
	"WHEN 3 THEN strftime('%Y-%m', b.cast_at, 'unixepoch') "                                   \
	"WHEN 4 THEN strftime('%Y', b.cast_at, 'unixepoch') END"
#define LATEST                                                                                     \
	"row_number() OVER (PARTITION BY b.voter_id, fm.film_id, m.source_id "                     \
	"ORDER BY b.cast_at DESC, b.cast_unit DESC, b.value DESC, b.tie DESC, b.choice DESC, "     \
	"b.scale_id DESC, m.key DESC) = 1"
#define VOTER "(SELECT lower(hex(key)) FROM voter WHERE voter.voter_id = "
#define OBSERVED "page.key, o.retrieved_at, lower(hex(o.record_sha256))"
#define OF_OBSERVATION                                                                             \
	" JOIN observation o USING (observation_id) JOIN page ON page.page_id = o.page_id"

#define FIELD_FILM                                                                                 \
	{                                                                                          \
		"film", FIELD_TEXT, ALWAYS, "Key of the film", NULL                                \
	}
#define FIELD_MENTION                                                                              \
	{                                                                                          \
		"mention", FIELD_TEXT, ALWAYS, "Key of the mention", NULL                          \
	}
#define FIELD_PAGE                                                                                 \
	{                                                                                          \
		"page", FIELD_TEXT, ALWAYS, "Key of the page", NULL                                \
	}
#define FIELD_ORD                                                                                  \
	{                                                                                          \
		"ord", FIELD_INTEGER, ALWAYS, "Place in the list", NULL                            \
	}
#define FIELDS_OBSERVATION                                                                         \
	FIELD_PAGE, {"retrieved_at", FIELD_TIME, MAYBE, "When the page was retrieved", NULL},      \
	    {"record_sha256", FIELD_HEX, ALWAYS, "SHA-256 of the record", NULL},                   \
	{                                                                                          \
		"n", FIELD_INTEGER, ALWAYS, "Which film of the page, from 1", NULL                 \
	}
#define TO_FILM                                                                                    \
	{                                                                                          \
		"film", "films", "film"                                                            \
	}
#define TO_MENTION                                                                                 \
	{                                                                                          \
		"mention", "mentions", "mention"                                                   \
	}
#define TO_PAGE                                                                                    \
	{                                                                                          \
		"page", "pages", "page"                                                            \
	}

#define CREDIT_FIELDS                                                                              \
	{"role", FIELD_WORD, ALWAYS, "Role", &vocab_role}, FIELD_ORD,                              \
	    {"person", FIELD_TEXT, ALWAYS, "Name as written", NULL},                               \
	    {"character", FIELD_TEXT, MAYBE, "Character played", NULL},                            \
	{                                                                                          \
		"confidence", FIELD_NUMBER, ALWAYS, "1 when the page says so plainly", NULL        \
	}

const struct dump_table dump_tables[] = {
    {"films", "Films, as the rules put them together",
	"SELECT key, title, year, released, runtime_min, url, coalesce(editor_choice, 0), "
	"synopsis, "
	"description FROM film",
	{FIELD_FILM, {"title", FIELD_TEXT, MAYBE, "Title shown", NULL},
	    {"year", FIELD_INTEGER, MAYBE, "Year of the film", NULL},
	    {"released", FIELD_TIME, MAYBE, "Date of release", NULL},
	    {"runtime_min", FIELD_INTEGER, MAYBE, "Running time in minutes", NULL},
	    {"url", FIELD_TEXT, MAYBE, "Page that shows it", NULL},
	    {"editor_choice", FIELD_WORD, MAYBE, "The site's own choice", &vocab_choice},
	    {"synopsis", FIELD_TEXT, MAYBE, "Short description", NULL},
	    {"description", FIELD_TEXT, MAYBE, "Long description", NULL}},
	{{0}}, {"film"}, {{0}}},
    {"film_counts", "Votes per film",
	"SELECT key, favorite, unfavorite, ratings, anonymous, poll_favorite, "
	"poll_unfavorite, comments, unread_comments, first_vote_at, last_vote_at "
	"FROM film_stats JOIN film USING (film_id)",
	{FIELD_FILM, {"favorite", FIELD_INTEGER, ALWAYS, "Votes for favorite", NULL},
	    {"unfavorite", FIELD_INTEGER, ALWAYS, "Votes for unfavorite", NULL},
	    {"ratings", FIELD_INTEGER, ALWAYS, "Ballots with a value", NULL},
	    {"anonymous", FIELD_INTEGER, ALWAYS, "Votes by anonymous voters", NULL},
	    {"poll_favorite", FIELD_INTEGER, MAYBE, "Reported total for favorite", NULL},
	    {"poll_unfavorite", FIELD_INTEGER, MAYBE, "Reported total for unfavorite", NULL},
	    {"comments", FIELD_INTEGER, MAYBE, "Comments; 0 is known to be none", NULL},
	    {"unread_comments", FIELD_INTEGER, MAYBE, "Comments not read as a vote", NULL},
	    {"first_vote_at", FIELD_TIME, MAYBE, "First ballot that counts", NULL},
	    {"last_vote_at", FIELD_TIME, MAYBE, "Last ballot that counts", NULL}},
	{{0}}, {"film"}, {TO_FILM}},
    {"film_aliases", "Other keys a film has or had",
	"SELECT film_alias.key, film.key FROM film_alias JOIN film USING (film_id)",
	{{"alias", FIELD_TEXT, ALWAYS, "Other key", NULL}, FIELD_FILM}, {{0}}, {"alias", "film"},
	{TO_FILM}},
    {"film_ids", "Ids that sites give a film",
	"SELECT key, scheme, id FROM film_identifier JOIN film USING (film_id)",
	{FIELD_FILM, {"scheme", FIELD_TEXT, ALWAYS, "Who gives it", NULL},
	    {"id", FIELD_TEXT, ALWAYS, "Id in canonical form", NULL}},
	{{0}}, {"film", "scheme", "id"}, {TO_FILM}},
    {"film_titles", "Other titles",
	"SELECT key, ord, text, kind, script FROM film_title JOIN film USING (film_id)",
	{FIELD_FILM, FIELD_ORD, {"title", FIELD_TEXT, ALWAYS, "Title", NULL},
	    {"kind", FIELD_WORD, MAYBE, "Kind of title", &vocab_title_kind},
	    {"script", FIELD_TEXT, MAYBE, "ISO 15924 code", NULL}},
	{{0}}, {"film", "ord"}, {TO_FILM}},
    {"film_genres", "Genres",
	"SELECT key, ord, name FROM film_genre JOIN film USING (film_id) JOIN genre USING "
	"(genre_id)",
	{FIELD_FILM, FIELD_ORD, {"genre", FIELD_TEXT, ALWAYS, "Genre", NULL}}, {{0}},
	{"film", "ord"}, {TO_FILM}},
    {"film_countries", "Countries",
	"SELECT film.key, ord, name, nullif(code, '') FROM film_country JOIN film USING (film_id) "
	"JOIN country USING (country_id)",
	{FIELD_FILM, FIELD_ORD, {"country", FIELD_TEXT, ALWAYS, "Name as written", NULL},
	    {"code", FIELD_TEXT, MAYBE, "ISO 3166-1 alpha-2 code", NULL}},
	{{0}}, {"film", "ord"}, {TO_FILM}},
    {"film_languages", "Languages",
	"SELECT key, ord, name FROM film_language JOIN film USING (film_id) "
	"JOIN language USING (language_id)",
	{FIELD_FILM, FIELD_ORD,
	    {"language", FIELD_TEXT, ALWAYS, "BCP 47 tag, or as written", NULL}},
	{{0}}, {"film", "ord"}, {TO_FILM}},
    {"film_trailers", "Trailers",
	"SELECT key, ord, film_trailer.url FROM film_trailer JOIN film USING (film_id)",
	{FIELD_FILM, FIELD_ORD, {"url", FIELD_TEXT, ALWAYS, "Address", NULL}}, {{0}},
	{"film", "ord"}, {TO_FILM}},
    {"film_credits", "People and companies",
	"SELECT film.key, role, ord, name, character, confidence FROM film_credit "
	"JOIN film USING (film_id) JOIN person USING (person_id)",
	{FIELD_FILM, CREDIT_FIELDS}, {{0}}, {"film", "role", "ord"}, {TO_FILM}},
    {"mentions", "A film as one page or one table shows it",
	"SELECT mention.key, film.key, name, page.key, n FROM mention JOIN source USING "
	"(source_id) "
	"LEFT JOIN page USING (page_id) LEFT JOIN film_mention USING (mention_id) "
	"LEFT JOIN film USING (film_id)",
	{FIELD_MENTION, {"film", FIELD_TEXT, MAYBE, "Key of the film", NULL},
	    {"source", FIELD_TEXT, ALWAYS, "Who shows it", NULL},
	    {"page", FIELD_TEXT, MAYBE, "Key of the page", NULL},
	    {"n", FIELD_INTEGER, ALWAYS, "Which film of the page; 0 of a table", NULL}},
	{{0}}, {"mention"}, {TO_FILM, TO_PAGE}},
    {"mention_facts", "What a mention says",
	"SELECT key, title, year, released, runtime_min, synopsis, description, coalesce(verdict, "
	"0), "
	"coalesce(verdict_rule, 0), verdict_conflict FROM mention_fact JOIN mention USING "
	"(mention_id)",
	{FIELD_MENTION, {"title", FIELD_TEXT, MAYBE, "Title", NULL},
	    {"year", FIELD_INTEGER, MAYBE, "Year", NULL},
	    {"released", FIELD_TIME, MAYBE, "Date of release", NULL},
	    {"runtime_min", FIELD_INTEGER, MAYBE, "Running time in minutes", NULL},
	    {"synopsis", FIELD_TEXT, MAYBE, "Short description", NULL},
	    {"description", FIELD_TEXT, MAYBE, "Long description", NULL},
	    {"verdict", FIELD_WORD, MAYBE, "The page's own choice", &vocab_choice},
	    {"verdict_rule", FIELD_WORD, MAYBE, "What made the verdict", &vocab_rule},
	    {"verdict_conflict", FIELD_BOOLEAN, MAYBE, "Another verdict says the opposite", NULL}},
	{{0}}, {"mention"}, {TO_MENTION}},
    {"mention_ids", "Ids that a mention gives",
	"SELECT key, scheme, id FROM mention_identifier JOIN mention USING (mention_id)",
	{FIELD_MENTION, {"scheme", FIELD_TEXT, ALWAYS, "Who gives it", NULL},
	    {"id", FIELD_TEXT, ALWAYS, "Id in canonical form", NULL}},
	{{0}}, {"mention", "scheme", "id"}, {TO_MENTION}},
    {"mention_titles", "Other titles that a mention gives",
	"SELECT key, ord, text, kind, script FROM mention_title JOIN mention USING (mention_id)",
	{FIELD_MENTION, FIELD_ORD, {"title", FIELD_TEXT, ALWAYS, "Title", NULL},
	    {"kind", FIELD_WORD, MAYBE, "Kind of title", &vocab_title_kind},
	    {"script", FIELD_TEXT, MAYBE, "ISO 15924 code", NULL}},
	{{0}}, {"mention", "ord"}, {TO_MENTION}},
    {"mention_genres", "Genres that a mention gives",
	"SELECT key, ord, name FROM mention_genre JOIN mention USING (mention_id) "
	"JOIN genre USING (genre_id)",
	{FIELD_MENTION, FIELD_ORD, {"genre", FIELD_TEXT, ALWAYS, "Genre", NULL}}, {{0}},
	{"mention", "ord"}, {TO_MENTION}},
    {"mention_countries", "Countries that a mention gives",
	"SELECT key, ord, name, nullif(code, '') FROM mention_country JOIN mention USING "
	"(mention_id) "
	"JOIN country USING (country_id)",
	{FIELD_MENTION, FIELD_ORD, {"country", FIELD_TEXT, ALWAYS, "Name as written", NULL},
	    {"code", FIELD_TEXT, MAYBE, "ISO 3166-1 alpha-2 code", NULL}},
	{{0}}, {"mention", "ord"}, {TO_MENTION}},
    {"mention_languages", "Languages that a mention gives",
	"SELECT key, ord, name FROM mention_language JOIN mention USING (mention_id) "
	"JOIN language USING (language_id)",
	{FIELD_MENTION, FIELD_ORD,
	    {"language", FIELD_TEXT, ALWAYS, "BCP 47 tag, or as written", NULL}},
	{{0}}, {"mention", "ord"}, {TO_MENTION}},
    {"mention_trailers", "Trailers that a mention gives",
	"SELECT key, ord, url FROM mention_trailer JOIN mention USING (mention_id)",
	{FIELD_MENTION, FIELD_ORD, {"url", FIELD_TEXT, ALWAYS, "Address", NULL}}, {{0}},
	{"mention", "ord"}, {TO_MENTION}},
    {"mention_credits", "People and companies that a mention gives",
	"SELECT key, role, ord, name, character, confidence FROM mention_credit "
	"JOIN mention USING (mention_id) JOIN person USING (person_id)",
	{FIELD_MENTION, CREDIT_FIELDS}, {{0}}, {"mention", "role", "ord"}, {TO_MENTION}},
    {"edges", "Why two mentions are one film, or are not",
	"SELECT a.key, b.key, CASE edge.rule WHEN 0 THEN 'decision' WHEN 1 THEN 'id' WHEN 2 THEN "
	"'people' WHEN 3 THEN 'title-year' ELSE 'near-year' END, edge.why = 0, CASE edge.why WHEN "
	"1 "
	"THEN 'ids differ' WHEN 2 THEN 'decided to differ' WHEN 3 THEN 'years stretch' WHEN 4 THEN "
	"'directors differ' WHEN 5 THEN 'several candidates' WHEN 6 THEN 'overruled' END "
	"FROM edge JOIN mention a ON a.mention_id = a_mention JOIN mention b ON b.mention_id = "
	"b_mention",
	{FIELD_MENTION, {"other", FIELD_TEXT, ALWAYS, "Key of the other mention", NULL},
	    {"rule", FIELD_TEXT, ALWAYS, "Rule that found it", NULL},
	    {"taken", FIELD_BOOLEAN, ALWAYS, "They are one film by it", NULL},
	    {"against", FIELD_TEXT, MAYBE, "What stood against it", NULL}},
	{{0}}, {"mention", "other", "rule"}, {TO_MENTION, {"other", "mentions", "mention"}}},
    {"histograms", "Ballots that count, per mention and scale",
	"SELECT key, best, worst, favorite, unfavorite, anonymous, ratings, nullif(cells, '') "
	"FROM mention_histogram JOIN mention USING (mention_id) JOIN scale USING (scale_id)",
	{FIELD_MENTION,
	    {"best", FIELD_NUMBER, MAYBE, "Best value of the scale; none of choices", NULL},
	    {"worst", FIELD_NUMBER, MAYBE, "Worst value of the scale", NULL},
	    {"favorite", FIELD_INTEGER, ALWAYS, "Votes for favorite", NULL},
	    {"unfavorite", FIELD_INTEGER, ALWAYS, "Votes for unfavorite", NULL},
	    {"anonymous", FIELD_INTEGER, ALWAYS, "Of them by anonymous voters", NULL},
	    {"ratings", FIELD_INTEGER, ALWAYS, "Ballots with a value", NULL},
	    {"cells", FIELD_TEXT, MAYBE, "VALUE:COUNT, by value, a space between", NULL}},
	{{0}}, {0}, {TO_MENTION}},
    {"pages", "Pages, as all their observations tell",
	"SELECT key, title, publisher, language, published_at, retrieved_at, films, comments, "
	"author "
	"FROM page LEFT JOIN page_shown USING (page_id)",
	{FIELD_PAGE, {"title", FIELD_TEXT, MAYBE, "Title", NULL},
	    {"publisher", FIELD_TEXT, MAYBE, "Publisher", NULL},
	    {"language", FIELD_TEXT, MAYBE, "BCP 47 tag", NULL},
	    {"published_at", FIELD_TIME, MAYBE, "When it was published", NULL},
	    {"retrieved_at", FIELD_TIME, MAYBE, "When it was last retrieved", NULL},
	    {"films", FIELD_INTEGER, MAYBE, "Films that it shows", NULL},
	    {"comments", FIELD_INTEGER, MAYBE, "Comments; 0 is known to be none", NULL}},
	{{"author", FIELD_TEXT, MAYBE, "Author", NULL}}, {"page"}, {{0}}},
    {"page_aliases", "Other names of a page",
	"SELECT page_alias.key, page.key FROM page_alias JOIN page USING (page_id)",
	{{"alias", FIELD_TEXT, ALWAYS, "Other key", NULL}, FIELD_PAGE}, {{0}}, {"alias"},
	{TO_PAGE}},
    {"observations", "Each time a page was seen",
	"SELECT key, nullif(retrieved_at, ''), lower(hex(record_sha256)), nullif(sha256, ''), "
	"nullif(importer, ''), "
	"record FROM observation JOIN page USING (page_id)",
	{FIELD_PAGE, {"retrieved_at", FIELD_TIME, MAYBE, "When the page was retrieved", NULL},
	    {"record_sha256", FIELD_HEX, ALWAYS, "SHA-256 of the record", NULL},
	    {"sha256", FIELD_HEX, MAYBE, "SHA-256 of the page", NULL},
	    {"importer", FIELD_TEXT, MAYBE, "Program that read it", NULL}},
	{{"record", FIELD_TEXT, ALWAYS, "Record, without comments and reviews", NULL}},
	{"record_sha256"}, {TO_PAGE}},
    {"verdicts", "Verdicts of a page, at each observation",
	"SELECT " OBSERVED ", n, ord, v.choice, v.label, v.rule, v.score, v.conflict, v.by "
	"FROM verdict v" OF_OBSERVATION,
	{FIELDS_OBSERVATION, FIELD_ORD, {"choice", FIELD_WORD, ALWAYS, "Choice", &vocab_choice},
	    {"label", FIELD_TEXT, MAYBE, "Words that say it", NULL},
	    {"rule", FIELD_WORD, MAYBE, "What made the verdict", &vocab_rule},
	    {"score", FIELD_NUMBER, MAYBE, "Score from 0 to 1", NULL},
	    {"conflict", FIELD_BOOLEAN, ALWAYS, "Another verdict says the opposite", NULL}},
	{{"by", FIELD_TEXT, MAYBE, "Who chose", NULL}}, {"record_sha256", "n", "ord"},
	{TO_PAGE, {"record_sha256", "observations", "record_sha256"}}},
    {"polls", "Polls of a page and their options, at each observation",
	"SELECT " OBSERVED ", p.n, p.ord, p.question, q.ord, q.choice, q.label, q.votes "
	"FROM poll p JOIN poll_option q ON q.observation_id = p.observation_id AND q.n = p.n AND "
	"q.poll = p.ord JOIN observation o ON o.observation_id = p.observation_id "
	"JOIN page ON page.page_id = o.page_id",
	{FIELDS_OBSERVATION, FIELD_ORD, {"question", FIELD_TEXT, MAYBE, "Question", NULL},
	    {"option", FIELD_INTEGER, ALWAYS, "Place of the option", NULL},
	    {"choice", FIELD_WORD, MAYBE, "Choice it stands for", &vocab_choice},
	    {"label", FIELD_TEXT, MAYBE, "Label of the option", NULL},
	    {"votes", FIELD_INTEGER, MAYBE, "Votes; none when the page does not say", NULL}},
	{{0}}, {"record_sha256", "n", "ord", "option"},
	{TO_PAGE, {"record_sha256", "observations", "record_sha256"}}},
    {"tallies", "Totals that a page reports, at each observation",
	"SELECT " OBSERVED ", n, ord, target, name, value, best, worst, scale_assumed, ratings, "
	"reviews, likes, dislikes, approximate, derived, layer FROM tally" OF_OBSERVATION,
	{FIELDS_OBSERVATION, FIELD_ORD,
	    {"target", FIELD_WORD, ALWAYS, "What is rated", &vocab_target},
	    {"name", FIELD_TEXT, MAYBE, "What the page calls it", NULL},
	    {"value", FIELD_NUMBER, MAYBE, "Mean value", NULL},
	    {"best", FIELD_NUMBER, MAYBE, "Best value of the scale", NULL},
	    {"worst", FIELD_NUMBER, MAYBE, "Worst value of the scale", NULL},
	    {"scale_assumed", FIELD_INTEGER, ALWAYS, "0 stated, 1 assumed 5 and 1, 2 widened",
		NULL},
	    {"ratings", FIELD_INTEGER, MAYBE, "Ratings", NULL},
	    {"reviews", FIELD_INTEGER, MAYBE, "Reviews", NULL},
	    {"likes", FIELD_INTEGER, MAYBE, "Likes", NULL},
	    {"dislikes", FIELD_INTEGER, MAYBE, "Dislikes", NULL},
	    {"approximate", FIELD_BOOLEAN, ALWAYS, "Rounded by the page", NULL},
	    {"derived", FIELD_BOOLEAN, ALWAYS, "Counts rebuilt from percentages", NULL},
	    {"layer", FIELD_WORD, MAYBE, "Where it stood", &vocab_layer}},
	{{0}}, {"record_sha256", "n", "ord"},
	{TO_PAGE, {"record_sha256", "observations", "record_sha256"}}},
    {"tally_bars", "Histograms that a page reports, at each observation",
	"SELECT " OBSERVED ", n, tally, value, votes FROM tally_bar" OF_OBSERVATION,
	{FIELDS_OBSERVATION, {"tally", FIELD_INTEGER, ALWAYS, "Place of the tally", NULL},
	    {"value", FIELD_NUMBER, ALWAYS, "Value", NULL},
	    {"votes", FIELD_INTEGER, ALWAYS, "Votes for it", NULL}},
	{{0}}, {"record_sha256", "n", "tally", "value"},
	{TO_PAGE, {"record_sha256", "observations", "record_sha256"}}},
    {"comments", "Comments, as last seen",
	"SELECT page.key, id, nullif(seen_at, ''), removed, " VOTER "comment.voter_id), posted_at, "
	"parent, ballot, author, body FROM comment JOIN page USING (page_id) "
	"LEFT JOIN comment_text USING (comment_id)",
	{FIELD_PAGE, {"comment", FIELD_TEXT, ALWAYS, "The site's own id", NULL},
	    {"seen_at", FIELD_TIME, MAYBE, "When it was last seen", NULL},
	    {"removed", FIELD_BOOLEAN, ALWAYS, "Removed at the source", NULL},
	    {"voter", FIELD_HEX, MAYBE, "Key of the voter; none of those who do not vote", NULL},
	    {"posted_at", FIELD_TIME, MAYBE, "When it was posted", NULL},
	    {"parent", FIELD_TEXT, MAYBE, "Comment it answers", NULL},
	    {"ballot", FIELD_WORD, MAYBE, "How it was read", &vocab_choice}},
	{{"author", FIELD_TEXT, MAYBE, "Name shown", NULL},
	    {"body", FIELD_TEXT, MAYBE, "Text", NULL}},
	{"page", "comment"}, {TO_PAGE, {"voter", "voters", "voter"}}},
    {"reviews", "Reviews",
	"SELECT page.key, n, lower(hex(hash)), " VOTER
	"review.voter_id), posted_at, choice, value, best, "
	"worst, scale_assumed, author, body FROM review JOIN page USING (page_id) "
	"LEFT JOIN review_text USING (review_id)",
	{FIELD_PAGE, {"n", FIELD_INTEGER, ALWAYS, "Which film of the page, from 1", NULL},
	    {"review", FIELD_HEX, ALWAYS, "Hash of all it says", NULL},
	    {"voter", FIELD_HEX, MAYBE, "Key of the voter", NULL},
	    {"posted_at", FIELD_TIME, MAYBE, "When it was posted", NULL},
	    {"choice", FIELD_WORD, MAYBE, "Choice", &vocab_choice},
	    {"value", FIELD_NUMBER, MAYBE, "Rating", NULL},
	    {"best", FIELD_NUMBER, MAYBE, "Best value of the scale", NULL},
	    {"worst", FIELD_NUMBER, MAYBE, "Worst value of the scale", NULL},
	    {"scale_assumed", FIELD_INTEGER, ALWAYS, "0 stated, 1 assumed 5 and 1, 2 widened",
		NULL}},
	{{"author", FIELD_TEXT, MAYBE, "Name shown", NULL},
	    {"body", FIELD_TEXT, MAYBE, "Text", NULL}},
	{"page", "n", "review"}, {TO_PAGE, {"voter", "voters", "voter"}}},
    {"voters", "Voters, by their keys",
	"SELECT lower(hex(key)), anonymous FROM voter v "
	"WHERE EXISTS (SELECT 1 FROM ballot_row b WHERE b.voter_id = v.voter_id) "
	"OR EXISTS (SELECT 1 FROM comment c WHERE c.voter_id = v.voter_id) "
	"OR EXISTS (SELECT 1 FROM review r WHERE r.voter_id = v.voter_id)",
	{{"voter", FIELD_HEX, ALWAYS, "HMAC-SHA-256 of the voter, 16 bytes of it", NULL},
	    {"anonymous", FIELD_BOOLEAN, ALWAYS, "A comment without a profile", NULL}},
	{{0}}, {"voter"}, {{0}}},
    {"ballots", "Votes, those replaced by a later one too",
	"SELECT m.key, " VOTER "b.voter_id), " CAST_AT
	", b.choice, CASE b.choice WHEN 0 THEN b.value "
	"END, scale.best, scale.worst, film.key, source.name, " LATEST " FROM ballot b "
	"CROSS JOIN mention m USING (mention_id) CROSS JOIN source USING (source_id) "
	"CROSS JOIN scale USING (scale_id) "
	"LEFT JOIN film_mention fm USING (mention_id) LEFT JOIN film USING (film_id)",
	{FIELD_MENTION, {"voter", FIELD_HEX, ALWAYS, "Key of the voter", NULL},
	    {"cast_at", FIELD_TIME, MAYBE, "When it was cast", NULL},
	    {"choice", FIELD_WORD, MAYBE, "Choice, or else a value", &vocab_choice},
	    {"value", FIELD_NUMBER, MAYBE, "Rating", NULL},
	    {"best", FIELD_NUMBER, MAYBE, "Best value of the scale", NULL},
	    {"worst", FIELD_NUMBER, MAYBE, "Worst value of the scale", NULL},
	    {"film", FIELD_TEXT, MAYBE, "Key of the film", NULL},
	    {"source", FIELD_TEXT, ALWAYS, "Who collected it", NULL},
	    {"counts", FIELD_BOOLEAN, ALWAYS, "The voter's latest on the film there", NULL}},
	{{0}}, {0}, {TO_MENTION, {"voter", "voters", "voter"}, TO_FILM}},
    {"totals", "Totals of polls, typed or from a file",
	"SELECT key, nullif(observed_at, ''), choice, votes FROM total JOIN mention USING "
	"(mention_id)",
	{FIELD_MENTION, {"observed_at", FIELD_TIME, MAYBE, "When they stood so", NULL},
	    {"choice", FIELD_WORD, ALWAYS, "Choice", &vocab_choice},
	    {"votes", FIELD_INTEGER, ALWAYS, "Votes for it", NULL}},
	{{0}}, {0}, {TO_MENTION}},
    {"decisions", "What people decided, as film-decide writes it", "SELECT line FROM decision",
	{{"line", FIELD_TEXT, ALWAYS, "DATE VERB and what it is about", NULL}}, {{0}}, {"line"},
	{{0}}},
    {"suppressions", "What film-forget keeps out", "SELECT kind, lower(hex(hash)) FROM suppression",
	{{"kind", FIELD_TEXT, ALWAYS, "voter, comment, page or record", NULL},
	    {"hash", FIELD_HEX, ALWAYS, "HMAC of its key: no trace of the key", NULL}},
	{{0}}, {"kind", "hash"}, {{0}}},
};
const size_t dump_tables_n = sizeof dump_tables / sizeof *dump_tables;
