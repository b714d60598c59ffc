"""Spellings of names: what transcriptions differ in folded away, and how near two names then are."""

from __future__ import annotations

import re
import unicodedata

from rapidfuzz.distance import Levenshtein

SHORTEST, LONG = 8, 9  # letters of a folded name from which on one, and two, may differ
# in this order; sql/10_core/folded_name.sql has the same
STEPS = [
    (re.compile(seen), put)
    for seen, put in (
        ("tsch", "ch"),
        ("d?(?:sch|sh|zh)", "x"),
        ("[ck]h", "h"),
        ("gh", "g"),
        ("[sz]+", "s"),
        ("[jyi]+", "i"),
        ("(^|[aeou ])i([aeou])", r"\1\2"),
        ("w", "v"),
    )
]


def folded(name: str) -> str:
    """The name in lower case without accents and without what transcriptions differ in."""
    bare = unicodedata.normalize("NFKD", name.lower().replace("ß", "ss"))
    text = "".join(c for c in bare if not unicodedata.combining(c))
    for seen, put in STEPS:
        text = seen.sub(put, text)
    return text


def near(one: str, other: str, shortest: int = SHORTEST) -> bool:
    """Whether two folded surnames can be one, misspelled: they begin alike, short ones are the same, one letter may
    differ from `shortest` on and two in long ones. A woman's ending is no misspelling of a man's name."""
    longer, shorter = sorted((one, other), key=len, reverse=True)
    if one == other:
        return True
    if one[:1] != other[:1] or len(shorter) < shortest or longer.removeprefix(shorter) in ("a", "aa", "aia"):
        return False
    most = 2 if len(shorter) >= LONG else 1
    return Levenshtein.distance(one, other, score_cutoff=most) <= most
