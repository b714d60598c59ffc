"""The published file in other forms: every view of `report` as Parquet and CSV, FollowTheMoney entities, and their
description.

Everything is written into a folder beside the one asked for, which gets its name when it is complete. DuckDB writes
the tables itself, with 2 GB of memory and the rest on disk. Two exports of one file are the same byte for byte.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

import duckdb

from etl.errors import InputError
from etl.report import catalog, ftm, package
from etl.report.catalog import Column, Relation

FORMATS = ("parquet", "csv", "ftm")
OPTIONS = {"parquet": "format parquet, compression zstd", "csv": "format csv, header"}


def export(
    published: Path, folder: Path, formats: Sequence[str] = FORMATS, named: Sequence[str] = (), exact: bool = False
) -> list[Relation]:
    """Writes the folder and returns the views in it; `InputError` when it cannot be written, and then nothing is."""
    try:
        return _whole(published, folder, tuple(formats), tuple(named), exact)
    except (OSError, duckdb.Error) as error:
        raise InputError(f"could not export to {folder}: {str(error).splitlines()[0]}") from error


def _whole(
    published: Path, folder: Path, formats: tuple[str, ...], named: tuple[str, ...], exact: bool
) -> list[Relation]:
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        raise InputError(f"{folder} is there already; name a folder that is not, or an empty one")
    folder.parent.mkdir(parents=True, exist_ok=True)
    part = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", suffix=".part", dir=folder.parent))
    try:
        with _opened(published, part / "spill") as file:
            views = _chosen(catalog.relations(file, "report"), named)
            _write(file, part, views, formats, exact)
        shutil.rmtree(part / "spill", ignore_errors=True)
        part.chmod(0o755)  # mkdtemp's folders are their owner's alone
        part.replace(folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return views


def _opened(published: Path, spill: Path) -> duckdb.DuckDBPyConnection:
    file = duckdb.connect(str(published.resolve()), read_only=True)
    for setting in (f"temp_directory = {_quoted(spill)}", "memory_limit = '2GB'", "timezone = 'UTC'"):
        file.execute(f"set {setting}")
    return file


def _chosen(views: list[Relation], named: tuple[str, ...]) -> list[Relation]:
    unknown = sorted(set(named) - {view.name for view in views})
    if unknown:
        known = ", ".join(view.name for view in views)
        raise InputError(f"there is no view {', '.join(unknown)} in report; there are {known}")
    return [view for view in views if not named or view.name in named]


def _write(
    file: duckdb.DuckDBPyConnection, part: Path, views: list[Relation], formats: tuple[str, ...], exact: bool
) -> None:
    for form in (form for form in ("parquet", "csv") if form in formats):
        (part / form).mkdir()
        for view in views:
            place = part / form / f"{view.name}.{form}"
            file.execute(f"copy ({query(view, form, exact)}) to {_quoted(place)} ({OPTIONS[form]})")
    if "ftm" in formats:
        with (part / "entities.ftm.json").open("w", encoding="utf-8", newline="\n") as out:
            out.writelines(ftm.lines(file))
    described = package.made_of(file, part, views, formats, exact)
    (part / "datapackage.json").write_text(json.dumps(described, ensure_ascii=False, indent=1) + "\n", "utf-8")
    for path in part.rglob("*.*"):
        if path.is_file():
            _to_disk(path)


def query(view: Relation, form: str, exact: bool) -> str:
    """All rows of a view in an order that is always the same."""
    shown = [_in_csv(column, exact) if form == "csv" else _in_parquet(column) for column in view.columns]
    named = ", ".join(f'{value} as "{column.name}"' for value, column in zip(shown, view.columns, strict=True))
    order = package.KEYS.get(view.name) or [column.name for column in view.columns]
    return f"select {named} from {view.full_name} as v order by {', '.join(map(_column, order))}"


def _column(name: str) -> str:
    return f'v."{name}"'


def _in_parquet(column: Column) -> str:
    # sums are HUGEINT, which Parquet lacks: DuckDB would write DOUBLE
    value = _column(column.name)
    return f"cast({value} as bigint)" if column.type == "HUGEINT" else value


def _in_csv(column: Column, exact: bool) -> str:
    value = _column(column.name)
    match package.kind(column):
        case "array" | "any":
            return f"case when {value} is not null then cast(to_json({value}) as varchar) end"
        case "datetime":
            return f"strftime({value} at time zone 'UTC', '%Y-%m-%dT%H:%M:%S.%fZ')"
        case "string" if not exact:
            return rf"case when regexp_matches({value}, '^[=+\-@''\t\r\n]') then concat('''', {value}) else {value} end"
    return value


def _to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
