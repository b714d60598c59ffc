"""Article + rules → facts, each with the characters it was read from. Pure: the same input gives the same facts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

from etl.errors import SeedError
from etl.model import Article, Facts, Form, Language, Mention, OfficeHolder, Rule
from etl.tag import (
    acts,
    anaphora,
    bounds,
    commitments,
    dates,
    marks,
    meetings,
    memberships,
    misspelled,
    occupancies,
    persons,
    positions,
    quotations,
    relays,
    speakers,
    telling,
    topics,
)
from etl.tag.finding import Patterns
from etl.tag.names import Names, Span, without_overlaps
from etl.tag.organs import Organs, with_organs
from etl.tag.plain import Plain, is_plain
from etl.tag.shadow import compiled, shadow

# kind of rule → the words a language must have as soon as it has such rules; without rules it needs none
WORDS = {
    "date": dates.WORDS,
    "occupancy": occupancies.WORDS,
    "membership": memberships.WORDS,
    "quotation": (*quotations.WORDS, *speakers.WORDS),
    "relay": relays.WORDS,
    "commitment": commitments.WORDS,
    "act": (*commitments.WORDS, *acts.WORDS),
    "bound": bounds.WORDS,
    "meeting": telling.WORDS,
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
    blocs: frozenset[str] = frozenset()  # organizations that states belong to

    @cached_property
    def names(self) -> Names:
        return Names(self.forms, [rule for rule in self.rules if rule.kind == "name"])

    @cached_property
    def patterns(self) -> dict[tuple[str, str], Patterns]:
        """(kind, language) → rules with their compiled patterns, in the order of the seeds."""
        made: dict[tuple[str, str], Patterns] = {}
        for rule in self.rules:
            for code, language in self.languages.items():
                if rule.pattern and rule.language in ("*", code):
                    made.setdefault((rule.kind, code), Patterns()).append((rule, _compiled(rule, language)))
        for kind, code in made:
            if lacking := [word for word in WORDS.get(kind, ()) if word not in self.languages[code].words]:
                raise SeedError(
                    f"languages/{code}.toml lacks the words {', '.join(lacking)}: its {kind} rules need them"
                )
        return made

    @cached_property
    def agency_names(self) -> relays.Agencies:
        return relays.Agencies(self.agencies)

    @cached_property
    def organs(self) -> Organs:
        return Organs.of(self.forms)

    @cached_property
    def spellings(self) -> misspelled.Spellings:
        return misspelled.Spellings(self.forms, self.given_names, self.office_holders, self.homes)


def _compiled(rule: Rule, language: Language) -> re.Pattern[str]:
    own = {
        "date": dates.compiled,
        "position": dates.compiled,
        "relay": relays.compiled,
        "person": persons.pattern_of,
        "membership": memberships.compiled,
        "occupancy": occupancies.compiled,
    }
    compile_ = own.get(rule.kind, compiled)
    try:
        return compile_(rule.pattern or "", language)
    except KeyError as error:
        raise SeedError(f"the rule {rule.rule} has a placeholder nobody knows: {{{error.args[0]}}}") from None
    except re.error as error:
        raise SeedError(f"the pattern of the rule {rule.rule} is no regular expression: {error}") from None


def facts(article: Article, seeds: Seeds) -> Facts:
    """All facts of one article. In a language without a seed file only names are found."""
    if is_plain(article.text):
        return _facts(article, seeds)
    plain = Plain(article.text)
    return plain.back(_facts(replace(article, text=plain.text), seeds))


def _facts(article: Article, seeds: Seeds) -> Facts:
    language = seeds.languages.get(article.language)
    spans = names_of(article, seeds, language)
    shown_names = with_organs(article.text, spans, seeds.organs)
    mentions = [_mention(article, span) for span in shown_names if span.kind != "position"]
    if language is None:
        return Facts(tuple(mentions), (), (), (), (), ())
    found = shadow(article.text, spans)
    day = day_of(article)
    when = dates.dates(article, seeds.patterns.get(("date", language.language), []), language, day)
    # offices stay words for topics: "Rat der Staatschefs" shows one
    wording = shadow(article.text, [span for span in spans if span.kind != "position"])
    shown = topics.mentions(article, wording, seeds.patterns.get(("topic", language.language), []))
    known = occupancies.Known(language, seeds.office_holders, seeds.homes, day, tuple(when))
    held = occupancies.occupancies(article, found, seeds.patterns.get(("occupancy", language.language), []), known)
    alluding = seeds.patterns.get(("anaphora", language.language), Patterns())
    meant = anaphora.Meant(found, held, seeds.office_holders, day)
    alluded = anaphora.mentions(article, found, meant, alluding, language) if alluding else []
    if alluding:
        vacant = anaphora.vacant(article.text, found, alluding, language)
        held += anaphora.by_reference(article, vacant, held, seeds.office_holders, when, day)
    belonging = seeds.patterns.get(("membership", language.language), Patterns())
    belong = memberships.memberships(article, found, belonging, language, day, when)
    rows = quotations.said(article.text, spans, seeds.patterns.get(("quotation", language.language), []), language)
    uttered = speakers.quotations(article, rows, spans, held, when, language)
    reading = commitments.Reading(article, found, language, when, tuple(uttered), tuple(held), day, seeds.countries)
    announced = commitments.commitments(reading, seeds.patterns.get(("commitment", language.language), []))
    done = acts.acts(reading, seeds.patterns.get(("act", language.language), []))
    from_whom = relays.relays(
        article,
        spans,
        seeds.agency_names,
        seeds.patterns.get(("relay", language.language), []),
        language,
    )
    around = telling.Known(
        sorted(held, key=lambda o: (o.char_start, o.char_end, o.rule, o.person)),
        seeds.homes,
        seeds.countries,
        seeds.blocs,
    )
    between_marks = marks.between_marks(article.text)
    met, took_part = meetings.meetings(
        article,
        spans,
        between_marks,
        seeds.patterns.get(("meeting", language.language), []),
        language,
        around,
        when,
        day,
    )
    everything = sorted(
        [*mentions, *alluded, *when, *shown], key=lambda m: (m.char_start, m.char_end, m.kind, m.rule, m.name or "")
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
        acts=tuple(done),
    )


def names_of(article: Article, seeds: Seeds, language: Language | None) -> list[Span]:
    """Names in the text: listed ones, short mentions of persons, and persons known by position and form alone."""
    spans = seeds.names.find(article.text, article.language)
    if language:
        spans = positions.unlisted(article.text, spans, seeds.patterns.get(("position", language.language), []))
        new = misspelled.misspelled(article.text, spans, shadow(article.text, spans), seeds.spellings)
        spans = without_overlaps([*spans, *new]) if new else spans
    in_title = seeds.names.find(article.title or "", article.language)
    found = shadow(article.text, spans)
    spans = persons.confirmed(
        spans, in_title, found, seeds.office_holders, seeds.homes, seeds.given_names, day_of(article)
    )
    if language is None:
        return spans
    rules = seeds.patterns.get(("person", language.language), Patterns())
    return persons.unlisted(article.text, spans, rules, language, seeds.given_names)


def bounded(article: Article, seeds: Seeds) -> Article:
    """An article without a day of publication with the days between which it lies, where its text bounds it."""
    language = seeds.languages.get(article.language)
    if language is None or article.published_on or article.published_from or article.published_until:
        return article
    rules = seeds.patterns.get(("bound", language.language), Patterns())
    if not rules:
        return article
    found = facts(article, seeds)
    return bounds.bounded(article, found.mentions, found.occupancies, rules, language, seeds.office_holders)


def day_of(article: Article) -> date | None:
    """The day relative expressions lean on: publication as the source's readers saw it, else the dateline's."""
    if article.published_on:
        return article.published_on
    is_one_day = article.published_from == article.published_until and not bounds.are_ours(article)
    return (article.published_from if is_one_day else None) or article.dateline_date


def _mention(article: Article, span: Span) -> Mention:
    kind: Any = span.kind  # positions, the one kind that is no mention, were left out before
    surface = article.text[span.start : span.end]
    return Mention(
        article.article_id,
        kind,
        span.name,
        span.value,
        None,
        None,
        surface,
        span.start,
        span.end,
        span.rule,
        span.organ,
    )
