"""Listing pages: the links on a page that a selector of the seed picks."""

from __future__ import annotations

from collections.abc import Iterator

from bs4 import BeautifulSoup, Tag

from etl.errors import DocumentError
from etl.extract import web


def links(content: bytes, base: str, selector: str, charset: str | None = None) -> Iterator[str]:
    """The addresses behind the links, each once, in the order of the page; what a link holds no address in is left."""
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
