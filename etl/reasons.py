"""The reasons that views give, in the reader's language: reasons.toml has each as views say it, and in German."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_suffix(".toml")
HOLDS = {
    "day": r"\d{4}-\d\d-\d\d",
    "n": r"\d+",
    "value": r"\w+",
    "rule": r"[\w.]+",
    "what": r".+",
    "text": r".+",
    "reason": r".+",
}
HOLE = re.compile(r"\{(?:other_|more_)?(\w+)\}")


@dataclass(frozen=True)
class Told:
    """A reason for the reader; `language` is that of the words, where it is another than the page's."""

    text: str
    language: str | None = None


def told(reason: str | None, language: str, day: Callable[[date], str], value: Callable[[str], str]) -> Told:
    """The reason in this language, its days and kinds of facts as `day` and `value` write them; English where no other
    words are known."""
    if not reason or language == "en":
        return Told(reason or "")
    for parts in (reason.split("; "), [reason]):
        found = [words for part in parts if (words := _told(part, language, day, value))]
        if len(found) == len(parts):
            return Told("; ".join(found))
    return Told(reason, "en")


def _told(reason: str, language: str, day: Callable[[date], str], value: Callable[[str], str]) -> str | None:
    if language != "de":
        return None
    shared = _shared()
    writes: dict[str, Callable[[str], str]] = {
        "day": lambda text: day(date.fromisoformat(text)),
        "value": value,
        "reason": lambda text: told(text, language, day, value).text,
        "what": lambda text: shared[0].sub(lambda match: shared[1][match[0]], text),
    }
    for pattern, words in _german():
        if match := pattern.fullmatch(reason):
            held = {
                hole: writes.get(hole.removeprefix("other_").removeprefix("more_"), str)(text)
                for hole, text in match.groupdict().items()
            }
            return words.format(**held)
    return None


@cache
def _german() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Patterns with their words; those with fewer holes come first, so that a whole phrase wins."""
    rows = tomllib.loads(FILE.read_text("utf-8"))["german"].items()
    return tuple((re.compile(_pattern(reason)), words) for reason, words in sorted(rows, key=lambda r: r[0].count("{")))


def _pattern(reason: str) -> str:
    def parts() -> Iterator[str]:
        end = 0
        for hole in HOLE.finditer(reason):
            yield f"{re.escape(reason[end : hole.start()])}(?P<{hole[0][1:-1]}>{HOLDS[hole[1]]})"
            end = hole.end()
        yield re.escape(reason[end:])

    return "".join(parts())


@cache
def _shared() -> tuple[re.Pattern[str], dict[str, str]]:
    words = tomllib.loads(FILE.read_text("utf-8"))["what"]
    return re.compile("|".join(sorted(map(re.escape, words), key=len, reverse=True))), words
