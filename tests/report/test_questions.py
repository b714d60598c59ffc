"""The bench of the warehouse asks every view and macro, and reads columns that are there."""

from __future__ import annotations

import tomllib

import duckdb
import pytest

from etl.commands import warehouses

QUESTIONS = tomllib.loads(warehouses.QUESTIONS.read_text("utf-8"))


def test_every_view_and_macro_has_a_question(sample: duckdb.DuckDBPyConnection) -> None:
    views = sample.execute("select view_name from duckdb_views() where schema_name = 'report'").fetchall()
    macros = sample.execute("select function_name from duckdb_functions() where schema_name = 'report'").fetchall()
    assert set(QUESTIONS) == {name for (name,) in views + macros}


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_a_question_and_its_scans_are_answered(sample: duckdb.DuckDBPyConnection, name: str) -> None:
    assert f"report.{name}" in QUESTIONS[name]["ask"]
    for query in (QUESTIONS[name]["ask"], *map(warehouses.bare, QUESTIONS[name]["scan"])):
        sample.execute(query)
