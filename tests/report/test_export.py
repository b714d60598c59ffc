"""Exports: whole or not there, the same each time, and what judges of their formats find right."""

from __future__ import annotations

import csv
import hashlib
import json
import resource
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import frictionless
import pytest
from followthemoney import model
from followthemoney.types import registry

from etl.errors import InputError
from etl.report import catalog, export, ftm
from etl.report.catalog import Column, Relation
from etl.settings import PROJECT
from tests.making import Home


@pytest.fixture(scope="module")
def exported(sample_home: Home, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples in all forms."""
    folder = tmp_path_factory.mktemp("exports") / "all"
    export.export(sample_home.folder / "blocwatch.duckdb", folder)
    return folder


def described(folder: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((folder / "datapackage.json").read_text("utf-8"))
    return told


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_every_view_is_there_and_nothing_else(exported: Path, sample: duckdb.DuckDBPyConnection) -> None:
    views = {view.name for view in catalog.relations(sample, "report")}
    wanted = {f"{form}/{view}.{form}" for view in views for form in ("csv", "parquet")}
    assert set(files(exported)) == wanted | {"entities.ftm.json", "datapackage.json"}


def test_two_exports_of_one_file_are_the_same(sample_home: Home, exported: Path, tmp_path: Path) -> None:
    export.export(sample_home.folder / "blocwatch.duckdb", tmp_path / "again")
    assert files(tmp_path / "again") == files(exported)


def test_parquet_is_the_view_and_csv_the_same_rows(exported: Path, sample: duckdb.DuckDBPyConnection) -> None:
    """Types in Parquet are the view's own; CSV, its guards and JSON undone, holds the same values in the same order."""
    for view in catalog.relations(sample, "report"):
        parquet = f"'{exported}/parquet/{view.name}.parquet'"
        types = {name: kind for name, kind, *_ in sample.execute(f"describe from {parquet}").fetchall()}
        assert types == {column.name: column.type.replace("HUGEINT", "BIGINT") for column in view.columns}
        [(lost, made)] = sample.execute(
            f"""select (select count(*) from (from {view.full_name} except all from {parquet})),
            (select count(*) from (from {parquet} except all from {view.full_name}))"""
        ).fetchall()
        assert (lost, made) == (0, 0), view.name
        columns = ", ".join(f'"{c.name}"' for c in view.columns if c.type in ("VARCHAR", "VARCHAR[]", "INTEGER"))
        rows = sample.execute(f"select {columns} from {parquet}").fetchall()
        with (exported / "csv" / f"{view.name}.csv").open(encoding="utf-8", newline="") as file:
            read = [tuple(undone(row[c.name], c) for c in view.columns if f'"{c.name}"' in columns.split(", "))
                    for row in csv.DictReader(file)]  # fmt: skip
        assert read == [tuple(value if value != "" else None for value in row) for row in rows], view.name


def undone(told: str, column: Column) -> Any:
    """The value of a field of CSV; Python's reader cannot tell an empty text from NULL."""
    if told == "":
        return None
    if column.type == "VARCHAR[]":
        return json.loads(told)
    return int(told) if column.type == "INTEGER" else told.removeprefix("'")


def test_frictionless_finds_the_tables_as_described(exported: Path) -> None:
    """Types, primary keys, and every file's size and hash. Its reader of Parquet needs pandas; that is tested above."""
    package = frictionless.Package(str(exported / "datapackage.json"))
    for name in [found.name for found in package.resources if found.format != "csv"]:
        package.remove_resource(name)
    report = package.validate()
    assert report.valid, report.flatten(["taskNumber", "rowNumber", "fieldName", "message"])
    assert len(report.tasks) > 30
    for found in described(exported)["resources"]:
        content = (exported / found["path"]).read_bytes()
        assert (found["bytes"], found["hash"]) == (len(content), f"sha256:{hashlib.sha256(content).hexdigest()}")


def test_frictionless_would_find_a_wrong_table(exported: Path, tmp_path: Path) -> None:
    """The test above can fail: a day that is none, an id that comes twice."""
    for name, spoil in (("meetings", ("2019-11-28", "2019-13-28")), ("articles", None)):
        [found] = [r for r in described(exported)["resources"] if r["name"] == name]
        text = (exported / found["path"]).read_text("utf-8")
        spoilt = text.replace(*spoil) if spoil else text + text.split("\n", 1)[1]
        (tmp_path / f"{name}.csv").write_text(spoilt, "utf-8")
        wrong = found | {"path": f"{name}.csv", "hash": None, "bytes": None}
        wrong = {key: value for key, value in wrong.items() if value is not None}
        assert not frictionless.Resource.from_descriptor(wrong, basepath=str(tmp_path)).validate().valid


def test_the_description_says_what_columns_mean_and_how_to_cite(exported: Path) -> None:
    told = described(exported)
    assert told["citation"].startswith("Blocwatch, Lauf first, Daten vom ") and told["licenses"] and told["sources"]
    tables = [found for found in told["resources"] if "schema" in found]
    assert all(field["description"] for found in tables for field in found["schema"]["fields"])
    keys = {found["name"]: found["schema"].get("primaryKey") for found in tables}
    assert keys["articles"] == keys["articles-parquet"] == ["article_id"]


COLUMNS = (Column("t", "VARCHAR", ""), Column("l", "VARCHAR[]", ""), Column("m", "TIMESTAMP WITH TIME ZONE", ""))


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("=1+1", "'=1+1"), ("+49", "'+49"), ("-x", "'-x"), ("@a", "'@a"), ("\tx", "'\tx"), ("\r", '"\'\r"'),
        ("'s", "''s"), ("a=1", "a=1"), ("–x", "–x"), ("", '""'), (None, ""), ('"', '""""'), ("a,b", '"a,b"'),
    ],
)  # fmt: skip
def test_a_text_that_a_spreadsheet_would_run_is_guarded(value: str | None, shown: str, tmp_path: Path) -> None:
    with duckdb.connect() as file:
        file.execute("create schema report; create table report.v (t varchar, l varchar[], m timestamptz)")
        file.execute("insert into report.v values (?, ['=a', null], '2024-02-03 04:05:06.5+01')", [value])
        file.execute("set timezone = 'UTC'")
        for exact in (False, True):
            query = export.query(Relation("report", "v", "view", "", COLUMNS), "csv", exact)
            file.execute(f"copy ({query}) to '{tmp_path / 'v.csv'}' ({export.OPTIONS['csv']})")
            read = (tmp_path / "v.csv").read_bytes().decode()
            first = shown if not exact or value is None else None
            assert read.startswith("t,l,m\n") and read.endswith(',"[""=a"",null]",2024-02-03T03:05:06.500000Z\n')
            assert first is None or read[len("t,l,m\n") :].startswith(f"{first},")
            assert not exact or value in (None, "") or f"'{value}" not in read


def test_views_and_formats_can_be_chosen(sample_home: Home, tmp_path: Path) -> None:
    link = sample_home.folder / "blocwatch.duckdb"
    export.export(link, tmp_path / "some", ("csv",), ("meetings", "articles"))
    assert set(files(tmp_path / "some")) == {"csv/meetings.csv", "csv/articles.csv", "datapackage.json"}
    with pytest.raises(
        InputError, match=r"there is no view nonsense in report; there are acts_reported, article_addresses, "
    ):
        export.export(link, tmp_path / "none", ("csv",), ("nonsense",))
    assert [path.name for path in tmp_path.iterdir()] == ["some"]


@pytest.mark.parametrize("place", ["file/below", "full", "/proc/blocwatch/x"])
def test_a_folder_that_cannot_be_is_told_and_nothing_is_left(sample_home: Home, tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine").write_text("x")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(InputError, match=r"could not export to|is there already"):
        export.export(sample_home.folder / "blocwatch.duckdb", tmp_path / place)
    assert sorted(tmp_path.rglob("*")) == before


def test_a_full_disk_is_told_in_one_line_and_nothing_is_left(sample_home: Home, tmp_path: Path) -> None:
    """A limit to what one file may hold stops DuckDB and Python as a full disk does."""
    shown = subprocess.run(
        [sys.executable, "-m", "etl", "export", str(tmp_path / "out")],
        cwd=PROJECT, env={"BLOCWATCH_HOME": str(sample_home.folder), "PATH": ""}, capture_output=True, text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000)), check=False,
    )  # fmt: skip
    assert shown.returncode == 2 and shown.stderr.startswith("blocwatch: could not export to ")
    assert len(shown.stderr.splitlines()) == 1 and list(tmp_path.iterdir()) == []


# --- FollowTheMoney ---------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def entities(exported: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (exported / "entities.ftm.json").read_text("utf-8").splitlines()]


def test_followthemoney_finds_every_entity_valid_and_clean(entities: list[dict[str, Any]]) -> None:
    for entity in entities:
        schema = model.get(entity["schema"])
        assert schema is not None
        schema.validate(entity)
        for name, values in entity["properties"].items():
            prop = schema.get(name)
            assert prop is not None, (entity["schema"], name)
            assert [prop.type.clean(value) for value in values] == values, (entity["schema"], name)


def test_an_entity_is_told_once_and_leads_only_to_entities_that_are_there(entities: list[dict[str, Any]]) -> None:
    schemas = {entity["id"]: model.get(entity["schema"]) for entity in entities}
    assert len(schemas) == len(entities)
    seen = 0
    for entity in entities:
        for name, values in entity["properties"].items():
            prop = model.get(entity["schema"]).get(name)
            if prop.type is registry.entity:
                seen += len(values)
                assert all(schemas[value].is_a(prop.range) for value in values), (entity, name)
    assert seen > 500


def test_what_the_samples_tell_is_among_the_entities(
    entities: list[dict[str, Any]], sample: duckdb.DuckDBPyConnection
) -> None:
    count = Counter(entity["schema"] for entity in entities)
    for schema, query in (
        ("Article", "select count(*) from report.articles"),
        ("Event", "select count(*) from report.meetings"),
        ("Documentation", "select count(*) from report.meeting_articles"),
        ("Membership", "select count(*) from report.memberships"),
        ("Occupancy", "select count(*) from report.office_holders"),
    ):
        assert sample.execute(query).fetchone() == (count[schema],), schema
    by_name = {e["properties"]["name"][0]: e for e in entities if e["schema"] in ("Person", "Position", "PublicBody")}
    sas = by_name["Stanislaw Sas"]
    office = by_name["Generalsekretär, OVKS"]
    stretches = [e["properties"] for e in entities if e["schema"] == "Occupancy"]
    [stretch] = [s for s in stretches if (s["holder"], s["post"]) == ([sas["id"]], [office["id"]])]
    assert stretch["startDate"] == ["2020-01-01"] and stretch["summary"] and stretch["recordId"]
    memberships = [e["properties"] for e in entities if e["schema"] == "Membership"]
    iran = [m for m in memberships if by_name["Iran"]["id"] in m["member"] and m["role"] == ["member"]]
    assert ["2023-07-04"] in [m["startDate"] for m in iran]


def test_partial_dates_stay_partial(entities: list[dict[str, Any]]) -> None:
    begins = {d for e in entities for d in e["properties"].get("startDate", [])}
    assert {len(day) for day in begins} == {4, 7, 10}


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        ("2023-02-01", "2023-02-28", "2023-02"),
        ("2023-01-01", "2023-12-31", "2023"),
        ("2023-02-12", "2023-02-13", "2023-02-12"),
        ("2023-02-01", None, "2023-02-01"),
        (None, "2023-02-28", None),
        ("2023-01-01", "2023-01-01", "2023-01-01"),
    ],
)
def test_a_whole_month_or_year_is_one_partial_date(first: str | None, last: str | None, shown: str | None) -> None:
    with duckdb.connect() as file:
        file.execute(ftm.MACROS[-1])
        [(told,)] = file.execute("select ftm_partial(cast(? as date), cast(? as date))", [first, last]).fetchall()
    assert told == shown


def test_entities_come_line_by_line(sample: duckdb.DuckDBPyConnection) -> None:
    made = ftm.lines(sample)
    assert isinstance(made, Iterator) and json.loads(next(made))["schema"] == "Article"
