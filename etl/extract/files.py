"""Files in folders."""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Literal
from urllib.parse import unquote_to_bytes, urlsplit

from etl.errors import DocumentError, InputError
from etl.model import Document

MEDIA_TYPES: dict[str, Literal["text/plain", "text/html"]] = {
    ".txt": "text/plain",
    ".html": "text/html",
    ".htm": "text/html",
}


def documents(folder: Path, source: str | None, root: Path | None = None) -> Iterator[Document]:
    """Every file below the folder in the order of its path, addressed from `root` on; hidden ones are left alone.

    `InputError` when the folder is none or cannot be listed.
    """
    if not folder.is_dir():
        raise InputError(f"the folder {folder} does not exist" if not folder.exists() else f"{folder} is not a folder")
    if not os.access(folder, os.R_OK | os.X_OK):
        raise InputError(f"the folder {folder} cannot be read")
    found = []
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [Path(place) / name for name in names if not name.startswith(".")]
    for path in sorted(found):
        yield Document(
            source=source, address=printable(path.relative_to(root or folder).as_posix()), location=path.as_uri()
        )


def place_of(document: Document) -> Path:
    """The path behind a file: URL, whatever bytes its name is made of."""
    return Path(os.fsdecode(unquote_to_bytes(urlsplit(document.location).path)))


def printable(name: str) -> str:
    """A file name as text: NFC, bytes that are no UTF-8 shown as \\x.."""
    shown = os.fsencode(name).decode("utf-8", "backslashreplace")
    return unicodedata.normalize("NFC", shown)


def media_type(document: Document) -> Literal["text/plain", "text/html"]:
    """By the file's ending; `DocumentError` for one that is read by nothing here."""
    ending = PurePosixPath(document.address).suffix.lower()
    if ending not in MEDIA_TYPES:
        raise DocumentError(f"neither .txt nor .html but {ending or 'a name without ending'}")
    return MEDIA_TYPES[ending]


def content(document: Document, most: int) -> bytes:
    """The file's bytes; `DocumentError` when it cannot be read, is no plain file, is empty or larger than `most`."""
    path = place_of(document)
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise DocumentError("not a plain file")
        if status.st_size > most:
            raise DocumentError(
                f"{status.st_size / 1e6:.1f} MB is more than the {most / 1e6:.1f} MB allowed (BLOCWATCH_MAX_PAGE_BYTES)"
            )
        data = path.read_bytes()
    except OSError as error:
        raise DocumentError(f"cannot be read: {error.strerror or error}") from error
    if not data.strip():
        raise DocumentError("empty file")
    return data
