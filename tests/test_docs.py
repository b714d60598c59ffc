"""The documents name what there is: commands, sources, views, settings."""

from __future__ import annotations

import argparse
import importlib
import json
import re
import shlex
import tomllib
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from etl import __main__ as commands
from etl import clean, seeds
from etl.settings import PROJECT
from tests.making import Home, clean_seeds
from tests.making import page as a_page

README = (PROJECT / "README.md").read_text("utf-8")
GERMAN = (PROJECT / "docs" / "LIESMICH.md").read_text("utf-8")
OPERATORS = (PROJECT / "docs" / "operators.md").read_text("utf-8")
DECISIONS = (PROJECT / "docs" / "decisions.md").read_text("utf-8")
PAGES = {
    path.stem: path.read_text("utf-8")
    for path in (PROJECT / "README.md", *sorted((PROJECT / "docs").glob("*.md")))
    if path.stem != "dictionary"  # made by a command, and tested there
}
ASKING = [
    name for name, text in PAGES.items() if "report." in text and ("./blocwatch sql " in text or "```sql" in text)
]
PYTHON = [name for name, text in PAGES.items() if "```python" in text]


def test_every_command_and_every_source_is_named() -> None:
    assert [name for name in (*commands.COMMANDS, "help") if f"./blocwatch {name}" not in README] == []
    assert [source for source in seeds.sources() if f"`{source}`" not in PAGES["contributors"]] == []


def test_every_view_and_macro_is_named_and_none_that_is_not_there(sample: duckdb.DuckDBPyConnection) -> None:
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
    assert there - set(re.findall(r"report\.(\w+)", PAGES["analysts"])) == set()
    assert {
        page: wrong for page, text in PAGES.items() if (wrong := set(re.findall(r"report\.(\w+)", text)) - there)
    } == {}


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


@pytest.mark.parametrize("page", PAGES)
def test_every_file_a_document_names_is_there(page: str) -> None:
    text = PAGES[page]
    paths = re.findall(r"`((?:etl|sql|seeds|tests|dags|docs)/[\w/.]+)`", text) + re.findall(
        r"\]\((?!http)([\w/.-]+)(?:#[\w-]+)?\)", text
    )
    places = (PROJECT, PROJECT / "docs")
    assert [path for path in paths if not any((place / path).exists() for place in places)] == []


@pytest.mark.parametrize("page", PAGES)
def test_every_part_of_a_page_that_is_linked_is_there(page: str) -> None:
    links = re.findall(r"\]\((?!http)([\w/.-]*)#([\w-]+)\)", PAGES[page])
    assert [link for link in links if link[1] not in anchors(Path(link[0]).stem or page)] == []


def anchors(page: str) -> set[str]:
    """What headings are linked by, as the usual hosts make it."""
    heads = re.findall(r"^#+ (.+)$", PAGES[page], re.M)
    return {re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("page", PAGES)
def test_every_command_a_document_shows_is_understood(page: str) -> None:
    """Each line that begins with ./blocwatch names a command that there is, with options it has."""
    wrong = []
    for line in re.findall(r"^    \./blocwatch (.+(?:\n {8,}.+)*)$", PAGES[page], re.M):
        words = shlex.split(line, comments=True)
        if words[0] in ("help", "airflow", "test", "bench"):
            continue  # what follows is Airflow's, pytest's, or the bench's own
        wrong += [line] if words[0] not in commands.COMMANDS or unknown_options(words) else []
    assert wrong == []


def unknown_options(words: list[str]) -> set[str]:
    parser = argparse.ArgumentParser()
    importlib.import_module(f"etl.commands.{words[0]}").arguments(parser)
    known = {option for action in parser._actions for option in action.option_strings}
    return {word for word in words if word.startswith("--")} - known


@pytest.mark.parametrize("page", PYTHON)
def test_every_program_a_document_shows_runs(
    sample_home: Home, page: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "blocwatch.duckdb").symlink_to(sample_home.folder / "blocwatch.duckdb")
    monkeypatch.chdir(tmp_path)
    for program in re.findall(r"```python\n(.*?)```", PAGES[page], re.S):
        names: dict[str, Any] = {}
        exec(program, names)
        assert names["table"].num_rows


def example(kind: str, number: int = 0) -> str:
    """A block of the page for contributors that its reader copies."""
    return str(re.findall(rf"```{kind}\n(.*?)```", PAGES["contributors"], re.S)[number])


def test_the_source_made_up_for_contributors_reads_as_its_gold() -> None:
    source = seeds._source(tomllib.loads(example("toml")), "abendpost_de.toml")
    gold = json.loads(example("json"))
    known = replace(clean_seeds(), sources=clean_seeds().sources | {source.source: source})
    data = example("html").encode()
    found, wanted = clean.article(a_page(data, gold["file_name"]), data, known), gold["article"]
    assert (found.source, found.title, found.url) == (source.source, wanted["title"], wanted["url"])
    assert found.published_at == datetime.fromisoformat(wanted["published_at"])
    assert list(found.authors) == wanted["authors"]
    assert found.text.startswith(wanted["body_begins"]) and found.text.endswith(wanted["body_ends"])
    assert [line for line in wanted["furniture"] if line in found.text] == []


def test_the_rule_made_up_for_contributors_keeps_its_word() -> None:
    [rule] = tomllib.loads(example("toml", 2))["rule"]
    assert [text for text in rule["match"] if not re.search(rule["pattern"], text)] == []
    assert [text for text in rule["no_match"] if re.search(rule["pattern"], text)] == []


@pytest.mark.parametrize("page", ASKING)
def test_every_query_a_document_shows_answers(sample: duckdb.DuckDBPyConnection, page: str) -> None:
    text = PAGES[page]
    queries = re.findall(r'\./blocwatch sql "((?:select|from) [^"]+)"', text)
    queries += re.findall(r"^    ((?:select|from) [^;]+);", text, re.M)
    queries += re.findall(r"```sql\n(.*?);\n```", text, re.S)
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
