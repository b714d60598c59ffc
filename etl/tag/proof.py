"""What must hold of the facts of one article: of each fact alone, and of the tellings of its meetings together.

sql/90_checks proves the same of the whole file, and stops the run. Proven here first, a rule that goes wrong on one
article costs that article and not the day.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Literal, get_args, get_origin, get_type_hints

from etl.errors import DocumentError
from etl.model import Article, Facts

FIRST_YEAR, LAST_YEAR = 2, 9998  # years outside stand for "not known" elsewhere: see sql/90_checks/no_far_dates.sql
PAIRS = (
    ("date_from", "date_until"),
    ("held_from", "held_until"),
    ("due_from", "due_until"),
    ("done_from", "done_until"),
)


@dataclass(frozen=True)
class Shape:
    """What the fields of a kind of fact may hold."""

    listed: dict[str, frozenset[Any]]  # the values they may have, None among them where it may be
    days: frozenset[str]
    has_actors: bool


def _shape(kind: type[Any]) -> Shape:
    hints = get_type_hints(kind)
    listed = {}
    for name, hint in hints.items():
        choices = [hint] if get_origin(hint) is Literal else get_args(hint)
        if values := [value for one in choices if get_origin(one) is Literal for value in get_args(one)]:
            listed[name] = frozenset([*values, None] if type(None) in choices else values)
    days = frozenset(name for name, hint in hints.items() if date in (hint, *get_args(hint)))
    return Shape(listed, days, "actors" in hints)


# list of Facts → what its facts look like
SHAPES = {name: _shape(get_args(hint)[0]) for name, hint in get_type_hints(Facts).items()}


def prove(article: Article, facts: Facts) -> None:
    """Nothing when all holds; `DocumentError` names the rule, the words and what is wrong with the first that fails."""
    tellings = Counter(meeting.telling_id for meeting in facts.meetings)
    for kind in fields(facts):
        for fact in getattr(facts, kind.name):
            wrong = _wrong(article, fact, SHAPES[kind.name])
            if not wrong and kind.name == "meetings" and tellings[fact.telling_id] > 1:
                wrong = "the same words tell of two meetings"
            if not wrong and kind.name == "participants" and fact.telling_id not in tellings:
                wrong = "it takes part in no meeting of the text"
            if wrong:
                raise DocumentError(f"the rule {fact.rule} read «{fact.surface}» wrongly: {wrong}")


def _wrong(article: Article, fact: Any, shape: Shape) -> str | None:
    if fact.article_id != article.article_id:
        return f"it is of the article {fact.article_id}"
    cut = article.text[fact.char_start : fact.char_end] if fact.char_start >= 0 else ""
    if not cut or cut != fact.surface:
        return f"characters {fact.char_start} to {fact.char_end} are «{cut}»"
    for name, listed in shape.listed.items():
        if (value := getattr(fact, name)) not in listed:
            return f"{name} is {value!r}"
    for name in shape.days:
        if (day := getattr(fact, name)) and not FIRST_YEAR <= day.year <= LAST_YEAR:
            return f"{name} is {day}"
    for first, last in PAIRS:
        if first in shape.days and (begins := getattr(fact, first)) and (ends := getattr(fact, last)) and begins > ends:
            return f"{first} {begins} is after {last} {ends}"
    return "nobody is told to have done it or to be about to" if shape.has_actors and not fact.actors else None
