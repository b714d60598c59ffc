"""What the file that a re-tag makes takes over from the one before it: everything that no page tells.

Runs, what was set aside and decisions are copied. Of articles the older versions are copied as they were read; the
newest begin as rows without text (`facts_digest` is empty), so that loading finds their version number and the moment
they were first read, and ends with what their page says now.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from etl.errors import WarehouseError
from etl.load.files import copied, fsync_folder
from etl.load.tables import FACTS, REMEMBERED, STORE
from etl.load.warehouse import WorkFile, open_work_file
from etl.settings import Settings

OF_ARTICLES = (*(table.name for table in FACTS), "paragraph", "article_shingle")


@dataclass(frozen=True)
class Known:
    """One page that the old file has read: an article's own, another address of one, or one that became none."""

    source: str | None
    address: str
    file_name: str
    page_id: str
    read_at: datetime
    url: str | None


@dataclass(frozen=True)
class Refused:
    """An address whose last outcome was to be set aside, with the days the run had asked for."""

    address: str
    stage: str
    since: str | None
    until: str | None


@contextlib.contextmanager
def old_file(work: WorkFile, path: Path) -> Iterator[None]:
    """The old work file as the database `old`, read-only; what was written before and inside is committed."""
    work.duckdb.commit()
    name = str(path).replace("'", "''")
    try:
        work.run(f"attach '{name}' as old (read_only)")
    except duckdb.Error as error:
        raise WarehouseError(f"{path} cannot be read: {str(error).splitlines()[0]}") from error
    finally:
        work.duckdb.begin()
    yield
    work.duckdb.commit()
    work.run("detach old")
    work.duckdb.begin()


def lacking(conf: Settings, path: Path) -> tuple[int, int]:
    """How many runs that read something, and how many decisions, another work file has and this one has not."""
    with open_work_file(conf) as work, old_file(work, path):
        [(runs, decisions)] = work.rows(
            """select
                (select count(*) from old.store.run
                where dag_id not in ('retag', 'decide') and run_id not in (select run_id from store.run)),
                (select count(*) from old.store.decision
                where decision_id not in (select decision_id from store.decision))"""
        )
    return int(runs), int(decisions)


def columns(work: WorkFile, table: str) -> list[str]:
    """The columns that the table of the store has in both files; none where the old file has no such table."""
    try:  # and not in DuckDB's list of all columns, which binds every view of both files
        old = {name for name, *_ in work.run(f"from old.store.{table} limit 0").description or ()}
    except duckdb.CatalogException:
        return []
    return [column.name for column in STORE.tables[f"store.{table}"].columns if column.name in old]


def same_shape(work: WorkFile) -> bool:
    """Whether both files have the same tables with the same columns."""
    shapes = [
        work.rows(
            f"""select table_name, column_name from duckdb_columns()
            where database_name = {database} and schema_name in ('store', 'reference') order by all"""
        )
        for database in ("'old'", "current_database()")
    ]
    return shapes[0] == shapes[1]


# --- which pages belong to the warehouse ------------------------------------------------------------------------------

# the page an article's newest version was last read from, longest known first: who is known longer holds a text, and
# near copies are looked for among those that arrived before (`warehouse.NEAR`), which of one run is the order of ids
HELD = """
select a.source, a.address, a.file_name, coalesce(k.page_id, a.page_id),
    epoch_us(coalesce(k.last_seen_at, a.fetched_at)), a.url
from old.store.article as a
left join old.store.article_address as k on k.address_id = a.article_id and k.address = a.address
where a.is_newest
order by coalesce(k.first_seen_at, a.fetched_at), a.article_id
"""
FURTHER = """
select k.source, k.address, k.file_name, k.page_id, epoch_us(k.last_seen_at), k.url
from old.store.article_address as k
where not exists (
    select 1 from old.store.article as a
    where a.is_newest and a.article_id = k.address_id and a.address = k.address
)
order by k.first_seen_at, k.address
"""
# what was left out because of its day stays out; so does what only failed to arrive, unless a re-tag missed its page
REFUSED = """
with verdicts as (
    select q.url_or_path, q.stage, q.run_id
    from old.store.quarantine as q
    union all
    select o.url_or_path, 'outside', o.run_id
    from old.store.outside_window as o
)

select
    v.url_or_path,
    arg_max(v.stage, r.started_at) as stage,
    arg_max(coalesce(json_extract_string(r.params, '$.since'), ''), r.started_at) as since,
    arg_max(coalesce(json_extract_string(r.params, '$.until'), ''), r.started_at) as until
from verdicts as v
inner join old.store.run as r on v.run_id = r.run_id
where v.stage in ('cleaned', 'tagged', 'loaded', 'outside') or (v.stage = 'fetched' and r.dag_id = 'retag')
group by v.url_or_path
having arg_max(v.stage, r.started_at) <> 'outside'
order by v.url_or_path
"""


def known_pages(work: WorkFile) -> tuple[list[Known], list[Known]]:
    """The pages of all articles, and those of further addresses."""
    held, further = ([_known(row) for row in work.rows(query)] for query in (HELD, FURTHER))
    return held, further


def _known(row: tuple[Any, ...]) -> Known:
    source, address, file_name, page_id, read_at, url = row
    return Known(source, address, file_name, page_id, datetime.fromtimestamp(read_at / 1e6, UTC), url)


def refused(work: WorkFile) -> list[Refused]:
    """The addresses that were set aside and are worth another reading."""
    return [
        Refused(address, stage, since or None, until or None) for address, stage, since, until in work.rows(REFUSED)
    ]


# --- taking over ------------------------------------------------------------------------------------------------------


def copy_remembered(work: WorkFile, own_run: str) -> None:
    """Copies what no page tells, anew; the re-tag's own run stays."""
    for table in REMEMBERED:
        if f"store.{table}" in STORE.tables and (shared := columns(work, table)):
            mine = f"where run_id <> '{own_run}'" if "run_id" in shared else ""
            work.run(f"delete from store.{table} {mine}")
            work.run(f"insert into store.{table} by name select {', '.join(shared)} from old.store.{table} {mine}")


def copy_articles(work: WorkFile, only: pa.Table | None = None) -> None:
    """Versions of all articles, the newest without text; of those in `only` anew, without what was read of them."""
    some = ""
    if only is not None:
        work.duckdb.register("incoming", only)
        some = "where article_id in (select article_id from incoming)"
        _forget(work, "(from incoming)")
        work.run(f"delete from store.article {some}")
    # with the page that is read again, so that another reading of it is no new version
    begun = {
        "text": "case when not a.is_newest then a.text end as text",
        "facts_digest": "case when not a.is_newest then a.facts_digest end as facts_digest",
        "page_id": "case when a.is_newest then coalesce(k.page_id, a.page_id) else a.page_id end as page_id",
    }
    work.run(
        f"""insert into store.article by name
        select {", ".join(begun.get(name, f"a.{name}") for name in columns(work, "article"))}
        from old.store.article as a
        left join old.store.article_address as k on k.address_id = a.article_id and k.address = a.address
        {some.replace("article_id in", "a.article_id in")}"""
    )
    if only is not None:
        work.duckdb.unregister("incoming")


def _forget(work: WorkFile, articles: str) -> None:
    for table in OF_ARTICLES:
        work.run(f"delete from store.{table} where article_id in (select article_id from {articles})")
    for side in ("article_a", "article_b"):
        work.run(f"delete from store.article_likeness where {side} in (select article_id from {articles})")


def drop_lost(work: WorkFile) -> list[str]:
    """Articles that no page told of any more keep their versions, none of them the newest; returns their ids.

    Leaves them in the table `touched`, for what is resolved over articles.
    """
    work.run(
        """create or replace temp table touched as
        select article_id, version from store.article where is_newest and facts_digest is null"""
    )
    _forget(work, "touched")
    work.run("delete from store.article where (article_id, version) in (select (article_id, version) from touched)")
    shared = columns(work, "article")
    old = ", ".join("false as is_newest" if name == "is_newest" else name for name in shared)
    work.run(
        f"""insert into store.article by name select {old} from old.store.article
        where (article_id, version) in (select (article_id, version) from touched)"""
    )
    return [article_id for (article_id,) in work.rows("select article_id from touched")]


def lost(work: WorkFile) -> list[str]:
    """The addresses of the old file's articles that are none in the new one."""
    rows = work.rows(
        """select address from old.store.article
        where is_newest and article_id not in (select article_id from core.article)"""
    )
    return [address for (address,) in rows]


def held_by(work: WorkFile, articles: list[str]) -> set[str]:
    """The addresses whose text was that of these articles: who holds it must be settled anew."""
    rows = work.rows("select address_id from store.article_address where article_id in (select unnest(?))", articles)
    return {address_id for (address_id,) in rows}


def keep_addresses(work: WorkFile) -> None:
    """Where and when each text was seen, as the old file has it; what was not read again stays with its article."""
    shared = columns(work, "article_address")
    work.run("delete from store.article_address where article_id not in (select article_id from core.article)")
    work.run(
        f"""insert into store.article_address by name
        select {", ".join(shared)} from old.store.article_address as o
        where o.article_id in (select article_id from core.article)
            and (o.address_id = o.article_id or o.address_id not in (select article_id from core.article))
            and not exists (
                select 1 from store.article_address as n where n.address_id = o.address_id and n.address = o.address
            )
            and (o.address, o.page_id) not in (select (n.address, n.page_id) from store.article_address as n)"""
    )
    # a version stays that of the page it was first read from, though a later one that reads alike was read again
    work.run(
        """update store.article as n set page_id = o.page_id
        from old.store.article as o
        where n.is_newest and n.article_id = o.article_id and n.version = o.version and n.digest = o.digest
            and n.page_id <> o.page_id"""
    )
    # an id may be another one now, where it is made of a title; the page is the same
    work.run(
        """update store.article_address as n set first_seen_at = o.first_at, last_seen_at = o.last_at
        from (
            select address, page_id, min(first_seen_at) as first_at, max(last_seen_at) as last_at
            from old.store.article_address group by address, page_id
        ) as o
        where n.address = o.address and n.page_id = o.page_id"""
    )
    work.run(
        """update store.article as n set fetched_at = o.fetched_at
        from (
            select address, page_id, min(fetched_at) as fetched_at from old.store.article
            where is_newest group by address, page_id
        ) as o
        where n.is_newest and n.address = o.address and n.page_id = o.page_id
            and n.article_id not in (select article_id from old.store.article)"""
    )


# --- the swap ---------------------------------------------------------------------------------------------------------


def swap(live: Path, fresh: Path, kept: Path) -> None:
    """Makes `fresh` the live file and leaves the one before it as `kept`; at any moment one of the two is live.

    Both must be checkpointed and closed: a log left over would be replayed into the other file.
    """
    for path in (live, fresh):
        log = path.with_name(path.name + ".wal")
        if log.exists() and log.stat().st_size:
            raise WarehouseError(f"{log} is not empty after a checkpoint; is the file open elsewhere?")
        log.unlink(missing_ok=True)
    try:
        try:
            os.link(live, kept)
        except OSError:  # a file system without hard links
            copied(live, kept, mode=0o644)
        fresh.replace(live)
        fsync_folder(live.parent)
    except OSError as error:
        raise WarehouseError(f"{fresh} could not become {live}: {error.strerror or error}") from error


def kept_files(live: Path) -> list[Path]:
    """The work files kept for going back, newest first; links that a broken swap left are removed."""
    found = sorted(live.parent.glob("work-before-*.duckdb"), reverse=True)
    for path in [p for p in found if live.exists() and p.samefile(live)]:
        path.unlink()
        found.remove(path)
    return found
