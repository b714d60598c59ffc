"""Which of the names found are persons, and persons nobody has listed yet."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from etl.model import Language, OfficeHolder
from etl.tag.finding import Rules, by_rule
from etl.tag.names import Span, without_overlaps
from etl.tag.positions import in_office, same_office
from etl.tag.shadow import SIGNS, Shadow, compiled, shadow

# "sein belarussischer Amtskollege Lukaschenko"
COLLEAGUE = re.compile(rf"{SIGNS['adjective']} (?:Amtsk|K)ollege?n? \Z")
TITLE_CASE = r"[^\W\d_a-zäöüß][\w’'-]*[^\W\d_]"


def confirmed(
    spans: list[Span],
    title_spans: Iterable[Span],
    found: Shadow,
    holders: Iterable[OfficeHolder],
    homes: dict[str, str],
    given: frozenset[str],
    day: date | None,
) -> list[Span]:
    """Full names stay; a surname alone stays only when the article names that person in full or by an office held.

    Two persons of one surname: the one last named in full before it.
    """
    full = {s.name for s in spans if s.kind == "person" and s.form_kind != "surname"}
    in_title = {s.name for s in title_spans if s.kind == "person" and s.form_kind != "surname"}
    by_person: dict[str, list[OfficeHolder]] = {}
    for holder in holders:
        by_person.setdefault(holder.person, []).append(holder)
    kept: list[Span] = []
    last_full: dict[str, int] = {}  # full name → where it was last named
    for span in spans:
        if span.kind != "person" or span.form_kind != "surname":
            kept.append(span)
            if span.kind == "person":
                last_full[span.name] = span.start
            continue
        names = _not_another(span, span.name.split("|"), found, given)
        before = max((name for name in names if name in last_full), key=lambda name: last_full[name], default=None)
        anywhere = sorted(set(names) & (full | in_title))
        known = [holder for name in names for holder in by_person.get(name, ())]
        meant = (
            [before]
            if before
            else anywhere
            if len(anywhere) == 1
            else _by_office(span, names, found, known, homes, day)
        )
        if meant:
            kept.append(replace(span, name=meant[0]))
    return kept


def _not_another(span: Span, names: list[str], found: Shadow, given: frozenset[str]) -> list[str]:
    """Of these persons those the given name right before the surname does not speak against: "Viktor Lukaschenko"."""
    at = found.places[span]
    word = re.search(r"([^\W\d_][\w-]{1,40}) \Z", found.text[max(0, at - 42) : at])
    return [name for name in names if name.startswith(word[1])] if word and word[1] in given else names


def _by_office(
    span: Span,
    names: list[str],
    found: Shadow,
    holders: Iterable[OfficeHolder],
    homes: dict[str, str],
    day: date | None,
) -> list[str]:
    """ "OVKS-Generalsekretär Sas", "Präsident Lukaschenko": the surname right behind a position this person has held.

    Of several the one who held it on the day; a body named before the position, or by its form, must be that one's.
    """
    at = found.places[span]
    if colleague := COLLEAGUE.search(found.text[max(0, at - 30) : at]):
        country = found.signs[max(0, at - 30) + colleague.start()].value
        meant = [name for name in names if homes.get(name) == country]
        return meant if len(meant) == 1 else []
    position = found.signs.get(at - 2)
    if position is None or position.kind != "position" or found.text[at - 1] != " ":
        return []
    before = found.signs.get(at - 4) if at >= 4 and found.text[at - 3] in " -" else None
    named = before if before and before.kind in ("organization", "country") else None
    body = (named.value or named.name) if named else position.value
    held = [
        h for h in holders if h.person in names and same_office(h.position, position.name) and body in (None, h.body)
    ]
    on_day = {h.person for h in held if in_office(h, day)}
    # "Kremlsprecher Peskow": an office no table lists, but whose name says the person's country
    at_home = {name for name in names if position.value and homes.get(name) == position.value}
    meant = sorted(on_day or {h.person for h in held} or at_home)
    return meant if len(meant) == 1 else []


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
