#!/bin/sh
# datapackage.t: a dump's descriptor is valid by the Data Package standard's own JSON Schemas, version 2.0, which are not ours
# to keep here: FILMTALLY_DATAPACKAGE names a folder with datapackage.json, dataresource.json, tabledialect.json and
# tableschema.json of https://datapackage.org/profiles/2.0/. (film-dump.t holds a dump to what its descriptor promises.)
. tests/tap.sh
. tests/dump/everything
profiles=${FILMTALLY_DATAPACKAGE:-}
if [ ! -f "$profiles/datapackage.json" ]; then
	skip 'a dump is a Data Package' 'FILMTALLY_DATAPACKAGE names no folder with the files of https://datapackage.org/profiles/2.0/'
	done_testing
fi
if ! /usr/bin/python3 -c 'import jsonschema' 2>/dev/null; then
	skip 'a dump is a Data Package' 'no python3-jsonschema'
	done_testing
fi

refusals() {
	/usr/bin/python3 tests/dump/profile.py "$profiles" "$1" 2>&1
}

everything "$T/films.db"
film-load -q "$T/empty.db" </dev/null
film-dump "$T/films.db" -o "$T/dump"
film-dump --with-text "$T/films.db" -o "$T/text"
film-dump "$T/empty.db" -o "$T/empty"
is "$(refusals "$T/dump")" '' 'a dump is a Data Package'
is "$(refusals "$T/text")" '' 'with the texts, too'
is "$(refusals "$T/empty")" '' 'of an empty database, too'

# ---- and what is none is refused: each line is a filter that breaks the descriptor
mkdir "$T/broken"
while read -r filter; do
	jq "$filter" "$T/dump/datapackage.json" >"$T/broken/datapackage.json"
	refusals "$T/broken" >"$T/refused"
	sed -n '1s/^\(.\{120\}\).*/\1/; 1s/^/# /p' "$T/refused"
	grep -q '^package ' "$T/refused"
	ok $? "refused: $filter"
done <<'END'
del(.resources)
.resources = []
.name = 1
.sources = [{}]
.resources[0] |= del(.name)
.resources[0] |= del(.path)
.resources[0].path = "../films.csv"
.resources[0].type = "list"
.resources[0].bytes = "many"
.resources[0].hash = "sha256:none"
.resources[0].mediatype = "csv"
.resources[0].dialect.header = "yes"
.resources[0].schema |= del(.fields)
.resources[0].schema.fields = []
.resources[0].schema.fields[0] |= del(.name)
.resources[0].schema.fields[0].type = "text"
.resources[0].schema.fields[0].constraints.required = "always"
.resources[0].schema.fields[0].constraints.enum = []
.resources[0].schema.primaryKey = []
.resources[0].schema.missingValues = ""
.resources[0].schema.foreignKeys = [{"fields": ["film"]}]
END
done_testing
