"""One meeting from the tellings of many articles.

Each telling looks for one it follows, among those that share evidence with it: a body and a day, two persons, a visitor
and a country, an ordinal. Whom it follows hangs on its neighbours alone, and a day only follows days that hold it, a
month only what lies in it: so what hangs together stays small, however many articles there are, and a load has to look
at its own surroundings only. What follows one telling is one meeting, unless it contradicts itself; then it is parted.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache
from itertools import combinations
from typing import NamedTuple, TypeVar

from etl.model import Meeting, MeetingLink

MANY = frozenset({"summit", "session", "consultations", "conference", "meeting"})  # more than two sides
KINDS = ("summit", "session", "consultations", "conference", "visit", "call", "bilateral", "meeting")
EXACT = 5  # days: as long as a summit or a visit lasts; what is longer says only about when it is
LONGEST = 62  # days: what is longer tells nothing of when, and counts only with an ordinal
ORDINAL_DAYS = 183  # a meeting moved by up to a year keeps its ordinal; half of it on either side
ALIKE = 0.8  # similarity from which two articles are copies, which tell the same also without a day
FEW = 8  # persons of a telling that are looked up; longer lists are of meetings that have a body
RIVAL = 2  # times as many must tell of the meeting a telling follows as of another it could mean
COPY = 32  # how much speaks for what copies tell alike: more than anything else
STRETCH = 8  # days by which tellings are sorted, so that only those of about the same time are compared
ANY_DAY = date(1900, 1, 1)

Days = tuple[date, date]
Pairs = Collection[tuple[str, str]]
Value = TypeVar("Value", str, int)


class Sign(NamedTuple):
    """What of a telling is compared; tellings with the same sign are equal to all others."""

    kind: str
    ordinal: int | None
    body: str | None
    place: str | None
    country: str | None
    days: Days | None
    around: Days | None  # of an ordinal: the days within which it names one meeting
    levels: frozenset[str]  # who meets by office: heads, foreign, …
    people: frozenset[tuple[str, bool]]  # with whether they stayed away
    is_held: bool

    @property
    def length(self) -> int | None:
        return (self.days[1] - self.days[0]).days + 1 if self.days else None

    @property
    def is_exact(self) -> bool:
        return bool(self.days and (self.days[1] - self.days[0]).days < EXACT)

    @property
    def persons(self) -> frozenset[str]:
        return frozenset(name for name, is_absent in self.people if not is_absent)


@dataclass(frozen=True)
class Told:
    """A telling of a meeting, with the day from which its article is known."""

    telling_id: str
    article_id: str
    known_on: date
    char_start: int
    kind: str
    status: str
    title: str | None
    ordinal: int | None
    body: str | None
    place: str | None
    country: str | None
    held_from: date | None
    held_until: date | None
    dated_by: str | None
    levels: tuple[str, ...] = ()
    present: tuple[str, ...] = ()  # persons
    absent: tuple[str, ...] = ()

    @cached_property
    def days(self) -> Days | None:
        return (self.held_from, self.held_until or self.held_from) if self.held_from else None

    @cached_property
    def sign(self) -> Sign:
        about = self.days or (self.known_on, self.known_on)
        half = timedelta(ORDINAL_DAYS)
        people = [(name, False) for name in self.present] + [(name, True) for name in self.absent]
        return Sign(
            self.kind, self.ordinal, self.body, self.place, self.country, self.days,
            (about[0] - half, about[1] + half) if self.ordinal and self.body else None,
            frozenset(self.levels), frozenset(people), self.status == "held",
        )  # fmt: skip

    @cached_property
    def order(self) -> tuple[date, str, int, str]:
        """Which was told first."""
        return self.known_on, self.article_id, self.char_start, self.telling_id

    @cached_property
    def rank(self) -> tuple[object, ...]:
        """Lower ranks lead: exact days before months, the whole of a meeting before a day of it, who tells more."""
        sign = self.sign
        length = sign.length or 0
        about = (0, -length) if sign.is_exact else (1, length) if sign.days else (2, 0)
        more = sum(map(bool, (sign.ordinal, sign.body, sign.place, sign.country, sign.levels)))
        return (*about, -more, *self.order)


class Key(NamedTuple):
    """Something two tellings of one meeting share, in days that overlap."""

    key: int
    begins: date
    ends: date


# --- evidence ---------------------------------------------------------------------------------------------------------


def keys(told: Told, copies: Iterable[str] = ()) -> set[Key]:
    """By what others that may tell of the same meeting are found; `copies` are the articles with nearly its text."""
    found = {_key(ANY_DAY, ANY_DAY, "copy", *sorted((told.article_id, other))) for other in copies}
    return found | _keys(told.sign)


@lru_cache(maxsize=1 << 16)
def _keys(sign: Sign) -> frozenset[Key]:
    found = {_key(*sign.around, "ordinal", sign.body, sign.ordinal)} if sign.around else set()
    if sign.days and sign.length is not None and sign.length <= LONGEST:
        found |= {_key(*sign.days, *words) for words in _shared(sign)}
    return frozenset(found)


def _key(begins: date, ends: date, *words: object) -> Key:
    digest = hashlib.blake2b("\x1f".join(map(str, words)).encode(), digest_size=8).digest()
    return Key(int.from_bytes(digest, "big") >> 1, begins, ends)


def _shared(sign: Sign) -> Iterator[tuple[str | None, ...]]:
    people = sorted(sign.people)[:FEW]
    if sign.kind in MANY and sign.body:
        if sign.is_exact:
            yield "body", sign.body
        if sign.country:
            yield "body in", sign.body, sign.country
        yield from (("body of", sign.body, level) for level in sorted(sign.levels))
    if sign.kind != "visit" and not sign.body:
        yield from (("two", *pair) for pair in combinations(sorted(sign.persons)[:FEW], 2))
    if (sign.kind == "visit" or sign.kind in MANY) and sign.country:
        family = "visit" if sign.kind == "visit" else "many"
        yield from ((family, name, str(away), sign.country) for name, away in people)


def overlap(a: Days, b: Days) -> bool:
    """Whether the two have a day in common."""
    return a[0] <= b[1] and b[0] <= a[1]


@lru_cache(maxsize=1 << 17)
def contradict(a: Sign, b: Sign) -> bool:
    """Whether the two cannot be one meeting."""
    if not _fit(a, b):
        return True
    for one, other in ((a.ordinal, b.ordinal), (a.body, b.body), (a.place, b.place), (a.country, b.country)):
        if one and other and one != other:
            return True
    if a.levels and b.levels and not a.levels & b.levels:
        return True
    if not a.days or not b.days or overlap(a.days, b.days):
        return False
    # a meeting that is moved keeps its ordinal; but two days on which it was held are two meetings
    return not (a.ordinal and a.ordinal == b.ordinal and not (a.is_held and b.is_held))


def _fit(a: Sign, b: Sign) -> bool:
    """Whether the kinds can be one: a "meeting" may be anything of many or of two sides."""
    kinds = {a.kind, b.kind}
    if kinds & {"bilateral", "call"}:
        is_kind = len(kinds) == 1 or (kinds == {"bilateral", "meeting"} and not a.body and not b.body)
        return is_kind and (a.persons <= b.persons or b.persons <= a.persons)
    return len(kinds) == 1 or (kinds <= MANY and ("meeting" in kinds or kinds == {"summit", "session"}))


@lru_cache(maxsize=1 << 17)
def evidence(a: Sign, b: Sign) -> tuple[int, str]:
    """How much speaks for the two being one meeting, and what; 0 when nothing does or something speaks against it."""
    if contradict(a, b):
        return 0, ""
    found = list(_reasons(a, b))
    if not found:
        return 0, ""
    found += [(2, "place")] if a.place and a.place == b.place else []
    found += [(1, "who meets")] if a.levels & b.levels else []
    return sum(weight for weight, _ in found), "same " + ", ".join(reason for _, reason in found)


def _reasons(a: Sign, b: Sign) -> Iterator[tuple[int, str]]:
    one_number = a.around and b.around and overlap(a.around, b.around) and a.ordinal == b.ordinal
    if one_number and a.body == b.body:
        yield 8, "ordinal and body"
    if not a.days or not b.days or not overlap(a.days, b.days) or max(a.length or 0, b.length or 0) > LONGEST:
        return
    in_country = bool(a.country and a.country == b.country)
    is_near = (a.is_exact and b.is_exact) or in_country or a.levels & b.levels
    if a.kind in MANY and b.kind in MANY and a.body and a.body == b.body and is_near:
        yield 3, "body and days"
    if a.kind != "visit" and not a.body and not b.body and len(a.persons & b.persons) >= 2:
        yield 4, "two persons and days"
    if (a.kind == b.kind == "visit" or (a.kind in MANY and b.kind in MANY)) and in_country and a.people & b.people:
        yield 2, "person, country and days"


def is_copy(a: Told, b: Told) -> bool:
    """Whether two tellings of copies say the same."""
    return a.sign._replace(around=None) == b.sign._replace(around=None) and a.status == b.status


# --- whom a telling follows -------------------------------------------------------------------------------------------


class Follows(NamedTuple):
    """One telling another may follow: how much speaks for it, what, and how many tell just the same."""

    strength: int
    reason: str
    tellings: int
    leader: Told


@dataclass
class Pool:
    """Tellings by what they can be found by."""

    copies: Pairs = ()
    not_same: Pairs = ()

    def __post_init__(self) -> None:
        """Makes the index that `add` fills."""
        self._apart = {frozenset(pair) for pair in self.not_same}
        self._twins: dict[str, set[str]] = defaultdict(set)
        for a, b in self.copies:
            self._twins[a].add(b)
            self._twins[b].add(a)
        self._alike: dict[Sign, list[Told]] = defaultdict(list)  # best rank first
        self._index: dict[tuple[int, int], set[Sign]] = defaultdict(set)  # key and stretch of days → who has it

    def keys(self, told: Told) -> set[Key]:
        """The telling's keys, with those of the copies of its article."""
        return keys(told, self._twins.get(told.article_id, ()))

    def add(self, tellings: Iterable[Told]) -> None:
        """Lets them be found."""
        for told in tellings:
            self._alike[told.sign].append(told)
            for place in self._places(told):
                self._index[place].add(told.sign)
        for alike in self._alike.values():
            alike.sort(key=lambda t: t.rank)

    def _places(self, told: Told) -> Iterator[tuple[int, int]]:
        for key, begins, ends in self.keys(told):
            stretches = range(begins.toordinal() // STRETCH, ends.toordinal() // STRETCH + 1)
            yield from ((key, stretch) for stretch in stretches)

    def leader(self, told: Told) -> tuple[Told | None, str]:
        """The telling this one follows and why, or None and why not. Only those of lower rank lead."""
        signs = {sign for place in self._places(told) for sign in self._index.get(place, ())}
        found = [follows for sign in signs if (follows := self._follows(told, sign))]
        if not found:
            return None, "no other to follow"
        most = max(follows.strength for follows in found)
        return _chosen([follows for follows in found if follows.strength == most], told)

    def _follows(self, told: Told, sign: Sign) -> Follows | None:
        """Whom it follows if it follows one of these tellings that are alike."""
        others, twins = self._alike[sign], self._twins.get(told.article_id, ())
        if not twins and not told.ordinal and told.days and sign.days and not overlap(told.days, sign.days):
            return None  # most are met so, and the rest takes ten times as long
        strength, reason = evidence(told.sign, sign)
        if twins and strength < COPY:
            copies = [o for o in others if o.article_id in twins and is_copy(told, o)]
            if copies:
                others, strength, reason = copies, COPY, "copy of the text"
        if not strength or (strength != COPY and not _may_follow(told.sign, sign)):
            return None
        leader = next((o for o in others if o.article_id != told.article_id and not self._is_parted(told, o)), None)
        return Follows(strength, reason, len(others), leader) if leader and leader.rank < told.rank else None

    def _is_parted(self, a: Told, b: Told) -> bool:
        return bool(self._apart) and frozenset((a.telling_id, b.telling_id)) in self._apart


def _may_follow(a: Sign, b: Sign) -> bool:
    """A day follows days that hold it, a longer time what lies in it, an ordinal any day."""
    if a.ordinal and a.ordinal == b.ordinal and a.body == b.body:
        return True
    if not a.days or not b.days:
        return False
    if a.is_exact:
        return b.is_exact and b.days[0] <= a.days[0] and a.days[1] <= b.days[1]
    return b.is_exact or (a.days[0] <= b.days[0] and b.days[1] <= a.days[1])


def _chosen(found: list[Follows], told: Told) -> tuple[Told | None, str]:
    """The one most tellings speak for; none where half as many speak for another that excludes it."""
    support: dict[Sign, int] = defaultdict(int)
    for follows in found:
        support[_outline(follows.leader.sign)] += follows.tellings

    def best(of: list[Follows]) -> Follows:
        return min(of, key=lambda f: (-support[_outline(f.leader.sign)], f.leader.rank))

    first = best(found)
    mine = _outline(first.leader.sign)
    if any(contradict(mine, sign) and count * RIVAL > support[mine] for sign, count in support.items()):
        alike = [follows for follows in found if follows.leader.sign == told.sign]
        if not alike:
            return None, "may be one of several that exclude each other"
        first = best(alike)
    return first.leader, first.reason


def _outline(sign: Sign) -> Sign:
    """Which meeting it is, without who is named to be there."""
    return sign._replace(kind="meeting", people=frozenset(), around=None, is_held=True)


# --- what follows one telling is one meeting --------------------------------------------------------------------------


def parted(component: list[Told], same: Pairs = (), not_same: Pairs = ()) -> list[list[Told]]:
    """A component in parts that do not contradict themselves, its best telling first; `same` pairs stay together."""
    if len(component) == 1:
        return [component]
    units = _units(component, same)
    apart = {frozenset(pair) for pair in not_same}
    parts: list[list[Told]] = []
    signs: list[set[Sign]] = []  # of each part, without those that a person put together against what they tell
    articles: list[set[str]] = []
    for unit in units:
        here = {told.sign for told in unit}
        here = {a for a in here if not any(contradict(a, b) for b in here)} or {unit[0].sign}
        for place, known in enumerate(signs):
            if articles[place] & {t.article_id for t in unit} or not _agree(here, known):
                continue
            if any(frozenset((t.telling_id, o.telling_id)) in apart for t in unit for o in parts[place] if apart):
                continue
            break
        else:
            place = len(parts)
            parts.append([])
            signs.append(set())
            articles.append(set())
        parts[place] += unit
        signs[place] |= here
        articles[place] |= {told.article_id for told in unit}
    return parts


def _agree(some: set[Sign], others: set[Sign]) -> bool:
    """No two contradict each other, and something speaks for it; alike tellings without a day are copies."""
    if any(contradict(a, b) for a in some for b in others):
        return False
    return bool(some & others) or any(evidence(a, b)[0] for a in some for b in others)


def _units(component: list[Told], same: Pairs) -> list[list[Told]]:
    """What a person said is the same together, the rest one by one; by rank."""
    group = joined([t.telling_id for t in component], same)
    units: dict[str, list[Told]] = defaultdict(list)
    for told in sorted(component, key=lambda t: t.rank):
        units[group[told.telling_id]].append(told)
    return list(units.values())


def joined(nodes: Iterable[str], pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Node → the least node of those these pairs hang it together with; pairs with other nodes count for nothing."""
    root = {node: node for node in nodes}

    def top(node: str) -> str:
        while root[node] != node:
            root[node] = root[root[node]]
            node = root[node]
        return node

    for a, b in pairs:
        if a in root and b in root:
            one, other = sorted((top(a), top(b)))
            root[other] = one
    return {node: top(node) for node in root}


def components(tellings: Iterable[Told], leaders: Mapping[str, str | None], same: Pairs = ()) -> list[list[Told]]:
    """Tellings that hang together by whom they follow and by what a person said is the same."""
    tellings = list(tellings)
    pairs = [(telling, leader) for telling, leader in leaders.items() if leader]
    group = joined([t.telling_id for t in tellings], [*pairs, *same])
    found: dict[str, list[Told]] = defaultdict(list)
    for told in tellings:
        found[group[told.telling_id]].append(told)
    return [found[name] for name in sorted(found)]


def meetings(
    tellings: Collection[Told],
    leaders: Mapping[str, tuple[str | None, str]],
    same: Pairs = (),
    not_same: Pairs = (),
) -> tuple[list[Meeting], list[MeetingLink]]:
    """The meetings whole components tell of, and which telling is of which. `leaders`: telling → whom and why."""
    made, links = [], []
    follows = {telling: leader for telling, (leader, _) in leaders.items()}
    said = {frozenset(pair) for pair in same}
    for component in components(tellings, follows, same):
        name = min(component, key=lambda t: t.rank).telling_id
        for part in parted(component, same, not_same):
            row = meeting(part)
            made.append(row)
            decided = {t for pair in said if pair <= {p.telling_id for p in part} for t in pair} if said else set()
            for told in part:
                leader, reason = leaders[told.telling_id]
                reason = "a person said so" if told.telling_id in decided else reason
                links.append(MeetingLink(told.telling_id, told.article_id, row.meeting_id, name, leader, reason))
    return made, links


def resolve(
    tellings: Collection[Told], copies: Pairs = (), same: Pairs = (), not_same: Pairs = ()
) -> tuple[list[Meeting], list[MeetingLink]]:
    """All meetings these tellings tell of, whatever their order."""
    pool = Pool(copies, not_same)
    pool.add(tellings)
    leaders: dict[str, tuple[str | None, str]] = {}
    for told in tellings:
        leader, reason = pool.leader(told)
        leaders[told.telling_id] = (leader.telling_id if leader else None, reason)
    return meetings(tellings, leaders, same, not_same)


# --- what is told of it, as one ---------------------------------------------------------------------------------------


def meeting(part: list[Told]) -> Meeting:
    """One meeting; its id is that of the telling known first, so it stays when later articles tell of it too."""
    part = sorted(part, key=lambda t: t.order)
    place = _most(part, lambda t: t.place)
    at_place = [t for t in part if t.place == place] if place else part
    dated = _dated(part)
    known = [t.kind for t in part if t.kind != "meeting"] or ["meeting"]
    return Meeting(
        meeting_id=part[0].telling_id,
        kind=min(known, key=lambda kind: (-known.count(kind), KINDS.index(kind))),
        status=status([(t.known_on, t.status) for t in part]),
        title=_most(part, lambda t: t.title),
        ordinal=_most(part, lambda t: t.ordinal),
        body=_most(part, lambda t: t.body),
        place=place,
        country=_most(at_place, lambda t: t.country),
        held_from=dated.held_from if dated else None,
        held_until=dated.held_until if dated else None,
        dated_by=dated.dated_by if dated else None,
        first_told_on=part[0].known_on,
        last_told_on=part[-1].known_on,
        article_count=len({t.article_id for t in part}),
    )


def status(told: Iterable[tuple[date, str]]) -> str:
    """As the last word has it: what is held stays so unless cancelled later, what is cancelled unless planned anew."""
    last: dict[str, date] = {}
    for known_on, word in told:
        last[word] = max(known_on, last.get(word, known_on))
    held, cancelled = last.get("held"), last.get("cancelled")
    is_planned_anew = cancelled and any(last.get(word, cancelled) > cancelled for word in ("planned", "confirmed"))
    if cancelled and not is_planned_anew and (held is None or held < cancelled):
        return "cancelled"
    return next((word for word in ("held", "confirmed", "planned") if word in last), "unknown")


def _most(part: list[Told], of: Callable[[Told], Value | None]) -> Value | None:
    """What those say who tell of it as held, else what most articles say; of two the one told first."""
    said: dict[Value, set[tuple[bool, str]]] = defaultdict(set)
    for told in part:
        if (value := of(told)) is not None:
            said[value].add((told.status == "held", told.article_id))
    return max(said, key=lambda value: (max(held for held, _ in said[value]), len(said[value])), default=None)


def _dated(part: list[Told]) -> Told | None:
    """The telling whose days count: days before months, the whole meeting before a day of it, held before planned.

    A meeting that was moved has days that do not meet: those count on which it was held as most articles say, else
    those it was last planned for.
    """
    dated = [t for t in part if t.days]
    exact = [t for t in dated if t.sign.is_exact]
    counting = [t for t in exact if t.status == "held"] or [t for t in exact if t.status != "cancelled"]
    if counting:
        is_held = counting[0].status == "held"
        told = Counter(days for days, _ in {(t.days, t.article_id) for t in counting})
        now = min(counting, key=lambda t: (0 if is_held else -t.known_on.toordinal(), -told[t.days], t.order))
        dated = [t for t in dated if t.days and now.days and overlap(t.days, now.days)]
    return min(dated, key=lambda t: (t.rank[:2], t.status != "held", t.dated_by != "text", t.order), default=None)
