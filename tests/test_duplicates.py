"""The same text on several addresses, and texts that are nearly the same, through the whole walk."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from etl.load import warehouse
from etl.resolve import likeness
from etl.settings import SEEDS
from tests.making import Home

PAGE = """<html lang="de"><head><link rel="canonical" href="https://{host}/{name}"><title>{title}</title>
<meta name="publish-date" content="2024-05-{day:02}T10:00:00+02:00"></head>
<body><article><div class="ArticleView-text">{paragraphs}</div></article></body></html>"""
VISIT = [
    "Der OVKS-Generalsekretär Imangali Tasmagambetow ist am Montag in Minsk eingetroffen, wo er mit dem belarussischen "
    "Präsidenten Alexander Lukaschenko über die gemeinsamen Übungen dieses Sommers sprechen will.",
    "Am Nachmittag folgt ein Gespräch im Außenministerium, bei dem es um den Haushalt des Sekretariats und um die "
    "Vorbereitung der Herbsttagung geht; die Gastgeber haben dazu einen Entwurf vorgelegt.",
]
SUMMIT = [
    "In Astana haben die Staatschefs der SOZ eine Erklärung über den Handel mit Getreide unterzeichnet, die im "
    "nächsten Jahr in Kraft treten und für alle zehn Mitglieder gelten soll, sobald die Parlamente zugestimmt haben.",
    "Wladimir Putin und Xi Jinping trafen sich am Rand der Sitzung zu einem eigenen Gespräch über Bahnstrecken, an dem "
    "auch der kasachische Präsident Kassym-Jomart Tokajew für eine halbe Stunde teilnahm.",
]
NEVER_CHANGES = ("articles", "article_versions", "paragraphs", "mentions", "quotations", "near_duplicates", "evidence")


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    return tmp_path / "in"


def put(inbox: Path, name: str, paragraphs: list[str], day: int = 6, host: str = "de.rt.com") -> Path:
    text = "".join(f"<p>{p}</p>" for p in paragraphs)
    path = inbox / f"{name}.html"
    path.write_text(PAGE.format(name=name, title=f"Titel {name}", paragraphs=text, day=day, host=host), "utf-8")
    return path


def held(home: Home) -> list[tuple[str, str]]:
    """Which address each address's article is named after."""
    return home.rows(
        """select k.file_name, a.file_name from report.article_addresses as k
        inner join report.articles as a using (article_id) order by all"""
    )  # type: ignore[return-value]


def shown(home: Home) -> dict[str, list[tuple[object, ...]]]:
    return {view: home.rows(f"select * from report.{view} order by all") for view in NEVER_CHANGES}


def test_the_same_text_on_several_addresses_is_one_article(home: Home, inbox: Path) -> None:
    put(inbox, "b", VISIT, day=7)
    put(inbox, "a", [p.replace("Minsk", "MINSK") + " " for p in VISIT], day=8)
    put(inbox, "c", SUMMIT)
    said = home.read("one", inbox)
    assert "2 new, 0 changed, 0 retagged, 0 unchanged, 1 duplicate" in said
    assert held(home) == [("a.html", "b.html"), ("b.html", "b.html"), ("c.html", "c.html")], "published first"
    assert home.rows("select count(distinct article_id) from report.mentions where name = 'OVKS'") == [(1,)]
    assert home.rows("select articles from report.funnel where stage = 'duplicate'") == [(1,)]
    before = shown(home)
    assert "no row of articles or facts was touched" in home.read("two", inbox)
    assert shown(home) == before


def test_a_text_stays_with_the_article_that_had_it_first_whatever_comes_later(home: Home, inbox: Path) -> None:
    put(inbox, "z", VISIT, day=9)
    home.read("one", inbox)
    put(inbox, "a", VISIT, day=2)
    home.read("two", inbox)
    assert held(home) == [("a.html", "z.html"), ("z.html", "z.html")]
    (inbox / "z.html").unlink()
    home.read("three", inbox)
    assert held(home) == [("a.html", "z.html"), ("z.html", "z.html")], "an address that is gone loses nothing"


def test_an_address_that_gets_another_text_is_an_article_of_its_own_and_may_come_back(home: Home, inbox: Path) -> None:
    put(inbox, "a", VISIT)
    put(inbox, "b", VISIT, day=7)
    home.read("one", inbox)
    put(inbox, "b", SUMMIT, day=7)
    assert "1 new" in home.read("two", inbox)
    assert held(home) == [("a.html", "a.html"), ("b.html", "b.html")]
    assert home.rows("select count(*) from report.mentions where name = 'Xi Jinping'") == [(1,)]
    put(inbox, "b", VISIT, day=7)
    assert "1 unchanged, 1 duplicate" in home.read("three", inbox)
    assert held(home) == [("a.html", "a.html"), ("b.html", "a.html")]
    assert home.rows("select count(*) from report.mentions where name = 'Xi Jinping'") == [(0,)]
    put(inbox, "b", [*SUMMIT, "Ein Satz mehr."], day=7)
    home.read("four", inbox)
    versions = home.rows("select version, is_newest from report.article_versions where file_name = 'b.html' order by 1")
    assert versions == [(1, False), (2, True)], "what stood there once is kept"


def test_when_the_holder_of_a_text_gets_another_the_other_address_keeps_it(home: Home, inbox: Path) -> None:
    first = put(inbox, "a", VISIT)
    other = put(inbox, "b", VISIT, day=7)
    home.read("one", inbox)
    other.unlink()  # not read again: its page is in the raw store
    put(inbox, "a", SUMMIT)
    said = home.read("two", inbox)
    assert "1 new, 1 changed" in said
    assert held(home) == [("a.html", "a.html"), ("b.html", "b.html")]
    assert home.rows("select file_name from report.articles where text like '%Tasmagambetow%'") == [("b.html",)]
    assert home.rows("select count(*) > 0 from report.mentions where name = 'OVKS'") == [(True,)]
    first.unlink()
    put(inbox, "b", VISIT, day=7)
    assert "0 new, 0 changed, 0 retagged, 1 unchanged" in home.read("three", inbox)


def test_an_agencys_text_at_two_outlets_is_two_articles_that_are_alike(home: Home, inbox: Path) -> None:
    put(inbox, "a", VISIT, day=7)
    put(inbox, "b", VISIT, day=6, host="nachrichten.example")
    put(inbox, "c", VISIT[:1] + SUMMIT, day=8, host="zeitung.example")
    home.read("one", inbox)
    assert home.rows("select count(*) from report.articles") == [(3,)]
    query = """select min(similarity), max(similarity), bool_or(first.file_name = 'b.html')
    from report.near_duplicates as l inner join report.articles as first on first.article_id = l.first_article
    where similarity = 1"""
    assert home.rows(query) == [(1.0, 1.0, True)]


def test_links_go_with_the_text_they_are_of(home: Home, inbox: Path) -> None:
    put(inbox, "a", VISIT)
    put(inbox, "b", [*VISIT, "Danach reist er nach Moskau weiter."])
    home.read("one", inbox)
    [(similarity, containment)] = home.rows("select similarity, containment from report.near_duplicates")
    assert 0.8 < similarity < 1 and containment == 1
    put(inbox, "b", SUMMIT)
    home.read("two", inbox)
    assert home.rows("from report.near_duplicates") == []


def test_how_common_words_are_does_not_depend_on_the_days_of_a_load(
    home: Home, inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two copies a month, and words that more than three share tell nothing: all at once as month by month."""
    monkeypatch.setattr(warehouse, "COMMON", 3)
    names = [f"{month:02}{outlet}" for month in (1, 3, 5, 7, 9, 11) for outlet in "ab"]
    for name in names:
        page = put(
            inbox,
            name,
            [f"{VISIT[0]} So steht es im Bericht Nummer {name}.", VISIT[1]],
            host="de.rt.com" if name[-1] == "a" else "nachrichten.example",
        )
        page.write_text(page.read_text("utf-8").replace("2024-05-06", f"2024-{name[:2]}-06"), "utf-8")
    home.read("all", inbox)
    pairs = """select a.file_name, b.file_name from report.near_duplicates as l
        inner join report.articles as a on a.article_id = l.article_a
        inner join report.articles as b on b.article_id = l.article_b order by all"""
    at_once = {tuple(sorted(pair)) for pair in home.rows(pairs)}
    assert at_once == {(f"{month:02}a.html", f"{month:02}b.html") for month in (1, 3, 5, 7, 9, 11)}
    monkeypatch.setenv("BLOCWATCH_HOME", str(tmp_path / "other"))
    other = Home(tmp_path / "other")
    for month in sorted({name[:2] for name in names}):
        (tmp_path / month).mkdir()
        for path in inbox.glob(f"{month}?.html"):
            shutil.copy(path, tmp_path / month)
        other.read(month, tmp_path / month)
    assert {tuple(sorted(pair)) for pair in other.rows(pairs)} == at_once


def test_copies_are_linked_the_same_however_many_are_loaded_together(
    home: Home, inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Twelve copies within a month, on days in no order: those that arrived first are linked, in one load as in six.

    Those of one load have arrived in the order of their ids.
    """
    monkeypatch.setattr(warehouse, "COMMON", 3)
    days = (20, 3, 15, 9, 27, 1, 12, 22, 6, 18, 25, 11)
    for number, day in enumerate(days):
        text = [f"{VISIT[0]} So steht es im Bericht Nummer {number}.", VISIT[1]]
        put(inbox, f"{number:02}", text, day=day, host=f"n{number}.example")
    home.read("all", inbox)
    pairs = """select a.file_name, b.file_name from report.near_duplicates as l
        inner join report.articles as a on a.article_id = l.article_a
        inner join report.articles as b on b.article_id = l.article_b order by all"""
    at_once = {tuple(sorted(pair)) for pair in home.rows(pairs)}
    assert len(at_once) == 15, "three of each of the two periods that May has a part of"
    names = [name for (name,) in home.rows("select file_name from report.articles order by article_id")]
    monkeypatch.setenv("BLOCWATCH_HOME", str(tmp_path / "other"))
    other = Home(tmp_path / "other")
    for first in range(0, 12, 2):
        (tmp_path / f"{first}").mkdir()
        for name in names[first : first + 2]:
            shutil.copy(inbox / name, tmp_path / f"{first}")
        other.read(f"{first}", tmp_path / f"{first}")
    assert {tuple(sorted(pair)) for pair in other.rows(pairs)} == at_once


def test_a_copy_of_a_file_is_a_second_address(home: Home, inbox: Path) -> None:
    (inbox / "kopie").mkdir()
    one = sorted((SEEDS / "articles").glob("*.txt"))[0]
    shutil.copy(one, inbox / one.name)
    shutil.copy(one, inbox / "kopie" / one.name)
    assert "1 new, 0 changed, 0 retagged, 0 unchanged, 1 duplicate" in home.read("one", inbox)
    assert home.rows("select address from report.article_addresses order by 1") == [(one.name,), (f"kopie/{one.name}",)]


@pytest.mark.parametrize("taken", [False, True], ids=["another text", "the text of another article"])
def test_a_page_that_is_gone_from_the_raw_store_stops_nothing(home: Home, inbox: Path, taken: bool) -> None:
    put(inbox, "a", VISIT)
    put(inbox, "b", VISIT, day=7)
    if taken:
        put(inbox, "c", SUMMIT)
    home.read("one", inbox)
    (inbox / "b.html").unlink()
    shutil.rmtree(home.folder / "raw")
    put(inbox, "a", SUMMIT)
    home.read("two", inbox)
    holder = "c.html" if taken else "a.html"
    assert held(home)[:2] == [("a.html", holder), ("b.html", holder)]
    [(path, reason)] = home.rows("select url_or_path, reason from report.quarantine")
    assert path == "b.html" and "has no page" in reason


def test_texts_are_compared_anew_when_the_way_to_compare_changes(
    home: Home, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(inbox, "a", VISIT)
    put(inbox, "b", [*VISIT, "Danach reist er nach Moskau weiter."])
    home.read("one", inbox)
    [(before,)] = home.rows("select count(*) from store.article_shingle")
    monkeypatch.setattr(likeness, "SAMPLED", 4)
    assert "0 new, 0 changed, 2 retagged, 0 unchanged" in home.read("two", inbox)
    assert home.rows(f"select count(*) > {before} from store.article_shingle") == [(True,)]
    assert home.rows("select count(*), max(version) from report.articles") == [(2, 1)]
    assert home.rows("select count(*) from report.near_duplicates") == [(1,)]
