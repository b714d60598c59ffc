"""The raw store: every page once, compressed, under the hash of its bytes, and for each address its history.

    ab/abcd….gz                            the bytes
    addresses/<source>/ab/<hash>.json      the history of an article's address
    ways/<source>/ab/<hash>.json           the history of a feed, sitemap, listing or robots.txt
    pending/<source>/<hash>.json           the address of a page of the web that no load has seen yet

Bytes are written before the history that names them, and both appear whole or not at all: a worker may die anywhere.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import Any, Literal
from uuid import uuid4

from upath import UPath

from etl.errors import DocumentError, writing
from etl.model import Page, content_id

Kind = Literal["addresses", "ways"]
LOCAL = {"", "file", "local"}
NO_SOURCE = "unknown"  # folder of what was found for no source


@dataclass(frozen=True)
class History:
    """The versions of one address, oldest first: an unchanged page makes none, a page that goes back makes one."""

    source: str | None
    place: str  # where it was read: the address on the web, the URL of a file
    versions: tuple[Page, ...]
    asked_at: datetime  # when its outlet was last asked, or the file last read
    etag: str | None = None
    last_modified: str | None = None
    gone_at: datetime | None = None  # when its outlet first said that it is no more
    is_settled: bool = False  # whether a load has seen the newest version

    @property
    def newest(self) -> Page:
        return self.versions[-1]

    @property
    def address(self) -> str:
        return self.newest.address


class RawStore:
    """Pages and histories below a URL of a folder or an object store. Bytes are never overwritten."""

    def __init__(self, url: str) -> None:
        self.root = UPath(url)

    def put(self, page: Page, content: bytes, kind: Kind = "addresses", place: str | None = None) -> History:
        """Keeps the bytes, unless they are there, and adds a version to the history of their place if they are others.

        A place is the page's address, or the file's URL: files of one name in two folders are two places. Of feeds and
        listings only the newest version is remembered.
        """
        path = self._page(page.page_id)
        if not path.exists():
            _write(path, gzip.compress(content, mtime=0))
        place = place or page.address
        known = self.history(page.source, place, kind)
        same = known is not None and known.newest.page_id == page.page_id and known.gone_at is None
        if known and same and page.url is None:
            return known  # of a file there is nothing new to say
        if known and same:
            made = replace(known, asked_at=page.fetched_at)
        else:
            before = known.versions if known and kind == "addresses" else ()
            made = History(page.source, place, (*before, page), page.fetched_at)
        made = replace(made, etag=header(page, "etag"), last_modified=header(page, "last-modified"))
        if kind == "addresses" and page.url and not made.is_settled:
            _write(self._pending(page.source, page.address), json.dumps(page.address).encode())
        self._record(made, kind)
        return made

    def get(self, page_id: str) -> bytes:
        """The bytes kept under this hash; `DocumentError` when the store has none, or others."""
        path = self._page(page_id)
        try:
            content = gzip.decompress(path.read_bytes())
        except FileNotFoundError:
            raise DocumentError(f"the raw store {self.root} has no page {page_id}") from None
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            raise DocumentError(f"the raw store's page {page_id} is damaged: {error}") from error
        if hashlib.sha256(content).hexdigest() != page_id:
            raise DocumentError(f"the raw store's page {page_id} is damaged: its bytes have another hash")
        return content

    def history(self, source: str | None, place: str, kind: Kind = "addresses") -> History | None:
        """What is known of a place; None when nothing from there was kept."""
        return self.named(self.name(source, place, kind))

    def named(self, name: str) -> History | None:
        """The history of that name."""
        try:
            return _read((self.root / name).read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None

    def name(self, source: str | None, place: str, kind: Kind = "addresses") -> str:
        """The name of a place's history below the store."""
        digest = content_id(source, place)
        return f"{kind}/{source or NO_SOURCE}/{digest[:2]}/{digest}.json"

    def histories(self, source: str | None) -> Iterator[History]:
        """All addresses kept for a source; for None those of all sources and of none."""
        root = self.root / "addresses"
        folders = [root / source] if source else sorted(root.iterdir(), key=str) if root.exists() else []
        for folder in folders:
            for path in sorted(folder.glob("*/*.json"), key=str) if folder.exists() else []:
                yield _read(path.read_text(encoding="utf-8"))

    def asked(self, known: History, at: datetime, kind: Kind = "addresses") -> None:
        """Notes that the outlet was asked and has nothing new."""
        self._record(replace(known, asked_at=at), kind)

    def gone(self, known: History, at: datetime) -> None:
        """Notes that the outlet has taken the page away; what was kept stays."""
        self._record(replace(known, asked_at=at, gone_at=known.gone_at or at), "addresses")

    def settle(self, page: Page) -> None:
        """Notes that a load has seen this page of the web, as article or set aside."""
        known = self.history(page.source, page.address)
        if known and page.url and known.newest.page_id == page.page_id:
            if not known.is_settled:
                self._record(replace(known, is_settled=True), "addresses")
            self._pending(page.source, page.address).unlink(missing_ok=True)

    def pending(self, source: str) -> Iterator[History]:
        """What was fetched for a source by runs that ended before their load: its outlet will not send it again."""
        folder = self.root / "pending" / source
        for path in sorted(folder.glob("*.json"), key=str) if folder.exists() else []:
            known = self.history(source, json.loads(path.read_text(encoding="utf-8")))
            if known and not known.is_settled:
                yield known

    def _record(self, made: History, kind: Kind) -> None:
        versions = [{"number": n, **asdict(page)} for n, page in enumerate(made.versions, 1)]
        note = {**{key: getattr(made, key) for key in made.__dataclass_fields__}, "versions": versions}
        text = json.dumps(note, ensure_ascii=False, indent=1, default=lambda moment: moment.astimezone(UTC).isoformat())
        _write(self.root / self.name(made.source, made.place, kind), text.encode())

    def _page(self, page_id: str) -> UPath:
        return self.root / page_id[:2] / f"{page_id}.gz"

    def _pending(self, source: str | None, address: str) -> UPath:
        return self.root / "pending" / (source or NO_SOURCE) / f"{content_id(source, address)}.json"


def header(page: Page, name: str) -> str | None:
    """The first header of that name in the answer that brought the page."""
    return next((value for key, value in json.loads(page.headers or "[]") if key == name), None)


def _read(text: str) -> History:
    note: dict[str, Any] = json.loads(text)
    versions = [{k: v for k, v in version.items() if k != "number"} for version in note.pop("versions")]
    fields: dict[str, Any] = {k: datetime.fromisoformat(v) if v and k.endswith("_at") else v for k, v in note.items()}
    return History(**fields, versions=tuple(Page(**_moments(version)) for version in versions))


def _moments(version: dict[str, Any]) -> dict[str, Any]:
    told = version["told_published"]
    return version | {
        "fetched_at": datetime.fromisoformat(version["fetched_at"]),
        "told_published": datetime.fromisoformat(told) if told else None,
    }


def _write(path: UPath, data: bytes) -> None:
    """A file appears whole by its renaming; an object store shows an object only when it is whole."""
    with writing(path.parent):
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.protocol not in LOCAL:
            path.write_bytes(data)
            return
        part = path.with_name(f".{path.name}.{uuid4().hex}.part")  # two workers may write the same page at once
        try:
            part.write_bytes(data)
            part.rename(path)
        finally:
            part.unlink(missing_ok=True)
