"""Finds what many rules match in a text without trying each rule at each letter.

A pattern shows what words must stand in everything it matches; all such words are looked up in one pass, and a pattern
is tried only in those lines that have one of each kind it needs. What it finds is what it would find in the whole text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import product
from re import _parser  # type: ignore[attr-defined]
from typing import Any

import ahocorasick

from etl.model import Rule

MOST_STRINGS = 400  # alternatives that are still looked up one by one
MOST_JOINED = 60  # of them that are joined with what stands behind
LIGHT = 2  # letters; what all needed words of a kind are at least, or they tell too little
MOST_KINDS = 3  # kinds of needed words that are looked at for one pattern
SIGN = 4  # letters that the sign of a name is worth
WIDEST = 3000  # characters; a pattern that can match more, and over lines, is tried in the whole text
NEWLINE = 10
Edge = tuple[int, int]
Rules = Iterable[tuple[Rule, re.Pattern[str]]]
# what Python's parser of patterns calls their parts
GROUPS = ("SUBPATTERN", "ATOMIC_GROUP")
REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")
NO_WIDTH = ("AT", "ASSERT", "ASSERT_NOT")


class Patterns(list[tuple[Rule, re.Pattern[str]]]):
    """Rules with their patterns, in the order of the seeds."""

    def by_rule(self, text: str) -> Iterator[tuple[Rule, Iterator[re.Match[str]]]]:
        """The matches of each rule that has any, as if its pattern had been tried on the whole text."""
        lines = _lines(text)
        held = self.held(text, lines)
        anywhere = 0
        for words in held:
            anywhere |= words
        for (rule, pattern), need, reach in zip(self, self._needs, self._reaches, strict=True):
            if need & anywhere == need:
                yield rule, _inside(pattern, text, _windows(text, lines, held, need, reach))

    def held(self, text: str, parts: Sequence[Edge]) -> list[int]:
        """For each part of the text, in its order, the needed words that stand there, as bits."""
        held = [0] * len(parts)
        if not len(self._words):
            return held
        starts = [start for start, _ in parts]
        read = folded(text) if self._is_folded else text
        if len(read) != len(text):  # letters that become two when folded: places mean nothing any more
            return [-1] * len(parts)
        for last, (length, bits) in self._words.iter(read):
            at = bisect_right(starts, last - length + 1) - 1
            if at >= 0:
                held[at] |= bits
        return held

    def fitting(self, words: int) -> list[tuple[Rule, re.Pattern[str]]]:
        """The rules that have all they need among these words, in their order."""
        return [pair for pair, need in zip(self, self._needs, strict=True) if need & words == need]

    def fits(self, number: int, held: Sequence[int]) -> list[int]:
        """Which parts of a text have all that the rule of this number needs."""
        need = self._needs[number]
        return [at for at, words in enumerate(held) if need & words == need]

    @cached_property
    def _trees(self) -> list[Any]:
        return [_parser.parse(pattern.pattern) for _, pattern in self]

    @cached_property
    def _is_folded(self) -> bool:
        return any("(?i" in pattern.pattern for _, pattern in self)

    @cached_property
    def _kinds(self) -> list[list[frozenset[str]]]:
        """For each pattern, kinds of words of which it needs one each."""
        found = []
        for tree in self._trees:
            found.append(heaviest(_needed(tree), self._is_folded))
        return found

    @cached_property
    def _bits(self) -> dict[frozenset[str], int]:
        kinds = dict.fromkeys(kind for kinds in self._kinds for kind in kinds)
        return {kind: 1 << number for number, kind in enumerate(kinds)}

    @cached_property
    def _needs(self) -> list[int]:
        return [sum({self._bits[kind] for kind in kinds}) for kinds in self._kinds]

    @cached_property
    def _words(self) -> Any:
        bits: dict[str, int] = defaultdict(int)
        for kind, bit in self._bits.items():
            for word in kind:
                bits[word] |= bit
        words = ahocorasick.Automaton()
        for word, found in bits.items():
            words.add_word(word, (len(word), found))
        if bits:
            words.make_automaton()
        return words

    @cached_property
    def _reaches(self) -> list[int | None]:
        """How far beyond a line with its words a pattern can match: 0 for none that can match a line's end, None for
        one that must be tried in the whole text."""
        return [_reach(tree) for tree in self._trees]


def by_rule(rules: Rules, text: str) -> Iterator[tuple[Rule, Iterator[re.Match[str]]]]:
    """Rules with their matches in the text."""
    return rules.by_rule(text) if isinstance(rules, Patterns) else ((rule, p.finditer(text)) for rule, p in rules)


def matches(rules: Rules, text: str) -> Iterator[tuple[Rule, re.Match[str]]]:
    """All matches in the text, rule by rule."""
    return ((rule, match) for rule, found in by_rule(rules, text) for match in found)


def _inside(pattern: re.Pattern[str], text: str, windows: Iterable[tuple[int, int, int]]) -> Iterator[re.Match[str]]:
    for start, end, stop in windows:
        for match in pattern.finditer(text, start, stop):
            if match.start() >= end:
                break
            yield match


def within(rules: Rules, text: str, parts: Sequence[Edge]) -> Iterator[tuple[Rule, re.Match[str]]]:
    """All matches in parts of the text, rule by rule; the end of a part is one of the text."""
    held = rules.held(text, parts) if isinstance(rules, Patterns) else []
    for number, (rule, pattern) in enumerate(rules):
        fitting = rules.fits(number, held) if isinstance(rules, Patterns) else range(len(parts))
        for at in fitting:
            for match in pattern.finditer(text, *parts[at]):
                yield rule, match


def _lines(text: str) -> list[Edge]:
    """Where each line begins and ends, its line end included."""
    ends = [match.end() for match in re.finditer("\n", text)]
    starts = [0, *ends]
    return [(start, end) for start, end in zip(starts, [*ends, len(text)], strict=True) if start < end]


def _windows(
    text: str, lines: list[Edge], held: list[int], need: int, reach: int | None
) -> Iterator[tuple[int, int, int]]:
    """Where matches may begin (start, end), and up to where the pattern sees the text: a letter more than a line and
    its end, so that no line's end is taken for the text's.
    """
    if reach is None or not need:
        yield 0, len(text) + 1, len(text)
    elif reach == 0:
        for (start, end), words in zip(lines, held, strict=True):
            if words & need == need:
                yield start, end, end + 1
    else:
        # the words may stand in any of several lines
        near = [
            (max(0, start - reach), end + reach)
            for (start, end), words in zip(lines, held, strict=True)
            if words & need
        ]
        for start, end in _joined(near):
            yield start, end, end


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


def folded(text: str) -> str:
    """Small letters, and those that a pattern without case takes for others made one."""
    return text.lower().replace("\u0131", "i").replace("\u017f", "s").replace("\u00b5", "\u03bc")


@lru_cache(maxsize=512)
def whole(words: str) -> re.Pattern[str]:
    """A pattern of these alternatives, met as whole words."""
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)")


# --- what a pattern needs ---------------------------------------------------------------------------------------------


def heaviest(kinds: Iterable[frozenset[str]], fold: bool) -> list[frozenset[str]]:
    """The kinds of needed words that tell most; those that tell too little are left out."""
    made = {frozenset(map(folded, kind)) if fold else kind: None for kind in kinds}
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
        if strings is not None and (run == [""] or len(run) * len(strings) <= MOST_JOINED):
            run = [head + tail for head, tail in product(run, strings)]
            continue
        found += [frozenset(run)]
        run = strings if strings is not None else [""]
        if strings is None:
            found += _needed_by(str(op), value)
    return [kind for kind in [*found, frozenset(run)] if "" not in kind]


def _needed_by(op: str, value: Any) -> list[frozenset[str]]:
    if op in GROUPS:
        return _needed(_body(value))
    if op in REPEATS:
        return _needed(value[2]) if value[0] else []
    if op == "BRANCH":
        best = [max(kinds, key=_weight) for branch in value[1] if (kinds := _needed(branch))]
        return [frozenset().union(*best)] if len(best) == len(value[1]) else []
    return []


def _strings(tree: Iterable[Any]) -> list[str] | None:
    """All strings that the tree can match; None where they are too many."""
    found = [""]
    for op, value in tree:
        tails = _strings_of(str(op), value)
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
        listed = [chr(code) for kind, code in value if str(kind) == "LITERAL"]
        return listed if len(listed) == len(value) <= 6 else None
    if op == "BRANCH":
        branches = [_strings(branch) for branch in value[1]]
        every = [text for branch in branches if branch is not None for text in branch]
        return every if None not in branches and len(every) <= MOST_STRINGS else None
    if op in REPEATS and value[1] == 1:
        once = _strings(value[2])
        return None if once is None else once if value[0] else [*once, ""]
    return None


# --- how far a pattern can match --------------------------------------------------------------------------------------


def _reach(tree: Any) -> int | None:
    over = _over_lines(tree)
    ahead, sees_end = _looks_ahead(tree)
    if not over and ahead <= 1:
        return 0
    reach = int(tree.getwidth()[1]) + ahead
    return None if sees_end or reach > WIDEST else reach


def _looks_ahead(tree: Iterable[Any]) -> tuple[int, bool]:
    """How far behind its match the pattern looks over line ends, and whether it asks for the end of the text."""
    most, sees_end = 0, False
    for op, value in tree:
        name = str(op)
        sees_end |= (name == "AT" and str(value).startswith("AT_END")) or name == "GROUPREF_EXISTS"
        if name in ("ASSERT", "ASSERT_NOT") and value[0] > 0 and _over_lines(value[1]):
            most = max(most, int(value[1].getwidth()[1]))
        for part in _parts(name, value):
            inner, also = _looks_ahead(part)
            most, sees_end = max(most, inner), sees_end or also
    return most, sees_end


def _over_lines(tree: Iterable[Any]) -> bool:
    """Whether a line's end can stand in what the pattern matches."""
    return any(_meets_line_end(str(op), value) for op, value in tree)


def _meets_line_end(op: str, value: Any) -> bool:
    if op == "LITERAL":
        return bool(value == NEWLINE)
    if op == "NOT_LITERAL":
        return bool(value != NEWLINE)
    if op == "IN":
        return _has_line_end(value)
    if op in NO_WIDTH or op == "ANY":
        return False
    parts = _parts(op, value)
    return any(map(_over_lines, parts)) if parts else True


def _has_line_end(items: list[Any]) -> bool:
    """Whether [...] matches a line's end."""
    met = False
    for kind, value in items:
        name = str(kind)
        met |= name == "LITERAL" and value == NEWLINE
        met |= name == "RANGE" and value[0] <= NEWLINE <= value[1]
        met |= name == "CATEGORY" and str(value) in ("CATEGORY_SPACE", "CATEGORY_NOT_WORD", "CATEGORY_NOT_DIGIT")
    return met != (str(items[0][0]) == "NEGATE")


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
