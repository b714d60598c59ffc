"""What an article says one member is to one organization: lists, single sentences, procedures under way."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from etl.model import Article, MembershipReported, Rule
from etl.tag.finding import by_rule
from etl.tag.names import Span
from etl.tag.shadow import SIGNS, Shadow

LOOK_BACK = 400  # characters of the shadow in which "das Land" and "die Organisation" look for what they mean


def memberships(
    article: Article, found: Shadow, rules: Iterable[tuple[Rule, re.Pattern[str]]], as_of: date | None
) -> list[MembershipReported]:
    """One row for each member a sentence names, with the words about that member as proof, in the order of the text."""
    rows: dict[tuple[str, str, str], MembershipReported] = {}
    taken: set[tuple[int, str]] = set()
    for rule, here in by_rule(rules, found.text):
        for match in here:
            organization = _organization(found, match)
            if organization is None:
                continue
            start, end = found.original(*match.span())
            for at, member in _members(found, match, organization):
                # rules go from the most to the least telling: the first reading of a name counts
                status = str(rule.options["status"])
                key = (organization, member, status)
                if (at, organization) in taken or key in rows:
                    continue
                taken.add((at, organization))
                rows[key] = MembershipReported(
                    article_id=article.article_id,
                    organization=organization,
                    member=member,
                    status=status,  # type: ignore[arg-type]
                    as_of=as_of,
                    surface=article.text[start:end],
                    char_start=start,
                    char_end=end,
                    rule=rule.rule,
                )
    return sorted(rows.values(), key=lambda r: (r.char_start, r.organization, r.member, r.status))


def _organization(found: Shadow, match: re.Match[str]) -> str | None:
    """The organization named in the match, else the last one named before it ("die Organisation", "ihr")."""
    span = found.span(match, "org") or _last(found, match.start(), "org")
    return span.name if span else None


def _members(found: Shadow, match: re.Match[str], organization: str) -> list[tuple[int, str]]:
    """Where members stand in the shadow and who they are: the list, the one named, or whom "das Land" means."""
    places = [name for name in match.re.groupindex if name.startswith(("members", "country")) and match[name]]
    spans = [
        (at, found.signs[at])
        for name in places
        for at in range(match.start(name), match.end(name))
        if at in found.signs and found.text[at] in (SIGNS["country"], SIGNS["org"])
    ]
    if not places:
        land = _last(found, match.start(), "country")
        spans = [(match.start(), land)] if land else []
    named = [(at, span.value or span.name) for at, span in spans]
    return [(at, member) for at, member in named if member != organization]


def _last(found: Shadow, before: int, sign: str) -> Span | None:
    """The last name of a kind before a place of the shadow."""
    at = found.text.rfind(SIGNS[sign], max(0, before - LOOK_BACK), before)
    return found.signs[at] if at >= 0 else None
