"""Relay chains as whole articles tell them."""

from __future__ import annotations

import pytest

from etl import tag
from tests.making import article, tag_seeds


def chains(text: str) -> list[list[str]]:
    """The names of each chain, from the outlet to the origin."""
    found: dict[int, list[str]] = {}
    for row in tag.facts(article(text), tag_seeds()).relays:
        assert text[row.char_start : row.char_end] == row.surface
        found.setdefault(row.chain, []).append(row.name)
        assert row.step == len(found[row.chain])
    return list(found.values())


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "MINSK, 13. Januar (BelTA) – Der Rat tagt im Mai. Das meldet TASS unter Berufung auf den Pressedienst des "
            "Kremls.\n\nEr tagt in Minsk, berichtet TASS. Das teilte das armenische Außenministerium mit.",
            [["BelTA"], ["TASS", "Pressedienst des Kremls"], ["Außenministerium (Armenien)"]],
        ),
        ("Der Rat tagt, wie TASS meldet. Wie TASS berichtet, kommen alle.", [["TASS"]]),
        ("Die Nachrichtenagentur TASS schreibt unter Verweis auf RIA Nowosti, er komme.", [["TASS", "RIA Novosti"]]),
        ("Das teilte das Außenministerium Kasachstans mit.", [["Außenministerium (Kasachstan)"]]),
        ("Das teilte das kasachische Außenministerium mit.", [["Außenministerium (Kasachstan)"]]),
        ("Radio Belarus meldete, dass er komme.", [["Radio Belarus"]]),
        ("Foto: TASS\n\nQuelle: Sputnik © Ilja Pitaljow\n\nBild: Pressedienst des Präsidenten", []),
        ("Er besuchte die Redaktion der TASS und sprach mit dem Pressedienst des Präsidenten.", []),
    ],
)
def test_chains_stand_in_the_order_of_the_text_and_once(text: str, told: list[list[str]]) -> None:
    assert chains(text) == told


def test_every_name_of_a_medium_is_found() -> None:
    for form in tag_seeds().agencies:
        [row] = tag.facts(article(f"Das ist so, berichtet {form.form}."), tag_seeds()).relays
        assert (row.name, row.kind) == (form.name, form.form_kind), form


@pytest.mark.parametrize(
    ("language", "text", "steps"),
    [
        ("ru", "Об этом сообщает Интерфакс со ссылкой на газету «Коммерсантъ».", ["Interfax", "Kommersant"]),
        ("ru", "Об этом пресс-служба сообщила журналистам.", []),
        ("en", "The talks go on, the newspaper Kommersant wrote, citing TASS.", ["Kommersant", "TASS"]),
        ("en", "The press service told journalists about the talks.", []),
    ],
)
def test_other_languages_have_relays_of_agencies_and_papers(language: str, text: str, steps: list[str]) -> None:
    found = tag.facts(article(text, language=language), tag_seeds()).relays
    assert [relay.name for relay in sorted(found, key=lambda r: r.step)] == steps
