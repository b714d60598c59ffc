"""The queries of sql/90_checks: each must return no rows.

A comment `-- Scope:` says what a daily run proves of it: one scoped to what was loaded reads only the rows of loads
that no publish has seen, but for tables marked `-- whole`; one of the whole file waits for maintenance; without a scope
it is small and always whole.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import duckdb

from etl.errors import WarehouseError
from etl.settings import SQL

SHOWN = 5  # rows of a failing check that go into the message
LOADED, WHOLE = "-- Scope: what was loaded since the last publish.", "-- Scope: the whole file, when it is maintained."
FIRST_UNSEEN = "select coalesce(max(load_number), 0) + 1 from store.run where result = 'published'"
BY_LOAD = """
select distinct schema_name || '.' || table_name from duckdb_columns()
where schema_name in ('store', 'core') and column_name = 'load_number' and table_name <> 'run'
"""


class Answers(Protocol):
    """Whatever answers a query with a cursor: the work file, or a plain connection."""

    def run(self, query: str) -> duckdb.DuckDBPyConnection: ...


def files() -> list[Path]:
    """All checks in the order of their names."""
    return sorted((SQL / "90_checks").glob("*.sql"))


def meaning(path: Path) -> str:
    """What a check proves: its first comment."""
    return path.read_text("utf-8").splitlines()[0].removeprefix("--").strip()


def prove(work: Answers) -> int:
    """Runs all checks on the whole file and returns their number; `WarehouseError` tells all that failed."""
    return _prove(work, {path: path.read_text("utf-8") for path in files()})


def prove_loaded(work: Answers) -> int:
    """Runs what a daily run must prove: of what no publish has seen yet. Costs the same at any size of the file."""
    loads = unseen(work)
    return _prove(work, {path: query for path in files() if (query := scoped(path.read_text("utf-8"), loads))})


@dataclass(frozen=True)
class Loads:
    """The first load that no publish has seen, and the tables and views that tell of their rows which load it was."""

    first: int
    tables: frozenset[str]


def unseen(work: Answers) -> Loads:
    """What a daily run has to prove."""
    [(first,)] = work.run(FIRST_UNSEEN).fetchall()
    return Loads(first, frozenset(name for (name,) in work.run(BY_LOAD).fetchall()))


def scoped(query: str, loads: Loads) -> str | None:
    """A check's query for a daily run; None where it waits for maintenance."""
    if WHOLE in query:
        return None
    if LOADED not in query:
        return query
    return re.sub(
        r"\b(from|join) ((?:store|core)\.\w+)\b(?! as \w+ -- whole)",
        lambda m: f"{m[1]} (select * from {m[2]} where load_number >= {loads.first})" if m[2] in loads.tables else m[0],
        query,
    )


def _prove(work: Answers, queries: dict[Path, str]) -> int:
    wrong = []
    for path, query in queries.items():
        cursor = work.run(query)
        names = [column[0] for column in cursor.description or []]
        rows = cursor.fetchmany(SHOWN)
        if rows:
            shown = "\n    ".join(_shown(names, row) for row in rows)
            wrong.append(f"  {path.stem}: {meaning(path)}\n    {shown}")
    if wrong:
        raise WarehouseError("the work file is not published, because these checks found rows:\n" + "\n".join(wrong))
    return len(queries)


def _shown(names: list[str], row: tuple[Any, ...]) -> str:
    return ", ".join(f"{name}={str(value)[:80]}" for name, value in zip(names, row, strict=True))
