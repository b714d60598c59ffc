"""The work file: opened by one process at a time, filled in one transaction a run.

Rows come as Arrow tables and go in by SQL, never row by row. What a run brings replaces what the same article had.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

import duckdb
import pyarrow as pa
import sqlalchemy as sa
from filelock import FileLock, Timeout

from etl.errors import WarehouseError
from etl.load import reference, stretches
from etl.load.finding import loads_of, next_load
from etl.load.tables import FACTS, REFERENCE, STORE, keys
from etl.model import SetAside
from etl.settings import SQL, Settings

# files that tools from DuckDB 1.4 on open; the default of 1.5 would replay a foreign WAL (decision 3)
STORAGE_VERSION = "v1.4.0"
# what DuckDB says when a file cannot be opened, written or committed
DISK_ERRORS = (duckdb.IOException, duckdb.TransactionException, duckdb.FatalException, duckdb.OutOfMemoryException)
WAIT_SECONDS = 900  # for another run of this project to finish writing

FACT_TABLES = {
    "Mention": "mention",
    "ArticleTopic": "article_topic",
    "OccupancyReported": "occupancy_reported",
    "MembershipReported": "membership_reported",
    "Quotation": "quotation",
    "Relay": "relay",
    "MeetingReported": "meeting_reported",
    "ParticipantReported": "participant_reported",
    "CommitmentReported": "commitment_reported",
    "ActReported": "act_reported",
}


class WorkFile:
    """An open work file. All writing happens in one transaction, committed when the block that opened it ends."""

    def __init__(self, connection: sa.Connection) -> None:
        self.duckdb: duckdb.DuckDBPyConnection = connection.connection.driver_connection  # type: ignore[assignment]

    def run(self, query: str, *parameters: object) -> duckdb.DuckDBPyConnection:
        """Runs one query with ? parameters."""
        return self.duckdb.execute(query, list(parameters))

    def rows(self, query: str, *parameters: object) -> list[tuple[Any, ...]]:
        """All rows of one query."""
        return self.run(query, *parameters).fetchall()

    def checkpoint(self) -> None:
        """Commits and empties the file's log into it; a copy made with a log left over would lack the last commits."""
        self.duckdb.commit()
        self.run("checkpoint")
        self.duckdb.begin()

    def rollback(self) -> None:
        """Takes back everything written so far; a new transaction begins."""
        self.duckdb.rollback()
        self.duckdb.begin()


@contextlib.contextmanager
def open_work_file(conf: Settings, read_only: bool = False, prepare: bool = False) -> Iterator[WorkFile]:
    """Opens the work file; with `prepare` it gets the tables it lacks and today's views. Waits for another writer.

    `WarehouseError` when somebody else has it open, or when it was made by a version with other tables.
    """
    with lock(conf):
        conf.home.mkdir(parents=True, exist_ok=True)
        config = {} if read_only and conf.work_file.exists() else {"storage_compatibility_version": STORAGE_VERSION}
        engine = sa.create_engine(
            f"duckdb:///{conf.work_file}",
            poolclass=sa.pool.NullPool,  # a pooled connection would keep the file's lock
            connect_args={"read_only": read_only, "config": config},
        )
        try:
            with engine.begin() as connection:
                connection.execute(sa.text("set timezone = 'UTC'"))
                work = WorkFile(connection)
                if prepare:
                    _prepare(connection, work)
                yield work
        except (*DISK_ERRORS, sa.exc.OperationalError, sa.exc.DBAPIError) as error:
            raise WarehouseError(f"the work file {conf.work_file} cannot be used: {_first_line(error)}") from error
        finally:
            engine.dispose()


@contextlib.contextmanager
def lock(conf: Settings) -> Iterator[None]:
    """One writer at a time, also between processes of this project."""
    conf.home.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(conf.home / "work.lock", timeout=WAIT_SECONDS, is_singleton=True):
            yield
    except Timeout:
        raise WarehouseError(
            f"another run has been writing for {WAIT_SECONDS // 60} minutes; look at it first"
        ) from None
    except OSError as error:
        raise WarehouseError(f"{conf.home} cannot be written: {error.strerror or error}") from error


def _first_line(error: Exception) -> str:
    return str(getattr(error, "orig", None) or error).splitlines()[0]


def _prepare(connection: sa.Connection, work: WorkFile) -> None:
    """Tables where they are missing, then all views; existing tables must have the columns the code knows."""
    for schema in ("store", "reference", "core", "report"):
        work.run(f"create schema if not exists {schema}")
    existing = {
        f"{schema}.{table}" for schema, table in work.rows("select schema_name, table_name from duckdb_tables()")
    }
    for metadata in (STORE, REFERENCE):
        for table in metadata.sorted_tables:
            if f"{table.schema}.{table.name}" not in existing:
                work.run(_made(table, connection.dialect))
    _same_columns(work)
    _make_views(work)


@cache
def _made(table: sa.Table, dialect: sa.Dialect) -> str:
    """What makes a table with its comments, as one script: a statement a comment takes SQLAlchemy a second a file."""
    columns = [sa.schema.SetColumnComment(column) for column in table.columns]
    made: list[sa.schema.DDLElement] = [sa.schema.CreateTable(table), sa.schema.SetTableComment(table), *columns]
    return ";".join(str(statement.compile(dialect=dialect)) for statement in made)


def _make_views(work: WorkFile) -> None:
    """All views and macros, unless the file's are made of the same SQL: making them takes a second of every load."""
    files = sorted((SQL / "10_core").glob("*.sql")) + sorted((SQL / "20_report").glob("*.sql"))
    texts = {path: path.read_text("utf-8") for path in files}
    made_of = hashlib.sha256("\0".join(texts.values()).encode()).hexdigest()[:16]
    # asked outright, and tables one by one below: DuckDB's lists of all there is bind every view of the file
    with contextlib.suppress(duckdb.CatalogException):
        if work.rows("select core.made_of()") == [(made_of,)]:
            return
    for path, text in texts.items():
        try:
            work.run(text)
        except duckdb.Error as error:
            raise WarehouseError(f"sql/{path.parent.name}/{path.name}: {error}") from error
    work.run(f"create or replace macro core.made_of() as '{made_of}'")
    work.run("comment on macro core.made_of is 'Hash of the SQL files that views and macros were made of'")


def _same_columns(work: WorkFile) -> None:
    # never altered in place: 1.5.6 cannot reopen a file killed right after some ALTER TABLEs
    for table in (*STORE.sorted_tables, *REFERENCE.sorted_tables):
        name = f"{table.schema}.{table.name}"
        have = {column for column, *_ in work.run(f"from {name} limit 0").description or ()}
        if have != {column.name for column in table.columns}:
            raise WarehouseError(
                f"the work file was made by another version (table {name} differs); "
                "./blocwatch retag, or the DAG retag, makes one of this version's form of it"
            )


def refresh_reference(work: WorkFile) -> None:
    """Brings the reference tables to what seeds/ says; a table that says the same is not touched."""
    for name, rows in reference.tables().items():
        table = REFERENCE.tables[f"reference.{name}"]
        columns = [column.name for column in table.columns]
        schema = _arrow_schema(table)
        fresh = pa.Table.from_pylist(rows, schema=schema)
        known = work.run(f"select {', '.join(columns)} from reference.{name}").to_arrow_table().cast(schema)
        if known.equals(fresh):  # beside each other and not by SQL: ten tables took a second of every load
            continue
        work.duckdb.register("incoming", fresh)
        work.run(f"delete from reference.{name}")
        work.run(f"insert into reference.{name} by name from incoming")
        work.duckdb.unregister("incoming")


def _arrow_schema(table: sa.Table) -> pa.Schema:
    kinds = {sa.Date: pa.date32(), sa.Integer: pa.int64(), sa.Text: pa.string()}
    return pa.schema([(column.name, kinds[type(column.type)]) for column in table.columns])


@dataclass(frozen=True)
class Outcome:
    """What a load did: counts by name, documents set aside because another of the run is the same article with another
    text, and the addresses whose text is another article's.
    """

    counts: dict[str, int]
    twice: list[SetAside]
    duplicates: set[str]


STATES = ("new", "changed", "retagged", "unchanged", "duplicate")


def load_run(work: WorkFile, request: dict[str, Any], staged: dict[str, pa.Table]) -> Outcome:
    """Sorts the staged articles into new, changed, retagged, unchanged and duplicate, and writes the first three."""
    for name, table in staged.items():
        work.duckdb.register(f"staged_{name.lower()}", table)
    number = next_load(work)
    _find_known(work)
    work.run(SORTED_ARTICLES)
    _find_same_texts(work)
    work.run(DUPLICATES)
    twice = [
        SetAside(source, address, "loaded", f"the same article as {kept}, which is the one loaded")
        for source, address, kept in work.rows(
            "select source, address, kept from sorted where place > 1 and not is_copy order by address"
        )
    ]
    duplicates = {
        address
        for (address,) in work.rows(
            """select address from sorted
            where is_copy and (place > 1 or article_id in (select article_id from duplicate))"""
        )
    }
    counts = dict.fromkeys(STATES, 0)
    counts |= dict(
        work.rows(
            """select state, count(*) from sorted
            where place = 1 and article_id not in (select article_id from duplicate) group by state"""
        )
    )
    counts["duplicate"] = len(duplicates)
    work.run(
        """create or replace temp table written as
        from sorted where place = 1 and state <> 'unchanged' and article_id not in (select article_id from duplicate)"""
    )
    work.run(
        """create or replace temp table gone as
        select article_id from written where was_article
        union
        select article_id from duplicate where was_article"""
    )
    work.run(
        """create or replace temp table reread as
        select b.article_id, b.known_on from before as b
        where
            b.article_id in (select article_id from written where is_other_text)
            or b.article_id in (select article_id from duplicate where was_article)"""
    )
    old = loads_of(work, "select load_number from before where article_id in (select article_id from gone)")
    stretches.forget(work, "from gone")
    _write_articles(work, number, old)
    _write_addresses(work, number)
    _write_shingles(work)
    for kind, table in FACT_TABLES.items():
        _write_facts(work, table, f"staged_{kind.lower()}", request["ruleset"], number, old)
    # for what is resolved over articles: those whose facts were written or removed
    work.run(
        """create or replace temp table touched as
        select article_id from written
        union
        select article_id from duplicate where was_article"""
    )
    for name in staged:
        work.duckdb.unregister(f"staged_{name.lower()}")
    return Outcome(counts, twice, duplicates)


def _find_known(work: WorkFile) -> None:
    """What the work file has of the articles that come: `known` with the last version, `before` with the newest."""
    work.run("create or replace temp table coming as select distinct core.key(article_id) as key from staged_article")
    loads = loads_of(work, "select load_number from store.article where article_key in (select key from coming)")
    rows = f"""from store.article
        where {loads or "false"} and article_key in (select key from coming)
            and article_id in (select article_id from staged_article)"""
    work.run(
        f"""create or replace temp table known as
        select article_id, max(version) as last_version {rows} group by article_id"""
    )
    work.run(
        f"""create or replace temp table before as
        select article_id, version, digest, facts_digest, text_id, page_id, fetched_at, text, load_number,
            coalesce(published_on, cast(fetched_at at time zone 'UTC' as date)) as known_on
        {rows} and is_newest"""
    )


def _find_same_texts(work: WorkFile) -> None:
    """`same_text`: the articles that have a text of those that come."""
    work.run("create or replace temp table coming as select distinct core.key(text_id) as key from sorted")
    loads = loads_of(work, "select load_number from store.article where text_key in (select key from coming)")
    work.run(
        f"""create or replace temp table same_text as
        select article_id, core.outlet(source, url) as outlet, text_id, published_at, address
        from store.article
        where {loads or "false"} and text_key in (select key from coming) and is_newest
            and text_id in (select text_id from sorted)"""
    )


# place: 1 for the document that is loaded, the last by address where several files of a run are one article;
# is_copy: has the text of that document
SORTED_ARTICLES = """
create or replace temp table sorted as
select
    a.* exclude (fetched_at, paragraphs),
    f.text_id,
    d.digest,
    d.facts_digest,
    case
        when o.article_id is null then 'new'
        when
            o.digest = d.digest and o.facts_digest = d.facts_digest and o.text_id is not distinct from f.text_id
            then 'unchanged'
        when o.digest <> d.digest and o.page_id <> a.page_id then 'changed'
        else 'retagged'
    end as state,
    -- an address that has had a text of its own, then that of another article, goes on counting
    case when state in ('new', 'changed') then coalesce(k.last_version, 0) + 1 else o.version end as version,
    a.fetched_at as read_at,
    core.outlet(a.source, a.url) as outlet,
    case when state in ('new', 'changed') then a.fetched_at else o.fetched_at end as first_fetched_at,
    coalesce(a.published_on, cast(first_fetched_at at time zone 'UTC' as date)) as known_from,
    o.text is distinct from a.text or o.text_id is distinct from f.text_id or o.known_on is distinct from known_from
        as is_other_text,
    o.article_id is not null as was_article,
    coalesce(o.text_id = f.text_id, false) as had_this_text,
    row_number() over by_address as place,
    first_value(a.address) over by_address as kept,
    a.text = first_value(a.text) over by_address as is_copy
from staged_article as a
inner join (select distinct * from staged_digest) as d on d.article_id = a.article_id
left join (select distinct article_id, address, text_id from staged_fingerprint) as f
    on f.article_id = a.article_id and f.address = a.address
left join before as o on o.article_id = a.article_id
left join known as k on k.article_id = a.article_id
window by_address as (partition by a.article_id order by a.address desc)
qualify row_number() over (partition by a.article_id, a.address order by d.digest) = 1
"""

# articles of the run whose text is another article's of the same outlet, which holds it: one that has had it before,
# else one known longer, else the one published first, else the first address; the same whatever the order of files
DUPLICATES = """
create or replace temp table duplicate as
with claims as (
    select article_id, outlet, text_id, had_this_text, was_article, published_at, address
    from sorted
    where place = 1 and text_id is not null

    union all

    select article_id, outlet, text_id, true, true, published_at, address
    from same_text
    where article_id not in (select article_id from sorted)
),

held as (
    select
        article_id,
        was_article,
        first_value(article_id) over (
            partition by outlet, text_id
            order by had_this_text desc, was_article desc, published_at nulls last, address, article_id
        ) as holder
    from claims
)

select article_id, was_article, holder from held
where article_id <> holder and article_id in (select article_id from sorted)
"""


def _write_articles(work: WorkFile, number: int, old: str) -> None:
    """New versions; an article whose text now is another's keeps its versions, none of them the newest."""
    if old:
        work.run(
            f"""delete from store.article
            where {old} and (article_id, version) in (select (article_id, version) from written)"""
        )
        gone = f"{old} and article_id in (select article_id from gone)"
        work.run(f"update store.article set is_newest = false where is_newest and {gone}")
        work.run(f"delete from store.paragraph where {gone}")
    work.run(
        f"""insert into store.article by name
        select * exclude (
            state, place, kept, read_at, outlet, is_other_text, was_article, had_this_text, is_copy,
            known_from, first_fetched_at
        ),
            first_fetched_at as fetched_at,
            true as is_newest, core.folded(concat_ws(' ', title, text)) as folded,
            {keys("article")}, cast(? as integer) as load_number
        from written""",
        number,
    )
    work.run(
        """insert into store.paragraph by name
        with numbered as (
            select w.article_id, w.version, unnest(a.paragraphs) as p, generate_subscripts(a.paragraphs, 1) as n
            from staged_article as a
            inner join written as w on w.article_id = a.article_id and w.address = a.address
        )
        select article_id, n as paragraph_number, p.kind, p.char_start, p.char_end, version,
            cast(? as integer) as load_number
        from numbered""",
        number,
    )


def _write_addresses(work: WorkFile, number: int) -> None:
    """Where each text of the run stood, under the article that holds it."""
    if work.rows("select 1 from duplicate where was_article limit 1"):
        # what could not be read again stays with the text its article went to
        work.run(
            """update store.article_address set article_id = d.holder, article_key = core.key(d.holder)
            from duplicate as d where d.was_article and article_address.article_key = core.key(d.article_id)
                and article_address.article_id = d.article_id"""
        )
    work.run(
        """create or replace temp table seen as
        select
            s.article_id as address_id, coalesce(d.holder, s.article_id) as article_id, s.address, s.url,
            s.file_name, s.source, s.page_id, s.text_id, s.read_at as first_seen_at, s.read_at as last_seen_at,
            core.key(s.article_id) as address_key, core.key(coalesce(d.holder, s.article_id)) as article_key
        from sorted as s
        left join duplicate as d on d.article_id = s.article_id
        where s.is_copy"""
    )
    work.run(
        """create or replace temp table seen_before as
        select address_key, load_number from store.article_address
        where address_key in (select address_key from seen)"""
    )
    if old := loads_of(work, "select load_number from seen_before"):
        work.run(
            f"""update store.article_address set
                article_id = seen.article_id, article_key = seen.article_key, url = seen.url, source = seen.source,
                page_id = seen.page_id, text_id = seen.text_id, last_seen_at = seen.last_seen_at
            from seen
            where {old} and article_address.address_key = seen.address_key
                and article_address.address_id = seen.address_id and article_address.address = seen.address"""
        )
    work.run(
        f"""insert into store.article_address by name
        select *, cast(? as integer) as load_number from seen
        where not exists (
            select 1 from store.article_address as k
            where {old or "false"} and k.address_key = seen.address_key
                and k.address_id = seen.address_id and k.address = seen.address
        )""",
        number,
    )


def _write_shingles(work: WorkFile) -> None:
    """Forgets what the texts that changed were like, and keeps how to find those that are like them now."""
    [(first, last)] = work.rows("select min(known_on), max(known_on) from reread")
    if first:
        work.run(
            """delete from store.article_shingle
            where known_on between ? and ? and article_id in (select article_id from reread)""",
            first,
            last,
        )
        work.run(
            """delete from store.article_likeness
            where article_a in (select article_id from reread) or article_b in (select article_id from reread)"""
        )
    work.run(
        """create or replace temp table fresh as
        select f.article_id, unnest(f.shingles) as shingle, w.known_from as known_on,
            w.first_fetched_at as arrived_at
        from staged_fingerprint as f
        inner join written as w on w.article_id = f.article_id and w.address = f.address
        where w.is_other_text"""
    )
    # by day, so that a range of days is a range of the file
    work.run("insert into store.article_shingle by name from fresh order by known_on, article_id")


APART = 31  # days between two articles that are compared; reprints come soon, and all days would be too many
# articles; of those that have a run within APART days only so many are found by it, the first to arrive: more would
# take for ever, and what so many have in common tells little
COMMON = 200
WORTH_COMPARING = 0.2  # of the shorter article's runs seem to be in the other one; below ALIKE, for it is a sample
FIRST_DAY = date(2000, 1, 1)  # of the first period of APART days

# tables in between, because DuckDB would go again over what it has read. Whether an article is found by a run hangs on
# those alone that arrived before it, so it does not matter how many are loaded together
NEAR = f"""
create or replace temp table near as
select
    article_id,
    shingle,
    known_on,
    datediff('day', date '{FIRST_DAY}', known_on) // {APART} as period
from store.article_shingle
where known_on between ? and ? and shingle in (select shingle from fresh)
qualify row_number() over (partition by shingle, period order by arrived_at, article_id) <= ?
"""
# sampled runs stand for eight times as many words
PAIRS = f"""
create or replace temp table pair as
with coming as (
    select n.*, unnest([n.period - 1, n.period, n.period + 1]) as near_period
    from near as n
    where n.article_id in (select article_id from fresh)
)

select
    least(f.article_id, n.article_id) as article_a,
    greatest(f.article_id, n.article_id) as article_b,
    count(distinct f.shingle) as shared
from coming as f
inner join near as n on n.shingle = f.shingle and n.period = f.near_period and n.article_id <> f.article_id
where abs(n.known_on - f.known_on) <= {APART}
group by all
"""
CANDIDATES = f"""
with compared as (
    select article_id, text, word_count from store.article
    where
        {{loads}}
        and is_newest
        and (article_id in (select article_a from pair) or article_id in (select article_b from pair))
)

select a.article_id, a.text, b.article_id, b.text
from pair as p
inner join compared as a on a.article_id = p.article_a
inner join compared as b on b.article_id = p.article_b
where p.shared * 8 >= {WORTH_COMPARING} * least(a.word_count, b.word_count)
-- copies have nearly one length: what is compared again comes soon again
order by a.word_count, 1, 3
"""


def candidates(work: WorkFile) -> Iterator[tuple[str, str, str, str]]:
    """Pairs of articles that may be alike, at least one of them written by the load before: ids and texts."""
    [(first, last)] = work.rows("select min(known_on), max(known_on) from fresh")
    if not first:
        return
    # whole periods, the ones before and behind included
    begin = FIRST_DAY + timedelta(((first - FIRST_DAY).days // APART - 1) * APART)
    end = FIRST_DAY + timedelta(((last - FIRST_DAY).days // APART + 2) * APART - 1)
    work.run(NEAR, begin, end, COMMON)
    work.run(PAIRS)
    loads = loads_of(
        work,
        """select load_number from store.article where article_key in (
            select core.key(article_a) from pair union select core.key(article_b) from pair
        )""",
    )
    if not loads:
        return
    found = work.run(CANDIDATES.format(loads=loads))
    while rows := found.fetchmany(500):
        yield from rows


def write_likeness(work: WorkFile, found: pa.Table) -> None:
    """Links articles that are alike."""
    work.duckdb.register("incoming", found)
    work.run("insert into store.article_likeness by name from incoming")
    work.duckdb.unregister("incoming")


def left_behind(work: WorkFile, fingerprints: pa.Table) -> list[tuple[str, str, str, str, datetime]]:
    """Other addresses of articles whose text changes in this run, that had the old text when they were last read.

    Source, address, file name, page and when it was read: who holds that text must be settled anew.
    """
    work.duckdb.register("incoming", fingerprints)
    known = work.rows(
        """select 1 from store.article where article_key in (select core.key(article_id) from incoming) limit 1"""
    )
    if not known:
        work.duckdb.unregister("incoming")
        return []
    rows = work.rows(
        """select k.source, k.address, k.file_name, k.page_id, epoch_us(k.last_seen_at)
        from store.article_address as k
        where
            k.address_key <> k.article_key
            and k.article_id in (select article_id from incoming)
            and k.address_id not in (select article_id from incoming)
            and not exists (
                select 1 from incoming as i where i.article_id = k.article_id and i.text_id = k.text_id
            )
        order by k.address"""
    )
    work.duckdb.unregister("incoming")
    return [(*row[:4], datetime.fromtimestamp(row[4] / 1e6, UTC)) for row in rows]


def _write_facts(work: WorkFile, table: str, staged: str, ruleset: str, number: int, old: str) -> None:
    """Replaces the facts of the articles written; a fact's id is the hash of all that was read."""
    if old:
        work.run(f"delete from store.{table} where {old} and article_id in (select article_id from gone)")
    more = f", {keys(table)}" if keys(table) else ""
    work.run(
        f"""insert into store.{table} by name
        select distinct left(sha256(concat_ws(chr(31), '{table}', cast(f as varchar))), 32) as fact_id,
            f.*, cast(? as varchar) as ruleset, w.version, cast(? as integer) as load_number{more}
        from {staged} as f
        inner join written as w on w.article_id = f.article_id""",
        ruleset,
        number,
    )


def record_run(
    work: WorkFile,
    request: dict[str, Any],
    counts: dict[str, int],
    funnel: Counter[tuple[str, str]],
    aside: Sequence[SetAside],
    outside: pa.Table,
) -> None:
    """The run's own rows; those of an earlier try of the same run are replaced."""
    run_id, number = request["run_id"], next_load(work)
    for table in ("run", "funnel", "quarantine", "outside_window"):
        work.run(f"delete from store.{table} where run_id = ?", run_id)
    found = sum(count for (_, stage), count in funnel.items() if stage == "found")
    asked = {key: request[key] for key in ("read", "folder", "source", "since", "until", "batch_size", "dry_run")}
    work.run(
        "insert into store.run values (?, ?, ?, ?, ?, ?, null, 'loaded', ?, ?, ?, ?, ?, ?, ?, ?)",
        run_id, request["dag_id"], request["trigger"], json.dumps(asked, ensure_ascii=False), request["ruleset"],
        datetime.fromisoformat(request["started_at"]), found,
        counts["new"], counts["changed"], counts["retagged"], counts["unchanged"], counts["duplicate"],
        sum(row.stage != "found" for row in aside),  # a way in that failed is no document
        number,
    )  # fmt: skip
    # one statement a run, not one a row
    rows = [
        {"run_id": run_id, "source": s, "stage": stage, "articles": n} for (s, stage), n in sorted(funnel.items()) if n
    ]
    _insert(work, "funnel", rows)
    rows = [
        {"run_id": run_id, "source": s.source, "url_or_path": s.url_or_path, "stage": s.stage, "reason": s.reason}
        for s in aside
    ]
    _insert(work, "quarantine", rows)
    work.duckdb.register("incoming", outside)
    work.run("insert into store.outside_window by name select ? as run_id, * from incoming", run_id)
    work.duckdb.unregister("incoming")


def _insert(work: WorkFile, table: str, rows: list[dict[str, Any]]) -> None:
    work.duckdb.register("incoming", pa.Table.from_pylist(rows, schema=_arrow_schema(STORE.tables[f"store.{table}"])))
    work.run(f"insert into store.{table} by name from incoming")
    work.duckdb.unregister("incoming")


def end_run(work: WorkFile, run_id: str, result: str) -> None:
    """Writes how the run ended."""
    work.run("update store.run set ended_at = ?, result = ? where run_id = ?", datetime.now(UTC), result, run_id)


__all__ = [
    "FACTS",
    "Outcome",
    "WorkFile",
    "candidates",
    "end_run",
    "left_behind",
    "load_run",
    "lock",
    "open_work_file",
    "record_run",
    "refresh_reference",
    "write_likeness",
]
