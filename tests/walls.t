#!/bin/sh
# walls.t: includes run downwards only, and each library is seen where DESIGN says. The house's floor plan, held.
. tests/tap.sh

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
only 'csv\.h>' 'libcsv is seen by the CSV module' 'schema/base/csv.c'
only 'jansson' 'jansson is seen by the record and by JSON-LD' 'schema/record/*.c' 'importers/page/items/json*.c' 'tools/bench.d/*'
only 'zlib' 'zlib is seen by the gzip module' 'schema/base/gzip.c'
only 'brotli/|zstd' 'brotli and zstd are seen by the module that unpacks' 'schema/base/unpack.c'
only 'nettle/' 'nettle is seen by the digest module' 'schema/base/digest.c'
only 'utf8proc' 'utf8proc is seen by the text module' 'schema/base/text*.c'
only 'uchardet' 'uchardet is seen by the charset module' 'importers/page/bytes/charset*.c'
only 'ini\.h' 'libinih is seen by the profile module' 'importers/page/profile/*.c'
only 'seccomp|linux/landlock' 'the sandbox is one module' 'importers/confine/sandbox.c'
done_testing
