"""Meetings, load by load: which tellings may follow another one now, and what their meetings look like then.

What a load touches is found by keys (store.meeting_key) that share days, not by reading all tellings: first the
tellings that may follow another one than before, then those they may follow, then all that hang together with either.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pyarrow as pa

from etl.load import decisions
from etl.load.decisions import Pairs
from etl.load.warehouse import WorkFile
from etl.model import Meeting, MeetingLink
from etl.resolve import meetings
from etl.resolve.meetings import Told
from etl.staging import to_table

Leaders = dict[str, tuple[str | None, str]]
KEYS = pa.schema([("telling_id", pa.string()), ("key", pa.int64()), ("begins", pa.date32()), ("ends", pa.date32())])

VISIT_STATUS = pa.schema([("meeting_id", pa.string()), ("status", pa.string()), ("article_count", pa.int64())])

# what is read of a telling; the table `wanted` says of which
READ = """
with asked as (
    select m.* from store.meeting_reported as m where m.telling_id in (select telling_id from wanted)
),

people as (
    select p.telling_id, p.role = 'absent' as is_absent, list(distinct p.participant order by p.participant) as names
    from store.participant_reported as p
    where p.kind = 'person' and p.telling_id in (select telling_id from wanted)
    group by all
),

known as (
    select a.article_id, a.known_on from core.article as a where a.article_id in (select article_id from asked)
)

select
    m.telling_id, m.article_id, k.known_on, m.char_start, m.kind, m.status_told, m.title, m.ordinal, m.body, m.place,
    m.country, m.held_from, m.held_until, m.dated_by, m.levels, here.names, away.names
from asked as m
inner join known as k on k.article_id = m.article_id
left join people as here on here.telling_id = m.telling_id and not here.is_absent
left join people as away on away.telling_id = m.telling_id and away.is_absent
"""
# articles whose tellings are looked at anew: those written, and their copies
RENEWED = f"""
create or replace temp table renewed as
select article_id from touched
union
select unnest([l.article_a, l.article_b]) as article_id
from store.article_likeness as l
where
    l.similarity >= {meetings.ALIKE}
    and (l.article_a in (select article_id from touched) or l.article_b in (select article_id from touched))
"""
# tellings that may follow another one now: those of the articles, and those that share a key they had or have
NEAR = """
create or replace temp table near as
with stirred as (
    select key, begins, ends from stale
    union
    select key, begins, ends from store.meeting_key where telling_id in (select telling_id from renewed_telling)
)

select telling_id from renewed_telling
union
select k.telling_id
from store.meeting_key as k
inner join stirred as s on s.key = k.key and k.begins <= s.ends and k.ends >= s.begins
"""
# and those they may follow
AROUND = """
create or replace temp table wanted as
with stirred as (
    select distinct key, begins, ends from store.meeting_key where telling_id in (select telling_id from near)
)

select telling_id from near
union
select k.telling_id
from store.meeting_key as k
inner join stirred as s on s.key = k.key and k.begins <= s.ends and k.ends >= s.begins
"""
# all that hangs together with what changed
STIRRED = """
create or replace temp table stirred_component as
select component from store.meeting_link
where
    relation = 'tells'
    and (
        article_id in (select article_id from renewed)
        or telling_id in (select telling_id from near)
        or telling_id in (select leader from new_leader)
    )
group by component
"""
PARTICIPANTS = """
insert into store.meeting_participant by name
select
    l.meeting_id,
    p.participant,
    first(p.kind order by m.status_told <> 'held', p.role in ('participant', 'expected'), p.fact_id) as kind,
    first(p.role order by m.status_told <> 'held', p.role in ('participant', 'expected'), p.fact_id) as role,
    first(p.on_behalf_of order by p.on_behalf_of is null, m.status_told <> 'held', p.fact_id) as on_behalf_of,
    count(distinct p.article_id) as article_count,
    first(p.fact_id order by m.status_told <> 'held', p.role in ('participant', 'expected'), p.fact_id) as fact_id,
    first(p.article_id order by m.status_told <> 'held', p.role in ('participant', 'expected'), p.fact_id) as article_id
from store.participant_reported as p
inner join made_link as l on l.telling_id = p.telling_id
inner join store.meeting_reported as m on m.telling_id = p.telling_id
where
    p.telling_id in (select telling_id from made_link)
    and m.telling_id in (select telling_id from made_link)
group by l.meeting_id, p.participant
"""


def refresh(work: WorkFile) -> int:
    """Makes the meetings anew that the articles in `touched` tell of or told of; returns how many."""
    work.run(RENEWED)
    _make_keys(work)
    work.run(NEAR)
    work.run(AROUND)
    told = _read(work)
    near = {telling_id for (telling_id,) in work.rows("select telling_id from near")}
    said = decisions.pairs(work, "meeting")
    leaders = _leaders(work, told, near, said)
    _keep(
        work, "new_leader", pa.table({"leader": pa.array({lead for lead, _ in leaders.values() if lead}, pa.string())})
    )
    work.run(STIRRED)
    members = _members(work, told, leaders)
    made, links = meetings.meetings(members, leaders, said.same, said.not_same)
    _replace(work, made, links)
    _show_visits(work)
    return len(made)


def _read(work: WorkFile) -> dict[str, Told]:
    """The tellings in `wanted`, by id."""
    found = {}
    for *plain, levels, present, absent in work.rows(READ):
        told = Told(*plain, *(tuple(names or ()) for names in (levels, present, absent)))
        found[told.telling_id] = told
    return found


def _keep(work: WorkFile, name: str, table: pa.Table) -> None:
    work.duckdb.register("incoming", table)
    work.run(f"create or replace temp table {name} as from incoming")
    work.duckdb.unregister("incoming")


def _make_keys(work: WorkFile) -> None:
    """New keys for the tellings of the renewed articles; `stale` keeps those they had."""
    work.run(
        """create or replace temp table old_telling as
        select telling_id from store.meeting_link
        where relation = 'tells' and article_id in (select article_id from renewed)"""
    )
    work.run(
        """create or replace temp table stale as
        select distinct key, begins, ends from store.meeting_key
        where telling_id in (select telling_id from old_telling)"""
    )
    work.run("delete from store.meeting_key where telling_id in (select telling_id from old_telling)")
    work.run(
        """create or replace temp table renewed_telling as
        select telling_id from store.meeting_reported where article_id in (select article_id from renewed)"""
    )
    work.run("create or replace temp table wanted as from renewed_telling")
    told = _read(work)
    pool = meetings.Pool(_copies(work, told))
    rows = [
        {"telling_id": told.telling_id} | key._asdict() for told in told.values() for key in sorted(pool.keys(told))
    ]
    _keep(work, "made_key", pa.Table.from_pylist(rows, KEYS))
    work.run("insert into store.meeting_key by name from made_key")


def _copies(work: WorkFile, told: dict[str, Told]) -> list[tuple[str, str]]:
    """Pairs of copies, at least one of which tells of a meeting here."""
    articles = pa.table({"article_id": pa.array({t.article_id for t in told.values()}, pa.string())})
    _keep(work, "asked_article", articles)
    return work.rows(
        f"""select article_a, article_b from store.article_likeness
        where
            similarity >= {meetings.ALIKE}
            and (
                article_a in (select article_id from asked_article)
                or article_b in (select article_id from asked_article)
            )"""
    )


def _leaders(work: WorkFile, told: dict[str, Told], near: Iterable[str], said: Pairs) -> Leaders:
    """Whom each of these tellings follows, and why."""
    pool = meetings.Pool(_copies(work, told), said.not_same)
    pool.add(told.values())
    found: Leaders = {}
    for telling_id in near:
        if telling_id in told:
            leader, reason = pool.leader(told[telling_id])
            found[telling_id] = (leader.telling_id if leader else None, reason)
    return found


def _members(work: WorkFile, told: dict[str, Told], leaders: Leaders) -> list[Told]:
    """All tellings of the components, with whom they follow added to `leaders` where that did not change."""
    stored = work.rows(
        """select telling_id, leader, reason from store.meeting_link
        where
            relation = 'tells'
            and component in (select component from stirred_component)
            and article_id not in (select article_id from renewed)"""
    )
    for telling_id, leader, reason in stored:
        leaders.setdefault(telling_id, (leader, reason))
    missing = pa.array([telling_id for telling_id in leaders if telling_id not in told], pa.string())
    _keep(work, "wanted", pa.table({"telling_id": missing}))
    told = told | _read(work)
    return [told[telling_id] for telling_id in leaders]


def _replace(work: WorkFile, made: list[Meeting], links: list[MeetingLink]) -> None:
    """Writes the meetings in place of those the components were before; `gone` and `made_link` say which."""
    _keep(work, "made_link", to_table(MeetingLink, links))
    _keep(work, "made_meeting", to_table(Meeting, made))
    work.run(
        """create or replace temp table gone as
        select distinct meeting_id from store.meeting_link
        where relation = 'tells' and component in (select component from stirred_component)"""
    )
    work.run(
        """create or replace temp table was_part_of as
        select distinct part_of as meeting_id from store.meeting
        where part_of is not null and meeting_id in (select meeting_id from gone)"""
    )
    work.run(
        """delete from store.meeting_link
        where
            component in (select component from stirred_component)
            or (relation = 'shows' and meeting_id in (select meeting_id from gone))"""
    )
    for table in ("meeting", "meeting_participant"):
        work.run(f"delete from store.{table} where meeting_id in (select meeting_id from gone)")
    work.run("insert into store.meeting by name select *, cast(null as varchar) as part_of from made_meeting")
    work.run("insert into store.meeting_link by name select *, 'tells' as relation from made_link")
    work.run(PARTICIPANTS)


# --- visits, which meetings show to be held ---------------------------------------------------------------------------

# meetings that may have been held during another visit than before
MOVED = """
create or replace temp table moved as
with visits as (
    select m.meeting_id, m.held_from, m.held_until
    from store.meeting as m
    where m.kind = 'visit' and m.held_from is not null and m.meeting_id in (select meeting_id from made_meeting)
),

visitors as (
    select p.participant, v.held_from, v.held_until
    from store.meeting_participant as p
    inner join visits as v on v.meeting_id = p.meeting_id
    where p.kind = 'person' and p.meeting_id in (select meeting_id from visits)
),

held as (
    select m.meeting_id, m.held_from, m.held_until
    from store.meeting as m
    where
        m.kind <> 'visit'
        and m.held_from >= (select min(held_from) from visits)
        and m.held_until <= (select max(held_until) from visits)
)

select m.meeting_id, m.part_of
from store.meeting as m
where
    m.kind <> 'visit'
    and (m.part_of in (select meeting_id from gone) or m.meeting_id in (select meeting_id from made_meeting))
union
select m.meeting_id, cast(null as varchar) as part_of
from held as m
inner join store.meeting_participant as p on p.meeting_id = m.meeting_id
inner join visitors as v
    on v.participant = p.participant and m.held_from >= v.held_from and m.held_until <= v.held_until
where p.meeting_id in (select meeting_id from held)
"""
# the visit each of them was part of: the visitor met somebody in the country visited, on days of the visit
VISITED = f"""
create or replace temp table visited as
with held as (
    select m.meeting_id, m.country, m.held_from, m.held_until
    from store.meeting as m
    where
        m.meeting_id in (select meeting_id from moved)
        and m.status = 'held'
        and m.held_until - m.held_from < {meetings.EXACT}
),

here as (
    select p.meeting_id, p.participant, p.on_behalf_of
    from store.meeting_participant as p
    where p.kind = 'person' and p.role not in ('absent', 'expected') and p.meeting_id in (select meeting_id from held)
),

visits as (
    select v.meeting_id, v.country, v.held_from, v.held_until, v.first_told_on, v.article_count
    from store.meeting as v
    where
        v.kind = 'visit'
        and v.held_until - v.held_from < 31
        and v.held_from <= (select max(held_from) from held)
        and v.held_until >= (select min(held_until) from held)
)

select m.meeting_id, v.meeting_id as visit, v.country
from held as m
inner join here as p on p.meeting_id = m.meeting_id
inner join visits as v on m.held_from >= v.held_from and m.held_until <= v.held_until
inner join store.meeting_participant as w
    on w.meeting_id = v.meeting_id and w.participant = p.participant and w.role = 'visitor'
where
    w.meeting_id in (select meeting_id from visits)
    and (
        m.country = v.country
        or (m.country is null and exists (
            select 1 from here as h where h.meeting_id = m.meeting_id and h.on_behalf_of = v.country
        ))
    )
qualify row_number() over (
    partition by m.meeting_id
    order by v.held_until - v.held_from, v.first_told_on, v.meeting_id
) = 1
"""
SEEN = """
create or replace temp table seen_visit as
select meeting_id from was_part_of
union
select part_of from moved where part_of is not null
union
select visit from visited
union
select meeting_id from made_meeting where kind = 'visit'
"""
SHOWN = """
insert into store.meeting_link by name
with parts as (
    select m.meeting_id, m.part_of, v.country
    from store.meeting as m
    inner join store.meeting as v on v.meeting_id = m.part_of
    where
        m.part_of in (select meeting_id from seen_visit)
        and v.meeting_id in (select meeting_id from seen_visit)
),

told as (
    select l.telling_id, l.article_id, l.component, p.part_of, p.meeting_id, p.country
    from store.meeting_link as l
    inner join parts as p on p.meeting_id = l.meeting_id
    where l.relation = 'tells' and l.meeting_id in (select meeting_id from parts)
)

select
    t.telling_id,
    t.article_id,
    t.part_of as meeting_id,
    'shows' as relation,
    t.component,
    cast(null as varchar) as leader,
    'the visitor met somebody there' as reason
from told as t
inner join store.meeting_reported as m on m.telling_id = t.telling_id
where
    m.telling_id in (select telling_id from told)
    and m.status_told = 'held'
    and m.country = t.country
qualify row_number() over (partition by t.part_of, t.article_id order by m.char_start, t.telling_id) = 1
"""
WORDS = """
with links as (
    select l.meeting_id, l.telling_id, l.article_id
    from store.meeting_link as l
    where l.meeting_id in (select meeting_id from seen_visit)
)

select l.meeting_id, l.article_id, a.known_on, m.status_told
from links as l
inner join store.meeting_reported as m on m.telling_id = l.telling_id
inner join core.article as a on a.article_id = l.article_id
where m.telling_id in (select telling_id from links) and a.article_id in (select article_id from links)
"""


def _show_visits(work: WorkFile) -> None:
    """Ties held meetings to the visits during which they were held, and lets them prove those."""
    work.run(MOVED)
    work.run(VISITED)
    work.run(SEEN)
    work.run(
        """update store.meeting set part_of = v.visit
        from (
            select m.meeting_id, any_value(v.visit) as visit
            from moved as m left join visited as v on v.meeting_id = m.meeting_id group by m.meeting_id
        ) as v
        where v.meeting_id = meeting.meeting_id and meeting.part_of is distinct from v.visit"""
    )
    work.run(
        """delete from store.meeting_link
        where relation = 'shows' and meeting_id in (select meeting_id from seen_visit)"""
    )
    work.run(SHOWN)
    words: dict[str, list[tuple[Any, ...]]] = {}
    for meeting_id, *word in work.rows(WORDS):
        words.setdefault(meeting_id, []).append(tuple(word))
    rows = [
        {
            "meeting_id": visit,
            "status": meetings.status([(known_on, word) for _, known_on, word in told]),
            "article_count": len({article_id for article_id, *_ in told}),
        }
        for visit, told in words.items()
    ]
    _keep(work, "visit_status", pa.Table.from_pylist(rows, VISIT_STATUS))
    work.run(
        """update store.meeting set status = s.status, article_count = s.article_count from visit_status as s
        where s.meeting_id = meeting.meeting_id
        and (meeting.status <> s.status or meeting.article_count <> s.article_count)"""
    )
