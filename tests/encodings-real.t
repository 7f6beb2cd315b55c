#!/bin/sh
# encodings-real.t: pages in wrongly declared, late declared, undeclared and broken encodings come out readable. What each
# declares, which encoding was decided and why is listed; Python's codecs and HTML parser say what is right.
. tests/tap.sh
pages=../shared/realdata/nasty/encodings
[ -d "$pages" ] || { skip 'every page comes out readable' "no $pages"; done_testing; }
export TEXT="$T/want" PYTHONDONTWRITEBYTECODE=1

# The title of a record stands in the page's text as Python reads it.
cat >"$T/title.py" <<'P'
import html, json, re, sys, unicodedata
squeeze = lambda text: re.sub(r"\s+", " ", unicodedata.normalize("NFC", html.unescape(text)))
title = json.loads(open(sys.argv[1], "rb").read().decode("utf-8"))["page"].get("title", "")
sys.exit(not title or squeeze(title) not in squeeze(open(sys.argv[2], encoding="utf-8").read()))
P

for page in "$pages"/*; do
	name=$(basename "$page")
	film-page -q --explain "$page" >"$T/explain"
	film-page -q "$page" >"$T/record"
	line=$(sed -n 's/^page\.charset: //p' "$T/explain")
	echo "# $name: $line"
	decided=${line%% *}
	python3 tests/encodings/oracle.py "$page" "$decided" >"$T/oracle"
	IFS='	' read -r declared right replaced <"$T/oracle"
	is "$(echo "$line" | sed 's/.*; \(.* declared\|declared .*\); .*/\1/')" "$declared" "$name: what is declared"
	is "$right" yes "$name: $decided is right"
	is "$(echo "$line" | sed 's/.*; \([0-9]*\) replaced)$/\1/')" "$replaced" "$name: $replaced replaced"
	"$O/tests/unit/page-charset" "$page" >"$T/got"
	cmp -s "$T/got" "$T/want"
	ok $? "$name: its text is the codec's"
	python3 "$T/title.py" "$T/record" "$T/want"
	ok $? "$name: the record is valid UTF-8, and its title stands on the page"
done
done_testing
