"""One meeting from the tellings of many articles: what makes two tellings one, what keeps them apart, its status."""

from __future__ import annotations

import random
from datetime import date, timedelta
from itertools import combinations
from typing import Any

import pytest

from etl.resolve.meetings import Told, contradict, keys, resolve, status

BODIES, PLACES = ("OVKS", "SOZ", None), (("Minsk", "BY"), ("Moskau", "RU"), (None, "BY"), (None, None))
NAMES = ("Anna Berg", "Bert Cohn", "Cora Dahl", "Dirk Ernst")


def told(name: str, **fields: Any) -> Told:
    """A session of the OVKS heads on 8 June 2023, told by an article of its own, unless said otherwise."""
    days = fields.pop("days", ("2023-06-08", "2023-06-08"))
    begins, ends = (date.fromisoformat(day) for day in days) if days else (None, None)
    known = date.fromisoformat(fields.pop("known", "2023-06-09"))
    plain: dict[str, Any] = {
        "telling_id": name, "article_id": f"article {name}", "known_on": known, "char_start": 0, "kind": "session",
        "status": "held", "title": None, "ordinal": None, "body": "OVKS", "place": None, "country": None,
        "held_from": begins, "held_until": ends, "dated_by": "text" if days else None,
    }  # fmt: skip
    return Told(**plain | fields)


def together(*tellings: Told, **more: Any) -> list[set[str]]:
    """Which tellings are of one meeting, the same whatever their order."""
    found: dict[str, set[str]] = {}
    for link in resolve(tellings, **more)[1]:
        found.setdefault(link.meeting_id, set()).add(link.telling_id)
    for order in (tellings[::-1], random.Random(1).sample(tellings, len(tellings))):
        assert sorted(map(repr, resolve(order, **more)[1])) == sorted(map(repr, resolve(tellings, **more)[1]))
    return sorted(found.values(), key=sorted)


PAIR = {"kind": "bilateral", "body": None, "present": NAMES[:2]}
VISIT = {"kind": "visit", "body": None, "present": NAMES[:1], "country": "BY"}
MONTH = ("2023-06-01", "2023-06-30")
ONE = [
    ("body and day", {}, {}),
    ("summit and session", {"kind": "summit"}, {}),
    ("a meeting may be a summit", {"kind": "summit"}, {"kind": "meeting"}),
    ("a place told once", {"place": "Minsk", "country": "BY"}, {}),
    ("place and its country", {"place": "Minsk", "country": "BY"}, {"country": "BY"}),
    ("a day of two", {"days": ("2023-06-08", "2023-06-09")}, {}),
    ("a month with who meets", {"days": MONTH, "status": "planned", "levels": ("heads",)}, {"levels": ("heads",)}),
    ("a month with the country", {"days": MONTH, "country": "BY"}, {"country": "BY"}),
    ("an ordinal, moved", {"ordinal": 9, "days": ("2023-05-01", "2023-05-01"), "status": "planned"}, {"ordinal": 9}),
    ("an ordinal without a day", {"ordinal": 9, "days": None}, {"ordinal": 9}),
    ("two persons", PAIR, PAIR),
    ("two persons and one told more", PAIR, PAIR | {"kind": "meeting", "place": "Minsk", "country": "BY"}),
    ("a visitor and a country", VISIT | {"days": MONTH, "status": "planned"}, VISIT),
    (
        "one absent from both",
        {"body": None, "country": "BY", "absent": NAMES[:1]},
        {"country": "BY", "absent": NAMES[:1]},
    ),
]
TWO = [
    ("another body", {}, {"body": "SOZ"}),
    ("another place", {"place": "Minsk", "country": "BY"}, {"place": "Moskau", "country": "RU"}),
    ("another country", {"country": "BY"}, {"country": "RU"}),
    ("others who meet", {"levels": ("heads",)}, {"levels": ("foreign",)}),
    ("another day", {}, {"days": ("2023-06-09", "2023-06-09")}),
    ("another ordinal", {"ordinal": 9}, {"ordinal": 10}),
    ("an ordinal held twice", {"ordinal": 9, "days": ("2023-05-01", "2023-05-01")}, {"ordinal": 9}),
    ("an ordinal of years ago", {"ordinal": 9, "days": ("2021-05-01",) * 2, "status": "planned"}, {"ordinal": 9}),
    ("a month and a body alone", {"days": MONTH}, {}),
    ("a year", {"days": ("2023-01-01", "2023-12-31"), "levels": ("heads",)}, {"levels": ("heads",)}),
    ("no day", {"days": None, "place": "Minsk", "country": "BY"}, {"place": "Minsk", "country": "BY"}),
    ("no day, two persons", PAIR | {"days": None}, PAIR | {"days": None}),
    ("one person", PAIR, PAIR | {"present": NAMES[1:3]}),
    ("a visit and a talk", VISIT, PAIR | {"country": "BY"}),
    ("a visitor elsewhere", VISIT, VISIT | {"country": "RU"}),
    ("a call and a talk", PAIR, PAIR | {"kind": "call"}),
    ("consultations and a conference", {"kind": "consultations"}, {"kind": "conference"}),
    ("there and absent", {"body": None, "country": "BY", "absent": NAMES[:1]}, {"country": "BY", "present": NAMES[:1]}),
    ("one article", {"article_id": "one"}, {"article_id": "one"}),
]  # fmt: skip


@pytest.mark.parametrize(("a", "b"), [(a, b) for _, a, b in ONE], ids=[why for why, *_ in ONE])
def test_one_meeting(a: dict[str, Any], b: dict[str, Any]) -> None:
    assert together(told("a", **a), told("b", **b)) == [{"a", "b"}]
    assert {key.key for key in keys(told("a", **a))} & {key.key for key in keys(told("b", **b))}


@pytest.mark.parametrize(("a", "b"), [(a, b) for _, a, b in TWO], ids=[why for why, *_ in TWO])
def test_two_meetings(a: dict[str, Any], b: dict[str, Any]) -> None:
    assert together(told("a", **a), told("b", **b)) == [{"a"}, {"b"}]


def test_a_shared_surname_is_nobody() -> None:
    one, other = PAIR | {"present": ("Anna Berg", "Bert Cohn")}, PAIR | {"present": ("Ines Berg", "Bert Cohn")}
    assert together(told("a", **one), told("b", **other)) == [{"a"}, {"b"}]


def test_what_may_be_either_is_neither_until_more_articles_tell_of_one() -> None:
    minsk, moscow = {"place": "Minsk", "country": "BY"}, {"place": "Moskau", "country": "RU"}
    either = [told("a", **minsk), told("b", **moscow), told("c")]
    assert together(*either) == [{"a"}, {"b"}, {"c"}]
    assert together(*either, told("d", **minsk)) == [{"a", "c", "d"}, {"b"}]


def test_a_month_with_two_meetings_is_neither() -> None:
    month = told("a", days=MONTH, status="planned", levels=("heads",))
    days = [told(d, days=(f"2023-06-{d}",) * 2, levels=("heads",)) for d in ("08", "20")]
    assert together(month, *days) == [{"08"}, {"20"}, {"a"}]


def test_days_do_not_chain_over_time() -> None:
    """Each pair of days overlaps the next; a day follows only days that hold it, so the chain breaks."""
    pairs = [told(f"{d:02}", days=(f"2023-06-{d:02}", f"2023-06-{d + 1:02}")) for d in range(1, 20)]
    assert together(*pairs) == [{told.telling_id} for told in pairs]


def test_a_component_that_contradicts_itself_is_parted() -> None:
    whole = told("a", days=("2023-06-08", "2023-06-10"), country="BY")
    parts = [told("b", country="BY", levels=("heads",)), told("c", country="BY", levels=("foreign",))]
    assert together(whole, *parts) == [{"a", "b"}, {"c"}]


def test_copies_tell_of_one_meeting_without_a_day() -> None:
    a, b = told("a", **PAIR | {"days": None}), told("b", **PAIR | {"days": None})
    assert together(a, b, copies=[("article a", "article b")]) == [{"a", "b"}]
    other = told("b", **PAIR | {"days": None, "present": NAMES[2:]})
    assert together(a, other, copies=[("article a", "article b")]) == [{"a"}, {"b"}]


def test_a_person_decides_what_is_the_same_and_what_is_not() -> None:
    a, b, c = told("a"), told("b", days=("2023-06-20", "2023-06-20")), told("c")
    assert together(a, b, c) == [{"a", "c"}, {"b"}]
    assert together(a, b, c, same=[("a", "b")]) == [{"a", "b", "c"}]
    assert together(a, b, c, not_same=[("c", "a")]) == [{"a"}, {"b"}, {"c"}]


def test_the_id_stays_when_later_articles_join() -> None:
    first, second = told("z", known="2023-05-01", status="planned"), told("a", known="2023-06-09")
    assert [m.meeting_id for m in resolve([first])[0]] == [m.meeting_id for m in resolve([first, second])[0]] == ["z"]


def test_days_come_from_who_tells_them_best() -> None:
    planned = told("a", known="2023-05-01", status="planned", days=MONTH, country="BY")
    day, days = told("b", country="BY"), told("c", days=("2023-06-07", "2023-06-08"), country="BY")
    [meeting] = resolve([planned, day, days])[0]
    assert (meeting.held_from, meeting.held_until) == (date(2023, 6, 7), date(2023, 6, 8))
    assert (meeting.status, meeting.article_count) == ("held", 3)
    assert (meeting.first_told_on, meeting.last_told_on) == (date(2023, 5, 1), date(2023, 6, 9))


@pytest.mark.parametrize(
    ("words", "last"),
    [
        ("planned", "planned"),
        ("planned confirmed", "confirmed"),
        ("confirmed planned", "confirmed"),
        ("planned held", "held"),
        ("held planned", "held"),
        ("planned cancelled", "cancelled"),
        ("cancelled held", "held"),
        ("held cancelled", "cancelled"),
        ("cancelled planned", "planned"),
        ("unknown planned", "planned"),
        ("unknown", "unknown"),
    ],
)
def test_the_last_word_counts(words: str, last: str) -> None:
    days = [(date(2023, 1, 1) + timedelta(n), word) for n, word in enumerate(words.split())]
    assert status(days) == status(days[::-1]) == last


def made_up(chance: random.Random, number: int) -> Told:
    """Any telling, of few bodies, places, persons and days, so that many may be one."""
    place, country = chance.choice(PLACES)
    begins = date(2023, 6, 1) + timedelta(chance.randrange(12))
    length = chance.choice((0, 0, 0, 1, 2, 29))
    is_dated = chance.random() < 0.85
    return Told(
        telling_id=f"t{number:04}", article_id=f"a{number // 2:04}",
        known_on=date(2023, 6, 1) + timedelta(chance.randrange(30)), char_start=number, title=None,
        kind=chance.choice(("summit", "session", "meeting", "bilateral", "visit")),
        status=chance.choice(("planned", "held", "held", "cancelled")), ordinal=chance.choice((None, None, 9, 10)),
        body=chance.choice(BODIES), place=place, country=country, held_from=begins if is_dated else None,
        held_until=begins + timedelta(length) if is_dated else None, dated_by="text" if is_dated else None,
        levels=chance.choice(((), ("heads",), ("foreign",), ("foreign", "heads"))),
        present=tuple(chance.sample(NAMES, chance.randrange(4))),
    )  # fmt: skip


@pytest.mark.parametrize("seed", range(6))
def test_no_meeting_contradicts_itself(seed: int) -> None:
    chance = random.Random(seed)
    tellings = {t.telling_id: t for t in (made_up(chance, n) for n in range(200))}
    made, links = resolve(list(tellings.values()))
    assert sorted(link.telling_id for link in links) == sorted(tellings)
    parts: dict[str, list[Told]] = {}
    for link in links:
        parts.setdefault(link.meeting_id, []).append(tellings[link.telling_id])
    assert len(made) == len(parts) < len(tellings)
    for part in parts.values():
        assert not any(contradict(a.sign, b.sign) or a.article_id == b.article_id for a, b in combinations(part, 2))


def days_of(*tellings: Told) -> tuple[str, str | None]:
    """Status and first day of the one meeting they tell of."""
    [made], _ = resolve(tellings)
    return made.status, str(made.held_from) if made.held_from else None


def test_a_meeting_that_was_moved_has_its_new_day() -> None:
    nineteenth = {"ordinal": 19, "status": "planned"}
    then = told("a", **nineteenth, days=("2026-11-10", "2026-11-11"), known="2026-09-01")
    held = told("b", ordinal=19, days=("2026-11-27", "2026-11-27"), known="2026-11-28")
    assert days_of(then, held) == ("held", "2026-11-27")
    anew = [told(name, **nineteenth, days=("2026-11-27", "2026-11-27"), known=f"2026-10-0{name}") for name in "123"]
    assert days_of(then, *anew) == ("planned", "2026-11-27")
    off = told("c", **nineteenth | {"status": "cancelled"}, days=("2026-11-10", "2026-11-10"), known="2026-09-20")
    assert days_of(then, off) == ("cancelled", "2026-11-10")
    assert days_of(then, off, *anew) == ("planned", "2026-11-27")


def test_where_it_was_held_otherwise_most_articles_count() -> None:
    most = [told(name, days=("2023-06-08", "2023-06-09")) for name in "ab"]
    part = [told(name, days=("2023-06-08", "2023-06-08")) for name in "cde"]
    assert days_of(*most, *part) == ("held", "2023-06-08")
    [made], _ = resolve([*most, *part])
    assert str(made.held_until) == "2023-06-09", "all its days over one of them"
