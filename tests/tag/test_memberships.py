"""What sentences of the news say of members, and what they do not say."""

from __future__ import annotations

from datetime import date

import pytest

from etl import tag
from tests.making import article, tag_seeds

READ_ON = date(2024, 7, 10)


def told(text: str, day: date | None = READ_ON) -> dict[str, str]:
    """Organization and status → the members, in the order of the alphabet."""
    found: dict[str, set[str]] = {}
    for row in tag.facts(article(text, published_on=day), tag_seeds()).memberships:
        found.setdefault(f"{row.organization} {row.status}", set()).add(row.member)
    return {key: " ".join(sorted(members)) for key, members in found.items()}


LISTS = [
    "Der OVKS gehören drei Staaten an: Armenien, Belarus und Russland.",
    "Der OVKS gehören derzeit drei Länder an – Armenien, Belarus und Russland.",
    "Die OVKS umfasst Armenien, Belarus und Russland.",
    "Die OVKS besteht derzeit aus Armenien, Belarus und Russland.",
    "Die OVKS hat drei Mitglieder: Armenien, Belarus und Russland.",
    "Neben Russland gehören der OVKS auch Armenien und Belarus an.",
    "Neben Russland gehören Armenien und Belarus der OVKS an.",
    "Der OVKS gehören neben Russland auch Armenien und Belarus an.",
    "Zur OVKS gehören neben Russland auch Armenien und Belarus.",
    "Zum Militärbündnis OVKS gehören Armenien, Belarus und Russland.",
    "Die OVKS ist ein Bündnis, dem Armenien, Belarus und Russland angehören.",
    "Die OVKS, zu der neben Russland auch Armenien und Belarus gehören, tagte.",
    "Mitglieder der OVKS sind: Armenien, Belarus und Russland.",
    "Mitglieder der OVKS sind neben Russland die Staaten Armenien und Belarus.",
    "Die Mitgliedstaaten der OVKS (Armenien, Belarus, Russland) stimmten zu.",
    "Die Staatschefs der OVKS-Mitgliedstaaten Armenien, Belarus und Russland kamen.",
    "Die OVKS tagt. Gäste kamen aus den Mitgliedsländern Armenien, Belarus und Russland.",
    "Bislang sind drei Staaten Mitglied der OVKS: Armenien, Belarus und Russland.",
]


@pytest.mark.parametrize("text", LISTS)
def test_lists_of_members(text: str) -> None:
    assert told(text) == {"OVKS member": "AM BY RU"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Seit 2017 sind auch Indien und Pakistan Mitglieder der SOZ.", {"SOZ member": "IN PK"}),
        ("Usbekistan, Mitglied der SOZ seit 2001, lud ein.", {"SOZ member": "UZ"}),
        ("Kirgisistan, das seit 2001 Mitglied der SOZ ist, lud ein.", {"SOZ member": "KG"}),
        ("Damit ist Belarus das zehnte Mitglied der SOZ.", {"SOZ member": "BY"}),
        ("Belarus wurde 2024 in die SOZ aufgenommen.", {"SOZ member": "BY"}),
        ("Im Juli wurde Belarus in die SOZ aufgenommen.", {"SOZ member": "BY"}),
        ("Belarus ist der SOZ im Juli beigetreten.", {"SOZ member": "BY"}),
        ("Armenien trat der OVKS 1994 bei.", {"OVKS member": "AM"}),
        ("Nach der Aufnahme Indiens und Pakistans in die SOZ wuchs sie.", {"SOZ member": "IN PK"}),
        ("Armenien ist Mitglied der OVKS, der GUS und der EAWU.", dict.fromkeys(
            ("OVKS member", "GUS member", "EAWU member"), "AM")),
        ("Obwohl Armenien formal Mitglied der OVKS ist, fehlte es.", {"OVKS member": "AM"}),
        ("Die Türkei, die den Vorsitz hat, bleibt NATO-Mitglied.", {"NATO member": "TR"}),
        ("Über die Anträge Armeniens und Aserbaidschans auf Vollmitgliedschaft in der SOZ wird beraten.",
         {"SOZ joining": "AM AZ"}),
        ("Das NATO-Mitglied Türkei ist SOZ-Dialogpartner.", {"NATO member": "TR"}),
        ("Der Iran wird im Juli Vollmitglied der SOZ.", {"SOZ joining": "IR"}),
        ("Das künftige SOZ-Mitglied Belarus nahm teil.", {"SOZ joining": "BY"}),
        ("Aserbaidschan hat einen Antrag auf Vollmitgliedschaft in der SOZ gestellt.", {"SOZ joining": "AZ"}),
        ("Aserbaidschan beantragte die Vollmitgliedschaft in der SOZ.", {"SOZ joining": "AZ"}),
        ("Ägypten erhielt den Status eines Dialogpartners der SOZ.", {"SOZ partner": "EG"}),
        ("Laos erhielt in Tianjin den Status eines Partners der SOZ.", {"SOZ partner": "LA"}),
        ("Kambodscha ist seit 2015 Dialogpartner der SOZ.", {"SOZ partner": "KH"}),
        ("Laos beantragte den Status eines Dialogpartners der SOZ.", {"SOZ joining_as_partner": "LA"}),
        ("Die EAWU hat Beobachterstatus bei der SOZ.", {"SOZ observer": "EAWU"}),
        ("Die SOZ erhielt Beobachterstatus bei der GUS.", {"GUS observer": "SOZ"}),
        ("Die GUS will Beobachter bei der OVKS werden.", {"OVKS joining_as_observer": "GUS"}),
        ("Der SOZ-Beobachterstaat Mongolei nahm teil.", {"SOZ observer": "MN"}),
        ("Armenien fror seine Teilnahme an der OVKS ein.", {"OVKS participation_frozen": "AM"}),
        ("Die OVKS tagte ohne Armenien. Das Land setzt seine Mitgliedschaft aus.", {"OVKS participation_frozen": "AM"}),
        ("Armenien hat die Arbeit in der OVKS ausgesetzt, bleibt aber Mitglied.",
         {"OVKS participation_frozen": "AM", "OVKS member": "AM"}),
        ("Moldau hat den Austritt aus der GUS eingeleitet.", {"GUS leaving": "MD"}),
        ("Die moldauische Regierung hat den Austritt aus der GUS beschlossen.", {"GUS leaving": "MD"}),
        ("Moldau verlässt die GUS.", {"GUS leaving": "MD"}),
        ("Usbekistan verließ 2012 die OVKS.", {"OVKS former": "UZ"}),
        ("Georgien trat 2009 aus der GUS aus.", {"GUS former": "GE"}),
        ("Das ehemalige GUS-Mitglied Georgien fehlte.", {"GUS former": "GE"}),
        ("Usbekistan gehört der OVKS nicht mehr an.", {"OVKS former": "UZ"}),
    ],
)  # fmt: skip
def test_what_one_sentence_says(text: str, found: dict[str, str]) -> None:
    assert told(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Georgien ist kein Mitglied der OVKS.",
        "Die Ukraine ist nicht Mitglied der NATO.",
        "Ist Armenien noch Mitglied der OVKS?",
        "Wenn Armenien Mitglied der OVKS bleibt, ändert sich nichts.",
        "Die Türkei könnte Mitglied der SOZ werden.",
        "Armenien könnte die OVKS verlassen.",
        "Armenien schloss einen Austritt aus der OVKS nicht aus.",
        "„Wir wünschen uns, dass Serbien Mitglied der OVKS wird“, sagte er.",
        "Das mögliche SOZ-Mitglied Türkei zögert.",
        "Russland ist ein wichtiger Partner für die Mitglieder der OVKS.",
        "Armenien trat dem Abkommen der GUS bei.",
        "Der Gast aus Armenien hat den Gipfel der OVKS verlassen.",
        "Die OSZE-Beobachter aus Kasachstan reisten ab.",
        "Die SOZ lehnte Aserbaidschans Antrag auf Vollmitgliedschaft ab.",
        "Die Mitglieder der Delegation aus Belarus und Russland berieten über die SOZ.",
        "Armenien nimmt an den Sitzungen der OVKS nicht teil.",
    ],
)
def test_no_member_is_made_of_a_denial_a_wish_or_a_neighbour(text: str) -> None:
    assert told(text) == {}


@pytest.mark.parametrize(
    ("text", "day", "as_of"),
    [
        ("Usbekistan ist seit 2001 Mitglied der SOZ.", READ_ON, READ_ON),
        ("Am 4. Juli 2023 wurde der Iran in die SOZ aufgenommen.", READ_ON, date(2023, 7, 4)),
        ("Finnland ist im April 2023 der NATO beigetreten.", READ_ON, date(2023, 4, 30)),
        ("Belarus wurde 2024 Mitglied der SOZ.", READ_ON, READ_ON),
        ("Usbekistan ist seit dem 15. Juni 2001 Mitglied der SOZ.", None, date(2001, 6, 15)),
        ("Usbekistan ist Mitglied der SOZ.", None, None),
    ],
)
def test_the_day_a_status_is_said_to_hold(text: str, day: date | None, as_of: date | None) -> None:
    [row] = tag.facts(article(text, published_on=day), tag_seeds()).memberships
    assert row.as_of == as_of
