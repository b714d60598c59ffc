"""Article + rules → facts, each with the characters it was read from. Pure: the same input gives the same facts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from etl.errors import SeedError
from etl.model import Article, Facts, Form, Language, Mention, OfficeHolder, Rule
from etl.tag import (
    commitments,
    dates,
    meetings,
    memberships,
    occupancies,
    persons,
    positions,
    quotations,
    relays,
    speakers,
    telling,
    topics,
)
from etl.tag.names import Names, Span
from etl.tag.shadow import compiled, shadow

# kind of rule → the words a language must have as soon as it has such rules; without rules it needs none
WORDS = {
    "date": dates.WORDS,
    "occupancy": occupancies.WORDS,
    "quotation": (*quotations.WORDS, *speakers.WORDS),
    "relay": relays.WORDS,
    "commitment": commitments.WORDS,
}


@dataclass(frozen=True)
class Seeds:
    """Rules, names and reference rows, and what is made of them once: the look-up and the compiled patterns."""

    rules: tuple[Rule, ...]
    forms: tuple[Form, ...]
    languages: dict[str, Language]
    office_holders: tuple[OfficeHolder, ...]
    given_names: frozenset[str]
    homes: dict[str, str]  # listed person → country
    agencies: tuple[Form, ...]
    countries: dict[str, str] = field(default_factory=dict)  # place → country
    parents: dict[str, str] = field(default_factory=dict)  # organ → its organization
    blocs: frozenset[str] = frozenset()  # organizations that states belong to

    @cached_property
    def names(self) -> Names:
        return Names(self.forms, [rule for rule in self.rules if rule.kind == "name"])

    @cached_property
    def patterns(self) -> dict[tuple[str, str], list[tuple[Rule, re.Pattern[str]]]]:
        """(kind, language) → rules with their compiled patterns, in the order of the seeds."""
        made: dict[tuple[str, str], list[tuple[Rule, re.Pattern[str]]]] = {}
        for rule in self.rules:
            for code, language in self.languages.items():
                if rule.pattern and rule.kind != "person" and rule.language in ("*", code):
                    made.setdefault((rule.kind, code), []).append((rule, _compiled(rule, language)))
        for kind, code in made:
            if lacking := [word for word in WORDS.get(kind, ()) if word not in self.languages[code].words]:
                raise SeedError(
                    f"languages/{code}.toml lacks the words {', '.join(lacking)}: its {kind} rules need them"
                )
        return made

    @cached_property
    def agency_forms(self) -> dict[str, Form]:
        return {form.form: form for form in self.agencies}

    @cached_property
    def agency_names(self) -> re.Pattern[str]:
        return relays.finder(self.agencies)

    def of_kind(self, kind: str) -> list[Rule]:
        return [rule for rule in self.rules if rule.kind == kind]


def _compiled(rule: Rule, language: Language) -> re.Pattern[str]:
    own = {"date": dates.compiled, "position": dates.compiled, "relay": relays.compiled}
    compile_ = own.get(rule.kind, compiled)
    try:
        return compile_(rule.pattern or "", language)
    except KeyError as error:
        raise SeedError(f"the rule {rule.rule} has a placeholder nobody knows: {{{error.args[0]}}}") from None
    except re.error as error:
        raise SeedError(f"the pattern of the rule {rule.rule} is no regular expression: {error}") from None


def facts(article: Article, seeds: Seeds) -> Facts:
    """All facts of one article. In a language without a seed file only names are found."""
    language = seeds.languages.get(article.language)
    spans = names_of(article, seeds, language)
    mentions = [_mention(article, span) for span in spans if span.kind != "position"]
    if language is None:
        return Facts(tuple(mentions), (), (), (), (), ())
    found = shadow(article.text, spans)
    day = day_of(article)
    when = dates.dates(article, seeds.patterns.get(("date", language.language), []), language, day)
    # offices stay words for topics: "Rat der Staatschefs" shows one
    wording = shadow(article.text, [span for span in spans if span.kind != "position"])
    shown = topics.mentions(article, wording, seeds.patterns.get(("topic", language.language), []))
    held = occupancies.occupancies(
        article,
        found,
        seeds.patterns.get(("occupancy", language.language), []),
        language,
        seeds.office_holders,
        day,
        seeds.homes,
    )
    belong = memberships.memberships(article, found, seeds.patterns.get(("membership", language.language), []), day)
    rows = quotations.said(article.text, spans, seeds.patterns.get(("quotation", language.language), []), language)
    uttered = speakers.quotations(article, rows, spans, held, language)
    announced = commitments.commitments(
        article, found, seeds.patterns.get(("commitment", language.language), []), language, when, uttered, held, day
    )
    from_whom = relays.relays(
        article,
        spans,
        seeds.agency_forms,
        seeds.agency_names,
        seeds.patterns.get(("relay", language.language), []),
        language,
    )
    known = telling.Known(held, seeds.homes, seeds.countries, seeds.parents, seeds.blocs)
    between_marks = quotations.between_marks(article.text)
    met, took_part = meetings.meetings(
        article,
        spans,
        between_marks,
        seeds.patterns.get(("meeting", language.language), []),
        language,
        known,
        when,
        day,
    )
    everything = sorted(
        [*mentions, *when, *shown], key=lambda m: (m.char_start, m.char_end, m.kind, m.rule, m.name or "")
    )
    return Facts(
        mentions=tuple(everything),
        topics=tuple(topics.topics(shown)),
        occupancies=tuple(held),
        memberships=tuple(belong),
        quotations=tuple(uttered),
        relays=tuple(from_whom),
        meetings=tuple(met),
        participants=tuple(took_part),
        commitments=tuple(announced),
    )


def names_of(article: Article, seeds: Seeds, language: Language | None) -> list[Span]:
    """Names in the text: listed ones, short mentions of persons, and persons known by position and form alone."""
    spans = seeds.names.find(article.text, article.language)
    if language:
        spans = positions.unlisted(article.text, spans, seeds.patterns.get(("position", language.language), []))
    in_title = seeds.names.find(article.title or "", article.language)
    spans = persons.confirmed(spans, in_title, shadow(article.text, spans), seeds.office_holders)
    if language is None:
        return spans
    rules: Iterable[Rule] = [r for r in seeds.of_kind("person") if r.language == language.language and r.pattern]
    return persons.unlisted(article.text, spans, rules, language, seeds.given_names)


def day_of(article: Article) -> date | None:
    """The day relative expressions lean on: publication as the source's readers saw it, else the dateline's."""
    if article.published_on:
        return article.published_on
    bounded = article.published_from if article.published_from == article.published_until else None
    return bounded or article.dateline_date


def _mention(article: Article, span: Span) -> Mention:
    kind: Any = span.kind  # positions, the one kind that is no mention, were left out before
    surface = article.text[span.start : span.end]
    return Mention(
        article.article_id, kind, span.name, span.value, None, None, surface, span.start, span.end, span.rule
    )
