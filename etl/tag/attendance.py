"""Who was at a meeting, as what and for whom, as far as the words of a clause tell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from etl.model import Language, ParticipantReported, Rule
from etl.tag.anaphora import HOLDER
from etl.tag.clauses import Clause
from etl.tag.names import Span
from etl.tag.shadow import SIGNS
from etl.tag.telling import (
    ADJECTIVE,
    COUNTRY,
    MANY,
    NAME,
    ORG,
    PERSON,
    POSITION,
    Frame,
    Reader,
    Telling,
    bodies,
)

QUOTED = SIGNS["quoted"]
LOOK_BACK = 600  # characters in which "er" looks for the one it means
ONE_PERSON = ("chair", "host", "delegation_head")  # roles of one person of a clause


def take_part(made: Frame, telling: Telling, before: list[Telling]) -> None:
    """Sets the telling's body and participants, persons by how the clause names them, and bodies of joint meetings."""
    if telling.kind in MANY:
        whose = bodies(made)
        if len(whose) == 1:
            telling.body = whose[0].name
        elif made.is_noun:
            for span in whose:
                _add(telling, made.reader, span, span.name, "organization", "participant", made.rule)
        _add_sides(made, telling, len(whose))
    for span, name in actors(made.reader, made.clause, made.base):
        place = made.reader.found.places[span] - made.at
        if _acts(made, place, telling):
            _add(telling, made.reader, span, name, "person", _role(made, place, telling), made.rule)
    if re.match(r", um(?!\w)", made.text) and not telling.persons and telling.kind in MANY:
        # "X ist in Minsk, um an der Sitzung teilzunehmen"
        for span, name in list(actors(made.reader, made.main, made.base))[:1]:
            _add(
                telling,
                made.reader,
                span,
                name,
                "person",
                "participant" if telling.status == "held" else "expected",
                made.rule,
            )
    if made.rule.options.get("needs_with") and not re.search(
        rf"(?<!\w)mit [^,;]{{0,80}}[{PERSON}{POSITION}]", made.text
    ):
        telling.participants.clear()
    if telling.persons and made.rule.options.get("who") == "all" and not telling.body and not telling.levels:
        _add_the_other_side(made, telling, before)


def _add_sides(made: Frame, telling: Telling, bodies_named: int) -> None:
    """States that meet ("die Präsidenten von Armenien und Belarus"), and organizations that meet without persons."""
    words = (made.start, made.end) if made.is_noun else (0, len(made.text))
    states = [span for span in _signs(made, COUNTRY, *words) if span.value]
    if len({span.value for span in states}) > 1 and not telling.body:
        for span in states:
            _add(telling, made.reader, span, str(span.value), "country", "participant", made.rule)
    if made.rule.options.get("sides") and not bodies_named and PERSON not in made.text:
        spans = _signs(made, ORG, 0, len(made.text))
        if len({span.name for span in spans}) > 1:
            for span in spans:
                _add(telling, made.reader, span, span.name, "organization", "participant", made.rule)


def _signs(made: Frame, sign: str, start: int, end: int) -> list[Span]:
    """Names of a kind in a stretch of the clause, without those that only say where ("in Armenien")."""
    at = (a for a in range(start, end) if made.text[a] == sign)
    return [
        made.reader.found.signs[made.at + a]
        for a in at
        if not re.search(r"(?<!\w)(?:[Ii]n|[Nn]ach|[Aa]us) (?:der |den |die )?$", made.text[:a])
    ]


def _add(telling: Telling, reader: Reader, span: Span, name: str, kind: str, role: str, rule: Rule) -> None:
    telling.participants.setdefault(name, participant(reader, span, name, kind, role, rule))


def _acts(made: Frame, place: int, telling: Telling) -> bool:
    """Whether the person at this place of the clause was at the meeting."""
    if telling.kind == "visit" and re.search(r"(?<!\w)mit [^,;]*$", made.text[:place]):
        return False
    if not made.is_noun:
        return telling.kind != "session"
    all_of_them = made.rule.options.get("who") == "all"
    with_them = all_of_them and bool(re.match(r" mit(?!\w)", made.text[made.end :]))
    not_at = made.reader.behind("meeting_not_at", made.left, 3)
    between = bool(re.match(r" ?(?:zwischen|mit|von)(?!\w)", made.text[made.end :])) and place > made.end
    if not_at and not (with_them and not_at[0].casefold().startswith("nach")):
        return between and telling.kind != "visit" and not telling.body
    if with_them or telling.kind in ("bilateral", "call", "visit") or made.reader.behind("meeting_at", made.left, 4):
        return True
    inside = made.start < place < made.end and bool(re.search(r"(?<!\w)zwischen(?!\w)", made.text[made.start : place]))
    return inside or between or (all_of_them and not telling.body)


def _role(made: Frame, place: int, telling: Telling) -> str:
    if telling.kind == "visit":
        return "visitor"
    if telling.status != "held":
        return "participant" if telling.status == "unknown" else "expected"
    if made.rule.options.get("roles") == "host":
        by = re.search(r"(?<!\w)von (?:[\w\ue000-\ue006-]+ ){0,4}$", made.text[:place][-60:])
        is_passive = re.search(r"(?<!\w)(?:w[ui]rd|worden)", made.text)
        return "host" if (by if is_passive else not telling.participants) else "visitor"
    says = made.reader.word("say_behind")
    # whom he met, in "sagte er beim Treffen mit X"
    behind = made.text[made.end : place] if place >= made.end else ""
    is_with = re.match(r" mit(?!\w)", behind) and not says.search(behind)
    return "speaker" if made.is_noun and says.search(made.text) and not is_with else "participant"


def _add_the_other_side(made: Frame, telling: Telling, before: list[Telling]) -> None:
    """ "In Minsk ist ein Treffen mit dem Präsidenten vorgesehen": the visitor told of before; or a nameless group."""
    theirs = re.search(r"(?<!\w)(?:[Ss]ein|[Ii]hr)(?:e[mnrs]?)? (?:\w+ )?$", made.left)
    if theirs and len(telling.persons) == 1:
        for span, name in list(actors(made.reader, made.main, made.base))[:1] if made.main is not made.clause else ():
            _add(telling, made.reader, span, name, "person", _role(made, made.start - 1, telling), made.rule)
    alone = not re.search(f"[{PERSON}{POSITION}]", made.text[: made.end])
    if alone and re.match(r" ?mit(?!\w)", made.text[made.end :]):
        visit = next((t for t in reversed(before) if t.kind == "visit"), None)
        role = "participant" if telling.status == "held" else "expected"
        for name, person in (visit.participants if visit else {}).items():
            telling.participants.setdefault(name, replace(person, role=role))  # type: ignore[arg-type]
    if len(telling.persons) == 1 and made.reader.word("meeting_others").search(_behind_with(made)):
        telling.kind, telling.is_anchored = "meeting", True


def _behind_with(made: Frame) -> str:
    """What stands behind "mit" in the clause, names as they are written; empty without one."""
    found = re.search(r"(?<!\w)mit (?=[^,;]{3})[^,;]{3,80}", made.text)
    return made.reader.original(made.at + found.start(), made.at + found.end()) if found else ""


# --- who acts ---------------------------------------------------------------------------------------------------------


def actors(reader: Reader, clause: Clause, base: int) -> Iterator[tuple[Span, str]]:
    """Persons of the clause who are not only spoken of; offices and "er" where they mean one the article names."""
    text, at = clause.text, base + clause.offset
    seen: set[str] = set()
    for match in re.finditer(f"[{PERSON}{POSITION}]", text):
        before = text[max(0, match.start() - 50) : match.start()]
        if _is_spoken_of(reader, before) or reader.behind("meeting_vague", before, 0):
            continue
        span = reader.found.signs[at + match.start()]
        name = span.name if span.kind == "person" else _holder(reader, span, text, match.start())
        if name and name not in seen:
            seen.add(name)
            yield span, name
    pronoun = re.search(r"(?<!\w)[Ee]r(?!\w)", text)
    subject = _subject_before(reader, at) if pronoun else None
    if pronoun and subject and subject not in seen:
        here = reader.found.original(at + pronoun.start(), at + pronoun.end())
        span = Span(*here, "person", subject, None, "pronoun", "person.short_mention")
        reader.found.places[span] = at + pronoun.start()
        yield span, subject


def _is_spoken_of(reader: Reader, before: str) -> bool:
    """ "über", "die Kandidatur von", "im Auftrag des Präsidenten" before the one named."""
    return bool(_spoken_of(reader.language).search(before))


@cache
def _spoken_of(language: Language) -> re.Pattern[str]:
    office = rf"(?: {NAME})?(?: ?-?{NAME})?"
    return re.compile(rf"(?<!\w)(?:{language.words['spoken_of']})(?: (?:der|des|dem|den|die|das))?{office} ?,? ?$")


def _holder(reader: Reader, span: Span, text: str, place: int) -> str | None:
    """Whom the article calls so: "den Generalsekretär", "dem Staatssekretär des Sicherheitsrates von Belarus".

    An office beside its holder's name is read with the name.
    """
    beside = reader.known.around(span.start)
    if beside:
        filled = {o.person for o in beside if o.rule == HOLDER}
        return filled.pop() if len(filled) == len(beside) == 1 else None
    near = re.search(rf"([{ORG}{ADJECTIVE}{COUNTRY}])[ -]$", text[:place])
    behind = re.compile(rf"(?:(?: (?:der|des|von|aus))? )([{ORG}{COUNTRY}])").match(text, place + 1)
    base = reader.found.places[span] - place  # of the text in the shadow
    told = [reader.found.signs[base + match.start(1)] for match in (near, behind) if match]
    wanted = {body.value or body.name for body in told}
    fitting = {
        o.person
        for o in reader.known.offices
        if span.name.casefold() in o.position.casefold() and o.status != "former" and (not wanted or o.body in wanted)
    }
    return fitting.pop() if len(fitting) == 1 else None


def _subject_before(reader: Reader, before: int) -> str | None:
    """The first person of the last sentence before this place that names one: the subject stands before the object."""
    text = reader.found.text
    stop = before
    while (last := max(text.rfind(sign, max(0, before - LOOK_BACK), stop) for sign in (PERSON, POSITION))) >= 0:
        start = max(text.rfind(mark, 0, last) for mark in (". ", "\n", QUOTED)) + 1
        for match in re.finditer(f"[{PERSON}{POSITION}]", text[start : last + 1]):
            span = reader.found.signs[start + match.start()]
            name = span.name if span.kind == "person" else _holder(reader, span, text, start + match.start())
            if name:
                return name
        stop = start
    return None


def participant(reader: Reader, span: Span, name: str, kind: str, role: str, rule: Rule) -> ParticipantReported:
    """The row, acting for the body of the office the article gives the person, else for the person's country."""
    behalf = None
    if kind == "person":
        behalf = reader.known.bodies.get(name) or reader.known.homes.get(name)
    return ParticipantReported(
        article_id=reader.article.article_id,
        telling_id="",
        participant=name,
        kind=kind,  # type: ignore[arg-type]
        role=role,  # type: ignore[arg-type]
        on_behalf_of=behalf,
        surface=reader.article.text[span.start : span.end],
        char_start=span.start,
        char_end=span.end,
        rule=rule.rule,
    )


# --- what a clause adds to a meeting told of before -------------------------------------------------------------------


def add_roles(reader: Reader, clause: Clause, base: int, listed: int, told: list[Telling]) -> None:
    """What a clause says somebody was at the last meeting of several sides: chair, host, participant, absent.

    `listed` is where the list ends that a colon at the clause's end announces, in the shadow.
    """
    at = base + clause.offset
    meeting = next((t for t in reversed(told) if t.kind in MANY), None)
    if meeting is None:
        return
    for rule, pattern in reader.rules:
        match = pattern.search(clause.text) if rule.options["reads"] == "role" else None
        if match is None:
            continue
        role = str(rule.options["role"])
        is_list = clause.text.rstrip().endswith(":") and listed > at + len(clause.text)
        wide = replace(clause, text=reader.found.text[at:listed]) if is_list else clause
        people = _one_of(reader, wide, base, match) if role in ONE_PERSON else list(actors(reader, wide, base))
        for span, name in people:
            known = meeting.participants.get(name)
            if known is None or known.role in ("participant", "expected"):
                meeting.participants[name] = participant(reader, span, name, "person", role, rule)
        if role == "absent" and not people:
            _add_absent_countries(reader, clause, base, rule, meeting)


def _one_of(reader: Reader, clause: Clause, base: int, match: re.Match[str]) -> list[tuple[Span, str]]:
    """The first person behind the words of the role, else the last before them."""
    behind = Clause(clause.offset + match.start(), clause.text[match.start() :])
    before = Clause(clause.offset, clause.text[: match.start()])
    return list(actors(reader, behind, base))[:1] or list(actors(reader, before, base))[-1:]


def _add_absent_countries(reader: Reader, clause: Clause, base: int, rule: Rule, meeting: Telling) -> None:
    for match in re.finditer(COUNTRY, clause.text):
        span = reader.found.signs[base + clause.offset + match.start()]
        if span.value and not re.search(r"(?<!\w)in (?:der )?$", clause.text[: match.start()]):
            _add(meeting, reader, span, span.value, "country", "absent", rule)
