#!/bin/sh
# identity.t: hand-made cases of which mentions are one film, each with the reason for what is expected.
. tests/tap.sh

# record PATH TITLE YEAR [FILM-KEYS [PAGE-KEYS]]: the record of a page with one film; the last two are JSON members to add.
record() {
	printf '{"record":"page","version":1,"page":{"url":"https://a.example/%s","sha256":"%064d","importer":"hand 1"%s,"status":"complete"},"films":[{"title":"%s","year":%s%s}]}\n' \
		"$1" 0 "${5:+,$5}" "$2" "$3" "${4:+,$4}"
}

director() {
	printf '"credits":[{"role":"director","name":"%s","order":1,"confidence":1}]' "$1"
}

# films DB: how many films, and each film's pages in brackets, by address.
films() {
	sqlite3 "$1" "SELECT group_concat(pages, ' ') FROM (SELECT '[' || group_concat(name, '+') || ']' AS pages FROM
		(SELECT f.film_id, replace(replace(m.key, 'https://a.example/', ''), '#1', '') AS name FROM film_mention f
		JOIN mention m USING (mention_id) ORDER BY name) GROUP BY film_id ORDER BY pages)"
}

# load NAME: loads the records on stdin into a new database of that name.
load() {
	rm -f "$T/$1.db"
	film-load -q "$T/$1.db"
}

{ record a Oldboy 2003; record b Oldboy 2013; } | load oldboy
is "$(films "$T/oldboy.db")" '[a] [b]' 'Oldboy of 2003 and of 2013 are two films: ten years apart'

{ record a Crash 2005 "$(director 'Ann One')"; record b Crash 2005 "$(director 'Bo Two')"; } | load crash
is "$(films "$T/crash.db")" '[a] [b]' 'one title and year with different directors are two films'
record c Crash 2005 | film-load -q "$T/crash.db"
is "$(films "$T/crash.db")" '[a] [b] [c]' 'a third without a director could be either, so it is neither'

for order in 'a b c' 'a c b' 'b a c' 'b c a' 'c a b' 'c b a'; do
	rm -f "$T/years.db"
	for page in $order; do
		case $page in a) year=1999 ;; b) year=2000 ;; c) year=2001 ;; esac
		record "$page" Loop "$year" | film-load -q "$T/years.db"
	done
	is "$(films "$T/years.db")" '[a] [b] [c]' "1999, 2000, 2001 in the order $order: a year apart is not transitive"
done
{ record a Loop 1999 "$(director 'Ann One')"; record b Loop 2000 "$(director 'Ann One')"; } | load year
is "$(films "$T/year.db")" '[a+b]' 'a year apart with one director is one film'

seed='"titles":[{"text":"Closeness","kind":"display","script":"Latn"},{"text":"Tesnota","kind":"romanised","script":"Latn"},{"text":"Теснота","kind":"original","script":"Cyrl"}]'
record a Closeness 2017 "$seed" | load seed
record b Теснота 2017 | film-load -q "$T/seed.db"
record c Tesnota 2017 | film-load -q "$T/seed.db"
is "$(films "$T/seed.db")" '[a+b+c]' 'three titles meet a page with only the original, and one with only the romanised'
old=$(sqlite3 "$T/seed.db" 'SELECT key FROM film')
record d Closeness 2017 '"ids":{"imdb":"tt1234567"}' | film-load -q "$T/seed.db"
is "$(sqlite3 "$T/seed.db" 'SELECT key FROM film')" imdb:tt1234567 'the key changes when an id is learned'
is "$(sqlite3 "$T/seed.db" "SELECT f.key FROM film_alias a JOIN film f USING (film_id) WHERE a.key = '$old'")" \
	imdb:tt1234567 'the former key stays as an alias'
{ record b Теснота 2017; record c Tesnota 2017; } | load scripts
is "$(films "$T/scripts.db")" '[b] [c]' 'a romanisation alone is never enough'
film-decide --pending "$T/scripts.db" | grep -q 'romanise alike'
ok $? 'but it waits for a person'

printf '%s\n' \
	'{"record":"films","version":1,"source":"movielens","films":[{"title":"Loop","year":1999,"ids":{"imdb":"tt0000123","movielens":"7"}}]}' \
	'{"record":"films","version":1,"source":"imdb","films":[{"title":"The Loop","year":1998,"ids":{"imdb":"tt0000123"}}]}' \
	'source,film,title,year,voter,choice,value,best,worst,cast_at' \
	'movielens,movielens:7,,,movielens:1,,4.5,5,0.5,2016-01-01T00:00:00Z' >"$T/ids"
{ record a Schleife 2001 '"ids":{"imdb":"tt0000123"}'; cat "$T/ids"; } | load ids
is "$(sqlite3 "$T/ids.db" 'SELECT key, (SELECT count(*) FROM film_mention), (SELECT ratings FROM film_stats) FROM film')" \
	'imdb:tt0000123|4|1' 'MovieLens, IMDb and a blog page meet through ids'
{ cat "$T/ids"; record a Schleife 2001 '"ids":{"imdb":"tt0000123"}'; } | load ids2
is "$(film-votes "$T/ids2.db")" "$(film-votes "$T/ids.db")" 'in the other order too'

for pair in '5 01 a' '6 02 b' '5 03 a'; do
	set -- $pair
	record p Tally 2020 "\"tallies\":[{\"target\":\"film\",\"value\":8,\"best\":10,\"worst\":1,\"scale_assumed\":0,\"ratings\":$1,\"approximate\":false,\"layer\":\"jsonld\"}]" \
		"\"retrieved_at\":\"2026-01-$2\"" >>"$T/shard-$3"
done
film-load -q "$T/shard-a.db" "$T/shard-a"
film-load -q "$T/shard-b.db" "$T/shard-b"
film-merge -q "$T/tally.db" "$T/shard-a.db" "$T/shard-b.db"
is "$(sqlite3 "$T/tally.db" "SELECT group_concat(ratings || ':' || decreased) FROM (SELECT * FROM tally_latest ORDER BY observed_at)")" \
	'5:0,6:0,5:1' 'a tally seen 5, 6, 5 by two shards keeps its three observations, and the decrease is marked'

{ record a Echo 2010; record b Echo 2010; } | load wrong
is "$(films "$T/wrong.db")" '[a+b]' 'title and year alone match two pages'
echo '2026-11-20 differ https://a.example/a#1 https://a.example/b' | film-decide -q "$T/wrong.db"
is "$(films "$T/wrong.db")" '[a] [b]' 'a wrong match is undone by a person'
{ record a Echo 2010; record b Echo 2010; } | film-load -q "$T/wrong.db"
is "$(films "$T/wrong.db")" '[a] [b]' 'and stays undone when the pages come again'
echo '2026-11-21 open https://a.example/a https://a.example/b' | film-decide -q "$T/wrong.db"
is "$(films "$T/wrong.db")" '[a+b]' 'a newer open lets the rules say again'
done_testing
