#!/bin/sh
# faults.t: a thousand kills at writes, and allocations that fail, one after the other. What takes no time to see is
# in tests/faults.t.
# shellcheck disable=SC2086 # a command and its arguments
. tests/tap.sh
F=tests/demo
: "${POINTS:=500}"
film-page -q $F/*.html $F/*.txt >"$T/pages.ndjson"
film-load -q "$T/part.db" $F/form.csv
cp "$T/part.db" "$T/ref.db" && film-load -q "$T/ref.db" "$T/pages.ndjson"
film-votes "$T/ref.db" >"$T/want"

# kills NAME COMMAND…: the command, killed at its k-th write to $T/x.db, and then run again.
kills() {
	name=$1 k=0 n=0 wrong=''
	shift
	while [ $n -lt "$POINTS" ]; do
		k=$((k + 1)) n=$((n + 1))
		cp "$T/part.db" "$T/x.db"
		strace -f -o "$T/log" -e trace=pwrite64,write,fdatasync,fsync,unlink,rename,ftruncate \
			-e inject=pwrite64,write,fdatasync,fsync,unlink,rename,ftruncate:signal=KILL:when=$k "$@" 2>/dev/null
		grep -q 'killed by SIGKILL' "$T/log" || k=0
		"$@" && film-votes "$T/x.db" | cmp -s - "$T/want" && film-check -q "$T/x.db" || wrong="$wrong $k"
	done
	is "$wrong" '' "$name: $n kills, each mended by running it again"
}
if strace -o /dev/null true 2>/dev/null; then
	kills film-load film-load -q "$T/x.db" "$T/pages.ndjson"
	kills film-merge film-merge -q "$T/x.db" "$T/ref.db"
else
	skip 'kills' 'strace can not trace here'
fi

# Allocations: each of the first 40, then ever rarer. The old file stays, or the new one is whole.
${CC:-gcc} -shared -fPIC -o "$T/fail.so" tests/long/fail-malloc.c -ldl
for program in "film-page -q -j1 -o $T/o $F/harbour-lights.html" "film-feed -q -o $T/o tests/feeds/wordpress.xml" \
	"film-votes -q -o $T/o $T/ref.db" "film-report -q -o $T/o $T/ref.db"; do
	$program
	cp "$T/o" "$T/whole"
	wrong='' k=1 n=0 told=0
	while [ $k -lt 100000 ]; do
		echo old >"$T/o"
		FAIL_AT=$k LD_PRELOAD=$T/fail.so timeout 20 $program >"$T/out" 2>"$T/err"
		status=$?
		n=$((n + 1))
		case $status in
		0) cmp -s "$T/o" "$T/whole" || wrong="$wrong $k" ;;
		1 | 3) told=$((told + 1)) ;;
		*) wrong="$wrong $k=$status" ;;
		esac
		k=$((k < 40 ? k + 1 : k + k / 12))
	done
	is "$wrong" '' "${program%% *}: $n allocations failed, $told of them told, none with short data and success"
done

# Of databases: memory that fails is the system's failure, whichever file was being read, and no damage of it.
for program in "film-merge -q $T/x.db $T/ref.db" "film-check -q $T/ref.db" "film-load -q $T/x.db $T/pages.ndjson"; do
	wrong='' k=1 n=0
	while [ $k -lt 20000 ]; do
		cp "$T/part.db" "$T/x.db"
		FAIL_AT=$k LD_PRELOAD=$T/fail.so timeout 20 $program >"$T/out" 2>"$T/err"
		status=$?
		n=$((n + 1))
		[ $status = 0 ] || [ $status = 3 ] || wrong="$wrong $k=$status"
		[ $((n % 10)) -gt 0 ] || { $program && film-check -q "$T/x.db"; } || wrong="$wrong $k"
		rm -f "$T/x.db-journal"
		k=$((k < 40 ? k + 1 : k + k / 12))
	done
	is "$wrong" '' "${program%% *}: $n allocations failed, each ends it with 3 or does no harm"
done
done_testing
