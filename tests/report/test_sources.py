"""Whether a source is well: expected numbers, set-aside documents, fields that are no longer found; where a page is."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb
import pytest

from etl import seeds
from tests.making import Home

PAGE = """<html lang="de"><head><link rel="canonical" href="https://de.rt.com/{number}"><title>{title}</title>{published}
</head><body><article><div class="ArticleView-text"><p>Nachricht Nummer {number}: Der Rat der OVKS hat in Minsk über die
Aufgabe {number} beraten und sie dem Sekretariat übertragen, das bis zum Herbst {number} Vorschläge machen soll, wie
es in der Mitteilung hieß. Im Anschluss sprachen die Minister {number} Stunden lang über den Haushalt, ohne dass es zu
einem Ergebnis gekommen wäre, das alle mittragen.</p></div></article></body></html>"""


@pytest.fixture
def inbox(home: Home) -> Path:
    folder = home.folder / "inbox" / "rt_de"
    folder.mkdir(parents=True)
    return folder


def put(inbox: Path, numbers: range, title: bool = True, published: bool = True) -> None:
    for n in numbers:
        day = f'<meta name="publish-date" content="{datetime.now(UTC):%Y-%m-%dT%H:%M:%S+00:00}">' if published else ""
        page = PAGE.format(number=n, title=f"Titel {n}" if title else "", published=day)
        (inbox / f"{n}.html").write_text(page, "utf-8")


def expect(monkeypatch: pytest.MonkeyPatch, **months: tuple[int, int]) -> None:
    """Seeds that say how many articles a month each source should have."""
    changed = {name: replace(s, expect=months.get(name, (0, 10**6))) for name, s in seeds.sources().items()}
    monkeypatch.setattr(seeds, "sources", lambda: changed)


def state(home: Home, source: str = "rt_de") -> tuple[str | None, str]:
    [row] = home.rows(f"select state, reason from report.sources where source = '{source}'")
    return row  # type: ignore[return-value]


def test_whoever_reads_the_samples_hears_of_no_source(sample: duckdb.DuckDBPyConnection, home: Home) -> None:
    assert sample.execute("select distinct state from report.sources").fetchall() == [(None,)]
    assert "Sources to look at" not in home.walk("one")


def test_a_source_that_delivers_is_green(home: Home, inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expect(monkeypatch, rt_de=(300, 600))
    put(inbox, range(10))
    said = home.walk("one", read="source")
    today = datetime.now(UTC).date()
    assert state(home) == ("green", f"articles since {today}: 10")
    assert "Sources to look at" not in said
    assert state(home, "belta_de") == (None, "not judged: no daily run has found anything of it yet")


def test_a_source_under_its_number_is_red_and_stops_nothing(
    home: Home, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expect(monkeypatch, rt_de=(300, 600))
    put(inbox, range(9))
    said = home.walk("one", read="source")
    why = f"articles since {datetime.now(UTC).date()}: 9, at least 10 expected"
    assert state(home) == ("red", why)
    assert f"  red: rt_de: {why}" in said
    assert home.rows("select count(*) from report.articles") == [(9,)]
    assert home.rows("select result from report.runs") == [("published",)]


def test_the_number_is_of_the_days_since_it_was_covered_and_of_the_last_runs_day(
    home: Home, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expect(monkeypatch, rt_de=(30, 600))
    put(inbox, range(3))
    home.walk("one", read="source")
    with duckdb.connect(str(home.folder / "work.duckdb")) as work:
        work.execute("update store.run set started_at = started_at - interval 9 days")
    home.walk("two", read="source")
    assert home.rows("select expected_min, expected_max from report.sources where source = 'rt_de'") == [(10, None)]
    with duckdb.connect(str(home.folder / "work.duckdb")) as work:
        work.execute("update store.run set started_at = started_at - interval 99 days where run_id = 'one'")
    home.walk("three", read="folder", folder=str(inbox))
    assert home.rows("select expected_min, expected_max from report.sources where source = 'rt_de'") == [(30, 600)]
    as_of = "select as_of = (select started_at from report.runs where run_id = 'two') from report.sources limit 1"
    assert home.rows(as_of) == [(True,)], "reading a folder is no daily run"


def test_a_source_over_its_number_is_yellow_after_a_month(
    home: Home, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expect(monkeypatch, rt_de=(0, 2))
    put(inbox, range(3))
    home.walk("one", read="source")
    assert state(home)[0] == "green"
    with duckdb.connect(str(home.folder / "work.duckdb")) as work:
        work.execute("update store.run set started_at = started_at - interval 40 days")
    home.walk("two", read="source")
    assert state(home)[0] == "yellow" and state(home)[1].endswith(": 3, at most 2 expected")


@pytest.mark.parametrize(("bad", "color"), [(6, "yellow"), (9, "red"), (4, "green")])
def test_many_documents_set_aside_are_told_with_their_reason(home: Home, inbox: Path, bad: int, color: str) -> None:
    put(inbox, range(10 - bad))
    for n in range(bad):
        (inbox / f"leer{n}.html").touch()
    home.walk("one", read="source")
    assert state(home)[0] == color
    why = f"{bad} of 10 documents set aside on {datetime.now(UTC).date()}, most often: empty file"
    assert (state(home)[1] == why) is (color != "green")


def test_fields_no_longer_found_are_a_changed_layout(home: Home, inbox: Path) -> None:
    put(inbox, range(10))
    home.walk("one", read="source")
    put(inbox, range(10, 14), title=False, published=False)
    home.walk("two", read="source")
    assert state(home)[0] == "green", "four are too few to tell"
    put(inbox, range(14, 15), title=False, published=False)
    said = home.walk("three", read="source")
    why = f"layout probably changed on {datetime.now(UTC).date()}: published, title no longer found"
    assert state(home) == ("red", why) and f"  red: rt_de: {why}" in said
    fields = home.rows("select field, share_before, share_lately from report.source_fields where is_lost order by 1")
    assert fields == [("published", 1.0, 0.0), ("title", 1.0, 0.0)]
    since = "select distinct lately_since = (select started_at from report.runs where run_id = 'two') "
    assert home.rows(since + "from report.source_fields") == [(True,)]


def test_a_field_that_was_never_there_is_not_missed(home: Home, inbox: Path) -> None:
    put(inbox, range(10), published=False)
    home.walk("one", read="source")
    put(inbox, range(10, 16), published=False)
    home.walk("two", read="source")
    assert state(home)[0] == "green"


def test_pages_that_only_the_generic_layout_reads_are_told(home: Home) -> None:
    inbox = home.folder / "inbox" / "belta_de"
    inbox.mkdir(parents=True)
    text = "{n}. Meldung\n\nDer Rat tagte zum {n}. Mal in Minsk, und alle {n} Mitglieder stimmten der Vorlage {n} zu."
    own = "Projekte\nFlag Montag, 29 Mai 2023\nAlle Nachrichten\nPolitik\n13 Januar 2023, 11:{n}\n\n"
    for n in range(10, 20):
        (inbox / f"{n}.txt").write_text(own.format(n=n) + text.format(n=n), "utf-8")
    home.walk("one", read="source")
    for n in range(20, 25):
        (inbox / f"{n}.txt").write_text(text.format(n=n), "utf-8")
    home.walk("two", read="source")
    color, why = state(home, "belta_de")
    assert "its own lines" in why and color == "red", "with the lines goes the time of publication"


def test_whereabouts_tell_what_became_of_an_address(home: Home, inbox: Path) -> None:
    put(inbox, range(2))
    (inbox / "kopie.html").write_text(
        (inbox / "1.html").read_text("utf-8").replace("rt.com/1", "rt.com/kopie"), "utf-8"
    )
    (inbox / "leer.html").touch()
    home.walk("one", read="source")
    put(inbox, range(7, 8))
    home.walk("two", read="source", until="2020-01-01")

    def became(address: str) -> list[tuple[str, str]]:
        return home.rows(f"select what, detail from report.whereabouts('{address}') order by all")  # type: ignore[return-value]

    today = datetime.now(ZoneInfo("Europe/Berlin")).date()  # the outlet's day
    assert became("http://www.de.rt.com/0/") == [("article", "Titel 0")]
    assert became("1.html")[0] == ("article", "Titel 1")
    assert became("https://de.rt.com/kopie")[0] == (
        "duplicate",
        "has the text of the article https://de.rt.com/1: Titel 1",
    )
    assert became("leer.html") == [("set aside", "when fetched: empty file")] * 2, "by either run"
    assert became("7.html") == [
        ("outside the days asked for", f"published {today} to {today}, asked for … to 2020-01-01")
    ]
    assert [what for what, _ in became("https://de.rt.com/nie")] == ["never found"]


def test_what_a_run_found_of_each_source_adds_up(sample: duckdb.DuckDBPyConnection) -> None:
    rows = sample.execute(
        "select found, loaded + duplicate + set_aside + outside_window from report.source_runs"
    ).fetchall()
    assert rows and all(found == sum_ for found, sum_ in rows)
