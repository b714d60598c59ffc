"""The days a text tells as the beginning and the end of an office or a membership: "seit 2015", "von … bis …"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from datetime import date

from etl.model import Language, Mention

WORDS = ("tenure_begins", "tenure_ends")
NEAR = 32  # characters before a date in which its word stands

Days = tuple[date | None, date | None]


def told(
    text: str, start: int, end: int, when: Sequence[Mention], language: Language, *, is_term: bool = False
) -> Days:
    """First day it can have begun on and last day it can have ended on, as told between two places of the text.

    `when` is the dates of the text in its order. In what is said of a term (`is_term`) a day without such a word ends
    it.
    """
    begins = ends = None
    first, last = (bisect_left(when, at, key=lambda m: m.char_start) for at in (start, end))
    for mention in when[first:last]:
        if mention.date_from and mention.date_until:
            before = text[max(start, mention.char_start - NEAR) : mention.char_start]
            if _behind(before, language.words["tenure_begins"]):
                begins = mention.date_from
            elif is_term or _behind(before, language.words["tenure_ends"]):
                ends = mention.date_until
    return (begins, ends) if not (begins and ends and begins > ends) else (None, None)


def _behind(before: str, words: str) -> bool:
    return bool(re.search(rf"(?<!\w)(?:{words}) \Z", before))
