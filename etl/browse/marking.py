"""A text cut into pieces in which no proof begins or ends, and what each piece leads to."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from etl.model import Paragraph

NAMED = ("organization", "person", "country", "place", "date", "topic")  # a colour each; all else is underlined
SUM = "article topic"  # sums up mentions, and a mark leads to each of them


@dataclass(frozen=True, slots=True)
class Row:
    """One fact: its kind, what it tells in one line, and what its rule means. The fact has span, surface and rule."""

    kind: str
    what: str
    fact: Any
    means: str
    fact_id: str = ""
    kind_name: str = ""  # the kind in the reader's language


@dataclass(slots=True)
class Piece:
    """A stretch of text in which no proof begins or ends, with the numbers of the facts it proves, shortest first."""

    text: str
    numbers: tuple[int, ...]
    look: str = ""  # the colour of what is named here, and whether something is told
    begins: list[int] = field(default_factory=list)  # facts whose proof begins here
    notes: list[int] = field(default_factory=list)  # facts whose proof ends here and to which no mark of theirs leads


@dataclass(frozen=True, slots=True)
class Marked:
    """A text ready to be shown; facts are numbered from 1 in the order of their groups."""

    paragraphs: list[tuple[Paragraph, list[Piece]]]
    listed: Mapping[int, Row]
    kinds: dict[str, list[tuple[int, Row]]]


def marked(text: str, paragraphs: Iterable[Paragraph], rows: Iterable[Row]) -> Marked:
    """The text with all proofs; facts are grouped by kind in the order in which kinds come first."""
    by_kind: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_kind[row.kind].append(row)
    listed = dict(enumerate((row for kind in by_kind.values() for row in kind), 1))
    numbers = iter(listed)
    parts = tuple(paragraphs) or (Paragraph("paragraph", 0, len(text)),)
    pieces = list(_pieces(text, parts, {number: row.fact for number, row in listed.items()}))
    _annotate([piece for part in pieces for piece in part], listed)
    kinds = {kind: [(next(numbers), row) for row in group] for kind, group in by_kind.items()}
    return Marked(list(zip(parts, pieces, strict=True)), listed, kinds)


def _pieces(text: str, paragraphs: Iterable[Paragraph], facts: dict[int, Any]) -> Iterator[list[Piece]]:
    """The pieces of each paragraph; facts may overlap in any way, and run over paragraphs."""
    edges = sorted({edge for fact in facts.values() for edge in (fact.char_start, fact.char_end)})
    waiting = deque(sorted(facts, key=lambda number: facts[number].char_start))
    open_: list[int] = []
    for part in paragraphs:
        inside = edges[bisect_right(edges, part.char_start) : bisect_left(edges, part.char_end)]
        found = []
        for start, end in pairwise([part.char_start, *inside, part.char_end]):
            while waiting and facts[waiting[0]].char_start <= start:
                open_.append(waiting.popleft())
            open_ = [number for number in open_ if facts[number].char_end > start]
            open_.sort(key=lambda number: (facts[number].char_end - facts[number].char_start, number))
            found.append(Piece(text[start:end], tuple(open_)))
        yield found


def _annotate(pieces: list[Piece], listed: dict[int, Row]) -> None:
    """Says how each piece looks and where proofs begin; a note at a proof's end leads to it where no mark does."""
    first: dict[int, Piece] = {}
    last: dict[int, Piece] = {}
    for piece in pieces:
        piece.look = _look([listed[number].kind for number in piece.numbers])
        for number in piece.numbers:
            first.setdefault(number, piece)
            last[number] = piece
    leads = {piece.numbers[0] for piece in pieces if piece.numbers}
    for number in sorted(first):
        first[number].begins.append(number)
        if listed[number].kind != SUM and (number not in leads or listed[number].kind not in NAMED):
            last[number].notes.append(number)


def _look(kinds: list[str]) -> str:
    """The colour of the shortest name, and a line below what is told."""
    told = ["told"] if any(kind not in (*NAMED, SUM) for kind in kinds) else []
    return " ".join([*[kind for kind in kinds if kind in NAMED][:1], *told])
