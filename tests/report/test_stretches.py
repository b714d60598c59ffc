"""Offices and memberships over all articles: both clocks, names and contradictions, through the whole walk."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pytest

from etl import resolving
from etl.load import warehouse
from etl.settings import load as settings
from tests.making import Home

PAGE = """<html lang="de"><head><link rel="canonical" href="https://{host}/{name}"><title>Titel {name}</title>
<meta name="publish-date" content="{day}T10:00:00+02:00"></head>
<body><article><div class="ArticleView-text"><p>{text}</p></div></article></body></html>"""
KEPT_ROWS = "select * exclude (load_number) from store.{table} order by all"
KEPT = ("office_seen", "membership_seen", "office_stretch", "membership_stretch")


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    return tmp_path / "in"


def put(inbox: Path, name: str, day: str, text: str, host: str = "de.rt.com") -> None:
    (inbox / f"{name}.html").write_text(PAGE.format(name=name, day=day, text=text, host=host), "utf-8")


def kept(home: Home) -> dict[str, list[tuple[Any, ...]]]:
    return {table: home.rows(KEPT_ROWS.format(table=table)) for table in KEPT}


def members(sample: duckdb.DuckDBPyConnection, asked: str) -> dict[str, set[str]]:
    rows = sample.execute(f"select status, list(member) from report.members_on({asked}) group by status").fetchall()
    return {status: set(who) for status, who in rows}


def holders(sample: duckdb.DuckDBPyConnection, day: str, known_on: str | None = None) -> list[tuple[Any, ...]]:
    query = (
        "select person, cast(valid_until as varchar) from report.holder_on('Generalsekretär', 'OVKS', ?, known_on := ?)"
    )
    return sample.execute(query, [day, known_on]).fetchall()


def test_the_status_reform_of_the_soz_happens_on_one_day(sample: duckdb.DuckDBPyConnection) -> None:
    before, after = members(sample, "'SOZ', '2025-08-31'"), members(sample, "'SOZ', '2025-09-01'")
    assert before["observer"] == {"AF", "MN"} and len(before["partner"]) == 14
    assert "observer" not in after and after["partner"] == before["partner"] | {"AF", "MN", "LA"}
    assert before["member"] == after["member"] and len(after["member"]) == 10
    earlier = members(sample, "'SOZ', '2025-09-10', known_on := '2025-08-20'")
    assert earlier["observer"] == {"AF", "MN"} and earlier["partner"] == before["partner"]


def test_the_listed_memberships_of_a_day_are_the_seeds(sample: duckdb.DuckDBPyConnection) -> None:
    found = members(sample, "'SOZ', '2022-05-18', known_on := '2022-05-18'")
    assert found == {
        "member": {"CN", "IN", "KG", "KZ", "PK", "RU", "TJ", "UZ"},
        "observer": {"AF", "BY", "IR", "MN"},
        "partner": {"AM", "AZ", "KH", "LK", "NP", "TR"},
    }


def test_armenia_is_a_member_and_its_participation_is_frozen(sample: duckdb.DuckDBPyConnection) -> None:
    found = members(sample, "'OVKS', '2024-12-01'")
    assert "AM" in found["member"] & found["participation_frozen"]
    rows = sample.execute(
        "select status, articles from report.memberships where organization = 'OVKS' and member = 'AM' and articles > 0"
    ).fetchall()
    assert {status for status, _ in rows} == {"member", "participation_frozen"}
    assert "participation_frozen" not in members(sample, "'OVKS', '2024-12-01', known_on := '2024-02-01'")
    again = "select status from report.members_on('OVKS', '2026-02-01') where member = 'AM' order by 1"
    assert sample.execute(again).fetchall() == [("financing_stopped",), ("member",), ("participation_frozen",)]


def test_who_follows_is_known_from_the_appointment_on(sample: duckdb.DuckDBPyConnection) -> None:
    day = "2023-02-01"
    assert holders(sample, day, "2022-10-01") == [("Stanislaw Sas", None)], "its end was not known yet"
    assert holders(sample, day, "2022-12-01") == [("Imanghali Tasmaghambetow", None)], "decided on 23 November"
    assert holders(sample, "2026-02-01", "2025-11-26") == [("Imanghali Tasmaghambetow", None)]
    assert holders(sample, "2026-02-01", "2025-11-27") == [("Taalatbek Masadykow", None)]
    assert holders(sample, "2025-12-31") == [("Imanghali Tasmaghambetow", "2025-12-31")]


def test_an_end_told_before_it_comes_has_the_article_as_proof(sample: duckdb.DuckDBPyConnection) -> None:
    [row] = sample.execute(
        """select cast(s.end_known_on as varchar), s.valid_until_basis, a.file_name, e.surface
        from report.office_holders as s
        inner join report.articles as a on s.valid_until_article_id = a.article_id
        inner join report.evidence as e on s.valid_until_fact_id = e.fact_id
        where s.person = 'Imanghali Tasmaghambetow' and s.body = 'OVKS'"""
    ).fetchall()
    assert row[:3] == ("2025-11-27", "reference", "10_ovks_gipfel_masadykow.html")
    assert "bis zum 31. Dezember 2025" in row[3]


def test_an_office_only_articles_tell_of_has_days_seen_and_no_invented_ends(sample: duckdb.DuckDBPyConnection) -> None:
    rows = sample.execute(
        """select valid_from, valid_until, basis, seen_from = seen_until, articles from report.office_holders
        where person = 'Wladimir Sainetdinow'"""
    ).fetchall()
    assert rows == [(None, None, "text", True, 1)]
    asked = "select count(*) from report.holder_on('Pressesekretär', 'OVKS', '2023-05-01', known_on := ?)"
    assert sample.execute(asked, ["2023-02-09"]).fetchone() == (0,)
    assert sample.execute(asked, ["2023-02-10"]).fetchone() == (1,)


def test_a_timeline_ends_with_what_was_known(sample: duckdb.DuckDBPyConnection) -> None:
    query = "select what, basis, cast(known_on as varchar) from report.timeline('Stanislaw Sas', known_on := ?)"
    early, late = (sample.execute(query, [day]).fetchall() for day in ("2019-12-01", "2026-01-01"))
    assert 0 < len(early) < len(late) and all(known <= "2019-12-01" for *_, known in early)
    assert "office_begins" in {what for what, *_ in early} and "reference" in {basis for _, basis, _ in early}


def test_a_timeline_tells_a_meeting_as_it_was_told_by_then(sample: duckdb.DuckDBPyConnection) -> None:
    query = """select cast(on_day as varchar), detail from report.timeline('OVKS', known_on := ?)
        where what = 'meeting' and on_day between '2023-11-01' and '2023-11-30'"""
    early, late = (sample.execute(query, [day]).fetchall() for day in ("2023-06-10", "2023-11-23"))
    assert early == [("2023-11-01", "OVKS-Gipfel, summit, planned, Minsk")]
    assert late[0][0] == "2023-11-23" and "held" in late[0][1]


def test_whoever_took_part_was_known_to_when_an_article_said_so(sample: duckdb.DuckDBPyConnection) -> None:
    """Of the Minsk summit one knew in June 2023; that Armenia would be absent nobody said before it was held."""
    query = "select what, cast(known_on as varchar) from report.timeline(?, known_on := ?) where on_day = '2023-11-23'"
    of_a_meeting = f"{query} and what like 'meeting%'"
    for name in ("Nikol Paschinjan", "AM", "armenien"):
        assert sample.execute(of_a_meeting, [name, "2023-07-01"]).fetchall() == []
        assert sample.execute(of_a_meeting, [name, None]).fetchall() == [("meeting_absent", "2023-11-23")]


def test_a_timeline_tells_of_commitments(sample: duckdb.DuckDBPyConnection) -> None:
    query = (
        "select what, cast(on_day as varchar) from report.timeline('OVKS') where detail like '%decide%' order by all"
    )
    told = sample.execute(query).fetchall()
    assert told == [("commitment_announced", "2019-05-17"), ("commitment_done", "2019-11-28")]


def test_what_is_told_with_its_day_is_settled_on_it(sample: duckdb.DuckDBPyConnection) -> None:
    """Belarus "ist seit Donnerstag Vollmitglied": the fact tells the day, and so does the commitment it settles."""
    query = """select c.status, cast(c.settled_on as varchar), cast(m.begins_on as varchar)
        from report.commitments as c
        inner join report.memberships_reported as m on m.fact_id = c.settled_fact_id
        where c.action = 'join' and c.object = 'SOZ'"""
    assert sample.execute(query).fetchall() == [("met", "2024-07-04", "2024-07-04")]


def test_what_was_seen_by_then_is_no_later_day_and_no_invented_one(sample: duckdb.DuckDBPyConnection) -> None:
    query = "select cast(seen_until as varchar) from report.holder_on('Generalsekretär', 'OVKS', ?, known_on := ?)"
    assert sample.execute(query, ["2026-01-15", "2025-11-26"]).fetchall() == [("2024-11-28",)]
    assert sample.execute(query, ["2019-12-31", "2019-11-27"]).fetchall() == [("2019-05-17",)]
    china = "select cast(seen_until as varchar) from report.members_on('SOZ', ?, known_on := ?) where member = 'CN'"
    assert sample.execute(china, ["2024-12-01", "2024-12-01"]).fetchall() == [("2024-07-04",)]


def test_no_day_is_no_question(sample: duckdb.DuckDBPyConnection) -> None:
    assert sample.execute("from report.members_on('SOZ', null)").fetchall() == []
    assert sample.execute("from report.holder_on('Präsident', 'BY', null)").fetchall() == []


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("members_on('csto', '2022-05-18')", "members_on('OVKS', '2022-05-18')"),
        ("members_on('ОДКБ', '2022-05-18')", "members_on('OVKS', '2022-05-18')"),
        (
            "members_on('Shanghaier Organisation für Zusammenarbeit', '2022-05-18')",
            "members_on('SOZ', '2022-05-18')",
        ),
        ("holder_on('generalsekretaer', 'odkb', '2022-05-18')", "holder_on('Generalsekretär', 'OVKS', '2022-05-18')"),
        ("holder_on('Aussenminister', 'Belarus', '2023-01-01')", "holder_on('Außenminister', 'BY', '2023-01-01')"),
        ("timeline('masadikow')", "timeline('Taalatbek Masadykow')"),
        ("timeline('am')", "timeline('Armenien')"),
        ("timeline('Collective Security Treaty Organization')", "timeline('OVKS')"),
    ],
)
def test_names_are_found_as_people_write_them(sample: duckdb.DuckDBPyConnection, asked: str, meant: str) -> None:
    rows = sample.execute(f"from report.{asked}").fetchall()
    assert rows and rows == sample.execute(f"from report.{meant}").fetchall()


def test_a_name_nobody_or_several_have_is_nobody_s(sample: duckdb.DuckDBPyConnection) -> None:
    for asked in ("members_on('XYZ', '2022-05-18')", "members_on('Außenministerrat', '2022-05-18')", "timeline('')"):
        assert sample.execute(f"from report.{asked}").fetchall() == []


def test_a_day_of_a_summit_does_not_contradict_its_days(sample: duckdb.DuckDBPyConnection) -> None:
    rows = sample.execute(
        """select kind, value_a, preferred_value, reason from report.conflicts
        where property = 'meeting, days' and first_on = '2025-08-31'"""
    ).fetchall()
    assert rows == [("part", "2025-09-01", "2025-08-31/2025-09-01", "all its days over one of them")]


def test_ten_are_members_of_the_soz_in_july_2024_and_nine_as_known_before(sample: duckdb.DuckDBPyConnection) -> None:
    now, before = (
        members(sample, "'SOZ', '2024-07-10'"),
        members(sample, "'SOZ', '2024-07-10', known_on := '2024-07-03'"),
    )
    assert now["member"] == {"BY", "CN", "IN", "IR", "KG", "KZ", "PK", "RU", "TJ", "UZ"}
    assert before["member"] == now["member"] - {"BY"} and "BY" in before["observer"]
    assert "BY" not in now["observer"]


@pytest.mark.parametrize(
    ("day", "person"),
    [("2021-05-01", "Stanislaw Sas"), ("2022-12-31", "Stanislaw Sas"), ("2023-01-01", "Imanghali Tasmaghambetow"),
     ("2025-12-31", "Imanghali Tasmaghambetow"), ("2026-01-01", "Taalatbek Masadykow")],
)  # fmt: skip
def test_the_secretary_general_is_found_by_the_articles_day(
    home: Home, inbox: Path, sample: duckdb.DuckDBPyConnection, day: str, person: str
) -> None:
    assert [who for who, _ in holders(sample, day)] == [person]
    put(inbox, "a", day, "Der OVKS-Generalsekretär ist heute in Minsk eingetroffen.")
    home.read("one", inbox)
    assert home.rows("select person, basis from report.occupancies_reported where body = 'OVKS'") == [
        (person, "reference")
    ]


def test_persons_and_their_forms(sample: duckdb.DuckDBPyConnection) -> None:
    [(country, articles, offices)] = sample.execute(
        "select country, articles, offices from report.persons where person = 'Stanislaw Sas'"
    ).fetchall()
    assert country == "BY" and articles > 3 and "Generalsekretär, OVKS" in offices
    forms = dict(
        sample.execute("select form, is_listed from report.name_forms where name = 'Stanislaw Sas'").fetchall()
    )
    assert forms["Sas"] and forms["Станислав Зась"] and "er" not in forms
    assert {"Er", "er", "Minister"}.isdisjoint(
        f for (f,) in sample.execute("select form from report.name_forms").fetchall()
    )


def test_a_city_renamed_is_one_place_and_a_surname_alone_is_nobody(home: Home, inbox: Path) -> None:
    put(inbox, "a", "2021-05-06", "In Nur-Sultan traf sich der Rat der SOZ. Hans Petersen war dabei.")
    put(inbox, "b", "2023-05-06", "In Astana traf sich der Rat der SOZ. Herr Petersen war nicht dabei.")
    home.read("one", inbox)
    forms = (
        "select form, cast(first_seen_on as varchar), is_listed from report.name_forms where name = 'Astana' order by 1"
    )
    assert home.rows(forms) == [("Astana", "2023-05-06", True), ("Nur-Sultan", "2021-05-06", True)]
    assert ("b.html",) not in home.rows(
        """select a.file_name from report.mentions as m inner join report.articles as a using (article_id)
        where m.name like '%Petersen'"""
    )


SIGHTINGS = [
    ("2019-03-01", "Der kasachische Verteidigungsminister Karl Peters reiste nach Minsk."),
    ("2021-03-01", "Der ehemalige kasachische Verteidigungsminister Karl Peters reiste nach Minsk."),
    ("2022-03-01", "Der kasachische Verteidigungsminister Karl Peters reiste nach Minsk."),
    ("2020-03-01", "Armenien ist Mitglied der OVKS. Der kasachische Verteidigungsminister Karl Peters sprach."),
    ("2020-03-01", "Am Freitag kam der kasachische Verteidigungsminister Karl Peters nach Duschanbe."),
]


@pytest.mark.parametrize("many", [1, 1000])  # days told as a range, and one by one
def test_load_by_load_gives_what_all_at_once_gives_whatever_the_order(
    home: Home, inbox: Path, monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    monkeypatch.setattr("etl.load.stretches.MANY_DAYS", many)
    put(inbox, "gone", "2020-07-01", "Der kasachische Verteidigungsminister Karl Peters sprach mit Igor Lange.")
    home.read("first", inbox)
    put(inbox, "gone", "2020-07-01", "Der kasachische Verteidigungsminister Otto Lange sprach.")
    for number in (3, 1, 4, 0, 2):
        put(inbox, f"s{number}", *SIGHTINGS[number])
        home.read(f"run{number}", inbox)
    step_by_step = kept(home)
    assert any("Otto Lange" in row for row in step_by_step["office_stretch"])
    with warehouse.open_work_file(settings()) as work:
        resolving.everything(work)
        at_once = {
            table: work.rows(f"select * exclude (load_number) from store.{table} order by all") for table in KEPT
        }
    assert step_by_step == at_once
    stretches = home.rows(
        """select cast(coalesce(valid_from, seen_from) as varchar), cast(over_on as varchar), articles
        from report.office_holders where person = 'Karl Peters' order by 1"""
    )
    assert stretches[0][1:] == ("2021-03-01", 3) and stretches[1] == ("2022-03-01", None, 1)


def test_changed_reference_rows_are_resolved_again(home: Home, inbox: Path) -> None:
    put(inbox, "a", *SIGHTINGS[3])
    home.read("one", inbox)
    before = kept(home)
    with warehouse.open_work_file(settings()) as work:
        work.run("update reference.membership set note = 'geändert' where organization = 'OVKS' and member = 'AM'")
        work.run("delete from reference.occupancy where body = 'OVKS'")
        work.run("create or replace temp table touched as select article_id from store.article limit 0")
        resolving.refresh(work)
        notes = work.rows(
            "select distinct note from core.membership_stretch where organization = 'OVKS' and member = 'AM'"
        )
        offices = work.rows("select count(*) from core.office_stretch where body = 'OVKS'")
    assert notes == [("geändert",)] and offices == [(0,)]
    assert before["office_stretch"]


def test_contradictions_stand_side_by_side_once_for_all_who_say_so(home: Home, inbox: Path) -> None:
    put(inbox, "a", "2016-05-06", "Armenien ist Mitglied der SOZ, wie der Minister am Freitag sagte.")
    put(
        inbox,
        "b",
        "2016-06-06",
        "Armenien ist Mitglied der SOZ, heißt es in einer Mitteilung des Rates.",
        host="zeitung.example",
    )
    put(inbox, "c", "2016-05-07", "Nepal ist Mitglied der SOZ, wie der Minister am Freitag sagte.")
    put(inbox, "d", "2016-05-06", "Nigeria ist Mitglied der SOZ, wie der Minister am Freitag sagte.")
    put(
        inbox,
        "e",
        "2016-05-06",
        "Nigeria hat bei der SOZ Beobachterstatus, wie der Minister am Freitag sagte.",
        host="zeitung.example",
    )
    home.read("one", inbox)
    rows = home.rows(
        """select subject, kind, value_a, articles_a, quote_a is not null, value_b, article_b is null, preferred
        from report.conflicts where property = 'status in SOZ' order by all"""
    )
    assert rows == [
        ("AM", "value", "member", 2, True, "partner", True, None),
        ("NG", "value", "member", 1, True, "observer", False, None),
        ("NP", "value", "member", 1, True, "partner", True, "b"),
    ]
    reasons = dict(home.rows("select subject, reason from report.conflicts"))
    assert reasons["NP"] == "the reference tables over one outlet" and reasons["NG"] == "nothing decides"


def test_one_office_has_one_holder_and_a_told_beginning_is_compared(home: Home, inbox: Path) -> None:
    put(inbox, "a", "2021-05-06", "Der OVKS-Generalsekretär Karl Peters war in Minsk.")
    put(inbox, "b", "2021-05-07", "Stanislaw Sas, der seit März 2019 Generalsekretär der OVKS ist, war in Minsk.")
    home.read("one", inbox)
    rows = home.rows(
        "select subject, property, kind, value_a, value_b, preferred_value from report.conflicts order by all"
    )
    assert rows == [
        ("OVKS", "Generalsekretär", "value", "Karl Peters", "Stanislaw Sas", "Stanislaw Sas"),
        ("Stanislaw Sas", "Generalsekretär, OVKS, first day", "date", "2019-03-01", "2020-01-01", "2020-01-01"),
    ]
    assert home.rows("select person from report.holder_on('Generalsekretär', 'OVKS', '2021-05-06')") == [
        ("Stanislaw Sas",)
    ]


def test_readings_of_one_meeting_are_compared(home: Home, inbox: Path) -> None:
    home.walk("one")
    with warehouse.open_work_file(settings()) as work:
        work.run(
            """create or replace view core.meeting_reading as
            select 'm' as meeting_id, telling_id, article_id, 'days' as property,
                cast(held_from as varchar) as value, 'day' as precision
            from store.meeting_reported where held_from is not null and held_from = held_until"""
        )
        rows = work.rows("select kind, value_a, value_b, preferred, reason from report.conflicts where subject = 'm'")
    assert rows and len({b for _, _, b, _, _ in rows}) == 1 and len({a for _, a, *_ in rows}) == len(rows)
    assert {kind for kind, *_ in rows} == {"date"} and {p for *_, p, _ in rows} <= {"a", "b", None}


def asked(home: Home, query: str) -> list[tuple[Any, ...]]:
    return [tuple(map(str, row)) for row in home.rows(query)]


def test_a_beginning_is_known_when_an_article_tells_it(home: Home, inbox: Path) -> None:
    put(inbox, "a", "2022-05-06", "Kasachstan ist Mitglied der BRICS, wie der Minister sagte.")
    put(inbox, "b", "2024-05-06", "Kasachstan wurde 2017 Mitglied der BRICS, wie der Minister sagte.")
    home.read("one", inbox)
    on = "select member, status, valid_from from report.members_on('BRICS', '{}', known_on := '{}')"
    assert asked(home, on.format("2019-06-01", "2023-01-01")) == []
    assert asked(home, on.format("2022-06-01", "2023-01-01")) == [("KZ", "member", "None")]
    assert asked(home, on.format("2019-06-01", "2024-06-01")) == [("KZ", "member", "2017-01-01")]
    told = "select on_day, what, known_on from report.timeline('BRICS') where what like 'status_%' order by all"
    assert asked(home, told) == [("2017-01-01", "status_begins", "2024-05-06")]
    then = told.replace("'BRICS'", "'BRICS', known_on := '2023-01-01'")
    assert asked(home, then) == [("2022-05-06", "status_first_told", "2022-05-06")]


def test_what_was_known_to_be_over_stays_so_when_the_last_day_is_told(home: Home, inbox: Path) -> None:
    put(inbox, "a", "2020-05-06", "Der kasachische Verteidigungsminister Stanislaw Sas reiste nach Minsk.")
    put(inbox, "b", "2022-02-03", "Der ehemalige kasachische Verteidigungsminister Stanislaw Sas reiste nach Minsk.")
    home.read("one", inbox)
    on = "select person, valid_until from report.holder_on('Verteidigungsminister', 'KZ', '{}', known_on := '{}')"
    assert asked(home, on.format("2022-06-01", "2023-01-01")) == []
    put(inbox, "c", "2024-05-06", "Stanislaw Sas war bis Ende 2021 Verteidigungsminister von Kasachstan.")
    home.read("two", inbox)
    assert asked(home, on.format("2022-06-01", "2023-01-01")) == []
    assert asked(home, on.format("2021-06-01", "2023-01-01")) == [("Stanislaw Sas", "None")]
    assert asked(home, on.format("2021-06-01", "2024-06-01")) == [("Stanislaw Sas", "2021-12-31")]
    past = "select on_day, known_on from report.timeline('Stanislaw Sas'{}) where what = 'office_told_as_past'"
    assert asked(home, past.format(", known_on := '2023-01-01'")) == [("2022-02-03", "2022-02-03")]
    assert asked(home, past.format("")) == []


def test_one_stray_article_does_not_override_those_before_and_after(home: Home, inbox: Path) -> None:
    for number, day in enumerate(("2024-11-01", "2025-05-01", "2026-01-01")):
        put(
            inbox,
            f"p{number}",
            day,
            "Kasachstan ist Partner der BRICS. Der kasachische Verteidigungsminister Karl Peters kam.",
        )
    put(
        inbox,
        "m",
        "2025-03-01",
        "Kasachstan ist Mitglied der BRICS. Der kasachische Verteidigungsminister Otto Lange kam.",
    )
    home.read("one", inbox)
    on = "select status from report.members_on('BRICS', '{}')"
    assert [asked(home, on.format(day)) for day in ("2025-02-01", "2025-08-01", "2026-06-01")] == [[("partner",)]] * 3
    assert asked(home, on.format("2025-03-01")) == [("member",), ("partner",)]
    who = "select person from report.holder_on('Verteidigungsminister', 'KZ', '{}')"
    assert asked(home, who.format("2025-08-01")) == asked(home, who.format("2026-06-01")) == [("Karl Peters",)]


def test_a_member_that_was_a_partner_before_is_a_member(home: Home, inbox: Path) -> None:
    put(inbox, "a", "2024-11-01", "Kasachstan ist Partner der BRICS, wie der Minister sagte.")
    put(inbox, "b", "2025-11-01", "Kasachstan ist Mitglied der BRICS, wie der Minister sagte.")
    home.read("one", inbox)
    assert asked(home, "select status from report.members_on('BRICS', '2026-06-01')") == [("member",)]


def test_a_contradiction_of_articles_waits_for_a_person(home: Home, inbox: Path) -> None:
    put(inbox, "a", "2016-05-06", "Nigeria ist Mitglied der SOZ, wie der Minister am Freitag sagte.")
    put(inbox, "b", "2016-05-06", "Nigeria ist Beobachter bei der SOZ, wie der Minister sagte.", host="zeitung.example")
    home.read("one", inbox)
    [(question, command)] = home.rows("select question, command from report.review where kind = 'conflict'")
    assert question.startswith("NG, status in SOZ: member or observer") and command.startswith("decide ")


def test_who_says_since_when_is_counted_on_both_sides(home: Home, inbox: Path) -> None:
    told = [*[("5. Januar 2020", host) for host in "abcde"], *[("7. März 2020", host) for host in "fg"]]
    for number, (day, host) in enumerate(told):
        text = f"Stanislaw Sas ist seit dem {day} Verteidigungsminister von Kasachstan, wie der Minister sagte."
        put(inbox, host, f"2021-05-0{number + 1}", text, host=f"{host}.example")
    home.read("one", inbox)
    query = """select value_a, articles_a, outlets_a, value_b, articles_b, outlets_b, preferred_value, reason
        from report.conflicts where property like '%first day'"""
    assert asked(home, query) == [
        ("2020-03-07", "2", "2", "2020-01-05", "5", "5", "2020-01-05", "printed by more outlets")
    ]


def test_of_articles_of_one_day_only_those_that_tell_a_beginning_speak_against_the_tables(
    home: Home, inbox: Path
) -> None:
    for host in "abcdef":
        put(
            inbox,
            host,
            "2024-05-06",
            f"Der OVKS-Generalsekretär Imangali Tasmagambetow kam am Montag. {host}",
            host=f"{host}.example",
        )
    text = "Imangali Tasmagambetow ist seit dem 12. Juni 2022 Generalsekretär der OVKS, wie es hieß."
    put(inbox, "g", "2024-05-06", text, host="g.example")
    other = text.replace("12. Juni 2022", "3. März 2022")
    put(inbox, "h", "2024-05-06", other, host="h.example")
    home.read("one", inbox)
    query = """select value_a, articles_a, outlets_a, preferred_value, reason from report.conflicts
        where property like '%first day' order by all"""
    assert asked(home, query) == [
        ("2022-03-03", "1", "1", "2023-01-01", "the reference tables over one outlet"),
        ("2022-06-12", "1", "1", "2023-01-01", "the reference tables over one outlet"),
    ]
