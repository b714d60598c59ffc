"""Which source and layout a page has, and its parts by that layout's lines: title, section, time, body."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from etl.clean.lines import Line
from etl.model import Layout, Source

MOST_RELATED = 30  # titles; a page announces a handful
LONGEST_TIME = 100  # characters of a line of publication
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


def by_address(url: str | None, sources: dict[str, Source]) -> Source | None:
    """The source whose host the address has, also below it (m.example.org), and one of whose paths it has."""
    try:
        parts = urlsplit(url or "")
        host = parts.hostname or ""
    except ValueError:  # an address that is none
        return None
    for source in sources.values():
        if any(host == known or host.endswith("." + known) for known in source.hosts) and (
            not source.paths or any(path.search(parts.path) for path in source.paths)
        ):
            return source
    return None


def of_day(source: Source, day: date) -> Iterator[Layout]:
    """The layouts that a page fetched on this day can have: those that ended soonest after it first."""
    lasting = [layout for layout in source.layouts if layout.until is None or layout.until >= day]
    yield from sorted(lasting, key=lambda layout: layout.until or date.max)


def recognise(shown: Iterable[str], candidates: Iterable[Source]) -> tuple[Source, Layout] | None:
    """The layout most of whose marks stand on the page: every mark must, and more marks beat fewer.

    Layouts without marks (the generic one) recognise nothing.
    """
    texts = {text for text in shown if text}
    found = [
        (len(layout.recognise), source, layout)
        for source in candidates
        for layout in source.layouts
        if layout.recognise and all(any(mark.match(t) for t in texts) for mark in layout.recognise)
    ]
    return max(found, key=lambda f: f[0])[1:] if found else None


def take_apart(lines: list[Line], layout: Layout, title: str | None) -> Parts:
    """Reads the head by the layout's order, cuts the foot, drops furniture. A title known from elsewhere is no body."""
    lines = [line for line in lines if not matching(layout.drop, line.text)]
    time_at = next((i for i, line in enumerate(lines[:HEAD_LINES]) if tells_time(layout, line.text)), None)
    published = matching(layout.published, lines[time_at].text) if time_at is not None else None
    section = published.groupdict().get("section") if published else None
    if layout.section == "before_published" and time_at:
        section = _last_that_is_no_head([line.text for line in lines[:time_at]], layout)
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


def head_of(shown: list[str], layout: Layout) -> tuple[str | None, re.Match[str] | None]:
    """Section and line of publication that an HTML page shows anywhere, by the layout's lines."""
    at = next((i for i, text in enumerate(shown) if matching(layout.published, text)), None)
    published = matching(layout.published, shown[at]) if at is not None else None
    section = published.groupdict().get("section") if published else None
    if layout.section == "before_published" and at:
        section = _last_that_is_no_head(shown[:at], layout)
    return section, published


def tells_time(layout: Layout, text: str) -> bool:
    """Whether a line is the layout's line of publication."""
    return len(text) <= LONGEST_TIME and bool(matching(layout.published, text))


def matching(patterns: Iterable[re.Pattern[str]], text: str) -> re.Match[str] | None:
    """The match of the first pattern that matches; None for an empty text."""
    return next((m for p in patterns if (m := p.match(text))), None) if text else None


def _last_that_is_no_head(texts: list[str], layout: Layout) -> str | None:
    return next((text for text in reversed(texts) if text and not matching(layout.head, text)), None)


def _fold(text: str) -> str:
    return " ".join(text.casefold().split())


def _without_head(lines: list[Line], layout: Layout) -> list[Line]:
    start = 0
    while start < len(lines) and (not lines[start].text or matching(layout.head, lines[start].text)):
        start += 1
    return lines[start:]


def _first_line(lines: list[Line]) -> tuple[str | None, list[Line]]:
    """The first line, unless it reads like a paragraph of the text: then the page shows no title."""
    if not lines or len(lines[0].text) > 300 or (len(lines[0].text) > 160 and lines[0].text.endswith(".")):
        return None, lines
    return lines[0].text, lines[1:]


def _above_foot(lines: list[Line], layout: Layout) -> list[Line]:
    end = next((i for i, line in enumerate(lines) if matching(layout.foot, line.text)), len(lines))
    return lines[:end]


def _credit(lines: list[Line], layout: Layout) -> tuple[str | None, list[Line]]:
    found = [m["credit"] for line in lines if (m := matching(layout.credit, line.text))]
    return (found[0] if found else None), [line for line in lines if not matching(layout.credit, line.text)]


def _related(lines: list[Line], layout: Layout) -> tuple[tuple[str, ...], list[Line]]:
    """Titles of related articles: taken from where the layout announces them, removed wherever they are repeated."""
    titles: list[str] = []
    kept = []
    for line in lines:
        match = next((m for p in layout.related if (m := p.search(line.text))), None)
        if match:
            titles.append(match["title"])
            line = Line(line.text[: match.start()].rstrip(), line.kind, line.links)
        kept.append(line)
    few = list(dict.fromkeys(titles))[:MOST_RELATED]
    return tuple(titles[:MOST_RELATED]), [_without(line, few) for line in kept]


def _without(line: Line, titles: list[str]) -> Line:
    text = line.text
    for title in titles:
        if title in text:
            # as an insert of its own: after a sentence's end or at an edge, never in the middle of a sentence
            text = re.sub(rf"(?:(?<=[.!?…:\"“”»«’‘)]) |^){re.escape(title)}(?: |$)", " ", text).strip()
    return line if text == line.text else Line(text, line.kind, line.links)
