# generate.awk: a random set of records, table rows and decisions, small enough that they meet all the time.
#
#	awk -v seed=7 -v dir=DIR -f tests/union/generate.awk
#
# Writes DIR/all.* (everything once, in one order) and DIR/1.* … DIR/N.* (the same cut into N shards, each in another
# order, some of it in two shards); * is ndjson, ballots.csv, totals.csv and decisions. Prints N.
# Decisions are drawn so that they never contradict each other: films of one hidden class are the same, of two differ.

# Park and Miller's minimal standard generator, the same in every awk.
function draw(n)
{
	state = (state * 16807) % 2147483647
	return int(state / 2147483647 * n)
}

function chance(percent)
{
	return draw(100) < percent
}

function pick(list, parts, n)
{
	n = split(list, parts, ";")
	return parts[draw(n) + 1]
}

function text(key, value)
{
	return value == "" ? "" : ",\"" key "\":\"" value "\""
}

function time_of()
{
	return pick("2024-01-02T03:04:05Z;2024-01-02;2024-02;2025-03-04T05:06:07Z;2025-03-04T05:06:08Z;2025")
}

function hex64(n)
{
	return sprintf("%064x", n)
}

# ---- records

function ids_of(out)
{
	out = ""
	if (chance(30))
		out = out text("imdb", "tt000000" (1 + draw(5)))
	if (chance(15))
		out = out text("wikidata", "Q" (1 + draw(4)))
	return out == "" ? "" : ",\"ids\":{" substr(out, 2) "}"
}

function credits_of(out)
{
	if (chance(40))
		return ""
	out = "{\"role\":\"director\",\"name\":\"" pick("Ada Holm;Jan Dorn;Pia Lund") "\",\"order\":1,\"confidence\":1}"
	if (chance(50))
		out = out ",{\"role\":\"actor\",\"name\":\"" pick("Ina Vik;Odo Weiss") "\",\"order\":1,\"confidence\":0.6}"
	return ",\"credits\":[" out "]"
}

function tally_of()
{
	return "{\"target\":\"" pick("film;page") "\",\"value\":" (1 + draw(5)) ",\"best\":5,\"worst\":1,\"scale_assumed\":0,\"ratings\":" draw(9) ",\"approximate\":false,\"layer\":\"jsonld\"}"
}

function review_of()
{
	return "{" substr(text("author", pick("Ann;Bob")) text("posted_at", time_of()) ",\"value\":" (1 + draw(5)) ",\"best\":5,\"worst\":1" text("body", pick("fine;dull;slow and long")) text("voter", pick("blogger:1;blogger:2;http://ann.example/")), 2) ",\"scale_assumed\":0}"
}

function film_of(rich, out)
{
	out = text("title", pick("The Long Tunnel;Long Tunnel;Paper Kites;Теснота;Closeness;Harbour"))
	if (chance(85))
		out = out ",\"year\":" (1999 + draw(4))
	if (chance(25))
		out = out ",\"titles\":[{\"text\":\"" pick("Tesnota;Теснота;Papírsárkány") "\",\"kind\":\"aka\",\"script\":\"Latn\"}]"
	out = out ids_of()
	if (chance(30))
		out = out ",\"runtime_min\":" (90 + draw(3))
	if (chance(50))
		out = out ",\"genres\":[\"" pick("Drama;Comedy") "\"" (chance(30) ? ",\"War\"" : "") "]"
	if (chance(30))
		out = out ",\"countries\":[{\"name\":\"" pick("Russia;Norway") "\"}]"
	out = out credits_of()
	if (rich && chance(40))
		out = out ",\"verdicts\":[{\"choice\":\"" pick("favorite;unfavorite") "\",\"rule\":\"choice-block\",\"conflict\":false}]"
	if (rich && chance(40))
		out = out ",\"polls\":[{\"question\":\"which?\",\"options\":[{\"choice\":\"favorite\",\"label\":\"yes\",\"votes\":" draw(9) "},{\"choice\":\"unfavorite\",\"label\":\"no\",\"votes\":" draw(9) "}]}]"
	if (rich && chance(50))
		out = out ",\"tallies\":[" tally_of() (chance(30) ? "," tally_of() : "") "]"
	if (rich && chance(30))
		out = out ",\"reviews\":[" review_of() (chance(30) ? "," review_of() : "") "]"
	return "{" substr(out, 2) "}"
}

# A comment's id says whose it is on most views; some show it without its profile.
function comment_of(id, voter, removed)
{
	id = 9000 + draw(12)
	voter = chance(85) ? "blogger:" (id % 5) : "comment:" id
	removed = chance(10)
	return "{\"id\":\"" id "\"" text("author", "Reader " id) (chance(95) ? text("voter", voter) : "") (chance(80) ? text("posted_at", time_of()) : "") (removed ? "" : text("body", pick("favorite;unfavorite!;what a film;so-so"))) ",\"removed\":" (removed ? "true" : "false") ",\"ballot\":\"" (removed ? "none" : pick("favorite;unfavorite;ambiguous;none")) "\"}"
}

function comments_of(most, out, n)
{
	out = ""
	for (n = draw(most + 1); n > 0; n--)
		out = out (out == "" ? "" : ",") comment_of()
	return out
}

# Pages 1 to 6 have an address, a post's id, or both; 5 and 6 are one page by two addresses and one id.
function names_of(page, out)
{
	out = ""
	if (chance(85))
		out = text("url", "https://" pick("a;b") ".example/" page)
	if (page <= 4 && (out == "" || chance(60)))
		out = out text("id", "blog-1.post-" page)
	if (page > 4 && (out == "" || chance(60)))
		out = out text("id", "blog-1.post-5")
	return out
}

function page_record(page, films, n, out)
{
	page = 1 + draw(6)
	films = chance(80) ? 1 : draw(4)
	out = ""
	for (n = 0; n < films; n++)
		out = out (n ? "," : "") film_of(1)
	return "{\"record\":\"page\",\"version\":1,\"page\":{" substr(names_of(page) text("sha256", hex64(draw(20))) text("title", pick("a;b")) text("author", "The Usher") (chance(70) ? text("retrieved_at", time_of()) : "") text("importer", pick("film-page 1;film-feed 1")) text("status", "complete"), 2) "},\"films\":[" out "]" (chance(60) ? ",\"comments\":{\"count\":" draw(4) ",\"items\":[" comments_of(3) "]}" : "") "}"
}

function comments_record(page)
{
	page = 1 + draw(6)
	return "{\"record\":\"comments\",\"version\":1,\"post\":\"" (chance(50) ? "blog-1.post-" (page > 4 ? 5 : page) : "https://a.example/" page) "\",\"items\":[" comments_of(3) "]}"
}

function films_record()
{
	return "{\"record\":\"films\",\"version\":1,\"source\":\"" pick("imdb;movielens") "\",\"films\":[" film_of(0) (chance(50) ? "," film_of(0) : "") "]}"
}

# ---- tables

function film_columns(kind)
{
	kind = draw(4)
	if (kind == 0)
		return "imdb:tt000000" (1 + draw(5)) "," (chance(50) ? "Harbour,1999" : ",")
	if (kind == 1)
		return "https://a.example/" (1 + draw(6)) ",,"
	return "," pick("Paper Kites;The Long Tunnel;Harbour") "," (chance(80) ? 1999 + draw(4) : "")
}

function ballot_row(vote)
{
	vote = chance(50) ? pick("favorite;unfavorite") ",,," : "," draw(11) / 2 "," pick("5,0.5;10,1;5,")
	return pick("form;club;a.example") "," film_columns() "," pick("blogger:1;blogger:2;form:ana;form:ben;form:eva") "," vote "," (chance(70) ? time_of() : "")
}

function total_row()
{
	return pick("form;paper") "," film_columns() "," pick("favorite;unfavorite") "," draw(5) "," (chance(70) ? time_of() : "")
}

# ---- decisions

function page_name(page)
{
	return chance(30) && page <= 4 ? "blog-1.post-" page "#1" : "https://a.example/" page "#1"
}

# Pages 1 and 2 are one class, 3 and 4 another, 5 and 6 are one page.
function decision(date, kind, a, b)
{
	date = "2026-01-0" (1 + draw(5))
	kind = draw(5)
	a = 1 + draw(4)
	b = 1 + draw(4)
	if (kind == 0)
		return date " ballot " (9000 + draw(14)) " " pick("favorite;unfavorite;none;auto")
	if (kind == 1)
		return date " verdict https://a.example/" a " " pick("favorite;unfavorite;none;auto")
	if (a == b)
		b = a % 4 + 1
	if (kind == 2)
		return date " open " page_name(a) " " page_name(b)
	return date " " (int((a + 1) / 2) == int((b + 1) / 2) ? "same" : "differ") " " page_name(a) " " page_name(b)
}

# ---- shards

# In each file the units stand in an order of their own.
function write_all(file, wanted, i, k, n, order, swap)
{
	n = 0
	for (i = 1; i <= units; i++)
		if (wanted == 0 || shard[i] == wanted || twice[i] == wanted)
			order[++n] = i
	for (i = n; i > 1; i--) {
		k = 1 + draw(i)
		swap = order[i]
		order[i] = order[k]
		order[k] = swap
	}
	printf "" > (file ".ndjson")
	printf "" > (file ".decisions")
	print "source,film,title,year,voter,choice,value,best,worst,cast_at" > (file ".ballots.csv")
	print "source,film,title,year,choice,votes,observed_at" > (file ".totals.csv")
	for (i = 1; i <= n; i++)
		print unit[order[i]] > (file "." form[order[i]])
}

function add(kind, line)
{
	unit[++units] = line
	form[units] = kind
	shard[units] = 1 + draw(shards)
	twice[units] = chance(15) ? 1 + draw(shards) : shard[units]
}

BEGIN {
	state = seed * 7919 + 17
	for (i = 0; i < 5; i++)
		draw(2)
	shards = 1 + draw(8)
	for (i = 2 + draw(14); i > 0; i--)
		add("ndjson", page_record())
	for (i = draw(5); i > 0; i--)
		add("ndjson", comments_record())
	for (i = draw(4); i > 0; i--)
		add("ndjson", films_record())
	for (i = draw(40); i > 0; i--)
		add("ballots.csv", ballot_row())
	for (i = draw(5); i > 0; i--)
		add("totals.csv", total_row())
	for (i = draw(5); i > 0; i--)
		add("decisions", decision())
	write_all(dir "/all", 0)
	for (i = 1; i <= shards; i++)
		write_all(dir "/" i, i)
	print shards
}
