"""The data dictionary: what is committed is what the catalog says, and it leaves nothing out."""

from __future__ import annotations

import re

import duckdb
import pytest

from etl.commands.dictionary import PLACE
from etl.report import catalog, dictionary
from etl.settings import PROJECT


def test_the_committed_dictionary_is_the_one_of_this_warehouse(sample: duckdb.DuckDBPyConnection) -> None:
    """When this fails: ./blocwatch dictionary."""
    assert PLACE.read_text("utf-8") == dictionary.text(sample)


@pytest.mark.parametrize("schema", ["report", "core", "store", "reference"])
def test_it_names_everything_with_every_column(sample: duckdb.DuckDBPyConnection, schema: str) -> None:
    told = PLACE.read_text("utf-8")
    there = [*catalog.relations(sample, schema), *catalog.macros(sample, schema)]
    assert there
    for relation in there:
        behind = re.split(rf"\n(?:### |\*\*){re.escape(relation.full_name)}(?![\w.])", told, maxsplit=1)[1]
        part = re.split(r"\n###? |\n\*\*", behind, maxsplit=1)[0]
        assert relation.means and relation.means.replace("|", "\\|").rstrip(".") in part, relation.full_name
        assert [column.name for column in relation.columns if f"`{column.name}`" not in part] == []


def test_a_macro_shows_which_of_its_parameters_may_be_left_out(sample: duckdb.DuckDBPyConnection) -> None:
    macros = {macro.name: macro for macro in catalog.macros(sample, "report")}
    assert macros["holder_on"].parameters == ("position", "body", "day", "[known_on]")
    assert [column.name for column in macros["members_on"].columns][:2] == ["member", "status"]


def test_every_view_and_macro_has_a_line_in_german(sample: duckdb.DuckDBPyConnection) -> None:
    """When this fails: add the line to docs/woerterbuch.md by hand, it is a translation."""
    german = (PROJECT / "docs" / "woerterbuch.md").read_text("utf-8")
    named = dict(re.findall(r"^\| `report\.(\w+)(?:\([^)]*\))?` \| (\S.*) \|$", german, re.M))
    there = {r.name for r in (*catalog.relations(sample, "report"), *catalog.macros(sample, "report"))}
    assert set(named) == there
