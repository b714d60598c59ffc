"""Lines → paragraphs → the article's text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby

from etl.clean.lines import Line
from etl.model import Paragraph

SENTENCE_END = re.compile(r"[.!?:…][\"“”»’)]?$|[\"“”»]$")
FOOTNOTE = re.compile(r"[¹²³⁴-⁹]|\*\)? ")
REPEATED_FROM = 80  # characters; a shorter paragraph may be meant twice
BETWEEN = "\n\n"


def caption(lines: list[Line]) -> tuple[str | None, list[Line]]:
    """The image caption, and the lines without any: what an HTML page marks as one, else what some layouts of text
    print twice above the body."""
    captions = [line.text for line in lines if line.kind == "caption" and line.text]
    lines = [line for line in lines if line.kind != "caption"]
    filled = [i for i, line in enumerate(lines) if line.text][:2]
    if len(filled) == 2 and lines[filled[0]].text == lines[filled[1]].text:
        below = lines[filled[1] + 1 :]
        if any(line.text for line in below):  # else it is a body of one paragraph that stands twice
            return lines[filled[0]].text, below
    return (captions[0] if captions else None), lines


def paragraphs(lines: Iterable[Line]) -> list[Line]:
    """One line a paragraph: hard-wrapped ones joined, repeated long ones once."""
    found: list[Line] = []
    seen: set[str] = set()
    for filled, block in groupby(lines, key=lambda line: bool(line.text)):
        for line in _unwrapped(list(block)) if filled else ():
            if len(line.text) < REPEATED_FROM or line.text not in seen:
                found.append(Line(line.text, "footnote") if FOOTNOTE.match(line.text) else line)
                seen.add(line.text)
    return found


def _unwrapped(block: list[Line]) -> list[Line]:
    """A block whose lines mostly break inside a sentence was wrapped by a machine; else each line is a paragraph."""
    breaks = [not SENTENCE_END.search(line.text) for line in block[:-1]]
    if not any(breaks) or len({line.kind for line in block}) > 1 or block[0].kind == "list_item":
        return block
    if sum(breaks) * 2 >= len(breaks):
        return [Line(" ".join(line.text for line in block), block[0].kind)]
    return block


def joined(lines: list[Line]) -> tuple[str, tuple[Paragraph, ...]]:
    """The text, and where in it each paragraph stands."""
    spans, position = [], 0
    for line in lines:
        kind = "paragraph" if line.kind == "loose" else line.kind
        spans.append(Paragraph(kind, position, position + len(line.text)))  # type: ignore[arg-type]
        position += len(line.text) + len(BETWEEN)
    return BETWEEN.join(line.text for line in lines), tuple(spans)
