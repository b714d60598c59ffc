"""One commitment over articles: told again, moved, settled; and the same load by load as all at once."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from etl import resolving, settings
from etl.load import finding, warehouse
from etl.load.warehouse import WorkFile
from etl.resolve.commitments import Announcement, Commitment, Deed, Link, resolve
from tests.making import Home, insert

LATE = {"sign": 1100, "visit": 30, "hold": 30, "join": 1100}
MAY, JUNE = (date(2023, 5, 1), date(2023, 5, 31)), (date(2023, 6, 1), date(2023, 6, 30))


def announced(name: str, told: date, due: tuple[date | None, date | None], **told_else: Any) -> Announcement:
    row = Announcement(name, f"article {name}", told, ("RU",), "sign", "Vertrag", None, *due, 0, 10, ("key",))
    return replace(row, **told_else)


def done(name: str, told: date, day: date | None, **told_else: Any) -> Deed:
    row = Deed("acts_reported", name, f"article {name}", told, "sign", ("RU",), "Vertrag", None, day, day, False, 5, 9)
    return replace(row, **told_else)


def only(rows: list[Announcement], deeds: list[Deed] | None = None, **more: Any) -> tuple[Commitment, list[Link]]:
    [commitment], links = resolve(rows, deeds or [], LATE, **more)
    return commitment, links


A = announced("a", date(2023, 1, 10), MAY)


@pytest.mark.parametrize(
    "again",
    [
        announced("b", date(2023, 2, 1), MAY),
        announced("b", date(2023, 2, 1), (date(2023, 5, 20), date(2023, 5, 20))),
        announced("b", date(2023, 2, 1), MAY, actors=("RU", "KZ"), instrument="Vertrag über Gas"),
        announced("b", date(2023, 2, 1), MAY, instrument=None),
    ],
)
def test_told_again_it_is_one(again: Announcement) -> None:
    commitment, links = only([A, again])
    assert [link.step for link in links] == ["announced", "repeated"]
    assert (commitment.articles, commitment.previous_due) == (2, ())


@pytest.mark.parametrize(
    "other",
    [
        announced("b", date(2023, 2, 1), MAY, actors=("KZ",)),
        announced("b", date(2023, 2, 1), MAY, actors=("RU", "KZ"), instrument="Protokoll"),
        announced("b", date(2023, 2, 1), MAY, object="SOZ", actors=("RU",), keys=("another",)),
        announced("b", date(2023, 2, 1), JUNE, article_id="article a"),
        announced("b", date(2023, 12, 1), (date(2024, 5, 1), date(2024, 5, 31))),
        announced("b", date(2023, 2, 1), (date(2023, 3, 1), date(2023, 3, 31))),
        announced("b", date(2023, 2, 1), (None, None)),
    ],
)
def test_another_act_is_another(other: Announcement) -> None:
    commitments, _ = resolve([A, other], [], LATE)
    assert len({c.commitment_id for c in commitments}) == 2


def test_days_that_meet_one_after_the_other_do_not_tie_the_last_to_the_first() -> None:
    wider = announced("b", date(2023, 2, 1), (date(2023, 5, 20), date(2023, 6, 20)))
    autumn = announced("c", date(2023, 9, 15), (date(2023, 6, 10), date(2023, 10, 30)))
    commitments, links = resolve([A, wider, autumn], [], LATE)
    assert [(link.fact_id, link.step) for link in links] == [("a", "announced"), ("b", "repeated"), ("c", "announced")]
    assert [c.articles for c in commitments] == [2, 1]


def test_a_later_day_moves_it_unless_it_was_done_before() -> None:
    moved = announced("b", date(2023, 5, 25), JUNE)
    commitment, links = only([A, moved])
    assert [link.step for link in links] == ["announced", "moved"]
    assert (commitment.due_until, commitment.previous_due) == (JUNE[1], ("2023-05-31",))
    commitments, _ = resolve([A, moved], [done("d", date(2023, 5, 12), date(2023, 5, 11))], LATE)
    assert [(c.due_until, c.settled) for c in commitments] == [(MAY[1], "in time"), (JUNE[1], None)]


def test_what_is_announced_year_after_year_is_not_moved_for_ever() -> None:
    days = [date(2020 + year, 7, 1) for year in range(6)]
    again = [announced(str(day.year), day - timedelta(days=300), (day, day)) for day in days]
    commitments, _ = resolve(again, [], LATE)
    assert [(c.due_until, len(c.previous_due)) for c in commitments] == [(days[3], 3), (days[5], 1)]


def test_without_a_day_it_is_the_same_for_a_year() -> None:
    told = [announced(str(days), A.told_on + timedelta(days=days), (None, None)) for days in (0, 300, 365, 366, 700)]
    commitments, _ = resolve(told, [], LATE)
    assert [c.articles for c in commitments] == [3, 2]


def test_a_visit_is_moved_only_where_it_is_the_same_one() -> None:
    first, second = (replace(row, action="visit", instrument=None) for row in (A, announced("b", MAY[0], JUNE)))
    assert len(resolve([first, second], [], LATE)[0]) == 2
    assert len(resolve([replace(first, object="BY"), replace(second, object="BY")], [], LATE)[0]) == 1


@pytest.mark.parametrize(
    ("deed", "settled", "on"),
    [
        (done("d", date(2023, 5, 12), date(2023, 5, 11)), "in time", date(2023, 5, 11)),
        (done("d", date(2023, 2, 12), date(2023, 2, 11)), "in time", date(2023, 2, 11)),
        (done("d", date(2023, 11, 12), date(2023, 11, 11)), "late", date(2023, 11, 11)),
        (done("d", date(2023, 5, 12), None), "in time", None),
        (done("d", date(2023, 8, 12), None), "undated", None),
        (done("d", date(2023, 1, 12), date(2022, 12, 11)), None, None),
        (done("d", date(2030, 1, 12), date(2030, 1, 11)), None, None),
        (done("d", date(2023, 5, 12), date(2023, 5, 11), instrument="Protokoll"), None, None),
        (done("d", date(2023, 5, 12), date(2023, 5, 11), actors=("KZ",)), None, None),
        (done("d", date(2023, 5, 12), date(2023, 5, 11), action="visit"), None, None),
        (done("d", date(2023, 5, 12), date(2023, 5, 11), is_bound=True), None, None),
    ],
)
def test_what_settles_it(deed: Deed, settled: str | None, on: date | None) -> None:
    commitment, links = only([A], [deed])
    assert (commitment.settled, commitment.settled_on) == (settled, on)
    assert (commitment.settled_fact_id, links[-1].step) == (("d", "done") if settled else (None, "announced"))


def test_of_several_the_first_in_time_settles_it() -> None:
    late, second, first = (done(str(d), date(2023, *d), date(2023, *d)) for d in ((7, 1), (5, 20), (5, 10)))
    assert only([A], [late, second, first])[0].settled_on == date(2023, 5, 10)


def test_a_visit_before_its_days_is_another_one() -> None:
    visit = replace(A, action="visit", object="BY", instrument=None)
    early = done("d", date(2023, 2, 12), date(2023, 2, 11), action="visit", object="BY", instrument=None)
    assert only([visit], [early])[0].settled is None
    assert only([visit], [replace(early, done_from=MAY[0], done_until=MAY[0], told_on=MAY[0])])[0].settled == "in time"


def test_the_id_stays_when_articles_join() -> None:
    earlier_told = announced("b", date(2023, 2, 1), MAY, actors=("RU", "KZ"))
    assert only([A])[0].commitment_id == only([A, earlier_told])[0].commitment_id
    assert only([A])[0].commitment_id == only([replace(A, fact_id="x", article_id="y")])[0].commitment_id


def test_a_person_decides_what_is_the_same() -> None:
    again = announced("b", date(2023, 2, 1), MAY)
    commitments, _ = resolve([A, again], [], LATE, not_same=[("b", "a")])
    assert len({c.commitment_id for c in commitments}) == 2
    other = announced("b", date(2023, 2, 1), MAY, instrument="Protokoll", keys=("another",))
    assert only([A, other], same=[("a", "b")])[0].articles == 2


def test_an_agreement_about_something_else_settles_nothing() -> None:
    trade = {"instrument": "Abkommen über Freihandel"}
    for instrument, settled in (
        ("Abkommen über Visafreiheit", None),
        ("Abkommen über eine Freihandelszone", "in time"),
        ("Abkommen", "in time"),
    ):
        deed = done("d", date(2023, 5, 21), date(2023, 5, 20), instrument=instrument)
        assert only([announced("a", date(2023, 1, 10), MAY, **trade)], [deed])[0].settled == settled
    both = [announced("a", date(2023, 1, 10), MAY, **trade),
            announced("b", date(2023, 1, 11), MAY, instrument="Abkommen über Visafreiheit")]  # fmt: skip
    assert len(resolve(both, [], LATE)[0]) == 2


def test_done_in_days_of_which_some_are_too_late_is_not_known_to_be_in_time() -> None:
    year = done("d", date(2023, 12, 20), None, done_from=date(2023, 1, 1), done_until=date(2023, 12, 31))
    commitment, _ = only([A], [year])
    assert (commitment.settled, commitment.settled_on) == ("undated", None)
    assert "whether by 2023-05-31 is not known" in commitment.reason
    month = done("d", date(2023, 6, 5), None, done_from=MAY[0], done_until=MAY[1])
    commitment, _ = only([A], [month])
    assert (commitment.settled, commitment.settled_on) == ("in time", None), "nobody says on which day of May"


def test_what_each_does_alone_is_done_when_all_have_done_it() -> None:
    all_three = announced("a", date(2023, 1, 10), MAY, action="join", actors=("RU", "KZ", "BY"), instrument=None)
    deeds = [
        done(name, date(2023, 5, day + 1), date(2023, 5, day), action="join", actors=(actor,), instrument=None)
        for name, actor, day in (("d", "RU", 5), ("e", "KZ", 9), ("f", "BY", 7))
    ]
    assert only([all_three], deeds[:2])[0].settled is None
    commitment, links = only([all_three], deeds)
    assert (commitment.settled, str(commitment.settled_on)) == ("in time", "2023-05-09")
    assert [link.fact_id for link in links if link.step == "done"] == ["e"]
    together = done("g", date(2023, 5, 4), date(2023, 5, 3), action="join", actors=("RU", "KZ", "BY"), instrument=None)
    assert str(only([all_three], [together])[0].settled_on) == "2023-05-03"


# --- load by load -----------------------------------------------------------------------------------------------------

DAY = date(2023, 1, 1)


def rows_of(chance: random.Random, number: int, *, is_wide: bool) -> dict[str, list[dict[str, Any]]]:
    """One article with an announcement, an act, or both; wide: also of acts each does alone, and of days in a month."""
    article_id = f"{number:032d}"
    told = DAY + timedelta(days=chance.randrange(200))
    about = {"article_id": article_id, "char_start": 0, "char_end": 9, "rule": "r", "surface": "s", "version": 1}
    actors = chance.choice([["RU"], ["KZ"], ["RU", "KZ"], ["SOZ"]])
    actions = ["sign", "decide", "visit", *(["join", "join"] if is_wide else [])]
    instruments = [None, "Vertrag", "Plan", *(["Plan für Handel", "Plan für Gas"] if is_wide else [])]
    act = {"actors": actors, "action": chance.choice(actions), "instrument": chance.choice(instruments),
           "object": chance.choice([None, None, "BY"])}  # fmt: skip
    first = told + timedelta(days=chance.randrange(1, 120))
    due = chance.choice([(first, first), (None, first), (first, first + timedelta(days=20)), (None, None)])
    day = chance.choice([None, told, told - timedelta(days=2)])
    rows: dict[str, list[dict[str, Any]]] = {
        "article": [{"article_id": article_id, "version": 1, "is_newest": True, "published_on": told}],
        "commitment_reported": [], "act_reported": [],
    }  # fmt: skip
    if chance.random() < 0.7:
        fact = {"fact_id": f"c{number}-{chance.randrange(9)}", "due_from": due[0], "due_until": due[1]}
        rows["commitment_reported"].append(about | act | fact)
    if chance.random() < 0.4:
        act |= {"action": chance.choice([str(act["action"]), "appoint"])}
        begin = day - timedelta(days=chance.choice([0, 0, 40])) if is_wide and day else day
        fact = {"fact_id": f"a{number}-{chance.randrange(9)}", "done_from": begin, "done_until": day}
        rows["act_reported"].append(about | act | fact)
    return rows


def write(work: WorkFile, articles: dict[str, dict[str, list[dict[str, Any]]] | None]) -> None:
    """Replaces these articles (None: removes them) and resolves what that touches."""
    work.run("create or replace temp table touched (article_id varchar)")
    for article_id, rows in articles.items():
        work.run("insert into touched values (?)", article_id)
        for table in ("article", "commitment_reported", "act_reported"):
            work.run(f"delete from store.{table} where article_id = ?", article_id)
            if rows and rows[table]:
                insert(work, table, rows[table])
    resolving.RESOLVERS["commitments"](work)
    work.run("insert into store.run (run_id, load_number) select 'r', ?", finding.next_load(work))


def resolved(work: WorkFile) -> tuple[Any, ...]:
    tables = ("commitment", "commitment_link")
    return tuple(work.rows(f"select * exclude (load_number) from store.{table} order by all") for table in tables)


@pytest.mark.parametrize(
    ("seed", "is_wide"),
    [(0, False), (14, False), (1, True)],  # 14: a deed is gone that had kept an announcement from moving another
)
def test_load_by_load_gives_what_all_at_once_gives(
    home: Home, seed: int, is_wide: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("etl.resolving.commitments.COMMON", 8)  # so that some keys become common
    chance = random.Random(seed)
    articles = {f"{number:032d}": rows_of(chance, number, is_wide=is_wide) for number in range(60)}
    with warehouse.open_work_file(settings.load(), prepare=True) as work:
        order = [*articles]
        chance.shuffle(order)
        while order:
            size = chance.randrange(1, 9)
            batch, order = order[:size], order[size:]
            changes: dict[str, Any] = {article_id: articles[article_id] for article_id in batch}
            for article_id in chance.sample([*articles], 2):
                articles[article_id] = rows_of(chance, int(article_id), is_wide=is_wide)
                changes[article_id] = articles[article_id] if chance.random() < 0.7 else None
            write(work, changes)
            step_by_step = resolved(work)
            work.run("create or replace temp table touched as select distinct article_id from store.article")
            resolving.RESOLVERS["commitments"](work)
            assert step_by_step == resolved(work)
        assert len(step_by_step[0]) > 10
        for table in ("commitment", "commitment_link", "commitment_key", "deed"):
            work.run(f"delete from store.{table}")
        work.run("create or replace temp table touched as select distinct article_id from store.article")
        resolving.RESOLVERS["commitments"](work)
        assert step_by_step == resolved(work)
