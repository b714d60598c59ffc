"""What stands between quotation marks: all usual pairs, mismatched ends, over paragraphs."""

from __future__ import annotations

import re

CLOSERS = {"„": '“”"', "»": "«", "“": "”“", '"': '"', "«": "»"}
# what may end a quotation that opens so: a mark right behind a word, or the end of a paragraph
CLOSES = {opens: re.compile(rf"(?<!\s)[{marks}](?![^\W_])|(?<!\n)\n") for opens, marks in CLOSERS.items()}
OPENERS = re.compile(f"[{''.join(CLOSERS)}]")
GOES_ON = re.compile(r"\s*+(?:\"|$)")
LONGEST = 4000  # characters; marks further apart do not belong together
PARAGRAPHS = 4  # a quotation may run over so many
FEWEST_WORDS = 4  # between marks; fewer is a name or a word held at arm's length


def between_marks(text: str) -> list[tuple[int, int]]:
    """Where something said stands between quotation marks, marks included; names and titles are not said."""
    return [span for span in direct(text) if is_said(text, span)]


def direct(text: str) -> list[tuple[int, int]]:
    """Where text stands between quotation marks, marks included."""
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


def is_said(text: str, span: tuple[int, int]) -> bool:
    """Whether what stands between marks is long enough for speech and no title."""
    inner = text[span[0] + 1 : span[1] - 1]
    words = inner.split()
    if len(words) < FEWEST_WORDS:
        return len(words) >= 2 and inner[-1:] in ".!?,"
    # a title has its words in capitals; something said has verbs and articles
    return sum(word[:1].islower() for word in words) >= 2
