"""datapackage.json: what lies in an export, as a Frictionless Data Package with Table Schemas made of the catalog."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import duckdb

from etl.report.catalog import Column, Relation

# views whose rows have an id of their own; the others are sorted by all columns
KEYS = {
    "acts_reported": ("fact_id",),
    "articles": ("article_id",),
    "article_addresses": ("address_id",),
    "article_topics": ("fact_id",),
    "article_versions": ("article_id", "version"),
    "citations": ("fact_id",),
    "commitments": ("commitment_id",),
    "commitments_reported": ("fact_id",),
    "decisions": ("decision_id",),
    "fact_changes": ("kind", "rule", "change"),
    "meetings": ("meeting_id",),
    "meeting_participants": ("meeting_id", "participant"),
    "memberships_reported": ("fact_id",),
    "mentions": ("fact_id",),
    "name_forms": ("kind", "name", "form"),
    "near_duplicates": ("article_a", "article_b"),
    "occupancies_reported": ("fact_id",),
    "organizations": ("organization",),
    "paragraphs": ("article_id", "paragraph_number"),
    "persons": ("person",),
    "quotations": ("fact_id",),
    "relays": ("fact_id",),
    "rules": ("rule",),
    "runs": ("run_id",),
    "sources": ("source",),
    "unresolved_names": ("name",),
    "who_met_whom": ("person_a", "person_b"),
}
TYPES = {
    "VARCHAR": "string",
    "DATE": "date",
    "TIMESTAMP WITH TIME ZONE": "datetime",
    "BOOLEAN": "boolean",
    "INTEGER": "integer",
    "BIGINT": "integer",
    "UBIGINT": "integer",
    "HUGEINT": "integer",
    "DOUBLE": "number",
    "FLOAT": "number",
}
MEDIA_TYPES = {
    "csv": "text/csv",
    "parquet": "application/vnd.apache.parquet",
    "json": "application/json",
}
DESCRIPTION = """Facts read from the news about OVKS (CSTO), SOZ (SCO) and GUS (CIS), each with the characters it was \
read from and the rule that read it. Every file of a view holds the same rows in the order of its key, or of all its \
columns. CSV: UTF-8 without a mark, lines end in LF; an empty field is NULL and "" is an empty text; lists are JSON; \
moments are UTC. {guard} FollowTheMoney: one entity a line; the texts of the articles are left out. Headlines, texts \
and quotations belong to their outlets; the licence is that of the rest."""
GUARDED = """In CSV a text that begins with = + - @ ' tab or line break has one more ' before it, so that no \
spreadsheet takes it for a formula; take the first ' away to have the text, or read Parquet, which has it unchanged."""
EXACT = """Texts in CSV stand as they are, also where a spreadsheet would take them for a formula."""


def made_of(
    file: duckdb.DuckDBPyConnection, folder: Path, views: list[Relation], formats: tuple[str, ...], exact: bool
) -> dict[str, Any]:
    """The description of everything in the folder, which must be complete but for the description itself."""
    found = [_resource(folder, view, form) for view in views for form in ("csv", "parquet") if form in formats]
    if "ftm" in formats:
        found.append({"name": "entities", "title": "FollowTheMoney entities", **_file(folder, "entities.ftm.json")})
    [(run_id, started_at, ruleset)] = file.execute(
        """select run_id, strftime(started_at at time zone 'UTC', '%Y-%m-%dT%H:%M:%SZ'), ruleset from report.runs
        order by started_at desc, run_id limit 1"""
    ).fetchall()
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "blocwatch",
        "title": "Blocwatch: who is what, who met whom, who said what about OVKS, SOZ and GUS",
        "description": DESCRIPTION.format(guard=EXACT if exact else GUARDED),
        "version": run_id,
        "created": started_at,
        "citation": f"Blocwatch, Lauf {run_id}, Daten vom {started_at[:10]}, Regelstand {ruleset}",
        "licenses": [{"name": "Apache-2.0", "path": "https://www.apache.org/licenses/LICENSE-2.0"}],
        "contributors": [{"title": "Blocwatch"}],
        "sources": _sources(file),
        "resources": found,
    }


def _sources(file: duckdb.DuckDBPyConnection) -> list[dict[str, str]]:
    rows = file.execute(
        """select distinct s.name from report.sources as s
        where s.source in (select a.source from report.articles as a) order by s.name"""
    ).fetchall()
    return [{"title": name} for (name,) in rows]


def _resource(folder: Path, view: Relation, form: str) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [_field(column) for column in view.columns]}
    if view.name in KEYS:
        schema["primaryKey"] = list(KEYS[view.name])
    name = view.name if form == "csv" else f"{view.name}-{form}"
    described = {"name": name, "title": view.full_name, "description": view.means, "schema": schema}
    if form == "csv":
        described |= {"type": "table", "encoding": "utf-8", "dialect": {"lineTerminator": "\n"}}
    return described | _file(folder, f"{form}/{view.name}.{form}")


def _file(folder: Path, path: str) -> dict[str, Any]:
    whole = folder / path
    form = path.rpartition(".")[2]
    with whole.open("rb") as content:
        digest = hashlib.file_digest(content, "sha256").hexdigest()
    told = {"path": path, "format": form, "mediatype": MEDIA_TYPES[form]}
    return told | {"bytes": whole.stat().st_size, "hash": f"sha256:{digest}"}


def _field(column: Column) -> dict[str, str]:
    return {"name": column.name, "type": kind(column), "description": column.means}


def kind(column: Column) -> str:
    """The type of Table Schema; a list is an array, anything unknown to it any."""
    return "array" if column.type.endswith("[]") else TYPES.get(column.type, "any")
