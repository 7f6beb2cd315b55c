#!/bin/sh
# faults.t: the promises of every program when disks fail, pipes close, databases are not what they should be,
# pages are hostile and names are strange.
# shellcheck disable=SC2046,SC2086 # a command and its arguments
. tests/tap.sh
F=tests/demo
film-page -q $F/*.html $F/*.txt >"$T/pages.ndjson"
film-load -q "$T/ref.db" "$T/pages.ndjson" $F/form.csv
film-load -q "$T/part.db" $F/form.csv
printf 'source,film,title,year,voter,choice,value,best,worst,cast_at\n' >"$T/none.csv"
film-load -q "$T/empty.db" "$T/none.csv"
printf 'userId,movieId,rating,timestamp\n1,1,4.0,964982703\n' >"$T/ratings.csv"
printf 'tconst\ttitleType\tprimaryTitle\toriginalTitle\tisAdult\tstartYear\tendYear\truntimeMinutes\tgenres\n' >"$T/basics.tsv"
printf 'tt0000009\tmovie\tAbove\tAbove\t0\t1999\t\\N\t90\tDrama\n' >>"$T/basics.tsv"
printf 'WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: https://site.example/\r\nContent-Type: text/html\r\nWARC-Date: 2020-01-01T00:00:00Z\r\nContent-Length: %d\r\n\r\n' \
	"$(wc -c <$F/harbour-lights.html)" >"$T/one.warc"
{
	cat $F/harbour-lights.html
	printf '\r\n\r\n'
} >>"$T/one.warc"

# prints NAME COMMAND…: one line for each program that prints, as what the caller does with it.
every_printer() {
	"$1" film-page "film-page -q $F/harbour-lights.html"
	"$1" film-feed "film-feed -q tests/feeds/wordpress.xml"
	"$1" film-warc "film-warc -q '$T/one.warc'"
	"$1" film-ratings "film-ratings -q '$T/ratings.csv'"
	"$1" film-catalog "film-catalog -q '$T/basics.tsv'"
	"$1" film-votes "film-votes -q '$T/ref.db'"
	"$1" film-report "film-report -q '$T/ref.db'"
	"$1" film-report-text "film-report -q --text '$T/ref.db'"
	"$1" film-decide "film-decide -q --pending '$T/ref.db'"
	for program in load merge check forget dump; do
		"$1" film-$program "film-$program --help"
	done
}

# ---- output that can't be written
onto_full() {
	sh -c "$2" >/dev/full 2>"$T/err"
	is $? 3 "$1: a full disk behind stdout is a failure"
}
every_printer onto_full
onto_closed() {
	sh -c "{ $2; echo \$? >'$T/status'; } 2>'$T/err' | true"
	is "$(cat "$T/status") $(cat "$T/err")" "0 " "$1: a closed pipe ends it quietly"
}
every_printer onto_closed

# inject FAULT NAME COMMAND…: the command, which writes $T/o, fails without harm to the old file, or does its work.
inject() {
	fault=$1 name=$2 calls=${1%%:*}
	shift 2
	echo old >"$T/o"
	timeout 20 strace -f -o "$T/log" -e "trace=$calls" -e "inject=$fault" "$@" >"$T/out" 2>"$T/err"
	status=$?
	case $status in
	0) cmp -s "$T/o" "$T/want" ;;
	3) [ "$(cat "$T/o")" = old ] ;;
	*) false ;;
	esac && ! ls "$T"/o.?????? >/dev/null 2>&1 ||
		wrong="$wrong $name:$fault=$status"
	rm -f "$T"/o.??????
}
wrong=''
if strace -o /dev/null true 2>/dev/null; then
	for program in "film-page -q -j1 -o $T/o $F/harbour-lights.html" "film-feed -q -o $T/o tests/feeds/wordpress.xml" \
		"film-votes -q -o $T/o $T/ref.db" "film-report -q -o $T/o $T/ref.db" "film-catalog -q -o $T/o $T/basics.tsv"; do
		$program && cp "$T/o" "$T/want"
		for fault in write:error=ENOSPC:when=1 write:error=EIO:when=2 write:error=EINTR:when=1 fsync:error=EIO:when=1 \
			rename:error=EIO:when=1 rename:error=ENOSPC:when=1; do
			inject $fault "${program%% *}" $program
		done
	done
	is "$wrong" '' 'a failed write, fsync or rename leaves the old file'
	wrong=''
	film-votes "$T/part.db" >"$T/before"
	film-merge -q "$T/merged.db" "$T/part.db" "$T/ref.db" && film-votes "$T/merged.db" >"$T/after"
	for program in "film-load -q $T/x.db $T/pages.ndjson" "film-merge -q $T/x.db $T/ref.db"; do
		for fault in pwrite64:error=ENOSPC:when=1 pwrite64:error=EIO:when=4 fdatasync:error=EIO:when=1 \
			fdatasync:error=EIO:when=2 unlink:error=EIO:when=1 pwrite64:error=ENOSPC:when=9+; do
			cp "$T/part.db" "$T/x.db"
			timeout 20 strace -f -o /dev/null -e "trace=${fault%%:*}" -e "inject=$fault" $program 2>"$T/err"
			status=$?
			film-votes "$T/x.db" >"$T/got"
			case $status in
			0) cmp -s "$T/got" "$T/after" ;;
			3) cmp -s "$T/got" "$T/before" || cmp -s "$T/got" "$T/after" ;;
			*) false ;;
			esac && $program && film-votes "$T/x.db" | cmp -s - "$T/after" && film-check -q "$T/x.db" ||
				wrong="$wrong ${program%% *}:$fault=$status"
		done
	done
	is "$wrong" '' 'a failed write or sync costs a load or merge nothing that running it again does not mend'
	wrong=''
	for k in 1 2 4 7 11 16 22 30; do
		cp "$T/part.db" "$T/x.db"
		strace -f -o /dev/null -e trace=pwrite64,fdatasync,unlink -e inject=pwrite64,fdatasync,unlink:signal=KILL:when=$k \
			film-merge -q "$T/x.db" "$T/ref.db" 2>/dev/null
		film-merge -q "$T/x.db" "$T/ref.db" && film-votes "$T/x.db" | cmp -s - "$T/after" && film-check -q "$T/x.db" ||
			wrong="$wrong $k"
	done
	is "$wrong" '' 'a merge that was killed at a write is finished by running it again'
	rm -rf "$T/d"
	timeout 20 strace -f -o /dev/null -e trace=fsync -e inject=fsync:error=EIO:when=3 film-dump -q -o "$T/d" "$T/ref.db" 2>"$T/err"
	is "$? $(ls -d "$T"/d "$T"/d.* 2>/dev/null | wc -l)" '3 0' 'a dump whose files are not safe is none'
else
	skip 'injected faults' 'strace can not trace here'
fi

# ---- databases that are none
cp "$T/ref.db" "$T/cut.db" && truncate -s 20480 "$T/cut.db"
cp "$T/ref.db" "$T/torn.db" && head -c 60000 /dev/urandom | dd of="$T/torn.db" bs=4096 seek=1 conv=notrunc 2>/dev/null
sqlite3 "$T/foreign.db" 'CREATE TABLE film(a); INSERT INTO film VALUES (1)'
cp "$T/ref.db" "$T/newer.db" && sqlite3 "$T/newer.db" "PRAGMA user_version = 99999"
echo 'this is no database' >"$T/text.db"
mkdir "$T/folder.db"
readers="film-votes film-report film-check film-decide:--pending"
for kind in cut torn foreign newer text folder missing; do
	wrong=''
	for reader in $readers film-dump:-o:$T/dumped film-merge:$T/merged.db film-forget film-load; do
		command=$(echo "$reader" | tr ':' ' ')
		case $kind.$reader in missing.film-load) continue ;; esac
		set --
		[ "$reader" = film-forget ] && set -- voter x:y
		timeout 20 $command "$T/$kind.db" "$@" </dev/null >"$T/out" 2>"$T/err"
		status=$?
		case $kind.$reader.$status in
		*.film-merge*.1) status=3 ;; # a part is refused, the others merged
		torn.film-check.1) status=3 ;;
		torn.*.0) status=3 ;; # pages that it did not need were torn
		esac
		[ $status = 3 ] && [ -s "$T/err" ] || [ "$kind" = torn ] && [ $status = 3 ] || wrong="$wrong $command=$status"
		[ $kind != missing ] || [ ! -e "$T/missing.db" ] || wrong="$wrong $command-made-it"
		rm -rf "$T/dumped"
	done
	is "$wrong" '' "a database that is $kind: exit 3 and a reason from every program"
done
cp "$T/ref.db" "$T/locked.db"
(
	echo 'BEGIN EXCLUSIVE;'
	while [ ! -e "$T/unlock" ]; do sleep 0.1; done
) | sqlite3 "$T/locked.db" &
sleep 0.3
wrong=''
for reader in $readers film-dump:-o:$T/dumped; do
	timeout 30 $(echo "$reader" | tr ':' ' ') "$T/locked.db" </dev/null >"$T/out" 2>"$T/err" &
	echo "$! $reader"
done >"$T/pids"
while read -r pid reader; do
	wait "$pid"
	status=$?
	[ $status = 4 ] || wrong="$wrong $reader=$status"
done <"$T/pids"
touch "$T/unlock"
wait
is "$wrong" '' 'a locked database: exit 4'

# ---- hostile pages: each between two good ones
python3 - "$T" <<'PY'
import sys
head = b'<html><head><title>Aa 2001</title>'
film = b'<script type="application/ld+json">{"@type":"Movie","name":"Aa","director":"Vera Lind"}</script></head><body>'
tail = b'<p>Country: Norway</p></body></html>'
N = 100000
pages = {
    'divs': b'<div>' * N, 'attributes': b'<p ' + b' '.join(b'a%d=1' % i for i in range(N)) + b'>',
    'ends': b'<div>' * N + b'</b>' * N, 'bodies': b'<body>' * N, 'paragraphs': b'<div></p>' * N,
    'text': b'<p>' + b'words and ' * 6000000 + b'</p>', 'open': b'<' * 3000000,
    'badutf8': b'<meta charset=utf-8>' + b'\xc0\x80\xff\xfe\xed\xa0\x80 caf\xe9' * 1000,
    'nul': b'\x00' * 3 + b'a\x00b', 'references': b'&amp' * 1000000, 'quotes': b"<p a='" * 300000,
}
def write(name, data): open('%s/h-%s.html' % (sys.argv[1], name), 'wb').write(data)
for name, data in pages.items(): write(name, head + film + data + tail)
ld = b'<script type="application/ld+json">%s</script>'
write('values', head + ld % (b'[' + b'1,' * 2000000 + b'1]') + film + tail)
write('maps', head + ld % (b'[' + b'{"@type":"Thing","name":"x"},' * 200000 + b'1]') + film + tail)
write('brackets', head + ld % (b'[' * 2000000) + film + tail)
write('utf16', (head + film + tail).decode().encode('utf-16-le'))
write('attribute', head + film + b'<p title="' + b'x' * 100000000 + b'">' + tail)
PY
for page in "$T"/h-*.html; do
	name=${page##*/h-} want=0
	case $name in attribute.html | nul.html) want=1 ;; esac
	/usr/bin/env time -f '%U %S' -o "$T/time" timeout 60 film-page -q $F/harbour-lights.html "$page" $F/the-long-tunnel.html >"$T/out" 2>"$T/err"
	status=$?
	is "$status $(wc -l <"$T/out") $(tail -n 1 "$T/time" | awk '{ print ($1 + $2 <= 10) ? "soon" : $0 }')" "$want $((3 - want)) soon" \
		"$name: its neighbours are imported, and soon"
	[ $want = 1 ] || is "$(sed -n 2p "$T/out" | jq -c '.films[0] | [.title, .credits[0].name]')" '["Aa","Vera Lind"]' "$name: and so is its film"
	rm "$page"
done

# ---- names, and what is said of them
esc=$(printf '\033')
odd="$T/a${esc}[31m
b$(printf '\001\302\233\377')"
cp $F/harbour-lights.html "$odd"
mkfifo "$T/fifo"
ln -s "$T/nowhere" "$T/dangling"
cd "$T" && cp one.warc ./-x.html && cd "$OLDPWD" || exit
wrong=''
: >"$T/all.err"
for program in film-page film-feed film-warc film-ratings film-catalog film-votes film-report film-check film-load film-merge \
	film-dump film-forget "film-decide --pending"; do
	for name in "$odd" "$odd.none" "$T" "$T/dangling"; do
		timeout 20 $program "$name" </dev/null >/dev/null 2>>"$T/all.err"
		case $? in 124 | 12[5-9] | 13? | 5) wrong="$wrong $program" ;; esac
	done
	timeout 20 $program "--$odd" </dev/null >/dev/null 2>>"$T/all.err"
	is $? 2 "$program: an unknown option is a wrong call"
done
is "$wrong" '' 'no program falls over a name'
is "$(LC_ALL=C tr -d '\12\40-\176\200-\377' <"$T/all.err" | wc -c)" 0 'no control byte reaches stderr'
is "$(iconv -f utf-8 -t utf-8 "$T/all.err" >/dev/null 2>&1; echo $?)" 0 'and what does is UTF-8'
is "$(LC_ALL=C grep -c "$(printf '\302[\200-\237]')" "$T/all.err")" 0 'without C1 controls'
exits 0 'a name that begins with - stands after --' sh -c "cd '$T' && film-warc -q -- -x.html"
cat $F/harbour-lights.html >"$T/fifo" &
exits 0 'a FIFO is read' timeout 10 film-page -q "$T/fifo"
wait

# ---- texts with NULs, gigantic lines, records that break the schema
printf '{"record":"page"\0}\n' >"$T/nul.ndjson"
{
	printf '{"record":"page","x":"'
	head -c 80000000 /dev/zero | tr '\0' x
	printf '"}\n'
	sed -n 1p "$T/pages.ndjson"
} >"$T/long.ndjson"
printf '{"record":"page","version":1,"page":{"sha256":5},"films":{}}\n[]\n{"record":"page","version":2}\n{"record":' >"$T/wrong.ndjson"
exits 1 'a NUL in a record is refused' film-load -q "$T/y.db" "$T/nul.ndjson"
exits 1 'a line of 80 MB is refused' film-load -q "$T/y.db" "$T/long.ndjson"
is "$(sqlite3 "$T/y.db" 'SELECT count(*) FROM observation')" 1 'and what follows it is loaded'
exits 1 'records that break the schema are refused' film-load "$T/y.db" "$T/wrong.ndjson"
is "$(tail -n 1 "$T/err" | grep -c '0 kept + 4 refused')" 1 'and counted'
wrong=''
for program in film-feed film-warc film-ratings film-catalog; do
	for file in one.warc basics.tsv ratings.csv nul.ndjson; do
		{
			cat "$T/$file"
			printf 'a\0b,c\0\td\n'
			head -c 20000000 /dev/zero | tr '\0' y
		} >"$T/nuls"
		timeout 30 $program -q "$T/nuls" >"$T/out" 2>"$T/err"
		status=$?
		[ $status -le 1 ] || wrong="$wrong $program:$file=$status"
		[ "$(tr -d '\0' <"$T/out" | wc -c)" = "$(wc -c <"$T/out")" ] || wrong="$wrong $program:$file-NUL"
	done
done
is "$wrong" '' 'NULs and long lines in every importer: refused, never passed on'

# ---- the same bytes everywhere
for zone in UTC America/St_Johns Pacific/Kiritimati; do
	for locale in C C.UTF-8 de_DE.UTF-8; do
		rm -rf "$T/dump" "$T/z.db"
		(
			export TZ=$zone LC_ALL=$locale
			film-page -q $F/*.html $F/*.txt >"$T/z.ndjson" && cat "$T/z.ndjson"
			film-load -q "$T/z.db" "$T/z.ndjson" $F/form.csv && film-votes -q "$T/z.db" && film-votes -q --by month "$T/z.db"
			film-report -q --since 2020-01-01 "$T/z.db"
			film-dump -q -o "$T/dump" "$T/z.db" && cat "$T"/dump/*
		) | cksum
	done
done | sort -u >"$T/sums"
is "$(wc -l <"$T/sums")" 1 'three locales and three time zones make the same bytes'
done_testing
