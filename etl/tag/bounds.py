"""The days between which an article without a day of publication was published, as far as its text bounds them.

What it tells as past cannot lie behind it, what it tells as set for a day not before it, and who is named in an office
held it then. Only what is safe counts, and readings that contradict each other give no bounds at all. The day of
fetching is none: it stands in the article, and would change with every reading.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from etl.model import Article, Language, Mention, OccupancyReported, OfficeHolder, Rule
from etl.tag.finding import has_word, matches
from etl.tag.marks import direct
from etl.tag.names import Span
from etl.tag.positions import SAME_OFFICE
from etl.tag.shadow import Shadow, shadow

WORDS = ("planned", "office_changes", "happened", "participle")
READ = "told by the text: "  # how `published_rule` begins where the bounds are ours
DATELINE, OFFICE = "bound.dateline", "bound.office"
AHEAD = timedelta(days=2)  # as much as time zones and clocks may differ
SENTENCE_END = re.compile(r"[.!?]\s|\n")
Stretch = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True)
class Bound:
    """One reason why an article was not published before `first` or not after `last`."""

    first: date | None
    last: date | None
    reason: str


def bounded(
    article: Article,
    mentions: Iterable[Mention],
    occupancies: Iterable[OccupancyReported],
    rules: Iterable[tuple[Rule, re.Pattern[str]]],
    language: Language,
    holders: tuple[OfficeHolder, ...],
) -> Article:
    """The article with its bounds and the reasons for them; as it is where there are none."""
    days = [m for m in mentions if m.kind == "date" and m.date_from and m.date_until]
    found = [*_of_days(article.text, days, rules, language), *_of_dateline(article)]
    if office := _of_offices(article, days, occupancies, language, holders):
        found.append(office)
    first = max((b.first for b in found if b.first), default=None)
    last = min((b.last for b in found if b.last), default=None)
    latest = (article.fetched_at + AHEAD).date()
    if not (first or last) or (first and first > min(last or latest, latest)):
        return article
    reasons = [b.reason for b in found if (first and b.first == first) or (last and b.last == last)]
    told = READ + "; ".join(dict.fromkeys(reasons))
    return replace(article, published_from=first, published_until=last, published_rule=told)


def are_ours(article: Article) -> bool:
    """Whether the bounds are read in the text: then relative days do not lean on them."""
    return bool(article.published_rule and article.published_rule.startswith(READ))


def _of_days(
    text: str, days: list[Mention], rules: Iterable[tuple[Rule, re.Pattern[str]]], language: Language
) -> Iterator[Bound]:
    """What the rules of kind `bound` read: `says` is not_before, not_after or on."""
    if not days:
        return
    by_span = {Span(m.char_start, m.char_end, "date", "", None, "date", m.rule): m for m in days}
    found = shadow(text, by_span)
    quoted = direct(text)
    for rule, match in matches(rules, found.text):
        span = found.span(match, "date")
        says = rule.options["says"]
        if span is None or (
            says == "not_before" and has_word(_sentence(found, *match.span()), language.words["planned"])
        ):
            continue
        if says != "not_before" and any(start < span.start < end for start, end in quoted):
            continue  # a quotation may be older than the article
        day = by_span[span]
        first = day.date_from if says in ("not_before", "on") else None
        last = day.date_until if says in ("not_after", "on") else None
        yield Bound(first, last, f"{day.surface} ({rule.rule})")


def _sentence(found: Shadow, start: int, end: int) -> str:
    before = [m.end() for m in SENTENCE_END.finditer(found.text, max(0, start - 400), start)]
    after = SENTENCE_END.search(found.text, end - 1)
    return found.text[before[-1] if before else max(0, start - 400) : after.start() if after else len(found.text)]


def _of_dateline(article: Article) -> Iterator[Bound]:
    """A dateline that prints its year: the text was not published before that day."""
    if article.dateline_date:
        yield Bound(article.dateline_date, None, f"dateline {article.dateline_date} ({DATELINE})")


def _of_offices(
    article: Article,
    days: list[Mention],
    occupancies: Iterable[OccupancyReported],
    language: Language,
    holders: tuple[OfficeHolder, ...],
) -> Bound | None:
    """When all persons named in an office held it. A sentence that tells of another time or of the office changing
    hands says nothing of the day of publication; neither does an end that the reference only expects."""
    common: list[Stretch] = [(None, None)]
    named = []
    for person, position, body in sorted(_present(article.text, days, occupancies, language)):
        held = [
            (h.valid_from, h.valid_until if h.valid_until and h.valid_until < article.fetched_at.date() else None)
            for h in holders
            if (h.person, h.body, h.status) == (person, body, "held") and _office(h.position) == position
        ]
        if held:
            common = [both for a in common for b in held if (both := _both(a, b))]
            named.append(f"{person}, {position} ({body})")
    firsts, lasts = [first for first, _ in common], [last for _, last in common]
    # contradictory: the earliest day there is and the one before it, which no other bound can heal
    if not common:
        return Bound(date.max, date.min, OFFICE)
    first = None if None in firsts else min(f for f in firsts if f)
    last = None if None in lasts else max(d for d in lasts if d)
    return Bound(first, last, f"in office: {'; '.join(named)} ({OFFICE})") if first or last else None


def _present(
    text: str, days: list[Mention], occupancies: Iterable[OccupancyReported], language: Language
) -> set[tuple[str, str, str]]:
    """Person, office and body of those whom the text itself names as holding it, in a sentence without a year."""
    found = set()
    for row in occupancies:
        if row.status != "held" or row.basis != "text" or not row.body:
            continue
        start = max(text.rfind(mark, 0, row.char_start) + 1 for mark in (". ", "! ", "? ", "\n"))
        after = SENTENCE_END.search(text, row.char_end)
        end = after.start() if after else len(text)
        dated = any(start <= day.char_start < end for day in days)
        if not dated and not has_word(text[start:end], language.words["office_changes"]):
            found.add((row.person, _office(row.position), row.body))
    return found


def _office(position: str) -> str:
    return SAME_OFFICE.get(position, position)


def _both(a: Stretch, b: Stretch) -> Stretch | None:
    """The days two stretches have in common; None when they have none."""
    firsts = [first for first in (a[0], b[0]) if first]
    lasts = [last for last in (a[1], b[1]) if last]
    first, last = max(firsts, default=None), min(lasts, default=None)
    return None if first and last and first > last else (first, last)
