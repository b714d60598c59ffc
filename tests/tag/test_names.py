"""Names of persons in spellings no table lists, and words that only look like them."""

from __future__ import annotations

import pytest

from etl import tag
from etl.tag import spelling
from tests.making import article, tag_seeds

TASMAGAMBETOW = "Imanghali Tasmaghambetow"


def found(text: str) -> list[tuple[str, str | None, str]]:
    """Surface, person and, short, the rule of each person named without an exact form."""
    mentions = tag.facts(article(text), tag_seeds()).mentions
    return [
        (m.surface, m.name, m.rule.removeprefix("person."))
        for m in mentions
        if m.rule in ("person.misspelled", "person.transcribed")
    ]


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        ("OVKS-Chef Imangali Tasmagombetow kam.", [("Imangali Tasmagombetow", TASMAGAMBETOW, "misspelled")]),
        ("Imanghaly Tasmaghambetov kam.", [("Imanghaly Tasmaghambetov", TASMAGAMBETOW, "transcribed")]),
        ("Sergey Lavrow kam.", [("Sergey Lavrow", "Sergej Lawrow", "transcribed")]),
        ("Sergey Lavrows Rede war kurz.", [("Sergey Lavrows", "Sergej Lawrow", "transcribed")]),
        ("OVKS-Generalsekretär Tasmagambotow kam.", [("Tasmagambotow", TASMAGAMBETOW, "misspelled")]),
        ("Belarus: Alexander Lukachsenko kam.", [("Alexander Lukachsenko", "Alexander Lukaschenko", "misspelled")]),
        ("Alexander Wolfowitsch kam. Wolfowotsch ging.", [("Wolfowotsch", "Alexander Wolfowitsch", "misspelled")]),
        ("Der russische Vizeaußenminister Andrej Rudenka kam.", [("Andrej Rudenka", "Andrej Rudenko", "misspelled")]),
    ],
)
def test_a_misspelled_person_is_found_and_marked(text: str, persons: list[tuple[str, str, str]]) -> None:
    assert found(text) == persons


@pytest.mark.parametrize(
    "text",
    [
        "Russland: Sergej Lawrowa kam.",
        "Russland: Maria Sacharow kam.",
        "Russland: Marina Sacharowa kam.",
        "Belarus: Alexandra Lukaschenko kam.",
        "Russland: Dmitri Leskow schrieb, Wladimir Puting auch.",
        "China: Zhang Ning und Wang Li kamen.",
        "Der Mieter Antonio Gutierrez kam.",
        "Russland: Alexander Lukaschewitsch sprach bei der OSZE.",
        "Alexander Wolfowitsch kam in die Wolfsschlucht.",
        "Kasachstan: Tasmagombetow kam.",
        "Wladimir Putin kam. Der Putinismus blieb, Putins Reden auch.",
    ],
)
def test_who_is_only_called_nearly_so_is_another(text: str) -> None:
    assert found(text) == []


def test_a_given_name_before_a_surname_tells_relatives_apart() -> None:
    text = "Alexander Lukaschenko kam. Viktor Lukaschenko blieb. Lukaschenko sprach."
    mentions = tag.facts(article(text), tag_seeds()).mentions
    assert [m.surface for m in mentions if m.kind == "person"] == ["Alexander Lukaschenko", "Lukaschenko"]


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Tasmaghambetow", "Tasmagombetow", True),
        ("Sacharow", "Sacharowa", False),
        ("Putin", "Puting", False),
        ("Peskow", "Leskow", False),
        ("Lukaschenko", "Lukachsenko", True),
    ],
)
def test_how_near_two_surnames_are(one: str, other: str, alike: bool) -> None:
    assert spelling.near(spelling.folded(one), spelling.folded(other)) is alike
