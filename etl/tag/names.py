"""Finds the names of seeds/tables in a text: organizations, persons, countries, places, positions.

All forms are looked up in one pass (Aho-Corasick); a name counts when it stands as a word, or as a part of a hyphen
compound, with one of the endings its rule allows. Where names overlap, the longest wins.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import product

import ahocorasick

from etl.model import Form, Rule
from etl.tag.finding import Taken

# of two names in the same characters the first of these kinds is meant
KIND_ORDER = ("organization", "person", "country", "place", "position")


@dataclass(frozen=True, slots=True)
class Span:
    """A name in a text. `form_kind` says how it is written (name, abbreviation, adjective, surname, …)."""

    start: int
    end: int
    kind: str
    name: str
    value: str | None
    form_kind: str
    rule: str
    organ: str | None = None  # of an organization: the organ named there


@dataclass(frozen=True, slots=True)
class Entry:
    """One spelling to look up, with what it means and what may follow it."""

    form: Form
    rule: str
    endings: tuple[str, ...]  # longest first; "" among them when the bare form counts
    before_hyphen: bool  # counts only as the first part of a hyphen compound
    language: str | None  # counts only in articles of this language


class Names:
    """The look-up made of all forms and the rules of kind `name`; building it takes most of a second."""

    def __init__(self, forms: Iterable[Form], rules: Iterable[Rule]) -> None:
        entries: dict[str, list[Entry]] = defaultdict(list)
        by_kind = list(rules)
        for form in forms:
            for rule in by_kind:
                of_language = rule.language in ("*", form.language)
                if form.kind == rule.options["names"] and form.form_kind in _texts(rule, "forms") and of_language:
                    entry = Entry(
                        form,
                        rule.rule,
                        tuple(sorted(_texts(rule, "endings"), key=len, reverse=True)),
                        bool(rule.options.get("before_hyphen")),
                        form.language if rule.options.get("own_language") else None,
                    )
                    for spelling in _spellings(form.form, _texts(rule, "spellings")):
                        for written in _declined(spelling, rule):
                            entries[written].append(entry)
        endings = {ending for found in entries.values() for entry in found for ending in entry.endings}
        self._marks = {ending[0] for ending in endings if ending and not is_word(ending[0])}
        self._automaton = ahocorasick.Automaton()
        for spelling, found in entries.items():
            self._automaton.add_word(spelling, (spelling, found))
        if entries:
            self._automaton.make_automaton()
        self._empty = not entries

    def find(self, text: str, language: str) -> list[Span]:
        """All names in the order of the text, none overlapping another."""
        return without_overlaps(_shared(self._all(text, language)))

    def _all(self, text: str, language: str) -> Iterator[Span]:
        if self._empty:
            return
        for last, (spelling, entries) in self._automaton.iter(text):
            start = last - len(spelling) + 1
            if start and is_word(text[start - 1]):
                continue
            behind = text[last + 1 : last + 2]
            bare = not behind or not (behind in self._marks or is_word(behind))
            for entry in entries:
                if entry.language not in (None, language):
                    continue
                end = _end(text, last + 1, entry, bare)
                if end is not None:
                    form = entry.form
                    yield Span(start, end, form.kind, form.name, form.value, form.form_kind, entry.rule, form.organ)


def _texts(rule: Rule, key: str) -> tuple[str, ...]:
    return tuple(rule.options.get(key, ()))  # type: ignore[arg-type]


def _spellings(form: str, extra: tuple[str, ...]) -> set[str]:
    """The form as listed, and in capitals or with a capital first letter where the rule says so."""
    found = {form}
    if "capitals" in extra and len(form) > 3:
        found.add(form.upper())
    if "initial_capital" in extra:
        found.add(form[0].upper() + form[1:])
    return found


def _declined(form: str, rule: Rule) -> set[str]:
    """The form in all cases, where the rule has a table of endings: ending of a word → what may stand instead.

    Only the first `declined` words change; the longest ending decides, "" is that of all other words.
    """
    table: dict[str, list[str]] | None = rule.options.get("declension")  # type: ignore[assignment]
    if table is None:
        return {form}
    endings = sorted(table, key=len, reverse=True)
    words = form.split(" ")
    cases: list[list[str]] = []
    for number, word in enumerate(words):
        ending = next((e for e in endings if word.endswith(e)), None)
        if number >= int(str(rule.options["declined"])) or ending is None or word.isupper():
            cases.append([word])
        else:
            cases.append([word.removesuffix(ending) + other for other in table[ending]])
    return {" ".join(case) for case in product(*cases)}


def is_word(char: str) -> bool:
    """Part of a word: a letter or decimal digit. A footnote's superscript is none."""
    return char.isalpha() or char.isdecimal()


def _end(text: str, end: int, entry: Entry, is_bare: bool) -> int | None:
    """Where the name with its ending ends; None when it is the beginning of another word.

    `is_bare`: what stands behind it begins no ending.
    """
    if is_bare:
        return end if "" in entry.endings and (not entry.before_hyphen or text[end : end + 1] == "-") else None
    for ending in entry.endings:
        stop = end + len(ending)
        if text.startswith(ending, end) and not (stop < len(text) and is_word(text[stop])):
            return stop if not entry.before_hyphen or text[stop : stop + 1] == "-" else None
    return None


def _shared(spans: Iterable[Span]) -> list[Span]:
    """A surname that several listed persons have becomes one span naming all of them, joined by "|"."""
    found: dict[tuple[int, int, bool], Span] = {}
    for span in spans:
        key = (span.start, span.end, span.kind == "person" and span.form_kind == "surname")
        if key[2] and key in found:
            names = {*found[key].name.split("|"), span.name}
            found[key] = replace(span, name="|".join(sorted(names)))
        else:
            found[key] = min(span, found[key], key=_order) if key in found else span
    return list(found.values())


def _order(span: Span) -> tuple[int, str]:
    return KIND_ORDER.index(span.kind), span.name


def without_overlaps(spans: Iterable[Span]) -> list[Span]:
    """Longest first, then leftmost, then the order of kinds; what overlaps a chosen one is left out."""
    ordered = sorted(spans, key=lambda s: (s.start - s.end, s.start, _order(s)))
    taken = Taken()
    return sorted((span for span in ordered if taken.take(span.start, span.end)), key=lambda s: s.start)
