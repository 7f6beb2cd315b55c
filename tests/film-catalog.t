#!/bin/sh
# film-catalog.t: IMDb's and MovieLens' files become films with titles, years and ids; files given together are joined.
. tests/tap.sh

tab() { printf '%b' "$1" | tr '|' '\t'; }

tab 'tconst|titleType|primaryTitle|originalTitle|isAdult|startYear|endYear|runtimeMinutes|genres
tt0000010|movie|The "Kite|The "Kite|0|2014|\\N|90|Drama,Comedy
tt0000020|tvEpisode|Pilot|Pilot|0|2015|\\N|20|Drama
tt0000030|short|Lake|Le Lac|0|\\N|\\N|\\N|\\N
tt0000040|tvMovie|Short row|x
broken|movie|Bad Id|Bad Id|0|2014|\\N|90|Drama
' >"$T/title.basics.tsv"
tab 'titleId|ordering|title|region|language|types|attributes|isOriginalTitle
tt0000010|1|The "Kite|\\N|\\N|original|\\N|1
tt0000010|2|Змей|RU|\\N|imdbDisplay|\\N|0
tt0000010|3|Змей|UA|\\N|imdbDisplay|\\N|0
tt0000020|1|Pilote|FR|\\N|\\N|\\N|0
tt0000025|1|Nowhere Else|US|\\N|\\N|\\N|0
tt0000030|1|Der See|DE|\\N|\\N|\\N|0
' >"$T/title.akas.tsv"
tab 'tconst|averageRating|numVotes
tt0000010|7.5|1204
tt0000050|3.0|5
' >"$T/title.ratings.tsv"
cat >"$T/want" <<'END'
{"title":"The \"Kite","year":2014,"titles":[{"text":"Змей","kind":"aka","script":"Cyrl"}],"ids":{"imdb":"tt0000010"},"runtime_min":90,"genres":["Drama","Comedy"],"tallies":[{"target":"film","name":"imdb","value":7.5,"best":10,"worst":1,"scale_assumed":0,"ratings":1204,"approximate":false,"layer":"catalog"}]}
{"title":"Nowhere Else","titles":[{"text":"Nowhere Else","kind":"aka","script":"Latn"}],"ids":{"imdb":"tt0000025"}}
{"title":"Lake","titles":[{"text":"Le Lac","kind":"original","script":"Latn"},{"text":"Der See","kind":"aka","script":"Latn"}],"ids":{"imdb":"tt0000030"}}
{"ids":{"imdb":"tt0000050"},"tallies":[{"target":"film","name":"imdb","value":3,"best":10,"worst":1,"scale_assumed":0,"ratings":5,"approximate":false,"layer":"catalog"}]}
END
exits 1 'IMDb: damaged rows are refused, the rest is read' film-catalog "$T/title.ratings.tsv" "$T/title.akas.tsv" "$T/title.basics.tsv"
jq -c '.films[] | del(.layers)' "$T/out" >"$T/got"
same "$T/got" "$T/want" 'IMDb: three files are joined by id, what is no film is left out'
is "$(sed "s|$T/||" "$T/err")" 'film-catalog: title.basics.tsv:5: 4 fields, the header names 9
film-catalog: title.basics.tsv:6: the id is badly formed
film-catalog: 1 titles are no films and were passed over
film-catalog: 13 rows read = 11 kept + 2 refused' 'IMDb: and every row is accounted for'
for file in basics akas ratings; do gzip -c "$T/title.$file.tsv" >"$T/title.$file.tsv.gz"; done
film-catalog "$T"/title.*.gz 2>/dev/null | jq -c '.films[] | del(.layers)' >"$T/got"
same "$T/got" "$T/want" 'IMDb: compressed, the same'
is "$(film-catalog "$T/title.akas.tsv" 2>/dev/null | jq -r '.films[0].title')" 'The "Kite
Pilote
Nowhere Else
Der See' 'IMDb: titles by themselves are a film for each id'
is "$(film-catalog "$T/title.akas.tsv" 2>/dev/null | jq -r .source | sort -u)" imdb 'IMDb is the source'

cat >"$T/movies.csv" <<'END'
movieId,title,genres
1,"Kite, The (2014)",Adventure|Drama
2,"Lake of Sand, The (Lac de sable, Le) (1995)",Drama
3,Seventy (a.k.a. 70) (1999),(no genres listed)
4,Nameless,Drama
5,(600) Days of Rain (2009),Comedy
6,Swan: Or (The Lost Name) (2014),Drama
7,"Arc, L' (2011) ",Drama
8,"Serial (2001-2003)",Drama
x,Bad (2000),Drama
END
printf 'movieId,imdbId,tmdbId\n1,0000010,77\n2,0000020,\n9,0000090,99\n10,10000010,100\n' >"$T/links.csv"
cat >"$T/want" <<'END'
["The Kite",2014,{"movielens":"1","imdb":"tt0000010","tmdb":"77"},[]]
["The Lake of Sand",1995,{"movielens":"2","imdb":"tt0000020"},["Le Lac de sable"]]
["Seventy",1999,{"movielens":"3"},["70"]]
["Nameless",null,{"movielens":"4"},[]]
["(600) Days of Rain",2009,{"movielens":"5"},[]]
["Swan: Or",2014,{"movielens":"6"},["The Lost Name","Swan: Or (The Lost Name)"]]
["L'Arc",2011,{"movielens":"7"},[]]
["Serial",2001,{"movielens":"8"},[]]
[null,null,{"movielens":"9","imdb":"tt0000090","tmdb":"99"},[]]
[null,null,{"movielens":"10","imdb":"tt10000010","tmdb":"100"},[]]
END
exits 1 'MovieLens: a row with a bad id is refused' film-catalog "$T/movies.csv" "$T/links.csv"
jq -c '.films[] | [.title, .year, .ids, [.titles[]?.text]]' "$T/out" >"$T/got"
same "$T/got" "$T/want" 'MovieLens: titles are taken apart, ids joined'
is "$(jq -c '.films[0].genres' "$T/out" | sed -n '1p;3p')" '["Adventure","Drama"]
null' 'MovieLens: genres'
if /usr/bin/python3 -c 'import jsonschema' 2>/dev/null; then
	film-catalog "$T"/title.*.tsv "$T/movies.csv" "$T/links.csv" 2>/dev/null | /usr/bin/python3 -c '
import json, jsonschema, sys
schema = json.load(open("schema/record/film-record.schema.json"))
check = jsonschema.Draft202012Validator(schema)
for line in sys.stdin: check.validate(json.loads(line))' 2>"$T/err"
	ok $? 'every record is what the schema says'
else
	skip 'records against the schema' 'python3-jsonschema is not here'
fi
exits 1 'another file is refused' film-catalog tests/tables/movielens.csv
exits 1 'an empty file is refused' film-catalog /dev/null
exits 3 'a full disk' sh -c "film-catalog '$T/links.csv' >/dev/full"

data=../shared/realdata/votes-csv/movielens-2016
if [ -d $data ]; then
	{
		echo movieId,title,genres
		cat $data/movies.csv
	} | film-catalog - $data/links.csv >"$T/out" 2>"$T/err"
	is "$(wc -l <"$T/out")" "$(wc -l <$data/movies.csv)" 'MovieLens 2016: a film for each row'
	is "$(jq -r '.films[0].ids.imdb' "$T/out" | grep -c '^tt[0-9]\{7\}$')" "$(wc -l <"$T/out")" 'MovieLens 2016: each with its IMDb id'
	is "$(jq -c 'select(.films[0].year == null)' "$T/out" | wc -l)" "$(grep -vcE '\([0-9]{4}([-–][0-9]{0,4})?\) ?"?,' $data/movies.csv)" 'MovieLens 2016: a year wherever one stands'
else
	skip 'MovieLens 2016' '../shared/realdata is not here'
fi

# MovieTweetings: the same columns, IMDb's ids.
printf 'movieId,title,genres\n0099999,Glass Harbour (1999),Drama\n10099999,Nets (2019),Short\n' >"$T/tweets.csv"
is "$(film-catalog -q "$T/tweets.csv" | jq -r '.films[0].ids | tojson' | tr '\n' ' ')" \
	'{"imdb":"tt0099999"} {"imdb":"tt10099999"} ' "ids of seven digits are IMDb's"

# MovieLens' older sets: windows-1252, two colons, no header.
printf "1::Glass Harbour (1999)::Drama|Children's\n2::\"Old\" Caf\351, The (1950)::Drama\n" >"$T/old.dat"
exits 1 'columns parted by two colons are refused' film-catalog "$T/old.dat"
line=$(sed -n 's/.*two colons: try \(.*\)/\1/p' "$T/err" | sed "s|FILE|$T/old.dat|")
sh -c "$line" >"$T/got" 2>"$T/err"
is "$(jq -c '.films[0] | [.title, .year, .genres[0], .ids.movielens]' "$T/got" | tr '\n' ' ')" \
	'["Glass Harbour",1999,"Drama","1"] ["The \"Old\" Café",1950,"Drama","2"] ' 'and the command line in the message reads them'
is "$(grep -c 'windows-1252: 1, the first in line 3' "$T/err")" 1 'with a notice of what was not UTF-8'
done_testing
