"""The Python peers of the scrape case: `scrape.py extruct|lxml|bs4 PAGE...` reads each page as its users do. Exit status 2 when
most pages could not be read: a peer that fails at once is no measure."""
import sys


def with_extruct(data):
    import extruct
    extruct.extract(data, syntaxes=["json-ld", "microdata"], errors="ignore")


def with_lxml(data):
    from lxml import html
    tree = html.fromstring(data)
    tree.xpath("//title/text()")
    tree.xpath("//script[@type='application/ld+json']/text()")
    tree.xpath("//*[@itemprop]")
    tree.xpath("//*[contains(@class, 'comment')]")


def with_bs4(data):
    import bs4
    soup = bs4.BeautifulSoup(data, "html.parser")
    soup.title
    soup.find_all("script", type="application/ld+json")
    soup.find_all(attrs={"itemprop": True})
    soup.find_all(class_="comment")


def main():
    read = {"extruct": with_extruct, "lxml": with_lxml, "bs4": with_bs4}[sys.argv[1]]
    failed = 0
    for path in sys.argv[2:]:
        with open(path, "rb") as file:
            try:
                read(file.read())
            except Exception:  # a page that the peer can't read costs it no time
                failed += 1
    sys.exit(2 if failed * 2 > len(sys.argv) - 2 else 0)


main()
