"""The reader's language: words of the pages, words for listed values, days."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from etl.reasons import Told, told

LANGUAGES = ("de", "en")


@dataclass(frozen=True)
class Words:
    language: str
    pages: Mapping[str, str]
    values: Mapping[str, str]
    months: tuple[str, ...]

    def page(self, key: str) -> str:
        """Words of a page; `KeyError` where there are none, which is a mistake of ours."""
        return self.pages[key]

    def value(self, value: Any, column: str = "") -> Any:
        """What a listed value is called, in this column where columns differ; anything else is what it is."""
        if not isinstance(value, str):
            return value
        return self.values.get(f"{column}:{value}") or self.values.get(value, value)

    def reason(self, reason: str | None) -> Told:
        """A reason that a view gives."""
        return told(reason, self.language, self.day, self.value)

    def day(self, day: date | None) -> str:
        """As the language writes it; nothing where no day is known."""
        if day is None:
            return ""
        return f"{day.day}{'.' if self.language == 'de' else ''} {self.months[day.month - 1]} {day.year}"

    def days(self, start: date | None, end: date | None) -> str:
        """One day, or the first and the last."""
        return " – ".join(dict.fromkeys(filter(None, (self.day(start), self.day(end)))))


@cache
def of(language: str) -> Words:
    listed = tomllib.loads((Path(__file__).parent / "words.toml").read_text("utf-8"))
    place = LANGUAGES.index(language)
    chosen = {part: {key: both[place] for key, both in listed[part].items()} for part in ("pages", "values")}
    return Words(language, chosen["pages"], chosen["values"], tuple(listed["months"][language]))


def chosen(asked: str | None, accepted: str) -> str:
    """The language asked for in the address, else the first the browser accepts that there is, else German."""
    if asked in LANGUAGES:
        return str(asked)
    weighed = []
    for place, part in enumerate(accepted[:500].split(",")):
        match = re.fullmatch(r"\s*([a-z]{1,8})(?:-[\w-]*)?\s*(?:;\s*q=([01](?:\.\d{0,3})?)\s*)?", part, re.I)
        if match and match[1].lower() in LANGUAGES and float(match[2] or 1) > 0:
            weighed.append((-float(match[2] or 1), place, match[1].lower()))
    return min(weighed)[2] if weighed else LANGUAGES[0]
