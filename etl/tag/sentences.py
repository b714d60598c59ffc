"""Sentences of a text whose names and direct quotations are signs, so that a dot inside them ends nothing."""

from __future__ import annotations

import re
from itertools import pairwise

MARKS = re.compile(r"[.!?…]+|\n+")
CAPITAL = re.compile("[A-ZÄÖÜ\ue000-\ue0ff]")
# what a dot may follow without ending a sentence: days and ordinals, single letters, usual short forms
NOT_AN_END = re.compile(
    r"(?:(?<!\d)\d{1,2}|\b[A-Za-zÄÖÜ]"
    r"|\b(?:Dr|Prof|St|Nr|Abs|Art|Mio|Mrd|ca|bzw|usw|etc|vgl|sog|Jan|Feb|Aug|Sept|Okt|Nov|Dez))$"
)


def sentences(text: str, quotation: str) -> list[tuple[int, int]]:
    """Start and end of each sentence, without white space at its ends. `quotation` is the sign of direct speech."""
    found = []
    start = 0
    for match in MARKS.finditer(text):
        end = match.end()
        if text[end - 1] != "\n":
            end += text[end : end + 1] in (")", "]")
            goes_on = end < len(text) and not text[end].isspace()
            if goes_on or NOT_AN_END.search(text, max(0, match.start() - 8), match.start()):
                continue
        found.append((start, end))
        start = end
    found.append((start, len(text)))
    return [span for s, e in found for span in _parted(text, s, e, quotation)]


def _parted(text: str, start: int, end: int, quotation: str) -> list[tuple[int, int]]:
    """A quotation that ends with its own full stop ends the sentence too when a capital letter or sign follows."""
    cuts = [start]
    at = text.find(quotation, start, end)
    while at >= 0:
        if text[at + 1 : at + 2] == " " and at + 2 < end and CAPITAL.match(text, at + 2):
            cuts.append(at + 2)
        at = text.find(quotation, at + 1, end)
    cuts.append(end)
    parts = []
    for left, right in pairwise(cuts):
        inner = text[left:right]
        if inner.strip():
            parts.append((left + len(inner) - len(inner.lstrip()), left + len(inner.rstrip())))
    return parts
