"""Sitemaps, sitemap indexes and news sitemaps (sitemaps.org/protocol.html), plain or gzip."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from lxml import etree

from etl.errors import DocumentError
from etl.extract import bodies, web
from etl.model import Document


@dataclass(frozen=True)
class Sitemap:
    """What one file says: articles, newest first, or more sitemaps with the moment they were told to have changed."""

    documents: tuple[Document, ...]
    sitemaps: tuple[tuple[str, datetime | None], ...]


def read(content: bytes, base: str, source: str | None, most: int) -> Sitemap:
    """A sitemap or an index; `DocumentError` when it is neither."""
    try:
        return _read(content, base, source, most)
    except (etree.XMLSyntaxError, ValueError) as error:  # names and texts may be no characters
        raise DocumentError(f"no sitemap: {error}") from error


def _read(content: bytes, base: str, source: str | None, most: int) -> Sitemap:
    if content.startswith(bodies.GZIP_MAGIC):
        content = bodies.body([content], "gzip", most)
    # nothing outside the file is looked up, and no entity grows into gigabytes
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    root = etree.fromstring(content.strip(), parser)
    if _name(root) not in ("urlset", "sitemapindex"):
        raise DocumentError(f"no sitemap: its outermost element is {_name(root)}")
    if _name(root) == "sitemapindex":
        found = [(web.address(base, e["loc"]), moment(e.get("lastmod"))) for e in _entries(root) if e.get("loc")]
        return Sitemap((), tuple(sorted(found, key=lambda f: f[1] or _LONG_AGO, reverse=True)))
    documents = [_document(entry, base, source) for entry in _entries(root) if entry.get("loc")]
    newest_first = sorted(documents, key=lambda d: told_at(d) or _LONG_AGO, reverse=True)
    return Sitemap(tuple(newest_first), ())


_LONG_AGO = datetime.min.replace(tzinfo=UTC)


def told_at(document: Document) -> datetime | None:
    """The latest moment told of it."""
    return max(filter(None, (document.told_modified, document.told_published)), default=None)


def moment(text: str | None) -> datetime | None:
    """A W3C date and time in UTC. A bare day means its end, a month or year nothing: what changed may have then."""
    try:
        told = datetime.fromisoformat(text or "")
        day_only = len(text or "") <= 10
        if day_only:
            told = datetime.combine(date.fromisoformat(text or ""), time.max)
        return (told if told.tzinfo else told.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _document(entry: dict[str, str], base: str, source: str | None) -> Document:
    address = web.address(base, entry["loc"])
    return Document(
        source,
        address,
        address,
        told_title=entry.get("title"),
        told_published=moment(entry.get("publication_date")),
        told_modified=moment(entry.get("lastmod")),
    )


def _entries(root: etree._Element) -> Iterator[dict[str, str]]:
    """The texts below each entry by the element's name; namespaces differ between outlets and are left out."""
    for entry in root.iterchildren("{*}url", "{*}sitemap"):
        # images and videos have locations and titles of their own
        inner = [e for e in entry.iter("{*}*") if _name(e.getparent()) in ("url", "sitemap", "news")]
        yield {_name(e): " ".join((e.text or "").split()) for e in reversed(inner) if (e.text or "").strip()}


def _name(element: etree._Element | None) -> str:
    return "" if element is None else etree.QName(element).localname
