"""Rows of the reference tables, made of seeds/."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from typing import Any

from etl import seeds
from etl.model import Source

Row = dict[str, Any]


def tables() -> dict[str, list[Row]]:
    """Table name → its rows, keyed by column; an empty cell is None."""
    made: dict[str, Callable[[], Iterator[Row]]] = {
        "source": _sources,
        "rule": _rules,
        "organization": lambda: _plain("organizations"),
        "person": lambda: _plain("persons"),
        "country": lambda: _plain("countries"),
        "place": lambda: _plain("places"),
        "name_form": _name_forms,
        "occupancy": _occupancies,
        "membership": _memberships,
    }
    return {name: list(rows()) for name, rows in made.items()}


def _sources() -> Iterator[Row]:
    names = seeds.agencies()
    for s in seeds.sources().values():
        yield {
            "source": s.source,
            "name": s.name,
            "language": s.language,
            "time_zone": s.time_zone,
            "agency": s.agency,
            "cited_as": _cited_as(s, names),
            "expected_min": s.expect[0],
            "expected_max": s.expect[1],
        }


def _cited_as(source: Source, names: Mapping[str, str]) -> str:
    """The name under which others cite it: that of a listed medium with its agency, name or host, else its own name."""
    plain = re.sub(r" \(.*\)$", "", source.name)
    known = [source.agency or "", source.name, plain, *(host.removeprefix("www.") for host in source.hosts)]
    return next((names[form.casefold()] for form in known if form.casefold() in names), source.name)


def _rules() -> Iterator[Row]:
    for r in seeds.rules():
        yield {"rule": r.rule, "kind": r.kind, "language": r.language, "means": r.means}


def _plain(table: str) -> Iterator[Row]:
    """A table whose columns are the warehouse's, but for `source`, which is called `origin` there."""
    for row in seeds.rows(table):
        row["origin"] = row.pop("source")
        yield {key: value or None for key, value in row.items()}


def _name_forms() -> Iterator[Row]:
    forms = {(f.kind, f.name, f.form) for f in seeds.forms() if f.kind in ("person", "organization", "place")}
    for kind, name, form in sorted(forms):
        yield {"kind": kind, "name": name, "form": form}


def _occupancies() -> Iterator[Row]:
    persons = {row["person_id"]: row["person"] for row in seeds.rows("persons")}
    for row in seeds.rows("occupancies"):
        yield {
            "body": row["body"],
            "position": row["position"],
            "person": persons[row["person_id"]],
            "status": row["status"],
            "decided_on": row["decided_on"] or None,
            **_interval(row),
            "confidence": row["confidence"],
            "origin": row["source"] or None,
        }


def _memberships() -> Iterator[Row]:
    """A status that ends on the day the next one of the same member begins ends the day before."""
    rows = list(seeds.rows("memberships"))
    begins = {(r["organization"], r["member"], r["valid_from"]) for r in rows}
    for row in rows:
        interval = _interval(row)
        told_to_the_day = len(row["valid_until"]) == len("2025-09-01")
        if told_to_the_day and (row["organization"], row["member"], row["valid_until"]) in begins:
            interval["valid_until"] -= timedelta(days=1)
        yield {
            **{
                key: row[key] or None
                for key in ("organization", "member", "status", "status_name", "confidence", "note")
            },
            **interval,
            "origin": row["source"] or None,
        }


def _interval(row: dict[str, str]) -> Row:
    return {
        "valid_from": seeds.day(row["valid_from"]),
        "valid_until": seeds.day(row["valid_until"], end=True),
        "valid_from_text": row["valid_from"] or None,
        "valid_until_text": row["valid_until"] or None,
    }
