"""The commands that read the published file: cookbook, export, dictionary, why of one fact."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest

from etl.commands.dictionary import PLACE
from etl.report import cookbook
from tests.commands.test_commands import apart, typed
from tests.making import Home


def test_the_cookbook_lists_every_question_with_what_can_be_put_into_it(tmp_path: Path) -> None:
    shown = typed("cookbook", home=tmp_path)
    assert shown.returncode == 0
    for recipe in cookbook.recipes():
        assert recipe.name in shown.stdout
        assert all(f"{name}={value}" in shown.stdout for name, value in recipe.parameters.items())
    assert "Welche Ämter hatte eine Person" in shown.stdout


def test_a_question_is_answered_with_what_was_put_into_it(sample_home: Home) -> None:
    shown = apart("cookbook", "holder", "day=2023-05-01", "--json", home=sample_home.folder)
    assert [row["person"] for row in json.loads(shown.stdout)] == ["Imanghali Tasmaghambetow"]
    shown = apart("cookbook", "career", "person=O'Neill'; drop", "--csv", home=sample_home.folder)
    assert shown.returncode == 0 and shown.stderr == ""


def test_a_fact_is_shown_with_citation_rule_and_paragraph(sample_home: Home, sample: duckdb.DuckDBPyConnection) -> None:
    fact_id, surface, citation, means = sample.execute(
        """select o.fact_id, o.surface, c.citation, r.means from report.occupancies_reported as o
        inner join report.citations as c on o.fact_id = c.fact_id inner join report.rules as r on o.rule = r.rule
        where o.person = 'Taalatbek Masadykow' order by o.fact_id limit 1"""
    ).fetchall()[0]
    shown = typed("why", fact_id, home=sample_home.folder)
    assert shown.returncode == 0, shown.stderr
    lines = shown.stdout.splitlines()
    assert lines[0] == citation and means in lines[2] and f"[{surface}]" in lines[4]
    unknown = typed("why", "0" * 32, home=sample_home.folder)
    assert unknown.returncode == 2 and "there is no file" in unknown.stderr


def test_an_article_is_still_shown_by_its_id(sample_home: Home, sample: duckdb.DuckDBPyConnection) -> None:
    [(article_id, title)] = sample.execute(
        "select article_id, title from report.articles order by article_id limit 1"
    ).fetchall()
    assert title in typed("why", article_id, home=sample_home.folder).stdout


def test_an_export_says_what_it_wrote(sample_home: Home, tmp_path: Path) -> None:
    words = ("export", str(tmp_path / "out"), "--format", "csv", "--views", "meetings,articles")
    shown = typed(*words, home=sample_home.folder)
    assert shown.returncode == 0 and shown.stdout.startswith("2 views of report as csv: ")
    again = typed(*words, home=sample_home.folder)
    assert again.returncode == 2 and "is there already" in again.stderr


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["export", "x"], "nothing is published yet"),
        (["export", "x", "--format", "xls"], "there is no format 'xls'; there are parquet, csv, ftm"),
        (["cookbook", "nonsense"], "there is no question 'nonsense' in the cookbook"),
        (["cookbook", "who_"], "it could be who_is_named_as_what, "),
        (["cookbook", "career"], "nothing is published yet"),
        (["cookbook", "career", "day=1"], "what can be: person='Stanislaw Sas'"),
        (["dictionary", "--out", "/proc/none"], "/proc/none cannot be written"),
    ],
)
def test_wrong_use_gives_one_clear_line(words: list[str], message: str, tmp_path: Path) -> None:
    shown = typed(*words, home=tmp_path)
    assert shown.returncode == 2 and message in shown.stderr and len(shown.stderr.splitlines()) == 1


def test_the_dictionary_needs_no_warehouse(tmp_path: Path) -> None:
    """And leaves none behind."""
    shown = typed("dictionary", "--out", str(tmp_path / "d.md"), home=tmp_path / "home")
    assert shown.returncode == 0
    assert (tmp_path / "d.md").read_text("utf-8") == PLACE.read_text("utf-8")
    assert not (tmp_path / "home").exists()
