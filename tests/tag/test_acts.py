"""Acts told as done: who did what and when; and all that sounds like one and is none."""

from __future__ import annotations

from datetime import date

import pytest

from etl import tag
from etl.model import ActReported
from tests.making import article, tag_seeds

DAY = date(2023, 2, 10)  # a Friday


def acts(text: str, day: date | None = DAY) -> list[ActReported]:
    found = tag.facts(article(text, published_on=day), tag_seeds()).acts
    assert all(text[row.char_start : row.char_end] == row.surface for row in found)
    return list(found)


@pytest.mark.parametrize(
    ("text", "actors", "action", "days"),
    [
        ("Am 3. Februar unterzeichneten Russland und Belarus das Protokoll.", "RU|BY", "sign", ("02-03", "02-03")),
        ("MINSK, 9. Februar (BelTA) – Belarus hat am Montag das Abkommen ratifiziert.", "BY", "ratify",
         ("02-06", "02-06")),
        ("Das Abkommen vom 3. Mai 2022 wurde im Januar vom kirgisischen Parlament ratifiziert.", "KG", "ratify",
         ("01-01", "01-31")),
        ("Im Januar wurde ein Abkommen zwischen der OVKS und der UN unterzeichnet.", "OVKS|UN", "sign",
         ("01-01", "01-31")),
        ("Sas teilte mit, dass die OVKS den Plan am 1. Februar gebilligt habe.", "OVKS", "adopt", ("02-01", "02-01")),
    ],
)  # fmt: skip
def test_an_act_told_as_done_is_read(text: str, actors: str, action: str, days: tuple[str, str]) -> None:
    [row] = acts(text)
    assert ("|".join(row.actors), row.action) == (actors, action)
    assert (str(row.done_from)[5:], str(row.done_until)[5:]) == days


@pytest.mark.parametrize(
    "text",
    [
        "Russland hätte das Abkommen unterzeichnet.",
        "Sas weiß nicht, dass Russland das Abkommen unterzeichnet hat.",
        "Obwohl Russland das Protokoll nie unterzeichnet hat, gilt es.",
        "Sas bezweifelt, dass Russland das Protokoll unterzeichnet hat.",
        "Das von Russland und Belarus unterzeichnete wichtige Abkommen gilt.",
        "Russland soll das Abkommen unterzeichnet haben.",
        "Das Protokoll ist unterzeichnet worden.",
        "Russland hat am 3. März das Abkommen unterzeichnet.",
    ],
)
def test_what_was_not_done_or_by_nobody_is_none(text: str) -> None:
    assert acts(text) == []


def test_an_act_without_a_day_has_none() -> None:
    [row] = acts("Russland und Belarus haben das Protokoll unterzeichnet.", None)
    assert (row.done_from, row.done_until) == (None, None)


def test_the_office_decided_on_is_told_behind_it() -> None:
    [row] = acts("Die Staatschefs der OVKS haben gestern entschieden, dass Sas neuer Generalsekretär der OVKS wird.")
    assert (row.object, row.done_until) == ("Generalsekretär", date(2023, 2, 9))
