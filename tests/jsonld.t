#!/bin/sh
# JSON-LD against outside suites: JSONTestSuite through the reader in strict mode, and real broken scripts, of which each
# must be repaired or refused with a notice.
. tests/tap.sh
real=../shared/realdata
suite=$real/nasty/JSONTestSuite/test_parsing
items=$O/tests/unit/page-items

# i_ files may go either way: accepted are these, and only these.
cat >"$T/accepted.want" <<'END'
i_number_double_huge_neg_exp.json
i_number_real_underflow.json
i_structure_500_nested_arrays.json
END

if [ -d "$suite" ]; then
	: >"$T/y" && : >"$T/n" && : >"$T/accepted"
	for file in "$suite"/*.json; do
		name=${file##*/}
		"$items" strict "$file"
		case $name:$? in
		y_*:0 | n_*:1 | i_*:1) ;;
		y_*:1) echo "$name" >>"$T/y" ;;
		i_*:0) echo "$name" >>"$T/accepted" ;;
		*) echo "$name" >>"$T/n" ;;
		esac
	done
	# jansson has no way to hold a NUL in a key; the repair takes such a file (y_object_escaped_null_in_key)
	is "$(cat "$T/y")" y_object_escaped_null_in_key.json "every y_ is accepted but the one with NUL in a key"
	is "$(cat "$T/n")" "" "every n_ is refused"
	same "$T/accepted" "$T/accepted.want" "of the i_ files three are accepted"
else
	skip "JSONTestSuite" "no $suite"
fi

broken=$real/structured-data/broken-jsonld
if [ -d "$broken" ]; then
	for page in "$broken"/*.html; do
		"$items" jsonld "$page" >"$T/items" 2>"$T/notices"
		grep -q '^jsonld-\(repaired\|refused\): script' "$T/notices"
		ok $? "${page##*/}: $(head -n 1 "$T/notices")"
		jq -e . "$T/items" >"$T/null" || ok 1 "${page##*/}: items are printed"
	done
else
	skip "real broken JSON-LD" "no $broken"
fi

# What another reader calls broken must have a notice, on every real page.
if [ -d "$real" ] && command -v python3 >"$T/null"; then
	cat >"$T/count.py" <<'END'
import json, re, sys
bad = 0
for script in re.findall(rb'<script[^>]*application/ld\+json[^>]*>(.*?)</script', open(sys.argv[1], 'rb').read(), re.S | re.I):
    try:
        json.loads(script)
    except ValueError:
        bad += 1
print(bad)
END
	silent=0 pages=0
	grep -rlI --include='*.html' --include='*.response' 'ld+json' "$real/film-html" "$real/blogger-html" \
		"$broken" "$real/structured-data/ratings" >"$T/pages"
	while read -r page; do
		bad=$(python3 "$T/count.py" "$page")
		noted=$("$items" jsonld "$page" 2>&1 >"$T/null" | grep -c '^jsonld-\(repaired\|refused\)')
		pages=$((pages + 1))
		[ "$noted" -ge "$bad" ] || { silent=$((silent + 1)); echo "# $page: $bad broken, $noted noted"; }
	done <"$T/pages"
	is "$silent" 0 "no broken script of $pages real pages is silent"
else
	skip "no broken script is silent" "no $real or no python3"
fi
done_testing
