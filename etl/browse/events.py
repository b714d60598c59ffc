"""Meetings and commitments: how each came about over the articles that tell of it."""

from __future__ import annotations

from typing import Any

from etl.browse.published import File

MOST = 500  # rows of one meeting or commitment

MEETING = """
select m.meeting_id, m.kind, m.status, m.title, m.ordinal, m.body, m.place, m.country, m.held_from, m.held_until,
    m.articles, m.dated_by, m.first_told_on, m.last_told_on, m.part_of, v.title as part_of_title
from report.meetings as m
left join report.meetings as v on m.part_of = v.meeting_id
where m.meeting_id = $id
"""
TOLD = """
select r.fact_id, r.article_id, r.status_told, r.kind, r.title as called, r.body, r.place, r.country, r.held_from,
    r.held_until, r.known_on, r.relation, r.reason, r.surface, r.rule, a.title, a.source, a.language
from report.meeting_articles as r
inner join report.articles as a on r.article_id = a.article_id
where r.meeting_id = $id
order by r.known_on, r.article_id, r.char_start, r.fact_id
limit $most
"""
PARTICIPANTS = """
select p.participant, p.kind, p.role, p.on_behalf_of, p.articles, p.article_id, p.fact_id
from report.meeting_participants as p
where p.meeting_id = $id
order by p.kind = 'country', p.kind desc, p.articles desc, p.participant, p.role
limit $most
"""
SHOWN = """
select m.meeting_id, m.kind, m.status, m.title, m.ordinal, m.body, m.place, m.country, m.held_from, m.held_until,
    m.articles
from report.meetings as m
where m.part_of = $id
order by m.held_from, m.meeting_id
limit $most
"""
COMMITMENT = """
select c.commitment_id, c.actors, c.action, c.instrument, c.object, c.due_from, c.due_until, c.status,
    c.first_reported_on, c.settled_by, c.settled_on, c.settled_fact_id, c.reason, c.previous_due, c.articles
from report.commitments as c
where c.commitment_id = $id
"""
HISTORY = """
select h.step, h.step_on, h.article_id, h.fact_id, h.due_from, h.due_until, h.reason, a.title, a.source, a.language,
    substring(a.text, h.char_start + 1, h.char_end - h.char_start) as surface
from report.commitment_history as h
left join report.articles as a on h.article_id = a.article_id
where h.commitment_id = $id
order by h.step_on, h.step, h.article_id, h.fact_id
limit $most
"""


def meeting(file: File, meeting_id: str) -> dict[str, Any] | None:
    found = file.row(MEETING, id=meeting_id)
    if found is None:
        return None
    return {
        "meeting": found,
        "told": file.rows(TOLD, id=meeting_id, most=MOST),
        "participants": file.rows(PARTICIPANTS, id=meeting_id, most=MOST),
        "shown": file.rows(SHOWN, id=meeting_id, most=MOST),
    }


def commitment(file: File, commitment_id: str) -> dict[str, Any] | None:
    found = file.row(COMMITMENT, id=commitment_id)
    if found is None:
        return None
    return {"commitment": found, "history": file.rows(HISTORY, id=commitment_id, most=MOST)}
