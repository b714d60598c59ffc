"""The sentences behind the numbers of a page: places wanted are collected, then read in one query, cut and marked."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any
from urllib.parse import urlsplit

import duckdb
import pyarrow as pa

from etl.settings import SQL

LONGEST = 420  # characters of text shown around a proof
# a sentence ends before a blank and a capital letter; not behind a number ("13. Februar") or one letter ("z. B.")
END = re.compile(r"(?<!\b\d)(?<!\b\d\d)(?<!\b\w)[.!?…][\"“”»«’)]*\s+(?=[\"„“»«]?[A-ZÄÖÜА-ЯЁ])|\n+")
WANTED = pa.schema(
    [
        pa.field("anchor", pa.string()),
        pa.field("place", pa.int32()),
        pa.field("article_id", pa.string()),
        pa.field("fact_id", pa.string()),
        pa.field("char_start", pa.int64()),
        pa.field("char_end", pa.int64()),
    ]
)


@dataclass(frozen=True)
class Piece:
    """A stretch of a sentence, marked where it is the proof."""

    text: str
    is_marked: bool


@dataclass(frozen=True)
class Proof:
    """Sentences of one article with what was read in them, and where they stand."""

    pieces: tuple[Piece, ...]
    title: str | None
    source: str
    published_on: date | None
    language: str
    url: str
    article_id: str

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)

    @property
    def link(self) -> str | None:
        """The article's address where it is one of the web: an address of another kind could be a command."""
        try:
            return self.url if urlsplit(self.url).scheme in ("http", "https") else None
        except ValueError:
            return None


class Wanted:
    """Collects the places each anchor of the page wants to show."""

    def __init__(self) -> None:
        self.rows: list[dict[str, Any]] = []

    def add(self, anchor: str, proofs: Iterable[dict[str, Any]] | None) -> None:
        self.rows += [{"anchor": anchor, "place": place, **proof} for place, proof in enumerate(proofs or ())]

    def read(self, file: duckdb.DuckDBPyConnection) -> dict[str, list[Proof]]:
        """Anchor → its proofs in the order they were wanted; places in one paragraph are one proof."""
        file.register("wanted", pa.Table.from_pylist(self.rows, WANTED))
        cursor = file.execute((SQL / "40_briefing" / "proofs.sql").read_text("utf-8"))
        names = [column[0] for column in cursor.description or ()]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
        found: dict[str, list[Proof]] = defaultdict(list)
        for anchor, of_anchor in groupby(rows, lambda row: row["anchor"]):
            paragraphs: dict[tuple[str, int], list[dict[str, Any]]] = defaultdict(list)
            for row in of_anchor:
                paragraphs[row["article_id"], row["text_start"]].append(row)
            found[anchor] = [_proof(same) for same in paragraphs.values()]
        return found


def _proof(rows: Sequence[dict[str, Any]]) -> Proof:
    """One proof out of the rows of one paragraph."""
    row = rows[0]
    marks = [(r["mark_start"], r["mark_end"]) for r in rows if r["mark_start"] is not None]
    pieces = tuple(cut(row["text"], marks))
    return Proof(
        pieces, row["title"], row["source"], row["published_on"], row["language"], row["url"], row["article_id"]
    )


def cut(text: str, marks: Sequence[tuple[int, int]]) -> list[Piece]:
    """The sentences the marks lie in; without marks the first. Long ones are cut at blanks: the marks stay whole."""
    marks = _joined(marks, len(text))
    first, last = (marks[0][0], marks[-1][1]) if marks else (0, 0)
    ends = [match.end() for match in END.finditer(text)]
    start = max((end for end in ends if end <= first), default=0)
    stop = min((end for end in ends if end > last), default=len(text))
    room = max(LONGEST - (last - first), 0) // 2
    if first - start > room:
        start = text.find(" ", first - room, first) + 1 or first
    if stop - last > room + LONGEST * (not marks):
        stop = max(text.rfind(" ", last, last + room + LONGEST * (not marks)), last)
    pieces = []
    for begin, end in marks:
        pieces += [Piece(text[start:begin], False), Piece(text[begin:end], True)]
        start = end
    pieces.append(Piece(text[start:stop].rstrip(), False))
    return [piece for piece in pieces if piece.text]


def _joined(marks: Sequence[tuple[int, int]], length: int) -> list[tuple[int, int]]:
    """Marks in their order, those that overlap joined, and none over the end."""
    joined: list[tuple[int, int]] = []
    for begin, end in sorted((max(0, begin), min(end, length)) for begin, end in marks):
        if joined and begin < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        elif begin < end:
            joined.append((begin, end))
    return joined
