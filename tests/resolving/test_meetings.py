"""Meetings resolved load by load, in whatever order, replaced and removed, are those of everything at once."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from etl import settings
from etl.load import finding, warehouse
from etl.load.warehouse import WorkFile
from etl.resolve.meetings import Told
from etl.resolving import meetings
from tests.making import Home, insert
from tests.resolve.test_meetings import made_up
from tests.resolve.test_meetings import told as telling

ROLES = ("participant", "visitor", "expected", "absent", "host")
Articles = dict[str, list[Told]]
RESOLVED = {
    "meeting": "* exclude (load_number)",
    "meeting_participant": "* exclude (load_number)",
    "meeting_link": "telling_id, article_id, meeting_id, relation, leader, reason",
    "meeting_key": "* exclude (load_number)",
}


@contextmanager
def work_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[WorkFile]:
    monkeypatch.setenv("BLOCWATCH_HOME", str(folder))
    with warehouse.open_work_file(settings.load(), prepare=True) as work:
        yield work


def load(work: WorkFile, articles: Articles, copies: list[tuple[str, str]]) -> None:
    """Writes what a load would write of these articles, those without tellings are removed; and resolves."""
    work.run("create or replace temp table touched (article_id varchar)")
    for article_id, tellings in articles.items():
        work.run("insert into touched values (?)", article_id)
        for table in ("article", "meeting_reported", "participant_reported"):
            work.run(f"delete from store.{table} where article_id = ?", article_id)
        work.run("delete from store.article_likeness where ? in (article_a, article_b)", article_id)
        for told in tellings:
            write(work, told)
    here = {a for (a,) in work.rows("select article_id from store.article where is_newest")}
    for a, b in copies:
        if {a, b} & articles.keys() and {a, b} <= here:
            work.run("delete from store.article_likeness where article_a = ? and article_b = ?", a, b)
            work.run("insert into store.article_likeness values (?, ?, 0.9, 0.9)", a, b)
    meetings.refresh(work)
    work.run("insert into store.run (run_id, load_number) select 'r', ?", finding.next_load(work))


def write(work: WorkFile, told: Told) -> None:
    row = {name: getattr(told, name) for name in told.__dataclass_fields__}
    present, absent, known_on, words = (row.pop(n) for n in ("present", "absent", "known_on", "status"))
    row |= {"status_told": words, "levels": list(told.levels), "fact_id": told.telling_id}
    insert(work, "meeting_reported", [row])
    work.run("delete from store.article where article_id = ?", told.article_id)
    article = {"article_id": told.article_id, "version": 1, "is_newest": True, "published_on": known_on}
    insert(work, "article", [article | {"fetched_at": datetime(2026, 1, 1, tzinfo=UTC)}])
    for number, name in enumerate((*present, *absent)):
        role = (
            "absent" if name in absent else "visitor" if told.kind == "visit" else ROLES[(number + told.char_start) % 3]
        )
        insert(work, "participant_reported", [{
            "fact_id": f"{told.telling_id} {number}", "article_id": told.article_id, "telling_id": told.telling_id,
            "participant": name, "kind": "person", "role": role, "char_start": number,
        }])  # fmt: skip


def resolved(work: WorkFile) -> dict[str, list[tuple[Any, ...]]]:
    return {
        table: work.rows(f"select {columns} from store.{table} order by all") for table, columns in RESOLVED.items()
    }


def some_articles(chance: random.Random, tellings: int) -> Articles:
    articles: Articles = {}
    for number in range(tellings):
        told = made_up(chance, number)
        articles.setdefault(told.article_id, []).append(told)
    return {a: [Told(**(vars_of(t) | {"known_on": told[0].known_on})) for t in told] for a, told in articles.items()}


def vars_of(told: Told) -> dict[str, Any]:
    return {name: getattr(told, name) for name in told.__dataclass_fields__}


@pytest.mark.parametrize("seed", range(2))
def test_load_by_load_is_everything_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    monkeypatch.setattr(finding, "MANY_LOADS", (100, 1)[seed])  # so that loads are told one by one, and as a range
    chance = random.Random(seed)
    articles = some_articles(chance, 44)
    names = sorted(articles)
    copies = [tuple(sorted(chance.sample(names, 2))) for _ in range(3)]
    with work_file(tmp_path / "by load", monkeypatch) as work:
        before = some_articles(random.Random(seed + 100), 44)  # other tellings, replaced by and by
        load(work, dict(chance.sample(sorted(before.items()), 12)), copies)
        gone = {"z1": [made_up(chance, 900)], "z2": [made_up(chance, 901)]}
        load(work, {a: [Told(**(vars_of(t) | {"article_id": a})) for t in told] for a, told in gone.items()}, copies)
        order = chance.sample(names, len(names))
        while order:
            batch, order = order[: (size := chance.randint(2, 9))], order[size:]
            load(work, {name: articles[name] for name in batch}, copies)
        load(work, {"z1": [], "z2": []}, copies)
        by_load = resolved(work)
    with work_file(tmp_path / "at once", monkeypatch) as work:
        load(work, articles, copies)
        assert resolved(work) == by_load
        assert any(relation == "shows" for *_, relation, _, _ in by_load["meeting_link"]) or seed
        load(work, articles, copies)
        assert resolved(work) == by_load


def test_a_meeting_that_belongs_to_another_visit_now_shows_the_first_no_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two who meet were both visitors then, and the visit told of first counts, which is loaded last."""
    about = {"body": None, "place": None, "country": "BY"}
    visits = {
        name: telling(name, **about, kind="visit", status="planned", present=(who,), known=known)
        for name, who, known in (("one", "Anna Berg", "2023-06-02"), ("other", "Bert Cohn", "2023-06-01"))
    }
    held = telling("held", **about, kind="bilateral", present=("Anna Berg", "Bert Cohn"))
    by_article = {each.article_id: [each] for each in (visits["one"], held, visits["other"])}
    with work_file(tmp_path / "by load", monkeypatch) as work:
        for article_id, tellings in by_article.items():
            load(work, {article_id: tellings}, [])
        by_load = resolved(work)
        shown = work.rows("select meeting_id from store.meeting_link where relation = 'shows'")
    assert shown == [("other",)]
    with work_file(tmp_path / "at once", monkeypatch) as work:
        load(work, by_article, [])
        assert resolved(work) == by_load


def test_a_visit_told_three_times_is_one_meeting_that_was_held(sample_home: Home) -> None:
    """Announced for February, then for two days, then the visitor met his host: one visit with three proofs."""
    told = sample_home.rows(
        """select m.meeting_id, m.status, m.held_from, m.held_until, m.articles, a.file_name, t.status_told, t.relation
        from report.meetings as m
        inner join report.meeting_articles as t on m.meeting_id = t.meeting_id
        inner join report.articles as a on t.article_id = a.article_id
        where m.kind = 'visit' and m.held_from between '2023-02-01' and '2023-02-28' order by t.known_on"""
    )
    assert {(str(row[1]), str(row[2]), str(row[3]), row[4]) for row in told} == {
        ("held", "2023-02-12", "2023-02-13", 3)
    }
    assert [(row[5][:2], *row[6:]) for row in told] == [
        ("01", "planned", "tells"),
        ("02", "planned", "tells"),
        ("03", "held", "shows"),
    ]
    parts = sample_home.rows(
        f"select kind, status, place, articles from report.meetings where part_of = '{told[0][0]}' order by all"
    )
    assert parts == [("bilateral", "held", "Minsk", 1), ("bilateral", "held", None, 1)]


def test_meetings_of_the_samples_are_told_together(sample_home: Home) -> None:
    """The OVKS summit in Minsk, planned half a year before, is one meeting of four articles, and so is its council."""
    rows = sample_home.rows(
        "select kind, status, body, held_from, articles from report.meetings where articles > 1 and kind <> 'visit'"
    )
    assert {(kind, status, body, str(day)): articles for kind, status, body, day, articles in rows} == {
        ("summit", "held", "OVKS", "2023-11-23"): 4,
        ("summit", "held", "SOZ", "2025-08-31"): 3,
        ("session", "held", "OVKS", "2023-06-08"): 2,
        ("summit", "held", "GUS", "2025-10-10"): 3,
        ("summit", "planned", "GUS", "2026-10-09"): 2,
    }


def test_sources_of_a_meeting_are_counted_by_where_the_news_is_from(sample_home: Home) -> None:
    [(meeting,)] = sample_home.rows("select meeting_id from report.meetings where kind = 'visit' and articles = 3")
    rows = sample_home.rows(f"select origin, articles from report.meeting_sources('{meeting}')")
    assert sum(articles for _, articles in rows) >= 3


def test_what_articles_tell_otherwise_of_one_meeting_stays_visible(sample_home: Home) -> None:
    """Two articles tell both days of the summit in Tianjin, a third only its last: both readings keep their words."""
    told = sample_home.rows(
        """select r.value, r.precision, count(distinct r.article_id) from core.meeting_reading as r
        inner join report.meetings as m on r.meeting_id = m.meeting_id
        where m.body = 'SOZ' and m.place = 'Tianjin' and r.property = 'days' group by all order by all"""
    )
    assert told == [("2025-08-31/2025-09-01", "days", 2), ("2025-09-01", "day", 1)]
    [(articles, words)] = sample_home.rows(
        """select map([c.value_a, c.value_b], [c.articles_a, c.articles_b]),
            map([c.value_a, c.value_b], [c.quote_a, c.quote_b])
        from report.conflicts as c inner join report.meetings as m on c.subject = m.meeting_id
        where m.body = 'SOZ' and m.place = 'Tianjin'"""
    )
    assert articles == {"2025-08-31/2025-09-01": 2, "2025-09-01": 1}
    assert "am Montag" in words["2025-09-01"] and words["2025-08-31/2025-09-01"]
