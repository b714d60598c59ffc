"""Stretches of office and membership in the work file: what the articles of each day say, and what is made of it.

`<kind>_seen` holds one row a holder, status and day, so that a load reads the facts of the days it touches alone;
`<kind>_stretch` is what the pure function makes of them together with the reference tables, for the holders touched.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import sqlalchemy as sa

from etl.load.finding import among, facts_of, insert, part
from etl.load.tables import MEMBERSHIP_KEY, OFFICE_KEY, STORE

if TYPE_CHECKING:
    from etl.load.warehouse import WorkFile

Row = dict[str, Any]


@dataclass(frozen=True)
class Kind:
    """What differs between offices and memberships: tables, key, which facts count, and what the reference adds."""

    name: str
    key: tuple[str, ...]
    facts: str  # a query for key, status, as_of, article_id, fact_id, begins_on, ends_on
    reference: str
    more: tuple[str, ...]  # columns of the reference that a stretch shows as they are

    @property
    def keys(self) -> str:
        return ", ".join(self.key)

    @property
    def holder(self) -> str:
        """The keys as one text, of which holder_key is made."""
        return f"concat_ws(chr(31), {self.keys})"

    @property
    def holder_key(self) -> str:
        return f"core.key({self.holder})"


# an office of nobody named cannot be compared; an article that names only the office says nothing of who held it
OFFICE = Kind(
    "office",
    OFFICE_KEY,
    """select person, core.office(position) as position, body, status, as_of, article_id, fact_id, begins_on, ends_on,
        load_number
    from store.occupancy_reported
    where body is not null and as_of is not null and rule <> 'occupancy.reference.holder'""",
    "select * replace (core.office(position) as position) from reference.occupancy",
    ("decided_on", "confidence", "origin"),
)
MEMBERSHIP = Kind(
    "membership",
    MEMBERSHIP_KEY,
    """select organization, member, status, as_of, article_id, fact_id, begins_on, ends_on, load_number
    from store.membership_reported
    where as_of is not null""",
    "select *, cast(null as varchar) as decided_on from reference.membership",
    ("status_name", "note", "confidence", "origin"),
)
KINDS = (OFFICE, MEMBERSHIP)


def forget(work: WorkFile, articles: str) -> None:
    """Notes, before facts are replaced, of whom and of which days these articles (a query) have told."""
    for kind in KINDS:
        work.run(
            f"""create or replace temp table unsaid_{kind.name} as
            select distinct {kind.keys}, as_of as seen_on from {facts_of(work, f"({kind.facts})", articles)}"""
        )


def clear(work: WorkFile) -> None:
    """Forgets all that was made, so that it is made anew."""
    for kind in KINDS:
        for table in ("seen", "stretch", "listed"):
            work.run(f"delete from store.{kind.name}_{table}")


FIRST = "(known_on, article_id, fact_id)"
TOLD = """
    arg_min({end}_on, {first}) filter ({end}_on is not null) as {end}_on,
    arg_min(known_on, {first}) filter ({end}_on is not null) as {end}_known_on,
    arg_min(article_id, {first}) filter ({end}_on is not null) as {end}_article_id,
    arg_min(fact_id, {first}) filter ({end}_on is not null) as {end}_fact_id"""


def refresh_seen(work: WorkFile, kind: Kind) -> None:
    """Counts anew the days that the articles in `touched` tell of or told of; leaves the holders to resolve again in
    the temporary table `unsettled`: those for whom a day, or a row of the reference, has changed.
    """
    seen = f"store.{kind.name}_seen"
    touched = "select article_id from touched"
    work.run(f"create temp table if not exists unsaid_{kind.name} as select {kind.keys}, seen_on from {seen} limit 0")
    work.run(
        f"""create or replace temp table said as
        select distinct {kind.keys}, as_of as seen_on from {facts_of(work, f"({kind.facts})", touched)}
        union
        select * from unsaid_{kind.name}
        union
        select {kind.keys}, seen_on from {part(work, f"{kind.name}_seen", "article_id", touched)}"""
    )
    days = [day for (day,) in work.rows("select distinct seen_on from said order by all")]
    work.run(
        f"""create or replace temp table told as
        select f.* exclude (as_of, load_number), f.as_of as seen_on
        from (select * from ({kind.facts}) where {_on("as_of", days)}) as f
        semi join said as s on {_same(kind, "f", "s")} and f.as_of = s.seen_on"""
    )
    made = STORE.tables[seen].columns
    columns = ", ".join(column.name for column in made if column.name not in ADDED)
    work.run(
        f"""create or replace temp table incoming_seen as
        with dated as (
            select t.*, a.known_on, core.outlet(a.source, a.url) as outlet
            from told as t
            inner join {facts_of(work, "core.article", "select article_id from told")} as a
                on t.article_id = a.article_id
        ),

        counted as (
            select {kind.keys}, status, seen_on, cast(count(distinct article_id) as integer) as articles,
                list_sort(list(distinct outlet)) as outlets, min(known_on) as first_known_on,
                arg_min(article_id, {FIRST}) as first_article_id, arg_min(fact_id, {FIRST}) as first_fact_id,
                {TOLD.format(end="begins", first=FIRST)}, {TOLD.format(end="ends", first=FIRST)}
            from dated
            group by {kind.keys}, status, seen_on
        )

        select {columns} from (
            select * rename (first_known_on as known_on, first_article_id as article_id, first_fact_id as fact_id)
            from counted
        )"""
    )
    then = f"{_on('seen_on', days)} and holder_key in (select {kind.holder_key} from said)"
    work.run(
        f"""create or replace temp table former_seen as
        select {columns} from (select * from {seen} where {then}) as f
        semi join said as s on {_same(kind, "f", "s")} and f.seen_on = s.seen_on"""
    )
    work.run("create or replace temp table gone as from former_seen except from incoming_seen")
    work.run("create or replace temp table new_here as from incoming_seen except from former_seen")
    place = f"({kind.keys}, status, seen_on)"
    work.run(f"delete from {seen} where {then} and {place} in (select {place} from gone)")
    insert(work, f"{kind.name}_seen", "from new_here")
    listed, columns = f"store.{kind.name}_listed", _columns_listed(kind)
    now, before = f"select {columns} from ({kind.reference})", f"select {columns} from {listed}"
    # beside each other and not by SQL, which takes ten times as long for what nearly never differs
    is_relisted = Counter(work.rows(now)) != Counter(work.rows(before))
    differing = f"(({now}) except all ({before})) union all (({before}) except all ({now}))"
    work.run(
        f"""create or replace temp table unsettled as
        select {kind.keys} from gone
        union
        select {kind.keys} from new_here
        {f"union select {kind.keys} from ({differing})" if is_relisted else ""}"""
    )
    if is_relisted:
        work.run(f"delete from {listed}")
        work.run(f"insert into {listed} by name {now}")


ADDED = {"holder_key", "article_key", "load_number"}  # to what the rows of a table tell
MANY_DAYS = 1000  # in one list; more of them are a range


def _on(column: str, days: Sequence[date]) -> str:
    """A condition for rows of these days, written out, because what is computed keeps no scan from reading."""
    if not days:
        return "false"
    if len(days) > MANY_DAYS:
        return f"{column} between date '{days[0]}' and date '{days[-1]}'"
    written = [f"date '{day}'" for day in days]
    return f"{column} in ({', '.join(written)})"


def _same(kind: Kind, one: str, other: str) -> str:
    return " and ".join(f"{one}.{column} = {other}.{column}" for column in kind.key)


def _columns_listed(kind: Kind) -> str:
    texts = "valid_from_text, valid_until_text"
    return f"{kind.keys}, status, {texts}, {', '.join(kind.more)}"


def unsettled(work: WorkFile, kind: Kind) -> Iterator[tuple[Row, list[Row], list[Row]]]:
    """For each holder to resolve again: the key, what is seen day by day, and what the reference lists.

    Of the days on which nothing changes only the first, the last and the one known first are there; the first of them
    has the articles of all.
    """
    same = {name: _same(kind, *rows) for name, rows in SAME_HOLDER.items()}
    holders = f"select {kind.holder} from unsettled"
    condensed = CONDENSED.format(
        seen=part(work, f"{kind.name}_seen", kind.holder, holders), reference=kind.reference, keys=kind.keys, **same
    )
    seen = _grouped(work, kind, condensed)
    listed = _grouped(
        work,
        kind,
        f"select f.* from ({kind.reference}) as f semi join unsettled as u on {_same(kind, 'f', 'u')} order by all",
    )
    for key in work.rows(f"select {kind.keys} from unsettled order by all"):
        yield dict(zip(kind.key, key, strict=True)), seen.get(key, []), listed.get(key, [])


SAME_HOLDER = {"same": ("f", "u"), "same_bound": ("h", "b"), "same_part": ("p", "g")}
# bounds: the days on which it may change to which stretch a sighting belongs
CONDENSED = """
with here as materialized (
    select f.* exclude (holder_key, article_key, load_number, outlets)
    from {seen} as f semi join unsettled as u on {same}
),

bounds as (
    select {keys}, unnest([valid_from, valid_until + 1]) as day from ({reference})
    union
    select {keys}, unnest([seen_on, seen_on + 1, begins_on]) as day from here where status in ('former', 'designated')
),

parted as materialized (
    select h.*, b.day as part
    from here as h
    asof left join (from bounds where day is not null) as b on {same_bound} and h.seen_on >= b.day
),

grouped as (
    select
        {keys}, status, part, min(seen_on) as first_on, max(seen_on) as last_on, sum(articles) as articles,
        arg_min(seen_on, (known_on, article_id, seen_on)) as known_first_on
    from parted
    group by {keys}, status, part
)

select p.* exclude (part) replace (if(p.seen_on = g.first_on, cast(g.articles as integer), 0) as articles)
from parted as p
inner join grouped as g on {same_part} and p.status = g.status and p.part is not distinct from g.part
where
    p.seen_on in (g.first_on, g.last_on, g.known_first_on)
    or p.begins_on is not null
    or p.ends_on is not null
order by {keys}, seen_on, status
"""


def _grouped(work: WorkFile, kind: Kind, query: str) -> dict[tuple[Any, ...], list[Row]]:
    found = work.run(query)
    columns = [column[0] for column in found.description or ()]
    groups: dict[tuple[Any, ...], list[Row]] = {}
    for values in found.fetchall():
        row = dict(zip(columns, values, strict=True))
        groups.setdefault(tuple(row[column] for column in kind.key), []).append(row)
    return groups


def write(work: WorkFile, kind: Kind, rows: Sequence[Row]) -> int:
    """Replaces the stretches of the holders in `unsettled`; rows that are as they were stay where they are."""
    table = f"{kind.name}_stretch"
    types = {sa.Date: pa.date32(), sa.Integer: pa.int32(), sa.Text: pa.string()}
    there = [column for column in STORE.tables[f"store.{table}"].columns if column.name not in ADDED]
    schema = pa.schema([(column.name, types[type(column.type)]) for column in there])
    work.duckdb.register("incoming", pa.Table.from_pylist(list(rows), schema=schema))
    work.run("create or replace temp table incoming_stretch as from incoming")
    work.duckdb.unregister("incoming")
    here = among(work, table, kind.holder, f"select {kind.holder} from unsettled")
    work.run(
        f"""create or replace temp table former_stretch as
        select {", ".join(schema.names)} from store.{table} where {here}"""
    )
    work.run(
        f"""create or replace temp table outdated as
        select distinct {kind.keys} from (
            ((from former_stretch) except all (from incoming_stretch))
            union all
            ((from incoming_stretch) except all (from former_stretch))
        )"""
    )
    place = f"({kind.keys})"
    work.run(f"delete from store.{table} where {here} and {place} in (select {place} from outdated)")
    insert(work, table, f"select f.* from incoming_stretch as f semi join outdated as o on {_same(kind, 'f', 'o')}")
    return len(rows)
