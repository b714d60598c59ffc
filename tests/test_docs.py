"""The documents name what there is: commands, sources, views, settings."""

from __future__ import annotations

import re

import duckdb
import pytest

from etl import __main__ as commands
from etl import seeds
from etl.settings import PROJECT

README = (PROJECT / "README.md").read_text("utf-8")
GERMAN = (PROJECT / "docs" / "LIESMICH.md").read_text("utf-8")
OPERATORS = (PROJECT / "docs" / "operators.md").read_text("utf-8")
FURTHER = (PROJECT / "docs" / "going-further.md").read_text("utf-8")
BETRIEB = (PROJECT / "docs" / "betrieb.md").read_text("utf-8")
DECISIONS = (PROJECT / "docs" / "decisions.md").read_text("utf-8")


def test_the_readme_names_every_command_and_every_source() -> None:
    assert [name for name in (*commands.COMMANDS, "help") if f"./blocwatch {name}" not in README] == []
    assert [source for source in seeds.sources() if f"`{source}`" not in README] == []


def test_the_readme_names_every_view_and_macro_and_none_that_is_not_there(sample: duckdb.DuckDBPyConnection) -> None:
    there = {
        name
        for (name,) in sample.execute("select view_name from duckdb_views() where schema_name = 'report'").fetchall()
    }
    there |= {
        n
        for (n,) in sample.execute(
            "select function_name from duckdb_functions() where schema_name = 'report'"
        ).fetchall()
    }
    named = set(re.findall(r"report\.(\w+)", README))
    assert there - named == set()
    assert named - there == set()
    assert set(re.findall(r"report\.(\w+)", GERMAN)) <= there


def test_the_readme_names_every_setting() -> None:
    code = (PROJECT / "etl" / "settings.py").read_text("utf-8") + (PROJECT / "blocwatch").read_text("utf-8")
    assert {name for name in re.findall(r"BLOCWATCH_[A-Z_]+", code) if name not in README} == set()


def test_the_operators_page_names_every_setting() -> None:
    files = ("etl/settings.py", "blocwatch", "docker-compose.yml")
    code = "".join((PROJECT / name).read_text("utf-8") for name in files)
    # volumes are named by their endings
    asked = {
        re.sub(r"^BLOCWATCH_(?!HOME)(?=\w+_VOLUME)", "…_", name) for name in re.findall(r"BLOCWATCH_[A-Z_]+", code)
    }
    assert {name for name in asked if name not in OPERATORS} == set()


@pytest.mark.parametrize(
    "text",
    [README, GERMAN, DECISIONS, OPERATORS, FURTHER, BETRIEB],
    ids=["README", "LIESMICH", "decisions", "operators", "going-further", "betrieb"],
)
def test_every_file_a_document_names_is_there(text: str) -> None:
    paths = re.findall(r"`((?:etl|sql|seeds|tests|dags|docs)/[\w/.]+)`", text) + re.findall(
        r"\]\((?!http)([\w/.]+)\)", text
    )
    places = (PROJECT, PROJECT / "docs")
    assert [path for path in paths if not any((place / path).exists() for place in places)] == []


@pytest.mark.parametrize("text", [README, GERMAN], ids=["README", "LIESMICH"])
def test_every_query_a_document_shows_answers(sample: duckdb.DuckDBPyConnection, text: str) -> None:
    queries = re.findall(r'\./blocwatch sql "((?:select|from) [^"]+)"', text)
    queries += re.findall(r"^    ((?:select|from) [^;]+);", text, re.M)
    assert queries
    for query in queries:
        assert sample.execute(query).fetchall(), query


def test_the_answers_shown_are_the_files_own(sample: duckdb.DuckDBPyConnection) -> None:
    """Every row of a table shown below a query is in its answer, in the same order."""
    shown = re.findall(r'\./blocwatch sql "([^"]+)"\n\n((?:    [┌│├└].*\n)+)', README)
    assert len(shown) >= 2
    for query, table in shown:
        rows = [
            [cell.strip() for cell in line.strip().strip("│").split("│")] for line in table.splitlines() if "│" in line
        ]
        answer = [[str(cell) for cell in row] for row in sample.execute(query).fetchall()]
        assert rows[2:] == answer


def test_decisions_are_numbered_without_a_gap() -> None:
    numbers = [int(number) for number in re.findall(r"^## (\d+)\. ", DECISIONS, re.M)]
    assert numbers == list(range(1, len(numbers) + 1))
