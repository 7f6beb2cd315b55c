#!/bin/sh
# Every page of tests/pages gives the record beside it, in one worker and in four, with and without the prefilter;
# every record keeps the JSON Schema. `REFRESH=1 sh tests/pages.t` writes the records anew: look at the difference.
. tests/tap.sh

for page in tests/pages/*.html tests/pages/*.txt tests/pages/*.response; do
	expected=${page%.*}.ndjson
	film-page -q -j1 "$page" >"$T/record" 2>"$T/err"
	sed 's/"importer":"film-page [^"]*"/"importer":"film-page"/' "$T/record" >"$T/plain"
	[ -n "${REFRESH:-}" ] && cp "$T/plain" "$expected"
	jq . "$T/plain" >"$T/got"
	jq . "$expected" >"$T/want"
	same "$T/got" "$T/want" "$(basename "$page")"
done

film-page -q -j1 tests/pages/*.html tests/pages/*.txt tests/pages/*.response >"$T/one"
film-page -q -j4 tests/pages/*.html tests/pages/*.txt tests/pages/*.response >"$T/four"
same "$T/four" "$T/one" "four workers give the same records in the same order"
film-page -q -j1 --whole tests/pages/*.html tests/pages/*.txt tests/pages/*.response >"$T/whole"
same "$T/whole" "$T/one" "without the prefilter the records are the same"

if /usr/bin/python3 -c 'import jsonschema' 2>/dev/null; then
	/usr/bin/python3 - schema/record/film-record.schema.json "$T/one" >"$T/check" 2>&1 <<-'E'
		import json, sys
		from jsonschema import Draft202012Validator
		check = Draft202012Validator(json.load(open(sys.argv[1])))
		for n, line in enumerate(open(sys.argv[2], encoding="utf-8"), 1):
		    for error in check.iter_errors(json.loads(line)):
		        print(f"record {n}: {list(error.path)}: {error.message}")
	E
	is "$(cat "$T/check")" "" "every record keeps the schema"
else
	skip "every record keeps the schema" "no python3-jsonschema"
fi
done_testing
