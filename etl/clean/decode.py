"""Bytes → characters, saying how; what is no text at all is a `DocumentError`."""

from __future__ import annotations

import codecs
import re

from bs4.dammit import EncodingDetector
from charset_normalizer import from_bytes

from etl.errors import DocumentError

BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
SIGNATURES = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a ZIP archive or office document",
    b"\x1f\x8b": "a gzip archive",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"\x7fELF": "a program",
}
# the one-byte code pages that German and Russian texts come in; guessing among all of them guesses worse
CODE_PAGES = ["cp1252", "cp1251", "koi8_r", "cp866"]
CONTROL = bytes([*range(9), *range(14, 32), 127])
SURROGATE = re.compile("[\ud800-\udfff]")
NO_PAGE = {"punycode", "idna", "unicode_escape", "raw_unicode_escape", "utf_7", "utf7", "undefined"}
GUESS_FROM = 200_000  # bytes; more of the same page changes no guess


def decode(content: bytes, html: bool, told: str | None = None) -> tuple[str, str]:
    """Text and the name of its encoding: byte order mark, what the server told, declaration, UTF-8, then a guess
    marked so."""
    if not content.strip():
        raise DocumentError("empty file")
    for mark, encoding in BOMS:
        if content.startswith(mark):
            return _strict(content, encoding)
    _refuse_binary(content)
    declared = EncodingDetector.find_declared_encoding(content[:4096], is_html=html) if html else None
    for name in filter(None, (told, declared, "utf-8")):
        if name.lower().replace("-", "_") not in NO_PAGE and (text := _try(content, name)) is not None:
            return text, name.lower()
    return _guess(content)


def _strict(content: bytes, encoding: str) -> tuple[str, str]:
    text = _try(content, encoding)
    if text is None:
        raise DocumentError(f"begins with the mark of {encoding} but is not {encoding}")
    return text, encoding


def _try(content: bytes, encoding: str) -> str | None:
    try:
        text = content.decode(encoding)
    except (UnicodeError, LookupError, ValueError):
        return None
    # half characters come of encodings that are no encodings of pages (utf-7, unicode_escape)
    return None if not encoding.lower().startswith("utf-8") and SURROGATE.search(text) else text


def _refuse_binary(content: bytes) -> None:
    for signature, what in SIGNATURES.items():
        if content.startswith(signature):
            raise DocumentError(f"not text but {what}")
    strange = len(content) - len(content.translate(None, CONTROL))
    if strange > len(content) / 200 + 3:
        raise DocumentError(f"not text but binary data ({strange} control characters in {len(content)} bytes)")
    if (at := content.find(b"\0")) >= 0:
        raise DocumentError(f"holds a NUL character at byte {at}; remove it and read the file again")


def _guess(content: bytes) -> tuple[str, str]:
    best = from_bytes(content[:GUESS_FROM], cp_isolation=CODE_PAGES).best()
    text = _try(content, best.encoding) if best is not None and best.chaos < 0.2 else None
    if text is None or best is None:
        raise DocumentError("the character encoding was not recognised (neither UTF-8 nor a Windows or DOS code page)")
    return text, f"{best.encoding} (guessed)"
