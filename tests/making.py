"""Things tests make: articles, pages, seeds, folders."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from etl import clean, steps, tag
from etl.load import finding
from etl.load.tables import STORE
from etl.load.warehouse import WorkFile
from etl.model import Article, Page

FETCHED_AT = datetime(2026, 1, 31, 12, tzinfo=UTC)
SHARED = Path(__file__).resolve().parent.parent.parent / "shared"


@cache
def tag_seeds() -> tag.Seeds:
    return steps.tag_seeds()


@cache
def clean_seeds() -> clean.Seeds:
    return clean.own_seeds()


def article(text: str, **fields: object) -> Article:
    """An article that is nothing but its text, in German, without a date unless one is given."""
    empty = Article(
        article_id="a" * 32, page_id="p" * 64, source="generic", layout="generic", address="a.txt", file_name="a.txt",
        url=None, title=None, published_at=None, published_on=None, published_from=None, published_until=None,
        published_rule=None, section=None, dateline_place=None, dateline_date=None, agency=None, image_credit=None,
        image_caption=None,
        modified_at=None, authors=(), language="de", text=text, word_count=len(text.split()), encoding="utf-8",
        fetched_at=FETCHED_AT,
    )  # fmt: skip
    return replace(empty, **fields)  # type: ignore[arg-type]


def page(content: bytes, name: str = "a.txt", source: str | None = None) -> Page:
    """A page of these bytes, HTML when its name says so."""
    html = name.endswith((".html", ".htm"))
    return Page(
        page_id=hashlib.sha256(content).hexdigest(),
        source=source,
        address=name,
        file_name=name,
        media_type="text/html" if html else "text/plain",
        byte_count=len(content),
        fetched_at=FETCHED_AT,
    )


def read(content: str | bytes, name: str = "a.txt", source: str | None = None) -> Article:
    """The article that cleaning makes of this file."""
    data = content.encode() if isinstance(content, str) else content
    return clean.article(page(data, name, source), data, clean_seeds())


def insert(work: WorkFile, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Writes rows into a table of the store as a load does; columns they lack are empty."""
    added = {c.name for c in STORE.tables[f"store.{table}"].columns if "of" in c.info} | {"load_number"}
    names = [c.name for c in STORE.tables[f"store.{table}"].columns if c.name not in added]
    work.duckdb.register("incoming", pa.table({name: [row.get(name) for row in rows] for name in names}))
    finding.insert(work, table, "from incoming")
    work.duckdb.unregister("incoming")


@dataclass(frozen=True)
class Home:
    """A BLOCWATCH_HOME and what tests do with it. The environment must already point at it."""

    folder: Path

    def walk(self, run_id: str, **asked: Any) -> str:
        """A whole run, step by step as the DAG calls them, without Airflow; returns its summary."""
        request = steps.Request(run_id=run_id, dag_id="articles", trigger="manual", **asked)
        batches = [steps.tag(run_id, steps.clean(run_id, steps.extract(run_id, b))) for b in steps.find(request)]
        return steps.publish(steps.check(steps.load(run_id, batches)))

    def read(self, run_id: str, folder: Path, **asked: Any) -> str:
        """A run over a folder."""
        return self.walk(run_id, read="folder", folder=str(folder), **asked)

    def open(self) -> duckdb.DuckDBPyConnection:
        """The published file, read-only."""
        return duckdb.connect(str(self.folder / "blocwatch.duckdb"), read_only=True)

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """The answer of the published file."""
        with self.open() as published:
            return published.execute(query).fetchall()
