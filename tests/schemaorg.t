#!/bin/sh
# schema.org's own examples say one thing in several syntaxes: the films that JSON-LD, microdata and RDFa give must agree.
. tests/tap.sh
examples=../shared/realdata/structured-data/schemaorg/schemaorg-all-examples.txt
[ -f "$examples" ] || { skip "the syntaxes agree on films" "no $examples"; done_testing; }

# One file per example and syntax: NNNN.SYNTAX.html.
awk -v dir="$T/" '
	/^TYPES:/ { n++; file = "" }
	/^(PRE-MARKUP|TYPES):/ { file = ""; next }
	/^(MICRODATA|RDFA|JSON):/ { file = sprintf("%s%04d.%s.html", dir, n, tolower(substr($0, 1, index($0, ":") - 1))); next }
	file != "" && NF { print > file }
' "$examples"
for file in "$T"/[0-9]*.html; do
	grep -q 'Movie' "$file" || rm "$file"
done

cat >"$T/films.jq" <<'END'
[.films[] | {title, year, runtime_min, genres,
	credits: ([.credits[]? | [.role, .name]] | sort),
	tallies: [.tallies[]? | [.target, .value, .best, .ratings, .reviews]]}] | sort_by(.title)
END
compared=0
for file in "$T"/[0-9]*.html; do
	film-page -q "$file" 2>"$T/null" | jq -S -f "$T/films.jq" >"${file%.html}.films"
done
for json in "$T"/*.json.films; do
	for other in "${json%.json.films}.microdata.films" "${json%.json.films}.rdfa.films"; do
		[ -f "$other" ] || continue
		[ "$(jq length "$other")" = 0 ] && continue
		[ "$(jq length "$json")" = 0 ] && continue
		compared=$((compared + 1))
		name=${other##*/}
		same "$other" "$json" "example ${name%.films} says what its JSON-LD says"
	done
done
[ "$compared" -ge 10 ]
ok $? "$compared pairs compared"
done_testing
