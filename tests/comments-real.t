#!/bin/sh
# comments-real.t: comments of real Blogger pages: counts, ids and order as the files beside the pages say them, counts as
# the headings say them elsewhere.
. tests/tap.sh

shared=../shared/realdata/blogger-html
if ! [ -d $shared ]; then
	skip "comments of real pages" "$shared is not here"
	done_testing
fi
for page in "$shared"/dscpl/*.html; do
	wanted=$(jq -c '[.comments[].comment_id]' "${page%.original.html}.data.json")
	got=$(film-page -q "$page" | jq -c '[.comments.items[]?.id]')
	is "$got" "$wanted" "$(basename "$page"): ids in order"
done
for page in "$shared"/*.html "$shared"/dscpl/*.html; do
	film-page -q "$page" >"$T/record"
	is "$(jq -c '[.comments.items[]?] | length' "$T/record")" "$(jq -c '.comments.count // 0' "$T/record")" \
		"$(basename "$page"): as many as the heading says"
	is "$(jq -c '[.notices[]? | select(.code | startswith("comment"))] | length' "$T/record")" 0 "and no notice of a mismatch"
done
done_testing
