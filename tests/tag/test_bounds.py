"""Articles without a day of publication: between which days they lie, and when nothing can be said."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from etl import tag
from etl.model import Article
from tests.making import Home, article, read, tag_seeds

IN_OFFICE = "Der OVKS-Generalsekretär Stanislaw Sas empfing Gäste aus Astana. "


def bounds(text: str, **fields: object) -> tuple[date | None, date | None]:
    found = bounded(text, **fields)
    return found.published_from, found.published_until


def bounded(text: str, **fields: object) -> Article:
    return tag.bounded(article(text, **fields), tag_seeds())


def test_days_and_offices_bound_together_and_say_why() -> None:
    found = bounded(IN_OFFICE + "Am 18. Mai 2022 traf er in Moskau ein, am 3. März 2021 war er in Minsk.")
    assert (found.published_from, found.published_until) == (date(2022, 5, 18), date(2022, 12, 31))
    assert found.published_rule == (
        "told by the text: 18. Mai 2022 (bound.de.date_then_verb); "
        "in office: Stanislaw Sas, Generalsekretär (OVKS) (bound.office)"
    )


def test_all_offices_of_an_article_are_held_at_once() -> None:
    text = IN_OFFICE + "Der kasachische Präsident Kassym-Schomart Tokajew und der SOZ-Generalsekretär Zhang Ming kamen."
    assert bounds(text) == (date(2022, 1, 1), date(2022, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        IN_OFFICE + "Am 18. Mai 2024 traf er in Moskau ein.",
        IN_OFFICE + "Der OVKS-Generalsekretär Imanghali Tasmaghambetow kam auch.",
        "Am 18. Mai 2024 traf er ein. Das Treffen ist für den 3. Mai 2023 geplant.",
        "Im Jahr 2094 fand das Treffen auf dem Mond statt.",
        "Präsident Alexander Lukaschenko empfing Gäste.",
        "Das Abkommen gilt bis 2030. Gefeiert wird am 3. Mai 2027.",
        "Er wurde bis zum 31. Dezember 2028 gewählt.",
        "Am Montag traf er ein, am 18. Mai auch.",
    ],
    ids=["after office", "two holders", "set before past", "future", "body filled in", "plans", "term", "no year"],
)
def test_what_contradicts_itself_or_is_not_sure_bounds_nothing(text: str) -> None:
    found = bounded(text)
    assert (found.published_from, found.published_until, found.published_rule) == (None, None, None)


def test_an_end_that_the_reference_only_expects_is_none() -> None:
    assert bounds("Der OVKS-Generalsekretär Taalatbek Masadykow kam.") == (date(2026, 1, 1), None)


def test_an_article_with_a_day_of_its_own_stays_as_it_is() -> None:
    for told in ({"published_on": date(2023, 1, 1)}, {"published_from": date(2023, 1, 1)}):
        found = article(IN_OFFICE, published_rule="line on the page", **told)
        assert tag.bounded(found, tag_seeds()) is found


def test_relative_days_do_not_lean_on_bounds() -> None:
    found = bounded("Heute, am 18. Mai 2022, traf er ein. Gestern war er in Minsk.")
    assert found.published_from == found.published_until == date(2022, 5, 18)
    assert ("Gestern", None) in [(m.surface, m.value) for m in tag.facts(found, tag_seeds()).mentions]


def test_bounds_are_the_same_whenever_an_article_is_read() -> None:
    content = "Sas empfängt Gäste\n\n" + IN_OFFICE + "Am 18. Mai 2022 traf er in Moskau ein."
    first = tag.bounded(read(content), tag_seeds())
    assert first == tag.bounded(first, tag_seeds()) and first.published_from == date(2022, 5, 18)


def test_readers_see_bounds_and_a_window_uses_them(home: Home, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text("Sas empfängt Gäste\n\n" + IN_OFFICE + "Am 18. Mai 2022 traf er in Moskau ein.")
    (folder / "b.txt").write_text("Gäste kamen\n\nDie Gäste kamen gestern aus vielen Ländern und blieben lange.")
    home.read("one", folder, since="2022-12-01", until="2022-12-31")
    query = "select file_name, published_on, published_from, published_until, published_rule from report.articles"
    rows = home.rows(query + " order by all")
    assert [row[:4] for row in rows] == [
        ("a.txt", None, date(2022, 5, 18), date(2022, 12, 31)),
        ("b.txt", None, None, None),
    ]
    assert rows[0][4].startswith("told by the text: 18. Mai 2022")
    assert home.read("two", folder).count("0 new, 0 changed, 0 retagged, 2 unchanged") == 1
    said = home.read("three", folder, since="2023-01-01")
    assert "1 unchanged" in said and home.rows("select count(*) from report.articles") == [(2,)]
