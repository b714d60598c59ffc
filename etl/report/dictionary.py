"""The data dictionary: docs/dictionary.md, made of the catalog's types and comments and nothing else."""

from __future__ import annotations

import duckdb

from etl.report import catalog
from etl.report.catalog import Relation

HEAD = """# Data dictionary

Made by `./blocwatch dictionary` from the comments in the file; edit those, in `sql/` and `etl/load/tables.py`.
One line in German for each view: `docs/woerterbuch.md`.
The same from the file itself: `select * from duckdb_columns()`, `duckdb_views()`, `duckdb_functions()`.

Read `report`; the schemas below it are free to change.
"""
SCHEMAS = {
    "core": "What several views of `report` share.",
    "store": "What was read, as the one writer keeps it.",
    "reference": "What `seeds/` says, for joins.",
}


def text(file: duckdb.DuckDBPyConnection) -> str:
    """Every view and macro of `report` with each column; of the schemas below it one table each."""
    parts = [HEAD, "## report: views\n", *map(_in_full, catalog.relations(file, "report"))]
    parts += ["## report: macros\n", *map(_in_full, catalog.macros(file, "report"))]
    for schema, means in SCHEMAS.items():
        below = [*catalog.relations(file, schema), *catalog.macros(file, schema)]
        parts += [f"## {schema}\n", f"{means}\n", *map(_in_short, below)]
    return "\n".join(parts)


def _in_full(relation: Relation) -> str:
    lines = [f"### {_title(relation)}\n", f"{'A row is: ' if relation.kind == 'view' else ''}{relation.means}.\n"]
    lines = [line.replace("..\n", ".\n") for line in lines]
    if any(column.means for column in relation.columns):
        lines += ["| column | type | means |", "| --- | --- | --- |"]
        lines += [f"| `{c.name}` | {c.type} | {_cell(c.means)} |" for c in relation.columns]
    else:
        lines += ["| column | type |", "| --- | --- |", *(f"| `{c.name}` | {c.type} |" for c in relation.columns)]
    return "\n".join([*lines, ""])


def _in_short(relation: Relation) -> str:
    columns = "; ".join(f"`{c.name}` {c.type}" + (f" ({_cell(c.means)})" if c.means else "") for c in relation.columns)
    return f"**{_title(relation)}** — {_cell(relation.means)}{': ' + columns if columns else ''}\n"


def _title(relation: Relation) -> str:
    parameters = f"({', '.join(relation.parameters)})" if relation.kind == "macro" else ""
    return f"{relation.full_name}{parameters}"


def _cell(words: str) -> str:
    return words.replace("|", "\\|")
