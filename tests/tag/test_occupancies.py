"""Who is named as what in sentences of the news: lists, changes of office, former and acting holders."""

from __future__ import annotations

from datetime import date

import pytest

from etl import tag
from tests.making import article, tag_seeds

READ_ON = date(2024, 7, 10)


def held(text: str, day: date | None = READ_ON) -> set[str]:
    """Surname, office, body and, where it is not held, the status."""
    rows = tag.facts(article(text, published_on=day), tag_seeds()).occupancies
    return {
        " ".join([r.person.split()[-1], r.position, str(r.body)] + ([r.status] if r.status != "held" else []))
        for r in rows
    }


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            "Die Präsidenten Alexander Lukaschenko und Wladimir Putin kamen.",
            ["Lukaschenko Präsident BY", "Putin Präsident RU"],
        ),
        (
            "Die Präsidenten Russlands und Chinas, Wladimir Putin und Xi Jinping, kamen.",
            ["Putin Präsident RU", "Jinping Präsident CN"],
        ),
        (
            "Die Generalsekretäre von OVKS und SOZ, Stanislaw Sas und Zhang Ming, kamen.",
            ["Sas Generalsekretär OVKS", "Ming Generalsekretär SOZ"],
        ),
        (
            "Der russische und der armenische Außenminister, Sergej Lawrow und Ararat Mirsojan, kamen.",
            ["Lawrow Außenminister RU", "Mirsojan Außenminister AM"],
        ),
        (
            "Die Staatschefs von Belarus (Alexander Lukaschenko) und Russland (Wladimir Putin) kamen.",
            ["Lukaschenko Staatschef BY", "Putin Staatschef RU"],
        ),
        (
            "Russlands Präsident Wladimir Putin und sein kasachischer Kollege Kassym-Jomart Tokajew kamen.",
            ["Putin Präsident RU", "Tokajew Präsident KZ"],
        ),
        ("Generalsekretär der OVKS ist der Kasache Imangali Tasmagambetow.", ["Tasmaghambetow Generalsekretär OVKS"]),
        ("GUS-Generalsekretär ist weiterhin Sergej Lebedew.", ["Lebedew Generalsekretär GUS"]),
        ("Das sagte Kremlsprecher Peskow.", ["Peskow Sprecher RU"]),
        ("Das sagte Kremlchef Wladimir Putin.", ["Putin Präsident RU"]),
        ("Das sagte Kremlchef Putin.", ["Putin Präsident RU"]),
        ("Das sagte Präsident Lukaschenko.", ["Lukaschenko Präsident BY"]),
        ("Das sagte Außenamtssprecherin Maria Sacharowa.", ["Sacharowa Sprecher RU"]),
        ("Die Sprecherin des russischen Außenministeriums, Maria Sacharowa, sprach.", ["Sacharowa Sprecher RU"]),
        ("Ex-Präsident Nursultan Nasarbajew sprach.", ["Nasarbajew Präsident KZ former"]),
        ("Kasachstans Altpräsident Nursultan Nasarbajew sprach.", ["Nasarbajew Präsident KZ former"]),
        ("Der kasachische Ex-Präsident Nursultan Nasarbajew sprach.", ["Nasarbajew Präsident KZ former"]),
        ("Irans Interimspräsident Mohammad Mochber sprach.", ["Mochber Präsident IR acting"]),
        ("Der amtierende iranische Präsident Mohammad Mochber sprach.", ["Mochber Präsident IR acting"]),
        ("Der amtierende russische Präsident Wladimir Putin sprach.", ["Putin Präsident RU"]),
        ("Der amtierende OVKS-Vorsitzende Alexander Lukaschenko sprach.", ["Lukaschenko Vorsitzender OVKS"]),
        (
            "Taalatbek Masadykow, Nachfolger von Imangali Tasmagambetow als OVKS-Generalsekretär, kam.",
            ["Masadykow Generalsekretär OVKS", "Tasmaghambetow Generalsekretär OVKS former"],
        ),
        (
            "Zhang Ming löste Wladimir Norow als Generalsekretär der SOZ ab.",
            ["Ming Generalsekretär SOZ", "Norow Generalsekretär SOZ former"],
        ),
        (
            "OVKS-Generalsekretär Imangali Tasmagambetow sprach. Sein Vorgänger Stanislaw Sas schwieg.",
            ["Tasmaghambetow Generalsekretär OVKS", "Sas Generalsekretär OVKS former"],
        ),
        ("Nurlan Jermekbajew wurde zum SOZ-Generalsekretär gewählt.", ["Jermekbajew Generalsekretär SOZ designated"]),
        (
            "Taalatbek Masadykow tritt im Januar das Amt des OVKS-Generalsekretärs an.",
            ["Masadykow Generalsekretär OVKS designated"],
        ),
        ("Stanislaw Sas trat im Januar 2020 das Amt des OVKS-Generalsekretärs an.", ["Sas Generalsekretär OVKS"]),
        ("Stanislaw Sas schied aus dem Amt des OVKS-Generalsekretärs.", ["Sas Generalsekretär OVKS former"]),
        ("Der Vize-Außenminister Russlands, Andrej Rudenko, sprach.", ["Rudenko Stellvertretender Außenminister RU"]),
    ],
)
def test_who_is_named_as_what(text: str, rows: list[str]) -> None:
    assert held(text) == set(rows)


@pytest.mark.parametrize(
    "text",
    [
        "Präsidentschaftskandidat Wladimir Putin sprach.",
        "Der Kandidat für das Amt des Präsidenten, Wladimir Putin, sprach.",
        "Wladimir Putin will wieder Präsident werden.",
        "Die Präsidenten von Russland, Belarus und Kasachstan trafen Sergej Lawrow und Wang Yi.",
        "Der Präsident traf Sergej Lawrow und Wang Yi.",
        "Generalsekretär der OVKS ist nicht Stanislaw Sas.",
        "Der Präsident Lukas kam.",
        "Sein Vorgänger Stanislaw Sas schwieg.",
    ],
)
def test_nobody_is_given_an_office_by_a_neighbour(text: str) -> None:
    assert held(text) == set()


@pytest.mark.parametrize(
    ("text", "day", "person"),
    [
        ("Das sagte Präsident Berdimuhamedow.", date(2024, 7, 10), "Serdar Berdimuhamedow"),
        ("Das sagte Präsident Berdimuhamedow.", date(2012, 7, 10), "Gurbanguly Berdimuhamedow"),
        ("Das sagte der russische Präsident Lukaschenko.", date(2024, 7, 10), None),
        ("Das sagte Bäcker Lukaschenko.", date(2024, 7, 10), None),
    ],
)
def test_a_surname_behind_an_office_is_its_holder_of_the_day(text: str, day: date, person: str | None) -> None:
    mentions = tag.facts(article(text, published_on=day), tag_seeds()).mentions
    assert next((m.name for m in mentions if m.kind == "person"), None) == person
