# records.awk: N page records as film-page writes them, about 1 KB each: one film with its director, an actor and a verdict,
# and one comment with a vote. A fifth are another site's page of an earlier film; a third of films have an id that only some of
# their pages give.
#	awk -v N=100000 -f tools/bench.d/records.awk
BEGIN {
	what = split("lamp harbour tunnel orchard river winter letter garden bridge island window summer train stranger road house night kitchen museum valley forest ferry clock violin bakery cinema station glacier meadow lantern circus tower market mirror desert sparrow comet carousel lighthouse accordion", nouns, " ")
	how = split("long quiet last broken golden distant silent second hidden frozen blue paper early empty narrow crooked patient borrowed northern salty endless careful restless hollow velvet loud gentle ordinary painted wandering", adjectives, " ")
	where = split("Odessa Bergen Lima Tartu Porto Galway Riga Leeds Turin Kazan Nantes Malaga Ghent Tromso Izmir Varna Basel Cork Gdansk Split Oulu Lviv Graz Bari Zadar Brno Mainz Vigo Metz Lund", places, " ")
	first = split("Ada Bela Cleo Dina Egon Fanny Gil Hedda Igor Jana Kira Lew Mona Nils Olga Piet Rosa Sten Tilda Uwe Vera Wim Xenia Yuri Zora Arvid Bruno Carla Doris Emil", firsts, " ")
	last = split("Varg Orn Hahn Keys Sorin Blum Till Rand Moss Ferri Quist Dahl Novak Lindt Ruiz Okoye Sato Bauer Costa Weiss Petrov Silva Moreau Kovac Jansen Larsen Fischer Rossi Meyer Popov Berg Lund Stone Marsh Field", lasts, " ")
	kinds = split("Drama Comedy Thriller Documentary Romance Horror Western Musical War Crime", genres, " ")
	lands = split("Norway:NO Peru:PE Estonia:EE Portugal:PT Ireland:IE Latvia:LV Italy:IT France:FR Spain:ES Belgium:BE", countries, " ")
	words = split("a the of and somebody who keeps an old ferry meets her brother after years while their town forgets how it began", lexicon, " ")
	for (i = 1; i <= N; i++) {
		state = i * 7919 % 2147483647
		film = i > 10 && i % 5 == 0 ? i - int(i * draw() * draw()) - 1 : i
		if (film < 1 || film % 5 == 0)
			film = i - 1
		record(i, film)
	}
}

# The next number of a row that its start fixes: from 0, below 1.
function draw() {
	state = (state * 48271 + 12345) % 2147483647
	return state / 2147483647
}

function pick(list, n) { return list[1 + int(draw() * n)] }

function person() { return pick(firsts, first) " " pick(firsts, first) " " pick(lasts, last) pick(lasts, last) }

function hex(n,  text) {
	while (n-- > 0)
		text = text sprintf("%08x", int(draw() * 4294967295))
	return text
}

function sentence(n,  text) {
	while (n-- > 0)
		text = text pick(lexicon, words) " "
	return text "home."
}

# The film's own facts depend on its number alone.
function facts(film,  title, country) {
	state = film * 104729 % 2147483647
	draw()
	title = "The " pick(adjectives, how) " " pick(nouns, what) " of the " pick(adjectives, how) " " pick(nouns, what) " in " pick(places, where)
	year = 1930 + int(draw() * 95)
	director = person()
	actor = "{\"role\":\"actor\",\"name\":\"" person() "\",\"order\":1,\"confidence\":1}"
	split(pick(countries, lands), country, ":")
	genre = pick(genres, kinds)
	known = ",\"genres\":[\"" genre "\"],\"countries\":[{\"name\":\"" country[1] "\",\"code\":\"" country[2] "\"}]"
	id = draw() < 0.33 ? sprintf(",\"ids\":{\"imdb\":\"tt%07d\"}", film) : ""
	return title
}

function record(i, film,  title, url, choice, vote, voter, comment) {
	title = facts(film)
	state = i * 15485863 % 2147483647
	draw()
	url = sprintf("https://%s-%d.example/%d/%02d/%s-%d.html", tolower(pick(places, where)), 1 + int(draw() * 400), 2006 + int(draw() * 19), 1 + int(draw() * 12), pick(nouns, what), i)
	choice = draw() < 0.6 ? "favorite" : "unfavorite"
	vote = draw() < 0.7 ? "favorite" : "unfavorite"
	comment = sprintf("%d%012.0f", 1 + int(draw() * 8), int(draw() * 9999999) * 9973 + i)
	voter = draw() < 0.2 ? "comment:" comment : sprintf("blogger:1%019.0f", int(draw() * N / 4) * 7919)
	printf "{\"record\":\"page\",\"version\":1,\"page\":{\"url\":\"%s\",\"sha256\":\"%s\",\"title\":\"%s (%d)\",\"published_at\":\"2021-%02d-02T09:00:00Z\",\"retrieved_at\":\"2024-05-%02dT10:00:00Z\",\"importer\":\"film-page\",\"status\":\"complete\"},\"films\":[{\"title\":\"%s\",\"year\":%d%s%s,\"synopsis\":\"%s\",\"credits\":[{\"role\":\"director\",\"name\":\"%s\",\"order\":1,\"confidence\":1},%s],\"verdicts\":[{\"choice\":\"%s\",\"rule\":\"choice-block\",\"conflict\":false}]}],\"comments\":{\"count\":1,\"items\":[{\"id\":\"%s\",\"author\":\"%s\",\"voter\":\"%s\",\"posted_at\":\"2022-%02d-%02dT11:00:00Z\",\"body\":\"%s\",\"removed\":false,\"ballot\":\"%s\"}]}}\n",
		url, hex(8), title, year, 1 + i % 12, 1 + i % 28, title, year, draw() < 0.7 ? id : "", known, sentence(6 + int(draw() * 6)), director, actor, choice, comment, pick(firsts, first), voter, 1 + i % 12, 1 + i % 28, sentence(4), vote
}
