"""Commitments followed up through the walk: missed and settled late, met, moved, open."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb

from tests.making import Home


def commitment(sample: duckdb.DuckDBPyConnection, actor: str, action: str) -> dict[str, Any]:
    found = sample.execute(
        """select c.*, s.file_name, substring(s.text, c.char_start + 1, c.char_end - c.char_start) as proof
        from report.commitments as c left join report.articles as s on c.settled_by = s.article_id
        where list_contains(c.actors, ?) and c.action = ?""",
        [actor, action],
    )
    names = [column[0] for column in found.description]
    [row] = found.fetchall()
    return dict(zip(names, row, strict=True))


def test_a_decision_announced_for_may_and_taken_in_november_is_one_commitment(
    sample: duckdb.DuckDBPyConnection,
) -> None:
    row = commitment(sample, "OVKS", "decide")
    assert (str(row["due_until"]), row["status"], str(row["settled_on"])) == ("2019-05-22", "missed", "2019-11-28")
    assert row["file_name"] == "04_gipfel_bischkek_ernennt_sas.txt"
    assert row["proof"].endswith("hat am 28. November in Bischkek entschieden")
    assert "late: due until 2019-05-22" in row["reason"]
    steps = sample.execute(
        """select h.step, h.step_on::varchar, left(a.file_name, 2) from report.commitment_history as h
        left join report.articles as a on h.article_id = a.article_id
        where h.commitment_id = ? order by h.step_on""",
        [row["commitment_id"]],
    ).fetchall()
    assert steps == [
        ("announced", "2019-05-17", "15"), ("missed", "2019-05-23", None), ("done late", "2019-11-28", "04")
    ]  # fmt: skip


def test_a_visit_announced_and_made_is_met(sample: duckdb.DuckDBPyConnection) -> None:
    row = commitment(sample, "Imanghali Tasmaghambetow", "visit")
    assert (row["status"], row["object"], str(row["settled_on"])) == ("met", "BY", "2023-02-13")
    assert row["file_name"] == "03_wolfowitsch_trifft_tasmagambetow.txt"


def test_what_nothing_settled_is_missed_and_its_proof_shown(sample: duckdb.DuckDBPyConnection) -> None:
    row = commitment(sample, "Imanghali Tasmaghambetow", "submit")
    assert (row["status"], row["settled_by"], row["articles"]) == ("missed", None, 1)
    assert sample.execute(
        "select count(*) from report.commitment_history as h join report.evidence as e using (fact, fact_id)"
    ).fetchone() != (0,)


PAGE = """Projekte
Staatsorgane
flag Freitag, 19 April 2024
Alle Nachrichten
Alle Nachrichten
Politik
{day} 2020, 15:20

Gipfel der SOZ

MOSKAU (BelTA) - {text}

Abonnieren Sie uns auf
Twitter
Letzte Nachrichten aus Belarus
"""


def test_moved_open_and_met_as_articles_come_in(home: Home, tmp_path: Path) -> None:
    told = {
        "1": ("18 Februar", "Der Gipfel der SOZ ist für den 22. und 23. Juli in St. Petersburg geplant."),
        "2": ("5 Juni", "Der Gipfel der SOZ ist für den 10. November 2020 geplant."),
        "3": ("11 November", "Der Gipfel der SOZ fand am 10. November 2020 als Videokonferenz statt."),
    }
    seen = []
    for name, (day, text) in told.items():
        folder = tmp_path / name
        folder.mkdir()
        (folder / f"{name}.txt").write_text(PAGE.format(day=day, text=text), encoding="utf-8")
        home.read(name, folder)
        seen += home.rows("select commitment_id, status, due_until::varchar, previous_due from report.commitments")
    assert len({row[0] for row in seen}) == 1
    assert [row[1:] for row in seen] == [
        ("open", "2020-07-23", []), ("moved", "2020-11-10", ["2020-07-23"]), ("met", "2020-11-10", ["2020-07-23"])
    ]  # fmt: skip
    steps = home.rows("select step, step_on::varchar from report.commitment_history order by step_on")
    assert steps == [("announced", "2020-02-18"), ("moved", "2020-06-05"), ("met", "2020-11-11")]


def test_an_undated_page_does_not_make_a_day_pass(home: Home, tmp_path: Path) -> None:
    """Which day it was fetched on says nothing of how far the news goes."""
    text = "Der Gipfel der SOZ ist für den 22. Juli 2024 in Minsk geplant."
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "1.txt").write_text(PAGE.format(day="18 Februar", text=text), encoding="utf-8")
    (tmp_path / "in" / "2.txt").write_text(
        "Ein Bericht\n\n" + "Die SOZ hat Mitglieder in Asien, und diese treffen sich. " * 5, encoding="utf-8"
    )
    home.read("one", tmp_path / "in")
    assert home.rows("select count(*) from report.articles where published_on is null") == [(1,)]
    assert home.rows("select distinct status from report.commitments") == [("open",)]
    assert home.rows("select step from report.commitment_history") == [("announced",)]


def test_of_the_samples_what_is_due_after_the_newest_day_is_open(sample: duckdb.DuckDBPyConnection) -> None:
    [(newest,)] = sample.execute("select max(published_on) from report.articles").fetchall()
    rows = sample.execute("select due_until, status from report.commitments where settled_by is null").fetchall()
    assert {(due < newest, status) for due, status in rows} == {(True, "missed"), (False, "open")}
