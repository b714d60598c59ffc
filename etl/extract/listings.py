"""Listing pages: the links on a page that a selector of the seed picks."""

from __future__ import annotations

from collections.abc import Iterator

from bs4 import BeautifulSoup, Tag
from lxml import etree

from etl.errors import DocumentError
from etl.extract import web

DEEPEST = 1000  # elements within elements; selectors look up all of them for each


class _Depth:
    """Refuses a page that is nested to keep its reader busy."""

    def __init__(self) -> None:
        self.depth = 0

    def start(self, *_: object) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise DocumentError(f"nested deeper than {DEEPEST} elements")

    def end(self, *_: object) -> None:
        self.depth -= 1

    def close(self) -> None:
        pass


def links(content: bytes, base: str, selector: str, charset: str | None = None) -> Iterator[str]:
    """The addresses behind the links, each once, in the order of the page; what a link holds no address in is left."""
    etree.fromstring(content or b"<p>", etree.HTMLParser(target=_Depth(), huge_tree=True))
    page = BeautifulSoup(content, "lxml", from_encoding=charset)
    origin = page.select_one("base[href]")
    if origin is not None:
        base = web.joined(base, str(origin["href"]))
    seen = set()
    for found in page.select(selector):
        link = found if found.get("href") else found.find("a", href=True)
        try:
            address = web.joined(base, str(link["href"])) if isinstance(link, Tag) else ""
        except DocumentError:
            continue
        if address.startswith(("http://", "https://")) and address not in seen:
            seen.add(address)
            yield address
