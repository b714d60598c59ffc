"""Offices that no table lists, recognised by how they are made."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from etl.model import Language, OccupancyReported, OfficeHolder, Rule
from etl.tag.finding import matches
from etl.tag.names import Span, without_overlaps
from etl.tag.shadow import SIGNS, Shadow

DEPUTY = "Stellvertretender "

# one office under two names: head of state and president are the same holder in the reference tables
SAME_OFFICE = {
    "Ministerpräsident": "Premierminister",
    "Regierungschef": "Premierminister",
    "Staatschef": "Präsident",
    "Vorsitzender des Ministerkabinetts": "Premierminister",
}


def same_office(one: str, other: str) -> bool:
    return SAME_OFFICE.get(one, one) == SAME_OFFICE.get(other, other)


def distinct(rows: Iterable[OccupancyReported]) -> list[OccupancyReported]:
    """One row for each person, position, body and status: a long text names the same ones a thousand times."""
    return list({(row.person, row.position, row.body, row.status): row for row in rows}.values())


def in_office(holder: OfficeHolder, day: date | None) -> bool:
    """Whether the stretch covers the day; any does where the day is not known."""
    begun = not (day and holder.valid_from and day < holder.valid_from)
    return begun and not (day and holder.valid_until and day > holder.valid_until)


def unlisted(text: str, spans: list[Span], rules: Iterable[tuple[Rule, re.Pattern[str]]]) -> list[Span]:
    """The spans, and between them the offices that the rules recognise; what is listed stays as it is."""
    taken = {at for span in spans for at in range(span.start, span.end)}
    new = [
        # "Ex" and "Interims" stay outside, for they say something of the holder
        Span(
            match.start("office") if match["hanging"] else match.start(),
            match.end(),
            "position",
            _canonical(match),
            None,
            "unlisted",
            rule.rule,
        )
        for rule, match in matches(rules, text)
        if taken.isdisjoint(range(*match.span()))
    ]
    return without_overlaps([*spans, *new]) if new else spans


def is_deputy(found: Shadow, position: Span, language: Language) -> bool:
    """Whether the deputy is named: "stellvertretender OVKS-Generalsekretär", "stellvertretende russische Minister"."""
    at = found.places[position]
    words = rf"(?<!\w)(?:{language.words['deputy']})[ -](?:{SIGNS['org']}-|{SIGNS['adjective']} )?\Z"
    return bool(re.search(words, found.text[max(0, at - 40) : at]))


def _canonical(match: re.Match[str]) -> str:
    office = match["office"]
    return (DEPUTY if match["deputy"] else "") + office[0].upper() + office[1:]
