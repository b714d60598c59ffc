"""Organs of organizations: councils, secretariats, assemblies, named with their organization beside them.

"Sekretariat" alone is one of many; it counts with its organization right before or behind it, in a row that ends with
one ("des Außenministerrates und des Sekretariats der OVKS"), or where the article names that organization's elsewhere.
An organ is shown as a mention of its organization, with the organ beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from etl.model import Form
from etl.tag.names import Span

RULE = "organization.organ"
# between an organ and the organization it is of, between organs of one row, and between an organ and its country
OF = re.compile(r" (?:der|des|von|vom) ")
ROW = re.compile(r"(?:,| und| sowie) (?:der |des |dem |den |die |das |im |am )?")
OF_STATE = re.compile(r" (?:der |des |von |vom )?")


@dataclass(frozen=True)
class Organs:
    """The look-up: words for organs, and (organization, word) → organ."""

    pattern: re.Pattern[str]
    organs: dict[tuple[str, str], str]

    @classmethod
    def of(cls, forms: Iterable[Form]) -> Organs:
        known = {(f.name, f.form): f.organ or "" for f in forms if f.form_kind == "organ_word"}
        words = sorted({word for _, word in known}, key=len, reverse=True)
        return cls(re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words)) or '(?!)'})(?!\w)"), known)


def with_organs(text: str, spans: list[Span], organs: Organs) -> list[Span]:
    """The spans, organizations widened over the organ beside them, and organs that stand without theirs."""
    inside = {at for span in spans for at in range(span.start + 1, span.end)}
    matches = [match for match in organs.pattern.finditer(text) if match.start() not in inside]
    if not matches:
        return spans
    found = {span.start: span for span in _beside(text, spans, matches, organs)}
    told = {(span.name, span.organ or "") for span in found.values()}
    states = [span for span in spans if span.kind in ("country", "place")]
    begins, ends = {span.start for span in states}, {span.end for span in states}
    taken = {at for span in found.values() for at in range(span.start, span.end)}
    for match in matches:
        # "das Sekretariat" is the one the article names with its organization
        whose = [one for one in told if one == (one[0], organs.organs.get((one[0], match[0])))]
        if len(whose) == 1 and match.start() not in taken and not _of_a_state(text, match, begins, ends):
            found[match.start()] = _span(match.start(), match.end(), *whose[0])
    shown = list(found.values())
    covered = {at for span in shown for at in range(span.start, span.end)}
    return sorted([*shown, *(span for span in spans if span.start not in covered)], key=lambda span: span.start)


def _beside(text: str, spans: list[Span], matches: list[re.Match[str]], organs: Organs) -> Iterator[Span]:
    """Organs with their organization before, behind, or behind the row they stand in; from the last to the first."""
    begins = {span.start: span for span in spans if span.kind == "organization"}
    ends = {span.end: span for span in spans if span.kind == "organization"}
    row: tuple[int, str] | None = None  # where the organ behind begins, and whose it is
    for match in reversed(matches):
        start, end = match.span()
        of = OF.match(text, end)
        before = ends.get(start - 1) if text[start - 1 : start] == "-" else None
        behind = begins.get(of.end()) if of else None
        joined = ROW.match(text, end)
        if before or behind:
            name = (before or behind).name  # type: ignore[union-attr]
        elif row and joined and joined.end() == row[0]:
            name = row[1]
        else:
            row = None
            continue
        # what is behind may be the beginning of another organ: "Ausschuss des UN-Sicherheitsrates"
        alone = before or (row is not None and behind is not None and behind.start == row[0])
        row = (before.start if before else start, name)
        if organ := organs.organs.get((name, match[0])):
            yield _span(row[0], end if alone or behind is None else behind.end, name, organ)


def _span(start: int, end: int, name: str, organ: str) -> Span:
    return Span(start, end, "organization", name, None, "organ", RULE, organ)


def _of_a_state(text: str, match: re.Match[str], begins: set[int], ends: set[int]) -> bool:
    """Whether a country or place stands right before or behind: "der russische Sicherheitsrat"."""
    behind = OF_STATE.match(text, match.end())
    return match.start() - 1 in ends or (behind is not None and behind.end() in begins)
