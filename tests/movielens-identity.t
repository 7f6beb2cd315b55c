#!/bin/sh
# movielens-identity.t: MovieLens' films against the same films as IMDb would list them, with noise: articles moved, diacritics
# dropped, years off by one. No id is shared, so only titles and years can tell. links.csv says what is right.
. tests/tap.sh
data=../shared/realdata/votes-csv/movielens-2016
if [ ! -f "$data/movies.csv" ]; then
	skip 'precision and recall' '../shared is not here'
	done_testing
fi
{ echo movieId,title,genres; cat "$data/movies.csv"; } >"$T/movies.csv"
sed -i '2{/^movieId,/d;}' "$T/movies.csv"

# title.basics of the same films, one in ten with a year off by one (seeded), each under the id that links.csv gives.
python3 - "$T/movies.csv" "$data/links.csv" >"$T/title.basics.tsv" <<'PYTHON'
import csv, random, re, sys, unicodedata
random.seed(1895)
imdb = {row[0]: 'tt' + row[1].zfill(7) for row in csv.reader(open(sys.argv[2])) if row[0].isdigit()}
print('\t'.join(('tconst', 'titleType', 'primaryTitle', 'originalTitle', 'isAdult', 'startYear', 'endYear',
                 'runtimeMinutes', 'genres')))
for movie, title, _ in list(csv.reader(open(sys.argv[1], encoding='utf-8')))[1:]:
    match = re.match(r'^(.*?)\s*(?:\(.*\))?\s*\((\d{4})\)\s*$', title)
    if not match:
        continue
    name, year = match.group(1).strip(), int(match.group(2))
    moved = re.match(r"^(.*), (The|A|An|Le|La|Les|L'|Das|Der|Die|El|Il|Los|Las)$", name)
    if moved:
        name = moved.group(2) + ('' if moved.group(2).endswith("'") else ' ') + moved.group(1)
    if random.random() < 0.5:
        name = ''.join(c for c in unicodedata.normalize('NFD', name) if not unicodedata.combining(c))
    if random.random() < 0.1:
        year += random.choice((-1, 1))
    print('\t'.join((imdb[movie], 'movie', name, name, '0', str(year), '\\N', '\\N', '\\N')))
PYTHON
film-catalog -q "$T/movies.csv" >"$T/movielens.ndjson"
film-catalog -q "$T/title.basics.tsv" >"$T/imdb.ndjson"
film-load -q "$T/films.db" "$T/movielens.ndjson" "$T/imdb.ndjson"
ok $? 'both lists load'

sqlite3 -separator ' ' "$T/films.db" "SELECT m.id, i.id FROM film_identifier m JOIN film_identifier i USING (film_id)
	WHERE m.scheme = 'movielens' AND i.scheme = 'imdb'" | LC_ALL=C sort >"$T/found"
awk -F, 'NR > 1 || $1 ~ /^[0-9]/ { printf "%d tt%07d\n", $1, $2 }' "$data/links.csv" | LC_ALL=C sort >"$T/links"
cut -f 1 "$T/title.basics.tsv" | LC_ALL=C sort >"$T/listed"
awk 'NR == FNR { listed[$1]; next } $2 in listed' "$T/listed" "$T/links" >"$T/right"
set -- "$(wc -l <"$T/found")" "$(wc -l <"$T/right")" "$(LC_ALL=C comm -12 "$T/found" "$T/right" | wc -l)"
echo "# pairs found $1, right $2, found and right $3"
echo "$1 $2 $3" | awk '{ printf "# precision %.5f, recall %.5f\n", $3 / $1, $3 / $2 }'
is "$(echo "$1 $3" | awk '{ print ($2 / $1 >= 0.999) }')" 1 'precision is at least 0.999'
is "$(echo "$2 $3" | awk '{ print ($2 / $1 >= 0.98) }')" 1 'recall is at least 0.98'
done_testing
