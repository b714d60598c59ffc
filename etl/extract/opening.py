"""Document → page, wherever its bytes are: on the web, in a file, in an archive, in the raw store."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from etl import seeds
from etl.errors import DocumentError
from etl.extract import archives, files, web
from etl.extract.crawl import MEDIA_TYPES, Crawl, file_name
from etl.extract.raw import RawStore
from etl.model import Document, Manners, Page

RAW = "raw:"
NO_CONTACT = "BLOCWATCH_CONTACT is not set: who asks outlets for pages must say how to be reached"


@dataclass(frozen=True)
class Opener:
    """Opens the documents of one step. Without a `crawl` nothing is asked of the web."""

    store: RawStore
    crawl: Crawl | None
    most: int
    now: datetime

    def page(self, document: Document) -> Page | None:
        """The document's page, kept in the raw store; None when it is known and has not changed."""
        if document.location.startswith(("http://", "https://")):
            if self.crawl is None:
                raise DocumentError(NO_CONTACT)
            return self.crawl.page(document, manners_of(document.source))
        if archives.is_member(document.location):
            return self._of_archive(document)
        if document.location.startswith(RAW):
            return self._of_store(document)
        media_type = files.media_type(document)
        return self._put(document, files.content(document, self.most), media_type)

    def _of_archive(self, document: Document) -> Page:
        member = archives.member(document, self.store, self.most)
        if member.status is not None and member.status != 200:
            raise DocumentError(f"had answered {web.said(member.status)} when it was captured")
        if not member.content.strip():
            raise DocumentError("empty file")
        known = self.store.history(document.source, document.address)
        if known and member.captured_at and member.captured_at < known.newest.fetched_at:
            raise DocumentError(f"older than what was read there on {known.newest.fetched_at:%Y-%m-%d}")
        media_type = MEDIA_TYPES[member.media_type] if member.media_type else files.media_type(document)
        told: dict[str, object] = {}
        if member.headers is not None:
            told = {"url": document.address, "final_url": document.address, "file_name": file_name(document.address)}
            told |= {"status": member.status, "headers": member.headers, "charset": member.charset}
        return self._put(document, member.content, media_type, fetched_at=member.captured_at or self.now, **told)

    def _of_store(self, document: Document) -> Page:
        known = self.store.named(document.location.removeprefix(RAW))
        if known is None:
            raise DocumentError("the raw store has no such address any more")
        return known.newest

    def _put(self, document: Document, content: bytes, media_type: str, **told: object) -> Page:
        page = Page(
            **{  # type: ignore[arg-type]
                "page_id": hashlib.sha256(content).hexdigest(),
                "source": document.source,
                "address": document.address,
                "file_name": document.address.rsplit("/", 1)[-1],
                "media_type": media_type,
                "byte_count": len(content),
                "fetched_at": self.now,
                "told_title": document.told_title,
                "told_published": document.told_published,
                **told,
            }
        )
        self.store.put(page, content, place=document.location if page.url is None else None)
        return page


def manners_of(source: str | None) -> Manners:
    return seeds.sources()[source].manners if source else Manners()
