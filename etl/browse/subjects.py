"""Persons, organizations and countries: who they are, and what is told of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from etl.browse import lists
from etl.browse.published import File

FORMS = 40  # of one name; texts may write it in any number of ways

PERSON = """
select p.person, p.country, p.first_seen_on, p.last_seen_on, p.articles, p.is_listed, p.wikidata
from report.persons as p
where p.person = $name
"""
# whoever is not named as a person by an article may still be told of by the reference, or as who said something
ELSEWHERE = """
select $name as person, null as country, null as first_seen_on, null as last_seen_on, 0 as articles,
    false as is_listed, null as wikidata
where exists (select 1 from report.office_holders as o where o.person = $name)
    or exists (select 1 from report.quotations as q where q.speaker = $name)
    or exists (select 1 from report.meeting_participants as m where m.participant = $name)
    or exists (select 1 from report.commitments as c where list_contains(c.actors, $name))
"""
FORM = """
select f.form, f.first_seen_on, f.last_seen_on, f.articles, f.mentions, f.is_listed
from report.name_forms as f
where f.kind = $kind and f.name = $name
order by f.mentions desc, f.form
limit $most
"""
OFFICES = """
select o.person, o.position, o.body, o.status, o.valid_from, o.valid_until, o.seen_from, o.seen_until, o.over_on,
    o.basis, o.articles, coalesce(o.valid_from_fact_id, o.known_fact_id, o.seen_from_fact_id) as first_fact_id,
    coalesce(o.valid_until_fact_id, o.seen_until_fact_id) as last_fact_id, o.confidence, o.origin
from report.office_holders as o
where $name in (o.person, o.body)
order by coalesce(o.valid_from, o.seen_from) desc nulls last, o.position, o.body, o.person, o.status
limit 200
"""
STATUSES = """
select s.organization, s.member, s.status, s.status_name, s.valid_from, s.valid_until, s.seen_from, s.seen_until,
    s.over_on, s.basis, s.articles, s.note,
    coalesce(s.valid_from_fact_id, s.known_fact_id, s.seen_from_fact_id) as first_fact_id,
    coalesce(s.valid_until_fact_id, s.seen_until_fact_id) as last_fact_id, s.confidence, s.origin
from report.memberships as s
where $name in (s.organization, s.member)
order by coalesce(s.valid_from, s.seen_from) desc nulls last, s.organization, s.member, s.status
limit 200
"""
ORGANIZATION = """
select o.organization, o.name, o.kind, o.part_of, o.articles, o.mentions, o.founded_on, o.confidence, o.origin
from report.organizations as o
where o.organization = $name
"""
ORGANS = """
select o.organization, o.name from report.organizations as o where o.part_of = $name order by o.organization
"""
MEMBERS = """
select m.member, m.status, m.status_name, m.valid_from, m.valid_until, m.basis, m.seen_from, m.seen_until,
    null as over_on
from report.members_on($name, $day) as m
order by m.status, m.member
"""
COUNTRY = "select c.country, c.name from reference.country as c where c.country = $name"


@dataclass(frozen=True)
class Names:
    """Which names are countries and organizations: a name alone tells neither."""

    countries: Mapping[str, str]
    organizations: frozenset[str]

    def page(self, name: str) -> str:
        """The page that is about it."""
        if name in self.countries:
            return "country"
        return "organization" if name in self.organizations else "person"

    def shown(self, name: str) -> str:
        return self.countries.get(name, name)


def names(file: File) -> Names:
    countries = file.rows("select c.country, c.name from reference.country as c")
    organizations = file.rows("select o.organization from report.organizations as o")
    return Names({c["country"]: c["name"] for c in countries}, frozenset(o["organization"] for o in organizations))


def person(file: File, name: str) -> dict[str, Any] | None:
    """None where nothing tells of anybody of this name."""
    found = file.row(PERSON, name=name) or file.row(ELSEWHERE, name=name)
    if found is None:
        return None
    told = ("met", "meetings", "quotations", "commitments", "occupancies", "timeline", "articles")
    return {
        "person": found,
        "forms": file.rows(FORM, kind="person", name=name, most=FORMS),
        "offices": file.rows(OFFICES, name=name),
        "parts": _parts(file, name, told),
    }


def organization(file: File, name: str, day: date | None) -> dict[str, Any] | None:
    found = file.row(ORGANIZATION, name=name)
    if found is None:
        return None
    told = ("meetings", "commitments", "statuses", "occupancies", "timeline", "articles")
    day = (
        day
        or file.rows("select coalesce(max(a.published_on), current_date) as day from report.articles as a")[0]["day"]
    )
    return {
        "organization": found,
        "organs": file.rows(ORGANS, name=name),
        "forms": file.rows(FORM, kind="organization", name=name, most=FORMS),
        "members": file.rows(MEMBERS, name=name, day=day),
        "day_shown": day,
        "statuses": file.rows(STATUSES, name=name),
        "offices": file.rows(OFFICES, name=name),
        "parts": _parts(file, name, told),
    }


def country(file: File, name: str) -> dict[str, Any] | None:
    found = file.row(COUNTRY, name=name)
    if found is None:
        return None
    told = ("meetings", "commitments", "statuses", "timeline", "articles")
    return {
        "country": found,
        "statuses": file.rows(STATUSES, name=name),
        "offices": file.rows(OFFICES, name=name),
        "parts": _parts(file, name, told),
    }


def _parts(file: File, name: str, told: tuple[str, ...]) -> list[lists.Part]:
    return [lists.beginning(file, each, name=name) for each in told]
