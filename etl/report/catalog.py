"""What the file says of itself: its tables, views and macros with their comments, read from DuckDB's catalog."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb


@dataclass(frozen=True)
class Column:
    name: str
    type: str
    means: str


@dataclass(frozen=True)
class Relation:
    """A table, a view, or a macro that answers with a table; `parameters` are a macro's."""

    schema: str
    name: str
    kind: str  # table, view, macro
    means: str
    columns: tuple[Column, ...]
    parameters: tuple[str, ...] = ()

    @property
    def full_name(self) -> str:
        return f"{self.schema}.{self.name}"


RELATIONS = """
select schema_name, table_name as name, 'table' as kind, coalesce(comment, '') from duckdb_tables()
where not internal and not temporary and schema_name = $schema
union all
select schema_name, view_name, 'view', coalesce(comment, '') from duckdb_views()
where not internal and not temporary and schema_name = $schema
order by 2
"""
COLUMNS = """
select table_name, column_name, data_type, coalesce(comment, '') from duckdb_columns()
where schema_name = $schema order by table_name, column_index
"""
MACROS = """
select function_name, function_type, parameters, coalesce(comment, '') from duckdb_functions()
where schema_name = $schema and not internal order by function_name
"""


def relations(file: duckdb.DuckDBPyConnection, schema: str) -> list[Relation]:
    """The tables and views of a schema in the order of their names, columns in their own order."""
    columns: dict[str, list[Column]] = {}
    for table, *column in file.execute(COLUMNS, {"schema": schema}).fetchall():
        columns.setdefault(table, []).append(Column(*column))
    found = file.execute(RELATIONS, {"schema": schema}).fetchall()
    return [Relation(place, name, kind, means, tuple(columns[name])) for place, name, kind, means in found]


def macros(file: duckdb.DuckDBPyConnection, schema: str) -> list[Relation]:
    """The macros of a schema; one that answers with a value has no columns. Optional parameters stand in brackets."""
    found = file.execute(MACROS, {"schema": schema}).fetchall()
    return [_macro(file, schema, *row) for row in found]


def _macro(
    file: duckdb.DuckDBPyConnection, schema: str, name: str, kind: str, named: list[str], means: str
) -> Relation:
    if kind != "table_macro":
        return Relation(schema, name, "macro", means, (), tuple(named))
    needed, columns = _bound(file, f"{schema}.{name}", len(named))
    shown = (f"[{parameter}]" if place >= needed else parameter for place, parameter in enumerate(named))
    return Relation(schema, name, "macro", means, columns, tuple(shown))


def _bound(file: duckdb.DuckDBPyConnection, name: str, most: int) -> tuple[int, tuple[Column, ...]]:
    """How many parameters a macro needs, found by asking, and its columns: the catalog tells neither."""
    for count in range(most + 1):
        try:
            described = file.execute(f"describe from {name}({', '.join(['null'] * count)})").fetchall()
        except duckdb.BinderException:
            if count == most:
                raise
        else:
            return count, tuple(Column(row[0], row[1], "") for row in described)
    raise AssertionError("a macro binds with all its parameters, or raises")
