"""The DAG `maintain`: the file is kept, and a red source is a red task."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import duckdb
import pytest

from etl import asking
from etl.errors import BlocwatchError
from tests.dags.conftest import edges, states
from tests.dags.test_articles import files
from tests.making import Home

SOURCES = [
    ("gut", "green", "articles since 2026-05-01: 9"),
    ("halb", "yellow", "many set aside"),
    ("leer", "red", "articles since 2026-05-01: 0, at least 9 expected"),
]


def test_file_and_sources_are_two_matters(bag: Any) -> None:
    maintain = bag.dags["maintain"]
    assert edges(maintain) == set() and maintain.timetable.expression == "45 3 * * 0"
    assert {task.task_id for task in maintain.tasks} == {"maintain", "health"}


def test_a_real_run(airflow: Any, home: Home, tmp_path: Path) -> None:
    home.read("one", files(tmp_path / "in", 1))
    run = airflow.dags["maintain"].test(logical_date=None)
    assert states(run) == {"maintain": "success", "health": "success"}
    assert len(list((home.folder / "backups").glob("*.duckdb"))) == 1


def published(home: Home, sources: list[tuple[str, str, str]]) -> None:
    """A file that holds what health asks for, and no more."""
    home.folder.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(str(home.folder / "blocwatch.duckdb")) as made:
        made.execute("create schema report; create table report.runs as select timestamptz '2026-05-10' as started_at")
        made.execute(
            """create table report.sources (source text, state text, reason text, articles_last_30_days int,
            last_found_at timestamptz)"""
        )
        made.executemany("insert into report.sources values (?, ?, ?, 3, timestamptz '2026-05-01')", sources)


def test_a_red_source_is_named_with_its_reason(home: Home, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    published(home, SOURCES)
    with pytest.raises(BlocwatchError, match=r"1 sources are red\. leer: articles since 2026-05-01: 0, at least 9"):
        asking.health()
    table = caplog.messages[0].splitlines()
    assert [line.split()[0] for line in table[2:]] == ["leer", "halb", "gut"]
    assert table[2].split()[1:5] == ["red", "3", "2026-05-01", "9"]
    assert caplog.messages[1] == "health: halb: many set aside"


def test_a_yellow_source_is_only_said(home: Home) -> None:
    published(home, SOURCES[:2])
    assert asking.health() == ["halb", "gut"]
