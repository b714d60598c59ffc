"""Offices without a name and "er": who is meant within the article, and who held it by the reference tables."""

from __future__ import annotations

from datetime import date

import pytest

from etl import tag
from etl.model import Facts
from tests.making import article, tag_seeds

READ_ON = date(2024, 7, 10)


def facts(text: str, day: date | None = READ_ON) -> Facts:
    return tag.facts(article(text, published_on=day), tag_seeds())


def alluded(text: str) -> list[tuple[str, str | None]]:
    rules = ("person.by_office", "person.pronoun")
    return [(m.surface, m.name) for m in facts(text).mentions if m.rule in rules]


def by_reference(text: str, day: date | None = READ_ON) -> list[tuple[str, str, str | None, str]]:
    rows = [o for o in facts(text, day).occupancies if o.rule == "occupancy.reference.holder"]
    assert all(row.basis == "reference" for row in rows)
    return [(row.person.split()[-1], row.position, row.body, str(row.as_of)) for row in rows]


SAS = "Stanislaw Sas"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Der OVKS-Generalsekretär Stanislaw Sas kam. Das sagte der Generalsekretär.", [("Generalsekretär", SAS)]),
        ("Stanislaw Sas, Generalsekretär der OVKS, kam. Das sagte der OVKS-Generalsekretär.",
         [("OVKS-Generalsekretär", SAS)]),
        ("Der OVKS-Generalsekretär Stanislaw Sas kam. Er blieb. „Das ist gut“, sagte er.", [("Er", SAS), ("er", SAS)]),
        ("Präsident Wladimir Putin empfing Außenminister Wang Yi. Er dankte dem Minister.", [("Minister", "Wang Yi")]),
        ("Wladimir Putin empfing Gäste. Der russische Präsident dankte.", [("russische Präsident", "Wladimir Putin")]),
        ("Kremlsprecherin Maria Sacharowa kam. Er blieb.", []),
        ("Der frühere OVKS-Generalsekretär Stanislaw Sas kam. Der Generalsekretär schwieg.", []),
        ("Der russische Präsident Wladimir Putin kam. Der chinesische Präsident schwieg.", []),
        ("Bundestagspräsident Wolfgang Thierse kam. Das sagte der Präsident.", []),
        ("Außenminister Sergej Lawrow kam zum Rat der Außenminister.", []),
        ("Der Präsident des Verbandes kam. Präsident Wladimir Putin blieb.", []),
    ],
)  # fmt: skip
def test_who_is_meant_without_a_name(text: str, found: list[tuple[str, str]]) -> None:
    assert alluded(text) == found


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Am Mittwoch kam der OVKS-Generalsekretär an.", [("Tasmaghambetow", "Generalsekretär", "OVKS", "2024-07-10")]),
        ("Im Mai 2021 kam der OVKS-Generalsekretär an.", [("Sas", "Generalsekretär", "OVKS", "2021-05-31")]),
        ("Der UN-Generalsekretär rief an.", [("Guterres", "Generalsekretär", "UN", "2024-07-10")]),
        ("Das sagte der Generalsekretär der Organisation des Vertrags über kollektive Sicherheit (OVKS).",
         [("Tasmaghambetow", "Generalsekretär", "OVKS", "2024-07-10")]),
        ("Die Kandidatur für den OVKS-Generalsekretär ist offen.", []),
        ("Der Posten des OVKS-Generalsekretärs ist offen.", []),
        ("Ein neuer OVKS-Generalsekretär wird gesucht.", []),
        ("Der designierte OVKS-Generalsekretär rief an.", []),
        ("Der russische Präsident rief an.", []),
        ("Der stellvertretende OVKS-Generalsekretär rief an.", []),
        ("OVKS-Generalsekretär Imangali Tasmagambetow kam. Der OVKS-Generalsekretär blieb.", []),
    ],
)  # fmt: skip
def test_an_office_without_a_name_is_its_holders_of_the_day(text: str, rows: list[tuple[str, str, str, str]]) -> None:
    assert by_reference(text) == rows


def test_without_a_day_nobody_is_filled_in_and_two_candidates_stay_two() -> None:
    assert by_reference("Am Mittwoch kam der OVKS-Generalsekretär an.", day=None) == []
    on_the_turn = by_reference("Gast war der OVKS-Generalsekretär.", date(2018, 11, 2))
    assert {person for person, *_ in on_the_turn} == {"Chatschaturow", "Semerikow"}
