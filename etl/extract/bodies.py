"""The body of an answer: unpacked piece by piece, never larger than allowed, whatever its headers promise."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

from etl.errors import DocumentError

ACCEPTED = "gzip, deflate"
GZIP_MAGIC = b"\x1f\x8b"
PIECE = 65536


def body(chunks: Iterable[bytes], encoding: str, most: int) -> bytes:
    """The whole body, unpacked; `DocumentError` when packed or unpacked it is larger than `most` bytes, or broken."""
    packed = _bounded(chunks, most, "")
    coding = encoding.strip().lower()
    if coding in ("", "identity"):
        return b"".join(packed)
    if coding not in ("gzip", "x-gzip", "deflate"):
        raise DocumentError(f"packed as {encoding!r}, which was not asked for")
    return b"".join(_bounded(_unpacked(packed, coding != "deflate"), most, " unpacked"))


def _bounded(chunks: Iterable[bytes], most: int, how: str) -> Iterator[bytes]:
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > most:
            raise DocumentError(f"the body{how} is larger than the {most / 1e6:.1f} MB allowed")
        yield chunk


def _unpacked(chunks: Iterable[bytes], gzip: bool) -> Iterator[bytes]:
    """Pieces of at most 64 kB, so that a bomb is noticed before it is in memory; several gzip members are one body."""
    machine, ended = None, False
    for chunk in chunks:
        while chunk:
            if machine is None and ended and not chunk.startswith(GZIP_MAGIC):
                return  # padding behind the last member
            machine = machine or zlib.decompressobj(_format(chunk, gzip))
            try:
                yield machine.decompress(chunk, PIECE)
            except zlib.error as error:
                raise DocumentError(f"the packed body is broken: {error}") from error
            chunk = machine.unconsumed_tail
            if machine.eof:
                chunk, machine, ended = machine.unused_data, None, True
    if machine is not None:
        yield machine.flush()
        if not machine.eof:
            raise DocumentError("the packed body is cut off")


def _format(start: bytes, gzip: bool) -> int:
    """zlib's number for what begins so: "deflate" means zlib's own format, but some servers send it bare."""
    bare = not gzip and (start[0] & 15 != 8 or (len(start) > 1 and (start[0] * 256 + start[1]) % 31 != 0))
    return -zlib.MAX_WBITS if bare else 32 + zlib.MAX_WBITS
