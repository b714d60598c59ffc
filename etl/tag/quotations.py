"""Things said: between marks, and told in indirect speech, each with who said it.

Direct quotations are found first and become one sign each; then each sentence is held against the rules of kind
`quotation`, whose patterns have the groups `said` (what was said), `who` (the words that name the speaker) and `cue`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace

from etl.model import Language, Rule
from etl.tag.finding import Patterns, has_word
from etl.tag.names import Span
from etl.tag.sentences import sentences
from etl.tag.shadow import SIGNS, Shadow, shadow

QUOTED = SIGNS["quoted"]
UNANNOUNCED, SUBJUNCTIVE = "quotation.unannounced", "quotation.subjunctive"
CLOSERS = {"„": '“”"', "»": "«", "“": "”“", '"': '"', "«": "»"}
# what may end a quotation that opens so: a mark right behind a word, or the end of a paragraph
CLOSES = {opens: re.compile(rf"(?<!\s)[{marks}](?![^\W_])|(?<!\n)\n") for opens, marks in CLOSERS.items()}
OPENERS = re.compile(f"[{''.join(CLOSERS)}]")
GOES_ON = re.compile(r"\s*+(?:\"|$)")
LONGEST = 4000  # characters; marks further apart do not belong together
PARAGRAPHS = 4  # a quotation may run over so many
LONGEST_SENTENCE = 2000  # characters of the shadow; longer is no sentence but a text without full stops
FEWEST_WORDS = 4  # between marks; fewer is a name or a word held at arm's length


@dataclass(frozen=True, slots=True)
class Said:
    """One thing said, in characters of the text; `who` are the words that name the speaker, None where none do."""

    kind: str  # direct, indirect
    start: int
    end: int
    who: tuple[int, int] | None
    cue: tuple[int, int] | None
    rule: str
    relayed: tuple[int, int] | None = None  # the words that name through whom the source has it


def direct(text: str) -> list[tuple[int, int]]:
    """Where text stands between quotation marks, marks included: all usual pairs, mismatched ends, over paragraphs."""
    found = []
    at = 0
    while mark := OPENERS.search(text, at):
        at = mark.end()
        if _opens(text, mark.start()) and (end := _closing(text, mark.start())) is not None:
            found.append((mark.start(), end + 1))
            at = end + 1
    return found


def _opens(text: str, at: int) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if text[at] == "“" and before and not before.isspace() and before != "(":
        return False  # the closing mark of „…“
    return (not before or before.isspace() or before in "(–—-[/") and bool(after) and not after.isspace()


def _closing(text: str, start: int) -> int | None:
    """The mark that ends a quotation; one that opens again at the head of a paragraph goes on with it."""
    near = CLOSES[text[start]].finditer(text, start + 1, start + LONGEST + 1)  # one more, to see what stands behind
    for breaks, match in enumerate((m for m in near if m.start() < start + LONGEST), 1):
        if match[0] != "\n":
            return match.start()
        if breaks >= PARAGRAPHS or (text[start] == '"' and GOES_ON.match(text, match.start()) is None):
            return None
    return None


def said(text: str, spans: list[Span], rules: Iterable[tuple[Rule, re.Pattern[str]]], language: Language) -> list[Said]:
    """Everything said in the text, in its order. Names may stand in `spans`; without any the words are read alone."""
    quoted = [span for span in direct(text) if _is_said(text, span)]
    found = _shadow(text, spans, quoted)
    parts = sentences(found.text, QUOTED)
    rows: list[Said] = []
    last: tuple[int, int] | None = None
    announced = -2  # the last sentence that announced the one before it
    patterns = list(rules)
    held = rules.held(found.text, parts) if isinstance(rules, Patterns) else []
    for number, (start, end) in enumerate(parts):
        sentence = found.text[start:end]
        if len(sentence) > LONGEST_SENTENCE:
            continue
        if isinstance(rules, Patterns):
            patterns = rules.fitting(held[number])
        row, rule = _held_against(found, sentence, start, parts, number, patterns)
        if rule and rule.options.get("of") == "previous":
            if announced == number - 1 and rows and row:
                # "Das erklärte X. Das teilte der Pressedienst mit."
                rows[-1] = replace(rows[-1], relayed=row.who)
                row = None
            announced = number
        here = [row] if row else []
        if rule is None:
            here = _unannounced(found, sentence, start, language, last, rows, parts, number)
        rows += here
        last = next((said_.who for said_ in reversed(here) if said_.who), last)
    return sorted(_without_overlaps(rows), key=lambda r: (r.start, r.end))


def _shadow(text: str, spans: list[Span], quoted: list[tuple[int, int]]) -> Shadow:
    inside = [Span(s, e, "quoted", "", None, "quoted", "") for s, e in quoted]
    ends = [end for _, end in quoted]
    outside = []
    for span in spans:
        # the first quotation that ends behind the name's beginning is the only one that can hold it
        at = bisect_right(ends, span.start)
        if at == len(quoted) or quoted[at][0] >= span.end:
            outside.append(span)
    return shadow(text, sorted([*inside, *outside], key=lambda s: s.start))


def _is_said(text: str, span: tuple[int, int]) -> bool:
    inner = text[span[0] + 1 : span[1] - 1]
    words = inner.split()
    if len(words) < FEWEST_WORDS:
        return len(words) >= 2 and inner[-1:] in ".!?,"
    # a title has its words in capitals; something said has verbs and articles
    return sum(word[:1].islower() for word in words) >= 2


def _held_against(
    found: Shadow,
    sentence: str,
    start: int,
    parts: list[tuple[int, int]],
    number: int,
    patterns: list[tuple[Rule, re.Pattern[str]]],
) -> tuple[Said | None, Rule | None]:
    """The first rule that reads the sentence; a rule `of = "previous"` announces what the sentence before it says."""
    for rule, pattern in patterns:
        match = pattern.search(sentence)
        if match is None:
            continue
        groups = match.groupdict()
        who = _group(match, "who")
        cue = _group(match, "cue")
        if rule.options.get("of") == "previous":
            if number == 0:
                continue
            pieces = [(parts[number - 1][0] - start, parts[number - 1][1] - start)]
        else:
            pieces = [piece for name in sorted(groups) if name.startswith("said") and (piece := _group(match, name))]
        if not pieces:
            continue
        # what a frame interrupts ("…, laut dem Minister, …") is one thing said
        left, right = min(p[0] for p in pieces), max(p[1] for p in pieces)
        row = _row(found, start + left, start + right, rule, _shift(who, start), _shift(cue, start))
        if row:
            return row, rule
    return None, None


def _group(match: re.Match[str], name: str) -> tuple[int, int] | None:
    """The first of the groups name, name2, … that met something."""
    for group in sorted(g for g in match.re.groupindex if g.rstrip("0123456789") == name or g == name):
        if match[group]:
            return match.span(group)
    return None


def _shift(span: tuple[int, int] | None, by: int) -> tuple[int, int] | None:
    return (span[0] + by, span[1] + by) if span else None


def _row(
    found: Shadow, left: int, right: int, rule: Rule, who: tuple[int, int] | None, cue: tuple[int, int] | None
) -> Said | None:
    """A row of characters of the text: a lone quotation sign is direct speech without its marks."""
    piece = found.text[left:right]
    left += len(piece) - len(piece.lstrip(" ,:;–-"))
    right -= len(piece) - len(piece.rstrip(" ,:;–-.!?"))
    if right <= left:
        return None
    start, end = found.original(left, right)
    kind = "indirect"
    if found.text[left:right] == QUOTED:
        kind, start, end = "direct", start + 1, end - 1
    return Said(
        kind,
        start,
        end,
        found.original(*who) if who else None,
        found.original(*cue) if cue else None,
        rule.rule,
    )


def _unannounced(
    found: Shadow,
    sentence: str,
    start: int,
    language: Language,
    last: tuple[int, int] | None,
    rows: list[Said],
    parts: list[tuple[int, int]],
    number: int,
) -> list[Said]:
    """A quotation, or a sentence in the subjunctive of reported speech, that no words of saying announce.

    It goes on with what was said right before it in the same paragraph; a sentence without a person as its subject
    is nobody's.
    """
    goes_on = bool(rows) and number > 0 and "\n" not in found.text[parts[number - 1][1] : start]
    out = []
    for match in re.finditer(QUOTED, sentence):
        if re.search(rf"(?<!\w)(?:{language.words['titles']})(?: \w+)? $", sentence[: match.start()]):
            continue
        at = start + match.start()
        first, end = found.original(at, at + 1)
        alone = not sentence[: match.start()].strip()
        out.append(
            Said(
                "direct",
                first + 1,
                end - 1,
                last if alone else _subject(found, sentence, start, language),
                None,
                UNANNOUNCED,
            )
        )
    if out:
        return out
    forms = language.words["reported_speech"] + ("|" + language.words["could_be"] if goes_on else "")
    if has_word(sentence, forms) and not re.match(rf"(?:{language.words['wishes']})(?!\w)", sentence):
        nobody = has_word(sentence, language.words["impersonal"])
        first, end = found.original(start, start + len(sentence.rstrip(" .!?")))
        out.append(Said("indirect", first, end, None if nobody else last, None, SUBJUNCTIVE))
    return out


def _subject(found: Shadow, sentence: str, start: int, language: Language) -> tuple[int, int] | None:
    """The words a sentence opens with when they name somebody."""
    match = re.match(language.words["noun_phrase"], sentence)
    if not match or re.match(rf"(?:{language.words['opener']})(?!\w)", sentence):
        return None
    return found.original(start, start + match.end())


def _without_overlaps(rows: Iterable[Said]) -> list[Said]:
    """What was read first counts; a later reading of the same characters does not."""
    taken: set[int] = set()
    kept = []
    for row in rows:
        if taken.isdisjoint(range(row.start, row.end)):
            taken.update(range(row.start, row.end))
            kept.append(row)
    return kept
