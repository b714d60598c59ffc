"""Which lines of an article's node are not the article: links to others, labels, credits, what stands above and below.

Only pages without known selectors need it. The figures were tuned like those of `content`.
"""

from __future__ import annotations

import html
import re
from itertools import groupby

from etl.clean.content import SENTENCE_END, is_description
from etl.clean.lines import Line
from etl.model import Furniture

LONG = 80  # characters; a line of that length is prose rather than a label
MOSTLY_LINKS = 0.7
LINKED_LINE = 220  # characters; a longer line that is a link is a text somebody linked
LABEL_LINE, LABEL_WITH_LINK = 60, 250
CREDIT_LINE = 260
REPEATED = 60
COPY_FROM, COPIES = 1500, 3  # a line that long that holds so many of the others is the text once more
FOOT = 0.15  # share of the text that may stand below a label and go with it
LEAD_HEADING = 70
DENSE_SCRIPT = re.compile("[぀-ヿ一-鿿가-힯]")  # a sentence of thirty characters is a long one there
NO_WORD = re.compile(r"\W+")
PIECE = 40  # letters compared with the text that the page tells of itself


def article_lines(lines: list[Line], furniture: Furniture, descriptions: list[str], told: str | None) -> list[Line]:
    """The lines that are the article, empty ones left out. `told` is the text that the page's linked data holds."""
    filled = [line for line in lines if line.text]
    kept = _without_loose(filled, descriptions)
    kept = _without_links(kept, furniture)
    kept = _without_copies(kept)
    kept = _above_labels(kept, furniture)
    return _as_told(_trimmed(kept), told)


def _without_loose(lines: list[Line], descriptions: list[str]) -> list[Line]:
    """Where a page marks its paragraphs, text outside of them is furniture; only the lead may stand above them so."""
    marked = sum(len(line.text) for line in lines if line.kind == "paragraph" and len(line.text) > 60)
    loose = sum(len(line.text) for line in lines if line.kind == "loose" and len(line.text) > 60)
    if marked > 4 * loose and marked > 500:
        first = next(i for i, line in enumerate(lines) if line.kind == "paragraph" and len(line.text) > 60)
        lines = [
            line for i, line in enumerate(lines) if line.kind != "loose" or (i < first and _is_lead(line, descriptions))
        ]
    return [Line(line.text, "paragraph", line.links) if line.kind == "loose" else line for line in lines]


def _is_lead(line: Line, descriptions: list[str]) -> bool:
    sentence = len(line.text) >= 100 and SENTENCE_END.search(line.text) and line.links < 0.2 * len(line.text)
    return bool(sentence) or is_description(line.text, descriptions)


def _without_links(lines: list[Line], furniture: Furniture) -> list[Line]:
    """Drops lists and lines of links with the label above them, labels and credits."""
    kept: list[Line] = []
    for is_list, group in groupby(lines, key=lambda line: line.kind == "list_item"):
        items = list(group)
        if not is_list:
            for line in items:
                _take(line, kept, furniture)
        elif sum(map(_is_link, items)) >= 0.6 * len(items):
            if kept and (kept[-1].kind == "heading" or _is_label_like(kept[-1])):
                kept.pop()
        else:
            kept += items
    return kept


def _take(line: Line, kept: list[Line], furniture: Furniture) -> None:
    length = len(line.text)
    if _is_link(line) and length < LINKED_LINE:
        if kept and len(kept[-1].text) < 70 and furniture.labels.match(kept[-1].text):
            kept.pop()
    elif not _is_label(line, furniture) and not _is_credit(line, furniture):
        kept.append(line)


def _is_label(line: Line, furniture: Furniture) -> bool:
    length = len(line.text)
    short = length < LABEL_LINE or (line.links > 0.3 * length and length < LABEL_WITH_LINK)
    return short and bool(furniture.labels.match(line.text))


def _is_credit(line: Line, furniture: Furniture) -> bool:
    short = len(line.text) < CREDIT_LINE and not _is_long_sentence(line)
    return short and bool(furniture.credits.search(line.text))


def _is_link(line: Line) -> bool:
    return line.links >= MOSTLY_LINKS * len(line.text)


def _is_label_like(line: Line) -> bool:
    return len(line.text) < 60 and not SENTENCE_END.search(line.text) and line.kind != "list_item"


def _is_long_sentence(line: Line) -> bool:
    return len(line.text) > 120 and bool(SENTENCE_END.search(line.text))


def _without_copies(lines: list[Line]) -> list[Line]:
    """Each line of some length once; a line that repeats the whole text without its paragraphs goes."""
    seen: set[str] = set()
    kept = []
    for line in lines:
        if len(line.text) < REPEATED or line.text not in seen:
            kept.append(line)
        seen.add(line.text)
    return [line for line in kept if len(line.text) < COPY_FROM or not _is_copy(line, kept)]


def _is_copy(line: Line, lines: list[Line]) -> bool:
    held = sum(REPEATED < len(other.text) < len(line.text) and other.text in line.text for other in lines)
    return held >= COPIES


def _above_labels(lines: list[Line], furniture: Furniture) -> list[Line]:
    """What stands above the first label that has little below it."""
    whole, below, end = sum(len(line.text) for line in lines), 0, len(lines)
    for i in range(len(lines) - 1, -1, -1):
        text = lines[i].text
        if below >= FOOT * whole:
            break
        if len(text) < LONG and furniture.labels.match(text):
            end = i
        below += len(text)
    return lines[:end]


def _trimmed(lines: list[Line]) -> list[Line]:
    """From the first line of prose to the last; above it only a lead or a list stays, below it only a list."""
    first = next((i for i, line in enumerate(lines) if _is_prose(line)), None)
    if first is None:
        return lines
    last = max(i for i, line in enumerate(lines) if _is_prose(line) or _ends_text(line))
    above = [line for line in lines[:first] if _belongs_above(line)]
    return above + lines[first : last + 1] + [line for line in lines[last + 1 :] if line.kind == "list_item"]


def _is_prose(line: Line) -> bool:
    length = len(line.text)
    if line.kind not in ("paragraph", "quotation"):
        return False
    if length >= LONG:
        return line.links < 0.5 * length
    return length >= 30 and bool(DENSE_SCRIPT.search(line.text) and SENTENCE_END.search(line.text))


def _ends_text(line: Line) -> bool:
    if len(line.text) <= 30:
        return False
    return line.kind == "list_item" or (line.kind == "paragraph" and bool(SENTENCE_END.search(line.text)))


def _belongs_above(line: Line) -> bool:
    length = len(line.text)
    if line.kind == "list_item" and length > 40:
        return True
    return (length > 50 and bool(SENTENCE_END.search(line.text))) or (length >= LEAD_HEADING and line.kind == "heading")


def _as_told(lines: list[Line], told: str | None) -> list[Line]:
    """Where the page tells its whole text in its linked data: the lines of it, and headings and lists between them."""
    whole = _letters(re.sub(r"<[^>]+>", "", html.unescape(told or "")))
    if len(whole) < 300:
        return lines
    hits = [_is_in(line, whole) for line in lines]
    found = sum(len(_letters(line.text)) for line, hit in zip(lines, hits, strict=True) if hit)
    other = sum(len(line.text) for line, hit in zip(lines, hits, strict=True) if not hit and _is_prose(line))
    if not 0.8 * len(whole) <= found <= 1.3 * len(whole) or other > 0.35 * found:
        return lines  # it tells a part, or another text
    first, last = hits.index(True), len(hits) - 1 - hits[::-1].index(True)
    return [
        line
        for i, (line, hit) in enumerate(zip(lines, hits, strict=True))
        if hit or (first < i < last and line.kind in ("heading", "list_item")) or (i < first and len(line.text) > LONG)
    ]


def _is_in(line: Line, whole: str) -> bool:
    letters = _letters(line.text)
    if not letters:
        return False
    pieces = [letters[at : at + PIECE] for at in range(0, max(1, len(letters) - PIECE + 1), PIECE)]
    return sum(piece in whole for piece in pieces) >= len(pieces) / 2


def _letters(text: str) -> str:
    return NO_WORD.sub("", text).lower()
