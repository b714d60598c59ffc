"""Who acts in a clause, read without a parser: the words before or behind its finite verb that can be its subject."""

from __future__ import annotations

import re
from functools import cache

from etl.model import Language
from etl.tag.shadow import words_of

Where = tuple[int, int]
TAIL = 25  # characters that may follow the verb at the end of a relative clause
COMMA = re.compile(r", |(?<= )[–-] ")


@cache
def _patterns(language: Language) -> dict[str, re.Pattern[str]]:
    """The language's words as patterns: what a subject is, what may stand beside it, and what is none."""
    words = words_of(language)
    noun, preposition = words["noun_phrase"], rf"(?:{words['prepositions']})(?!\w)"
    small = rf"(?: ?(?:(?:{words['hedges']}|\w{{2,30}}(?:lich|weise))(?!\w)|{preposition} {noun})){{0,4}}"
    after = rf"(?: (?:{words['contrasts']})(?!\w))?(?: {preposition} [^,;:]{{2,90}})?"
    patterns = {
        "auxiliary": rf"(?<!\w)(?:{words['auxiliaries']})(?!\w)",
        "finite": rf"(?<!\w)(?:{words['auxiliaries']}|{words['finite']})(?!\w)",
        "before": rf"(?:(?:{words['focus']}) )?(?P<who>{noun}){after}(?:, [^;:]{{2,200}},|,)? ?$",
        "he": r" (?P<who>er)(?!\w)",
        "behind": rf" ?(?:, )?{small} ?(?P<who>{noun})",
        "linked": rf"(?:(?:und|aber) )?(?:{words['linking']})(?!\w){small} (?P<who>{noun})",
        "relative": rf"(?:(?:und|aber) )?(?:{preposition} )?(?P<who>{words['relatives']})(?= )",
        "by": rf"(?<!\w)(?:{words['by']}) (?P<who>{noun})",
        "owner": rf"(?:\w+)? (?:{words['owned']}) (?P<who>{noun})",
        "passive": rf"(?<!\w)(?:{words['passive']})(?!\w)",
        "active": rf"(?:{words['always_active']})(?!\w)",
        "joined": rf"(?P<rest>.{{3,400}}),? (?:{words['and']}) $",
        "never": rf"(?:{words['oblique']}|(?:{words['adverbs']}|{preposition}))(?!\w)|\d+(?= ?$)",
    }
    return {name: re.compile(pattern) for name, pattern in patterns.items()}


def subject(clause: str, cue: Where | None, language: Language) -> Where | None:
    """Start and end of the words that name who acts in the clause; None where it does not tell.

    `cue` is where its word of saying stands; without one its first finite verb counts.
    """
    known = _patterns(language)
    if cue is None or clause[cue[0]].isupper():
        if cue and (owner := known["owner"].match(clause, cue[0] + 1)) and _can_be(owner, known):
            return owner.span("who")
        verb = known["finite"].search(clause)
        cue = verb.span() if verb else (len(clause), len(clause))
    segment = max((m.end() for m in COMMA.finditer(clause, 0, cue[0])), default=0)
    found = _within(clause, segment, cue, known)
    if found is None and segment and known["passive"].search(clause, segment) is None:
        found = _within(clause, 0, cue, known)
    before = known["joined"].match(clause, 0, cue[0]) if found is None else None
    return subject(before["rest"], None, language) if before else found


def _within(clause: str, start: int, cue: Where, known: dict[str, re.Pattern[str]]) -> Where | None:
    """The subject in the part of the clause from `start` on."""
    auxiliary = known["auxiliary"].search(clause, start)
    verb = auxiliary.span() if auxiliary and auxiliary.start() < cue[0] else cue
    if known["passive"].search(clause, start) and not known["active"].match(clause, cue[0]):
        by = known["by"].search(clause, start)
        return by.span("who") if by else None
    if he := known["he"].match(clause, verb[1]):
        return he.span("who")  # never an object
    before = clause[: verb[0]]
    candidates = [
        known["linked"].match(clause, start),
        _relative(clause, start, cue, known),
        # a verb behind a clause set in: "X, der gestern kam, sagte"
        known["before"].match(before) if start == verb[0] else None,
        known["before"].match(before, start),
        known["behind"].match(clause, verb[1]),
    ]
    return next((match.span("who") for match in candidates if match and _can_be(match, known)), None)


def _relative(clause: str, start: int, cue: Where, known: dict[str, re.Pattern[str]]) -> re.Match[str] | None:
    """The pronoun a relative clause begins with; an article has its noun right behind it."""
    match = known["relative"].match(clause, start) if start else None
    follows = clause[match.end() + 1 : match.end() + 2] if match else ""
    return match if follows.islower() or len(clause) - cue[1] < TAIL else None


def _can_be(match: re.Match[str], known: dict[str, re.Pattern[str]]) -> bool:
    """Whether words can be a subject: neither in another case nor an adverb with a capital letter."""
    return known["never"].match(match["who"]) is None
