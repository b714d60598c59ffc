"""The ways in: asks each way of a source which addresses there are, and sorts out those that need not be asked for.

One way that fails leaves a row with the reason and stops no other.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from etl.errors import DocumentError, HostUnreachable, InputError
from etl.extract import addresses, archives, feeds, files, listings, sitemaps, web
from etl.extract.crawl import MOST_OF_A_FEED, MOST_OF_A_WAY, Crawl
from etl.extract.opening import NO_CONTACT, RAW
from etl.extract.raw import History, RawStore
from etl.model import Document, Manners, Page, SetAside, Source, Unchanged, Way

log = logging.getLogger(__name__)

Found = Document | SetAside
DEEPEST = 3  # sitemap indexes within indexes
MOST_FILES = 200  # sitemaps or listing pages of one way


@dataclass
class Harvest:
    """What the ways of a run brought."""

    documents: list[Document] = field(default_factory=list)
    unchanged: list[Unchanged] = field(default_factory=list)
    aside: list[SetAside] = field(default_factory=list)


@dataclass(frozen=True)
class Finder:
    """Asks ways. Without a `crawl` those of the web are set aside; `home` is where relative paths begin."""

    crawl: Crawl | None
    store: RawStore
    home: Path
    now: datetime
    wanted: Callable[[datetime], bool] = lambda told: True  # by the moment of publication that a way tells

    def harvest(self, sources: Iterable[Source]) -> Harvest:
        """Everything the ways of these sources name, each address once: for the way that names it first."""
        made, seen = Harvest(), set[str]()
        for source in sources:
            for known in self.store.pending(source.source):
                seen.add(known.address)
                name = self.store.name(source.source, known.place)
                made.documents.append(Document(source.source, known.address, f"{RAW}{name}"))
            for way in source.ways:
                self._gather(source, way, made, seen)
        return made

    def _gather(self, source: Source, way: Way, made: Harvest, seen: set[str]) -> None:
        asked = 0
        for found in self._found(source, way):
            if isinstance(found, Document) and _is_stray(found, way):
                found = SetAside(source.source, found.address, "found", "neither http nor https")
            if isinstance(found, SetAside):
                made.aside.append(found)
            elif found.told_published and not self.wanted(found.told_published):
                continue
            elif found.address not in seen and _wanted(found, way, source):
                seen.add(found.address)
                if self._is_unchanged(found, source.manners):
                    made.unchanged.append(Unchanged(found.source, found.address))
                elif asked == way.most:
                    reason = f"names more than the {way.most} new addresses allowed a run; the others wait for the next"
                    made.aside.append(SetAside(source.source, _name(way), "found", reason))
                    return
                else:
                    asked += 1
                    made.documents.append(found)
        log.info("find: %s, %s %s: %d to ask for", source.source, way.way, _name(way), asked)

    def _found(self, source: Source, way: Way) -> Iterator[Found]:
        ask = {
            "feed": self._feed,
            "sitemap": self._sitemap,
            "listing": self._listing,
            "addresses": self._addresses,
            "folder": self._folder,
            "archive": self._archive,
        }[way.way]
        try:
            yield from ask(source, way)
        except (DocumentError, InputError, HostUnreachable) as error:
            yield SetAside(source.source, _name(way), "found", str(error))
        except OSError:
            raise  # our own disk or object store: the task is repeated
        except Exception as error:  # what an outlet sends must not stop the other outlets
            log.exception("%s: %s", source.source, _name(way))
            yield SetAside(source.source, _name(way), "found", f"unexpected {type(error).__name__}: {error}")

    def _is_unchanged(self, found: Document, manners: Manners) -> bool:
        """Whether it is known, was loaded, and is told to be as it was, or is too old for anybody to look again."""
        if not found.location.startswith("http"):
            return False
        known = self.store.history(found.source, found.address)
        if known is None or not known.is_settled:
            return False
        if found.told_modified:
            return found.told_modified <= known.asked_at
        return known.gone_at is not None or self._is_old(found, known, manners)

    def _is_old(self, found: Document, known: History, manners: Manners) -> bool:
        begun = found.told_published or known.versions[0].fetched_at
        return self.now - begun > timedelta(days=manners.recheck_days)

    # --- one function a way -------------------------------------------------------------------------------------------

    def _feed(self, source: Source, way: Way) -> Iterator[Found]:
        content, base, page = self._opened(source, way, _name(way))
        yield from feeds.documents(content, base, source.source, _type(page))

    def _sitemap(self, source: Source, way: Way) -> Iterator[Found]:
        """Depth first, the newest first; what is told to be older than the way wants is not opened."""
        waiting, seen = [(_name(way), 0)], {_name(way)}
        since = self.now - timedelta(days=way.since_days) if way.since_days else None
        while waiting:
            name, depth = waiting.pop(0)
            try:
                content, base, _ = self._opened(source, way, name)
                told = sitemaps.read(content, base, source.source, MOST_OF_A_WAY)
            except (DocumentError, HostUnreachable) as error:
                yield SetAside(source.source, name, "found", str(error))
                continue
            yield from (d for d in told.documents if not _older(sitemaps.told_at(d), since))
            inner = [url for url, changed in told.sitemaps if url not in seen and not _older(changed, since)]
            if inner and (depth == DEEPEST or len(seen) + len(inner) > MOST_FILES):
                reason = f"holds sitemaps beyond the {MOST_FILES} of one way, or {DEEPEST} deep; they are not opened"
                yield SetAside(source.source, name, "found", reason)
                inner = [] if depth == DEEPEST else inner[: MOST_FILES - len(seen)]
            seen.update(inner)
            waiting = [(url, depth + 1) for url in inner] + waiting

    def _listing(self, source: Source, way: Way) -> Iterator[Found]:
        """Page after page, until one names nothing that the pages before it did not, or has no next one."""
        named, pages = set[str](), list[str]()
        url: str | None = _name(way).replace("{page}", str(way.pages[0])) if way.pages else _name(way)
        while url and url not in pages and len(pages) < MOST_FILES:
            pages.append(url)
            try:
                content, base, page = self._opened(source, way, url)
            except (DocumentError, HostUnreachable) as error:
                yield SetAside(source.source, url, "found", str(error))
                return
            charset = page.charset if page else None
            fresh = [a for a in listings.links(content, base, way.links, charset) if a not in named]
            if not fresh and len(pages) == 1:
                yield SetAside(source.source, url, "found", f"no link found by {way.links!r}: has the page changed?")
            if not fresh:
                return
            named.update(fresh)
            yield from (Document(source.source, address, address) for address in fresh)
            url = next(listings.links(content, base, way.next, charset), None) if way.next else None
            if way.pages and (number := way.pages[0] + len(pages)) <= way.pages[1]:
                url = _name(way).replace("{page}", str(number))

    def _addresses(self, source: Source, way: Way) -> Iterator[Found]:
        content, _, _ = self._opened(source, way, _name(way))
        for line in addresses.lines(content):
            address = web.address(line, line)
            yield Document(source.source, address, address)

    def _folder(self, source: Source, way: Way) -> Iterator[Found]:
        place = self._place(way)
        for document in files.documents(place, source.source, self._root(place)):
            yield from archives.expanded(document, self.store)

    def _archive(self, source: Source, way: Way) -> Iterator[Found]:
        if way.path:
            place = self._place(way)
            address, location = files.printable(str(place.relative_to(self._root(place)))), place.as_uri()
        else:
            address = _name(way).partition("?")[0]
            location = f"{RAW}{self._kept(source, _name(way))[0].page_id}"
        if not archives.is_archive(address):
            raise DocumentError(f"an archive's name ends in {', '.join(archives.ENDINGS)}")
        yield from archives.expanded(Document(source.source, address, location), self.store)

    # --- what they open -----------------------------------------------------------------------------------------------

    def _opened(self, source: Source, way: Way, name: str) -> tuple[bytes, str, Page | None]:
        """Bytes, the address that links in them begin at, and the page when they are of the web."""
        if way.path and name == way.path:
            try:
                return self._place(way).read_bytes(), "", None
            except OSError as error:
                raise DocumentError(f"cannot be read: {error.strerror or error}") from error
        most = MOST_OF_A_FEED if way.way in ("feed", "listing") else MOST_OF_A_WAY
        page, content = self._kept(source, name, most)
        return content, page.final_url or name, page

    def _kept(self, source: Source, url: str, most: int = MOST_OF_A_WAY) -> tuple[Page, bytes]:
        if self.crawl is None:
            raise DocumentError(NO_CONTACT)
        return self.crawl.kept(source.source, url, source.manners, most)

    def _place(self, way: Way) -> Path:
        return (self.home / Path(way.path or "").expanduser()).resolve()

    def _root(self, place: Path) -> Path:
        """Where the addresses of what lies there begin, so that no two folders name different files alike."""
        return self.home if place.is_relative_to(self.home) else place.parent


def _name(way: Way) -> str:
    return way.url or way.path or ""


def _is_stray(found: Document, way: Way) -> bool:
    """An address of no web: a feed must not lead us to the files of this machine."""
    return way.way not in ("folder", "archive") and not found.location.startswith(("http://", "https://"))


def _older(told: datetime | None, since: datetime | None) -> bool:
    return told is not None and since is not None and told < since


def _type(page: Page | None) -> str:
    return f"text/xml; charset={page.charset}" if page and page.charset else ""


def _wanted(found: Document, way: Way, source: Source) -> bool:
    """What `keep` says, or, where it says nothing, whether the address is one of the source's hosts; never `leave`."""
    host = web.host_of(found.address)
    ours = not host or not source.hosts or any(host == h or host.endswith(f".{h}") for h in source.hosts)
    kept = any(p.search(found.address) for p in way.keep) if way.keep else ours
    return kept and not any(p.search(found.address) for p in way.leave)
