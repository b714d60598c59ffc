"""Hands records from task to task as Parquet files below a URL, so that workers on other machines can share them.

One folder a run, one file a kind and batch. Writing a file again replaces it whole: a task that is run twice leaves
what it would have left once.
"""

from __future__ import annotations

import dataclasses
import json
import re
import types
import typing
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from functools import cache
from typing import Any, TypeVar

import pyarrow as pa
import pyarrow.parquet as pq
from upath import UPath

from etl.errors import InputError, writing

Record = TypeVar("Record")

# asked for each row, and slow to find
_hints: Callable[[type[Any]], dict[str, Any]] = cache(typing.get_type_hints)  # type: ignore[assignment]

SCALARS: dict[Any, pa.DataType] = {
    str: pa.string(),
    int: pa.int64(),
    float: pa.float64(),
    bool: pa.bool_(),
    date: pa.date32(),
    datetime: pa.timestamp("us", tz="UTC"),
}


class Staging:
    """The folder of one run. `run_id` may hold any characters Airflow puts into one."""

    def __init__(self, url: str, run_id: str) -> None:
        self.folder = UPath(url) / re.sub(r"[^\w.+-]", "_", run_id)

    def write(self, kind: type[Any], batch: str, records: Iterable[Any]) -> None:
        """Writes the records of one batch; none make a file with no rows."""
        self.write_table(kind, batch, to_table(kind, records))

    def write_table(self, kind: type[Any], batch: str, table: pa.Table) -> None:
        """Writes rows that are an Arrow table already."""
        path = self._path(kind, batch)
        part = path.with_name(path.name + ".part")
        with writing(path.parent):
            path.parent.mkdir(parents=True, exist_ok=True)
            with part.open("wb") as out:
                pq.write_table(table, out, compression="zstd")
            part.rename(path)

    def read(self, kind: type[Record], batch: str) -> list[Record]:
        """The records of one batch in the order they were written; `InputError` when there is no such file."""
        return [_record(kind, row) for row in self.table(kind, [batch]).to_pylist()]

    def table(self, kind: type[Any], batches: Sequence[str]) -> pa.Table:
        """The records of these batches as one Arrow table."""
        tables = [schema_of(kind).empty_table()]
        for batch in batches:
            path = self._path(kind, batch)
            if not path.exists():
                raise InputError(
                    f"the staged file {path} is gone; clear the run's tasks from 'find' on so that it is made again"
                )
            with path.open("rb") as lines:
                tables.append(pq.read_table(lines, schema=schema_of(kind)))
        return pa.concat_tables(tables)

    def write_note(self, name: str, note: dict[str, Any]) -> None:
        """A small JSON file about the run as a whole."""
        with writing(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
            part = self.folder / f"{name}.json.part"
            part.write_text(json.dumps(note, ensure_ascii=False, indent=1), encoding="utf-8")
            part.rename(self.folder / f"{name}.json")

    def read_note(self, name: str) -> dict[str, Any]:
        """The note of that name; `InputError` when the run has none."""
        path = self.folder / f"{name}.json"
        if not path.exists():
            raise InputError(f"the staged file {path} is gone; clear the run's tasks from 'find' on")
        return dict(json.loads(path.read_text(encoding="utf-8")))

    def remove(self) -> None:
        """Removes the run's folder; one that is not there is no error."""
        if self.folder.exists():
            self.folder.fs.rm(self.folder.path, recursive=True)

    def _path(self, kind: type[Any], batch: str) -> UPath:
        return self.folder / kind.__name__.lower() / f"{batch}.parquet"


def to_table(kind: type[Any], records: Iterable[Any]) -> pa.Table:
    """Records as an Arrow table with the columns of their class."""
    rows, schema = list(records), schema_of(kind)
    # column by column: `asdict` for whole records copies every value, which takes ten times as long
    return pa.table([pa.array(_values(rows, field), field.type) for field in schema], schema=schema)


def _values(rows: list[Any], field: pa.Field) -> list[Any]:
    values = [getattr(row, field.name) for row in rows]
    is_nested = pa.types.is_list(field.type) and pa.types.is_struct(field.type.value_type)
    return [[dataclasses.asdict(item) for item in value] for value in values] if is_nested else values


def runs(url: str) -> list[UPath]:
    """The folders of all runs, the one that began first at the beginning."""
    root = UPath(url)
    return sorted((p for p in root.iterdir() if p.is_dir()), key=_begun) if root.exists() else []


def _begun(folder: UPath) -> datetime:
    """When its first note was written: an object store knows no times of folders. Without one it is of no run."""
    note = folder / "run.json"
    return typing.cast(datetime, note.fs.modified(note.path)) if note.exists() else datetime.min.replace(tzinfo=UTC)


def schema_of(kind: type[Any]) -> pa.Schema:
    """The Arrow schema of a record class, column by column in the order of its fields."""
    hints = _hints(kind)
    return pa.schema([(f.name, _arrow(hints[f.name])) for f in dataclasses.fields(kind)])


def _arrow(hint: Any) -> pa.DataType:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        return _arrow(next(a for a in arguments if a is not type(None)))
    if origin is typing.Literal:
        return pa.string()
    if origin is tuple:
        return pa.list_(_arrow(arguments[0]))
    if dataclasses.is_dataclass(hint):
        return pa.struct(list(schema_of(typing.cast(type, hint))))
    return SCALARS[hint]


def _record(kind: type[Record], row: dict[str, Any]) -> Record:
    """A record from its row: lists become tuples, inner rows become the records they were."""
    hints = _hints(kind)
    for name, value in row.items():
        if isinstance(value, list):
            inner = typing.get_args(hints[name])[0]
            row[name] = tuple(_record(inner, v) if isinstance(v, dict) else v for v in value)
    return kind(**row)
