"""Every rule of seeds/rules proves itself with its own examples; a new rule is tested by being there."""

from __future__ import annotations

import re
from dataclasses import asdict
from datetime import date
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest

from etl import seeds, tag
from etl.clean import fields
from etl.model import Facts, MeetingReported, Rule
from etl.tag import dates, quotations
from tests.making import article, tag_seeds

READ_ON = date(2023, 2, 10)  # a Friday; dates.toml says so


def found_by(rule: Rule, text: str) -> list[dict[str, object]]:
    code = "de" if rule.language == "*" else rule.language  # rules of all languages have German examples
    facts = tag.facts(article(text, published_on=READ_ON, language=code), tag_seeds())
    if rule.kind == "position" or rule.options.get("names") == "position":
        # an office is no fact of its own: it shows in what it is tied to
        spans = tag.names_of(article(text, language=code), tag_seeds(), tag_seeds().languages[code])
        offices: list[dict[str, object]] = [
            {"position": s.name, "name": s.name, "surface": text[s.start : s.end]} for s in spans if s.rule == rule.rule
        ]
        return [office | asdict(o) for office in offices for o in facts.occupancies] or offices
    if rule.options.get("reading") == "vague":
        # "jetzt" is an expression of time but no date, so it is no mention
        assert not [mention for mention in facts.mentions if mention.rule == rule.rule]
        times = dates.expressions(text, tag_seeds().patterns["date", code], tag_seeds().languages[code], READ_ON)
        return [{"surface": text[t.start : t.end], "timex": t.value} for t in times if t.rule == rule.rule]
    if rule.options.get("tells") in ("reported", "nothing"):
        # an act of saying is no quotation: it shows in who is known to speak
        german = tag_seeds().languages["de"]
        spans = tag.names_of(article(text), tag_seeds(), german)
        said = quotations.said(text, spans, tag_seeds().patterns["quotation", "de"], german)
        acts = [row for row in said if row.rule == rule.rule]
        return [{"said": text[r.start : r.end], "who": text[slice(*r.who)] if r.who else None} for r in acts]
    if rule.kind == "quotation":
        # "None" in an example stands for a speaker the text does not name
        rows = [asdict(q) for q in facts.quotations if q.rule == rule.rule]
        return [row | {"said": row["text"], "speaker": str(row["speaker"])} for row in rows]
    if rule.kind == "meeting":
        return [found for m in facts.meetings for found in [told(m, facts)] if rule.rule in (m.rule, *found["rules"])]
    if rule.kind == "bound":
        bounded = tag.bounded(article(text, dateline_date=dateline_of(text)), tag_seeds())
        ends = {"first": bounded.published_from, "last": bounded.published_until}
        set_ = {name: str(day) for name, day in ends.items() if day}
        return [set_] if f"({rule.rule})" in (bounded.published_rule or "") else []
    everything = [*facts.mentions, *facts.occupancies, *facts.memberships, *facts.relays]
    told_acts = [*facts.commitments, *facts.acts]
    acts = [asdict(act) | {"actors": [*act.actors]} for act in told_acts if act.rule == rule.rule]
    return [asdict(fact) for fact in everything if fact.rule == rule.rule] + acts


def told(meeting: MeetingReported, facts: Facts) -> dict[str, Any]:
    """A meeting as examples say it: with its participants, and by role where it is a special one."""
    people = [p for p in facts.participants if p.telling_id == meeting.telling_id]
    roles = {p.role: p.participant for p in people}
    return (
        asdict(meeting)
        | {"status": meeting.status_told, "rules": [p.rule for p in people], **roles}
        | {"participants": sorted(p.participant for p in people if p.role != "absent")}
    )


def dateline_of(text: str) -> date | None:
    return fields.dateline_date(fields.dateline([text], tag_seeds().languages["de"]), None)


def plain(values: dict[str, object]) -> dict[str, object]:
    """Lists in one order."""
    return {key: sorted(value) if isinstance(value, list) else value for key, value in values.items()}


@pytest.mark.parametrize("rule", seeds.rules(), ids=lambda rule: rule.rule)
def test_examples_that_must_match(rule: Rule) -> None:
    for example in rule.match:
        found = found_by(rule, str(example["text"]))
        wanted = {key: value for key, value in example.items() if key != "text"}
        assert any(plain(wanted).items() <= plain(fact).items() for fact in found), f"{example} gave {found}"


@pytest.mark.parametrize("rule", seeds.rules(), ids=lambda rule: rule.rule)
def test_examples_that_must_not_match(rule: Rule) -> None:
    for text in rule.no_match:
        assert not found_by(rule, text), text


def endless(parsed: object, inside: bool = False) -> bool:
    """Whether something that repeats without bound stands in something that repeats without bound."""
    for op, argument in parsed:  # type: ignore[attr-defined]
        name = str(op)
        if name in ("MAX_REPEAT", "MIN_REPEAT"):
            _, most, body = argument
            unbounded = most == parser.MAXREPEAT
            if (unbounded and inside) or endless(body, inside or unbounded):
                return True
        elif name == "BRANCH":
            if any(endless(branch, inside) for branch in argument[1]):
                return True
        elif name in ("SUBPATTERN", "ASSERT", "ASSERT_NOT", "ATOMIC_GROUP") and endless(
            argument[-1] if isinstance(argument, tuple) else argument, inside
        ):
            return True
    return False


PATTERNS = [(rule, pattern) for pairs in tag_seeds().patterns.values() for rule, pattern in pairs]


@pytest.mark.parametrize(("rule", "pattern"), PATTERNS, ids=lambda v: v.rule if isinstance(v, Rule) else "")
def test_no_pattern_can_backtrack_without_end(rule: Rule, pattern: re.Pattern[str]) -> None:
    assert not endless(parser.parse(pattern.pattern)), rule.rule


def test_a_pattern_that_could_is_seen() -> None:
    assert endless(parser.parse(r"war (?:\w+ ?)+ tätig"))
    assert not endless(parser.parse(r"war(?: \w+){0,8} tätig"))


def test_every_rule_says_what_it_means_in_one_line() -> None:
    for rule in seeds.rules():
        assert rule.means and "\n" not in rule.means, rule.rule
