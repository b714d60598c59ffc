"""A text without invisible characters and with letters in one piece (NFC), and the way back to its own characters.

Cleaned articles are so already; texts from elsewhere are read as if they were, and every proof cuts out what stands
there: "O\\u00adVKS" is the OVKS.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

# soft hyphens, zero width, marks of direction, and the mark of byte order
INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
HIDDEN = re.compile(f"[{INVISIBLE}]")
# a letter with the accents that follow it, invisible characters among them left where they are
ACCENTS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u064b-\u065f\u0670\u06d6-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff"
)
LETTER = re.compile(f"[^{INVISIBLE}][{ACCENTS}]*", re.DOTALL)
Fact = TypeVar("Fact")


def is_plain(text: str) -> bool:
    """Whether the text can be read as it is."""
    return unicodedata.is_normalized("NFC", text) and not HIDDEN.search(text)


class Plain:
    """The plain text, and for each of its characters where that begins and ends in the text it was made of."""

    def __init__(self, text: str) -> None:
        self._of = text
        out: list[str] = []
        self._begins: list[int] = []
        self._ends: list[int] = []
        for match in LETTER.finditer(text):
            letter = unicodedata.normalize("NFC", match[0])
            out.append(letter)
            self._begins += [match.start()] * len(letter)
            self._ends += [match.end()] * len(letter)
        self.text = "".join(out)

    def back(self, fact: Fact) -> Fact:
        """The fact, and facts in it, with proofs in the characters of the text."""
        made: Any = fact
        inner = {f.name: value for f in fields(made) if isinstance(value := getattr(made, f.name), tuple)}
        moved: dict[str, Any] = {
            name: tuple(self.back(one) if is_dataclass(one) else one for one in value) for name, value in inner.items()
        }
        if hasattr(made, "char_start"):
            start, end = self._begins[made.char_start], self._ends[made.char_end - 1]
            moved |= {"char_start": start, "char_end": end, "surface": self._of[start:end]}
            if getattr(made, "text", None) == made.surface:
                moved["text"] = moved["surface"]
        return replace(made, **moved)  # type: ignore[no-any-return]
