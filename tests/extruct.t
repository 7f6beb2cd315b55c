#!/bin/sh
# The items of extruct's own test pages equal its expected files, for JSON-LD and microdata. Both sides are brought to one form
# by jq: types and names without schema.org's address, every property a list, white space squeezed. Where we differ
# the specification that decides is named here, one by one.
. tests/tap.sh
pages=../shared/realdata/structured-data/extruct
[ -d "$pages" ] || { skip "items equal extruct's" "no $pages"; done_testing; }
items=$O/tests/unit/page-items

cat >"$T/form.jq" <<'END'
def name: sub("^(https?://(www\\.)?schema\\.org/|schema:)(?=.)"; "");
def squeeze: gsub("[\\s\\x{a0}\\x{200b}]+"; " ") | sub("^ "; "") | sub(" $"; "");
def list: if type == "array" then . else [.] end;
def plain: if type == "string" then squeeze else tojson end;

# an item of extruct's microdata
def microdata:
  if type == "object" and (has("properties") or has("value")) then
    {type: ((.type // []) | list | map(name)), id: .id, value: ((.value // "") | squeeze),
     properties: ((.properties // {}) | with_entries(.key |= name | .value |= (list | map(microdata))))}
  else plain end;

# a node of JSON-LD, contexts and @graph aside; what has nothing but an @id is a reference
def flat: [list[] | if type == "array" then flat[] else . end];
def jsonld:
  if type == "object" then
    {type: ((."@type" // []) | list | map(select(. != "") | name)), id: (if ."@id" == "" then null else ."@id" end), value: "",
     properties: (with_entries(select(.key | startswith("@") | not) | .key |= name
       | .value |= (flat | map(select(. != null)) | map(jsonld))) | with_entries(select(.value != [])))}
  else plain end;
# two expected files stand in a list called items
def nodes: (if type == "object" and keys == ["items"] then .items else . end) | [flat[] | select(type == "object") | if has("@graph") then (."@graph" | nodes[]) else . end];

# what our helper prints
def ours:
  if type == "object" then
    {type, id, value: (.value // ""), properties: (.properties | with_entries(.value |= map(ours)))}
  else plain end;
END

# same_items SYNTAX PAGE EXPECTED [URL]
same_items() {
	case $1 in
	jsonld) expected='nodes | map(jsonld)' ;;
	microdata) expected='map(microdata)' ;;
	esac
	cp "$T/form.jq" "$T/want.jq" && echo "$expected" >>"$T/want.jq"
	cp "$T/form.jq" "$T/got.jq" && echo 'map(ours)' >>"$T/got.jq"
	jq "$(decided "$3")" "$3" | jq -S -f "$T/want.jq" >"$T/want"
	"$items" "$1" "$2" ${4:+"$4"} 2>"$T/notices" | jq -S -f "$T/got.jq" >"$T/got"
	same "$T/got" "$T/want" "$1 ${3#"$pages"/}"
}

# What the HTML standard decides against extruct, as a filter on its expected file.
decided() {
	case ${1#"$pages"/} in
	w3c/microdata.5.3.json)
		# 5.2.5: properties are in tree order; extruct puts those of itemref last
		echo '.[3].properties.a |= sort' ;;
	schema.org/product-ref.json)
		# 5.2.5 step 10: an element with itemscope that itemref names, without itemprop, gives no properties
		echo 'map(if .properties.prop3 and .properties.brand then del(.properties.prop3) | .properties.image |= .[0] else . end)' ;;
	schema.org/SearchAction.001.json)
		# 5.2.4: an input is none of the elements with a value of their own, and its textContent is empty
		echo '.[].properties.potentialAction.properties["query-input"] = ""' ;;
	*)
		echo . ;;
	esac
}

# The addresses that extruct's tests give to pages with relative ones.
url_of() {
	case ${1#"$pages"/} in
	w3c/microdata.7.1.json) echo http://blog.example.com/progress-report ;;
	w3c/microdata.object.json) echo http://www.example.com/microdata/test ;;
	*) echo ;;
	esac
}

for expected in "$pages"/*/*.jsonld; do
	page=${expected%.jsonld}.html
	[ -f "$page" ] && same_items jsonld "$page" "$expected"
done
for expected in "$pages"/*/*.json; do
	page=${expected%.json}.html
	case $expected in *microformat*) continue ;; esac
	jq -e 'type == "array" and (.[0] | has("properties") and (has("namespace") or has("iid") | not))' \
		"$expected" >"$T/null" || continue
	[ -f "$page" ] && same_items microdata "$page" "$expected" "$(url_of "$expected")"
done
done_testing
