"""What a fact says, in one line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import Any

from etl.browse.marking import SUM
from etl.model import (
    ActReported,
    ArticleTopic,
    CommitmentReported,
    MeetingReported,
    MembershipReported,
    Mention,
    OccupancyReported,
    ParticipantReported,
    Quotation,
    Relay,
)


def as_it_is(value: str, column: str = "") -> str:
    return value


def told(fact: Any, word: Callable[..., str] = as_it_is) -> tuple[str, str]:
    """A fact's kind and what it says in one line; `word` translates what is one of a list."""
    if isinstance(fact, OccupancyReported):
        return (
            "occupancy",
            f"{fact.person} · {fact.position} · {fact.body or '?'} · {word(fact.status)} ({word(fact.basis)})",
        )
    if isinstance(fact, MembershipReported):
        return "membership", f"{fact.member} · {word(fact.status)} · {fact.organization}"
    if isinstance(fact, Quotation):
        return "quotation", f"{fact.speaker or '?'} · {word(fact.kind)}"
    if isinstance(fact, Relay):
        return "relay", f"{fact.chain}.{fact.step} {fact.name} · {word(fact.kind)}"
    if isinstance(fact, MeetingReported):
        days = " – ".join(dict.fromkeys(str(day) for day in (fact.held_from, fact.held_until) if day))
        parts = (word(fact.kind), word(fact.status_told), fact.body, fact.place or fact.country, days)
        return "meeting", " · ".join(filter(None, parts))
    if isinstance(fact, ParticipantReported):
        behalf = f" · {word('for')} {fact.on_behalf_of}" if fact.on_behalf_of else ""
        return "participant", f"{fact.participant} · {word(fact.role)}{behalf}"
    if isinstance(fact, CommitmentReported):
        due = f" · {fact.due_from or '…'} – {fact.due_until or '…'}" if fact.due_text else ""
        return "commitment", f"{', '.join(fact.actors)} · {word(fact.action, 'action')} · {fact.instrument or '?'}{due}"
    if isinstance(fact, ActReported):
        days = " – ".join(dict.fromkeys(str(day) for day in (fact.done_from, fact.done_until) if day))
        told_act = (", ".join(fact.actors), word(fact.action, "action"), fact.instrument, fact.object, days)
        return "act", " · ".join(filter(None, told_act))
    if isinstance(fact, ArticleTopic):
        return SUM, f"{word(fact.topic)} · {word('weight')} {fact.weight}"
    if isinstance(fact, Mention):
        value = f" · {fact.value}" if fact.value and fact.value != fact.name else ""
        name = word(fact.name) if fact.kind == "topic" and fact.name else fact.name
        return fact.kind, f"{name or '(' + word('no value') + ')'}{value}"
    proof = {"article_id", "surface", "char_start", "char_end", "rule"}
    values = [(field.name, getattr(fact, field.name)) for field in fields(fact) if field.name not in proof]
    return type(fact).__name__.lower(), " · ".join(f"{name} {value}" for name, value in values if value is not None)
