"""Who is meant within one article by an office without a name ("der Generalsekretär") and by a pronoun ("er").

What cannot be told from the article alone stays nobody. `Meant` is for all taggers that ask who speaks, meets or acts.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter, itemgetter

from etl.model import Article, Language, Mention, OccupancyReported, OfficeHolder, Rule
from etl.tag.finding import by_rule
from etl.tag.positions import DEPUTY, distinct, in_office, is_deputy, same_office
from etl.tag.shadow import Shadow

PLACE = itemgetter(0)
START = attrgetter("char_start")
HOLDER = "occupancy.reference.holder"
FEMALE = re.compile(r"^[^ -]+(?:a|ine|ike|elle|ette|anne|lie|ice|ilde|ude)(?: |$)|(?:owa|ewa|ina|aja)$")
MALE = re.compile(r"(?:Ilja|Nikita|Nikola|Luca|Sascha|Mischa|Mustafa|Abdulla|Joshua|Andrea|Musa|Isa|Mike) ")
# offices that stand for all those that end in them
SHORT = ("Minister", "Sprecher", "Sekretär", "Botschafter", "Kommissar", "Vertreter", "Berater")
LOOK_BACK = 900  # characters of the shadow in which "er" looks for the one it means
QUOTED = re.compile('„[^“”"\n]{1,2000}[“”"]|“[^“”\n]{1,2000}”|»[^»«\n]{1,2000}«|«[^«»\n]{1,2000}»|"[^"\n]{1,2000}"')
SENTENCE_END = re.compile(r"(?<!\d)[.!?…][“”\"»«]?(?=\s)|\n+")


@dataclass(frozen=True, slots=True)
class Office:
    """An office named without its holder, in a text."""

    start: int
    end: int
    position: str
    body: str | None


class Meant:
    """What one article tells of who holds which office, and where it names persons."""

    def __init__(
        self,
        found: Shadow,
        held: Iterable[OccupancyReported],
        holders: Iterable[OfficeHolder] = (),
        day: date | None = None,
    ) -> None:
        self._found = found
        self._held = distinct(held)
        self._named = {span.name for span in found.signs.values() if span.kind == "person"}
        self._holders = [h for h in holders if h.person in self._named and in_office(h, day)]
        self._persons: list[tuple[int, str | None]] = sorted(
            (place, span.name) for place, span in found.signs.items() if span.kind == "person"
        )
        self._quoted = [match.span() for match in QUOTED.finditer(found.text)]

    def by_office(self, position: str, body: str | None) -> str | None:
        """The one person the article names with this office, of this body if there is one; else the one whom it names
        without an office, but whom the reference knows in it on the day."""
        told = [
            row for row in self._held if _fits(row.position, position) and (body is None or row.body in (body, None))
        ]
        now = {row.person for row in told if row.status in ("held", "acting")}
        meant = now or {row.person for row in told if row.status == "designated"}
        if not meant and body:
            meant = {h.person for h in self._holders if h.body == body and same_office(h.position, position)}
        return meant.pop() if len(meant) == 1 else None

    def by_pronoun(self, at: int, offices: Sequence[tuple[int, str | None]] = ()) -> str | None:
        """Whom "er" at a place of the shadow means: the only person of the nearest sentence before it that names one.

        `offices` are places of offices without a name, in order, and whom they mean; one that means nobody known makes
        "er" mean nobody. What stands in quotation marks is not looked at.
        """
        first = at - LOOK_BACK
        near = sorted(
            (place, name or "")
            for places in (self._persons, offices)
            for place, name in places[bisect_left(places, first, key=PLACE) : bisect_left(places, at, key=PLACE)]
            if not self._in_quotation(place)
        )
        if not near:
            return None
        ends = SENTENCE_END.finditer(self._found.text, max(0, first), near[-1][0])
        start = max((match.end() for match in ends), default=first)
        names = {name for place, name in near if place >= start}
        name = names.pop() if len(names) == 1 else ""
        return name if name and not female(name) else None

    def _in_quotation(self, place: int) -> bool:
        after = bisect_left(self._quoted, (place + 1, 0))
        return after > 0 and self._quoted[after - 1][1] > place


def _fits(told: str, asked: str) -> bool:
    """Whether "Minister" can ask for the one told to be "Außenminister"; the deputy is never asked for."""
    if told.startswith(DEPUTY) != asked.startswith(DEPUTY):
        return False
    return same_office(told, asked) or (asked in SHORT and told.casefold().endswith(asked.casefold()))


def female(name: str) -> bool:
    """Whether a name looks like a woman's, whom neither "er" nor "der Minister" means. Some men's do so too."""
    return bool(FEMALE.search(name)) and not MALE.match(name)


def offices(
    text: str, found: Shadow, rules: Iterable[tuple[Rule, re.Pattern[str]]], language: Language
) -> Iterator[tuple[Office, int, Rule]]:
    """Every office that is named without its holder, with the place of its sign and the rule that saw it."""
    for rule, here in by_rule(rules, found.text):
        for match in here:
            if "position" not in match.re.groupindex:
                break
            position = found.span(match, "position")
            if position is None or not _singular(match, text[position.start : position.end], found.text):
                continue
            body = next((s for g in ("org", "country", "adjective") if (s := found.span(match, g))), None)
            start = min(found.original(match.start("phrase"), match.end("phrase"))[0], position.start)
            end = found.original(*match.span("phrase"))[1]
            name = (DEPUTY if is_deputy(found, position, language) else "") + position.name
            whose = (body.value or body.name) if body else position.value
            yield Office(start, end, name, whose), found.places[position], rule


def _singular(match: re.Match[str], surface: str, text: str) -> bool:
    """Whether one holder is meant: "die Minister", "der Minister" behind a noun and "den Präsidenten" can be many."""
    article = match["article"].casefold()
    if article == "die":
        return surface.endswith("in")
    if article == "den":
        return not surface.endswith(("en", "ern"))
    behind_a_noun = re.search(r"[A-ZÄÖÜ\ue000-\ue0ff][\w-]{0,60} \Z", text[max(0, match.start() - 70) : match.start()])
    return article != "der" or not (behind_a_noun or surface.endswith(("en", "äre")))


def mentions(
    article: Article,
    found: Shadow,
    meant: Meant,
    rules: list[tuple[Rule, re.Pattern[str]]],
    language: Language,
) -> list[Mention]:
    """Mentions of persons by their office alone and by "er", where the article says who that is."""
    rows: list[Mention] = []
    places: list[tuple[int, str | None]] = []
    for office, place, rule in offices(article.text, found, rules, language):
        name = meant.by_office(office.position, office.body)
        places.append((place, name))
        if name and (article.text.endswith(language.words["female"], 0, office.end) or not female(name)):
            rows.append(_mention(article, office.start, office.end, name, rule))
    places.sort(key=PLACE)
    for rule, pattern in rules:
        for match in pattern.finditer(found.text) if "pronoun" in pattern.groupindex else ():
            at = match.span(match.lastgroup or "pronoun")
            if name := meant.by_pronoun(at[0], places):
                rows.append(_mention(article, *found.original(*at), name, rule))
    return rows


def _mention(article: Article, start: int, end: int, name: str, rule: Rule) -> Mention:
    return Mention(article.article_id, "person", name, None, None, None, article.text[start:end], start, end, rule.rule)


def vacant(text: str, found: Shadow, rules: Iterable[tuple[Rule, re.Pattern[str]]], language: Language) -> list[Office]:
    """The offices of organizations that stand without a name and are held by somebody: not "das Amt des …", not the
    former holder and not who is to be one. Those of states are left to what the text says."""
    bodies = {span.name for span in found.signs.values() if span.kind == "organization"}
    words = language.words
    unheld = "|".join(words[f"status_{status}"] for status in ("former", "designated", "candidate"))
    aside = re.compile(rf"(?<!\w)(?:{unheld}|{words['post']}|{words['neither']})[ -](?:{words['the']} )?\Z")
    return [
        office
        for office, place, _ in offices(text, found, rules, language)
        # an organization has several deputies, and the tables not all of them
        if office.body in bodies and not office.position.startswith(DEPUTY) and not aside.search(_before(found, place))
    ]


def _before(found: Shadow, place: int) -> str:
    """The words before an office and the organization it hangs on."""
    start = place - 2 if found.text[place - 1] == "-" else place
    return found.text[max(0, start - 80) : start]


def by_reference(
    article: Article,
    named: Iterable[Office],
    held: Iterable[OccupancyReported],
    holders: Iterable[OfficeHolder],
    when: Iterable[Mention],
    day: date | None,
) -> list[OccupancyReported]:
    """Holders of offices of organizations that the article names without saying who: the reference's, of the day.

    Two holders on that day are two rows. No row where the article names somebody in that office, and none without a
    day. A sentence with a date of its own asks for the holders of that time.
    """
    if day is None:
        return []
    told = {(row.body, row.position) for row in held if row.status != "former"}
    dates = sorted((m for m in when if m.date_from and m.date_until), key=START)
    rows: dict[tuple[str, str, str], OccupancyReported] = {}
    known = list(holders)
    for office in named:
        if any(office.body == body and same_office(office.position, position) for body, position in told):
            continue
        first, last = _time(article.text, office, dates, day)
        for holder in known:
            fits = holder.body == office.body and same_office(holder.position, office.position)
            if not fits or holder.status not in ("held", "acting") or not _overlaps(holder, first, last):
                continue
            rows.setdefault(
                (holder.person, office.position, holder.body),
                OccupancyReported(
                    article_id=article.article_id,
                    person=holder.person,
                    position=office.position,
                    body=office.body,
                    status=holder.status,  # type: ignore[arg-type]
                    as_of=last,
                    basis="reference",
                    surface=article.text[office.start : office.end],
                    char_start=office.start,
                    char_end=office.end,
                    rule=HOLDER,
                ),
            )
    return list(rows.values())


def _time(text: str, office: Office, dates: list[Mention], day: date) -> tuple[date, date]:
    """The days a sentence speaks of: those of its only date, when they are past; else the article's day."""
    first, last = max(0, office.start - LOOK_BACK), office.end + LOOK_BACK
    start = max((m.end() for m in SENTENCE_END.finditer(text, first, office.start)), default=first)
    close = SENTENCE_END.search(text, office.end, last)
    left = bisect_left(dates, start, key=START)
    inside = {
        (m.date_from, m.date_until)
        for m in dates[left : bisect_left(dates, close.start() if close else last, key=START)]
    }
    if len(inside) == 1:
        begins, ends = inside.pop()
        if begins and ends and ends < day:
            return begins, ends
    return day, day


def _overlaps(holder: OfficeHolder, first: date, last: date) -> bool:
    begun = holder.valid_from is None or holder.valid_from <= last
    return begun and (holder.valid_until is None or holder.valid_until >= first)
