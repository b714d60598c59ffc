"""Who said it: from the words that name a speaker to a person, within one article."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from datetime import date

from etl.model import Article, Language, Mention, OccupancyReported, Quotation
from etl.tag.names import Span
from etl.tag.positions import distinct
from etl.tag.quotations import Said
from etl.tag.shadow import words_of

WORDS = ("agencies", "pronouns")
THIS_SAID = "quotation.de.this_said"
CALLED = "quotation.de.called"
CLOSE = 80  # characters in which a name stands that something hangs on
SOMEBODY = ""  # spoke last and is known by no name: "er" is nobody else then
LOOK_BACK = 600  # characters in which "er" looks for the one it means


def quotations(
    article: Article,
    rows: Iterable[Said],
    spans: list[Span],
    held: Iterable[OccupancyReported],
    when: list[Mention],
    language: Language,
) -> list[Quotation]:
    """The rows with their speakers. What an agency is said to report is relay, not something said."""
    found: list[Quotation] = []
    last: tuple[str, int] | None = None  # who spoke last, and where that ended
    offices = distinct(held)
    for row in rows:
        words = article.text[slice(*row.who)] if row.who and not row.nobody else ""
        if _is_agency(row, words, spans, language):
            continue
        same_paragraph = last and "\n" not in article.text[last[1] : row.start]
        before = last[0] if last and same_paragraph else None
        speaker = None if row.nobody else _speaker(article.text, row, words, spans, offices, before, language)
        if speaker is None and row.rule in (THIS_SAID, CALLED):
            continue  # "Das teilte der Pressedienst mit" is relay too, and a word held at arm's length nobody's
        if row.who and not row.nobody:
            last = (speaker or SOMEBODY, row.end)
        if row.kind in ("direct", "indirect") and not _decides(article.text, row, language):
            found.append(_quotation(article, row, speaker, spans, when, language))
    return found


def _decides(text: str, row: Said, language: Language) -> bool:
    """Whether the word of saying is one of deciding: what bodies resolve is no quotation, though it reads like one."""
    return row.cue is not None and re.fullmatch(words_of(language)["decisions"], text[slice(*row.cue)]) is not None


def _is_agency(row: Said, words: str, spans: list[Span], language: Language) -> bool:
    named = row.who is not None and any(span.kind == "person" for span in _between(spans, *row.who))
    return not named and re.search(rf"(?<!\w)(?:{language.words['agencies']})", words) is not None


def _quotation(
    article: Article, row: Said, speaker: str | None, spans: list[Span], when: list[Mention], language: Language
) -> Quotation:
    start = _behind_dateline(article.text, row.start, row.end, language)
    surface = article.text[start : row.end]
    return Quotation(
        article_id=article.article_id,
        kind="direct" if row.kind == "direct" else "indirect",
        speaker=speaker,
        speaker_position=_position(article.text, row, spans),
        text=" ".join(article.text[s:e] for s, e in row.pieces) if row.kind == "direct" and row.pieces else surface,
        cue=article.text[slice(*row.cue)] if row.cue else None,
        said_on=_day(article.text, row, spans, when, language),
        relayed_via=_relayed(article.text, row, language),
        surface=surface,
        char_start=start,
        char_end=row.end,
        rule=row.rule,
    )


def _outside(row: Said) -> list[tuple[int, int]]:
    """The stretches of the sentence that tell of the saying: all of it but what was said."""
    if row.sentence is None or row.end <= row.sentence[0]:
        return [row.sentence] if row.sentence else []
    edges = [row.sentence[0], *(edge for piece in row.pieces or ((row.start, row.end),) for edge in piece)]
    pairs = [*zip(edges[::2], edges[1::2], strict=False), (edges[-1], row.sentence[1])]
    return [(left, right) for left, right in pairs if row.sentence[0] <= left < right <= row.sentence[1]]


def _day(text: str, row: Said, spans: list[Span], when: list[Mention], language: Language) -> date | None:
    """The day the words around what was said give for the saying; a day that hangs on a noun is of that noun."""
    if row.cue is None:
        return None
    cue = row.cue[0]
    days = [
        mention
        for left, right in _outside(row)
        for mention in when[bisect_left(when, left, key=lambda m: m.char_start) :]
        if mention.char_end <= right
        if mention.date_from and mention.date_from == mention.date_until
        if _tells_when(text, left, mention.char_start, row, spans, language)
    ]
    return min(days, key=lambda m: abs(m.char_start - cue)).date_from if days else None


def _tells_when(text: str, left: int, at: int, row: Said, spans: list[Span], language: Language) -> bool:
    """Whether a date stands at the head, behind the verb, behind a name or behind a small word."""
    before = re.sub(rf"(?<!\w)(?:{words_of(language)['on']})\s*\Z", "", text[left:at]).rstrip(" ,(")
    end = left + len(before)
    if not before.strip(' ,.–-“”«»"') or end in (row.who[1] if row.who else -1, row.cue[1] if row.cue else -1):
        return True
    word = re.search(r"\w+\Z", before)
    named = any(span.end == end for span in _between(spans, end - CLOSE, end))
    named = named or re.search(rf"(?<!\w){words_of(language)['told_to']}\Z", before) is not None
    return named or (word is not None and word[0].islower())


def _relayed(text: str, row: Said, language: Language) -> str | None:
    """The words that name through whom the source has it: "sagte er der Agentur TASS", "gegenüber der Zeitung „X“"."""
    if row.relayed:
        return text[slice(*row.relayed)]
    pattern = re.compile(rf"(?<!\w){words_of(language)['told_to']}")
    found = [match for left, right in _outside(row) if (match := pattern.search(text, left, right))]
    return found[0]["medium"] if found else None


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
    if re.fullmatch(words_of(language)["relatives"], words):
        # "der Minister Iwan Petrow, der am Montag sagte"
        return next((s.name for s in reversed(_between(spans, start - CLOSE, start)) if s.kind == "person"), None)
    inside = _between(spans, start, end)
    named = [span for span in inside if span.kind == "person"]
    if named:
        # "nach Angaben des Kremls nahmen Wladimir Putin und … teil" is told by the Kremlin
        office = re.search(rf"(?:{words_of(language)['authorities']})\w?\w? ?\Z", text[start : named[0].start])
        return None if office else named[0].name
    if re.match(rf"(?:{language.words['pronouns']})(?!\w)", words):
        meant = _subject_before(text, spans, min(start, row.start)) if last is None else last
        return None if meant == SOMEBODY else meant
    position = next((span for span in inside if span.kind == "position"), None)
    if position is None:
        return None
    bodies = {span.value or span.name for span in inside if span.kind in ("organization", "country")}
    fitting = [
        office
        for office in offices
        if _same_office(position.name, office.position, language) and (not bodies or office.body in bodies)
    ]
    holding = {office.person for office in fitting if office.status == "held"} or {o.person for o in fitting}
    if last in holding:
        return last
    if len(holding) == 1:
        return holding.pop()
    # of several the one named last before, in this paragraph or the one before it
    near = text.rfind("\n", 0, max(0, text.rfind("\n\n", 0, row.start)))
    before = [span.name for span in _between(spans, max(0, near), min(start, row.start)) if span.name in holding]
    return before[-1] if before else None


def _same_office(named: str, held: str, language: Language) -> bool:
    """Whether the office held is the one named, or one that texts call so: "der Regierungschef"."""
    pairs = (pair.partition("=") for pair in words_of(language)["alike"].split(";"))
    others = next((other for name, _, other in pairs if name == named), "")
    return named.casefold() in held.casefold() or held in others.split("|")


def _subject_before(text: str, spans: list[Span], at: int) -> str | None:
    """The first person of the nearest stretch before that names one: the subject stands before the object."""
    persons = [span for span in _between(spans, at - LOOK_BACK, at) if span.kind == "person"]
    if not persons:
        return None
    nearest = persons[-1]
    sentence = max(text.rfind(". ", 0, nearest.start), text.rfind("\n", 0, nearest.start))
    return next(span.name for span in persons if span.start > sentence)


def _position(text: str, row: Said, spans: list[Span]) -> str | None:
    """The office named with who said it; one behind the name without a mark between is that of somebody spoken to."""
    named = [span for span in _between(spans, *row.who) if span.kind in ("person", "position")] if row.who else []
    before: Span | None = None
    for span in named:
        if span.kind == "person":
            before = span
        elif before is None or re.match(r"\s*(?:[,(–-]|als\b|$)", text[before.end : span.start]):
            return span.name
    return None


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
