"""A text in which every name is one sign, so that a rule can say `{org}-{position},? {person}`.

Signs come from Unicode's private use area. A pattern is a regular expression in which `{person}` stands for one sign,
captured as the group `person` the first time, `person2` the second, and `{the}` for the language's alternatives of
that name.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from etl.model import Language
from etl.tag.names import Span

SIGNS = {
    name: chr(0xE000 + i)
    for i, name in enumerate(
        ["org", "person", "country", "adjective", "demonym", "place", "position", "quoted", "agency", "date"]
    )
}
# a word or a name: what stands in a gap between the words of a rule
TOKEN = r"[\w\ue000-\ue006.-]+"
# countries and organizations in a list: "Armenien, die Mongolei und die SOZ"
PRIVATE = re.compile("[\ue000-\ue0ff]")
ONE = f"(?:die |der |den |dem |das |the )?[{SIGNS['country']}{SIGNS['org']}]"
STATES = "(?:die |der |den )?(?:[a-zäöüß-]{2,30}en ){0,2}(?:Staaten|Länder|Ländern|Republiken|Sowjetrepubliken) "
MORE = f",? (?:und|sowie|and|as well as|и|а также)(?: auch)? (?:{ONE}|{STATES}{ONE}(?:, {ONE}){{0,20}})"
LIST = f"(?:{STATES})?{ONE}(?:, {ONE}){{0,40}}(?:{MORE}){{0,3}}"
PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True)
class Shadow:
    """The shadow text, the span behind each sign, and where each character came from."""

    text: str
    signs: dict[int, Span]  # position in the shadow → span, in the order of the text

    @cached_property
    def places(self) -> dict[Span, int]:
        """Where each span has its sign."""
        return {span: at for at, span in self.signs.items()}

    @cached_property
    def _at(self) -> list[int]:
        return list(self.signs)

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Characters of the text behind shadow positions start to end."""
        return self._origin(start)[0], self._origin(end - 1)[1]

    def _origin(self, at: int) -> tuple[int, int]:
        """Where the character at a position of the shadow begins and ends in the text."""
        number = bisect_right(self._at, at) - 1
        if number < 0:
            return at, at + 1
        sign = self._at[number]
        span = self.signs[sign]
        return (span.start, span.end) if sign == at else (span.end + at - sign - 1, span.end + at - sign)

    @cached_property
    def _starts(self) -> list[int]:
        return [span.start for span in self.signs.values()]

    def position(self, at: int) -> int:
        """Where a character of the text stands in the shadow; inside a name, what stands behind its sign."""
        number = bisect_right(self._starts, at) - 1
        if number < 0:
            return at
        sign = self._at[number]
        span = self.signs[sign]
        return sign if at == span.start else sign + 1 + max(0, at - span.end)

    def span(self, match: re.Match[str], group: str) -> Span | None:
        """The name a pattern's placeholder met, in whichever of its places it stood; None when it met none."""
        places = [name for name in match.re.groupindex if name.rstrip("0123456789") == group and match[name]]
        return self.signs[match.start(places[0])] if places else None


def sign_of(span: Span) -> str:
    """Which placeholder a span answers to."""
    if span.kind == "country":
        return SIGNS[span.form_kind] if span.form_kind in ("adjective", "demonym") else SIGNS["country"]
    return SIGNS["org" if span.kind == "organization" else span.kind]


def shadow(text: str, spans: Iterable[Span]) -> Shadow:
    """`spans` in the order of the text, none overlapping; signs already in the text are blanked."""
    text = PRIVATE.sub(" ", text)
    out: list[str] = []
    signs: dict[int, Span] = {}
    at = length = 0
    for span in spans:
        out += (text[at : span.start], sign_of(span))
        signs[length + span.start - at] = span
        length += span.start - at + 1
        at = span.end
    out.append(text[at:])
    return Shadow("".join(out), signs)


def compiled(pattern: str, language: Language, extra: dict[str, str] | None = None) -> re.Pattern[str]:
    """The rule's pattern with its placeholders filled; an unknown placeholder is a `KeyError`."""
    words = {"token": TOKEN} | language.words | (extra or {})
    if rank := words.get("rank"):
        # "Verteidigungsminister Generalleutnant Viktor Chrenin"
        pattern = re.sub(r" (?=\{person\}|\(\?P<name>)", f"(?: (?:{rank})){{0,2}} ".replace("\\", "\\\\"), pattern)
    seen: Counter[str] = Counter()

    def fill(match: re.Match[str]) -> str:
        name = match[1]
        if name in words:
            return words[name]
        seen[name] += 1
        if name == "members":
            return f"(?P<members{seen[name] if seen[name] > 1 else ''}>{LIST})"
        return f"(?P<{name}{seen[name] if seen[name] > 1 else ''}>{SIGNS[name]})"

    return re.compile(bounded(PLACEHOLDER.sub(fill, pattern)))


def bounded(pattern: str) -> str:
    """Words end somewhere: without a bound, a text without blanks is looked through to its end from every letter."""
    return re.sub(r"(\\w|\[[^\]]*\\w[^\]]*\])([*+])", lambda m: m[1] + ("{0,60}" if m[2] == "*" else "{1,60}"), pattern)
