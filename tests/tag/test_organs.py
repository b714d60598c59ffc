"""Organs of organizations: found beside their organization, shown under its name."""

from __future__ import annotations

import pytest

from etl import tag
from tests.making import article, tag_seeds


def organs(text: str) -> list[tuple[str, str | None, str]]:
    mentions = tag.facts(article(text), tag_seeds()).mentions
    return [(m.surface, m.name, m.organ) for m in mentions if m.organ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Das OVKS-Sekretariat tagt.", [("OVKS-Sekretariat", "OVKS", "OVKS-Sekretariat")]),
        ("Der Rat für kollektive Sicherheit tagt.",
         [("Rat für kollektive Sicherheit", "OVKS", "Rat für kollektive Sicherheit")]),
        ("die Parlamentarische Versammlung der OVKS", [("Parlamentarische Versammlung der OVKS", "OVKS", "OVKS-PV")]),
        ("des Rates der Parlamentarischen Versammlung der OVKS",
         [("Rates der Parlamentarischen Versammlung der OVKS", "OVKS", "OVKS-PV")]),
        ("des Exekutivkomitees der GUS", [("Exekutivkomitees der GUS", "GUS", "GUS-Exekutivkomitee")]),
        ("Der Rat der Staatschefs der SOZ tagt.", [("Rat der Staatschefs der SOZ", "SOZ", "SOZ-Rat der Staatschefs")]),
        ("Der SOZ-Rat der Staatsoberhäupter tagt.",
         [("SOZ-Rat der Staatsoberhäupter", "SOZ", "SOZ-Rat der Staatschefs")]),
        ("die Generalversammlung der Vereinten Nationen",
         [("Generalversammlung der Vereinten Nationen", "UN", "UN-Generalversammlung")]),
        ("des Ausschusses für Terrorismusbekämpfung des UN-Sicherheitsrates",
         [("Ausschusses für Terrorismusbekämpfung", "UN", "UN-Ausschuss für Terrorismusbekämpfung"),
          ("UN-Sicherheitsrates", "UN", "UN-Sicherheitsrat")]),
        ("das Büro der Vereinten Nationen für Terrorismusbekämpfung",
         [("Büro der Vereinten Nationen für Terrorismusbekämpfung", "UN", "UNOCT")]),
        ("der Weltsicherheitsrat und die UNESCO",
         [("Weltsicherheitsrat", "UN", "UN-Sicherheitsrat"), ("UNESCO", "UN", "UNESCO")]),
        ("des Außenministerrates, des Verteidigungsministerrates und des Ausschusses der Sekretäre der Sicherheitsräte "
         "der OVKS-Staaten",
         [("Außenministerrates", "OVKS", "OVKS-Außenministerrat"),
          ("Verteidigungsministerrates", "OVKS", "OVKS-Verteidigungsministerrat"),
          ("Ausschusses der Sekretäre der Sicherheitsräte der OVKS", "OVKS",
           "OVKS-Ausschuss der Sekretäre der Sicherheitsräte")]),
        ("Der UN-Sicherheitsrat tagt. Der Sicherheitsrat stimmt ab. Der russische Sicherheitsrat nicht.",
         [("UN-Sicherheitsrat", "UN", "UN-Sicherheitsrat"), ("Sicherheitsrat", "UN", "UN-Sicherheitsrat")]),
    ],
)  # fmt: skip
def test_an_organ_is_a_mention_of_its_organization(text: str, found: list[tuple[str, str, str]]) -> None:
    assert organs(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Das Sekretariat tagt.",
        "Die OVKS lobt das Sekretariat der Schule.",
        "Der Staatssekretär des Sicherheitsrates von Belarus kam zur OVKS.",
        "Der Sicherheitsrat Russlands berät über die UN.",
        "Die Parlamentarische Versammlung des Landes tagt in der GUS.",
    ],
)
def test_a_word_alone_is_no_organ(text: str) -> None:
    assert organs(text) == []


def test_each_place_is_shown_once() -> None:
    mentions = tag.facts(article("Das Sekretariat der OVKS und der UN-Sicherheitsrat tagen."), tag_seeds()).mentions
    assert [(m.name, m.char_start) for m in mentions if m.kind == "organization"] == [("OVKS", 4), ("UN", 33)]
