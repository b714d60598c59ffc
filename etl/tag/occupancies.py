"""Who is named as holding which position, of what body, and whether they hold it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from etl.model import Article, Language, Mention, OccupancyReported, OfficeHolder, Rule
from etl.tag import shadow as shadows
from etl.tag import tenure
from etl.tag.finding import by_rule
from etl.tag.names import Span
from etl.tag.positions import DEPUTY, in_office, is_deputy, same_office
from etl.tag.shadow import SIGNS, Shadow

# offices that a person holds in the own country when no body is named
NATIONAL = re.compile(
    r"[Mm]inister$|[Pp]räsident$|Bundeskanzler|Staatschef|Regierungschef|Sicherheitsrates$|Botschafter|[Ss]precher$|Pressesekretär$"
)
WORDS = (
    "deputy",
    "hanging",
    "female",
    "in_office",
    "status_former",
    "status_acting",
    "status_designated",
    "status_candidate",
    *tenure.WORDS,
)
# an office with the body it is of
OFFICE = (
    "(?:{org}-{position}|{adjective} {position}|{country}[ -]{position}"
    "|{position} (?:{the} |von |bei {the} )?(?:{org}|{country}))"
)
AND = ",? (?:und|sowie)"
ONE_BODY = f"(?:der |des |von )?[{SIGNS['country']}{SIGNS['org']}]"
LISTS = {
    "persons": f"{SIGNS['person']}(?:, {SIGNS['person']}){{0,12}}{AND} {SIGNS['person']}",
    "bodies": f"{ONE_BODY}(?:, {ONE_BODY}){{0,12}}{AND} {ONE_BODY}",
}
COLLEAGUE = 250  # characters in which "sein Amtskollege" looks for the office it means
ORGAN = re.compile(r" (?:des|der) (\w+?)(?:e?s)?$")
COUNTRY_BEHIND = re.compile(f" (?:von |der |des )?({SIGNS['country']})")


def compiled(pattern: str, language: Language) -> re.Pattern[str]:
    """The rule's pattern with its placeholders filled. `{office}` is an office with its body, `{persons}` and
    `{bodies}` are lists of two at least; what makes an office a former one may hang before it ("Ex-").
    """
    numbers = iter(range(1, 100))
    pattern = pattern.replace("{office}", OFFICE)
    pattern = re.sub(r"\{(persons|bodies)\}", lambda m: f"(?P<{m[1]}{next(numbers)}>{LISTS[m[1]]})", pattern)
    return shadows.compiled(pattern.replace("{position}", rf"(?:{language.words['hanging']})?{{position}}"), language)


@dataclass(frozen=True)
class Known:
    """What readings lean on: words, the reference's holders of offices, the country of each listed person, the day."""

    language: Language
    holders: tuple[OfficeHolder, ...]
    homes: dict[str, str]
    day: date | None
    when: tuple[Mention, ...] = ()  # the dates of the text


def occupancies(
    article: Article, found: Shadow, rules: Iterable[tuple[Rule, re.Pattern[str]]], known: Known
) -> list[OccupancyReported]:
    """One row for each place that names a person with a position. A candidate holds nothing and gets no row."""
    rows: dict[tuple[int, int], OccupancyReported] = {}
    named = {span.name for span in found.signs.values() if span.kind == "person"}
    known = replace(known, holders=tuple(holder for holder in known.holders if holder.person in named))
    for rule, here in by_rule(rules, found.text):
        told = _told(found, rows) if rule.options.get("beside") else {}
        for match in here:
            for person, position, body, status in _readings(found, match, rule, known, told):
                # "die Ministerin X und Y" is one minister
                one = rule.options.get("list") and article.text.endswith(
                    known.language.words["female"], 0, position.end
                )
                if status == "candidate" or one:
                    continue
                start, end = found.original(*match.span())
                begins_on, ends_on = tenure.told(
                    article.text, start, end, known.when, known.language, is_term=bool(rule.options.get("term"))
                )
                row = OccupancyReported(
                    article_id=article.article_id,
                    person=person.name,
                    position=(DEPUTY if is_deputy(found, position, known.language) else "")
                    + position.name
                    + str(rule.options.get("office_suffix", "")),
                    body=body[0],
                    status=status,  # type: ignore[arg-type]
                    as_of=known.day,
                    basis=body[1],  # type: ignore[arg-type]
                    surface=article.text[start:end],
                    char_start=start,
                    char_end=end,
                    rule=rule.rule,
                    begins_on=begins_on,
                    ends_on=ends_on,
                )
                # rules go from the fullest form to the barest: the first reading of a person and position counts
                rows.setdefault((person.start, position.start), row)
    return _without_echoes(sorted(rows.values(), key=lambda r: (r.char_start, r.char_end, r.rule, r.person)))


Body = tuple[str | None, str]  # organization or country, and whether the text or the reference names it
Reading = tuple[Span, Span, Body, str]  # person, position, body, status
Told = dict[str, tuple[Span, Body]]  # person → the office the article gives the person


def _readings(found: Shadow, match: re.Match[str], rule: Rule, known: Known, told: Told) -> Iterator[Reading]:
    """Who holds what by this match: one person as a rule, each of a list, or also the one who held it before."""
    if rule.options.get("list"):
        yield from _listed(found, match, rule, known)
        return
    person, position = found.span(match, "person"), found.span(match, "position")
    if rule.options.get("inner") and person:
        position = _inner_or_outer(found, match, person, known.holders)
    if rule.options.get("colleague"):
        position = _nearest_position(found, match.start())
    if rule.options.get("beside") and person:
        if office := _office_of_the_last(found, match.start(), told):
            yield person, *office, str(rule.options["status"])
        return
    if person is None or position is None:
        return
    status = _status(found, match, rule, position, person, known)
    body = _body(found, match, rule, position, person, status, known)
    yield person, position, body, status
    if second := rule.options.get("second"):
        yield _signs(found, match, "person")[1], position, body, str(second)


def _listed(found: Shadow, match: re.Match[str], rule: Rule, known: Known) -> Iterator[Reading]:
    """Of "die Präsidenten von A und B, X und Y" one to one in their order; without bodies each one's own."""
    named = _signs(found, match, "persons", "bodies", "pairs")
    persons = [span for span in named if span.kind == "person"]
    bodies = [span for span in named if span.kind != "person"]
    position = found.span(match, "position")
    if position is None or (bodies and len(bodies) != len(persons)):
        return
    for at, person in enumerate(persons):
        status = _status(found, match, rule, position, person, known)
        own = _body(found, match, rule, position, person, status, known)
        yield person, position, (bodies[at].value or bodies[at].name, "text") if bodies else own, status


def _signs(found: Shadow, match: re.Match[str], *groups: str) -> list[Span]:
    """The names in the groups called so, in the order of the pattern."""
    places = [name for name in match.re.groupindex if name.rstrip("0123456789") in groups and match[name]]
    return [found.signs[at] for name in places for at in range(*match.span(name)) if at in found.signs]


def _told(found: Shadow, rows: dict[tuple[int, int], OccupancyReported]) -> Told:
    """The first office, with its body, the article gives each person; deputies' are not counted."""
    positions = {span.start: span for span in found.signs.values() if span.kind == "position"}
    told: Told = {}
    for (_, position), row in sorted(rows.items()):
        if row.body and not row.position.startswith(DEPUTY):
            told.setdefault(row.person, (positions[position], (row.body, row.basis)))
    return told


def _office_of_the_last(found: Shadow, before: int, told: Told) -> tuple[Span, Body] | None:
    """The office of the person last named before, whom "sein Vorgänger" and "ihr Nachfolger" go back to."""
    at = found.text.rfind(SIGNS["person"], max(0, before - COLLEAGUE), before)
    return told.get(found.signs[at].name) if at >= 0 else None


def _status(found: Shadow, match: re.Match[str], rule: Rule, position: Span, person: Span, known: Known) -> str:
    """What the words right before make of the position: "der ehemalige", "designierter", "Kandidat für das Amt des"."""
    if fixed := rule.options.get("status"):
        return str(fixed)
    words = known.language.words
    befores = [found.text[max(0, match.start() - 80) : match.start()]]
    if match.start() < (at := found.places[position]) < match.end():
        befores.append(found.text[match.start() : at])  # "der kasachische Ex-Präsident"
    for status in ("candidate", "former", "acting", "designated"):
        pattern = rf"(?<!\w)(?:{words[f'status_{status}']})[ -]?[\ue000-\ue0ff]?[ -]?\Z"
        if any(re.search(pattern, before) for before in befores):
            in_office = re.search(rf"(?<!\w)(?:{words['in_office']}) ", "".join(befores)[-40:])
            return "held" if status == "acting" and in_office and _in_office(position, person, known) else status
    return "held"


def _in_office(position: Span, person: Span, known: Known) -> bool:
    """Whether "amtierend" is said of one who is in office, and not of one who only acts: a chair, or a holder."""
    return "Vorsitz" in position.name or any(
        h.person == person.name
        and h.status == "held"
        and same_office(h.position, position.name)
        and in_office(h, known.day)
        for h in known.holders
    )


def _body(
    found: Shadow, match: re.Match[str], rule: Rule, position: Span, person: Span, status: str, known: Known
) -> Body:
    """The body named there; else the one the office's name says; else the country the article gives the same organ;
    else the reference's, marked so: that of the person's office, then, for offices of a state, the person's country.
    """
    for group in ("org", "country", "adjective"):
        if span := found.span(match, group):
            return span.value or span.name, "text"
    if position.value:
        return position.value, "text"
    if body := _organ_elsewhere(found, position):
        return body, "text"
    day = known.day
    bodies = {
        h.body
        for h in known.holders
        if h.person == person.name
        and same_office(h.position, position.name)
        # one who is designated does not hold it yet
        and not (status != "designated" and day and h.valid_from and day < h.valid_from)
        and not (day and h.valid_until and day > h.valid_until and status != "former")
    }
    if not bodies and NATIONAL.search(position.name) and person.name in known.homes and "complement" not in rule.rule:
        return known.homes[person.name], "reference"
    return (bodies.pop(), "reference") if len(bodies) == 1 else (None, "text")


def _inner_or_outer(found: Shadow, match: re.Match[str], person: Span, holders: tuple[OfficeHolder, ...]) -> Span:
    """Of "der Berater des russischen Präsidenten X" the first office, unless the reference knows X in the second."""
    outer, inner = (found.signs[match.start(group)] for group in ("position", "position2"))
    known = any(h.person == person.name and same_office(h.position, inner.name) for h in holders)
    return inner if known else outer


def _nearest_position(found: Shadow, before: int) -> Span | None:
    """The office "sein Amtskollege" refers to: the last one named shortly before, in the same paragraph."""
    start = max(before - COLLEAGUE, found.text.rfind("\n", 0, before) + 1)
    near = [found.signs[at] for at in range(start, before) if found.text[at] == SIGNS["position"]]
    return near[-1] if near else None


def _organ_elsewhere(found: Shadow, position: Span) -> str | None:
    """The country whose organ the article names elsewhere ("Sicherheitsrat der Republik Belarus"), if it is one."""
    organ = ORGAN.search(position.name)
    if not organ:
        return None
    named = re.finditer(rf"{re.escape(organ[1])}(?:e?s)?(?={COUNTRY_BEHIND.pattern})", found.text)
    # the sign of the same position hides the organ's word, and the country may stand right behind it
    ends = [m.end() for m in named]
    ends += [at + 1 for at, span in found.signs.items() if span.kind == "position" and span.name == position.name]
    behind = [COUNTRY_BEHIND.match(found.text, end) for end in ends]
    bodies = {found.signs[m.start(1)].value for m in behind if m}
    return bodies.pop() if len(bodies) == 1 else None


def _without_echoes(rows: list[OccupancyReported]) -> list[OccupancyReported]:
    """A reading without a body says nothing where the article tells the body of the same person's same position."""
    told = {(r.person, r.position) for r in rows if r.body}
    return [r for r in rows if r.body or (r.person, r.position) not in told]
