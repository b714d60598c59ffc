"""One function per field of an article, each with its order of preference."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from etl.clean.layout import Parts
from etl.clean.lines import Seen
from etl.model import Language, Layout, Source

PUBLISHED_META = (
    "article:published_time",
    "datepublished",
    "date",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
    "publish-date",
)
DATELINE_PARAGRAPHS = 3
# what the language guesser may answer; texts of this field come in these
TOLD_APART = [
    "de",
    "en",
    "ru",
    "be",
    "uk",
    "kk",
    "ky",
    "fr",
    "es",
    "it",
    "pl",
    "tr",
    "zh",
    "ar",
    "fa",
    "hy",
    "az",
    "uz",
    "tg",
    "ro",
]
LETTERS_TO_TELL = 20
FIRST_PAGES = date(1990, 1, 1)
AHEAD = timedelta(days=2)  # time zones, and clocks that are wrong


@dataclass(frozen=True)
class Published:
    """A moment, or the days it lies between, with how it was found."""

    at: datetime | None = None
    earliest: date | None = None
    latest: date | None = None
    rule: str | None = None


@dataclass(frozen=True)
class Dateline:
    """Place, day and agency that open a text; the day as printed, without a year where none is printed."""

    place: str
    agency: str
    day: int | None
    month: int | None
    year: int | None


def title(seen: Seen, media_type: str) -> str | None:
    """What an HTML page calls itself: selector, JSON-LD, OpenGraph, first heading, <title>; empty when it says nothing.

    None for a text file, whose layout tells which line is the title.
    """
    told = [seen.picked.get("title"), seen.linked_data.get("headline"), seen.meta.get("og:title")]
    told += [seen.heading, seen.window_title]
    silent = "" if media_type == "text/html" else None
    return next((t.strip() for t in told if isinstance(t, str) and t.strip()), silent)


def published(seen: Seen, parts: Parts, source: Source, language: Language | None) -> Published:
    """Selector, JSON-LD, meta tags, visible line, first <time>; a time without a zone gets the source's."""
    told = [("selector", seen.picked.get("published")), ("json-ld", seen.linked_data.get("datePublished"))]
    told += [(f"meta {name}", seen.meta.get(name)) for name in PUBLISHED_META]
    for rule, text in told:
        if isinstance(text, str) and (found := _from_iso(text, source, rule)):
            return found
    if parts.published and (found := _from_line(parts.published, source, language)):
        return found
    return next((f for text in seen.moments if (f := _from_iso(text, source, "time element"))), Published())


def _from_iso(text: str, source: Source, rule: str) -> Published | None:
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return _moment(moment, source, rule, has_time=len(text.strip()) > 10)


def _from_line(match: re.Match[str], source: Source, language: Language | None) -> Published | None:
    groups = match.groupdict()
    month = groups["month"]
    number = int(month) if month.isdecimal() else (language.months.get(month.casefold()) if language else None)
    if not number:
        return None
    hour, minute = (int(part) for part in (groups.get("time") or "0:0").split(":"))
    try:
        moment = datetime(int(groups["year"]), number, int(groups["day"]), hour, minute)  # noqa: DTZ001 - zone below
    except ValueError:
        return None
    return _moment(moment, source, "line on the page", has_time=bool(groups.get("time")))


def _moment(moment: datetime, source: Source, rule: str, has_time: bool) -> Published:
    """A moment needs a time of day and a zone; with less, only the day it lies in is known."""
    if has_time and moment.tzinfo is None and source.time_zone:
        moment = moment.replace(tzinfo=ZoneInfo(source.time_zone))
        rule += f", time zone of the source ({source.time_zone})"
    if has_time and moment.tzinfo is not None:
        return Published(at=moment, rule=rule)
    why = "without a time zone" if has_time else "without a time of day"
    return Published(earliest=moment.date(), latest=moment.date(), rule=f"{rule}, {why}")


def plausible(published: Published, fetched_at: datetime) -> Published:
    """A page that says it was published after it was fetched, or before there was a web, says nothing."""
    day = published.at.date() if published.at else published.earliest
    if day is None or FIRST_PAGES <= day <= (fetched_at + AHEAD).date():
        return published
    return Published(rule=f"not used: {published.rule} says {day}")


def section(seen: Seen, parts: Parts) -> str | None:
    """The rubric: as the layout shows it, else from the page's metadata."""
    told = seen.linked_data.get("articleSection"), seen.meta.get("article:section")
    return parts.section or next((t for t in told if isinstance(t, str) and t), None)


def dateline(paragraphs: list[str], language: Language | None) -> Dateline | None:
    """The dateline at the head of one of the first paragraphs; its place as printed."""
    for text in paragraphs[:DATELINE_PARAGRAPHS]:
        for pattern in language.datelines if language else ():
            if match := pattern.match(text):
                groups = match.groupdict()
                month = language.months.get((groups.get("month") or "").casefold()) if language else None
                if groups.get("month") and not month:
                    continue
                year, day = groups.get("year"), groups.get("day")
                return Dateline(
                    groups["place"], groups["agency"], int(day) if day else None, month, int(year) if year else None
                )
    return None


def dateline_place(line: Dateline | None, places: dict[str, str]) -> str | None:
    """Canonical name where the place is known; else as printed, capitals made ordinary."""
    if line is None:
        return None
    printed = line.place.strip()
    return places.get(printed.casefold()) or (printed.title() if printed.isupper() else printed)


def dateline_date(line: Dateline | None, day_published: date | None) -> date | None:
    """The dateline's day; a year it does not print is the one that lands nearest to publication, or none."""
    if line is None or not line.day or not line.month:
        return None
    years = [line.year] if line.year else [day_published.year + shift for shift in (-1, 0, 1)] if day_published else []
    days = []
    for year in years:
        try:
            day = date(year, line.month, line.day)
        except ValueError:
            continue
        days += [day] if day >= FIRST_PAGES else []
    return min(days, key=lambda d: abs((d - day_published).days) if day_published else 0, default=None)


def agency(
    line: Dateline | None, text: str, source: Source, language: Language | None, agencies: dict[str, str]
) -> str | None:
    """The dateline's agency, else the one the text names as its informant, else the source's own."""
    named = [line.agency] if line else []
    named += [m["agency"] for p in (language.agency_phrases if language else ()) if (m := p.search(text))]
    return next((agencies.get(name.casefold(), name) for name in named), source.agency)


def image_credit(seen: Seen, parts: Parts, layout: Layout) -> str | None:
    """The credit line of the text by the layout; else of the page's first caption that is one."""
    told = (m["credit"] for c in seen.captions for p in layout.credit if (m := p.match(c)))
    return parts.credit or next(told, None)


def canonical_url(seen: Seen) -> str | None:
    """The address a page gives itself, if it is one of the web."""
    url = (seen.canonical or "").strip()
    return url if re.match(r"https?://\S+$", url) else None


def language_of(text: str) -> str:
    """ISO 639-1 code; `und` when there are too few letters to tell."""
    if sum(map(str.isalpha, text[:1000])) < LETTERS_TO_TELL:
        return "und"
    return str(_guesser().classify(text[:5000])[0])


@cache
def _guesser():  # type: ignore[no-untyped-def]
    # imported here: its model takes a second to load, and a run that reads nothing should not wait for it
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    guesser = LanguageIdentifier.from_model_file(MODEL_FILE)
    guesser.set_languages(TOLD_APART)
    return guesser


def folded(text: str | None) -> str:
    """For comparing titles: NFC, case and white space folded."""
    return " ".join(unicodedata.normalize("NFC", text or "").casefold().split())
