"""Things said: between marks, and told in indirect speech, each with who said it.

Direct quotations are found first and become one sign each; then each sentence is held against the rules of kind
`quotation`, whose patterns have the groups `said` (what was said), `cue`, and `who` (the words that name the speaker)
or `frame` (the clause whose subject names the speaker). seeds/rules/quotations.toml tells how rules are ordered.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from typing import Literal

from etl.model import Language, Rule
from etl.tag.marks import between_marks
from etl.tag.names import Span
from etl.tag.sentences import sentences
from etl.tag.shadow import SIGNS, Shadow, shadow, words_of
from etl.tag.subjects import subject

Where = tuple[int, int]
WORDS = ("titles", "reported_speech", "could_be", "wishes", "impersonal", "noun_phrase", "opener")
QUOTED = SIGNS["quoted"]
UNANNOUNCED, SUBJUNCTIVE = "quotation.unannounced", "quotation.subjunctive"
MOST_CLAUSES = 40  # beginnings looked at in a sentence
LONGEST_SENTENCE = 2000  # characters of the shadow; longer is no sentence but a text without full stops
WORD = re.compile(r"\w+")
# a quotation, or few words between marks
MARKED = re.compile(rf"{QUOTED}|[„“»«\"][^„“”»«\"]{{2,200}}[“”»«\"]")
# where a clause may begin
BEGINNING = re.compile(rf"(?:[,;:] |[(]|[–-] |(?<!\w)(?:und|sowie|aber|doch) )(?=[^\s,])|(?<= )(?={QUOTED})")


@dataclass(frozen=True, slots=True)
class Said:
    """One thing said, in characters of the text; `who` are the words that name the speaker, None where none do.

    What is `reported` is told as an act and not in words ("er forderte den Rücktritt"); of `nothing` only an attitude
    is told ("er begrüßte den Beschluss"). Both show who speaks, but are no quotations.
    """

    kind: Literal["direct", "indirect", "reported", "nothing"]
    start: int
    end: int
    who: Where | None
    cue: Where | None
    rule: str
    relayed: Where | None = None  # the words that name through whom the source has it
    pieces: tuple[Where, ...] = ()  # its parts, where words that are not its own stand between them
    sentence: Where | None = None  # what tells that it was said, and may hold it
    nobody: bool = False  # told without a person as its subject: "es sei festgestellt worden"


def said(text: str, spans: list[Span], rules: Iterable[tuple[Rule, re.Pattern[str]]], language: Language) -> list[Said]:
    """Everything said in the text, in its order. Names may stand in `spans`; without any the words are read alone.

    A language without rules tells nothing, for then its words of saying are not known either.
    """
    patterns = list(rules)
    if not patterns:
        return []
    quoted = between_marks(text)
    reader = Reader(text, _shadow(text, spans, quoted), patterns, language)
    rows: list[Said] = []
    for number, (start, end) in enumerate(reader.parts):
        if end - start <= LONGEST_SENTENCE:
            reader.read(number, rows)
    return sorted(_without_overlaps(rows), key=lambda r: (r.start, r.end))


def _joined(text: str, found: Shadow, parts: list[Where]) -> list[Where]:
    """A quotation that ends with a comma between its marks ends no sentence: “…,” Putin said."""
    whole: list[Where] = []
    for start, end in parts:
        before = whole[-1][1] if whole else 0
        if whole and found.text[before - 1] == QUOTED and text[found.original(before - 1, before)[1] - 2] == ",":
            whole[-1] = (whole[-1][0], end)
        else:
            whole.append((start, end))
    return whole


def _shadow(text: str, spans: list[Span], quoted: list[Where]) -> Shadow:
    inside = [Span(s, e, "quoted", "", None, "quoted", "") for s, e in quoted]
    ends = [end for _, end in quoted]
    outside = []
    for span in spans:
        # the first quotation that ends behind the name's beginning is the only one that can hold it
        at = bisect_right(ends, span.start)
        if at == len(quoted) or quoted[at][0] >= span.end:
            outside.append(span)
    return shadow(text, sorted([*inside, *outside], key=lambda s: s.start))


class Reader:
    """Reads one text sentence by sentence and knows what was said before."""

    def __init__(self, text: str, found: Shadow, rules: list[tuple[Rule, re.Pattern[str]]], language: Language) -> None:
        self.text, self.found, self.language = text, found, language
        self.parts = _joined(text, found, sentences(found.text, QUOTED))
        self.whole = [pair for pair in rules if "at" not in pair[0].options]
        self.clauses = [pair for pair in rules if pair[0].options.get("at") == "clause"]
        self.left = [pair for pair in rules if pair[0].options.get("at") == "last"]
        self.needs = {rule.rule: _needs(rule, language) for rule, _ in rules}
        self.known = _words(language)
        self.last: Where | None = None  # the words that named the one who spoke last
        self.announced = -2  # the last sentence that announced the one before it

    def read(self, number: int, rows: list[Said]) -> None:
        """Adds what the sentence says to `rows`."""
        start, end = self.parts[number]
        sentence = self.found.text[start:end]
        words = frozenset(WORD.findall(sentence))
        if (told := self._announces(number, sentence, words)) is not None:
            self._announce(told, number, rows)
            return
        here = self._sentence(self.whole, sentence, start, words) or self._clauses(sentence, start, words)
        here += self._unannounced(sentence, start, here)
        here = here or self._sentence(self.left, sentence, start, words)
        here = here or self._subjunctive(sentence, start, number, rows)
        rows += here
        self.last = next((row.who for row in reversed(here) if row.who), self.last)

    def _announces(self, number: int, sentence: str, words: frozenset[str]) -> Said | None:
        """A rule `of = "previous"` announces what the sentence before it says."""
        if number == 0:
            return None
        start = self.parts[number][0]
        before = (self.parts[number - 1][0] - start, self.parts[number - 1][1] - start)
        for rule, pattern in self._fitting(self.whole, words):
            match = pattern.match(sentence) if rule.options.get("of") == "previous" else None
            if match and (row := self._row(match, start, rule, [before])):
                return row
        return None

    def _announce(self, told: Said, number: int, rows: list[Said]) -> None:
        """Adds what the sentence before says; of what is known to be said already it is who passed it on."""
        before = self.found.original(self.parts[number - 1][0], self.parts[number - 1][0] + 1)[0]
        known = bool(rows) and rows[-1].start >= before
        if (self.announced == number - 1 and rows) or (known and self._relays(told)):
            # "Das erklärte X. Das teilte der Pressedienst mit."
            rows[-1] = replace(rows[-1], relayed=told.who)
        else:
            while rows and rows[-1].start >= before and rows[-1].kind != "direct":
                rows.pop()
            rows.append(told)
            self.last = told.who or self.last
        self.announced = number

    def _relays(self, told: Said) -> bool:
        if told.who is None:
            return False
        return self.known["agency"].search(self.text, *told.who) is not None

    def _sentence(
        self, rules: list[tuple[Rule, re.Pattern[str]]], sentence: str, start: int, words: frozenset[str]
    ) -> list[Said]:
        """What the first rule that reads the sentence as a whole finds."""
        for rule, pattern in self._fitting(rules, words):
            match = pattern.match(sentence) if rule.options.get("of") != "previous" else None
            if match and (row := self._row(match, start, rule, _pieces(match))):
                return [row]
        return []

    def _clauses(self, sentence: str, start: int, words: frozenset[str]) -> list[Said]:
        """What each clause says, from left to right; what stands in something said is part of it."""
        fitting = self._fitting(self.clauses, words)
        rows: list[Said] = []
        done = 0
        for at in _beginnings(sentence) if fitting else ():
            for rule, pattern in fitting if at >= done else ():
                match = pattern.match(sentence, at)
                if match and (row := self._row(match, start, rule, _pieces(match))):
                    rows.append(row)
                    done = max(end for _, end in _pieces(match))
                    break
        return rows

    def _fitting(
        self, rules: list[tuple[Rule, re.Pattern[str]]], words: frozenset[str]
    ) -> list[tuple[Rule, re.Pattern[str]]]:
        """The rules whose words, where they need some, stand in the sentence."""
        return [pair for pair in rules if (needs := self.needs[pair[0].rule]) is None or not needs.isdisjoint(words)]

    def _row(self, match: re.Match[str], start: int, rule: Rule, pieces: list[Where]) -> Said | None:
        """A row in characters of the text: quotation signs alone are direct speech without its marks."""
        who, cue, frame = (_group(match, name) for name in ("who", "cue", "frame"))
        source = who or cue
        if rule.options.get("of") == "clause" and source and pieces[0][1] <= source[0]:
            pieces = self._own_clause(match.string, pieces)
        cut = [piece for left, right in pieces if (piece := self._cut(start + left, start + right))]
        if not cut or (rule.options.get("has") == "verb" and not self._has_verb(self.found.text[slice(*cut[0])])):
            return None
        if who is None and frame is not None:
            who = self._actor(match.string, frame, cue)
        marked = all(MARKED.fullmatch(self.found.text, *piece) for piece in cut)
        inner = [self._original(piece, marked) for piece in cut]
        kind = "direct" if marked else rule.options.get("tells", "indirect")
        return Said(
            kind,  # type: ignore[arg-type]
            inner[0][0],
            inner[-1][1],
            self._where(who, start) or (self.last if rule.options.get("by") == "last" else None),
            self._where(cue, start),
            rule.rule,
            pieces=tuple(inner) if len(inner) > 1 else (),
            sentence=self._where((0, len(match.string)), start),
        )

    def _own_clause(self, sentence: str, pieces: list[Where]) -> list[Where]:
        """Of what stands before and behind "laut X" the clause it stands in, where that is not the whole sentence."""
        left = pieces[0]
        comma = sentence.rfind(", ", *left) + 2
        if comma < 2 + left[0]:
            return pieces
        if self.known["side_clause"].match(sentence, comma):
            ends = [sentence.find(",", right[0] + 1, right[1]) for right in pieces[1:]]
            return [(comma, left[1]), *((r[0], e if e > 0 else r[1]) for r, e in zip(pieces[1:], ends, strict=True))]
        if self.known["new_clause"].match(sentence, comma) and self.known["verb"].search(sentence, left[0], comma):
            return [(comma, left[1]), *pieces[1:]]
        return pieces

    def _actor(self, sentence: str, frame: Where, cue: Where | None) -> Where | None:
        """The subject of the frame; where it goes on with a verb ("… und kündigte an"), of what stands before it."""
        inner = (cue[0] - frame[0], cue[1] - frame[0]) if cue else None
        by = subject(sentence[frame[0] : frame[1]], inner, self.language)
        if by:
            return frame[0] + by[0], frame[0] + by[1]
        if frame[0] and cue and self.known["and"].fullmatch(sentence, frame[0], cue[0]):
            return subject(sentence[: frame[0]].rstrip(" ,"), None, self.language)
        return None

    def _cut(self, left: int, right: int) -> Where | None:
        piece = self.found.text[left:right]
        left += len(piece) - len(piece.lstrip(" ,:;–-"))
        right -= len(piece) - len(piece.rstrip(" ,:;–-.!?"))
        return (left, right) if right > left else None

    def _main(self, sentence: str) -> list[str]:
        """The parts between commas that do not hang on another."""
        return [clause for clause in sentence.split(", ") if not self.known["side_clause"].match(clause)]

    def _has_verb(self, sentence: str) -> bool:
        return any(self.known["verb"].search(clause) for clause in self._main(sentence)) or QUOTED in sentence

    def _original(self, piece: Where, marked: bool) -> Where:
        start, end = self.found.original(*piece)
        return (start + 1, end - 1) if marked else (start, end)

    def _where(self, span: Where | None, start: int) -> Where | None:
        return self.found.original(start + span[0], start + span[1]) if span and span[0] < span[1] else None

    def _unannounced(self, sentence: str, start: int, here: list[Said]) -> list[Said]:
        """Quotations that no words of saying announce: of the one who spoke last, or of the sentence's subject."""
        out = []
        for match in re.finditer(QUOTED, sentence):
            first, end = self.found.original(start + match.start(), start + match.end())
            if any(row.start <= first + 1 < row.end for row in here if row.kind != "reported"):
                continue
            before = sentence[: match.start()].rstrip(" –")
            alone = not before
            if not alone and not self._speaks(sentence, before, first, end):
                continue
            who = self.last if alone else self._subject(sentence, start)
            out.append(Said("direct", first + 1, end - 1, who, None, UNANNOUNCED))
        return out

    def _speaks(self, sentence: str, before: str, first: int, end: int) -> bool:
        """Whether a quotation within a sentence is something said and no title, name or term."""
        if self.known["name_follows"].search(before) or not self.known["verb"].search(self.text, first, end):
            return False
        return self.known["tells"].search(sentence) is not None

    def _subject(self, sentence: str, start: int) -> Where | None:
        """The words a sentence opens with when they name somebody."""
        match = self.known["somebody"].match(sentence)
        if not match or self.known["opener"].match(sentence):
            return None
        return self.found.original(start, start + match.end())

    def _subjunctive(self, sentence: str, start: int, number: int, rows: list[Said]) -> list[Said]:
        """A sentence in the subjunctive of reported speech that no words of saying announce.

        It goes on with what was told right before it in the same paragraph; elsewhere, and behind somebody's own words,
        a sentence without a person as its subject is nobody's.
        """
        before = self.parts[number - 1] if number else (0, 0)
        goes_on = bool(rows) and number > 0 and "\n" not in self.found.text[before[1] : start]
        goes_on = goes_on and rows[-1].end >= self.found.original(before[0], before[0] + 1)[0]
        form = self.known["subjunctive_again" if goes_on else "subjunctive"]
        if self.known["no_report"].match(sentence) or not any(form.search(clause) for clause in self._main(sentence)):
            return []
        first, end = self.found.original(start, start + len(sentence.rstrip(" .!?")))
        alone = not goes_on or rows[-1].kind == "direct"
        nobody = alone and self.known["nobody"].search(sentence) is not None
        return [Said("indirect", first, end, self.last, None, SUBJUNCTIVE, nobody=nobody)]


@cache
def _words(language: Language) -> dict[str, re.Pattern[str]]:
    """The language's words as patterns."""
    words = words_of(language)
    subjunctive = f"{words['reported_speech']}|{words['could_be']}"
    patterns = {
        "name_follows": rf"(?<!\w)(?:(?:{words['titles']})(?: \w+)?|{words['the']})$",
        "tells": rf"(?<!\w)(?:{words['say']}|{words['reports']})(?!\w)",
        "somebody": words["noun_phrase"],
        "side_clause": words["side_clause"],
        "new_clause": words["new_clause"],
        "and": rf"(?:(?:{words['and']}) )?",
        "agency": rf"(?<!\w)(?:{words['agencies']})",
        "verb": rf"(?<!\w)(?:{words['auxiliaries']}|{subjunctive}|{words['finite']})(?!\w)",
        "opener": rf"(?:{words['opener']})(?!\w)",
        "subjunctive": rf"(?<!\w)(?:{words['reported_speech']})(?!\w)",
        "subjunctive_again": rf"(?<!\w)(?:{subjunctive})(?!\w)",
        "no_report": rf"(?:{words['wishes']})(?!\w)",
        "nobody": rf"(?<!\w)(?:{words['impersonal']})(?!\w)",
    }
    return {name: re.compile(pattern) for name, pattern in patterns.items()}


@cache
def _needed(rule: str, names: tuple[str, ...], language: Language) -> frozenset[str] | None:
    return frozenset(word for name in names for word in language.words.get(name, name).split("|")) if names else None


def _needs(rule: Rule, language: Language) -> frozenset[str] | None:
    """The words without one of which a rule need not be tried."""
    names: list[str] = rule.options.get("needs", [])  # type: ignore[assignment]
    return _needed(rule.rule, tuple(names), language)


def _beginnings(sentence: str) -> list[int]:
    return [0, *(match.end() for match in islice(BEGINNING.finditer(sentence), MOST_CLAUSES))]


def _pieces(match: re.Match[str]) -> list[Where]:
    """What the groups said, said2, … met, in the order of the text."""
    named = [name for name in match.re.groupindex if name.rstrip("0123456789") == "said"]
    return sorted(match.span(name) for name in named if match[name])


def _group(match: re.Match[str], name: str) -> Where | None:
    """The first of the groups name, name2, … that met something."""
    for group in sorted(g for g in match.re.groupindex if g.rstrip("0123456789") == name):
        if match[group]:
            return match.span(group)
    return None


def _without_overlaps(rows: Iterable[Said]) -> list[Said]:
    """What was read first counts; a later reading of the same characters does not."""
    taken: set[int] = set()
    kept = []
    for row in rows:
        if taken.isdisjoint(range(row.start, row.end)):
            taken.update(range(row.start, row.end))
            kept.append(row)
    return kept
