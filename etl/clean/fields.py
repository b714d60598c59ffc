"""One function per field of an article, each with its order of preference."""

from __future__ import annotations

import calendar
import html
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from etl.clean import layout
from etl.clean.html import PUBLISHED_META, Said, one_line
from etl.clean.layout import Parts
from etl.clean.seen import Seen
from etl.model import Language, Layout, Source

MODIFIED_META = ("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "last-modified")
SHORTEST_TITLE = 10  # characters; a shorter heading names the outlet or a rubric
TITLE_PARTS = re.compile(r"\s+[|\-–—·•»]\s+|: ")
ISO_IN = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?")
PARTIAL = re.compile(r"(?P<year>(?:19|20)\d{2})(?:-(?P<month>0[1-9]|1[0-2]))?")
EPOCH = re.compile(r"(?P<seconds>[12]\d{9})(?:\d{3})?")
DAY_IN_ADDRESS = re.compile(r"/(?P<year>(?:19|20)\d{2})[/-](?P<month>\d{2})[/-](?P<day>\d{2})(?=[/._-]|$)")
QUOTE = r"(?:\\?[\"']|&quot;)"
PUBLISHED_IN_SCRIPTS = tuple(
    # begins with letters, so that a page is searched fast
    re.compile(rf"{name}{QUOTE}\s*:\s*{QUOTE}(?P<day>\d{{4}}[-./]\d{{2}}[-./]\d{{2}}[^\"'&]{{0,20}})")
    for name in ("datePublished", "publishdate", "publish_date", "published_at", "publishedAt", "pubDate", "deployDt")
)
DATE_LINE, BYLINE, JUST_A_DATE, TEXT_LINE = 60, 160, 30, 45  # characters of lines that may print a day
TOP_LINES = 13  # of a text, in which it may print its day
CREDIT_LABEL = re.compile(r"(?:[(\[]|\b\w+:|©)\s*$")  # what opens a credit behind a caption
ZONE = re.compile(r"([+-]\d{2})(\d{2})$")
CLOCK = r"(?:\D{1,12}(?P<time>\d{1,2}[:.]\d{2})\b)?"
DATES_IN_LINES = tuple(
    re.compile(pattern + CLOCK)
    for pattern in (
        r"\b(?P<day>\d{1,2})\. ?(?P<month>[^\W\d]{3,12})\.? (?P<year>(?:19|20)\d{2})",
        r"\b(?P<day>\d{1,2}) (?:de )?(?P<month>[^\W\d]{3,12})\.?,? (?:de )?(?P<year>(?:19|20)\d{2})",
        r"\b(?P<month>[^\W\d]{3,12})\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?,? (?P<year>(?:19|20)\d{2})",
        r"\b(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>(?:19|20)\d{2})",
        r"\b(?P<year>(?:19|20)\d{2})[-/](?P<month>\d{2})[-/](?P<day>\d{2})",
    )
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
LETTERS_TO_TELL, ENOUGH_TO_TELL = 20, 500
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


def title(seen: Seen) -> str | None:
    """What an HTML page calls itself: selector, the only <h1>, JSON-LD, OpenGraph, first <h1>, <title>; empty when it
    says nothing.

    JSON-LD comes before an <h1> that says the same with a kicker before it, or without the marks between its parts.
    None for a text file, whose layout tells which line is the title.
    """
    if not seen.is_html:
        return None
    said = seen.said
    only = [h for h in said.headings if len(said.headings) == 1 and len(h) >= SHORTEST_TITLE]
    headline = said.linked_data.get("headline")
    if only and isinstance(headline, str) and _letters(headline) and _letters(only[0]).endswith(_letters(headline)):
        only = [headline]
    told = [*seen.picked.get("title", ())[:1], *only, headline, said.meta.get("og:title")]
    told += [said.meta.get("twitter:title"), *said.headings[:1], said.window_title]
    found = next((t for t in told if isinstance(t, str) and t.strip()), "")
    return _without_outlet(one_line(html.unescape(found)), said)


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", html.unescape(text)).casefold()


def _without_outlet(found: str, said: Said) -> str:
    """A title without the outlet's name behind it ("… | Outlet"), where the page tells that name or its host has it."""
    head, mark, tail = (parts := TITLE_PARTS.split(found))[0], len(parts), parts[-1]
    name = folded(said.meta.get("og:site_name"))
    if mark > 1 and head and (folded(tail) == name or _is_host(tail, said.canonical)):
        return found[: -len(tail)].rstrip(" |-–—·•:»")
    return found


def _is_host(name: str, url: str | None) -> bool:
    letters = re.sub(r"\W+", "", name).casefold()
    host = re.sub(r"\W+", "", (url or "").split("/")[2] if (url or "").count("/") > 2 else "").casefold()
    return len(letters) > 2 and letters in host


def published(seen: Seen, parts: Parts, url: str | None, months: dict[str, int], told: datetime | None) -> Published:
    """Selector, linked data, meta tags, the layout's line, near the headline, <time>, the address, what the feed told.

    A time without a zone gets the source's. `months` are names of months of any language, folded.
    """
    source, said = seen.source, seen.said
    for text in seen.picked.get("published", ())[:1]:
        if found := _from_text(text, seen, months, "selector"):
            return found
    texts: list[tuple[str, Any]] = [("json-ld", said.linked_data.get("datePublished")), ("json-ld", said.published)]
    texts += [(f"meta {name}", said.meta.get(name)) for name in PUBLISHED_META]
    for rule, told_text in texts:
        if isinstance(told_text, str) and (found := _from_text(told_text, seen, months, rule)):
            return found
    line = parts.published or (layout.head_of(seen.shown, seen.layout)[1] if _has_own_lines(seen) else None)
    if line and (found := _from_line(line, source, months)):
        return found
    if not seen.is_html:
        # "Stand: 11.01.2022 14:12 Uhr" in a text of no known layout
        top = [line.text for line in seen.lines if line.text][:TOP_LINES]
        in_line = None if told or seen.source.source != "generic" else _first_date(top, seen, months, TEXT_LINE)
        return in_line or (Published(at=told, rule="told by the feed") if told else Published())
    return (
        _in_script(seen, months)
        or _at_title(seen, parts, months, DATE_LINE, above=4, below=13)
        or next((f for text in said.moments if (f := _from_iso(text, source, "time element"))), None)
        or _from_address(url)
        or (Published(at=told, rule="told by the feed") if told else None)
        or _at_title(seen, parts, months, BYLINE, above=6, below=25)
        or _first_date(seen.shown, seen, months, JUST_A_DATE)
        or Published()
    )


def modified(seen: Seen, months: dict[str, int], after: Published, fetched_at: datetime) -> datetime | None:
    """Selector, linked data, meta tags; only a moment with a zone, after publication and not after fetching."""
    told = [*seen.picked.get("modified", ())[:1], seen.said.linked_data.get("dateModified")]
    told += [seen.said.meta.get(name) for name in MODIFIED_META]
    for text in told:
        found = _from_text(text, seen, months, "modified") if isinstance(text, str) and text else None
        found = plausible(found, fetched_at) if found else None
        if found and found.at and (after.at is None or found.at > after.at):
            return found.at
    return None


def _has_own_lines(seen: Seen) -> bool:
    return seen.is_html and seen.source.source != "generic"


def _from_text(text: str, seen: Seen, months: dict[str, int], rule: str) -> Published | None:
    """A date as machines write it, else as the layout's lines or any page write it."""
    if found := _from_iso(text, seen.source, rule):
        return found
    match = layout.matching(seen.layout.published, text) or _date_in(text, months)
    return _from_line(match, seen.source, months, rule) if match else None


def _from_iso(text: str, source: Source, rule: str) -> Published | None:
    text = text.strip()
    if match := EPOCH.fullmatch(text):
        return Published(at=datetime.fromtimestamp(int(match["seconds"]), UTC), rule=rule)
    if match := PARTIAL.fullmatch(text):
        first, last = (int(match["month"] or month) for month in (1, 12))
        year = int(match["year"])
        until = date(year, last, calendar.monthrange(year, last)[1])
        return Published(earliest=date(year, first, 1), latest=until, rule=f"{rule}, without a day")
    if match := ISO_IN.search(text):
        written = ZONE.sub(r"\1:\2", match.group())
        try:
            moment = datetime.fromisoformat(written)
        except ValueError:
            return None
        return _moment(moment, source, rule, has_time=len(written) > 10)
    return None


def _from_line(
    match: re.Match[str], source: Source, months: dict[str, int], rule: str = "line on the page"
) -> Published | None:
    groups = match.groupdict()
    month = groups["month"]
    number = int(month) if month.isdecimal() else months.get(month.casefold())
    if not number:
        return None
    hour, minute = (int(part) for part in re.split("[:.]", groups.get("time") or "0:0"))
    try:
        moment = datetime(int(groups["year"]), number, int(groups["day"]), hour, minute)  # noqa: DTZ001 - zone below
    except ValueError:
        return None
    return _moment(moment, source, rule, has_time=bool(groups.get("time")))


def _in_script(seen: Seen, months: dict[str, int]) -> Published | None:
    """What a script of the page holds under a name that can mean nothing else; linked data is often broken."""
    match = next((m for p in PUBLISHED_IN_SCRIPTS if (m := p.search(seen.page))), None)
    return _from_text(match["day"].replace(".", "-", 2), seen, months, "script on the page") if match else None


def _at_title(
    seen: Seen, parts: Parts, months: dict[str, int], longest: int, above: int, below: int
) -> Published | None:
    """A date in a line of at most that length, nearest to the headline; the headline's own dates are its topic."""
    wanted = {folded(text) for text in (parts.title, *seen.said.headings) if text}
    at = next((i for i, text in enumerate(seen.shown) if folded(text) in wanted), None)
    if at is None:
        return None
    near = sorted(range(max(0, at - above), min(len(seen.shown), at + below)), key=lambda i: (abs(i - at), i))
    return _first_date((seen.shown[i] for i in near if folded(seen.shown[i]) not in wanted), seen, months, longest)


def _first_date(texts: Iterable[str], seen: Seen, months: dict[str, int], longest: int) -> Published | None:
    for text in texts:
        match = _date_in(text, months) if len(text) <= longest else None
        found = _from_line(match, seen.source, months) if match else None
        if match and found and len(text) - len(match.group()) <= longest / 2:
            return found
    return None


def _date_in(text: str, months: dict[str, int]) -> re.Match[str] | None:
    found = (m for p in DATES_IN_LINES for m in p.finditer(text))
    return next((m for m in found if m["month"].isdecimal() or m["month"].casefold() in months), None)


def _from_address(url: str | None) -> Published | None:
    """The day in an address like /2023/04/28/."""
    if match := DAY_IN_ADDRESS.search(url or ""):
        try:
            day = date(int(match["year"]), int(match["month"]), int(match["day"]))
        except ValueError:
            return None
        return Published(earliest=day, latest=day, rule="address, without a time of day")
    return None


def _moment(moment: datetime, source: Source, rule: str, has_time: bool) -> Published:
    """A moment needs a time of day and a zone; with less, only the day it lies in is known."""
    if has_time and moment.tzinfo is None and source.time_zone:
        moment = moment.replace(tzinfo=ZoneInfo(source.time_zone))
        rule += f", time zone of the source ({source.time_zone})"
    if has_time and moment.tzinfo is not None:
        return Published(at=moment, rule=rule)
    why = "without a time zone" if has_time else "without a time of day"
    return Published(earliest=moment.date(), latest=moment.date(), rule=f"{rule}, {why}")


def day_of(published: Published, source: Source, url: str | None) -> date | None:
    """The day of a moment as the source's readers saw it: in its time zone, else as its address says, else as stamped.

    Many outlets stamp in UTC and file by their own day; an address a day off can only be that.
    """
    if published.at is None:
        return None
    if source.time_zone:
        return published.at.astimezone(ZoneInfo(source.time_zone)).date()
    filed = _from_address(url)
    stamped = published.at.date()
    if filed and filed.earliest and not published.at.utcoffset() and abs((filed.earliest - stamped).days) == 1:
        return filed.earliest
    return stamped


def plausible(published: Published, fetched_at: datetime) -> Published:
    """A page that says it was published after it was fetched, or before there was a web, says nothing."""
    day = published.at.date() if published.at else published.earliest
    if day is None or FIRST_PAGES <= day <= (fetched_at + AHEAD).date():
        return published
    return Published(rule=f"not used: {published.rule} says {day}")


def section(seen: Seen, parts: Parts) -> str | None:
    """The rubric: selector, as the layout shows it, else from the page's metadata."""
    of_lines = seen.is_html and not parts.section and seen.layout.section != "none"
    shown = layout.head_of(seen.shown, seen.layout)[0] if of_lines else None
    told: list[Any] = [*seen.picked.get("section", ())[:1], parts.section, shown]
    told += [seen.said.linked_data.get("articleSection"), seen.said.meta.get("article:section")]
    flat = [t[0] if isinstance(t, list) and t else t for t in told]
    return next((text for t in flat if isinstance(t, str) and (text := one_line(t))), None)


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


def image_credit(seen: Seen, parts: Parts) -> str | None:
    """Selector; the credit line of the text by the layout; the part of the first caption that is one."""
    shown = (m["credit"] for c in seen.captions for p in seen.layout.credit if (m := p.search(c)))
    picked = (_without_label(text, seen.layout) for text in seen.picked.get("credit", ()))
    return next(picked, None) or parts.credit or next(shown, None)


def image_caption(seen: Seen, in_body: str | None) -> str | None:
    """Selector, the caption the text shows, the page's first <figcaption>; without the credit it ends with."""
    told = [*seen.picked.get("caption", ())[:1], in_body, *seen.captions[:1]]
    found = next((t for t in told if t), None)
    if found is None:
        return None
    for credit in seen.picked.get("credit", ()):
        found = found.replace(credit, " ")
    if match := next((m for p in seen.layout.credit if (m := p.search(found))), None):
        found = CREDIT_LABEL.sub("", found[: match.start("credit")]) + found[match.end("credit") :].lstrip(")] ")
    return " ".join(found.split()).strip(" |") or None


def _without_label(text: str, form: Layout) -> str:
    match = layout.matching(form.credit, text)
    return match["credit"] if match else text


def canonical_url(seen: Seen, fetched_from: str | None) -> str | None:
    """The address a page gives itself, if it is one of the web; else the one it was fetched from."""
    for url in (seen.said.canonical, fetched_from):
        if url and re.match(r"https?://[^\s/]+/\S*$", url.strip()):
            return url.strip()
    return None


def language_of(text: str) -> str:
    """ISO 639-1 code; `und` when there are too few letters to tell."""
    if sum(map(str.isalpha, text[:1000])) < LETTERS_TO_TELL:
        return "und"
    return str(_guesser().classify(text[:ENOUGH_TO_TELL])[0])


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
