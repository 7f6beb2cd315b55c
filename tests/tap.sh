# tap.sh: what shell tests share. Source it from the project's root: `. tests/tap.sh`.
# BIN is where the programs are, T a scratch folder that goes when the test ends.
set -u
: "${O:=$(pwd)/build}"
BIN=$O/bin
T=$(mktemp -d)
trap 'rm -rf "$T"' EXIT
export FILMTALLY_KEY="$T/voter.key" FILMTALLY_PROFILES="${FILMTALLY_PROFILES:-$(pwd)/importers/profiles}"
export PATH="$BIN:$PATH"
tests=0 failed=0

# ok CODE NAME: passes when CODE is 0.
ok() {
	tests=$((tests + 1))
	if [ "$1" -eq 0 ]; then
		printf 'ok %d - %s\n' "$tests" "$2"
	else
		printf 'not ok %d - %s\n' "$tests" "$2"
		failed=$((failed + 1))
	fi
}

# is GOT WANT NAME: passes when the two texts are the same; shows both when not.
is() {
	if [ "$1" = "$2" ]; then
		ok 0 "$3"
	else
		ok 1 "$3"
		printf 'got:  %s\nwant: %s\n' "$1" "$2" | sed 's/^/# /'
	fi
}

# same FILE FILE NAME: passes when the two files are the same; shows the difference when not.
same() {
	if diff -u "$2" "$1" >"$T/tap.diff" 2>&1; then
		ok 0 "$3"
	else
		ok 1 "$3"
		head -n 40 "$T/tap.diff" | sed 's/^/# /'
	fi
}

# exits WANT NAME COMMAND…: passes when the command's exit status is WANT; its output goes to $T/out and $T/err.
exits() {
	want=$1 name=$2
	shift 2
	"$@" >"$T/out" 2>"$T/err" </dev/null
	got=$?
	is "$got" "$want" "$name"
	[ "$got" = "$want" ] || head -n 5 "$T/err" | sed 's/^/# /'
}

# skip NAME WHY: counts a test that could not be run.
skip() {
	tests=$((tests + 1))
	printf 'ok %d - %s # SKIP skipped: %s\n' "$tests" "$1" "$2"
}

done_testing() {
	printf '1..%d\n' "$tests"
	exit "$((failed > 0))"
}
