"""The questions of sql/cookbook: what each asks, what can be put into it, and its answer as a table of plain text.

A file begins with its question in English and in German, holds one query, and ends with the answer on the samples. A
parameter is `coalesce(getvariable('name'), 'its value where none is given')`, so that the file also runs as it stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from etl.errors import InputError
from etl.settings import SQL

ANSWER = "-- answer:\n"
SHOWN_ROWS = 8
SHOWN_CHARACTERS = 116  # of one line


@dataclass(frozen=True)
class Recipe:
    name: str
    english: str
    german: str
    query: str
    shown: str  # the answer on the samples, as the file has it
    parameters: dict[str, str]  # name → the value it has where none is given, as SQL

    def with_answer(self, answer: str) -> str:
        return f"{self.query}\n{ANSWER}{answer}"


def recipes() -> list[Recipe]:
    """All of them in the order of their names."""
    return [recipe(path) for path in sorted((SQL / "cookbook").glob("*.sql"))]


def recipe(path: Path) -> Recipe:
    query, _, shown = path.read_text("utf-8").partition("\n" + ANSWER)
    asked = [line.removeprefix("-- ") for line in query.splitlines()[:2] if line.startswith("-- ")]
    english, german = [*asked, "", ""][:2]
    parameters = dict(re.findall(r"coalesce\(getvariable\('(\w+)'\), ((?:date )?'[^']*'|\d+)\)", query))
    return Recipe(path.stem, english, german, query.rstrip("\n") + "\n", shown, parameters)


def named(name: str) -> Recipe:
    """The question of that name, or of the only name that begins so."""
    known = recipes()
    found = [r for r in known if r.name == name] or [r for r in known if r.name.startswith(name)]
    if len(found) == 1:
        return found[0]
    several = f"; it could be {', '.join(r.name for r in found)}" if found else ""
    raise InputError(f"there is no question {name!r} in the cookbook{several}; ./blocwatch cookbook lists them")


def variables(asked: Recipe, words: list[str]) -> dict[str, str]:
    """`name=value` words → what is put into the question; `InputError` for a name it does not have."""
    given = {}
    for word in words:
        name, equals, value = word.partition("=")
        if not equals or name not in asked.parameters:
            can = ", ".join(f"{key}={value}" for key, value in asked.parameters.items()) or "nothing"
            raise InputError(f"{word!r} cannot be put into {asked.name}; what can be: {can}")
        given[name] = value
    return given


def answer(file: duckdb.DuckDBPyConnection, asked: Recipe) -> str:
    """The answer as comment lines: a table, long cells cut so that lines fit, and how many rows are not shown."""
    cursor = file.execute(asked.query)
    names = [column[0] for column in cursor.description or []]
    rows = cursor.fetchall()
    for most in range(44, 8, -2):
        lines = _table(names, [[_cell(value, most) for value in row] for row in rows[:SHOWN_ROWS]])
        if max(map(len, lines)) <= SHOWN_CHARACTERS:
            break
    more = len(rows) - SHOWN_ROWS
    lines += ["(no rows)"] if not rows else [f"… and {more} more"] if more > 0 else []
    return "".join(f"-- {line}".rstrip() + "\n" for line in lines)


def _table(names: list[str], rows: list[list[str]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(names, *rows, strict=True)]
    table = [names, ["-" * width for width in widths], *rows]
    return [" | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in table]


def _cell(value: Any, most: int) -> str:
    """One line of text; what is empty (NULL) stays empty."""
    if isinstance(value, list):
        value = ", ".join(map(str, value))
    told = "" if value is None else re.sub(r"\s+", " ", str(value))
    return told if len(told) <= most else told[: most - 1] + "…"
