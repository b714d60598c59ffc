"""Who said it: from the words that name a speaker to a person, within one article."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable

from etl.model import Article, Language, OccupancyReported, Quotation
from etl.tag.names import Span
from etl.tag.quotations import Said

WORDS = ("agencies", "pronouns")
THIS_SAID = "quotation.de.this_said"
LOOK_BACK = 600  # characters in which "er" looks for the one it means


def quotations(
    article: Article,
    rows: Iterable[Said],
    spans: list[Span],
    held: Iterable[OccupancyReported],
    language: Language,
) -> list[Quotation]:
    """The rows with their speakers. What an agency is said to report is relay, not something said."""
    found: list[Quotation] = []
    last: tuple[str, int] | None = None  # who spoke last, and where that ended
    offices = list(held)
    for row in rows:
        words = article.text[slice(*row.who)] if row.who else ""
        if re.search(rf"(?<!\w)(?:{language.words['agencies']})", words):
            continue
        same_paragraph = last and "\n" not in article.text[last[1] : row.start]
        before = last[0] if last and same_paragraph else None
        speaker = _speaker(article.text, row, words, spans, offices, before, language)
        if speaker is None and row.rule == THIS_SAID:
            continue  # "Das teilte der Pressedienst mit" is relay too
        last = (speaker, row.end) if speaker else None if row.who else last
        start = _behind_dateline(article.text, row.start, row.end, language)
        found.append(
            Quotation(
                article_id=article.article_id,
                kind=row.kind,  # type: ignore[arg-type]
                speaker=speaker,
                speaker_position=_position(row, spans),
                text=article.text[start : row.end],
                cue=article.text[slice(*row.cue)] if row.cue else None,
                said_on=None,
                relayed_via=article.text[slice(*row.relayed)] if row.relayed else None,
                surface=article.text[start : row.end],
                char_start=start,
                char_end=row.end,
                rule=row.rule,
            )
        )
    return found


def _speaker(
    text: str,
    row: Said,
    words: str,
    spans: list[Span],
    offices: list[OccupancyReported],
    last: str | None,
    language: Language,
) -> str | None:
    """The person named there; the one a pronoun or an office means in this article; else nobody."""
    if row.who is None:
        return None
    start, end = row.who
    inside = _between(spans, start, end)
    named = [span.name for span in inside if span.kind == "person"]
    if named:
        return named[0]
    if re.match(rf"(?:{language.words['pronouns']})(?!\w)", words):
        return last or _subject_before(text, spans, min(start, row.start))
    position = next((span for span in inside if span.kind == "position"), None)
    if position is None:
        return None
    bodies = {span.value or span.name for span in inside if span.kind in ("organization", "country")}
    fitting = [
        office
        for office in offices
        if position.name.casefold() in office.position.casefold() and (not bodies or office.body in bodies)
    ]
    holding = {office.person for office in fitting if office.status == "held"} or {o.person for o in fitting}
    if last in holding:
        return last
    return holding.pop() if len(holding) == 1 else None


def _subject_before(text: str, spans: list[Span], at: int) -> str | None:
    """The first person of the nearest stretch before that names one: the subject stands before the object."""
    persons = [span for span in _between(spans, at - LOOK_BACK, at) if span.kind == "person"]
    if not persons:
        return None
    nearest = persons[-1]
    sentence = max(text.rfind(". ", 0, nearest.start), text.rfind("\n", 0, nearest.start))
    return next(span.name for span in persons if span.start > sentence)


def _position(row: Said, spans: list[Span]) -> str | None:
    if row.who is None:
        return None
    return next((span.name for span in _between(spans, *row.who) if span.kind == "position"), None)


def _between(spans: list[Span], start: int, end: int) -> list[Span]:
    """The spans that begin in this stretch; all spans stand in the order of the text."""
    left = bisect_left(spans, start, key=lambda span: span.start)
    return spans[left : bisect_left(spans, end, key=lambda span: span.start)]


def _behind_dateline(text: str, start: int, end: int, language: Language) -> int:
    """What opens an agency's text is not part of what was said in its first sentence."""
    for pattern in language.datelines:
        match = pattern.match(text, start, end)
        if match:
            rest = text[match.end() : end]
            return match.end() + len(rest) - len(rest.lstrip(" -–—:"))
    return start
