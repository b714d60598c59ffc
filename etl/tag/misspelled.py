"""Listed persons whose name is written in no listed way: transcribed otherwise, or misspelled by a letter or two.

A capitalised word alone is never enough. Evidence is the given name beside the surname, the office of the person with
its body right before, or, for long surnames, the person's full name in the same article.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

from etl.model import Form, OfficeHolder
from etl.tag.names import Span
from etl.tag.positions import same_office
from etl.tag.shadow import SIGNS, Shadow
from etl.tag.spelling import LONG, SHORTEST, folded, near

WORD = r"[^\W\d_a-zäöüß](?=[\w’'-]*[a-zäöüß])[\w’'-]{1,40}[^\W\d_]"
PAIR = re.compile(rf"(?<![\w-])(?=({WORD}) ({WORD})(?![\w-]))")
ALONE = re.compile(rf"(?<![\w-]){WORD}(?![\w-])")
# an office with its body before it, and a capitalised word behind it
HOLDER = re.compile(
    rf"[{SIGNS['org']}{SIGNS['country']}{SIGNS['adjective']}][ -]{SIGNS['position']} (?P<name>{WORD})(?![\w-])"
)
LATIN = re.compile(r"[^\u0370-\uffff]*")
# letters of a folded given name, and of a surname beside an office, from which on one may differ
GIVEN_LONG, BESIDE_OFFICE = 5, 6


class Spellings:
    """Listed persons by their folded given names and surnames, to look misspelled ones up."""

    def __init__(
        self,
        forms: Iterable[Form],
        given_names: Iterable[str],
        holders: Iterable[OfficeHolder],
        homes: dict[str, str],
    ) -> None:
        self._by_given: dict[str, set[tuple[str, str]]] = defaultdict(set)  # given name → (surname, person)
        self._by_surname: dict[str, set[tuple[str, str]]] = defaultdict(set)  # surname → (given name, person)
        self._surnames: dict[str, set[str]] = defaultdict(set)  # person → surnames
        for form in forms:
            words = form.form.split(" ")
            if form.kind == "person" and form.form_kind != "surname" and len(words) == 2 and LATIN.fullmatch(form.form):
                given, surname = folded(words[0]), folded(words[1])
                self._by_given[given].add((surname, form.name))
                self._by_surname[surname].add((given, form.name))
                self._surnames[form.name].add(surname)
        self._given = {folded(name) for name in given_names}
        self._holders = list(holders)
        self._bodies: dict[str, set[str]] = defaultdict(set)  # person → country and bodies of offices
        for name, country in [*homes.items(), *((h.person, h.body) for h in self._holders)]:
            self._bodies[name].add(country)

    def person(self, given: str, surname: str, shortest: int) -> str | None:
        """The one listed person whose given name is this and whose surname is nearly this, or the other way round."""
        one, other = _folded(given), _folded(surname)
        found = {name for known, name in self._by_given.get(one, ()) if near(known, other, shortest)}
        if other in self._by_surname and not found and one not in self._given:
            found = {name for known, name in self._by_surname[other] if _near_given(known, one)}
        # another listed name, spelled as listed, is that other person's
        known_otherwise = other in self._by_surname and not any(other in self._surnames[name] for name in found)
        return found.pop() if len(found) == 1 and not known_otherwise else None

    def belongs(self, person: str, bodies: set[str]) -> bool:
        """Whether one of these is the person's country or a body the person held an office of."""
        return not self._bodies[person].isdisjoint(bodies)

    def holder(self, position: str, body: str, surname: str) -> str | None:
        """The one person the reference knows in this office whose surname is nearly this."""
        word = _folded(surname)
        found = {
            h.person
            for h in self._holders
            if h.body == body
            and same_office(h.position, position)
            and any(near(known, word, BESIDE_OFFICE) for known in self._surnames[h.person])
        }
        return found.pop() if len(found) == 1 else None

    def named(self, persons: Iterable[str], surname: str) -> str | None:
        """The one of these persons whose long surname is nearly this."""
        word = _folded(surname)
        if len(word) < SHORTEST or word in self._by_surname:
            return None
        found = {name for name in persons if any(len(k) >= SHORTEST and near(k, word) for k in self._surnames[name])}
        return found.pop() if len(found) == 1 else None


@lru_cache(maxsize=50_000)
def _folded(word: str) -> str:
    return folded(word)


def _near_given(known: str, word: str) -> bool:
    return near(known, word, GIVEN_LONG) and len(word) < LONG


def misspelled(text: str, spans: list[Span], found: Shadow, spellings: Spellings) -> list[Span]:
    """Spans of listed persons whose names no look-up finds; they overlap no span but surnames found alone."""
    taken = {at for s in spans if s.form_kind != "surname" for at in range(s.start, s.end)}
    new = [
        Span(start, end, "person", name, None, "misspelled", rule)
        for start, end, name, rule in (*_pairs(text, spans, spellings), *_holders(text, found, spellings))
        if taken.isdisjoint(range(start, end))
    ]
    full = {s.name for s in [*spans, *new] if s.kind == "person" and s.form_kind != "surname"}
    covered = taken.union(*(range(s.start, s.end) for s in [*spans, *new]))
    return [*new, *_later(text, full, covered, spellings)]


def _pairs(text: str, spans: list[Span], spellings: Spellings) -> Iterator[tuple[int, int, str, str]]:
    """Given name and surname. Not alike when folded, they count in articles that name the person's country or body:
    elsewhere another may be called nearly so."""
    behind_office = {span.end + 1 for span in spans if span.kind == "position"}
    bodies = {span.value or span.name for span in spans if span.kind in ("country", "organization")}
    for match in PAIR.finditer(text):
        shortest = BESIDE_OFFICE if match.start() in behind_office else SHORTEST
        for surname in _without_genitive(match[2]):
            name = spellings.person(match[1], surname, shortest)
            rule = _rule(match[1], surname, name) if name else None
            if name and rule and (rule == "person.transcribed" or spellings.belongs(name, bodies)):
                yield match.start(1), match.start(2) + len(match[2]), name, rule
                break


def _holders(text: str, found: Shadow, spellings: Spellings) -> Iterator[tuple[int, int, str, str]]:
    for match in HOLDER.finditer(found.text):
        body, position = found.signs[match.start()], found.signs[match.start() + 2]
        start, end = found.original(*match.span("name"))
        for surname in _without_genitive(text[start:end]):
            if name := spellings.holder(position.name, body.value or body.name, surname):
                yield start, end, name, "person.misspelled"
                break


def _later(text: str, persons: set[str], taken: set[int], spellings: Spellings) -> Iterator[Span]:
    """Long surnames nearly those of persons the article names in full, not beside another capitalised word's name."""
    if not persons:
        return
    for match in ALONE.finditer(text):
        if len(match[0]) < SHORTEST or not taken.isdisjoint(range(*match.span())):
            continue
        for surname in _without_genitive(match[0]):
            if name := spellings.named(persons, surname):
                yield Span(*match.span(), "person", name, None, "misspelled", "person.misspelled")
                break


def _rule(given: str, surname: str, name: str) -> str:
    """Transcribed otherwise when nothing but that differs from the listed name."""
    alike = folded(f"{given} {surname}") == folded(name)
    return "person.transcribed" if alike else "person.misspelled"


def _without_genitive(word: str) -> list[str]:
    return [word, word[:-1]] if word.endswith("s") and len(word) > 4 else [word.rstrip("’'")]
