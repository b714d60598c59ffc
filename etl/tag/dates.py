"""Temporal expressions with their value and the days they can mean.

A rule of kind `date` has a pattern and names one of the readings below, which turns the match into values. What needs
an anchor (the day of publication) and has none gets no value: a year taken from another date of the text is wrong too
often.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from dateutil.easter import easter

from etl.model import Article, Language, Mention, Rule
from etl.tag.finding import Taken, has_word, matches
from etl.tag.shadow import bounded

WORDS = ("verbs_ahead", "verbs_past")
SENTENCE_EDGE = re.compile(r"[.!?:;]\s|\n")
YEAR_BEFORE = 300  # characters in which "desselben Jahres" looks for its year
CLAUSE = 120  # characters to either side in which a verb tells whether a weekday lies ahead


@dataclass(frozen=True, slots=True)
class Value:
    """What a stretch of text means.

    `iso` is an ISO 8601 day, month, year, week or interval; `timex` the same as TIMEX3 writes it, where that differs
    (2022-SU, 2014-W08-WE, PAST_REF). `start` and `end` are given when they are not those of the whole match.
    """

    iso: str | None
    first: date | None = None
    last: date | None = None
    start: int | None = None
    end: int | None = None
    timex: str | None = None


@dataclass(frozen=True, slots=True)
class Timex:
    """One temporal expression of a text. `value` is as TIMEX3 writes it; empty where nothing resolves it."""

    start: int
    end: int
    value: str
    iso: str | None
    first: date | None
    last: date | None
    rule: str


@dataclass
class Anchor:
    """What relative expressions lean on while a text is read from its head to its foot."""

    published: date | None
    last_full: date | None = field(default=None)  # the last day named with its year
    last_at: int = 0  # where it ended


Reading = Callable[[re.Match[str], Anchor, Language, Rule], Iterator[Value]]


def dates(
    article: Article, rules: Iterable[tuple[Rule, re.Pattern[str]]], language: Language, published: date | None
) -> list[Mention]:
    """The dates of the text in its order. "Jetzt" and "damals" are expressions of time but name no date."""
    return [
        Mention(
            article_id=article.article_id,
            kind="date",
            name=found.iso,
            value=found.iso,
            date_from=found.first,
            date_until=found.last,
            surface=article.text[found.start : found.end],
            char_start=found.start,
            char_end=found.end,
            rule=found.rule,
        )
        for found in expressions(article.text, rules, language, published)
        if not found.value.endswith("_REF")
    ]


def expressions(
    text: str, rules: Iterable[tuple[Rule, re.Pattern[str]]], language: Language, published: date | None
) -> list[Timex]:
    """All temporal expressions of a text in its order; where two overlap the longer one counts."""
    anchor = Anchor(published)
    found = []
    for match, rule in _longest([(match, rule) for rule, match in matches(rules, text)]):
        for value in READINGS[str(rule.options["reading"])](match, anchor, language, rule):
            start = match.start() if value.start is None else value.start
            end = match.end() if value.end is None else value.end
            if value.iso and len(value.iso) == 10 and value.first:
                anchor.last_full, anchor.last_at = value.first, end
            timex = value.timex or value.iso or ""
            found.append(Timex(start, end, timex, value.iso, value.first, value.last, rule.rule))
    return found


def _longest(hits: list[tuple[re.Match[str], Rule]]) -> list[tuple[re.Match[str], Rule]]:
    taken = Taken()
    ordered = sorted(hits, key=lambda h: (h[0].start() - h[0].end(), h[0].start()))
    return sorted((hit for hit in ordered if taken.take(*hit[0].span())), key=lambda h: h[0].start())


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


def _span(first: date, last: date, timex: str) -> Value:
    """Days that are no calendar unit: an ISO 8601 interval."""
    return Value(f"{first.isoformat()}/{last.isoformat()}", first, last, timex=timex)


def _week(of: date) -> Value:
    monday = of - timedelta(days=of.weekday())
    year, week, _ = of.isocalendar()
    return Value(f"{year}-W{week:02d}", monday, monday + timedelta(days=6))


def _at(value: Value, start: int, end: int) -> Value:
    return replace(value, start=start, end=end)


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
    """Reads "12. und 13. Februar 2023", "am 3., 4. und 7. Oktober", "28. September bis 2. Oktober": a mention a day."""
    groups = match.groupdict()
    month = _month_number(match["month"], language)
    earlier = _month_number(groups["first_month"], language) if groups.get("first_month") else month
    year = _full_year(match["year"]) if groups.get("year") else _nearest_year(month, int(match["last"]), anchor)
    if year is None:
        yield Value(None)
        return
    for number in re.finditer(r"\d+", match["days"]):
        value = _day(year - 1 if earlier > month else year, earlier, int(number[0]))
        start = match.start("days") + number.start()
        yield _at(value, start, start + len(number[0]) + match.string.startswith(".", start + len(number[0])))
    yield _at(_day(year, month, int(match["last"])), match.start("last"), match.end())


def month(match: re.Match[str], anchor: Anchor, language: Language, rule: Rule) -> Iterator[Value]:
    """Reads "im September 2021", "im Februar", "Ende Mai": the surface begins with "Ende" or the month."""
    number = _month_number(match["month"], language)
    groups = match.groupdict()
    if groups.get("year"):
        year: int | None = _full_year(match["year"])
    elif groups.get("word"):
        year = anchor.published.year + _shift(match, rule) if anchor.published else None
    elif groups.get("same"):
        year = _year_before(match)
    else:
        year = _nearest_year(number, 15, anchor)
    start = match.start("edge") if groups.get("edge") else match.start("month")
    yield _at(_month(year, number) if year else Value(None), start, match.end())


def _year_before(match: re.Match[str]) -> int | None:
    """What "desselben Jahres" means: the year named last, shortly before."""
    years = re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", match.string[max(0, match.start() - YEAR_BEFORE) : match.start()])
    return int(years[-1]) if years else None


def year(match: re.Match[str], anchor: Anchor, language: Language, rule: Rule) -> Iterator[Value]:
    """Reads "im Jahr 2001", "seit 2015", "1898-1976": the surface is the year's digits, with "Jahr" before them."""
    groups = match.groupdict()
    for group in ("year", "second"):
        if groups.get(group):
            start = match.start("edge") if group == "year" and groups.get("edge") else match.start(group)
            yield _at(_year(_full_year(match[group])), start, match.end(group))


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
    """Reads "am Vortag": the day before the last full one of the paragraph, else before publication."""
    base = _base(match, anchor)
    yield _from_day(base - timedelta(days=1)) if base else Value(None)


def day_beside(match: re.Match[str], anchor: Anchor, language: Language, rule: Rule) -> Iterator[Value]:
    """Reads "tags zuvor", "tags darauf"."""
    base = _base(match, anchor)
    yield _from_day(base + timedelta(days=_shift(match, rule))) if base else Value(None)


def _base(match: re.Match[str], anchor: Anchor) -> date | None:
    same_paragraph = anchor.last_full and "\n" not in match.string[anchor.last_at : match.start()]
    return anchor.last_full if same_paragraph else anchor.published


def _from_day(when: date) -> Value:
    return _day(when.year, when.month, when.day)


def months(match: re.Match[str], anchor: Anchor, language: Language, rule: Rule) -> Iterator[Value]:
    """Reads "Januar bis April 2020": each month is a mention of its own."""
    first, last = _month_number(match["first_month"], language), _month_number(match["month"], language)
    year = _full_year(match["year"]) if match["year"] else _nearest_year(last, 15, anchor)
    if year is None:
        yield Value(None)
        return
    yield _at(_month(year - 1 if first > last else year, first), match.start("first_month"), match.end("first_month"))
    yield _at(_month(year, last), match.start("month"), match.end())


def half_of_month(match: re.Match[str], anchor: Anchor, language: Language, rule: Rule) -> Iterator[Value]:
    """Reads "in der zweiten Aprilhälfte": an interval of days."""
    number = _month_number(match["month"], language)
    year = _full_year(match["year"]) if match["year"] else _nearest_year(number, 15, anchor)
    if year is None:
        yield Value(None)
        return
    end = calendar.monthrange(year, number)[1]
    first, last = (1, 15) if match["word"].startswith("erste") else (16, end)
    yield _span(date(year, number, first), date(year, number, last), f"{year}-{number:02d}")


def weekday(match: re.Match[str], anchor: Anchor, language: Language, rule: Rule) -> Iterator[Value]:
    """Reads "am Donnerstag": the last one, the day of publication included, unless words or verbs point ahead."""
    if anchor.published is None:
        yield Value(None)
        return
    back = (anchor.published.weekday() - language.weekdays[match["weekday"].casefold()]) % 7
    told = match.groupdict().get("word")
    direction = _shift(match, rule) if told else _tense(match, language)
    if direction > 0 and (back or told):
        back -= 7
    elif told and direction < 0 and back == 0:
        back = 7
    when = anchor.published - timedelta(days=back)
    start = match.start("word") if told else match.start("weekday")
    yield _at(_day(when.year, when.month, when.day), start, match.end("weekday"))


def _tense(match: re.Match[str], language: Language) -> int:
    """1 when the sentence around speaks of what is to come and of nothing past, else 0."""
    before = SENTENCE_EDGE.split(match.string[max(0, match.start() - CLAUSE) : match.start()])[-1]
    after = SENTENCE_EDGE.split(match.string[match.end() : match.end() + CLAUSE])[0]
    sentence = f"{before} {after}"
    ahead, past = (has_word(sentence, language.words[verbs]) for verbs in ("verbs_ahead", "verbs_past"))
    return int(ahead and not past)


def weekend(match: re.Match[str], anchor: Anchor, language: Language, rule: Rule) -> Iterator[Value]:
    """Reads "am Wochenende", "am kommenden Wochenende": the last one, unless a word or verb points ahead."""
    if anchor.published is None:
        yield Value(None)
        return
    told = match.groupdict().get("word")
    direction = _shift(match, rule) if told else _tense(match, language)
    saturday = anchor.published - timedelta(days=(anchor.published.weekday() - 5) % 7)
    if direction > 0 and anchor.published.weekday() < 5:
        saturday += timedelta(days=7)
    year, week, _ = saturday.isocalendar()
    value = _span(saturday, saturday + timedelta(days=1), f"{year}-W{week:02d}-WE")
    yield _at(value, match.start("word") if told else match.start("part"), match.end())


def relative_week(match: re.Match[str], anchor: Anchor, language: Language, rule: Rule) -> Iterator[Value]:
    """Reads "diese Woche", "in der kommenden Woche": an ISO 8601 week."""
    yield _week(anchor.published + timedelta(weeks=_shift(match, rule))) if anchor.published else Value(None)


def decade(match: re.Match[str], anchor: Anchor, language: Language, rule: Rule) -> Iterator[Value]:
    """Reads "in den 1990er-Jahren", "in den 60er Jahren": ten years."""
    first = _full_year(match["year"]) if len(match["year"]) == 4 else 1900 + int(match["year"])
    yield _span(date(first, 1, 1), date(first + 9, 12, 31), str(first // 10))


def part_of_year(match: re.Match[str], anchor: Anchor, language: Language, rule: Rule) -> Iterator[Value]:
    """Reads "im Sommer 2022", "im zweiten Quartal 2023", "erstes Halbjahr": an interval of months."""
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
    yield _at(_span(date(year, first_month, 1), end, f"{year}-{code}"), match.start("part"), match.end())


def season_beside(match: re.Match[str], anchor: Anchor, language: Language, rule: Rule) -> Iterator[Value]:
    """Reads "im vergangenen Herbst", "im nächsten Sommer": the last one over, the next one to begin, or this year's."""
    if anchor.published is None:
        yield Value(None)
        return
    parts: dict[str, list[object]] = rule.options["parts"]  # type: ignore[assignment]
    code, first, last = next(p for stem, p in parts.items() if re.fullmatch(stem, match["part"].casefold()))
    around = [_months_of(anchor.published.year + by, int(str(first)), int(str(last))) for by in (-2, -1, 0, 1)]
    shift = _shift(match, rule)
    over = [days for days in around if days[1] < anchor.published]
    ahead = [days for days in around if days[0] > anchor.published]
    start, end = over[-1] if shift < 0 else ahead[0] if shift > 0 else around[2]
    yield _at(_span(start, end, f"{start.year}-{code}"), match.start("word"), match.end())


def _months_of(year: int, first: int, last: int) -> tuple[date, date]:
    end_year = year if last >= first else year + 1
    return date(year, first, 1), date(end_year, last, calendar.monthrange(end_year, last)[1])


def century(match: re.Match[str], anchor: Anchor, language: Language, rule: Rule) -> Iterator[Value]:
    """Reads "im 19. Jahrhundert": a hundred years, from 1801 on."""
    number = int(match["number"])
    yield _span(date(number * 100 - 99, 1, 1), date(number * 100, 12, 31), f"{number - 1:02d}")


def holiday(match: re.Match[str], anchor: Anchor, language: Language, rule: Rule) -> Iterator[Value]:
    """Reads "zu Weihnachten 2022", "am Ostermontag", "am Tag des Sieges"; a missing year is the nearest.

    The rule's table has month, day and last day of what is fixed, and days from Easter Sunday of what moves with it.
    """
    table: dict[str, list[int]] = rule.options["days"]  # type: ignore[assignment]
    days = next(days for stem, days in table.items() if re.fullmatch(stem, match["word"].casefold()))
    around = anchor.published.year if anchor.published else None
    years = [_full_year(match["year"])] if match["year"] else [around - 1, around, around + 1] if around else []
    found = [_holiday(year, *days) for year in years]
    if not found:
        yield Value(None)
        return
    near = anchor.published or found[0][0]
    first, last = min(found, key=lambda pair: abs((pair[0] - near).days))
    yield _from_day(first) if first == last else _span(first, last, first.isoformat())


def _holiday(year: int, *days: int) -> tuple[date, date]:
    """Of [month, day, last day], or of [days from Easter Sunday, how many more]."""
    if len(days) == 2:
        first = easter(year) + timedelta(days=days[0])
        return first, first + timedelta(days=days[1])
    month, first_day, last_day = days
    return date(year, month, first_day), date(year, month, last_day)


def distance(match: re.Match[str], anchor: Anchor, language: Language, rule: Rule) -> Iterator[Value]:
    """Reads "vor drei Tagen", "in zwei Wochen", "vor 30 Jahren": counted from the day of publication."""
    if anchor.published is None:
        yield Value(None)
        return
    numbers: dict[str, int] = rule.options["numbers"]  # type: ignore[assignment]
    word = match["number"].casefold()
    by = (int(word) if word.isdecimal() else numbers[word]) * (1 if match["word"].casefold() == "in" else -1)
    unit = match["unit"].casefold()
    if unit.startswith("tag"):
        yield _from_day(anchor.published + timedelta(days=by))
    elif unit.startswith("woche"):
        yield _week(anchor.published + timedelta(weeks=by))
    elif unit.startswith("monat"):
        months = anchor.published.year * 12 + anchor.published.month - 1 + by
        yield _month(months // 12, months % 12 + 1)
    else:
        yield _year(anchor.published.year + by)


def vague(match: re.Match[str], anchor: Anchor, language: Language, rule: Rule) -> Iterator[Value]:
    """Reads "jetzt", "kürzlich", "in den nächsten Jahren": a time that is no date."""
    yield Value(None, timex=str(rule.options["value"]))


READINGS: dict[str, Reading] = {
    reading.__name__: reading
    for reading in (
        *(day_beside, months, half_of_month, season_beside, century, holiday, distance),
        *(day, days, month, year, decade, part_of_year),
        *(relative_day, day_before, weekday, weekend, relative_week, relative_month, relative_year, vague),
    )
}


def compiled(pattern: str, language: Language) -> re.Pattern[str]:
    """A date rule's pattern with {month} and {weekday} filled by the language's words, longest first."""

    def words(names: Iterable[str]) -> str:
        return "(?:" + "|".join(sorted(map(re.escape, names), key=len, reverse=True)) + ")"

    both = {"month_name": words(_cased(language.months)), "weekday_name": words(_cased(language.weekdays))}
    return re.compile(bounded(re.sub(r"\{(month_name|weekday_name)\}", lambda m: both[m[1]], pattern)))


def _cased(names: Iterable[str]) -> list[str]:
    return [spelling for name in names for spelling in (name.capitalize(), name.upper())]
