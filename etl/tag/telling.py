"""What one clause tells of a meeting: whose it is, when and where it is, and whether it was held."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, cached_property

from etl.model import Article, Language, Mention, OccupancyReported, ParticipantReported, Rule
from etl.tag.clauses import Clause
from etl.tag.finding import Patterns
from etl.tag.names import Span
from etl.tag.positions import distinct
from etl.tag.shadow import SIGNS, Shadow

PERSON, POSITION, ORG = SIGNS["person"], SIGNS["position"], SIGNS["org"]
COUNTRY, ADJECTIVE, PLACE = SIGNS["country"], SIGNS["adjective"], SIGNS["place"]
NAME = "[\ue000-\ue008]"
MANY = ("summit", "session", "consultations", "conference", "meeting")  # kinds with more than two sides
PHRASE = 220  # characters of what hangs on a noun
CONTEXT = 1000  # characters in which "der Gipfel" looks for whose it is
COARSE = 200  # characters that a time of more than a month stands behind a nearer one
LONGEST_PROOF = 1000  # characters of an office with its holder
NEAR = 40  # characters behind the noun within which a date is its own
WHOSE = 40  # characters before "deren Treffen" in which those who meet stand
SAME_DAY = 400  # characters in which "am selben Tag" looks for its day
PLURAL = re.compile(r"(?:ungen|enzen)$")
JOINS = re.compile(r" ?(?:und|bis|–|-|/|bis zum|und am|bis einschließlich) ?")
Days = tuple[date, date]
# of reading meetings as a whole: clauses, tellings, attendance
WORDS = (
    "goes_on",
    "goes_on_behind",
    "meeting_ahead",
    "meeting_ahead_of",
    "meeting_at",
    "meeting_between",
    "meeting_cancelled",
    "meeting_confirmed",
    "meeting_definite",
    "meeting_end",
    "meeting_modal",
    "meeting_moved",
    "meeting_moved_to",
    "meeting_wanted",
    "meeting_next",
    "meeting_not_at",
    "meeting_others",
    "meeting_part",
    "meeting_past",
    "meeting_perfect",
    "meeting_takes_place",
    "meeting_there",
    "meeting_vague",
    "meeting_verb",
    "meeting_who",
    "ordinal_of_somebody",
    "ordinals",
    "relative",
    "same_day",
    "say_behind",
    "spoken_of",
    "subordinate",
    "tells",
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is: a place with its country, or a country alone."""

    place: str | None
    country: str | None


@dataclass(frozen=True)
class Known:
    """What the article's other facts and the tables say."""

    held: list[OccupancyReported]
    homes: dict[str, str]  # person → country
    countries: dict[str, str]  # place → country
    blocs: frozenset[str]  # organizations that states belong to

    @cached_property
    def offices(self) -> list[OccupancyReported]:
        return distinct(self.held)

    @cached_property
    def bodies(self) -> dict[str, str]:
        """For whom each person acts: the body of the first office told, which is no former one."""
        told = ((o.person, o.body) for o in self.held if o.body and o.status != "former")
        return dict(reversed(list(told)))

    def around(self, at: int) -> list[OccupancyReported]:
        """The rows whose proof holds this character."""
        last = bisect_right(self.held, at, key=lambda o: o.char_start)
        first = bisect_left(self.held, at - LONGEST_PROOF, key=lambda o: o.char_start)
        return [o for o in self.held[first:last] if at < o.char_end]


@dataclass
class Telling:
    """What is told of one meeting; positions are characters of the article."""

    start: int
    end: int
    rule: str
    kind: str
    title: str | None = None
    ordinal: int | None = None
    body: str | None = None
    where: Place | None = None
    days: Days | None = None
    status: str = "unknown"
    levels: frozenset[str] = frozenset()  # who meets by office: "level_heads", "level_foreign", …
    is_definite: bool = False  # "das Treffen": may be one told of before
    is_next: bool = False
    is_anchored: bool = False  # something else than its day and place tells that it is one meeting
    has_unknown_day: bool = False  # "am 22. Mai" of an article without a day
    is_in_lead: bool = False
    participants: dict[str, ParticipantReported] = field(default_factory=dict)

    @property
    def persons(self) -> set[str]:
        return {p.participant for p in self.participants.values() if p.kind == "person" and p.role != "absent"}

    @property
    def is_bare(self) -> bool:
        """Nothing tells which meeting is meant."""
        return not (self.days or self.where or self.participants or self.ordinal or self.is_anchored)


@cache
def _word(language: Language, name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{language.words[name]})(?!\w)")


@cache
def _behind(language: Language, name: str, gap: int) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{language.words[name]}) (?:[\w\ue000-\ue006.-]+ ){{0,{gap}}}$")


@dataclass(frozen=True)
class Reader:
    """What clauses are read with."""

    article: Article
    found: Shadow
    rules: Patterns
    language: Language
    known: Known
    dates: list[Mention]
    day: date | None  # of the article

    def word(self, name: str) -> re.Pattern[str]:
        """The language's words of this name."""
        return _word(self.language, name)

    def original(self, start: int, end: int) -> str:
        """The article's characters behind a stretch of the shadow that is not empty."""
        left, right = self.found.original(start, max(end, start + 1))
        return self.article.text[left:right]

    def behind(self, name: str, text: str, gap: int) -> re.Match[str] | None:
        """One of these words before the end of `text`, with at most `gap` other words between."""
        return _behind(self.language, name, gap).search(text[-80:])


@dataclass(frozen=True)
class Frame:
    """The words of meeting a rule met, and the clause they stand in; `start` and `end` count in its text."""

    reader: Reader
    rule: Rule
    clause: Clause
    base: int  # where the sentence begins in the shadow
    start: int
    end: int  # of the noun with all that hangs on it, or of the verb
    word: str
    main: Clause  # the sentence's first clause
    more: Clause | None = None  # the relative clause right behind the noun

    @property
    def at(self) -> int:
        return self.base + self.clause.offset

    @property
    def text(self) -> str:
        return self.clause.text

    @property
    def left(self) -> str:
        return self.clause.text[: self.start]

    @property
    def is_noun(self) -> bool:
        return self.rule.options["reads"] == "noun"

    @property
    def clauses(self) -> list[Clause]:
        """Where when and where may stand: "X reist am 3. Mai nach Minsk, um an der Sitzung teilzunehmen"."""
        to_do = self.clause.text.startswith(", um ") and self.main is not self.clause
        return [self.clause, *([self.more] if self.more else []), *([self.main] if to_do else [])]

    def has(self, name: str) -> bool:
        """Whether one of the language's words of this name stands in the clause."""
        return any(self.reader.word(name).search(clause.text) for clause in self.clauses)


def frame(
    reader: Reader, rule: Rule, match: re.Match[str], clause: Clause, base: int, cut: list[Clause]
) -> Frame | None:
    """None where the words around say that no one meeting is meant: "solche Treffen", "eine Entscheidung getroffen"."""
    if re.search(str(rule.options.get("not_with", "(?!)")), clause.text):
        return None
    made = Frame(reader, rule, clause, base, match.start(), match.end(), match[0], cut[0])
    if not made.is_noun:
        return made
    if reader.word("meeting_vague").search(made.left[-30:]):
        return None
    end = _phrase_end(reader, clause.text, match.end())
    if rule.options["meeting"] in MANY:
        end = _widened(reader, clause.text, end)
    return replace(made, end=end, more=_relative_behind(cut, clause, end))


def _phrase_end(reader: Reader, text: str, start: int) -> int:
    """Where what hangs on a noun ends: "Sitzung des Rates der Parlamentarischen Versammlung der OVKS| fand"."""
    if not re.compile(rf" (?:der|des|von|zwischen|zum|zur|{NAME})(?!\w)").match(text, start):
        return start
    found = _stop(reader.language).search(text, start, start + PHRASE)
    return found.start() if found else min(len(text), start + PHRASE)


@cache
def _stop(language: Language) -> re.Pattern[str]:
    words = language.words["meeting_end"]
    return re.compile(
        rf"[.:;)]|\((?!{ORG}\))|, (?!(?:des|der) [A-Z\ue000-\ue008]|(?:und|sowie) )| (?:{words})(?!\w)|  |$"
    )


def _widened(reader: Reader, text: str, end: int) -> int:
    """ "Konsultationen am 17. Februar auf der Ebene der Stellvertreter der OVKS": whose they are stands behind when."""
    between = re.compile(rf"[^,;]{{0,60}} (?:{reader.language.words['meeting_between']})(?!\w)").match(text, end)
    return _phrase_end(reader, text, between.end()) if between else end


def _relative_behind(cut: list[Clause], clause: Clause, end: int) -> Clause | None:
    """ "…, der am 15. und 16. September stattfand": the relative clause right behind a noun."""
    at = clause.offset + end
    return next((c for c in cut if c.relative and at <= c.offset <= at + 25 and c is not clause), None)


def read(made: Frame, before: list[Telling]) -> Telling:
    """The telling without its participants. `before` are those of the sentences before."""
    reader, seen = made.reader, _seen(made)
    telling = Telling(*_proof(made), made.rule.rule, str(made.rule.options["meeting"]))
    telling.is_anchored = not made.is_noun or made.has("meeting_takes_place")
    if made.is_noun:
        telling.title, telling.ordinal = _title(made)
        telling.is_definite = bool(reader.behind("meeting_definite", made.left, 2))
    if telling.kind in MANY:
        telling.levels = levels(made)
    telling.is_next = bool(reader.word("meeting_next").search(made.left[-30:]))
    moved_to = _moved_to(made, seen)
    telling.days, has_date = (moved_to, True) if moved_to else _days(made, seen)
    telling.is_anchored |= has_date
    telling.has_unknown_day = has_date and telling.days is None
    telling.where = _where(made, seen, telling.kind == "visit")
    ahead = telling.is_next or (made.is_noun and bool(reader.word("meeting_ahead_of").search(made.left[-60:])))
    telling.status = _status(made, telling.days, ahead, is_moved=bool(moved_to))
    if telling.days is None and made.has("same_day"):
        telling.days = _day_before(made, before)
    return telling


def _proof(made: Frame) -> tuple[int, int]:
    """The clause without the blanks at its ends, so that a reader sees who, when and where."""
    text = made.text
    left = len(text) - len(text.lstrip(" ,"))
    right = max(len(text.rstrip(" ,.;:")), made.end)
    return made.reader.found.original(made.at + left, made.at + right)


def _seen(made: Frame) -> list[Clause]:
    """The clauses in which the noun's day and place stand: behind "über" and "nach" only up to the verb."""
    if not made.is_noun or not made.reader.behind("meeting_not_at", made.left, 3):
        return made.clauses
    verb = made.reader.word("meeting_verb").search(made.text, made.end)
    text = " " * made.start + made.text[made.start : verb.start() if verb else len(made.text)]
    return [replace(made.clause, text=text), *made.clauses[1:]]


def _title(made: Frame) -> tuple[str, int | None]:
    """The meeting in the text's words with its ordinal before it, and that ordinal.

    "Für ihn war es der erste Gipfel" counts his, and not those of the organization.
    """
    words = made.reader.language.words["ordinals"]
    between = rf"(?:(?!(?:{'|'.join(made.reader.language.months)})(?!\w))[A-ZÄÖÜa-zäöüß]+e[nrs]? ){{0,2}}$"
    before = re.search(rf"(?i:(?<!\d)(\d{{1,3}})\. {between}|(?<!\w)({words})[nrs]? {between})", made.left)
    start = before.start() if before else made.start
    title = " ".join(made.reader.original(made.at + start, made.at + made.end).split()).strip(" ,")
    title = re.sub(r"(?: [a-zäöüß]+)+$| \([^)]*$", "", title)
    if before is None or made.rule.options["meeting"] not in MANY:
        return title, None
    if before[2] and made.reader.word("ordinal_of_somebody").search(made.text):
        return title, None
    return title, int(before[1]) if before[1] else words.split("|").index(before[2].casefold()) + 1


def levels(made: Frame) -> frozenset[str]:
    """Who meets by office, without those named: "Außenminister Sergej Lawrow" is no council of ministers."""
    start, end = (made.start, made.end) if made.is_noun else (0, len(made.text))
    if re.search(r"(?<!\w)(?:deren|dessen) $", made.left):
        start = max(start - WHOSE, -made.at)
    left, right = made.reader.found.original(made.at + start, made.at + max(end, start + 1))
    names = [name for name in made.reader.language.words if name.startswith("level_")]
    hits = ((name, m) for name in names for m in made.reader.word(name).finditer(made.reader.article.text, left, right))
    found = frozenset(name for name, m in hits if not _is_named(made.reader, m.end()))
    return found or (frozenset({"level_heads"}) if made.rule.options["meeting"] == "summit" else found)


def _is_named(reader: Reader, at: int) -> bool:
    place = reader.found.position(at)
    return bool(re.match(rf"(?: (?:der|des|von) {NAME})?,? {PERSON}", reader.found.text[place : place + 12]))


# --- when -------------------------------------------------------------------------------------------------------------


def _days(made: Frame, seen: list[Clause]) -> tuple[Days | None, bool]:
    """The days right behind the noun or in its relative clause; else the nearest of the clause that can be meant.

    Also whether a date stands right there: "am 22. Mai" of an article without a day has no year and no days.
    """
    near: list[tuple[int, Days | None]] = []
    for clause in seen:
        for place, days in _dates_of(made, clause):
            at = place - made.at
            before = made.start - at + (20 if made.is_noun else 0)
            distance = (at - made.end if at >= made.end else before) if clause is seen[0] else 10
            # "hat heute bei einem Besuch den Abzug zum Jahresende angekündigt": a day before a year
            coarse = COARSE if days and (days[1] - days[0]).days > 31 else 0
            near.append((distance + coarse, days))
    if not near:
        return None, False
    distance, days = min(near, key=lambda pair: pair[0])
    return days, made.is_noun and distance <= NEAR


def _moved_to(made: Frame, seen: list[Clause]) -> Days | None:
    """The days it is put off to: "vom 15. Mai auf den 4. Juni verschoben"; None where it is not, or to no day."""
    if not made.has("meeting_moved"):
        return None
    reader = made.reader
    for clause in seen:
        begin = made.base + clause.offset
        for run in _runs(reader, *reader.found.original(begin, begin + max(len(clause.text), 1))):
            before = reader.article.text[max(0, run[0].char_start - 40) : run[0].char_start]
            if re.search(rf"(?<!\w)(?:{reader.language.words['meeting_moved_to']}) $", before):
                return _all_of(run)
    return None


def _dates_of(made: Frame, clause: Clause) -> Iterator[tuple[int, Days | None]]:
    """Where dates of a clause stand in the shadow, with their days if these are known."""
    found, begin = made.reader.found, made.base + clause.offset
    first, last = found.original(begin, begin + max(len(clause.text), 1))
    for run in _runs(made.reader, first, last):
        place = found.position(run[0].char_start)
        if clause.text[place - begin : place - begin + 1].strip() and _is_when(made.reader.article.text, run):
            yield place, _all_of(run)


def _runs(reader: Reader, first: int, last: int) -> Iterator[list[Mention]]:
    """The dates between two characters; "12. und 13." and "vom 3. bis zum 5." are one run."""
    begin, end = (bisect_left(reader.dates, at, key=lambda m: m.char_start) for at in (first, last))
    run: list[Mention] = []
    for mention in reader.dates[begin:end]:
        if run and not JOINS.fullmatch(reader.article.text, run[-1].char_end, mention.char_start):
            yield run
            run = []
        run.append(mention)
    if run:
        yield run


def _all_of(run: list[Mention]) -> Days | None:
    """From the first to the last of these days; None where one is not known or they are no time for one meeting."""
    first, last = [m.date_from for m in run if m.date_from], [m.date_until for m in run if m.date_until]
    if len(first) < len(run) or len(last) < len(run) or (max(last) - min(first)).days > 366:
        return None
    return min(first), max(last)


def _is_when(text: str, run: list[Mention]) -> bool:
    """Not the end or beginning of something else: "bis 2030", "seit Mai", "Jahrestag am"."""
    before = text[max(0, run[0].char_start - 30) : run[0].char_start]
    other = (
        r"(?:seit|[Bb]is|bis zum|[Aa]b|ab dem|seit dem|[Jj]ahrestag|Beschl\w+ vom|Jahre?)(?: (?:Ende|Anfang|Mitte))? $"
    )
    return len(run) > 1 or not re.search(other, before)


def _day_before(made: Frame, before: list[Telling]) -> Days | None:
    """The day "am selben Tag" means: of the last meeting that was held, else the last day named shortly before."""
    held = next((t.days for t in reversed(before) if t.days and t.status == "held"), None)
    place = made.reader.found.original(made.at, made.at + 1)[0]
    near = [m for m in made.reader.dates if place - SAME_DAY <= m.char_start < place]
    days = [m.date_from for m in near if m.date_from and m.date_from == m.date_until]
    return held or ((days[-1], days[-1]) if days else None)


# --- where ------------------------------------------------------------------------------------------------------------


def _where(made: Frame, seen: list[Clause], is_visit: bool) -> Place | None:
    """The place, else the country, behind "in" (for visits also "nach" or the object) nearest to the words."""
    near: list[tuple[bool, int, Place]] = []
    for clause in seen:
        for at in _places(clause.text, is_visit):
            span = made.reader.found.signs[made.base + clause.offset + at]
            place = at + clause.offset - made.clause.offset
            before = made.start - place + 20
            distance = (place - made.end if place >= made.end else before) if clause is seen[0] else 10
            near.append((span.kind != "place", distance, _place(made.reader, span)))
    if near:
        return min(near, key=lambda hit: hit[:2])[2]
    return _place_before(made) if made.has("meeting_there") else None


def _places(text: str, is_visit: bool) -> list[int]:
    before = r"(?:[Ii]n|[Nn]ach|[Bb]ei)" if is_visit else r"(?:[Ii]n|[Ii]m)"
    article = r"(?:(?:der|die|den|dem|das) )?"
    behind = re.finditer(
        rf"(?<!\w){before} {article}(?:(?![{PLACE}{COUNTRY}]){NAME} )?"
        rf"(?:(?!Richtung )[\w-]+ ){{0,2}}([{PLACE}{COUNTRY}])(?! ?-)",
        text,
    )
    hits = [m.start(1) for m in behind]
    hits += [m.start(1) for m in re.finditer(rf"(?<!\w)[Ii]n der ({ADJECTIVE}) Hauptstadt(?! {PLACE})", text)]
    if is_visit and not hits:
        visited = re.finditer(rf"(?<= )([{PLACE}{COUNTRY}])(?= (?:[\w.]+ ){{0,5}}(?:besuch|bereis)|[.,]?\s*$)", text)
        hits = [m.start(1) for m in visited]
    return hits


def _place(reader: Reader, span: Span) -> Place:
    return Place(span.name, reader.known.countries.get(span.name)) if span.kind == "place" else Place(None, span.value)


def _place_before(made: Frame) -> Place | None:
    """What "dort" means: the last place or country named shortly before."""
    text = made.reader.found.text
    at = max(text.rfind(sign, max(0, made.at - 300), made.at) for sign in (PLACE, COUNTRY))
    return _place(made.reader, made.reader.found.signs[at]) if at >= 0 else None


# --- whether, and whose -----------------------------------------------------------------------------------------------


def _status(made: Frame, days: Days | None, is_ahead: bool, is_moved: bool) -> str:
    """By its day against the article's; without one by the words of the clause; unknown where neither tells.

    What is put off to another day is planned for that one, and whether it was held then is not said.
    """
    day = made.reader.day
    if is_moved:
        return "planned"
    if made.has("meeting_cancelled"):
        return "cancelled"
    # "hat bei einem Besuch angekündigt": he is there
    is_there = made.is_noun and made.reader.behind("meeting_at", made.left, 2)
    if days and day and days[1] < day:
        # "wollten am Dienstag zusammentreten": whether they did is not said
        is_goal = bool(re.search(r"(?<!\w)[Zz]u[mr]?(?: \w+){0,2} $", made.left))
        return "planned" if made.has("meeting_wanted") and (is_goal or not is_there) else "held"
    if (days and day and days[0] > day) or is_ahead or made.has("meeting_modal" if is_there else "meeting_ahead"):
        return "confirmed" if made.has("meeting_confirmed") else "planned"
    has_begun = bool(days and day and days[0] < day)
    return "held" if has_begun or made.has("meeting_past") or made.has("meeting_perfect") else "unknown"


def bodies(made: Frame) -> list[Span]:
    """The organizations whose meeting it is, one span for each."""
    start, end = made.start, made.end
    if not made.is_noun or (ORG not in made.text[start:end] and made.has("meeting_part")):
        start = _behind_those_who_meet(made)
        end = next((a + 1 for a in range(start, min(len(made.text), start + 80)) if made.text[a] == ORG), start)
    spans = [made.reader.found.signs[made.at + a] for a in range(start, end) if made.text[a] == ORG]
    if not spans and made.more and levels(made):
        # "eine Zusammenkunft der Staatschefs, zu der die GUS-Mitgliedstaaten erwartet werden"
        base = made.base + made.more.offset
        spans = [made.reader.found.signs[base + m.start()] for m in re.finditer(ORG, made.more.text)]
    return list({span.name: span for span in reversed(spans)}.values())[::-1]


def _behind_those_who_meet(made: Frame) -> int:
    """Where the words for those who meet end in the clause: "Die Staatschefs| der GUS haben der SOZ …"."""
    reader = made.reader
    left, right = reader.found.original(made.at, made.at + len(made.text))
    names = ["meeting_who", *(name for name in reader.language.words if name.startswith("level_"))]
    hits = (reader.word(name).search(reader.article.text, left, right) for name in names)
    ends = [reader.found.position(m.end()) - made.at for m in hits if m]
    return max(0, min(ends) - 1) if ends else len(made.text)


def bloc_before(made: Frame, telling: Telling, before: list[Telling]) -> str | None:
    """Whose "Gipfel" or "Sitzung" is meant: of the last one told of with such people, else the last bloc named."""
    reader = made.reader
    if not re.search(r"(?<!\w)(?:deren|dessen) $", made.left):
        for other in reversed(before):
            if (
                other.kind in MANY
                and other.body
                and (not telling.levels or not other.levels or telling.levels & other.levels)
            ):
                return other.body
    at = made.at + made.start
    earliest = max(0, at - CONTEXT)
    while (at := reader.found.text.rfind(ORG, earliest, at)) >= 0:
        name = reader.found.signs[at].name
        if name in reader.known.blocs:
            return name
    return None
