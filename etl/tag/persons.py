"""Which of the names found are persons, and persons nobody has listed yet."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from etl.model import Language, OfficeHolder
from etl.tag.finding import Rules, by_rule
from etl.tag.names import Span, without_overlaps
from etl.tag.shadow import Shadow, compiled, shadow

TITLE_CASE = r"[^\W\d_a-zäöüß][\w’'-]*[^\W\d_]"


def confirmed(
    spans: list[Span], title_spans: Iterable[Span], found: Shadow, holders: Iterable[OfficeHolder]
) -> list[Span]:
    """Full names stay; a surname alone stays only when the article names that person in full or by an office held.

    Two persons of one surname: the one last named in full before it.
    """
    full = {s.name for s in spans if s.kind == "person" and s.form_kind != "surname"}
    in_title = {s.name for s in title_spans if s.kind == "person" and s.form_kind != "surname"}
    kept: list[Span] = []
    last_full: dict[str, int] = {}  # full name → where it was last named
    for span in spans:
        if span.kind != "person" or span.form_kind != "surname":
            kept.append(span)
            if span.kind == "person":
                last_full[span.name] = span.start
            continue
        names = span.name.split("|")
        before = max((name for name in names if name in last_full), key=lambda name: last_full[name], default=None)
        anywhere = sorted(set(names) & (full | in_title))
        meant = [before] if before else anywhere if len(anywhere) == 1 else _by_office(span, names, found, holders)
        if meant:
            kept.append(replace(span, name=meant[0]))
    return kept


def _by_office(span: Span, names: list[str], found: Shadow, holders: Iterable[OfficeHolder]) -> list[str]:
    """OVKS-Generalsekretär Sas: the surname right behind an organization and a position this person has held."""
    at = found.places.get(span)
    if at is None or at < 4:
        return []
    position, body = found.signs.get(at - 2), found.signs.get(at - 4)
    if position is None or position.kind != "position":
        return []
    bodies = {body.value or body.name} if body else set()
    known = {h.person for h in holders if h.position == position.name and h.body in bodies}
    held = [name for name in names if name in known]
    return held if len(held) == 1 else []


def unlisted(text: str, spans: list[Span], rules: Rules, language: Language, given: frozenset[str]) -> list[Span]:
    """Persons no table knows, recognised by the position beside them and a given name; named as the text does."""
    found = shadow(text, spans)
    new: list[Span] = []
    for rule, here in by_rule(rules, found.text):
        for match in here:
            start, end = found.original(*match.span("name"))
            surface = text[start:end]
            if re.match(rf"(?:{language.words['rank']}) ", surface):
                continue
            listed = re.split(r"[ -]", surface)[0] in given
            if listed or (_has_body(match) and not _no_name(surface, language)):
                new.append(Span(start, end, "person", _nominative(surface), None, "unlisted", rule.rule))
    return without_overlaps([*spans, *_and_surnames(text, new)]) if new else spans


def pattern_of(pattern: str, language: Language) -> re.Pattern[str]:
    """The rule's pattern with its placeholders filled; {capitalised} is a word that begins with a capital."""
    return compiled(pattern, language, {"capitalised": TITLE_CASE})


def _has_body(match: re.Match[str]) -> bool:
    """Whether the office stands with an organization or country: then the given name need not be a listed one."""
    groups = [g for g in match.re.groupindex if g.rstrip("0123456789") in ("org", "country", "adjective")]
    return any(match[group] for group in groups)


def _no_name(surface: str, language: Language) -> bool:
    return bool(re.search(rf"(?<!\w)(?:{language.words['no_name']})(?!\w)", surface))


def _nominative(name: str) -> str:
    """Without the genitive's s, where what remains does not look cut short."""
    cut = re.sub(r"(?<=[^\Wsßxz])s$", "", name) if re.search(r"(?:ow|ew|in|jan|ko|uk|itsch)s$", name) else name
    return cut.rstrip("’'")


def _and_surnames(text: str, new: list[Span]) -> list[Span]:
    """The same persons where the text later uses their surname alone; of two with one surname the first named."""
    firsts: dict[str, Span] = {}
    for span in sorted(new, key=lambda span: span.start):
        firsts.setdefault(span.name.split(" ")[-1], span)
    more = list(new)
    for match in re.finditer(r"(?<![\w-])[^\W\d_][\w-]{2,60}", text):
        word = match[0]
        known = firsts.get(word) or firsts.get(word.removesuffix("s"))
        if known and match.start() >= known.end:
            more.append(replace(known, start=match.start(), end=match.end(), rule="person.short_mention"))
    return more
