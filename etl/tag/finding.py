"""Finds what many rules match in a text without trying each rule at each letter.

A pattern shows with which words all that it matches begins, or what words must stand in it; all such words are looked
up in one pass, and a pattern is tried there alone. What it finds is what it would find in the whole text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import product
from re import _parser  # type: ignore[attr-defined]
from typing import Any, Literal

import ahocorasick

from etl.model import Rule

MOST_STRINGS = 400  # alternatives that are still looked up one by one
MOST_JOINED = 60  # of them that are joined with what stands behind
MOST_LETTERS = 10  # of [...]
LIGHT = 2  # letters; what all words of a kind are at least, or they tell too little
MOST_KINDS = 3  # kinds of needed words that are looked at for one pattern
SIGN = 4  # letters that the sign of a name is worth
NARROW = 250  # characters; a pattern that can match more is tried in whole lines
WIDEST = 3000  # characters; a pattern that can match more, and over lines, is tried in the whole text
NEWLINE = 10
WORD = re.compile(r"\w+")
Edge = tuple[int, int]
Rules = Iterable[tuple[Rule, re.Pattern[str]]]
# what Python's parser of patterns calls their parts
GROUPS = ("SUBPATTERN", "ATOMIC_GROUP")
REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")
NO_WIDTH = ("AT", "ASSERT", "ASSERT_NOT")


class Patterns(list[tuple[Rule, re.Pattern[str]]]):
    """Rules with their patterns, in the order of the seeds."""

    def by_rule(self, text: str) -> Iterator[tuple[Rule, Iterator[re.Match[str]]]]:
        """The matches of each rule that may have any, as if its pattern had been tried on the whole text."""
        read = self._read(text)
        hits, words = self._hits(read) if read is not None else (None, -1)
        for number, (rule, pattern) in enumerate(self):
            where, need = self._where[number], self._needs[number]
            if need & words != need:
                continue
            if hits is None or where == "anywhere":
                yield rule, pattern.finditer(text)
            elif number in hits and where == "begins":
                yield rule, _beginning(pattern, text, sorted(set(hits[number])))
            elif number in hits:
                around = self._around(text, number, sorted(hits[number]))
                yield rule, (match for window in around for match in _inside(pattern, text, *window))

    def _hits(self, read: str) -> tuple[dict[int, list[int]], int]:
        """By the number of a rule, where its words stand; and all needed words there are, as bits."""
        found: dict[int, list[int]] = defaultdict(list)
        words = 0
        if len(self._words):
            for last, (length, numbers, bits) in self._words.iter(read):
                words |= bits
                for number in numbers:
                    found[number].append(last - length + 1)
        return found, words

    def _around(self, text: str, number: int, hits: list[int]) -> Iterator[tuple[int, int, int]]:
        """Where matches may begin (start, end) and up to where the pattern must see the text, none overlapping another.

        A letter more than that is shown, so that no end of a window is taken for the text's.
        """
        if self._where[number] == "line":
            yield from ((start, end, end + 1) for start, end in _lines_of(text, hits))
            return
        width, longest = self._widths[number], max(map(len, self._keys[number]))
        windows = ((max(0, hit - width), hit + longest + width + 2) for hit in hits)
        yield from ((start, end, end) for start, end in _joined(windows))

    def _read(self, text: str) -> str | None:
        """The text in which words are looked up; None when letters become two and places mean nothing any more."""
        read = folded(text) if self._is_folded else text
        return read if len(read) == len(text) else None

    def held(self, text: str, parts: Sequence[Edge]) -> list[int]:
        """For each part of the text, in its order, the needed words that stand there, as bits."""
        read = self._read(text)
        if read is None:
            return [-1] * len(parts)
        held = [0] * len(parts)
        starts = [start for start, _ in parts]
        if len(self._words):
            for last, (length, _, bits) in self._words.iter(read):
                at = bisect_right(starts, last - length + 1) - 1
                if at >= 0:
                    held[at] |= bits
        return held

    def fitting(self, words: int) -> list[tuple[Rule, re.Pattern[str]]]:
        """The rules that have all they need among these words, in their order."""
        return [pair for pair, need in zip(self, self._needs, strict=True) if need & words == need]

    def fits(self, number: int, held: Sequence[int], parts: Iterable[int]) -> list[int]:
        """Which of these parts have all that the rule of this number needs."""
        need = self._needs[number]
        return [at for at in parts if need & held[at] == need]

    # what is made of the patterns once

    @cached_property
    def _trees(self) -> list[Any]:
        return [_parser.parse(pattern.pattern) for _, pattern in self]

    @cached_property
    def _is_folded(self) -> bool:
        return any("(?i" in pattern.pattern for _, pattern in self)

    @cached_property
    def _kinds(self) -> list[list[frozenset[str]]]:
        """For each pattern, kinds of words of which it needs one each, the heaviest first."""
        return [_heaviest(_needed(tree), self._is_folded) for tree in self._trees]

    @cached_property
    def _beginnings(self) -> list[list[frozenset[str]]]:
        """For each pattern, the words of which one begins whatever it matches; none where they tell too little."""
        return [_heaviest([frozenset(_first(tree))], self._is_folded) for tree in self._trees]

    @cached_property
    def _keys(self) -> list[frozenset[str]]:
        """The words at which each pattern is tried."""
        both = zip(self._beginnings, self._kinds, strict=True)
        return [next(iter([*first, *kinds]), frozenset()) for first, kinds in both]

    @cached_property
    def _where(self) -> list[Literal["begins", "near", "line", "anywhere"]]:
        """Where each pattern is tried: where its words begin, around them, in their line, or at each letter."""
        found: list[Literal["begins", "near", "line", "anywhere"]] = []
        for tree, first, key, width in zip(self._trees, self._beginnings, self._keys, self._widths, strict=True):
            if first:
                found.append("begins")
            elif key and width <= NARROW:
                found.append("near")
            elif key and not _over_lines(tree):
                found.append("line")
            else:
                found.append("near" if key and width <= WIDEST else "anywhere")
        return found

    @cached_property
    def _widths(self) -> list[int]:
        """The most characters each pattern can match and look at behind that."""
        return [int(tree.getwidth()[1]) + _looks_ahead(tree) for tree in self._trees]

    @cached_property
    def _words(self) -> Any:
        """Word → its length, the rules that are tried where it stands, what it is needed for."""
        numbers: dict[str, tuple[int, ...]] = defaultdict(tuple)
        bits: dict[str, int] = defaultdict(int)
        for number, key in enumerate(self._keys):
            for word in key:
                numbers[word] += (number,)
        for kind, bit in self._bits.items():
            for word in kind:
                bits[word] |= bit
        made = ahocorasick.Automaton()
        for word in numbers.keys() | bits.keys():
            made.add_word(word, (len(word), numbers[word], bits[word]))
        if len(made):
            made.make_automaton()
        return made

    @cached_property
    def _bits(self) -> dict[frozenset[str], int]:
        kinds = dict.fromkeys(kind for kinds in self._kinds for kind in kinds)
        return {kind: 1 << number for number, kind in enumerate(kinds)}

    @cached_property
    def _needs(self) -> list[int]:
        return [sum({self._bits[kind] for kind in kinds}) for kinds in self._kinds]


def by_rule(rules: Rules, text: str) -> Iterator[tuple[Rule, Iterator[re.Match[str]]]]:
    """Rules with their matches in the text."""
    return rules.by_rule(text) if isinstance(rules, Patterns) else ((rule, p.finditer(text)) for rule, p in rules)


def matches(rules: Rules, text: str) -> Iterator[tuple[Rule, re.Match[str]]]:
    """All matches in the text, rule by rule."""
    return ((rule, match) for rule, found in by_rule(rules, text) for match in found)


def within(
    rules: Rules, text: str, parts: Sequence[Edge], wanted: Callable[[Edge], object]
) -> Iterator[tuple[Rule, re.Match[str]]]:
    """All matches in the parts of the text that are wanted, rule by rule; the end of a part is one of the text."""
    patterns = rules if isinstance(rules, Patterns) else Patterns(rules)
    held = patterns.held(text, parts)
    near = [at for at, words in enumerate(held) if patterns.fitting(words) and wanted(parts[at])]
    for number, (rule, pattern) in enumerate(patterns):
        for at in patterns.fits(number, held, near):
            for match in pattern.finditer(text, *parts[at]):
                yield rule, match


def _beginning(pattern: re.Pattern[str], text: str, starts: Iterable[int]) -> Iterator[re.Match[str]]:
    """The matches that begin in one of these places, none overlapping another."""
    behind = 0
    for start in starts:
        if start >= behind and (match := pattern.match(text, start)):
            behind = match.end()
            yield match


def _inside(pattern: re.Pattern[str], text: str, start: int, end: int, stop: int) -> Iterator[re.Match[str]]:
    """The matches that begin from start to end, of a pattern that sees the text up to stop."""
    for match in pattern.finditer(text, start, stop):
        if match.start() >= end:
            return
        yield match


def _lines_of(text: str, hits: Iterable[int]) -> Iterator[Edge]:
    """The lines in which these places lie, with their line ends."""
    end = 0
    for hit in hits:
        if hit >= end:
            start, end = text.rfind("\n", 0, hit) + 1, text.find("\n", hit) + 1 or len(text)
            yield start, end


def _joined(windows: Iterable[Edge]) -> Iterator[Edge]:
    """Windows in the order of their beginnings; those that overlap made one."""
    before: Edge | None = None
    for start, end in windows:
        if before and start < before[1]:
            before = (before[0], end)
            continue
        if before:
            yield before
        before = (start, end)
    if before:
        yield before


class Taken:
    """Stretches of a text of which none overlaps another."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []

    def take(self, start: int, end: int) -> bool:
        """Whether the stretch was free; then it is so no longer."""
        at = bisect_left(self._starts, end)
        if at and self._ends[at - 1] > start:
            return False
        self._starts.insert(at, start)
        self._ends.insert(at, end)
        return True


def has_word(text: str, words: str) -> bool:
    """Whether one of these alternatives stands in the text as whole words."""
    single, pattern = _alternatives(words)
    return bool(pattern.search(text)) if single is None else not single.isdisjoint(WORD.findall(text))


@lru_cache(maxsize=512)
def _alternatives(words: str) -> tuple[frozenset[str] | None, re.Pattern[str]]:
    """All of them, where each is one word, and their pattern."""
    strings = _strings(_parser.parse(words))
    single = frozenset(strings) if strings and all(map(WORD.fullmatch, strings)) else None
    return single, re.compile(rf"(?<!\w)(?:{words})(?!\w)")


def folded(text: str) -> str:
    """Small letters, and those that a pattern without case takes for others made one."""
    return text.lower().replace("\u0131", "i").replace("\u017f", "s").replace("\u00b5", "\u03bc")


# --- what a pattern needs ---------------------------------------------------------------------------------------------


def _heaviest(kinds: Iterable[frozenset[str]], fold: bool) -> list[frozenset[str]]:
    """The kinds of needed words that tell most; those that tell too little are left out."""
    made = {frozenset(map(folded, kind)) if fold else kind: None for kind in kinds if kind}
    weights = {kind: _weight(kind) for kind in made}
    heavy = [kind for kind in made if weights[kind] >= LIGHT]
    return sorted(heavy, key=lambda kind: weights[kind], reverse=True)[:MOST_KINDS]


def _weight(words: Iterable[str]) -> int:
    """Letters of the lightest; signs of names are rarer than letters."""
    return min(sum(SIGN if "\ue000" <= c <= "\ue0ff" else c.isalnum() for c in word) for word in words)


def _needed(tree: Iterable[Any]) -> list[frozenset[str]]:
    """Kinds of strings: whatever the tree matches contains at least one of each kind."""
    found: list[frozenset[str]] = []
    run = [""]
    for op, value in tree:
        strings = _strings([(op, value)])
        if op.name == "ASSERT":  # what must stand ahead is needed, and parts nothing
            found += _needed_by(op.name, value)
            continue
        if strings is not None and (run == [""] or len(run) * len(strings) <= MOST_JOINED):
            run = [head + tail for head, tail in product(run, strings)]
            continue
        found += [frozenset(run)]
        run = strings if strings is not None else [""]
        if strings is None:
            found += _needed_by(op.name, value)
    return [kind for kind in [*found, frozenset(run)] if "" not in kind]


def _needed_by(op: str, value: Any) -> list[frozenset[str]]:
    if op in GROUPS:
        return _needed(_body(value))
    if op in REPEATS:
        return _needed(value[2]) if value[0] else []
    if op == "ASSERT" and value[0] > 0:
        return _needed(value[1])
    if op == "BRANCH":
        best = [max(kinds, key=_weight) for branch in value[1] if (kinds := _needed(branch))]
        return [frozenset().union(*best)] if len(best) == len(value[1]) else []
    return []


def _first(tree: Iterable[Any]) -> list[str]:
    """Strings of which one begins whatever the tree matches."""
    run = [""]
    for op, value in tree:
        strings = _strings([(op, value)])
        if strings is not None and len(run) * len(strings) <= MOST_STRINGS:
            run = [head + tail for head, tail in product(run, strings)]
            if len(run) > MOST_JOINED:
                break
            continue
        if op.name in (*GROUPS, "BRANCH"):
            tails = [first for part in _parts(op.name, value) for first in _first(part)]
            if len(run) * len(tails) <= MOST_STRINGS:
                run = [head + tail for head, tail in product(run, tails)]
        break
    return list(dict.fromkeys(run))


def _strings(tree: Iterable[Any]) -> list[str] | None:
    """All strings that the tree can match; None where they are too many."""
    found = [""]
    for op, value in tree:
        tails = _strings_of(op.name, value)
        if tails is None or len(found) * len(tails) > MOST_STRINGS:
            return None
        found = [head + tail for head, tail in product(found, tails)]
    return list(dict.fromkeys(found))


def _strings_of(op: str, value: Any) -> list[str] | None:
    if op == "LITERAL":
        return [chr(value)]
    if op in NO_WIDTH:
        return [""]
    if op in GROUPS:
        return _strings(_body(value))
    if op == "IN":
        return _listed(value)
    if op == "BRANCH":
        branches = [_strings(branch) for branch in value[1]]
        every = [text for branch in branches if branch is not None for text in branch]
        return every if None not in branches and len(every) <= MOST_STRINGS else None
    if op in REPEATS and value[1] == 1:
        once = _strings(value[2])
        return None if once is None else once if value[0] else [*once, ""]
    return None


def _listed(items: list[Any]) -> list[str] | None:
    """The letters of [...]; None where they are many or told by their kind."""
    found: list[str] = []
    for kind, value in items:
        if kind.name == "LITERAL":
            found.append(chr(value))
        elif kind.name == "RANGE" and value[1] - value[0] < MOST_LETTERS:
            found += map(chr, range(value[0], value[1] + 1))
        else:
            return None
    return found if len(found) <= MOST_LETTERS else None


# --- how far a pattern can match --------------------------------------------------------------------------------------


def _looks_ahead(tree: Iterable[Any]) -> int:
    """How many characters behind its match the pattern looks at, at most."""
    most = 0
    for op, value in tree:
        name = op.name
        parts = _parts(name, value)
        if name in ("ASSERT", "ASSERT_NOT"):
            most = max(most, int(value[1].getwidth()[1]) if value[0] > 0 else 0)
        most = max([most, *map(_looks_ahead, parts)])
    return most


def _over_lines(tree: Iterable[Any]) -> bool:
    """Whether a line's end can stand in what the pattern matches or looks at behind that."""
    return any(_meets_line_end(op.name, value) for op, value in tree)


def _meets_line_end(op: str, value: Any) -> bool:
    if op == "LITERAL":
        return bool(value == NEWLINE)
    if op == "NOT_LITERAL":
        return bool(value != NEWLINE)
    if op == "IN":
        return _has_line_end(value)
    if op in ("ASSERT", "ASSERT_NOT") and value[0] > 0:
        # one letter behind a line's end is seen where a line is tried
        return bool(value[1].getwidth()[1] > 1 and _over_lines(value[1]))
    if op in NO_WIDTH or op == "ANY":
        return False
    parts = _parts(op, value)
    return any(map(_over_lines, parts)) if parts else True


def _has_line_end(items: list[Any]) -> bool:
    """Whether [...] matches a line's end."""
    met = False
    for kind, value in items:
        name = kind.name
        met |= name == "LITERAL" and value == NEWLINE
        met |= name == "RANGE" and value[0] <= NEWLINE <= value[1]
        met |= name == "CATEGORY" and value.name in ("CATEGORY_SPACE", "CATEGORY_NOT_WORD", "CATEGORY_NOT_DIGIT")
    return met != bool(items[0][0].name == "NEGATE")


def _parts(op: str, value: Any) -> list[Any]:
    """The patterns that a part of a pattern is made of."""
    if op in GROUPS:
        return [_body(value)]
    if op in REPEATS:
        return [value[2]]
    if op == "BRANCH":
        return list(value[1])
    return [value[1]] if op in ("ASSERT", "ASSERT_NOT") else []


def _body(group: Any) -> Any:
    """What a group holds."""
    return group[-1] if isinstance(group, tuple) else group
