"""The queries of sql/90_checks: each must return no rows."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Protocol

import duckdb

from etl.errors import WarehouseError
from etl.settings import SQL

SHOWN = 5  # rows of a failing check that go into the message


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
    """Runs all checks and returns their number; `WarehouseError` tells every failing one with its first rows."""
    wrong = []
    for path in files():
        cursor = work.run(path.read_text("utf-8"))
        names = [column[0] for column in cursor.description or []]
        rows = cursor.fetchmany(SHOWN)
        if rows:
            shown = "\n    ".join(_shown(names, row) for row in rows)
            wrong.append(f"  {path.stem}: {meaning(path)}\n    {shown}")
    if wrong:
        raise WarehouseError("the work file is not published, because these checks found rows:\n" + "\n".join(wrong))
    return len(files())


def _shown(names: list[str], row: tuple[Any, ...]) -> str:
    return ", ".join(f"{name}={str(value)[:80]}" for name, value in zip(names, row, strict=True))
