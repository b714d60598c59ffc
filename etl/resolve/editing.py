"""What a person may write anew in a fact, and what is allowed there: what the model and the reference tables list."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, get_args, get_type_hints

from etl.errors import InputError
from etl.model import MeetingReported, MembershipReported, OccupancyReported, ParticipantReported, Quotation

Row = dict[str, Any]


@dataclass(frozen=True)
class Listed:
    """The names there are. Of persons also those that articles name and no table does, where they were looked up."""

    persons: frozenset[str]
    organizations: frozenset[str]
    countries: Mapping[str, str]  # ISO code → name
    places: frozenset[str]
    positions: frozenset[str]
    actions: frozenset[str]


Reader = Callable[[str, Listed, Row], Any]


def new_values(fact: str, told: Mapping[str, str], row: Row, listed: Listed) -> Row:
    """The columns to write anew, from `column=value` as typed; `InputError` says what is allowed instead."""
    if not told:
        raise InputError("say what is right: --set column=value")
    readers = EDITABLE.get(fact, {})
    written: Row = {}
    for column, text in told.items():
        if column not in readers:
            allowed = ", ".join(readers) or "nothing; it can only be correct or wrong"
            raise InputError(f"{column!r} cannot be edited here; of {fact} can be: {allowed}")
        read = readers[column](text.strip(), listed, row)
        written |= read if isinstance(read, dict) else {column: read}
    written = {name: value for name, value in written.items() if row.get(name) != value}
    if not written:
        raise InputError("that is what was read; if it is right, say correct")
    if wrong := disorder({**row, **written}):
        raise InputError(wrong)
    return written


def disorder(row: Row) -> str | None:
    """Why a row's days contradict each other, if they do."""
    for first, last in (
        ("held_from", "held_until"),
        ("due_from", "due_until"),
        ("done_from", "done_until"),
        ("date_from", "date_until"),
    ):
        if row.get(first) and row.get(last) and row[first] > row[last]:
            return f"{first} ({row[first]}) would lie after {last} ({row[last]})"
    return None


def refused(fact: str, written: Row, row: Row, listed: Listed) -> str | None:
    """Why values that were allowed once are not any more, if so; the lists may have changed since."""
    for column, value in written.items():
        reader = EDITABLE[fact].get(column)
        if reader is None or value is None:
            continue
        try:
            reader(";".join(value) if isinstance(value, list) else str(value), listed, row)
        except InputError as error:
            return str(error)
    return disorder({**row, **written})


# --- readers: a typed text → what the column holds -------------------------------------------------------------------


def _listed(names: str, what: str) -> Reader:
    def read(text: str, listed: Listed, row: Row) -> str:
        if text not in getattr(listed, names):
            raise InputError(f"{text!r} is no {what} that seeds/tables lists")
        return text

    return read


def _person(text: str, listed: Listed, row: Row) -> str:
    if text not in listed.persons:
        raise InputError(f"no table lists a person {text!r}, and no article names one; add a row to persons.csv first")
    return text


_organization = _listed("organizations", "organization")


def _country(text: str, listed: Listed, row: Row) -> str:
    """The ISO code, from the code or the name."""
    codes = {name: code for code, name in listed.countries.items()}
    code = codes.get(text, text)
    if code not in listed.countries:
        raise InputError(f"{text!r} is no ISO code of a country that seeds/tables lists (as KZ)")
    return code


def _body(text: str, listed: Listed, row: Row) -> str:
    if text in listed.organizations:
        return text
    try:
        return _country(text, listed, row)
    except InputError:
        raise InputError(f"{text!r} is neither a listed organization nor an ISO code of a listed country") from None


def _actor(text: str, listed: Listed, row: Row) -> str:
    return text if text in listed.persons else _body(text, listed, row)


def _actors(text: str, listed: Listed, row: Row) -> list[str]:
    names = [_actor(name.strip(), listed, row) for name in text.split(";") if name.strip()]
    if not names:
        raise InputError("name at least one actor; several are parted by ;")
    return names


def _participant(text: str, listed: Listed, row: Row) -> str:
    readers: dict[str, Reader] = {"person": _person, "organization": _organization, "country": _country}
    return str(readers[row["kind"]](text, listed, row))


def _named(text: str, listed: Listed, row: Row) -> str | Row:
    """A mention's name; whatever else the mention says goes with it."""
    if row["kind"] == "person":
        return _person(text, listed, row)
    if row["kind"] == "organization":
        return {"name": _organization(text, listed, row), "organ": None}
    if row["kind"] == "place":
        return str(_listed("places", "place")(text, listed, row))
    if row["kind"] == "country":
        code = _country(text, listed, row)
        return {"name": listed.countries[code], "value": code}
    if row["kind"] == "date":
        first, last = _days(text)
        return {"name": text, "value": text, "date_from": first.isoformat(), "date_until": last.isoformat()}
    raise InputError(f"the name of a {row['kind']} cannot be edited")


def _days(text: str) -> tuple[date, date]:
    """First and last day of 2022, 2022-05 or 2022-05-18."""
    try:
        if not re.fullmatch(r"\d{4}(-\d\d){0,2}", text):
            raise ValueError
        year, month, day = (*map(int, text.split("-")), 0, 0)[:3]
        first = date(year, month or 1, day or 1)
        return first, first if day else date(year, month or 12, calendar.monthrange(year, month or 12)[1])
    except ValueError:
        raise InputError(f"{text!r} is no day, month or year; write 2022-05-18, 2022-05 or 2022") from None


def _day(text: str, listed: Listed, row: Row) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise InputError(f"{text!r} is no day; write it as 2026-01-31") from None


def _number(text: str, listed: Listed, row: Row) -> int:
    if not text.isdecimal() or not 0 < int(text) < 1000:
        raise InputError(f"{text!r} is no ordinal; write 19 for the 19th")
    return int(text)


def _text(text: str, listed: Listed, row: Row) -> str:
    if not text or not text.isprintable() or len(text) > 300:
        raise InputError("the text is empty, longer than 300 characters, or holds what cannot be printed")
    return text


def _one_of(record: type[Any], column: str) -> Reader:
    """One of the words that the model allows in this column."""
    allowed = get_args(get_type_hints(record)[column])

    def read(text: str, listed: Listed, row: Row) -> str:
        if text not in allowed:
            raise InputError(f"{text!r} is no {column} of a fact; allowed: {', '.join(allowed)}")
        return text

    return read


def _or_nothing(read: Reader) -> Reader:
    """Empty where it is not known."""
    return lambda text, listed, row: read(text, listed, row) if text else None


_position = _listed("positions", "office")
EDITABLE: dict[str, dict[str, Reader]] = {
    "mentions": {"name": _named},
    "occupancies_reported": {
        "person": _person,
        "position": _position,
        "body": _or_nothing(_body),
        "status": _one_of(OccupancyReported, "status"),
        "as_of": _or_nothing(_day),
    },
    "meeting_articles": {
        "kind": _one_of(MeetingReported, "kind"),
        "status_told": _one_of(MeetingReported, "status_told"),
        "title": _or_nothing(_text),
        "ordinal": _or_nothing(_number),
        "body": _or_nothing(_organization),
        "place": _or_nothing(_listed("places", "place")),
        "country": _or_nothing(_country),
        "held_from": _or_nothing(_day),
        "held_until": _or_nothing(_day),
    },
    "meeting_participants": {
        "participant": _participant,
        "role": _one_of(ParticipantReported, "role"),
        "on_behalf_of": _or_nothing(_body),
    },
    "quotations": {
        "kind": _one_of(Quotation, "kind"),
        "speaker": _or_nothing(_person),
        "speaker_position": _or_nothing(_position),
        "said_on": _or_nothing(_day),
    },
    "memberships_reported": {
        "organization": _organization,
        "member": _body,
        "status": _one_of(MembershipReported, "status"),
        "as_of": _or_nothing(_day),
    },
    "commitments_reported": {
        "actors": _actors,
        "action": _listed("actions", "act"),
        "instrument": _or_nothing(_text),
        "due_from": _or_nothing(_day),
        "due_until": _or_nothing(_day),
    },
    "acts_reported": {
        "actors": _actors,
        "action": _listed("actions", "act"),
        "instrument": _or_nothing(_text),
        "done_from": _or_nothing(_day),
        "done_until": _or_nothing(_day),
    },
}
