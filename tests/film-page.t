#!/bin/sh
# film-page from outside: the first page as text and in three HTML forms, options, and what is refused.
. tests/tap.sh
seed=../shared/seed/closeness.txt

# The form of a page does not change what it says.
facts() {
	film-page "$@" 2>"$T/err" | jq -S '{films, comments, interview, missing, publisher: .page.publisher}'
}

# wrap FORM: plain text on stdin as HTML; the second of two blank lines becomes an empty block.
wrap() {
	sed 's/&/\&amp;/g; s/</\&lt;/g' | awk -v form="$1" '
		function put(text, empty) {
			if (form == "br") printf "%s<br />\n", text
			else if (form == "p") print empty ? "<p>&nbsp;</p>" : "<p>" text "</p>"
			else print empty ? "<div><br /></div>" : "<div>" text "</div>"
		}
		BEGIN { print "<!DOCTYPE html><html><head><title>A page</title></head><body>" }
		/^[ \t\r]*$/ { blanks++; if (form == "br" || blanks > 1) put("", 1); next }
		{ blanks = 0; put($0, 0) }
		END { print "</body></html>" }'
}

if [ -e "$seed" ]; then
	facts "$seed" >"$T/text"
	is "$(jq -c '.films | length' "$T/text")" 1 "the seed is one film"
	is "$(jq -c '.films[0] | [.title, .year]' "$T/text")" '["Closeness",2017]' "title and year"
	is "$(jq -c '[.films[0].titles[] | [.text, .kind, .script]]' "$T/text")" \
	    '[["Closeness","display","Latn"],["Tesnota","romanised","Latn"],["Теснота","original","Cyrl"]]' \
	    "three titles with their kinds"
	names() { jq -r --arg role "$1" '[.films[0].credits[] | select(.role == $role) | .name] | join(", ")' "$T/text"; }
	is "$(names director)" "Kantemir Balagov" "director"
	is "$(names writer)" "Kantemir Balagov, Anton Yarush" "writers"
	is "$(names actor)" "Darya Zhovnar, Olga Dragunova, Atrem Cipin, Veniamin Kac, Anna Levit, Nazir Zhukov" \
	    "the cast without a heading, in order, as written"
	is "$(names cinematographer)" "Artem Emelianov" "cinematographer"
	is "$(jq -c '[.films[0].credits[] | select(.character) | [.name, .character]]' "$T/text")" \
	    '[["Darya Zhovnar","Ilana '"'Ila'"' Koft"],["Veniamin Kac","David"]]' "characters from the description"
	is "$(jq -c '[.films[0].credits[] | select(.role == "actor") | .confidence < 1] | all' "$T/text")" true \
	    "a cast without a heading is less sure"
	is "$(jq -c '.films[0] | [.genres, .countries]' "$T/text")" '[["Drama"],[{"code":"RU","name":"Russia"}]]' \
	    "genre and country"
	is "$(jq -c '[.films[0].verdicts[] | [.choice, .rule, .conflict]]' "$T/text")" \
	    '[["unfavorite","choice-block",false]]' "the verdict is the choice block's"
	is "$(jq -c '[.films[0].polls[] | .options[] | [.choice, .votes]]' "$T/text")" \
	    '[["favorite",null],["unfavorite",null]]' "one question, two options, no counts"
	is "$(jq -r '.missing["films[0].polls"]' "$T/text")" not-in-source "missing counts are said to be missing"
	is "$(jq -c '[.interview[] | [.speaker, (.answer | length > 100)]] | unique' "$T/text")" \
	    '[["Kantemir Balagov",true]]' "who answers"
	is "$(jq -c '.interview | length' "$T/text")" 8 "eight questions"
	is "$(jq -c '.comments' "$T/text")" '{"count":0,"items":[]}' "no comments is a known zero"
	is "$(jq -r '.publisher' "$T/text")" "All Favorite Movies (AFM)" "publisher"
	for form in p div br; do
		wrap $form <"$seed" >"$T/$form.html"
		facts "$T/$form.html" >"$T/$form"
		same "$T/$form" "$T/text" "the same facts from <$form> markup"
	done
else
	skip "the first page, as text and in three HTML forms" "no ../shared"
fi

done_testing
