"""What an article says one member is to one organization: lists, single sentences, procedures under way."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache

from etl.model import Article, Language, MembershipReported, Mention, Rule
from etl.tag import shadow as shadows
from etl.tag import tenure
from etl.tag.finding import Edge, Patterns, Rules
from etl.tag.names import Span
from etl.tag.shadow import ONE, SIGNS, Shadow

WORDS = (
    *("membership", "condition", "negation", "unsure", "alliance", "status_former", "status_designated"),
    *tenure.WORDS,
)
LOOK_BACK = 400  # characters of the shadow in which "das Land" and "die Organisation" look for what they mean
LONGEST = 600  # characters before and behind a match in which its sentence begins and ends
# what names an organization, with its short form in brackets, or means the one named before
THE = r"[Dd](?:er|ie|as|en|em|es)"
LED = rf"(?:von {ONE} \w+en |[a-zäöüß]{{3,30}}en )?"  # "der von Russland geführten OVKS"
BODY = (
    rf"(?:(?:(?:{THE}) {LED}|von |vom )(?:(?:{{alliance}}) )?{{org}}(?: \({{org}}\))?"
    rf"|(?:{THE}|[Dd]iese[ms]|dieser|vom) {LED}(?:\d{{4}} gegründeten )?(?:{{alliance}}))"
)
ASIDE = r"{members}(?:, [^,.;:\n]{3,60},)? (?:"  # "Armenien, das den Vorsitz hat, ist"
# a list of two at least: behind a comma one name alone may begin anything
SEVERAL = f"{ONE}(?:, {ONE}){{0,40}},? (?:und|sowie) {ONE}"
MORE_BODIES = re.compile(
    f"(?:, (?:der|des) {SIGNS['org']}){{0,5}},? (?:und|sowie) (?:der|des) {SIGNS['org']}(?![\\w-])"
)
# what a word like "künftig" makes of a status
PROCEDURES = {"member": "joining", "observer": "joining_as_observer", "partner": "joining_as_partner"}
UNDER_WAY = {*PROCEDURES.values(), "leaving"}
OF_THEM = re.compile(
    r"(?:[Ss]taaten|[Ll]änder|[Mm]itglieder|[Vv]ertreter|chefs|[Oo]rgane|Rat(?:es)?) (?:der|des|von) \Z"
)
NAMED = re.compile(f"[{SIGNS['org']}{SIGNS['country']}{SIGNS['adjective']}]|Das Land")
SENTENCE_END = re.compile(r"(?<!\d)[.!?…](?=\s|$)|\n")


def compiled(pattern: str, language: Language) -> re.Pattern[str]:
    """The rule's pattern with its placeholders filled; `{body}` and `{several}` are those of memberships alone."""
    numbers = iter(range(1, 100))
    pattern = re.sub(r"\{several\}", lambda _: f"(?P<members_{next(numbers)}>{SEVERAL})", pattern)
    pattern = pattern.replace("{members} (?:", ASIDE)
    return shadows.compiled(pattern.replace("{body}", BODY), language)


def memberships(
    article: Article,
    found: Shadow,
    rules: Iterable[tuple[Rule, re.Pattern[str]]],
    language: Language,
    day: date | None,
    when: Iterable[Mention] = (),
) -> list[MembershipReported]:
    """One row for each member a sentence names, with the words about that member as proof, in the order of the text.

    `when` is the dates of the text, for the day a status is said to hold.
    """
    rows: dict[tuple[str, str, str], MembershipReported] = {}
    taken: set[tuple[int, str]] = set()
    dates = [mention for mention in when if mention.date_until]
    telling = list(_telling(found.text, language)) if rules else []
    for rule, match in _matches(rules, found.text, telling):
        status = _status(found, match, rule, language)
        if status is None:
            continue
        start, end = found.original(*match.span())
        opening = found.original(*_sentence(found, match))[0]
        as_of = _as_of(rule, dates, opening, end, day)
        begins_on, ends_on = _tenure(article.text, rule, status, dates, (opening, start, end), day, language)
        named = [(o, m) for o in _organizations(found, match) for m in _members(found, match, o)]
        for organization, (at, member) in named:
            # rules go from the most to the least telling: the first reading of a name counts; only what is said
            # to last beside a procedure ("noch Beobachter, aber auf dem Weg") stands beside it
            key = (organization, member, status)
            if ((at, organization) in taken and not rule.options.get("beside")) or key in rows:
                continue
            taken.add((at, organization))
            rows[key] = MembershipReported(
                article_id=article.article_id,
                organization=organization,
                member=member,
                status=status,  # type: ignore[arg-type]
                as_of=as_of,
                surface=article.text[start:end],
                char_start=start,
                char_end=end,
                rule=rule.rule,
                begins_on=begins_on,
                ends_on=ends_on,
            )
    return sorted(rows.values(), key=lambda r: (r.char_start, r.organization, r.member, r.status))


def _matches(rules: Rules, text: str, parts: Sequence[Edge]) -> Iterator[tuple[Rule, re.Match[str]]]:
    """All matches in these sentences, rule by rule."""
    patterns = rules if isinstance(rules, Patterns) else Patterns(rules)
    held = patterns.held(text, parts)
    for number, (rule, pattern) in enumerate(patterns):
        hint = _hint(str(rule.options.get("hint", "")))
        for at in patterns.fits(number, held, range(len(parts))):
            if hint.search(text, *parts[at]):
                for match in pattern.finditer(text, *parts[at]):
                    yield rule, match


@cache
def _hint(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _telling(text: str, language: Language) -> Iterator[tuple[int, int]]:
    """Start and end of the sentences that can say something of a member: rules are slow, and most sentences cannot."""
    hint, start = re.compile(language.words["membership"]), 0
    for close in [*(m.end() for m in SENTENCE_END.finditer(text)), len(text)]:
        if NAMED.search(text, start, close) and hint.search(text, start, close):
            yield start, close
        start = close


def _status(found: Shadow, match: re.Match[str], rule: Rule, language: Language) -> str | None:
    """The rule's status, changed by the word before ("das künftige SOZ-Mitglied"); None where nothing is claimed:
    under a negation, a condition or a question.
    """
    status = str(rule.options["status"])
    start, end = _sentence(found, match)
    before = found.text[start : match.start()]
    if re.search(rf"(?<!\w)(?:{language.words['condition']})(?!\w)[^,;:]{{0,60}}\Z", before):
        return None
    if status != "former" and re.search(rf"(?<!\w)(?:{language.words['negation']})(?!\w)", match[0]):
        return None
    if found.text[end - 1 : end] == "?" or re.search(rf"(?<!\w)(?:{language.words['unsure']}) \Z", before):
        return None
    if re.search(rf"(?<!\w)(?:{language.words['status_former']})[ -]\Z", before):
        return "former"
    ahead = status in PROCEDURES and re.search(rf"(?<!\w)(?:{language.words['status_designated']}) \Z", before)
    return PROCEDURES[status] if ahead else status


def _as_of(rule: Rule, dates: list[Mention], start: int, end: int, day: date | None) -> date | None:
    """The day it is said to hold: the article's; of an event of the past ("wurde 2017 Mitglied") its last possible day.

    Without a day of the article, the last one the sentence names.
    """
    if day and not rule.options.get("event"):
        return day
    told = [m.date_until for m in dates if start <= m.char_start < end and m.date_until]
    past = [one for one in told if not day or one <= day]
    return max(past) if past else day


def _tenure(
    text: str,
    rule: Rule,
    status: str,
    dates: list[Mention],
    places: tuple[int, int, int],
    day: date | None,
    language: Language,
) -> tenure.Days:
    """When the status began and ended, as told: an event of the past on the one day its sentence names; else by "seit"
    and "bis" in the match. "Seit 2009 nicht mehr" is an end.
    """
    opening, start, end = places
    begins_on, ends_on = tenure.told(text, start, end, dates, language)
    if rule.options.get("event"):
        past = [m for m in dates if opening <= m.char_start < end and m.date_from and (not day or m.date_from <= day)]
        named = [m for m in past if m.char_start >= start] or past
        if len(named) == 1:
            return (None, named[0].date_until) if status == "former" else (named[0].date_from, None)
    if status in UNDER_WAY:  # "will die Aufnahme bis Ende 2024 abschließen" is due then, and may not be over
        return begins_on, None
    if status == "former" and begins_on and not ends_on:
        return None, next(m.date_until for m in dates if m.date_from == begins_on)
    return begins_on, ends_on


def _sentence(found: Shadow, match: re.Match[str]) -> tuple[int, int]:
    """Start and end, in the shadow, of the sentence a match begins in."""
    first, last = max(0, match.start() - LONGEST), min(len(found.text), match.end() + LONGEST)
    start = [first, *(m.end() for m in SENTENCE_END.finditer(found.text, first, match.start()))][-1]
    close = SENTENCE_END.search(found.text, match.end(), last)
    while start < match.start() and found.text[start].isspace():
        start += 1
    return start, close.end() if close else last


def _organizations(found: Shadow, match: re.Match[str]) -> list[str]:
    """The organization named in the match with those joined to it ("der OVKS, der GUS und der EAWU"), else the last one
    named before it ("die Organisation", "ihr")."""
    span = found.span(match, "org") or _last(found, match.start(), "org")
    if span is None:
        return []
    behind = MORE_BODIES.match(found.text, match.end()) if found.signs.get(match.end() - 1) == span else None
    more = [found.signs[at].name for at in range(*behind.span()) if at in found.signs] if behind else []
    return [span.name, *more]


def _members(found: Shadow, match: re.Match[str], organization: str) -> list[tuple[int, str]]:
    """Where members stand in the shadow and who they are: the list, the one named, or whom "das Land" means."""
    places = [
        name for name in match.re.groupindex if name.startswith(("members", "country", "adjective")) and match[name]
    ]
    spans = [
        (at, found.signs[at])
        for name in places
        for at in range(match.start(name), match.end(name))
        if at in found.signs and found.text[at] in (SIGNS["country"], SIGNS["org"], SIGNS["adjective"])
    ]
    if not places:
        land = _last(found, match.start(), "country")
        spans = [(match.start(), land)] if land else []
    # "sechs Staaten der GUS gehören der SOZ an": not the GUS
    named = [
        (at, span.value or span.name) for at, span in spans if not OF_THEM.search(found.text[max(0, at - 40) : at])
    ]
    return [(at, member) for at, member in named if member != organization]


def _last(found: Shadow, before: int, sign: str) -> Span | None:
    """The last name of a kind before a place of the shadow."""
    at = found.text.rfind(SIGNS[sign], max(0, before - LOOK_BACK), before)
    return found.signs[at] if at >= 0 else None
