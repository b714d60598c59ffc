"""The walk from file to published file: what is new, changed, unchanged, left out, set aside."""

from __future__ import annotations

import json
import os
import re
import shutil
import time
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import duckdb
import pytest

from etl import steps
from etl.errors import DocumentError, InputError, SeedError, WarehouseError
from etl.model import Article, Facts
from etl.settings import SEEDS
from etl.staging import Staging, runs
from tests.making import Home

VIEWS = [
    "articles", "article_versions", "paragraphs", "mentions", "article_topics", "occupancies_reported", "evidence",
    "office_holders", "memberships", "coverage", "topics_by_month", "rules",
]  # fmt: skip


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """A folder with three of the sample articles."""
    folder = tmp_path / "in"
    folder.mkdir()
    for path in sorted((SEEDS / "articles").iterdir())[:3]:
        shutil.copy(path, folder)
    return folder


def everything(home: Home) -> dict[str, list[tuple[object, ...]]]:
    return {view: home.rows(f"select * from report.{view} order by all") for view in VIEWS}


def test_the_samples_arrive(sample: duckdb.DuckDBPyConnection) -> None:
    count = len(list((SEEDS / "articles").iterdir()))
    assert sample.execute("select count(*), count(distinct article_id) from report.articles").fetchone() == (
        count,
        count,
    )
    kinds = sample.execute("select distinct kind from report.mentions order by kind").fetchall()
    assert [kind for (kind,) in kinds] == ["country", "date", "organization", "person", "place", "topic"]


def test_the_same_run_again_changes_no_row_and_says_so(home: Home, inbox: Path) -> None:
    home.read("one", inbox)
    before = everything(home)
    said = home.read("two", inbox)
    assert everything(home) == before
    assert "0 new, 0 changed, 0 retagged, 3 unchanged" in said
    assert "no row of articles or facts was touched" in said


def test_a_step_may_be_taken_twice(home: Home, inbox: Path) -> None:
    home.read("one", inbox)
    before = everything(home)
    batch = "0001-of-0001"
    steps.load("one", [steps.tag("one", steps.clean("one", steps.extract("one", batch)))])
    steps.publish(steps.check("one"))
    assert everything(home) == before
    assert home.rows("select count(*) from report.runs") == [(1,)]


def test_batches_change_nothing_but_the_order_of_work(
    home: Home, inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.read("one", inbox, batch_size=1)
    facts = home.rows("select fact, fact_id from report.evidence order by all")
    monkeypatch.setenv("BLOCWATCH_HOME", str(tmp_path / "other"))
    other = Home(tmp_path / "other")
    other.read("one", inbox, batch_size=100)
    assert other.rows("select fact, fact_id from report.evidence order by all") == facts


def test_a_changed_page_is_a_new_version_with_new_facts(home: Home, inbox: Path) -> None:
    home.read("one", inbox)
    changed = sorted(inbox.iterdir())[0]
    text = changed.read_text("utf-8")
    changed.write_text(text.replace("Tasmagambetow könnte", "Tasmagambetow und Wladimir Putin könnten"), "utf-8")
    assert changed.read_text("utf-8") != text
    said = home.read("two", inbox)
    assert "0 new, 1 changed, 0 retagged, 2 unchanged" in said
    name = changed.name
    assert home.rows(f"select version from report.articles where file_name = '{name}'") == [(2,)]
    assert home.rows(f"select count(*) from report.article_versions where file_name = '{name}'") == [(2,)]
    assert home.rows("select count(*) from report.mentions where name = 'Wladimir Putin'") == [(1,)]
    assert home.rows("select count(distinct article_id) from report.articles") == [(3,)]


def test_new_rules_replace_facts_and_make_no_version(home: Home, inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home.read("one", inbox)
    fewer = steps.tag_seeds()
    without_dates = tuple(rule for rule in fewer.rules if rule.kind != "date")
    monkeypatch.setattr(steps, "tag_seeds", lambda: replace(fewer, rules=without_dates))
    said = home.read("two", inbox)
    assert "0 new, 0 changed, 3 retagged, 0 unchanged" in said
    assert home.rows("select max(version) from report.articles") == [(1,)]
    assert home.rows("select count(*) from report.mentions where kind = 'date'") == [(0,)]


def test_a_dry_run_loads_nothing(home: Home, inbox: Path) -> None:
    home.read("one", inbox)
    before = everything(home), home.rows("from report.runs")
    shutil.copy(sorted((SEEDS / "articles").iterdir())[5], inbox)
    said = home.read("two", inbox, dry_run=True)
    assert "1 new" in said and "nothing was loaded" in said
    assert (everything(home), home.rows("from report.runs")) == before


def test_days_leave_out_what_was_published_outside_them(home: Home) -> None:
    home.walk("one", since="2025-01-01", until="2025-12-31")
    days = home.rows("select published_on, published_until from report.articles")
    assert {day.year for day, _ in days if day} == {2025}
    assert (None, None) in days, "who tells no day may have been published then"
    assert not [until for _, until in days if until and until.year < 2025], "unless the text bounds it"
    assert home.rows("select sum(articles) > 0 from report.funnel where stage = 'outside_window'") == [(True,)]


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"read": "folder", "folder": "/nirgends"}, "/nirgends does not exist"),
        ({"read": "folder"}, "say which"),
        ({"source": "nonsense"}, "no source 'nonsense'"),
        ({"since": "2024-01-02", "until": "2024-01-01"}, "is after"),
        ({"since": "gestern"}, "'gestern' is no day"),
    ],
)
def test_what_cannot_be_done_is_said_before_anything_is_read(home: Home, asked: dict[str, str], message: str) -> None:
    with pytest.raises(InputError, match=message):
        home.walk("one", **asked)


def test_inboxes_are_read_by_their_sources(home: Home) -> None:
    for source in ("belta_de", "rt_de", "other"):
        (home.folder / "inbox" / source).mkdir(parents=True)
    samples = sorted((SEEDS / "articles").iterdir())
    shutil.copy(samples[0], home.folder / "inbox" / "belta_de" / "a.txt")
    shutil.copy(samples[7], home.folder / "inbox" / "rt_de" / "a.txt")
    home.walk("one", read="source")
    assert home.rows("select source, address from report.articles order by source") == [
        ("belta_de", "belta_de/a.txt"),
        ("rt_de", "rt_de/a.txt"),
    ]
    home.walk("two", read="source", source="rt_de")
    assert home.rows("select sum(articles) from report.funnel where run_id = 'two' and stage = 'found'") == [(1,)]


def test_an_empty_inbox_is_a_run_that_found_nothing(home: Home) -> None:
    said = home.walk("one", read="source")
    assert "Articles: 0 read" in said
    assert home.rows("select articles_found, result from report.runs") == [(0, "published")]


def test_bad_documents_are_set_aside_with_their_reasons_and_the_others_arrive(home: Home, inbox: Path) -> None:
    (inbox / "mit Leerzeichen und Ümläuten").mkdir()
    shutil.copy(sorted(inbox.iterdir())[0], inbox / "mit Leerzeichen und Ümläuten" / "ä ö ü ß.txt")
    german = "Neuer Titel\n\nDer belarussische Präsident Alexander Lukaschenko erklärte, dass Größe für die OVKS zähle."
    (inbox / "cp1252.txt").write_bytes(german.encode("cp1252"))
    russian = "Заголовок\n\nПрезидент Беларуси Александр Лукашенко встретился с генеральным секретарем ОДКБ в Минске."
    (inbox / "cp1251.txt").write_bytes(russian.encode("cp1251"))
    (inbox / "kaputt.html").write_bytes(b"<p>Der OVKS-Generalsekret\xc3\xa4r Stanislaw Sas kam <b>in Minsk an <div><i>")
    (inbox / "leer.txt").touch()
    (inbox / "binaer.txt").write_bytes(bytes(range(256)) * 40)
    (inbox / "nul.txt").write_bytes("Ein gewöhnlicher Text mit einem \0 darin, sonst ist alles gut.".encode())
    with (inbox / "riesig.txt").open("wb") as huge:
        huge.truncate(50_000_000)
    (inbox / "bild.jpg").write_bytes(b"\xff\xd8\xff")
    (inbox / "weg.txt").symlink_to("/nirgends")
    os.mkfifo(inbox / "rohr.txt")
    os.close(os.open(os.fsencode(inbox) + b"/bytes\xff.txt", os.O_CREAT | os.O_WRONLY))
    said = home.read("one", inbox)
    reasons = dict(home.rows("select url_or_path, reason from report.quarantine"))
    wanted = {
        "leer.txt": "empty file",
        "binaer.txt": "binary data",
        "nul.txt": "NUL character",
        "riesig.txt": "50.0 MB is more than the 10.0 MB allowed",
        "bild.jpg": "neither .txt nor .html",
        "weg.txt": "No such file",
        "rohr.txt": "not a plain file",
        "bytes\\xff.txt": "empty file",
    }
    assert reasons.keys() == wanted.keys()
    assert [name for name, reason in wanted.items() if reason not in reasons[name]] == []
    assert home.rows("select count(*) from report.articles") == [(6,)]
    assert home.rows("select language from report.articles where file_name = 'cp1251.txt'") == [("ru",)]
    copies = "select is_canonical from report.article_addresses where file_name = 'ä ö ü ß.txt'"
    assert home.rows(copies) == [(False,)]
    assert "1 duplicate" in said and "8 set aside" in said
    query = "select sum(articles) from report.funnel where stage in ('loaded', 'duplicate', 'quarantined')"
    assert home.rows(query) == [(15,)]


def test_a_file_that_may_not_be_read_is_set_aside(home: Home, inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    forbidden = sorted(inbox.iterdir())[0]
    read_bytes = Path.read_bytes

    def refusing(path: Path) -> bytes:
        if path.name == forbidden.name:
            raise PermissionError(13, "Permission denied")
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", refusing)  # who runs tests as root may read everything
    home.read("one", inbox)
    assert home.rows("select url_or_path, stage, reason from report.quarantine") == [
        (forbidden.name, "fetched", "cannot be read: Permission denied")
    ]
    assert home.rows("select count(*) from report.articles") == [(2,)]


def test_a_document_that_breaks_a_tagger_does_not_stop_the_others(
    home: Home, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts = steps.tagging.facts

    def breaking(article: object, known: object) -> object:
        if article.file_name.startswith("02"):  # type: ignore[attr-defined]
            raise ZeroDivisionError("division by zero")
        return facts(article, known)  # type: ignore[arg-type]

    monkeypatch.setattr(steps.tagging, "facts", breaking)
    home.read("one", inbox)
    [(stage, reason)] = home.rows("select stage, reason from report.quarantine")
    assert (stage, reason) == ("tagged", "unexpected ZeroDivisionError: division by zero")
    assert home.rows("select count(*) from report.articles") == [(2,)]


def test_code_that_breaks_on_every_document_stops_the_run(
    home: Home, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaking(*_: object) -> object:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr(steps.tagging, "facts", breaking)
    with pytest.raises(ZeroDivisionError):
        home.read("one", inbox)


def test_a_document_whose_facts_do_not_hold_is_set_aside_and_the_day_goes_on(
    home: Home, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts = steps.tagging.facts

    def wrong(article: Article, known: Any) -> Facts:
        found = facts(article, known)
        if not article.file_name.startswith("02"):
            return found
        first, *others = found.mentions
        return replace(found, mentions=(replace(first, char_end=first.char_end + 1), *others))

    monkeypatch.setattr(steps.tagging, "facts", wrong)
    home.read("one", inbox)
    [(stage, reason)] = home.rows("select stage, reason from report.quarantine")
    assert stage == "tagged" and re.search(
        r"^the rule \S+ read «(.+)» wrongly: characters \d+ to \d+ are «\1.»$", reason
    )
    assert home.rows("select count(*) from report.articles") == [(2,)]


def test_of_two_texts_of_one_address_one_that_is_refused_leaves_the_other(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refusing(article: Article, _: Facts) -> None:
        if article.file_name == "b.html":
            raise DocumentError("wrong")

    monkeypatch.setattr(steps.proof, "prove", refusing)
    page = '<link rel="canonical" href="https://nachrichten.example/1"><title>T</title><article><p>{}</p></article>'
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.html").write_text(page.format("Wladimir Putin kam nach Minsk und sprach dort mit der OVKS."))
    (tmp_path / "in" / "b.html").write_text(page.format("In Astana tagte die SOZ, und Emomali Rachmon sprach lange."))
    home.read("one", tmp_path / "in")
    assert home.rows("select file_name from report.articles") == [("a.html",)]
    assert home.rows("select name from report.mentions where kind = 'person'") == [("Wladimir Putin",)]
    assert home.rows("select url_or_path, stage from report.quarantine") == [("b.html", "tagged")]


def test_a_rule_that_cannot_be_read_stops_the_run_and_is_named() -> None:
    known = steps.tag_seeds()
    broken = replace(known.rules[-1], rule="x.broken", pattern="{nonsense}", language="de")
    with pytest.raises(SeedError, match=r"x\.broken has a placeholder nobody knows: \{nonsense\}"):
        assert replace(known, rules=(broken,)).patterns


def test_of_two_texts_of_one_address_the_facts_of_one_are_loaded(home: Home, tmp_path: Path) -> None:
    page = '<link rel="canonical" href="https://nachrichten.example/1"><title>T</title><article><p>{}</p></article>'
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.html").write_text(page.format("Wladimir Putin kam nach Minsk und sprach dort mit der OVKS."))
    (tmp_path / "in" / "b.html").write_text(page.format("In Astana tagte die SOZ, und Emomali Rachmon sprach lange."))
    for run_id in ("one", "two"):
        said = home.read(run_id, tmp_path / "in", batch_size=1)
        assert home.rows("select file_name from report.articles") == [("b.html",)]
        persons = home.rows("select name from report.mentions where kind = 'person'")
        assert persons == [("Emomali Rachmon",)]
    assert "0 new, 0 changed, 0 retagged, 1 unchanged, 1 set aside" in said
    assert home.rows("select url_or_path, reason from report.quarantine where run_id = 'two'") == [
        ("a.html", "the same article as b.html, which is the one loaded")
    ]


def test_who_has_the_file_open_keeps_reading_while_a_run_publishes(home: Home, inbox: Path) -> None:
    home.read("one", inbox)
    with home.open() as reader:
        assert reader.execute("select count(*) from report.articles").fetchone() == (3,)
        shutil.copy(sorted((SEEDS / "articles").iterdir())[5], inbox)
        home.read("two", inbox)
        assert reader.execute("select count(*) from report.articles").fetchone() == (3,)
        # within one process DuckDB knows files by their path: a new reader is another process's, or opens the new path
        newest = str((home.folder / "blocwatch.duckdb").resolve())
        assert duckdb.connect(newest, read_only=True).execute("select count(*) from report.articles").fetchone() == (4,)
        assert reader.execute("select count(*) from report.articles").fetchone() == (3,)


def test_the_published_file_is_a_link_onto_the_newest_and_read_only(home: Home, inbox: Path) -> None:
    for number in range(7):
        home.read(f"run {number}", inbox)
    link = home.folder / "blocwatch.duckdb"
    assert link.is_symlink() and not link.readlink().is_absolute()
    assert link.resolve().stat().st_mode & 0o777 == 0o444
    kept = sorted(path.name for path in (home.folder / "published").iterdir())
    assert len(kept) == 5 and link.resolve().name == kept[-1]


def test_tools_of_duckdb_1_4_open_it(sample_home: Home) -> None:
    with sample_home.open() as published:
        [(tags,)] = published.execute("select tags from duckdb_databases() where not internal").fetchall()
    assert tags["storage_version"].startswith("v1.4")


def test_a_failing_check_keeps_the_old_file_and_names_the_rows(home: Home, inbox: Path) -> None:
    home.read("one", inbox)
    published = (home.folder / "blocwatch.duckdb").resolve()
    with duckdb.connect(str(home.folder / "work.duckdb")) as work:
        work.execute("update store.mention set char_start = char_start + 1 where kind = 'person'")
        work.execute("update store.run set result = 'loaded'")  # so that it waits for its publish
    with pytest.raises(WarehouseError, match="spans_cut_their_surface"):
        steps.check("one")
    assert (home.folder / "blocwatch.duckdb").resolve() == published


def test_a_copy_that_fails_leaves_the_old_file(home: Home, inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home.read("one", inbox)
    published = (home.folder / "blocwatch.duckdb").resolve()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("etl.load.files.shutil.copyfile", full)
    with pytest.raises(WarehouseError, match="No space left on device"):
        steps.publish("one")
    assert (home.folder / "blocwatch.duckdb").resolve() == published
    assert list((home.folder / "published").glob("*.part")) == []


def test_a_work_file_of_another_version_is_refused_in_words(home: Home, inbox: Path) -> None:
    home.read("one", inbox)
    with duckdb.connect(str(home.folder / "work.duckdb")) as work:
        work.execute("alter table store.funnel add column x int")
    with pytest.raises(WarehouseError, match=r"store\.funnel differs"):
        home.read("two", inbox)


def test_a_work_file_open_elsewhere_is_said(home: Home, inbox: Path) -> None:
    import subprocess
    import sys

    home.read("one", inbox)
    code = (
        f"import duckdb; c = duckdb.connect({str(home.folder / 'work.duckdb')!r}); print('open', flush=True); input()"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout and holder.stdin
        holder.stdout.readline()
        with pytest.raises(WarehouseError, match=r"cannot be used: .*lock"):
            home.read("two", inbox)
        holder.communicate(b"\n")


def test_pages_are_kept_once_with_when_and_whence(home: Home, inbox: Path) -> None:
    home.read("one", inbox)
    home.read("two", inbox)
    raw = home.folder / "raw"
    assert len(list(raw.rglob("*.gz"))) == 3
    notes = [json.loads(path.read_text("utf-8")) for path in raw.rglob("*.json")]
    assert [len(note["versions"]) for note in notes] == [1, 1, 1]
    assert sorted(note["versions"][0]["address"] for note in notes) == sorted(path.name for path in inbox.iterdir())


def test_files_of_one_name_are_all_read_again_from_the_raw_store(home: Home, tmp_path: Path) -> None:
    for folder, place in (("januar", "Minsk"), ("februar", "Astana")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "1.txt").write_text(
            f"Sas in {place}\n\nStanislaw Sas sprach lange in {place} mit der OVKS."
        )
        home.read(folder, tmp_path / folder)
    shutil.copytree(tmp_path / "januar", tmp_path / "umgezogen")
    home.read("umgezogen", tmp_path / "umgezogen")
    before = home.rows("select article_id, text from report.articles order by all")
    (home.folder / "work.duckdb").unlink()
    assert "2 new" in home.walk("again", read="raw")
    assert home.rows("select article_id, text from report.articles order by all") == before


def test_staging_of_old_runs_is_cleared_away(home: Home, inbox: Path) -> None:
    for number in range(8):
        home.read(f"run {number}", inbox)
    assert len(list((home.folder / "staging").iterdir())) == steps.STAGING_KEPT


def test_the_oldest_staging_is_told_where_folders_have_no_times() -> None:
    """As on an object store: by the folders' order runs by hand would be older than those of the schedule."""
    url = f"memory://staging-{uuid4()}"
    Staging(url, "manual__2").write_note("another", {})
    for name in ("scheduled__1", "manual__2"):
        Staging(url, name).write_note("run", {})
        time.sleep(0.01)
    assert [folder.name for folder in runs(url)] == ["scheduled__1", "manual__2"]


def test_a_step_whose_staging_is_gone_says_what_to_clear(home: Home, inbox: Path) -> None:
    home.read("one", inbox)
    shutil.rmtree(home.folder / "staging")
    with pytest.raises(InputError, match=r"clear the run's tasks from 'find'"):
        steps.load("one", ["0001-of-0001"])
