"""Temporal expressions with their ISO 8601 value and the days they can mean.

A rule of kind `date` has a pattern and names one of the readings below, which turns the match into values. What needs
an anchor (the day of publication) and has none gets no value: a year taken from another date of the text is wrong too
often.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from etl.model import Article, Language, Mention, Rule


@dataclass(frozen=True, slots=True)
class Value:
    """What a stretch of text means: an ISO value, and first and last day. `start`, `end` when not the whole match."""

    iso: str | None
    first: date | None = None
    last: date | None = None
    start: int | None = None
    end: int | None = None


@dataclass
class Anchor:
    """What relative expressions lean on while a text is read from its head to its foot."""

    published: date | None
    last_full: date | None = field(default=None)  # the last day named with its year


Reading = Callable[[re.Match[str], Anchor, Language, Rule], Iterator[Value]]


def dates(
    article: Article, rules: Iterable[tuple[Rule, re.Pattern[str]]], language: Language, published: date | None
) -> list[Mention]:
    """All temporal expressions of the text in its order; where two overlap the longer one counts."""
    chosen = _longest([(m, rule) for rule, pattern in rules for m in pattern.finditer(article.text)])
    anchor = Anchor(published)
    found = []
    for match, rule in chosen:
        for value in READINGS[str(rule.options["reading"])](match, anchor, language, rule):
            start = match.start() if value.start is None else value.start
            end = match.end() if value.end is None else value.end
            surface = article.text[start:end]
            if value.iso and len(value.iso) == 10 and value.first:
                anchor.last_full = value.first
            found.append(
                Mention(
                    article.article_id,
                    "date",
                    value.iso,
                    value.iso,
                    value.first,
                    value.last,
                    surface,
                    start,
                    end,
                    rule.rule,
                )
            )
    return found


def _longest(hits: list[tuple[re.Match[str], Rule]]) -> list[tuple[re.Match[str], Rule]]:
    taken: set[int] = set()
    chosen = []
    for match, rule in sorted(hits, key=lambda h: (h[0].start() - h[0].end(), h[0].start())):
        if taken.isdisjoint(range(*match.span())):
            taken.update(range(*match.span()))
            chosen.append((match, rule))
    return sorted(chosen, key=lambda h: h[0].start())


# --- values -----------------------------------------------------------------------------------------------------------


def _day(year: int, month: int, day: int) -> Value:
    try:
        when = date(year, month, day)
    except ValueError:
        return Value(None)
    return Value(when.isoformat(), when, when)


def _month(year: int, month: int) -> Value:
    return Value(
        f"{year:04d}-{month:02d}", date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    )


def _year(year: int) -> Value:
    return Value(f"{year:04d}", date(year, 1, 1), date(year, 12, 31))


def _at(value: Value, start: int, end: int) -> Value:
    return Value(value.iso, value.first, value.last, start, end)


def _full_year(text: str) -> int:
    """Two digits are of this century up to 39, of the last one from 40 on."""
    return int(text) if len(text) == 4 else int(text) + (2000 if int(text) < 40 else 1900)


def _nearest_year(month: int, day: int, anchor: Anchor) -> int | None:
    """The year in which this day lies nearest to publication; without a day of publication there is none."""
    if anchor.published is None:
        return None
    near = [(abs((when - anchor.published).days), when.year) for when in _candidates(month, day, anchor.published.year)]
    return min(near)[1] if near else None


def _candidates(month: int, day: int, year: int) -> Iterator[date]:
    for shift in (-1, 0, 1):
        try:
            yield date(year + shift, month, day)
        except ValueError:
            continue


def _month_number(text: str, language: Language) -> int:
    return int(text) if text.isdecimal() else language.months[text.casefold().rstrip(".")]


def _shift(match: re.Match[str], rule: Rule) -> int:
    """How far a relative expression points: the rule's table says it for the word in the group `word`."""
    table: dict[str, int] = rule.options["shift"]  # type: ignore[assignment]
    word = match["word"].casefold()
    return next(shift for stem, shift in table.items() if re.fullmatch(stem, word))


# --- readings ---------------------------------------------------------------------------------------------------------


def day(match: re.Match[str], anchor: Anchor, language: Language, rule: Rule) -> Iterator[Value]:
    """Reads "18. Mai 2022", "18. Mai", "18.05.2022", "2022-05-18"; a missing year is the nearest."""
    month, number = _month_number(match["month"], language), int(match["day"])
    groups = match.groupdict()
    if groups.get("year"):
        year: int | None = _full_year(match["year"])
    elif groups.get("word") and anchor.published:
        year = anchor.published.year + _shift(match, rule)
    else:
        year = None if groups.get("word") else _nearest_year(month, number, anchor)
    yield _day(year, month, number) if year else Value(None)


def days(match: re.Match[str], anchor: Anchor, language: Language, rule: Rule) -> Iterator[Value]:
    """Reads "12. und 13. Februar 2023", "28. September bis 2. Oktober": each day is a mention of its own."""
    groups = match.groupdict()
    last_month = _month_number(match["month"], language)
    first_month = _month_number(groups["first_month"], language) if groups.get("first_month") else last_month
    year = _full_year(match["year"]) if groups.get("year") else _nearest_year(last_month, int(match["last"]), anchor)
    if year is None:
        yield Value(None)
        return
    first_year = year - 1 if first_month > last_month else year
    yield _at(_day(first_year, first_month, int(match["first"])), match.start("first"), match.end("first_end"))
    yield _at(_day(year, last_month, int(match["last"])), match.start("last"), match.end())


def month(match: re.Match[str], anchor: Anchor, language: Language, rule: Rule) -> Iterator[Value]:
    """Reads "im September 2021", "im Februar", "Ende Mai": the surface begins with the month."""
    number = _month_number(match["month"], language)
    groups = match.groupdict()
    if groups.get("year"):
        year: int | None = _full_year(match["year"])
    elif groups.get("word"):
        year = anchor.published.year + _shift(match, rule) if anchor.published else None
    else:
        year = _nearest_year(number, 15, anchor)
    yield _at(_month(year, number) if year else Value(None), match.start("month"), match.end())


def year(match: re.Match[str], anchor: Anchor, language: Language, rule: Rule) -> Iterator[Value]:
    """Reads "im Jahr 2001", "seit 2015": the surface is the year's digits."""
    for group in ("year", "second"):
        if match.groupdict().get(group):
            yield _at(_year(_full_year(match[group])), match.start(group), match.end(group))


def relative_year(match: re.Match[str], anchor: Anchor, language: Language, rule: Rule) -> Iterator[Value]:
    """Reads "dieses Jahres", "im vergangenen Jahr", "Ende nächsten Jahres"."""
    yield _year(anchor.published.year + _shift(match, rule)) if anchor.published else Value(None)


def relative_month(match: re.Match[str], anchor: Anchor, language: Language, rule: Rule) -> Iterator[Value]:
    """Reads "diesen Monat", "im vergangenen Monat"."""
    if anchor.published is None:
        yield Value(None)
        return
    months = anchor.published.year * 12 + anchor.published.month - 1 + _shift(match, rule)
    yield _month(months // 12, months % 12 + 1)


def relative_day(match: re.Match[str], anchor: Anchor, language: Language, rule: Rule) -> Iterator[Value]:
    """Reads "heute", "gestern", "übermorgen"."""
    if anchor.published is None:
        yield Value(None)
        return
    when = anchor.published + timedelta(days=_shift(match, rule))
    yield _day(when.year, when.month, when.day)


def day_before(match: re.Match[str], anchor: Anchor, language: Language, rule: Rule) -> Iterator[Value]:
    """Reads "am Vortag": the day before the last one named in full."""
    yield _day(*(anchor.last_full - timedelta(days=1)).timetuple()[:3]) if anchor.last_full else Value(None)


def weekday(match: re.Match[str], anchor: Anchor, language: Language, rule: Rule) -> Iterator[Value]:
    """Reads "am Donnerstag": the last one, the day of publication included, unless a word points ahead."""
    if anchor.published is None:
        yield Value(None)
        return
    back = (anchor.published.weekday() - language.weekdays[match["weekday"].casefold()]) % 7
    direction = _shift(match, rule) if match.groupdict().get("word") else 0
    if direction > 0:
        back -= 7
    elif direction < 0 and back == 0:
        back = 7
    when = anchor.published - timedelta(days=back)
    yield _at(_day(when.year, when.month, when.day), match.start("weekday"), match.end("weekday"))


def part_of_year(match: re.Match[str], anchor: Anchor, language: Language, rule: Rule) -> Iterator[Value]:
    """Reads "im Sommer 2022", "im zweiten Quartal 2023", "erstes Halbjahr": value YYYY-SU, YYYY-Q2, YYYY-H1."""
    groups = match.groupdict()
    year = _full_year(groups["year"]) if groups.get("year") else (anchor.published.year if anchor.published else None)
    parts: dict[str, list[object]] = rule.options["parts"]  # type: ignore[assignment]
    code, first, last = next(p for stem, p in parts.items() if re.fullmatch(stem, match["part"].casefold()))
    if year is None:
        yield Value(None)
        return
    first_month, last_month = int(str(first)), int(str(last))
    end_year = year if last_month >= first_month else year + 1
    end = date(end_year, last_month, calendar.monthrange(end_year, last_month)[1])
    yield Value(f"{year}-{code}", date(year, first_month, 1), end)


READINGS: dict[str, Reading] = {
    reading.__name__: reading
    for reading in (
        day,
        days,
        month,
        year,
        relative_year,
        relative_month,
        relative_day,
        day_before,
        weekday,
        part_of_year,
    )
}


def compiled(pattern: str, language: Language) -> re.Pattern[str]:
    """A date rule's pattern with {month} and {weekday} filled by the language's words, longest first."""

    def words(names: Iterable[str]) -> str:
        return "(?:" + "|".join(sorted(map(re.escape, names), key=len, reverse=True)) + ")"

    both = {"month_name": words(_cased(language.months)), "weekday_name": words(_cased(language.weekdays))}
    return re.compile(re.sub(r"\{(month_name|weekday_name)\}", lambda m: both[m[1]], pattern))


def _cased(names: Iterable[str]) -> list[str]:
    return [spelling for name in names for spelling in (name.capitalize(), name.upper())]
