"""Commitments kept up load by load: what hangs together with the articles of a load is read and resolved again.

Announcements hang together by keys (an act of an actor due in a month; an act that says what it is about, due in a
year or the one after; all they tell), so that what recurs does not tie a whole history together. Keys that more than
`COMMON` announcements share tell nothing, except those of all they tell. Old keys and new ones of the touched
articles, and the commitments that their facts settle or settled, lead to all that may change.
"""

from __future__ import annotations

from typing import Any

from etl.load import decisions
from etl.load.warehouse import WorkFile
from etl.resolve.commitments import RECURRING, Announcement, Commitment, Deed, Link, resolve
from etl.staging import to_table

COMMON = 300  # announcements

WEEKS = 62  # days; who is due within a longer time must say what it is about

# the keys that touched announcements have now
FRESH = f"""
create or replace temp table fresh_key as
with told as (
    select * from store.commitment_reported where article_id in (select article_id from touched)
),

dated as (
    select
        *, least(coalesce(due_from, due_until), coalesce(due_until, due_from)) as first_day,
        coalesce(due_until, due_from) as last_day
    from told
    where due_from is not null or due_until is not null
),

keys as (
    select
        fact_id, article_id, true as is_whole,
        concat_ws(chr(31), 'all', action, array_to_string(list_sort(actors), chr(30)), object, instrument,
            due_from, due_until) as told
    from told
    where due_from is not null or due_until is not null

    union all

    select
        fact_id, article_id, false,
        concat_ws(chr(31), 'undated', action, array_to_string(list_sort(actors), chr(30)), object, instrument)
    from told
    where due_from is null and due_until is null

    union all

    -- due within some weeks: whoever is due in the same month
    select fact_id, article_id, false, concat_ws(chr(31), 'month', action, unnest(actors), month)
    from (
        select fact_id, article_id, action, actors, unnest(range(first_month, last_month + 1)) as month
        from (
            select *, year(first_day) * 12 + month(first_day) as first_month,
                year(last_day) * 12 + month(last_day) as last_month
            from dated where last_day - first_day < {WEEKS}
        )
    )

    union all

    -- who says what it is about: whoever says the same, due in the same year, or in the next if it may have been moved
    select fact_id, article_id, false, concat_ws(
        chr(31), 'year', action, array_to_string(list_sort(actors), chr(30)), object,
        regexp_extract(instrument, '^[^ ]+'), year
    )
    from (
        select d.*, unnest(range(year(d.first_day), year(d.last_day) + if(s.late_days > {RECURRING}, 2, 1))) as year
        from dated as d
        left join (select action, max(late_days) as late_days from core.settling group by action) as s
            on d.action = s.action
        where d.object is not null or d.instrument is not null
    )
)

select distinct
    fact_id, article_id, cast(('0x' || left(sha256(told), 15)) as bigint) as key, is_whole
from keys
"""
COUNTED = """
create or replace temp table {name} as
select key, count(*) as announcements
from store.commitment_key
where key in (select key from near_key)
group by key
"""
# announcements that settling facts of the touched articles may concern
CONCERNED = """
with deeds as (
    select
        d.done, unnest(d.actors) as actor, coalesce(d.done_until, a.told_on) as day, d.object,
        regexp_extract(d.instrument, '^[^ ]+') as head
    from core.deed as d
    inner join told_article as a on d.article_id = a.article_id
    where d.article_id in (select article_id from touched)
),

wanted as (
    select
        s.action, d.actor, d.object, d.head, min(d.day) as done_on, min(d.day) - max(s.late_days) as first_day,
        max(d.day) + 7 as last_day
    from deeds as d
    inner join core.settling as s on d.done = s.done
    group by s.action, d.actor, d.object, d.head
),

commitments as (
    select distinct c.commitment_id
    from (
        select commitment_id, action, unnest(actors) as actor, first_reported_on, object,
            regexp_extract(instrument, '^[^ ]+') as head,
            -- what was done in time and never moved is settled by nothing later
            case when settled = 'in time' and len(previous_due) = 0 then settled_on end as settled_on,
            coalesce(due_until, due_from + 366, date '9999-12-31') as last_day
        from store.commitment
    ) as c
    inner join wanted as w
        on c.action = w.action and c.actor = w.actor
        and c.last_day >= w.first_day and c.first_reported_on <= w.last_day
        and coalesce(c.object = w.object, true) and coalesce(c.head = w.head, true)
        and coalesce(c.settled_on >= w.done_on, true)
)

insert into moving
select l.fact_id from store.commitment_link as l
where l.step <> 'done' and l.commitment_id in (select commitment_id from commitments)
"""
WIDER = """
create or replace temp table wider as
select distinct k.fact_id
from store.commitment_key as k
where
    k.key in (
        select key from store.commitment_key
        where fact_id in (select fact_id from moving)
        and (is_whole or key not in (select key from common_key))
    )
union
select other from said_same where one in (select fact_id from moving)
union
select one from said_same where other in (select fact_id from moving)
"""
ANNOUNCED = """
select
    c.fact_id, c.article_id, a.told_on, c.actors, c.action, c.instrument, c.object, c.due_from, c.due_until,
    c.char_start, c.char_end,
    list_sort(list(cast(k.key as varchar)) filter (k.is_whole or k.key not in (select key from common_key))) as keys
from store.commitment_reported as c
inner join store.commitment_key as k on c.fact_id = k.fact_id
inner join told_article as a on c.article_id = a.article_id
where c.fact_id in (select fact_id from moving)
group by all
"""
DEEDS = """
with wanted as (
    select
        s.done, c.action, c.actor, min(c.told_on) as first_day,
        max(coalesce(c.due_until, c.due_from + 366, c.told_on + 366) + s.late_days) as last_day
    from (
        select c.action, unnest(c.actors) as actor, c.due_from, c.due_until, a.told_on
        from store.commitment_reported as c
        inner join told_article as a on c.article_id = a.article_id
        where c.fact_id in (select fact_id from moving)
    ) as c
    inner join core.settling as s on c.action = s.action
    group by s.done, c.action, c.actor
),

near as (
    select distinct d.*, w.action, w.first_day, w.last_day
    from (select *, unnest(actors) as actor from core.deed) as d
    inner join wanted as w on d.done = w.done and d.actor = w.actor
    where d.done_until is null or d.done_until between w.first_day and w.last_day
)

select distinct
    d.fact, d.fact_id, d.article_id, a.told_on, d.action, d.actors, d.instrument, d.object, d.done_from,
    d.done_until, d.is_bound, d.char_start, d.char_end
from near as d
inner join told_article as a on d.article_id = a.article_id
where a.told_on >= d.first_day
"""


def refresh(work: WorkFile) -> int:
    """Resolves again what the touched articles announce, announced, settle or settled; the number of commitments."""
    said = decisions.pairs(work, "commitment")
    work.run("create or replace temp table said_same (one varchar, other varchar)")
    for pair in said.same:
        work.run("insert into said_same values (?, ?)", *pair)
    _find_moving(work)
    announced = [Announcement(*_row(row)) for row in work.rows(ANNOUNCED)]
    deeds = [Deed(*_row(row)) for row in work.rows(DEEDS)]
    late = dict(work.rows("select action, max(late_days) from core.settling group by action"))
    commitments, links = resolve(announced, deeds, late, said.same, said.not_same)
    _replace(work, commitments, links)
    return len(commitments)


def _row(row: tuple[Any, ...]) -> list[Any]:
    """Lists become tuples, so that rows can be told apart by all they hold."""
    return [tuple(value) if isinstance(value, list) else value for value in row]


def _find_moving(work: WorkFile) -> None:
    """Fills `moving` with the announcements to be resolved again, and keeps up the keys."""
    work.run(
        """create or replace temp view told_article as
        select article_id, coalesce(published_on, published_until, cast(fetched_at as date)) as told_on
        from store.article where is_newest"""
    )
    work.run(
        """create or replace temp table gone as
        select distinct commitment_id from store.commitment_link
        where article_id in (select article_id from touched)"""
    )
    work.run(FRESH)
    work.run(
        """create or replace temp table near_key as
        select key from fresh_key
        union
        select key from store.commitment_key where article_id in (select article_id from touched)"""
    )
    work.run(COUNTED.format(name="count_before"))
    work.run("delete from store.commitment_key where article_id in (select article_id from touched)")
    work.run("insert into store.commitment_key by name from fresh_key")
    work.run(COUNTED.format(name="count_after"))
    work.run("create or replace temp table moving as select distinct fact_id from fresh_key")
    work.run(
        """insert into moving
        select fact_id from store.commitment_link
        where step <> 'done' and commitment_id in (select commitment_id from gone)"""
    )
    # keys that began or ceased to be common
    work.run(
        f"""insert into moving
        select k.fact_id from store.commitment_key as k
        where not k.is_whole and k.key in (
            select coalesce(b.key, a.key) from count_before as b
            full join count_after as a on a.key = b.key
            where (coalesce(b.announcements, 0) > {COMMON}) <> (coalesce(a.announcements, 0) > {COMMON})
        )"""
    )
    work.run(CONCERNED)
    _widen(work)


def _widen(work: WorkFile) -> None:
    """Adds what hangs together with what is moving, until nothing more does."""
    count = -1
    while True:
        work.run(
            f"""create or replace temp table common_key as
            select key from store.commitment_key
            where not is_whole and key in (
                select key from store.commitment_key where fact_id in (select fact_id from moving)
            )
            group by key having count(*) > {COMMON}"""
        )
        work.run(WIDER)
        work.run("create or replace temp table moving as from wider")
        [(found,)] = work.rows("select count(*) from moving")
        if found == count:
            return
        count = found


def _replace(work: WorkFile, commitments: list[Commitment], links: list[Link]) -> None:
    work.run(
        """insert into gone
        select distinct commitment_id from store.commitment_link
        where step <> 'done' and fact_id in (select fact_id from moving)"""
    )
    for table in ("commitment", "commitment_link"):
        work.run(f"delete from store.{table} where commitment_id in (select commitment_id from gone)")
    for name, kind, rows in (("commitment", Commitment, commitments), ("commitment_link", Link, links)):
        work.duckdb.register("incoming", to_table(kind, rows))
        work.run(f"insert into store.{name} by name from incoming")
        work.duckdb.unregister("incoming")
