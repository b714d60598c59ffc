"""Spellings of names: what transcriptions differ in folded away, and how near two names then are."""

from __future__ import annotations

import re
import unicodedata

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
        ("i([aeou])", r"\1"),
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
