"""Who is named as holding which position, of what body, and whether they hold it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import cache

from etl.model import Article, Language, OccupancyReported, OfficeHolder, Rule
from etl.tag.finding import Sought, by_rule
from etl.tag.names import Span
from etl.tag.positions import DEPUTY
from etl.tag.shadow import SIGNS, Shadow

# one office under two names: head of state and president are the same holder in the reference tables
SAME_OFFICE = {
    "Ministerpräsident": "Premierminister",
    "Regierungschef": "Premierminister",
    "Staatschef": "Präsident",
    "Vorsitzender des Ministerkabinetts": "Premierminister",
}

# offices that a person holds in the own country when no body is named
NATIONAL = re.compile(
    r"[Mm]inister$|[Pp]räsident$|Bundeskanzler|Staatschef|Regierungschef|Sicherheitsrates$|Botschafter"
)
BETWEEN = r"[ -]?[\ue000-\ue0ff]?[ -]?"  # a word about an office and the office
COLLEAGUE = 250  # characters in which "sein Amtskollege" looks for the office it means
ORGAN = re.compile(r" (?:des|der) (\w+?)(?:e?s)?$")
COUNTRY_BEHIND = re.compile(f" (?:von |der |des )?({SIGNS['country']})")


def occupancies(
    article: Article,
    found: Shadow,
    rules: Iterable[tuple[Rule, re.Pattern[str]]],
    language: Language,
    holders: tuple[OfficeHolder, ...],
    as_of: date | None,
    homes: dict[str, str],
) -> list[OccupancyReported]:
    """One row for each place that names a person with a position. A candidate holds nothing and gets no row.

    `homes` is the country of each listed person.
    """
    rows: dict[tuple[int, int], OccupancyReported] = {}
    named = {span.name for span in found.signs.values() if span.kind == "person"}
    holders = tuple(holder for holder in holders if holder.person in named)
    for rule, here in by_rule(rules, found.text):
        for match in here:
            person, position = found.span(match, "person"), found.span(match, "position")
            if rule.options.get("inner") and person:
                position = _inner_or_outer(found, match, person, holders)
            if rule.options.get("colleague"):
                position = _nearest_position(found, match.start())
            status = _status(found.text[max(0, match.start() - 80) : match.start()], rule, language)
            if person is None or position is None or status == "candidate":
                continue
            start, end = found.original(*match.span())
            body, basis = _body(found, match, rule, position, person, status, holders, homes, as_of)
            row = OccupancyReported(
                article_id=article.article_id,
                person=person.name,
                position=_deputy(found, position, language)
                + position.name
                + str(rule.options.get("office_suffix", "")),
                body=body,
                status=status,  # type: ignore[arg-type]
                as_of=as_of,
                basis=basis,  # type: ignore[arg-type]
                surface=article.text[start:end],
                char_start=start,
                char_end=end,
                rule=rule.rule,
            )
            # rules go from the fullest form to the barest: the first reading of a person and position together counts
            rows.setdefault((person.start, position.start), row)
    return _without_echoes(sorted(rows.values(), key=lambda r: (r.char_start, r.char_end, r.rule)))


def _deputy(found: Shadow, position: Span, language: Language) -> str:
    """The deputy's office: "stellvertretender OVKS-Generalsekretär", "stellvertretende russische Außenminister"."""
    at = found.places[position]
    words = _right_before(language.words["deputy"], f"[ -](?:{SIGNS['org']}-|{SIGNS['adjective']} )?")
    return DEPUTY if words.search(found.text[max(0, at - 40) : at]) else ""


@cache
def _right_before(words: str, between: str) -> Sought:
    return Sought(rf"(?<!\w)(?:{words}){between}\Z")


def _status(before: str, rule: Rule, language: Language) -> str:
    """What the words right before make of the position: "der ehemalige", "designierter", "Kandidat für das Amt des"."""
    if fixed := rule.options.get("status"):
        return str(fixed)
    for status in ("candidate", "former", "acting", "designated"):
        words = language.words.get(f"status_{status}")
        if words and _right_before(words, BETWEEN).search(before):
            return status
    return "held"


def _body(
    found: Shadow,
    match: re.Match[str],
    rule: Rule,
    position: Span,
    person: Span,
    status: str,
    holders: tuple[OfficeHolder, ...],
    homes: dict[str, str],
    day: date | None,
) -> tuple[str | None, str]:
    """The body named there; else the country the article gives the same organ; else the reference's, marked so:
    that of the person's office, then, for offices of a state, the person's country.
    """
    for group in ("org", "country", "adjective"):
        if span := found.span(match, group):
            return span.value or span.name, "text"
    if body := _organ_elsewhere(found, position):
        return body, "text"
    office = SAME_OFFICE.get(position.name, position.name)
    bodies = {
        h.body
        for h in holders
        if h.person == person.name
        and SAME_OFFICE.get(h.position, h.position) == office
        # one who is designated does not hold it yet
        and not (status != "designated" and day and h.valid_from and day < h.valid_from)
        and not (day and h.valid_until and day > h.valid_until)
    }
    if not bodies and NATIONAL.search(position.name) and person.name in homes and "complement" not in rule.rule:
        return homes[person.name], "reference"
    return (bodies.pop(), "reference") if len(bodies) == 1 else (None, "text")


def _inner_or_outer(found: Shadow, match: re.Match[str], person: Span, holders: tuple[OfficeHolder, ...]) -> Span:
    """Of "der Berater des russischen Präsidenten X" the first office, unless the reference knows X in the second."""
    outer, inner = (found.signs[match.start(group)] for group in ("position", "position2"))
    office = SAME_OFFICE.get(inner.name, inner.name)
    known = any(h.person == person.name and SAME_OFFICE.get(h.position, h.position) == office for h in holders)
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
