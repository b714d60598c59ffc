"""Offices that no table lists, recognised by how they are made."""

from __future__ import annotations

import re
from collections.abc import Iterable

from etl.model import Rule
from etl.tag.finding import matches
from etl.tag.names import Span, without_overlaps

DEPUTY = "Stellvertretender "


def unlisted(text: str, spans: list[Span], rules: Iterable[tuple[Rule, re.Pattern[str]]]) -> list[Span]:
    """The spans, and between them the offices that the rules recognise; what is listed stays as it is."""
    taken = {at for span in spans for at in range(span.start, span.end)}
    new = [
        Span(*match.span(), "position", _canonical(match), None, "unlisted", rule.rule)
        for rule, match in matches(rules, text)
        if taken.isdisjoint(range(*match.span()))
    ]
    return without_overlaps([*spans, *new]) if new else spans


def _canonical(match: re.Match[str]) -> str:
    office = match["office"]
    return (DEPUTY if match["deputy"] else "") + office[0].upper() + office[1:]
