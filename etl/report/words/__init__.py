"""The briefing's words and its way of writing days and numbers, one file a language."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

from etl.reasons import Told, told

HERE = Path(__file__).parent
LOCALES = {"de": "de_DE", "en": "en_GB"}


@dataclass(frozen=True)
class Words:
    """One language: its words, and days, numbers and names of countries as it writes them."""

    language: str
    words: dict[str, dict[str, Any]]

    def __call__(self, table: str, name: str, **values: object) -> str:
        """The words of that name with values filled in; of names in data that no table lists, the name itself."""
        found = self.words[table].get(name, name)
        return str(found).format(**values) if values else str(found)

    def plural(self, table: str, name: str, n: int) -> str:
        forms = self.words[table][name]
        return str(forms[Locale.parse(self.locale).plural_form(n)]).format(n=self.number(n))

    @property
    def locale(self) -> str:
        return LOCALES[self.language]

    def day(self, day: date | None, otherwise: str = "") -> str:
        """22. November 2026, 22 November 2026."""
        return format_date(day, "d. MMMM y" if self.language == "de" else "d MMMM y", self.locale) if day else otherwise

    def reason(self, reason: str | None) -> Told:
        """A reason that a view gives."""
        return told(reason, self.language, self.day, str)

    def month(self, day: date, form: str = "MMMM y") -> str:
        return format_date(day, form, self.locale)

    def days(self, first: date | None, last: date | None) -> str:
        """A day, or the two that bound a time; a whole month or year by its name."""
        if first is None or last is None or first == last:
            return self.day(first or last, self("page", "undated"))
        if (first.year, first.day, last.day) == (last.year, 1, _last_day(last)):
            if first.month == last.month:
                return self.month(first)
            if (first.month, last.month) == (1, 12):
                return str(first.year)
        if (first.year, first.month) == (last.year, last.month):
            return f"{first.day}{'.' if self.language == 'de' else ''}–{self.day(last)}"
        return f"{self.day(first)} – {self.day(last)}"

    def number(self, n: int) -> str:
        return str(format_decimal(n, locale=self.locale))

    def country(self, code: str | None) -> str:
        """The name of an ISO code; anything else is a name already."""
        return str(Locale.parse(self.locale).territories.get(code or "", code or ""))

    def countries(self, codes: Iterable[str]) -> str:
        return ", ".join(map(self.country, codes))


def _last_day(day: date) -> int:
    first_of_next = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return (first_of_next - date.resolution).day


@cache
def words(language: str) -> Words:
    return Words(language, tomllib.loads((HERE / f"{language}.toml").read_text("utf-8")))
