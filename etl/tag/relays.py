"""Through whom an outlet has its news: "wie BelTA unter Berufung auf TASS berichtet" is a chain of two steps.

Agencies and papers become signs like all names; rules of kind `relay` name the steps by placeholders: {medium} an
agency or paper, {office} a press service or authority, {informant} one of these, {origin} one of these, an
organization or a person. Steps stand in the order from the outlet to the origin; `backward` marks rules whose words
stand the other way round.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import ahocorasick

from etl.model import Article, Form, Language, Relay, Rule
from etl.tag import shadow as shadows
from etl.tag.finding import Rules, within
from etl.tag.names import Span
from etl.tag.shadow import SIGNS, Shadow

DATELINE = "relay.dateline"
# placeholder → which kinds of step may stand there, the first that fits
PLACEHOLDERS = {
    "medium": ("medium", "unlisted"),
    "office": ("press", "office"),
    "informant": ("medium", "unlisted", "press", "office"),
    "origin": ("medium", "unlisted", "press", "office", "person", "body"),
}
NAME = "[\ue000-\ue006]"
AGENCY = SIGNS["agency"]
NOUN = rf"(?:{NAME}s?(?:-[\w\ue000-\ue006-]+)?|[A-ZÄÖÜ][\w’'-]+)"
ADJECTIVE = rf"(?:[a-zäöüß-]+(?:e|en|er|es|em)|{SIGNS['country']}|{SIGNS['adjective']})"
ARTICLE = "(?:(?:der|die|das|dem|den|des|vom|beim|im|einer?|einem|eines) )?"
AGENCY_BEFORE, AGENCY_GOES_ON = re.compile(r"[\w.@-]"), re.compile(r"\w")
WORDS = ("media", "press_services", "authorities")
DATELINE_PARAGRAPHS = 3  # as where the article's own agency is looked for
Step = tuple[str, int, int]  # its kind, and the words in the shadow


def compiled(pattern: str, language: Language) -> re.Pattern[str]:
    """The rule's pattern with its placeholders filled; an unknown placeholder is a `KeyError`."""
    words = language.words
    media = rf"(?:{ADJECTIVE} ){{0,2}}(?:{words['media']})s?"
    noun = rf"(?!(?:{words['media']})(?!\w)){NOUN}"
    hanging = rf"(?: (?:des|der|von|vom|für)(?: {ADJECTIVE}){{0,2}} {noun}(?: und {noun})?| {SIGNS['country']})"
    press = rf"(?:{ADJECTIVE} ){{0,2}}(?:{NAME}-)?(?:{words['press_services']})(?:e?s)?{hanging}{{0,3}}"
    office = rf"(?:{ADJECTIVE} ){{0,2}}(?:{NAME}-)?(?:{words['authorities']})(?:e?s|en)?{hanging}{{0,2}}"
    one = {
        "medium": rf"(?:{media} )?[„“\"»«]?(?P<medium#>{AGENCY})[“”\"«»]?",
        "unlisted": rf"{media} [„“\"»«]?(?P<unlisted#>{NOUN}(?: (?:{NOUN}|\d+)){{0,2}})[“”\"«»]?",
        "press": rf"(?P<press#>{press})",
        "office": rf"(?P<office#>{office})",
        "person": rf"(?:(?:{ADJECTIVE}|{NOUN}|des|der) ){{0,5}}?(?P<person#>{SIGNS['person']})",
        "body": rf"(?P<body#>{SIGNS['org']})(?![\w-])",
    }
    made = {name: "|".join(one[kind] for kind in kinds) for name, kinds in PLACEHOLDERS.items()}
    numbers = iter(range(1, 100))

    def fill(match: re.Match[str]) -> str:
        return rf"(?:(?<!\w){ARTICLE}(?:{made[match[1]]}))".replace("#", str(next(numbers)))

    pattern = re.sub(r"\{(medium|office|informant|origin)\}", fill, pattern)
    return shadows.compiled(pattern, language, {"gap": r"(?: \d{1,2}\.| [\w\ue000-\ue006-]+)"})


class Agencies:
    """The look-up of every way to write an agency or paper."""

    def __init__(self, forms: Iterable[Form]) -> None:
        self._forms = ahocorasick.Automaton()
        for form in forms:
            self._forms.add_word(form.form, form)
        if len(self._forms):
            self._forms.make_automaton()

    def find(self, text: str) -> list[Span]:
        """Those in the text that stand as words, in its order; of two that begin together the longer one."""
        found: list[tuple[int, int, Form]] = []
        for last, form in self._forms.iter(text) if len(self._forms) else ():
            start, end = last + 1 - len(form.form), last + 1
            if not AGENCY_GOES_ON.match(text, end) and not (start and AGENCY_BEFORE.match(text, start - 1)):
                found.append((start, -end, form))
        spans: list[Span] = []
        for start, end, form in sorted(found, key=lambda f: f[:2]):
            if not spans or start >= spans[-1].end:
                spans.append(Span(start, -end, "agency", form.name, None, form.form_kind, ""))
        return spans


def relays(
    article: Article,
    spans: Iterable[Span],
    agencies: Agencies,
    rules: Iterable[tuple[Rule, re.Pattern[str]]],
    language: Language,
) -> list[Relay]:
    """One row a step, chains in the order of the text; a chain told again, or told in part, counts once."""
    media = agencies.find(article.text)
    found = _shadow(article.text, list(spans), media)
    chains = _chains(_matches(found.text, rules, language))
    return [*_dateline(article, media, language), *_rows(article, found, chains)]


def _chains(matches: Iterable[tuple[Rule, re.Match[str]]]) -> list[tuple[Rule, list[Step]]]:
    """In the order of the text; of two readings of the same words the first counts."""
    chains: list[tuple[int, Rule, list[Step]]] = []
    taken: set[int] = set()
    for rule, match in matches:
        steps = _steps(match)
        places = {at for _, start, end in steps for at in range(start, end)}
        if places.isdisjoint(taken):
            taken |= places
            chains.append((match.start(), rule, steps[::-1] if rule.options.get("backward") else steps))
    return [(rule, steps) for _, rule, steps in sorted(chains, key=lambda chain: chain[0])]


def _matches(text: str, rules: Rules, language: Language) -> Iterator[tuple[Rule, re.Match[str]]]:
    """What each rule meets, rule by rule, in the paragraphs that name somebody to have news from at all."""
    if not rules:
        return iter(())
    words = language.words
    somebody = _somebody(words["media"], words["press_services"], words["authorities"])
    parts = [part.span() for part in re.finditer(r"[^\n]+", text)]
    return within(rules, text, parts, lambda part: somebody.search(text, *part))


@cache
def _somebody(*words: str) -> re.Pattern[str]:
    return re.compile("|".join([AGENCY, *words]))


def _shadow(text: str, spans: list[Span], media: list[Span]) -> Shadow:
    """Agencies count before names: "Radio Belarus" names no country."""
    inside = {at for medium in media for at in range(medium.start, medium.end)}
    others = [span for span in spans if inside.isdisjoint(range(span.start, span.end))]
    return shadows.shadow(text, sorted([*others, *media], key=lambda span: span.start))


def _steps(match: re.Match[str]) -> list[Step]:
    """The groups that met something, in the order of the words."""
    met = [(name.rstrip("0123456789"), *match.span(name)) for name in match.re.groupindex if match[name]]
    return sorted((step for step in met if step[0] in PLACEHOLDERS["origin"]), key=lambda step: step[1])


def _rows(article: Article, found: Shadow, chains: Iterable[tuple[Rule, list[Step]]]) -> list[Relay]:
    rows: list[Relay] = []
    told: list[list[str]] = []
    for rule, steps in chains:
        named = [_named(article.text, found, *step) for step in steps]
        names = [name for _, name in named]
        if any(set(names) <= set(before) for before in told):
            continue
        told.append(names)
        for number, ((kind, name), step) in enumerate(zip(named, steps, strict=True), 1):
            start, end = found.original(*step[1:])
            rows.append(_row(article, len(told), number, kind, name, start, end, rule.rule))
    return rows


def _row(article: Article, chain: int, step: int, kind: str, name: str, start: int, end: int, rule: str) -> Relay:
    what: Any = kind
    return Relay(article.article_id, chain, step, what, name, article.text[start:end], start, end, rule)


def _named(text: str, found: Shadow, kind: str, start: int, end: int) -> tuple[str, str]:
    """Kind and canonical name of a step."""
    signs = [found.signs[at] for at in range(start, end) if at in found.signs]
    if kind == "medium":
        return signs[0].form_kind, signs[0].name
    if kind == "unlisted":
        return "outlet", _printed(text, found, start, end)
    if kind in ("person", "body"):
        return "person" if kind == "person" else "institution", signs[0].name
    return "press_service" if kind == "press" else "institution", _office(text, found, start, end, signs)


def _office(text: str, found: Shadow, start: int, end: int, signs: list[Span]) -> str:
    """ "Außenministerium (Russland)": the office with its one country or organization, however that is said; one that
    hangs on more words keeps them as printed.
    """
    plain = re.sub(rf"{NAME}(?:s?-|s(?!\w))?", " ", found.text[start:end])
    nouns = re.findall(r"(?<!\w)[A-ZÄÖÜ]\w+", plain)
    bodies = {sign.name for sign in signs if sign.kind in ("country", "organization")}
    if len(nouns) == 1 and len(bodies) == len(signs) <= 1:
        return " ".join([_nominative(nouns[0]), *(f"({body})" for body in bodies)])
    words = _printed(text, found, start, end).split()
    at = next((n for n, word in enumerate(words) if word in nouns), 0)
    return " ".join([*words[:at], _nominative(words[at]), *words[at + 1 :]])


def _nominative(noun: str) -> str:
    """ "Pressedienstes" → "Pressedienst", "Ministeriums" → "Ministerium"."""
    return re.sub(r"(?<=dienst)e?s$|(?<=amt)e?s$|(?<=um)s$|(?<=at)e?s$|(?<=büro)s$|(?<=reml)s$", "", noun)


def _printed(text: str, found: Shadow, start: int, end: int) -> str:
    """The words of a stretch of the shadow as they stand in the text, organizations by their canonical names."""
    words = []
    for at in range(start, end):
        sign = found.signs.get(at)
        short = sign.name if sign and sign.kind == "organization" else None
        words.append(short or (text[sign.start : sign.end] if sign else found.text[at]))
    return " ".join("".join(words).split())


def _dateline(article: Article, media: list[Span], language: Language) -> list[Relay]:
    """Chain 0, step 1: the agency that opens the text stands before all chains."""
    heads = [0, *(m.end() for m in re.finditer(r"\n\n", article.text))][:DATELINE_PARAGRAPHS]
    told = (m for at in heads for p in language.datelines if (m := p.match(article.text, at)))
    match = next(told, None)
    named = [m for m in media if match and match.start("agency") <= m.start and m.end <= match.end("agency")]
    return [_row(article, 0, 1, m.form_kind, m.name, m.start, m.end, DATELINE) for m in named[:1]]
