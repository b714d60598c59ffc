"""Reads seeds/: sources, languages, rules and reference tables. Every mistake in a file is a `SeedError` naming it."""

from __future__ import annotations

import calendar
import csv
import hashlib
import re
import tomllib
from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import soupsieve
from cssselect import SelectorError
from lxml import etree
from lxml.cssselect import CSSSelector

from etl.errors import SeedError
from etl.model import Form, Furniture, Language, Layout, Manners, OfficeHolder, Rule, Source, Way
from etl.settings import PROJECT, SEEDS

TITLES = ("first_line", "after_published")
# what a layout may have selectors for; body: all nodes found, lead: above them, drop: nodes in them that are no article
SELECTED = (
    "body", "lead", "drop", "title", "published", "modified", "author", "section", "caption", "credit", "related"
)  # fmt: skip
NO_ARTICLE = ("error", "paywall", "script")
SECTIONS = ("before_published", "in_published", "none")
WAYS = ("feed", "sitemap", "listing", "addresses", "folder", "archive")
MOST_ADDRESSES = 500  # asked for in one run, unless the way says otherwise
RULE_KEYS = {"id", "language", "means", "pattern", "match", "no_match"}


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SeedError(f"{path.relative_to(SEEDS)}: {error}") from error


def _lines(patterns: list[str], where: str, whole: bool = True) -> tuple[re.Pattern[str], ...]:
    try:
        return tuple(re.compile(rf"\A(?:{p})\Z" if whole else p) for p in patterns)
    except re.error as error:
        raise SeedError(f"{where}: {error.pattern!r}: {error}") from error


# --- sources and languages --------------------------------------------------------------------------------------------


@cache
def sources() -> dict[str, Source]:
    """All sources by id, in the order of their names; `generic` is among them."""
    found = {}
    for path in sorted((SEEDS / "sources").glob("*.toml")):
        source = _source(_toml(path), path.name)
        if source.source != path.stem:
            raise SeedError(f"sources/{path.name}: names itself {source.source!r}; file and source must have one name")
        found[source.source] = source
    return found


def _source(data: dict[str, Any], where: str) -> Source:
    try:
        zone = data.get("time_zone")
        if zone:
            ZoneInfo(zone)
        low, high = data["expect"]["articles_per_month"]
        return Source(
            source=data["source"],
            name=data["name"],
            language=data["language"],
            time_zone=zone,
            agency=data.get("agency"),
            hosts=tuple(data["hosts"]),
            inbox=data.get("inbox"),
            expect=(low, high),
            layouts=tuple(_layout(layout, where) for layout in data["layout"]),
            paths=_lines(data.get("paths", []), f"sources/{where}", whole=False),
            ways=tuple(_way(way, where) for way in data.get("find", [])),
            manners=_manners(data.get("manners", {})),
        )
    except KeyError as error:
        raise SeedError(f"sources/{where}: lacks {error.args[0]}") from error
    except (ValueError, TypeError) as error:
        raise SeedError(f"sources/{where}: {error}") from error


def _layout(data: dict[str, Any], where: str) -> Layout:
    def lines(key: str, whole: bool = True) -> tuple[re.Pattern[str], ...]:
        return _lines(data.get(key, []), f"sources/{where}", whole)

    unknown = data.keys() - {field.name for field in fields(Layout)}
    if unknown:
        raise ValueError(f"layout {data['layout']}: unknown {', '.join(sorted(unknown))}")
    for key, known in (("title", TITLES), ("section", SECTIONS)):
        if data[key] not in known:
            raise ValueError(f"layout {data['layout']}: {key} is one of {', '.join(known)}, not {data[key]!r}")
    selectors = data.get("selectors", {})
    if strange := selectors.keys() - set(SELECTED):
        raise ValueError(f"layout {data['layout']}: no selectors for {', '.join(sorted(strange))}")
    until = data.get("until")
    if until is not None and type(until) is not date:
        raise ValueError(f"layout {data['layout']}: until is a day like 2023-05-31, not {until!r}")
    return Layout(
        layout=data["layout"],
        recognise=lines("recognise"),
        head=lines("head"),
        published=lines("published"),
        title=data["title"],
        section=data["section"],
        foot=lines("foot"),
        drop=lines("drop"),
        credit=lines("credit"),
        related=lines("related", whole=False),
        until=until,
        selectors={key: tuple(_selector(one) for one in value) for key, value in selectors.items()},
    )


def _selector(text: str) -> str:
    try:
        CSSSelector(text, translator="html")
    except (SelectorError, etree.XPathError) as error:
        raise ValueError(f"selector {text!r}: {error}") from error
    return text


@cache
def furniture() -> Furniture:
    """What pages call the parts that are not their article."""
    data = _toml(SEEDS / "furniture.toml")

    def words(kind: str) -> str:
        # whole words of a name; "no-sidebar" and "with-sidebar" say something of the page, not of this part
        refused = "".join(rf"(?<!{word}[-_])" for word in ("no", "with", "has", "without", "hide"))
        found = "|".join(data["names"][kind])
        return f"(?:{found})" if kind == "article" else f"{refused}(?:^|(?<=[^a-z]))(?:{found})(?:$|[^a-z])"

    try:
        return Furniture(
            names={
                kind: re.compile(words(kind))
                for kind in ("furniture", "dialog", "linked", "picture", "article", "lead")
            },
            labels=re.compile(r"\W*(?:" + "|".join(p for found in data["labels"].values() for p in found) + ")", re.I),
            credits=re.compile("|".join(p for found in data["credits"].values() for p in found), re.I),
            no_article={kind: re.compile("|".join(data["no_article"][kind]), re.I) for kind in NO_ARTICLE},
        )
    except (KeyError, re.error) as error:
        raise SeedError(f"furniture.toml: {error}") from error


def _way(data: dict[str, Any], where: str) -> Way:
    """A way is known by its address: `url`, or `path` for what lies on this machine."""
    if data["way"] not in WAYS:
        raise ValueError(f"find: way is one of {', '.join(WAYS)}, not {data['way']!r}")
    for wrong in _wrong_with(data):
        raise ValueError(f"find {data['way']} {data.get('url') or data.get('path')}: {wrong}")
    return Way(
        way=data["way"],
        url=data.get("url"),
        path=data.get("path"),
        keep=_lines(data.get("keep", []), f"sources/{where}", whole=False),
        leave=_lines(data.get("leave", []), f"sources/{where}", whole=False),
        links=data.get("links", "a[href]"),
        next=data.get("next"),
        pages=tuple(data["pages"]) if "pages" in data else None,
        since_days=data.get("since_days"),
        most=data.get("most", MOST_ADDRESSES),
    )


def _wrong_with(data: dict[str, Any]) -> Iterator[str]:
    """What keys of a way do not go together, in words."""
    way, url, pages = data["way"], data.get("url") or "", data.get("pages")
    if unknown := data.keys() - {field.name for field in fields(Way)}:
        yield f"unknown {', '.join(sorted(unknown))}"
    if bool(url) == bool(data.get("path")) or (way == "folder" and url):
        yield f"needs {'path' if way == 'folder' else 'either url or path'}"
    if url and not re.match(r"https?://[^/\s]", url):
        yield "url must begin with http:// or https://"
    if way != "listing" and (alien := data.keys() & {"links", "next", "pages"}):
        yield f"{', '.join(sorted(alien))} is for listings"
    if way != "sitemap" and "since_days" in data:
        yield "since_days is for sitemaps"
    if bool(pages) != ("{page}" in url) or (pages and data.get("next")):
        yield "pages go with {page} in the url, and not with next"
    if pages and (len(pages) != 2 or pages[0] > pages[1]):
        yield "pages are two numbers, from first to last"
    if data.get("most", 1) < 1 or data.get("since_days", 1) < 1:
        yield "most and since_days are 1 or more"
    yield from (wrong for key in ("links", "next") if key in data for wrong in _wrong_selector(data[key]))


def _wrong_selector(text: str) -> Iterator[str]:
    try:
        soupsieve.compile(text)
    except soupsieve.SelectorSyntaxError as error:
        yield f"{text!r} is no selector: {str(error).splitlines()[0]}"


def _manners(data: dict[str, Any]) -> Manners:
    usual = Manners()
    for key, value in data.items():
        if not hasattr(usual, key):
            raise ValueError(f"manners: unknown {key}")
        wanted = type(getattr(usual, key))
        if isinstance(value, bool) != (wanted is bool) or not isinstance(value, int | wanted) or value < 0:
            raise ValueError(f"manners: {key} = {value!r} is not allowed")
    made = Manners(**data)
    if not 0 < made.timeout_seconds <= 600 or not made.delay_seconds <= 600:
        raise ValueError("manners: timeout_seconds lies above 0, it and delay_seconds not above 600")
    return made


@cache
def languages() -> dict[str, Language]:
    """All languages by ISO 639-1 code."""
    return {
        path.stem: _language(_toml(path), path.stem, f"languages/{path.name}")
        for path in sorted((SEEDS / "languages").glob("*.toml"))
    }


def _language(data: dict[str, Any], code: str, where: str) -> Language:
    try:
        return Language(
            language=code,
            months=data["months"],
            weekdays=data["weekdays"],
            words=data["words"],
            agency_phrases=_lines([p["pattern"] for p in data["agency_phrases"]], where, whole=False),
            datelines=_lines([p["pattern"] for p in data["datelines"]], where, whole=False),
        )
    except KeyError as error:
        raise SeedError(f"{where}: lacks {error.args[0]}") from error


# --- rules ------------------------------------------------------------------------------------------------------------


@cache
def rules() -> tuple[Rule, ...]:
    """All rules in the order of their files and lines; ids are unique and every rule has examples both ways."""
    found: dict[str, Rule] = {}
    for path in sorted((SEEDS / "rules").rglob("*.toml")):
        data, where = _toml(path), path.relative_to(SEEDS / "rules").as_posix()
        for entry in data["rule"]:
            rule = _rule(entry, data["kind"], where)
            if rule.rule in found:
                raise SeedError(f"rules/{where}: the id {rule.rule} is used twice")
            found[rule.rule] = rule
    return tuple(found.values())


def _rule(entry: dict[str, Any], kind: str, where: str) -> Rule:
    missing = {"id", "language", "means", "match", "no_match"} - entry.keys()
    if missing or not entry["match"] or not entry["no_match"]:
        raise SeedError(f"rules/{where}: {entry.get('id', 'a rule')} lacks {', '.join(sorted(missing)) or 'examples'}")
    return Rule(
        rule=entry["id"],
        kind=kind,
        language=entry["language"],
        means=entry["means"],
        pattern=entry.get("pattern"),
        options={key: value for key, value in entry.items() if key not in RULE_KEYS},
        match=tuple({"text": m} if isinstance(m, str) else m for m in entry["match"]),
        no_match=tuple(entry["no_match"]),
    )


# --- reference tables -------------------------------------------------------------------------------------------------


def rows(table: str) -> Iterator[dict[str, str]]:
    """The rows of seeds/tables/<table>.csv as text; an empty cell is an empty string."""
    with (SEEDS / "tables" / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines, strict=True)


def day(text: str, end: bool = False) -> date | None:
    """First day (or last, with `end`) of a partial ISO date; None for an empty one."""
    if not text:
        return None
    parts = [int(part) for part in text.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else (12 if end else 1)
    return date(year, month, parts[2] if len(parts) > 2 else (calendar.monthrange(year, month)[1] if end else 1))


@cache
def forms() -> tuple[Form, ...]:
    """All ways to write organizations, persons, countries, places and positions, from the *_forms tables."""
    persons = {row["person_id"]: row["person"] for row in rows("persons")}
    countries = {row["country"]: row["name"] for row in rows("countries")}
    found: list[Form] = []
    wholes = {row["organization"]: row["part_of"] for row in rows("organizations") if row["kind"] == "organ"}
    for row in rows("organization_forms"):
        whole = wholes.get(row["organization"])  # an organ is a name of the organization it belongs to
        organ = row["organization"] if whole else None
        name = whole or row["organization"]
        found.append(Form("organization", name, None, row["form"], row["kind"], language=row["language"], organ=organ))
    for row in rows("person_forms"):
        found.append(
            Form("person", persons[row["person_id"]], None, row["form"], row["kind"], language=row["language"])
        )
    for row in rows("country_forms"):
        country = countries[row["country"]], row["country"]
        found.append(Form("country", *country, row["form"], row["kind"], language=row["language"]))
    for row in rows("place_forms"):
        days = day(row["valid_from"]), day(row["valid_until"], end=True)
        found.append(Form("place", row["place"], None, row["form"], row["kind"], *days, row["language"]))
    bodies = {row["form"]: row["body"] for row in rows("position_bodies")}
    for row in rows("position_forms"):
        body = next((bodies[form] for form in bodies if row["form"].startswith(form)), None)
        found.append(Form("position", row["position"], body, row["form"], "name", language=row["language"]))
    for row in other_forms():
        value = row["name"] if row["what"] == "country" else None
        name = countries[row["name"]] if value else row["name"]
        found.append(Form(row["what"], name, value, row["form"], row["kind"], language=row["language"]))
    return tuple(form for form in found if form.form_kind != "wikidata")


def other_forms() -> Iterator[dict[str, str]]:
    """The rows of the tables that hold all forms of one language other than German."""
    for path in sorted((SEEDS / "tables").glob("forms_*.csv")):
        for row in rows(path.stem):
            yield row | {"language": path.stem.removeprefix("forms_")}


@cache
def office_holders() -> tuple[OfficeHolder, ...]:
    """The occupancies table with canonical names; a partial end reaches to its last day."""
    persons = {row["person_id"]: row["person"] for row in rows("persons")}
    return tuple(
        OfficeHolder(
            body=row["body"],
            position=row["position"],
            person=persons[row["person_id"]],
            status=row["status"],
            valid_from=day(row["valid_from"]),
            valid_until=day(row["valid_until"], end=True),
        )
        for row in rows("occupancies")
    )


@cache
def homes() -> dict[str, str]:
    """The country of each listed person."""
    return {row["person"]: row["country"] for row in rows("persons") if row["country"]}


@cache
def countries() -> dict[str, str]:
    """The country of each listed place."""
    return {row["place"]: row["country"] for row in rows("places") if row["country"]}


@cache
def blocs() -> frozenset[str]:
    """Organizations that states belong to and that meet."""
    return frozenset(
        row["organization"] for row in rows("organizations") if row["kind"] in ("bloc", "alliance", "union")
    )


@cache
def agencies() -> dict[str, str]:
    """Every written form of a news agency, folded, with its canonical name."""
    return {row["form"].casefold(): row["agency"] for row in rows("agencies")}


@cache
def agency_forms() -> tuple[Form, ...]:
    """All ways to write agencies and papers; `form_kind` tells which of the two it is."""
    return tuple(Form("agency", row["agency"], None, row["form"], row["kind"]) for row in rows("agencies"))


@cache
def given_names() -> frozenset[str]:
    """Given names that let a person nobody has listed yet be recognised beside a position."""
    return frozenset(row["given_name"] for row in rows("given_names"))


@cache
def ruleset() -> str:
    """Version of everything that decides what is read: seeds and the code of cleaners and taggers, 12 hex digits."""
    digest = hashlib.sha256()
    folders = [SEEDS / name for name in ("sources", "languages", "rules", "tables")]
    folders += [PROJECT / "etl" / name for name in ("clean", "tag")]
    files = {p for folder in folders for p in folder.rglob("*") if p.suffix in {".toml", ".csv", ".py"}}
    for path in sorted(files | {SEEDS / "furniture.toml"}):
        digest.update(f"{path.relative_to(PROJECT).as_posix()}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
