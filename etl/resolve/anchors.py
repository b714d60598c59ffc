"""Finds again what a person decided about, after the text or the rules have changed.

A fact's id, its rule and its place in the text may all change. What a decision hangs on is the sentence around the
proof, the place in it and the values that were read: those must be there again, or the decision waits for a person.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from typing import Any

Row = dict[str, Any]  # a row of a fact's table as plain JSON values: days are ISO text

# columns that do not tell what was read but how, or that change with what else the article says
NO_VALUES = {
    *("fact_id", "article_id", "telling_id", "surface", "char_start", "char_end", "rule", "ruleset", "version"),
    *("weight", "chain", "step"),
    *("load_number", "telling_key", "fact_key"),  # by which rows are found; another load has others
}
# view that shows a fact → the columns without which it would be another fact
KEYS = {
    "mentions": ("kind", "name"),
    "article_topics": ("topic",),
    "occupancies_reported": ("person", "position", "body", "status"),
    "meeting_articles": ("kind", "body"),
    "meeting_participants": ("participant", "role"),
    "quotations": ("kind", "speaker"),
    "relays": ("kind", "name"),
    "memberships_reported": ("organization", "member", "status"),
    "commitments_reported": ("actors", "action"),
    "acts_reported": ("actors", "action"),
}


@dataclass(frozen=True)
class Anchor:
    """One fact as it stood when it was decided."""

    fact: str
    surface: str
    sentence: str  # from the beginning of the first sentence the proof touches to the end of the last
    start: int  # of the proof in the sentence; white space is not counted, because cleaners may set it otherwise
    end: int
    char_start: int
    values: Row

    def as_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)


@dataclass(frozen=True)
class Found:
    """What an anchor was found to be now: `fact_id` alone does not say that the decision holds of it."""

    fact_id: str | None
    holds: bool
    reason: str | None = None


def key(fact: str, told: Row) -> tuple[str, ...]:
    """The columns that must be read as they were; all of them where no fewer are known to do."""
    return KEYS.get(fact) or tuple(told)


def values(row: Row) -> Row:
    """What a fact says, without its proof."""
    return {name: value for name, value in row.items() if name not in NO_VALUES}


def made(fact: str, row: Row, text: str, sentences: Sequence[tuple[int, int]]) -> Anchor:
    """The anchor of a fact of this text."""
    touched = [span for span in sentences if span[0] < row["char_end"] and row["char_start"] < span[1]]
    begin = min([row["char_start"], *(start for start, _ in touched)])
    end = max([row["char_end"], *(end for _, end in touched)])
    start = _letters(text[begin : row["char_start"]])
    stop = start + _letters(row["surface"])
    return Anchor(fact, row["surface"], text[begin:end], start, stop, row["char_start"], values(row))


def found(
    anchor: Anchor, text: str, rows: Sequence[Row], columns: Collection[str], instead: Row | None = None
) -> Found:
    """Which of the rows of the same kind is meant: in the same sentence, at its place, with the same `columns`.

    `instead` are values a person wrote anew: where the rules read just these by now, there is nothing left to write.
    """
    spans = _standing(anchor.sentence, text)
    here = sorted(
        (row for row in rows if _shared(anchor, text, spans, row)),
        key=lambda row: _distance(anchor, text, spans, row),
    )
    for row in here:
        if _alike(row, anchor.values, columns):
            return Found(row["fact_id"], True)
    for row in here if instead else ():
        if _alike(row, {**anchor.values, **(instead or {})}, columns):
            return Found(row["fact_id"], True, AGREED)
    if here:
        told = _difference(anchor.values, here[0], columns)
        return Found(here[0]["fact_id"], False, f"it is read otherwise now: {told}")
    if spans:
        return Found(None, False, UNREAD)
    moved = [r for r in rows if r["surface"] == anchor.surface and _alike(r, anchor.values, columns)]
    if moved:
        nearest = min(moved, key=lambda row: (abs(row["char_start"] - anchor.char_start), row["fact_id"]))
        return Found(nearest["fact_id"], False, "the sentence around it has changed")
    if _standing(anchor.surface, text):
        return Found(None, False, "the sentence around it has changed, and nothing like it is read there any more")
    return Found(None, False, "its words no longer stand in the text")


AGREED = "the rules read it so by now"
UNREAD = "its sentence stands as it did, and nothing like it is read there any more"


def _alike(row: Row, wanted: Row, columns: Collection[str]) -> bool:
    return all(row.get(name) == wanted.get(name) for name in columns)


def _difference(was: Row, now: Row, columns: Collection[str]) -> str:
    changed = [name for name in columns if was.get(name) != now.get(name)]
    return ", ".join(f"{name} {_shown(now.get(name))} instead of {_shown(was.get(name))}" for name in changed)


def _shown(value: object) -> str:
    return "nothing" if value is None else ", ".join(value) if isinstance(value, list) else str(value)


def _letters(text: str) -> int:
    return len("".join(text.split()))


def _standing(words: str, text: str) -> list[tuple[int, int]]:
    """Where these words stand in the text, however they are spaced."""
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    return [match.span() for match in re.finditer(pattern, text)] if pattern else []


def _place(text: str, spans: Sequence[tuple[int, int]], row: Row) -> tuple[int, int] | None:
    """Where the row's proof lies in the sentence, without white space; None where it begins outside."""
    for begin, end in spans:
        if begin <= row["char_start"] < end:
            start = _letters(text[begin : row["char_start"]])
            return start, start + _letters(row["surface"])
    return None


def _shared(anchor: Anchor, text: str, spans: Sequence[tuple[int, int]], row: Row) -> bool:
    place = _place(text, spans, row)
    return place is not None and place[0] < anchor.end and anchor.start < place[1]


def _distance(anchor: Anchor, text: str, spans: Sequence[tuple[int, int]], row: Row) -> tuple[object, ...]:
    """The same words first, then the same place; of a sentence that stands twice the one nearer to where it stood."""
    place = _place(text, spans, row) or (0, 0)
    apart = abs(place[0] - anchor.start) + abs(place[1] - anchor.end)
    return row["surface"] != anchor.surface, apart, abs(row["char_start"] - anchor.char_start), row["fact_id"]
