"""Acts told as done: who signed, ratified, visited, … what, and when. They settle what was announced.

A rule of kind `act` recognises the words of one act; the group that met them tells their form: `did` (a finite verb in
the past), `done` (a participle). With the language's `act_…` words the clause around it tells whether it was done: a
condition, a denial, a question and what is to come are no act. An act of nobody named is left out, as one announced is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from etl.model import ActReported, Mention, Rule
from etl.tag.commitments import (
    Clause,
    Frame,
    Reading,
    actors_of,
    clauses,
    closes,
    date_groups,
    filled,
    instrument_of,
    object_of,
    proof,
    start_of_subject,
    wording,
)

WORDS = tuple(f"act_{word}" for word in ("unsure", "has", "is", "was", "been", "to", "open", "not_on"))


def acts(reading: Reading, rules: Iterable[tuple[Rule, re.Pattern[str]]]) -> list[ActReported]:
    """One row for each act told as done, in the order of the text; told twice it is one."""

    def tells(sentence: str) -> bool:
        return not sentence.endswith("?") and not reading.has("act_unsure", sentence)

    found = (_row(reading, rule, clause, start) for rule, clause, start in clauses(reading, rules, tells))
    rows = sorted(filter(None, found), key=lambda r: (r.char_start, r.char_end, r.rule, r.actors))
    kept: list[ActReported] = []
    for row in rows:
        if not any(_same(row, other) for other in kept):
            kept.append(row)
    return kept


def _same(a: ActReported, b: ActReported) -> bool:
    told = [(r.actors, r.action, r.instrument, r.object, r.done_from, r.done_until) for r in (a, b)]
    return told[0] == told[1]


def _row(reading: Reading, rule: Rule, clause: Clause, sentence: int) -> ActReported | None:
    """The act as its clause tells it; None where it was not done, on a day to come, or by nobody named."""
    frame = _frame(reading, clause, sentence, rule)
    if frame is None or reading.has("commit_not", reading.text[min(frame.start, clause.start) : clause.end]):
        return None
    if reading.has("commit_will", clause.whole) or (
        frame.is_last and reading.has("commit_not", reading.text[sentence : clause.start])
    ):
        return None
    needs = rule.options.get("needs")
    if needs and not filled(str(needs), reading.language).search(clause.whole):
        return None
    days = _days(reading, clause)
    actors = actors_of(reading, clause, frame, rule)
    thing = object_of(reading, clause, actors, rule)
    if days is None or not actors or (rule.options.get("about_needed") and not thing):
        return None
    surface, start, end = proof(reading, frame, clause)
    return ActReported(
        article_id=reading.article.article_id,
        actors=actors,
        action=str(rule.options["action"]),
        instrument=instrument_of(reading, clause, frame, rule),
        object=thing,
        done_from=days[0],
        done_until=days[1],
        surface=surface,
        char_start=start,
        char_end=end,
        rule=rule.rule,
    )


# --- frames: what tells that it was done ------------------------------------------------------------------------------


def _frame(reading: Reading, clause: Clause, sentence: int, rule: Rule) -> Frame | None:
    if clause.act.lastgroup == "did":
        return _did(reading, clause, sentence)
    return _done(reading, clause, sentence, bool(rule.options.get("moves")))


def _did(reading: Reading, clause: Clause, sentence: int) -> Frame | None:
    """Reads "Russland unterzeichnete das Abkommen"; "das 2019 unterzeichnete Abkommen" and clauses whose verb stands
    last are none."""
    before = clause.before.strip()
    if not clause.after.strip() or re.match(r" [A-ZÄÖÜ]", clause.after):
        return None
    if re.match(r" [a-zäöüß]+e[nrsm]? [A-ZÄÖÜ]", clause.after) and reading.has("act_open", clause.before):
        return None
    if before and before[0].islower():
        return None  # a clause behind a comma that opens with a relative pronoun or a conjunction
    verb = clause.act.span()
    return Frame(verb, start_of_subject(clause, verb, sentence))


def _done(reading: Reading, clause: Clause, sentence: int, moves: bool) -> Frame | None:
    """Reads "hat … unterzeichnet", "ist … beigetreten", "wurde … unterzeichnet", "dass … unterzeichnet hat"."""
    words = reading.language.words
    active, passive = ("act_is", "") if moves else ("act_has", "act_was")
    been = re.match(rf" (?:{words['act_been']})(?!\w)", clause.after)
    after = clause.after[been.end() :] if been else clause.after
    auxiliary = "act_is" if been else passive
    for name in filter(None, (auxiliary, "" if been else active)):
        behind = re.match(rf" (?:{words[name]})(?!\w)", after)
        is_passive = name == auxiliary and not moves
        if behind and closes(reading, after[behind.end() :]):
            is_told = re.match(rf"\s*(?:{words['commit_that']}) ", clause.whole)
            at = clause.end - len(after)
            verb = (at + 1, at + behind.end())
            return Frame(verb, _lead(clause), is_passive, is_last=True, is_by_agent=is_passive) if is_told else None
        before = list(wording(name, reading.language).finditer(clause.before))
        if before and closes(reading, after) and not _is_subordinate(clause):
            verb = (clause.start + before[-1].start(), clause.start + before[-1].end())
            return Frame(verb, start_of_subject(clause, verb, sentence), is_passive, is_by_agent=is_passive)
    return None


def _is_subordinate(clause: Clause) -> bool:
    """Whether a clause behind a comma opens with a small word that is no finite verb's: its subject is elsewhere."""
    before = clause.before.strip()
    return bool(before) and clause.start > 0 and clause.act.string[clause.start - 1] == "," and before[0].islower()


def _lead(clause: Clause) -> int:
    return clause.start + len(clause.whole) - len(clause.whole.lstrip())


# --- when -------------------------------------------------------------------------------------------------------------


def _days(reading: Reading, clause: Clause) -> tuple[date | None, date | None] | None:
    """The days in which the clause says it was done, both empty where it tells none; None when they lie ahead."""
    told = [_span(group) for group in date_groups(reading, clause) if not _is_beside(reading, clause, group)]
    past = [days for days in told if reading.day is None or (days[0] and days[0] <= reading.day)]
    if told and not past:
        return None
    first, last = past[0] if past else (None, None)
    return first, min(last, reading.day) if last and reading.day else last


def _span(group: list[tuple[int, int, Mention]]) -> tuple[date | None, date | None]:
    days = [m for *_, m in group]
    first = min((m.date_from for m in days if m.date_from), default=None)
    return first, max((m.date_until for m in days if m.date_until), default=None)


def _is_beside(reading: Reading, clause: Clause, group: list[tuple[int, int, Mention]]) -> bool:
    """Whether a day tells which treaty, from when or until when, and not when it was done."""
    before = reading.text[clause.start : group[0][0]]
    words = reading.language.words
    return bool(re.search(rf"(?<!\w)(?:{words['act_not_on']}|{words['commit_of_year']}) $", before)) or not any(
        _span(group)
    )
