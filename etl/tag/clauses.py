"""Clauses of a sentence without a parser: what a comma and a subordinating word open ends at the next comma.

A list ("die OVKS, die GUS und die SOZ") and an apposition ("dem Generalsekretär, Stanislaw Sas, …") cut nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from etl.model import Language

STOP = re.compile(r"[,;]| [–—] |$")


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause: `text` begins at `offset` of the sentence; other clauses inside it are blanks of the same length.

    `relative` clauses say more about the word right before them.
    """

    offset: int
    text: str
    relative: bool = False


def clauses(sentence: str, language: Language) -> list[Clause]:
    """The main clauses first (";" parts them), then the others in their order."""
    subordinate: list[Clause] = []
    main = sentence
    for match in _openings(language).finditer(sentence):
        if main[match.start()] == " ":
            continue  # inside one cut already
        stop = STOP.search(sentence, match.end())
        end = stop.start() if stop else len(sentence)
        subordinate.append(Clause(match.start(), sentence[match.start() : end], bool(match["relative"])))
        main = main[: match.start()] + " " * (end - match.start()) + main[end:]
    parts, at = [], 0
    for piece in main.split(";"):
        parts.append(Clause(at, piece))
        at += len(piece) + 1
    return [*parts, *subordinate]


@cache
def _openings(language: Language) -> re.Pattern[str]:
    words = language.words
    # a pronoun before "Mongolei," or "belarussische Präsident" is an article
    no_article = r"(?! ?[\ue000-\ue006]?(?:,| und | sowie |-|$)| [\ue003\ue006]| \ue000-)"
    says = rf"(?!(?:{words['goes_on_behind']})(?!\w))(?:{words['say_behind']}|{words['tells']})"
    opens = rf"(?:aber |und |jedoch )?(?:{words['subordinate']}|{says})(?!\w)"
    relative = rf"(?P<relative>(?:{words['relative']}){no_article}(?= ))"
    return re.compile(rf",(?= (?:und (?:{words['goes_on']})(?!\w)|{opens}|{relative}))")
