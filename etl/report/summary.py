"""What a person reads at the end of a run."""

from __future__ import annotations

from typing import Any

import duckdb

from etl.settings import Settings

REASONS_SHOWN = 20
TO_TRY = (
    "select person, position, body, status, as_of from report.occupancies_reported order by as_of",
    "select name, count(*) as n from report.mentions where kind = 'country' group by name order by n desc",
    "from report.members_on('SOZ', '2022-05-18')",
)


def text(conf: Settings, run_id: str, outcome: dict[str, Any], dry_run: bool) -> str:
    """Articles, set-aside documents, rows per kind of fact, the file, and queries to try."""
    parts = [_articles(outcome), *_aside(outcome)]
    if dry_run:
        return "\n".join([*parts, "Dry run: nothing was loaded, the published file is as it was."])
    with duckdb.connect(str(conf.published_link), read_only=True) as published:
        parts += [*_sources(published), "", "Rows in the published file:", *_rows(published)]
    parts += ["", f"The file: {conf.published_link}", "", "Three queries to try:"]
    parts += [f'  ./blocwatch sql "{query}"' for query in TO_TRY]
    return "\n".join(parts)


def _articles(outcome: dict[str, Any]) -> str:
    counts = outcome["counts"]
    aside = sum(row["stage"] != "found" for row in outcome["set_aside"])  # a way in that failed is no article
    told = ", ".join(f"{counts[state]} {state}" for state in ("new", "changed", "retagged", "unchanged"))
    if counts["duplicate"]:
        told += f", {counts['duplicate']} duplicate (report.article_addresses)"
    line = f"Articles: {sum(counts.values()) + aside} read: {told}, {aside} set aside."
    if counts["unchanged"] and not counts["new"] + counts["changed"] + counts["retagged"]:
        line += "\nNothing has changed since the last run: no row of articles or facts was touched."
    return line


def _aside(outcome: dict[str, Any]) -> list[str]:
    rows = outcome["set_aside"]
    lines = [f"  set aside ({row['stage']}): {row['url_or_path']}: {row['reason']}" for row in rows[:REASONS_SHOWN]]
    more = len(rows) - REASONS_SHOWN
    return [*lines, f"  … and {more} more in report.quarantine"] if more > 0 else lines


def _sources(published: duckdb.DuckDBPyConnection) -> list[str]:
    """The sources with which something is wrong, in one line each; a source nobody reads daily is not judged."""
    rows = published.execute(
        "select state, source, reason from report.sources where state in ('red', 'yellow') order by state, source"
    ).fetchall()
    return [
        *(["", "Sources to look at (report.sources):"] if rows else []),
        *(f"  {s}: {n}: {why}" for s, n, why in rows),
    ]


def _rows(published: duckdb.DuckDBPyConnection) -> list[str]:
    counts = published.execute(
        """select what, count(*) as n from (
            select 'mentions (' || kind || ')' as what from report.mentions
            union all
            select fact as what from report.evidence where fact <> 'mentions'
        ) group by what order by n desc, what"""
    ).fetchall()
    articles = published.execute("select count(*) from report.articles").fetchall()[0][0]
    return [f"  {n:>8}  {what}" for what, n in [("articles", articles), *counts]]
