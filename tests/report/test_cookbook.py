"""The cookbook: every question runs and gives the answer its file shows, on the samples.

After a change of views, rules or samples: BLOCWATCH_ANSWERS=write ./blocwatch test tests/report/test_cookbook.py
writes the answers anew; look at the difference before you commit it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from etl.errors import InputError
from etl.report import cookbook
from etl.report.cookbook import Recipe
from etl.settings import SQL
from tests.making import Home

FILES = sorted((SQL / "cookbook").glob("*.sql"))
RECIPES = [cookbook.recipe(path) for path in FILES]


@pytest.fixture(scope="module")
def asked(sample_home: Home) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection of its own: variables that tests set stay here."""
    with sample_home.open() as file:
        yield file


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_a_question_gives_the_answer_it_shows(asked: duckdb.DuckDBPyConnection, path: Path) -> None:
    recipe = cookbook.recipe(path)
    answer = cookbook.answer(asked, recipe)
    if os.environ.get("BLOCWATCH_ANSWERS") == "write":
        path.write_text(recipe.with_answer(answer), "utf-8")
    assert cookbook.recipe(path).shown == answer


def test_there_are_enough_questions_and_most_have_an_answer() -> None:
    assert len(RECIPES) >= 25
    assert sum("(no rows)" in recipe.shown for recipe in RECIPES) <= len(RECIPES) / 4


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda r: r.name)
def test_a_question_is_asked_in_two_languages_of_the_contract_alone(recipe: Recipe) -> None:
    assert re.search(r"[.?]$", recipe.english) and re.search(r"[.?]$", recipe.german)
    assert recipe.english != recipe.german
    assert re.findall(r"\b(?:store|core|reference)\.\w+", recipe.query) == []


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda r: r.name)
def test_a_parameter_is_found_and_makes_a_difference_where_it_is_unknown(
    asked: duckdb.DuckDBPyConnection, recipe: Recipe
) -> None:
    """Every variable a query reads is a parameter, and a name nobody has gives another answer."""
    assert set(re.findall(r"getvariable\('(\w+)'\)", recipe.query)) == set(recipe.parameters)
    names = [name for name, value in recipe.parameters.items() if re.fullmatch(r"'[^\d'][^']*'", value)]
    for name in names:
        asked.execute(f"set variable {name} = 'nobody of that name'")
        answer = cookbook.answer(asked, recipe)
        asked.execute(f"reset variable {name}")
        assert answer != recipe.shown or "(no rows)" in recipe.shown, name


def test_a_question_is_found_by_how_its_name_begins_and_a_wrong_one_is_told() -> None:
    assert cookbook.named(RECIPES[0].name).query == RECIPES[0].query
    assert cookbook.named("career").name == "career_of_a_person"
    for wrong in ("gibtesnicht", ""):
        with pytest.raises(InputError, match="there is no question"):
            cookbook.named(wrong)
    with pytest.raises(InputError, match="what can be: person='Stanislaw Sas'"):
        cookbook.variables(cookbook.named("career_of_a_person"), ["persn=x"])
    assert cookbook.variables(cookbook.named("career_of_a_person"), ["person=a=b"]) == {"person": "a=b"}


def test_an_answer_is_a_table_of_comments(asked: duckdb.DuckDBPyConnection) -> None:
    made = Recipe("x", "", "", "select unnest([1, null, 30]) as n, ['a', 'b'] as l, repeat('x', 100) as long", "", {})
    lines = cookbook.answer(asked, made).splitlines()
    assert lines[0].split("|")[0] == "-- n  " and lines[3].startswith("--    | a, b | xxx")
    assert lines[2].endswith("x…") and all(line.startswith("--") for line in lines)
    many = Recipe("x", "", "", "from range(20)", "", {})
    assert cookbook.answer(asked, many).endswith("-- … and 12 more\n")
    none = Recipe("x", "", "", "from range(0)", "", {})
    assert cookbook.answer(asked, none).endswith("-- (no rows)\n")
