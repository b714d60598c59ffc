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
from etl.load.finding import among, facts_of, insert, loads_of, part
from etl.load.warehouse import WorkFile
from etl.model import Meeting, MeetingLink
from etl.resolve import meetings
from etl.resolve.meetings import Told
from etl.staging import to_table

LONGEST_VISIT = 31  # days; who is said to be away longer is not shown to be there by one meeting
Leaders = dict[str, tuple[str | None, str]]
KEYS = pa.schema([("telling_id", pa.string()), ("key", pa.int64()), ("begins", pa.date32()), ("ends", pa.date32())])

VISIT_STATUS = pa.schema([("meeting_id", pa.string()), ("status", pa.string()), ("article_count", pa.int64())])

# what is read of a telling; the table `wanted` says of which
READ = """
with asked as materialized (
    select * from {meetings}
),

people as (
    select p.telling_id, p.role = 'absent' as is_absent, list(distinct p.participant order by p.participant) as names
    from {participants} as p
    where p.kind = 'person'
    group by all
)

select
    m.telling_id, m.article_id, k.known_on, m.char_start, m.kind, m.status_told, m.title, m.ordinal, m.body, m.place,
    m.country, m.held_from, m.held_until, m.dated_by, m.levels, here.names, away.names
from asked as m
inner join {articles} as k on k.article_id = m.article_id
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
# keys of tellings that are there no more, of those looked at anew, and of those near them
STIRRED_KEYS = """
create or replace temp table stirred_key as
select key, begins, ends from stale
union
select key, begins, ends from {keys}
"""
# tellings that share one of them, and its days
SHARING = """
create or replace temp table {name} as
select telling_id from {those}
union
select k.telling_id
from {keys} as k
inner join stirred_key as s on s.key = k.key and k.begins <= s.ends and k.ends >= s.begins
"""
PARTICIPANTS = """
select
    l.meeting_id,
    p.participant,
    first(p.kind order by m.status_told <> 'held', p.role in ('participant', 'expected'), p.fact_id) as kind,
    first(p.role order by m.status_told <> 'held', p.role in ('participant', 'expected'), p.fact_id) as role,
    first(p.on_behalf_of order by p.on_behalf_of is null, m.status_told <> 'held', p.fact_id) as on_behalf_of,
    count(distinct p.article_id) as article_count,
    first(p.fact_id order by m.status_told <> 'held', p.role in ('participant', 'expected'), p.fact_id) as fact_id,
    first(p.article_id order by m.status_told <> 'held', p.role in ('participant', 'expected'), p.fact_id)
        as article_id
from {participants} as p
inner join made_link as l on l.telling_id = p.telling_id
inner join {meetings} as m on m.telling_id = p.telling_id
group by l.meeting_id, p.participant
"""


def refresh(work: WorkFile) -> int:
    """Makes the meetings anew that the articles in `touched` tell of or told of; returns how many."""
    work.run(RENEWED)
    _make_keys(work)
    # tellings that may follow another one now, then those they may follow
    _find_sharing(work, "near", "renewed_telling")
    work.run("delete from stale")
    _find_sharing(work, "wanted", "near")
    told = _read(work)
    near = {telling_id for (telling_id,) in work.rows("select telling_id from near")}
    said = decisions.pairs(work, "meeting")
    leaders = _leaders(work, told, near, said)
    _keep(
        work, "new_leader", pa.table({"leader": pa.array({lead for lead, _ in leaders.values() if lead}, pa.string())})
    )
    _find_stirred(work)
    members = _members(work, told, leaders)
    made, links = meetings.meetings(members, leaders, said.same, said.not_same)
    _replace(work, made, links)
    _show_visits(work)
    return len(made)


def _read(work: WorkFile) -> dict[str, Told]:
    """The tellings in `wanted`, by id."""
    found = {}
    wanted = "select telling_id from wanted"
    meetings_ = part(work, "meeting_reported", "telling_id", wanted)
    query = READ.format(
        meetings=meetings_,
        participants=part(work, "participant_reported", "telling_id", wanted),
        articles=facts_of(work, "core.article", f"select article_id from {meetings_}"),
    )
    for *plain, levels, present, absent in work.rows(query):
        told = Told(*plain, *(tuple(names or ()) for names in (levels, present, absent)))
        found[told.telling_id] = told
    return found


def _keep(work: WorkFile, name: str, table: pa.Table) -> None:
    work.duckdb.register("incoming", table)
    work.run(f"create or replace temp table {name} as from incoming")
    work.duckdb.unregister("incoming")


def _make_keys(work: WorkFile) -> None:
    """New keys for the tellings of the renewed articles; `stale` keeps those they had."""
    renewed = "select article_id from renewed"
    work.run(
        f"""create or replace temp table old_telling as
        select telling_id from {part(work, "meeting_link", "article_id", renewed)} where relation = 'tells'"""
    )
    here = among(work, "meeting_key", "telling_id", "select telling_id from old_telling")
    work.run(
        f"create or replace temp table stale as select distinct key, begins, ends from store.meeting_key where {here}"
    )
    work.run(f"delete from store.meeting_key where {here}")
    work.run(
        f"""create or replace temp table renewed_telling as
        select telling_id from {facts_of(work, "store.meeting_reported", renewed)}"""
    )
    work.run("create or replace temp table wanted as from renewed_telling")
    told = _read(work)
    pool = meetings.Pool(_copies(work, told))
    rows = [
        {"telling_id": told.telling_id} | key._asdict() for told in told.values() for key in sorted(pool.keys(told))
    ]
    _keep(work, "made_key", pa.Table.from_pylist(rows, KEYS))
    insert(work, "meeting_key", "from made_key")


def _find_sharing(work: WorkFile, name: str, those: str) -> None:
    """Makes a table of the tellings in `those` and of all that share a key and days with them or with `stale`."""
    theirs = part(work, "meeting_key", "telling_id", f"select telling_id from {those}")
    work.run(STIRRED_KEYS.format(keys=theirs))
    [(first, last)] = work.rows("select min(begins), max(ends) from stirred_key")
    here = "key in (select key from stirred_key)"
    if first:  # written out, because what is computed keeps no scan from reading
        here += f" and begins <= date '{last}' and ends >= date '{first}'"
    loads = loads_of(work, f"select load_number from store.meeting_key where {here}")
    sharing = f"(select telling_id, key, begins, ends from store.meeting_key where {loads or 'false'} and {here})"
    work.run(SHARING.format(name=name, those=those, keys=sharing))


def _find_stirred(work: WorkFile) -> None:
    """`stirred_component` and `stirred_link`: all that hangs together with what changed."""
    changed = """select telling_id from old_telling union select telling_id from near
        union select leader from new_leader"""
    work.run(
        f"""create or replace temp table stirred_component as
        select distinct component from {part(work, "meeting_link", "telling_id", changed)} where relation = 'tells'"""
    )
    work.run(
        f"""create or replace temp table stirred_link as
        select telling_id, article_id, meeting_id, leader, reason
        from {part(work, "meeting_link", "component", "select component from stirred_component")}
        where relation = 'tells'"""
    )


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
        """select telling_id, leader, reason from stirred_link
        where article_id not in (select article_id from renewed)"""
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
    work.run("create or replace temp table gone as select distinct meeting_id from stirred_link")
    gone = "select meeting_id from gone"
    work.run(
        f"""create or replace temp table was_part_of as
        select distinct part_of as meeting_id from {part(work, "meeting", "meeting_id", gone)}
        where part_of is not null"""
    )
    component = among(work, "meeting_link", "component", "select component from stirred_component")
    work.run(f"delete from store.meeting_link where {component}")
    shown = among(work, "meeting_link", "meeting_id", gone)
    work.run(f"delete from store.meeting_link where relation = 'shows' and {shown}")
    for table in ("meeting", "meeting_participant"):
        work.run(f"delete from store.{table} where {among(work, table, 'meeting_id', gone)}")
    tellings = "select telling_id from made_link"
    insert(work, "meeting", "select *, cast(null as varchar) as part_of from made_meeting")
    insert(work, "meeting_link", "select *, 'tells' as relation from made_link")
    insert(
        work,
        "meeting_participant",
        PARTICIPANTS.format(
            participants=part(work, "participant_reported", "telling_id", tellings),
            meetings=part(work, "meeting_reported", "telling_id", tellings),
        ),
    )


# --- visits, which meetings show to be held ---------------------------------------------------------------------------

# meetings that may have been held during another visit than before
MOVED = """
create or replace temp table moved as
with visitors as (
    select p.participant, v.held_from, v.held_until
    from {visitors} as p
    inner join made_visit as v on v.meeting_id = p.meeting_id
    where p.kind = 'person'
)

select meeting_id, part_of from {parts} where kind <> 'visit'
union
select meeting_id, part_of from {made} where kind <> 'visit'
union
select m.meeting_id, m.part_of
from held_then as m
inner join {participants} as p on p.meeting_id = m.meeting_id
inner join visitors as v
    on v.participant = p.participant and m.held_from >= v.held_from and m.held_until <= v.held_until
"""
# the visit each of them was part of: the visitor met somebody in the country visited, on days of the visit
VISITED = """
create or replace temp table visited as
with here as materialized (
    select meeting_id, participant, on_behalf_of from {participants}
    where kind = 'person' and role not in ('absent', 'expected')
)

select m.meeting_id, v.meeting_id as visit, v.country
from moved_held as m
inner join here as p on p.meeting_id = m.meeting_id
inner join visit_then as v on m.held_from >= v.held_from and m.held_until <= v.held_until
inner join {visitors} as w
    on w.meeting_id = v.meeting_id and w.participant = p.participant and w.role = 'visitor'
where
    m.country = v.country
    or (m.country is null and exists (
        select 1 from here as h where h.meeting_id = m.meeting_id and h.on_behalf_of = v.country
    ))
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
select
    t.telling_id,
    t.article_id,
    t.part_of as meeting_id,
    'shows' as relation,
    t.component,
    cast(null as varchar) as leader,
    'the visitor met somebody there' as reason
from shown as t
inner join {meetings} as m on m.telling_id = t.telling_id
where m.status_told = 'held' and m.country = t.country
qualify row_number() over (partition by t.part_of, t.article_id order by m.char_start, t.telling_id) = 1
"""
WORDS = """
select l.meeting_id, l.article_id, a.known_on, m.status_told
from visit_link as l
inner join {meetings} as m on m.telling_id = l.telling_id
inner join {articles} as a on a.article_id = l.article_id
"""


def _show_visits(work: WorkFile) -> None:
    """Ties held meetings to the visits during which they were held, and lets them prove those."""
    _find_moved(work)
    _find_visited(work)
    work.run(SEEN)
    moved = among(work, "meeting", "meeting_id", "select meeting_id from moved", alias="meeting")
    work.run(
        f"""update store.meeting set part_of = v.visit, visit_key = core.key(v.visit)
        from (
            select m.meeting_id, any_value(v.visit) as visit
            from moved as m left join visited as v on v.meeting_id = m.meeting_id group by m.meeting_id
        ) as v
        where v.meeting_id = meeting.meeting_id and meeting.part_of is distinct from v.visit and {moved}"""
    )
    visits = "select meeting_id from seen_visit"
    shown = among(work, "meeting_link", "meeting_id", visits)
    work.run(f"delete from store.meeting_link where relation = 'shows' and {shown}")
    _write_shown(work)
    work.run(
        f"""create or replace temp table visit_link as
        select meeting_id, telling_id, article_id from {part(work, "meeting_link", "meeting_id", visits)}"""
    )
    query = WORDS.format(
        meetings=part(work, "meeting_reported", "telling_id", "select telling_id from visit_link"),
        articles=facts_of(work, "core.article", "select article_id from visit_link"),
    )
    words: dict[str, list[tuple[Any, ...]]] = {}
    for meeting_id, *word in work.rows(query):
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
        f"""update store.meeting set status = s.status, article_count = s.article_count from visit_status as s
        where s.meeting_id = meeting.meeting_id
        and (meeting.status <> s.status or meeting.article_count <> s.article_count)
        and {among(work, "meeting", "meeting_id", visits, alias="meeting")}"""
    )


def _find_moved(work: WorkFile) -> None:
    """`moved`: meetings that may have been held during another visit than before."""
    made, gone = (f"select meeting_id from {table}" for table in ("made_meeting", "gone"))
    work.run(
        f"""create or replace temp table made_visit as
        select meeting_id, held_from, held_until from made_meeting
        where kind = 'visit' and held_until - held_from < {LONGEST_VISIT}"""
    )
    _find_then(
        work, "held_then",
        """kind <> 'visit' and exists (
            select 1 from made_visit as v where m.held_from >= v.held_from and m.held_until <= v.held_until
        )""",
        "select min(held_from), max(held_until) from made_visit",
    )  # fmt: skip
    work.run(
        MOVED.format(
            visitors=part(work, "meeting_participant", "meeting_id", "select meeting_id from made_visit"),
            parts=part(work, "meeting", "part_of", gone),
            made=part(work, "meeting", "meeting_id", made),
            participants=part(work, "meeting_participant", "meeting_id", "select meeting_id from held_then"),
        )
    )


def _find_visited(work: WorkFile) -> None:
    """`visited`: of the meetings in `moved`, the visit during which each was held."""
    work.run(
        f"""create or replace temp table moved_held as
        select meeting_id, country, held_from, held_until
        from {part(work, "meeting", "meeting_id", "select meeting_id from moved")}
        where status = 'held' and held_until - held_from < {meetings.EXACT}"""
    )
    _find_then(
        work, "visit_then",
        f"""kind = 'visit' and held_until - held_from < {LONGEST_VISIT} and exists (
            select 1 from moved_held as h where h.held_from >= m.held_from and h.held_until <= m.held_until
        )""",
        f"select min(held_from) - {LONGEST_VISIT}, max(held_until) + {LONGEST_VISIT} from moved_held",
    )  # fmt: skip
    work.run(
        VISITED.format(
            participants=part(work, "meeting_participant", "meeting_id", "select meeting_id from moved_held"),
            visitors=part(work, "meeting_participant", "meeting_id", "select meeting_id from visit_then"),
        )
    )


def _find_then(work: WorkFile, name: str, condition: str, days: str) -> None:
    """Makes a table of the meetings (m) held between two days, which a query tells; of none where it tells none."""
    [(first, last)] = work.rows(days)
    # written out, because what is computed keeps no scan from reading
    then = f"held_from >= date '{first}' and held_until <= date '{last}'" if first else "false"
    work.run(
        f"""create or replace temp table {name} as
        select meeting_id, country, held_from, held_until, first_told_on, part_of from store.meeting as m
        where {condition} and {then}"""
    )


def _write_shown(work: WorkFile) -> None:
    """Links the visits to the tellings of what was held during them."""
    visits = "select meeting_id from seen_visit"
    work.run(
        f"""create or replace temp table seen_part as
        select m.meeting_id, m.part_of, v.country
        from {part(work, "meeting", "part_of", visits)} as m
        inner join {part(work, "meeting", "meeting_id", visits)} as v on v.meeting_id = m.part_of"""
    )
    work.run(
        f"""create or replace temp table shown as
        select l.telling_id, l.article_id, l.component, p.part_of, p.country
        from {part(work, "meeting_link", "meeting_id", "select meeting_id from seen_part")} as l
        inner join seen_part as p on p.meeting_id = l.meeting_id
        where l.relation = 'tells'"""
    )
    told = part(work, "meeting_reported", "telling_id", "select telling_id from shown")
    insert(work, "meeting_link", SHOWN.format(meetings=told))
