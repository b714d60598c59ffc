"""Where articles have their news from, and how many sources stand behind several of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.making import Home
from tests.test_duplicates import SUMMIT, VISIT, put


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    return tmp_path / "in"


def origins(home: Home) -> list[tuple[str, str, str, str]]:
    return home.rows(
        """select a.file_name, o.origin, o.chain, o.basis from report.article_origins as o
        inner join report.articles as a using (article_id) order by all"""
    )  # type: ignore[return-value]


def sources(home: Home) -> dict[str, int]:
    query = "from report.independent_sources((select list(article_id) from report.articles))"
    return {origin: articles for origin, articles, *_ in home.rows(query)}


def test_the_end_of_a_chain_is_the_origin_and_counts_once(home: Home, inbox: Path) -> None:
    put(inbox, "a", [*VISIT, "Das meldet TASS unter Berufung auf den Pressedienst des Kremls."])
    put(inbox, "b", [*SUMMIT, "Das teilte der Pressedienst des Kremls mit."], host="zeitung.example")
    home.read("one", inbox)
    assert origins(home) == [
        ("a.html", "Pressedienst des Kremls", "RT DE → TASS → Pressedienst des Kremls", "told"),
        ("b.html", "Pressedienst des Kremls", "zeitung.example → Pressedienst des Kremls", "told"),
    ]
    assert sources(home) == {"Pressedienst des Kremls": 2}


def test_an_outlet_that_copies_is_no_source_of_its_own(home: Home, inbox: Path) -> None:
    put(inbox, "a", VISIT, day=6)
    put(inbox, "b", VISIT, day=7, host="zeitung.example")
    put(inbox, "c", VISIT[:1] + SUMMIT, day=8, host="blatt.example")
    home.read("one", inbox)
    assert origins(home) == [
        ("a.html", "RT DE", "RT DE", "own"),
        ("b.html", "RT DE", "zeitung.example → RT DE", "copied"),
        ("c.html", "blatt.example", "blatt.example", "own"),
    ], "a third of it is not the article"
    assert sources(home) == {"RT DE": 2, "blatt.example": 1}


def test_press_services_of_nobody_named_are_not_one(home: Home, inbox: Path) -> None:
    put(inbox, "a", [*VISIT, "Das teilte der Pressedienst mit."])
    put(inbox, "b", [*SUMMIT, "Das teilte der Pressedienst mit."])
    home.read("one", inbox)
    assert home.rows("select distinct origin, is_named from report.article_origins") == [("Pressedienst", False)]
    query = "select count(*) from report.independent_sources((select list(article_id) from report.articles))"
    assert home.rows(query) == [(2,)]


def test_an_agency_that_names_itself_is_no_step(home: Home, tmp_path: Path) -> None:
    home.walk("one")
    rows = dict(
        home.rows("""select a.file_name, o.chain from report.article_origins as o
    inner join report.articles as a using (article_id) where o.is_main""")
    )
    assert rows["01_tasmagambetow_kann_im_februar_kommen.txt"] == "BelTA"
    assert (
        rows["05_kirgisien_uebernimmt_ovks_vorsitz_2012.txt"]
        == "BelTA → TASS → Pressedienst des kirgisischen Staatschefs"
    )


def test_the_agency_of_a_dateline_stands_before_what_the_text_tells(home: Home, inbox: Path) -> None:
    opened = [f"MINSK, 6. Mai (TASS) – {VISIT[0]}", *VISIT[1:]]
    put(inbox, "a", [*opened, "Das meldet TASS unter Berufung auf den Pressedienst des Kremls."])
    put(inbox, "b", [f"ASTANA, 6. Mai (TASS) – {SUMMIT[0]}", *SUMMIT[1:]])
    home.read("one", inbox)
    assert origins(home) == [
        ("a.html", "Pressedienst des Kremls", "RT DE → TASS → Pressedienst des Kremls", "told"),
        ("b.html", "TASS", "RT DE → TASS", "told"),
    ]


def test_an_outlet_is_one_source_by_its_own_name_and_as_others_cite_it(home: Home, inbox: Path) -> None:
    put(inbox, "a", [*VISIT, "Wie Al Jazeera berichtet, war es so."])
    put(inbox, "b", SUMMIT, host="www.aljazeera.com")
    home.read("one", inbox)
    assert sources(home) == {"Al Jazeera": 2}


def test_every_listed_source_is_cited_by_one_name(home: Home, inbox: Path) -> None:
    put(inbox, "a", VISIT)
    home.read("one", inbox)
    cited = dict(home.rows("select source, cited_as from reference.source"))
    assert {cited[name] for name in ("kommersant_ru", "radio_belarus_de", "tass_ru", "ria_ru", "dw_de")} == {
        "Kommersant", "Radio Belarus", "TASS", "RIA Novosti", "Deutsche Welle"
    }  # fmt: skip
    assert cited["generic"] == "Ohne eigene Quelle"


def test_a_copy_of_a_copy_is_from_the_first(home: Home, inbox: Path) -> None:
    put(inbox, "a", VISIT[:3] + SUMMIT[:1], day=6)
    put(inbox, "b", VISIT[:3] + SUMMIT[:3], day=7, host="zeitung.example")
    put(inbox, "c", VISIT[:1] + SUMMIT[:3], day=8, host="blatt.example")
    home.read("one", inbox)
    assert [row[1:] for row in origins(home)] == [
        ("RT DE", "RT DE", "own"),
        ("RT DE", "zeitung.example → RT DE", "copied"),
        ("RT DE", "blatt.example → zeitung.example → RT DE", "copied"),
    ]
    assert sources(home) == {"RT DE": 3}
