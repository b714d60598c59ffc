"""Who acts in a clause, read without a parser: the words before or behind its finite verb that can be its subject."""

from __future__ import annotations

import re
from functools import cache

from etl.model import Language

# what cannot be a subject: words in the dative or accusative, and what a preposition hangs on
OBLIQUE = re.compile(
    r"(?:[Dd]em|[Dd]en|[Dd]es|[Ee]inem|[Ee]inen|[Ee]ines|[Ss]einem|[Ss]einen|[Ii]hrem|[Ii]hren|[Dd]iesem|[Dd]iesen|[Bb]eim?)(?!\w)"
)
PREPOSITION = r"(?:in|im|am|an|auf|bei|mit|gegen|unter|über|nach|aus|ohne|zwischen|vor|zu|zum|zur|von|vom|seit|durch|während|gegenüber|anlässlich|wegen|trotz|laut|um|bis|hinter|neben)"
RELATIVE = re.compile(r"(?:,|–) ?(?:und |aber )?(der|die|das|welche[rs]?)$")
WORD = re.compile(r"\S+$")


@cache
def _patterns(language: Language) -> dict[str, re.Pattern[str]]:
    words = language.words
    noun, hedge = words["noun_phrase"], words["hedges"]
    small = rf"(?:(?:{hedge}|{PREPOSITION} [^,;:]{{2,60}}?|\(?[A-Za-z]+lich|\w+weise) ){{0,4}}?"
    head = r"(?:(?:[Aa]uch|[Nn]ur|[Ss]elbst|[Ss]ogar|[Dd]och|[Uu]nd|[Aa]ber|[Dd]enn|[Ii]nsbesondere|[Vv]or allem|[Aa]llein|[Nn]icht nur|[Ss]owohl|[Ee]twa) )?"
    tail = rf"(?: (?:selbst|aber|hingegen|dagegen|jedoch|seinerseits|ihrerseits|indes|indessen|allerdings|wiederum))?(?: {PREPOSITION} [^,;:]{{2,80}})?"
    return {
        "verb": re.compile(rf"(?<!\w)(?:{words['auxiliaries']})(?!\w)"),
        "before": re.compile(rf"{head}(?P<who>{noun}){tail}(?:,? \([^()]*\))?(?:, [^,;:]{{2,160}},?|,)? ?$"),
        "behind": re.compile(rf" ?(?:, )?{small}(?P<who>{noun})"),
        "linked": re.compile(rf"(?:{words['linking']}) {small}(?P<who>{noun})"),
        "by": re.compile(rf"(?<!\w)(?:[Vv]on|[Vv]om|[Dd]urch|[Ss]eitens)(?: der)? (?P<who>{noun})"),
        "passive": re.compile(r"(?<!\w)(?:wird|werden|wurden?|worden|werde|würden?)(?!\w)"),
        "not_first": re.compile(rf"(?!Das |Dieses )(?:{words['opener']}|{PREPOSITION})(?!\w)", re.IGNORECASE),
    }


def subject(clause: str, cue: int, language: Language) -> tuple[int, int] | None:
    """Start and end of the subject's words within the clause whose verb of saying stands at `cue`; None: not told."""
    known = _patterns(language)
    auxiliary = known["verb"].search(clause)
    verb = min(cue, auxiliary.start()) if auxiliary else cue
    segment = clause.rfind(", ", 0, verb) + 2 if ", " in clause[:verb] else 0
    relative = re.match(r"(?:und |aber )?(der|die|das|welche[rs]?) (?!{N})", clause[segment:]) if segment else None
    if known["passive"].search(clause) and not re.match(r"(?:ging|geht|gehen|zu|nicht)", clause[cue:]):
        match = known["by"].search(clause, segment)
        return match.span("who") if match else None
    match = known["linked"].match(clause, segment)
    if match and _nominative(match["who"]):
        return match.span("who")
    for start in dict.fromkeys((0, segment)):
        match = known["before"].match(clause[:verb], start)
        if match and _nominative(match["who"]) and not known["not_first"].match(match["who"]):
            return match.span("who")
    if relative and len(clause) - cue < 40:
        return segment + relative.start(1), segment + relative.end(1)
    word = WORD.search(clause[:verb] + clause[verb:].split(" ")[0])
    at = word.end() if word else verb
    match = known["behind"].match(clause, at)
    if match and _nominative(match["who"]):
        return match.span("who")
    match = known["before"].match(clause[:verb]) if clause[:verb].endswith("und ") else None
    return None


def _nominative(words: str) -> bool:
    return OBLIQUE.match(words) is None
