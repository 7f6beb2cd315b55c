#!/bin/sh
# The facts of every real page that film-facts.jsonl names, which an independent extractor read off: title, year,
# directors, value, best, ratings, genres, runtime. Prints right of all, per field; every one must be right.
. tests/tap.sh
real=../shared/realdata
facts=$real/film-facts.jsonl
[ -f "$facts" ] || { skip "facts of real pages" "no $facts"; done_testing; }

# A fact that the file leaves empty is not asked for, but for value: no value means that none may be shown.
cat >"$T/fields.jq" <<'END'
def minutes: [capture("^P(T?((?<h>[0-9]+)H)?((?<m>[0-9]+)M)?)$") | ((.h // "0" | tonumber) * 60 + (.m // "0" | tonumber))] | first;
def near($a; $b): $a != null and $b != null and (($a - $b) | fabs) < 1e-9;
($fact | .page) as $page |
(.films[0] // {}) as $film |
([$film.tallies[]? | select(.target == "film" and .layer == $layer[$fact.layer])] | first // {}) as $tally |
{
  title: ($film.title == $fact.title),
  year: ($fact.year == null or $film.year == $fact.year),
  directors: ([$film.credits[]? | select(.role == "director") | .name] as $d | $fact.directors == [] or $d == $fact.directors),
  value: (if $fact.value == null then $tally.value == null else near($tally.value; $fact.value) end),
  best: ($fact.best == null or near($tally.best; $fact.best)),
  worst: ($fact.worst == null or near($tally.worst; $fact.worst)),
  ratings: ($fact.ratings == null or $tally.ratings == $fact.ratings),
  genres: ($fact.genres == [] or $film.genres == $fact.genres),
  runtime: ($fact.duration == [] or $film.runtime_min == ($fact.duration[0] | minutes))
} | to_entries[] | "\(.key) \(.value) \($page)"
END

: >"$T/results"
while read -r fact; do
	page=$(printf '%s\n' "$fact" | jq -r .page)
	film-page "$real/$page" 2>"$T/err" >"$T/record"
	jq -r --argjson fact "$fact" --argjson layer '{"json-ld":"jsonld","microdata":"microdata"}' \
		-f "$T/fields.jq" "$T/record" >>"$T/results" || echo "record false $page" >>"$T/results"
done <"$facts"

for field in title year directors value best worst ratings genres runtime; do
	right=$(grep -c "^$field true " "$T/results")
	all=$(grep -c "^$field " "$T/results")
	[ "$right" -eq "$all" ] && [ "$all" -gt 0 ]
	ok $? "$field: $right of $all"
	grep "^$field false " "$T/results" | sed 's/^/# /'
done
grep '^record' "$T/results" | sed 's/^/# /'
done_testing
