#!/bin/sh
# Pages in the forms that programs save them in: each file of tests/saved gives the record beside it; one page
# gives one record in whatever it is wrapped; what is no page is refused by its kind. `REFRESH=1 sh tests/saved.t`
# writes the records anew: look at the difference.
. tests/tap.sh

# ---- as they were saved -------------------------------------------------------------------------------------------
for page in tests/saved/*; do
	case $page in *.ndjson) continue ;; esac
	expected=${page%.*}.ndjson
	film-page -q -j1 "$page" >"$T/record" 2>"$T/err"
	sed 's/"importer":"film-page [^"]*"/"importer":"film-page"/' "$T/record" >"$T/plain"
	[ -n "${REFRESH:-}" ] && cp "$T/plain" "$expected"
	jq . "$T/plain" >"$T/got"
	jq . "$expected" >"$T/want"
	same "$T/got" "$T/want" "$(basename "$page")"
done
film-page -v tests/saved/chrome.mhtml 2>&1 >/dev/null | grep -q 'chrome.mhtml: 2 other parts passed over'
ok $? "-v counts the parts that are no page"
film-page --explain tests/saved/two-addresses.html >"$T/out" 2>/dev/null
is "$(grep page.url "$T/out")" 'page.url: https://attic-films.example/review/number-nine (rel=canonical)
not taken: page.url: https://mirror.example/copies/number-nine.html (saved from url)' '--explain says which address was taken and why'
is "$(film-page --explain tests/saved/web-archive.html 2>/dev/null | grep page.retrieved_at)" \
	"page.retrieved_at: 2012-01-02T03:04:05Z (web archive's address)" '--explain says where the time comes from'
is "$(film-page -q --url https://given.example/a --retrieved-at 2001-02-03 tests/saved/singlefile.html |
	jq -c '[.page.url, .page.retrieved_at, .notices[0].code]')" '["https://given.example/a","2001-02-03","address-conflict"]' \
	'what is given goes before every note, and a contradiction is told'
is "$(film-page -q --url https://web.archive.org/web/19991231235959id_/http://given.example/a tests/saved/chrome-complete.html |
	jq -c '[.page.url, .page.retrieved_at]')" '["http://given.example/a","1999-12-31T23:59:59Z"]' \
	'the address of a copy in a web archive is that of the page, at its time'

# ---- one page in every wrapping ---------------------------------------------------------------------------------
page=tests/pages/blogger-classic.html
python3 - "$page" "$T" <<'E'
import base64, gzip, plistlib, quopri, sys
page, to = sys.argv[1:]
html = open(page, "rb").read()
url = "http://matinee-notes.example/2016/05/salt-meadow-2011.html"
def mhtml(name, encoding, body, eol=b"\r\n"):
    head = f"""From: <Saved by hand>
Snapshot-Content-Location: {url}
Date: Wed, 11 May 2016 20:00:00 +0000
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="=_edge"

--=_edge
Content-Type: image/gif
Content-Transfer-Encoding: base64

R0lGODlhAQABAAAAACw=
--=_edge
Content-Type: text/html
Content-Transfer-Encoding: {encoding}
Content-Location: {url}

""".encode().replace(b"\n", eol)
    open(f"{to}/{name}", "wb").write(head + body + eol + b"--=_edge--" + eol)
mhtml("qp.mhtml", "quoted-printable", quopri.encodestring(html))
mhtml("base64.mhtml", "base64", base64.encodebytes(html), b"\n")
mhtml("8bit.mhtml", "8bit", html)
resource = {"WebResourceData": html, "WebResourceURL": url, "WebResourceMIMEType": "text/html",
            "WebResourceTextEncodingName": "UTF-8", "WebResourceFrameName": ""}
image = {"WebResourceData": bytes(range(256)) * 300, "WebResourceURL": "x.png", "WebResourceMIMEType": "image/png"}
archive = {"WebMainResource": resource, "WebSubresources": [image] * 3}
plistlib.dump(archive, open(f"{to}/binary.webarchive", "wb"), fmt=plistlib.FMT_BINARY)
plistlib.dump(archive, open(f"{to}/xml.webarchive", "wb"), fmt=plistlib.FMT_XML)
gzip.open(f"{to}/page.html.gz", "wb").write(html)
gzip.open(f"{to}/page.mhtml.gz", "wb").write(open(f"{to}/qp.mhtml", "rb").read())
response = b"HTTP/1.1 200 OK\r\nContent-Type: application/x-gzip\r\n\r\n" + gzip.compress(html)
open(f"{to}/gzip.response", "wb").write(response)
E
zstd -q -f "$page" -o "$T/page.html.zst"
brotli -f "$page" -o "$T/page.html.br"
film-page -q "$page" | jq 'del(.page.sha256)' >"$T/want"
for file in qp.mhtml base64.mhtml 8bit.mhtml binary.webarchive xml.webarchive page.html.gz page.mhtml.gz gzip.response \
	page.html.zst page.html.br; do
	film-page -q "$T/$file" | jq 'del(.page.sha256, .page.retrieved_at)
		| if .page.media_type == "application/x-gzip" then .page.media_type = "text/html" else . end' >"$T/got"
	same "$T/got" "$T/want" "the same record from $file"
done
python3 -c 'import gzip, sys; text = ("<p>" + "A line of a long page. " * 20 + "</p>\n") * 12000; gzip.open(sys.argv[1], "wb").write(text.encode())' "$T/long.html.gz"
exits 0 'a page of 6 MB is read from the few bytes that it was packed in' film-page "$T/long.html.gz"
is "$(film-page -q "$T/base64.mhtml" "$T/page.html.gz" "$T/binary.webarchive" | jq -r .page.sha256 | sort -u)" \
	"$(sha256sum <"$page" | cut -d' ' -f1)" 'the digest is that of the page, not of its wrapping'
head -c 4000 "$T/base64.mhtml" >"$T/cut.mhtml"
is "$(film-page -q "$T/cut.mhtml" | jq -c '[.page.status, .notices[0].code]')" '["partial","page-cut"]' \
	'an MHTML file that ends in the page gives what is there, and says so'

# A frame is no page, whichever stands first: `start` names the root.
printf 'MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b; start="<root@x>"\n\n--b\nContent-Type: text/html\nContent-ID: <frame@x>\n\n<title>Frame 1999</title>\n--b\nContent-Type: text/html\nContent-ID: <root@x>\n\n<title>Root 1999</title>\n--b--\n' >"$T/start.mht"
is "$(film-page -q "$T/start.mht" | jq -r .page.title)" 'Root 1999' 'the part that start names is the page'

if command -v chromium >/dev/null 2>&1; then
	chromium --headless --no-sandbox --disable-gpu --user-data-dir="$T/browser" --dump-dom "file://$PWD/$page" >/dev/null 2>&1
	python3 - "$page" "$T" <<-'E' >/dev/null 2>&1
		import subprocess, sys
		page, to = sys.argv[1:]
		subprocess.run(["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={to}/browser",
		    "--save-page-as-mhtml", page], cwd=to, timeout=60)
	E
	if [ -f "$T/page.mhtml" ]; then
		is "$(film-page -q "$T/page.mhtml" | jq -r '.films[0].title')" 'Salt Meadow' "a browser's own MHTML has the film"
	else
		skip "a browser's own MHTML has the film" 'this browser saves none from the command line'
	fi
else
	skip "a browser's own MHTML has the film" 'no chromium'
fi

# ---- Markdown -----------------------------------------------------------------------------------------------------------
printf '# A list\n' >"$T/nested.md"
python3 -c 'print("[" * 200000 + "*a_" * 200000 + "> " * 200000)' >>"$T/nested.md"
start=$(date +%s)
film-page -q -j1 "$T/nested.md" >/dev/null 2>&1
[ $(($(date +%s) - start)) -lt 60 ]
ok $? 'marks without end are read, or refused, in time'

# ---- what is no page ------------------------------------------------------------------------------------------------
mkdir "$T/no"
python3 - "$T/no" <<'E'
import gzip, io, plistlib, sqlite3, sys, tarfile, zipfile
to = sys.argv[1]
def put(name, data, kind):
    data = data.encode() if isinstance(data, str) else data
    open(f"{to}/{name}", "wb").write(data)
    print(f"{name}\t{kind}", file=table)
def zipped(name, kind, *entries):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as z:
        for entry in entries:
            title, text = entry if isinstance(entry, tuple) else (entry, "x" * 50)
            z.writestr(title, text, zipfile.ZIP_STORED if title == "mimetype" else None)
    put(name, data.getvalue(), kind)
table = open(f"{to}/table", "w")
put("a.json", '{"title": "Dry Dock", "year": 1999}', "a JSON document")
put("list.json", '[1, 2, {"a": [true, null]}]', "a JSON document")
put("ld.json", '{"@context": "https://schema.org", "@type": "Movie", "name": "Dry Dock"}', "JSON-LD without its page")
put("net.har", '{"log": {"version": "1.2", "creator": {"name": "b"}, "entries": []}}', "a HAR file of network traffic")
put("records.ndjson", '{"record":"page","version":1,"page":{}}\n{"record":"page","version":1,"page":{}}\n', "records of an importer")
put("ballots.csv", "source,film,title,year,voter,choice,value,best,worst,cast_at\n", "ballots or totals")
put("ratings.csv", "Film,Year,Rating\nDry Dock,1999,4\nWet Sand,2001,2\n", "a table (CSV)")
put("semi.csv", "Film;Year;Rating\n\"Dry; Dock\";1999;4\nWet Sand;2001;2\n", "a table (CSV)")
put("tab.tsv", "Film\tYear\tRating\nDry Dock\t1999\t4\nWet Sand\t2001\t2\n", "a table (CSV)")
put("rss.xml", '<?xml version="1.0"?><rss version="2.0"><channel><title>x</title></channel></rss>', "an RSS feed")
put("bare-rss.xml", '<rss version="2.0"><channel><title>x</title></channel></rss>', "an RSS feed")
put("wp.xml", '<?xml version="1.0"?><rss xmlns:wp="http://wordpress.org/export/1.2/"><channel/></rss>', "a WordPress export")
put("atom.xml", '<?xml version="1.0"?><!-- by hand --><feed xmlns="http://www.w3.org/2005/Atom"/>', "an Atom feed")
put("blog.xml", '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xmlns:b="http://schemas.google.com/blogger/2018"/>', "a Blogger export")
put("rdf.xml", '<?xml version="1.0"?><rdf:RDF xmlns="http://purl.org/rss/1.0/"/>', "an RSS feed")
put("mal.xml", '<?xml version="1.0"?><myanimelist><myinfo/></myanimelist>', "a MyAnimeList export")
put("film.nfo", '<movie><title>Dry Dock</title></movie>', "an NFO file of a media player")
put("disqus.xml", '<?xml version="1.0"?><disqus xmlns="http://disqus.com"/>', "a Disqus export")
put("list.opml", '<opml version="2.0"><body/></opml>', "a list of feeds (OPML)")
put("sitemap.xml", '<?xml version="1.0"?><urlset/>', "a sitemap")
put("other.xml", '<?xml version="1.0"?><shelf><film/></shelf>', "XML of a kind that is not known here")
put("a.svg", '<svg xmlns="http://www.w3.org/2000/svg"><title>Dry Dock 1999</title></svg>', "an SVG image")
put("a.warc", "WARC/1.0\r\nWARC-Type: warcinfo\r\n\r\n", "a WARC archive")
put("a.warc.gz", gzip.compress(b"WARC/1.0\r\nWARC-Type: warcinfo\r\n\r\n"), "a WARC archive")
put("a.arc", "filedesc://x.arc 0.0.0.0 20200101000000 text/plain 76\n", "an ARC archive")
put("a.rtf", r"{\rtf1\ansi Dry Dock 1999}", "an RTF document")
put("a.pdf", "%PDF-1.4\n", "a PDF document")
put("a.ps", "%!PS-Adobe-3.0\n", "a PostScript document")
put("a.url", "[InternetShortcut]\r\nURL=https://dry-dock.example/\r\n", "a shortcut to a page")
put("a.webloc", plistlib.dumps({"URL": "https://dry-dock.example/"}), "a shortcut to a page")
put("a.plist", plistlib.dumps({"a": 1}, fmt=plistlib.FMT_BINARY), "a property list")
zipped("a.docx", "a DOCX document", "[Content_Types].xml", "_rels/.rels", "word/document.xml")
zipped("a.xlsx", "an XLSX spreadsheet", "[Content_Types].xml", "_rels/.rels", "xl/workbook.xml")
zipped("a.odt", "an ODT document", ("mimetype", "application/vnd.oasis.opendocument.text"), "content.xml")
zipped("a.epub", "an e-book (EPUB)", ("mimetype", "application/epub+zip"), "META-INF/container.xml")
zipped("a.wacz", "a WACZ archive", "datapackage.json", "archive/data.warc.gz")
zipped("takeout.zip", "a ZIP archive of Google Takeout", "Takeout/Blogger/Blogs/x/feed.atom")
zipped("pages.zip", "a ZIP archive of pages", "a/index.html")
zipped("a.zip", "a ZIP archive", "a/b.bin")
put("a.sqlite", b"SQLite format 3\0" + bytes(84), "an SQLite database")
for name, start, kind in [
    ("a.png", b"\x89PNG\r\n\x1a\n", "a PNG image"), ("a.jpg", b"\xff\xd8\xff\xe0", "a JPEG image"),
    ("a.gif", b"GIF89a", "a GIF image"), ("a.webp", b"RIFF\0\0\0\0WEBPVP8 ", "a WebP image"),
    ("a.ico", b"\0\0\1\0\1\0", "an icon"), ("a.avif", b"\0\0\0\x1cftypavif", "an AVIF image"),
    ("a.woff2", b"wOF2\0\1\0\0", "a font"), ("a.mp4", b"\0\0\0\x18ftypmp42", "a video or sound"),
    ("a.webm", b"\x1a\x45\xdf\xa3", "a video"), ("a.mp3", b"ID3\x03\0", "a sound"),
    ("a.elf", b"\x7fELF\2\1\1", "a program"), ("a.macho", b"\xcf\xfa\xed\xfe", "a program"),
    ("a.7z", b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"), ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document")]:
    put(name, start + bytes(40), kind)
data = io.BytesIO()
tarfile.open(fileobj=data, mode="w").addfile(tarfile.TarInfo("a.html"))
put("a.tar", data.getvalue(), "a tar archive")
put("a.js", '/*! by hand */\n(function () { "use strict"; var a = "<div>"; window.a = function () { return a; }; })();\n', "a script")
put("a.css", "/* by hand */\n.post, #side > p { margin: 0; color: #333; }\np { color: red; }\n", "a style sheet")
put("a.sh", "#!/bin/sh\necho x\n", "a script")
put("a.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\nx\n", "subtitles")
put("shell.html", '<!doctype html><html><head><title>Dry Dock</title><script src="/a.js"></script></head><body><noscript>You need to enable JavaScript to run this app.</noscript><div id="root"></div></body></html>', "saved before it was rendered")
put("next.html", '<!doctype html><html><head><title>Dry Dock</title></head><body><div id="__next"></div><script src="/a.js"></script></body></html>', "saved before it was rendered")
put("404.html", "<html><head><title>404 Not Found</title></head><body><h1>Not Found</h1><p>Nothing here.</p></body></html>", "an error page of the site")
put("check.html", "<html><head><title>Just a moment...</title></head><body><p>Checking.</p></body></html>", "a check for robots")
put("login.html", '<html><head><title>Welcome back</title></head><body><form><input name="u"><input type="password" name="p"></form></body></html>', "a login in the page")
put("consent.html", "<html><head><title>Before you continue to the films</title></head><body><p>We use cookies.</p></body></html>", "a question about cookies")
table.close()
E
films=0
while IFS='	' read -r name kind; do
	films=$((films + 1))
	film-page "$T/no/$name" >"$T/out" 2>"$T/err"
	status=$?
	case "$status$(head -n 1 "$T/err")" in
	"1film-page: $T/no/$name: not a page: $kind"*) ok 0 "$name is refused as $kind" ;;
	*) is "$status $(cat "$T/err")" "1 … not a page: $kind" "$name is refused as $kind" ;;
	esac
	[ ! -s "$T/out" ] || ok 1 "$name gives no record"
done <"$T/no/table"
[ "$films" -ge 60 ]
ok $? 'and these were all'

# What looks like one of them and is a page. The last three have little text, and a film or a comment.
keep() {
	printf '%b' "$2" >"$T/keep"
	film-page -q "$T/keep" >"$T/out" 2>"$T/err"
	is "$? $(wc -l <"$T/out")" '0 1' "$1"
}
keep 'a text that begins with a bracket is a page' '[1] A note on Dry Dock (1999)\n\nText.\n'
keep 'a text that begins with a brace is a page' '{Dry Dock}, seen again\n'
keep 'prose with commas is a page' 'Dry Dock, seen again, in June\nA film, of course\nand, to us, a favorite\n'
keep 'names of films that are magic words are pages' 'OTTO 1999\n\nRIFF and GIF8, ID3: words.\n'
keep 'labels are no header of a mail' 'Director: Ana Roth\nGenre: Drama\n\nText.\n'
keep 'an XML declaration before a page is allowed' '<?xml version="1.0"?><html><body><p>Dry Dock</p></body></html>'
keep 'a script in a text is allowed' 'We wrote this: var a = 1;\n'
keep 'a page that begins with an image is a page' '<svg></svg><div>Dry Dock, a long story.</div>'
keep 'a film called 404 is a film' '<html><head><title>404 2011</title><script></script></head><body><h1>404 2011</h1><p>404 is favorite or unfavorite?</p><p>Directed by</p><p>Ana Roth</p><p>Our Choice</p><p>Favorite</p></body></html>'

# ---- within limits ------------------------------------------------------------------------------------------------
python3 - "$T" <<'E'
import gzip, sys
to = sys.argv[1]
def deep(n):
    if n == 0:
        return "Content-Type: text/html\n\n<p>x\n"
    return f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n{deep(n - 1)}\n--b{n}--\n"
open(f"{to}/deep.mht", "w").write("MIME-Version: 1.0\n" + deep(60))
head = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n"
open(f"{to}/parts.mht", "w").write(head + "--b\n\n" * 1000000)
open(f"{to}/base64.mht", "w").write("MIME-Version: 1.0\nContent-Type: text/html\nContent-Transfer-Encoding: base64\n\n" + "PHA+" + "eHh4" * 7000000)
open(f"{to}/edges.mht", "w").write("MIME-Version: 1.0\nContent-Type: multipart/related; boundary=-\n\n" + "---" * 5000000)
open(f"{to}/header.mht", "w").write("MIME-Version: 1.0\n" + "X: y\n" * 2000000)
data = gzip.compress(bytes(30 << 20))
open(f"{to}/zeros.html.gz", "wb").write(data)
open(f"{to}/again.gz", "wb").write(gzip.compress(gzip.compress(gzip.compress(gzip.compress(gzip.compress(gzip.compress(b"<p>x")))))))
import struct
loop = b"bplist00" + b"\xd1\1\1" + b"\x5fWebMainResource" + bytes([8, 11]) + bytes(6) + bytes([1, 1]) + struct.pack(">QQQ", 2, 0, 27)
open(f"{to}/loop.webarchive", "wb").write(loop)
open(f"{to}/lies.webarchive", "wb").write(b"bplist00WebMainResource" + b"\xff" * 32)
E
refused() {
	start=$(date +%s)
	film-page -j1 "$T/$1" >"$T/out" 2>"$T/err"
	is "$? $(head -n 1 "$T/err" | grep -c "$2")" '1 1' "$3"
	[ $(($(date +%s) - start)) -lt 60 ]
	ok $? "and in time: $1"
}
refused deep.mht 'nest deeper than 8' 'parts in parts without end are refused'
refused parts.mht 'more than 20000 parts' 'a million parts are refused'
refused header.mht 'no end' 'a header without end is refused'
refused edges.mht 'not a page: a mail or archive without one' 'nothing but boundaries is refused'
refused zeros.html.gz 'not a page\|more memory\|inflates to more' 'a compressed file of zeros is refused'
refused again.gz 'wrapped more than 4 times' 'compressed again and again is refused'
refused loop.webarchive 'damaged' 'a property list that refers to itself is refused'
refused lies.webarchive 'damaged' 'a property list of false numbers is refused'
start=$(date +%s)
exits 0 'base64 without end is a page' film-page -j1 "$T/base64.mht"
[ $(($(date +%s) - start)) -lt 60 ]
ok $? 'and is read in time'

# ---- the other importers --------------------------------------------------------------------------------------------
printf '<html><head><title>x</title></head><body><p>x</p></body></html>' >"$T/page.html"
says() {
	program=$1 file=$2
	"$program" "$file" >"$T/out" 2>"$T/err"
	is "$? $(head -n 1 "$T/err")" "1 $program: $file: $3" "$program says what $(basename "$file") is"
	is "$(wc -c <"$T/out")" 0 "and writes nothing of it"
}
says film-feed "$T/page.html" 'not a feed: its root is <html>: give it to film-page'
says film-feed "$T/no/a.json" 'not a feed: a JSON document: save the page itself'
says film-feed "$T/no/ratings.csv" 'not a feed: a table (CSV): give it to film-ratings'
says film-feed "$T/no/a.warc" 'not a feed: a WARC archive: give it to film-warc'
says film-warc "$T/page.html" 'not a WARC or ARC file: a web page: give it to film-page'
says film-warc "$T/no/rss.xml" 'not a WARC or ARC file: an RSS feed: give it to film-feed'
says film-ratings "$T/page.html" 'not a table: a web page: give it to film-page'
says film-ratings "$T/no/atom.xml" 'not a table: an Atom feed: give it to film-feed'
done_testing
