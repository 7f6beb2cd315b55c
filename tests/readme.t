#!/bin/sh
# readme.t: the README's worked example is what the programs print, and its map and lists are true.
. tests/tap.sh

# block WORD: the lines of the first fenced block whose fence is ```WORD.
block() {
	awk -v fence="\`\`\`$1" '$0 == "```" && on { exit } on { print } $0 == fence { on = 1 }' README.md
}

block console >"$T/said"
O=$O sh tools/demo 2>/dev/null | awk '/^\$ film-votes --format json/ { exit } { print }' | sed '/^$/d' >"$T/shown"
same "$T/said" "$T/shown" 'the worked example is what make demo prints'

for program in "$BIN"/film-*; do
	grep -q "^| \`$(basename "$program")\` |" README.md
	ok $? "$(basename "$program") stands in the list of programs"
done
for folder in importers/*/ exporters/*/ schema/*/ tools/ tests/; do
	name=$(basename "$folder")
	[ "$folder" = "tools/$name/" ] || grep -qE "^\| .*(\`|/)$name/" README.md
	ok $? "$folder stands in the map"
done
for file in $(sed -n '/^## The house/,/^## What each/p' README.md | grep -oE '`[a-z/_-]+\.(c|h|sql|ini|t|json)`' | tr -d '\140'); do
	found=$(git ls-files "*$file" 2>/dev/null | head -n 1)
	[ -n "$found" ] || found=$(find schema importers exporters tools tests -path "*$file" | head -n 1)
	[ -n "$found" ]
	ok $? "the map's $file exists"
done

# The crontab line, by plain sh, on saved pages: quiet when all is well, and it leaves the CSV.
mkdir -p "$T/films/pages"
cp tests/demo/*.html "$T/films/pages"
block crontab | sed 's/^\([^ ]* \)\{5\} *//' >"$T/cron.sh"
(HOME=$T && export HOME && sh "$T/cron.sh" >"$T/mail" 2>&1)
ok $? 'the crontab line works in plain sh'
is "$(cat "$T/mail")" '' 'it mails nothing when nothing is wrong'
is "$(head -n 1 "$T/films/votes.csv" | cut -c 1-16)" 'film,title,year,' 'it leaves the CSV'
echo 'not a page' >"$T/films/pages/empty.html" && : >"$T/films/pages/empty.html"
(HOME=$T && export HOME && sh "$T/cron.sh" >"$T/mail" 2>&1)
[ -s "$T/mail" ]
ok $? 'it mails when a page was refused'
done_testing
