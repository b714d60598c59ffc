"""Archives: WARC, zip and gzip. Each member that can be a page is a document; none is unpacked beyond its limit.

A member's location is its archive's with a fragment: `#zip:<number>`, `#warc:<offset>`, `#gzip:`. What a damaged
archive still holds is read, and the archive itself becomes a document that is set aside with `#broken:<reason>`.
"""

from __future__ import annotations

import gzip
import io
import json
import logging
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from email.message import Message
from functools import lru_cache
from typing import IO, Any, BinaryIO, cast
from urllib.parse import quote, unquote

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from etl.errors import DocumentError
from etl.extract import files
from etl.extract.raw import RawStore
from etl.extract.sitemaps import moment
from etl.model import Document, SetAside

log = logging.getLogger(__name__)

ENDINGS = (".zip", ".warc", ".warc.gz", ".gz")
MOST_MEMBERS = 100_000
MOST_UNPACKED = 20_000_000_000  # bytes that a WARC may say it holds
PIECE = 65536
PAGES = {"text/html", "application/xhtml+xml", "text/plain"}
BROKEN = (
    ArchiveLoadFailed, zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError,
)  # fmt: skip


@dataclass(frozen=True)
class Member:
    """What was taken out of an archive; a WARC says of its pages what the outlet had answered, and when."""

    content: bytes
    media_type: str | None = None
    status: int | None = None
    headers: str | None = None
    charset: str | None = None
    captured_at: datetime | None = None


def is_archive(address: str) -> bool:
    return address.lower().endswith(ENDINGS)


def is_member(location: str) -> bool:
    return "#" in location


# --- what is inside ---------------------------------------------------------------------------------------------------


def expanded(document: Document, store: RawStore) -> Iterator[Document | SetAside]:
    """The members of an archive in its order, then the archive itself if it is broken; other documents as they are."""
    if not is_archive(document.address):
        yield document
        return
    count = 0
    try:
        with _opened(document.location, store) as stream:
            for member in _kind(document.address)(document, stream):
                count += 1
                if count > MOST_MEMBERS:
                    raise DocumentError(f"more than {MOST_MEMBERS:,} members")
                yield member
        if not count:
            raise DocumentError("holds no page")
    except (DocumentError, *BROKEN) as error:
        reason = str(error) if isinstance(error, DocumentError) else f"a broken archive: {_line(error)}"
        yield replace(document, location=f"{document.location}#broken:{quote(reason)}")


def _kind(address: str) -> Callable[[Document, IO[bytes]], Iterator[Document | SetAside]]:
    if address.lower().endswith(".zip"):
        return _zip
    return _warc if ".warc" in address.lower()[-8:] else _gzip


def _zip(document: Document, stream: IO[bytes]) -> Iterator[Document]:
    for number, info in enumerate(zipfile.ZipFile(stream).infolist()):
        hidden = any(part.startswith((".", "__MACOSX")) for part in info.filename.split("/"))
        if not info.is_dir() and not hidden:
            address = f"{document.address}/{files.printable(info.filename)}"
            yield replace(document, address=address, location=f"{document.location}#zip:{number}")


def _gzip(document: Document, stream: IO[bytes]) -> Iterator[Document]:
    inner = document.address.rsplit("/", 1)[-1][: -len(".gz")]
    yield replace(document, address=f"{document.address}/{inner}", location=f"{document.location}#gzip:")


def _warc(document: Document, stream: IO[bytes]) -> Iterator[Document | SetAside]:
    """Answers that brought a page, each address once, as captured last; images, requests and such are counted."""
    last: dict[str, Document] = {}
    other = size = 0
    records = ArchiveIterator(stream)
    try:
        for record in records:
            size += int(record.rec_headers.get_header("Content-Length") or 0)
            if size > MOST_UNPACKED:
                raise DocumentError(f"says it holds more than {MOST_UNPACKED / 1e9:.0f} GB")
            address = record.rec_headers.get_header("WARC-Target-URI")
            if not address or record.rec_type not in ("response", "resource") or _type(record) not in PAGES:
                other += 1
                continue
            if address in last:
                yield SetAside(document.source, address, "found", f"captured again later in {document.address}")
            place = f"{document.location}#warc:{records.get_record_offset()}"
            last[address] = replace(document, address=address, location=place)
    finally:
        yield from last.values()
    log.info("%s: %d pages, %d other records", document.address, len(last), other)


def _type(record: Any) -> str:
    return _content_type(record).get_content_type()


def _content_type(record: Any) -> Message:
    headers = record.http_headers or record.rec_headers
    told = Message()
    told["content-type"] = headers.get_header("Content-Type") or "application/octet-stream"
    return told


# --- one of them ------------------------------------------------------------------------------------------------------


def member(document: Document, store: RawStore, most: int) -> Member:
    """The bytes of one member; `DocumentError` when it is broken, or larger than `most` unpacked."""
    location, _, place = document.location.rpartition("#")
    kind, _, where = place.partition(":")
    if kind == "broken":
        raise DocumentError(unquote(where))
    if kind != "warc" and is_archive(document.address):
        raise DocumentError("an archive inside an archive is not opened")
    try:
        if kind == "zip":
            archive = _directory(location, store)
            with archive.open(archive.infolist()[int(where)]) as inner:
                return Member(_read(inner.read, most))
        with _opened(location, store) as stream:
            return _of_warc(stream, int(where), most) if kind == "warc" else _of_gzip(stream, most)
    except BROKEN as error:
        raise DocumentError(f"cannot be taken out of its archive: {_line(error)}") from error


@lru_cache(maxsize=1)  # members are asked for one after the other, and reading the directory takes longer than a member
def _directory(location: str, store: RawStore) -> zipfile.ZipFile:
    return zipfile.ZipFile(_opened(location, store))


@lru_cache(maxsize=1)
def _fetched(page_id: str, store: RawStore) -> bytes:
    return store.get(page_id)


def _of_gzip(stream: IO[bytes], most: int) -> Member:
    with gzip.open(cast(BinaryIO, stream)) as inner:
        return Member(_read(inner.read, most))


def _of_warc(stream: IO[bytes], where: int, most: int) -> Member:
    stream.seek(where)
    record = next(ArchiveIterator(stream))
    told, http = _content_type(record), record.http_headers
    return Member(
        _read(record.content_stream().read, most),
        media_type=told.get_content_type(),
        status=int(http.get_statuscode()) if http else None,
        headers=json.dumps([(k.lower(), v) for k, v in http.headers], ensure_ascii=False) if http else None,
        charset=told.get_content_charset(),
        captured_at=moment(record.rec_headers.get_header("WARC-Date")),
    )


def _read(read: Callable[[int], bytes], most: int) -> bytes:
    """Piece by piece: what an archive says of its members' sizes may be a lie."""
    content = bytearray()
    while piece := read(PIECE):
        content += piece
        if len(content) > most:
            raise DocumentError(f"larger than the {most / 1e6:.1f} MB allowed when unpacked (BLOCWATCH_MAX_PAGE_BYTES)")
    return bytes(content)


def _opened(location: str, store: RawStore) -> IO[bytes]:
    """The archive as a stream: a file, or bytes that a run has fetched into the raw store."""
    if location.startswith("raw:"):
        return io.BytesIO(_fetched(location.removeprefix("raw:"), store))
    return files.place_of(Document(None, "", location)).open("rb")


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
