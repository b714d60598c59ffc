"""Re-tag: what differs is shown and nothing else, it can be killed at any moment, and the old file stays."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from etl import deciding, retagging, seeds, settings, steps, tag
from etl.errors import InputError, WarehouseError
from etl.extract.raw import RawStore
from etl.load import remembering
from etl.model import Article, Facts, Mention
from etl.settings import SEEDS
from tests.making import Home

VIEWS = (
    "articles", "article_versions", "article_addresses", "paragraphs", "mentions", "article_topics",
    "occupancies_reported", "quotations", "relays", "memberships_reported", "meetings", "meeting_participants",
    "commitments_reported", "near_duplicates", "quarantine",
)  # fmt: skip


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a home and the inbox it has read: four articles, one of them twice, and a page that is none.

    One of them then changed.
    """
    folder = tmp_path_factory.mktemp("once")
    inbox = folder / "in"
    inbox.mkdir()
    for path in sorted((SEEDS / "articles").glob("0*"))[:4]:
        shutil.copy(path, inbox)
    (inbox / "again").mkdir()
    shutil.copy(sorted(inbox.glob("03*"))[0], inbox / "again" / "anderer_name.txt")
    (inbox / "stub.txt").write_text("Ein Titel\n\nEin Text, der zu kurz ist.\n", "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BLOCWATCH_HOME", str(folder / "home"))
        home = Home(folder / "home")
        home.read("one", inbox)
        changed, other_page = sorted(inbox.glob("0[12]*"))
        changed.write_text(changed.read_text("utf-8").replace("Tasmagambetow könnte", "Putin und er könnten"), "utf-8")
        other_page.write_text(other_page.read_text("utf-8") + "\n\n", "utf-8")  # reads as the same article
        home.read("two", inbox)
    return folder


@pytest.fixture
def inbox(once: Path, tmp_path: Path) -> Path:
    """A copy of the folder that was read."""
    return Path(shutil.copytree(once / "in", tmp_path / "in"))


@pytest.fixture
def read(once: Path, bare_home: Home) -> Home:
    """A copy of the home that has read it."""
    shutil.copytree(once / "home", bare_home.folder, symlinks=True)
    return bare_home


def everything(home: Home) -> dict[str, list[tuple[object, ...]]]:
    return {view: home.rows(f"select * from report.{view} order by all") for view in VIEWS}


def built(**asked: object) -> dict[tuple[str, str], dict[str, int]]:
    """The differences: kind and rule → change → number."""
    found: dict[tuple[str, str], dict[str, int]] = {}
    for kind, rule, change, facts in retagging.build(workers=0, size=2, **asked).counted:  # type: ignore[arg-type]
        if change != "same":
            found.setdefault((kind, rule), {})[change] = facts
    return found


def reading(monkeypatch: pytest.MonkeyPatch, change: Callable[[Mention], Mention | None]) -> None:
    """Mentions are read otherwise from here on: as by other rules, without the seconds that compiling them takes."""
    facts = tag.facts

    def otherwise(article: Article, known: tag.Seeds) -> Facts:
        found = facts(article, known)
        return replace(found, mentions=tuple(m for m in map(change, found.mentions) if m))

    monkeypatch.setattr(tag, "facts", otherwise)
    monkeypatch.setattr(seeds, "ruleset", lambda: "other")


def without(monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    """The rules of one kind of mention are gone."""
    reading(monkeypatch, lambda mention: None if mention.kind == kind else mention)


def test_unchanged_code_changes_nothing(read: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    before = everything(read)
    assert built() == {}
    assert retagging.is_needless()
    retagging.accept()
    assert everything(read) == before
    assert read.rows("select count(*) from report.runs where dag_id = 'retag'") == [(1,)]
    assert read.rows("select max(version) from report.articles") == [(2,)]
    monkeypatch.setattr(retagging, "CHUNK", 1)
    monkeypatch.setattr(retagging, "RESOLVED", 3)
    assert built() == {}, "nor does how many are loaded or resolved together"


def test_a_file_of_another_versions_form_is_brought_to_this_ones(read: Home) -> None:
    [(fact,)] = read.rows("select min(fact_id) from report.occupancies_reported")
    deciding.decide([deciding.Asked("correct", (fact,), "Anna")])
    before = everything(read)
    with duckdb.connect(str(read.folder / "work.duckdb")) as older:
        older.execute("alter table store.occupancy_reported drop column ends_on")
        older.execute("alter table store.decision add column told_by_pigeon integer")
        older.execute("checkpoint")
    with pytest.raises(WarehouseError, match=r"another version .* retag"):
        read.read("again", read.folder)
    assert built() == {}
    assert not retagging.is_needless()
    retagging.accept()
    assert everything(read) == before
    assert read.rows("select verdict, decided_by from report.decisions") == [("correct", "Anna")]


def test_a_rule_that_is_gone_shows_as_just_its_facts(read: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    counts = dict(read.rows("select rule, count(*) from report.mentions where kind = 'date' group by rule"))
    without(monkeypatch, "date")
    found = built()
    assert found == {("mentions", rule): {"removed": count} for rule, count in counts.items()}
    shown = [example for example in retagging.difference().examples if example[1] in counts]  # type: ignore[union-attr]
    assert shown and all(example[2] == "removed" and example[5] and not example[6] for example in shown)
    assert read.rows("select count(*) from report.mentions where kind = 'date'") != [(0,)], "not live yet"


def test_other_values_on_the_same_characters_are_a_change(read: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    reading(monkeypatch, lambda m: replace(m, name="Minsk-Stadt") if (m.kind, m.name) == ("place", "Minsk") else m)
    [(count,)] = read.rows("select count(*) from report.mentions where kind = 'place' and name = 'Minsk'")
    found = built()
    assert [n for (kind, _), n in found.items()] == [{"changed": count}]
    values = [(e[5], e[6]) for e in retagging.difference().examples if e[0] == "mentions"]  # type: ignore[union-attr]
    assert set(values) == {('{"name": "Minsk"}', '{"name": "Minsk-Stadt"}')}


def kept_versions(home: Home) -> list[tuple[object, ...]]:
    return home.rows(
        "select article_id, version, is_newest, page_id, text, fetched_at from store.article order by 1, 2"
    )


def test_accepting_makes_it_live_and_back_takes_it_back(read: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    before, versions = everything(read), kept_versions(read)
    without(monkeypatch, "date")
    assert built()
    kept = retagging.accept()
    assert kept.exists()
    assert read.rows("select count(*) from report.mentions where kind = 'date'") == [(0,)]
    assert read.rows("select count(*) from report.fact_changes where change = 'removed'") != [(0,)]
    after = everything(read)
    assert kept_versions(read) == versions
    assert after["quarantine"] == before["quarantine"]
    [(fact,)] = read.rows("select min(fact_id) from report.mentions where kind = 'country'")
    deciding.decide([deciding.Asked("correct", (fact,), "Anna")])
    assert retagging.back()[1] == ["1 decisions made since then were taken over."]
    assert read.rows("select verdict, state, reason from report.decisions") == [("correct", "applied", None)]
    assert everything(read) == before
    retagging.back()
    assert everything(read) == after


def test_it_goes_on_where_it_was_killed(read: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    cleaned: list[str] = []
    clean = steps.clean

    def until_killed(run_id: str, batch: str) -> str:
        cleaned.append(batch)
        if len(cleaned) == 2:
            raise KeyboardInterrupt
        return clean(run_id, batch)

    monkeypatch.setattr(steps, "clean", until_killed)
    with pytest.raises(KeyboardInterrupt):
        built()
    assert built() == {}
    assert len(cleaned) == len(set(cleaned)) + 1, "only the batch that was broken off is read twice"


def test_other_rules_begin_anew(read: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    batches = retagging.prepare(2)
    retagging.read_batch(batches[0])
    without(monkeypatch, "date")
    assert built()


@pytest.mark.parametrize("at", ["drop_lost", "keep_addresses"])
def test_killed_while_it_settles_it_ends_the_same(read: Home, monkeypatch: pytest.MonkeyPatch, at: str) -> None:
    before = everything(read)
    with monkeypatch.context() as patch:
        patch.setattr(remembering, at, lambda work: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            built()
    assert built() == {}
    retagging.accept()
    assert everything(read) == before


def test_killed_behind_the_swap_it_is_published_by_the_next_call(read: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    without(monkeypatch, "date")
    assert built()
    with monkeypatch.context() as patch:
        patch.setattr(retagging, "_publish", lambda conf: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            retagging.accept()
    retagging.accept()
    assert read.rows("select count(*) from report.mentions where kind = 'date'") == [(0,)]


def test_killed_behind_all_of_it_the_next_call_finds_it_done(read: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    began = datetime.now(UTC)
    without(monkeypatch, "date")
    assert built()
    kept = retagging.accept(since=began)
    assert retagging.accept(since=began) == kept
    assert read.rows("select count(*) from report.mentions where kind = 'date'") == [(0,)]
    again = datetime.now(UTC)
    retagging.back()
    for since in (None, again, began):  # nor is it done where somebody went back
        with pytest.raises(InputError, match="no finished re-tag"):
            retagging.accept(since=since)


def test_a_link_left_by_a_broken_swap_is_no_file_to_go_back_to(read: Home) -> None:
    work_file = settings.load().work_file
    (work_file.parent / "work-before-1.duckdb").hardlink_to(work_file)
    assert remembering.kept_files(work_file) == []


def test_what_was_read_in_between_is_brought_in(
    read: Home, inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without(monkeypatch, "date")
    assert built()
    new = sorted((SEEDS / "articles").glob("1*"))[0]
    shutil.copy(new, inbox)
    changed = sorted(inbox.glob("02*"))[0]
    changed.write_text(changed.read_text("utf-8") + "\nMinsk und Moskau wollen die OVKS stärken.\n", "utf-8")
    read.read("three", inbox)
    before, versions = everything(read), kept_versions(read)
    retagging.accept()
    after = everything(read)
    for view in ("article_addresses", "paragraphs", "quarantine"):
        assert after[view] == before[view], view
    assert kept_versions(read) == versions
    assert ("three",) in read.rows("select run_id from report.runs")
    assert read.rows("select count(*) from report.mentions where kind = 'date'") == [(0,)]


def test_an_article_whose_page_is_lost_needs_force(read: Home) -> None:
    [(page_id, address, article_id)] = read.rows(
        "select page_id, address, article_id from core.article where file_name like '04%'"
    )
    RawStore(settings.load().raw_url)._page(page_id).unlink()
    found = retagging.build(workers=0, size=2)
    assert found.lost == [address]
    assert ("articles", "article", "removed", 1) in found.counted
    with pytest.raises(InputError, match="1 articles would be lost"):
        retagging.accept()
    retagging.accept(force=True)
    assert read.rows(f"select * from report.articles where article_id = '{article_id}'") == []
    assert len(read.rows(f"select * from report.article_versions where article_id = '{article_id}'")) == 1
    assert read.rows("select stage from report.quarantine where run_id like 'retag%'") == [("fetched",)]


def test_who_had_the_text_of_a_lost_article_is_one_now(read: Home) -> None:
    [(page_id, article_id)] = read.rows("select page_id, article_id from core.article where file_name like '03%'")
    other = "select address_id from report.article_addresses where not is_canonical"
    work_file = settings.load().work_file
    with duckdb.connect(str(work_file)) as work:  # the same bytes twice are one page
        work.execute("update store.article set page_id = 'gone' where article_id = ?", [article_id])
        work.execute("update store.article_address set page_id = 'gone' where address_id = ?", [article_id])
    retagging.build(workers=0, size=2)
    retagging.accept(force=True)
    assert read.rows("select file_name from report.articles where file_name = 'anderer_name.txt'") != []
    assert page_id and read.rows(other) == []


def test_what_was_left_out_because_of_its_day_stays_out(home: Home) -> None:
    home.walk("one", since="2025-01-01", until="2025-12-31")
    before = everything(home)
    assert built() == {}
    retagging.accept()
    assert everything(home) == before


def test_what_was_none_and_now_is_one_shows(read: Home, inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("etl.clean.SHORTEST_TEXT", 5)
    assert built()["articles", "article"] == {"added": 1}


def test_without_a_work_file_it_says_what_to_do(bare_home: Home) -> None:
    with pytest.raises(InputError, match="start with"):
        retagging.build(workers=0)


def test_processes_read_what_one_reads(read: Home) -> None:
    assert retagging.build(workers=2, size=3).changed == 0
