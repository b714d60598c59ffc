"""What can be paged through: each list is one query over `report`, and the filters its address may name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from etl.browse.published import File

OF_A_PAGE = 50
OF_A_PART = 12  # where a page shows the beginning of a list
LAST_PAGE = 1000
KEPT = 500  # answers; a published file says the same as long as it is there

# whom or what a person, organization or country is in: by name, a country also by its code
NAMED = """a.article_id in (select m.article_id from report.mentions as m
    where m.kind not in ('date', 'topic') and $name in (m.name, m.value, m.organ))"""
ATTENDED = """m.meeting_id in (select p.meeting_id from report.meeting_participants as p
    where p.participant = ${} and p.role not in ('absent', 'expected'))"""


@dataclass(frozen=True)
class List:
    query: str  # with {where}, an order that leaves nothing open, and {limit}
    filters: Mapping[str, str] = field(default_factory=dict)  # parameter of the address → condition
    needs: str | None = None  # the parameter without which there is no such list


@dataclass(frozen=True)
class Part:
    """Some rows of a list, in order, and whether there are more behind them."""

    name: str
    rows: list[dict[str, Any]]
    has_more: bool
    page: int
    given: Mapping[str, str]


LISTS = {
    "persons": List(
        """select p.person, p.country, p.first_seen_on, p.last_seen_on, p.articles, p.offices, p.is_listed
        from report.persons as p {where} order by p.articles desc, p.person {limit}"""
    ),
    "organizations": List(
        """select o.organization, o.name, o.kind, o.part_of, o.articles, o.mentions
        from report.organizations as o where o.articles > 0 order by o.articles desc, o.organization {limit}"""
    ),
    "meetings": List(
        """select m.meeting_id, m.kind, m.status, m.title, m.ordinal, m.body, m.place, m.country, m.held_from,
            m.held_until, m.articles
        from report.meetings as m {where}
        order by m.held_from desc nulls last, m.last_told_on desc, m.meeting_id {limit}""",
        {
            "name": """(m.body = $name or m.meeting_id in (select p.meeting_id from report.meeting_participants as p
                where p.participant = $name))""",
            "other": f"m.status = 'held' and {ATTENDED.format('name')} and {ATTENDED.format('other')}",
        },
    ),
    "articles": List(
        """select a.article_id, a.title, a.file_name, a.source, a.published_on, a.known_on, a.language, a.word_count
        from report.articles as a {where} order by a.known_on desc, a.article_id {limit}""",
        {
            "name": NAMED,
            "topic": "a.article_id in (select t.article_id from report.article_topics as t where t.topic = $topic)",
        },
    ),
    "quotations": List(
        """select q.fact_id, q.kind, q.speaker, q.speaker_position, q.text, q.said_on, q.relayed_via, q.article_id,
            a.title, a.published_on, a.language
        from report.quotations as q inner join report.articles as a on q.article_id = a.article_id {where}
        order by coalesce(q.said_on, a.known_on) desc, q.article_id, q.char_start, q.fact_id {limit}""",
        {"name": "q.speaker = $name"},
    ),
    "commitments": List(
        """select c.commitment_id, c.actors, c.action, c.instrument, c.object, c.due_from, c.due_until, c.status,
            c.first_reported_on, c.articles
        from report.commitments as c {where}
        order by c.status not in ('open', 'moved'),
            case when c.status in ('open', 'moved') then c.due_until end,
            coalesce(c.due_until, c.first_reported_on) desc nulls last, c.commitment_id {limit}""",
        {"name": "(list_contains(c.actors, $name) or c.object = $name)"},
    ),
    "conflicts": List(
        """select c.*, m.meeting_id, concat_ws(' ', m.title, m.body, m.place) as meeting
        from report.conflicts as c left join report.meetings as m on c.subject = m.meeting_id {where}
        order by c.last_on desc nulls last, c.subject, c.property, c.value_a, c.value_b {limit}""",
        {"name": "c.subject = $name"},
    ),
    "occupancies": List(
        """select o.fact_id, o.person, o.position, o.body, o.status, o.as_of, o.basis, o.surface, o.article_id,
            a.title, a.published_on, a.language
        from report.occupancies_reported as o inner join report.articles as a on o.article_id = a.article_id {where}
        order by coalesce(o.as_of, a.known_on) desc, o.article_id, o.char_start, o.fact_id {limit}""",
        {"name": "$name in (o.person, o.body)"},
    ),
    "statuses": List(
        """select s.fact_id, s.organization, s.member, s.status, s.as_of, s.surface, s.article_id, a.title,
            a.published_on, a.language
        from report.memberships_reported as s inner join report.articles as a on s.article_id = a.article_id {where}
        order by coalesce(s.as_of, a.known_on) desc, s.article_id, s.char_start, s.fact_id {limit}""",
        {"name": "$name in (s.organization, s.member)"},
    ),
    "timeline": List(
        """with shown as (
            select t.on_day, t.what, t.detail, t.article_id, t.basis from report.timeline($name) as t
            order by t.on_day desc, t.what, t.detail, t.article_id {limit}
        )

        select s.on_day, s.what, s.detail, s.article_id, s.basis, a.title, a.file_name, a.language
        from shown as s left join report.articles as a on s.article_id = a.article_id
        order by s.on_day desc, s.what, s.detail, s.article_id""",
        {"name": ""},
        needs="name",
    ),
    "met": List(
        """select case when w.person_a = $name then w.person_b else w.person_a end as person, w.meetings, w.first_on,
            w.last_on
        from report.who_met_whom as w {where} order by w.meetings desc, person {limit}""",
        {"name": "$name in (w.person_a, w.person_b)"},
        needs="name",
    ),
    "review": List(
        """select r.key, r.kind, r.question, r.suggestion, r.command, r.article_id, r.fact_id, r.surface, r.known_on
        from report.review as r order by r.known_on desc nulls last, r.kind, r.key {limit}"""
    ),
    "decisions": List(
        """select d.decision_id, d.state, d.reason, d.verdict, d.about, cast(d.decided_at as date) as decided_on,
            d.decided_by, d.note, d.surface, d.other_surface, d.new_values, d.fact_id, d.article_id
        from report.decisions as d order by d.decided_at desc, d.decision_id {limit}"""
    ),
}


def part(file: File, listed: str, given: Mapping[str, str], page: int = 1, length: int = OF_A_PAGE) -> Part:
    """So many rows of the list, from page 1 on; parameters that are not its own are left aside."""
    known = {key: value for key, value in given.items() if key in LISTS[listed].filters}
    return _kept(_Asked(file, listed, tuple(sorted(known.items())), page, length))


def beginning(file: File, listed: str, /, **given: str) -> Part:
    """What a page that is about something else shows of it."""
    return part(file, listed, given, length=OF_A_PART)


@dataclass(frozen=True)
class _Asked:
    """The same as another one where the same is asked of a file with the same content."""

    file: File
    listed: str
    given: tuple[tuple[str, str], ...]
    page: int
    length: int


@lru_cache(maxsize=KEPT)
def _kept(asked: _Asked) -> Part:
    known, made = dict(asked.given), LISTS[asked.listed]
    conditions = [made.filters[key] for key in known if made.filters[key]]
    where = f"where {' and '.join(conditions)}" if conditions else ""
    limit = f"limit {asked.length + 1} offset {(asked.page - 1) * asked.length}"
    rows = asked.file.rows(made.query.replace("{where}", where).replace("{limit}", limit), **known)
    has_more = len(rows) > asked.length and asked.page < LAST_PAGE
    return Part(asked.listed, rows[: asked.length], has_more, asked.page, known)
