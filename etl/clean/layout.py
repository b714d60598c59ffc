"""Which source and layout a page has, and its parts by that layout's lines: title, section, time, body."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from etl.clean.lines import Line
from etl.model import Layout, Source

MOST_RELATED = 30  # titles; a page announces a handful
HEAD_LINES = 60  # furniture above the title is shorter than this in every layout seen


@dataclass(frozen=True)
class Parts:
    """A page taken apart. `body` still has empty lines between paragraphs."""

    title: str | None
    section: str | None
    published: re.Match[str] | None
    credit: str | None
    related: tuple[str, ...]
    body: list[Line]


def by_host(url: str | None, sources: dict[str, Source]) -> Source | None:
    """The source whose host the address has, also below it (m.example.org)."""
    host = (urlsplit(url).hostname or "") if url else ""
    return next((s for s in sources.values() for h in s.hosts if host == h or host.endswith("." + h)), None)


def recognise(lines: list[Line], candidates: Iterable[Source]) -> tuple[Source, Layout] | None:
    """The layout most of whose marks stand on the page: every mark must, and more marks beat fewer.

    Layouts without marks (the generic one) recognise nothing.
    """
    texts = {line.text for line in lines if line.text}
    found = [
        (len(layout.recognise), source, layout)
        for source in candidates
        for layout in source.layouts
        if layout.recognise and all(any(mark.match(t) for t in texts) for mark in layout.recognise)
    ]
    return max(found, key=lambda f: f[0])[1:] if found else None


def take_apart(lines: list[Line], layout: Layout, title: str | None) -> Parts:
    """Reads the head by the layout's order, cuts the foot, drops furniture. A title known from elsewhere is no body."""
    lines = [line for line in lines if not _any(layout.drop, line.text)]
    time_at = next((i for i, line in enumerate(lines[:HEAD_LINES]) if _any(layout.published, line.text)), None)
    published = _any(layout.published, lines[time_at].text) if time_at is not None else None
    section = published.groupdict().get("section") if published else None
    if layout.section == "before_published" and time_at:
        section = next((t.text for t in reversed(lines[:time_at]) if t.text and not _any(layout.head, t.text)), None)
    start = time_at + 1 if time_at is not None and layout.title == "after_published" else 0
    rest = [line for i, line in enumerate(lines[start:], start) if i != time_at]
    rest = _without_head(rest, layout)
    if title is None:
        title, rest = _first_line(rest)
    else:
        folded = _fold(title)
        rest = [line for line in rest if len(line.text) > 2 * len(title) or _fold(line.text) != folded]
    body = _above_foot(rest, layout)
    credit, body = _credit(body, layout)
    related, body = _related(body, layout)
    return Parts(title, section, published, credit, related, body)


def _any(patterns: Iterable[re.Pattern[str]], text: str) -> re.Match[str] | None:
    return next((m for p in patterns if (m := p.match(text))), None) if text else None


def _fold(text: str) -> str:
    return " ".join(text.casefold().split())


def _without_head(lines: list[Line], layout: Layout) -> list[Line]:
    start = 0
    while start < len(lines) and (not lines[start].text or _any(layout.head, lines[start].text)):
        start += 1
    return lines[start:]


def _first_line(lines: list[Line]) -> tuple[str | None, list[Line]]:
    """The first line, unless it reads like a paragraph of the text: then the page shows no title."""
    if not lines or len(lines[0].text) > 300 or (len(lines[0].text) > 160 and lines[0].text.endswith(".")):
        return None, lines
    return lines[0].text, lines[1:]


def _above_foot(lines: list[Line], layout: Layout) -> list[Line]:
    end = next((i for i, line in enumerate(lines) if _any(layout.foot, line.text)), len(lines))
    return lines[:end]


def _credit(lines: list[Line], layout: Layout) -> tuple[str | None, list[Line]]:
    found = [m["credit"] for line in lines if (m := _any(layout.credit, line.text))]
    return (found[0] if found else None), [line for line in lines if not _any(layout.credit, line.text)]


def _related(lines: list[Line], layout: Layout) -> tuple[tuple[str, ...], list[Line]]:
    """Titles of related articles: taken from where the layout announces them, removed wherever they are repeated."""
    titles: list[str] = []
    kept = []
    for line in lines:
        match = next((m for p in layout.related if (m := p.search(line.text))), None)
        if match:
            titles.append(match["title"])
            line = Line(line.text[: match.start()].rstrip(), line.kind)
        kept.append(line)
    few = list(dict.fromkeys(titles))[:MOST_RELATED]
    return tuple(titles[:MOST_RELATED]), [_without(line, few) for line in kept]


def _without(line: Line, titles: list[str]) -> Line:
    text = line.text
    for title in titles:
        if title in text:
            # as an insert of its own: after a sentence's end or at an edge, never in the middle of a sentence
            text = re.sub(rf"(?:(?<=[.!?…:\"“”»«’‘)]) |^){re.escape(title)}(?: |$)", " ", text).strip()
    return line if text == line.text else Line(text, line.kind)
