#!/bin/sh
# film-warc.t: pages come out of WARC and ARC files, however these are packed; what is damaged is named and passed by. The
# archives are made here.
. tests/tap.sh

# record TYPE URI CONTENT-TYPE BLOCK [HEADER-LINE]: one WARC record on stdout.
record() {
	printf 'WARC/1.0\r\nWARC-Type: %s\r\nWARC-Record-ID: <urn:x:%s>\r\n' "$1" "$(cksum <"$4" | cut -d' ' -f1)"
	printf 'WARC-Date: 2020-02-03T04:05:06Z\r\nWARC-Target-URI: %s\r\nContent-Type: %s\r\n' "$2" "$3"
	[ -z "${5:-}" ] || printf '%s\r\n' "$5"
	printf 'Content-Length: %d\r\n\r\n' "$(wc -c <"$4")"
	cat "$4"
	printf '\r\n\r\n'
}

# response HEADERS BODY: an HTTP response on stdout.
response() {
	# shellcheck disable=SC2059 # a format on purpose
	printf "HTTP/1.1 200 OK\r\n$1\r\n"
	cat "$2"
}

http='application/http; msgtype=response'
# pages FILE…: addresses, times and payloads of what came out.
pages() {
	film-warc "$@" 2>"$T/err" | jq -r '.page | [.url, .retrieved_at, .sha256[0:8]] | join(" ")'
}

printf '<!DOCTYPE html><html><head><title>Kite (2014)</title></head><body><p>Directed by</p><p>A B</p></body></html>' >"$T/kite"
printf '<!DOCTYPE html><html><head><title>Lake (2015)</title></head><body><p>Lac</p></body></html>' >"$T/lake"
printf 'software: hand\r\n' >"$T/info"
printf 'GET / HTTP/1.1\r\n\r\n' >"$T/request"
printf '\211PNG\r\n' >"$T/png"
response 'Content-Type: text/html; charset=utf-8\r\n' "$T/kite" >"$T/kite.http"
response 'Content-Type: image/png\r\n' "$T/png" >"$T/png.http"
printf 'HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<html>' >"$T/gone.http"
response 'Content-Type: text/html\r\nContent-Encoding: gzip\r\n' /dev/null >"$T/lake.http"
gzip -nc "$T/lake" >>"$T/lake.http"
sha=$(sha256sum "$T/kite" | cut -c1-8)
lake=$(sha256sum "$T/lake" | cut -c1-8)

i=0
for part in "warcinfo urn:a application/warc-fields info" "response https://a.example/kite '$http' kite.http" \
	"request https://a.example/kite application/http request" "response https://a.example/i.png '$http' png.http" \
	"response https://a.example/gone '$http' gone.http" "response '<https://a.example/lake>' '$http' lake.http"; do
	i=$((i + 1))
	eval "set -- $part"
	record "$1" "$2" "$3" "$T/$4" >"$T/part$i"
	gzip -nc "$T/part$i" >"$T/part$i.gz"
done
cat "$T"/part[1-6] >"$T/all.warc"
cat "$T"/part[1-6].gz >"$T/all.warc.gz"
gzip -nc "$T/all.warc" >"$T/whole.warc.gz"
both="https://a.example/kite 2020-02-03T04:05:06Z $sha
https://a.example/lake 2020-02-03T04:05:06Z $lake"
is "$(pages "$T/all.warc")" "$both" 'a plain WARC gives its two pages'
is "$(sed 's/.*all.warc: //' "$T/err")" '6 records, 2 pages; passed over: 1 warcinfo, 1 request, 1 image/png, 1 status 404
film-warc: 6 records read = 6 kept + 0 refused' 'and says what it passed over'
for i in $(seq 200); do
	record "kind$i" "urn:$i" text/plain "$T/info"
	record "a kind with a name that is longer than what is kept of the name of a kind" "urn:x$i" text/plain "$T/info"
done >"$T/kinds.warc"
pages "$T/kinds.warc" >"$T/out"
is "$(grep -o '200 a kind with[^,]*\|138 others' "$T/err" | tr '\n' '|')" \
    '200 a kind with a name that is longer than what is kept of the name|138 others|' 'however many kinds it passes over'
is "$(pages "$T/all.warc.gz")" "$both" 'the same compressed record by record'
is "$(pages "$T/whole.warc.gz")" "$both" 'the same compressed as one'
is "$(pages - <"$T/all.warc.gz")" "$both" 'the same from stdin'
film-warc -j1 "$T/all.warc" >"$T/one" 2>/dev/null
film-warc -j3 "$T/all.warc" >"$T/three" 2>/dev/null
same "$T/three" "$T/one" 'whatever the number of workers'

sed 's/WARC\/1.0/WARC\/1.1/; s/04:05:06Z/04:05:06.123456Z/' "$T/part2" >"$T/new.warc"
is "$(pages "$T/new.warc")" "https://a.example/kite 2020-02-03T04:05:06Z $sha" 'WARC 1.1, with parts of a second'
{ printf '%x\r\n' 20; head -c 20 "$T/kite"; printf '\r\n%x\r\n' $(($(wc -c <"$T/kite") - 20)); tail -c +21 "$T/kite"; printf '\r\n0\r\n\r\n'; } >"$T/chunks"
response 'Content-Type: text/html\r\nTransfer-Encoding: chunked\r\n' "$T/chunks" >"$T/http"
record response https://a.example/k "$http" "$T/http" >"$T/chunked.warc"
is "$(pages "$T/chunked.warc")" "https://a.example/k 2020-02-03T04:05:06Z $sha" 'a chunked payload'
response 'Content-Type: text/html\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n' "$T/kite" >"$T/http"
record response https://a.example/k "$http" "$T/http" >"$T/false.warc"
is "$(pages "$T/false.warc")" "https://a.example/k 2020-02-03T04:05:06Z $sha" 'a payload falsely called chunked and compressed'
is "$(film-warc "$T/false.warc" 2>/dev/null | jq -c '[.notices[].code] | unique')" '["encoding-unreadable"]' 'and a notice says so'
# sent CODING PACKED [TYPE]: a record of a payload in that coding.
sent() {
	response "Content-Type: ${3:-text/html}\r\nContent-Encoding: $1\r\n" "$2" >"$T/http"
	record response https://a.example/k "$http" "$T/http"
}
brotli -c "$T/kite" >"$T/kite.br"
zstd -qc "$T/kite" >"$T/kite.zst"
for coding in br zstd; do
	case $coding in br) packed=$T/kite.br ;; *) packed=$T/kite.zst ;; esac
	sent $coding "$packed" >"$T/sent.warc"
	is "$(pages "$T/sent.warc")" "https://a.example/k 2020-02-03T04:05:06Z $sha" "a payload in $coding"
	sent $coding "$T/kite" >"$T/sent.warc"
	is "$(pages "$T/sent.warc")" "https://a.example/k 2020-02-03T04:05:06Z $sha" "one that is falsely called $coding"
	{ head -c 40 "$packed"; printf 'XXXXXXXXXX'; tail -c +51 "$packed"; } >"$T/broken"
	{ sent $coding "$T/broken"; cat "$T/part6"; } >"$T/sent.warc"
	is "$(pages "$T/sent.warc")" "https://a.example/lake 2020-02-03T04:05:06Z $lake" "one in $coding that is broken is refused alone"
	is "$(grep -c 'sent.warc:offset 0: corrupt compressed data' "$T/err")" 1 'and told'
	sent $coding "$T/broken" text/css >"$T/sent.warc"
	exits 0 "one in $coding that is no page may be broken" film-warc "$T/sent.warc"
	head -c 6 "$packed" >"$T/short"
	sent $coding "$T/short" >"$T/sent.warc"
	exits 1 "one in $coding of which nothing is there is refused" film-warc "$T/sent.warc"
done
head -c $(($(wc -c <"$T/kite.br") - 9)) "$T/kite.br" >"$T/short"
sent br "$T/short" >"$T/sent.warc"
is "$(film-warc "$T/sent.warc" 2>/dev/null | jq -c '[.page.status, .notices[0].code]')" '["partial","page-cut"]' 'one that is cut is partial'
sent dcb "$T/kite.br" >"$T/sent.warc"
exits 1 'a coding that is not known is refused by its name' film-warc "$T/sent.warc"
is "$(grep -c 'the payload.s coding "dcb" is not known here' "$T/err")" 1 'and told'
record resource https://a.example/r text/html "$T/kite" >"$T/resource.warc"
is "$(pages "$T/resource.warc")" "https://a.example/r 2020-02-03T04:05:06Z $sha" 'a resource'

# Digests and revisits.
base32=$(python3 -c 'import base64, hashlib, sys; print(base64.b32encode(hashlib.sha1(open(sys.argv[1], "rb").read()).digest()).decode())' "$T/kite")
record response https://a.example/kite "$http" "$T/kite.http" "WARC-Payload-Digest: sha1:$base32" >"$T/first"
printf 'HTTP/1.1 200 OK\r\n\r\n' >"$T/head"
record revisit https://a.example/again "$http" "$T/head" "WARC-Payload-Digest: sha1:$base32" >"$T/second"
cat "$T/first" "$T/part3" "$T/second" >"$T/revisit.warc"
{ gzip -c "$T/first"; gzip -c "$T/part3"; gzip -c "$T/second"; } >"$T/revisit.warc.gz"
gzip -c "$T/revisit.warc" >"$T/revisit-whole.warc.gz"
for file in revisit.warc revisit.warc.gz revisit-whole.warc.gz; do
	is "$(pages "$T/$file")" "https://a.example/kite 2020-02-03T04:05:06Z $sha
https://a.example/again 2020-02-03T04:05:06Z $sha" "a revisit is its original's page again: $file"
done
is "$(pages "$T/second")" '' 'a revisit without its original gives nothing'
is "$(grep -c '1 revisit without its original' "$T/err")" 1 'and is said to'
record response https://a.example/kite "$http" "$T/kite.http" "WARC-Block-Digest: sha1:$base32" >"$T/digest.warc"
exits 1 'a wrong digest exits 1' film-warc "$T/digest.warc"
is "$(jq -c '[.notices[].code] | contains(["digest-mismatch"])' "$T/out")" true 'the page has the notice digest-mismatch'

# zstd: whole, a frame for each record, and with a dictionary in front, plain or compressed.
for i in 1 2 3 4 5 6; do zstd -qc "$T/part$i" >"$T/part$i.zst"; done
cat "$T"/part[1-6].zst >"$T/all.warc.zst"
zstd -qc "$T/all.warc" >"$T/whole.warc.zst"
both="https://a.example/kite 2020-02-03T04:05:06Z $sha
https://a.example/lake 2020-02-03T04:05:06Z $lake"
is "$(pages "$T/all.warc.zst")" "$both" 'a WARC compressed with zstd record by record'
is "$(pages "$T/whole.warc.zst")" "$both" 'the same compressed as one'
is "$(pages - <"$T/all.warc.zst")" "$both" 'the same from stdin'
mkdir "$T/samples"
for i in 0 1 2 3 4 5 6 7 8 9; do
	for j in 0 1 2 3 4 5 6 7 8 9; do sed "s/Kite/Film $i$j/; s/A B/$j of $i/" "$T/kite" >"$T/samples/$i$j"; done
done
zstd -q --train "$T"/samples/* --maxdict=800 -o "$T/dictionary"
zstd -qc "$T/dictionary" >"$T/dictionary.zst"
# dictionary_frame FILE: the frame that holds it.
dictionary_frame() {
	n=$(wc -c <"$1")
	# shellcheck disable=SC2059 # a format on purpose
	printf "\\135\\052\\115\\030\\$(printf %o $((n % 256)))\\$(printf %o $((n / 256 % 256)))\\000\\000"
	cat "$1"
}
for part in first part3 second part2 part6; do zstd -qc -D "$T/dictionary" "$T/$part" >"$T/$part.d"; done
for form in dictionary dictionary.zst; do
	{ dictionary_frame "$T/$form"; cat "$T/first.d" "$T/part3.d" "$T/second.d"; } >"$T/$form.warc.zst"
	is "$(pages "$T/$form.warc.zst")" "https://a.example/kite 2020-02-03T04:05:06Z $sha
https://a.example/again 2020-02-03T04:05:06Z $sha" "frames with a dictionary, and a revisit among them: $form"
done
is "$(pages - <"$T/dictionary.warc.zst")" "https://a.example/kite 2020-02-03T04:05:06Z $sha" 'from stdin, where revisits are not resolved'
cat "$T/part2.d" "$T/part6.zst" >"$T/without.warc.zst"
exits 1 'frames whose dictionary is not there' film-warc "$T/without.warc.zst"
is "$(grep -c 'needs another dictionary' "$T/err")" 1 'are told'
head -c 100 "$T/dictionary.warc.zst" >"$T/short.warc.zst"
exits 1 'a file that ends in its dictionary' film-warc "$T/short.warc.zst"
is "$(grep -c 'ends in its zstd dictionary' "$T/err")" 1 'is told'
{ dictionary_frame "$T/kite"; cat "$T/part2.d"; } >"$T/none.warc.zst"
exits 1 'a dictionary that is none' film-warc "$T/none.warc.zst"
{ head -c 12 "$T/dictionary"; head -c 100 /dev/zero; } >"$T/damaged"
{ dictionary_frame "$T/damaged"; cat "$T/part2.d"; } >"$T/damaged.warc.zst"
exits 1 'a dictionary that is damaged' film-warc "$T/damaged.warc.zst"
{ printf '\135\052\115\030\377\377\377\377'; cat "$T/part2.d"; } >"$T/huge.warc.zst"
exits 1 'a dictionary of 4 GB' film-warc "$T/huge.warc.zst"
is "$(grep -c 'zstd dictionary is too large' "$T/err")" 1 'is told'
{ cat "$T/part1.zst"; head -c 60 "$T/part2.zst"; printf 'XXXXXXXXXXXX'; tail -c +73 "$T/part2.zst"; cat "$T/part6.zst"; } >"$T/corrupt.warc.zst"
is "$(pages "$T/corrupt.warc.zst")" "https://a.example/lake 2020-02-03T04:05:06Z $lake" 'after a corrupt frame the next one is found'
is "$(grep -c "corrupt.warc.zst:offset $(wc -c <"$T/part1.zst" | tr -d ' '): " "$T/err")" 1 'and the corrupt one is named by its offset in the file'
head -c 300 "$T/all.warc.zst" >"$T/cut.warc.zst"
exits 1 'a file that ends within a frame exits 1' film-warc "$T/cut.warc.zst"
{ cat "$T/part1.zst"; head -c 300000000 /dev/zero | zstd -qc; cat "$T/part2.zst"; } >"$T/bomb.warc.zst"
exits 1 'a bomb of zstd stops' film-warc "$T/bomb.warc.zst"
is "$(grep -c 'a bomb' "$T/err")" 1 'with a message'

# Damage.
at=$(cat "$T/part1" "$T/part2" | wc -c)
head -c $((at - 30)) "$T/all.warc" >"$T/cut.warc"
exits 1 'a file that ends within a page exits 1' film-warc "$T/cut.warc"
is "$(grep -c "cut.warc:offset $(wc -c <"$T/part1" | tr -d ' '): cut off" "$T/err")" 1 'and names the offset'
cat "$T/part1" "$T/part2" >"$T/before"
sed 's/^Content-Length: .*/Content-Length: 99\r/' "$T/part2" >"$T/short"
cat "$T/part1" "$T/short" "$T/part6" >"$T/short.warc"
is "$(pages "$T/short.warc")" "https://a.example/lake 2020-02-03T04:05:06Z $lake" 'after a length that is too short the next record is found'
is "$(grep -c "short.warc:offset $(wc -c <"$T/part1" | tr -d ' '): wrong length" "$T/err")" 1 'and the wrong one is named'
sed 's/^Content-Length: .*/Content-Length: 400\r/' "$T/part2" >"$T/long"
cat "$T/part1" "$T/long" "$T/part6" >"$T/long.warc"
is "$(pages "$T/long.warc")" "https://a.example/lake 2020-02-03T04:05:06Z $lake" 'after a length that is too long, too'
{ cat "$T/part1.gz"; head -c 60 "$T/part2.gz"; printf 'XXXXXXXXXXXX'; tail -c +73 "$T/part2.gz"; cat "$T/part6.gz"; } >"$T/corrupt.warc.gz"
is "$(pages "$T/corrupt.warc.gz")" "https://a.example/lake 2020-02-03T04:05:06Z $lake" 'after a corrupt member the next one is found'
is "$(grep -c "corrupt.warc.gz:offset $(wc -c <"$T/part1.gz" | tr -d ' '): " "$T/err")" 1 'and the corrupt one is named by its offset in the file'
head -c 300 "$T/all.warc.gz" >"$T/cut.warc.gz"
exits 1 'a compressed file that ends within a member exits 1' film-warc "$T/cut.warc.gz"
exits 1 'a page that is no archive' film-warc "$T/kite"
exits 1 'an empty file' film-warc /dev/null
exits 1 'a file that is not there' film-warc "$T/none"
{ cat "$T/part1.gz"; head -c 300000000 /dev/zero | gzip -1c; cat "$T/part2.gz"; } >"$T/bomb.warc.gz"
exits 1 'a gzip bomb stops' film-warc "$T/bomb.warc.gz"
is "$(grep -c 'a bomb' "$T/err")" 1 'with a message'
response 'Content-Type: text/html\r\nContent-Encoding: gzip\r\n' /dev/null >"$T/http"
head -c 100000000 /dev/zero | gzip -c >>"$T/http"
{ record response https://a.example/bomb "$http" "$T/http"; cat "$T/part6"; } >"$T/payload.warc"
is "$(pages "$T/payload.warc")" "https://a.example/lake 2020-02-03T04:05:06Z $lake" 'a payload that is a bomb is refused alone'
gzip -nc /dev/null >"$T/none.gz"
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do cat "$T/none.gz" "$T/none.gz" >"$T/none2.gz" && mv "$T/none2.gz" "$T/none.gz"; done
cat "$T/part2.gz" "$T/none.gz" "$T/part6.gz" >"$T/empty.warc.gz"
is "$(pages "$T/empty.warc.gz")" "$both" 'thirty thousand empty members in between'
head -c 200000000 /dev/zero >"$T/film"
response 'Content-Type: video/mp4\r\n' "$T/film" >"$T/film.http"
{
	record response https://a.example/film.mp4 "$http" "$T/film.http"
	cat "$T/part6"
} >"$T/large.warc"
rm -f "$T/film" "$T/film.http"
is "$(pages "$T/large.warc")" "https://a.example/lake 2020-02-03T04:05:06Z $lake" 'a large film is passed over'
if [ -z "${SANITIZE:-}" ] && command -v prlimit >/dev/null; then
	exits 0 'and is not held in memory' prlimit --as=300000000 film-warc -j1 "$T/large.warc"
else
	skip 'and is not held in memory' 'no prlimit, or sanitizers that take more'
fi
head -c 199999999 "$T/large.warc" >"$T/large-cut.warc"
exits 1 'a large film that is cut off exits 1' film-warc "$T/large-cut.warc"
rm -f "$T"/large*.warc
if strace -o /dev/null true 2>/dev/null; then
	exits 1 'a reader that crashes' strace -f -o /dev/null -e trace=writev -e inject=writev:signal=KILL:when=4 \
		film-warc -j1 "$T/all.warc" "$T/part6"
	is "$(jq -r .page.url "$T/out" | tr '\n' ' ')" 'https://a.example/kite https://a.example/lake ' 'costs what follows in its archive, and no other'
	is "$(grep -c 'all.warc: crashed the reader (signal 9); what follows offset [0-9]* was not read' "$T/err")" 1 'and that is told'
else
	skip 'a reader that crashes' 'strace can not trace here'
fi
exits 3 'a full disk' sh -c "film-warc '$T/all.warc' >/dev/full"

# ARC.
printf '1 0 hand\nURL IP-address Archive-date Content-type Archive-length\n' >"$T/version"
{
	printf 'filedesc://x.arc 0.0.0.0 20200203040506 text/plain %d\n' "$(wc -c <"$T/version")"
	cat "$T/version"
	printf '\nhttps://a.example/a b 1.2.3.4 20200203040506 text/html %d\n' "$(wc -c <"$T/kite.http")"
	cat "$T/kite.http"
	printf '\nhttps://a.example/bad 1.2.3.4 20200203040506 text/html xyz\n<html>broken\n'
	printf '\nhttps://a.example/lake 1.2.3.4 202002030405 text/html %d\n' "$(wc -c <"$T/lake.http")"
	cat "$T/lake.http"
	printf '\n'
} >"$T/x.arc"
both="https://a.example/a%20b 2020-02-03T04:05:06Z $sha
https://a.example/lake 2020-02-03T04:05:00Z $lake"
is "$(pages "$T/x.arc")" "$both" 'an ARC gives its pages, a damaged one is passed by'
gzip -c "$T/x.arc" >"$T/x.arc.gz"
is "$(pages "$T/x.arc.gz")" "$both" 'and compressed the same'
is "$(grep -c 'xyz' "$T/err")" 1 'the damaged one is named'

# However long a record is, and however its bytes arrive, it comes out as its neighbours do.
cat >"$T/sizes" <<'PY'
# sizes FORM CHUNK: an archive (arc or warc) of pages of 1 byte to 64 MB on stdout, CHUNK bytes a write.
import os
import random
import sys

form, chunk = sys.argv[1], int(sys.argv[2])
kite = b"<!DOCTYPE html><title>Kite (2014)</title><p>Directed by</p><p>A B</p><p>"
sizes = [1, 2, 15, 16, 17, 4095, 65535, 65536, 65537]
sizes += [131072, 1 << 20, (1 << 20) + 1, 5 << 20, 64 << 20] if chunk == 65536 else []
text = random.Random(7).randbytes(max(sizes) // 2).hex().encode()


def record(name, body):
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + body
    url, length = b"https://a.example/" + name, str(len(block)).encode()
    if form == "arc":
        return url + b" 1.2.3.4 20200203040506 text/html " + length + b"\n" + block + b"\n"
    head = b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: " + url + b"\r\nWARC-Date: 2020-02-03T04:05:06Z\r\n"
    return head + b"Content-Type: application/http; msgtype=response\r\nContent-Length: " + length + b"\r\n\r\n" + block + b"\r\n\r\n"


def put(data):
    for at in range(0, len(data), chunk):
        os.write(1, data[at : at + chunk])


if form == "arc":
    version = b"1 0 hand\nURL IP-address Archive-date Content-type Archive-length\n"
    put(b"filedesc://x.arc 0.0.0.0 20200203040506 text/plain " + str(len(version)).encode() + b"\n" + version + b"\n")
for size in sizes:
    body = (kite + text)[:size]
    put(record(str(size).encode(), body))
    put(record(b"after" + str(size).encode(), kite))
PY
for chunk in 7 4096 65536; do
	for form in arc warc; do
		python3 "$T/sizes" $form $chunk 2>/dev/null | film-warc - 2>"$T/err" |
			jq -r '.page | [.url, .sha256] | join(" ")' >"$T/$form.$chunk"
		is "$(tail -n 1 "$T/err")" "film-warc: $(tail -n 1 "$T/err" | sed -E 's/.*: ([0-9]+) records read.*/\1 records read = \1 kept + 0 refused/')" \
			"an $form of records of any size, $chunk bytes at a time: none is refused"
	done
	is "$(grep -c after "$T/arc.$chunk")" "$([ $chunk = 65536 ] && echo 14 || echo 9)" "after each record up to 64 MB the next comes out, $chunk bytes at a time"
	same "$T/arc.$chunk" "$T/warc.$chunk" "an ARC is its WARC twin, $chunk bytes at a time"
done
python3 "$T/sizes" arc 65536 2>/dev/null | gzip -1 >"$T/sizes.arc.gz"
film-warc "$T/sizes.arc.gz" 2>"$T/err" | jq -r '.page | [.url, .sha256] | join(" ")' >"$T/arc.gz"
same "$T/arc.gz" "$T/arc.65536" 'compressed it is the same'
rm -f "$T/sizes.arc.gz"

# ISO 28500's literals are of any case.
sed -e 's/^WARC\/1\.0/warc\/1.0/; s/^WARC-Type: response/warc-type: RESPONSE/; s/^Content-Length/CONTENT-LENGTH/' "$T/all.warc" >"$T/case.warc"
is "$(pages "$T/case.warc")" "https://a.example/kite 2020-02-03T04:05:06Z $sha
https://a.example/lake 2020-02-03T04:05:06Z $lake" 'version, names of fields and types in any case'

# What wget makes.
if command -v wget >/dev/null && command -v python3 >/dev/null; then
	mkdir "$T/www"
	cp "$T/kite" "$T/www/kite.html"
	(cd "$T/www" && exec python3 -u -m http.server --bind 127.0.0.1 0) >"$T/server" 2>&1 &
	server=$!
	for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
		port=$(sed -n 's/.* port \([0-9]*\) .*/\1/p' "$T/server")
		[ -z "$port" ] || break
		sleep 0.2
	done
	(cd "$T" && wget -q --no-proxy --warc-file=got "http://127.0.0.1:$port/kite.html" -O /dev/null)
	(cd "$T" && wget -q --no-proxy --no-warc-compression --warc-file=plain "http://127.0.0.1:$port/kite.html" -O /dev/null)
	kill "$server"
	for file in got.warc.gz plain.warc; do
		is "$(pages "$T/$file" | cut -d' ' -f1,3)" "http://127.0.0.1:$port/kite.html $sha" "a page that wget archived comes through whole: $file"
		is "$(tail -n 1 "$T/err" | grep -c '+ 0 refused')" 1 'and nothing is refused'
	done
else
	skip 'a page archived by wget' 'wget or python3 is not here'
fi

samples=../shared/realdata/warc/iipc
if [ -d $samples ]; then
	exits 0 "the archive tools' sample ARC exits 0" film-warc $samples/IAH-20080430204825-00000-blackbook.arc.gz
	is "$(wc -l <"$T/out")" 129 'it gives 129 pages'
	is "$(tail -n 1 "$T/err")" 'film-warc: 300 records read = 300 kept + 0 refused' 'of 300 records'
	gzip -dc $samples/IAH-20080430204825-00000-blackbook.arc.gz | python3 tests/arc-count.py >"$T/want"
	jq -r '.page | [.url, .sha256] | join(" ")' "$T/out" >"$T/got"
	is "$(grep -cvxFf "$T/want" "$T/got")" 0 'each with its address and payload, as another reader counts them'
	exits 0 'a WARC in lower case exits 0' film-warc $samples/valid-upper-lower-case.warc
	is "$(tail -n 1 "$T/err")" 'film-warc: 5 records read = 5 kept + 0 refused' 'and all of its records are read'
	exits 0 'an ARC whose first record is large exits 0' film-warc ../shared/realdata/failing/arc-two-records.arc.gz
	is "$(wc -l <"$T/out")" 2 'and gives both of its pages'
else
	skip 'sample archives' 'no ../shared/realdata'
fi
samples=../shared/realdata/warc/warcio
if [ -d $samples ]; then
	for sample in bad.arc example-bad-non-chunked.warc.gz example-digest.warc example-trunc.warc example-wrong-chunks.warc.gz; do
		exits 1 "$sample exits 1" film-warc "$samples/$sample"
	done
	for sample in example.arc example.arc.gz example-iana.org-chunked.warc example-resource.warc.gz \
		example-space-in-url.arc example-wget-bad-target-uri.warc.gz; do
		exits 0 "$sample exits 0" film-warc "$samples/$sample"
		is "$(wc -l <"$T/out")" 1 "$sample gives one page"
	done
	for sample in example.warc example.warc.gz; do
		exits 0 "$sample exits 0" film-warc "$samples/$sample"
		is "$(wc -l <"$T/out")" 2 "$sample gives a page and its revisit"
	done
	for sample in post-test.warc.gz example-space-in-target-uri.warc.gz; do
		exits 0 "$sample exits 0" film-warc "$samples/$sample"
		is "$(wc -l <"$T/out")" 0 "$sample gives no page"
	done
else
	skip 'samples of warcio' '../shared/realdata is not here'
fi
done_testing
