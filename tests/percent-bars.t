#!/bin/sh
# A site that shows its histogram in percentages gives counts that add up to its number of ratings, marked derived.
. tests/tap.sh

cat >"$T/bars.ini" <<'END'
[match]
host = films.example
[tally readers]
ratings = .total
bar-votes = .bar
bar-first = 1
bar-step = 1
best = 3
worst = 1
END

# page TOTAL BAR BAR BAR
page() {
	cat <<END
<html><body><div itemscope itemtype="http://schema.org/Movie"><h1 itemprop="name">Harbour (2017)</h1></div>
<p class="total">$1</p><ul><li class="bar">$2</li><li class="bar">$3</li><li class="bar">$4</li></ul></body></html>
END
}
bars() {
	film-page -q --profile "$T/bars.ini" "$T/page.html" |
		jq -c '.films[0].tallies[0] | [.derived, [.histogram[]? | .votes]]'
}

page '100 ratings' 33% 33% 33% >"$T/page.html"
is "$(bars)" '[true,[34,33,33]]' "the largest remainder gets what is left"
page 17 '12.5 %' '37.5 %' '50 %' >"$T/page.html"
is "$(bars)" '[true,[2,6,9]]' "the counts add up to the total"
page 60 10 20 30 >"$T/page.html"
is "$(bars)" '[null,[10,20,30]]' "counts stay as they are"
page 100 10% 20% 30% >"$T/page.html"
is "$(bars)" '[null,[]]' "percentages that do not add up are no histogram"
done_testing
