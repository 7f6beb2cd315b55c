# oracle.py PAGE DECIDED: how Python's codecs and HTML parser read a page, for tests/encodings-real.t. Prints, parted by
# tabs: what is declared and by what; "yes" when the page can be in DECIDED, else what it can be in; how many U+FFFD it has
# when read so. The text itself goes to the file that $TEXT names.
import codecs
import html.parser
import os
import re
import sys

SUPERSETS = {"iso8859-1": "cp1252", "ascii": "cp1252", "shift_jis": "cp932", "gb2312": "gbk", "euc_kr": "cp949"}
BOMS = [(codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")]
PRESCAN = 1024


def c1(error):
    """The WHATWG's windows-1252 has the C1 controls where Python's has nothing."""
    return error.object[error.start : error.end].decode("latin-1"), error.end


codecs.register_error("c1", c1)


def codec(label):
    """What browsers read a label as, by Python's name; None for no label."""
    try:
        name = codecs.lookup(label.strip()).name
    except LookupError:
        return None
    return SUPERSETS.get(name, name)


class Metas(html.parser.HTMLParser):
    """The first <meta> that names a charset, and whether it ends within the prescan."""

    def __init__(self, text):
        super().__init__()
        self.said = (None, None)
        self.line_starts = [0] + [i + 1 for i, c in enumerate(text) if c == "\n"]
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        if tag != "meta" or self.said[0]:
            return
        values = dict(attributes)
        content = re.search(r"charset\s*=\s*[\"']?([^\s;\"']+)", values.get("content") or "", re.I)
        label = values.get("charset")
        if not label and (values.get("http-equiv") or "").lower() == "content-type" and content:
            label = content[1]
        line, column = self.getpos()
        end = self.line_starts[line - 1] + column + len(self.get_starttag_text())
        if label:
            self.said = (label, "meta" if end <= PRESCAN else "late meta")


def declaration(page):
    xml = re.match(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']+)", page)
    if xml:
        return xml[1].decode("ascii"), "XML declaration"
    return Metas(page.decode("latin-1")).said


def reads(page, name):
    try:
        return page.decode(name) is not None
    except UnicodeDecodeError:
        return False


def possible(page, declared):
    """The encodings that a page can be in. One that no codec reads whole may be in the declared one or windows-1252."""
    for bom, name in BOMS:
        if page.startswith(bom):
            return [name]
    if reads(page, "utf-8"):
        return ["utf-8"]
    if declared and reads(page, declared):
        return [declared]
    text = page.decode("utf-8", "replace")
    if declared == "utf-8" and sum(c > "\x7f" and c != "\ufffd" for c in text) > text.count("\ufffd"):
        return ["utf-8"]
    return ["cp1252"] if reads(page, "cp1252") else [declared, "cp1252"]


def main():
    with open(sys.argv[1], "rb") as file:
        page = file.read()
    label, by = declaration(page)
    decided = codec(sys.argv[2])
    names = possible(page, codec(label) if label else None)
    for bom, _ in BOMS:
        page = page.removeprefix(bom)
    text = page.decode(decided, "c1" if decided == "cp1252" else "replace").replace("\0", "\ufffd")
    with open(os.environ["TEXT"], "w", encoding="utf-8", newline="") as file:
        file.write(text)
    said = f"declared {label} by {by}" if label else "nothing declared"
    print(said, "yes" if decided in names else "no: " + " or ".join(names), text.count("\ufffd"), sep="\t")


main()
