"""Announced acts: who is going to sign, ratify, hold, visit, … what, and until when.

A rule of kind `commitment` recognises the words of one act; the group that met them tells their form: `do`
(infinitive), `done` (participle), `to_do` (infinitive behind a comma), `doing` (noun), `now` (a finite verb that tells
of what is to come). Whether the act is announced is told by the words of the clause around it, the language's
`commit_…` words: a wish, a condition, a demand, a denial, a question and what is past announce nothing. An act of
nobody named is left out.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache, cached_property

from etl.model import Article, CommitmentReported, Language, Mention, OccupancyReported, Quotation, Rule
from etl.tag.finding import Patterns
from etl.tag.names import Span
from etl.tag.sentences import sentences
from etl.tag.shadow import LIST, SIGNS, Shadow, compiled

WORDS = (
    "accounts",
    *(
        f"commit_{word}"
        for word in (
            *("any", "unsure", "not", "will", "becomes", "passive", "and", "to", "aims", "plan", "planned", "beside"),
            *("by", "that", "aside", "attributes", "opener", "he", "we", "these", "theirs", "between", "np", "which"),
            *("until", "from", "before", "since", "of_year", "lead", "middle", "joined"),
        )
    ),
    *("act_to", "act_office"),
)
MARKS = re.compile('[„“”»«"]')  # around announcements in quotations
NAMES = "".join(SIGNS[kind] for kind in ("org", "person", "country", "adjective", "position"))
WITH = SIGNS["person"] + SIGNS["adjective"]
ACTORS = ("organization", "person", "country")
LONGEST_SENTENCE = 1500  # characters of the shadow
LONG_AGO = 60  # days; what is announced for a day so long past is meant of the next year
LOOK_BACK = 600  # characters in which "die drei Organisationen" and "er" look for whom they mean
# where a clause ends: not at the commas of a list or of an apposition of names
CLAUSE_END = re.compile(rf"[;:()]| [–-] |,(?!(?<=[{NAMES}],) (?:die |der |den |dem |das )?[{NAMES}])")
COUNTRY = re.compile(r"[A-Z]{2}\Z")  # ISO code; "EU" and "UN" hold no such office
DASHES = re.compile("[ –—:-]*")
SENTENCE_END = re.compile(r"(?<!\d)[.!?…](?=\s|$)|\n")
PHRASE_END = re.compile(r"\s*(?:$|[.!…])")


@dataclass(frozen=True, slots=True)
class Deadline:
    """When an act is due; a side of it the text leaves open is None."""

    first: date | None = None
    last: date | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of the text with an act in it, in characters of the shadow."""

    start: int
    end: int
    act: re.Match[str]

    @property
    def before(self) -> str:
        return self.act.string[self.start : self.act.start()]

    @property
    def after(self) -> str:
        return self.act.string[self.act.end() : self.end]

    @property
    def whole(self) -> str:
        return self.act.string[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Frame:
    """The words that announce an act: where the finite verb stands, and where the proof begins."""

    verb: tuple[int, int] | None
    start: int
    is_passive: bool = False
    is_present: bool = False  # announces only with a day that lies ahead
    is_last: bool = False  # the verb ends the clause: its subject opens it
    is_by_agent: bool = False  # only who is named as doing it did it, not the subject of the passive


@dataclass(frozen=True)
class Reading:
    """What is known of the article while its sentences are read."""

    article: Article
    found: Shadow
    language: Language
    when: Iterable[Mention]
    said: tuple[Quotation, ...]
    held: tuple[OccupancyReported, ...]
    day: date | None
    places: dict[str, str]  # place → country

    @cached_property
    def text(self) -> str:
        """The shadow's, without quotation marks."""
        return MARKS.sub(" ", self.found.text)

    @cached_property
    def dates(self) -> list[tuple[int, int, Mention]]:
        """In characters of the shadow."""
        at = self.found.position
        return [(at(m.char_start), at(m.char_end), m) for m in sorted(self.when, key=lambda m: m.char_start)]

    def has(self, word: str, text: str) -> bool:
        return bool(wording(word, self.language).search(text))


@cache
def wording(name: str, language: Language) -> re.Pattern[str]:
    return compiled(rf"(?<!\w)(?:{language.words[name]})(?!\w)", language)


@cache
def filled(text: str, language: Language) -> re.Pattern[str]:
    return compiled(text, language)


def commitments(reading: Reading, rules: Iterable[tuple[Rule, re.Pattern[str]]]) -> list[CommitmentReported]:
    """One row for each act announced, in the order of the text; told twice with one deadline it is one."""

    def announces(sentence: str) -> bool:
        told = reading.has("commit_any", sentence) and not sentence.endswith("?")
        return told and not reading.has("commit_unsure", sentence)

    found = (_row(reading, rule, clause, start) for rule, clause, start in clauses(reading, rules, announces))
    return _merged(sorted(filter(None, found), key=lambda r: (r.char_start, r.char_end, r.rule, r.actors)))


def clauses(
    reading: Reading, rules: Iterable[tuple[Rule, re.Pattern[str]]], wanted: Callable[[str], bool]
) -> Iterator[tuple[Rule, Clause, int]]:
    """Where the words of an act stand in a sentence that is wanted: its clause, and where the sentence begins."""
    patterns = rules if isinstance(rules, Patterns) else Patterns(rules)
    if not patterns:
        return
    parts = sentences(reading.text, SIGNS["quoted"])
    for (head, end), held_words in zip(parts, patterns.held(reading.text, parts), strict=True):
        fitting = patterns.fitting(held_words)
        if not fitting:
            continue
        start = behind_dateline(reading, head)
        sentence = reading.text[start:end]
        if len(sentence) > LONGEST_SENTENCE or not wanted(sentence):
            continue
        for rule, pattern in fitting:
            for match in pattern.finditer(reading.text, start, end):
                yield rule, _clause(match, start, end), start


def behind_dateline(reading: Reading, start: int) -> int:
    """Place, day and agency that open an agency's text are no part of its first sentence."""
    at = reading.found.original(start, start + 1)[0]
    for pattern in reading.language.datelines:
        if match := pattern.match(reading.article.text, at):
            behind = reading.found.position(match.end())
            return DASHES.match(reading.text, behind).end()  # type: ignore[union-attr]
    return start


def _clause(match: re.Match[str], start: int, end: int) -> Clause:
    left = max((m.end() for m in CLAUSE_END.finditer(match.string, start, match.start())), default=start)
    right = CLAUSE_END.search(match.string, match.end(), end)
    return Clause(left, right.start() if right else end, match)


def _row(reading: Reading, rule: Rule, clause: Clause, sentence: int) -> CommitmentReported | None:
    """The act as announced by its clause; None where nothing announces it or nobody named is to do it."""
    frame = _frame(reading, clause, sentence)
    if frame is None or reading.has("commit_not", reading.text[min(frame.start, clause.start) : clause.end]):
        return None
    if frame.is_last and reading.has("commit_not", reading.text[sentence : clause.start]):
        return None  # "er glaubt nicht, dass …"
    needs = rule.options.get("needs")
    if needs and not filled(str(needs), reading.language).search(clause.whole):
        return None
    due = _deadline(reading, clause, frame)
    if due is None or (rule.options.get("dated") and not (due.first or due.last)):
        return None
    actors = actors_of(reading, clause, frame, rule)
    thing = object_of(reading, clause, actors, rule)
    if not actors or (rule.options.get("about_needed") and not thing):
        return None
    surface, start, end = proof(reading, frame, clause)
    return CommitmentReported(
        article_id=reading.article.article_id,
        actors=actors,
        action=str(rule.options["action"]),
        instrument=instrument_of(reading, clause, frame, rule),
        due_from=due.first,
        due_until=due.last,
        due_text=due.text,
        surface=surface,
        char_start=start,
        char_end=end,
        rule=rule.rule,
        object=thing,
    )


def proof(reading: Reading, frame: Frame, clause: Clause) -> tuple[str, int, int]:
    """The characters that tell of the act: surface, start and end."""
    start, end = reading.found.original(frame.start, clause.end)
    surface = reading.article.text[start:end].rstrip(' .,;:!…“”«»"\n')
    return surface, start, start + len(surface)


# --- frames: what announces an act ------------------------------------------------------------------------------------


def _frame(reading: Reading, clause: Clause, sentence: int) -> Frame | None:
    form = str(clause.act.lastgroup)
    return {"do": _do, "done": _done, "to_do": _to_do, "doing": _doing, "now": _now}[form](reading, clause, sentence)


def _start(clause: Clause) -> int:
    return clause.start + len(clause.whole) - len(clause.whole.lstrip())


def _do(reading: Reading, clause: Clause, sentence: int) -> Frame | None:
    """Reads "wollen … unterzeichnen", "dass … unterzeichnen wollen", "es ist geplant, dass … unterzeichnen"."""
    verb, is_last = _modal(reading, clause, clause.after)
    if verb is None and re.match(rf"\s*(?:{reading.language.words['commit_that']}) ", clause.whole):
        left, right = _clause_before(reading, clause, sentence)
        if PHRASE_END.match(clause.after) and wording("commit_planned", reading.language).search(
            reading.text, left, right
        ):
            return Frame(clause.act.span(), left, is_last=True)
    return Frame(verb, start_of_subject(clause, verb, sentence), is_last=is_last) if verb else None


def _done(reading: Reading, clause: Clause, sentence: int) -> Frame | None:
    """Reads "soll … unterzeichnet werden", and "wird am 3. Mai unterzeichnet"."""
    passive = re.match(rf" (?:{reading.language.words['commit_passive']})(?!\w)", clause.after)
    if passive:
        verb, is_last = _modal(reading, clause, clause.after[passive.end() :])
        return Frame(verb, start_of_subject(clause, verb, sentence), True, is_last=is_last) if verb else None
    modals = list(wording("commit_becomes", reading.language).finditer(clause.before))
    if not modals or not closes(reading, clause.after):
        return None
    verb = (clause.start + modals[-1].start(), clause.start + modals[-1].end())
    return Frame(verb, start_of_subject(clause, verb, sentence), is_passive=True, is_present=True)


def _to_do(reading: Reading, clause: Clause, sentence: int) -> Frame | None:
    """Reads "kündigte an, … zu unterzeichnen": the clause before announces; "um … zu" tells of an aim."""
    if re.match(rf"\s*(?:{reading.language.words['commit_aims']})(?!\w)", clause.whole):
        return None
    for left, right in ((clause.start, clause.act.start()), _clause_before(reading, clause, sentence)):
        announced = wording("commit_to", reading.language).search(reading.text, left, max(left, right))
        if announced:
            verb = announced.span("verb") if announced["verb"] else None
            piece = reading.text[left:right]
            return Frame(verb, left + len(piece) - len(piece.lstrip()))
    return None


def _clause_before(reading: Reading, clause: Clause, sentence: int) -> tuple[int, int]:
    """The clause of the same sentence before this one; empty for the first."""
    right = max(sentence, clause.start - 1)
    edges = [m.end() for m in CLAUSE_END.finditer(reading.text, sentence, right)]
    return max(edges, default=sentence), right


def _doing(reading: Reading, clause: Clause, sentence: int) -> Frame | None:
    """Reads "planen die Unterzeichnung", "die Unterzeichnung ist … geplant"."""
    if re.search(rf"(?<!\w)(?:{reading.language.words['commit_beside']}) $", clause.before[-40:]):
        return None
    planning = list(wording("commit_plan", reading.language).finditer(reading.text, clause.start, clause.act.start()))
    if planning:
        return Frame(planning[-1].span(), _start(clause))
    if reading.has("commit_planned", clause.whole):
        return Frame(None, _start(clause))
    return None


def _now(reading: Reading, clause: Clause, sentence: int) -> Frame | None:
    """Reads "findet am 3. Mai statt": the present tense, with a day ahead."""
    verb = clause.act.span()
    return Frame(verb, start_of_subject(clause, verb, sentence), is_present=True)


def _modal(reading: Reading, clause: Clause, after: str) -> tuple[tuple[int, int] | None, bool]:
    """Where "will" or "soll" stands that governs the infinitive, and whether it ends the clause."""
    will = wording("commit_will", reading.language)
    behind = re.match(rf" (?:{will.pattern})", after)
    at = clause.end - len(after)
    if behind and closes(reading, after[behind.end() :]):
        return (at + 1, at + behind.end()), True
    before = list(will.finditer(clause.before))
    if not before or not closes(reading, after):
        return None, False
    return (clause.start + before[-1].start(), clause.start + before[-1].end()), False


def closes(reading: Reading, after: str) -> bool:
    """Whether the verb ends its clause, or another one follows it by "und"."""
    return bool(PHRASE_END.match(after) or re.match(rf" (?:{reading.language.words['commit_and']})(?!\w)", after))


def start_of_subject(clause: Clause, verb: tuple[int, int] | None, sentence: int) -> int:
    """A clause that opens with its verb goes on behind an inserted one: the proof begins with the subject's."""
    if verb and not clause.act.string[clause.start : verb[0]].strip():
        return sentence
    return _start(clause)


# --- who --------------------------------------------------------------------------------------------------------------


def actors_of(reading: Reading, clause: Clause, frame: Frame, rule: Rule) -> tuple[str, ...]:
    """Persons first, then organizations and countries; of a visit the persons alone where there are some."""
    spans: list[Span] = []
    if frame.is_passive and rule.options.get("parties"):
        spans = [reading.found.signs[clause.start + i] for i in _signs(clause.whole)]
        return tuple(dict.fromkeys(span.value or span.name for span in spans if span.kind in ACTORS))
    places = [*_places(reading, clause, frame)]
    if rule.options.get("whole"):
        places.append((clause.start, clause.end))
    for left, right in places:
        spans = _named(reading, left, right)
        if spans:
            break
    persons = [s.name for s in spans if s.kind == "person"]
    others = [s.value or s.name for s in spans if s.kind != "person"]
    both = persons or others if rule.options.get("in_person") else [*persons, *others]
    return tuple(dict.fromkeys(both))


def _places(reading: Reading, clause: Clause, frame: Frame) -> Iterator[tuple[int, int]]:
    """Stretches of the shadow that may name who acts, the likeliest first."""
    words, text = reading.language.words, reading.text
    agent = filled(rf"(?<!\w)(?:{words['commit_by']}) (?P<np>{words['commit_np']})", reading.language)
    if frame.is_passive or clause.act.lastgroup == "doing":
        by = agent.finditer(text, clause.start, clause.end)
        theirs = (m for m in by if not frame.is_by_agent or not _is_of_noun(reading, m.start()))
        yield from (m.span("np") for m in theirs if not _is_of_account(reading, m.start()))
    between = filled(rf"(?<!\w)(?:{words['commit_between']}) (?P<np>{LIST})", reading.language)
    parties = (match.span("np") for match in between.finditer(text, clause.start, clause.act.start()))
    if frame.is_by_agent:
        yield from parties
        return
    if frame.verb is None:
        yield frame.start, clause.end
        return
    start, end = frame.verb
    if frame.is_last:
        opened = filled(rf"\s*(?:{words['commit_that']}) (?P<np>{words['commit_np']})", reading.language)
        if first := opened.match(text, clause.start, start):
            yield first.span("np")
        return
    opens = not text[max(frame.start, clause.start) : start].strip()
    head = _first_clause(text, frame.start, start) if opens else (frame.start, start)
    if not opens and not _turned(reading, text[slice(*head)]):
        yield head
    behind = filled(rf" (?:sich )?(?P<np>{words['commit_np']})", reading.language)
    if after := behind.match(text, end, max(end, clause.end)):
        yield after.span("np")
    if opens and not _turned(reading, text[slice(*head)]):
        yield head
    if frame.is_passive:
        yield from parties


def _is_of_noun(reading: Reading, at: int) -> bool:
    """Whether "von" stands behind a noun that is no day, and tells whose it is: "das Angebot von …"."""
    noun = re.search(r"[A-ZÄÖÜ]\w{1,60} $", reading.text[max(0, at - 62) : at])
    return bool(noun) and all(end != at - 1 for _, end, _ in reading.dates)


def _is_of_account(reading: Reading, at: int) -> bool:
    """Whether "von" tells whose account it is: "soll nach Angaben von Lawrow unterzeichnet werden"."""
    account = rf"(?<!\w)(?:{reading.language.words['accounts']}) $"
    return bool(re.search(account, reading.text[max(0, at - 40) : at]))


def _turned(reading: Reading, text: str) -> bool:
    """Whether a sentence opens with something else than its subject, which then follows the verb."""
    return bool(re.match(rf"\s*(?:{reading.language.words['commit_opener']})(?!\w)", text))


def _first_clause(text: str, start: int, end: int) -> tuple[int, int]:
    match = CLAUSE_END.search(text, start, end)
    return start, match.start() if match else end


def _named(reading: Reading, left: int, right: int) -> list[Span]:
    """Who is named between: names, the holder of an office, whom "die drei Organisationen", "er", "wir" mean."""
    words = reading.language.words
    beside = rf"(?<!\w)(?:{words['commit_aside']}) (?:{words['commit_attributes']} ){{0,3}}(?:{LIST}|[{WITH}])"
    aside = filled(beside, reading.language)
    piece = aside.sub(lambda m: " " * len(m[0]), reading.text[left:right])
    spans = [reading.found.signs[left + at] for at, sign in enumerate(piece) if sign in NAMES]
    named = [span for span in spans if span.kind in ACTORS]
    offices = [span for span in spans if span.kind == "position"]
    if offices and not any(span.kind == "person" for span in named):
        named = [*_holders(reading, offices, named), *named]
    return named or list(_meant(reading, piece, left))


def _holders(reading: Reading, offices: list[Span], bodies: list[Span]) -> Iterator[Span]:
    """The person whom the article names with this office, when it is one."""
    of = {span.value or span.name for span in bodies}
    for office in offices:
        fitting = {
            row.person
            for row in reading.held
            if row.status == "held" and row.position == office.name and (not of or row.body in of)
        }
        if len(fitting) == 1:
            yield replace(office, kind="person", name=fitting.pop(), value=None)


def _meant(reading: Reading, piece: str, at: int) -> Iterator[Span]:
    """Whom words mean that stand for a name told before; who speaks says "wir"."""
    signs, text = reading.found.signs, reading.text
    if reading.has("commit_these", piece):
        lists = [m for m in re.finditer(LIST, text[max(0, at - LOOK_BACK) : at]) if len(_signs(m[0])) > 1]
        if lists:
            base = max(0, at - LOOK_BACK) + lists[-1].start()
            yield from (signs[base + i] for i in _signs(lists[-1][0]))
    elif reading.has("commit_theirs", piece) or reading.has("commit_he", piece):
        last = text.rfind(SIGNS["person"], max(0, at - LOOK_BACK), at)
        if last >= 0:
            yield from _homes(reading, signs[last]) if reading.has("commit_theirs", piece) else [signs[last]]
    elif reading.has("commit_we", piece):
        where = reading.found.original(at, at + 1)[0]
        speakers = (q.speaker for q in reading.said if q.kind == "direct" and q.char_start <= where < q.char_end)
        if speaker := next(speakers, None):
            yield Span(where, where, "person", speaker, None, "speaker", "")


def _homes(reading: Reading, person: Span) -> Iterator[Span]:
    """The country whose office this person is named with, when it is one: "sein Land"."""
    bodies = {row.body for row in reading.held if row.person == person.name and row.body and COUNTRY.match(row.body)}
    if len(bodies) == 1:
        yield replace(person, kind="country", value=bodies.pop())


def _signs(text: str, among: str = NAMES) -> list[int]:
    return [i for i, sign in enumerate(text) if sign in among]


# --- what and when ----------------------------------------------------------------------------------------------------


def instrument_of(reading: Reading, clause: Clause, frame: Frame, rule: Rule) -> str | None:
    """What is to be signed, adopted, …, with what says which one, in the text's words."""
    what = rule.options.get("what")
    if not what:
        return None
    match = filled(f"(?:{what}){reading.language.words['commit_which']}", reading.language).search(
        reading.text, min(frame.start, clause.start), clause.end
    )
    return reading.article.text[slice(*reading.found.original(*match.span()))] if match else None


def object_of(reading: Reading, clause: Clause, actors: tuple[str, ...], rule: Rule) -> str | None:
    """What the act is about, as the rule's `about` says: the country visited, the organization joined, the office.

    A country is the one behind "nach" or "in", else the last; an organization may have been named before; an office is
    one told as to be filled.
    """
    about = rule.options.get("about")
    text, signs = reading.text, reading.found.signs
    if about == "country":
        where = f"[{SIGNS['country']}{SIGNS['place']}]"
        behind = filled(rf"(?<!\w)(?:{reading.language.words['act_to']}) (?P<np>{where})", reading.language)
        led = [match.start("np") for match in behind.finditer(text, clause.start, clause.end)]
        found = led[:1] or [m.start() for m in re.finditer(where, text[clause.start : clause.end])][-1:]
        at = found[0] if led else clause.start + found[0] if found else None
        return None if at is None else signs[at].value or reading.places.get(signs[at].name)
    if about == "organization":
        names = [signs[clause.start + i].name for i in _signs(clause.whole, SIGNS["org"])]
        told = next((name for name in names if name not in actors), None)
        return told or (None if reading.has("instrument", clause.whole) else _last_organization(reading, clause))
    if about == "position":
        end = SENTENCE_END.search(text, clause.end)
        office = filled(
            rf"(?<!\w)(?:{reading.language.words['act_office']}) (?P<np>{SIGNS['position']})", reading.language
        )
        until = min(end.start() if end else len(text), clause.start + LONGEST_SENTENCE)
        places = [match.start("np") for match in office.finditer(text, clause.start, until)]
        return signs[places[-1]].name if places else None
    return None


def _last_organization(reading: Reading, clause: Clause) -> str | None:
    """What "die Aufnahme" without more is into: the organization named last, shortly before."""
    at = reading.text.rfind(SIGNS["org"], max(0, clause.start - LOOK_BACK), clause.start)
    return reading.found.signs[at].name if at >= 0 else None


def _deadline(reading: Reading, clause: Clause, frame: Frame) -> Deadline | None:
    """The deadline the clause tells, empty where it tells none; None when all its days are past.

    The present tense needs a day that lies ahead.
    """
    day = reading.day
    told = [due for group in date_groups(reading, clause) if (due := _due(reading, clause, group)) is not None]
    if frame.is_present:
        ahead = [due for due in told if day and due.last and due.last > day]
        return ahead[0] if ahead else None
    told = [_next(due, day) for due in told]
    ahead = [due for due in told if day is None or (due.last or due.first or day) >= day]
    if told and not ahead:
        return None
    ahead.sort(key=lambda due: due.first is not None)  # what ends with "bis" is a deadline before all others
    return ahead[0] if ahead else Deadline()


def _next(due: Deadline, day: date | None) -> Deadline:
    """A day or month told without its year is read as the nearest; one that is to come is the next one."""
    last = due.last or due.first
    if day is None or last is None or (day - last).days < LONG_AGO or re.search(r"\d{4}|[Jj]ahr", due.text or ""):
        return due
    return replace(due, first=_year_later(due.first), last=_year_later(due.last))


def _year_later(day: date | None) -> date | None:
    if day is None:
        return None
    return day.replace(year=day.year + 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def date_groups(reading: Reading, clause: Clause) -> list[list[tuple[int, int, Mention]]]:
    """The clause's dates; those that "und" or "bis" joins are one."""
    groups: list[list[tuple[int, int, Mention]]] = []
    joined = wording("commit_joined", reading.language)
    first = bisect_left(reading.dates, clause.start, key=lambda d: d[0])
    last = bisect_left(reading.dates, clause.end, key=lambda d: d[0])
    for start, end, mention in reading.dates[first:last]:
        near = groups and joined.fullmatch(reading.text[groups[-1][-1][1] : start].strip())
        if near and not _is_past(reading, groups[-1][0][2]):
            groups[-1].append((start, end, mention))
        else:
            groups.append([(start, end, mention)])
    return groups


def _is_past(reading: Reading, mention: Mention) -> bool:
    told = reading.day and mention.date_until and re.search(r"\d{4}", mention.surface)
    return bool(told and mention.date_until < reading.day)  # type: ignore[operator]


def _due(reading: Reading, clause: Clause, group: list[tuple[int, int, Mention]]) -> Deadline | None:
    """What the words before a date make of it; None when it is no deadline but tells which treaty, plan, …"""
    words = reading.language.words
    start, end = group[0][0], group[-1][1]
    before = reading.text[clause.start : start]
    if len(group) == 1 and re.search(rf"(?<!\w)(?:{words['commit_since']}) $", before):
        return None
    if re.fullmatch(r"\d{4}", reading.text[start:end]) and re.search(rf"(?:{words['commit_of_year']}) $", before):
        return None
    first = min((m.date_from for *_, m in group if m.date_from), default=None)
    last = max((m.date_until for *_, m in group if m.date_until), default=None)
    lead = re.search(rf"(?<!\w)(?:{words['commit_lead']}) $", before)
    if lead:
        start = clause.start + lead.start()
    if re.search(rf"(?<!\w)(?:{words['commit_until']}) $", before):
        first, last = None, _middle(reading, start, end, first, last)
    elif re.search(rf"(?<!\w)(?:{words['commit_from']}) $", before) and len(group) == 1:
        last = None
    elif first and re.search(rf"(?<!\w)(?:{words['commit_before']}) $", before):
        last, first = first - timedelta(days=1), None
    return Deadline(first, last, reading.article.text[slice(*reading.found.original(start, end))])


def _middle(reading: Reading, start: int, end: int, first: date | None, last: date | None) -> date | None:
    """ "Bis Mitte Mai" ends in the middle of the month, "bis Mitte 2026" in that of the year."""
    if first is None or last is None or not reading.has("commit_middle", reading.text[start:end]):
        return last
    return first.replace(day=15) if first.month == last.month else date(first.year, 6, 30)


def _merged(rows: list[CommitmentReported]) -> list[CommitmentReported]:
    """One row an act: the same deadline, or none beside one, and nothing that contradicts; the fullest stays."""
    kept: list[CommitmentReported] = []
    for row in rows:
        at = next((i for i, other in enumerate(kept) if _same(row, other)), None)
        if at is None:
            kept.append(row)
        elif _fullness(row) > _fullness(kept[at]):
            kept[at] = row
    return kept


def _same(a: CommitmentReported, b: CommitmentReported) -> bool:
    dues = {(r.due_from, r.due_until) for r in (a, b) if r.due_text}
    things = {r.instrument.split(" ")[0] for r in (a, b) if r.instrument}
    one = bool(set(a.actors) & set(b.actors)) or bool(a.due_text and b.due_text)
    return a.action == b.action and len(dues) < 2 and len(things) < 2 and one


def _fullness(row: CommitmentReported) -> tuple[bool, bool, int]:
    return bool(row.due_text), bool(row.instrument), len(row.actors)
