#!/bin/sh
# sites.t: pages that imitate how well-known kinds of sites are built, with invented films, each with the facts beside it that
# a reader would take from it. NAME.html (or .response, with its HTTP header) is the page, NAME.facts what is expected.
# `REFRESH=1 sh tests/sites.t` writes the facts anew: look at the difference.
. tests/tap.sh

# A film a line, then what the page says besides.
cat >"$T/facts.jq" <<'END'
def texts: map(if type == "string" then . else .text // .name end) | join(" / ");
(.films[] | [
	"film: \(.title // "-") (\(.year // "-"))",
	(.titles // [] | select(. != []) | "titles: " + (map("\(.text) [\(.kind)]") | join(" / "))),
	(.ids // {} | select(. != {}) | "ids: " + (to_entries | map("\(.key):\(.value)") | join(" "))),
	(.released // empty | "released: \(.)"), (.runtime_min // empty | "runtime: \(.)"),
	(.genres // [] | select(. != []) | "genres: " + texts), (.countries // [] | select(. != []) | "countries: " + texts),
	(.languages // [] | select(. != []) | "languages: " + texts),
	(.synopsis // empty | "synopsis: \(.)"), (.description // empty | "description: \(.)"),
	((.trailers // [])[] | "trailer: \(.)"),
	((.credits // [])[] | "\(.role): \(.name)" + (.character // "" | if . == "" then . else " as \(.)" end)),
	((.tallies // [])[] | "tally \(.name // "-") \(.target): \(.value) of \(.worst)-\(.best), \(.ratings) ratings, \(.reviews) reviews\(if .approximate then ", approximate" else "" end)"),
	((.verdicts // [])[] | "verdict: \(.choice) by \(.by)"),
	((.polls // [])[] | "poll: \(.question) \(.options | map("\(.choice) \(.votes)") | join(", "))"),
	((.reviews // [])[] | "review: \(.author) \(.value) of \(.worst)-\(.best) \(.choice // "")"),
	(del(.title, .year, .titles, .ids, .released, .runtime_min, .genres, .countries, .languages, .synopsis, .description, .credits,
		.tallies, .verdicts, .polls, .reviews, .trailers, .layers) | to_entries[] | "\(.key): \(.value | tojson)")
	] | .[]),
(if .films == [] then "no film" else empty end),
(.page | "page: \(.title // "-") | \(.charset) | \(.author // "-") | \(.published_at // "-")"),
(select(.comments.count != null) | "comments: \(.comments.count)"),
((.comments.items // [])[] | "comment: \(.author // "-"): \(.ballot // "-"): \(.body // "-")")
END

for page in tests/sites/*.html tests/sites/*.response; do
	[ -e "$page" ] || continue
	expected=${page%.*}.facts
	film-page -q -j1 "$page" 2>"$T/err" | tee -a "$T/records" | jq -r -f "$T/facts.jq" >"$T/got"
	[ -z "${REFRESH:-}" ] || cp "$T/got" "$expected"
	same "$T/got" "$expected" "$(basename "$page")"
done

# What is on no page here would not be missed if it were no longer read.
jq -r '.page.profile // empty' "$T/records" >"$T/profiles"
for profile in importers/profiles/*.ini; do
	grep -qx "$(basename "$profile" .ini)" "$T/profiles"
	ok $? "$(basename "$profile") reads a page of tests/sites"
done
jq -r '.films[] | keys[]' "$T/records" >"$T/fields"
for field in $(jq -r '."$defs".film.properties | keys[]' schema/record/film-record.schema.json); do
	grep -qx "$field" "$T/fields"
	ok $? "a page of tests/sites has a film with its $field"
done

# Forty thousand labels side by side, and nested ones, take no longer than any page of their size.
head='<title>Lake</title><meta property="og:type" content="video.movie"><meta property="og:title" content="Lake">'
{ echo "$head<div>"; yes '<span>Director</span>' | head -n 40000; } >"$T/siblings.html"
{ echo "$head<table><tr>"; yes '<td>Production<b>x</b>' | head -n 20000; } >"$T/nested.html"
timeout 20 film-page -q "$T/siblings.html" "$T/nested.html" >"$T/out" 2>"$T/err"
is "$?/$(wc -l <"$T/out")" 0/2 "labels without end"
# So do elements of one letter, of which a page has a hundred thousand within the memory of a page of its size.
for element in b td; do
	{ echo "$head<table><tr>"; yes "<$element>x</$element>" | head -n 100000 | tr -d '\n'; } >"$T/tiny-$element.html"
done
timeout 20 film-page -q "$T/tiny-b.html" "$T/tiny-td.html" >"$T/out" 2>"$T/err"
is "$?/$(wc -l <"$T/out")" 0/2 "elements of one letter without end"
done_testing
