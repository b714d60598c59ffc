"""Commitments kept up load by load: what a load changes is read again, and what was told before it stays as it was.

Announcements hang together by keys (an act of an actor due in a month; an act that says what it is about, due in a
year or the one after; all they tell; without a day, all they tell within a year), so that what recurs does not tie a
whole history together. Where more than `COMMON` have told of a key before, it tells nothing any more, except of those
that tell just the same. They are taken in the order they were told, so what is written now can only change what was
told on its day or later: those are placed anew, among commitments that keep what was told of them before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

import pyarrow as pa

from etl.load import decisions
from etl.load.finding import among, insert, loads_of, part
from etl.load.warehouse import WorkFile
from etl.resolve.commitments import RECURRING, SOON, Announcement, Commitment, Deed, Link, Placed, resolve
from etl.staging import to_table

COMMON = 300  # announcements
STIRRED = "select commitment_id from stirred"
DEED_KEY = "core.key(concat_ws(chr(31), done, actor))"
TOLD = pa.schema([("fact_id", pa.string()), ("told_on", pa.date32())])
WEEKS = 62  # days; who is due within a longer time must say what it is about

# the keys that touched announcements have now
FRESH = f"""
create or replace temp table fresh_key as
with told as (
    select c.*, a.told_on
    from store.commitment_reported as c
    inner join touched_article as a on c.article_id = a.article_id
    where {{loads}}
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
        fact_id, article_id, told_on, true as is_whole,
        concat_ws(chr(31), 'all', action, array_to_string(list_sort(actors), chr(30)), object, instrument,
            due_from, due_until) as told
    from told
    where due_from is not null or due_until is not null

    union all

    -- without a day: whoever tells the same within a year
    select
        fact_id, article_id, told_on, false,
        concat_ws(chr(31), 'undated', action, array_to_string(list_sort(actors), chr(30)), object, instrument,
            unnest([year(told_on), year(told_on) + 1]))
    from told
    where due_from is null and due_until is null

    union all

    -- due within some weeks: whoever is due in the same month
    select fact_id, article_id, told_on, false, concat_ws(chr(31), 'month', action, unnest(actors), month)
    from (
        select fact_id, article_id, told_on, action, actors, unnest(range(first_month, last_month + 1)) as month
        from (
            select *, year(first_day) * 12 + month(first_day) as first_month,
                year(last_day) * 12 + month(last_day) as last_month
            from dated where last_day - first_day < {WEEKS}
        )
    )

    union all

    -- who says what it is about: whoever says the same, due in the same year, or in the next if it may have been moved
    select fact_id, article_id, told_on, false, concat_ws(
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
    fact_id, article_id, told_on, cast(('0x' || left(sha256(told), 15)) as bigint) as key,
    is_whole
from keys
"""
DEEDS_OF = """
select d.* exclude (load_number), a.told_on
from (select *, unnest(actors) as actor from core.deed where {loads}) as d
inner join touched_article as a on d.article_id = a.article_id
"""
# what came to be told as done and what is told no more: who did it again in other words changes nothing
CHANGED = """
create or replace temp table changed_deed as
with fresh as (
    select distinct done, actors, object, regexp_extract(instrument, '^[^ ]+') as head, told_on, done_from, done_until,
        is_bound
    from {deeds}
)

select *, false as is_gone from (from fresh except from stale_deed)
union all
select *, true as is_gone from (from stale_deed except from fresh)
"""
# commitments that it may settle, or better than what settled them, or that it may have kept from being moved
CONCERNED = f"""
create or replace temp table concerned as
with wanted as (
    select
        s.action, s.late_days, s.late_days <= {RECURRING} as recurs, d.*,
        unnest(d.actors) as actor, least(coalesce(d.done_until, d.told_on), d.told_on) as day,
        coalesce(d.done_from, day) as first_day, d.is_bound or d.done_until is null as is_vague
    from changed_deed as d
    inner join (
        select action, done, max(late_days) over (partition by action) as late_days from core.settling
    ) as s on d.done = s.done
),

commitments as (
    select
        *, unnest(first_actors) as actor, regexp_extract(first_instrument, '^[^ ]+') as head,
        coalesce(due_from, first_reported_on) as first_due,
        coalesce(due_until, coalesce(due_from, first_reported_on) + 365) as last_due
    from store.commitment
    where action in (select action from wanted)
),

-- as `_Told.verdict` judges; where it is not known when the one that counts was told, the widest of what it may say
judged as (
    select
        c.commitment_id, c.last_reported_on, c.settled, c.settled_on, c.done_by,
        w.told_on, w.is_gone, w.is_vague, w.day,
        case
            when w.day < if(w.recurs, c.first_due, c.first_reported_on) then null
            when w.is_vague then case
                when w.day <= c.last_due + {SOON.days} then 0
                when w.day <= c.last_due + w.late_days and not w.recurs then 2
            end
            when w.first_day > c.last_due + w.late_days then null
            when w.first_day <= c.last_due or c.due_until is null then 0
            else 1
        end as verdict
    from commitments as c
    inner join wanted as w
        on c.action = w.action and c.actor = w.actor
        and w.told_on >= c.first_reported_on
        and coalesce(c.first_object = w.object, not w.is_bound) and coalesce(c.head = w.head, true)
        and (list_has_all(c.first_actors, w.actors) or list_has_all(w.actors, c.first_actors))
)

select commitment_id, min(told_on) as told_on, bool_or(is_gone) as is_gone
from judged
where
    -- what is gone and settled it is linked to it
    is_gone
    or last_reported_on >= told_on
    or (
        verdict is not null
        and (
            settled is null
            or (verdict, is_vague, day)
            <= (case settled when 'in time' then 0 when 'late' then 1 else 2 end, settled_on is null, done_by)
        )
    )
group by commitment_id
"""
# what shares a key with a commitment that is not known to be done any more may move it
REOPENED = """
create or replace temp table reopened_key as
select k.key, min(c.told_on) as told_on
from concerned as c
inner join {links} as l on c.commitment_id = l.commitment_id and l.step <> 'done'
inner join {keys} as k on l.fact_id = k.fact_id
where c.is_gone
group by k.key
"""
# keys of what moves, with all who have them
NEAR_KEYS = """
create or replace temp table used_key as
select key from stirred_key
union
select key from {moving}
union
select key from said_key where fact_id in (select fact_id from moving)
"""
# which keys the announcements near a moving one use, those told first
USED = """
create or replace temp table used as
select fact_id, key, told_on from near_key
qualify is_whole or row_number() over (partition by key order by told_on, fact_id) <= {common}
"""
# those told on the day of a moving one or later, that share a key with it
FOLLOWING = """
insert into moving
with since as (
    select key, min(told_on) as told_on
    from (
        select u.key, u.told_on from used as u where u.fact_id in (select fact_id from moving)
        union all
        select key, told_on from stirred_key
    )
    group by key
)

select distinct k.fact_id, k.told_on
from near_key as k
inner join since as s on k.key = s.key and k.told_on >= s.told_on
where k.fact_id not in (select fact_id from moving)
"""
# commitments of what shares a key with a moving one, and from when on they are told anew
MET = """
insert into stirred
with told as (
    select m.told_on, u.key
    from used as u
    inner join moving as m on u.fact_id = m.fact_id
)

select l.commitment_id, min(t.told_on)
from {links} as l
inner join used as u on l.fact_id = u.fact_id
inner join told as t on u.key = t.key
where l.step <> 'done'
group by l.commitment_id
"""
MEMBERS = """
create or replace temp table member as
select distinct l.fact_id, l.told_on
from {links} as l
inner join (select commitment_id, min(told_on) as told_on from stirred group by all) as s
    on l.commitment_id = s.commitment_id and l.told_on >= s.told_on
where l.step <> 'done' and l.fact_id not in (select fact_id from moving)
"""
ANNOUNCED = """
create or replace temp table wanted as
select fact_id, told_on, null as commitment_id, null as step, null as reason from moving
union all
select l.fact_id, l.told_on, l.commitment_id, l.step, l.reason
from {links} as l
where
    l.step <> 'done'
    and l.fact_id not in (select fact_id from moving)
    and l.article_id not in (select article_id from touched)
"""
TOLD_THEN = """
with keys as (
    select fact_id, list_sort(list(cast(key as varchar))) as keys from used group by fact_id
)

select
    c.fact_id, c.article_id, w.told_on, c.actors, c.action, c.instrument, c.object, c.due_from, c.due_until,
    c.char_start, c.char_end, coalesce(k.keys, []), w.commitment_id, w.step, w.reason
from {announcements} as c
inner join wanted as w on c.fact_id = w.fact_id
left join keys as k on c.fact_id = k.fact_id
"""
DEEDS_WANTED = """
create or replace temp table wanted_deed as
select distinct
    s.done, c.action, c.actor, c.object, c.head, least(coalesce(c.due_from, c.told_on), c.told_on) as first_day,
    coalesce(c.due_until, coalesce(c.due_from, c.told_on) + 365) + greatest(s.late_days, 7) as last_day, c.told_on
from (
    select
        action, unnest(actors) as actor, object, regexp_extract(instrument, '^[^ ]+') as head, due_from, due_until,
        told_on
    from {announcements} as r
    inner join announced as a on r.fact_id = a.fact_id
) as c
inner join core.settling as s on c.action = s.action
"""
DEEDS = """
select distinct
    d.fact, d.fact_id, d.article_id, d.told_on, w.action, d.actors, d.instrument, d.object, d.done_from,
    d.done_until, d.is_bound, d.char_start, d.char_end
from {deeds} as d
inner join wanted_deed as w
    on d.done = w.done and d.actor = w.actor and d.told_on >= w.told_on
    and coalesce(d.done_until, d.told_on) >= w.first_day
    and coalesce(d.done_from, d.done_until, d.told_on) <= w.last_day
    and coalesce(d.object = w.object, true) and coalesce(regexp_extract(d.instrument, '^[^ ]+') = w.head, true)
"""


def refresh(work: WorkFile) -> int:
    """Resolves again what the touched articles announce, announced, settle or settled; the number of commitments."""
    said = decisions.pairs(work, "commitment")
    _find_moving(work, said)
    announced: list[Announcement] = []
    known: dict[str, Placed] = {}
    work.run(ANNOUNCED.format(links=part(work, "commitment_link", "commitment_id", STIRRED)))
    announcements = part(work, "commitment_reported", "fact_id", "select fact_id from wanted")
    for *told, commitment_id, step, reason in work.rows(TOLD_THEN.format(announcements=announcements)):
        announced.append(Announcement(*_row(told)))
        if commitment_id:
            known[announced[-1].fact_id] = Placed(commitment_id, step, reason)
    rows = [{"fact_id": row.fact_id, "told_on": row.told_on} for row in announced]
    _keep(work, "announced", pa.Table.from_pylist(rows, TOLD))
    work.run(DEEDS_WANTED.format(announcements=announcements))
    deeds = [Deed(*_row(row)) for row in work.rows(DEEDS.format(deeds=_deeds(work)))]
    late = dict(work.rows("select action, max(late_days) from core.settling group by action"))
    commitments, links = resolve(announced, deeds, late, said.same, said.not_same, known)
    return _replace(work, commitments, links)


def _deeds(work: WorkFile) -> str:
    """The deeds told since the first of `wanted_deed`, of who is wanted there; to be read from like a table."""
    [(first,)] = work.rows("select min(told_on) from wanted_deed")
    # written out, because what is computed keeps no scan from reading
    since = f"told_on >= date '{first}'" if first else "false"
    return f"(select * from store.deed where {since} and deed_key in (select {DEED_KEY} from wanted_deed))"


def _row(row: Sequence[Any]) -> list[Any]:
    """Lists become tuples, so that rows can be told apart by all they hold."""
    return [tuple(value) if isinstance(value, list) else value for value in row]


def _keep(work: WorkFile, name: str, table: pa.Table) -> None:
    work.duckdb.register("incoming", table)
    work.run(f"create or replace temp table {name} as from incoming")
    work.duckdb.unregister("incoming")


def _find_moving(work: WorkFile, said: decisions.Pairs) -> None:
    """Fills `moving` with the announcements to be placed anew, `stirred` with the commitments they may be of, and keeps
    up keys and deeds."""
    _forget(work)
    touched = "article_key in (select core.key(article_id) from touched)"
    loads = loads_of(work, f"select load_number from store.article where {touched}") or "false"
    work.run(
        f"""create or replace temp table touched_article as
        select article_id, coalesce(published_on, published_until, cast(fetched_at as date)) as told_on
        from store.article
        where is_newest and {loads} and article_id in (select article_id from touched)"""
    )
    work.run(FRESH.format(loads=loads))
    insert(work, "commitment_key", "from fresh_key")
    insert(work, "deed", DEEDS_OF.format(loads=loads))
    _find_said(work, said)
    work.run(CHANGED.format(deeds=part(work, "deed", "article_id", "select article_id from touched")))
    work.run(CONCERNED)
    work.run("insert into stirred select commitment_id, told_on from concerned")
    links = part(work, "commitment_link", "commitment_id", "select commitment_id from concerned where is_gone")
    keys = part(work, "commitment_key", "fact_id", f"select fact_id from {links}")
    work.run(REOPENED.format(links=links, keys=keys))
    work.run(
        """create or replace temp table stirred_key as
        select key, min(told_on) as told_on
        from (from stale_key union all select key, told_on from fresh_key union all from reopened_key) group by key"""
    )
    work.run("create or replace temp table moving as select distinct fact_id, told_on from fresh_key")
    before, now = -1, 0
    while now != before:
        before = now
        _find_used(work)
        work.run(FOLLOWING)
        _find_used(work)
        work.run(MET.format(links=part(work, "commitment_link", "fact_id", "select fact_id from used")))
        work.run(MEMBERS.format(links=part(work, "commitment_link", "commitment_id", STIRRED)))
        # an announcement that was taken out is no member any more
        there = part(work, "commitment_key", "fact_id", "select fact_id from member")
        work.run(f"insert into moving from member where fact_id in (select fact_id from {there})")
        [(now,)] = work.rows(
            "select (select count(*) from moving) + (select count(distinct (commitment_id, told_on)) from stirred)"
        )


def _find_used(work: WorkFile) -> None:
    """`near_key`: keys of what moves, with all who have them; `used`: those of them that count."""
    work.run(NEAR_KEYS.format(moving=part(work, "commitment_key", "fact_id", "select fact_id from moving")))
    here = "key in (select key from used_key)"
    loads = loads_of(work, f"select load_number from store.commitment_key where {here}")
    work.run(
        f"""create or replace temp table near_key as
        select fact_id, key, told_on, is_whole from store.commitment_key where {loads or "false"} and {here}
        union all
        select fact_id, key, told_on, is_whole from said_key where {here}"""
    )
    work.run(USED.format(common=COMMON))


def _forget(work: WorkFile) -> None:
    """Takes out what the touched articles had; `stale_…` and `stirred` keep what hung on it."""
    touched = "select article_id from touched"
    keys_, deeds = (among(work, table, "article_id", touched) for table in ("commitment_key", "deed"))
    work.run(f"create or replace temp table stale_key as select key, told_on from store.commitment_key where {keys_}")
    work.run(
        f"""create or replace temp table stale_deed as
        select distinct done, actors, object, regexp_extract(instrument, '^[^ ]+') as head, told_on, done_from,
            done_until, is_bound
        from store.deed where {deeds}"""
    )
    work.run(
        f"""create or replace temp table stirred as
        select commitment_id, min(told_on) as told_on
        from {part(work, "commitment_link", "article_id", touched)} group by commitment_id"""
    )
    work.run(f"delete from store.commitment_key where {keys_}")
    work.run(f"delete from store.deed where {deeds}")


def _find_said(work: WorkFile, said: decisions.Pairs) -> None:
    """What a person said is the same shares a key of its own."""
    rows = [{"fact_id": fact_id, "key": -at} for at, pair in enumerate(said.same, 1) for fact_id in pair]
    _keep(work, "said", pa.Table.from_pylist(rows, pa.schema([("fact_id", pa.string()), ("key", pa.int64())])))
    work.run(
        """create or replace temp table said_key as
        select s.fact_id, s.key, k.told_on, true as is_whole
        from said as s
        inner join (select fact_id, min(told_on) as told_on from store.commitment_key group by fact_id) as k
            on s.fact_id = k.fact_id"""
        if rows
        else """create or replace temp table said_key as
        select fact_id, key, cast(null as date) as told_on, true as is_whole from said"""
    )


def _replace(work: WorkFile, commitments: list[Commitment], links: list[Link]) -> int:
    """Writes what differs from what was; returns how many commitments that are."""
    _keep(work, "made_commitment", to_table(Commitment, commitments))
    _keep(work, "made_link", to_table(Link, links))
    moving = part(work, "commitment_link", "fact_id", "select fact_id from moving")
    work.run(
        f"""insert into stirred
        select distinct commitment_id, cast(null as date) from {moving} where step <> 'done'"""
    )
    for table, made, kind in (("commitment", "made_commitment", Commitment), ("commitment_link", "made_link", Link)):
        names = ", ".join(field.name for field in fields(kind))
        here = among(work, table, "commitment_id", STIRRED)
        was, now = f"select {names} from store.{table} where {here}", f"select {names} from {made}"
        work.run(
            f"""create or replace temp table outdated_{table} as
            select distinct commitment_id from (({was} except all {now}) union all ({now} except all {was}))"""
        )
        work.run(
            f"""delete from store.{table} where {here}
            and commitment_id in (select commitment_id from outdated_{table})"""
        )
        insert(work, table, f"from {made} where commitment_id in (select commitment_id from outdated_{table})")
    return int(work.rows("select count(*) from outdated_commitment")[0][0])
