#!/bin/sh
# walls.t: the house's floor plan, held. Includes run downwards only; rooms keep what tests/rooms.py says, which finds them by
# itself; each library is seen in one place.
. tests/tap.sh

is "$(python3 tests/rooms.py . "$O")" '' 'rooms: doors open one way, private headers stay private, none is crowded or without a page'

# planted NAME PATTERN: in a copy of the house with a fault in it, exactly what matches the pattern is found, and nothing else.
planted() {
	found=$(python3 tests/rooms.py "$T/house" "${3:-$T/no-objects}" | grep -vE "^public for nobody")
	is "$(echo "$found" | grep -cvE "$2")" 0 "$1 is found, and nothing else"
	[ -n "$found" ]
	ok $? "$1 is found at all"
}
# house: a copy of it, without a fault, at $T/house.
house() {
	rm -rf "$T/house"
	mkdir "$T/house"
	tar -cf - schema importers exporters tools | tar -xf - -C "$T/house"
}
house
echo '#include "schema/record/record.h"' >>"$T/house/schema/base/number.h"
planted 'a door that opens both ways' '^rooms include each other: .*schema/base/number.h includes schema/record/record.h'
house
touch "$T/house/importers/page/comments/secret.h"
echo '#include "importers/page/comments/secret.h"' >>"$T/house/importers/page/page.c"
planted 'a private header in another room' '^private: importers/page/page.c includes importers/page/comments/secret.h$'
house
for n in 01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24; do
	echo '/* one more */' >"$T/house/exporters/rows/more$n.c"
done
planted 'a crowded room' '^crowded: exporters/rows has 2[0-9] .c files$'
house
rm "$T/house/schema/store/merge/README.md"
planted 'a room without a page' '^(no README.md: schema/store/merge|private: .* includes schema/store/merge/.*)$'
house
mkdir -p "$T/objects/exporters/rows"
for pair in 'one two' 'two one'; do
	# shellcheck disable=SC2086 # two names
	set -- $pair
	echo "int $2(void); int $1(void); int $1(void) { return $2(); }" >"$T/house/exporters/rows/$1.c"
	${CC:-cc} -c -o "$T/objects/exporters/rows/$1.o" "$T/house/exporters/rows/$1.c"
done
planted 'a circle of calls' '^call each other: exporters/rows/one.c, exporters/rows/two.c$' "$T/objects"
echo '/* Recursive: one.c and two.c call each other, since a row may hold rows. */' >"$T/house/exporters/rows/one.h"
is "$(python3 tests/rooms.py "$T/house" "$T/objects" | grep -c '^call each other')" 0 'a circle that says why is none'

# files_including PATTERN DIR…: the .c and .h files below DIRs that include what matches.
files_including() {
	pattern=$1
	shift
	grep -rlE --include='*.[ch]' "^[[:space:]]*#[[:space:]]*include[[:space:]]*[<\"]($pattern)" "$@" 2>/dev/null | sort
}

# only PATTERN NAME ALLOWED…: every file that includes PATTERN is among ALLOWED (shell patterns).
only() {
	pattern=$1 name=$2
	shift 2
	strangers=''
	for file in $(files_including "$pattern" schema importers exporters tools); do
		allowed=no
		for place in "$@"; do
			# shellcheck disable=SC2254 # a pattern on purpose
			case $file in $place) allowed=yes ;; esac
		done
		[ $allowed = yes ] || strangers="$strangers $file"
	done
	is "$strangers" '' "$name"
}

# never DIR PATTERN NAME: nothing below DIR includes PATTERN.
never() {
	is "$(files_including "$2" "$1")" '' "$3"
}

never schema/base 'schema/(record|store)/|importers/|exporters/|tools/' 'base includes nothing above it'
never schema/record 'schema/store/|importers/|exporters/|tools/' 'record includes base only'
never schema/store 'importers/|exporters/|tools/' 'store includes record and base only'
never importers 'schema/store/|exporters/|tools/' 'importers never see the store'
never exporters 'importers/|tools/' 'exporters never see importers'
never tools 'importers/' 'tools never see importers'
only 'libxml/' "libxml2 is seen by the page's document, for its entities by the prefilter, and by the feed reader" \
	'importers/page/document/*.c' 'importers/page/prefilter/html4_entity.c' 'importers/feed/*.c' 'tools/bench.d/*'
only 'sqlite3' 'sqlite3 is seen by the store' 'schema/store/*' 'tools/bench.d/*'
only 'csv\.h>' 'libcsv is seen by the CSV module' 'schema/base/csv/*.c'
only 'jansson' 'jansson is seen by the record and by JSON-LD' 'schema/record/*.c' 'importers/page/items/json*.c' 'tools/bench.d/*'
only 'zlib' 'zlib is seen by the gzip module' 'schema/base/gzip.c'
only 'brotli/|zstd' 'brotli and zstd are seen by the module that unpacks' 'schema/base/unpack.c'
only 'nettle/' 'nettle is seen by the digest module' 'schema/base/digest.c'
only 'utf8proc' 'utf8proc is seen by the text module' 'schema/base/text*.c'
only 'md4c' 'md4c is seen by the Markdown module' 'importers/page/saved/markdown.c'
only 'uchardet' 'uchardet is seen by the charset module' 'importers/page/bytes/charset*.c'
only 'ini\.h' 'libinih is seen by the profile module' 'importers/page/profile/*.c'
only 'seccomp|linux/landlock' 'the sandbox is one module' 'importers/confine/sandbox.c'
done_testing
