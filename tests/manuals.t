#!/bin/sh
# manuals.t: every program has --help, --version and a manual page, and the three say the same options.
. tests/tap.sh

# The long options of --help, one a line.
help_options() {
	"$BIN/$1" --help | sed -nE 's/^ +(-[A-Za-z], )?--([a-z0-9-]+).*/\2/p' | sort -u
}

# The long options of the manual: `.It Fl x , Fl -name …` or `.It Fl -name …`.
manual_options() {
	sed -nE '/^\.It Fl/ s/.*Fl -([a-z0-9-]+).*/\1/p' "$1" | sort -u
}

for manual in importers/*.1 exporters/*.1 tools/*.1; do
	[ -e "$manual" ] || continue
	program=$(basename "$manual" .1)
	is "$(mandoc -T lint -W warning "$manual" 2>&1 | grep -v 'mandoc: outdated mandoc.db')" '' "$program.1 is clean mdoc"
	is "$(manual_options "$manual")" "$(help_options "$program")" "$program: --help and the manual name the same options"
	grep -q '^\.Sh EXIT STATUS' "$manual"
	ok $? "$program.1 says its exit statuses"
	grep -q '^\.Sh EXAMPLES' "$manual"
	ok $? "$program.1 has examples"
done
for binary in "$BIN"/film-*; do
	program=$(basename "$binary")
	exits 0 "$program --help exits 0" "$binary" --help
	is "$(awk 'length > 100' "$T/out")" '' "$program --help fits 100 columns"
	exits 0 "$program --version exits 0" "$binary" --version
	is "$(cat "$T/out")" "$program $("$BIN/film-page" --version | awk '{print $2}')" "$program --version names itself"
	exits 2 "$program refuses an unknown option" "$binary" --no-such-option
	exits 3 "$program --help to a full disk exits 3" sh -c "'$binary' --help >/dev/full"
	found=no
	for manual in importers/"$program".1 exporters/"$program".1 tools/"$program".1; do
		[ -e "$manual" ] && found=yes
	done
	is $found yes "$program has a manual page"
done
for manual in schema/*/*.5; do
	[ -e "$manual" ] || continue
	is "$(mandoc -T lint -W warning "$manual" 2>&1 | grep -v 'outdated mandoc.db')" '' "$(basename "$manual") is clean mdoc"
done
done_testing
