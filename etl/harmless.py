"""Text of articles, made safe to show."""

from __future__ import annotations

import re

# what no page may hold, what obeys a terminal, and what turns the letters around it around
HARMFUL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


def harmless(text: str) -> str:
    """Shows a replacement sign where a character would act and not be seen."""
    return HARMFUL.sub("\ufffd", text)
