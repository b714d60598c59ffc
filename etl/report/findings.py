"""What a briefing tells, read from the published file once for all languages: rows, numbers and their sentences.

Every query (sql/40_briefing) counts in DuckDB and brings only the rows a page has room for, each with some proofs, so
that a page costs the same however many articles there are.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

import duckdb

from etl.report.proofs import Proof, Wanted
from etl.settings import SQL

FIRST_DAYS = 30  # before the newest day of publication: what the first briefing calls new
# query → rows a page has room for (of news a kind, of commitments a status, of topics a topic)
MOST = {
    "news": 6,
    "meetings": 40,
    "pairs": 40,
    "offices": 30,
    "memberships": 30,
    "commitments": 12,
    "topics": 12,
    "conflicts": 15,
}
BEFORE_ALL = datetime.min.replace(tzinfo=UTC)
PLAIN = ("meeting_counts", "sources")
Row = dict[str, Any]


@dataclass(frozen=True)
class Known:
    """How far a briefing knew: the next one calls new what was read since."""

    run_id: str
    started_at: datetime
    read_until: datetime | None  # when the last article was read
    news_until: date | None  # newest day of publication
    ruleset: str

    @property
    def is_empty(self) -> bool:
        return self.read_until is None


@dataclass(frozen=True)
class Findings:
    """Everything a page shows, in no language: names as the data has them, days as days."""

    known: Known
    before: Known | None
    rows: dict[str, list[Row]] = field(default_factory=dict)
    proofs: dict[str, list[Proof]] = field(default_factory=dict)

    @property
    def newest(self) -> date:
        """The day the news reach to; where no article is dated, the day of the run."""
        return self.known.news_until or self.known.started_at.date()


def known(file: duckdb.DuckDBPyConnection) -> Known:
    """How far this file knows."""
    run = file.execute(
        "select r.run_id, r.started_at, r.ruleset from report.runs as r order by r.started_at desc, r.run_id limit 1"
    ).fetchone()
    until = file.execute("select max(a.fetched_at), max(a.published_on) from report.articles as a").fetchone()
    run_id, started_at, ruleset = run or ("", BEFORE_ALL, "")
    read_until, news_until = until or (None, None)
    return Known(run_id, started_at, read_until, news_until, ruleset)


def read(file: duckdb.DuckDBPyConnection, before: Known | None) -> Findings:
    """All findings of the file; `before` is how far the previous briefing knew, None for the first."""
    found = Findings(known(file), before)
    if found.known.is_empty:
        return found
    _mark_new(file, found)
    wanted = Wanted()
    for name in (*MOST, *PLAIN):
        found.rows[name] = _answer(file, name, found.newest)
        for row in found.rows[name]:
            row["anchor"] = anchor(name, row["key"])
            wanted.add(row["anchor"], row["proofs"])
            wanted.add(row["anchor"] + "-b", row.get("proofs_b"))
    found.proofs.update(wanted.read(file))
    return found


def anchor(section: str, key: str) -> str:
    """The name of a place in the page: the same key, the same name."""
    return f"{section}-{hashlib.sha256(key.encode()).hexdigest()[:10]}"


def is_new(found: Findings) -> str:
    """The condition on `report.articles` that makes an article new, as readers can ask it themselves."""
    if found.before and found.before.read_until:
        return f"fetched_at > timestamptz '{found.before.read_until.isoformat()}'"
    return f"published_on > date '{found.newest}' - {FIRST_DAYS}"


def _mark_new(file: duckdb.DuckDBPyConnection, found: Findings) -> None:
    """Tables of this connection alone: the new articles, and the conflicts, which are dear and asked for twice."""
    file.execute(
        f"create temp table new_article as select a.article_id from report.articles as a where {is_new(found)}"
    )
    file.execute("create temp table read_conflict as select c.* from report.conflicts as c")


def _answer(file: duckdb.DuckDBPyConnection, name: str, newest: date) -> list[Row]:
    query = (SQL / "40_briefing" / f"{name}.sql").read_text("utf-8")
    file.execute("set variable newest = ?::date", [newest])
    file.execute("set variable most = ?::integer", [MOST.get(name)])
    cursor = file.execute(query)
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
